"""Exact limits: found where the expansion shows them, declined where there is none or none is shown."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    Abs,
    E,
    Function,
    Gt,
    Rational,
    atan,
    cos,
    cot,
    erf,
    exp,
    factorial,
    floor,
    log,
    oo,
    pi,
    sin,
    sqrt,
    tan,
)
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_zero
from checker.decide.integrals.limits import limit
from checker.decide.kernels.generators import Declines
from checker.model import Domain

x, a, b = sympy.symbols("x a b", real=True)
s, t, p = sympy.symbols("s t p", positive=True)
n = sympy.Symbol("n", integer=True, positive=True)
f = Function("f", real=True)

FOUND: tuple[tuple[Basic, Basic, Basic, str, object], ...] = (
    # continuity
    (x**2 + 1, x, sympy.Integer(2), "+-", 5),
    (cos(x) * exp(x), x, sympy.Integer(0), "+-", 1),
    (sin(a * x), x, b, "+-", sin(a * b)),
    (sqrt(x), x, sympy.Integer(0), "+", 0),
    (f(x), x, a, "+-", f(a)),
    # removable singularities
    (sin(x) / x, x, sympy.Integer(0), "+-", 1),
    ((1 - cos(a * x)) / x**2, x, sympy.Integer(0), "+-", a**2 / 2),
    ((tan(x) - sin(x)) / x**3, x, sympy.Integer(0), "+-", Rational(1, 2)),
    ((x**3 - 8) / (x - 2), x, sympy.Integer(2), "+-", 12),
    ((x**p - 1) / (x - 1), x, sympy.Integer(1), "+-", p),
    (1 / x**2 - cot(x) ** 2, x, sympy.Integer(0), "+-", Rational(2, 3)),
    ((f(a + x) - f(a)) / x, x, sympy.Integer(0), "+-", sympy.Derivative(f(a), a)),
    ((exp(sin(x)) - exp(x)) / x**3, x, sympy.Integer(0), "+-", -Rational(1, 6)),
    # rational functions and roots at infinity
    ((2 * x**2 + 1) / (3 * x**2 - x), x, oo, "-", Rational(2, 3)),
    (x / (x**2 + 1), x, -oo, "+", 0),
    (sqrt(x**2 + a * x) - x, x, oo, "-", a / 2),
    (sqrt(x**2 + x) + x, x, -oo, "+", -Rational(1, 2)),
    # growth: exp ≫ powers ≫ log ≫ log log
    (x**20 * exp(-x), x, oo, "-", 0),
    (x**n * exp(-s * x), x, oo, "-", 0),
    (log(x) ** 5 / x**s, x, oo, "-", 0),
    (log(log(x)) / log(x), x, oo, "-", 0),
    (x * log(x), x, sympy.Integer(0), "+", 0),
    (x ** (1 / x), x, oo, "-", 1),
    (exp(1 / x), x, sympy.Integer(0), "-", 0),
    (log(1 + exp(s * x)) / x, x, oo, "-", s),
    # 1^∞
    ((1 + a / x) ** x, x, oo, "-", exp(a)),
    ((1 - 2 / n) ** n, n, oo, "-", exp(-2)),
    (cos(x) ** (1 / x**2), x, sympy.Integer(0), "+-", exp(-Rational(1, 2))),
    (((s**x + t**x) / 2) ** (1 / x), x, sympy.Integer(0), "+-", sqrt(s * t)),
    # bounded · 0
    (x * sin(1 / x), x, sympy.Integer(0), "+-", 0),
    ((-1) ** n / n, n, oo, "-", 0),
    (floor(x) / x, x, oo, "-", 1),
    # one side, infinity
    (Abs(x) / x, x, sympy.Integer(0), "-", -1),
    (atan(x), x, -oo, "+", -pi / 2),
    (erf(x), x, oo, "-", 1),
    (1 / x, x, sympy.Integer(0), "+", oo),
    (1 / x, x, sympy.Integer(0), "-", -oo),
    (1 / x**2, x, sympy.Integer(0), "+-", oo),
    (x**2 - x, x, oo, "-", oo),
    (factorial(n) / (sqrt(n) * (n / E) ** n), n, oo, "-", sqrt(2 * pi)),
)


@pytest.mark.parametrize(("function", "variable", "target", "side", "expected"), FOUND)
def test_limit_is_found(function: Basic, variable: Basic, target: Basic, side: str, expected: object) -> None:
    found = limit(function, variable, target, side, Domain()).value
    expected = sympy.sympify(expected)
    assert found == expected or is_zero(found - expected, Domain())


DECLINED: tuple[tuple[Basic, Basic, Basic, str], ...] = (
    (sin(1 / x), x, sympy.Integer(0), "+"),  # oscillates
    (cos(x), x, oo, "-"),
    ((-1) ** n, n, oo, "-"),
    (x * sin(x), x, oo, "-"),
    (1 / x, x, sympy.Integer(0), "+-"),  # differs from side to side
    (Abs(x) / x, x, sympy.Integer(0), "+-"),
    (exp(1 / x), x, sympy.Integer(0), "+-"),
    (floor(x), x, sympy.Integer(0), "+-"),
    (sqrt(x), x, sympy.Integer(0), "+-"),  # no real values on one side
    (log(x), x, sympy.Integer(-1), "+-"),
    (x**x, x, sympy.Integer(0), "-"),
    (x**a, x, oo, "-"),  # hangs on a parameter
    (exp(a * x), x, oo, "-"),
    (sin(a * x) / sin(b * x), x, sympy.Integer(0), "+-"),
    (sympy.sin(sympy.I * x) / x, x, oo, "-"),  # sin is not bounded off the real line
)


@pytest.mark.parametrize(("function", "variable", "target", "side"), DECLINED)
def test_limit_is_declined(function: Basic, variable: Basic, target: Basic, side: str) -> None:
    with pytest.raises(Declines):
        limit(function, variable, target, side, Domain())


def test_the_domain_decides_what_hangs_on_a_parameter() -> None:
    assert limit(exp(a * x), x, oo, "-", Domain((sympy.Lt(a, 0),))).value == 0
    assert limit(exp(a * x), x, oo, "-", Domain((Gt(a, 0),))).value == oo
    assert limit(sin(a * x) / sin(b * x), x, sympy.Integer(0), "+-", Domain((sympy.Ne(b, 0),))).value == a / b
