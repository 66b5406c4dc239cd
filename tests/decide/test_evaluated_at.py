"""What a place put into an expression gives, and where it is left alone."""

from __future__ import annotations

import pytest
import sympy
from sympy import Derivative, Function, Integral, Subs, cos, log, sin
from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.decide.evaluated_at import evaluated_at
from checker.objects import Statistic

t, u, x = sympy.symbols("t u x", real=True)
f = Function("f")

PUT = [
    (Subs(u**3, u, 2), sympy.Integer(8)),
    (Subs(log(u), u, 1) - Subs(log(u), u, 3), -log(3)),
    (Subs(Derivative(t**2 - 4 * t, t), t, x), 2 * x - 4),
    (Subs(u * t, (u, t), (t, u)), u * t),
    (Subs(cos(u) * x, u, 0), x),
]


@pytest.mark.parametrize(("written", "value"), PUT, ids=[str(written) for written, _ in PUT])
def test_what_is_put_in(written: Basic, value: Basic) -> None:
    found = evaluated_at(written)
    assert not found.has(Subs)
    assert sympy.simplify(found.doit() - value) == 0


LEFT = [
    Subs(Derivative(f(t), t), t, 0),  # an unknown function
    Subs(sin(u) / u, u, 0),  # no value
    Subs(u * log(u), u, 0),
    Subs(Integral(u * x, (x, 0, 1)), u, x),  # x is bound in it
    Subs(Derivative(Statistic(Str("E"), Str("e^{tX}")), t), t, 0),  # its text may name t
    Subs(Statistic(Str("E"), Str("e^{tX}")), t, 0),
]


@pytest.mark.parametrize("written", LEFT, ids=str)
def test_what_is_left_alone(written: Basic) -> None:
    assert evaluated_at(written) == written


def test_a_logarithm_without_a_value_is_not_made_complex() -> None:
    found = evaluated_at(Subs(log(u), u, -1))
    assert not found.has(sympy.I)
