"""Values at a point: exact where rational, balls that hold the truth elsewhere, and none where there is none."""

import pytest
from flint import arb, ctx, fmpq
from sympy import (
    Abs,
    Add,
    Derivative,
    Determinant,
    Float,
    Function,
    ImmutableMatrix,
    IndexedBase,
    Integer,
    Inverse,
    MatrixSymbol,
    Max,
    Mul,
    Piecewise,
    Pow,
    Product,
    Rational,
    Sum,
    Symbol,
    Trace,
    atan,
    cos,
    exp,
    log,
    pi,
    sign,
    sin,
    sqrt,
    symbols,
    tan,
)
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, Watched, evaluate
from checker.decide.at_points.trials import text
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.objects import Gradient, step

x, y = symbols("x y", real=True)
m = Symbol("m", integer=True, positive=True)
i = Symbol("i", integer=True)
u = IndexedBase("u", real=True)
f, g2 = Function("f"), Function("g2")
A, column = MatrixSymbol("A", 2, 2), MatrixSymbol("c", 2, 1)


def point() -> Point:
    """x = 2, y = −1, m = 3, u = (5, 7, −1, 4) from 0, f(t) = 1 + t², A = [1 2; 3 4], c = [1; −2].

    g2(x, y) = 1 + 2y + 3xy + x³.
    """
    return Point(
        {x: fmpq(2), y: fmpq(-1), m: fmpq(3)},
        {"u": Watched((fmpq(5), fmpq(7), fmpq(-1), fmpq(4)))},
        {
            A: ((fmpq(1), fmpq(2)), (fmpq(3), fmpq(4))),
            column: ((fmpq(1),), (fmpq(-2),)),
        },
        {"f": (fmpq(1), fmpq(0), fmpq(1)), "g2": tuple(fmpq(k) for k in (1, 2, 0, 0, 3, 0, 0, 0, 0, 1))},
    )


def at_zero() -> Point:
    return Point({x: fmpq(0), y: fmpq(0)}, {}, {}, {})


EXACT: list[tuple[Basic, str]] = [
    (x + y * 3, "-1"),
    (x / 3, "2/3"),
    (x**-3, "1/8"),
    (Pow(x - 2, 0, evaluate=False), "1"),  # 0⁰ = 1, as in polynomials and sums
    (sqrt(x + 7), "3"),
    (Pow(x / 8, Rational(1, 2), evaluate=False), "1/2"),
    (exp(x - 2), "1"),
    (log(x - 1), "0"),
    (Abs(y), "1"),
    (sign(y), "-1"),
    (step(y), "0"),
    (step(x - 2), "1"),
    (Max(x, y, 1), "2"),
    (Piecewise((x, x > 5), (y, True)), "-1"),
    (Sum(u[i], (i, 1, m)), "10"),  # 7 − 1 + 4
    (Sum(u[i], (i, m, 1)), "0"),  # empty
    (Product(u[i], (i, m, 1)), "1"),
    (Sum(Sum(i * u[m], (m, 1, i)), (i, 1, 2)), "19"),  # 1·7 + 2·(7 − 1)
    (Sum(i * x, (i, 1, 2), (x, 1, 3)), "18"),  # the bound x, not the point's
    (f(x), "5"),
    (g2(x, y), "1"),  # 1 + 2y + 3xy + x³ at (2, −1)
    (Derivative(g2(x, y), x, y), "3"),
    (Derivative(g2(x, y), (x, 2)), "12"),
    (Derivative(f(x), x), "4"),
    (Derivative(x**3 * y, x), "-12"),
    (Derivative(x**3, (x, 2)), "12"),
    (Derivative(x**2 * y**2, x, y), "-8"),
    (Derivative(Sum((x - u[i]) ** 2, (i, 1, m)), x), "-8"),  # 2·(−5 + 3 − 2)
    (Determinant(A), "-2"),
    (Trace(A), "5"),
    (Trace(Inverse(A)), "-5/2"),
    (A[0, 1] + A[1, 0], "5"),
    (A * column, "[-3; -5]"),
    (Inverse(A) * A, "[1 0; 0 1]"),
    (A**-1 * A**2, "[1 2; 3 4]"),
    (column.T * column, "5"),
    (Gradient(column.T * A * column, column), "[-8; -11]"),  # (A + Aᵀ)c
    (Gradient(log(Determinant(A) ** 2), A), "[-4 3; 2 -1]"),  # 2A⁻ᵀ
]


@pytest.mark.parametrize(("expression", "expected"), EXACT, ids=lambda item: str(item)[:60])
def test_exact_values(expression: Basic, expected: str) -> None:
    assert text(evaluate(expression, point())) == expected


BALLS = [exp(x) - 1, log(x + 1), sin(x) + cos(y), tan(x), atan(y), x ** Rational(1, 3), pi * x, x**pi, sqrt(x) * exp(y)]


@pytest.mark.parametrize("expression", BALLS, ids=str)
def test_balls_hold_the_value_and_narrow_with_the_precision(expression: Basic) -> None:
    truth = str(expression.xreplace({x: Integer(2), y: Integer(-1)}).evalf(60))  # by mpmath, not by Arb
    radii = []
    for bits in (64, 128):
        with ctx.workprec(bits):
            ball = evaluate(expression, point())
            assert isinstance(ball, arb)
            radii.append(ball.rad())
            assert ball.overlaps(arb(truth))
    assert radii[1] < radii[0] / 2**40


UNDEFINED: list[Basic] = [
    1 / x,
    log(x),
    log(x - 1),
    sqrt(x - 1),
    Pow(x - 1, Rational(1, 3)),
    x**-2,
    Piecewise((x, x > 0)),
    Inverse(ImmutableMatrix([[1, 2], [2, 4]])),
    Derivative(Abs(x), x),
    Derivative(Max(x, y), x),
    Derivative(Piecewise((x, x > 0), (0, True)), x),
    Derivative(sqrt(x), x),
]


@pytest.mark.parametrize("expression", UNDEFINED, ids=str)
def test_has_no_value_at_zero(expression: Basic) -> None:
    with pytest.raises((Undefined, ZeroDivisionError)):
        evaluate(expression, at_zero())


NOT_EVALUABLE: list[Basic] = [
    Float(0.5),
    Symbol("unknown"),
    MatrixSymbol("B", 2, 2),
    Function("g")(x),
    IndexedBase("w")[1],
    Sum(x, (i, 1, 10**9)),
    Sum(x, (i, 1, Rational(1, 2))),
    Derivative(u[1] ** 2, u[1]),
    Add(A, Integer(1), evaluate=False),
]


@pytest.mark.parametrize("expression", NOT_EVALUABLE, ids=str)
def test_is_not_evaluable(expression: Basic) -> None:
    with pytest.raises(NotEvaluable):
        evaluate(expression, point())


def test_large_powers_stay_balls() -> None:
    huge = evaluate(Mul(x**1000000, x**-1000000, evaluate=False), point())
    assert isinstance(huge, arb)
    assert huge.contains(1)


def test_data_remember_how_far_they_were_read() -> None:
    there = point()
    evaluate(Sum(u[i], (i, 1, 2)), there)
    assert there.data["u"].shown() == (fmpq(7), fmpq(-1))


@pytest.mark.parametrize("index", [-1, 4, 16])
def test_data_have_no_value_outside_what_was_drawn(index: int) -> None:
    with pytest.raises(Undefined):
        evaluate(u[index], point())
