"""Finite products as powers of finite sums: ∏ eᵘ = e^Σu, ∏ cᵘ = c^Σu, ∏ f = e^Σlog f for f > 0."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Mul, Pow, Product, Sum
from sympy.core.basic import Basic

from checker.decide.parts import heads_of

Positive = Callable[[Basic], bool]


def _is_declared_positive(base: Basic) -> bool:
    return bool(base.is_positive)


def by_sums(expression: Basic, is_positive: Positive = _is_declared_positive) -> Basic:
    """The expression with each product over one index taken apart, as far as its factors allow.

    Bound indices must be marked (`mark_indices`), so that what is assumed of them holds in their range; `is_positive`
    tells of a base without the index whether it is positive on the domain.
    """
    if Product not in heads_of(expression):
        return expression
    return expression.replace(_is_product, lambda product: _apart(product, is_positive))


def _is_product(node: Basic) -> bool:
    if not isinstance(node, Product) or len(node.limits) != 1:
        return False
    _, low, high = node.limits[0]
    if low.is_infinite or high.is_infinite:  # a limit, of which the sum of logarithms takes SymPy seconds to build
        return False
    return not (low.is_Integer and high.is_Integer)


def _apart(product: Product, is_positive: Positive) -> Basic:
    index, low, high = product.limits[0]
    limit = (index, low, high)
    length = high - low + 1
    return Mul(*(_of_factor(factor, limit, length, is_positive) for factor in Mul.make_args(product.function)))


def _of_factor(factor: Basic, limit: tuple[Basic, Basic, Basic], length: Basic, is_positive: Positive) -> Basic:
    """∏ of one factor."""
    index = limit[0]
    if index not in factor.free_symbols:
        return factor**length if length.is_nonnegative and length.is_integer else Product(factor, limit)
    if isinstance(factor, sympy.exp):
        return sympy.exp(Sum(factor.args[0], limit))
    if isinstance(factor, Pow):
        base, exponent = factor.args
        if index not in base.free_symbols and is_positive(base) and exponent.is_real:
            return base ** Sum(exponent, limit)
        if index not in exponent.free_symbols and (exponent.is_Integer or (base.is_positive and exponent.is_real)):
            return _of_factor(base, limit, length, is_positive) ** exponent
    if factor.is_positive:
        return sympy.exp(Sum(sympy.log(factor), limit))
    return Product(factor, limit)
