"""Gradients, Jacobians and Hessians of matrix expressions, held to dual numbers at random rational matrices."""

import pytest
from sympy import (
    Basic,
    Determinant,
    Eq,
    Function,
    Identity,
    Integer,
    Inverse,
    MatAdd,
    MatMul,
    MatPow,
    MatrixSymbol,
    Sum,
    Symbol,
    Trace,
    Transpose,
    ZeroMatrix,
    exp,
    log,
    sqrt,
    symbols,
)

from checker.decide.matrices.letters import Property, Unsupported
from checker.decide.matrices.matrix_form import normal_form, subtract
from checker.decide.matrices.matrix_gradient import (
    Gram,
    gradient,
    gram,
    hessian,
    jacobian,
    linear_in,
    normal_form_with_gradients,
    occurs,
)
from checker.decide.matrices.matrix_zero import is_zero
from checker.objects import Gradient
from tests.decide.exact_values import derivative, value_of_form, values, world

m, n = symbols("m n", integer=True, positive=True)
i = Symbol("i", integer=True)
lam = Symbol("lambda", positive=True)
c = Symbol("c", real=True)
X = MatrixSymbol("X", m, n)
theta, x, a, b = (MatrixSymbol(name, n, 1) for name in ("theta", "x", "a", "b"))
y = MatrixSymbol("y", m, 1)
A, B, S = (MatrixSymbol(name, n, n) for name in "ABS")
SYMBOLS = (X, theta, x, a, b, y, A, B, S)
SIZES = ({"m": 3, "n": 2}, {"m": 4, "n": 3})
eye = Identity(n)
residual = MatAdd(MatMul(X, theta), MatMul(-1, y))
mse = MatMul(1 / m, Transpose(residual), residual)
xtx = MatMul(X.T, X)
ridge = MatAdd(mse, MatMul(lam, theta.T, theta))
best = MatMul(Inverse(xtx), X.T, y)
quadratic = MatMul(x.T, A, x)
dyad = MatAdd(A, MatMul(x, x.T))

# the function, the unknown, its gradient, and a near miss
GRADIENTS = {
    "aᵀx": (MatMul(a.T, x), x, a, MatMul(2, a)),
    "xᵀa": (MatMul(x.T, a), x, a, x),
    "xᵀx": (MatMul(x.T, x), x, MatMul(2, x), x),
    "c·xᵀx": (MatMul(c, x.T, x), x, MatMul(2, c, x), MatMul(c, x)),
    "xᵀAx": (quadratic, x, MatMul(MatAdd(A, A.T), x), MatMul(2, A, x)),
    "aᵀx·bᵀx": (MatMul(a.T, x, b.T, x), x, MatAdd(MatMul(b.T, x, a), MatMul(a.T, x, b)), MatMul(b.T, x, a)),
    "(xᵀx)²": (MatPow(MatMul(x.T, x), 2), x, MatMul(4, x.T, x, x), MatMul(2, x.T, x, x)),
    "1/xᵀx": (
        Inverse(MatMul(x.T, x)),
        x,
        MatMul(-2, x, MatPow(MatMul(x.T, x), -2)),
        MatMul(-2, x, Inverse(MatMul(x.T, x))),
    ),
    "mse": (mse, theta, MatMul(2 / m, X.T, residual), MatMul(2, X.T, residual)),
    "mse, the other sign": (mse, theta, MatMul(2 / m, X.T, residual), MatMul(-2 / m, X.T, residual)),
    "mse without 2": (mse, theta, MatMul(2 / m, X.T, residual), MatMul(1 / m, X.T, residual)),
    "mse in X": (mse, X, MatMul(2 / m, residual, theta.T), MatMul(2 / m, residual, MatMul(1 / m, theta.T))),
    "mse in y": (mse, y, MatMul(-2 / m, residual), MatMul(2 / m, residual)),
    "ridge": (ridge, theta, MatAdd(MatMul(2 / m, X.T, residual), MatMul(2 * lam, theta)), MatMul(2 / m, X.T, residual)),
    "Σ xᵢ²": (Sum(x[i, 0] ** 2, (i, 0, n - 1)), x, MatMul(2, x), x),
    "tr(AB) in A": (Trace(MatMul(A, B)), A, B.T, B),
    "tr(AᵀB) in A": (Trace(MatMul(A.T, B)), A, B, B.T),
    "tr(AᵀBA) in A": (Trace(MatMul(A.T, B, A)), A, MatMul(MatAdd(B, B.T), A), MatMul(2, B, A)),
    "tr(XᵀX) in X": (Trace(MatMul(X.T, X)), X, MatMul(2, X), X),
    "tr A²": (Trace(MatPow(A, 2)), A, MatMul(2, A.T), MatMul(2, A)),
    "tr A⁻¹B": (
        Trace(MatMul(Inverse(A), B)),
        A,
        MatMul(-1, Transpose(MatMul(Inverse(A), B, Inverse(A)))),
        MatMul(-1, Inverse(A), B, Inverse(A)),
    ),
    "aᵀA⁻ᵀb": (
        MatMul(a.T, Transpose(Inverse(A)), b),
        A,
        MatMul(-1, Inverse(A).T, b, a.T, Inverse(A).T),
        MatMul(-1, Inverse(A), a, b.T, Inverse(A)),
    ),
    "aᵀAb": (MatMul(a.T, A, b), A, MatMul(a, b.T), MatMul(b, a.T)),
    "det A": (Determinant(A), A, MatMul(Determinant(A), Transpose(Inverse(A))), MatMul(Determinant(A), Inverse(A))),
    "log det A": (log(Determinant(A)), A, Transpose(Inverse(A)), Inverse(A)),
    "log det XᵀX": (log(Determinant(xtx)), X, MatMul(2, X, Inverse(xtx)), MatMul(X, Inverse(xtx))),
    "log xᵀAx": (log(quadratic), x, MatMul(Inverse(quadratic), MatAdd(A, A.T), x), MatMul(Inverse(quadratic), A, x)),
    "aᵀ(A + xxᵀ)⁻¹b": (
        MatMul(a.T, Inverse(dyad), b),
        x,
        MatAdd(
            MatMul(-1, x.T, Inverse(dyad), b, Transpose(Inverse(dyad)), a),
            MatMul(-1, a.T, Inverse(dyad), x, Inverse(dyad), b),
        ),
        MatMul(-2, a.T, Inverse(dyad), x, Inverse(dyad), b),
    ),
    "tr (XᵀX)⁻¹": (Trace(Inverse(xtx)), X, MatMul(-2, X, Inverse(xtx), Inverse(xtx)), MatMul(-2, X, Inverse(xtx))),
    "tr (xᵀx·A)⁻¹B": (
        Trace(MatMul(Inverse(MatAdd(MatMul(x.T, x, A), B)), B)),
        x,
        MatMul(
            -2, Trace(MatMul(A, Inverse(MatAdd(MatMul(x.T, x, A), B)), B, Inverse(MatAdd(MatMul(x.T, x, A), B)))), x
        ),
        MatMul(-2, x),
    ),
    "nothing of x": (MatMul(a.T, b), x, ZeroMatrix(n, 1), x),
}


@pytest.mark.parametrize("name", GRADIENTS)
def test_gradients_are_the_derivatives_and_the_expected_ones(name: str) -> None:
    function, unknown, expected, miss = GRADIENTS[name]
    reached = gradient(function, unknown)
    for seed, sizes in enumerate(SIZES):
        here = world(seed + 1, SYMBOLS, sizes)
        assert values(value_of_form(reached, here)) == derivative(function, unknown, here)
    assert is_zero(subtract(reached, normal_form(expected)))
    assert not is_zero(subtract(reached, normal_form(miss)))


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (exp(MatMul(a.T, x)), "(exp(aᵀx))a"),
        (sqrt(Trace(MatMul(x.T, x))), "(√(xᵀx)/xᵀx)x"),
        (Trace(MatMul(x.T, x)) ** c, "(2·c·(xᵀx)^(c)/xᵀx)x"),
        (log(1 + exp(MatMul(a.T, x))), "(exp(aᵀx)/(1 + exp(aᵀx)))a"),
    ],
)
def test_gradients_through_functions(function: Basic, text: str) -> None:
    assert str(gradient(function, x)) == text


def test_the_slope_of_a_length_is_a_unit_vector() -> None:
    length = sqrt(Trace(MatMul(x.T, x)))
    slope = gradient(length, x)
    assert is_zero(subtract(slope, normal_form(MatMul(1 / length, x))))
    assert not is_zero(subtract(slope, normal_form(MatMul(length, x))))


def test_a_gradient_left_standing_is_taken() -> None:
    claim = Eq(Gradient(mse, theta), MatMul(2 / m, X.T, residual), evaluate=False)
    left, right = (normal_form_with_gradients(side) for side in claim.args)
    assert is_zero(subtract(left, right))
    doubled = normal_form_with_gradients(MatMul(2, Gradient(mse, theta)))
    assert not is_zero(subtract(doubled, right))
    nested = Gradient(MatMul(a.T, Gradient(quadratic, x)), x)
    assert is_zero(subtract(normal_form_with_gradients(nested), normal_form(MatMul(MatAdd(A, A.T), a))))


@pytest.mark.parametrize(
    ("function", "unknown", "expected"),
    [
        (mse, theta, MatMul(2 / m, X.T, X)),
        (ridge, theta, MatAdd(MatMul(2 / m, X.T, X), MatMul(2 * lam, eye))),
        (quadratic, x, MatAdd(A, A.T)),
        (MatMul(c, x.T, x), x, MatMul(2 * c, eye)),
        (MatMul(a.T, x), x, ZeroMatrix(n, n)),
        (MatMul(a.T, x, b.T, x), x, MatAdd(MatMul(a, b.T), MatMul(b, a.T))),
        (MatPow(MatMul(x.T, x), 2), x, MatAdd(MatMul(4, x.T, x, eye), MatMul(8, x, x.T))),
        (exp(Trace(MatMul(a.T, x))), x, MatMul(exp(Trace(MatMul(a.T, x))), a, a.T)),
    ],
)
def test_hessians(function: Basic, unknown: MatrixSymbol, expected: Basic) -> None:
    assert is_zero(subtract(hessian(function, unknown), normal_form(expected)))


@pytest.mark.parametrize(
    "column",
    [
        MatMul(A, x),
        MatMul(x, x.T, a),
        MatMul(Inverse(dyad), a),
        MatMul(Transpose(Inverse(dyad)), A, x),
        MatMul(Inverse(MatAdd(MatMul(a.T, x, A), B)), b),
        MatMul(Inverse(MatMul(x.T, x)), x),
    ],
)
def test_jacobians_are_the_derivatives(column: Basic) -> None:
    """Row by row: bᵀJ is the gradient of bᵀF."""
    reached = jacobian(normal_form(column), x)
    for seed, sizes in enumerate(SIZES):
        here = world(seed + 7, SYMBOLS, sizes)
        along_b = values(value_of_form(normal_form(MatMul(b.T, S), known={S: reached}), here))
        slope = derivative(MatMul(b.T, column), x, here)
        assert along_b == tuple(zip(*slope, strict=True))


@pytest.mark.parametrize(
    ("column", "matrix", "rest"),
    [
        (MatAdd(MatMul(A, x), a), A, a),
        (MatMul(2, x), MatMul(2, eye), ZeroMatrix(n, 1)),
        (MatMul(a.T, x, b), MatMul(b, a.T), ZeroMatrix(n, 1)),
        (a, ZeroMatrix(n, n), a),
    ],
)
def test_linear_columns_are_split(column: Basic, matrix: Basic, rest: Basic) -> None:
    split = linear_in(normal_form(column), x)
    assert split is not None
    assert is_zero(subtract(split[0], normal_form(matrix)))
    assert is_zero(subtract(split[1], normal_form(rest)))


def test_the_gradient_of_the_mse_is_linear() -> None:
    split = linear_in(gradient(mse, theta), theta)
    assert split is not None
    assert [str(part) for part in split] == ["(2/m)XᵀX", "−(2/m)Xᵀy"]


@pytest.mark.parametrize("column", [MatMul(x, x.T, x), MatMul(x.T, a, x), MatMul(Inverse(MatMul(x.T, x)), x)])
def test_other_columns_are_not_linear(column: Basic) -> None:
    assert linear_in(normal_form(column), x) is None


FULL_RANK = "X has full column rank (XᵀX invertible)"


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (MatMul(2 / m, X.T, X), Gram("(2/m)XᵀX", (FULL_RANK,))),
        (xtx, Gram("XᵀX", (FULL_RANK,))),
        (MatAdd(xtx, MatMul(lam, eye)), Gram("λI + XᵀX", ())),
        (MatMul(X, X.T), Gram("XXᵀ", ("X has full row rank (XXᵀ invertible)",))),
        (MatMul(2, eye), Gram("2I", ())),
        (MatMul(lam, Identity(1)), Gram("λ", ())),
        (MatMul(-2, xtx), None),
        (MatMul(c, xtx), None),
        (MatAdd(xtx, MatMul(-lam, eye)), None),
        (MatMul(A, A), None),
        (A, None),
        (MatMul(X.T, X, A), None),
        (ZeroMatrix(n, n), None),
    ],
)
def test_gram_matrices_are_recognised(matrix: Basic, expected: Gram | None) -> None:
    assert gram(normal_form(matrix)) == expected


def test_a_declared_rank_is_no_condition() -> None:
    declared = {X: frozenset({Property.FULL_COLUMN_RANK})}
    assert gram(normal_form(xtx, declared)) == Gram("XᵀX", ())


def test_what_an_inverse_needs_goes_with_the_gradient() -> None:
    loss = MatMul(Transpose(MatAdd(theta, MatMul(-1, best))), MatAdd(theta, MatMul(-1, best)))
    assert gradient(loss, theta).presupposes == (FULL_RANK,)


def test_what_has_no_rule_is_declined() -> None:
    with pytest.raises(Unsupported, match="no rule"):
        gradient(Function("f")(MatMul(a.T, x)), x)


def test_the_unknown_is_seen_wherever_it_stands() -> None:
    assert occurs(x, gradient(MatMul(x.T, x), x))
    assert occurs(x, normal_form(Inverse(dyad)))
    assert occurs(x, normal_form(Function("f")(MatMul(a.T, x))))
    assert not occurs(x, normal_form(MatMul(A, a)))


def test_dependent_entries_are_declined() -> None:
    read = normal_form(Trace(MatMul(S, A)), {S: frozenset({Property.SYMMETRIC})})
    with pytest.raises(Unsupported, match="not independent"):
        gradient(read, S)


def test_only_scalars_have_gradients() -> None:
    with pytest.raises(ValueError, match="1×1"):
        gradient(MatMul(A, x), x)
    assert gradient(Integer(3), x) == normal_form(ZeroMatrix(n, 1))
