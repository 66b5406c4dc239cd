"""Σ over j ≠ i as Σ over all j, less that at j = i; of max(i, j), |i − j| and cases j < i as sums below and above i.

For i within the range of j (Graham, Knuth and Patashnik 1994, §2.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sympy
from sympy import Abs, Add, Eq, Ge, Gt, Integer, KroneckerDelta, Le, Lt, Max, Min, Ne, Piecewise, Sum
from sympy.core.basic import Basic

from checker.decide.partial_parts import partial_parts, rebuilt
from checker.decide.parts import heads_of, parts_of

ORDERED = (Lt, Le, Gt, Ge)
EXTREMES = (Max, Min, Abs)
CASES = frozenset({Piecewise, KroneckerDelta, *EXTREMES})
Ranges = Mapping[Basic, tuple[Basic, Basic]]


def without_cases(expression: Basic) -> Basic:
    """The expression with no case i = j told apart in a sum over j, where i runs over the same range."""
    heads = heads_of(expression)
    if Sum not in heads or heads.isdisjoint(CASES):
        return expression
    return _opened(expression, {})


def _opened(expression: Basic, ranges: Ranges) -> Basic:
    if not expression.args or heads_of(expression).isdisjoint(CASES):
        return expression
    if not isinstance(expression, Sum):
        arguments = tuple(_opened(argument, ranges) for argument in expression.args)
        return rebuilt(expression, arguments) if arguments != expression.args else expression
    return _summed(expression.function, expression.limits, ranges)


def _summed(body: Basic, limits: tuple[Basic, ...], ranges: Ranges) -> Basic:
    """The sum over limits, the innermost first."""
    *inner, (index, low, high) = limits
    within = {**ranges, index: (low, high)}
    body = _summed(body, tuple(inner), within) if inner else _opened(body, within)
    at = next((place for place in _ordered_places(body, index) if ranges.get(place) == (low, high)), None)
    if at is None:
        return Add(*(_apart(term, index, low, high, ranges) for term in _terms(body)))
    below, equal, above = (_where(body, index, at, side) for side in (-1, 0, 1))
    parts = (Sum(below, (index, low, at - 1)), equal.xreplace({index: at}), Sum(above, (index, at + 1, high)))
    return Add(*(_opened(part, ranges) for part in parts))


def _terms(body: Basic) -> tuple[Basic, ...]:
    """The terms of a sum that holds sums, which are summed one by one; any other body as it is."""
    return body.args if isinstance(body, Add) and any(isinstance(term, Sum) for term in body.args) else (body,)


def _ordered_places(body: Basic, index: Basic) -> Iterator[Basic]:
    """What the index is compared with: in a case, a maximum or a minimum of both, or |index − place|."""
    for part in parts_of(body):
        if isinstance(part, ORDERED) or (isinstance(part, Max | Min) and len(part.args) == 2):
            sides = part.args
        elif isinstance(part, Abs) and isinstance(part.args[0], Add) and len(part.args[0].args) == 2:
            one, two = part.args[0].args
            sides = (one, -two) if index in (one, -two) else (-one, two)
        else:
            continue
        if index in sides:
            yield sides[1] if sides[0] == index else sides[0]


def _where(body: Basic, index: Basic, place: Basic, side: int) -> Basic:
    """The body where the index is below (−1), at (0) or above (1) the place."""
    told: dict[Basic, Basic] = {}
    for relation, holds in ((Lt, (-1,)), (Le, (-1, 0)), (Gt, (1,)), (Ge, (0, 1)), (Eq, (0,)), (Ne, (-1, 1))):
        told[relation(index, place)] = sympy.true if side in holds else sympy.false
        told[relation(place, index)] = sympy.true if -side in holds else sympy.false
    larger, smaller = (index, place) if side >= 0 else (place, index)
    told |= {Max(index, place): larger, Min(index, place): smaller, KroneckerDelta(index, place): Integer(side == 0)}
    return body.xreplace({**told, Abs(index - place): larger - smaller})


def _apart(body: Basic, index: Basic, low: Basic, high: Basic, ranges: Ranges) -> Basic:
    """The sum over one index with no case told apart in it."""
    at = next((place for place in _places(body, index) if ranges.get(place) == (low, high)), None)
    if at is None:
        return Sum(body, (index, low, high))
    equal, apart = (_chosen(body, index, at, same) for same in (True, False))
    if at in set(_places(apart, index)) or any(index in part.free_symbols for _, part in partial_parts(apart)):
        return Sum(body, (index, low, high))  # what is left out may have no value where it is left out
    extra = (equal - apart).xreplace({index: at})
    return _apart(apart, index, low, high, ranges) + extra


def _places(body: Basic, index: Basic) -> Iterator[Basic]:
    """What the index is told apart from."""
    for part in parts_of(body):
        if isinstance(part, Eq | Ne | KroneckerDelta) and index in part.args[:2]:
            yield part.args[1] if part.args[0] == index else part.args[0]


def _chosen(body: Basic, index: Basic, place: Basic, same: bool) -> Basic:
    """The body where the index is at the place, or is not."""
    told = {
        relation(*sides): sympy.true if holds is same else sympy.false
        for relation, holds in ((Eq, True), (Ne, False))
        for sides in ((index, place), (place, index))
    }
    delta = {KroneckerDelta(index, place): sympy.Integer(same), KroneckerDelta(place, index): sympy.Integer(same)}
    return body.xreplace({**told, **delta})
