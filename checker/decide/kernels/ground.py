"""What every layer of the normal form stands on: named generators over one field, texts, and the zero test."""

from __future__ import annotations

from collections.abc import Iterable

from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic

from checker.decide.kernels.field import Field, Fraction, TooLarge, terms_of
from checker.decide.kernels.generators import Declines, Generator, Kind, OutOfRoom, Sign
from checker.model import Domain

NAMED = frozenset({Kind.SYMBOL, Kind.DATA, Kind.FUNCTION})
ALGEBRAIC = frozenset({Kind.ROOT, Kind.ABSOLUTE})
LOWEST_DEGREE = 2  # of the relation of an algebraic generator
NOTHING = fmpq(0)
IMAGINARY_UNIT = "constant I"
RESERVED = frozenset({"exp", "log", "abs", "S"})


class Ground:
    """The generators found so far, and every subexpression's value over them."""

    def __init__(self, room: int, domain: Domain) -> None:
        self.field = Field(room)
        self.domain = domain
        self.generators: list[Generator] = []
        self.by_name: dict[tuple[Kind, str], int] = {}
        self.values: dict[Basic, Fraction] = {}
        self._declared: list[tuple[Fraction, bool]] | None = None
        self._nonzero: list[fmpq_mpoly] | None = None
        self.may_vanish: dict[Basic, list[fmpq_mpoly]] = {}  # the factors of each divisor that may be zero
        self.gaussians: dict[str, Fraction] = {}  # exp(−u²) for each erf(u)
        self.root_degree = 2
        self.is_entered = False  # is every expression in, so that no larger ring will be tried?
        self.index_signs: dict[Basic, Sign] = {}
        self.algebraic: list[int] = []  # the generators with a relation of their own
        self.turning = False  # is any generator an exponential of an imaginary exponent, or i?
        self.marked = False  # does any generator depend on a bound index?
        self.index_starts: dict[Basic, int] = {}  # the least value of a bound index, where that is 1 or more
        self.signed: set[int] = set()  # logarithms that stand for xⁿ with n an integer and x of any sign

    def generator(self, candidate: Generator) -> Fraction:
        """The generator of this name, entered if new."""
        key = (candidate.kind, candidate.name)
        index = self.by_name.get(key)
        if index is None:
            index = len(self.generators)
            if index >= len(self.field.generators):
                raise TooLarge if self.is_entered else OutOfRoom
            self.generators.append(candidate)
            self.marked = self.marked or bool(candidate.marks)
            self.turning = self.turning or _turns(candidate)
            if candidate.kind in ALGEBRAIC:
                self.algebraic.append(index)
            self.by_name[key] = index
        elif candidate.kind in NAMED and not _same_name(self.generators[index], candidate):
            raise Declines(f"two things are named {candidate.name}")
        return self.field.generator(index)

    def marks(self, polynomial: fmpq_mpoly) -> int:
        """The bound indices a polynomial depends on."""
        found = 0
        if not self.marked:
            return found
        for generator, degree in zip(self.generators, polynomial.degrees(), strict=False):
            if degree > 0:
                found |= generator.marks
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
        terms = [(self.monomial_text(monomial), coefficient) for monomial, coefficient in terms_of(polynomial)]
        return " + ".join(_term_text(name, coefficient) for name, coefficient in sorted(terms, key=_by_name)) or "0"

    def monomial_text(self, monomial: Iterable[int]) -> str:
        """A product of generators as text, in the order of their names."""
        named = zip(self.generators, monomial, strict=False)  # the ring has room for more generators than there are
        parts = [(generator.name, int(exponent)) for generator, exponent in named if exponent]
        return "*".join(name if exponent == 1 else f"{name}^{exponent}" for name, exponent in sorted(parts))

    def mentioned(self, value: Fraction) -> set[int]:
        """The generators that a fraction holds."""
        polynomials = [value.numerator, *(self.field.factors[k] for k, _ in value.denominator)]
        return {k for polynomial in polynomials for k, degree in enumerate(polynomial.degrees()) if degree > 0}

    def _single_generator(self, value: Fraction) -> int | None:
        if value.denominator or len(value.numerator) != 1 or value.numerator.is_constant():
            return None
        return next((k for k in range(len(self.generators)) if value.numerator == self.field.generators[k]), None)

    def generator_of(self, value: Fraction) -> Generator:
        """The one generator that a value is. Raises Declines where it is none."""
        index = self._single_generator(value)
        if index is None:
            raise Declines("an opaque function that is no generator")
        return self.generators[index]

    def generators_mark(self, index: int) -> int:
        """The bound indices a generator depends on; none for one that is not in use."""
        return self.generators[index].marks if index < len(self.generators) else 0

    def vanishes(self, value: Fraction) -> bool:
        """Is the numerator zero, modulo the relations of roots and absolute values?"""
        return self.reduced(value).numerator.is_zero()

    def reduced(self, value: Fraction) -> Fraction:
        """The numerator with every root's power below its degree, from the last generator to the first."""
        if not self.algebraic or value.numerator.total_degree() < LOWEST_DEGREE:
            return value
        current, degrees = value, value.numerator.degrees()
        for index in reversed(self.algebraic):
            generator = self.generators[index]
            degree = generator.degree if generator.kind is Kind.ROOT else 2
            if degrees[index] >= degree:
                current = self._reduce_in(current, index, generator, degree)
                degrees = current.numerator.degrees()
        return current

    def _reduce_in(self, value: Fraction, index: int, generator: Generator, degree: int) -> Fraction:
        assert generator.argument is not None
        radicand = generator.argument
        if generator.kind is Kind.ABSOLUTE:
            radicand = self.field.multiply(radicand, radicand)
        if radicand.numerator.is_constant() and not radicand.denominator and not radicand.numerator.is_zero():
            return self._with_constant(value, index, radicand.numerator.leading_coefficient(), degree)
        by_power: dict[int, dict[tuple[int, ...], fmpq]] = {}
        for monomial, coefficient in terms_of(value.numerator):
            whole, part = divmod(int(monomial[index]), degree)
            rest = tuple(part if k == index else int(e) for k, e in enumerate(monomial))
            by_power.setdefault(whole, {})[rest] = coefficient
        total = self.field.zero
        for whole, terms in by_power.items():
            polynomial = Fraction(self.field.context.from_dict(terms), ())
            total = self.field.add(total, self.field.multiply(polynomial, self.field.power(radicand, whole)))
        return self.field.multiply(total, Fraction(self.field.context.constant(1), value.denominator))

    def _with_constant(self, value: Fraction, index: int, radicand: fmpq, degree: int) -> Fraction:
        """The numerator with gᵈ = u put in for a number u, such as i² = −1."""
        terms: dict[tuple[int, ...], fmpq] = {}
        for monomial, coefficient in terms_of(value.numerator):
            whole, part = divmod(int(monomial[index]), degree)
            reduced = (*monomial[:index], part, *monomial[index + 1 :]) if whole else monomial
            terms[reduced] = terms.get(reduced, NOTHING) + coefficient * radicand**whole
        return Fraction(self.field.context.from_dict(terms), value.denominator)

    def value(self, expression: Basic) -> Fraction:
        """The expression as a fraction over the generators; the last layer knows how."""
        raise NotImplementedError(str(expression))


def _turns(generator: Generator) -> bool:
    return generator.name == IMAGINARY_UNIT or (
        generator.kind is Kind.EXPONENTIAL and generator.sign is not Sign.POSITIVE
    )


def _by_name(term: tuple[str, fmpq]) -> str:
    return term[0]


def _term_text(name: str, coefficient: fmpq) -> str:
    if not name:
        return str(coefficient)
    return name if coefficient == 1 else f"{coefficient}*{name}"


def safe_name(name: str) -> str:
    """A user's name as part of a canonical text, so that it cannot be taken for anything of ours."""
    plain = name.isidentifier() and name not in RESERVED
    return name if plain else f"‹{name.replace('›', '››').replace('#', '›h')}›"


def _same_name(known: Generator, candidate: Generator) -> bool:
    """Do two generators of one name stand for one thing? Symbols by their assumptions, the rest by their sign."""
    if known.kind is Kind.SYMBOL:
        return known.origin == candidate.origin
    return known.sign is candidate.sign
