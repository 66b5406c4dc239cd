"""The sums of products that a written side consists of: its rows, their terms, the factors of these, with their spans.

A label for the search of edits, no reading: what a line says is told by the reader alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

SIGNS = {"+": "-", "-": "+", "−": "+", "\\pm": "\\mp", "\\mp": "\\pm"}
TIMES = frozenset(("\\cdot", "\\times", "*", "·", "\\odot", "\\circ", "/", "\\div"))
NAMED_FUNCTIONS = frozenset(
    r"""\sin \cos \tan \cot \sec \csc \sinh \cosh \tanh \arcsin \arccos \arctan \ln \log \exp \lg \min \max
    \det \operatorname{tr} \operatorname""".split()  # noqa: SIM905  # a table of words
)
WORDS = frozenset(("operatorname", "text", "textrm", "textit", "textbf", "textsf", "textnormal", "mbox"))
OPERATORS = frozenset(("\\sum", "\\prod", "\\int", "\\iint", "\\oint", "\\lim", "\\nabla", "\\max", "\\min"))
FUNCTION_LETTERS = frozenset(("f", "g", "h", "F", "G", "H", "P", "p", "\\sigma", "\\varphi", "\\phi", "\\ell", "\\Phi"))
FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
WIDE = frozenset(("\\quad", "\\qquad", "\\ ", "\\;", "\\enspace", "~", "\\:"))
RELATES = frozenset(("=", "<", ">", "\\to", "\\le", "\\ge", "\\leq", "\\geq", "\\in", "\\mid", "|", ",", ";"))


@dataclass(frozen=True, slots=True)
class Factor:
    """Nodes that are multiplied as one: a letter with its scripts, an applied function, a sum with all behind it."""

    nodes: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """A product: `sign` is what is written before it, None for none."""

    sign: Token | None
    factors: tuple[Factor, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Level:
    """A row as a sum. `bare` says that it stands in no brackets of its own, so that a product with it needs some."""

    terms: tuple[Term, ...]
    span: Span
    bare: bool
    braced: bool  # may its text be replaced by a longer one without braces around it?
    outer: Term | None = None  # of what Σ or ∫ is taken of: the term with it, of which the level is the last part


def levels(items: Sequence[Node], bare: bool = True) -> Iterator[Level]:
    """Every sum in a side, outermost first, then in reading order."""
    own = _without_space(items)
    if own and not any(isinstance(node, Token) and node.text in RELATES for node in own):
        terms = tuple(_terms(own))
        if terms:
            yield Level(terms, Span(own[0].span.start, own[-1].span.end), bare, braced=True)
            yield from _behind_operators(terms)
    for node in own:
        yield from _inner(node)


def _behind_operators(terms: Sequence[Term]) -> Iterator[Level]:
    """What a sum or an integral is taken of."""
    for term in terms:
        last = term.factors[-1]
        head = base(last.nodes[0])
        if isinstance(head, Token) and head.text in OPERATORS and len(last.nodes) > 1:
            inner = _term(None, last.nodes[1:])
            yield Level((inner,), inner.span, bare=True, braced=True, outer=term)
            yield from _behind_operators((inner,))


def _inner(node: Node | None) -> Iterator[Level]:
    match node:
        case Row(items=items):
            yield from levels(items)
        case Fence():
            for cell in cells(node):
                yield from levels(cell.items, bare=False)
        case Scripts(base=base, below=below, above=above):
            yield from _inner(base)
            if not (isinstance(base, Token) and base.text in OPERATORS) and not isinstance(base, Fence | None):
                yield from _script(below)
            if not (isinstance(base, Token) and base.text in OPERATORS):
                yield from _script(above)
        case Command(name=name, arguments=arguments) if name not in WORDS:
            for argument in arguments:
                yield from _script(argument)
        case Grid(rows=rows):
            for row in rows:
                for cell in row:
                    yield from levels(cell.items)


def cells(fence: Fence) -> tuple[Row, ...]:
    """The entries of a row vector in square brackets, [2 \\quad 3], which wide spaces part; of any other the body."""
    parts: list[list[Node]] = [[]]
    for node in fence.body.items if fence.opening == "[" else ():
        if isinstance(node, Token) and node.text in WIDE:
            parts.append([])
        else:
            parts[-1].append(node)
    found = tuple(Row(tuple(part), Span(part[0].span.start, part[-1].span.end)) for part in parts if part)
    return found if len(found) > 1 else (fence.body,)


def _script(node: Node | None) -> Iterator[Level]:
    """What stands in an argument: a single token is a row of one, which needs braces once it grows."""
    if isinstance(node, Token) and node.kind in {"letter", "number", "command"}:
        yield Level((Term(None, (Factor((node,), node.span),), node.span),), node.span, bare=False, braced=False)
    else:
        yield from _inner(node)


def nodes_of(items: Sequence[Node]) -> Iterator[Node]:
    """Every node, each before what is in it."""
    for node in items:
        yield node
        yield from nodes_of(children(node))


def children(node: Node) -> tuple[Node, ...]:
    """What stands in a node, in reading order; the letters of a word are no parts of a formula."""
    match node:
        case Command(name=name) if name in WORDS:
            return ()
        case Row(items=items):
            return items
        case Scripts(base=base, below=below, above=above):
            return tuple(part for part in (base, below, above) if part is not None)
        case Command(arguments=arguments):
            return arguments
        case Fence(body=body):
            return (body,)
        case Grid(rows=rows):
            return tuple(cell for row in rows for cell in row)
    return ()


def inner_span(node: Node) -> Span:
    """Where a node stands, without the braces of a group."""
    if isinstance(node, Row) and node.items:
        return Span(node.items[0].span.start, node.items[-1].span.end)
    return node.span


# --- terms and factors -------------------------------------------------------------------------


def _without_space(items: Sequence[Node]) -> list[Node]:
    return [node for node in items if not (isinstance(node, Token) and node.kind == "space")]


def _terms(items: Sequence[Node]) -> Iterator[Term]:
    sign: Token | None = None
    run: list[Node] = []
    for node in items:
        if isinstance(node, Token) and node.text in SIGNS and not _after_operator(run):
            if run:
                yield _term(sign, run)
            sign, run = node, []
        else:
            run.append(node)
    if run:
        yield _term(sign, run)


def _after_operator(run: Sequence[Node]) -> bool:
    """Does a sign here belong to a factor, as in `a \\cdot -b`?"""
    return bool(run) and isinstance(run[-1], Token) and run[-1].text in TIMES


def _term(sign: Token | None, run: Sequence[Node]) -> Term:
    return Term(sign, tuple(_factors(run)), Span(run[0].span.start, run[-1].span.end))


def _factors(run: Sequence[Node]) -> Iterator[Factor]:
    k = 0
    while k < len(run):
        node = run[k]
        if isinstance(node, Token) and node.text in TIMES:
            k += 1
            continue
        end = _end_of_factor(run, k)
        yield Factor(tuple(run[k:end]), Span(node.span.start, run[end - 1].span.end))
        k = end


def _end_of_factor(run: Sequence[Node], k: int) -> int:
    head = base(run[k])
    if isinstance(head, Token) and head.text in OPERATORS:
        return len(run)
    if is_function(run[k]):
        return _end_of_argument(run, k + 1)
    if isinstance(head, Token) and head.text in FUNCTION_LETTERS and k + 1 < len(run) and _applied(run[k + 1]):
        return k + 2
    if isinstance(head, Token) and head.text in SIGNS and k + 1 < len(run):
        return _end_of_factor(run, k + 1)
    return k + 1


def _end_of_argument(run: Sequence[Node], k: int) -> int:
    """The end of what a function without brackets takes: a bracket, or all up to an operator or a function."""
    if k < len(run) and isinstance(base(run[k]), Fence):
        return k + 1
    while k < len(run) and not is_function(run[k]) and not (isinstance(run[k], Token) and run[k].text in TIMES):  # type: ignore[union-attr]
        k += 1
    return k


def is_function(node: Node) -> bool:
    """Is it the name of a function, maybe with a script on it?"""
    head = base(node)
    if isinstance(head, Command):
        return head.name == "operatorname"
    return isinstance(head, Token) and head.text in NAMED_FUNCTIONS


def base(node: Node) -> Node | None:
    """A node without its scripts."""
    return node.base if isinstance(node, Scripts) else node


def _applied(node: Node) -> bool:
    return isinstance(base(node), Fence)
