"""The names that the tables of matrix questions share, and how a function of every entry is written."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Expr, Lambda, MatrixExpr, MatrixSymbol, OneMatrix, exp, symbols
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

m, n, k = symbols("m n k", integer=True, positive=True)
i, j = symbols("i j", integer=True)
c = symbols("c", real=True)
lam = symbols("lambda", positive=True)
entry = symbols("entry", real=True)
A, B, C, D, M, S, Q = (MatrixSymbol(name, n, n) for name in "ABCDMSQ")
X = MatrixSymbol("X", m, n)
W = MatrixSymbol("W", m, n)
U, V = MatrixSymbol("U", n, k), MatrixSymbol("V", k, n)
x, y, z, u, v = (MatrixSymbol(name, n, 1) for name in "xyzuv")
r = MatrixSymbol("r", m, 1)
E = MatrixSymbol("E", 2, 2)
one, ones = OneMatrix(n, 1), OneMatrix(m, 1)


def each(function: Callable[[Expr], Expr], argument: MatrixExpr) -> MatrixExpr:
    """A function of every entry."""
    return ElementwiseApplyFunction(Lambda(entry, function(entry)), argument)


def logistic(argument: Expr) -> Expr:
    return 1 / (1 + exp(-argument))
