"""A name that is bound here and free there: a function defined by it stays defined under the integral."""

from __future__ import annotations

import pytest
import sympy
from sympy import Function, Integral, Symbol, exp
from sympy.core.basic import Basic

from checker.decide.dispatch import decide
from checker.model import Domain, Equal, Goal, Status

x, y, k, t = (Symbol(name, real=True) for name in "xykt")
f, g = Function("f", real=True), Function("g", real=True)
OF_X = ((f(x), x ** (k - 1)),)
OF_X_AND_Y = ((g(x, y), x * y + k),)
POSITIVE = (sympy.Gt(k, 1),)

CASES: list[tuple[tuple[tuple[Basic, Basic], ...], Basic, Basic, Status]] = [
    (OF_X, Integral(f(x) * exp(3 * x), (x, 0, 1)), Integral(x ** (k - 1) * exp(3 * x), (x, 0, 1)), Status.PROVED),
    (OF_X, Integral(f(x), (x, 0, 1)) + 0 * t, Integral(x**k, (x, 0, 1)), Status.REFUTED),
    (OF_X_AND_Y, Integral(g(x, y), (x, 0, 1)), y / 2 + k, Status.PROVED),  # y is free, and means the same
    (OF_X_AND_Y, Integral(g(x, y), (x, 0, 1)), y + k, Status.REFUTED),
    (OF_X_AND_Y, Integral(g(x, y), (x, 0, 1), (y, 0, 1)) + y, sympy.Rational(1, 4) + k + y, Status.PROVED),
]


@pytest.mark.parametrize(("definitions", "left", "right", "status"), CASES)
def test_a_function_is_defined_under_an_integral_too(
    definitions: tuple[tuple[Basic, Basic], ...], left: Basic, right: Basic, status: Status
) -> None:
    assert decide(Goal(Equal(left, right), definitions, Domain(POSITIVE))).status is status
