"""Points moved onto an equation of the domain, by one entry of a matrix in which the equation is linear there."""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from flint import fmpq
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, scalar
from checker.decide.at_points.values import Matrix, NotEvaluable, Scalar, Undefined


def solved(point: Point, conditions: Iterable[Basic]) -> Point:
    """The point with every equation between scalars of matrices met, where the first entry of one can see to it.

    It is for the caller to test whether the point is in the domain.
    """
    for condition in conditions:
        if isinstance(condition, sympy.Eq) and condition.atoms(sympy.MatrixSymbol):
            point = _solved(point, condition)
    return point


def _solved(point: Point, equation: Basic) -> Point:
    for symbol in sorted(equation.atoms(sympy.MatrixSymbol), key=str):
        rows = point.matrices.get(symbol)
        if rows is None:
            continue
        at = [_residual(point, equation, symbol, fmpq(value)) for value in (0, 1, 2)]
        if any(value is None for value in at):
            continue
        zero, one, two = (value for value in at if value is not None)
        slope = one - zero
        if slope != 0 and two - one == slope:
            return _with_first(point, symbol, rows, -zero / slope)
    return point


def _residual(point: Point, equation: Basic, symbol: Basic, value: fmpq) -> fmpq | None:
    there = _with_first(point, symbol, point.matrices[symbol], value)
    try:
        found: Scalar = scalar(equation.args[0], there) - scalar(equation.args[1], there)
    except (NotEvaluable, Undefined, ZeroDivisionError):
        return None
    return found if isinstance(found, fmpq) else None


def _with_first(point: Point, symbol: Basic, rows: Matrix, value: fmpq) -> Point:
    changed = ((value, *rows[0][1:]), *rows[1:])
    return point._replace(matrices={**point.matrices, symbol: changed})
