"""Whether an identity up to multiples of a gap holds: on each connected part of the domain, at one point of it.

A continuous difference whose values are multiples of a number is constant on a connected set; where it is less than
that number at one point, it is 0 there.
"""

from __future__ import annotations

from itertools import product

import sympy
from flint import arb, ctx, fmpq
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, scalar
from checker.decide.at_points.points import names_of, points
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.decide.kernels.conditions import unmet_needs
from checker.decide.kernels.interval_facts import with_facts
from checker.decide.kernels.tower import build
from checker.model import Domain

MOST_PARTS = 8
NOWHERE = Point({}, {}, {}, {})
TRIED = 6
BITS = 128
INTERVALS = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le)
# continuous wherever they have a value, and what they need to have one is known
CONTINUOUS = (
    sympy.Symbol, sympy.Number, type(sympy.pi), type(sympy.E), sympy.Add, sympy.Mul, sympy.Pow, sympy.exp, sympy.log,
    sympy.Abs, sympy.Max, sympy.Min, sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc, sympy.sinh,
    sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch, sympy.asin, sympy.acos, sympy.atan, sympy.asinh,
    sympy.acosh, sympy.atanh,
)  # fmt: skip


def anchored_everywhere(left: Basic, right: Basic, domain: Domain, gap: Basic) -> bool:
    """Is the difference, if its values are multiples of the gap, surely 0 on the whole domain?"""
    if not all(isinstance(node, CONTINUOUS) for side in (left, right) for node in sympy.preorder_traversal(side)):
        return False
    names = sorted(left.free_symbols | right.free_symbols, key=str)
    if any(name.is_rational is not None or not name.is_real for name in names):
        return False
    if not names:
        return _is_small(left - right, gap, NOWHERE)
    parts = _convex_parts(domain, names)
    return bool(parts) and all(_is_anchored(left, right, part, gap) for part in parts)


def _is_anchored(left: Basic, right: Basic, part: Domain, gap: Basic) -> bool:
    """Are both sides continuous on the whole part, and their difference less than the gap at a point of it?"""
    tower, _ = build((left, right), with_facts((left, right), part) or part)
    if unmet_needs(tower, left) or unmet_needs(tower, right):
        return False
    names = names_of((left, right, *part.conditions))
    return any(_is_small(left - right, gap, point) for point in points(names, part, TRIED))


def _convex_parts(domain: Domain, names: list[Basic]) -> list[Domain]:
    """Convex sets that together make up the domain; none where it is not shown to be such."""
    kept: list[Basic] = []
    splits = [name for name in names if name.is_nonzero and not (name.is_positive or name.is_negative)]
    for condition in domain.conditions:
        if condition.func is sympy.Ne and _is_affine(condition.lhs - condition.rhs):
            splits.append(condition.lhs - condition.rhs)
        elif _is_convex(condition):
            kept.append(condition)
        else:
            return []
    if 2 ** len(splits) > MOST_PARTS:
        return []
    sides = product((sympy.Gt, sympy.Lt), repeat=len(splits))
    return [
        Domain((*kept, *(side(split, 0, evaluate=False) for side, split in zip(chosen, splits, strict=True))))
        for chosen in sides
    ]


def _is_convex(condition: Basic) -> bool:
    """A half space, or the strip |affine| < number."""
    if condition.func not in INTERVALS:
        return False
    smaller, larger = condition.lts, condition.gts
    if isinstance(smaller, sympy.Abs):
        return _is_affine(smaller.args[0]) and larger.is_number
    return _is_affine(larger - smaller)


def _is_affine(expression: Basic) -> bool:
    return all(sympy.diff(expression, name).is_number for name in expression.free_symbols)


def _is_small(difference: Basic, gap: Basic, point: Point) -> bool:
    with ctx.workprec(BITS):
        try:
            value, room = scalar(difference, point), scalar(gap, NOWHERE)
        except (NotEvaluable, Undefined, ZeroDivisionError):
            return False
    if not isinstance(value, fmpq | arb) or not isinstance(room, fmpq | arb):
        return False
    return bool(abs(arb(value)) < arb(room))
