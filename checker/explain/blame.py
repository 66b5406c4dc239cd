"""Tells slips apart: the first one, one more, one that was inherited, and one that was healed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sympy.core.basic import Basic

from checker.model import Claim, Reading, Role, Slip, Status, Verdict

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


def slip_of(line: Line, given: Sequence[Line], shares_error: SharesError) -> Slip | None:
    """What the two verdicts of a line, beside those of the lines it is given, say of it.

    `shares_error(left, right, given_left, given_right)` tells whether what is wrong with the one
    equation was wrong with the other already.
    """
    if line.claim.role is Role.UNFINISHED:
        return Slip.UNFINISHED
    wrong_before = [other for other in given if other.wrong]
    if line.wrong:
        if not wrong_before:
            return Slip.FIRST
        return Slip.INHERITED if _inherited(line, wrong_before, shares_error) else Slip.FURTHER
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


def _same_misfit(line: Line, other: Line) -> bool:
    """Is it the same product, of the same shapes, that does not fit in both?"""
    mine, its = line.true, other.true
    if mine is None or its is None or mine.status is not Status.ILL_FORMED:
        return False
    return its.status is Status.ILL_FORMED and mine.because == its.because
