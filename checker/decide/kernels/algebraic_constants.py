"""Whether a number built of rationals, roots, and sines at rational parts of π is 0, by a bound that keeps it off 0.

Such a number is U/L for algebraic integers U and L of a field of known degree D. The conjugates of U are at most u, so
that its norm, an integer, makes |U| ≥ u^(1 − D) unless U = 0. Where a ball shows |E| < 1/(l·u^(D − 1)), E is 0.
(Burnikel, Fleischer, Mehlhorn and Schirra 2000, "A strong and easily computable separation bound for arithmetic
expressions involving radicals"; 2·cos(2πp/q) and 2·sin(2πp/q) are algebraic integers of the cyclotomic field.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import lcm

import sympy
from flint import arb, ctx
from sympy import pi
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, scalar
from checker.decide.at_points.values import NotEvaluable, Undefined, as_ball

MOST_BITS = 30_000
MOST_DEGREE = 600
LARGEST_TURN = 400  # denominators of angles
LARGEST_NUMBER = 10**30
LARGEST_EXPONENT = 40
NOWHERE = Point({}, {}, {}, {})


class NoBound(Exception):  # an answer, not an error: callers catch it
    """The number is not of the kind treated here, or its bound is too large."""


@dataclass(frozen=True, slots=True)
class Size:
    """log₂ of bounds of the conjugates of the numerator U and of the denominator L, each ≥ 0 and rounded up."""

    above: int
    below: int


@dataclass(slots=True)
class Walk:
    """The degree of the field so far: the product of the root degrees, and the common denominator of the turns."""

    roots: dict[Basic, int]
    turns: int = 1

    def degree(self) -> int:
        """A bound of the field's degree: 2cos and 2sin of k/n turns lie in Q(ζ) for a ζ of order lcm(n, 4)."""
        product = int(sympy.totient(lcm(self.turns, 4))) if self.turns > 1 else 1
        for root in self.roots.values():
            product *= root
        return product


def is_certainly_zero(number: Basic) -> bool:
    """Is the number surely 0? False where it is not, or that is not shown."""
    walk = Walk({})
    try:
        size = _size(number, walk)
    except NoBound:
        return False
    degree = walk.degree()
    bits = size.below + size.above * (degree - 1)
    if degree > MOST_DEGREE or bits > MOST_BITS:
        return False
    with ctx.workprec(bits + 64):
        try:
            ball = as_ball(scalar(number, NOWHERE))
        except (NotEvaluable, Undefined, ZeroDivisionError):
            return False
        return isinstance(ball, arb) and bool(abs(ball) < arb(2) ** (-bits - 1))


def _size(number: Basic, walk: Walk) -> Size:
    if isinstance(number, sympy.Rational):
        if max(abs(number.p), number.q) > LARGEST_NUMBER:
            raise NoBound
        return Size(int(abs(number.p)).bit_length(), int(number.q).bit_length())
    rule = RULES.get(number.func)
    if rule is None:
        raise NoBound
    size = rule(number, walk)
    if max(size.above, size.below) > MOST_BITS:
        raise NoBound
    return size


def _sum(number: Basic, walk: Walk) -> Size:
    total = _size(number.args[0], walk)
    for term in number.args[1:]:
        other = _size(term, walk)
        above = max(total.above + other.below, other.above + total.below) + 1
        total = Size(above, total.below + other.below)
    return total


def _product(number: Basic, walk: Walk) -> Size:
    sizes = [_size(factor, walk) for factor in number.args]
    return Size(sum(size.above for size in sizes), sum(size.below for size in sizes))


def _power(number: Basic, walk: Walk) -> Size:
    base, exponent = number.args
    if not isinstance(exponent, sympy.Rational) or max(abs(exponent.p), exponent.q) > LARGEST_EXPONENT:
        raise NoBound
    size = _size(base, walk)
    if exponent.q != 1:
        walk.roots[sympy.Pow(base, sympy.Rational(1, exponent.q), evaluate=False)] = int(exponent.q)
        # (U/L)^(1/k) = (U·L^(k − 1))^(1/k)/L
        size = Size(-(-(size.above + (exponent.q - 1) * size.below) // int(exponent.q)), size.below)
    if exponent.p < 0:
        size = Size(size.below, size.above)
    return Size(size.above * int(abs(exponent.p)), size.below * int(abs(exponent.p)))


def _wave(number: Basic, walk: Walk) -> Size:
    """sin and cos at a rational part of π: half of an algebraic integer whose conjugates are at most 2."""
    turns = number.args[0] / (2 * pi)
    if not turns.is_Rational or turns.q > LARGEST_TURN:
        raise NoBound
    walk.turns = lcm(walk.turns, int(turns.q))
    return Size(1, 1)


def _quotient_of_waves(above: type, below: type) -> Callable[[Basic, Walk], Size]:
    def rule(number: Basic, walk: Walk) -> Size:
        one, two = (_wave(wave(number.args[0], evaluate=False), walk) for wave in (above, below))
        return Size(one.above + two.below, one.below + two.above)

    return rule


def _reciprocal_wave(number: Basic, walk: Walk) -> Size:
    size = _wave(sympy.cos(number.args[0], evaluate=False), walk)
    return Size(size.below, size.above)


RULES: Mapping[type, Callable[[Basic, Walk], Size]] = {
    sympy.Add: _sum,
    sympy.Mul: _product,
    sympy.Pow: _power,
    sympy.sin: _wave,
    sympy.cos: _wave,
    sympy.tan: _quotient_of_waves(sympy.sin, sympy.cos),
    sympy.cot: _quotient_of_waves(sympy.cos, sympy.sin),
    sympy.sec: _reciprocal_wave,
    sympy.csc: _reciprocal_wave,
}

HEADS = (sympy.Rational, type(pi), *RULES)
