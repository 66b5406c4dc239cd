"""Within how many half turns a sum of arcs and linear terms surely lies on a domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy
from sympy import pi
from sympy.core.basic import Basic

from checker.decide.at_points.name_bounds import bounds_of
from checker.decide.integrals.certain_signs import is_nonnegative, sign
from checker.model import Domain

HALF, ONE, NONE = Fraction(1, 2), Fraction(1), Fraction(0)
# arc: the range in half turns, whether its ends are reached, and which half of it is taken where the argument is > 0
RANGES: Mapping[type, tuple[Fraction, Fraction, bool]] = {
    sympy.atan: (-HALF, HALF, False),
    sympy.asin: (-HALF, HALF, True),
    sympy.acos: (NONE, ONE, True),
    sympy.atan2: (-ONE, ONE, True),
}
ARCS = tuple(RANGES)


@dataclass(frozen=True, slots=True)
class Range:
    """low ≤ angle ≤ high in half turns; `open_low`, `open_high` where an end is not reached."""

    low: Fraction
    high: Fraction
    open_low: bool
    open_high: bool

    def plus(self, other: Range) -> Range:
        """The range of the sum."""
        return Range(
            self.low + other.low,
            self.high + other.high,
            self.open_low or other.open_low,
            self.open_high or other.open_high,
        )

    def times(self, factor: Fraction) -> Range:
        """The range of a multiple."""
        if factor >= 0:
            return Range(self.low * factor, self.high * factor, self.open_low, self.open_high)
        return Range(self.high * factor, self.low * factor, self.open_high, self.open_low)


def range_of(terms: Mapping[Basic, Fraction], rest: Basic, domain: Domain) -> Range | None:
    """The range of Σ factor·arc + rest, where `rest` is linear in names with bounds. None where none is known."""
    total = _of_rest(rest, domain)
    for arc, factor in terms.items():
        if total is None:
            return None
        total = total.plus(_of_arc(arc, domain).times(factor))
    return total


def _of_arc(arc: Basic, domain: Domain) -> Range:
    low, high, reached = RANGES[arc.func]
    inside, middle = arc.args[0], (low + high) / 2
    whole = Range(low, high, not reached, not reached)
    found = sign(inside, domain)
    if found == 0:
        return Range(middle, middle, False, False) if not isinstance(arc, sympy.atan2) else whole
    side = found if found is not None else 1 if is_nonnegative(inside, domain) else 0
    if not side and is_nonnegative(-inside, domain):
        side = -1
    if not side:
        return whole
    if isinstance(arc, sympy.acos):
        side = -side
    if side > 0:
        return Range(middle, high, found is not None, not reached)
    return Range(low, middle, not reached, found is not None)


def _of_rest(rest: Basic, domain: Domain) -> Range | None:
    half_turns = sympy.expand(rest / pi)
    if half_turns.is_Rational:
        exact = Fraction(int(half_turns.p), int(half_turns.q))
        return Range(exact, exact, False, False)
    low, high = bounds_of(half_turns, domain)
    if low is None or high is None:
        return None
    below, above = _rational(low.value, downwards=True), _rational(high.value, downwards=False)
    if below is None or above is None:
        return None
    return Range(below[0], above[0], low.strict or not below[1], high.strict or not above[1])


FINENESS = 64  # parts of a half turn to which a bound is rounded outwards


def _rational(value: Basic, downwards: bool) -> tuple[Fraction, bool] | None:
    """The value rounded outwards, and whether it is that exactly."""
    if value.is_Rational:
        return Fraction(int(value.p), int(value.q)), True
    whole = sympy.floor(value * FINENESS) if downwards else sympy.ceiling(value * FINENESS)
    if not whole.is_Integer or sign(value * FINENESS - whole, Domain()) != (1 if downwards else -1):
        return None
    return Fraction(int(whole), FINENESS), False
