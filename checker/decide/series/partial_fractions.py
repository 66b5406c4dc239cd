"""Partial fractions over Q of rational functions of a series' index, by FLINT: SymPy takes milliseconds for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flint import fmpq_poly
from sympy.core.basic import Basic

from checker.decide.kernels.rational_values import NotRational, fraction_at
from checker.decide.series.summands import J

ONE, INDEX = fmpq_poly([1]), fmpq_poly([0, 1])


class Ratio(NamedTuple):
    """above/below, two polynomials in J."""

    above: fmpq_poly
    below: fmpq_poly

    def in_lowest_terms(self) -> Ratio:
        """The same without a common factor."""
        shared = self.above.gcd(self.below)
        return Ratio(self.above // shared, self.below // shared)


class PartialFraction(NamedTuple):
    """above/factor^order, for an irreducible monic factor, and a polynomial above of a smaller degree."""

    above: fmpq_poly
    factor: fmpq_poly
    order: int


def ratio_as_written(weight: Basic) -> Ratio | None:
    """A rational function of J, nothing cancelled that SymPy has not; None where it holds more than J and rationals."""
    try:
        return Ratio(*fraction_at(weight, {J: INDEX}, ONE))
    except NotRational:
        return None


def partial_fractions(ratio: Ratio) -> Iterator[PartialFraction]:
    """What is left of a ratio in lowest terms without its polynomial part above // below.

    above·(below/fᵉ)⁻¹ modulo fᵉ, written by powers of f (Bronstein 2005, §1.6).
    """
    for factor, order in ratio.below.factor()[1]:
        monic = factor / factor[factor.degree()]
        power = monic**order
        rest = ratio.below // power
        _, inverse, _ = rest.xgcd(power)
        left = ratio.above * inverse % power
        for exponent in range(order, 0, -1):
            left, digit = divmod(left, monic)
            if digit.degree() >= 0:
                yield PartialFraction(digit, monic, exponent)
