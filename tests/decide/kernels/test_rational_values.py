"""Rational expressions as fractions of polynomials, beside what is none."""

from __future__ import annotations

import pytest
from flint import fmpq, fmpq_poly
from sympy import Symbol, sin, sqrt
from sympy.core.basic import Basic

from checker.decide.kernels.rational_values import NotRational, fraction_at

x, y = map(Symbol, "xy")
VALUES: dict[Basic, fmpq_poly | fmpq] = {x: fmpq_poly([0, 1]), y: fmpq(2)}
ONE = fmpq_poly([1])

FRACTIONS = {
    x + y: ([2, 1], [1]),
    x / y + 1: ([2, 1], [2]),
    (x + y) ** 2: ([4, 4, 1], [1]),
    1 / (x - y): ([1], [-2, 1]),
}


@pytest.mark.parametrize("expression", FRACTIONS)
def test_a_fraction_is_what_it_says(expression: Basic) -> None:
    top, bottom = fraction_at(expression, VALUES, ONE)
    numerator, denominator = map(fmpq_poly, FRACTIONS[expression])
    assert top * denominator == numerator * bottom


@pytest.mark.parametrize("expression", [sin(x), sqrt(x), 2**x, 1 / (y - 2), Symbol("z"), x**100])
def test_what_is_none_is_left_alone(expression: Basic) -> None:
    with pytest.raises(NotRational):
        fraction_at(expression, VALUES, ONE)
