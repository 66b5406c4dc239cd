"""Data, opaque functions, and sums over data: what does not depend on the index leaves the sum."""

from __future__ import annotations

from functools import lru_cache

import sympy
from flint import fmpq
from sympy.core.basic import Basic

from checker.decide.kernels.bound_indices import mark_bit
from checker.decide.kernels.exponentials import Exponentials
from checker.decide.kernels.field import Factors, Fraction, TooLarge, terms_of
from checker.decide.kernels.generators import Declines, Generator, Kind, Sign, declared_sign
from checker.decide.kernels.ground import safe_name
from checker.decide.kernels.kernel_scan import is_plainly_rational
from checker.decide.kernels.products_of_powers import by_sums

HIGHEST_POWER_SUM = 12
MOST_TERMS_WRITTEN_OUT = 60
MOST_SUMS_WRITTEN_OUT = 6


class DataSums(Exponentials):
    """Linearity of Σ, with power sums in closed form."""

    def _indexed(self, expression: Basic) -> Fraction:
        indices = [self.value(index) for index in expression.args[1:]]
        marks = 0
        for index in indices:
            marks |= self.marks_of(index)
        name = f"{safe_name(str(expression.args[0]))}[{', '.join(self.text(index) for index in indices)}]"
        return self.generator(Generator(name, Kind.DATA, declared_sign(expression), marks, expression))

    def _kronecker(self, expression: Basic) -> Fraction:
        """δ of two indices, whichever comes first, as a datum of which nothing more is known."""
        one, two = sorted((self.value(index) for index in expression.args[:2]), key=self.text)
        marks = self.marks_of(one) | self.marks_of(two)
        name = f"delta({self.text(one)}, {self.text(two)})"
        return self.generator(Generator(name, Kind.DATA, Sign.NONNEGATIVE, marks, expression))

    def _opaque(self, expression: Basic) -> Fraction:
        arguments = [self.value(argument) for argument in expression.args]
        marks = 0
        for argument in arguments:
            marks |= self.marks_of(argument)
        name = f"{safe_name(str(expression.func))}({', '.join(self.text(argument) for argument in arguments)})"
        return self.generator(Generator(name, Kind.FUNCTION, declared_sign(expression), marks, expression))

    def _sum(self, expression: Basic) -> Fraction:
        body, *limits = expression.args
        if any(len(limit) != 3 for limit in limits):
            raise Declines("a sum without bounds")
        *inner, (index, low, high) = limits
        if low.is_Integer and high.is_Integer and (not inner or high - low < MOST_SUMS_WRITTEN_OUT):
            total = sympy.Sum(body, *inner) if inner else body
            return self._written_out(total, index, range(int(low), int(high) + 1))
        value = self.value(body)
        for index, low, high in limits:
            if not (low.is_integer and high.is_integer):
                raise Declines("a sum with a bound that may be no integer")
            value = self.summation(value, mark_bit(index), self.value(low), self.value(high))
        return value

    def _written_out(self, body: Basic, index: Basic, indices: range) -> Fraction:
        """A sum with a known number of terms, term by term."""
        if len(indices) > MOST_TERMS_WRITTEN_OUT:
            raise TooLarge
        total = self.field.zero
        for k in indices:
            total = self.field.add(total, self.value(body.xreplace({index: sympy.Integer(k)})))
        return total

    def summation(self, body: Fraction, mark: int, low: Fraction, high: Fraction) -> Fraction:
        """Σ of a fraction over one bound index: what does not depend on the index leaves the sum, term by term."""
        free_below, bound_below = self._split_denominator(body.denominator, mark)
        if bound_below:
            whole, body = self._divided(body, bound_below, free_below)
            if whole is not None:
                return self.field.add(self.summation(whole, mark, low, high), self.summation(body, mark, low, high))
        length = self.field.add(self.field.subtract(high, low), self.field.one)
        total = self.field.zero
        for monomial, coefficient in terms_of(body.numerator):
            free, bound = self._split_monomial(tuple(int(e) for e in monomial), mark)
            free_part = Fraction(self.field.context.from_dict({free: coefficient}), ())
            if any(bound) or bound_below or not self._not_empty(length):
                summed = self._sum_generator(bound, bound_below, mark, low, high, length)
            else:
                summed = length
            total = self.field.add(total, self.field.multiply(free_part, summed))
        return self.field.multiply(total, Fraction(self.field.context.constant(1), free_below))

    def _divided(self, body: Fraction, bound_below: Factors, free_below: Factors) -> tuple[Fraction | None, Fraction]:
        """A summand as quotient and remainder by its denominator, so that Σ (x + 1)/x is Σ 1 + Σ 1/x."""
        divisor = self.field.denominator(Fraction(body.numerator, bound_below))
        quotient, remainder = divmod(body.numerator, divisor)
        if quotient.is_zero():
            return None, body
        return Fraction(quotient, free_below), Fraction(remainder, body.denominator)

    def _split_denominator(self, denominator: Factors, mark: int) -> tuple[Factors, Factors]:
        bound = tuple(pair for pair in denominator if self.marks(self.field.factors[pair[0]]) & mark)
        return tuple(pair for pair in denominator if pair not in bound), bound

    def _split_monomial(self, monomial: tuple[int, ...], mark: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        free = tuple(0 if self.generators_mark(k) & mark else e for k, e in enumerate(monomial))
        return free, tuple(a - b for a, b in zip(monomial, free, strict=True))

    def _sum_generator(
        self,
        bound: tuple[int, ...],
        below: Factors,
        mark: int,
        low: Fraction,
        high: Fraction,
        length: Fraction,
    ) -> Fraction:
        numerator = self.field.context.from_dict({bound: fmpq(1)})
        present = [(self.generators[k], e) for k, e in enumerate(bound) if e]
        plain = not below and len(present) == 1 and present[0][0].kind is Kind.SYMBOL
        if plain and self._not_empty(length):
            return self._power_sum(present[0][1], low, high)
        body = Fraction(numerator, below)
        marks = (self.marks_of(body) & ~mark) | self.marks_of(low) | self.marks_of(high)
        name = self._sum_name(body, mark, low, high)
        square = not below and self._monomial_sign(bound) in (Sign.POSITIVE, Sign.NONNEGATIVE)
        sign = Sign.NONNEGATIVE if square else Sign.ANY
        if self.sign_of(body) is Sign.POSITIVE and self.sign_of(length) is Sign.POSITIVE:
            sign = Sign.POSITIVE
        return self.generator(Generator(name, Kind.SUM, sign, marks, argument=body, degree=mark, bounds=(low, high)))

    def _sum_name(self, body: Fraction, mark: int, low: Fraction, high: Fraction) -> str:
        """A name that does not tell which bound index was used: the lowest free one stands for it."""
        own = (g.name for g in self.generators if g.kind is Kind.SYMBOL and g.marks == mark)
        old = next(own, f"#{mark.bit_length() - 1}")
        nested = [g for g in self.generators if g.kind is Kind.SUM and g.marks & mark and g.name in self.text(body)]
        height = 1 + max((g.degree.bit_length() - 1 for g in nested), default=0)
        assumed = old.lstrip("#0123456789")
        return f"S[{self.text(low)}..{self.text(high)}; {self.text(body).replace(old, f'#{height}{assumed}')}]"

    def _not_empty(self, length: Fraction) -> bool:
        return self.sign_of(length) in (Sign.POSITIVE, Sign.NONNEGATIVE)

    def _power_sum(self, power: int, low: Fraction, high: Fraction) -> Fraction:
        """Σ kᵖ in closed form (Faulhaber; Graham, Knuth and Patashnik 1994, §6.5)."""
        if power > HIGHEST_POWER_SUM:
            raise TooLarge
        before = self.field.subtract(low, self.field.one)
        return self.field.subtract(self._faulhaber(power, high), self._faulhaber(power, before))

    def _faulhaber(self, power: int, upto: Fraction) -> Fraction:
        total = self.field.zero
        for coefficient in _power_sum_coefficients(power):
            total = self.field.add(self.field.multiply(total, upto), self.field.constant(coefficient))
        return total

    def _sign(self, expression: Basic) -> Fraction:
        """|u|/u for each term of a sum; what no index stands in is left to the cells on which signs are kept."""
        value = self.value(expression.args[0])
        if not self.marks_of(value):
            raise Declines("no normal form for sign")
        return self.field.multiply(self.absolute(value), self.field.invert(value))

    def _product(self, expression: Basic) -> Fraction:
        """A product with known bounds is written out; any other is one opaque generator."""
        body, *limits = expression.args
        if len(limits) != 1 or len(limits[0]) != 3:
            raise Declines("a product over several indices")
        index, low, high = limits[0]
        rewritten = by_sums(expression, self.is_positive)
        if rewritten != expression:
            return self.value(rewritten)
        if not (low.is_Integer and high.is_Integer):
            return self.opaque_product(body, index, low, high)
        if high - low >= MOST_TERMS_WRITTEN_OUT:
            raise TooLarge
        product = self.field.one
        for k in range(int(low), int(high) + 1):
            product = self.field.multiply(product, self.value(body.xreplace({index: sympy.Integer(k)})))
        return product

    def is_positive(self, value: Basic) -> bool:
        """Is a value surely positive on the domain? It may be asked before kernels have values: of one without any."""
        if value.is_positive or not is_plainly_rational(value):
            return bool(value.is_positive)
        return self.sign_of(self.value(value)) is Sign.POSITIVE

    def opaque_product(self, body: Basic, index: Basic, low: Basic, high: Basic) -> Fraction:
        """∏ over a bound index as one generator, named by its factor and bounds."""
        factor, start, end = self.value(body), self.value(low), self.value(high)
        mark = mark_bit(index)
        name = self._sum_name(factor, mark, start, end).replace("S[", "P[", 1)
        marks = (self.marks_of(factor) & ~mark) | self.marks_of(start) | self.marks_of(end)
        sign = Sign.POSITIVE if self.sign_of(factor) is Sign.POSITIVE else Sign.ANY
        return self.generator(Generator(name, Kind.PRODUCT, sign, marks, argument=factor, degree=mark))


@lru_cache(maxsize=HIGHEST_POWER_SUM + 1)
def _power_sum_coefficients(power: int) -> tuple[fmpq, ...]:
    """1ᵖ + … + nᵖ as a polynomial in n, the highest power first."""
    k = sympy.Symbol("k")
    polynomial = sympy.Poly((sympy.bernoulli(power + 1, k + 1) - sympy.bernoulli(power + 1, 1)) / (power + 1), k)
    return tuple(fmpq(int(coefficient.p), int(coefficient.q)) for coefficient in polynomial.all_coeffs())
