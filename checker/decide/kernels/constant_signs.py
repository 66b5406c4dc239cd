"""The sign of a polynomial in generators that are numbers, such as √2, π, log 5, by a ball that does not hold 0."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from flint import acb, arb, ctx, fmpq_mpoly

from checker.decide.kernels.field import Field, Fraction, terms_of
from checker.decide.kernels.generators import Generator, Kind

BITS = (64, 256)
MOST_EXPONENT = 4_000


class NoBall(Exception):  # an answer, not an error: callers catch it
    """A generator is no number, or its ball is not known."""


def is_positive_constant(generators: Sequence[Generator], field: Field, polynomial: fmpq_mpoly) -> bool | None:
    """Is the number that the polynomial stands for positive? None where it is no number, or its sign is not settled."""
    present = [k for k, degree in enumerate(polynomial.degrees()) if degree > 0]
    if not present or not all(may_be_constant(generators[k]) for k in present):
        return None
    for bits in BITS:
        with ctx.workprec(bits):
            try:
                ball = _polynomial(generators, field, polynomial)
            except NoBall:
                return None
        if not ball.is_finite() or not ball.imag.contains(0):
            continue
        if not ball.real.contains(0):
            return None if not ball.imag.is_zero() else bool(ball.real > 0)
    return None


def may_be_constant(generator: Generator) -> bool:
    """Is it no name, so that it may stand for a number?"""
    if generator.kind is Kind.SYMBOL:
        return bool(generator.origin == sympy.pi)
    return generator.argument is not None and generator.kind in (Kind.ROOT, Kind.EXPONENTIAL, Kind.LOGARITHM)


def _polynomial(generators: Sequence[Generator], field: Field, polynomial: fmpq_mpoly) -> acb:
    balls: dict[int, acb] = {}
    total = acb(0)
    for monomial, coefficient in terms_of(polynomial):
        term = acb(arb(coefficient))
        for k, exponent in enumerate(monomial):
            if exponent:
                if k not in balls:
                    balls[k] = _generator(generators, field, generators[k])
                term = term * _raised(balls[k], int(exponent))
        total = total + term
    return total


def _raised(ball: acb, exponent: int) -> acb:
    if exponent > MOST_EXPONENT:
        raise NoBall
    result = acb(1)
    for bit in bin(exponent)[2:]:
        result = result * result
        if bit == "1":
            result = result * ball
    return result


def _generator(generators: Sequence[Generator], field: Field, generator: Generator) -> acb:
    if generator.kind is Kind.SYMBOL and generator.origin == sympy.pi:
        return acb(arb.pi())
    if generator.name == "constant I":
        return acb(0, 1)
    if not may_be_constant(generator) or generator.argument is None or generator.name.startswith(("formal", "(-1)^")):
        raise NoBall
    inside = _fraction(generators, field, generator.argument)
    if generator.kind is Kind.EXPONENTIAL:
        return inside.exp()
    if not (inside.imag.is_zero() and inside.real > 0):
        raise NoBall
    if generator.kind is Kind.LOGARITHM:
        return acb(inside.real.log())
    return acb(inside.real.root(generator.degree))


def _fraction(generators: Sequence[Generator], field: Field, value: Fraction) -> acb:
    bottom = field.denominator(value)
    above = _polynomial(generators, field, value.numerator)
    return above if bottom.is_one() else above / _polynomial(generators, field, bottom)
