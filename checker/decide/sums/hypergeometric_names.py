"""The names of hypergeometric terms: their generators, what is known of them, and what surely is not zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic

from checker.decide.kernels.field import Field
from checker.decide.kernels.generators import Declines
from checker.decide.sums.linear_facts import Fact, Form, follows, form

ROOM = 16  # names
LARGEST_START = 5  # of a lower bound that is looked for


class Names:
    """Generators by name, the linear facts known of them, polynomials known not to vanish, and the counted names.

    Counted names take integer values for each of which the argument is made; all others are generic.
    """

    def __init__(self) -> None:
        self.field = Field(ROOM)
        self.numbers: dict[Basic, int] = {}
        self.whole: set[int] = set()
        self.positive: set[int] = set()
        self.counted: set[int] = set()
        self.facts: list[Fact] = []
        self.nonzero: list[fmpq_mpoly] = []
        self._settled: dict[tuple[Form, bool, bool, int], bool] = {}

    def number(self, name: Basic) -> int:
        """The name's generator, entered if new. Raises Declines where there is no room, or it is not real."""
        known = self.numbers.get(name)
        if known is not None:
            return known
        index = len(self.numbers)
        if index >= ROOM:
            raise Declines("too many names")
        if name.is_real is False:
            raise Declines("a name that is not real")
        self.numbers[name] = index
        if name.is_integer and isinstance(name, sympy.Symbol):
            self.whole.add(index)
        if name.is_positive:
            self.positive.add(index)
        self.facts += _declared(name, index)
        return index

    def is_whole(self, value: Form) -> bool:
        """Does the form take integer values only?"""
        return value.constant.denominator == 1 and all(
            name in self.whole and coefficient.denominator == 1 for name, coefficient in value.terms
        )

    def is_counted(self, value: Form) -> bool:
        """Does the form hold counted names only?"""
        return value.names() <= self.counted

    def never_negative(self, value: Form) -> bool:
        """Is the form surely ≥ 0?"""
        return self._follows(value, self.is_whole(value), False)

    def surely_positive(self, value: Form) -> bool:
        """Is the form surely > 0?"""
        return self._follows(value, False, True)

    def _follows(self, value: Form, whole: bool, strict: bool) -> bool:
        key = (value, whole, strict, len(self.facts))  # facts are only ever added
        known = self._settled.get(key)
        if known is None:
            known = self._settled[key] = follows(self.facts, value, whole, strict)
        return known

    def never_zero(self, polynomial: fmpq_mpoly) -> bool:
        """Does the polynomial surely not vanish at any point that meets the facts?"""
        if polynomial.is_zero():
            return False
        return all(self._factor_never_zero(factor) for factor, _ in polynomial.factor()[1])

    def never_the_zero(self, polynomial: fmpq_mpoly) -> bool:
        """Is it, for all values of the counted names, not the zero polynomial in the generic ones?"""
        if polynomial.is_zero():
            return False
        return all(
            any(self.never_zero(part) for part in self._by_generic_part(factor)) for factor, _ in polynomial.factor()[1]
        )

    def _by_generic_part(self, polynomial: fmpq_mpoly) -> list[fmpq_mpoly]:
        """The coefficients, in counted names, of the monomials in generic ones."""
        groups: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = {}
        for monomial, coefficient in polynomial.to_dict().items():
            powers = tuple(int(e) for e in monomial)
            generic = tuple(0 if name in self.counted else e for name, e in enumerate(powers))
            own = tuple(e if name in self.counted else 0 for name, e in enumerate(powers))
            groups.setdefault(generic, {})[own] = coefficient
        return [self.field.context.from_dict(terms) for terms in groups.values()]

    def _factor_never_zero(self, factor: fmpq_mpoly) -> bool:
        if factor.is_constant():
            return True
        if any(factor in (known, -known) for known in self.nonzero):
            return True
        value = as_form(factor)
        if value is not None:
            return self.surely_positive(value) or self.surely_positive(value.scaled(-1))
        return self._one_sign(factor)

    def _one_sign(self, polynomial: fmpq_mpoly) -> bool:
        """Have all coefficients one sign once each name starts from its lower bound, one term being positive?"""
        images = list(self.field.generators)
        above: set[int] = set(self.positive)
        for name in sorted(self.mentioned(polynomial)):
            start = self.lower_bound(name)
            if start is None and name not in self.positive:
                return False
            if start:
                images[name] = images[name] + start
                above.discard(name)
        shifted = polynomial.compose(*images, ctx=self.field.context).to_dict()
        signs = {coefficient > 0 for coefficient in shifted.values()}
        return len(signs) == 1 and any(
            all(name in above for name, e in enumerate(monomial) if e) for monomial in shifted
        )

    def lower_bound(self, name: int) -> int | None:
        """The largest integer from 0 to LARGEST_START that the name surely is not below; None where there is none."""
        largest = None
        for value in range(LARGEST_START + 1):
            if not self.never_negative(form({name: fmpq(1)}, -value)):
                break
            largest = value
        return largest

    @staticmethod
    def mentioned(polynomial: fmpq_mpoly) -> set[int]:
        """The names of a polynomial."""
        return {name for name, degree in enumerate(polynomial.degrees()) if degree > 0}

    def with_facts(self, facts: Iterable[Fact]) -> Names:
        """The same names where more is known."""
        other = Names()
        other.field = self.field
        other.numbers, other.whole, other.positive = self.numbers, self.whole, self.positive
        other.counted, other.nonzero = self.counted, self.nonzero
        other.facts = [*self.facts, *facts]
        return other


def _declared(name: Basic, index: int) -> Sequence[Fact]:
    itself = form({index: fmpq(1)}, 0)
    if name.is_integer and name.is_positive:
        return [Fact(itself.plus(form({}, -1)))]
    if name.is_positive:
        return [Fact(itself, True)]
    return [Fact(itself)] if name.is_nonnegative else []


def as_form(polynomial: fmpq_mpoly) -> Form | None:
    """A polynomial of degree at most 1 as a linear form."""
    terms: dict[int, fmpq] = {}
    constant = fmpq(0)
    for monomial, coefficient in polynomial.to_dict().items():
        present = [(name, int(e)) for name, e in enumerate(monomial) if e]
        if not present:
            constant = coefficient
        elif len(present) == 1 and present[0][1] == 1:
            terms[present[0][0]] = coefficient
        else:
            return None
    return form(terms, constant)
