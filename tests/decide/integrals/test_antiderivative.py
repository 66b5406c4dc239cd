"""Antiderivatives and definite integrals: found and verified, or declined where a condition of the theorem fails."""

from __future__ import annotations

import mpmath  # type: ignore[import-untyped]  # mpmath ships no types
import pytest
import sympy
from sympy import (
    Abs,
    Gt,
    Integer,
    Lt,
    Max,
    Piecewise,
    Rational,
    asin,
    atan,
    cos,
    cosh,
    erf,
    exp,
    gamma,
    log,
    oo,
    pi,
    sin,
    sqrt,
    tan,
    tanh,
)
from sympy.core.basic import Basic

from checker.decide.integrals.antiderivative import antiderivatives
from checker.decide.integrals.certain_signs import interval, is_zero
from checker.decide.integrals.definite import Diverges, Value, integral
from checker.decide.kernels.generators import Declines
from checker.model import Domain

x, a, b = sympy.symbols("x a b", real=True)
s, r, w, p, q = sympy.symbols("s r w p q", positive=True)
n = sympy.Symbol("n", integer=True, positive=True)

ELEMENTARY: tuple[Basic, ...] = (
    x**3 - 2 * x,
    x**n,
    1 / (2 * x + 1),
    1 / (x**2 + x + 1),
    1 / (x**3 + 1),
    (x**2 + 1) ** -2,
    exp(-r * x) * x**3,
    exp(-r * x) * sin(w * x),
    sin(n * x) * sin((n + 1) * x),
    sin(x) ** 3,
    cos(x) ** 4,
    1 / cos(x) ** 2,
    1 / (2 + cos(x)),
    log(x) ** 2,
    log(x) / x,
    x**n * log(x),
    1 / (x * (1 + log(x) ** 2)),
    atan(x),
    x * sqrt(1 + x),
    sqrt(1 + x**2),
    1 / sqrt(s**2 + x**2),
    exp(-sqrt(x)),
    1 / (1 + exp(x)),
    tanh(x),
    x**4 * exp(-(x**2) / 2),
    erf(x),
)


@pytest.mark.parametrize("function", ELEMENTARY)
def test_an_antiderivative_has_the_derivative(function: Basic) -> None:
    where = interval(Integer(0), Rational(1, 2), 1, Domain())
    found = next(antiderivatives(function.xreplace({x: where.variable}), where), None)
    assert found is not None
    values = {s: Rational(3, 2), r: Rational(2, 3), w: Rational(5, 4), n: Integer(3), where.variable: Rational(1, 3)}
    slope = sympy.diff(found, where.variable).subs(values).evalf(30)
    expected = function.subs({**values, x: Rational(1, 3)}).evalf(30)
    assert mpmath.almosteq(mpmath.mpmathify(slope), mpmath.mpmathify(expected), 1e-20)


@pytest.mark.parametrize("function", [exp(-(x**2)) / x, sin(x) / x, exp(exp(x)), 1 / log(x), sqrt(1 + x**4)])
def test_no_antiderivative_is_made_up(function: Basic) -> None:
    where = interval(Integer(1), Integer(2), 1, Domain())
    for found in antiderivatives(function.xreplace({x: where.variable}), where):
        assert not found.has(exp, log, sin) or found.has(sympy.Ei, sympy.Si, sympy.li)


def definite(function: Basic, low: Basic, high: Basic, *domain: Basic) -> Value:
    where = interval(sympy.sympify(low), sympy.sympify(high), 8, Domain(domain))
    return integral(function.xreplace({x: where.variable}), where, 8)


VALUES: tuple[tuple[Basic, object, object, object, tuple[Basic, ...]], ...] = (
    (x**2, 0, 3, 9, ()),
    (x**n, 0, 1, 1 / (n + 1), ()),
    (1 / x, 1, s, log(s), ()),
    (1 / x, a, b, log(b) - log(a), (Gt(a, 0), Gt(b, 0))),
    (1 / x, -2, -1, -log(2), ()),
    (1 / sqrt(x), 0, 4, 4, ()),
    (log(x), 0, 1, -1, ()),
    (sqrt(s**2 - x**2), 0, s, pi * s**2 / 4, ()),
    (1 / sqrt(1 - x**2), -1, 1, pi, ()),
    (asin(x), 0, 1, pi / 2 - 1, ()),
    (1 / (2 + cos(x)), 0, pi, pi / sqrt(3), ()),
    (1 / (2 + cos(x)), 0, 2 * pi, 2 * pi / sqrt(3), ()),
    (tan(x), 0, a, -log(cos(a)), (Gt(a, -pi / 2), Lt(a, pi / 2))),
    (Abs(x), -1, 2, Rational(5, 2), ()),
    (Abs(Abs(x) - 1), -2, 2, 2, ()),
    (sympy.sign(x), -1, 3, 2, ()),
    (Max(x, 1 - x), 0, 1, Rational(3, 4), ()),
    (Piecewise((x, x < 1), (2 - x, True)), 0, 2, 1, ()),
    (x**3 * cos(x), -s, s, 0, ()),
    # improper
    (exp(-r * x), 0, oo, 1 / r, ()),
    (1 / (1 + x**2), -oo, oo, pi, ()),
    (1 / cosh(x) ** 2, -oo, oo, 2, ()),
    (x ** (-p - 1), 1, oo, 1 / p, ()),
    (exp(a * x), 0, oo, -1 / a, (Lt(a, 0),)),
    # theorems
    (exp(-p * x**2), -oo, oo, sqrt(pi / p), ()),
    (x**n * exp(-x), 0, oo, gamma(n + 1), ()),
    (x ** (p - 1) * (1 - x) ** (q - 1), 0, 1, gamma(p) * gamma(q) / gamma(p + q), ()),
    (1 / (sqrt(x) * (1 + x)), 0, oo, pi, ()),
    (x**3 / (exp(x) - 1), 0, oo, pi**4 / 15, ()),
    (x / (exp(x) + 1), 0, oo, pi**2 / 12, ()),
    ((exp(-x) - exp(-r * x)) / x, 0, oo, log(r), ()),
    (sin(s * x) / x, 0, oo, pi / 2, ()),
    (exp(-(x**2)) * cos(b * x), -oo, oo, sqrt(pi) * exp(-(b**2) / 4), ()),
    (log(sin(x)), 0, pi / 2, -pi * log(2) / 2, ()),
)


@pytest.mark.parametrize(("function", "low", "high", "expected", "domain"), VALUES)
def test_definite_integral(
    function: Basic, low: Basic, high: Basic, expected: object, domain: tuple[Basic, ...]
) -> None:
    found = definite(function, low, high, *domain)
    assert is_zero(found.value - sympy.sympify(expected), Domain(domain))
    assert not found.conditions
    assert found.steps


DECLINED: tuple[tuple[Basic, object, object, tuple[Basic, ...]], ...] = (
    (1 / x**2, -1, 1, ()),  # a pole inside, where F(1) − F(−1) is finite
    (1 / x, -1, 1, ()),
    (1 / (x - s), 0, 2, ()),
    (tan(x), 0, pi, ()),
    (1 / x, a, b, ()),  # 0 may lie between
    (1 / x, 1, a, ()),
    (x**a, 0, 1, ()),  # diverges for a ≤ −1
    (exp(a * x), 0, oo, ()),
    (sqrt(x), -1, 1, ()),  # no real values
    (log(x), -1, 1, ()),
    (1 / sqrt(1 - x**2), -2, 2, ()),
    (sin(x), 0, oo, ()),  # does not converge
    (x, -oo, oo, ()),
    (x ** (p - 1) * exp(-a * x), 0, oo, ()),  # a theorem whose condition is not granted
    (sin(a * x) / x, 0, oo, ()),
    ((1 - exp(-x)) / x, 0, oo, ()),
    (1 / (a + cos(x)), 0, 2 * pi, ()),
    (Abs(x - a), 0, 1, ()),  # where it is cut hangs on a
    (1 / (2 + cos(x)), 0, 4, ()),  # the antiderivative by tan(x/2) jumps at π
)


@pytest.mark.parametrize(("function", "low", "high", "domain"), DECLINED)
def test_definite_integral_is_declined(function: Basic, low: Basic, high: Basic, domain: tuple[Basic, ...]) -> None:
    with pytest.raises(Declines):
        definite(function, low, high, *domain)


@pytest.mark.parametrize(
    ("function", "low", "high"), [(1 / x, 1, oo), (1 / x, 0, 1), (log(x) / x, 0, 1), (exp(x), 0, oo), (1 / x**2, 0, 1)]
)
def test_divergent_integral_is_told(function: Basic, low: Basic, high: Basic) -> None:
    with pytest.raises(Diverges):
        definite(function, low, high)


def test_a_division_by_a_parameter_becomes_a_condition() -> None:
    found = definite(exp(a * x), Integer(0), Integer(1))
    assert found.conditions == (sympy.Ne(a, 0),)
