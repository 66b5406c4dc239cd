"""Finite products as powers of finite sums: ∏ eᵘ = e^Σu, ∏ cᵘ = c^Σu, ∏ f = e^Σlog f for f > 0."""

from __future__ import annotations

import sympy
from sympy import Mul, Pow, Product, Sum
from sympy.core.basic import Basic

from checker.decide.parts import heads_of


def by_sums(expression: Basic, positive: frozenset[Basic] = frozenset()) -> Basic:
    """The expression with each product over one index taken apart, as far as its factors allow.

    Bound indices must be marked (`mark_indices`), so that what is assumed of them holds in their range; `positive`
    are names that are so on the domain.
    """
    if Product not in heads_of(expression):
        return expression
    return expression.replace(_is_product, lambda product: _apart(product, positive))


def _is_product(node: Basic) -> bool:
    if not isinstance(node, Product) or len(node.limits) != 1:
        return False
    _, low, high = node.limits[0]
    if low.is_infinite or high.is_infinite:  # a limit, of which the sum of logarithms takes SymPy seconds to build
        return False
    return not (low.is_Integer and high.is_Integer)


def _apart(product: Product, positive: frozenset[Basic]) -> Basic:
    index, low, high = product.limits[0]
    limit = (index, low, high)
    length = high - low + 1
    return Mul(*(_of_factor(factor, limit, length, positive) for factor in Mul.make_args(product.function)))


def _of_factor(factor: Basic, limit: tuple[Basic, Basic, Basic], length: Basic, positive: frozenset[Basic]) -> Basic:
    """∏ of one factor."""
    index = limit[0]
    if index not in factor.free_symbols:
        return factor**length if length.is_nonnegative and length.is_integer else Product(factor, limit)
    if isinstance(factor, sympy.exp):
        return sympy.exp(Sum(factor.args[0], limit))
    if isinstance(factor, Pow):
        base, exponent = factor.args
        if index not in base.free_symbols and (base.is_positive or base in positive) and exponent.is_real:
            return base ** Sum(exponent, limit)
        if index not in exponent.free_symbols and (exponent.is_Integer or (base.is_positive and exponent.is_real)):
            return _of_factor(base, limit, length, positive) ** exponent
    if factor.is_positive:
        return sympy.exp(Sum(sympy.log(factor), limit))
    return Product(factor, limit)
