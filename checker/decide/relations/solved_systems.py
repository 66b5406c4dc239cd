"""Rational points at which several equations hold together: those linear in as many names, solved for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx
from sympy.core.basic import Basic

from checker.decide.relations.rational_values import NotRational, fraction_at

MOST_EQUATIONS = 6
MOST_CHOICES = 20  # of the names that are solved for


def solutions(
    residuals: Sequence[Basic], others: Mapping[Basic, fmpq], choices: Sequence[tuple[Basic, ...]]
) -> Iterator[Mapping[Basic, fmpq]]:
    """For each choice of names, the values at which all residuals vanish, the other names being as given."""
    for unknowns in choices:
        ring = fmpq_mpoly_ctx.get([f"x{k}" for k in range(len(unknowns))], Ordering.lex)
        there = {**others, **dict(zip(unknowns, ring.gens(), strict=True))}
        try:
            values = _solved([_coefficients(residual, there, ring) for residual in residuals])
        except NotRational:
            continue
        if values is not None:
            yield {**others, **dict(zip(unknowns, values, strict=True))}


def choices(residuals: Sequence[Basic]) -> list[tuple[Basic, ...]]:
    """Sets of as many names as there are equations, in a fixed order."""
    if not 2 <= len(residuals) <= MOST_EQUATIONS:
        return []
    names = sorted({name for residual in residuals for name in residual.free_symbols}, key=str)
    return list(islice(combinations(names, len(residuals)), MOST_CHOICES))


def _coefficients(residual: Basic, values: Mapping[Basic, fmpq_mpoly | fmpq], ring: fmpq_mpoly_ctx) -> list[fmpq]:
    """Those of a linear polynomial with its constant term last. Raises NotRational for anything else."""
    top, bottom = fraction_at(residual, values, ring.constant(1))
    if not bottom.is_constant() or top.total_degree() > 1:
        raise NotRational
    found = {tuple(map(int, monomial)): coefficient for monomial, coefficient in top.to_dict().items()}
    count = ring.nvars()
    unit = [tuple(int(k == j) for k in range(count)) for j in range(count)]
    return [found.get(monomial, fmpq(0)) / bottom.leading_coefficient() for monomial in (*unit, (0,) * count)]


def _solved(rows: Sequence[Sequence[fmpq]]) -> list[fmpq] | None:
    left = fmpq_mat([list(row[:-1]) for row in rows])
    right = fmpq_mat([[-row[-1]] for row in rows])
    try:
        found = left.solve(right)
    except ZeroDivisionError:
        return None
    return [found[k, 0] for k in range(len(rows))]
