"""An integer basis of exponents, so that dependent exponentials share their generators (Risch 1979)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd, lcm

from flint import fmpq, fmpz_mat

Vector = Mapping[tuple[int, ...], fmpq]  # monomial → coefficient


def integer_basis(vectors: Sequence[Vector]) -> tuple[list[dict[tuple[int, ...], fmpq]], list[list[int]]]:
    """A basis of the lattice that the vectors span over Z, and each vector's integer coordinates in it.

    By the Hermite normal form (Cohen 1993, §2.4): eˣ and e^{x/2} get the one basis vector x/2.
    """
    if len(vectors) == 1:  # as most often: only its sign is to be settled
        (vector,) = vectors
        positive = vector[min(vector)] > 0
        return [dict(vector) if positive else {m: -c for m, c in vector.items()}], [[1 if positive else -1]]
    if len({monomial for vector in vectors for monomial in vector}) == 1:
        return _multiples(vectors)
    monomials = sorted({monomial for vector in vectors for monomial in vector})
    scale = 1
    for vector in vectors:
        for coefficient in vector.values():
            scale = lcm(scale, int(coefficient.denominator))
    rows = [[int((vector.get(monomial, fmpq(0)) * scale).numerator) for monomial in monomials] for vector in vectors]
    basis = [row for row in _hermite(rows) if any(row)]
    return (
        [{mono: fmpq(entry, scale) for mono, entry in zip(monomials, row, strict=True) if entry} for row in basis],
        [_coordinates(row, basis) for row in rows],
    )


def _multiples(vectors: Sequence[Vector]) -> tuple[list[dict[tuple[int, ...], fmpq]], list[list[int]]]:
    """The same for multiples of one monomial."""
    counts = [coefficient for vector in vectors for coefficient in vector.values()]
    below = lcm(*(int(count.denominator) for count in counts))
    step = fmpq(gcd(*(int((count * below).numerator) for count in counts)), below)
    return [dict.fromkeys(vectors[0], step)], [[int((count / step).numerator)] for count in counts]


def _hermite(rows: list[list[int]]) -> list[list[int]]:
    return [[int(entry) for entry in row] for row in fmpz_mat(rows).hnf().tolist()]


def _coordinates(row: list[int], basis: list[list[int]]) -> list[int]:
    """Coordinates by back substitution: the basis is in echelon form."""
    left, found = list(row), []
    for vector in basis:
        pivot = next(k for k, entry in enumerate(vector) if entry)
        count = left[pivot] // vector[pivot]
        found.append(count)
        left = [a - count * b for a, b in zip(left, vector, strict=True)]
    return found
