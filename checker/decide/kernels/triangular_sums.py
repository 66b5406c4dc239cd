"""Σ over i < j: of what is symmetric in both, half of what is left of the double sum without its diagonal.

Of anything else, with the larger index outside (Graham, Knuth and Patashnik 1994, §2.4).
"""

from __future__ import annotations

import sympy
from sympy import Mul, Product, Rational, Sum
from sympy.core.basic import Basic

from checker.decide.parts import heads_of, parts_of

HALF = Rational(1, 2)


def by_squares(expression: Basic) -> Basic:
    """The expression with each sum over 1 ≤ i < j ≤ m, or i ≤ j, of a symmetric summand as sums over all i and j."""
    if Sum not in heads_of(expression) or not any(_is_double(part) for part in parts_of(expression)):
        return expression
    return expression.replace(_is_double, _squared)


def _is_double(node: Basic) -> bool:
    return isinstance(node, Sum) and len(_flattened(node)[1]) == 2


def _flattened(node: Sum) -> tuple[Basic, tuple[Basic, ...]]:
    """The summand and all limits, the innermost first, of sums within sums."""
    body, limits = _taken_in(node.function), tuple(node.limits)
    while isinstance(body, Sum):
        body, limits = _taken_in(body.function), (*body.limits, *limits)
    return body, limits


def _taken_in(body: Basic) -> Basic:
    """c·Σ as Σ of c times each term, for a c without the index."""
    sums = [factor for factor in body.args if isinstance(factor, Sum)] if isinstance(body, Mul) else []
    if len(sums) != 1:
        return body
    (inner,) = sums
    rest = Mul(*(factor for factor in body.args if factor is not inner))
    return body if rest.free_symbols & set(inner.bound_symbols) else Sum(rest * inner.function, *inner.limits)


def _squared(node: Sum) -> Basic:
    body, (inner, outer) = _flattened(node)
    if len(inner) != 3 or len(outer) != 3 or inner[0] == outer[0]:
        return node
    found = _upper_bound(inner, outer)
    i, j = inner[0], outer[0]
    if found is None:
        return node
    low, high, diagonal = found
    if {i, j} & {index for fold in body.atoms(Sum, Product) for index in fold.bound_symbols}:
        return node  # a name that means two things
    if not _is_symmetric(body, i, j):
        return _turned(body, inner, outer, low, high)
    square = Sum(Sum(body, (i, low, high)), (j, low, high))
    return HALF * (square + diagonal * Sum(body.xreplace({i: j}), (j, low, high)))


def _turned(body: Basic, inner: Basic, outer: Basic, start: Basic, end: Basic) -> Basic:
    """The sum with the larger of both indices outside, over the whole range: where it is least, nothing is added."""
    (i, first, last), j = inner, outer[0]
    if j in last.free_symbols:
        return Sum(Sum(body, inner), (j, start, end))
    return Sum(Sum(body, (j, start, i - (first - j))), (i, start, end))


def _upper_bound(inner: Basic, outer: Basic) -> tuple[Basic, Basic, int] | None:
    """The range of both indices, and 1 or −1 as the diagonal belongs to the sum or not; None for other ranges."""
    i, first, last = inner
    j, low, high = outer
    shapes = (
        (low, high, 1, first == low and last == j),  # i ≤ j
        (low, high, -1, first == low and last == j - 1),  # i < j
        (low, high, 1, first == j and last == high),  # j ≤ i
        (low, high, -1, first == j + 1 and last == high),  # j < i, where j = high adds nothing
        (low, last, -1, first == j + 1 and high == last - 1),
        (low - 1, high, -1, first == low - 1 and last == j - 1),
    )
    for start, end, sign, fits in shapes:
        if fits and not {i, j} & (start.free_symbols | end.free_symbols):
            return (start, end, sign) if _is_range(start, end) else None
    return None


def _is_range(start: Basic, end: Basic) -> bool:
    """Is it surely no shorter than empty? Then an index that starts one later, or ends one earlier, loses no term."""
    return bool((end - start + 1).is_nonnegative and (end - start).is_integer)


def _is_symmetric(body: Basic, i: Basic, j: Basic) -> bool:
    swapped = body.xreplace({i: j, j: i})
    return bool(swapped == body or sympy.expand(swapped - body) == 0)
