"""Whether what is wrong with one equation was wrong with another already: a label for readers, no verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flint import fmpq
from sympy import Eq
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, evaluate
from checker.decide.at_points.points import names_of, points
from checker.decide.at_points.values import NotEvaluable, Scalar, Undefined, Value, is_zero
from checker.model import Domain

TRIALS = 8
ENOUGH = 4  # points that must say the same


def shares_error(sides: Sequence[Basic], domain: Domain) -> bool:
    """Given left, right, earlier left, earlier right: is the error of left = right the earlier one?

    It is where the two differences are parallel at the trial points, or where, with one array
    set to zero, both right sides are off by the same factor. Where shapes only fit for square
    matrices, square ones are tried.
    """
    names = names_of(sides)
    sizes = sorted({size for matrix in names.matrices for size in matrix.shape if size.is_Symbol}, key=str)
    square = tuple(Eq(sizes[0], size, evaluate=False) for size in sizes[1:])
    single = all(not side.is_Matrix or side.shape == (1, 1) for side in sides)
    for extra in ((), square):
        tried = list(points(names, Domain((*domain.conditions, *extra)), TRIALS))
        if _agree(sides, tried, _parallel):
            return True
        if single and any(_agree(sides, cleared, _same_factor) for cleared in _with_one_array_zero(tried)):
            return True
    return False


Test = Callable[[Sequence[list[Scalar]]], bool | None]


def _agree(sides: Sequence[Basic], tried: Sequence[Point], test: Test) -> bool:
    """Does the test hold at enough points, and fail at none before? None counts for nothing."""
    held = 0
    for point in tried:
        try:
            values = [_entries(evaluate(side, point)) for side in sides]
        except (NotEvaluable, Undefined, ZeroDivisionError):
            continue
        outcome = test(values)
        if outcome is False:
            return False
        held += outcome is True
        if held == ENOUGH:
            return True
    return False


def _entries(value: Value) -> list[Scalar]:
    return [entry for row in value for entry in row] if isinstance(value, tuple) else [value]


def _parallel(values: Sequence[list[Scalar]]) -> bool | None:
    """No cross product of the two differences is surely other than zero, and both differences surely are."""
    left, right, earlier_left, earlier_right = values
    if len(left) < 2 or not len(left) == len(right) == len(earlier_left) == len(earlier_right):
        return None  # two numbers are always parallel
    mine = [b - a for a, b in zip(left, right, strict=True)]
    theirs = [b - a for a, b in zip(earlier_left, earlier_right, strict=True)]
    if not any(_nonzero(entry) for entry in mine) or not any(_nonzero(entry) for entry in theirs):
        return None
    pairs = list(zip(mine, theirs, strict=True))
    return not any(_nonzero(a * d - b * c) for a, c in pairs for b, d in pairs)


def _same_factor(values: Sequence[list[Scalar]]) -> bool | None:
    if any(len(entries) != 1 for entries in values):
        return None
    (left,), (right,), (earlier_left,), (earlier_right,) = values
    if not (_nonzero(left) and _nonzero(earlier_left) and _nonzero(right - left)):
        return None
    return not _nonzero(right * earlier_left - earlier_right * left)


def _nonzero(value: Scalar) -> bool:
    return is_zero(value) is False


def _with_one_array_zero(tried: Sequence[Point]) -> Iterator[list[Point]]:
    for matrix in tried[0].matrices if tried else ():
        yield [point._replace(matrices={**point.matrices, matrix: _zeros(point, matrix)}) for point in tried]


def _zeros(point: Point, matrix: Basic) -> tuple[tuple[fmpq, ...], ...]:
    return tuple(tuple(fmpq(0) for _ in row) for row in point.matrices[matrix])
