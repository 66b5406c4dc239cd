"""The commuting half of the matrix normal form: ratios of polynomials in named generators, exact over the rationals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import comb
from typing import Protocol

TERMS = 4_000  # a polynomial this long takes about a tenth of a second to square
EXPONENT = 10_000  # of a number; beyond it the digits outgrow any reader


class TooLarge(Exception):  # an answer, not an error: callers fall back on it
    """Something would outgrow its budget; raised before it is built."""


class Undefined(Exception):  # a verdict on what is written
    """What is written has no value: it divides by zero, or inverts a singular matrix."""


class Generator(Protocol):
    """A scalar taken as a variable. Two generators are one exactly when their keys are."""

    @property
    def key(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def positive(self) -> bool: ...


Monomial = tuple[tuple[Generator, int], ...]
"""Generators in the order of their keys, each with its exponent, positive or negative."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A sum of rational coefficients times monomials, in a fixed order; no terms is 0.

    Division by more than a monomial is by the generator `Reciprocal`; so two equal scalars may differ in terms, and
    `vanishes` of their difference is the test of equality.
    """

    terms: tuple[tuple[Monomial, Fraction], ...]

    def __add__(self, other: Scalar) -> Scalar:
        return _collected((*self.terms, *other.terms))

    def __neg__(self) -> Scalar:
        return Scalar(tuple((monomial, -number) for monomial, number in self.terms))

    def __sub__(self, other: Scalar) -> Scalar:
        return self + -other

    def __mul__(self, other: Scalar) -> Scalar:
        """Raises TooLarge."""
        if len(self.terms) * len(other.terms) > TERMS:
            raise TooLarge(f"a product of {len(self.terms)} by {len(other.terms)} terms")
        return _collected((_merged(left, right), one * two) for left, one in self.terms for right, two in other.terms)

    def __pow__(self, exponent: int) -> Scalar:
        """Raises TooLarge, and Undefined for a negative power of 0."""
        if exponent < 0:
            return inverse(self) ** -exponent
        if exponent == 0:
            return constant(1)
        if not self.terms:
            return self
        if comb(exponent + len(self.terms) - 1, exponent) > TERMS or exponent > EXPONENT:
            raise TooLarge(f"the power {exponent} of {len(self.terms)} terms")
        if len(self.terms) == 1:
            ((monomial, number),) = self.terms
            return Scalar(((tuple((part, degree * exponent) for part, degree in monomial), number**exponent),))
        result = constant(1)
        for _ in range(exponent):
            result = result * self
        return result

    @property
    def key(self) -> str:
        """Equal for equal terms only."""
        return "+".join(f"{number}*{_monomial_key(monomial)}" for monomial, number in self.terms)

    @property
    def depth(self) -> int:
        """How deep quotients and roots are nested in it."""
        return max((part.depth for part in self.generators() if isinstance(part, Reciprocal | Root)), default=0)

    @property
    def positive(self) -> bool:
        """Whether it is positive by the look of it: a sum of products of positive things."""
        return bool(self.terms) and all(
            number > 0 and all(part.positive for part, _ in monomial) for monomial, number in self.terms
        )

    def generators(self) -> tuple[Generator, ...]:
        """The generators it is written in, in the order of their keys."""
        found = {part.key: part for monomial, _ in self.terms for part, _ in monomial}
        return tuple(found[key] for key in sorted(found))

    def number(self) -> Fraction | None:
        """Its value where it is written without generators."""
        if not self.terms:
            return Fraction(0)
        return self.terms[0][1] if len(self.terms) == 1 and not self.terms[0][0] else None

    def __str__(self) -> str:
        return text(self)


@dataclass(frozen=True, slots=True)
class Reciprocal:
    """1/body, for a body of at least two terms."""

    body: Scalar

    @property
    def key(self) -> str:
        return f"1/({self.body.key})"

    @property
    def text(self) -> str:
        return f"1/({text(self.body)})"

    @property
    def positive(self) -> bool:
        return self.body.positive

    @property
    def depth(self) -> int:
        return 1 + self.body.depth


@dataclass(frozen=True, slots=True)
class Root:
    """body^(1/degree), the principal root; its power `degree` is the body, whatever the body's sign.

    With a `name` it is some root of the body, not always the principal one: ±1 as the determinant of an orthogonal Q.
    `label` is then its text.
    """

    body: Scalar
    degree: int
    name: str = ""
    label: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        return f"root{self.degree}({self.body.key}){self.name}"

    @property
    def text(self) -> str:
        if self.name:
            return self.label
        return f"√({text(self.body)})" if self.degree == 2 else f"({text(self.body)})^(1/{self.degree})"

    @property
    def positive(self) -> bool:
        return not self.name and self.body.positive

    @property
    def depth(self) -> int:
        return 1 + self.body.depth


def constant(value: int | Fraction) -> Scalar:
    """A rational number."""
    return Scalar((((), Fraction(value)),)) if value else Scalar(())


def variable(generator: Generator, exponent: int = 1) -> Scalar:
    """A power of one generator."""
    return Scalar(((((generator, exponent),) if exponent else (), Fraction(1)),))


def inverse(scalar: Scalar) -> Scalar:
    """1/scalar. Raises Undefined where the scalar vanishes."""
    if vanishes(scalar):
        raise Undefined("a division by zero")
    if len(scalar.terms) == 1:
        ((monomial, number),) = scalar.terms
        return Scalar(((tuple((part, -degree) for part, degree in monomial), 1 / number),))
    leading = scalar.terms[0][1]
    monic = Scalar(tuple((monomial, number / leading) for monomial, number in scalar.terms))
    return variable(Reciprocal(monic)) * constant(1 / leading)


def root(scalar: Scalar, degree: int) -> Scalar:
    """The principal root of a scalar."""
    return variable(Root(scalar, degree))


def vanishes(scalar: Scalar) -> bool:
    """Whether the scalar is 0, its generators taken as independent, but for quotients and roots.

    Exact, by clearing the quotients, deepest first, and lowering the powers of roots. True is certain. False is
    certain too where there is no root and the generators are indeed independent.
    """
    settled: set[str] = set()
    while True:
        open_parts = [
            part for part in scalar.generators() if isinstance(part, Reciprocal | Root) and part.key not in settled
        ]
        if not open_parts:
            return not scalar.terms
        deepest = max(open_parts, key=lambda part: part.depth)
        settled.add(deepest.key)
        scalar = _cleared(scalar, deepest)


def _cleared(scalar: Scalar, part: Reciprocal | Root) -> Scalar:
    """The scalar times a power of `part` or of what it divides by, so that it stands in no denominator."""
    total = constant(0)
    degrees = [dict(monomial).get(part, 0) for monomial, _ in scalar.terms]
    for (monomial, number), degree in zip(scalar.terms, degrees, strict=True):
        others = Scalar(((tuple(pair for pair in monomial if pair[0] != part), number),))
        if isinstance(part, Reciprocal):
            total = total + others * part.body ** (max(degrees) - degree)
        else:
            bodies, left = divmod(degree - min(degrees), part.degree)
            total = total + others * part.body**bodies * variable(part, left)
    return total


def substituted(scalar: Scalar, value_of: Callable[[Generator], Scalar]) -> Scalar:
    """The scalar with a value put for each generator. Raises TooLarge and Undefined."""
    total = constant(0)
    for monomial, number in scalar.terms:
        product = constant(number)
        for part, degree in monomial:
            product = product * value_of(part) ** degree
        total = total + product
    return total


def text(scalar: Scalar) -> str:
    """A line for people, such as "2/m" or "1 + λ"."""
    if not scalar.terms:
        return "0"
    parts = [_term_text(monomial, number) for monomial, number in scalar.terms]
    line = parts[0]
    for part in parts[1:]:
        line += f" − {part[1:]}" if part.startswith("−") else f" + {part}"
    return line


def _term_text(monomial: Monomial, number: Fraction) -> str:
    quotients = [(part.body, degree) for part, degree in monomial if isinstance(part, Reciprocal)]
    plain = [(part, degree) for part, degree in monomial if not isinstance(part, Reciprocal)]
    above = [_power_text(part, degree) for part, degree in plain if degree > 0]
    above += [_raised(f"({text(body)})", -degree) for body, degree in quotients if degree < 0]
    below = [_power_text(part, -degree) for part, degree in plain if degree < 0]
    below += [_raised(f"({text(body)})", degree) for body, degree in quotients if degree > 0]
    sign = "−" if number < 0 else ""
    if abs(number.numerator) != 1 or not above:
        above.insert(0, str(abs(number.numerator)))
    if number.denominator != 1:
        below.insert(0, str(number.denominator))
    if not below:
        return sign + "·".join(above)
    bottom = below[0] if len(below) == 1 else f"({'·'.join(below)})"
    return f"{sign}{'·'.join(above)}/{bottom}"


def _power_text(part: Generator, degree: int) -> str:
    shown = part.text
    if degree == 1:
        return f"({shown})" if "/" in shown else shown
    return _raised(shown if shown.isalnum() else f"({shown})", degree)


def _raised(shown: str, degree: int) -> str:
    return shown if degree == 1 else f"{shown}^{degree}"


def _monomial_key(monomial: Monomial) -> str:
    return "*".join(f"{part.key}^{degree}" for part, degree in monomial)


def _merged(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    degrees = dict(left)
    for part, degree in right:
        degrees[part] = degrees.get(part, 0) + degree
    return tuple(sorted(((part, degree) for part, degree in degrees.items() if degree), key=lambda pair: pair[0].key))


def _collected(terms: Iterable[tuple[Monomial, Fraction]]) -> Scalar:
    sums: dict[Monomial, Fraction] = {}
    for monomial, number in terms:
        sums[monomial] = sums.get(monomial, Fraction(0)) + number
    kept = [(monomial, number) for monomial, number in sums.items() if number]
    if len(kept) < 2:
        return Scalar(tuple(kept))
    return Scalar(tuple(sorted(kept, key=lambda term: (len(term[0]), _monomial_key(term[0])))))
