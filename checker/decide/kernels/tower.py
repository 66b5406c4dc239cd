"""The normal form: an expression as a fraction over generators, one for each independent kernel.

Symbols, exponentials, logarithms, roots, absolute values, data, sums over data and opaque
functions become generators of a field of fractions; exponents share an integer basis (Risch
1979, "Algebraic properties of the elementary functions of analysis"; Bronstein 2005, ch. 9), so
that dependent kernels share a generator. Two expressions whose difference has the numerator
zero, modulo the relations of the algebraic generators, are equal wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import sympy
from flint import fmpq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.kernels import special_kernels as special
from checker.decide.kernels.bound_indices import (
    BoundIndex,
    index_signs,
    index_starts,
    mark_bit,
    mark_indices,
    written_out,
)
from checker.decide.kernels.common_ranges import on_common_ranges
from checker.decide.kernels.data_sums import MOST_TERMS_WRITTEN_OUT
from checker.decide.kernels.derivations import Derivations
from checker.decide.kernels.field import Fraction, TooLarge
from checker.decide.kernels.generators import Declines, Generator, Kind, OutOfRoom, Sign, declared_sign
from checker.decide.kernels.ground import safe_name
from checker.decide.kernels.kernel_scan import (
    binds_or_raises,
    by_depth,
    common_root_degree,
    is_plainly_rational,
    kernels,
    sides_of,
)
from checker.decide.kernels.linear_recurrences import by_powers
from checker.decide.kernels.off_diagonals import without_cases
from checker.decide.kernels.plain_conditions import signs_from
from checker.decide.kernels.products_of_powers import by_sums
from checker.decide.kernels.reflection import with_reflections
from checker.decide.kernels.triangular_sums import by_squares
from checker.decide.parts import heads_of, parts_of
from checker.model import Domain

ROOMS = (8, 16, 32, 96, 320, 1024)  # generators; small rings are fast, larger ones are tried when they overflow


def build(expressions: Sequence[Basic], domain: Domain) -> tuple[Tower, list[Fraction]]:
    """A tower that holds all the expressions, and their values in it.

    Raises Declines or TooLarge where there is none.
    """
    for room in ROOMS:
        tower = Tower(room, domain)
        try:
            values = tower.enter(expressions)
            tower.is_entered = True
            return tower, values
        except OutOfRoom:
            continue
    raise TooLarge


class Tower(Derivations):
    """Enters expressions: finds their kernels, makes them independent together, and gives each part its value."""

    def enter(self, expressions: Sequence[Basic]) -> list[Fraction]:
        """The values of expressions that are to be compared: their kernels are made independent together."""
        if all(map(is_plainly_rational, (*expressions, *sides_of(self.domain.conditions)))):
            return [self.value(expression) for expression in expressions]
        marked, others = list(expressions), sides_of(self.domain.conditions)
        if any(map(binds_or_raises, (*marked, *others))):
            marked, others = self._marked(expressions, others)
        marked = list(with_reflections(marked, self.is_positive))
        nodes = kernels((*marked, *others))
        self.root_degree = common_root_degree(nodes)
        for level in by_depth(nodes):
            self._enter_exponentials(level)
        return [self.value(expression) for expression in marked]

    def _marked(self, expressions: Sequence[Basic], others: Sequence[Basic]) -> tuple[list[Basic], list[Basic]]:
        """The expressions with bound indices marked, and what else holds kernels: sums term by term among it."""
        alike = on_common_ranges([without_cases(by_powers(expression)) for expression in expressions])
        marked = [by_sums(mark_indices(by_squares(expression)), self.is_positive) for expression in alike]
        self.index_signs = index_signs(marked)
        compared = [mark_indices(side) for side in others]
        self.index_starts = index_starts((*marked, *compared))
        return marked, [*compared, *written_out(marked, MOST_TERMS_WRITTEN_OUT), *self._products(expressions)]

    def _products(self, expressions: Sequence[Basic]) -> list[Basic]:
        """Each product by itself as a power of a sum: divided by, it would stand for its inverse only."""
        found = [expression for expression in expressions if sympy.Product in heads_of(expression)]
        return [
            by_sums(product, self.is_positive)
            for expression in found
            for product in dict.fromkeys(
                part for part in parts_of(mark_indices(expression)) if isinstance(part, sympy.Product)
            )
        ]

    def value(self, expression: Basic) -> Fraction:
        """The expression as a fraction over the generators. Raises Declines, TooLarge, DividesByZero."""
        known = self.values.get(expression)
        if known is None:
            rule = RULES.get(type(expression))
            known = self._without_rule(expression) if rule is None else rule(self, expression)
            self.values[expression] = known
        return known

    def _without_rule(self, expression: Basic) -> Fraction:
        if isinstance(expression, sympy.Rational):
            return self._number(expression)
        if isinstance(expression, AppliedUndef):
            return self._opaque(expression)
        rewritten = by_powers(expression)
        if rewritten != expression:
            return self.value(rewritten)
        raise Declines(f"no normal form for {expression.func.__name__}")

    def _number(self, expression: Basic) -> Fraction:
        return self.field.constant(fmpq(int(expression.p), int(expression.q)))

    def _symbol(self, expression: Basic) -> Fraction:
        declared = _of_name(expression)
        if declared is None:
            raise Declines("a symbol that is not real")
        if declared.sign is Sign.POSITIVE or not self.domain.conditions:
            return self.generator(declared)
        said = signs_from(self.domain).get(expression, Sign.ANY)
        return self.generator(declared._replace(sign=said) if said.value > declared.sign.value else declared)

    def _constant(self, expression: Basic) -> Fraction:
        return self.generator(Generator(f"constant {expression}", Kind.SYMBOL, Sign.POSITIVE, 0, expression))

    def _zeta(self, expression: Basic) -> Fraction:
        """ζ(3), ζ(5), …: numbers of which no relation is used."""
        if len(expression.args) != 1 or not expression.args[0].is_Integer or expression.args[0] < 2:
            raise Declines("ζ of what is no integer above 1")
        return self._constant(expression)

    def _bound_index(self, expression: Basic) -> Fraction:
        sign = self.index_signs.get(expression, Sign.ANY)
        return self.generator(Generator(expression.name, Kind.SYMBOL, sign, mark_bit(expression), expression))

    def _add(self, expression: Basic) -> Fraction:
        total = self.value(expression.args[0])
        for term in expression.args[1:]:
            total = self.field.add(total, self.value(term))
        return total

    def _multiply(self, expression: Basic) -> Fraction:
        first, *rest = expression.args
        number = first if first.is_Rational and first.p and rest else None  # SymPy writes numbers first
        product = self.value(first if number is None else rest.pop(0))
        for factor in rest:
            product = self.field.multiply(product, self.value(factor))
        if number is None:
            return product
        if number is sympy.S.NegativeOne:
            return self.field.negate(product)
        return self.field.scaled(product, fmpq(int(number.p), int(number.q)))

    def _power(self, expression: Basic) -> Fraction:
        base, exponent = expression.args
        if isinstance(exponent, sympy.Integer):
            return self.field.power(self.value(base), int(exponent))
        if isinstance(exponent, sympy.Rational):
            return self.root(self.value(base), int(exponent.p), int(exponent.q))
        as_number = self.value(exponent)
        if as_number.numerator.is_constant() and not as_number.denominator:
            number = as_number.numerator.leading_coefficient() if as_number.numerator else fmpq(0)
            if number.denominator == 1:
                return self.field.power(self.value(base), int(number.numerator))
            return self.root(self.value(base), int(number.numerator), int(number.denominator))
        raise Declines("a power that was not seen among the exponentials")


@lru_cache(maxsize=4096)
def _of_name(symbol: Basic) -> Generator | None:
    """The generator of a name, with the sign that is declared of it; None where it may stand for what is not real."""
    if symbol.is_real is False or (symbol.is_complex and not symbol.is_real):
        return None
    return Generator(safe_name(symbol.name), Kind.SYMBOL, declared_sign(symbol), 0, symbol)


RULES: Mapping[type, Callable[[Tower, Basic], Fraction]] = {
    sympy.Symbol: Tower._symbol,
    sympy.Dummy: Tower._symbol,
    sympy.Integer: Tower._number,
    sympy.Rational: Tower._number,
    type(sympy.S.Half): Tower._number,
    type(sympy.S.NegativeOne): Tower._number,
    BoundIndex: Tower._bound_index,
    type(sympy.pi): Tower._constant,
    type(sympy.Catalan): Tower._constant,
    type(sympy.EulerGamma): Tower._constant,
    sympy.zeta: Tower._zeta,
    sympy.Add: Tower._add,
    sympy.Mul: Tower._multiply,
    sympy.Pow: Tower._power,
    sympy.log: Tower._logarithm,
    sympy.Abs: Tower._absolute,
    sympy.Indexed: Tower._indexed,
    sympy.KroneckerDelta: Tower._kronecker,
    sympy.Sum: Tower._sum,
    sympy.sign: Tower._sign,
    sympy.Derivative: Tower._derivative,
    sympy.Product: Tower._product,
    **special.RULES,
}
