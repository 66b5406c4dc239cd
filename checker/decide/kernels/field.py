"""Fractions of polynomials over named generators, denominators kept factored: the arithmetic of the normal form.

Polynomials are those of FLINT (`fmpq_mpoly`), exact over Q. Nothing here knows what a
generator stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import gcd, lcm
from typing import NamedTuple

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

MOST_TERMS = 30_000  # of any product, predicted before it is built
MOST_BITS = 20_000  # of a coefficient raised to a power

Factors = tuple[tuple[int, int], ...]  # (index into the field's factors, exponent > 0), sorted


class TooLarge(Exception):
    """A polynomial would outgrow its budget: nothing is built, nothing is said."""


class DividesByZero(Exception):
    """A denominator is the zero polynomial."""


class Fraction(NamedTuple):  # made at every step of the arithmetic: a frozen dataclass takes three times as long
    """numerator / ∏ factorᵉ; not in lowest terms."""

    numerator: fmpq_mpoly
    denominator: Factors


@lru_cache(maxsize=16)
def _ring(room: int) -> tuple[fmpq_mpoly_ctx, tuple[fmpq_mpoly, ...], Fraction, Fraction]:
    """A context, which nothing changes, its generators, 0 and 1: to make one anew costs as much as a small proof."""
    context = fmpq_mpoly_ctx.get([f"g{k}" for k in range(room)], "degrevlex")
    return context, context.gens(), Fraction(context.constant(0), ()), Fraction(context.constant(1), ())


class Field:
    """A ring of polynomials with room for `room` generators, and the factors its denominators are made of."""

    def __init__(self, room: int) -> None:
        self.context, self.generators, self.zero, self.one = _ring(room)
        self.factors: list[fmpq_mpoly] = []

    def constant(self, value: fmpq | int) -> Fraction:
        """A rational number."""
        return Fraction(self.context.constant(value), ())

    def generator(self, index: int) -> Fraction:
        """One generator."""
        return Fraction(self.generators[index], ())

    def add(self, left: Fraction, right: Fraction) -> Fraction:
        """left + right, over the least common multiple of the factored denominators."""
        if left is self.zero or right is self.zero:
            return right if left is self.zero else left
        if left.denominator == right.denominator:
            return Fraction(left.numerator + right.numerator, left.denominator)
        common: dict[int, int] = dict(left.denominator)
        for index, exponent in right.denominator:
            common[index] = max(common.get(index, 0), exponent)
        denominator = tuple(sorted(common.items()))
        return Fraction(
            self._over(left, common) + self._over(right, common),
            denominator,
        )

    def _over(self, fraction: Fraction, common: Mapping[int, int]) -> fmpq_mpoly:
        has = dict(fraction.denominator)
        numerator = fraction.numerator
        for index, exponent in common.items():
            missing = exponent - has.get(index, 0)
            if missing:
                numerator = self.product(numerator, self.raised(self.factors[index], missing))
        return numerator

    def scaled(self, value: Fraction, number: fmpq) -> Fraction:
        """number · value, for a number that is not 0."""
        return Fraction(value.numerator * number, value.denominator)

    def negate(self, value: Fraction) -> Fraction:
        """−value."""
        return Fraction(-value.numerator, value.denominator)

    def subtract(self, left: Fraction, right: Fraction) -> Fraction:
        """left − right."""
        return self.add(left, self.negate(right))

    def multiply(self, left: Fraction, right: Fraction) -> Fraction:
        """left · right, with factors that stand above and below cancelled where that is cheap to see."""
        if left is self.one or right is self.one:
            return right if left is self.one else left
        if not left.denominator and not right.denominator:
            return Fraction(self.product(left.numerator, right.numerator), ())
        one, two = self._cancel(left.numerator, right.denominator), self._cancel(right.numerator, left.denominator)
        powers: dict[int, int] = {}
        for index, exponent in (*one[1], *two[1]):
            powers[index] = powers.get(index, 0) + exponent
        return Fraction(self.product(one[0], two[0]), tuple(sorted(powers.items())))

    def _cancel(self, numerator: fmpq_mpoly, denominator: Factors) -> tuple[fmpq_mpoly, Factors]:
        if not denominator or numerator.is_constant():  # a monic factor that is no constant divides none but 0
            return numerator, denominator if not numerator.is_zero() else ()
        left: list[tuple[int, int]] = []
        for index, exponent in denominator:
            remaining = exponent
            while remaining:
                factor = self.factors[index]
                if numerator.total_degree() < factor.total_degree():
                    break
                quotient = exact_quotient(numerator, factor)
                if quotient is None:
                    break
                numerator, remaining = quotient, remaining - 1
            if remaining:
                left.append((index, remaining))
        return numerator, tuple(left)

    def invert(self, value: Fraction) -> Fraction:
        """1 / value. Raises DividesByZero where the numerator is the zero polynomial."""
        numerator = self.denominator(value)
        scale, denominator = self.as_factors(value.numerator)
        return Fraction(numerator / scale, denominator)

    def as_factors(self, polynomial: fmpq_mpoly) -> tuple[fmpq, Factors]:
        """A polynomial as scale · ∏ factorᵉ: its generators one by one, the rest one monic factor."""
        if polynomial.is_zero():
            raise DividesByZero
        scale = polynomial.leading_coefficient()
        powers: list[tuple[int, int]] = []
        *_, last = monomials = polynomial.monoms()
        if len(monomials) == 1:
            entered = [(self.factor_index(self.generators[k]), int(e)) for k, e in enumerate(last) if e]
            return scale, tuple(sorted(entered))
        monomial = common_monomial(polynomial) if any(last) else ()  # the last would be the constant term
        rest = polynomial if scale == 1 else polynomial / scale
        for k, exponent in enumerate(monomial):
            if exponent:
                powers.append((self.factor_index(self.generators[k]), exponent))
                rest = rest / self.generators[k] ** exponent
        if not rest.is_constant():
            powers.append((self.factor_index(rest), 1))
        return scale, tuple(sorted(powers))

    def factor_index(self, factor: fmpq_mpoly) -> int:
        """The place of a monic factor in this field's list, entered if new."""
        for index, known in enumerate(self.factors):
            if known == factor:
                return index
        self.factors.append(factor)
        return len(self.factors) - 1

    def power(self, value: Fraction, exponent: int) -> Fraction:
        """value ** exponent for any integer; value⁰ is 1."""
        if exponent < 0:
            return self.power(self.invert(value), -exponent)
        if exponent == 0:
            return self.one
        if exponent == 1:
            return value
        return Fraction(
            self.raised(value.numerator, exponent),
            tuple((index, power * exponent) for index, power in value.denominator),
        )

    def denominator(self, value: Fraction) -> fmpq_mpoly:
        """The denominator, multiplied out."""
        product = self.one.numerator
        for index, exponent in value.denominator:
            product = self.product(product, self.raised(self.factors[index], exponent))
        return product

    def lowest_terms(self, value: Fraction) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """Numerator and monic denominator without common factor: equal fractions give equal pairs."""
        if not value.denominator:
            return value.numerator, self.one.numerator
        bottom = self.denominator(value)
        shared = value.numerator.gcd(bottom) if not bottom.is_constant() else self.context.constant(1)
        top, bottom = value.numerator / shared, bottom / shared
        lead = bottom.leading_coefficient()
        return top / lead, bottom / lead

    def product(self, left: fmpq_mpoly, right: fmpq_mpoly) -> fmpq_mpoly:
        """left · right. Raises TooLarge before it is built if it may outgrow the budget."""
        if len(left) * len(right) > MOST_TERMS:
            raise TooLarge
        return left * right

    def raised(self, base: fmpq_mpoly, exponent: int) -> fmpq_mpoly:
        """base ** exponent ≥ 0. Raises TooLarge before it is built if it may outgrow the budget."""
        if exponent == 1:
            return base
        terms = len(base)
        if terms == 1:
            coefficient = base.leading_coefficient()
            bits = max(int(coefficient.numerator).bit_length(), int(coefficient.denominator).bit_length())
            if bits > 1 and bits * exponent > MOST_BITS:
                raise TooLarge
            if exponent > 10**6:
                raise TooLarge
        elif terms > 1:
            count = 1
            for k in range(1, terms):  # C(exponent + terms − 1, terms − 1) terms at most
                count = count * (exponent + k) // k
                if count > MOST_TERMS:
                    raise TooLarge
        return base**exponent


def terms_of(polynomial: fmpq_mpoly) -> Iterator[tuple[tuple[int, ...], fmpq]]:
    """Each monomial, as exponents, with its coefficient: `to_dict` takes twice as long."""
    return zip(polynomial.monoms(), polynomial.coeffs(), strict=True)


def degrees_of(polynomial: fmpq_mpoly) -> dict[int, int]:
    """The degree in each generator that a polynomial holds."""
    return {k: int(degree) for k, degree in enumerate(polynomial.degrees()) if degree > 0}


@lru_cache(maxsize=64)
def _generators(context: fmpq_mpoly_ctx) -> tuple[fmpq_mpoly, ...]:
    return tuple(context.gens())


Factored = tuple[fmpq, list[tuple[fmpq_mpoly, int]]]


def factored(polynomial: fmpq_mpoly) -> Factored:
    """What `polynomial.factor()` gives: scale · ∏ factorᵉ with irreducible, primitive integer factors.

    What is linear, a single term, or plainly irreducible needs no algorithm; and it is most of what is asked.
    """
    if len(polynomial) == 1:
        generators = _generators(polynomial.context())
        (monomial,) = polynomial.monoms()
        powers = sorted((int(exponent), -k) for k, exponent in enumerate(monomial) if exponent)  # FLINT's order
        return polynomial.leading_coefficient(), [(generators[-k], exponent) for exponent, k in powers]
    if polynomial.total_degree() == 1 or _is_plainly_irreducible(polynomial):
        coefficients = polynomial.coeffs()
        above = gcd(*(int(c.numerator) for c in coefficients))
        below = lcm(*(int(c.denominator) for c in coefficients))
        scale = fmpq(above if coefficients[0] > 0 else -above, below)
        return scale, [(polynomial if scale == 1 else polynomial / scale, 1)]
    scale, factors = polynomial.factor()
    return scale, [(factor, int(exponent)) for factor, exponent in factors]


def _is_plainly_irreducible(polynomial: fmpq_mpoly) -> bool:
    """Is it linear in a generator that stands in one term only, or quadratic in its one generator, without a root?

    Of c·M·g + rest, with a monomial M, any factor free of g divides M: so there is none where no generator
    divides all terms (Gauss's lemma).
    """
    columns = [column for column in zip(*polynomial.monoms(), strict=True) if any(column)]
    if any(all(column) for column in columns):  # a generator divides all terms
        return False
    if any(sum(map(bool, column)) == 1 and max(column) == 1 for column in columns):
        return True
    if len(columns) != 1 or max(columns[0]) != HIGHEST_SOLVED:  # of 0 there is none
        return False
    by_degree = dict(zip(map(int, columns[0]), polynomial.coeffs(), strict=True))
    discriminant = by_degree.get(1, fmpq(0)) ** 2 - 4 * by_degree[2] * by_degree[0]
    return not (discriminant >= 0 and discriminant.numerator.is_square() and discriminant.denominator.is_square())


HIGHEST_SOLVED = 2  # degree at which a root is told by a formula


def exact_quotient(dividend: fmpq_mpoly, divisor: fmpq_mpoly) -> fmpq_mpoly | None:
    """dividend / divisor where the division leaves nothing over."""
    quotient, remainder = divmod(dividend, divisor)
    return quotient if remainder.is_zero() else None


def common_monomial(polynomial: fmpq_mpoly) -> tuple[int, ...]:
    """The exponents of the largest monomial that divides every term."""
    return tuple(int(min(column)) for column in zip(*polynomial.monoms(), strict=True))
