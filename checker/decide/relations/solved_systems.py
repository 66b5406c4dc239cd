"""Rational points at which several equations hold together: those linear in as many names, solved for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice

import sympy
from flint import fmpq, fmpq_mat
from sympy.core.basic import Basic

from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import as_rational, substituted

MOST_EQUATIONS = 6
MOST_CHOICES = 20  # of the names that are solved for


def solutions(
    residuals: Sequence[Basic], others: Mapping[Basic, fmpq], choices: Sequence[tuple[Basic, ...]]
) -> Iterator[Mapping[Basic, fmpq]]:
    """For each choice of names, the values at which all residuals vanish, the other names being as given."""
    for unknowns in choices:
        fixed = {name: as_rational(value) for name, value in others.items() if name not in unknowns}
        try:
            rows = [_coefficients(substituted(residual, fixed), unknowns) for residual in residuals]
        except Declines:
            continue
        values = None if None in rows else _solved([row for row in rows if row is not None])
        if values is not None:
            yield {**others, **dict(zip(unknowns, values, strict=True))}


def choices(residuals: Sequence[Basic]) -> list[tuple[Basic, ...]]:
    """Sets of as many names as there are equations, in a fixed order."""
    if not 2 <= len(residuals) <= MOST_EQUATIONS:
        return []
    names = sorted({name for residual in residuals for name in residual.free_symbols}, key=str)
    return list(islice(combinations(names, len(residuals)), MOST_CHOICES))


def _coefficients(residual: Basic, unknowns: Sequence[Basic]) -> list[fmpq] | None:
    """Those of a linear polynomial with its constant term last; None for anything else."""
    if not residual.is_polynomial(*unknowns):
        return None
    polynomial = sympy.Poly(residual, *unknowns)
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
