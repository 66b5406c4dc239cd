"""Hypergeometric terms as rational function · powers · values of Γ, and their normal form.

A name is a generator of a field of fractions. Γ(L + c) with a linear form L is brought to its
value without whole part by Γ(u + 1) = u·Γ(u), and Γ(gz) to a product of Γ(z + j/g) by Gauss's
multiplication theorem (Abramowitz and Stegun 1964, 6.1.20), so that terms whose quotient is a
rational function have one key (Petkovšek, Wilf and Zeilberger 1996, "A = B", §3.3, §5.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from math import gcd, lcm

from flint import fmpq, fmpq_mpoly
from sympy import factorint

from checker.decide.kernels.field import Field, Fraction, TooLarge
from checker.decide.sums.linear_facts import Form, form

FARTHEST_SHIFT = 60  # of Γ(u + k) to the argument without whole part
MOST_PARTS = 12  # into which Γ(gz) is taken apart
LARGEST_BASE = 10**12  # of a power that is factored into primes

Base = int | fmpq_mpoly  # a prime, −1, or an irreducible polynomial
Key = tuple[tuple[tuple[str, Form], ...], tuple[tuple[Form, int], ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """rational · ∏ baseᶠᵒʳᵐ · ∏ Γ(form)ᵉ."""

    rational: Fraction
    powers: tuple[tuple[Base, Form], ...] = ()
    gammas: tuple[tuple[Form, int], ...] = ()


def times(field: Field, *terms: Term) -> Term:
    """The product."""
    product = field.one
    for term in terms:
        product = field.multiply(product, term.rational)
    powers = tuple(pair for term in terms for pair in term.powers)
    return Term(product, powers, tuple(pair for term in terms for pair in term.gammas))


def inverse(field: Field, term: Term) -> Term:
    """1/term. Raises DividesByZero."""
    powers = tuple((base, exponent.scaled(-1)) for base, exponent in term.powers)
    return Term(field.invert(term.rational), powers, tuple((u, -e) for u, e in term.gammas))


def polynomial_of(field: Field, value: Form) -> Fraction:
    """A linear form as an element of the field."""
    total = field.constant(value.constant)
    for name, coefficient in value.terms:
        total = field.add(total, field.multiply(field.constant(coefficient), field.generator(name)))
    return total


def put_polynomial(field: Field, polynomial: fmpq_mpoly, values: Mapping[int, Form]) -> fmpq_mpoly:
    """A polynomial with linear forms put for some names."""
    images = list(field.generators)
    for name, value in values.items():
        images[name] = polynomial_of(field, value).numerator
    return polynomial.compose(*images, ctx=field.context)


def put(field: Field, value: Fraction, values: Mapping[int, Form]) -> Fraction:
    """A fraction with linear forms put for some names. Raises DividesByZero where its denominator vanishes."""
    top = put_polynomial(field, value.numerator, values)
    bottom = put_polynomial(field, field.denominator(value), values)
    return lowest(field, field.multiply(Fraction(top, ()), field.invert(Fraction(bottom, ()))))


def lowest(field: Field, value: Fraction) -> Fraction:
    """The fraction in lowest terms."""
    top, bottom = field.lowest_terms(value)
    scale, factors = field.as_factors(bottom)
    return Fraction(top / scale, factors)


def put_term(field: Field, term: Term, values: Mapping[int, Form]) -> Term:
    """A term with linear forms put for some names: its bases are free of them."""
    powers = tuple((base, exponent.put(values)) for base, exponent in term.powers)
    return Term(put(field, term.rational, values), powers, tuple((u.put(values), e) for u, e in term.gammas))


def _place(gamma: tuple[Form, int]) -> tuple[tuple[tuple[int, fmpq], ...], fmpq]:
    return gamma[0].terms, gamma[0].constant


class NormalForms:
    """The key and the rational part of each term; `unit` is the common denominator of all arguments of Γ."""

    def __init__(self, field: Field, unit: int, pi: int, whole: Set[int]) -> None:
        self.field = field
        self.unit = unit
        self.pi = pi  # the generator that stands for π
        self.whole = whole  # names with integer values

    def of(self, term: Term) -> tuple[Key, Fraction]:
        """The key of a term and its rational part. Raises TooLarge."""
        rational = term.rational
        powers: dict[str, tuple[Base, Form]] = {}
        gammas: dict[Form, int] = {}
        for base, exponent in term.powers:
            rational = self._power(rational, powers, base, exponent)
        for argument, count in term.gammas:
            rational = self._gamma(rational, powers, gammas, argument, count)
        rational = self._whole_powers(rational, powers)
        kept = tuple(sorted(((name, e) for name, (_, e) in powers.items() if e != form({}, 0)), key=lambda p: p[0]))
        return (kept, tuple(sorted(((u, e) for u, e in gammas.items() if e), key=_place))), lowest(self.field, rational)

    def _power(self, rational: Fraction, powers: dict[str, tuple[Base, Form]], base: Base, e: Form) -> Fraction:
        known = powers.get(str(base), (base, form({}, 0)))[1]
        powers[str(base)] = (base, known.plus(e))
        return rational

    def _whole_powers(self, rational: Fraction, powers: dict[str, tuple[Base, Form]]) -> Fraction:
        """Brings the integer part of each constant exponent into the rational part."""
        for name, (base, written) in list(powers.items()):
            exponent = self._parity(written) if base == -1 else written
            count = int(exponent.constant.floor())
            if abs(count) > 10**4:
                raise TooLarge
            factor = self.field.constant(base) if isinstance(base, int) else Fraction(base, ())
            rational = self.field.multiply(rational, self.field.power(factor, count))
            powers[name] = (base, Form(exponent.terms, exponent.constant - count))
        return rational

    def _parity(self, exponent: Form) -> Form:
        """An exponent of −1 up to even integers."""
        if any(value.denominator != 1 or name not in self.whole for name, value in exponent.terms):
            return exponent
        odd = {name: fmpq(int(value.numerator) % 2) for name, value in exponent.terms}
        return form(odd, exponent.constant)

    def _gamma(
        self,
        rational: Fraction,
        powers: dict[str, tuple[Base, Form]],
        gammas: dict[Form, int],
        argument: Form,
        exponent: int,
    ) -> Fraction:
        parts = self._parts(argument)
        if len(parts) > MOST_PARTS:
            raise TooLarge
        if len(parts) > 1:  # Γ(gz) = (2π)^((1 − g)/2)·g^(gz − ½)·∏ Γ(z + j/g)
            g = len(parts)
            for prime, count in factorint(g).items():
                rational = self._power(
                    rational,
                    powers,
                    int(prime),
                    Form(argument.terms, argument.constant - fmpq(1, 2)).scaled(count * exponent),
                )
            half = form({}, fmpq((1 - g) * exponent, 2))
            rational = self._power(rational, powers, 2, half)
            rational = self._power(rational, powers, self.field.generators[self.pi], half)
        for part in parts:
            rational = self._plain_gamma(rational, powers, gammas, part, exponent)
        return rational

    def _parts(self, argument: Form) -> list[Form]:
        if not argument.terms:
            return [argument]
        scaled = [value * self.unit for _, value in argument.terms]
        g = gcd(*(int(value.numerator) for value in scaled)) // lcm(*(int(value.denominator) for value in scaled))
        if g <= 1:
            return [argument]
        return [Form(z.terms, z.constant + fmpq(j, g)) for z in [argument.scaled(fmpq(1, g))] for j in range(g)]

    def _plain_gamma(
        self,
        rational: Fraction,
        powers: dict[str, tuple[Base, Form]],
        gammas: dict[Form, int],
        argument: Form,
        exponent: int,
    ) -> Fraction:
        shift = int(argument.constant.floor())
        rest = Form(argument.terms, argument.constant - shift)
        if not rest.terms and rest.constant == 0:
            shift, rest = shift - 1, form({}, 1)  # Γ(1) = 1
        if abs(shift) > FARTHEST_SHIFT:
            raise TooLarge
        start = polynomial_of(self.field, rest)
        for j in range(abs(shift)):
            factor = self.field.add(start, self.field.constant(j if shift > 0 else shift + j))
            rational = self.field.multiply(rational, self.field.power(factor, exponent if shift > 0 else -exponent))
        if rest == form({}, fmpq(1, 2)):
            return self._power(rational, powers, self.field.generators[self.pi], form({}, fmpq(exponent, 2)))
        if rest != form({}, 1):
            gammas[rest] = gammas.get(rest, 0) + exponent
        return rational

    def quotient(self, one: Term, two: Term) -> Fraction | None:
        """one/two where that is a rational function; None where it is not seen to be one."""
        return self.ratio(self.of(one), self.of(two))

    def ratio(self, one: tuple[Key, Fraction], two: tuple[Key, Fraction]) -> Fraction | None:
        """The same of two terms whose keys and rational parts are known."""
        (key, above), (other, below) = one, two
        if key != other:
            return None
        return lowest(self.field, self.field.multiply(above, self.field.invert(below)))

    def vanishes(self, terms: Iterable[Term]) -> bool:
        """Is the sum of the terms zero, each group of one key for itself?"""
        return all(total.numerator.is_zero() for total in self.gathered(terms).values())

    def gathered(self, terms: Iterable[Term]) -> dict[Key, Fraction]:
        """The rational parts added up by their keys."""
        groups: dict[Key, Fraction] = {}
        for term in terms:
            key, rational = self.of(term)
            groups[key] = self.field.add(groups.get(key, self.field.zero), rational)
        return groups
