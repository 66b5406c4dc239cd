"""Points of an identity's domain, and whether the oracle can tell two sides apart there."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum

import mpmath  # type: ignore[import-untyped]  # mpmath ships no types
import sympy
from mpmath import mp
from sympy import Basic

from benchmarks.identities import Identity
from benchmarks.matrix_oracle import declared, with_properties
from benchmarks.oracle import DIGITS, NO_VALUE, Point, Value, agree, differ, holds, usable, value, whole

SEARCH = 12  # points an identity is given at most
DRAWS = 50_000  # among how many draws they are looked for
MARGIN = mpmath.mpf("1e-2")  # how far inside strict conditions the points stay
DATA = 12  # values in each data series


def symbols(sides: Basic) -> set[Basic]:
    """Its symbols, bound ones too, without the "+" and "-" by which SymPy marks a limit's side."""
    return sides.atoms(sympy.Symbol) - {found.args[3] for found in sides.atoms(sympy.Limit)}  # type: ignore[no-any-return]  # SymPy ships no types


def drawn(name: Basic, source: random.Random) -> Value:
    """A small rational of the symbol's own kind."""
    if name.is_integer:
        return mp.mpf(source.randint(1 if name.is_positive else -4, 5))
    assert name.is_real, f"{name} is not declared real"
    return mp.mpf(source.randint(20 if name.is_positive else -300, 300)) / 101


def drawn_matrix(matrix: Basic, sizes: Point, source: random.Random) -> Value:
    """A matrix of small rationals, in the size that its symbols have at the point."""
    rows, columns = (whole(value(extent, sizes)) for extent in matrix.shape)
    low = source.choice((-300, 1))  # positive entries in half of the draws, for their logarithms
    return mp.matrix([[mp.mpf(source.randint(low, 300)) / 101 for _ in range(columns)] for _ in range(rows)])


def points(identity: Identity) -> Iterator[Point]:
    """Seeded random points that meet every condition of the identity's domain.

    Raises ValueError where none is found.
    """
    source = random.Random(f"{identity.field}: {identity.name}")
    sides = sympy.Tuple(identity.left, identity.right, identity.wrong, *identity.domain)
    bases = sorted(sides.atoms(sympy.IndexedBase), key=str)
    labels = {base.label for base in bases}
    bound = {name for function in sides.atoms(sympy.Lambda) for name in function.bound_symbols}
    names = sorted(symbols(sides) - labels - bound, key=str)
    matrices = sorted(sides.atoms(sympy.MatrixSymbol), key=str)
    properties = declared(identity.domain)
    found = 0
    for _ in range(DRAWS):
        plain = Point(
            {name: drawn(name, source) for name in names},
            {str(base): tuple(drawn(base.label, source) for _ in range(DATA)) for base in bases},
        )
        drawn_ones = {matrix: drawn_matrix(matrix, plain, source) for matrix in matrices}
        made = {matrix: with_properties(drawn_ones[matrix], facts, source) for matrix, facts in properties.items()}
        point = replace(plain, matrices={**drawn_ones, **made})
        if all(holds(condition, point, MARGIN) for condition in identity.domain):
            yield point
            found += 1
            if found == SEARCH:
                return
    raise ValueError(f"{identity.name}: no points in its domain")


class Told(Enum):
    """What the oracle can tell of two sides."""

    DIFFERENT = "different"  # at one point at least: they are not equal on the domain
    SAME = "same"  # wherever both had a value
    UNKNOWN = "unknown"  # no point gave both a value


Values = tuple[Value | None, ...]  # a side's value at each point, None where it has none


def values(side: Basic, where: Sequence[Point]) -> Values:
    """The side's value at every point."""
    return tuple(_value(side, point) for point in where)


def _value(side: Basic, point: Point) -> Value | None:
    with mp.workdps(DIGITS):
        try:
            return value(side, point)
        except NO_VALUE:
            return None


def told(known: Values, side: Basic, where: Sequence[Point], complex_allowed: bool) -> Told:
    """Can the oracle tell a side from another, whose values at the points are known? Stops where it can.

    Values that are not real count only where `complex_allowed`.
    """
    verdict = Told.UNKNOWN
    with mp.workdps(DIGITS):
        for one, point in zip(known, where, strict=True):
            other = _value(side, point) if one is not None and usable(one, complex_allowed) else None
            if other is not None and usable(other, complex_allowed):
                if differ(one, other):
                    return Told.DIFFERENT
                if agree(one, other):
                    verdict = Told.SAME
    return verdict
