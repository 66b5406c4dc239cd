"""Solves linear equations over the fractions of a polynomial ring, without fractions on the way (Bareiss 1968)."""

from __future__ import annotations

from collections.abc import Iterable

from flint import fmpq_mpoly

from checker.decide.kernels.field import Field, Fraction

Row = dict[int, fmpq_mpoly]  # column to coefficient, none of them zero; the right side under the column −1


def solve(field: Field, equations: Iterable[Row]) -> dict[int, Fraction] | None:
    """A solution of Σ coefficient · unknown = right side, unknowns left free being 0; None where there is none."""
    waiting = [row for row in equations if row]
    solved: list[tuple[int, Row]] = []
    while waiting:
        row = min(waiting, key=_cost)
        waiting.remove(row)
        pivot = min((column for column in row if column >= 0), key=lambda c: (len(row[c]), c), default=None)
        if pivot is None:
            return None
        waiting = [left for each in waiting if (left := _without(field, each, row, pivot))]
        solved.append((pivot, row))
    return _back(field, solved)


def _cost(row: Row) -> tuple[int, int]:
    return len(row), sum(len(coefficient) for coefficient in row.values())


def _without(field: Field, row: Row, by: Row, pivot: int) -> Row:
    """row · by[pivot] − by · row[pivot], divided by what all its coefficients share."""
    own = row.get(pivot)
    if own is None:
        return row
    lead = by[pivot]
    shared = lead.gcd(own)
    lead, own = lead / shared, own / shared
    result: Row = {}
    for column in sorted({*row, *by}):
        if column == pivot:
            continue
        value = field.context.constant(0)
        if column in row:
            value += field.product(row[column], lead)
        if column in by:
            value -= field.product(by[column], own)
        if not value.is_zero():
            result[column] = value
    return _primitive(result)


def _primitive(row: Row) -> Row:
    shared: fmpq_mpoly | None = None
    for coefficient in row.values():
        shared = coefficient if shared is None else shared.gcd(coefficient)
    return row if shared is None or shared.is_constant() else {c: value / shared for c, value in row.items()}


def _back(field: Field, solved: list[tuple[int, Row]]) -> dict[int, Fraction]:
    values: dict[int, Fraction] = {}
    for pivot, row in reversed(solved):
        total = Fraction(row[-1], ()) if -1 in row else field.zero
        for column in sorted(row):
            if column >= 0 and column != pivot and column in values:
                total = field.subtract(total, field.multiply(Fraction(row[column], ()), values[column]))
        quotient = field.multiply(total, field.invert(Fraction(row[pivot], ())))
        top, bottom = field.lowest_terms(quotient)
        scale, below = field.as_factors(bottom)
        values[pivot] = Fraction(top / scale, below)
    return values
