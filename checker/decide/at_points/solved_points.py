"""Points moved onto the equations of a domain, by the entries of a matrix in which an equation is linear there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import sympy
from flint import fmpq, fmpq_mat
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, evaluate
from checker.decide.at_points.values import NotEvaluable, Undefined

Entries = tuple[fmpq, ...]
Slot = tuple[Basic, int, int] | tuple[Basic]  # an entry of a matrix, or a number

MOST_ENTRIES = 16


def solved(point: Point, conditions: Iterable[Basic], turn: int = 0) -> Point:
    """The point with every equation of matrices or data met, where one name can see to it.

    At another turn it is another name. It is for the caller to test whether the point is in the domain.
    """
    for condition in conditions:
        if isinstance(condition, sympy.Eq) and condition.atoms(sympy.MatrixSymbol, sympy.Indexed):
            point = _solved(point, condition, turn)
    return point


def _solved(point: Point, equation: Basic, turn: int) -> Point:
    """By whole matrices first, where the equation is one between matrices, by single entries and numbers else."""
    start = _residual(equation, point)
    if start is None or not any(start):
        return point
    choices = list(_choices(point, equation, len(start) == 1))
    shift = turn % len(choices) if choices else 0
    for slots in (*choices[shift:], *choices[:shift]):
        found = _moved(point, equation, slots, start)
        if found is not None:
            return found
    return next((there for there in _special(point, equation, turn) if meets(equation, there)), point)


def _special(point: Point, equation: Basic, turn: int) -> Iterator[Point]:
    """With a square matrix of square I, 0 or itself, as QᵀQ = I, A² = 0 and P² = P ask for."""
    for symbol in sorted(equation.atoms(sympy.MatrixSymbol), key=str):
        size = len(point.matrices.get(symbol, ()))
        if size and size == len(point.matrices[symbol][0]):
            for shift in range(len(SPECIAL)):
                entry = SPECIAL[(turn + shift) % len(SPECIAL)]
                rows = tuple(tuple(fmpq(entry(r, c, size)) for c in range(size)) for r in range(size))
                yield point._replace(matrices={**point.matrices, symbol: rows})


SPECIAL: tuple[Callable[[int, int, int], int], ...] = (
    lambda r, c, size: int(r + c == size - 1),
    lambda r, c, size: int(r == 0 < c == size - 1),
    lambda r, c, _: int(r == c) * (-1) ** r,
    lambda r, c, _: int(r == c == 0),
    lambda r, c, _: int(r == c),
    lambda *_: 0,
)


def meets(equation: Basic, point: Point) -> bool:
    """Are both sides known exactly at the point, and the same?"""
    left = _residual(equation, point)
    return left is not None and not any(left)


def _choices(point: Point, equation: Basic, single: bool) -> Iterator[Sequence[Slot]]:
    for symbol in sorted(equation.atoms(sympy.MatrixSymbol), key=str):
        rows = point.matrices.get(symbol, ())
        slots: list[Slot] = [(symbol, r, c) for r, row in enumerate(rows) for c in range(len(row))]
        if slots and len(slots) <= MOST_ENTRIES:
            yield slots[:1] if single else slots
    for symbol in sorted(equation.atoms(sympy.Symbol), key=str):
        if symbol in point.scalars and not symbol.is_integer:
            yield ((symbol,),)


def _moved(point: Point, equation: Basic, slots: Sequence[Slot], start: Entries) -> Point | None:
    """The point at which a residual linear in the slots vanishes: −start = Σ (residual one further − start)·step."""
    further = [_residual(equation, _with(point, ((slot, fmpq(1)),))) for slot in slots]
    columns = [each for each in further if each is not None]
    if len(columns) < len(slots):
        return None
    rows = [
        [*(column[k] - value for column in columns), -value] for k, value in enumerate(start)
    ]  # the augmented matrix
    steps = _solution(rows)
    if steps is None:
        return None
    there = _with(point, tuple(zip(slots, steps, strict=True)))
    return there if meets(equation, there) else None


def _solution(rows: list[list[fmpq]]) -> list[fmpq] | None:
    """One solution of linear equations, unknowns left free being 0; None where there is none."""
    reduced, rank = fmpq_mat(rows).rref()
    width = len(rows[0]) - 1
    steps = [fmpq(0)] * width
    for row in range(rank):
        pivot = next(column for column in range(width + 1) if reduced[row, column] != 0)
        if pivot == width:
            return None
        steps[pivot] = reduced[row, width]
    return steps


def _residual(equation: Basic, point: Point) -> Entries | None:
    """Left − right at the point, entry by entry; None where that is not known exactly."""
    try:
        left, right = (evaluate(side, point) for side in equation.args)
    except (NotEvaluable, Undefined, ZeroDivisionError):
        return None
    one, two = (_entries(side) for side in (left, right))
    if len(two) == 1 and len(one) > 1 and two[0] == 0:  # a bare 0 stands for the zero matrix
        two = two * len(one)
    if len(one) != len(two):
        return None
    pairs = [(a, b) for a, b in zip(one, two, strict=True) if isinstance(a, fmpq) and isinstance(b, fmpq)]
    return tuple(a - b for a, b in pairs) if len(pairs) == len(one) else None


def _entries(value: object) -> tuple[object, ...]:
    return tuple(entry for row in value for entry in row) if isinstance(value, tuple) else (value,)


def _with(point: Point, steps: Sequence[tuple[Slot, fmpq]]) -> Point:
    """The point with steps added to some of its entries and numbers."""
    scalars, matrices = dict(point.scalars), dict(point.matrices)
    for slot, step in steps:
        if len(slot) == 1:
            scalars[slot[0]] = scalars[slot[0]] + step
        else:
            symbol, row, column = slot
            changed = [list(line) for line in matrices[symbol]]
            changed[row][column] += step
            matrices[symbol] = tuple(map(tuple, changed))
    return point._replace(scalars=scalars, matrices=matrices)
