"""Rational points at which several equations hold together: those linear in as many names, solved for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx
from sympy import Integer, Integral
from sympy.core.basic import Basic

from checker.decide.kernels.generators import Declines
from checker.decide.kernels.rational_values import NotRational, fraction_at
from checker.decide.kernels.written_back import as_rational, substituted

MOST_EQUATIONS = 6
MOST_CHOICES = 20  # of the names that are solved for


def solutions(
    residuals: Sequence[Basic], others: Mapping[Basic, fmpq], choices: Sequence[tuple[Basic, ...]]
) -> Iterator[Mapping[Basic, fmpq]]:
    """For each choice of names, the values at which all residuals vanish, the other names being as given."""
    for unknowns in choices:
        rows = []
        for residual in residuals:
            row = _coefficients(residual, unknowns, others)
            if row is None:
                break
            rows.append(row)
        values = _solved(rows) if len(rows) == len(residuals) else None
        if values is not None:
            yield {**others, **dict(zip(unknowns, values, strict=True))}


def choices(residuals: Sequence[Basic]) -> list[tuple[Basic, ...]]:
    """Sets of as many names as there are equations, in a fixed order."""
    if not 2 <= len(residuals) <= MOST_EQUATIONS:
        return []
    names = sorted({name for residual in residuals for name in residual.free_symbols}, key=str)
    return list(islice(combinations(names, len(residuals)), MOST_CHOICES))


def _coefficients(residual: Basic, unknowns: Sequence[Basic], others: Mapping[Basic, fmpq]) -> list[fmpq] | None:
    """Those of a linear polynomial with its constant term last; None for anything else."""
    ring = fmpq_mpoly_ctx.get([f"x{k}" for k in range(len(unknowns))], Ordering.lex)
    names = dict(zip(unknowns, ring.gens(), strict=True))
    try:
        top, bottom = _fraction(residual, names, others, ring.constant(1))
    except (NotRational, Declines):
        return None
    if not bottom.is_constant() or top.total_degree() > 1:
        return None
    found = {tuple(map(int, monomial)): coefficient for monomial, coefficient in top.to_dict().items()}
    count = ring.nvars()
    unit = [tuple(int(k == j) for k in range(count)) for j in range(count)]
    return [found.get(monomial, fmpq(0)) / bottom.leading_coefficient() for monomial in (*unit, (0,) * count)]


def _fraction(
    residual: Basic, names: Mapping[Basic, fmpq_mpoly], others: Mapping[Basic, fmpq], one: fmpq_mpoly
) -> tuple[fmpq_mpoly, fmpq_mpoly]:
    """A residual in the names, with the values of others put in. Raises NotRational, Declines."""
    values: dict[Basic, fmpq_mpoly | fmpq] = {**others, **names}
    try:
        return fraction_at(residual, values, one)
    except NotRational:  # it may be once values are put in: √4, ∫ 0 dx
        there = substituted(residual, {name: as_rational(value) for name, value in others.items() if name not in names})
        return fraction_at(_without_empty_integrals(there), values, one)


def _without_empty_integrals(expression: Basic) -> Basic:
    empty = {each: Integer(0) for each in expression.atoms(Integral) if each.function == 0}
    return expression.xreplace(empty) if empty else expression


def _solved(rows: Sequence[Sequence[fmpq]]) -> list[fmpq] | None:
    left = fmpq_mat([list(row[:-1]) for row in rows])
    right = fmpq_mat([[-row[-1]] for row in rows])
    try:
        found = left.solve(right)
    except ZeroDivisionError:
        return None
    return [found[k, 0] for k in range(len(rows))]
