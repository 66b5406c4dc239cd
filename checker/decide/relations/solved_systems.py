"""Rational points at which several equations hold together: those linear in as many names, solved for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, islice

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx
from sympy import Integer, Integral
from sympy.core.basic import Basic

from checker.decide.kernels.generators import Declines
from checker.decide.kernels.rational_values import NotRational, fraction_at
from checker.decide.kernels.written_back import as_rational, substituted
from checker.decide.parts import symbols_in

ONE = Integer(1)
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
    names = symbols_in(residual)
    free = names - set(unknowns)
    held = ((name, int(value.p), int(value.q)) for name, value in others.items() if name in free)
    found = _linear(residual, tuple(name for name in unknowns if name in names), tuple(held))
    return None if found is None else [found.get(name, fmpq(0)) for name in (*unknowns, ONE)]


@lru_cache(maxsize=4096)  # an equation is met in several premises, and with values of names that it does not hold
def _linear(
    residual: Basic, unknowns: tuple[Basic, ...], held: tuple[tuple[Basic, int, int], ...]
) -> Mapping[Basic, fmpq] | None:
    """The coefficient of each unknown, and of 1, in a linear polynomial; None for anything else."""
    ring = fmpq_mpoly_ctx.get([f"x{k}" for k in range(len(unknowns))], Ordering.lex)
    others = {name: fmpq(numerator, denominator) for name, numerator, denominator in held}
    try:
        top, bottom = _fraction(residual, dict(zip(unknowns, ring.gens(), strict=True)), others, ring.constant(1))
    except (NotRational, Declines):
        return None
    if not bottom.is_constant() or top.total_degree() > 1:
        return None
    scale = bottom.leading_coefficient()
    return {
        next((name for name, power in zip(unknowns, monomial, strict=True) if power), ONE): coefficient / scale
        for monomial, coefficient in top.to_dict().items()
    }


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
