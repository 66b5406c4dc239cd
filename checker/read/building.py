"""Puts values together as they are written: nothing is evaluated, so that what was written is what is checked.

Sums and products of matrices are made without SymPy's check of their shapes: shapes that do not fit are a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import sympy
from sympy import Add, Integer, MatAdd, MatMul, MatPow, MatrixBase, MatrixExpr, Mul, Pow
from sympy.core.basic import Basic

from checker.read.syntax import SyntaxFault
from checker.written import Span


def is_matrix(value: Basic) -> bool:
    """Is the value a vector or a matrix, be it 1×1?"""
    return isinstance(value, MatrixExpr | MatrixBase)


def is_number(value: Basic) -> bool:
    """Is it a scalar, or a matrix known to be 1×1?"""
    return not is_matrix(value) or tuple(value.shape) == (1, 1)


def is_column(value: Basic) -> bool:
    """Is it a column vector of more than one entry?"""
    return is_matrix(value) and value.shape[1] == 1 and value.shape[0] != 1


def as_number(value: Basic) -> Basic:
    """A product of vectors that is a number, such as xᵀy, as one that SymPy takes for one."""
    return sympy.Trace(value) if is_matrix(value) and is_number(value) else value


def summed(terms: Sequence[Basic]) -> Basic:
    """The terms added."""
    if len(terms) == 1:
        return terms[0]
    if any(map(is_matrix, terms)) and not all(map(is_number, terms)):
        return Basic.__new__(MatAdd, *terms)
    return Add(*terms, evaluate=False)


def negated(value: Basic) -> Basic:
    """−value; of a number the negative number."""
    if isinstance(value, sympy.Number):
        return -value
    if is_matrix(value):
        return Basic.__new__(MatMul, Integer(-1), *_factors(value))
    return Mul(Integer(-1), value, evaluate=False)


def multiplied(factors: Sequence[Basic]) -> Basic:
    """The factors multiplied, in their order."""
    if len(factors) == 1:
        return factors[0]
    if any(map(is_matrix, factors)):
        return Basic.__new__(MatMul, *(part for factor in factors for part in _factors(factor)))
    return Mul(*factors, evaluate=False)


def _factors(value: Basic) -> tuple[Basic, ...]:
    return tuple(value.args) if isinstance(value, MatMul) else (value,)


def inverted(value: Basic) -> Basic:
    """1 / value, or the inverse of a matrix."""
    return sympy.Inverse(value) if is_matrix(value) and not is_number(value) else Pow(value, -1, evaluate=False)


def divided(top: Basic, bottom: Basic) -> Basic:
    """top / bottom."""
    if top == Integer(1):
        return inverted(bottom)
    if is_matrix(top):
        return multiplied((inverted(bottom), top))
    return Mul(top, inverted(bottom), evaluate=False)


def raised(base: Basic, exponent: Basic) -> Basic:
    """base ** exponent; powers of e are exponentials."""
    if is_matrix(base) and not is_number(base):
        return sympy.Inverse(base) if exponent == Integer(-1) else MatPow(base, exponent)
    if base == sympy.E:
        return sympy.exp(exponent, evaluate=False)
    return Pow(base, exponent, evaluate=False)


def rooted(radicand: Basic, degree: Basic) -> Basic:
    """The root of a degree; an odd one of a negative number is negative."""
    if isinstance(radicand, sympy.Rational) and radicand < 0 and isinstance(degree, Integer) and degree % 2 == 1:
        return negated(rooted(-radicand, degree))
    return Pow(radicand, Pow(degree, -1), evaluate=False)


def joined(values: Sequence[Basic], head: type) -> Basic:
    """max or min of several, unevaluated."""
    return reduce(lambda one, two: head(one, two, evaluate=False), values)


def hadamard(left: Basic, right: Basic, span: Span) -> Basic:
    """The product entry by entry. Raises SyntaxFault where not both are matrices."""
    if is_matrix(left) and is_matrix(right):
        return Basic.__new__(sympy.HadamardProduct, left, right)
    raise SyntaxFault(span.start, "a product by entries of numbers", "two vectors or matrices", "say what they are")


def cross_product(left: Basic, right: Basic) -> Basic:
    """a × b of two columns of three entries, entry by entry."""
    a, b = ([side[k, 0] for k in range(3)] for side in (left, right))
    turns = ((1, 2), (2, 0), (0, 1))
    entries = [summed((multiplied((a[j], b[k])), negated(multiplied((a[k], b[j]))))) for j, k in turns]
    return sympy.ImmutableDenseMatrix(entries)


def tensor(left: Basic, right: Basic, span: Span) -> Basic:
    """The outer product of two columns, the Kronecker product of matrices."""
    if not is_matrix(left) or not is_matrix(right):
        raise SyntaxFault(span.start, "a tensor product with a number", "two vectors or matrices", "say what they are")
    if is_column(left) and is_column(right):
        return multiplied((left, sympy.Transpose(right)))
    return sympy.KroneckerProduct(left, right)
