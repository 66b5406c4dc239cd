"""Whether a difference of arcs, or of logarithms, is 0 because its exponential is 1 and whole turns are excluded.

e^{i·atan u} = (1 + iu)/√(1 + u²) and e^{i·asin u} = √(1 − u²) + iu turn a sum of arcs into an algebraic number on the
unit circle; where it is 1 the sum is a whole number of turns, and 0 if it is surely less than one turn (Gauss's way
with Machin's formula; Todd 1949, "A problem on arc tangent relations"). A real sum of logarithms is 0 where its
exponential is 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import sympy
from sympy import I, pi
from sympy.core.basic import Basic

from checker.decide.kernels.algebraic_constants import is_certainly_zero
from checker.decide.kernels.angle_ranges import ARCS, Range, range_of
from checker.decide.kernels.conditions import one_sided_needs
from checker.decide.kernels.discharge import conditions_left
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.interval_facts import with_facts
from checker.decide.kernels.regions import anchored_everywhere
from checker.decide.kernels.sign_facts import with_signs
from checker.decide.kernels.tower import build
from checker.model import Domain

LOGARITHMIC = (sympy.log, sympy.asinh, sympy.acosh, sympy.atanh)
KERNELS = frozenset({*ARCS, *LOGARITHMIC})
LARGEST_MULTIPLE = 12
LONGEST = 12  # terms of a difference


@dataclass(frozen=True, slots=True)
class Linear:
    """Σ factor·kernel + rest, with the common denominator of the factors."""

    terms: dict[Basic, Fraction]
    rest: Basic
    denominator: int


@dataclass(frozen=True, slots=True)
class Turned:
    """Why the difference is 0, and on what conditions."""

    because: str
    conditions: tuple[str, ...]


def turned_difference(left: Basic, right: Basic, domain: Domain) -> Turned | None:
    """How left − right, a linear combination of arcs or of logarithms, is 0; None where that is not shown."""
    if not (left.has(*KERNELS) or right.has(*KERNELS)) or left.has(I) or right.has(I):
        return None
    try:
        return _angles(left, right, domain) or _logarithms(left, right, domain)
    except (Declines, TooLarge, DividesByZero):
        return None


def _angles(left: Basic, right: Basic, domain: Domain) -> Turned | None:
    difference = left - right
    linear = _linear(difference, ARCS)
    if linear is None or linear.rest.has(*ARCS) or not _turns_plainly(linear.rest):
        return None
    count = linear.denominator
    known, conditions = _settled(sympy.exp(I * count * difference), left, right, linear.rest, domain)
    if conditions is None:
        return None if difference.free_symbols else _of_numbers(left, right, linear)
    within = range_of(linear.terms, linear.rest, known)
    why = None
    if within is not None and _less_than_a_turn(within.times(Fraction(count))):
        why = f"its range excludes others: between {within.low}·π and {within.high}·π"
    elif not conditions and anchored_everywhere(left, right, domain, sympy.Rational(2, count) * pi):
        why = "continuous on each connected part of the domain, and less than a turn at one point of each"
    if why is None:
        return None
    return Turned(f"the difference is a whole number of turns of 2π/{count}, and {why}", conditions)


def _of_numbers(left: Basic, right: Basic, linear: Linear) -> Turned | None:
    """A sum of arcs without names: its multiple's cosine is an algebraic number, and a ball settles the turns."""
    real, imaginary = sympy.Integer(1), sympy.Integer(0)
    turn = sympy.expand(linear.rest * linear.denominator)
    powers = [(_on_the_circle(arc), factor * linear.denominator) for arc, factor in linear.terms.items()]
    if not (turn / pi).is_Rational or any(point is None or abs(count) > MOST_POWER for point, count in powers):
        return None
    for point, count in ((_of_turn(turn), Fraction(1)), *powers):
        assert point is not None
        for _ in range(int(abs(count))):
            c, s = point[0], point[1] if count > 0 else -point[1]
            real, imaginary = real * c - imaginary * s, real * s + imaginary * c
    gap = sympy.Rational(2, linear.denominator) * pi
    if not is_certainly_zero(real - 1) or not anchored_everywhere(left, right, Domain(), gap):
        return None
    return Turned("the cosine of the difference is an algebraic number and 1, and a ball excludes whole turns", ())


MOST_POWER = 8


def _of_turn(angle: Basic) -> tuple[Basic, Basic]:
    return sympy.cos(angle), sympy.sin(angle)


def _on_the_circle(arc: Basic) -> tuple[Basic, Basic] | None:
    """The cosine and the sine of an arc; None for the angle of a point."""
    u = arc.args[0]
    if isinstance(arc, sympy.atan):
        return 1 / sympy.sqrt(1 + u**2), u / sympy.sqrt(1 + u**2)
    if isinstance(arc, sympy.asin):
        return sympy.sqrt(1 - u**2), u
    return (u, sympy.sqrt(1 - u**2)) if isinstance(arc, sympy.acos) else None


def _less_than_a_turn(within: Range) -> bool:
    low = within.low > -2 or (within.low == -2 and within.open_low)
    return low and (within.high < 2 or (within.high == 2 and within.open_high))


def _logarithms(left: Basic, right: Basic, domain: Domain) -> Turned | None:
    difference = left - right
    linear = _linear(difference, LOGARITHMIC)
    if linear is None or linear.rest.has(*LOGARITHMIC, sympy.oo):  # SymPy would ask whether a series converges
        return None
    doubled = 2 * linear.denominator * difference  # spares the roots that area functions bring
    _, conditions = _settled(sympy.exp(doubled), left, right, sympy.Integer(0), domain)
    if conditions is None and not difference.free_symbols and linear.rest == 0:
        product = sympy.Mul(*(_of_logarithm(log) ** int(n * linear.denominator) for log, n in linear.terms.items()))
        conditions = () if is_certainly_zero(product - 1) else None
    if conditions is None:
        return None
    return Turned("the exponential of the difference, which is real, is 1", conditions)


def _of_logarithm(node: Basic) -> Basic:
    """What a function of the kind of a logarithm is the logarithm of."""
    u = node.args[0]
    if isinstance(node, sympy.log):
        return u
    if isinstance(node, sympy.atanh):
        return sympy.sqrt((1 + u) / (1 - u))
    return u + sympy.sqrt(u**2 + (1 if isinstance(node, sympy.asinh) else -1))


def _settled(
    exponential: Basic, left: Basic, right: Basic, rest: Basic, domain: Domain
) -> tuple[Domain, tuple[str, ...] | None]:
    """The domain with the signs of sines that were needed, and the conditions under which the exponential is 1."""
    bare = rest.as_independent(*rest.free_symbols, as_Add=True)[1] if rest.free_symbols else rest
    known, conditions = domain, None
    for wide in (False, True):
        richer = with_facts((left, right, sympy.sin(bare)), domain, wide)
        known = richer or domain
        conditions = _is_one(exponential, left, right, known)
        if conditions is not None or richer is None:
            break
    return known, conditions


def _is_one(exponential: Basic, left: Basic, right: Basic, domain: Domain) -> tuple[str, ...] | None:
    """The conditions under which the exponential is 1 wherever both sides have a value; None where it is not shown."""
    tower, (value, *_) = build((exponential, left, right), domain)
    if not tower.vanishes(tower.field.subtract(value, tower.field.one)):
        domain = with_signs(tower, domain) or domain
        tower, (value, *_) = build((exponential, left, right), domain)
        if not tower.vanishes(tower.field.subtract(value, tower.field.one)):
            return None
    needs = one_sided_needs(tower, left, right)
    return conditions_left(tower, needs, domain) if needs else ()


def _linear(difference: Basic, kernels: Sequence[type]) -> Linear | None:
    """The difference as a combination of kernels with rational factors; None for any other."""
    terms: dict[Basic, Fraction] = {}
    rest, denominator = sympy.Integer(0), 1
    expanded = sympy.expand(difference, log=False, power_base=False, power_exp=False, trig=False)
    parts = sympy.Add.make_args(expanded)
    if len(parts) > LONGEST:
        return None
    for part in parts:
        factor, kernel = part.as_coeff_Mul()
        if isinstance(kernel, tuple(kernels)):
            if not factor.is_Rational:
                return None
            terms[kernel] = terms.get(kernel, Fraction(0)) + Fraction(int(factor.p), int(factor.q))
            denominator = lcm(denominator, int(factor.q))
        else:
            rest = rest + part
    return Linear(terms, rest, denominator) if terms and denominator <= LARGEST_MULTIPLE else None


def _turns_plainly(rest: Basic) -> bool:
    """Is it linear in its names, so that nothing but names, π and numbers is in it?"""
    return all(
        isinstance(node, sympy.Symbol | sympy.Number | sympy.Add | sympy.Mul) or node == pi
        for node in sympy.preorder_traversal(rest)
    )
