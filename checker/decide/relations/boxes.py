"""Functions of one name on a bounded interval, enclosed box by box: a sign that holds on every box holds on all of it.

(Interval subdivision: Moore, Kearfott and Cloud 2009, "Introduction to Interval Analysis", ch. 6; the
enclosures are balls of Arb: Johansson 2017.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy
from flint import arb, ctx, fmpq
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, scalar
from checker.decide.at_points.values import NotEvaluable, Undefined, as_ball
from checker.decide.relations.intervals import SMOOTH, Interval
from checker.decide.relations.relations import NOWHERE

BITS = 64
MOST_BOXES = 800
ENCLOSED = (*SMOOTH, sympy.Abs, sympy.Max, sympy.Min, sympy.tan)


@dataclass(frozen=True, slots=True)
class Box:
    """All numbers from `low` to `high`."""

    low: fmpq
    high: fmpq

    def ball(self) -> arb:
        """A ball that holds the box."""
        return arb(self.low).union(arb(self.high))

    def parts(self) -> tuple[Box, Box]:
        """Two parts that share an end; not halves, as constants such as π would often lie where halves meet."""
        cut = self.low + (self.high - self.low) * fmpq(17, 37)
        return Box(self.low, cut), Box(cut, self.high)


def box_of(interval: Interval) -> Box | None:
    """The interval with both ends, those that are not rational moved outwards a little; None where it is unbounded."""
    if interval.low is None or interval.high is None:
        return None
    low, high = enclosed(interval.low), enclosed(interval.high)
    if low is None or high is None:
        return None
    return Box(
        low if isinstance(low, fmpq) else low.lower().mid().fmpq(),
        high if isinstance(high, fmpq) else high.upper().mid().fmpq(),
    )


def enclosed(constant: Basic) -> arb | fmpq | None:
    """A constant's value, or a finite ball of it."""
    try:
        with ctx.workprec(BITS):
            value = scalar(constant, NOWHERE)
            ball = as_ball(value)
    except (NotEvaluable, Undefined, ZeroDivisionError):
        return None
    if isinstance(value, fmpq):
        return value
    return ball if isinstance(ball, arb) and ball.is_finite() else None


def is_enclosed(f: Basic) -> bool:
    """Is it built of functions whose ball over a box holds all their values there?"""
    return all(isinstance(node, ENCLOSED) for node in sympy.preorder_traversal(f))


def over(f: Basic, name: Basic, box: Box) -> arb | None:
    """A finite ball that holds the values of f on a box, at all of which f has one; None where there is none."""
    with ctx.workprec(BITS):
        try:
            ball = as_ball(scalar(f, Point({name: box.ball()}, {}, {}, {})))
        except (NotEvaluable, Undefined, ZeroDivisionError):
            return None
    return ball if isinstance(ball, arb) and ball.is_finite() else None


def covered(box: Box, settled: Callable[[Box], bool]) -> int | None:
    """How many boxes, each settled, cover the box; None where that needs too many."""
    waiting, tried, count = [box], 0, 0
    while waiting:
        tried += 1
        if tried + len(waiting) > MOST_BOXES:
            return None
        each = waiting.pop()
        if settled(each):
            count += 1
        else:
            waiting += reversed(each.parts())
    return count
