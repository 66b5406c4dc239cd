"""Matrix algebra: products, transposes, inverses, projections, traces, determinants.

Petersen and Pedersen 2012, "The Matrix Cookbook", §1, §3, §9; Horn and Johnson 2013, §0.
"""

from __future__ import annotations

from sympy import Identity as Unit
from sympy import Q as Is
from sympy import (
    Sum,
    ZeroMatrix,
    log,
)

from benchmarks.identities.identity import Identity, power
from benchmarks.identities.matrix_notation import (
    A,
    B,
    C,
    D,
    K,
    M,
    P,
    Q,
    S,
    T,
    U,
    V,
    X,
    Y,
    a,
    c,
    det,
    entry,
    eye,
    had,
    half,
    i,
    inv,
    j,
    k,
    lam,
    m,
    minus,
    n,
    norm,
    one,
    ones,
    plus,
    times,
    tr,
    u,
    v,
    w,
    x,
    y,
)

REGULAR = (Is.invertible(A), Is.invertible(B), Is.invertible(C))

PRODUCTS: tuple[Identity, ...] = (
    entry(
        "transpose of four factors", T(times(X, A, B, u)), times(T(u), T(B), T(A), T(X)), times(T(u), T(A), T(B), T(X))
    ),
    entry(
        "square of a difference of matrices",
        times(plus(A, minus(B)), plus(A, minus(B))),
        plus(times(A, A), minus(times(A, B)), minus(times(B, A)), times(B, B)),
        plus(times(A, A), times(-2, A, B), times(B, B)),
    ),
    entry(
        "difference of squares of matrices",
        times(plus(A, minus(B)), plus(A, B)),
        plus(times(A, A), times(A, B), minus(times(B, A)), minus(times(B, B))),
        plus(times(A, A), minus(times(B, B))),
    ),
    entry(
        "symmetric and skew part",
        A,
        plus(times(half, plus(A, T(A))), times(half, plus(A, minus(T(A))))),
        plus(plus(A, T(A)), times(half, plus(A, minus(T(A))))),
    ),
    entry("quadratic form of a skew part", times(T(x), plus(A, minus(T(A))), x), 0, times(T(x), A, x)),
    entry("Gram matrix is symmetric", T(times(T(X), X)), times(T(X), X), times(2, T(X), X)),
    entry("rank one times a vector", times(u, T(v), w), times(T(v), w, u), times(T(u), w, v)),
    entry(
        "binomial inverse of geometric sum",
        times(plus(eye, minus(A)), plus(eye, A, times(A, A))),
        plus(eye, minus(times(A, A, A))),
        plus(eye, times(A, A, A)),
    ),
    entry(
        "parallelogram law of columns",
        plus(times(T(plus(x, w)), plus(x, w)), times(T(plus(x, minus(w))), plus(x, minus(w)))),
        plus(times(2, T(x), x), times(2, T(w), w)),
        plus(times(T(x), x), times(T(w), w)),
    ),
    entry(
        "polarization of a quadratic form",
        plus(times(T(plus(x, w)), A, plus(x, w)), minus(times(T(plus(x, minus(w))), A, plus(x, minus(w))))),
        times(4, T(x), A, w),
        times(2, T(x), A, w),
        Is.symmetric(A),
    ),
    entry(
        "completing the square",
        plus(times(T(x), A, x), times(-2, T(a), x)),
        plus(
            times(T(plus(x, minus(times(inv(A), a)))), A, plus(x, minus(times(inv(A), a)))),
            minus(times(T(a), inv(A), a)),
        ),
        plus(times(T(plus(x, minus(times(inv(A), a)))), A, plus(x, minus(times(inv(A), a)))), times(T(a), inv(A), a)),
        Is.positive_definite(A),
    ),
)

INVERSES: tuple[Identity, ...] = (
    entry(
        "inverse of three factors",
        inv(times(A, B, C)),
        times(inv(C), inv(B), inv(A)),
        times(inv(C), inv(A), inv(B)),
        *REGULAR,
    ),
    entry("inverse of a multiple", inv(times(lam, A)), times(1 / lam, inv(A)), times(lam, inv(A)), Is.invertible(A)),
    entry("inverse of an inverse", inv(inv(A)), A, T(A), Is.invertible(A)),
    entry(
        "Woodbury",
        inv(plus(A, times(U, inv(K), V))),
        plus(inv(A), minus(times(inv(A), U, inv(plus(K, times(V, inv(A), U))), V, inv(A)))),
        plus(inv(A), minus(times(inv(A), U, inv(plus(inv(K), times(V, inv(A), U))), V, inv(A)))),
        Is.invertible(A),
        Is.invertible(K),
    ),
    entry(
        "Sherman and Morrison",
        inv(plus(A, times(u, T(v)))),
        plus(inv(A), minus(times(1 / (1 + tr(times(T(v), inv(A), u))), inv(A), u, T(v), inv(A)))),
        plus(inv(A), times(1 / (1 + tr(times(T(v), inv(A), u))), inv(A), u, T(v), inv(A))),
        Is.invertible(A),
    ),
    entry(
        "push through",
        times(inv(plus(eye, times(U, V))), U),
        times(U, inv(plus(Unit(k), times(V, U)))),
        times(U, inv(plus(Unit(k), times(2, V, U)))),
    ),
    entry(
        "ridge in dual form",
        times(inv(plus(times(T(X), X), times(lam, eye))), T(X)),
        times(T(X), inv(plus(times(X, T(X)), times(lam, Unit(m))))),
        times(T(X), inv(plus(times(X, T(X)), Unit(m)))),
    ),
    entry(
        "difference of inverses",
        plus(inv(A), minus(inv(B))),
        times(inv(A), plus(B, minus(A)), inv(B)),
        times(inv(A), plus(A, minus(B)), inv(B)),
        Is.invertible(A),
        Is.invertible(B),
    ),
    entry(
        "sum of inverses",
        plus(inv(A), inv(B)),
        times(inv(A), plus(A, B), inv(B)),
        inv(plus(A, B)),
        Is.invertible(A),
        Is.invertible(B),
    ),
    entry(
        "inverse of a sum with the unit",
        inv(plus(eye, inv(A))),
        times(A, inv(plus(A, eye))),
        times(inv(A), inv(plus(A, eye))),
        Is.positive_definite(A),
    ),
    entry("inverse of an orthogonal matrix", inv(Q), T(Q), Q, Is.orthogonal(Q)),
    entry("inverse of a symmetric matrix is symmetric", T(inv(S)), inv(S), S, Is.symmetric(S), Is.invertible(S)),
    entry(
        "eigendecomposition cubed",
        times(Q, D, T(Q), Q, D, T(Q), Q, D, T(Q)),
        times(Q, D, D, D, T(Q)),
        times(D, D, D),
        Is.orthogonal(Q),
        Is.diagonal(D),
    ),
    entry(
        "inverse through an eigendecomposition",
        inv(times(Q, D, T(Q))),
        times(Q, inv(D), T(Q)),
        times(T(Q), inv(D), Q),
        Is.orthogonal(Q),
        Is.diagonal(D),
        Is.invertible(D),
    ),
    entry("diagonal matrices commute", times(D, M), times(M, D), times(M, M), Is.diagonal(D), Is.diagonal(M)),
)

PROJECTION = times(X, inv(times(T(X), X)), T(X))
CENTRING = plus(Unit(m), minus(times(power(m, -1), ones, T(ones))))

PROJECTIONS: tuple[Identity, ...] = (
    entry("hat matrix is idempotent", times(PROJECTION, PROJECTION), PROJECTION, times(2, PROJECTION), m >= n),
    entry("hat matrix is symmetric", T(PROJECTION), PROJECTION, times(X, T(X)), m >= n),
    entry("hat matrix keeps the columns", times(PROJECTION, X), X, times(X, T(X), X), m >= n),
    entry("trace of the hat matrix", tr(PROJECTION), n, m, m >= n),
    entry("residual maker annihilates", times(plus(Unit(m), minus(PROJECTION)), X), ZeroMatrix(m, n), X, m >= n),
    entry(
        "residual maker is idempotent",
        times(plus(Unit(m), minus(PROJECTION)), plus(Unit(m), minus(PROJECTION))),
        plus(Unit(m), minus(PROJECTION)),
        plus(Unit(m), PROJECTION),
        m >= n,
    ),
    entry("centring matrix is idempotent", times(CENTRING, CENTRING), CENTRING, times(2, CENTRING)),
    entry("centring matrix annihilates ones", times(CENTRING, ones), ZeroMatrix(m, 1), ones),
    entry("trace of the centring matrix", tr(CENTRING), m - 1, m),
    entry(
        "covariance by centring",
        times(power(m, -1), T(X), CENTRING, X),
        plus(times(power(m, -1), T(X), X), minus(times(power(m, -2), T(X), ones, T(ones), X))),
        plus(times(power(m, -1), T(X), X), minus(times(power(m, -1), T(X), ones, T(ones), X))),
    ),
    entry(
        "centring twice in a covariance",
        times(T(times(CENTRING, X)), CENTRING, X),
        times(T(X), CENTRING, X),
        times(T(X), X),
    ),
    entry(
        "reflection is its own inverse",
        times(
            plus(eye, minus(times(2 / tr(times(T(v), v)), v, T(v)))),
            plus(eye, minus(times(2 / tr(times(T(v), v)), v, T(v)))),
        ),
        eye,
        plus(eye, minus(times(2 / tr(times(T(v), v)), v, T(v)))),
    ),
    entry(
        "normal equations leave an orthogonal residual",
        times(T(X), plus(y, minus(times(X, inv(times(T(X), X)), T(X), y)))),
        ZeroMatrix(n, 1),
        times(T(X), y),
        m >= n,
    ),
)

TRACES: tuple[Identity, ...] = (
    entry("trace of four factors", tr(times(A, B, C, D)), tr(times(C, D, A, B)), tr(times(A, C, B, D))),
    entry("trace of a commutator", tr(plus(times(A, B), minus(times(B, A)))), 0, tr(times(A, B))),
    entry("trace of a similar matrix", tr(times(inv(P), A, P)), tr(A), tr(times(P, A)), Is.invertible(P)),
    entry("quadratic form as a trace", times(T(x), A, x), tr(times(A, x, T(x))), tr(times(A, A, x, T(x)))),
    entry("trace of the unit matrix", tr(eye), n, n + 1),
    entry(
        "trace of a Hadamard product", tr(times(T(A), had(B, C))), tr(times(T(had(A, B)), C)), tr(times(A, had(B, C)))
    ),
    entry(
        "Frobenius inner product as a sum",
        tr(times(T(X), Y)),
        Sum(X[i, j] * Y[i, j], (i, 0, m - 1), (j, 0, n - 1)),
        Sum(X[i, j] ** 2, (i, 0, m - 1), (j, 0, n - 1)),
    ),
    entry(
        "Frobenius inner product by ones",
        tr(times(T(X), Y)),
        times(T(ones), had(X, Y), one),
        times(T(ones), X, T(Y), ones),
    ),
    entry(
        "Frobenius norm of a difference",
        tr(times(T(plus(X, minus(Y))), plus(X, minus(Y)))),
        tr(times(T(X), X)) - 2 * tr(times(T(X), Y)) + tr(times(T(Y), Y)),
        tr(times(T(X), X)) - tr(times(T(X), Y)) + tr(times(T(Y), Y)),
    ),
    entry(
        "Frobenius norm is invariant",
        tr(times(T(times(Q, A)), Q, A)),
        tr(times(T(A), A)),
        tr(times(A, A)),
        Is.orthogonal(Q),
    ),
    entry("length is invariant", norm(times(Q, x)), norm(x), 2 * norm(x), Is.orthogonal(Q)),
)

DETERMINANTS: tuple[Identity, ...] = (
    entry("determinant of a transpose", det(T(times(A, B))), det(A) * det(B), det(A) + det(B)),
    entry("determinant of a multiple", det(times(c, A)), c**n * det(A), c * det(A)),
    entry("determinant of an inverse", det(inv(A)), 1 / det(A), det(A), Is.invertible(A)),
    entry("determinant of a similar matrix", det(times(inv(P), A, P)), det(A), det(times(P, A)), Is.invertible(P)),
    entry("determinant of an orthogonal matrix", det(Q) ** 2, 1, det(Q), Is.orthogonal(Q)),
    entry(
        "determinant lemma",
        det(plus(A, times(u, T(v)))),
        det(A) * (1 + tr(times(T(v), inv(A), u))),
        det(A) * (1 - tr(times(T(v), inv(A), u))),
        Is.invertible(A),
    ),
    entry(
        "Sylvester",
        det(plus(eye, times(U, V))),
        det(plus(Unit(k), times(V, U))),
        det(plus(Unit(k), minus(times(V, U)))),
    ),
    entry(
        "determinant of a rank-one update", det(plus(eye, times(u, T(u)))), 1 + tr(times(T(u), u)), tr(times(T(u), u))
    ),
    entry(
        "log det of a product",
        log(det(times(A, B))),
        log(det(A)) + log(det(B)),
        log(det(A)) * log(det(B)),
        Is.positive_definite(A),
        Is.positive_definite(B),
    ),
    entry("log det of an inverse", log(det(inv(A))), -log(det(A)), log(det(A)), Is.positive_definite(A)),
    entry(
        "log det of a multiple",
        log(det(times(lam, A))),
        n * log(lam) + log(det(A)),
        log(lam) + log(det(A)),
        Is.positive_definite(A),
    ),
)

IDENTITIES: tuple[Identity, ...] = (*PRODUCTS, *INVERSES, *PROJECTIONS, *TRACES, *DETERMINANTS)
