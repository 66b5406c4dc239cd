"""Sums over data that may have any value: Σ xᵢ any at all, Σ (xᵢ − μ)² any that is not negative.

Where data stand in one such sum only, a claim that fails at some value of the sum fails at data that give it that
value: x₁ makes up for the rest, and x₁ = μ + √T with every other xᵢ = μ gives Σ (xᵢ − μ)² = T.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy.core.basic import Basic

SQUARES = 2


def with_free_sums(statements: Sequence[Basic]) -> tuple[tuple[Basic, ...], dict[Basic, Basic]] | None:
    """The statements with names for the sums over data, and what each stands for; None where there is none."""
    sums = {one for statement in statements for one in statement.atoms(sympy.Sum)}
    free: dict[Basic, Basic] = {}
    for one in sorted(sums, key=str):
        power = _power(one)
        if power is not None:
            known = {"nonnegative": True} if power == SQUARES else {"real": True}
            free[one] = sympy.Symbol(f"[{one}]", **known)
    if not free:
        return None
    named = tuple(statement.xreplace(free) for statement in statements)
    data = [_data(one) for one in free]
    left = {str(item.base) for statement in named for item in statement.atoms(sympy.Indexed)}
    if len(set(data)) != len(data) or left & set(data):
        return None
    return named, {name: one for one, name in free.items()}


def _data(one: Basic) -> str:
    (item,) = one.function.atoms(sympy.Indexed)
    return str(item.base)


def _power(one: Basic) -> int | None:
    """1 for Σ (a xᵢ + b), 2 for Σ (a xᵢ + b)², from 1 to n, with a a number that is not 0; None for others."""
    items = one.function.atoms(sympy.Indexed)
    if len(one.limits) != 1 or len(items) != 1:
        return None
    (item,), (index, low, high) = items, one.limits[0]
    if item.indices != (index,) or low != 1 or not (high.is_Symbol and high.is_positive and high.is_integer):
        return None
    body = one.function
    if isinstance(body, sympy.Pow) and body.exp == SQUARES:
        return SQUARES if _is_linear(body.base, item, index) else None
    return 1 if _is_linear(body, item, index) else None


def _is_linear(body: Basic, item: Basic, index: Basic) -> bool:
    if not body.is_polynomial(item) or sympy.degree(body, item) != 1:
        return False
    slope, rest = body.coeff(item, 1), sympy.expand(body - body.coeff(item, 1) * item)
    return bool(slope.is_Rational and slope != 0) and index not in rest.free_symbols
