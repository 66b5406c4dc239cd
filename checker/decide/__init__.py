"""Decides goals: each procedure its own file, in one visible list in `dispatch`."""

from __future__ import annotations

from checker.model import Goal, Limits, Verdict

__all__ = ["decide"]

USUAL = Limits()


def decide(goal: Goal, limits: Limits = USUAL) -> Verdict:
    """The verdict on one goal, which what exceeds a limit leaves undecided, with the limit named.

    REFUTED comes with a point of the domain at which both sides provably differ; PROVED with a
    certificate, and only where some point of the domain gives both sides a value. Raises
    DeriveCheckError where the definitions run in a circle, or one name has two.
    """
    from checker.decide.within_limits import decided  # noqa: PLC0415  # it imports SymPy, 350 ms

    return decided(goal, limits)
