"""A differential field for one integrand: kernels over constants, each with its derivative (Bronstein 2005, ch. 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import Integer, Rational
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.kernels.field import Field, Fraction
from checker.decide.kernels.generators import Declines

ROOM = 16  # generators


class DifferentialField:
    """Generators for constants and for kernels that depend on one variable, with slopes and relations.

    `expressions` says what each generator stands for, `constant` whether it is free of the
    variable. A relation (degree, value) says what a generator's power is: sin² = 1 − cos², r² = u.
    """

    def __init__(self, variable: Basic) -> None:
        self.field = Field(ROOM)
        self.variable = variable
        self.expressions: list[Basic] = []
        self.constant: list[bool] = []
        self.relations: dict[int, tuple[int, Fraction]] = {}
        self._known: dict[Basic, int] = {}
        self._slopes: dict[int, Fraction] = {}
        self._values: dict[Basic, Fraction] = {}
        self.generator(variable)

    def generator(self, expression: Basic) -> Fraction:
        """The generator that stands for an expression, entered if new. Raises Declines where there is no room."""
        index = self._known.get(expression)
        if index is None:
            index = len(self.expressions)
            if index >= ROOM:
                raise Declines("too many kernels in an integrand")
            self._known[expression] = index
            self.expressions.append(expression)
            self.constant.append(not expression.has(self.variable))
        return self.field.generator(index)

    def index(self, expression: Basic) -> int:
        """The place of a generator that has been entered."""
        return self._known[expression]

    def value(self, expression: Basic) -> Fraction:
        """An expression over the generators. Raises Declines where it is no fraction of kernels."""
        known = self._values.get(expression)
        if known is None:
            known = self._compute(expression)
            self._values[expression] = known
        return known

    def _compute(self, expression: Basic) -> Fraction:
        field = self.field
        if expression.is_Rational:
            return field.constant(fmpq(int(expression.p), int(expression.q)))
        if isinstance(expression, sympy.Add):
            total = field.zero
            for term in expression.args:
                total = field.add(total, self.value(term))
            return total
        if isinstance(expression, sympy.Mul):
            product = field.one
            for factor in expression.args:
                product = field.multiply(product, self.value(factor))
            return product
        if isinstance(expression, sympy.Pow):
            return self._power(expression.base, expression.exp)
        if not expression.has(self.variable) or expression == self.variable:
            return self.generator(expression)
        rule = KERNELS.get(expression.func)
        if rule is not None:
            return rule(self, expression)
        if isinstance(expression, AppliedUndef | sympy.Derivative):
            return self._opaque(expression)
        raise Declines(f"no kernel for {expression.func.__name__}")

    def _power(self, base: Basic, exponent: Basic) -> Fraction:
        field = self.field
        if exponent.is_Integer:
            return field.power(self.value(base), int(exponent))
        if exponent.is_Rational:
            whole, part = divmod(int(exponent.p), int(exponent.q))
            root = self._root(base, int(exponent.q))
            return field.multiply(field.power(self.value(base), whole), field.power(root, part))
        if not base.has(self.variable) and not exponent.has(self.variable):
            return self.generator(base**exponent)
        if exponent.has(self.variable):
            return self._exponential(sympy.exp(sympy.expand(exponent * sympy.log(base))))
        whole, rest = exponent.as_coeff_Add()
        if not whole.is_Integer:
            whole, rest = Integer(0), exponent
        shift = field.power(self.value(base), int(whole))
        if rest.could_extract_minus_sign():
            return field.multiply(shift, field.invert(self.generator(base ** (-rest))))
        return field.multiply(shift, self.generator(base**rest))

    def _root(self, base: Basic, degree: int) -> Fraction:
        root = self.generator(base ** Rational(1, degree))
        index = self._known[base ** Rational(1, degree)]
        if index not in self.relations:
            radicand = self.value(base)
            if radicand.denominator:
                raise Declines("a root of a fraction")
            self.relations[index] = (degree, radicand)
        return root

    def _exponential(self, expression: Basic) -> Fraction:
        """exp(u) as a power of a kernel exp(w) where u is a multiple of w."""
        exponent = expression.args[0]
        if not exponent.has(self.variable):
            return self.generator(expression)
        for known in self.expressions:
            if isinstance(known, sympy.exp):
                ratio = sympy.cancel(exponent / known.args[0])
                if ratio.is_Integer:
                    return self.field.power(self.generator(known), int(ratio))
        return self.generator(expression)

    def _circular(self, expression: Basic) -> Fraction:
        """sin u or cos u, entered together."""
        angle = expression.args[0]
        sine, cosine = sympy.sin(angle), sympy.cos(angle)
        negative = sine.could_extract_minus_sign()
        if negative:
            sine = -sine
        s, c = self.generator(sine), self.generator(cosine)
        square = self.field.subtract(self.field.one, self.field.multiply(c, c))
        self.relations.setdefault(self._known[sine], (2, square))
        if isinstance(expression, sympy.cos):
            return c
        return self.field.negate(s) if negative else s

    def _plain(self, expression: Basic) -> Fraction:
        return self.generator(expression)

    def _opaque(self, expression: Basic) -> Fraction:
        applied = expression.expr if isinstance(expression, sympy.Derivative) else expression
        if not isinstance(applied, AppliedUndef) or applied.args != (self.variable,):
            raise Declines("an opaque function of what is not the variable")
        if isinstance(expression, sympy.Derivative) and set(expression.variables) != {self.variable}:
            raise Declines("a derivative with respect to another name")
        if isinstance(expression, sympy.Derivative):
            order = len(expression.variables) - 1
            self.value(sympy.Derivative(applied, (self.variable, order)) if order else applied)
        return self.generator(expression)

    # --- derivatives ---------------------------------------------------------------------------

    def derive(self, value: Fraction) -> Fraction:
        """The derivative with respect to the variable."""
        field = self.field
        below = Fraction(field.context.constant(1), value.denominator)
        total = field.multiply(self._derive_polynomial(value.numerator), below)
        for index, exponent in value.denominator:
            inner = self._derive_polynomial(field.factors[index])
            if not inner.numerator.is_zero():
                outer = field.multiply(value, Fraction(field.context.constant(-exponent), ((index, 1),)))
                total = field.add(total, field.multiply(outer, inner))
        return total

    def _derive_polynomial(self, polynomial: fmpq_mpoly) -> Fraction:
        total = self.field.zero
        for index, degree in enumerate(polynomial.degrees()):
            if degree > 0 and not self.constant[index]:
                outer = Fraction(polynomial.derivative(index), ())
                total = self.field.add(total, self.field.multiply(outer, self.slope(index)))
        return total

    def slope(self, index: int) -> Fraction:
        """The derivative of one generator."""
        known = self._slopes.get(index)
        if known is None:
            expression = self.expressions[index]
            known = self.field.one if expression == self.variable else self._slope_of(expression)
            self._slopes[index] = known
        return known

    def _slope_of(self, expression: Basic) -> Fraction:
        field = self.field
        itself = self.generator(expression)
        if isinstance(expression, AppliedUndef):
            return self.generator(sympy.Derivative(expression, self.variable))
        if isinstance(expression, sympy.Derivative):
            return self.generator(sympy.Derivative(expression.expr, (self.variable, len(expression.variables) + 1)))
        argument = expression.args[0]
        inner = self.derive(self.value(argument))
        if isinstance(expression, sympy.Pow):
            over = field.multiply(inner, field.invert(self.value(argument)))
            return field.multiply(field.multiply(over, itself), self.value(expression.exp))
        rule = SLOPES.get(expression.func)
        if rule is None:
            raise Declines(f"no derivative of {expression.func.__name__}")
        return field.multiply(inner, rule(self, argument, itself))

    # --- relations -----------------------------------------------------------------------------

    def reduced(self, polynomial: fmpq_mpoly) -> fmpq_mpoly:
        """A polynomial with every power that a relation speaks of below its degree."""
        current = polynomial
        for index in sorted(self.relations, reverse=True):
            degree, value = self.relations[index]
            while current.degrees()[index] >= degree:
                current = self._reduce_once(current, index, degree, value.numerator)
        return current

    def _reduce_once(self, polynomial: fmpq_mpoly, index: int, degree: int, value: fmpq_mpoly) -> fmpq_mpoly:
        by_power: dict[int, dict[tuple[int, ...], fmpq]] = {}
        for monomial, coefficient in polynomial.to_dict().items():
            whole, part = divmod(int(monomial[index]), degree)
            rest = tuple(part if k == index else int(e) for k, e in enumerate(monomial))
            by_power.setdefault(whole, {})[rest] = coefficient
        total = self.field.context.constant(0)
        for whole, terms in by_power.items():
            power = self.field.raised(value, whole)
            total += self.field.product(self.field.context.from_dict(terms), power)
        return total

    # --- back to expressions -------------------------------------------------------------------

    def expression(self, value: Fraction) -> Basic:
        """What a fraction stands for."""
        top = self.polynomial_expression(value.numerator)
        for index, exponent in value.denominator:
            top = top / self.polynomial_expression(self.field.factors[index]) ** exponent
        return top

    def polynomial_expression(self, polynomial: fmpq_mpoly) -> Basic:
        """What a polynomial stands for."""
        terms = []
        for monomial, coefficient in polynomial.to_dict().items():
            powers = [self.expressions[k] ** int(e) for k, e in enumerate(monomial) if e]
            number = Rational(int(coefficient.numerator), int(coefficient.denominator))
            terms.append(sympy.Mul(number, *powers))
        return sympy.Add(*terms)


KERNELS: Mapping[type, Callable[[DifferentialField, Basic], Fraction]] = {
    sympy.exp: DifferentialField._exponential,
    sympy.sin: DifferentialField._circular,
    sympy.cos: DifferentialField._circular,
    sympy.log: DifferentialField._plain,
    sympy.atan: DifferentialField._plain,
    sympy.asin: DifferentialField._plain,
    sympy.erf: DifferentialField._plain,
}


def _one_over(radicand: Callable[[Basic], Basic]) -> Callable[[DifferentialField, Basic, Fraction], Fraction]:
    return lambda frame, argument, _itself: frame.value(1 / radicand(argument))


SLOPES: Mapping[type, Callable[[DifferentialField, Basic, Fraction], Fraction]] = {
    sympy.exp: lambda _frame, _argument, itself: itself,
    sympy.sin: lambda frame, argument, _itself: frame.value(sympy.cos(argument)),
    sympy.cos: lambda frame, argument, _itself: frame.field.negate(frame.value(sympy.sin(argument))),
    sympy.log: _one_over(lambda u: u),
    sympy.atan: _one_over(lambda u: sympy.expand(1 + u**2)),
    sympy.asin: _one_over(lambda u: sympy.sqrt(sympy.expand(1 - u**2))),
    sympy.erf: lambda frame, argument, _itself: frame.value(
        2 / sympy.sqrt(sympy.pi) * sympy.exp(sympy.expand(-(argument**2)))
    ),
}
