"""Matrix identities as a lecture has them, written down unseen by the checker."""

from __future__ import annotations

from sympy import Basic, DiagMatrix, Gt, Ne, Sum, ZeroMatrix, exp, log, tanh
from sympy import Identity as Unit
from sympy import Q as Is

from benchmarks.identities.identity import Identity
from benchmarks.identities.matrix_notation import (
    A,
    B,
    C,
    M,
    P,
    Q,
    S,
    T,
    X,
    a,
    det,
    each,
    entry,
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
    mu,
    n,
    norm,
    one,
    ones,
    plus,
    raised,
    softmax,
    times,
    tr,
    u,
    v,
    w,
    x,
    y,
    z,
)
from checker.objects import Gradient, Jacobian


def row(left: Basic, right: Basic | int, wrong: Basic | int, *domain: Basic) -> Identity:
    """One row of the table, named by what it writes on the left."""
    return entry(str(left), left, right, wrong, *domain)


IDENTITIES: tuple[Identity, ...] = (
    row(
        inv(times(A, B, C)),
        times(inv(C), inv(B), inv(A)),
        times(inv(A), inv(B), inv(C)),
        Is.invertible(A),
        Is.invertible(B),
        Is.invertible(C),
    ),
    row(tr(times(A, plus(B, C))), tr(times(B, A)) + tr(times(C, A)), tr(times(B, A)) + tr(C)),
    row(det(times(A, inv(B), T(A))), det(A) ** 2 / det(B), det(A) / det(B), Is.invertible(B), Is.invertible(A)),
    row(
        times(inv(plus(eye, times(A, B))), A),
        times(A, inv(plus(eye, times(B, A)))),
        times(A, inv(plus(eye, times(A, B)))),
    ),
    row(Gradient(log(det(S)), S), inv(T(S)), S, Is.positive_definite(S)),
    row(
        Gradient(tr(times(T(plus(times(X, w), minus(y))), plus(times(X, w), minus(y)))) + lam * tr(times(T(w), w)), w),
        plus(times(2, T(X), plus(times(X, w), minus(y))), times(2 * lam, w)),
        plus(times(2, T(X), plus(times(X, w), minus(y))), times(lam, w)),
    ),
    row(
        Jacobian(each(logistic, times(X, w)), w),
        times(DiagMatrix(had(each(logistic, times(X, w)), plus(ones, minus(each(logistic, times(X, w)))))), X),
        times(DiagMatrix(each(logistic, times(X, w))), X),
    ),
    row(tr(times(a, T(x))), tr(times(T(x), a)), tr(times(T(x), x))),
    row(
        times(T(times(A, x)), plus(times(A, x), minus(a))),
        plus(times(T(x), T(A), A, x), minus(times(T(a), A, x))),
        plus(times(T(x), A, A, x), minus(times(T(a), A, x))),
    ),
    row(Jacobian(Gradient(times(T(x), A, x), x), x), plus(A, T(A)), times(2, A)),
    row(Gradient(norm(plus(x, minus(a))), x), times(1 / norm(plus(x, minus(a))), plus(x, minus(a))), plus(x, minus(a))),
    row(
        plus(inv(A), minus(inv(B))),
        times(inv(A), plus(B, minus(A)), inv(B)),
        times(inv(A), plus(A, minus(B)), inv(B)),
        Is.invertible(A),
        Is.invertible(B),
    ),
    row(det(plus(eye, times(u, T(v)))), 1 + tr(times(T(v), u)), 1 - tr(times(T(v), u))),
    row(times(S, S, T(S)), S**3, eye, Is.symmetric(S)),
    row(times(T(Q), inv(Q)), times(inv(Q), inv(Q)), eye, Is.orthogonal(Q)),
    row(tr(times(T(P), A, P)), tr(A), tr(times(A, P)), Is.orthogonal(P)),
    row(times(T(times(P, x)), times(P, w)), times(T(x), w), times(T(w), w), Is.orthogonal(P)),
    row(norm(times(P, x)), norm(x), tr(times(T(x), x)), Is.orthogonal(P)),
    row(Gradient(tr(times(A, M, B)), M), times(T(A), T(B)), times(B, A)),
    row(
        Gradient(tr(times(T(M), A, M, B)), M),
        plus(times(A, M, B), times(T(A), M, T(B))),
        plus(times(A, M, B), times(T(A), M, B)),
    ),
    row(Gradient(exp(tr(times(T(a), x))), x), times(exp(tr(times(T(a), x))), a), times(exp(tr(times(T(a), x))), x)),
    row(
        Gradient(-half * log(det(S)) - half * tr(times(T(plus(x, minus(mu))), inv(S), plus(x, minus(mu)))), mu),
        times(inv(S), plus(x, minus(mu))),
        times(inv(S), plus(mu, minus(x))),
        Is.positive_definite(S),
    ),
    row(
        Jacobian(times(A, x, T(x), a), x),
        plus(times(tr(times(T(x), a)), A), times(A, x, T(a))),
        plus(times(tr(times(T(x), a)), A), times(A, a, T(x))),
    ),
    row(Gradient(log(tr(times(T(one), each(exp, z)))), z), softmax(z), each(exp, z)),
    row(
        Jacobian(softmax(z), z),
        plus(DiagMatrix(softmax(z)), minus(times(softmax(z), T(softmax(z))))),
        plus(DiagMatrix(softmax(z)), times(softmax(z), T(softmax(z)))),
    ),
    row(
        Gradient(tr(times(T(each(logistic, z)), a)), z),
        had(a, had(each(logistic, z), plus(one, minus(each(logistic, z))))),
        had(a, each(logistic, z)),
    ),
    row(
        Gradient(tr(times(T(each(tanh, times(A, x))), a)), x),
        times(T(A), had(a, plus(one, minus(raised(each(tanh, times(A, x)), 2))))),
        times(A, had(a, plus(one, minus(raised(each(tanh, times(A, x)), 2))))),
    ),
    row(det(times(2, A)), 2**n * det(A), 2 * det(A), Gt(n, 1)),
    row(
        log(det(times(lam, S))),
        n * log(lam) + log(det(S)),
        log(lam) + log(det(S)),
        Is.positive_definite(S),
        Gt(n, 1),
        Ne(lam, 1),
    ),
    row(inv(plus(times(lam, eye), times(T(X), X))), T(inv(plus(times(lam, eye), times(T(X), X)))), times(T(X), X)),
    row(
        times(inv(plus(times(lam, eye), times(T(X), X))), T(X)),
        times(T(X), inv(plus(times(lam, Unit(m)), times(X, T(X))))),
        times(T(X), inv(plus(Unit(m), times(X, T(X))))),
        Gt(lam, 2),
    ),
    row(plus(times(half, plus(A, T(A))), times(half, plus(A, minus(T(A))))), A, T(A)),
    row(times(T(x), plus(A, minus(T(A))), x), ZeroMatrix(1, 1), times(T(x), A, x)),
    row(tr(plus(times(A, B), minus(times(B, A)))), 0, 1),
    row(Sum(A[i, i], (i, 0, n - 1)), tr(A), tr(A) + 1),
    row(Sum(Sum(A[i, j] ** 2, (j, 0, n - 1)), (i, 0, n - 1)), tr(times(T(A), A)), tr(times(A, A))),
)
