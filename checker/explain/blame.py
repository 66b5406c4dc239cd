"""Tells slips apart: the first one, one more, one that was inherited, and one that was healed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sympy import Eq
from sympy.core.basic import Basic

from checker.model import Claim, Place, Reading, Repair, Role, Slip, Status, Verdict
from checker.written import Span, Token

RELATIONS = frozenset(("=", "<", ">", "\\le", "\\ge", "\\leq", "\\geq", "\\neq", "\\ne", "\\approx", "\\equiv"))
WRONG = (Status.REFUTED, Status.ILL_FORMED)


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with its two verdicts."""

    claim: Claim
    follows: Verdict | None
    true: Verdict | None

    @property
    def wrong(self) -> bool:
        """Is the line false in itself?"""
        return self.true is not None and self.true.status in WRONG

    @property
    def broken(self) -> bool:
        """Does it not follow from the line before?"""
        return self.follows is not None and self.follows.status in WRONG


SharesError = Callable[[Basic, Basic, Basic, Basic], bool]
SameValue = Callable[[Basic, Basic], bool]


def slip_of(
    line: Line,
    given: Sequence[Line],
    shares_error: SharesError,
    same_value: SameValue,
    earlier: Sequence[Line] = (),
) -> Slip | None:
    """What the two verdicts of a line, beside those of the lines it is given, say of it.

    `shares_error(left, right, given_left, given_right)` tells whether what is wrong with the one
    equation was wrong with the other already. `earlier` are wrong lines before those given: a line that comes back
    to the value of one of them, by `same_value`, makes no slip of its own, so that the lines blamed are the fewest.
    """
    if line.claim.role is Role.UNFINISHED:
        return Slip.UNFINISHED
    wrong_before = [other for other in given if other.wrong]
    if line.wrong:
        if not wrong_before:
            return Slip.FIRST
        comes_back = any(_comes_back(line, other, same_value) for other in earlier if other.wrong)
        inherited = comes_back or _inherited(line, wrong_before, shares_error)
        return Slip.INHERITED if inherited else Slip.FURTHER
    if line.broken:
        return Slip.HEALED if wrong_before else None
    return Slip.NOTATION if line.claim.reading is not Reading.EQUALS else None


def _inherited(line: Line, wrong_before: Sequence[Line], shares_error: SharesError) -> bool:
    if (line.follows is not None and not line.broken) or any(_same_misfit(line, other) for other in wrong_before):
        return True
    mine = line.claim.statement
    return any(
        shares_error(mine.lhs, mine.rhs, other.claim.statement.lhs, other.claim.statement.rhs)
        for other in wrong_before
        if hasattr(mine, "rhs") and hasattr(other.claim.statement, "rhs")
    )


def _comes_back(line: Line, other: Line, same_value: SameValue) -> bool:
    """Do both state one value of one thing?"""
    mine, its = line.claim.statement, other.claim.statement
    if not isinstance(mine, Eq) or not isinstance(its, Eq) or mine.lhs != its.lhs:
        return False
    return same_value(mine.rhs, its.rhs)


def _same_misfit(line: Line, other: Line) -> bool:
    """Is it the same product, of the same shapes, that does not fit in both?"""
    mine, its = line.true, other.true
    if mine is None or its is None or mine.status is not Status.ILL_FORMED:
        return False
    return its.status is Status.ILL_FORMED and mine.because == its.because


# --- the part to blame -------------------------------------------------------------------------


def caret(line: Line, repairs: Sequence[Repair]) -> Place | None:
    """Where the slip of a wrong line stands: what the likeliest repair changes, else the line's right side."""
    claim = line.claim
    if claim.place is None or not line.wrong:
        return None
    if repairs:
        return place_in(claim.place, claim.written, repairs[0].edits[0].span)
    return place_in(claim.place, claim.written, _right_side(claim))


def place_in(place: Place, text: str, span: Span) -> Place:
    """Where a part of a text stands that itself stands at a place; what has no length is the character before it."""
    start = span.start if span.end > span.start else max(span.start - 1, 0)
    line, column = _after(place, text[:start])
    end_line, end_column = _after(place, text[: max(span.end, start + 1)])
    return Place(place.path, line, column, end_line, end_column)


def _after(place: Place, text: str) -> tuple[int, int]:
    newline = text.rfind("\n")
    if newline < 0:
        return place.line, place.column + len(text)
    return place.line + text.count("\n"), len(text) - newline


def _right_side(claim: Claim) -> Span:
    """What stands behind the last relation of the row, if the line has a tree."""
    text = claim.written
    if claim.tree is None:
        return Span(0, len(text))
    relations = [item for item in claim.tree.items if isinstance(item, Token) and item.text in RELATIONS]
    start = relations[-1].span.end if relations else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    return Span(start, len(text))
