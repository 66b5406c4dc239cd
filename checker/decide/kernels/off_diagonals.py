"""Σ over j ≠ i as Σ over all j, less the term at j = i: for i within the range of j."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sympy
from sympy import Eq, KroneckerDelta, Ne, Piecewise, Sum
from sympy.core.basic import Basic

from checker.decide.partial_parts import partial_parts, rebuilt
from checker.decide.parts import heads_of, parts_of

CASES = frozenset({Piecewise, KroneckerDelta})
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
    return _apart(body, index, low, high, ranges)


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
