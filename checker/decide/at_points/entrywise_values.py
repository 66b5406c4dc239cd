"""Values of entrywise, block and Kronecker heads and of Jacobians at one point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import mul

import sympy
from flint import acb_series, arb_series, ctx, fmpq
from sympy.core.basic import Basic
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.hadamard import HadamardPower
from sympy.matrices.expressions.kronecker import KroneckerProduct

from checker.decide.at_points import matrix_values as matrices
from checker.decide.at_points.evaluate import Point, evaluate, perturbed, scalar
from checker.decide.at_points.values import Matrix, NotEvaluable, Scalar, finite, power
from checker.objects import Gradient, Jacobian


def value(expression: Basic, point: Point) -> Matrix:
    """The value of a matrix object with one of the heads below. Raises Undefined and NotEvaluable."""
    return RULES[expression.func](expression, point)


def _matrix(expression: Basic, point: Point) -> Matrix:
    return matrices.matrix(evaluate(expression, point))


def _hadamard(expression: Basic, point: Point) -> Matrix:
    parts = [_matrix(part, point) for part in expression.args]
    return matrices.entrywise(lambda *entries: reduce(mul, entries), *parts)


def _hadamard_power(expression: Basic, point: Point) -> Matrix:
    exponent = scalar(expression.args[1], point)
    return matrices.entrywise(lambda entry: power(entry, exponent), _matrix(expression.args[0], point))


def _applied(expression: Basic, point: Point) -> Matrix:
    function, argument = expression.args
    (variable,) = function.variables
    return matrices.entrywise(
        lambda entry: scalar(function.expr, point.binding(variable, entry)), _matrix(argument, point)
    )


def _diagonal_of(expression: Basic, point: Point) -> Matrix:
    return tuple((entry,) for entry in matrices.diagonal(_matrix(expression.args[0], point)))


def _diagonal_part(expression: Basic, point: Point) -> Matrix:
    return matrices.with_diagonal(matrices.diagonal(matrices.square(_matrix(expression.args[0], point))))


def _diagonal_matrix(expression: Basic, point: Point) -> Matrix:
    column = _matrix(expression.args[0], point)
    return matrices.with_diagonal([entry for row in column for entry in row])


def _kronecker(expression: Basic, point: Point) -> Matrix:
    return reduce(matrices.kronecker, (_matrix(part, point) for part in expression.args))


def _blocks(expression: Basic, point: Point) -> Matrix:
    return matrices.of_blocks([[_matrix(block, point) for block in row] for row in expression.args[0].tolist()])


def _jacobian(expression: Basic, point: Point) -> Matrix:
    """∂F_i/∂x_j in row i and column j; of a gradient in the same variable, by second derivatives."""
    body, variable = expression.args
    at = point.matrices.get(variable)
    if at is None:
        raise NotEvaluable(f"a Jacobian in {variable}")
    if isinstance(body, Gradient) and body.args[1] == variable:
        return _hessian(body.args[0], variable, at, point)
    columns: list[tuple[Scalar, ...]] = []
    for row in range(len(at)):
        series = _along(body, variable, perturbed(at, row, 0), 2, point)
        columns.append(tuple(_coefficient(entries[0], 1) for entries in series))
    return tuple(zip(*columns, strict=True))


def _hessian(body: Basic, variable: Basic, at: Matrix, point: Point) -> Matrix:
    """f(x + td) = … + ½ dᵀHd t², for d = e_i and e_i + e_j (Griewank and Walther 2008, §13.3)."""

    def second(*rows: int) -> Scalar:
        moved = reduce(lambda column, row: perturbed(column, row, 0), rows, at)
        return _coefficient(_along(body, variable, moved, 3, point)[0][0], 2)

    size = range(len(at))
    plain = [second(row) for row in size]
    return tuple(tuple(plain[i] * 2 if i == j else second(i, j) - plain[i] - plain[j] for j in size) for i in size)


def _along(body: Basic, variable: Basic, moved: Matrix, length: int, point: Point) -> Matrix:
    before = ctx.cap
    ctx.cap = length
    try:
        return _matrix(body, point._replace(matrices={**point.matrices, variable: moved}))
    finally:
        ctx.cap = before


def _coefficient(value: Scalar, order: int) -> Scalar:
    return finite(value[order]) if isinstance(value, arb_series | acb_series) else fmpq(0)


RULES: Mapping[type, Callable[[Basic, Point], Matrix]] = {
    sympy.HadamardProduct: _hadamard,
    HadamardPower: _hadamard_power,
    ElementwiseApplyFunction: _applied,
    sympy.DiagonalOf: _diagonal_of,
    sympy.DiagonalMatrix: _diagonal_part,
    sympy.DiagMatrix: _diagonal_matrix,
    KroneckerProduct: _kronecker,
    sympy.BlockMatrix: _blocks,
    Jacobian: _jacobian,
}
