"""Values found by walking the tree, held to values worked out by hand; and what must be declined."""

import math

import numpy as np
import pytest
from sympy import (
    Abs,
    Derivative,
    Determinant,
    E,
    Function,
    HadamardProduct,
    I,
    Identity,
    IndexedBase,
    Integer,
    Inverse,
    MatAdd,
    MatMul,
    MatPow,
    Matrix,
    MatrixSymbol,
    Max,
    Min,
    OneMatrix,
    Product,
    Rational,
    Sum,
    Symbol,
    Trace,
    Transpose,
    ZeroMatrix,
    cos,
    cosh,
    exp,
    gamma,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)
from sympy.core.basic import Basic
from sympy.core.parameters import evaluate as evaluating

from checker.decide.numeric import Array, Batch, NotNumeric, Point, evaluate, matrices_at, scalars_at
from checker.objects import Gradient

t, u = symbols("t u", real=True)
m, n = symbols("m n", integer=True, positive=True)
i, j = symbols("i j", integer=True)
g = Function("g")(t)
x = IndexedBase("x", real=True)
w = IndexedBase("w", real=True)
X = MatrixSymbol("X", m, n)
v = MatrixSymbol("v", n, 1)
y = MatrixSymbol("y", m, 1)
S = MatrixSymbol("S", 2, 2)

POINT = Point(
    scalars={t: 0.5, u: -2.0, g: 4.0},
    sizes={m: 3, n: 2},
    arrays={
        x: np.array([2.0, 3.0, 5.0, 7.0]),
        w: np.array([[1.0, 2.0], [3.0, 4.0]]),
        X: np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
        v: np.array([[1.0], [-1.0]]),
        y: np.array([[1.0], [0.0], [2.0]]),
        S: np.array([[2.0, 1.0], [1.0, 1.0]]),
    },
)

with evaluating(False):
    ONE_OVER_ONE_OVER_ZERO = 1 / (1 / (t - Rational(1, 2)))

SCALARS = [
    (Rational(1, 3), 1 / 3),
    (pi, math.pi),
    (E, math.e),
    (t + u, -1.5),
    (t * u, -1.0),
    (u**3, -8.0),
    (sqrt(g), 2.0),
    (exp(t), math.exp(0.5)),
    (log(g), math.log(4.0)),
    (sin(t), math.sin(0.5)),
    (cos(t), math.cos(0.5)),
    (tan(t), math.tan(0.5)),
    (tanh(t), math.tanh(0.5)),
    (sinh(t), math.sinh(0.5)),
    (cosh(t), math.cosh(0.5)),
    (Abs(u), 2.0),
    (Max(t, u, 0), 0.5),
    (Min(t, u, 0), -2.0),
    (g**-2, 1 / 16),
    (m, 3.0),
    (x[1], 2.0),
    (x[m], 5.0),
    (w[2, 1], 3.0),
    (Sum(x[i], (i, 1, m)), 10.0),
    (Sum(x[i] * x[i + 1], (i, 1, m)), 6.0 + 15.0 + 35.0),
    (Sum(t, (i, 1, m)), 1.5),
    (Sum(x[i], (i, 1, m - 3)), 0.0),
    (Product(x[i], (i, 1, m)), 30.0),
    (Product(x[i], (i, 1, m - 3)), 1.0),
    (Sum(i * j, (i, 1, 2), (j, 1, m)), 18.0),
    (Sum(x[i] * Sum(x[j], (j, 1, i)), (i, 1, m)), 2 * 2.0 + 3 * 5.0 + 5 * 10.0),
    (Sum(x[j], (j, 1, i), (i, 1, m)), 2.0 + 5.0 + 10.0),
    (Sum(Product(x[i] + j, (j, 0, 1)), (i, 1, 2)), 2.0 * 3.0 + 3.0 * 4.0),
    (Sum(v[i, 0] ** 2, (i, 0, n - 1)), 2.0),
    (Sum(X[i, j], (i, 0, m - 1), (j, 0, n - 1)), 21.0),
    (Trace(S), 3.0),
    (Determinant(S), 1.0),
    (exp(MatMul(Transpose(v), v)[0, 0]), math.exp(2.0)),
]

MATRICES = [
    (X * v, [[-1.0], [-1.0], [-1.0]]),
    (MatMul(2, Transpose(X), y), [[2 * 11.0], [2 * 14.0]]),
    (MatMul(t, Transpose(v), v), [[1.0]]),
    (MatAdd(MatMul(X, v), MatMul(-1, y)), [[-2.0], [-1.0], [-3.0]]),
    (Transpose(v), [[1.0, -1.0]]),
    (Inverse(S), [[1.0, -1.0], [-1.0, 2.0]]),
    (MatPow(S, 2), [[5.0, 3.0], [3.0, 2.0]]),
    (MatPow(S, -2), [[2.0, -3.0], [-3.0, 5.0]]),
    (Identity(n), [[1.0, 0.0], [0.0, 1.0]]),
    (ZeroMatrix(n, 1), [[0.0], [0.0]]),
    (OneMatrix(1, n), [[1.0, 1.0]]),
    (HadamardProduct(v, v), [[1.0], [1.0]]),
    (Matrix([[t, 1], [x[2], u]]), [[0.5, 1.0], [3.0, -2.0]]),
    (Matrix([[1, 2]]) * S, [[4.0, 3.0]]),
    (S * Matrix([3, 4]), [[10.0], [7.0]]),
]

DECLINED = [
    pytest.param(Derivative(t**2, t, evaluate=False), id="a derivative left standing"),
    pytest.param(Gradient(MatMul(Transpose(v), v), v), id="a gradient left standing"),
    pytest.param(MatMul(2, Gradient(MatMul(Transpose(v), v), v)), id="a gradient within a product"),
    pytest.param(gamma(t), id="a head without a rule"),
    pytest.param(I * t, id="a number that is not real"),
    pytest.param(Symbol("unknown"), id="a name without a value"),
    pytest.param(Function("h")(t), id="a function without a value"),
    pytest.param(IndexedBase("unknown")[1], id="data without a value"),
    pytest.param(x[0], id="an index before the first"),
    pytest.param(x[5], id="an index after the last"),
    pytest.param(x[t], id="an index between two"),
    pytest.param(w[1], id="an index too few"),
    pytest.param(X[3, 0], id="a row after the last"),
    pytest.param(Sum(x[i], (i, 1, oo)), id="an infinite range"),
    pytest.param(Sum(x[1], (i, 1, 10**9)), id="a range too long to lay out"),
    pytest.param(Sum(x[i], (i, m, 1)), id="a range that runs backwards"),
    pytest.param(log(u), id="a logarithm of a negative number"),
    pytest.param(sqrt(u), id="a root of a negative number"),
    pytest.param(1 / (t - Rational(1, 2)), id="a division by zero"),
    pytest.param(ONE_OVER_ONE_OVER_ZERO, id="a division by zero, hidden by another"),
    pytest.param(exp(exp(exp(g))), id="a number too large"),
    pytest.param(Integer(10) ** 400, id="an integer too large"),
    pytest.param(MatMul(2, Transpose(X), v), id="factors whose shapes do not fit"),
    pytest.param(MatAdd(v, MatrixSymbol("y", m, 1), evaluate=False), id="terms whose shapes do not fit"),
    pytest.param(Inverse(MatMul(X, Transpose(X))), id="an inverse of a singular matrix"),
    pytest.param(exp(S, evaluate=False), id="a matrix where a scalar is wanted"),
]


@pytest.mark.parametrize(("expression", "value"), SCALARS, ids=str)
def test_scalars(expression: Basic, value: float) -> None:
    assert evaluate(expression, POINT) == pytest.approx(value, rel=1e-14, abs=1e-14)


@pytest.mark.parametrize(("expression", "value"), MATRICES, ids=str)
def test_matrices(expression: Basic, value: list[list[float]]) -> None:
    found = evaluate(expression, POINT)
    assert isinstance(found, np.ndarray)
    assert found.shape == np.shape(value)
    assert found == pytest.approx(np.array(value), rel=1e-13, abs=1e-13)


@pytest.mark.parametrize("expression", DECLINED)
def test_declines(expression: Basic) -> None:
    with pytest.raises(NotNumeric):
        evaluate(expression, POINT)


def grid(points: int, steps: int) -> Batch:
    """Points in which t varies along both axes, and the data and matrices from point to point."""
    rng = np.random.default_rng(1)
    return Batch(
        shape=(points, steps),
        scalars={t: rng.uniform(1, 2, (points, steps)), u: rng.uniform(1, 2, (points, 1))},
        sizes={m: 3, n: 2},
        data={x: rng.uniform(1, 2, (4, points, 1))},
        matrices={X: rng.uniform(1, 2, (points, 1, 3, 2)), v: rng.uniform(1, 2, (points, steps, 2, 1))},
    )


def point_of(batch: Batch, point: int, step: int) -> Point:
    """One point of a grid."""

    def at(values: Array) -> Array:
        return np.asarray(np.broadcast_to(values, (*batch.shape, *values.shape[2:]))[point, step])

    arrays = {x: batch.data[x][:, point, 0]} | {atom: at(values) for atom, values in batch.matrices.items()}
    return Point({atom: float(at(values)) for atom, values in batch.scalars.items()}, batch.sizes, arrays)


@pytest.mark.parametrize(
    "expression",
    [
        Integer(7),
        t * u + m,
        Sum((t + u * x[i]) ** 2, (i, 1, m)) / m,
        Sum(x[i] * t**j, (j, 1, i), (i, 1, m)),
        Trace(MatMul(Transpose(X), X)) * t,
        MatMul(t, Transpose(v), Transpose(X), X, v),
        Sum(v[i, 0] * x[i + 1], (i, 0, n - 1)),
    ],
    ids=str,
)
def test_many_scalars_at_once_are_the_single_ones(expression: Basic) -> None:
    batch = grid(4, 3)
    together = scalars_at(expression, batch)
    assert together.shape == batch.shape
    for point, step in np.ndindex(*batch.shape):
        alone = np.asarray(evaluate(expression, point_of(batch, point, step)))
        assert together[point, step] == pytest.approx(alone.item(), rel=1e-14)


@pytest.mark.parametrize(
    "expression", [MatMul(u, X, v), Matrix([[t, u], [1, x[1]]]), Inverse(Transpose(X) * X)], ids=str
)
def test_many_matrices_at_once_are_the_single_ones(expression: Basic) -> None:
    batch = grid(4, 3)
    together = matrices_at(expression, batch)
    for point, step in np.ndindex(*batch.shape):
        alone = evaluate(expression, point_of(batch, point, step))
        assert together[point, step] == pytest.approx(alone, rel=1e-12)


def test_a_point_outside_the_domain_is_nan_and_leaves_the_others() -> None:
    batch = Batch((3, 1), {t: np.array([[-1.0], [0.0], [1.0]])}, {}, {}, {})
    values = scalars_at(log(t), batch)
    assert np.isnan(values[:2]).all()
    assert values[2, 0] == 0.0
