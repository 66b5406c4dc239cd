"""Matrix identities that hold entry by entry: what they settle, on what conditions, and what they leave alone."""

import pytest
from sympy import (
    Abs,
    Basic,
    BlockMatrix,
    Determinant,
    DiagMatrix,
    DiagonalMatrix,
    DiagonalOf,
    Eq,
    HadamardProduct,
    Identity,
    ImmutableMatrix,
    Integer,
    Inverse,
    MatMul,
    MatrixSymbol,
    Max,
    Sum,
    Symbol,
    Trace,
    ZeroMatrix,
    cos,
    exp,
    log,
    sin,
    symbols,
    tanh,
)
from sympy.matrices.expressions.hadamard import HadamardPower

from checker.decide import decide
from checker.decide.matrices.entrywise_identity import ENTRYWISE_IDENTITY
from checker.decide.matrices.explicit_identity import EXPLICIT_IDENTITY
from checker.decide.procedure import Case
from checker.model import Domain, Equal, Goal, Status
from checker.objects import Gradient, Jacobian, step
from tests.decide.matrices.matrix_cases import (
    A,
    B,
    C,
    E,
    W,
    X,
    c,
    each,
    entry,
    i,
    j,
    logistic,
    m,
    n,
    one,
    ones,
    r,
    u,
    v,
    x,
    y,
    z,
)

P, R = Status.PROVED, Status.REFUTED
s = each(logistic, z)
weights = MatMul(1 / Trace(one.T * each(exp, z)), each(exp, z))
chance = each(logistic, X * x)
a, b, d, t = symbols("a b d t", real=True)
GENERAL = ImmutableMatrix([[a, b], [c, d]])
ADJUGATE = ImmutableMatrix([[d, -b], [-c, a]])
NOTHING = ZeroMatrix(n, n)


def turn(angle: Basic) -> ImmutableMatrix:
    return ImmutableMatrix([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])


CASES: dict[str, tuple[Basic, Basic, Status, tuple[str, ...]]] = {
    "a Hadamard product is no product": (HadamardProduct(A, B), A * B, R, ()),
    "Hadamard products commute": (HadamardProduct(A, B), HadamardProduct(B, A), P, ()),
    "a trace with one": (Trace(A.T * HadamardProduct(B, C)), Trace(HadamardProduct(A, B).T * C), P, ()),
    "a lost transpose": (Trace(A.T * HadamardProduct(B, C)), Trace(A * HadamardProduct(B, C)), R, ()),
    "a diagonal matrix scales rows": (DiagMatrix(x) * A, HadamardProduct(x * one.T, A), P, ()),
    "not columns": (DiagMatrix(x) * A, A * DiagMatrix(x), R, ()),
    "its inverse": (Inverse(DiagMatrix(x)), DiagMatrix(HadamardPower(x, -1)), P, ()),
    "a quotient of entries": (HadamardProduct(x, HadamardPower(x, -1)), one, P, ("x ≠ 0 in every entry",)),
    "the diagonal": (Trace(A), one.T * DiagonalOf(A), P, ()),
    "the diagonal part": (DiagonalMatrix(A), HadamardProduct(A, Identity(n)), P, ()),
    "the whole": (DiagonalMatrix(A), A, R, ()),
    "the length of ones": (one.T * one, n * Identity(1), P, ()),
    "squares of squares": (x.T * x * x.T * x, HadamardPower(x, 2).T * HadamardPower(x, 2), R, ()),
    "a triple product": (
        Sum(x[i, 0] * y[i, 0] * z[i, 0], (i, 0, n - 1)), x.T * HadamardProduct(y, z), P, ()
    ),
    "a sum of products": (
        Sum(x[i, 0] * y[i, 0] * z[i, 0], (i, 0, n - 1)),
        Sum(x[i, 0] * y[i, 0], (i, 0, n - 1)) * Sum(z[i, 0], (i, 0, n - 1)), R, ()
    ),
    "two indices": (
        Sum(A[i, j] * x[i, 0] ** 2, (i, 0, n - 1), (j, 0, n - 1)), HadamardPower(x, 2).T * A * one, P, ()
    ),
    "a sum of functions": (Sum(exp(x[i, 0]), (i, 0, n - 1)), one.T * each(exp, x), P, ()),
    "with the index in them": (Sum(exp(x[i, 0] + i), (i, 0, n - 1)), one.T * each(exp, x), R, ()),
    "a sum that stops early": (Sum(exp(x[i, 0]), (i, 0, n - 2)), one.T * each(exp, x), R, ()),
    "the law of exponents": (each(exp, x + y), HadamardProduct(each(exp, x), each(exp, y)), P, ()),
    "of a transpose": (each(tanh, A.T), each(tanh, A).T, P, ()),
    "of another matrix": (each(tanh, A), each(tanh, A.T), R, ()),
    "two ways to write a sigmoid": (each(lambda e: exp(e) / (1 + exp(e)), A), each(logistic, A), P, ()),
    "a logarithm of squares": (each(lambda e: log(1 + e**2), x), each(lambda e: log(1 + e), x), R, ()),
    "ramp by step": (each(lambda e: Max(0, e), x), HadamardProduct(x, each(step, x)), P, ()),
    "modulus by ramps": (
        each(Abs, x), each(lambda e: Max(0, e), x) + each(lambda e: Max(0, -e), x), P, ()
    ),
    "softmax, Jacobian": (Jacobian(weights, z), DiagMatrix(weights) - weights * weights.T, P, ()),
    "softmax, without the product": (Jacobian(weights, z), DiagMatrix(weights), R, ()),
    "log-sum-exp, Hessian": (
        Jacobian(Gradient(log(Trace(one.T * each(exp, z))), z), z), DiagMatrix(weights) - weights * weights.T, P, ()
    ),
    "sigmoid, Jacobian": (Jacobian(s, z), DiagMatrix(HadamardProduct(s, one - s)), P, ()),
    "logistic regression": (
        Gradient(ones.T * each(lambda e: log(1 + exp(e)), X * x) - r.T * X * x, x), X.T * (chance - r), P, ()
    ),
    "logistic regression, the other sign": (
        Gradient(ones.T * each(lambda e: log(1 + exp(e)), X * x) - r.T * X * x, x), X.T * (r - chance), R, ()
    ),
    "a layer in its weights": (
        Gradient(r.T * each(tanh, W * x), W),
        HadamardProduct(r, ones - HadamardPower(each(tanh, W * x), 2)) * x.T, P, ()
    ),
    "a ramp has no slope at 0": (
        Gradient(one.T * each(lambda e: Max(0, e), x), x), each(step, x), P, ("x ≠ 0 in every entry",)
    ),
    "entropy": (Gradient(x.T * each(log, x), x), each(log, x) + one, P, ()),
    "entropy without the one": (Gradient(x.T * each(log, x), x), each(log, x), R, ()),
    "a gradient of a masked square": (
        Gradient(Trace(HadamardProduct(A, B).T * HadamardProduct(A, B)), B), 2 * HadamardProduct(A, A, B), P, ()
    ),
    "turns": (turn(t) * turn(a), turn(t + a), P, ()),
    "a turn back": (turn(t) * turn(a), turn(t - a), R, ()),
    "a 2×2 inverse": (Inverse(GENERAL), MatMul(1 / (a * d - b * c), ADJUGATE), P, ()),
    "a 2×2 product with its inverse": (
        MatMul(Inverse(GENERAL), GENERAL), Identity(2), P, ("a·d − b·c ≠ 0",)
    ),
    "an inverse times 0": (
        MatMul(ZeroMatrix(2, 2), Inverse(GENERAL)), ZeroMatrix(2, 2), P, ("a·d − b·c ≠ 0",)
    ),
    "Cayley and Hamilton": (E * E - Trace(E) * E, -Determinant(E) * Identity(2), P, ()),
    "a lost trace": (E * E - E, -Determinant(E) * Identity(2), R, ()),
    "blocks times a column": (
        BlockMatrix([[A, B], [C, A]]) * BlockMatrix([[x], [y]]), BlockMatrix([[A * x + B * y], [C * x + A * y]]), P, ()
    ),
    "blocks turned over": (BlockMatrix([[A, B], [C, A]]).T, BlockMatrix([[A.T, B.T], [C.T, A.T]]), R, ()),
    "the unit by blocks": (Identity(2 * n), BlockMatrix([[Identity(n), NOTHING], [NOTHING, Identity(n)]]), P, ()),
    "a determinant by blocks": (
        Determinant(BlockMatrix([[A, B], [NOTHING, C]])), Determinant(A) * Determinant(C), P, ()
    ),
    "an exchange of blocks": (
        Determinant(BlockMatrix([[NOTHING, Identity(n)], [Identity(n), NOTHING]])), Integer(1), R, ()
    ),
}  # fmt: skip  # one case an entry


@pytest.mark.parametrize("name", CASES)
def test_decides(name: str) -> None:
    left, right, status, needs = CASES[name]
    verdict = decide(Goal(Equal(left, right)))
    assert (verdict.status, verdict.conditions) == (status, needs)


def test_cross_entropy_of_a_softmax_where_the_targets_add_up_to_one() -> None:
    gradient = Gradient(-(y.T * each(log, weights)), z)
    sums_to_one = Domain((Eq(Trace(one.T * y), 1),))
    proved = decide(Goal(Equal(gradient, weights - y), (), sums_to_one))
    assert (proved.status, proved.conditions) == (P, ())
    assert decide(Goal(Equal(gradient, weights - y))).status is R
    assert decide(Goal(Equal(gradient, y - weights), (), sums_to_one)).status is R


# X is m×n: its diagonal ends with the shorter side, which is not known
OF_A_RECTANGLE: dict[str, tuple[Basic, Basic, Status]] = {
    "of a product": (DiagonalOf(X * X.T * X), DiagonalOf(X * X.T * X) + DiagonalOf(X), R),
    "of no known length": (DiagonalOf(X), x, Status.ILL_FORMED),
    "of a transpose": (DiagonalOf(X), DiagonalOf(X.T), Status.SUPPORTED),
    "beside another": (
        HadamardProduct(DiagonalOf(X), DiagonalOf(-X)),
        HadamardProduct(DiagonalOf(-X), DiagonalOf(X)),
        Status.SUPPORTED,
    ),
}


@pytest.mark.parametrize("name", OF_A_RECTANGLE)
def test_a_diagonal_of_what_may_not_be_square(name: str) -> None:
    left, right, status = OF_A_RECTANGLE[name]
    assert decide(Goal(Equal(left, right))).status is status


LEAVES_ALONE: dict[str, tuple[Basic, Basic]] = {
    "what is false": (HadamardProduct(A, B), A * B),
    "words": (A * B, A * B + NOTHING),
    "scalars": (entry, entry + 1),
    "a step that is not flat at 0": (each(step, x), one - each(step, -x)),
    "a gradient of a step": (Gradient(one.T * each(step, x), x), HadamardProduct(x, y)),
    "a sum over part of a range": (Sum(x[i, 0] ** 3, (i, 0, m - 1)), x.T * HadamardProduct(x, x)),
    "an inverse of a sum": (Inverse(DiagMatrix(x) + A) * HadamardProduct(u, v), HadamardProduct(u, v)),
    "a complex name": (each(lambda e: Symbol("w", complex=True) * e, x), Symbol("w", complex=True) * x),
}


@pytest.mark.parametrize("name", LEAVES_ALONE)
def test_leaves_alone(name: str) -> None:
    case = Case(Equal(*LEAVES_ALONE[name]), Domain())
    assert ENTRYWISE_IDENTITY.run(case) is None
    assert EXPLICIT_IDENTITY.run(case) is None


def test_large_explicit_matrices_are_declined_before_they_are_written_out() -> None:
    large = MatrixSymbol("L", 8, 8)
    assert EXPLICIT_IDENTITY.run(Case(Equal(Determinant(large), Trace(large)), Domain())) is None
    assert EXPLICIT_IDENTITY.run(Case(Equal(E**16, E**16 + E), Domain())) is None
