"""What the oracle knows of matrices: entrywise and block heads, derivatives by differences, and properties.

In mpmath's floating-point matrices at raised precision; nothing here is shared with the checker.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sympy
from mpmath import mp  # type: ignore[import-untyped]  # mpmath ships no types
from sympy import Basic, Q

Value = Any
Evaluate = Callable[[Basic, Any], Value]
Rule = Callable[[Basic, Any, Evaluate], Value]


def matrix(found: Value) -> Value:
    return found if isinstance(found, mp.matrix) else mp.matrix([[found]])


def number(found: Value) -> Value:
    if isinstance(found, mp.matrix):
        (found,) = list(found)
    return found


def each(function: Callable[..., Value], *parts: Value) -> Value:
    """A function of the entries at each place. Raises ValueError for other shapes."""
    first = parts[0]
    if any((part.rows, part.cols) != (first.rows, first.cols) for part in parts):
        raise ValueError("shapes that do not fit")
    return mp.matrix(
        [[function(*(part[r, c] for part in parts)) for c in range(first.cols)] for r in range(first.rows)]
    )


def ones(node: Basic, point: Any, value: Evaluate) -> Value:
    return mp.ones(*(int(value(extent, point)) for extent in node.args))


def hadamard(node: Basic, point: Any, value: Evaluate) -> Value:
    return each(lambda *entries: mp.fprod(entries), *(matrix(value(part, point)) for part in node.args))


def hadamard_power(node: Basic, point: Any, value: Evaluate) -> Value:
    exponent = number(value(node.args[1], point))
    return each(lambda entry: entry**exponent, matrix(value(node.args[0], point)))


def mapped(node: Basic, point: Any, value: Evaluate) -> Value:
    function, argument = node.args
    (variable,) = function.variables
    return each(lambda entry: value(function.expr, point.with_(variable, entry)), matrix(value(argument, point)))


def diagonal_matrix(node: Basic, point: Any, value: Evaluate) -> Value:
    return mp.diag(list(matrix(value(node.args[0], point))))


def diagonal_of(node: Basic, point: Any, value: Evaluate) -> Value:
    found = matrix(value(node.args[0], point))
    return mp.matrix([found[k, k] for k in range(found.rows)])


def diagonal_part(node: Basic, point: Any, value: Evaluate) -> Value:
    return mp.diag(list(diagonal_of(node, point, value)))


def kronecker(node: Basic, point: Any, value: Evaluate) -> Value:
    product = mp.matrix([[1]])
    for part in node.args:
        one, other = product, matrix(value(part, point))
        product = mp.matrix(
            [
                [one[r // other.rows, c // other.cols] * other[r % other.rows, c % other.cols]
                 for c in range(one.cols * other.cols)]
                for r in range(one.rows * other.rows)
            ]
        )  # fmt: skip
    return product


def explicit(node: Basic, point: Any, value: Evaluate) -> Value:
    return mp.matrix([[number(value(entry, point)) for entry in row] for row in node.tolist()])


def unit_step(node: Basic, point: Any, value: Evaluate) -> Value:
    return mp.mpf(number(value(node.args[0], point)) >= 0)


def blocks(node: Basic, point: Any, value: Evaluate) -> Value:
    rows: list[list[Value]] = []
    for line in node.args[0].tolist():
        parts = [matrix(value(block, point)) for block in line]
        rows += [[part[r, c] for part in parts for c in range(part.cols)] for r in range(parts[0].rows)]
    return mp.matrix(rows)


def gradient(node: Basic, point: Any, value: Evaluate) -> Value:
    body, unknown = node.args
    here = point.matrices[unknown]
    slopes = [[_slope(body, unknown, r, c, point, value) for c in range(here.cols)] for r in range(here.rows)]
    return mp.matrix([[number(slope) for slope in row] for row in slopes])


def jacobian(node: Basic, point: Any, value: Evaluate) -> Value:
    body, unknown = node.args
    columns = [list(matrix(_slope(body, unknown, r, 0, point, value))) for r in range(point.matrices[unknown].rows)]
    return mp.matrix(columns).T


def _slope(body: Basic, unknown: Basic, row: int, column: int, point: Any, value: Evaluate) -> Value:
    """The central difference quotient at half of the digits, at twice the working precision."""
    with mp.workdps(2 * mp.dps):
        step = mp.mpf(10) ** (-mp.dps // 4)
        sides = [matrix(value(body, _moved(point, unknown, row, column, sign * step))) for sign in (1, -1)]
        return (sides[0] - sides[1]) / (2 * step)


def _moved(point: Any, unknown: Basic, row: int, column: int, by: Value) -> Any:
    there = point.matrices[unknown].copy()
    there[row, column] += by
    return type(point)(point.symbols, point.data, {**point.matrices, unknown: there})


RULES: Mapping[str, Rule] = {
    "OneMatrix": ones,
    "HadamardProduct": hadamard,
    "HadamardPower": hadamard_power,
    "ElementwiseApplyFunction": mapped,
    "DiagMatrix": diagonal_matrix,
    "DiagonalOf": diagonal_of,
    "DiagonalMatrix": diagonal_part,
    "KroneckerProduct": kronecker,
    "BlockMatrix": blocks,
    "ImmutableDenseMatrix": explicit,
    "step": unit_step,
    "Gradient": gradient,
    "Jacobian": jacobian,
}


# --- properties --------------------------------------------------------------------------------


def declared(conditions: Sequence[Basic]) -> dict[Basic, set[Basic]]:
    """Which predicates of SymPy's Q the conditions state of each matrix."""
    found: dict[Basic, set[Basic]] = {}
    for condition in conditions:
        if is_property(condition):
            found.setdefault(condition.arguments[0], set()).add(condition.function)
    return found


def is_property(condition: Basic) -> bool:
    return isinstance(condition, sympy.assumptions.assume.AppliedPredicate)


def with_properties(drawn: Value, properties: set[Basic], source: random.Random) -> Value:
    """A matrix made of the one drawn that has the properties; of generic entries, it is invertible."""
    unknown = properties - {Q.symmetric, Q.positive_definite, Q.orthogonal, Q.diagonal, Q.invertible}
    if unknown:
        raise ValueError(f"no rule for {unknown}")
    if Q.diagonal in properties:
        return mp.diag([drawn[k, k] for k in range(drawn.rows)])
    if Q.orthogonal in properties:
        orthogonal, _ = mp.qr(drawn)
        return orthogonal * source.choice((1, -1))
    if Q.positive_definite in properties:
        return drawn * drawn.T + mp.eye(drawn.rows)
    return drawn + drawn.T if Q.symmetric in properties else drawn
