"""Matrices of exact rationals, balls and truncated series: inverses, determinants, entrywise and block operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from flint import fmpq

from checker.decide.at_points.values import (
    Matrix,
    NotEvaluable,
    Scalar,
    Undefined,
    Value,
    all_rational,
    as_rows,
    is_zero,
)

MOST_ROWS = 6


def square(value: Value) -> Matrix:
    """The value, if it is a square matrix. Raises NotEvaluable."""
    if not isinstance(value, tuple) or len(value) != len(value[0]):
        raise NotEvaluable("a square matrix is needed")
    return value


def matrix(value: Value) -> Matrix:
    """The value as a matrix: a scalar is one of shape 1×1."""
    return value if isinstance(value, tuple) else ((value,),)


def identity(size: int) -> Matrix:
    return tuple(tuple(fmpq(int(r == c)) for c in range(size)) for r in range(size))


def filled(rows: int, columns: int, entry: int) -> Matrix:
    return ((fmpq(entry),) * columns,) * rows


def inverse(content: Matrix) -> Matrix:
    """The inverse, exactly for rationals, else by Gauss–Jordan elimination; Undefined where a pivot may be 0."""
    size = len(content)
    rational = all_rational(content)
    if rational is not None:
        try:
            return as_rows(rational.inv())
        except ZeroDivisionError as singular:
            raise Undefined("a matrix without inverse") from singular
    rows = [[*entries, *(fmpq(int(r == c)) for c in range(size))] for r, entries in enumerate(content)]
    for column in range(size):
        pivot = next((r for r in range(column, size) if is_zero(rows[r][column]) is False), None)
        if pivot is None:
            raise Undefined("a matrix without inverse")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [entry / lead for entry in rows[column]]
        for r in range(size):
            if r != column:
                factor = rows[r][column]
                rows[r] = [entry - factor * top for entry, top in zip(rows[r], rows[column], strict=True)]
    return tuple(tuple(row[size:]) for row in rows)


def determinant(content: Matrix) -> Scalar:
    """Exactly for rationals, else by expansion: no pivots, so that balls and series need no division.

    Raises NotEvaluable for more than `MOST_ROWS` rows of what is not rational: the expansion has n! terms.
    """
    rational = all_rational(content)
    if rational is not None:
        return rational.det()
    if len(content) > MOST_ROWS:
        raise NotEvaluable(f"a determinant of {len(content)} rows")
    return _expanded(content)


def _expanded(content: Matrix) -> Scalar:
    if len(content) == 1:
        return content[0][0]
    total: Scalar = fmpq(0)
    for column, entry in enumerate(content[0]):
        minor = tuple(row[:column] + row[column + 1 :] for row in content[1:])
        total = total + entry * _expanded(minor) * (-1) ** column
    return total


def entrywise(function: Callable[..., Scalar], *parts: Matrix) -> Matrix:
    """A function of the entries at each place. Raises NotEvaluable where the shapes differ."""
    if len({(len(part), len(part[0])) for part in parts}) != 1:
        raise NotEvaluable("shapes that do not fit")
    return tuple(tuple(function(*entries) for entries in zip(*rows, strict=True)) for rows in zip(*parts, strict=True))


def diagonal(content: Matrix) -> tuple[Scalar, ...]:
    """As far as the shorter side goes."""
    return tuple(content[k][k] for k in range(min(len(content), len(content[0]))))


def with_diagonal(entries: Sequence[Scalar]) -> Matrix:
    return tuple(tuple(entry if r == c else fmpq(0) for c in range(len(entries))) for r, entry in enumerate(entries))


def kronecker(left: Matrix, right: Matrix) -> Matrix:
    """A ⊗ B, with the blocks a_ij·B."""
    return tuple(tuple(a * b for a, b in product(one, two)) for one, two in product(left, right))


def of_blocks(rows: Sequence[Sequence[Matrix]]) -> Matrix:
    """Blocks side by side and one above the other. Raises NotEvaluable where they do not fit."""
    joined: list[tuple[Scalar, ...]] = []
    for row in rows:
        if len({len(block) for block in row}) != 1:
            raise NotEvaluable("blocks that do not fit")
        joined += [tuple(entry for part in parts for entry in part) for parts in zip(*row, strict=True)]
    if len({len(row) for row in joined}) != 1:
        raise NotEvaluable("blocks that do not fit")
    return tuple(joined)
