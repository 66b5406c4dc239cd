"""The normal form: an expression as a fraction over generators, one for each independent kernel.

Symbols, exponentials, logarithms, roots, absolute values, data, sums over data and opaque
functions become generators of a field of fractions; exponents share an integer basis (Risch
1979, "Algebraic properties of the elementary functions of analysis"; Bronstein 2005, ch. 9), so
that dependent kernels share a generator. Two expressions whose difference has the numerator
zero, modulo the relations of the algebraic generators, are equal wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import lcm

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.field import Factors, Field, Fraction, TooLarge
from checker.decide.lattice import integer_basis
from checker.model import Domain

ROOMS = (12, 32, 96)  # generators; small rings are fast, larger ones are tried when they overflow
HIGHEST_POWER_SUM = 12
HIGHEST_ROOT = 60
LARGEST_RADICAND = 10**12


class Declines(Exception):
    """The expression holds something that has no place in the normal form."""


class OutOfRoom(Exception):
    """More generators are needed than this ring has."""


class Kind(Enum):
    """What a generator stands for."""

    SYMBOL = "symbol"
    DATA = "data"
    FUNCTION = "function"
    EXPONENTIAL = "exponential"
    LOGARITHM = "logarithm"
    ROOT = "root"
    ABSOLUTE = "absolute value"
    SUM = "sum"


class Sign(Enum):
    """What is known of a value's sign everywhere on the domain."""

    POSITIVE = 3
    NONNEGATIVE = 2
    NONZERO = 1
    ANY = 0


@dataclass(frozen=True, slots=True)
class Generator:
    """One kernel.

    `argument` is the exponent, the logarithm's argument, the radicand, what the absolute value
    is of, or the summand; `degree` the root's; `bounds` a sum's; `marks` the bound indices it
    depends on, one bit each.
    """

    name: str
    kind: Kind
    sign: Sign
    marks: int
    origin: Basic | None = None
    argument: Fraction | None = None
    degree: int = 0
    bounds: tuple[Fraction, Fraction] | None = None


def build(expressions: Sequence[Basic], domain: Domain) -> tuple[Tower, list[Fraction]]:
    """A tower that holds all the expressions, and their values in it.

    Raises Declines or TooLarge where there is none.
    """
    for room in ROOMS:
        tower = Tower(room, domain)
        try:
            return tower, tower.enter(expressions)
        except OutOfRoom:
            continue
    raise TooLarge


class Tower:
    """The generators found so far, and every subexpression's value over them."""

    def __init__(self, room: int, domain: Domain) -> None:
        self.field = Field(room)
        self.domain = domain
        self.generators: list[Generator] = []
        self.by_name: dict[tuple[Kind, str], int] = {}
        self.values: dict[Basic, Fraction] = {}
        self.root_degree = 2

    # --- entering expressions ------------------------------------------------------------------

    def enter(self, expressions: Sequence[Basic]) -> list[Fraction]:
        """The values of expressions that are to be compared: their kernels are made independent together."""
        marked = [mark_indices(expression) for expression in expressions]
        nodes = _kernels(marked)
        self.root_degree = _common_root_degree(nodes)
        for level in _by_depth(nodes):
            self._enter_exponentials(level)
        return [self.value(expression) for expression in marked]

    def value(self, expression: Basic) -> Fraction:
        """The expression as a fraction over the generators. Raises Declines, TooLarge, DividesByZero."""
        known = self.values.get(expression)
        if known is None:
            known = self._compute(expression)
            self.values[expression] = known
        return known

    def _compute(self, expression: Basic) -> Fraction:
        rule = RULES.get(expression.func)
        if rule is not None:
            return rule(self, expression)
        if isinstance(expression, sympy.Rational):
            return self.field.constant(fmpq(int(expression.p), int(expression.q)))
        if isinstance(expression, AppliedUndef):
            return self._opaque(expression)
        raise Declines(f"no normal form for {expression.func.__name__}")

    # --- generators ----------------------------------------------------------------------------

    def generator(self, candidate: Generator) -> Fraction:
        """The generator of this name, entered if new."""
        key = (candidate.kind, candidate.name)
        index = self.by_name.get(key)
        if index is None:
            index = len(self.generators)
            if index >= len(self.field.generators):
                raise OutOfRoom
            self.generators.append(candidate)
            self.by_name[key] = index
        elif candidate.kind is Kind.SYMBOL and self.generators[index].origin != candidate.origin:
            raise Declines(f"two symbols are named {candidate.name}")
        return self.field.generator(index)

    def marks(self, polynomial: fmpq_mpoly) -> int:
        """The bound indices a polynomial depends on."""
        found = 0
        for k, degree in enumerate(polynomial.degrees()):
            if degree > 0:
                found |= self.generators[k].marks
        return found

    def marks_of(self, value: Fraction) -> int:
        """The bound indices a fraction depends on."""
        found = self.marks(value.numerator)
        for index, _ in value.denominator:
            found |= self.marks(self.field.factors[index])
        return found

    def text(self, value: Fraction) -> str:
        """A canonical text: equal values have equal texts."""
        top, bottom = self.field.lowest_terms(value)
        above = self.polynomial_text(top)
        if bottom.is_constant():
            return above
        over = self.polynomial_text(bottom)
        return f"{above if len(top) == 1 else f'({above})'}/{over if over.isidentifier() else f'({over})'}"

    def polynomial_text(self, polynomial: fmpq_mpoly) -> str:
        """A polynomial as text in its generators' names, terms in a fixed order."""
        terms = [(self.monomial_text(monomial), coefficient) for monomial, coefficient in polynomial.to_dict().items()]
        return " + ".join(_term_text(name, coefficient) for name, coefficient in sorted(terms, key=_by_name)) or "0"

    def monomial_text(self, monomial: Iterable[int]) -> str:
        """A product of generators as text, in the order of their names."""
        parts = ((self.generators[k].name, int(exponent)) for k, exponent in enumerate(monomial) if exponent)
        return "*".join(name if exponent == 1 else f"{name}^{exponent}" for name, exponent in sorted(parts))

    # --- leaves and arithmetic -----------------------------------------------------------------

    def _symbol(self, expression: Basic) -> Fraction:
        return self.generator(Generator(_safe(expression.name), Kind.SYMBOL, _declared_sign(expression), 0, expression))

    def _constant(self, expression: Basic) -> Fraction:
        return self.generator(Generator(f"constant {expression}", Kind.SYMBOL, Sign.POSITIVE, 0, expression))

    def _bound_index(self, expression: Basic) -> Fraction:
        return self.generator(Generator(expression.name, Kind.SYMBOL, Sign.ANY, _mark_bit(expression), expression))

    def _add(self, expression: Basic) -> Fraction:
        total = self.value(expression.args[0])
        for term in expression.args[1:]:
            total = self.field.add(total, self.value(term))
        return total

    def _multiply(self, expression: Basic) -> Fraction:
        product = self.value(expression.args[0])
        for factor in expression.args[1:]:
            product = self.field.multiply(product, self.value(factor))
        return product

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

    # --- exponentials --------------------------------------------------------------------------

    def _enter_exponentials(self, level: Sequence[Basic]) -> None:
        """Gives a value to each exponential kernel of one depth, over a common basis of their exponents."""
        split = [(node, *self._known_part(self._exponent(node))) for node in level]
        bottoms = [self.field.lowest_terms(rest)[1] for _, _, rest in split]
        common = self.field.context.constant(1)
        for bottom in bottoms:
            common = self.field.product(common, bottom / common.gcd(bottom))
        vectors = [self._vector(rest, common) for _, _, rest in split]
        occupied = [k for k, vector in enumerate(vectors) if vector]
        basis, coordinates = integer_basis([vectors[k] for k in occupied]) if occupied else ([], [])
        generators = [self._exponential_generator(vector, common) for vector in basis]
        exponentials: dict[int, list[int]] = dict(zip(occupied, coordinates, strict=True))
        for k, (node, known, _) in enumerate(split):
            exponential = known
            for generator, count in zip(generators, exponentials.get(k, [0] * len(generators)), strict=True):
                if count:
                    exponential = self.field.multiply(exponential, self.field.power(generator, count))
            self.values[node] = self._from_exponential(node, exponential)

    def _exponent(self, node: Basic) -> Fraction:
        if isinstance(node, sympy.Pow):
            return self.field.multiply(self.value(node.exp), self.logarithm(self.value(node.base)))
        argument = self.value(node.args[0]) if node.args else self.field.one
        return self.field.multiply(self.imaginary_unit(), argument) if node.func in CIRCULAR else argument

    def _vector(self, value: Fraction, common: fmpq_mpoly) -> dict[tuple[int, ...], fmpq]:
        top, bottom = self.field.lowest_terms(value)
        polynomial = self.field.product(top, common / bottom)
        return {tuple(int(e) for e in monomial): c for monomial, c in polynomial.to_dict().items()}

    def _exponential_generator(self, vector: Mapping[tuple[int, ...], fmpq], common: fmpq_mpoly) -> Fraction:
        numerator = self.field.context.from_dict(dict(vector))
        scale, factors = self.field.as_factors(common)
        exponent = Fraction(numerator / scale, factors)
        real = not self._mentions(exponent, (Kind.ROOT, "constant I"))
        return self.generator(
            Generator(
                f"exp({self.text(exponent)})",
                Kind.EXPONENTIAL,
                Sign.POSITIVE if real else Sign.NONZERO,
                self.marks_of(exponent),
                argument=exponent,
            )
        )

    def _mentions(self, value: Fraction, key: tuple[Kind, str]) -> bool:
        index = self.by_name.get(key)
        if index is None:
            return False
        polynomials = [value.numerator, *(self.field.factors[k] for k, _ in value.denominator)]
        return any(polynomial.degrees()[index] > 0 for polynomial in polynomials)

    def _known_part(self, exponent: Fraction) -> tuple[Fraction, Fraction]:
        """exp of the part that is no new kernel, and the rest: exp(k·log P) = Pᵏ, exp(iπq) a root of unity."""
        if exponent.denominator:
            top, bottom = self.field.lowest_terms(exponent)
            if not bottom.is_constant():
                return self.field.one, exponent
            exponent = Fraction(top / bottom.leading_coefficient(), ())
        known, rest = self.field.one, exponent.numerator
        for monomial, coefficient in exponent.numerator.to_dict().items():
            value = self._exponential_of_term(tuple(int(e) for e in monomial), coefficient)
            if value is not None:
                known = self.field.multiply(known, value)
                rest = rest - self.field.context.from_dict({tuple(monomial): coefficient})
        return known, Fraction(rest, ())

    def _exponential_of_term(self, monomial: tuple[int, ...], coefficient: fmpq) -> Fraction | None:
        present = [(self.generators[k], e) for k, e in enumerate(monomial) if e]
        if len(present) == 1 and present[0][1] == 1 and present[0][0].kind is Kind.LOGARITHM:
            argument = present[0][0].argument
            assert argument is not None
            return self.root(argument, int(coefficient.numerator), int(coefficient.denominator))
        if (
            sorted(generator.name for generator, e in present if e == 1) == ["constant I", "constant pi"]
            and len(present) == 2
        ):
            return self._root_of_unity(coefficient)
        return None

    def _root_of_unity(self, turns: fmpq) -> Fraction | None:
        """exp(iπ·turns) in radicals, where SymPy's table of special angles has them."""
        angle = sympy.pi * sympy.Rational(int(turns.numerator), int(turns.denominator))
        real, imaginary = sympy.cos(angle), sympy.sin(angle)
        if real.has(sympy.cos, sympy.sin) or imaginary.has(sympy.cos, sympy.sin):
            return None
        return self.field.add(self.value(real), self.field.multiply(self.imaginary_unit(), self.value(imaginary)))

    def imaginary_unit(self) -> Fraction:
        """i, the root of −1: trigonometric functions are exponentials of i·angle."""
        minus_one = self.field.constant(-1)
        return self.generator(
            Generator("constant I", Kind.ROOT, Sign.NONZERO, 0, sympy.I, argument=minus_one, degree=2)
        )

    def _from_exponential(self, node: Basic, e: Fraction) -> Fraction:
        """A kernel's value from its exponential, such as sinh from eᵃ."""
        shape = FROM_EXPONENTIAL.get(node.func)
        if shape is None:
            return e
        field = self.field
        inverse = field.invert(e)
        plus, minus = field.add(e, inverse), field.subtract(e, inverse)
        i = self.imaginary_unit() if node.func in CIRCULAR else field.one
        two = field.constant(2)
        parts = {
            "sine": lambda: field.multiply(minus, field.invert(field.multiply(two, i))),
            "cosine": lambda: field.multiply(plus, field.invert(two)),
            "tangent": lambda: field.multiply(minus, field.invert(field.multiply(i, plus))),
            "cotangent": lambda: field.multiply(field.multiply(i, plus), field.invert(minus)),
            "secant": lambda: field.multiply(two, field.invert(plus)),
            "cosecant": lambda: field.multiply(field.multiply(two, i), field.invert(minus)),
        }
        return parts[shape]()

    # --- roots, logarithms, absolute values ----------------------------------------------------

    def root(self, base: Fraction, power: int, degree: int) -> Fraction:
        """base^(power/degree) for a base ≥ 0, with what is known positive taken out of the root."""
        if degree == 1:
            return self.field.power(base, power)
        if self.root_degree % degree:
            raise Declines("a root whose degree was not foreseen")
        count = power * (self.root_degree // degree)
        result = self.field.one
        for factor, exponent in self._positive_parts(base):
            result = self.field.multiply(result, self._root_power(factor, exponent * count))
        return result

    def _positive_parts(self, value: Fraction) -> list[tuple[Fraction, int]]:
        """value ≥ 0 as powers of parts, each ≥ 0: primes, positive generators and factors, and the rest."""
        top, bottom = self.field.lowest_terms(value)
        if top.is_zero():
            return [(self.field.zero, 1)]
        parts: list[tuple[Fraction, int]] = []
        rest = self.field.one
        for polynomial, side in ((top, 1), (bottom, -1)):
            scale, factors = polynomial.factor()
            if scale < 0:
                rest = self.field.negate(rest)
            parts += [(self.field.constant(p), e * side) for p, e in _primes(abs(scale))]
            for factor, exponent in factors:
                if self.sign(factor) in (Sign.POSITIVE, Sign.NONNEGATIVE):
                    parts.append((Fraction(factor, ()), int(exponent) * side))
                elif self.sign(-factor) is Sign.POSITIVE:
                    parts.append((Fraction(-factor, ()), int(exponent) * side))
                    rest = self.field.negate(rest) if exponent % 2 else rest
                else:
                    rest = self.field.multiply(rest, self.field.power(Fraction(factor, ()), int(exponent) * side))
        return parts + self._rest_parts(rest)

    def _rest_parts(self, rest: Fraction) -> list[tuple[Fraction, int]]:
        """The part of unknown sign: an even power f²ᵏ is |f|²ᵏ, anything else stays whole."""
        top, bottom = self.field.lowest_terms(rest)
        if top.is_constant() and bottom.is_constant():
            value = top.leading_coefficient()
            return [] if value == 1 else [(rest, 1)]
        if bottom.is_constant():
            scale, factors = top.factor()
            if scale == 1 and all(exponent % 2 == 0 for _, exponent in factors):
                return [(self.absolute(Fraction(factor, ())), int(exponent)) for factor, exponent in factors]
        return [(rest, 1)]

    def _root_power(self, base: Fraction, count: int) -> Fraction:
        """base^(count/root_degree) over the generator of base's root."""
        whole, part = divmod(count, self.root_degree)
        result = self.field.power(base, whole)
        if not part:
            return result
        if base.numerator.is_zero():
            return self.field.zero
        generator = self.generator(
            Generator(
                f"({self.text(base)})^(1/{self.root_degree})",
                Kind.ROOT,
                Sign.POSITIVE if self.sign_of(base) is Sign.POSITIVE else Sign.NONNEGATIVE,
                self.marks_of(base),
                argument=base,
                degree=self.root_degree,
            )
        )
        return self.field.multiply(result, self.field.power(generator, part))

    def logarithm(self, value: Fraction) -> Fraction:
        """log of a value > 0, as a sum over its positive parts."""
        total = self.field.zero
        for part, exponent in self._positive_parts(value):
            total = self.field.add(
                total, self.field.multiply(self.field.constant(exponent), self._logarithm_of_part(part))
            )
        return total

    def _logarithm_of_part(self, part: Fraction) -> Fraction:
        index = self._single_generator(part)
        if index is not None:
            generator = self.generators[index]
            if generator.kind is Kind.EXPONENTIAL and generator.sign is Sign.POSITIVE:
                assert generator.argument is not None
                return generator.argument
            if generator.kind is Kind.ROOT and generator.sign is Sign.POSITIVE:
                assert generator.argument is not None
                below = self.logarithm(generator.argument)
                return self.field.multiply(below, self.field.constant(fmpq(1, generator.degree)))
        return self.generator(
            Generator(f"log({self.text(part)})", Kind.LOGARITHM, Sign.ANY, self.marks_of(part), argument=part)
        )

    def _single_generator(self, value: Fraction) -> int | None:
        if value.denominator or len(value.numerator) != 1 or value.numerator.leading_coefficient() != 1:
            return None
        monomial = [(k, int(e)) for k, e in enumerate(value.numerator.monoms()[0]) if e]
        return monomial[0][0] if len(monomial) == 1 and monomial[0][1] == 1 else None

    def _logarithm(self, expression: Basic) -> Fraction:
        return self.logarithm(self.value(expression.args[0]))

    def absolute(self, value: Fraction) -> Fraction:
        """|value|: the value or its negative where the sign is known, else a generator a with a² = value²."""
        for candidate in (value, self.field.negate(value)):
            if self.sign_of(candidate) in (Sign.POSITIVE, Sign.NONNEGATIVE):
                return candidate
        top, bottom = self.field.lowest_terms(value)
        lead = top.leading_coefficient()
        plain = Fraction(top / lead, self.field.as_factors(bottom)[1])
        generator = self.generator(
            Generator(f"abs({self.text(plain)})", Kind.ABSOLUTE, Sign.NONNEGATIVE, self.marks_of(plain), argument=plain)
        )
        return self.field.multiply(self.field.constant(abs(lead)), generator)

    def _absolute(self, expression: Basic) -> Fraction:
        return self.absolute(self.value(expression.args[0]))

    # --- data, opaque functions, sums ----------------------------------------------------------

    def _indexed(self, expression: Basic) -> Fraction:
        indices = [self.value(index) for index in expression.args[1:]]
        marks = 0
        for index in indices:
            marks |= self.marks_of(index)
        name = f"{_safe(str(expression.args[0]))}[{', '.join(self.text(index) for index in indices)}]"
        return self.generator(Generator(name, Kind.DATA, _declared_sign(expression), marks, expression))

    def _opaque(self, expression: Basic) -> Fraction:
        arguments = [self.value(argument) for argument in expression.args]
        marks = 0
        for argument in arguments:
            marks |= self.marks_of(argument)
        name = f"{_safe(str(expression.func))}({', '.join(self.text(argument) for argument in arguments)})"
        return self.generator(Generator(name, Kind.FUNCTION, _declared_sign(expression), marks, expression))

    def _sum(self, expression: Basic) -> Fraction:
        body, *limits = expression.args
        value = self.value(body)
        for limit in limits:
            if len(limit) != 3:
                raise Declines("a sum without bounds")
            index, low, high = limit
            value = self.summation(value, _mark_bit(index), self.value(low), self.value(high))
        return value

    def summation(self, body: Fraction, mark: int, low: Fraction, high: Fraction) -> Fraction:
        """Σ of a fraction over one bound index: what does not depend on the index leaves the sum, term by term."""
        free_below, bound_below = self._split_denominator(body.denominator, mark)
        length = self.field.add(self.field.subtract(high, low), self.field.one)
        total = self.field.zero
        for monomial, coefficient in body.numerator.to_dict().items():
            free, bound = self._split_monomial(tuple(int(e) for e in monomial), mark)
            free_part = Fraction(self.field.context.from_dict({free: coefficient}), ())
            if any(bound) or bound_below:
                summed = self._sum_generator(bound, bound_below, mark, low, high, length)
            else:
                summed = length
            total = self.field.add(total, self.field.multiply(free_part, summed))
        return self.field.multiply(total, Fraction(self.field.context.constant(1), free_below))

    def _split_denominator(self, denominator: Factors, mark: int) -> tuple[Factors, Factors]:
        bound = tuple(pair for pair in denominator if self.marks(self.field.factors[pair[0]]) & mark)
        return tuple(pair for pair in denominator if pair not in bound), bound

    def _split_monomial(self, monomial: tuple[int, ...], mark: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        free = tuple(0 if self.generators_mark(k) & mark else e for k, e in enumerate(monomial))
        return free, tuple(a - b for a, b in zip(monomial, free, strict=True))

    def generators_mark(self, index: int) -> int:
        """The bound indices a generator depends on; none for one that is not in use."""
        return self.generators[index].marks if index < len(self.generators) else 0

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
        if not below and len(present) == 1 and present[0][0].kind is Kind.SYMBOL and self._not_empty(length):
            return self._power_sum(present[0][1], low, high)
        body = Fraction(numerator, below)
        marks = (self.marks_of(body) & ~mark) | self.marks_of(low) | self.marks_of(high)
        name = self._sum_name(body, mark, low, high)
        square = not below and all(e % 2 == 0 or g.sign in (Sign.POSITIVE, Sign.NONNEGATIVE) for g, e in present)
        sign = Sign.NONNEGATIVE if square else Sign.ANY
        return self.generator(Generator(name, Kind.SUM, sign, marks, argument=body, degree=mark, bounds=(low, high)))

    def _sum_name(self, body: Fraction, mark: int, low: Fraction, high: Fraction) -> str:
        """A name that does not tell which bound index was used: the lowest free one stands for it."""
        old = f"#{mark.bit_length() - 1}"
        nested = [g for g in self.generators if g.kind is Kind.SUM and g.marks & mark and g.name in self.text(body)]
        height = 1 + max((g.degree.bit_length() - 1 for g in nested), default=0)
        return f"S[{self.text(low)}..{self.text(high)}; {self.text(body).replace(old, f'#{height}')}]"

    def _not_empty(self, length: Fraction) -> bool:
        return self.sign_of(length) in (Sign.POSITIVE, Sign.NONNEGATIVE)

    def _power_sum(self, power: int, low: Fraction, high: Fraction) -> Fraction:
        """Σ kᵖ in closed form (Faulhaber; Graham, Knuth and Patashnik 1994, §6.5)."""
        if power > HIGHEST_POWER_SUM:
            raise TooLarge
        before = self.field.subtract(low, self.field.one)
        return self.field.subtract(self._faulhaber(power, high), self._faulhaber(power, before))

    def _faulhaber(self, power: int, upto: Fraction) -> Fraction:
        k = sympy.Symbol("k")
        polynomial = sympy.Poly((sympy.bernoulli(power + 1, k + 1) - sympy.bernoulli(power + 1, 1)) / (power + 1), k)
        total = self.field.zero
        for coefficient in polynomial.all_coeffs():
            number = self.field.constant(fmpq(int(coefficient.p), int(coefficient.q)))
            total = self.field.add(self.field.multiply(total, upto), number)
        return total

    # --- derivatives ---------------------------------------------------------------------------

    def _derivative(self, expression: Basic) -> Fraction:
        body, *steps = expression.args
        value = self.value(body)
        for variable, order in steps:
            if not order.is_Integer:
                raise Declines("a derivative of symbolic order")
            name = self._single_generator(self.value(variable))
            if name is None:
                raise Declines("a derivative with respect to what is not a variable")
            for _ in range(int(order)):
                value = self.derive(value, name)
        return value

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
        if generator.argument is None:
            return self.field.zero
        inner = self.derive(generator.argument, variable)
        if inner.numerator.is_zero():
            return inner
        field = self.field
        if generator.kind is Kind.EXPONENTIAL:
            return field.multiply(inner, itself)
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
        low, high = generator.bounds
        if any(not self.derive(bound, variable).numerator.is_zero() for bound in (low, high)):
            raise Declines("the derivative of a sum with respect to its bound")
        return self.summation(inner, generator.degree, low, high)

    def _derive_function(self, generator: Generator, variable: int) -> Fraction:
        total = self.field.zero
        origin = generator.origin
        assert origin is not None
        for k, argument in enumerate(origin.args):
            inner = self.derive(self.value(argument), variable)
            if inner.numerator.is_zero():
                continue
            name = f"D{k + 1}.{generator.name}"
            partial = self.generator(Generator(name, Kind.FUNCTION, Sign.ANY, generator.marks, origin))
            total = self.field.add(total, self.field.multiply(inner, partial))
        return total

    # --- signs and zero ------------------------------------------------------------------------

    def sign_of(self, value: Fraction) -> Sign:
        """What is known of a fraction's sign: that of numerator times denominator."""
        if not value.denominator:
            return self.sign(value.numerator)
        product = self.field.product(value.numerator, self.field.denominator(value))
        return self.sign(product)

    def sign(self, polynomial: fmpq_mpoly) -> Sign:
        """POSITIVE or NONNEGATIVE where every term is; NONZERO for a product of nonzero generators; else ANY."""
        if polynomial.is_zero():
            return Sign.NONNEGATIVE
        if self._declared_positive(polynomial):
            return Sign.POSITIVE
        signs = [
            self._monomial_sign(monomial) if coefficient > 0 else Sign.ANY
            for monomial, coefficient in polynomial.to_dict().items()
        ]
        if all(sign in (Sign.POSITIVE, Sign.NONNEGATIVE) for sign in signs):
            return Sign.POSITIVE if Sign.POSITIVE in signs else Sign.NONNEGATIVE
        if len(polynomial) == 1:
            present = [self.generators[k].sign for k, e in enumerate(polynomial.monoms()[0]) if e]
            return Sign.NONZERO if all(sign in (Sign.POSITIVE, Sign.NONZERO) for sign in present) else Sign.ANY
        return Sign.ANY

    def _monomial_sign(self, monomial: Iterable[int]) -> Sign:
        sign = Sign.POSITIVE
        for k, exponent in enumerate(monomial):
            if not exponent:
                continue
            generator = self.generators[k]
            real = generator.sign is not Sign.NONZERO or generator.kind is Kind.SYMBOL
            if generator.sign is Sign.POSITIVE:
                continue
            if exponent % 2 == 0 and real:
                sign = sign if generator.sign is Sign.NONZERO else Sign.NONNEGATIVE
            elif generator.sign is Sign.NONNEGATIVE:
                sign = Sign.NONNEGATIVE
            else:
                return Sign.ANY
        return sign

    def _declared_positive(self, polynomial: fmpq_mpoly) -> bool:
        """Is it a positive multiple of what a condition of the domain says is positive?"""
        for condition in self.domain.conditions:
            greater = condition.func in (sympy.StrictGreaterThan, sympy.StrictLessThan)
            if not greater:
                continue
            try:
                difference = self.value(condition.gts - condition.lts)
            except (Declines, TooLarge):
                continue
            if not difference.denominator and _positive_multiple(polynomial, difference.numerator):
                return True
        return False

    def vanishes(self, value: Fraction) -> bool:
        """Is the numerator zero, modulo the relations of roots and absolute values?"""
        return self.reduced(value).numerator.is_zero()

    def reduced(self, value: Fraction) -> Fraction:
        """The numerator with every root's power below its degree, from the last generator to the first."""
        current = value
        for index in range(len(self.generators) - 1, -1, -1):
            generator = self.generators[index]
            if generator.kind is Kind.ROOT or generator.kind is Kind.ABSOLUTE:
                current = self._reduce_in(current, index, generator)
        return current

    def _reduce_in(self, value: Fraction, index: int, generator: Generator) -> Fraction:
        degree = generator.degree if generator.kind is Kind.ROOT else 2
        if value.numerator.degrees()[index] < degree:
            return value
        assert generator.argument is not None
        radicand = generator.argument
        if generator.kind is Kind.ABSOLUTE:
            radicand = self.field.multiply(radicand, radicand)
        by_power: dict[int, dict[tuple[int, ...], fmpq]] = {}
        for monomial, coefficient in value.numerator.to_dict().items():
            whole, part = divmod(int(monomial[index]), degree)
            rest = tuple(part if k == index else int(e) for k, e in enumerate(monomial))
            by_power.setdefault(whole, {})[rest] = coefficient
        total = self.field.zero
        for whole, terms in by_power.items():
            polynomial = Fraction(self.field.context.from_dict(terms), ())
            total = self.field.add(total, self.field.multiply(polynomial, self.field.power(radicand, whole)))
        return self.field.multiply(total, Fraction(self.field.context.constant(1), value.denominator))


# --- what needs no tower -----------------------------------------------------------------------


def _positive_multiple(polynomial: fmpq_mpoly, other: fmpq_mpoly) -> bool:
    if other.is_zero() or len(polynomial) != len(other):
        return False
    ratio = polynomial.leading_coefficient() / other.leading_coefficient()
    return bool(ratio > 0 and polynomial == other * ratio)


def _declared_sign(expression: Basic) -> Sign:
    if expression.is_positive:
        return Sign.POSITIVE
    if expression.is_nonnegative:
        return Sign.NONNEGATIVE
    return Sign.NONZERO if expression.is_nonzero else Sign.ANY


def _by_name(term: tuple[str, fmpq]) -> str:
    return term[0]


def _term_text(name: str, coefficient: fmpq) -> str:
    if not name:
        return str(coefficient)
    return name if coefficient == 1 else f"{coefficient}*{name}"


def _primes(number: fmpq) -> list[tuple[int, int]]:
    """A positive rational as powers of primes, or of itself where it is too large to factor at once."""
    found: list[tuple[int, int]] = []
    for part, side in ((int(number.numerator), 1), (int(number.denominator), -1)):
        if part > LARGEST_RADICAND:
            raise TooLarge
        found += [(int(prime), exponent * side) for prime, exponent in sorted(sympy.factorint(part).items())]
    return found


def _safe(name: str) -> str:
    """A user's name as part of a canonical text, so that it cannot be taken for anything of ours."""
    return name if name.isidentifier() and name not in RESERVED else f"‹{name.replace('›', '››')}›"


RESERVED = frozenset({"exp", "log", "abs", "S"})


class BoundIndex(sympy.Symbol):  # type: ignore[misc]  # SymPy ships no types
    """The index of a sum, named by its height: no symbol of a user's is one."""

    __slots__ = ()


def _mark_bit(index: Basic) -> int:
    return 1 << int(index.name[1:])


def mark_indices(expression: Basic) -> Basic:
    """Bound indices renamed by the height of their sum, so that Σᵢ xᵢ and Σⱼ xⱼ are one."""
    return _marked(expression)[0] if expression.has(sympy.Sum) else expression


def _marked(expression: Basic) -> tuple[Basic, int]:
    """The renamed expression and the number of sums nested in it."""
    if not expression.args:
        return expression, 0
    if isinstance(expression, sympy.Sum):
        body, height = _marked(expression.args[0])
        limits: list[Basic] = []
        for limit in expression.args[1:]:
            if len(limit) != 3:
                raise Declines("a sum without bounds")
            height += 1
            mark = BoundIndex(f"#{height}", integer=True)
            body = body.xreplace({limit[0]: mark})
            limits = [sympy.Tuple(*(part.xreplace({limit[0]: mark}) for part in earlier)) for earlier in limits]
            limits.append(sympy.Tuple(mark, limit[1], limit[2]))
        return sympy.Sum(body, *limits), height
    parts = [_marked(argument) for argument in expression.args]
    height = max(height for _, height in parts)
    if not height:
        return expression, 0
    return expression.func(*(part for part, _ in parts)), height


def _kernels(expressions: Sequence[Basic]) -> list[tuple[Basic, int]]:
    """Exponential and root kernels with their depth, innermost first, each once."""
    found: dict[Basic, int] = {}
    depths: dict[Basic, int] = {}

    def depth_of(node: Basic) -> int:
        known = depths.get(node)
        if known is not None:
            return known
        depth = max((depth_of(argument) for argument in node.args), default=0)
        if node.func in EXPONENTIALS or (isinstance(node, sympy.Pow) and not node.exp.is_Integer):
            depth += 1
            found[node] = depth
        depths[node] = depth
        return depth

    for expression in expressions:
        depth_of(expression)
    return list(found.items())


def _common_root_degree(nodes: Iterable[tuple[Basic, int]]) -> int:
    degree = 2
    for node, _ in nodes:
        for rational in node.atoms(sympy.Rational):
            degree = lcm(degree, int(rational.q))
    return degree if degree <= HIGHEST_ROOT else 2


def _by_depth(nodes: Sequence[tuple[Basic, int]]) -> list[list[Basic]]:
    levels: dict[int, list[Basic]] = {}
    for node, depth in nodes:
        if node.func in EXPONENTIALS or not (node.exp.is_Rational or node.exp.is_number):
            levels.setdefault(depth, []).append(node)
    return [levels[depth] for depth in sorted(levels)]


CIRCULAR = frozenset({sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc})

FROM_EXPONENTIAL = {
    sympy.sin: "sine",
    sympy.cos: "cosine",
    sympy.tan: "tangent",
    sympy.cot: "cotangent",
    sympy.sec: "secant",
    sympy.csc: "cosecant",
    sympy.sinh: "sine",
    sympy.cosh: "cosine",
    sympy.tanh: "tangent",
    sympy.coth: "cotangent",
    sympy.sech: "secant",
    sympy.csch: "cosecant",
}

EXPONENTIALS = frozenset({sympy.exp, type(sympy.E), *FROM_EXPONENTIAL})

RULES: Mapping[type, Callable[[Tower, Basic], Fraction]] = {
    sympy.Symbol: Tower._symbol,
    sympy.Dummy: Tower._symbol,
    BoundIndex: Tower._bound_index,
    type(sympy.pi): Tower._constant,
    sympy.Add: Tower._add,
    sympy.Mul: Tower._multiply,
    sympy.Pow: Tower._power,
    sympy.log: Tower._logarithm,
    sympy.Abs: Tower._absolute,
    sympy.Indexed: Tower._indexed,
    sympy.Sum: Tower._sum,
    sympy.Derivative: Tower._derivative,
}
