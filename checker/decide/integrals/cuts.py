"""Where a |·|, a step, a case or a floor may change over on an interval: numbers to cut it at."""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Abs, Heaviside, Piecewise, ceiling, floor
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import Interval

ROUNDED = (floor, ceiling)
MOST_CUTS = 12  # of one wave or floor


def cuts(function: Basic, where: Interval) -> Iterator[Basic]:
    """The zeros, as far as they are plain, of what a branch depends on, and where a line in a floor is an integer."""
    for node in sympy.preorder_traversal(function):
        if isinstance(node, Piecewise):
            for _, condition in node.args:
                if condition.is_Relational:
                    yield from _zeros(condition.lhs - condition.rhs, where)
        elif isinstance(node, Abs | sympy.sign | Heaviside):
            yield from _zeros(node.args[0], where)
        elif isinstance(node, ROUNDED):
            yield from _multiples(node.args[0], where, sympy.Integer(1))


def _zeros(pivot: Basic, where: Interval) -> Iterator[Basic]:
    t = where.variable
    if pivot.is_polynomial(t):
        coefficients = sympy.Poly(pivot.doit(), t).all_coeffs()
        if len(coefficients) == 2:
            yield -coefficients[1] / coefficients[0]
        elif len(coefficients) == 3 and all(one.is_Rational for one in coefficients):
            a, b, c = coefficients
            discriminant = b**2 - 4 * a * c
            if discriminant.is_nonnegative:
                yield from sorted((-b + sign * sympy.sqrt(discriminant)) / (2 * a) for sign in (-1, 1))
    elif isinstance(pivot, sympy.sin):
        yield from _multiples(pivot.args[0], where, sympy.pi)
    elif isinstance(pivot, sympy.cos):
        yield from _multiples(pivot.args[0] + sympy.pi / 2, where, sympy.pi)


def _multiples(inside: Basic, where: Interval, step: Basic) -> Iterator[Basic]:
    """The places between numbers at which a line is a whole multiple of the step."""
    slope = sympy.diff(inside, where.variable)
    ends = [inside.xreplace({where.variable: end}) / step for end in (where.low, where.high)]
    if slope == 0 or slope.has(where.variable) or not all(end.is_number and end.is_finite for end in ends):
        return
    low, high = sorted(ends)
    start = (inside - slope * where.variable).expand()
    if high - low > MOST_CUTS:
        return
    for k in range(int(sympy.floor(low)), int(sympy.ceiling(high)) + 1):
        yield (k * step - start) / slope
