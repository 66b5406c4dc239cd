"""Candidates for the solutions of an equation in one name, as exact constants: −√2, log 5, π/6.

They are proposals: whoever uses one verifies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import sympy
from flint import fmpq, fmpq_mpoly, fmpq_poly
from sympy.core.basic import Basic

from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines, Kind
from checker.decide.kernels.rational_values import NotRational, fraction_at
from checker.decide.kernels.tower import Tower, build
from checker.decide.kernels.written_back import as_expression, as_rational, polynomial_as_expression, substituted
from checker.decide.parts import symbols_in
from checker.model import Domain

HIGHEST_DEGREE = 24  # of a polynomial that is factored for its roots, or that a root is eliminated from
MOST_TERMS = 40  # of a polynomial that a root is eliminated from
CIRCULAR = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
FIRST_ANGLES = (
    (0, 1), (1, 1), (-1, 1), (2, 1), (1, 2), (-1, 2), (3, 2), (1, 4), (3, 4), (1, 3), (2, 3),
    (1, 6), (5, 6), (-1, 4), (5, 4), (-1, 6), (7, 6), (4, 3),
)  # fmt: skip  # of π, the plainest first
MORE_ANGLES = ((5, 3), (7, 4), (11, 6), (-1, 3), (-2, 3), (-3, 4), (-5, 6))
ANGLES = tuple(sympy.pi * sympy.Rational(p, q) for p, q in (*FIRST_ANGLES, *MORE_ANGLES))


INDETERMINATE, ONE = fmpq_poly([0, 1]), fmpq_poly([1])


def root_candidates(
    residual: Basic, unknown: Basic, others: Mapping[Basic, fmpq] = MappingProxyType({})
) -> tuple[Basic, ...]:
    """What may solve residual = 0, with the values of the other names put in."""
    names = symbols_in(residual)
    held = ((name, int(value.p), int(value.q)) for name, value in others.items() if name in names)
    return _root_candidates(residual, unknown, tuple(held))


@lru_cache(maxsize=512)  # an equation is met in several premises, and with values of names that it does not hold
def _root_candidates(residual: Basic, unknown: Basic, held: tuple[tuple[Basic, int, int], ...]) -> tuple[Basic, ...]:
    others = {name: fmpq(numerator, denominator) for name, numerator, denominator in held}
    values: dict[Basic, fmpq_poly | fmpq] = {**others, unknown: INDETERMINATE}
    try:
        top, bottom = fraction_at(residual, values, ONE)
    except NotRational:
        return _candidates(residual, unknown, others)
    numbers = [*(top // top.gcd(bottom)).coeffs()]
    found = _rational_roots(numbers) if 1 < len(numbers) <= HIGHEST_DEGREE + 1 else ()
    return tuple(dict.fromkeys(root if root.is_Rational else _plain(root) for root in found))


def _candidates(residual: Basic, unknown: Basic, others: Mapping[Basic, fmpq]) -> tuple[Basic, ...]:
    """The same of any expression, by its normal form."""
    try:
        residual = substituted(residual, {name: as_rational(value) for name, value in others.items()})
    except Declines:
        return ()
    if residual.has(*CIRCULAR):
        return ANGLES
    try:
        tower, (value,) = build((residual,), Domain())
        top, _ = tower.field.lowest_terms(tower.reduced(value))
        polynomial = _without_roots(tower, top, unknown)
        found = tuple(_roots(tower, polynomial, unknown))
    except (Declines, TooLarge, DividesByZero):
        return ()
    return tuple(dict.fromkeys(_plain(root) for root in found))


def _plain(constant: Basic) -> Basic:
    """log 8/log 2 as 3: the constant in lowest terms of its normal form, where it has one."""
    try:
        tower, (value,) = build((constant,), Domain())
        top, bottom = (polynomial_as_expression(tower, part) for part in tower.field.lowest_terms(tower.reduced(value)))
    except (Declines, TooLarge, DividesByZero):
        return constant
    return top / bottom if bottom.is_Integer else constant


def _without_roots(tower: Tower, polynomial: fmpq_mpoly, unknown: Basic) -> fmpq_mpoly:
    """Roots and absolute values of the unknown eliminated by resultants with what they satisfy.

    Raises TooLarge where a resultant would be.
    """
    for k in range(len(tower.generators) - 1, -1, -1):
        generator = tower.generators[k]
        if generator.kind not in (Kind.ROOT, Kind.ABSOLUTE) or generator.argument is None:
            continue
        if polynomial.degrees()[k] <= 0 or unknown not in as_expression(tower, generator.argument).free_symbols:
            continue
        degree = generator.degree if generator.kind is Kind.ROOT else 2
        top, bottom = tower.field.lowest_terms(generator.argument)
        if generator.kind is Kind.ABSOLUTE:
            top, bottom = top * top, bottom * bottom
        relation = tower.field.generators[k] ** degree * bottom - top
        if len(polynomial) > MOST_TERMS or polynomial.total_degree() > HIGHEST_DEGREE:
            raise TooLarge
        polynomial = polynomial.resultant(relation, k)
    return polynomial


def _roots(tower: Tower, polynomial: fmpq_mpoly, unknown: Basic) -> Iterator[Basic]:
    kernels = [
        k
        for k, degree in enumerate(polynomial.degrees())
        if degree > 0 and unknown in as_expression(tower, tower.field.generator(k)).free_symbols
    ]
    if len(kernels) != 1:
        return
    for root in _polynomial_roots(tower, polynomial, kernels[0]):
        yield from _undone(tower, kernels[0], root, unknown)


def _polynomial_roots(tower: Tower, polynomial: fmpq_mpoly, index: int) -> Iterator[Basic]:
    """The roots in one generator: rational ones and those of quadratic factors."""
    by_power: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for monomial, coefficient in polynomial.to_dict().items():
        rest = tuple(0 if k == index else int(e) for k, e in enumerate(monomial))
        by_power.setdefault(int(monomial[index]), {})[rest] = coefficient
    degree = max(by_power)
    if degree > HIGHEST_DEGREE:
        return
    coefficients = [tower.field.context.from_dict(by_power.get(k, {})) for k in range(degree + 1)]
    if all(coefficient.is_constant() for coefficient in coefficients):
        numbers = [fmpq(0) if c.is_zero() else c.leading_coefficient() for c in coefficients]
        yield from _rational_roots(numbers)
    else:
        yield from _real_roots([polynomial_as_expression(tower, c) for c in coefficients])


def _rational_roots(coefficients: list[fmpq]) -> Iterator[Basic]:
    """The real roots of a polynomial of rational coefficients, the constant first, as far as its factors show them."""
    for factor, _ in fmpq_poly(coefficients).factor()[1]:
        yield from _real_roots([as_rational(c) for c in factor.coeffs()])


def _real_roots(coefficients: list[Basic]) -> Iterator[Basic]:
    """The real roots of c + b·t, c + b·t + a·t² or c + a·tⁿ."""
    if len(coefficients) == 2:
        yield -coefficients[0] / coefficients[1]
    elif len(coefficients) == 3:
        c, b, a = coefficients
        discriminant = b**2 - 4 * a * c
        if discriminant.is_nonnegative:
            yield (-b - sympy.sqrt(discriminant)) / (2 * a)
            yield (-b + sympy.sqrt(discriminant)) / (2 * a)
    elif not any(coefficients[1:-1]):
        degree, power = len(coefficients) - 1, -coefficients[0] / coefficients[-1]
        size = abs(power) ** sympy.Rational(1, degree)
        if degree % 2:
            yield size if power.is_positive else -size
        elif power.is_positive:
            yield -size
            yield size


def _undone(tower: Tower, index: int, value: Basic, unknown: Basic) -> Iterator[Basic]:
    """The unknown at which a generator, itself or an exponential or logarithm of it, takes the value."""
    generator = tower.generators[index]
    if generator.kind is Kind.SYMBOL:
        yield value
        return
    if generator.argument is None or generator.kind not in (Kind.EXPONENTIAL, Kind.LOGARITHM):
        return
    if generator.kind is Kind.EXPONENTIAL and not value.is_positive:
        return
    argument = as_expression(tower, generator.argument)
    target = sympy.log(value) if generator.kind is Kind.EXPONENTIAL else sympy.exp(value)
    slope = argument.diff(unknown)
    if unknown in slope.free_symbols:
        yield from root_candidates(argument - target, unknown)
    else:
        yield (target - argument.xreplace({unknown: sympy.Integer(0)})) / slope
