"""The scale of growth: products of powers of ε, log 1/ε, log log 1/ε and exponentials of such, for ε → 0+.

Any two of them are equal, or one outgrows the other: exp ≫ powers ≫ log ≫ log log (Hardy 1910,
"Orders of Infinity", ch. III).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy
from sympy import Integer
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_zero, sign
from checker.decide.kernels.generators import Declines
from checker.model import Domain

Powers = tuple[Basic, Basic, Basic]  # of ε, of L = log 1/ε, and of log L
NOUGHT = Integer(0)
LEVEL: Powers = (NOUGHT, NOUGHT, NOUGHT)


@dataclass(frozen=True, slots=True)
class Monomial:
    """exp(Σ coefficient · ε^a L^b (log L)^c) · ε^α L^β (log L)^γ.

    Each term of the exponent outgrows every power of L: it holds a negative power of ε, or a
    power of L above the first.
    """

    exponent: tuple[tuple[Powers, Basic], ...] = ()
    powers: Powers = LEVEL


ONE = Monomial()
EPSILON = Monomial(powers=(Integer(1), NOUGHT, NOUGHT))
LOG = Monomial(powers=(NOUGHT, Integer(1), NOUGHT))
LOG_LOG = Monomial(powers=(NOUGHT, NOUGHT, Integer(1)))


@dataclass(frozen=True, slots=True)
class Scale:
    """The comparisons of growth on one domain of the parameters."""

    domain: Domain

    def sign(self, value: Basic) -> int:
        """1, −1 or 0. Raises Declines where the sign is not certain on the whole domain."""
        found = sign(value, self.domain)
        if found is None:
            raise Declines(f"the sign of {value}")
        return found

    def vanishes(self, value: Basic) -> bool:
        """Does the value surely vanish?"""
        return value == 0 or is_zero(value, self.domain)

    def compare(self, left: Monomial, right: Monomial) -> int:
        """1 where left outgrows right, −1 where right outgrows left, 0 where they are equal."""
        return self.growth(divided(left, right))

    def growth(self, monomial: Monomial) -> int:
        """1 where the monomial tends to ∞, −1 where it tends to 0, 0 where it is 1."""
        for _, coefficient in self.by_size(monomial.exponent):
            if not self.vanishes(coefficient):
                return self.sign(coefficient)
        return self.growth_of_powers(monomial.powers)

    def growth_of_powers(self, powers: Powers) -> int:
        """As `growth`, of ε^α L^β (log L)^γ."""
        for power, direction in zip(powers, (-1, 1, 1), strict=True):
            found = self.sign(power)
            if found:
                return found * direction
        return 0

    def by_size(self, terms: Sequence[tuple[Powers, Basic]]) -> list[tuple[Powers, Basic]]:
        """Terms of an exponent, the largest first."""
        ordered: list[tuple[Powers, Basic]] = []
        for term in terms:
            place = 0
            while place < len(ordered) and self.growth_of_powers(_minus(ordered[place][0], term[0])) > 0:
                place += 1
            ordered.insert(place, term)
        return ordered


def times(left: Monomial, right: Monomial) -> Monomial:
    """The product of two monomials."""
    return _joined(left, right, lambda one, two: one + two)


def divided(left: Monomial, right: Monomial) -> Monomial:
    """The quotient of two monomials."""
    return _joined(left, right, lambda one, two: one - two)


def raised(monomial: Monomial, power: Basic) -> Monomial:
    """A monomial to a power that does not depend on ε."""
    exponent = tuple((powers, expanded(coefficient * power)) for powers, coefficient in monomial.exponent)
    first, second, third = (expanded(each * power) for each in monomial.powers)
    return Monomial(exponent, (first, second, third))


def _joined(left: Monomial, right: Monomial, join: Callable[[Basic, Basic], Basic]) -> Monomial:
    if not left.exponent and not right.exponent:
        return Monomial((), _powers(left.powers, right.powers, join))
    both = dict(left.exponent)
    for powers, coefficient in right.exponent:
        both[powers] = expanded(join(both.get(powers, NOUGHT), coefficient))
    exponent = tuple((powers, coefficient) for powers, coefficient in both.items() if coefficient != 0)
    return Monomial(_sorted(exponent), _powers(left.powers, right.powers, join))


def _sorted(terms: tuple[tuple[Powers, Basic], ...]) -> tuple[tuple[Powers, Basic], ...]:
    """In an order of their own, so that equal monomials are equal objects."""
    return tuple(sorted(terms, key=lambda term: str(term[0])))


def _powers(left: Powers, right: Powers, join: Callable[[Basic, Basic], Basic]) -> Powers:
    first, second, third = (expanded(join(one, two)) for one, two in zip(left, right, strict=True))
    return (first, second, third)


def expanded(value: Basic) -> Basic:
    """A value multiplied out; numbers and names, as most are, at no cost."""
    return value if value.is_Atom else sympy.expand(value)


def _minus(left: Powers, right: Powers) -> Powers:
    return _powers(left, right, lambda one, two: one - two)
