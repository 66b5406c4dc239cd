"""Matrix identities as a course has them, written before any procedure was read or asked."""

from __future__ import annotations

from sympy import Basic, BlockMatrix, DiagMatrix, Gt, MatrixSymbol, Sum, ZeroMatrix, exp, log, tanh
from sympy import Identity as Unit
from sympy import Q as Is

from benchmarks.identities.identity import Identity
from benchmarks.identities.matrix_notation import (
    A,
    B,
    C,
    D,
    Q,
    S,
    T,
    U,
    V,
    X,
    a,
    b,
    det,
    each,
    entry,
    eye,
    had,
    half,
    i,
    inv,
    k,
    lam,
    logistic,
    minus,
    n,
    norm,
    one,
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

E, F = MatrixSymbol("E", n, n), MatrixSymbol("F", n, n)
centring = plus(eye, minus(times(1 / n, one, T(one))))


def row(left: Basic, right: Basic | int, wrong: Basic | int, *domain: Basic) -> Identity:
    """One row of the table, named by what it writes on the left."""
    return entry(str(left), left, right, wrong, *domain)


IDENTITIES: tuple[Identity, ...] = (
    row(T(times(A, B, C)), times(T(C), T(B), T(A)), times(T(A), T(B), T(C))),
    row(inv(T(A)), T(inv(A)), inv(A), Is.invertible(A)),
    row(det(times(A, T(A))), det(A) ** 2, det(A), Is.invertible(A)),
    row(det(inv(A)), 1 / det(A), det(A), Is.invertible(A)),
    row(tr(times(T(A), B)), tr(times(T(one), had(A, B), one)), tr(times(T(one), A, one))),
    row(Gradient(tr(times(T(a), x)), x), a, x),
    row(Gradient(tr(times(T(x), A, x)), x), times(plus(A, T(A)), x), times(2, A, x)),
    row(Gradient(det(A), A), times(det(A), T(inv(A))), times(det(A), inv(A)), Is.invertible(A)),
    row(Gradient(tr(inv(A)), A), minus(T(times(inv(A), inv(A)))), T(times(inv(A), inv(A))), Is.invertible(A)),
    row(
        Gradient(tr(times(T(plus(y, minus(times(X, w)))), plus(y, minus(times(X, w))))), w),
        times(-2, T(X), plus(y, minus(times(X, w)))),
        times(2, T(X), plus(y, minus(times(X, w)))),
    ),
    row(Jacobian(times(A, x), x), A, T(A)),
    row(Gradient(norm(x), x), times(1 / norm(x), x), x),
    row(plus(times(T(X), X), times(lam, eye)), T(plus(times(T(X), X), times(lam, eye))), times(T(X), X)),
    row(
        times(plus(A, B), plus(A, minus(B))),
        plus(times(A, A), minus(times(A, B)), times(B, A), minus(times(B, B))),
        plus(times(A, A), minus(times(B, B))),
    ),
    row(
        times(inv(A), plus(A, B), inv(B)),
        plus(inv(A), inv(B)),
        plus(inv(A), minus(inv(B))),
        Is.invertible(A),
        Is.invertible(B),
    ),
    row(inv(plus(eye, A)), plus(eye, minus(times(A, inv(plus(eye, A))))), plus(eye, times(A, inv(plus(eye, A))))),
    row(had(A, plus(B, C)), plus(had(A, B), had(A, C)), plus(had(A, B), C)),
    row(times(DiagMatrix(a), x), had(a, x), plus(a, x)),
    row(
        det(plus(A, times(u, T(v)))),
        det(A) * (1 + tr(times(T(v), inv(A), u))),
        det(A) * (1 - tr(times(T(v), inv(A), u))),
        Is.invertible(A),
    ),
    row(
        Gradient(log(tr(times(T(x), S, x))), x),
        times(2 / tr(times(T(x), S, x)), S, x),
        times(1 / tr(times(T(x), S, x)), S, x),
        Is.positive_definite(S),
    ),
    row(tr(times(a, T(x), A)), tr(times(T(x), A, a)), tr(times(T(a), A, x))),
    row(
        times(T(plus(x, w)), plus(x, w)),
        plus(times(T(x), x), times(2, T(x), w), times(T(w), w)),
        plus(times(T(x), x), times(T(w), w)),
    ),
    row(
        Jacobian(Gradient(log(tr(times(T(one), each(exp, z)))), z), z),
        plus(DiagMatrix(softmax(z)), minus(times(softmax(z), T(softmax(z))))),
        DiagMatrix(softmax(z)),
    ),
    row(Gradient(tr(times(T(each(lambda e: log(1 + exp(e)), z)), a)), z), had(a, each(logistic, z)), each(logistic, z)),
    row(
        Jacobian(each(tanh, z), z),
        DiagMatrix(plus(one, minus(raised(each(tanh, z), 2)))),
        DiagMatrix(raised(each(tanh, z), 2)),
    ),
    row(
        log(det(times(A, B))),
        log(det(A)) + log(det(B)),
        log(det(A)) * log(det(B)),
        Is.positive_definite(A),
        Is.positive_definite(B),
    ),
    row(det(T(A)), det(A), -det(A), Is.invertible(A)),
    row(det(minus(A)), (-1) ** n * det(A), det(A), Is.invertible(A)),
    row(tr(times(Q, S, T(Q))), tr(S), tr(times(Q, S)), Is.orthogonal(Q)),
    row(
        times(BlockMatrix([[A, B], [ZeroMatrix(n, n), C]]), BlockMatrix([[D, E], [ZeroMatrix(n, n), F]])),
        BlockMatrix([[times(A, D), plus(times(A, E), times(B, F))], [ZeroMatrix(n, n), times(C, F)]]),
        BlockMatrix([[times(A, D), times(B, F)], [ZeroMatrix(n, n), times(C, F)]]),
    ),
    row(det(BlockMatrix([[A, B], [ZeroMatrix(n, n), C]])), det(A) * det(C), det(A) * det(B)),
    row(
        T(BlockMatrix([[A, B], [C, D]])),
        BlockMatrix([[T(A), T(C)], [T(B), T(D)]]),
        BlockMatrix([[T(A), T(B)], [T(C), T(D)]]),
    ),
    row(tr(times(X, T(X))), tr(times(T(X), X)), tr(times(T(X), X)) + 1),
    row(Gradient(tr(times(T(X), X)), X), times(2, X), X),
    row(Gradient(lam * tr(times(T(A), A)) + tr(times(T(B), A)), A), plus(times(2 * lam, A), B), plus(times(lam, A), B)),
    row(
        Jacobian(times(1 / norm(x), x), x),
        plus(times(1 / norm(x), eye), minus(times(1 / norm(x) ** 3, x, T(x)))),
        times(1 / norm(x), eye),
    ),
    row(times(centring, centring), centring, eye),
    row(tr(centring), n - 1, n),
    row(times(centring, one), ZeroMatrix(n, 1), one),
    row(T(plus(A, T(A))), plus(A, T(A)), plus(A, minus(T(A)))),
    row(det(times(A, B)), det(times(B, A)), det(plus(A, B))),
    row(inv(inv(A)), A, inv(A), Is.invertible(A)),
    row(tr(times(A, B, C)), tr(times(C, A, B)), tr(times(B, A, C))),
    row(Gradient(tr(times(T(X), X, T(X), X)), X), times(4, X, T(X), X), times(2, X, T(X), X)),
    row(
        Gradient(half * tr(times(T(plus(x, minus(a))), S, plus(x, minus(a)))), x),
        times(S, plus(x, minus(a))),
        times(2, S, plus(x, minus(a))),
        Is.symmetric(S),
    ),
    row(
        Jacobian(Gradient(half * tr(times(T(plus(times(X, w), minus(y))), plus(times(X, w), minus(y)))), w), w),
        times(T(X), X),
        times(2, T(X), X),
    ),
    row(
        Gradient(tr(times(inv(A), B)), A),
        minus(times(T(inv(A)), T(B), T(inv(A)))),
        times(T(inv(A)), T(B), T(inv(A))),
        Is.invertible(A),
    ),
    row(det(plus(eye, times(U, V))), det(plus(Unit(k), times(V, U))), det(plus(Unit(k), minus(times(V, U))))),
    row(
        times(T(x), had(A, B), w),
        tr(times(DiagMatrix(x), A, DiagMatrix(w), T(B))),
        tr(times(DiagMatrix(x), A, DiagMatrix(w), B)),
    ),
    row(had(x, had(w, a)), had(had(x, w), a), had(x, w)),
    row(Gradient(tr(times(T(had(x, x)), a)), x), times(2, had(x, a)), had(x, a)),
    row(Jacobian(had(x, x), x), times(2, DiagMatrix(x)), DiagMatrix(x)),
    row(
        Gradient(tr(times(T(one), each(exp, times(A, x)))), x),
        times(T(A), each(exp, times(A, x))),
        times(A, each(exp, times(A, x))),
    ),
    row(
        Jacobian(each(exp, times(A, x)), x),
        times(DiagMatrix(each(exp, times(A, x))), A),
        times(A, DiagMatrix(each(exp, times(A, x)))),
    ),
    row(tr(times(T(x), a)) ** 2, tr(times(T(x), a, T(a), x)), tr(times(T(x), x, T(a), a))),
    row(norm(times(-1, x)), norm(x), -norm(x)),
    row(
        norm(plus(x, w)) ** 2 + norm(plus(x, minus(w))) ** 2,
        2 * norm(x) ** 2 + 2 * norm(w) ** 2,
        norm(x) ** 2 + norm(w) ** 2,
    ),
    row(det(times(b, A)), b**n * det(A), b * det(A), Gt(n, 1)),
    row(det(times(T(Q), Q)), 1, -1, Is.orthogonal(Q)),
    row(tr(times(eye, A)), tr(A), n * tr(A)),
    row(tr(times(x, T(x))), norm(x) ** 2, norm(x)),
    row(
        inv(BlockMatrix([[A, B], [ZeroMatrix(n, n), C]])),
        BlockMatrix([[inv(A), minus(times(inv(A), B, inv(C)))], [ZeroMatrix(n, n), inv(C)]]),
        BlockMatrix([[inv(A), times(inv(A), B, inv(C))], [ZeroMatrix(n, n), inv(C)]]),
        Is.invertible(A),
        Is.invertible(C),
    ),
    row(
        Gradient(lam * half * norm(w) ** 2 + half * norm(plus(times(X, w), minus(y))) ** 2, w),
        plus(times(lam, w), times(T(X), plus(times(X, w), minus(y)))),
        plus(times(lam, w), times(T(X), y)),
    ),
    row(Sum(x[i, 0] * w[i, 0], (i, 0, n - 1)), tr(times(T(x), w)), tr(times(T(x), x))),
    row(tr(times(A, plus(x, w), T(a))), tr(times(T(a), A, x)) + tr(times(T(a), A, w)), tr(times(T(a), A, x))),
    row(
        Gradient(log(det(plus(A, times(lam, eye)))), A),
        T(inv(plus(A, times(lam, eye)))),
        inv(plus(A, times(lam, eye))),
        Gt(det(plus(A, times(lam, eye))), 0),
    ),
)
