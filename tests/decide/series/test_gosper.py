"""Gosper's antidifference: verified where found, None where none exists."""

from __future__ import annotations

import pytest
import sympy
from sympy import Rational, binomial, factorial, sqrt
from sympy.core.basic import Basic

from checker.decide.series.gosper import antidifference
from checker.model import Domain

k = sympy.Symbol("k", integer=True)
n = sympy.Symbol("n", integer=True, positive=True)
x = sympy.Symbol("x", real=True)

SUMMABLE: tuple[Basic, ...] = (
    k**2,
    k * factorial(k),
    k / factorial(k + 1),
    k * 2**k,
    k**2 * x**k,
    1 / ((k + 1) * (k + 3)),
    binomial(2 * k, k) / 4**k,
    binomial(k + n, n),
    (-1) ** k * binomial(n, k),
    1 / binomial(k + 3, 3),
)


@pytest.mark.parametrize("body", SUMMABLE)
def test_steps_of_the_antidifference_are_the_summand(body: Basic) -> None:
    found = antidifference(body, k, Domain())
    assert found is not None
    values = {n: sympy.Integer(7), x: Rational(2, 3)}
    for j in range(1, 6):
        step = (found.subs(k, j + 1) - found.subs(k, j)).subs(values)
        assert sympy.cancel(step - body.subs(k, j).subs(values)) == 0


@pytest.mark.parametrize(
    "body", [1 / (k + 1), 1 / factorial(k), x**k / (k + 1), binomial(n, k), sqrt(k), 1 / (k**2 + 1)]
)
def test_none_where_there_is_none(body: Basic) -> None:
    assert antidifference(body, k, Domain()) is None
