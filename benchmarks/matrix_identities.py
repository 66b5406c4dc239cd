"""True matrix identities, each with a near miss: ground for mutants that transpose, reorder and drop a factor."""

from __future__ import annotations

from typing import Any

from sympy import Determinant, Inverse, MatAdd, MatMul, MatrixSymbol, Sum, Trace, Transpose, symbols
from sympy import Identity as Unit

from benchmarks.identities import Identity
from checker.objects import Gradient

m, n = symbols("m n", integer=True, positive=True)
j = symbols("j", integer=True)
c = symbols("c", real=True)
A, B, C = (MatrixSymbol(name, n, n) for name in "ABC")
X = MatrixSymbol("X", m, n)
x, w, a = (MatrixSymbol(name, n, 1) for name in "xwa")
y = MatrixSymbol("y", m, 1)


def times(*factors: Any) -> MatMul:
    return MatMul(*factors)


def plus(*terms: Any) -> MatAdd:
    return MatAdd(*terms)


def minus(term: Any) -> MatMul:
    return MatMul(-1, term)


T = Transpose
residual = plus(times(X, w), minus(y))


def entry(name: str, left: Any, right: Any, wrong: Any) -> Identity:
    """One row of the table."""
    return Identity(name, "matrices", left, right, wrong)


IDENTITIES: tuple[Identity, ...] = (
    entry("transpose of a product", T(times(A, B)), times(T(B), T(A)), times(T(A), T(B))),
    entry("transpose of three factors", T(times(A, B, C)), times(T(C), T(B), T(A)), times(T(C), T(A), T(B))),
    entry("transpose of a sum", T(plus(A, T(B))), plus(T(A), B), plus(T(A), T(B))),
    entry("inverse of a product", Inverse(times(A, B)), times(Inverse(B), Inverse(A)), times(Inverse(A), Inverse(B))),
    entry("inverse of a transpose", Inverse(T(A)), T(Inverse(A)), Inverse(A)),
    entry("inverse times itself", times(Inverse(A), A, B), B, A),
    entry("trace is cyclic", Trace(times(A, B, C)), Trace(times(C, A, B)), Trace(times(C, B, A))),
    entry("trace of a transpose", Trace(times(T(A), B)), Trace(times(T(B), A)), Trace(times(B, A))),
    entry("trace is linear", Trace(plus(times(c, A), B)), c * Trace(A) + Trace(B), Trace(A) + Trace(B)),
    entry("determinant of a product", Determinant(times(A, B)), Determinant(A) * Determinant(B), Determinant(A)),
    entry(
        "square of a sum",
        times(plus(A, B), plus(A, B)),
        plus(times(A, A), times(A, B), times(B, A), times(B, B)),
        plus(times(A, A), times(2, A, B), times(B, B)),
    ),
    entry(
        "squared residual",
        times(T(residual), residual),
        plus(times(T(w), T(X), X, w), times(-2, T(w), T(X), y), times(T(y), y)),
        plus(times(T(w), T(X), X, w), times(-2, T(w), T(X), y)),
    ),
    entry(
        "mean squared residual",
        times(1 / m, T(residual), residual),
        times(1 / m, plus(times(T(w), T(X)), minus(T(y))), residual),
        times(plus(times(T(w), T(X)), minus(T(y))), residual),
    ),
    entry("a scalar is its own transpose", times(T(x), A, w), times(T(w), T(A), x), times(T(w), A, x)),
    entry("length as a sum", times(T(w), w), Sum(w[j, 0] ** 2, (j, 0, n - 1)), Sum(w[j, 0], (j, 0, n - 1))),
    entry("trace of an outer product", Trace(times(x, T(w))), times(T(w), x), times(T(x), x)),
    entry(
        "symmetric part",
        plus(times(A, T(A)), T(times(A, T(A)))),
        times(2, A, T(A)),
        times(2, T(A), A),
    ),
    entry(
        "ridge normal matrix",
        times(plus(times(T(X), X), times(c, Unit(n))), w),
        plus(times(T(X), X, w), times(c, w)),
        plus(times(T(X), X, w), w),
    ),
    entry("gradient of a linear form", Gradient(times(T(a), x), x), a, x),
    entry("gradient of a square", Gradient(times(T(x), x), x), times(2, x), x),
    entry(
        "gradient of a quadratic form",
        Gradient(times(T(x), A, x), x),
        times(plus(A, T(A)), x),
        times(2, A, x),
    ),
    entry(
        "gradient of the squared residual",
        Gradient(times(T(residual), residual), w),
        times(2, T(X), residual),
        times(2, X, residual),
    ),
    entry(
        "gradient of the mean squared residual",
        Gradient(times(1 / m, T(residual), residual), w),
        times(2 / m, T(X), plus(times(X, w), minus(y))),
        times(2, T(X), plus(times(X, w), minus(y))),
    ),
)
