"""A function of one name that is positive on a bounded interval, or touches 0 there: box by box, by Taylor's theorem.

Where f and its first k − 1 derivatives vanish at r, f(x) = f⁽ᵏ⁾(ξ)·(x − r)ᵏ/k! for some ξ between (Rudin 1976,
Theorem 5.15): the sign of f⁽ᵏ⁾ on a box that holds r is that of f, to the right of r, and to its left for even k.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flint import arb, fmpq
from sympy.core.basic import Basic

from checker.decide.relations.boxes import Box, box_of, covered, is_enclosed, over
from checker.decide.relations.intervals import Interval, is_smooth
from checker.decide.relations.root_count import MOST_DERIVATIVES, Root, inside, root_at

SPACED = 60  # parts of an interval, between which a point is tried
BOTH_SIDES, RIGHT, LEFT = 0, 1, -1


@dataclass(frozen=True, slots=True)
class Touch:
    """A root, and on which side of it the interval lies."""

    root: Root
    side: int


def never_negative(
    f: Basic, name: Basic, interval: Interval, anchors: Sequence[Basic], strict: bool
) -> tuple[int, tuple[Basic, ...]] | None:
    """How many boxes show that f ≥ 0, or > 0, on a bounded interval, and where f touches 0; None where that is open.

    `anchors` are constants of the interval with its ends at which f may be 0.
    """
    box = box_of(interval)
    if box is None or not is_enclosed(f):
        return None
    derivatives = [f]
    if is_smooth(f):
        for _ in range(MOST_DERIVATIVES):
            derivatives.append(derivatives[-1].diff(name))
    touches = _touches(derivatives, name, interval, () if len(derivatives) == 1 else anchors)
    if strict and any(not _is_open_end(touch.root.value, interval) for touch in touches):
        return None
    boxes = covered(box, lambda each: _settled(derivatives, name, touches, each))
    return None if boxes is None else (boxes, tuple(touch.root.value for touch in touches))


def _touches(derivatives: Sequence[Basic], name: Basic, interval: Interval, anchors: Sequence[Basic]) -> list[Touch]:
    found = []
    for anchor in anchors:
        root = root_at(derivatives[:-1], name, anchor)
        if root is not None:
            side = RIGHT if anchor == interval.low else LEFT if anchor == interval.high else BOTH_SIDES
            found.append(Touch(root, side))
    return found


def _is_open_end(value: Basic, interval: Interval) -> bool:
    return (value == interval.low and interval.low_open) or (value == interval.high and interval.high_open)


def _settled(derivatives: Sequence[Basic], name: Basic, touches: Sequence[Touch], box: Box) -> bool:
    ball = over(derivatives[0], name, box)
    if ball is None:
        return False
    if ball > 0:
        return True
    here = [touch for touch in touches if inside(touch.root, box)]
    return len(here) == 1 and _lifts(derivatives, name, here[0], box)


def _lifts(derivatives: Sequence[Basic], name: Basic, touch: Touch, box: Box) -> bool:
    """Has f a Taylor remainder at the root that is certainly positive on the interval's part of the box?"""
    order = touch.root.multiplicity
    balls = [over(each, name, box) for each in derivatives[: order + 1]]
    last = balls[-1]
    if any(ball is None for ball in balls) or not isinstance(last, arb):
        return False
    if order % 2 and touch.side == BOTH_SIDES:
        return False
    return bool(last < 0) if order % 2 and touch.side == LEFT else bool(last > 0)


def negative_at(f: Basic, name: Basic, interval: Interval) -> fmpq | None:
    """A rational point of a bounded interval at which f is certainly negative, among some that are evenly spaced."""
    box = box_of(interval)
    if box is None:
        return None
    inner = (box.low + (box.high - box.low) * fmpq(k, SPACED) for k in range(1, SPACED))
    for point in inner:
        ball = over(f, name, Box(point, point))
        if ball is not None and ball < 0:
            return point
    return None
