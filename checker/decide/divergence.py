"""Integrals, series and limits that provably have no value: they diverge, or both sides of a place disagree.

A rational function with a pole in the range of integration has no integral over it, as (t − c)⁻ᵏ has none for k ≥ 1,
not even an improper one; towards infinity, and of a series of rational terms, it has one only if the denominator is of
a degree more than one higher (Apostol 1967, Calculus I, §10.23 and §10.12). A Cauchy principal value is no integral.
"""

from __future__ import annotations

import sympy
from sympy import Integral, Limit, Poly, Sum, oo
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, evaluate
from checker.decide.at_points.trials import differs
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.decide.integrals.closed_forms import closed_form
from checker.model import Domain

HEADS = (Integral, Sum, Limit)
NO_NAMES = Point({}, {}, {}, {})


def diverges(part: Basic, domain: Domain) -> bool:
    """Has an integral, series or limit, in which no name is free, no value?"""
    if part.free_symbols:
        return False
    if isinstance(part, Limit):
        return _differs_by_side(part, domain)
    if len(part.limits) != 1 or len(part.limits[0]) != 3:
        return False
    variable, low, high = part.limits[0]
    fraction = _fraction(part.function, variable)
    if fraction is None or not all(end.is_Rational or end in (oo, -oo) for end in (low, high)):
        return False
    above, below = fraction
    slow = below.degree() - above.degree() <= 1
    if isinstance(part, Sum):
        return bool(high == oo and low.is_Integer and slow and _has_no_root_from(below, low))
    low, high = sorted((low, high))
    endless = low == -oo or high == oo
    return bool(low < high and ((endless and slow) or below.count_roots(low, high)))


def _fraction(function: Basic, variable: Basic) -> tuple[Poly, Poly] | None:
    """Numerator and denominator without common factors, over ℚ; None of what is no such fraction, or is 0."""
    if function.free_symbols - {variable} or not function.is_rational_function(variable):
        return None
    above, below = sympy.fraction(sympy.cancel(function.doit()))
    polys = Poly(above, variable), Poly(below, variable)
    rational = all(coefficient.is_Rational for poly in polys for coefficient in poly.all_coeffs())
    return polys if rational and not polys[0].is_zero else None


def _has_no_root_from(below: Poly, low: Basic) -> bool:
    """Has every term from there on a value?"""
    return bool(below.count_roots(low, oo) == 0)


def _differs_by_side(limit: Basic, domain: Domain) -> bool:
    """Do the values from both sides differ, as those of |x|/x at 0 do?"""
    inside, name, place, side = limit.args
    if str(side) != "+-" or place in (oo, -oo):
        return False
    found = [closed_form(Limit(inside, name, place, way), domain) for way in ("+", "-")]
    values = [each.value for each in found if each is not None and not each.conditions]
    if len(values) != 2 or any(value.has(Limit) or value.free_symbols for value in values):
        return False
    try:
        return differs(*(evaluate(value, NO_NAMES) for value in values)) is True
    except (NotEvaluable, Undefined, ZeroDivisionError):
        return False
