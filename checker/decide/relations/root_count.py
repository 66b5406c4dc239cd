"""Are all roots of a function of one name among those known? By Rolle's theorem, on the whole interval or box by box.

Where the k-th derivative never vanishes, there are at most k roots, counted with multiplicity (Rolle;
Pólya and Szegő 1972, part V, ch. 1). Nothing here looks for roots: those known are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flint import arb, fmpq
from sympy import Eq
from sympy.core.basic import Basic

from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.relations.boxes import Box, box_of, covered, enclosed, over
from checker.decide.relations.intervals import Interval, certainly, is_smooth, smooth, within
from checker.decide.relations.relations import NOWHERE, Place, judge

MOST_DERIVATIVES = 3


@dataclass(frozen=True, slots=True)
class Root:
    """A root: its value, a ball of it, and how many derivatives, the function the first, certainly vanish there."""

    value: Basic
    ball: arb | fmpq
    multiplicity: int


def no_others(f: Basic, name: Basic, interval: Interval, values: Sequence[Basic]) -> str | None:
    """Why f has no root in the interval but the values, constants that are roots in it; None where that is open."""
    if not is_smooth(f):
        return None
    derivatives = [f]
    for _ in range(MOST_DERIVATIVES):
        derivatives.append(derivatives[-1].diff(name))
    try:
        known = [root_at(derivatives, name, value) for value in values]
        if None in known:
            return None
        roots = [root for root in known if root is not None]
        return _by_rolle(derivatives, name, interval, roots) or _by_boxes(derivatives, name, interval, roots)
    except (Declines, TooLarge, DividesByZero):
        return None


def root_at(derivatives: Sequence[Basic], name: Basic, value: Basic) -> Root | None:
    """The root at a constant, if it certainly is one of a function, given with its derivatives."""
    place = Place(NOWHERE, ((name, value),))
    multiplicity = 0
    for each in derivatives:
        if not judge(Eq(each, 0, evaluate=False), place).truth:
            break
        multiplicity += 1
    ball = enclosed(value)
    return None if ball is None or not multiplicity else Root(value, ball, multiplicity)


def _by_rolle(derivatives: Sequence[Basic], name: Basic, interval: Interval, roots: Sequence[Root]) -> str | None:
    count = sum(root.multiplicity for root in roots)
    if count >= len(derivatives) or not all(_among(r, interval) for r in roots):
        return None
    highest = derivatives[count]
    if not all(smooth(each, name, interval) for each in derivatives[:count]):
        return None
    if not (certainly(highest, name, interval, True) or certainly(-highest, name, interval, True)):
        return None
    if count == 0:
        return f"{highest} is never 0"
    return f"derivative {count}, which is {highest}, is never 0, so there are no more than {count} roots (Rolle)"


def _among(root: Root, interval: Interval) -> bool:
    return within(root.value, interval)


def _by_boxes(derivatives: Sequence[Basic], name: Basic, interval: Interval, roots: Sequence[Root]) -> str | None:
    box = box_of(interval)
    if box is None:
        return None
    ends = [end for end in (interval.low, interval.high) if end is not None]
    known = [*roots, *_roots_at_ends(derivatives, name, interval, ends, roots)]

    def settled(each: Box) -> bool:
        count = sum(root.multiplicity for root in known if inside(root, each))
        return count < len(derivatives) and _never_zero(derivatives, count, name, each)

    boxes = covered(box, settled)
    return (
        None if boxes is None else f"on each of {boxes} boxes a derivative that is never 0 leaves no other root (Rolle)"
    )


def _roots_at_ends(
    derivatives: Sequence[Basic], name: Basic, interval: Interval, ends: Sequence[Basic], roots: Sequence[Root]
) -> list[Root]:
    """Roots at ends that are not in the interval: they count, and are no solutions."""
    found = [root_at(derivatives, name, end) for end in ends if not within(end, interval)]
    return [root for root in found if root is not None and root.value not in [known.value for known in roots]]


def inside(root: Root, box: Box) -> bool:
    """Is the root certainly in the box?"""
    if isinstance(root.ball, fmpq):
        return bool(box.low <= root.ball <= box.high)
    return bool(root.ball > arb(box.low)) and bool(root.ball < arb(box.high))


def _never_zero(derivatives: Sequence[Basic], order: int, name: Basic, box: Box) -> bool:
    """Is the derivative of an order never 0 on a box, on which the function and those below have values?"""
    below = [over(each, name, box) for each in derivatives[:order]]
    ball = over(derivatives[order], name, box)
    return None not in below and ball is not None and not ball.contains(0)
