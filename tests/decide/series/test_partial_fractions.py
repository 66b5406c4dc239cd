"""Partial fractions over Q, held against a ratio worked out by hand, and against the sum that they must add up to."""

import pytest
from flint import fmpq, fmpq_poly
from sympy import Expr, Rational, Symbol, sqrt

from checker.decide.kernels.generators import Declines
from checker.decide.series.partial_fractions import PartialFraction, Ratio, partial_fractions, ratio_as_written
from checker.decide.series.summands import J
from checker.decide.series.weights import Pair, Pole, degrees, parts

A = Symbol("a", positive=True)


def test_poles_by_hand() -> None:
    """1/(j(j + 1)²) = 1/j − 1/(j + 1) − 1/(j + 1)²."""
    j, above = fmpq_poly([0, 1]), fmpq_poly([1])
    found = set(map(repr, partial_fractions(Ratio(above, j * (j + 1) ** 2))))
    by_hand = ((1, j, 1), (-1, j + 1, 1), (-1, j + 1, 2))
    assert found == {repr(PartialFraction(fmpq_poly([c]), factor, order)) for c, factor, order in by_hand}


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([1, 2, 3], [2, 3, 1]),
        ([fmpq(1, 3), 0, 0, 0, 5], [6, 11, 6, 1]),
        ([1, 1], [1, 0, 2, 0, 1]),  # (j² + 1)²
        ([7], [1, 3, 3, 1]),
    ],
)
def test_they_add_up(above: list[fmpq | int], below: list[int]) -> None:
    ratio = Ratio(fmpq_poly(above), fmpq_poly(below))
    total = (ratio.above // ratio.below) * ratio.below
    for part in partial_fractions(ratio):
        total += part.above * (ratio.below // part.factor**part.order)
    assert total == ratio.above


@pytest.mark.parametrize("weight", [1 / (J + A), sqrt(2) / (J + 1), 2**J])
def test_more_than_rationals_is_left_alone(weight: Expr) -> None:
    assert ratio_as_written(weight) is None


def test_kinds_of_poles() -> None:
    found = parts(J + 3 / (2 * J + 1) ** 2 + 1 / (J**2 + J + 1))
    assert found.polynomial == J
    assert found.poles == (Pole(Rational(3, 4), Rational(1, 2), 2),)
    assert found.pairs == (Pair(Rational(1), Rational(1, 2), Rational(3, 4)),)
    assert degrees((J**2 - 1) / (J + 1) ** 2) == (1, 1)


def test_a_pole_of_another_kind() -> None:
    with pytest.raises(Declines):
        parts(1 / (J**3 + 2))
