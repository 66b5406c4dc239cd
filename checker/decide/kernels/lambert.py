"""Lambert's W, the w ≥ −1 with w·eʷ = u, as a kernel of the normal form.

(Corless, Gonnet, Hare, Jeffrey and Knuth 1996, "On the Lambert W function": eʷ = u/w, log w = log u − w for u > 0,
dw/du = w/(u(1 + w)).)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sympy.core.basic import Basic

from checker.decide.kernels.field import Fraction
from checker.decide.kernels.generators import Declines, Generator, Kind, Sign

if TYPE_CHECKING:
    from checker.decide.kernels.exponentials import Exponentials
    from checker.decide.kernels.radicals import Radicals

NEVER_NEGATIVE = (Sign.POSITIVE, Sign.NONNEGATIVE)


def value(tower: Exponentials, expression: Basic) -> Fraction:
    """The principal branch at an argument ≥ 0, or v where the argument is v·eᵛ with v ≥ −1. Raises Declines."""
    if len(expression.args) != 1:
        raise Declines("another branch of Lambert's W")
    u = tower.value(expression.args[0])
    if u.numerator.is_zero():
        return tower.field.zero
    for candidate, exponential in _exponentials(tower):
        if tower.vanishes(tower.field.subtract(u, tower.field.multiply(candidate, exponential))) and (
            tower.sign_of(tower.field.add(candidate, tower.field.one)) in NEVER_NEGATIVE
        ):
            return candidate
    sign = tower.sign_of(u)
    if sign not in NEVER_NEGATIVE:
        raise Declines("Lambert's W of what may be negative")
    return tower.generator(Generator(f"LambertW({tower.text(u)})", Kind.INVERSE, sign, tower.marks_of(u), argument=u))


def _exponentials(tower: Exponentials) -> Iterator[tuple[Fraction, Fraction]]:
    """Values v of the tower with eᵛ: small multiples of exponents, and logarithms."""
    for index, generator in enumerate(tower.generators):
        if generator.argument is None or generator.name.startswith("formal"):
            continue
        itself = tower.field.generator(index)
        if generator.kind is Kind.LOGARITHM:
            yield itself, generator.argument
        elif generator.kind is Kind.EXPONENTIAL and generator.sign is Sign.POSITIVE:
            for count in (1, -1, 2, -2, 3, -3):
                exponent = tower.field.multiply(generator.argument, tower.field.constant(count))
                yield exponent, tower.field.power(itself, count)


def is_positive_lambert(generator: Generator) -> bool:
    """Is the generator W(u) for a u > 0?"""
    return generator.name.startswith("LambertW(") and generator.sign is Sign.POSITIVE


def exponential(tower: Radicals, generator: Generator, itself: Fraction) -> Fraction:
    """e^W(u) = u/W(u), for u > 0."""
    assert generator.argument is not None
    return tower.field.multiply(generator.argument, tower.field.invert(itself))


def slope(tower: Exponentials, generator: Generator, itself: Fraction) -> Fraction:
    """dW/du = W/(u(1 + W)), for u > 0."""
    if generator.sign is not Sign.POSITIVE or generator.argument is None:
        raise Declines("the derivative of Lambert's W of what may be 0")
    below = tower.field.multiply(generator.argument, tower.field.add(tower.field.one, itself))
    return tower.field.multiply(itself, tower.field.invert(below))
