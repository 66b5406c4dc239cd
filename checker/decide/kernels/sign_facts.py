"""The signs, by real arithmetic, of what stands in absolute values of the normal form: 1 − xy for |x|, |y| < 1."""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy.core.basic import Basic

from checker.decide.kernels.discharge import follows
from checker.decide.kernels.generators import Declines, Kind
from checker.decide.kernels.tower import Tower
from checker.decide.kernels.written_back import polynomial_as_expression
from checker.model import Domain

MOST_ASKED = 3
RELATIONS = (sympy.Gt, sympy.Lt, sympy.Ge, sympy.Le)


def with_signs(tower: Tower, domain: Domain) -> Domain | None:
    """The domain with the signs that it gives to what the tower knows only in absolute value; None where it gives none.

    `tower` is one that was built on this domain.
    """
    facts = [fact for inside in list(_insides(tower))[:MOST_ASKED] if (fact := _sign(inside, domain)) is not None]
    return Domain((*domain.conditions, *facts)) if facts else None


def _insides(tower: Tower) -> Iterator[Basic]:
    """The factors of what stands in absolute values; of a bare name the tower knows the sign already."""
    factors = (
        factor
        for generator in tower.generators
        if generator.kind is Kind.ABSOLUTE and generator.argument is not None
        for polynomial in tower.field.lowest_terms(generator.argument)
        for factor, _ in polynomial.factor()[1]
    )
    told: set[Basic] = set()
    for factor in factors:
        try:
            inside = polynomial_as_expression(tower, factor)
        except Declines:
            continue
        if inside in told:
            continue
        told.add(inside)
        if not inside.is_Symbol and not inside.has(sympy.I) and inside.free_symbols:
            yield inside


def _sign(inside: Basic, domain: Domain) -> Basic | None:
    names = inside.free_symbols
    spoken = any(condition.free_symbols & names for condition in domain.conditions)
    if not spoken and not any(name.is_positive or name.is_negative or name.is_nonnegative for name in names):
        return None
    for relation in RELATIONS:
        fact = relation(inside, 0, evaluate=False)
        if follows(sympy.true, fact, domain):
            return fact
    return None
