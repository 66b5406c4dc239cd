"""The normal form: an expression as a fraction over generators, one for each independent kernel.

Symbols, exponentials, logarithms, roots, absolute values, data, sums over data and opaque
functions become generators of a field of fractions; exponents share an integer basis (Risch
1979, "Algebraic properties of the elementary functions of analysis"; Bronstein 2005, ch. 9), so
that dependent kernels share a generator. Two expressions whose difference has the numerator
zero, modulo the relations of the algebraic generators, are equal wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import lcm

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide import special_kernels as special
from checker.decide.field import Factors, Field, Fraction, TooLarge
from checker.decide.generators import Declines, Generator, Kind, OutOfRoom, Sign
from checker.decide.lattice import integer_basis
from checker.model import Domain

ROOMS = (12, 32, 96)  # generators; small rings are fast, larger ones are tried when they overflow
HIGHEST_POWER_SUM = 12
HIGHEST_ROOT = 60
MOST_TERMS_WRITTEN_OUT = 60
FEW_TERMS = 12  # a polynomial with more is not factored to learn its sign
LARGEST_RADICAND = 10**12
IMAGINARY_UNIT = "constant I"


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
        self._declared: list[tuple[fmpq_mpoly, bool]] | None = None
        self.gaussians: dict[str, Fraction] = {}  # exp(−u²) for each erf(u)
        self.root_degree = 2
        self.index_signs: dict[Basic, Sign] = {}
        self.signed: set[int] = set()  # logarithms that stand for xⁿ with n an integer and x of any sign

    # --- entering expressions ------------------------------------------------------------------

    def enter(self, expressions: Sequence[Basic]) -> list[Fraction]:
        """The values of expressions that are to be compared: their kernels are made independent together."""
        marked = [mark_indices(expression) for expression in expressions]
        self.index_signs = _index_signs(marked)
        nodes = _kernels((*marked, *_sides_of(self.domain.conditions)))
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
        elif candidate.kind in NAMED and not _same_name(self.generators[index], candidate):
            raise Declines(f"two things are named {candidate.name}")
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
        if expression.is_real is False or (expression.is_complex and not expression.is_real):
            raise Declines("a symbol that is not real")
        return self.generator(Generator(_safe(expression.name), Kind.SYMBOL, _declared_sign(expression), 0, expression))

    def _sign_of_name(self, symbol: Basic) -> Sign:
        declared = _declared_sign(symbol)
        if declared is Sign.POSITIVE:
            return declared
        facts = [special.sign_from(condition, symbol) for condition in self.domain.conditions]
        return max((declared, *facts), key=lambda sign: sign.value)

    def _constant(self, expression: Basic) -> Fraction:
        return self.generator(Generator(f"constant {expression}", Kind.SYMBOL, Sign.POSITIVE, 0, expression))

    def _bound_index(self, expression: Basic) -> Fraction:
        sign = self.index_signs.get(expression, Sign.ANY)
        return self.generator(Generator(expression.name, Kind.SYMBOL, sign, _mark_bit(expression), expression))

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
        for node, _, rest in split:
            self._note_signed_base(node, rest)
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
            self._keep(node, exponential)

    def _keep(self, node: Basic, exponential: Fraction) -> None:
        if node.func is sympy.erf:
            self.gaussians[self.text(self.value(node.args[0]))] = exponential  # what its derivative needs
        else:
            self.values[node] = self._from_exponential(node, exponential)

    def _exponent(self, node: Basic) -> Fraction:
        if isinstance(node, sympy.Pow):
            base = self.value(node.base)
            if node.exp.is_integer and self.sign_of(base) is not Sign.POSITIVE:
                return self.field.multiply(self.value(node.exp), special.formal_logarithm(self, base))
            return self.field.multiply(self.value(node.exp), self.logarithm(base))
        if node.func is sympy.erf:
            argument = self.value(node.args[0])
            return self.field.negate(self.field.multiply(argument, argument))
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
        positive = self.is_real(exponent) and not self.mentioned(exponent) & self.signed
        return self.generator(
            Generator(
                f"exp({self.text(exponent)})",
                Kind.EXPONENTIAL,
                Sign.POSITIVE if positive else Sign.NONZERO,
                self.marks_of(exponent),
                argument=exponent,
            )
        )

    def _note_signed_base(self, node: Basic, exponent: Fraction) -> None:
        """xⁿ with n an integer has a value for negative x too: it is a character of x, not a positive number."""
        if isinstance(node, sympy.Pow) and node.exp.is_integer:
            for k in sorted(self.mentioned(exponent)):
                argument = self.generators[k].argument
                if self.generators[k].kind is Kind.LOGARITHM and argument is not None:
                    self.signed |= set() if self.sign_of(argument) is Sign.POSITIVE else {k}

    def mentioned(self, value: Fraction) -> set[int]:
        """The generators that a fraction holds."""
        polynomials = [value.numerator, *(self.field.factors[k] for k, _ in value.denominator)]
        return {k for polynomial in polynomials for k, degree in enumerate(polynomial.degrees()) if degree > 0}

    def is_real(self, value: Fraction) -> bool:
        """Is the fraction surely real: its own conjugate, where e^{ia} and i are among its generators?"""
        conjugate = self._conjugate(value)
        return conjugate is not None and self.vanishes(self.field.subtract(value, conjugate))

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
        for monomial, coefficient in polynomial.to_dict().items():
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
        names = {generator.name for generator, e in present if e == 1}
        if names == {"constant I", "constant pi"} and len(present) == 2:
            return self._root_of_unity(coefficient)
        if {"constant I", "constant pi"} < names:
            return special.sign_of_whole_turns(self, present, coefficient)
        if special.FORMAL_SIGN in names:
            return special.power_of_minus_one(self, present, coefficient)
        inverses = [generator for generator, e in present if generator.kind is Kind.INVERSE and e == 1]
        if len(present) == 2 and "constant I" in names and len(inverses) == 1:
            return special.on_the_unit_circle(self, inverses[0], coefficient)
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
            Generator(IMAGINARY_UNIT, Kind.ROOT, Sign.NONZERO, 0, sympy.I, argument=minus_one, degree=2)
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
        square = self._as_square(top, bottom)
        if square is not None:
            return [(self.absolute(square), 2)]
        return [(rest, 1)]

    def _as_square(self, top: fmpq_mpoly, bottom: fmpq_mpoly) -> Fraction | None:
        """The q with q² = top/bottom, where there is one over the generators."""
        scale, above = top.factor()
        lead, below = bottom.factor()
        if any(exponent % 2 for _, exponent in (*above, *below)):
            return None
        number = self.root(self.field.constant(scale / lead), 1, 2) if scale / lead > 0 else None
        if number is None:
            return None
        for factor, exponent in above:
            number = self.field.multiply(number, self.field.power(Fraction(factor, ()), int(exponent) // 2))
        for factor, exponent in below:
            number = self.field.multiply(number, self.field.power(Fraction(factor, ()), -int(exponent) // 2))
        return number

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
        sign = self.sign_of(self.field.subtract(part, self.field.one))
        known = sign if sign in (Sign.POSITIVE, Sign.NONNEGATIVE) else Sign.ANY
        return self.generator(
            Generator(f"log({self.text(part)})", Kind.LOGARITHM, known, self.marks_of(part), argument=part)
        )

    def generator_of(self, value: Fraction) -> Generator:
        """The one generator that a value is. Raises Declines where it is none."""
        index = self._single_generator(value)
        if index is None:
            raise Declines("an opaque function that is no generator")
        return self.generators[index]

    def opaque_product(self, body: Basic, index: Basic, low: Basic, high: Basic) -> Fraction:
        """∏ over a bound index as one generator, named by its factor and bounds."""
        factor, start, end = self.value(body), self.value(low), self.value(high)
        mark = _mark_bit(index)
        name = self._sum_name(factor, mark, start, end).replace("S[", "P[", 1)
        marks = (self.marks_of(factor) & ~mark) | self.marks_of(start) | self.marks_of(end)
        sign = Sign.POSITIVE if self.sign_of(factor) is Sign.POSITIVE else Sign.ANY
        return self.generator(Generator(name, Kind.PRODUCT, sign, marks, argument=factor, degree=mark))

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
            Generator(
                f"abs({self.text(plain)})",
                Kind.ABSOLUTE,
                Sign.POSITIVE if self.sign_of(plain) is Sign.NONZERO else Sign.NONNEGATIVE,
                self.marks_of(plain),
                argument=plain,
            )
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
            if low.is_Integer and high.is_Integer and len(limits) == 1:
                return self._written_out(body, index, range(int(low), int(high) + 1))
            value = self.summation(value, _mark_bit(index), self.value(low), self.value(high))
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
        length = self.field.add(self.field.subtract(high, low), self.field.one)
        total = self.field.zero
        for monomial, coefficient in body.numerator.to_dict().items():
            free, bound = self._split_monomial(tuple(int(e) for e in monomial), mark)
            free_part = Fraction(self.field.context.from_dict({free: coefficient}), ())
            if any(bound) or bound_below or not self._not_empty(length):
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
        old = next(g.name for g in self.generators if g.kind is Kind.SYMBOL and g.marks == mark)
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
            if self.generators[name].kind not in (Kind.SYMBOL, Kind.FUNCTION):
                raise Declines("a derivative with respect to one datum of many")
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

    # --- signs and zero ------------------------------------------------------------------------

    def sign_of(self, value: Fraction) -> Sign:
        """What is known of a fraction's sign: that of numerator times denominator."""
        if not value.denominator:
            return self.sign(value.numerator)
        product = self.field.product(value.numerator, self.field.denominator(value))
        return self.sign(product)

    def sign(self, polynomial: fmpq_mpoly) -> Sign:
        """POSITIVE or NONNEGATIVE where that is certain on the domain; NONZERO for a product of such; else ANY."""
        if polynomial.is_zero():
            return Sign.NONNEGATIVE
        found = self._sign_by_terms(polynomial)
        if found is not Sign.ANY or len(polynomial) > FEW_TERMS:
            return found
        found = self._sign_by_conditions(polynomial)
        if found is not Sign.ANY:
            return found
        scale, factors = polynomial.factor()
        if len(factors) == 1 and factors[0][1] == 1:
            return Sign.ANY
        return self._sign_of_product(scale, factors)

    def _sign_by_terms(self, polynomial: fmpq_mpoly) -> Sign:
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

    def _sign_of_product(self, scale: fmpq, factors: Iterable[tuple[fmpq_mpoly, int]]) -> Sign:
        positive, result = scale > 0, Sign.POSITIVE
        for factor, exponent in factors:
            sign = self.sign(factor)
            opposite = self.sign(-factor) if sign is Sign.ANY else Sign.ANY
            if sign is Sign.ANY and opposite is Sign.ANY:
                return Sign.ANY
            if opposite is not Sign.ANY:
                sign, positive = opposite, positive is (exponent % 2 == 0)
            result = min(result, sign, key=lambda known: known.value)
        if result in (Sign.POSITIVE, Sign.NONNEGATIVE):
            return result if positive else (Sign.NONZERO if result is Sign.POSITIVE else Sign.ANY)
        return result

    def _sign_by_conditions(self, polynomial: fmpq_mpoly) -> Sign:
        """A sum of λ·(what a condition says is positive) and of terms that are not negative."""
        for difference, strict in self._declared_signs():
            for monomial, coefficient in difference.to_dict().items():
                own = polynomial.to_dict().get(monomial)
                if own is None or own / coefficient <= 0:
                    continue
                rest = polynomial - difference * (own / coefficient)
                sign = Sign.NONNEGATIVE if rest.is_zero() else self._sign_by_terms(rest)
                if sign is Sign.POSITIVE or (strict and sign is Sign.NONNEGATIVE):
                    return Sign.POSITIVE
                if sign is Sign.NONNEGATIVE:
                    return Sign.NONNEGATIVE
        return Sign.ANY

    def _declared_signs(self) -> list[tuple[fmpq_mpoly, bool]]:
        """What the domain's conditions say is > 0 (True) or ≥ 0 (False), as polynomials."""
        if self._declared is None:
            self._declared = []
            for condition in special.plain_conditions(self.domain.conditions):
                try:
                    value = self.value(condition.gts - condition.lts)
                except (Declines, TooLarge):
                    continue
                strict = condition.func in (sympy.StrictGreaterThan, sympy.StrictLessThan)
                if not value.denominator and not value.numerator.is_zero():
                    self._declared.append((value.numerator, strict))
        return self._declared

    def _monomial_sign(self, monomial: Iterable[int]) -> Sign:
        sign = Sign.POSITIVE
        for k, exponent in enumerate(monomial):
            if not exponent:
                continue
            generator = self.generators[k]
            if generator.sign is Sign.POSITIVE:
                continue
            if exponent % 2 == 0 and self._is_real_generator(k):
                sign = sign if generator.sign is Sign.NONZERO else Sign.NONNEGATIVE
            elif generator.sign is Sign.NONNEGATIVE:
                sign = Sign.NONNEGATIVE
            else:
                return Sign.ANY
        return sign

    def _is_real_generator(self, index: int) -> bool:
        return self._conjugate_of_generator(index) == self.field.generator(index)

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
    plain = name.isidentifier() and name not in RESERVED
    return name if plain else f"‹{name.replace('›', '››').replace('#', '›h')}›"


NAMED = frozenset({Kind.SYMBOL, Kind.DATA, Kind.FUNCTION})


def _same_name(known: Generator, candidate: Generator) -> bool:
    """Do two generators of one name stand for one thing? Symbols by their assumptions, the rest by their sign."""
    if known.kind is Kind.SYMBOL:
        return known.origin == candidate.origin
    return known.sign is candidate.sign


RESERVED = frozenset({"exp", "log", "abs", "S"})


class BoundIndex(sympy.Symbol):  # type: ignore[misc]  # SymPy ships no types
    """The index of a sum, named by its height: no symbol of a user's is one."""

    __slots__ = ()


def _bound_index(height: int, low: Basic) -> Basic:
    """The index of a sum; one that starts at 1 or 0 is known to be positive or not negative."""
    if low.is_positive:
        return BoundIndex(f"#{height}p", integer=True, positive=True)
    if low.is_nonnegative:
        return BoundIndex(f"#{height}n", integer=True, nonnegative=True)
    return BoundIndex(f"#{height}", integer=True)


def _mark_bit(index: Basic) -> int:
    return 1 << int(index.name[1:].rstrip("pn"))


def mark_indices(expression: Basic) -> Basic:
    """Bound indices renamed by the height of their sum, so that Σᵢ xᵢ and Σⱼ xⱼ are one."""
    return _marked(expression)[0] if expression.has(sympy.Sum, sympy.Product) else expression


def _marked(expression: Basic) -> tuple[Basic, int]:
    """The renamed expression and the number of sums nested in it."""
    if not expression.args:
        return expression, 0
    if isinstance(expression, sympy.Sum | sympy.Product):
        body, height = _marked(expression.args[0])
        limits: list[Basic] = []
        for limit in expression.args[1:]:
            if len(limit) != 3:
                raise Declines("a sum without bounds")
            height += 1
            mark = _bound_index(height, limit[1])
            body = body.xreplace({limit[0]: mark})
            limits = [sympy.Tuple(*(part.xreplace({limit[0]: mark}) for part in earlier)) for earlier in limits]
            limits.append(sympy.Tuple(mark, limit[1], limit[2]))
        return expression.func(body, *limits), height
    parts = [_marked(argument) for argument in expression.args]
    height = max(height for _, height in parts)
    if not height:
        return expression, 0
    return expression.func(*(part for part, _ in parts)), height


def _index_signs(expressions: Sequence[Basic]) -> dict[Basic, Sign]:
    """What the lower bounds say of each bound index's sign: POSITIVE where every sum over it starts at 1 or later."""
    signs: dict[Basic, Sign] = {}
    for expression in expressions:
        for total in sorted(expression.atoms(sympy.Sum), key=sympy.default_sort_key):
            for index, low, _ in total.args[1:]:
                sign = _declared_sign(low)
                signs[index] = min(sign, signs.get(index, sign), key=lambda known: known.value)
    return {index: sign for index, sign in signs.items() if sign in (Sign.POSITIVE, Sign.NONNEGATIVE)}


def _sides_of(conditions: Iterable[Basic]) -> list[Basic]:
    """What the domain's conditions compare: its kernels must share generators with the claim's."""
    return [side for condition in conditions if condition.is_Relational for side in condition.args]


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

EXPONENTIALS = frozenset({sympy.exp, type(sympy.E), sympy.erf, *FROM_EXPONENTIAL})

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
    **special.RULES,
}
