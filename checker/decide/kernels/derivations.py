"""The derivation of the field: each generator has its derivative (Bronstein 2005, ch. 3)."""

from __future__ import annotations

from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic

from checker.decide.kernels import special_kernels as special
from checker.decide.kernels.data_sums import DataSums
from checker.decide.kernels.field import Fraction
from checker.decide.kernels.generators import Declines, Generator, Kind, Sign


class Derivations(DataSums):
    """Derivatives of any order with respect to one generator."""

    def _derivative(self, expression: Basic) -> Fraction:
        body, *steps = expression.args
        value = self.value(body)
        for variable, order in steps:
            if not order.is_Integer:
                raise Declines("a derivative of symbolic order")
            name = self._variable(variable)
            for _ in range(int(order)):
                value = self.derive(value, name)
        return value

    def _variable(self, variable: Basic) -> int:
        """The generator of what is differentiated by. Raises Declines where it is none."""
        name = self._single_generator(self.value(variable))
        if name is None:
            raise Declines("a derivative with respect to what is not a variable")
        if self.generators[name].kind not in (Kind.SYMBOL, Kind.FUNCTION):
            raise Declines("a derivative with respect to one datum of many")
        return name

    def changes_with(self, value: Fraction, variable: Basic) -> bool:
        """Is its derivative by the variable not zero? Raises Declines, TooLarge, DividesByZero."""
        return not self.vanishes(self.derive(value, self._variable(variable)))

    def derive(self, value: Fraction, variable: int) -> Fraction:
        """The derivative with respect to one generator, all other symbols held constant."""
        field = self.field
        below = Fraction(field.context.constant(1), value.denominator)
        total = field.multiply(self._derive_polynomial(value.numerator, variable), below)
        for index, exponent in value.denominator:
            inner = self._derive_polynomial(field.factors[index], variable)
            if inner.numerator.is_zero():
                continue
            one_more = field.multiply(value, Fraction(field.context.constant(-exponent), ((index, 1),)))
            total = field.add(total, field.multiply(one_more, inner))
        return total

    def _derive_polynomial(self, polynomial: fmpq_mpoly, variable: int) -> Fraction:
        total = self.field.zero
        for k, degree in enumerate(polynomial.degrees()):
            if degree <= 0:
                continue
            inner = self._derive_generator(k, variable)
            if not inner.numerator.is_zero():
                outer = Fraction(polynomial.derivative(k), ())
                total = self.field.add(total, self.field.multiply(outer, inner))
        return total

    def _derive_generator(self, index: int, variable: int) -> Fraction:
        if index == variable:
            return self.field.one
        generator = self.generators[index]
        itself = self.field.generator(index)
        if generator.kind is Kind.FUNCTION:
            return self._derive_function(generator, variable)
        if generator.kind is Kind.DATA:
            return self._derive_datum(generator, variable)
        if generator.argument is None:
            return self.field.zero
        inner = self.derive(generator.argument, variable)
        if any(not self.derive(bound, variable).numerator.is_zero() for bound in generator.bounds or ()):
            raise Declines("the derivative of a sum with respect to its bound")
        if inner.numerator.is_zero():
            return inner
        field = self.field
        if generator.kind is Kind.EXPONENTIAL:
            return field.multiply(inner, itself)
        if generator.kind in special.SLOPES:
            return field.multiply(inner, special.SLOPES[generator.kind](self, generator, itself))
        over_argument = (
            field.multiply(inner, field.invert(generator.argument)) if generator.kind is not Kind.SUM else inner
        )
        if generator.kind is Kind.LOGARITHM:
            return over_argument
        if generator.kind is Kind.ABSOLUTE:
            return field.multiply(over_argument, itself)
        if generator.kind is Kind.ROOT:
            return field.multiply(field.multiply(over_argument, itself), field.constant(fmpq(1, generator.degree)))
        assert generator.bounds is not None
        return self.summation(inner, generator.degree, *generator.bounds)

    def _derive_datum(self, generator: Generator, variable: int) -> Fraction:
        assert generator.origin is not None
        if any(not self.derive(self.value(index), variable).numerator.is_zero() for index in generator.origin.args[1:]):
            raise Declines("a derivative with respect to an index")
        return self.field.zero

    def _derive_function(self, generator: Generator, variable: int) -> Fraction:
        total = self.field.zero
        origin = generator.origin
        assert origin is not None
        for k, argument in enumerate(origin.args):
            inner = self.derive(self.value(argument), variable)
            if inner.numerator.is_zero():
                continue
            name = special.name_of_partial(generator.name, k + 1)
            partial = self.generator(Generator(name, Kind.FUNCTION, Sign.ANY, generator.marks, origin))
            total = self.field.add(total, self.field.multiply(inner, partial))
        return total
