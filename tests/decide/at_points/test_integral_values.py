"""Values of integrals and limits at a point: exact or enclosed, and none where none is certain."""

from __future__ import annotations

import pytest
import sympy
from flint import arb, ctx, fmpq
from sympy import Abs, Derivative, Function, Integral, Limit, Rational, cos, exp, floor, log, oo, pi, sin, sqrt
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point
from checker.decide.at_points.integral_values import value
from checker.decide.at_points.values import NotEvaluable, Undefined

x, t, a = sympy.symbols("x t a", real=True)
f = Function("f", real=True)
AT = Point({x: fmpq(2), a: fmpq(3)}, {}, {}, {"f": (fmpq(1), fmpq(0), fmpq(2), fmpq(0), fmpq(0))})  # f(t) = 1 + 2t²

# the digits of values that have no closed form here are those of the tables of Abramowitz and Stegun 1964
ENCLOSED: tuple[tuple[Basic, str], ...] = (
    (Integral(t**2, (t, 0, x)), "2.66666666666667"),
    (Integral(a * t, (t, x, 0)), "-6"),
    (Integral(sin(t) / t, (t, 1, 2)), "0.659329906435512"),  # Si(2) − Si(1), §5
    (Integral(exp(t**2), (t, 0, 1)), "1.46265174590718"),  # Dawson's integral, §7
    (Integral(1 / log(t), (t, 2, 3)), "1.11842481454970"),  # li(3) − li(2), §5
    (Integral(sqrt(1 + t**4), (t, 0, 1)), "1.08942941322482"),
    (Integral(exp(-t) / t, (t, 1, oo)), "0.219383934395520"),  # E₁(1), §5
    (Integral(exp(-(t**2)) / (1 + t**2), (t, -oo, oo)), "1.34329342164673"),  # πe·erfc(1), §7.4.11
    (Integral(floor(t), (t, 0, Rational(5, 2))), "2"),
    (Integral(Abs(sin(t)), (t, 0, 4)), "2.34635637913639"),  # 3 + cos 4
    (Integral(f(t), (t, 0, 1)), "1.66666666666667"),
    (Integral(t * Derivative(f(t), t), (t, 0, 1)), "1.33333333333333"),
    (Limit(sin(a * t) / t, t, 0, "+-"), "3"),
    (Limit((1 + x / t) ** t, t, oo), "7.38905609893065"),
)


@pytest.mark.parametrize(("expression", "digits"), ENCLOSED)
def test_value_is_enclosed(expression: Basic, digits: str) -> None:
    with ctx.workprec(64):
        found = value(expression, AT)
        assert isinstance(found, fmpq | arb)
        assert abs(arb(found) - arb(digits)) < 1e-13
        assert arb(found).rad() < 1e-4


WITHOUT_VALUE: tuple[Basic, ...] = (
    Integral(1 / t, (t, -1, 1)),
    Integral(1 / t**2, (t, -1, 1)),
    Integral(1 / t, (t, 1, oo)),
    Integral(sqrt(t), (t, -1, 1)),
    Integral(log(t) ** 3 / sin(t), (t, 0, 1)),
    Integral(1 / sqrt(sin(t) - Rational(1, 2)), (t, 0, 1)),
    Integral(exp(t) / t, (t, 1, oo)),
    Integral(t, t),
    Integral(Function("g", real=True)(t), (t, 0, 1)),
    Limit(sin(1 / t), t, 0, "+-"),
    Limit(1 / t, t, 0, "+-"),
    Limit(Abs(t) / t, t, 0, "+-"),
    Limit(cos(pi * t), t, oo),
)


@pytest.mark.parametrize("expression", WITHOUT_VALUE)
def test_no_value_is_made_up(expression: Basic) -> None:
    with pytest.raises((NotEvaluable, Undefined)):
        value(expression, AT)
