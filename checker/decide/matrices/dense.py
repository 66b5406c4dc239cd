"""Explicit matrices of rationals: products, inverses and determinants, exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sympy import Expr, Integer

from checker.decide.matrices.scalar_form import Undefined


@dataclass(frozen=True, slots=True)
class Dense:
    """An explicit matrix of rationals."""

    entries: tuple[tuple[Fraction, ...], ...]

    @property
    def key(self) -> str:
        return f"dense({self.text})"

    @property
    def rows(self) -> Expr:
        return Integer(len(self.entries))

    @property
    def columns(self) -> Expr:
        return Integer(len(self.entries[0]))

    @property
    def text(self) -> str:
        return "[" + "; ".join(" ".join(str(entry) for entry in row) for row in self.entries) + "]"

    def transpose(self) -> Dense:
        return Dense(tuple(zip(*self.entries, strict=True)))


def is_identity(dense: Dense) -> bool:
    return len(dense.entries) == len(dense.entries[0]) and all(
        entry == (row == column) for row, entries in enumerate(dense.entries) for column, entry in enumerate(entries)
    )


def unit_column(size: int, index: int) -> Dense:
    return Dense(tuple((Fraction(row == index),) for row in range(size)))


def dense_product(left: Dense, right: Dense) -> Dense:
    columns = tuple(zip(*right.entries, strict=True))
    return Dense(
        tuple(
            tuple(sum((one * other for one, other in zip(row, column, strict=True)), Fraction(0)) for column in columns)
            for row in left.entries
        )
    )


def _eliminated(dense: Dense) -> tuple[list[list[Fraction]], Fraction]:
    """Gauss–Jordan elimination beside the identity: the inverse and the determinant (0 where singular)."""
    size = len(dense.entries)
    rows = [[*row, *(Fraction(at == place) for place in range(size))] for at, row in enumerate(dense.entries)]
    determinant = Fraction(1)
    for column in range(size):
        pivot = next((row for row in range(column, size) if rows[row][column]), None)
        if pivot is None:
            return [], Fraction(0)
        if pivot != column:
            rows[column], rows[pivot] = rows[pivot], rows[column]
            determinant = -determinant
        head = rows[column][column]
        determinant *= head
        rows[column] = [entry / head for entry in rows[column]]
        for row in range(size):
            factor = rows[row][column]
            if row != column and factor:
                rows[row] = [entry - factor * lead for entry, lead in zip(rows[row], rows[column], strict=True)]
    return [row[size:] for row in rows], determinant


def dense_inverse(dense: Dense) -> Dense:
    rows, determinant = _eliminated(dense)
    if not determinant:
        raise Undefined(f"the inverse of a singular matrix, {dense.text}")
    return Dense(tuple(tuple(row) for row in rows))


def dense_determinant(dense: Dense) -> Fraction:
    return _eliminated(dense)[1]
