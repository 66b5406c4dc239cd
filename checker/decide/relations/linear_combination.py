"""Does an equation follow from several as a combination of them, with multipliers free of the unknowns?

left′ − right′ = Σ λᵢ·(leftᵢ − rightᵢ), as in elimination; coefficients of the monomials in the unknowns give linear
equations for the λᵢ, which are solved over the fractions in all other generators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy
from flint import fmpq_mpoly
from sympy.core.basic import Basic

from checker.decide.integrals.linear_system import Row, solve
from checker.decide.kernels.conditions import conditions_beyond
from checker.decide.kernels.field import Fraction
from checker.decide.kernels.norms import never_zero
from checker.decide.kernels.tower import Tower, build
from checker.model import Domain

MOST_EQUATIONS = 6


@dataclass(frozen=True, slots=True)
class Combination:
    """The multiplier of each premise, as text, and what the conclusion needs besides to have a value."""

    multipliers: tuple[str, ...]
    conditions: tuple[str, ...]


def combination(premises: Sequence[Basic], conclusion: Basic, domain: Domain) -> Combination | None:
    """How an equation is a combination of others; None where none is found.

    Raises Declines, TooLarge and DividesByZero as the normal form does.
    """
    statements = (conclusion, *premises)
    if not 2 <= len(premises) <= MOST_EQUATIONS or not all(isinstance(each, sympy.Eq) for each in statements):
        return None
    differences = [each.lhs - each.rhs for each in statements]
    tower, values = build(differences, domain)
    tops = [tower.field.lowest_terms(tower.reduced(value)) for value in values]
    unknowns = _unknowns(tower, premises, conclusion)
    found = solve(tower.field, _equations(tower, [top for top, _ in tops], unknowns))
    if found is None:
        return None
    multipliers = [found.get(k, tower.field.zero) for k in range(len(premises))]
    if not all(_is_finite(tower, each) for each in multipliers):
        return None
    needs = conditions_beyond(tower, sympy.Tuple(*conclusion.args), sympy.Tuple(*(s for e in premises for s in e.args)))
    return Combination(tuple(tower.text(each) for each in multipliers), needs)


def _unknowns(tower: Tower, premises: Sequence[Basic], conclusion: Basic) -> frozenset[int]:
    """What the conclusion is solved for, and what the premises name and it does not."""
    named = {symbol for each in premises for symbol in each.free_symbols} - conclusion.free_symbols
    solved = {side for side in conclusion.args if side.is_Symbol}
    return frozenset(k for k, generator in enumerate(tower.generators) if generator.origin in named | solved)


def _equations(tower: Tower, tops: Sequence[fmpq_mpoly], unknowns: frozenset[int]) -> list[Row]:
    """One for each monomial in the unknowns; the column of a premise is its place, that of the conclusion −1."""
    rows: dict[tuple[int, ...], Row] = {}
    for place, top in enumerate(tops):
        for monomial, coefficient in top.to_dict().items():
            inner = tuple(int(e) if k in unknowns else 0 for k, e in enumerate(monomial))
            outer = tuple(0 if k in unknowns else int(e) for k, e in enumerate(monomial))
            row = rows.setdefault(inner, {})
            term = tower.field.context.from_dict({outer: coefficient})
            row[place - 1] = row.get(place - 1, tower.field.context.constant(0)) + term
    return [{column: value for column, value in row.items() if not value.is_zero()} for row in rows.values()]


def _is_finite(tower: Tower, value: Fraction) -> bool:
    _, bottom = tower.field.lowest_terms(value)
    return all(never_zero(tower, factor) for factor, _ in bottom.factor()[1])
