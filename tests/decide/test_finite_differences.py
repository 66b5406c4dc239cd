"""Finite differences: what must converge, what must stay apart, what must be declined, and that a seed fixes it all."""

from itertools import pairwise

import numpy as np
import pytest
from sympy import (
    Abs,
    Derivative,
    Determinant,
    Function,
    IndexedBase,
    Integer,
    Inverse,
    MatAdd,
    MatMul,
    MatrixSymbol,
    Rational,
    Sum,
    Symbol,
    Transpose,
    ZeroMatrix,
    cos,
    exp,
    gamma,
    log,
    sign,
    sin,
    sqrt,
    symbols,
    tan,
)
from sympy.core.basic import Basic

from checker.decide.finite_differences import PLANTED, POINTS, STEPS, agrees, compare, observed_order
from checker.model import Convergence, Numeric

t = Symbol("t", real=True)
p = Symbol("p", positive=True)
theta0, theta1 = symbols("theta_0 theta_1", real=True)
m, n = symbols("m n", integer=True, positive=True)
i = Symbol("i", integer=True)
g = Function("g", real=True)(t)
h = Function("h", real=True)(t)
x, y = IndexedBase("x", real=True), IndexedBase("y", real=True)
X = MatrixSymbol("X", m, n)
theta = MatrixSymbol("theta", n, 1)
target = MatrixSymbol("y", m, 1)
a = MatrixSymbol("a", n, 1)
W = MatrixSymbol("W", n, n)

over_data = (i, 1, m)
sigmoid = 1 / (1 + exp(-t))
residual = theta0 + theta1 * x[i] - y[i]
mse = Sum(residual**2, over_data) / m
Xt = Transpose(X)
misfit = MatAdd(MatMul(X, theta), MatMul(-1, target))
matrix_mse = MatMul(1 / m, Transpose(misfit), misfit)
quadratic = MatMul(Transpose(theta), Xt, X, theta)
expanded = MatAdd(
    quadratic, MatMul(-2, Transpose(theta), Xt, target), MatMul(Transpose(target), target)
)  # the last term cancels against the others: rounding beyond the size of the sum
slope = MatMul(Transpose(a), theta)[0, 0]

CURVED = [
    pytest.param(sigmoid, t, sigmoid * (1 - sigmoid), id="sigmoid"),
    pytest.param(exp(t), t, exp(t), id="exponential"),
    pytest.param(1 / g, g, -(g**-2), id="by g(t)"),
    pytest.param(1 + 1 / h, h, -(h**-2), id="by h(t)"),
    pytest.param(log(p), p, 1 / p, id="logarithm"),
    pytest.param(log(t), t, 1 / t, id="logarithm, half of the points outside its domain"),
    pytest.param(log(t - 20), t, 1 / (t - 20), id="logarithm, far from the usual points"),
    pytest.param(t**5, t, 5 * t**4, id="power"),
    pytest.param(t**n * t**3, t, (n + 3) * t ** (n + 2), id="power, a size for exponent"),
    pytest.param(sin(t) * exp(t), t, (sin(t) + cos(t)) * exp(t), id="product"),
    pytest.param(sqrt(p), p, 1 / (2 * sqrt(p)), id="root"),
    pytest.param(tan(t), t, 1 + tan(t) ** 2, id="with poles"),
    pytest.param(Abs(t) ** 3, t, 3 * t * Abs(t), id="with a weak kink"),
    pytest.param(Sum(exp(theta1 * x[i]), over_data), theta1, Sum(x[i] * exp(theta1 * x[i]), over_data), id="data"),
    pytest.param(exp(slope), theta, MatMul(exp(slope), a), id="exp(aᵀθ)"),
    pytest.param(log(Determinant(W)), W, Transpose(Inverse(W)), id="log det W"),
]

AT_THE_FLOOR = [
    pytest.param(3 * t + 1, t, Integer(3), id="linear"),
    pytest.param(t**2, t, 2 * t, id="square"),
    pytest.param(Integer(7), t, Integer(0), id="constant"),
    pytest.param(Integer(0), t, Integer(0), id="zero"),
    pytest.param(Abs(t), t, sign(t), id="kink"),
    pytest.param(mse, theta0, 2 / m * Sum(residual, over_data), id="MSE by θ₀"),
    pytest.param(mse, theta1, 2 / m * Sum(residual * x[i], over_data), id="MSE by θ₁"),
    pytest.param(residual, theta1, x[i], id="one residual by θ₁"),
    pytest.param(matrix_mse, theta, MatMul(2 / m, Xt, misfit), id="MSE by θ, matrices"),
    pytest.param(expanded, theta, MatMul(2, Xt, misfit), id="square expanded, matrices"),
    pytest.param(MatMul(Transpose(a), theta), theta, a, id="aᵀθ"),
    pytest.param(MatMul(Transpose(a), a), theta, ZeroMatrix(n, 1), id="without θ"),
    pytest.param(Sum(theta[i, 0] ** 2, (i, 0, n - 1)), theta, MatMul(2, theta), id="Σθᵢ²"),
]

WRONG = [
    pytest.param(1 / g, g, -1 / g, id="lost exponent"),
    pytest.param(1 + 1 / h, h, -h, id="lost exponent, sign kept"),
    pytest.param(sigmoid, t, (1 + exp(-t)) ** -2, id="sigmoid, a factor struck out"),
    pytest.param(sin(t), t, -cos(t), id="sign"),
    pytest.param(t**2, t, t, id="lost factor"),
    pytest.param(Integer(7), t, Rational(1, 10**6), id="a constant that is said to grow"),
    pytest.param(t, t, Integer(0), id="a line that is said to be flat"),
    pytest.param(mse, theta0, 2 * Sum(residual, over_data), id="lost 1/m, hidden at m = 1"),
    pytest.param(mse, theta1, 2 / m * Sum(residual, over_data), id="lost xᵢ"),
    pytest.param(matrix_mse, theta, MatMul(2, Xt, misfit), id="lost 1/m, matrices"),
    pytest.param(matrix_mse, theta, MatMul(-2 / m, Xt, misfit), id="sign, matrices"),
    pytest.param(quadratic, theta, MatMul(2, Xt, theta), id="lost X: fits only where m = n"),
    pytest.param(
        matrix_mse, theta, MatMul(1 / m, MatAdd(MatMul(2, Xt, theta), MatMul(-2, Xt, target))), id="lost X, with y"
    ),
    pytest.param(log(Determinant(W)), W, Inverse(W), id="lost transpose, hidden at n = 1"),
]

NOTHING_SAID = [
    pytest.param(t**2, t, Derivative(t**2, t, evaluate=False), id="a derivative in the claim"),
    pytest.param(gamma(t), t, gamma(t), id="a head without a numeric rule"),
    pytest.param(h**2, t, Integer(0), id="a function whose dependence is not given"),
    pytest.param(log(-1 - t**2), t, 2 * t / (1 + t**2), id="nowhere real"),
    pytest.param(t**n, n, log(t) * t**n, id="by an integer"),
    pytest.param(t**2, 2 * t, t, id="by an expression"),
    pytest.param(t**2 * x[1] * IndexedBase("t")[1], t, t, id="a name that means two things"),
    pytest.param(MatMul(Transpose(theta), theta), theta, MatMul(2, Transpose(theta)), id="a row for a column"),
    pytest.param(MatMul(Transpose(theta), theta), theta, Integer(2), id="a scalar for a column"),
    pytest.param(theta, t, theta, id="a function that is not a scalar"),
    pytest.param(t * Symbol("k", imaginary=True), t, Symbol("k", imaginary=True), id="a name that is not real"),
]


def said(function: Basic, variable: Basic, claimed: Basic, seed: int = 0) -> Numeric:
    """The answer, where there is one."""
    numeric = compare(function, variable, claimed, seed)
    assert numeric is not None
    return numeric


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("function", "variable", "claimed"), CURVED)
def test_a_true_derivative_converges_with_order_two(
    function: Basic, variable: Basic, claimed: Basic, seed: int
) -> None:
    numeric = said(function, variable, claimed, seed)
    assert numeric.outcome is Convergence.CONVERGES
    assert numeric.order == pytest.approx(2, abs=0.05)
    assert numeric.error <= numeric.tolerance < PLANTED
    assert numeric.points >= POINTS * max(len(numeric.sizes), 1)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("function", "variable", "claimed"), AT_THE_FLOOR)
def test_where_differences_are_exact_no_order_is_seen(
    function: Basic, variable: Basic, claimed: Basic, seed: int
) -> None:
    numeric = said(function, variable, claimed, seed)
    assert numeric.outcome is Convergence.CONVERGES
    assert numeric.order is None
    assert numeric.error <= numeric.tolerance < PLANTED


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("function", "variable", "claimed"), WRONG)
def test_a_wrong_derivative_stays_apart(function: Basic, variable: Basic, claimed: Basic, seed: int) -> None:
    numeric = said(function, variable, claimed, seed)
    assert numeric.outcome is Convergence.STAYS_APART
    assert numeric.error > numeric.tolerance


@pytest.mark.parametrize("slip", [Rational(1, 10**5), Rational(-1, 10**5), Rational(11, 10**7)], ids=str)
@pytest.mark.parametrize(
    ("function", "variable", "claimed"),
    [case for case in (*CURVED, *AT_THE_FLOOR) if case.values[2] not in (Integer(0), ZeroMatrix(n, 1))],
)
def test_a_small_relative_error_stays_apart(function: Basic, variable: Basic, claimed: Basic, slip: Rational) -> None:
    numeric = said(function, variable, (1 + slip) * claimed)
    assert numeric.outcome is Convergence.STAYS_APART
    assert numeric.error == pytest.approx(abs(float(slip)), rel=1e-3)


def test_cancellation_that_would_hide_a_slip_is_vacuous() -> None:
    cancelling = (t + 10**6) ** 2 - 2 * 10**6 * t - 10**12
    assert said(cancelling, t, 2 * t).outcome is Convergence.VACUOUS


@pytest.mark.parametrize(("function", "variable", "claimed"), NOTHING_SAID)
def test_says_nothing(function: Basic, variable: Basic, claimed: Basic) -> None:
    assert compare(function, variable, claimed, 0) is None


def test_sizes_are_those_at_which_shapes_fit() -> None:
    everywhere = said(matrix_mse, theta, MatMul(2 / m, Xt, misfit))
    square = said(quadratic, theta, MatMul(2, Xt, theta))
    assert everywhere.sizes == ((1, 1), (2, 1), (3, 2), (5, 3), (7, 4))
    assert square.sizes == ((1, 1), (2, 2), (3, 3), (4, 4))
    assert said(exp(t), t, exp(t)).sizes == ()


def test_the_ladder_falls_fourfold_for_a_true_derivative_and_levels_off_for_a_wrong_one() -> None:
    right, wrong = said(exp(t), t, exp(t)).ladder, said(exp(t), t, 2 * exp(t)).ladder
    assert tuple(rung.h for rung in right) == STEPS
    for coarse, fine in pairwise(right):
        assert coarse.error / fine.error == pytest.approx(4, rel=0.01)
    assert all(rung.error == pytest.approx(0.5, abs=0.01) for rung in wrong)


@pytest.mark.parametrize(
    ("errors", "order"),
    [
        pytest.param([2.0**-k for k in range(12)], 1.0, id="first"),
        pytest.param([4.0**-k for k in range(12)], 2.0, id="second"),
        pytest.param([16.0**-k for k in range(12)], 4.0, id="fourth"),
        pytest.param([0.3] * 12, 0.0, id="level"),
        pytest.param([1e-14] * 12, None, id="at the floor"),
        pytest.param([1.0, 0.25] + [1e-14] * 10, None, id="too few rungs above the floor"),
        pytest.param([4.0**-k for k in range(8)] + [1.0] + [1e-14] * 3, -10 / 3, id="a rung that rises again"),
    ],
)
def test_observed_order(errors: list[float], order: float | None) -> None:
    found = observed_order(np.array(errors), np.full(len(errors), 1e-12))
    assert found == (None if order is None else pytest.approx(order, abs=1e-9))


@pytest.mark.parametrize(
    ("order", "errors", "agreeing"),
    [
        pytest.param(2.0, [1e-13, 9e-11], True, id="second order"),
        pytest.param(None, [1e-13, 9e-11], True, id="at the floor"),
        pytest.param(1.0, [1e-13, 9e-11], False, id="first order"),
        pytest.param(4.0, [1e-13, 9e-11], False, id="fourth order"),
        pytest.param(0.0, [1e-13, 9e-11], False, id="level"),
        pytest.param(2.0, [1e-13, 2e-10], False, id="one point beyond its tolerance"),
        pytest.param(None, [1e-13, 2e-10], False, id="one point beyond its tolerance, no order"),
    ],
)
def test_agreement_needs_both_the_value_and_the_order(order: float | None, errors: list[float], agreeing: bool) -> None:
    assert agrees(order, np.array(errors), np.array([1e-10, 1e-10])) is agreeing


@pytest.mark.parametrize("function", [exp(t), sigmoid, sin(t) * exp(t), 1 / p], ids=str)
def test_extrapolation_leaves_little_more_than_rounding(function: Basic) -> None:
    variable = p if function.has(p) else t
    numeric = said(function, variable, function.diff(variable))
    assert numeric.error < 1e-11 < min(rung.error for rung in numeric.ladder)
    assert numeric.tolerance < 1e-9


@pytest.mark.parametrize("seed", range(60))
def test_a_kink_or_a_pole_within_the_stencil_is_no_slip(seed: int) -> None:
    distances, directions = Sum(Abs(t - x[i]), over_data), Sum(sign(t - x[i]), over_data)
    assert said(distances, t, directions, seed).outcome is Convergence.CONVERGES
    assert said(1 / t, t, -1 / t**2, seed).outcome is Convergence.CONVERGES


def test_the_seed_fixes_the_answer_and_another_seed_draws_other_points() -> None:
    first, again, other = (said(matrix_mse, theta, MatMul(2 / m, Xt, misfit), seed) for seed in (0, 0, 1))
    assert first == again
    assert first != other
