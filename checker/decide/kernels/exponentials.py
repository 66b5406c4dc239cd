"""Exponentials and trigonometric functions over an integer basis of their exponents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic

from checker.decide.kernels import lambert
from checker.decide.kernels import special_kernels as special
from checker.decide.kernels.field import Field, Fraction, terms_of
from checker.decide.kernels.generators import Generator, Kind, Sign
from checker.decide.kernels.kernel_scan import CIRCULAR, FROM_EXPONENTIAL
from checker.decide.kernels.lattice import integer_basis
from checker.decide.kernels.radicals import Radicals


class Exponentials(Radicals):
    """Trigonometric functions are exponentials of i·angle."""

    def _enter_exponentials(self, level: Sequence[Basic]) -> None:
        """Gives a value to each exponential kernel of one depth, over a common basis of their exponents."""
        alike: dict[tuple[Basic, object], list[Basic]] = {}
        for node in level:
            alike.setdefault(_exponent_of(node), []).append(node)
        split = []
        for node, *_ in alike.values():
            known, rest = self._known_part(self.reduced(self._exponent(node)))
            split += [(node, known if first else self.field.one, part) for first, part in self._by_marks(rest)]
        bottoms = [self.field.lowest_terms(rest)[1] for _, _, rest in split if rest.denominator]
        common = self.field.context.constant(1)
        for bottom in bottoms:
            if bottom.is_constant():
                continue
            common = self.field.product(common, bottom / common.gcd(bottom))
        for node, _, rest in split:
            self._note_signed_base(node, rest)
        vectors = [self._vector(rest, common) for _, _, rest in split]
        occupied = [k for k, vector in enumerate(vectors) if vector]
        basis, coordinates = integer_basis([vectors[k] for k in occupied]) if occupied else ([], [])
        generators = [self._exponential_generator(vector, common) for vector in basis]
        exponentials: dict[int, list[int]] = dict(zip(occupied, coordinates, strict=True))
        products: dict[Basic, Fraction] = {}  # of the first of each that are alike
        for k, (node, known, _) in enumerate(split):
            exponential = self.field.multiply(products.get(node, self.field.one), known)
            for generator, count in zip(generators, exponentials.get(k, [0] * len(generators)), strict=True):
                if count:
                    exponential = self.field.multiply(exponential, self.field.power(generator, count))
            products[node] = exponential
        for nodes in alike.values():
            self._keep(nodes, products[nodes[0]])

    def _by_marks(self, exponent: Fraction) -> list[tuple[bool, Fraction]]:
        """An exponent's terms by the bound indices they depend on: e^{a + bᵢ} is e^a·e^{bᵢ}."""
        if exponent.denominator or not self.marks(exponent.numerator):
            return [(True, exponent)]
        parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
        for monomial, coefficient in terms_of(exponent.numerator):
            powers = tuple(int(e) for e in monomial)
            marks = 0
            for k, e in enumerate(powers):
                marks |= self.generators[k].marks if e else 0
            parts.setdefault(marks, {})[powers] = coefficient
        ordered = [Fraction(self.field.context.from_dict(parts[marks]), ()) for marks in sorted(parts)]
        return [(place == 0, part) for place, part in enumerate(ordered)]

    def _keep(self, nodes: Sequence[Basic], exponential: Fraction) -> None:
        """The values of kernels of one exponent, such as sin u and cos u."""
        if nodes[0].func is sympy.erf:
            self.gaussians[self.text(self.value(nodes[0].args[0]))] = exponential  # what its derivative needs
            return
        wave: Wave | None = None
        for node in nodes:
            shape = FROM_EXPONENTIAL.get(node.func)
            if shape is None:
                self.values[node] = exponential
                continue
            wave = wave or self._wave(exponential, node.func in CIRCULAR)
            self.values[node] = SHAPES[shape](self.field, wave)
            head = special.DIVISOR_OF.get(node.func)
            if head is not None:  # tan u needs cos u ≠ 0; SymPy may make −sin u of sin(−u)
                self.values.setdefault(head(*node.args), SHAPES[FROM_EXPONENTIAL[head]](self.field, wave))

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
        polynomial = top if common.is_constant() else self.field.product(top, common / bottom)
        return {tuple(int(e) for e in monomial): c for monomial, c in terms_of(polynomial)}

    def _exponential_generator(self, vector: Mapping[tuple[int, ...], fmpq], common: fmpq_mpoly) -> Fraction:
        numerator = self.field.context.from_dict(dict(vector))
        scale, factors = (fmpq(1), ()) if common == self.field.one.numerator else self.field.as_factors(common)
        exponent = Fraction(numerator if scale == 1 else numerator / scale, factors)
        signed = self.mentioned(exponent) & self.signed if self.signed else set[int]()
        positive = self.is_real(exponent) and not signed
        return self.generator(
            Generator(
                f"exp({self.text(exponent)})",
                Kind.EXPONENTIAL,
                Sign.POSITIVE if positive else self._sign_of_powers(signed),
                self.marks_of(exponent),
                argument=exponent,
            )
        )

    def _sign_of_powers(self, logarithms: Iterable[int]) -> Sign:
        """(x − 1)ⁿ is zero where x = 1; (−1)ⁿ and e^{ix} never are."""
        bases = [argument for k in sorted(logarithms) if (argument := self.generators[k].argument) is not None]
        never = all(self.sign_of(base) in (Sign.POSITIVE, Sign.NONZERO) for base in bases)
        return Sign.NONZERO if never else Sign.ANY

    def _note_signed_base(self, node: Basic, exponent: Fraction) -> None:
        """xⁿ with n an integer has a value for negative x too: it is a character of x, not a positive number."""
        if isinstance(node, sympy.Pow) and node.exp.is_integer:
            for k in sorted(self.mentioned(exponent)):
                argument = self.generators[k].argument
                if self.generators[k].kind is Kind.LOGARITHM and argument is not None:
                    self.signed |= set() if self.sign_of(argument) is Sign.POSITIVE else {k}

    def _known_part(self, exponent: Fraction) -> tuple[Fraction, Fraction]:
        """exp of the part that is no new kernel, and the rest: exp(k·log P) = Pᵏ, exp(iπq) a root of unity."""
        if exponent.denominator:
            top, bottom = self.field.lowest_terms(exponent)
            if not bottom.is_constant():
                return self.field.one, exponent
            exponent = Fraction(top / bottom.leading_coefficient(), ())
        if not any(_may_be_known(generator) for generator in self.generators):
            return self.field.one, exponent
        known, rest = self.field.one, exponent.numerator
        for monomial, coefficient in terms_of(exponent.numerator):
            value = self._exponential_of_term(tuple(int(e) for e in monomial), coefficient)
            if value is not None:
                known = self.field.multiply(known, value)
                rest = rest - self.field.context.from_dict({tuple(monomial): coefficient})
        return known, Fraction(rest, ())

    def _exponential_of_term(self, monomial: tuple[int, ...], coefficient: fmpq) -> Fraction | None:
        present = [(self.generators[k], e) for k, e in enumerate(monomial) if e]
        if not any(_may_be_known(generator) for generator, _ in present):
            return None
        if len(present) == 1 and present[0][1] == 1 and present[0][0].kind is Kind.LOGARITHM:
            argument = present[0][0].argument
            assert argument is not None
            return self.root(argument, int(coefficient.numerator), int(coefficient.denominator))
        if len(present) == 1 and present[0][1] == 1 and lambert.is_positive_lambert(present[0][0]):
            itself = self.field.generator(self.by_name[Kind.INVERSE, present[0][0].name])
            raised = lambert.exponential(self, present[0][0], itself)
            return self.root(raised, int(coefficient.numerator), int(coefficient.denominator))
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

    def _wave(self, exponential: Fraction, circular: bool) -> Wave:
        inverse = self.field.invert(exponential)
        unit = self.imaginary_unit() if circular else self.field.one
        over_unit = self.field.negate(unit) if circular else unit
        if exponential.denominator or inverse.numerator != self.field.one.numerator:
            plus, minus = self.field.add(exponential, inverse), self.field.subtract(exponential, inverse)
        else:  # a product of generators, as most often: (e² ± 1)/e
            square = self.field.product(exponential.numerator, exponential.numerator)
            plus, minus = Fraction(square + 1, inverse.denominator), Fraction(square - 1, inverse.denominator)
        return Wave(unit, over_unit, plus, minus)


def _may_be_known(generator: Generator) -> bool:
    """May exp of a term that holds the generator be no kernel of its own?"""
    return generator.kind in INVERTED or generator.name == "constant pi"


class Wave(NamedTuple):
    """i, 1/i, eⁱᵃ + e⁻ⁱᵃ and eⁱᵃ − e⁻ⁱᵃ; or 1, 1, eᵃ + e⁻ᵃ and eᵃ − e⁻ᵃ."""

    unit: Fraction
    over_unit: Fraction
    plus: Fraction
    minus: Fraction


def _exponent_of(node: Basic) -> tuple[Basic, object]:
    """What is the same for kernels of one exponent only."""
    if isinstance(node, sympy.Pow | sympy.erf):
        return node, node.func
    return node.args[0] if node.args else sympy.S.One, node.func in CIRCULAR


INVERTED = frozenset({Kind.LOGARITHM, Kind.INVERSE})
HALF, TWO = fmpq(1, 2), fmpq(2)

# a kernel's value from its exponential, such as sinh from eᵃ
SHAPES: Mapping[str, Callable[[Field, Wave], Fraction]] = {
    "sine": lambda field, w: field.scaled(field.multiply(w.minus, w.over_unit), HALF),
    "cosine": lambda field, w: field.scaled(w.plus, HALF),
    "tangent": lambda field, w: field.multiply(field.multiply(w.over_unit, w.minus), field.invert(w.plus)),
    "cotangent": lambda field, w: field.multiply(field.multiply(w.unit, w.plus), field.invert(w.minus)),
    "secant": lambda field, w: field.scaled(field.invert(w.plus), TWO),
    "cosecant": lambda field, w: field.multiply(field.scaled(w.unit, TWO), field.invert(w.minus)),
}
