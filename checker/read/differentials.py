"""du = 2x dx as du/dx = 2x: an equation of two differentials, of which one name is defined by the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.read.definitions import called
from checker.read.derivatives import is_d
from checker.read.names import with_label
from checker.read.progress import Progress
from checker.read.spacing import bare
from checker.read.statements import Part, Statement
from checker.written import Command, Node, Row, Span, Token

FRACTIONS = frozenset(("frac", "dfrac", "tfrac"))


def as_derivative(progress: Progress, statement: Statement) -> Statement | None:
    """The statement with du/dx on its left; None where it is none of differentials, or neither name is defined."""
    if len(statement.links) != 1 or statement.links[0].relation != "=":
        return None
    left = bare(statement.parts[0].items)
    right = _without_differential(statement.parts[1])
    if len(left) != 2 or not is_d(left[0]) or right is None:
        return None
    factor, below = right
    above, by = with_label(left[1]), with_label(below)
    if above is None or by is None or not _is_upright(left[0], left[1]):
        return None
    defined = {called(name) for name, _ in progress.ledger.definitions}
    span = statement.parts[0].span
    if above.text in defined:
        made = _fraction((left[0], left[1]), (left[0], below), span)
        return replace(statement, parts=(Part((made,), span), Part(factor, statement.parts[1].span)))
    if by.text in defined:
        made = _fraction((left[0], below), (left[0], left[1]), span)
        one = Token("number", "1", span)
        turned = _fraction((one,), factor, statement.parts[1].span)
        return replace(statement, parts=(Part((made,), span), Part((turned,), statement.parts[1].span)))
    return None


def _is_upright(d: Node, name: Node) -> bool:
    """Is it a differential, and no product: an upright d, or one that stands close to its name?"""
    return not isinstance(d, Token) or d.span.end == name.span.start


def _without_differential(part: Part) -> tuple[tuple[Node, ...], Node] | None:
    """2x and x of 2x dx, 1/x and x of dx/x."""
    items = bare(part.items)
    if len(items) >= 2 and is_d(items[-2]) and with_label(items[-1]) is not None:
        return items[:-2] or (Token("number", "1", part.span),), items[-1]
    last = items[-1] if items else None
    if not isinstance(last, Command) or last.name not in FRACTIONS:
        return None
    top = last.arguments[0]
    inner = bare(top.items if isinstance(top, Row) else (top,))
    if len(inner) < 2 or not is_d(inner[-2]) or with_label(inner[-1]) is None:
        return None
    rest = inner[:-2] or (Token("number", "1", top.span),)
    return (*items[:-1], _fraction(rest, (last.arguments[1],), last.span)), inner[-1]


def _fraction(above: Sequence[Node], below: Sequence[Node], span: Span) -> Command:
    return Command("frac", (), (Row(tuple(above), span), Row(tuple(below), span)), span)
