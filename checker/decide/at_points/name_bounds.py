"""Between which numbers a linear expression surely lies on a domain, by the bounds of its names one by one."""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy.core.basic import Basic

from checker.decide.kernels.plain_conditions import plain_conditions
from checker.model import Domain

STRICT = (sympy.Gt, sympy.Lt)


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that is never passed; `strict` where it is never reached either."""

    value: Basic
    strict: bool


def bounds_of(expression: Basic, domain: Domain) -> tuple[Bound | None, Bound | None]:
    """A lower and an upper bound of an expression on the domain; None where there is none, or it is not linear."""
    if isinstance(expression, sympy.Symbol):
        return _of_name(expression, domain)
    names = sorted(expression.free_symbols, key=str)
    slopes = [sympy.diff(expression, name) for name in names]
    if not all(slope.is_number and (slope.is_positive or slope.is_negative) for slope in slopes):
        return None, None
    start = expression.xreplace(dict.fromkeys(names, sympy.Integer(0)))
    each = [_of_name(name, domain) for name in names]
    low = _summed(start, [(s, pair[0] if s.is_positive else pair[1]) for s, pair in zip(slopes, each, strict=True)])
    high = _summed(start, [(s, pair[1] if s.is_positive else pair[0]) for s, pair in zip(slopes, each, strict=True)])
    return low, high


def _summed(start: Basic, parts: list[tuple[Basic, Bound | None]]) -> Bound | None:
    total, strict = start, False
    for slope, bound in parts:
        if bound is None:
            return None
        total, strict = total + slope * bound.value, strict or bound.strict
    return Bound(sympy.expand(total), strict)


def _of_name(name: Basic, domain: Domain) -> tuple[Bound | None, Bound | None]:
    low, high = _declared(name)
    for condition in plain_conditions(domain.conditions):
        slope, root = _slope_and_root(condition, name)
        if root is None:
            continue
        bound = Bound(root, condition.func in STRICT)
        if slope.is_positive:
            low = bound if low is None or _is_above(bound, low) else low
        elif slope.is_negative:
            high = bound if high is None or _is_above(high, bound) else high
    return low, high


def _slope_and_root(condition: Basic, name: Basic) -> tuple[Basic, Basic | None]:
    """Of the difference of the condition's sides, linear in the name alone; no root where it is not."""
    greater, smaller = condition.gts, condition.lts
    if greater == name and smaller.is_Rational:
        return sympy.Integer(1), smaller
    if smaller == name and greater.is_Rational:
        return sympy.Integer(-1), greater
    if condition.free_symbols != {name}:
        return sympy.Integer(0), None
    difference = greater - smaller
    slope = sympy.diff(difference, name)
    if not (slope.is_number and slope.is_real) or slope == 0:
        return slope, None
    return slope, sympy.expand(-difference.xreplace({name: sympy.Integer(0)}) / slope)


def _declared(name: Basic) -> tuple[Bound | None, Bound | None]:
    zero = sympy.Integer(0)
    low = Bound(zero, bool(name.is_positive)) if name.is_nonnegative else None
    high = Bound(zero, bool(name.is_negative)) if name.is_nonpositive else None
    return low, high


def _is_above(one: Bound, other: Bound) -> bool:
    """Is the first bound surely the larger, or as large and stricter?"""
    difference = one.value - other.value
    return bool(difference.is_positive) or (difference == 0 and one.strict)
