"""What is struck out claims to be free to strike: the expression is the same without it.

A factor struck leaves 1, a term struck leaves 0; `\\cancelto{v}{t}` says that t is v. Strikes are also used to correct,
and to show what changes: a line is never called wrong for one of which it is not plain that it means to cancel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sympy import Eq, Mul
from sympy.core.basic import Basic

from checker.model import Equal, Question, Role, SameRoots
from checker.read.brackets import paired
from checker.read.building import is_matrix
from checker.read.context import Context
from checker.read.cursor import SIGNS
from checker.read.marks import STRIKES, Strike, is_struck, operates, strikes
from checker.read.progress import Progress
from checker.read.statements import Part, Statement
from checker.read.syntax import SyntaxFault
from checker.written import Command, Fence, Node, Row, Scripts, Span, Token

FREE = "what is struck must be free to strike: the same without it"
NOT_TOLD = "what the strike means is not told: it is not asked"
TENDS = "whether what is struck comes to that is not asked"


def claim_strikes(progress: Progress, statement: Statement, context: Context) -> None:
    """What the strikes in a statement claim, or on its last line that what they mean is not told."""
    try:
        for part in statement.parts:
            for strike in strikes(part.items):
                if strike.to is not None:
                    _comes_to(progress, strike, context)
        struck = [part for part in statement.parts if _cancelled(part)]
        if not struck or _cancels_across(progress, statement, context):
            return
        for k, part in enumerate(statement.parts):
            if part in struck:
                following = statement.parts[k + 1] if k + 1 < len(statement.parts) else None
                _cancels_within(progress, statement, part, following, context)
    except SyntaxFault:
        _remark(progress, NOT_TOLD)  # without what is struck it is no formula


def _cancelled(part: Part) -> list[Strike]:
    return [strike for strike in strikes(part.items) if strike.to is None]


def _comes_to(progress: Progress, strike: Strike, context: Context) -> None:
    """`\\cancelto{0}{x - x}`: that it is so is asked of numbers, and where it is proved; h → 0 is no identity."""
    assert strike.to is not None
    value, _ = progress.value(_part(strike.struck))
    limit, _ = progress.value(_part(strike.to))
    asked = Equal(value, limit)
    if value.free_symbols and not progress.proved(asked, context.conditions):
        _remark(progress, TENDS)
        return
    _claim(progress, strike.span, value, limit, asked, context)


def _cancels_within(
    progress: Progress, statement: Statement, part: Part, following: Part | None, context: Context
) -> None:
    """The strikes of one expression among themselves: x(x+1)/x, x + y − y; or alone, as a factor of 0 = 2 m x."""
    value, _ = progress.value(part)
    left, _ = progress.value(_without(part))
    if is_matrix(value) != is_matrix(left):
        _remark(progress, NOT_TOLD)
        return
    asked: Question = Equal(value, left)
    if not progress.proved(asked, context.conditions):
        roots = SameRoots(value, left)
        zero = any(progress.value(other)[0] == 0 for other in statement.parts if other is not part and other.items)
        if (zero or _is_of_zero(progress)) and not is_matrix(value) and progress.proved(roots, context.conditions):
            asked = roots
        elif not _is_taken(progress, left, following, context) and (following or not _means_to_cancel(progress, part)):
            _remark(progress, NOT_TOLD)
            return
    _claim(progress, part.span, value, left, asked, context)


def _is_of_zero(progress: Progress) -> bool:
    """Is it a line of an equation 0 = …?"""
    return progress.chain is not None and progress.chain.equation and progress.chain.subject == 0


def _means_to_cancel(progress: Progress, part: Part) -> bool:
    """Is one thing struck twice, or more often?"""
    found = _cancelled(part)
    values = {progress.value(_part(strike.struck))[0] for strike in found}
    return len(found) > 1 and len(values) == 1


def _is_taken(progress: Progress, left: Basic, following: Part | None, context: Context) -> bool:
    """Does the line go on with what is left?"""
    if following is None or not following.items or _cancelled(following):
        return False
    value, _ = progress.value(following)
    return progress.proved(Equal(left, value), context.conditions)


def _cancels_across(progress: Progress, statement: Statement, context: Context) -> bool:
    """x + y = z + y, 2 x = 2 y, with y and 2 struck on both sides: the same equation without them."""
    for (one, two), link in zip(pairwise(statement.parts), statement.links, strict=True):
        if link.relation != "=" or not _cancelled(one) or not _cancelled(two):
            continue
        sides = [progress.value(part)[0] for part in (one, two, _without(one), _without(two))]
        if any(map(is_matrix, sides)) or any(_alone(progress, part, context) for part in (one, two)):
            continue
        left, right, less, fewer = sides
        candidates = [
            Equal(left - right, less - fewer),
            Equal(Mul(left, fewer, evaluate=False), Mul(right, less, evaluate=False)),
        ]
        asked = next((each for each in candidates if progress.proved(each, context.conditions)), None)
        if asked is not None:
            whole = Span(one.span.start, two.span.end)
            _claim(progress, whole, Eq(left, right, evaluate=False), Eq(less, fewer, evaluate=False), asked, context)
        else:
            _remark(progress, NOT_TOLD)
        return True
    return False


def _alone(progress: Progress, part: Part, context: Context) -> bool:
    """Do the strikes of one side cancel among themselves?"""
    sides = [progress.value(each)[0] for each in (part, _without(part))]
    return progress.proved(Equal(*sides), context.conditions)


def _claim(progress: Progress, span: Span, value: Basic, left: Basic, asked: Question, context: Context) -> None:
    of_equations = isinstance(value, Eq)
    progress.add(
        span,
        value if of_equations else Eq(value, left, evaluate=False),
        Role.FACT,
        asks=(None, asked),
        conditions=context.conditions,
        remarks=[FREE],
    )


def _remark(progress: Progress, text: str) -> None:
    """Says it of the last line."""
    if progress.claims:
        progress.remark(progress.claims[-1], text)


def _part(node: Node) -> Part:
    items = node.items if isinstance(node, Row) else (node,)
    return Part(tuple(paired(items)), node.span)


# --- without what is struck ----------------------------------------------------------------------


def _without(part: Part) -> Part:
    return replace(part, items=tuple(_kept(part.items, part.span)))


def _kept(items: Sequence[Node], span: Span) -> list[Node]:
    """The terms that are left; 0 where none is."""
    runs = [_kept_of_term(run) for run in _signed_terms(paired(items))]
    if len(runs) == 1 and runs[0] is None:
        return [Token("number", "1", span)]  # all of a numerator, a denominator or a product
    left = [run for run in runs if run is not None]
    return [node for run in left for node in run] or [Token("number", "0", span)]


def _signed_terms(items: Sequence[Node]) -> list[list[Node]]:
    """The terms of a sum, each with the sign before it."""
    runs: list[list[Node]] = [[]]
    for item in items:
        if getattr(item, "kind", "") == "space":
            continue
        if getattr(item, "text", "") in SIGNS and runs[-1] and not operates(runs[-1][-1]):
            runs.append([])
        runs[-1].append(item)
    return [run for run in runs if run]


def _kept_of_term(run: Sequence[Node]) -> list[Node] | None:
    """The factors of a term that are left, with its sign; None where the whole term is struck."""
    factors = [node for node in run if not operates(node)]
    struck = [node for node in factors if is_struck(node)]
    if struck and len(struck) == len(factors):
        return None
    return list(_unstruck(run, struck))


def _unstruck(run: Sequence[Node], struck: Sequence[Node]) -> Iterator[Node]:
    for node in run:
        if not any(node is each for each in struck):
            yield _inside(node)
        else:
            yield Token("number", "1", node.span)


def _inside(node: Node) -> Node:
    match node:
        case Row():
            return _row(node)
        case Fence():
            return replace(node, body=_row(node.body))
        case Scripts():
            return replace(node, base=None if node.base is None else _inside(node.base))
        case Command() if node.name not in STRIKES:
            return replace(node, arguments=tuple(_argument(each) for each in node.arguments))
        case _:
            return node


def _argument(node: Node) -> Node:
    """A numerator that is struck as a whole leaves 1."""
    if is_struck(node):
        return Token("number", "1", node.span)
    return _inside(node)


def _row(row: Row) -> Row:
    return replace(row, items=tuple(_kept(row.items, row.span))) if row.items else row
