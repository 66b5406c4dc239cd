"""Arithmetic of fractions over generators: the laws of a field, lowest terms, and what is refused unbuilt."""

from collections.abc import Sequence
from fractions import Fraction as Rational

import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.decide.kernels.field import (
    DividesByZero,
    Field,
    Fraction,
    TooLarge,
    common_monomial,
    exact_quotient,
    factored,
)

FIELD = Field(3)
X, Y, Z = (FIELD.generator(k) for k in range(3))
ONE, ZERO = FIELD.one, FIELD.zero


def polynomial(coefficients: Sequence[fmpq | int]) -> Fraction:
    """c₀ + c₁x + c₂y + c₃xy."""
    terms = (ONE, X, Y, FIELD.multiply(X, Y))
    total = ZERO
    for coefficient, term in zip(coefficients, terms, strict=True):
        total = FIELD.add(total, FIELD.multiply(FIELD.constant(coefficient), term))
    return total


def at(coefficients: list[int], x: int, y: int) -> Rational:
    return Rational(coefficients[0] + coefficients[1] * x + coefficients[2] * y + coefficients[3] * x * y)


def value(fraction: Fraction, x: int, y: int) -> Rational | None:
    """A fraction at a point, from its own numerator and denominator; None where the latter is zero."""
    top, bottom = fraction.numerator(x, y, 0), FIELD.denominator(fraction)(x, y, 0)
    return (
        None
        if bottom == 0
        else Rational(int(top.numerator), int(top.denominator))
        / Rational(int(bottom.numerator), int(bottom.denominator))
    )


coefficients = st.lists(st.integers(-3, 3), min_size=4, max_size=4)
points = st.tuples(st.integers(-4, 4), st.integers(-4, 4))


@settings(max_examples=60, deadline=None)
@given(coefficients, coefficients, coefficients, points)
def test_operations_agree_with_exact_arithmetic_at_points(
    one: list[int], two: list[int], three: list[int], point: tuple[int, int]
) -> None:
    a, b, c = polynomial(one), polynomial(two), polynomial(three)
    if c.numerator.is_zero() or at(three, *point) == 0:
        return
    quotient = FIELD.multiply(a, FIELD.invert(c))
    assert value(quotient, *point) in (None, at(one, *point) / at(three, *point))
    total = FIELD.add(quotient, b)
    assert value(total, *point) in (None, at(one, *point) / at(three, *point) + at(two, *point))
    assert FIELD.lowest_terms(FIELD.subtract(total, b)) == FIELD.lowest_terms(quotient)


def test_lowest_terms_are_the_same_for_equal_fractions() -> None:
    sum_of_both, difference = FIELD.add(X, Y), FIELD.subtract(X, Y)
    product = FIELD.multiply(sum_of_both, difference)
    doubled = FIELD.multiply(FIELD.constant(2), difference)
    ratio = FIELD.multiply(product, FIELD.invert(doubled))
    half = FIELD.multiply(sum_of_both, FIELD.constant(fmpq(1, 2)))
    assert FIELD.lowest_terms(ratio) == FIELD.lowest_terms(half)


def test_one_has_no_inverse_of_zero() -> None:
    with pytest.raises(DividesByZero):
        FIELD.invert(FIELD.subtract(X, X))


@pytest.mark.parametrize(("exponent", "expected"), [(0, ONE), (1, X), (2, FIELD.multiply(X, X))])
def test_whole_powers(exponent: int, expected: Fraction) -> None:
    assert FIELD.power(X, exponent) == expected


def test_a_negative_power_is_the_inverse() -> None:
    assert FIELD.multiply(FIELD.power(FIELD.add(X, ONE), -2), FIELD.power(FIELD.add(X, ONE), 2)) == ONE


@pytest.mark.parametrize("exponent", [200, 10**9])
def test_a_power_that_would_outgrow_its_budget_is_not_built(exponent: int) -> None:
    four_terms = FIELD.add(FIELD.add(X, Y), FIELD.add(Z, ONE))
    with pytest.raises(TooLarge):
        FIELD.power(four_terms, exponent)


@pytest.mark.parametrize("value", [FIELD.constant(3), FIELD.multiply(FIELD.constant(fmpq(1, 7)), X)])
def test_a_coefficient_that_would_outgrow_its_budget_is_not_built(value: Fraction) -> None:
    with pytest.raises(TooLarge):
        FIELD.power(value, 10**5)


def test_quotients_that_leave_something_over_are_none() -> None:
    square = FIELD.multiply(X, X).numerator
    assert exact_quotient(square, X.numerator) == X.numerator
    assert exact_quotient(FIELD.add(X, ONE).numerator, X.numerator) is None


def test_the_common_monomial() -> None:
    both = FIELD.add(FIELD.multiply(X, FIELD.multiply(X, Y)), FIELD.multiply(X, Y))
    assert common_monomial(both.numerator) == (1, 1, 0)


@pytest.mark.parametrize(
    "value",
    [
        FIELD.constant(fmpq(-3, 2)),
        FIELD.multiply(FIELD.constant(fmpq(-2, 3)), FIELD.multiply(Z, FIELD.power(FIELD.multiply(X, Y), 3))),
        polynomial([fmpq(1, 6), fmpq(-1, 4), 0, 0]),
        polynomial([-2, 0, -4, 0]),
        polynomial([1, 1, 1, 1]),
        FIELD.subtract(FIELD.power(X, 2), FIELD.power(Y, 2)),
        FIELD.zero,
        FIELD.add(FIELD.multiply(X, Y), FIELD.constant(fmpq(-2, 3))),  # linear in x: irreducible
        FIELD.add(FIELD.power(X, 2), FIELD.multiply(FIELD.constant(-2), Y)),  # linear in y
        FIELD.add(FIELD.multiply(X, Y), X),  # linear in y, and x divides it
        FIELD.add(FIELD.power(X, 2), ONE),  # no real root
        FIELD.subtract(FIELD.power(X, 2), FIELD.constant(2)),  # no rational root
        FIELD.subtract(FIELD.power(X, 2), FIELD.constant(fmpq(4, 9))),
        FIELD.power(FIELD.add(X, ONE), 2),
        FIELD.subtract(FIELD.power(X, 4), ONE),
    ],
    ids=str,
)
def test_a_factorization_is_that_of_the_library_in_its_order(value: Fraction) -> None:
    scale, factors = value.numerator.factor()
    assert factored(value.numerator) == (scale, [(factor, int(exponent)) for factor, exponent in factors])
