"""Rules of finite sums: terms apart, factors out, constants counted, one index for another."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Dummy, Mul, Sum, expand
from sympy.core.basic import Basic

from checker.explain.rules.algebra import evaluated
from checker.explain.rules.differences import parts


def is_linearity(left: Basic, right: Basic) -> bool:
    """Σ(aᵢ + c bᵢ) and Σaᵢ + c Σbᵢ."""
    if not (left.has(Sum) or right.has(Sum)):
        return False
    return bool(expand(evaluated(linear(left))) == expand(evaluated(linear(right))))


def is_renamed_index(left: Basic, right: Basic) -> bool:
    """Σᵢ xᵢ and Σⱼ xⱼ."""
    return isinstance(left, Sum) and isinstance(right, Sum) and _numbered(left) == _numbered(right)


def _numbered(whole: Sum) -> Basic:
    marks = {limit[0]: Dummy(f"index{k}", dummy_index=k + 1) for k, limit in enumerate(whole.limits)}
    return whole.xreplace(marks)


def linear(expression: Basic) -> Basic:
    """Every sum of one index as a combination of sums of single terms without free factors."""
    if not expression.args:
        return expression
    args = tuple(map(linear, expression.args))
    if isinstance(expression, Sum) and len(expression.limits) == 1:
        return evaluated(Add(*_terms(args[0], *args[1:])))
    made: Basic = expression.func(*args)
    return made


def _terms(body: Basic, limit: Basic) -> Iterator[Basic]:
    index, low, high = limit.args
    for term in parts(Add, expand(evaluated(body))):
        bound = [factor for factor in parts(Mul, term) if index in factor.free_symbols]
        free = [factor for factor in parts(Mul, term) if index not in factor.free_symbols]
        yield Mul(*free, Sum(Mul(*bound), (index, low, high)) if bound else high - low + 1)
