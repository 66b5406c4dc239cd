"""Products, norms, gradients and inverses of vectors and matrices, written before any procedure was read or asked."""

from __future__ import annotations

from sympy import (
    Abs,
    BlockMatrix,
    DiagMatrix,
    Expr,
    Gt,
    KroneckerProduct,
    MatrixExpr,
    Product,
    Sum,
    Trace,
    ZeroMatrix,
    cos,
    exp,
    log,
    sin,
)
from sympy import Identity as Unit
from sympy import Q as Is

from benchmarks.identities.identity import Identity
from benchmarks.identities.matrix_notation import (
    A,
    B,
    C,
    M,
    P,
    S,
    T,
    X,
    a,
    c,
    det,
    each,
    eye,
    had,
    half,
    i,
    inv,
    j,
    lam,
    logistic,
    m,
    minus,
    n,
    norm,
    one,
    ones,
    plus,
    raised,
    row,
    softmax,
    times,
    tr,
    w,
    x,
    y,
    z,
)
from checker.objects import Gradient, Jacobian


def dot(one: MatrixExpr, other: MatrixExpr) -> Expr:
    """The inner product of two columns."""
    return Trace(times(T(one), other))


def quad(column: MatrixExpr, form: MatrixExpr) -> Expr:
    """The value of a quadratic form."""
    return Trace(times(T(column), form, column))


IDENTITIES: tuple[Identity, ...] = (
    row(
        times(T(plus(A, minus(B))), plus(A, B)),
        plus(times(T(A), A), times(T(A), B), minus(times(T(B), A)), minus(times(T(B), B))),
        plus(times(T(A), A), minus(times(T(B), B))),
    ),
    row(norm(plus(x, w)) ** 2 - norm(plus(x, minus(w))) ** 2, 4 * dot(x, w), 2 * dot(x, w)),
    row(
        Gradient(log(1 + exp(-dot(w, x))), w), times(-1 / (1 + exp(dot(w, x))), x), times(-1 / (1 + exp(-dot(w, x))), x)
    ),
    row(
        Gradient(logistic(dot(w, x)), w),
        times(logistic(dot(w, x)) * (1 - logistic(dot(w, x))), x),
        times(logistic(dot(w, x)), x),
    ),
    row(
        Jacobian(Gradient(log(1 + exp(dot(w, x))), w), w),
        times(logistic(dot(w, x)) * (1 - logistic(dot(w, x))), x, T(x)),
        times(logistic(dot(w, x)), x, T(x)),
    ),
    row(Gradient(det(M), M), times(det(M), T(inv(M))), times(det(M), inv(M)), Is.invertible(M)),
    row(Gradient(dot(a, had(x, x)), x), times(2, had(a, x)), had(a, x)),
    row(Gradient(dot(one, each(log, plus(one, each(exp, x)))), x), each(logistic, x), each(exp, x)),
    row(softmax(plus(z, times(c, one))), softmax(z), times(exp(c), softmax(z)), Gt(c, 1), Gt(n, 1)),
    row(
        times(inv(plus(inv(A), inv(B))), inv(B)),
        times(A, inv(plus(A, B))),
        times(B, inv(plus(A, B))),
        Is.positive_definite(A),
        Is.positive_definite(B),
    ),
    row(times(P, plus(eye, A), T(P)), plus(eye, times(P, A, T(P))), plus(P, times(P, A, T(P))), Is.orthogonal(P)),
    row(
        log(det(times(S, M))),
        log(det(S)) + log(det(M)),
        log(det(S)) * log(det(M)),
        Is.positive_definite(S),
        Is.positive_definite(M),
    ),
    row(Sum(A[i, j] * B[j, i], (i, 0, n - 1), (j, 0, n - 1)), tr(times(A, B)), tr(A) * tr(B), Gt(n, 1)),
    row(times(DiagMatrix(x), w), had(x, w), plus(x, w)),
    row(det(DiagMatrix(x)), Product(x[i, 0], (i, 0, n - 1)), Sum(x[i, 0], (i, 0, n - 1))),
    row(tr(KroneckerProduct(A, B)), tr(A) * tr(B), tr(A) + tr(B)),
    row(
        times(BlockMatrix([[A, B], [C, M]]), BlockMatrix([[x], [w]])),
        BlockMatrix([[plus(times(A, x), times(B, w))], [plus(times(C, x), times(M, w))]]),
        BlockMatrix([[plus(times(A, x), times(C, w))], [plus(times(B, x), times(M, w))]]),
    ),
    row(
        Gradient(norm(plus(times(A, x), minus(a))), x),
        times(1 / norm(plus(times(A, x), minus(a))), T(A), plus(times(A, x), minus(a))),
        times(T(A), plus(times(A, x), minus(a))),
    ),
    row(
        Gradient(quad(x, inv(plus(S, times(lam, eye)))), x),
        times(2, inv(plus(S, times(lam, eye))), x),
        times(2, plus(S, times(lam, eye)), x),
        Is.positive_definite(S),
    ),
    row(
        Gradient(dot(a, each(cos, times(B, x))), x),
        minus(times(T(B), had(a, each(sin, times(B, x))))),
        times(T(B), had(a, each(sin, times(B, x)))),
    ),
    row(tr(times(A, x, T(x))), Trace(times(T(x), A, x)), Trace(times(T(x), x))),
    row(times(inv(times(2, A)), A), times(half, eye), times(2, eye), Is.invertible(A)),
    row(
        Trace(times(T(plus(A, B)), plus(A, B))),
        tr(times(T(A), A)) + 2 * tr(times(T(A), B)) + tr(times(T(B), B)),
        tr(times(T(A), A)) + tr(times(T(A), B)) + tr(times(T(B), B)),
    ),
    row(raised(plus(x, w), 2), plus(raised(x, 2), times(2, had(x, w)), raised(w, 2)), plus(raised(x, 2), raised(w, 2))),
    row(
        Gradient(dot(a, times(A, x)) ** 2, x),
        times(2 * dot(a, times(A, x)), T(A), a),
        times(2 * dot(a, times(A, x)), A, a),
    ),
    row(Gradient(log(dot(x, x)), x), times(2 / dot(x, x), x), times(1 / dot(x, x), x)),
    row(
        Gradient(-log(logistic(dot(w, x))), w), times(-(1 - logistic(dot(w, x))), x), times(1 - logistic(dot(w, x)), x)
    ),
    row(
        Gradient(dot(ones, each(lambda e: log(1 + exp(-e)), had(y, times(X, w)))), w),
        times(-1, T(X), had(y, each(lambda e: 1 / (1 + exp(e)), had(y, times(X, w))))),
        times(T(X), had(y, each(lambda e: 1 / (1 + exp(e)), had(y, times(X, w))))),
    ),
    row(
        Jacobian(Gradient(quad(x, A) ** 2, x), x),
        plus(times(2, plus(A, T(A)), x, T(x), plus(A, T(A))), times(2 * quad(x, A), plus(A, T(A)))),
        plus(times(2, plus(A, T(A)), x, T(x), plus(A, T(A))), times(quad(x, A), plus(A, T(A)))),
    ),
    row(det(times(A, B, inv(A))), det(B), det(A) * det(B), Is.invertible(A)),
    row(
        times(X, inv(plus(times(T(X), X), times(lam, eye))), T(X)),
        plus(Unit(m), minus(times(lam, inv(plus(times(X, T(X)), times(lam, Unit(m))))))),
        plus(Unit(m), times(lam, inv(plus(times(X, T(X)), times(lam, Unit(m)))))),
    ),
    row(Sum(A[i, i] ** 2, (i, 0, n - 1)), tr(had(A, A)), tr(times(A, A)), Gt(n, 1)),
    row(times(1 / n, T(one), plus(x, times(-dot(one, x) / n, one))), ZeroMatrix(1, 1), times(1 / n, T(one), x)),
    row(tr(times(P, inv(plus(eye, P)))), tr(times(inv(plus(eye, P)), P)), tr(P), Is.positive_definite(P)),
    row(norm(times(c, x)), Abs(c) * norm(x), c * norm(x)),
    row(Gradient(dot(softmax(z), a), z), had(softmax(z), plus(a, times(-dot(softmax(z), a), one))), had(softmax(z), a)),
)
