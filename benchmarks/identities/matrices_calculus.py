"""Gradients, Jacobians and Hessians of scalars and columns in columns and matrices.

Petersen and Pedersen 2012, "The Matrix Cookbook", §2; Magnus and Neudecker 2019, ch. 9 and 10.
"""

from __future__ import annotations

from sympy import Abs, DiagMatrix, Sum, ZeroMatrix, cos, exp, log, sin, tanh
from sympy import Q as Is

from benchmarks.identities.identity import Identity, power
from benchmarks.identities.matrix_notation import (
    A,
    B,
    C,
    M,
    S,
    T,
    W,
    X,
    Y,
    a,
    det,
    each,
    entry,
    eye,
    had,
    half,
    i,
    inv,
    lam,
    logistic,
    m,
    minus,
    mu,
    n,
    norm,
    one,
    plus,
    raised,
    sigma,
    softmax,
    times,
    tr,
    w,
    x,
    y,
    z,
)
from checker.objects import Gradient, Jacobian

residual = plus(times(X, w), minus(y))
weights = softmax(z)
log_sum = log(tr(times(T(one), each(exp, z))))
deviation = plus(x, minus(mu))
s = each(logistic, z)

SCALARS: tuple[Identity, ...] = (
    entry("gradient of a bilinear form", Gradient(times(T(a), A, x), x), times(T(A), a), times(A, a)),
    entry(
        "gradient of a symmetric quadratic form",
        Gradient(times(T(x), S, x), x),
        times(2, S, x),
        times(S, x),
        Is.symmetric(S),
    ),
    entry(
        "gradient of weighted least squares",
        Gradient(times(T(residual), DiagMatrix(y), residual), w),
        times(2, T(X), DiagMatrix(y), residual),
        times(T(X), DiagMatrix(y), residual),
    ),
    entry(
        "gradient of ridge regression",
        Gradient(plus(times(T(residual), residual), times(lam, T(w), w)), w),
        plus(times(2, T(X), residual), times(2, lam, w)),
        plus(times(2, T(X), residual), times(lam, w)),
    ),
    entry("gradient of the length", Gradient(norm(x), x), times(1 / norm(x), x), times(2 / norm(x), x)),
    entry(
        "gradient of a distance",
        Gradient(norm(deviation), x),
        times(1 / norm(deviation), deviation),
        times(1 / norm(x), deviation),
    ),
    entry(
        "gradient of a power of the length",
        Gradient(tr(times(T(x), x)) ** 2, x),
        times(4, tr(times(T(x), x)), x),
        times(2, tr(times(T(x), x)), x),
    ),
    entry(
        "gradient of an exponential",
        Gradient(exp(tr(times(T(a), x))), x),
        times(exp(tr(times(T(a), x))), a),
        times(exp(tr(times(T(a), x))), x),
    ),
    entry(
        "gradient of the Rayleigh quotient",
        Gradient(tr(times(T(x), S, x)) / tr(times(T(x), x)), x),
        times(2 / tr(times(T(x), x)), plus(times(S, x), minus(times(tr(times(T(x), S, x)) / tr(times(T(x), x)), x)))),
        times(2, plus(times(S, x), minus(times(tr(times(T(x), S, x)) / tr(times(T(x), x)), x)))),
        Is.symmetric(S),
    ),
    entry(
        "gradient of a Gaussian log-density in the mean",
        Gradient(-half * tr(times(T(deviation), inv(S), deviation)), mu),
        times(inv(S), deviation),
        times(-1, inv(S), deviation),
        Is.positive_definite(S),
    ),
    entry(
        "gradient of a product of scalars",
        Gradient(tr(times(T(a), x)) * tr(times(T(w), x)), x),
        plus(times(tr(times(T(w), x)), a), times(tr(times(T(a), x)), w)),
        plus(times(tr(times(T(a), x)), a), times(tr(times(T(w), x)), w)),
    ),
    entry(
        "gradient of a cosine",
        Gradient(cos(tr(times(T(a), x))), x),
        times(-sin(tr(times(T(a), x))), a),
        times(sin(tr(times(T(a), x))), a),
    ),
    entry(
        "gradient of a sum over entries",
        Gradient(Sum(x[i, 0] ** 3, (i, 0, n - 1)), x),
        times(3, raised(x, 2)),
        times(3, x),
    ),
    entry("gradient of log-sum-exp", Gradient(log_sum, z), weights, each(exp, z)),
    entry(
        "gradient of a sum of hyperbolic tangents",
        Gradient(times(T(one), each(tanh, x)), x),
        plus(one, minus(raised(each(tanh, x), 2))),
        plus(one, minus(each(tanh, x))),
    ),
    entry("gradient of a Hadamard form", Gradient(times(T(a), had(x, x)), x), times(2, had(a, x)), had(a, x)),
    entry(
        "linear form at half the scale",
        Gradient(times(T(a), x, power(sigma, -2)), x),
        times(power(sigma, -2), a),
        times(power(sigma, -1), a),
    ),
)

MATRICES: tuple[Identity, ...] = (
    entry("gradient of a trace", Gradient(tr(times(A, X.T, W)), X), times(W, A), times(W, T(A))),
    entry("gradient of tr X", Gradient(tr(A), A), eye, A),
    entry("gradient of tr AᵀA", Gradient(tr(times(T(A), A)), A), times(2, A), times(2, T(A))),
    entry("gradient of tr A²", Gradient(tr(times(A, A)), A), times(2, T(A)), times(2, A)),
    entry("gradient of tr A³", Gradient(tr(times(A, A, A)), A), times(3, T(times(A, A))), times(3, A, A)),
    entry("gradient of aᵀXb", Gradient(times(T(y), X, w), X), times(y, T(w)), times(2, y, T(w))),
    entry("gradient of xᵀAᵀAx in A", Gradient(times(T(x), T(A), A, x), A), times(2, A, x, T(x)), times(2, x, T(x), A)),
    entry("gradient of tr XBXᵀ", Gradient(tr(times(X, B, T(X))), X), times(X, plus(B, T(B))), times(2, X, B)),
    entry(
        "gradient of a squared Frobenius distance",
        Gradient(tr(times(T(plus(X, minus(Y))), plus(X, minus(Y)))), X),
        times(2, plus(X, minus(Y))),
        plus(X, minus(Y)),
    ),
    entry("gradient of log det", Gradient(log(det(A)), A), T(inv(A)), inv(A), det(A) > 0),
    entry(
        "gradient of log det, positive definite",
        Gradient(log(det(S)), S),
        inv(S),
        times(2, inv(S)),
        Is.positive_definite(S),
    ),
    entry("gradient of log |det|", Gradient(log(Abs(det(A))), A), T(inv(A)), minus(T(inv(A))), Is.invertible(A)),
    entry("gradient of det", Gradient(det(A), A), times(det(A), T(inv(A))), times(det(A), inv(A)), Is.invertible(A)),
    entry(
        "gradient of tr A⁻¹B",
        Gradient(tr(times(inv(A), B)), A),
        minus(T(times(inv(A), B, inv(A)))),
        T(times(inv(A), B, inv(A))),
        Is.invertible(A),
    ),
    entry(
        "gradient of aᵀA⁻¹x",
        Gradient(times(T(a), inv(A), x), A),
        minus(times(T(inv(A)), a, T(x), T(inv(A)))),
        minus(times(inv(A), a, T(x), inv(A))),
        Is.invertible(A),
    ),
    entry(
        "gradient of a Gaussian log-likelihood in Σ",
        Gradient(-m * log(det(S)) / 2 - tr(times(inv(S), M)) / 2, S),
        plus(times(-m * half, inv(S)), times(half, inv(S), M, inv(S))),
        plus(times(-m * half, inv(S)), times(half, M, inv(S), inv(S))),
        Is.positive_definite(S),
        Is.symmetric(M),
    ),
    entry(
        "gradient of log det XᵀX",
        Gradient(log(det(times(T(X), X))), X),
        times(2, X, inv(times(T(X), X))),
        times(X, inv(times(T(X), X))),
    ),
    entry("gradient of a Hadamard trace", Gradient(tr(times(T(A), had(B, C))), B), had(A, C), times(A, C)),
    entry(
        "gradient of a masked squared norm",
        Gradient(tr(times(T(had(A, B)), had(A, B))), B),
        times(2, had(A, A, B)),
        times(2, had(A, B)),
    ),
    entry(
        "gradient of a least-squares map",
        Gradient(tr(times(T(plus(times(A, x), minus(a))), plus(times(A, x), minus(a)))), A),
        times(2, plus(times(A, x), minus(a)), T(x)),
        times(2, x, T(plus(times(A, x), minus(a)))),
    ),
)

JACOBIANS: tuple[Identity, ...] = (
    entry("Jacobian of a linear map", Jacobian(times(X, w), w), X, times(2, X)),
    entry("Jacobian of an affine map", Jacobian(residual, w), X, plus(X, X)),
    entry("Jacobian of the identity", Jacobian(x, x), eye, times(2, eye)),
    entry(
        "Jacobian of a quadratic column",
        Jacobian(times(tr(times(T(a), x)), x), x),
        plus(times(x, T(a)), times(T(a), x, eye)),
        plus(times(a, T(x)), times(T(a), x, eye)),
    ),
    entry("Jacobian of a constant", Jacobian(times(A, a), x), ZeroMatrix(n, n), A),
    entry("Jacobian of entrywise squares", Jacobian(raised(x, 2), x), times(2, DiagMatrix(x)), DiagMatrix(x)),
    entry(
        "Jacobian of a Hadamard product",
        Jacobian(had(x, times(A, x)), x),
        plus(DiagMatrix(times(A, x)), times(DiagMatrix(x), A)),
        plus(DiagMatrix(times(A, x)), times(A, DiagMatrix(x))),
    ),
    entry(
        "Jacobian of the sigmoid",
        Jacobian(s, z),
        DiagMatrix(had(s, plus(one, minus(s)))),
        DiagMatrix(had(s, plus(one, s))),
    ),
    entry(
        "Jacobian of the softmax",
        Jacobian(weights, z),
        plus(DiagMatrix(weights), minus(times(weights, T(weights)))),
        plus(DiagMatrix(weights), times(weights, T(weights))),
    ),
    entry(
        "Jacobian of a hyperbolic tangent layer",
        Jacobian(each(tanh, times(A, x)), x),
        times(DiagMatrix(plus(one, minus(raised(each(tanh, times(A, x)), 2)))), A),
        times(A, DiagMatrix(plus(one, minus(raised(each(tanh, times(A, x)), 2))))),
    ),
    entry(
        "Jacobian of the normalized column",
        Jacobian(times(1 / norm(x), x), x),
        times(1 / norm(x), plus(eye, minus(times(1 / tr(times(T(x), x)), x, T(x))))),
        times(1 / norm(x), plus(eye, minus(times(x, T(x))))),
    ),
    entry("Hessian of a quadratic form", Jacobian(Gradient(times(T(x), A, x), x), x), plus(A, T(A)), times(2, A)),
    entry(
        "Hessian of a symmetric quadratic form",
        Jacobian(Gradient(times(half, T(x), S, x), x), x),
        S,
        times(2, S),
        Is.symmetric(S),
    ),
    entry(
        "Hessian of least squares",
        Jacobian(Gradient(times(T(residual), residual), w), w),
        times(2, T(X), X),
        times(T(X), X),
    ),
    entry(
        "Hessian of ridge regression",
        Jacobian(Gradient(plus(times(T(residual), residual), times(lam, T(w), w)), w), w),
        plus(times(2, T(X), X), times(2, lam, eye)),
        plus(times(2, T(X), X), times(lam, eye)),
    ),
    entry(
        "Hessian of log-sum-exp",
        Jacobian(Gradient(log_sum, z), z),
        plus(DiagMatrix(weights), minus(times(weights, T(weights)))),
        DiagMatrix(weights),
    ),
    entry(
        "Hessian of an exponential",
        Jacobian(Gradient(exp(tr(times(T(a), x))), x), x),
        times(exp(tr(times(T(a), x))), a, T(a)),
        times(2, exp(tr(times(T(a), x))), a, T(a)),
    ),
    entry(
        "Hessian of a sum of cubes",
        Jacobian(Gradient(Sum(x[i, 0] ** 3, (i, 0, n - 1)), x), x),
        times(6, DiagMatrix(x)),
        times(3, DiagMatrix(x)),
    ),
    entry(
        "Hessian of a Gaussian log-density",
        Jacobian(Gradient(-half * tr(times(T(deviation), inv(S), deviation)), mu), mu),
        minus(inv(S)),
        inv(S),
        Is.positive_definite(S),
    ),
    entry(
        "Jacobian of a gradient step",
        Jacobian(plus(w, minus(times(lam, T(X), residual))), w),
        plus(eye, minus(times(lam, T(X), X))),
        minus(times(lam, T(X), X)),
    ),
)

IDENTITIES: tuple[Identity, ...] = (*SCALARS, *MATRICES, *JACOBIANS)
