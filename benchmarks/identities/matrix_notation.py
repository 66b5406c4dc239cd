"""Matrix expressions held as written, and the names that the tables of matrix identities share."""

from __future__ import annotations

from typing import Any

from sympy import (
    Basic,
    Determinant,
    Expr,
    Integer,
    Inverse,
    Lambda,
    MatAdd,
    MatMul,
    MatrixExpr,
    MatrixSymbol,
    OneMatrix,
    Rational,
    Trace,
    Transpose,
    exp,
    symbols,
)
from sympy import Identity as Unit
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.hadamard import HadamardPower, HadamardProduct

from benchmarks.identities.identity import Identity, power

m, n, k = symbols("m n k", integer=True, positive=True)
i, j = symbols("i j", integer=True)
b, c, s, t = symbols("b c s t", real=True)
any_entry = symbols("entry", real=True)
lam, sigma = symbols("lambda sigma", positive=True)

A, B, C, D, M, S, P, Q = (MatrixSymbol(name, n, n) for name in ["A", "B", "C", "D", "M", "S", "P", "Q"])
X, Y = MatrixSymbol("X", m, n), MatrixSymbol("Y", m, n)
U, V = MatrixSymbol("U", n, k), MatrixSymbol("V", k, n)
K = MatrixSymbol("K", k, k)
W = MatrixSymbol("W", m, n)
L = MatrixSymbol("L", m, m)
x, w, a, u, v, z, mu = (MatrixSymbol(name, n, 1) for name in ["x", "w", "a", "u", "v", "z", "mu"])
y, r, p = (MatrixSymbol(name, m, 1) for name in ["y", "r", "p"])

T = Transpose
inv = Inverse
tr = Trace
det = Determinant
had = HadamardProduct
half = Rational(1, 2)
one = OneMatrix(n, 1)
ones = OneMatrix(m, 1)
eye = Unit(n)


def times(*factors: Any) -> MatMul:
    """A product as written, factor by factor."""
    return MatMul(*factors)


def plus(*terms: Any) -> MatAdd:
    """A sum as written, term by term."""
    return MatAdd(*terms)


def minus(term: Any) -> MatMul:
    return MatMul(-1, term)


def raised(base: MatrixExpr, exponent: Any) -> MatrixExpr:
    """Every entry to a power."""
    return HadamardPower(base, exponent)


def each(function: Any, argument: MatrixExpr) -> MatrixExpr:
    """A function of every entry."""
    return ElementwiseApplyFunction(Lambda(any_entry, function(any_entry)), argument)


def logistic(argument: Expr) -> Expr:
    return power(1 + exp(-argument), -1)


def norm(column: MatrixExpr) -> Expr:
    """√(xᵀx), with the trace that makes a number of the 1×1 product."""
    return power(Trace(MatMul(Transpose(column), column)), half)


def softmax(column: MatrixExpr) -> MatrixExpr:
    """exp z over its sum, for an n×1 column."""
    weights = each(exp, column)
    return MatMul(power(Trace(MatMul(Transpose(one), weights)), -1), weights)


def row(left: Any, right: Any, wrong: Any, *domain: Basic) -> Identity:
    """One row of a table, named by what it writes on the left."""
    return entry(str(left), left, right, wrong, *domain)


def entry(name: str, left: Any, right: Any, wrong: Any, *domain: Basic) -> Identity:
    """One row of a table."""
    left, right, wrong = (Integer(side) if isinstance(side, int) else side for side in (left, right, wrong))
    return Identity(name, "matrices", left, right, wrong, domain)
