"""Square roots of what holds roots itself, without the nesting: √(3 + 2√2) = 1 + √2, √(x + 2√(x − 1)) = 1 + √(x − 1).

(Borodin, Fagin, Hopcroft and Tompa 1985, "Decreasing the nesting depth of expressions involving square roots":
√(a + b√c) = √((a + d)/2) ± √((a − d)/2) with d = √(a² − b²c) ≥ 0 and the sign of b.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly

from checker.decide.kernels.field import Fraction, TooLarge
from checker.decide.kernels.generators import Kind, Sign

if TYPE_CHECKING:
    from checker.decide.kernels.radicals import Radicals

MOST_TERMS = 12
NEVER_NEGATIVE = (Sign.POSITIVE, Sign.NONNEGATIVE)


def root_of_nested(tower: Radicals, radicand: fmpq_mpoly) -> Fraction | None:
    """√radicand ≥ 0 with less nesting, for a radicand ≥ 0 that holds roots; None where none is found."""
    roots = [
        k
        for k, degree in enumerate(radicand.degrees())
        if degree > 0 and tower.generators[k].kind is Kind.ROOT and tower.generators[k].name != "constant I"
    ]
    if not roots or not 1 < len(radicand) <= MOST_TERMS:
        return None
    square = _by_uniformizing(tower, radicand, roots)
    if square is not None:
        return square
    for k in reversed(roots):
        found = _by_norm(tower, radicand, k)
        if found is not None:
            return found
    return None


def _by_norm(tower: Radicals, radicand: fmpq_mpoly, index: int) -> Fraction | None:
    """The theorem above, where a² − b²c is a square."""
    field, generator = tower.field, tower.generators[index]
    half = generator.degree // 2
    if generator.degree % 2 or generator.argument is None or generator.argument.denominator:
        return None
    a, b = tower.coefficient(radicand, index, 0), tower.coefficient(radicand, index, half)
    if a.is_zero() or b.is_zero() or radicand != a + b * field.generators[index] ** half:
        return None
    norm = tower.reduced(Fraction(a * a - b * b * generator.argument.numerator, ()))
    d = _root_of_square(tower, norm)
    if d is None or index in tower.mentioned(d):
        return None
    side = 1 if tower.sign(b) in NEVER_NEGATIVE else -1 if tower.sign(-b) in NEVER_NEGATIVE else 0
    halves = [
        field.multiply(field.add(Fraction(a, ()), field.multiply(d, field.constant(s))), field.constant(fmpq(1, 2)))
        for s in (1, -1)
    ]
    if not side or not all(tower.sign_of(part) in NEVER_NEGATIVE for part in halves):
        return None
    one, two = (tower.root(part, 1, 2) for part in halves)
    return field.add(one, field.multiply(two, field.constant(side)))


def _root_of_square(tower: Radicals, value: Fraction) -> Fraction | None:
    """The root ≥ 0 of a square of a polynomial without roots, where its sign is known."""
    if value.denominator:
        return None
    if value.numerator.is_zero():
        return tower.field.zero
    scale, factors = value.numerator.factor()
    if scale < 0 or any(exponent % 2 for _, exponent in factors):
        return None
    numerator, denominator = scale.numerator.isqrt(), scale.denominator.isqrt()
    if numerator**2 != scale.numerator or denominator**2 != scale.denominator:
        return None
    root = tower.field.constant(fmpq(numerator, denominator))
    for factor, exponent in factors:
        root = tower.field.multiply(root, tower.field.power(Fraction(factor, ()), int(exponent) // 2))
    if tower.sign_of(root) in NEVER_NEGATIVE:
        return root
    opposite = tower.field.negate(root)
    return opposite if tower.sign_of(opposite) in NEVER_NEGATIVE else None


def _by_uniformizing(tower: Radicals, radicand: fmpq_mpoly, roots: list[int]) -> Fraction | None:
    """|q|, where the radicand is q² once x is written g² + 1 for a root g = √(x − 1)."""
    plain = radicand
    for k in roots:
        plain = _without_a_name(tower, plain, k)
    if plain is radicand:
        return None
    scale, factors = plain.factor()
    if scale < 0 or any(exponent % 2 for _, exponent in factors):
        return None
    root = tower.root(tower.field.constant(scale), 1, 2)
    for factor, exponent in factors:
        part = tower.absolute(Fraction(factor, ()))
        root = tower.field.multiply(root, tower.field.power(part, int(exponent) // 2))
    return root


def _without_a_name(tower: Radicals, polynomial: fmpq_mpoly, index: int) -> fmpq_mpoly:
    """The polynomial with a name of the root's radicand, in which that is linear, expressed by the root."""
    generator, itself = tower.generators[index], tower.field.generators[index]
    if generator.argument is None or generator.argument.denominator:
        return polynomial
    radicand = generator.argument.numerator
    for name, degree in enumerate(radicand.degrees()):
        if degree != 1 or tower.generators[name].kind is not Kind.SYMBOL:
            continue
        slope, start = tower.coefficient(radicand, name, 1), tower.coefficient(radicand, name, 0)
        others = (k for k, e in enumerate(start.degrees()) if e > 0)
        if not slope.is_constant() or any(tower.generators[k].kind is not Kind.SYMBOL for k in others):
            continue
        value = (itself**generator.degree - start) / slope.leading_coefficient()
        return _put(tower, polynomial, name, value)
    return polynomial


def _put(tower: Radicals, polynomial: fmpq_mpoly, name: int, value: fmpq_mpoly) -> fmpq_mpoly:
    total = tower.field.context.constant(0)
    for power in range(int(polynomial.degrees()[name]) + 1):
        coefficient = tower.coefficient(polynomial, name, power)
        if not coefficient.is_zero():
            total = total + tower.field.product(coefficient, tower.field.raised(value, power))
    if len(total) > 4 * MOST_TERMS:
        raise TooLarge
    return total
