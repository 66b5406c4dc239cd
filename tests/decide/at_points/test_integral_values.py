"""Values of integrals and limits at a point: exact or enclosed, and none where none is certain."""

from __future__ import annotations

import pytest
import sympy
from flint import arb, ctx, fmpq
from sympy import Abs, Derivative, Function, Integral, Limit, Rational, cos, exp, floor, log, oo, pi, sin, sqrt
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point
from checker.decide.at_points.integral_values import in_closed_form, value
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.model import Domain

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


CLOSED: tuple[tuple[Basic, Basic], ...] = (
    (Integral(t * sin(t), (t, 0, pi)) / pi, Rational(1)),
    (Integral(sqrt(t), (t, 0, x)) + 1, 4 * sqrt(2) / 3 + 1),
    (Integral(sin(t) / t, (t, 1, x)), Integral(sin(t) / t, (t, 1, x))),  # none is known
    (Derivative(Integral(cos(t), (t, 0, x)), x), Derivative(Integral(cos(t), (t, 0, x)), x)),
)


@pytest.mark.parametrize(("expression", "closed"), CLOSED)
def test_integrals_are_put_in_closed_form(expression: Basic, closed: Basic) -> None:
    found = in_closed_form(expression, AT)
    assert found == closed or sympy.simplify(found.xreplace({x: 2}) - closed) == 0


# what holds on the domain is used where the point is drawn from it, and what a closed form needs is asked of the point
ON_A_DOMAIN: tuple[tuple[Basic, tuple[Basic, ...], str], ...] = (
    (Integral(exp(-a * t), (t, 0, oo)), (a > 0,), "0.333333333333333"),
    (Integral(1 / t, (t, x, 5)), (x > 0,), "0.916290731874155"),
    (Integral(exp(a * t), (t, 0, 1)), (sympy.Ne(a, 0),), "6.36184564106256"),
    (Integral(t ** (a - 1), (t, 0, 1)), (a > 0, Integral(exp(-a * t), (t, 0, oo)) > 0), "0.333333333333333"),
)


@pytest.mark.parametrize(("expression", "conditions", "digits"), ON_A_DOMAIN)
def test_value_on_a_domain(expression: Basic, conditions: tuple[Basic, ...], digits: str) -> None:
    with ctx.workprec(64):
        found = value(expression, AT._replace(domain=Domain(conditions)))
    assert isinstance(found, fmpq | arb)
    assert abs(arb(found) - arb(digits)) < 1e-13


def test_a_condition_of_a_closed_form_that_fails_at_the_point() -> None:
    at_zero = Point({a: fmpq(0)}, {}, {}, {})
    assert value(Integral(exp(a * t), (t, 0, 1)), at_zero) == 1
