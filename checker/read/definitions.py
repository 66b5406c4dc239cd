"""Definitions: what stands on their left, what braces name, and what they say at other arguments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sympy import Derivative, Indexed, Integer, Integral, Limit, Product, Subs, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.symbol import Str

from checker.families import speaks_of_one
from checker.model import Claim, Question
from checker.objects import Statistic
from checker.read.building import is_matrix
from checker.read.names import GREEK, Name, with_label
from checker.read.nodes import free_in, own_nodes
from checker.read.statements import Part, Statement
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

OPERATORS = frozenset(("det", "tr", "Tr", "trace", "rank", "dim", "ker", "diag", "vec", "span", "im", "Im", "Re"))
"""What is not defined by an equation in which it stands on the left: tr(A) = a + d is claimed."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a definition defines: a name, of a function with the names of its parameters."""

    name: str
    bold: bool = False
    parameters: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Brace:
    """`\\underbrace{content}_{label}`."""

    content: Node
    label: Node
    span: Span


CHANCES = frozenset(("E", "P", "Pr", "Var", "var", "Cov", "cov", "Corr"))


def head(part: Part) -> Head | None:
    """The name alone, or the function at names, that a part is."""
    if len(part.items) == 1:
        name = with_label(part.items[0])
        return Head(name.text, name.bold) if name is not None else None
    if len(part.items) != 2 or not isinstance(part.items[1], Fence) or part.items[1].opening != "(":
        return None
    name, parameters = with_label(part.items[0]), _parameters(part.items[1])
    if name is None or name.text in OPERATORS:
        return None
    if not parameters or (name.text in CHANCES and (_is_event(parameters[0]) or _is_operator(part.items[0]))):
        return None  # P(D) is a probability, Var(s) a variance: no function of D or s is defined
    return Head(name.text, name.bold, parameters)


def _is_event(name: str) -> bool:
    """D, X_1, none: an event or what is random; x and θ are variables of a function."""
    base = name.partition("_")[0]
    return base[:1].isupper() or (len(base) > 1 and base not in GREEK)


def head_of(statement: Statement) -> Head | None:
    """The head of a statement's left side; of P(Q) = 100 − 2Q the function: its formula speaks of Q and no chance."""
    found = head(statement.parts[0])
    items = statement.parts[0].items
    if found is not None or len(items) != 2 or len(statement.parts) < 2 or not isinstance(items[1], Fence):
        return found
    name, parameters = with_label(items[0]), _parameters(items[1])
    if name is None or name.text not in CHANCES or not isinstance(items[0], Token) or items[1].opening != "(":
        return None
    said = {inner.text for inner in _all_names(statement.parts[1].items)}
    speaks = set(parameters) <= said and not said & CHANCES
    return Head(name.text, name.bold, parameters) if parameters and speaks else None


def names_of(items: Iterable[Node]) -> set[str]:
    """The names that are written anywhere in a row."""
    return {name.text for name in _all_names(items)}


def _all_names(items: Iterable[Node]) -> Iterator[Name]:
    for node in items:
        name = with_label(node)
        if name is not None:
            yield name
        yield from _all_names(_children(node))


def _is_operator(node: Node) -> bool:
    """Is a name set as that of an operator, as \\operatorname{Var} and \\mathbb{E} are?"""
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Command)


def _parameters(bracket: Fence) -> tuple[str, ...]:
    """The names that commas part in a bracket; none where anything else stands in it, such as the product AB."""
    names: list[str] = []
    expects = True
    for item in bracket.body.items:
        if isinstance(item, Token) and item.kind == "space":
            continue
        if isinstance(item, Token) and item.text in {",", ";"}:
            expects = True
            continue
        inner = with_label(item)
        if inner is None or not expects:
            return ()
        names.append(inner.text)
        expects = False
    return tuple(names)


def depends(statement: Statement) -> bool:
    """`y = y(x)` says that y depends on x."""
    if len(statement.links) != 1 or statement.links[0].relation != "=":
        return False
    left, right = (head(part) for part in statement.parts)
    return left is not None and right is not None and left.name == right.name and right.parameters is not None


def called(subject: Basic) -> str:
    """The name that a definition's subject is known by."""
    return str(subject.func) if isinstance(subject, AppliedUndef) else str(subject)


def braces(items: Iterable[Node]) -> Iterator[Brace]:
    """The braces with a label, in reading order, inner ones first."""
    for node in items:
        if (
            isinstance(node, Scripts)
            and isinstance(node.base, Command)
            and node.base.name in {"underbrace", "overbrace"}
        ):
            content = node.base.arguments[0]
            yield from braces((content,))
            label = node.below if node.base.name == "underbrace" else node.above
            if label is not None:
                yield Brace(content, label, node.span)
        else:
            yield from braces(_children(node))


def part_of(node: Node) -> Part:
    """What stands in a brace, or below it, as a part by itself."""
    items = node.items if isinstance(node, Row) else (node,)
    return Part(items, node.span)


def relabelled(node: Node, labels: Mapping[Span, Node]) -> Node:
    """A node with the braces at the given spans replaced by their labels."""
    match node:
        case Scripts() if node.span in labels:
            return labels[node.span]
        case Row():
            return replace(node, items=tuple(relabelled(item, labels) for item in node.items))
        case Scripts():
            base, below, above = (
                None if part is None else relabelled(part, labels) for part in (node.base, node.below, node.above)
            )
            return replace(node, base=base, below=below, above=above)
        case Command():
            return replace(node, arguments=tuple(relabelled(part, labels) for part in node.arguments))
        case Fence():
            body = relabelled(node.body, labels)
            return replace(node, body=body) if isinstance(body, Row) else node
        case _:
            return node


def is_comment(label: Node) -> bool:
    """Is a label words, rather than mathematics?"""
    items = [i for i in (label.items if isinstance(label, Row) else (label,)) if not _is_space(i)]
    return all(
        isinstance(item, Command)
        and item.name in {"text", "textrm", "mathrm", "textbf", "textit", "mbox", "scriptsize"}
        for item in items
    )


def _is_space(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "space"


def _children(node: Node) -> Iterator[Node]:
    match node:
        case Row():
            yield from node.items
        case Scripts():
            yield from (part for part in (node.base, node.below, node.above) if part is not None)
        case Command():
            yield from node.arguments
        case Fence():
            yield node.body
        case Grid():
            yield from (cell for row in node.rows for cell in row)


def with_instances(
    definitions: Iterable[tuple[Basic, Basic]], used: Iterable[Basic]
) -> tuple[tuple[Basic, Basic], ...]:
    """The definitions, with those of functions at every argument at which they are used."""
    return _with_instances(tuple(definitions), tuple(used))


@lru_cache(maxsize=256)  # of one question it is asked whether it is proved, refuted, vacuous, and whether shapes fit
def _with_instances(
    definitions: tuple[tuple[Basic, Basic], ...], used: tuple[Basic, ...]
) -> tuple[tuple[Basic, Basic], ...]:
    pairs = dict(definitions)
    free = frozenset().union(*map(free_in, (*used, *pairs.values())))
    for name in sorted((n for n in free if n not in pairs and _numbered(n) is not None), key=str):
        item = _item(name, pairs)
        if item is not None:
            pairs[name] = item
    closed = _with_own_instances(tuple(pairs.items()))
    return closed.with_those_in(used).pairs if closed.bodies else tuple(pairs.items())


@dataclass(frozen=True, slots=True)
class _Closed:
    """Definitions with instances of those that are made for every argument, and how many instances were made."""

    pairs: tuple[tuple[Basic, Basic], ...]
    bodies: Mapping[object, tuple[tuple[Basic, ...], Basic]]
    made: int = 0

    def with_those_in(self, parts: Iterable[Basic]) -> _Closed:
        """These with the instances of which the parts, the last first, and the instances themselves speak."""
        pairs, waiting, made = dict(self.pairs), [*parts], self.made
        while waiting and made < MOST_INSTANCES:
            spoken = own_nodes(waiting.pop(), AppliedUndef, Indexed)
            found = [one for one in spoken if one not in pairs and _family(one) in self.bodies]
            for applied in sorted(found, key=str) if len(found) > 1 else found:
                parameters, body = self.bodies[_family(applied)]
                if _are_alike(parameters, _arguments(applied)):
                    try:
                        pairs[applied] = _at(body, parameters, _arguments(applied))
                    except (TypeError, ValueError):  # SymPy's, of a vector added to what is a number at this argument
                        continue
                    waiting.append(pairs[applied])
                    made += 1
        return _Closed(tuple(pairs.items()), self.bodies, made)


@lru_cache(maxsize=64)  # of all questions of a line, and of most lines, the definitions are the same
def _with_own_instances(definitions: tuple[tuple[Basic, Basic], ...]) -> _Closed:
    bodies = {
        _family(subject): (_arguments(subject), body)
        for subject, body in definitions
        if isinstance(subject, AppliedUndef)
        or (
            isinstance(subject, Indexed)
            and all(i.is_Symbol for i in subject.indices)
            and not speaks_of_one(body, subject.free_symbols)
        )
    }
    return _Closed(definitions, bodies).with_those_in(body for _, body in definitions if bodies)


def _are_alike(parameters: Sequence[Basic], arguments: Sequence[Basic]) -> bool:
    """Are there as many, vectors for vectors? L(w) = (w − 1)² of a number says nothing of L of a vector w."""
    if len(parameters) != len(arguments):
        return False
    return all(is_matrix(one) == is_matrix(other) for one, other in zip(parameters, arguments, strict=True))


def _item(name: Basic, definitions: Mapping[Basic, Basic]) -> Basic | None:
    """W_3 and W_{n-2} of a sequence that is defined as a formula of its index: W_n = ∫ sinⁿ x dx."""
    shift = _numbered(name)
    if shift is None:
        return None
    base = str(name).partition("_")[0]
    for subject, body in definitions.items():
        if not isinstance(subject, Symbol):
            continue
        head, _, index = str(subject).partition("_")
        if head != base or shift[1] not in {"", index}:
            continue
        (number,) = [one for one in body.free_symbols if str(one) == index] or (None,)
        if number is not None and (index == "n" or number.is_integer):
            return body.xreplace({number: Integer(shift[2]) + (number if shift[1] else 0)})
    return None


@lru_cache(maxsize=1024)  # every question asks it of every free name
def _numbered(name: Basic) -> re.Match[str] | None:
    """The letter and the number in the label of W_3 and W_(n-2)."""
    return NUMBERED.fullmatch(str(name).partition("_")[2]) if isinstance(name, Symbol) else None


NUMBERED = re.compile(r"\(?([a-z]?)([+-]?\d+)\)?")


def is_item(name: Basic, definitions: Iterable[tuple[Basic, Basic]]) -> bool:
    """Is a name another item of a sequence that is defined by a formula?"""
    return _item(name, dict(definitions)) is not None


def _family(subject: Basic) -> object:
    """What is defined at every argument: f of f(x), p of p_i."""
    return subject.base if isinstance(subject, Indexed) else subject.func


def _arguments(subject: Basic) -> tuple[Basic, ...]:
    return tuple(subject.indices) if isinstance(subject, Indexed) else subject.args


def _at(body: Basic, parameters: Sequence[Basic], arguments: Sequence[Basic]) -> Basic:
    """A function's body at other arguments: nothing bound in it takes hold of a name in them.

    An expectation is kept as text: E[e^{tX}] at t = 0 is another number than at t = 1, of which nothing is known.
    """
    statistics = own_nodes(body, Statistic)
    if statistics:
        places = ", ".join(f"{name} = {value}" for name, value in zip(parameters, arguments, strict=True))
        elsewhere = {s: Statistic(s.args[0], Str(f"{s.args[1]} at {places}"), *s.args[2:]) for s in statistics}
        body = body.xreplace(elsewhere)
    workings = own_nodes(body, Derivative, Integral, Sum, Product, Limit, Subs)
    bound = {s for part in workings for s in _bound(part)}
    if bound & set(parameters):  # differentiated by a parameter: first that, then the argument
        return Subs(body, tuple(parameters), tuple(arguments))
    taken = {symbol for argument in arguments for symbol in argument.free_symbols}
    fresh = {s: Symbol(f"{s}'", **s.assumptions0) for s in bound & taken - body.free_symbols}
    return body.xreplace(fresh).xreplace(dict(zip(parameters, arguments, strict=True)))


def _bound(part: Basic) -> set[Basic]:
    """What an operator runs over, or is taken by."""
    if isinstance(part, Derivative):
        return {variable for variable in part.variables if variable.is_Symbol}
    if isinstance(part, Subs):
        return set(part.variables)
    return set(part.bound_symbols) if not isinstance(part, Limit) else {part.args[1]}


MOST_INSTANCES = 200  # a function defined by itself at another argument has no end of them


def expressions(claim: Claim) -> list[Basic]:
    """What a claim and its questions are made of."""
    return [claim.statement, *(part for q in claim.asks or () if q is not None for part in asked(q))]


def asked(question: Question) -> list[Basic]:
    """What a question is made of."""
    parts = [getattr(question, name) for name in type(question).__slots__]
    flat = [part for each in parts for part in (each if isinstance(each, tuple) else (each,))]
    return [part for part in flat if isinstance(part, Basic)]
