"""Rules of finite sums: terms apart, factors out, constants counted, one index for another."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Dummy, Mul, Pow, Sum, binomial, expand
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


def is_closed_form(left: Basic, right: Basic) -> bool:
    """Σ k from 1 to n, and n(n + 1)/2: sums of powers of the index."""
    if not left.has(Sum) or right.has(Sum):
        return False
    bodies = [(part.function, part.limits[0][0]) for part in left.atoms(Sum) if len(part.limits) == 1]
    if not bodies or any(not body.is_polynomial(index) for body, index in bodies):
        return False
    return bool(expand(left.doit() - right) == 0)


def is_binomial_theorem(left: Basic, right: Basic) -> bool:
    """Σ C(n, k) aᵏ bⁿ⁻ᵏ and (a + b)ⁿ."""
    if not isinstance(left, Sum) or len(left.limits) != 1 or not left.has(binomial):
        return False
    index, low, high = left.limits[0].args
    if low != 0 or not isinstance(right, Pow) or right.exp != high:
        return False
    powers = [part for part in parts(Mul, left.function) if isinstance(part, Pow)]
    bases = [part.base for part in powers]
    return bool(evaluated(Add(*bases)) == evaluated(right.base)) and binomial(high, index) in parts(Mul, left.function)
