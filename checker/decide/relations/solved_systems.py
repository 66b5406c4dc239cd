"""Rational points at which several equations hold together: those linear in as many names, solved for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice

import sympy
from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx
from sympy.core.basic import Basic

from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import as_rational, substituted
from checker.decide.relations.rational_values import NotRational, fraction_at

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
    values: dict[Basic, fmpq_mpoly | fmpq] = {**others, **dict(zip(unknowns, ring.gens(), strict=True))}
    try:
        top, bottom = fraction_at(residual, values, ring.constant(1))
    except NotRational:
        return _coefficients_after(residual, unknowns, others)
    if not bottom.is_constant() or top.total_degree() > 1:
        return None
    found = {tuple(map(int, monomial)): coefficient for monomial, coefficient in top.to_dict().items()}
    count = ring.nvars()
    unit = [tuple(int(k == j) for k in range(count)) for j in range(count)]
    return [found.get(monomial, fmpq(0)) / bottom.leading_coefficient() for monomial in (*unit, (0,) * count)]


def _coefficients_after(residual: Basic, unknowns: Sequence[Basic], others: Mapping[Basic, fmpq]) -> list[fmpq] | None:
    """The same of what is a linear polynomial only once values are put in, such as that of an integral from 1 to 1."""
    try:
        there = substituted(residual, {n: as_rational(v) for n, v in others.items() if n not in unknowns})
    except Declines:
        return None
    if not there.is_polynomial(*unknowns):
        return None
    polynomial = sympy.Poly(there, *unknowns)
    if polynomial.total_degree() > 1 or not all(each.is_Rational for each in polynomial.coeffs()):
        return None
    row = [polynomial.coeff_monomial(name) for name in (*unknowns, 1)]
    return [fmpq(int(each.p), int(each.q)) for each in row]


def _solved(rows: Sequence[Sequence[fmpq]]) -> list[fmpq] | None:
    left = fmpq_mat([list(row[:-1]) for row in rows])
    right = fmpq_mat([[-row[-1]] for row in rows])
    try:
        found = left.solve(right)
    except ZeroDivisionError:
        return None
    return [found[k, 0] for k in range(len(rows))]
