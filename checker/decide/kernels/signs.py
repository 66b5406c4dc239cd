"""What is certain of a value's sign on the domain, and whether it is real."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import sympy
from flint import fmpq, fmpq_mpoly

from checker.decide.kernels.bound_indices import mark_indices
from checker.decide.kernels.constant_signs import is_positive_constant, may_be_constant
from checker.decide.kernels.field import DividesByZero, Fraction, TooLarge, degrees_of, factored, terms_of
from checker.decide.kernels.generators import Declines, Generator, Kind, Sign
from checker.decide.kernels.ground import IMAGINARY_UNIT, Ground
from checker.decide.kernels.plain_conditions import difference_of, plain_conditions

NEVER_NEGATIVE = (Sign.POSITIVE, Sign.NONNEGATIVE)
MOST_PAIRED = 4  # declared values of which products are tried
Degrees = Mapping[int, int]  # of a polynomial, in each generator that it holds
FEW_TERMS = 12  # a polynomial with more is not factored to learn its sign


class Signs(Ground):
    """Signs by terms, by the domain's conditions, by completing a square, by factors."""

    def sign_of(self, value: Fraction) -> Sign:
        """What is known of a fraction's sign: that of numerator times denominator, or of a square."""
        if self._turns(value):
            return self._sign_of_turning(value)
        if not value.denominator:
            return self.sign(value.numerator)
        product = self.field.product(value.numerator, self.field.denominator(value))
        return self.sign(product)

    def _turns(self, value: Fraction) -> bool:
        """Is it written in exponentials of imaginary exponents, whose terms have no sign of their own?"""
        return self.turning and any(
            self.generators[k].name == IMAGINARY_UNIT
            or (self.generators[k].kind is Kind.EXPONENTIAL and self.generators[k].sign is not Sign.POSITIVE)
            for k in self.mentioned(value)
        )

    def _sign_of_turning(self, value: Fraction) -> Sign:
        """The sign of a real value such as 1 − cos²x: a square, or one over or times what conditions declare."""
        positive: list[Fraction] = []
        ratios: list[Fraction] = []  # to what is declared not to be negative
        for declared, strict in self._declared_values():
            if not self._turns(declared) or declared.numerator.is_zero():
                continue
            ratio = self.field.multiply(value, self.field.invert(declared))
            if self._is_positive_number(ratio):
                return Sign.POSITIVE if strict else Sign.NONNEGATIVE
            positive += [declared] if strict else []
            ratios += [] if strict else [ratio]
        pairs = combinations(positive[:MOST_PAIRED], 2)
        products = (self.field.one, *positive, *(self.field.multiply(*pair) for pair in pairs))
        found = (self._sign_of_square(self.field.multiply(value, product)) for product in products)
        sign = next((sign for sign in found if sign is not Sign.ANY), Sign.ANY)
        if sign is Sign.ANY and any(self._is_never_negative(ratio, positive) for ratio in ratios):
            return Sign.NONNEGATIVE
        return sign

    def _is_never_negative(self, value: Fraction, positive: Sequence[Fraction]) -> bool:
        """Is it, but for one positive factor, a square, and finite everywhere?"""
        _, bottom = self.field.lowest_terms(self.reduced(value))
        if not all(self._vanishes_nowhere(factor) for factor, _ in bottom.factor()[1]):
            return False
        products = (value, *(self.field.multiply(value, each) for each in positive[:MOST_PAIRED]))
        return any(self._sign_of_square(product) is not Sign.ANY for product in products)

    def _is_positive_number(self, value: Fraction) -> bool:
        top, bottom = self.field.lowest_terms(self.reduced(value))
        if top.is_constant() and bottom.is_constant():
            return bool(not top.is_zero() and top.leading_coefficient() / bottom.leading_coefficient() > 0)
        return is_positive_constant(self.generators, self.field, self.field.product(top, bottom)) is True

    def _sign_of_square(self, value: Fraction) -> Sign:
        """NONNEGATIVE for the square of a real value, POSITIVE where that vanishes nowhere; else ANY."""
        top, bottom = self.field.lowest_terms(self.reduced(value))
        if top.is_zero():
            return Sign.ANY
        (scale, above), (lead, below) = top.factor(), bottom.factor()
        above, below = self._without_positive(above), self._without_positive(below)
        if any(exponent % 2 for _, exponent in (*above, *below)):
            return Sign.NONNEGATIVE if self.real_root(value) is not None else Sign.ANY
        half = self.field.one
        for factor, exponent in (*above, *((factor, -exponent) for factor, exponent in below)):
            half = self.field.multiply(half, self.field.power(Fraction(factor, ()), exponent // 2))
        square = Sign.POSITIVE if all(self._vanishes_nowhere(factor) for factor, _ in above) else Sign.NONNEGATIVE
        if self.is_real(half):
            return square if scale / lead > 0 else Sign.ANY
        if self.is_real(self.field.multiply(self.imaginary_unit(), half)):
            return square if scale / lead < 0 else Sign.ANY
        return Sign.ANY

    def real_root(self, value: Fraction) -> Fraction | None:
        """A real h with h² = value; the next layer knows how."""
        raise NotImplementedError(str(value))

    def _without_positive(self, factors: Iterable[tuple[fmpq_mpoly, int]]) -> list[tuple[fmpq_mpoly, int]]:
        """The factors that are no positive generators."""
        places = ((self._single_generator(Fraction(factor, ())), factor, exponent) for factor, exponent in factors)
        return [
            (factor, int(exponent))
            for index, factor, exponent in places
            if index is None or self.generators[index].sign is not Sign.POSITIVE
        ]

    def _vanishes_nowhere(self, factor: fmpq_mpoly) -> bool:
        """Is an irreducible factor a generator that is never zero, or one of what the domain declares not to be?"""
        index = self._single_generator(Fraction(factor, ()))
        if index is not None and self.generators[index].sign in (Sign.POSITIVE, Sign.NONZERO):
            return True
        return factor in self.declared_nonzero() or -factor in self.declared_nonzero()

    def sign(self, polynomial: fmpq_mpoly, irreducible: bool = False) -> Sign:
        """POSITIVE or NONNEGATIVE where that is certain on the domain; NONZERO for a product of such; else ANY.

        What is known to be irreducible is not factored once more.
        """
        if polynomial.is_zero():
            return Sign.NONNEGATIVE
        if polynomial.is_constant():
            return Sign.POSITIVE if polynomial.leading_coefficient() > 0 else Sign.NONZERO
        plain = self._sign_by_terms(polynomial)
        if plain in (Sign.POSITIVE, Sign.NONNEGATIVE) or len(polynomial) > FEW_TERMS:
            return plain
        found = self._sign_by_rules(polynomial)
        if found is not Sign.ANY:
            return found
        if irreducible or (polynomial.total_degree() == 1 and not self.domain.conditions):  # no such factor is declared
            return plain
        scale, factors = factored(polynomial)
        if len(factors) == 1 and factors[0][1] == 1:
            return Sign.NONZERO if self._vanishes_nowhere(factors[0][0]) else plain
        found = self._sign_of_product(scale, factors)
        return plain if found is Sign.ANY else found

    def _sign_by_rules(self, polynomial: fmpq_mpoly) -> Sign:
        degrees = degrees_of(polynomial)
        kinds = {self.generators[k].kind for k in degrees}
        for rule, may_tell in (
            (self._sign_from_starts, bool(self.index_starts)),
            (self._sign_by_conditions, bool(self.domain.conditions)),
            (self._sign_by_completing_a_square, 2 in degrees.values()),
            (self._sign_beside_a_root, Kind.ROOT in kinds),
            (self._sign_beside_an_exponential, Kind.EXPONENTIAL in kinds),
            (self._sign_of_constant, True),
        ):
            found = rule(polynomial, degrees) if may_tell else Sign.ANY
            if found is not Sign.ANY:
                return found
        return Sign.ANY

    def _sign_by_terms(self, polynomial: fmpq_mpoly) -> Sign:
        least = self._sum_of_signs(polynomial)
        if least is not Sign.ANY:
            return least
        if len(polynomial) == 1:
            present = [self.generators[k].sign for k, e in enumerate(polynomial.monoms()[0]) if e]
            return Sign.NONZERO if all(sign in (Sign.POSITIVE, Sign.NONZERO) for sign in present) else Sign.ANY
        return Sign.ANY

    def _sum_of_signs(self, polynomial: fmpq_mpoly) -> Sign:
        """POSITIVE or NONNEGATIVE where no term is ever negative; else ANY."""
        least = Sign.NONNEGATIVE
        if any(coefficient < 0 for coefficient in polynomial.coeffs()):
            return Sign.ANY
        for monomial in polynomial.monoms():
            sign = self._monomial_sign(monomial)
            if sign is Sign.POSITIVE:
                least = sign
            elif sign is not Sign.NONNEGATIVE:
                return Sign.ANY
        return least

    def _sign_from_starts(self, polynomial: fmpq_mpoly, degrees: Degrees) -> Sign:
        """2k − 1 is 2j + 1 for k = 1 + j, j ≥ 0, where the bound index k starts at 1."""
        if not self.index_starts:
            return Sign.ANY
        images, moved = list(self.field.generators), set[int]()
        for k in degrees:
            start = self.index_starts.get(self.generators[k].origin)
            if start is not None:
                images[k] = images[k] + start
                moved.add(k)
        if not moved:
            return Sign.ANY
        shifted = polynomial.compose(*images, ctx=self.field.context)
        least = Sign.NONNEGATIVE
        for monomial, coefficient in terms_of(shifted):
            rest = self._monomial_sign(0 if k in moved else e for k, e in enumerate(monomial))
            if coefficient < 0 or rest not in NEVER_NEGATIVE:
                return Sign.ANY
            if rest is Sign.POSITIVE and not any(monomial[k] for k in moved):
                least = Sign.POSITIVE
        return least

    def _sign_by_completing_a_square(self, polynomial: fmpq_mpoly, degrees: Degrees) -> Sign:
        """4a·(ag² + bg + c) = (2ag + b)² + (4ac − b²), for a real name g and a > 0."""
        for index, degree in degrees.items():
            if degree != 2 or self.generators[index].kind not in (Kind.SYMBOL, Kind.DATA):
                continue
            a, b, c = (self.coefficient(polynomial, index, power) for power in (2, 1, 0))
            if b.is_zero() or self._sign_by_terms(a) is not Sign.POSITIVE:
                continue
            rest = 4 * a * c - b * b
            sign = Sign.NONNEGATIVE if rest.is_zero() else self.sign(rest)
            if sign in (Sign.POSITIVE, Sign.NONNEGATIVE):
                return sign
        return Sign.ANY

    def _sign_beside_a_root(self, polynomial: fmpq_mpoly, degrees: Degrees) -> Sign:
        """c·√u + p > 0 where c > 0 and c²u > p², whatever the sign of p; and where p > 0 and p² > c²u, whatever c's."""
        for index, degree in degrees.items():
            if degree != 1 or self.generators[index].kind is not Kind.ROOT or self.generators[index].degree != 2:
                continue
            radicand = self.generators[index].argument
            if radicand is None or radicand.denominator:
                continue
            c, p = self.coefficient(polynomial, index, 1), self.coefficient(polynomial, index, 0)
            room = c * c * radicand.numerator - p * p
            for leading, gap in ((c, room), (p, -room)):
                if self._sign_by_terms(leading) is Sign.POSITIVE and self.sign(gap) is Sign.POSITIVE:
                    return Sign.POSITIVE
        return Sign.ANY

    def _sign_beside_an_exponential(self, polynomial: fmpq_mpoly, degrees: Degrees) -> Sign:
        """a·eᵘ + b for numbers a and b: eᵘ lies on that side of 1 on which u lies of 0."""
        present = list(degrees)
        if len(present) != 1 or degrees[present[0]] != 1 or len(polynomial) != 2:
            return Sign.ANY
        generator = self.generators[present[0]]
        if generator.kind is not Kind.EXPONENTIAL or generator.sign is not Sign.POSITIVE or generator.argument is None:
            return Sign.ANY
        a, b = (self.coefficient(polynomial, present[0], power).leading_coefficient() for power in (1, 0))
        exponent = generator.argument if a > 0 else self.field.negate(generator.argument)
        sign = self.sign_of(exponent)  # of a·(eᵘ − 1)
        if sign in (Sign.POSITIVE, Sign.NONNEGATIVE) and a + b >= 0:
            return Sign.POSITIVE if a + b > 0 else sign
        never = a + b == 0 and Sign.NONZERO in (sign, weakened(self.sign_of(self.field.negate(exponent))))
        return Sign.NONZERO if never else Sign.ANY

    def _sign_of_constant(self, polynomial: fmpq_mpoly, degrees: Degrees) -> Sign:
        """The sign of a number such as 3 − 2√2 or π − 3, by a ball that does not hold 0."""
        if not all(may_be_constant(self.generators[k]) for k in degrees):
            return Sign.ANY
        positive = is_positive_constant(self.generators, self.field, polynomial)
        return Sign.ANY if positive is None else Sign.POSITIVE if positive else Sign.NONZERO

    def coefficient(self, polynomial: fmpq_mpoly, index: int, power: int) -> fmpq_mpoly:
        """The coefficient of one generator's power."""
        terms = {
            tuple(0 if k == index else int(e) for k, e in enumerate(monomial)): coefficient
            for monomial, coefficient in terms_of(polynomial)
            if monomial[index] == power
        }
        return self.field.context.from_dict(terms)

    def _sign_of_product(self, scale: fmpq, factors: Iterable[tuple[fmpq_mpoly, int]]) -> Sign:
        positive, result = scale > 0, Sign.POSITIVE
        for factor, exponent in factors:
            sign, opposite = self.sign(factor, irreducible=True), self.sign(-factor, irreducible=True)
            if sign not in NEVER_NEGATIVE and opposite in NEVER_NEGATIVE:
                sign, positive = opposite, positive is (exponent % 2 == 0)
            if sign is Sign.ANY:
                return Sign.ANY
            result = min(result, sign, key=lambda known: known.value)
        if result in NEVER_NEGATIVE:
            return result if positive else (Sign.NONZERO if result is Sign.POSITIVE else Sign.ANY)
        return result

    def _sign_by_conditions(self, polynomial: fmpq_mpoly, _degrees: Degrees) -> Sign:
        """A sum of λ·(what a condition says is positive) and of terms that are not negative."""
        declared = self._declared_signs()
        if not declared:
            return Sign.ANY
        terms = polynomial.to_dict()
        for difference, strict in declared:
            for monomial, coefficient in terms_of(difference):
                own = terms.get(monomial)
                if own is None or own / coefficient <= 0:
                    continue
                rest = polynomial - difference * (own / coefficient)
                sign = Sign.NONNEGATIVE if rest.is_zero() else self._sign_by_terms(rest)
                if sign is Sign.ANY:
                    sign = self._sign_of_constant(rest, degrees_of(rest))
                if sign is Sign.POSITIVE or (strict and sign is Sign.NONNEGATIVE):
                    return Sign.POSITIVE
                if sign is Sign.NONNEGATIVE:
                    return Sign.NONNEGATIVE
        return Sign.ANY

    def declared_nonzero(self) -> list[fmpq_mpoly]:
        """The irreducible factors of what the domain's conditions, by ≠, > or <, keep from being zero."""
        if self._nonzero is None:
            self._nonzero = []
            for condition in self.domain.conditions:
                if condition.func not in (sympy.Ne, sympy.Gt, sympy.Lt):
                    continue
                try:
                    difference = self.value(mark_indices(difference_of(condition.lhs, condition.rhs)))
                    top, _ = self.field.lowest_terms(self.reduced(difference))
                except (Declines, TooLarge, DividesByZero):
                    continue
                self._nonzero += [factor for factor, _ in factored(top)[1]]
        return self._nonzero

    def _declared_signs(self) -> list[tuple[fmpq_mpoly, bool]]:
        """What the domain's conditions say is > 0 (True) or ≥ 0 (False), where it is a polynomial."""
        return [
            (value.numerator, strict)
            for value, strict in self._declared_values()
            if not value.denominator and not value.numerator.is_zero()
        ]

    def _declared_values(self) -> list[tuple[Fraction, bool]]:
        """What the domain's conditions say is > 0 (True) or ≥ 0 (False)."""
        if self._declared is None:
            self._declared = []
            for condition in plain_conditions(self.domain.conditions):
                try:
                    value = self.value(mark_indices(difference_of(condition.gts, condition.lts)))
                except (Declines, TooLarge, DividesByZero):
                    continue
                strict = condition.func in (sympy.StrictGreaterThan, sympy.StrictLessThan)
                self._declared.append((value, strict))
        return self._declared

    def _monomial_sign(self, monomial: Iterable[int]) -> Sign:
        sign = Sign.POSITIVE
        for k, (generator, exponent) in enumerate(zip(self.generators, monomial, strict=False)):
            if not exponent or generator.sign is Sign.POSITIVE:
                continue
            if exponent % 2 == 0 and self._is_real_generator(k):
                sign = sign if generator.sign is Sign.NONZERO else Sign.NONNEGATIVE
            elif generator.sign is Sign.NONNEGATIVE:
                sign = Sign.NONNEGATIVE
            else:
                return Sign.ANY
        return sign

    def _is_real_generator(self, index: int) -> bool:
        return not self._may_turn(index) or self._conjugate_of_generator(index) == self.field.generator(index)

    def is_real(self, value: Fraction) -> bool:
        """Is the fraction surely real: its own conjugate, where e^{ia} and i are among its generators?"""
        if not self.turning:
            return True
        turning = [k for k in self.mentioned(value) if self._may_turn(k)]
        if not turning:
            return True
        if len(value.numerator) == 1 and len(turning) == 1 and self.generators[turning[0]].name == IMAGINARY_UNIT:
            above, below = value.numerator.degrees(), self.field.denominator(value).degrees()
            if not below[turning[0]]:
                return int(above[turning[0]]) % 2 == 0
        conjugate = self._conjugate(value)
        return conjugate is not None and self.vanishes(self.field.subtract(value, conjugate))

    def _may_turn(self, index: int) -> bool:
        """May a generator be other than real?"""
        generator = self.generators[index]
        return generator.kind in (Kind.EXPONENTIAL, Kind.SUM) or generator.name == IMAGINARY_UNIT

    def _conjugate(self, value: Fraction) -> Fraction | None:
        """The complex conjugate; None where it is not known."""
        conjugates: dict[int, Fraction] = {}
        for k in sorted(self.mentioned(value)):
            conjugate = self._conjugate_of_generator(k)
            if conjugate is None:
                return None
            conjugates[k] = conjugate
        if all(conjugate == self.field.generator(k) for k, conjugate in conjugates.items()):
            return value
        result = self._put(value.numerator, conjugates)
        for index, exponent in value.denominator:
            factor = self.field.power(self._put(self.field.factors[index], conjugates), -exponent)
            result = self.field.multiply(result, factor)
        return result

    def _put(self, polynomial: fmpq_mpoly, values: Mapping[int, Fraction]) -> Fraction:
        total = self.field.zero
        for monomial, coefficient in terms_of(polynomial):
            term = self.field.constant(coefficient)
            for k, exponent in enumerate(monomial):
                if exponent:
                    term = self.field.multiply(term, self.field.power(values[k], int(exponent)))
            total = self.field.add(total, term)
        return total

    def _conjugate_of_generator(self, index: int) -> Fraction | None:
        generator, itself = self.generators[index], self.field.generator(index)
        if generator.name == IMAGINARY_UNIT and generator.kind is Kind.ROOT:
            return self.field.negate(itself)
        if generator.kind not in (Kind.EXPONENTIAL, Kind.SUM) or generator.argument is None:
            return itself  # symbols, data and functions are real; roots and logarithms are of real values
        if self.is_real(generator.argument):
            return itself
        conjugate = self._conjugate(generator.argument)
        if generator.kind is Kind.SUM or conjugate is None:
            return None
        imaginary = self.vanishes(self.field.add(generator.argument, conjugate))
        return self.field.invert(itself) if imaginary else None

    def imaginary_unit(self) -> Fraction:
        """i, the root of −1: trigonometric functions are exponentials of i·angle."""
        known = self.by_name.get((Kind.ROOT, IMAGINARY_UNIT))
        if known is not None:
            return self.field.generator(known)
        minus_one = self.field.constant(-1)
        return self.generator(
            Generator(IMAGINARY_UNIT, Kind.ROOT, Sign.NONZERO, 0, sympy.I, argument=minus_one, degree=2)
        )


def weakened(sign: Sign) -> Sign:
    """What is positive or never zero, as what is never zero."""
    return Sign.NONZERO if sign in (Sign.POSITIVE, Sign.NONZERO) else Sign.ANY
