"""Matrices by blocks and by entries: block products, Hadamard and Kronecker products, sums over entries, numbers.

Petersen and Pedersen 2012, "The Matrix Cookbook", §9 and §10; Horn and Johnson 2013, §0.
"""

from __future__ import annotations

from sympy import (
    BlockMatrix,
    DiagMatrix,
    DiagonalMatrix,
    DiagonalOf,
    ImmutableMatrix,
    KroneckerProduct,
    Rational,
    Sum,
    ZeroMatrix,
    cos,
    sin,
)
from sympy import Identity as Unit
from sympy import Q as Is
from sympy.matrices.expressions.matexpr import MatrixElement

from benchmarks.identities.identity import Identity, power
from benchmarks.identities.matrices_algebra import CENTRING
from benchmarks.identities.matrix_notation import (
    A,
    B,
    C,
    D,
    K,
    L,
    M,
    P,
    Q,
    S,
    T,
    X,
    Y,
    b,
    c,
    det,
    entry,
    eye,
    had,
    half,
    i,
    inv,
    j,
    m,
    minus,
    n,
    one,
    ones,
    p,
    plus,
    raised,
    s,
    t,
    times,
    tr,
    u,
    v,
    w,
    x,
    y,
)

BLOCK = BlockMatrix([[A, B], [C, D]])
SCHUR = plus(D, minus(times(C, inv(A), B)))

BLOCKS: tuple[Identity, ...] = (
    entry(
        "transpose of blocks",
        T(BLOCK),
        BlockMatrix([[T(A), T(C)], [T(B), T(D)]]),
        BlockMatrix([[T(A), T(B)], [T(C), T(D)]]),
    ),
    entry(
        "product of blocks",
        times(BLOCK, BlockMatrix([[P, Q], [M, S]])),
        BlockMatrix(
            [
                [plus(times(A, P), times(B, M)), plus(times(A, Q), times(B, S))],
                [plus(times(C, P), times(D, M)), plus(times(C, Q), times(D, S))],
            ]
        ),
        BlockMatrix(
            [
                [plus(times(A, P), times(B, M)), plus(times(A, Q), times(B, S))],
                [plus(times(P, C), times(D, M)), plus(times(C, Q), times(D, S))],
            ]
        ),
    ),
    entry(
        "block LU",
        BLOCK,
        times(
            BlockMatrix([[eye, ZeroMatrix(n, n)], [times(C, inv(A)), eye]]),
            BlockMatrix([[A, B], [ZeroMatrix(n, n), SCHUR]]),
        ),
        times(
            BlockMatrix([[eye, ZeroMatrix(n, n)], [times(inv(A), C), eye]]),
            BlockMatrix([[A, B], [ZeroMatrix(n, n), SCHUR]]),
        ),
        Is.invertible(A),
    ),
    entry(
        "inverse by the Schur complement",
        inv(BLOCK),
        BlockMatrix(
            [
                [plus(inv(A), times(inv(A), B, inv(SCHUR), C, inv(A))), minus(times(inv(A), B, inv(SCHUR)))],
                [minus(times(inv(SCHUR), C, inv(A))), inv(SCHUR)],
            ]
        ),
        BlockMatrix(
            [
                [plus(inv(A), times(inv(A), B, inv(SCHUR), C, inv(A))), times(inv(A), B, inv(SCHUR))],
                [minus(times(inv(SCHUR), C, inv(A))), inv(SCHUR)],
            ]
        ),
        Is.invertible(A),
    ),
    entry(
        "inverse of a block triangle",
        inv(BlockMatrix([[A, B], [ZeroMatrix(n, n), D]])),
        BlockMatrix([[inv(A), minus(times(inv(A), B, inv(D)))], [ZeroMatrix(n, n), inv(D)]]),
        BlockMatrix([[inv(A), minus(B)], [ZeroMatrix(n, n), inv(D)]]),
        Is.invertible(A),
        Is.invertible(D),
    ),
    entry(
        "determinant by the Schur complement",
        det(BLOCK),
        det(A) * det(SCHUR),
        det(A) * det(plus(D, times(C, inv(A), B))),
        Is.invertible(A),
    ),
    entry(
        "determinant of a block triangle",
        det(BlockMatrix([[A, B], [ZeroMatrix(n, n), D]])),
        det(A) * det(D),
        det(A) * det(D) - det(B),
    ),
    entry("trace of blocks", tr(BLOCK), tr(A) + tr(D), tr(A) + tr(B)),
    entry(
        "blocks beside each other",
        times(BlockMatrix([[X, L]]), T(BlockMatrix([[X, L]]))),
        plus(times(X, T(X)), times(L, T(L))),
        plus(times(X, T(X)), times(T(L), L)),
    ),
    entry(
        "quadratic form by blocks",
        times(T(BlockMatrix([[x], [w]])), BLOCK, BlockMatrix([[x], [w]])),
        plus(times(T(x), A, x), times(T(x), plus(B, T(C)), w), times(T(w), D, w)),
        plus(times(T(x), A, x), times(T(x), plus(B, C), w), times(T(w), D, w)),
    ),
)

ENTRYWISE: tuple[Identity, ...] = (
    entry("Hadamard product commutes", had(A, B), had(B, A), had(A, A)),
    entry("Hadamard product distributes", had(A, plus(B, C)), plus(had(A, B), had(A, C)), plus(had(A, B), C)),
    entry("transpose of a Hadamard product", T(had(A, B)), had(T(A), T(B)), had(T(A), B)),
    entry(
        "Hadamard with an outer product",
        had(A, times(u, T(v))),
        times(DiagMatrix(u), A, DiagMatrix(v)),
        times(DiagMatrix(v), A, DiagMatrix(u)),
    ),
    entry(
        "diagonal of a product with a transpose",
        DiagonalOf(times(X, T(Y))),
        times(had(X, Y), one),
        times(had(X, X), one),
    ),
    entry("diagonal matrix times a vector", times(DiagMatrix(u), v), had(u, v), plus(u, v)),
    entry(
        "product of diagonal matrices",
        times(DiagMatrix(u), DiagMatrix(v)),
        DiagMatrix(had(u, v)),
        DiagMatrix(plus(u, v)),
    ),
    entry("diagonal matrix of ones", DiagMatrix(one), eye, times(2, eye)),
    entry("trace of a diagonal matrix", tr(DiagMatrix(u)), times(T(one), u), times(T(u), u)),
    entry("trace of a scaled matrix", tr(times(DiagMatrix(u), A)), times(T(u), DiagonalOf(A)), times(T(u), A, one)),
    entry(
        "quadratic form of a Hadamard product",
        times(T(u), had(A, B), v),
        tr(times(DiagMatrix(u), A, DiagMatrix(v), T(B))),
        tr(times(DiagMatrix(u), A, DiagMatrix(v), B)),
    ),
    entry("Hadamard square", had(x, x), raised(x, 2), times(2, x)),
    entry(
        "weighted squares",
        times(T(x), DiagMatrix(w), x),
        Sum(w[i, 0] * x[i, 0] ** 2, (i, 0, n - 1)),
        Sum(w[i, 0] * x[i, 0], (i, 0, n - 1)),
    ),
    entry(
        "sum of cubes", times(T(one), raised(x, 3)), Sum(x[i, 0] ** 3, (i, 0, n - 1)), Sum(x[i, 0] ** 2, (i, 0, n - 1))
    ),
    entry("diagonal part", tr(times(A, DiagonalMatrix(B))), tr(times(DiagonalMatrix(A), B)), tr(times(A, B))),
    entry("Hadamard with the unit matrix", had(A, eye), DiagonalMatrix(A), A),
    entry(
        "mixed product of Kronecker products",
        times(KroneckerProduct(A, K), KroneckerProduct(B, K)),
        KroneckerProduct(times(A, B), times(K, K)),
        KroneckerProduct(times(B, A), times(K, K)),
    ),
    entry(
        "transpose of a Kronecker product",
        T(KroneckerProduct(A, K)),
        KroneckerProduct(T(A), T(K)),
        KroneckerProduct(T(A), K),
    ),
    entry("trace of a Kronecker product", tr(KroneckerProduct(A, K)), tr(A) * tr(K), tr(A) + tr(K)),
    entry(
        "inverse of a Kronecker product",
        inv(KroneckerProduct(A, K)),
        KroneckerProduct(inv(A), inv(K)),
        KroneckerProduct(inv(A), K),
        Is.invertible(A),
        Is.invertible(K),
    ),
    entry(
        "Schur product of outer products",
        had(times(u, T(v)), times(w, T(x))),
        times(had(u, w), T(had(v, x))),
        times(had(u, v), T(had(w, x))),
    ),
)

ENTRIES: tuple[Identity, ...] = (
    entry("squares as a product", Sum(x[i, 0] ** 2, (i, 0, n - 1)), times(T(x), x), times(T(one), x)),
    entry(
        "entry of a product with a vector",
        MatrixElement(times(A, w), 0, 0),
        Sum(A[0, j] * w[j, 0], (j, 0, n - 1)),
        Sum(A[j, 0] * w[j, 0], (j, 0, n - 1)),
    ),
    entry(
        "entry of a product",
        MatrixElement(times(A, B), 0, 0),
        Sum(A[0, j] * B[j, 0], (j, 0, n - 1)),
        Sum(A[j, 0] * B[j, 0], (j, 0, n - 1)),
    ),
    entry("sum of all entries", Sum(A[i, j], (i, 0, n - 1), (j, 0, n - 1)), times(T(one), A, one), tr(A)),
    entry(
        "bilinear form by entries",
        times(T(p), X, w),
        Sum(p[i, 0] * X[i, j] * w[j, 0], (i, 0, m - 1), (j, 0, n - 1)),
        Sum(p[i, 0] * X[i, j], (i, 0, m - 1), (j, 0, n - 1)),
    ),
    entry(
        "squared residuals by entries",
        Sum((Sum(X[i, j] * w[j, 0], (j, 0, n - 1)) - y[i, 0]) ** 2, (i, 0, m - 1)),
        times(T(plus(times(X, w), minus(y))), plus(times(X, w), minus(y))),
        plus(times(T(w), T(X), X, w), times(T(y), y)),
    ),
    entry("mean as a product", Sum(y[i, 0], (i, 0, m - 1)) / m, times(power(m, -1), T(ones), y), times(T(ones), y)),
    entry(
        "variance by centring",
        times(power(m, -1), T(y), CENTRING, y),
        Sum(y[i, 0] ** 2, (i, 0, m - 1)) / m - (Sum(y[i, 0], (i, 0, m - 1)) / m) ** 2,
        Sum(y[i, 0] ** 2, (i, 0, m - 1)) / m - Sum(y[i, 0], (i, 0, m - 1)) ** 2 / m,
    ),
)


def square(*rows: object) -> ImmutableMatrix:
    return ImmutableMatrix(rows)


def turn(angle: object) -> ImmutableMatrix:
    return square((cos(angle), -sin(angle)), (sin(angle), cos(angle)))


GENERAL = square((b, c), (s, t))

EXPLICIT: tuple[Identity, ...] = (
    entry(
        "a 2×2 inverse in numbers",
        inv(square((1, 2), (3, 4))),
        square((-2, 1), (Rational(3, 2), -half)),
        square((2, 1), (Rational(3, 2), -half)),
    ),
    entry("a 3×3 determinant in numbers", det(square((2, 0, 1), (1, 3, 2), (1, 1, 4))), 18, 20),
    entry(
        "the 2×2 inverse",
        inv(GENERAL),
        times(1 / (b * t - c * s), square((t, -c), (-s, b))),
        times(1 / (b * t - c * s), square((t, -s), (-c, b))),
        b * t - c * s > 0,
    ),
    entry("the 2×2 determinant", det(GENERAL), b * t - c * s, b * t + c * s),
    entry(
        "Cayley and Hamilton, 2×2",
        plus(times(GENERAL, GENERAL), times(-b - t, GENERAL), times(b * t - c * s, Unit(2))),
        ZeroMatrix(2, 2),
        GENERAL,
    ),
    entry("rotations add", times(turn(s), turn(t)), turn(s + t), turn(s - t)),
    entry("rotations are orthogonal", times(T(turn(t)), turn(t)), Unit(2), turn(2 * t)),
    entry("determinant of a rotation", det(turn(t)), 1, cos(2 * t)),
    entry("a double turn", times(turn(t), turn(t)), turn(2 * t), times(2, turn(t))),
    entry(
        "an eigenvector",
        times(square((2, 1), (1, 2)), square((1,), (1,))),
        times(3, square((1,), (1,))),
        times(2, square((1,), (1,))),
    ),
    entry(
        "characteristic polynomial",
        det(plus(square((2, 1), (1, 2)), times(-c, Unit(2)))),
        (c - 1) * (c - 3),
        (c + 1) * (c - 3),
    ),
    entry(
        "a 3×3 product",
        times(square((1, b, 0), (0, 1, c), (0, 0, 1)), square((1, -b, b * c), (0, 1, -c), (0, 0, 1))),
        Unit(3),
        square((1, 0, b * c), (0, 1, 0), (0, 0, 1)),
    ),
    entry(
        "turn about an axis",
        times(
            square((cos(t), 0, sin(t)), (0, 1, 0), (-sin(t), 0, cos(t))),
            square((cos(t), 0, -sin(t)), (0, 1, 0), (sin(t), 0, cos(t))),
        ),
        Unit(3),
        square((1, 0, 0), (0, 2, 0), (0, 0, 1)),
    ),
    entry("trace of a rotation", tr(turn(t)), 2 * cos(t), 2 * sin(t)),
)

IDENTITIES: tuple[Identity, ...] = (*BLOCKS, *ENTRYWISE, *ENTRIES, *EXPLICIT)
