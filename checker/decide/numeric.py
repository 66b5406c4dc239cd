"""The float64 value of a SymPy object, found by walking its tree, at one point or at many points at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sympy import (
    Abs,
    Add,
    Determinant,
    Float,
    HadamardProduct,
    Identity,
    Indexed,
    Inverse,
    MatAdd,
    MatMul,
    MatPow,
    MatrixSymbol,
    Max,
    Min,
    Mul,
    NumberSymbol,
    OneMatrix,
    Pow,
    Product,
    Rational,
    Sum,
    Symbol,
    Trace,
    Transpose,
    ZeroMatrix,
    acos,
    asin,
    atan,
    cos,
    cosh,
    exp,
    log,
    sign,
    sin,
    sinh,
    tan,
    tanh,
)
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.dense import DenseMatrix
from sympy.matrices.expressions.matexpr import MatrixElement

Array = NDArray[np.float64]

MAX_TERMS: Final = 10_000
"""Longest range of a sum or product that is laid out in memory."""

MAX_CONDITION: Final = 1e10
"""Beyond it an inverse in float64 keeps fewer than six digits (Golub and Van Loan 2013, §2.6.2): not a value."""


class NotNumeric(Exception):  # an answer, not an error: callers fall back on it
    """The object has no float64 value here: an unknown head, shapes that do not fit, or a value that is not finite."""


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One value for every free atom of an expression; the keys are the SymPy atoms themselves.

    `scalars`: Symbol, or AppliedUndef such as g(x), to a real number. `sizes`: Symbol to an
    integer. `arrays`: IndexedBase to its data, one axis an index, counted from 1; MatrixSymbol
    to its rows × columns.
    """

    scalars: Mapping[Basic, float]
    sizes: Mapping[Basic, int]
    arrays: Mapping[Basic, Array]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Points in a grid of `shape` = (points, steps) that share their sizes; an axis along which nothing varies is 1.

    `scalars`: (points, steps). `data`, by IndexedBase: (length, …, points, steps), an axis
    for each index first. `matrices`, by MatrixSymbol: (points, steps, rows, columns).
    """

    shape: tuple[int, int]
    scalars: Mapping[Basic, Array]
    sizes: Mapping[Basic, int]
    data: Mapping[Basic, Array]
    matrices: Mapping[Basic, Array]


def evaluate(expression: Basic, point: Point) -> float | Array:
    """The value at one point: a float, or rows × columns for a matrix expression.

    Raises NotNumeric for a head without a rule, an atom without a value, shapes that do not
    fit, or a value that is not a finite real number.
    """
    batch = _batch_of(point)
    matrix = _is_matrix(expression)
    values = matrices_at(expression, batch) if matrix else scalars_at(expression, batch)
    if not np.all(np.isfinite(values)):
        raise NotNumeric(f"{expression} has no finite real value at this point")
    return values[0, 0] if matrix else float(values[0, 0])


def scalars_at(expression: Basic, batch: Batch) -> Array:
    """Values of a scalar, or of a 1×1 matrix, of shape (points, steps); nan where it has no finite real value.

    Raises NotNumeric for a head without a rule, an atom without a value, or shapes that do not fit.
    """
    with np.errstate(all="ignore"):
        values = _scalar(expression, _Scope(batch, {}))
    return np.broadcast_to(_finite_or_nan(values), batch.shape)


def matrices_at(expression: Basic, batch: Batch) -> Array:
    """Values of a matrix expression, of shape (points, steps, rows, columns); nan where it has no finite real value.

    A scalar counts as 1×1. Raises NotNumeric as `scalars_at` does.
    """
    with np.errstate(all="ignore"):
        scope = _Scope(batch, {})
        values = _matrix(expression, scope) if _is_matrix(expression) else _spread(_scalar(expression, scope))
    return np.broadcast_to(_finite_or_nan(values), (*batch.shape, *values.shape[-2:]))


def _batch_of(point: Point) -> Batch:
    return Batch(
        shape=(1, 1),
        scalars={atom: np.full((1, 1), value, dtype=np.float64) for atom, value in point.scalars.items()},
        sizes=point.sizes,
        data={
            atom: np.asarray(values, dtype=np.float64)[..., None, None]
            for atom, values in point.arrays.items()
            if not isinstance(atom, MatrixSymbol)
        },
        matrices={
            atom: np.asarray(values, dtype=np.float64)[None, None]
            for atom, values in point.arrays.items()
            if isinstance(atom, MatrixSymbol)
        },
    )


# Inside the walk a scalar has shape (…, points, steps) and a matrix (…, points, steps, rows,
# columns), where … holds one axis for each enclosing sum or product, the innermost first.


@dataclass(frozen=True, slots=True, eq=False)
class _Scope:
    """What names mean at a place in the tree; `bound` gives an index all its values, along an axis of its own."""

    batch: Batch
    bound: Mapping[Basic, Array]

    def within(self, index: Basic, values: Array) -> _Scope:
        return replace(self, bound={**self.bound, index: values})


_Rule = Callable[[Any, _Scope], Array]


def _nearest_head(expression: Basic) -> type | None:
    """The nearest class with a rule; MatMul is a Mul besides, so both kinds of rule are looked through at once."""
    return next((head for head in type(expression).__mro__ if head in _MATRIX_RULES or head in _SCALAR_RULES), None)


def _is_matrix(expression: Basic) -> bool:
    return _nearest_head(expression) in _MATRIX_RULES


def _scalar(expression: Basic, scope: _Scope) -> Array:
    head = _nearest_head(expression)
    if head in _SCALAR_RULES:
        return _SCALAR_RULES[head](expression, scope)
    value = _matrix(expression, scope)
    if value.shape[-2:] != (1, 1):
        raise NotNumeric(f"a {value.shape[-2]}×{value.shape[-1]} matrix stands where a scalar is wanted")
    return value[..., 0, 0]


def _matrix(expression: Basic, scope: _Scope) -> Array:
    head = _nearest_head(expression)
    if head not in _MATRIX_RULES:
        raise NotNumeric(f"no numeric rule for {type(expression).__name__}")
    return _MATRIX_RULES[head](expression, scope)


def _spread(scalar: Array) -> Array:
    """A scalar as a 1×1 matrix, which also multiplies any matrix entry by entry."""
    return np.asarray(scalar)[..., None, None]


def _finite_or_nan(values: Array) -> Array:
    """Infinities become nan, so that 1/(1/0) does not come out as 0."""
    return np.where(np.isfinite(values), values, np.nan)


# --- scalars ---------------------------------------------------------------------------------------


def _rational(expression: Rational, _: _Scope) -> Array:
    try:
        return np.asarray(int(expression.p) / int(expression.q))
    except OverflowError as error:
        raise NotNumeric("a number beyond the range of float64") from error


def _constant(expression: Basic, _: _Scope) -> Array:
    return np.asarray(float(expression), dtype=np.float64)


def _atom(expression: Basic, scope: _Scope) -> Array:
    for values in (scope.bound, scope.batch.scalars, scope.batch.sizes):
        if expression in values:
            return np.asarray(values[expression], dtype=np.float64)
    raise NotNumeric(f"{expression} has no value")


def _entry_of_data(expression: Indexed, scope: _Scope) -> Array:
    data = scope.batch.data.get(expression.base)
    if data is None or data.ndim - 2 != len(expression.indices):
        raise NotNumeric(f"{expression} has no value")
    positions = tuple(_position(index, scope) - 1 for index in expression.indices)
    return _gather(data, positions)


def _entry_of_matrix(expression: MatrixElement, scope: _Scope) -> Array:
    parent, row, column = expression.args
    value = _matrix(parent, scope)
    if value.ndim != 4:
        raise NotNumeric(f"{parent} depends on an index of a sum")
    return _gather(np.moveaxis(value, (2, 3), (0, 1)), (_position(row, scope), _position(column, scope)))


def _gather(values: Array, positions: tuple[NDArray[np.intp], ...]) -> Array:
    """Entries of `values`, (length, …, points, steps), at `positions`, an array of places for each index."""
    for place, length in zip(positions, values.shape, strict=False):
        if np.any(place < 0) or np.any(place >= length):
            raise NotNumeric("an index is out of range")
    gathered: Array = values[positions]
    return gathered


def _position(expression: Basic, scope: _Scope) -> NDArray[np.intp]:
    """An index, without the axes of points and steps, along which it may not vary."""
    value = _integers(expression, scope)
    if value.ndim == 0:
        return value.astype(np.intp)
    if value.shape[-2:] != (1, 1):
        raise NotNumeric(f"the index {expression} varies from point to point")
    return value[..., 0, 0].astype(np.intp)


def _integers(expression: Basic, scope: _Scope) -> Array:
    value = np.asarray(_scalar(expression, scope))
    if not np.all(np.rint(value) == value):
        raise NotNumeric(f"{expression} is not an integer here")
    return value


def _folding(fold: np.ufunc) -> _Rule:
    """The rule of Σ or Π: one binary operation over ranges, the last limit outermost."""

    def over(body: Basic, limits: tuple[Any, ...], scope: _Scope) -> Array:
        if not limits:
            return _scalar(body, scope)
        *inner, limit = limits
        if len(limit) != 3:
            raise NotNumeric(f"no range for the index {limit[0]}")
        index, lower, upper = limit
        low, high = _integers(lower, scope), _integers(upper, scope)
        if np.any(high < low - 1):
            raise NotNumeric(f"the range of {index} runs backwards")
        first, last = low.min(), high.max()
        if last - first >= MAX_TERMS:
            raise NotNumeric(f"the range of {index} is too long")
        axis = np.arange(first, last + 1).reshape(-1, *[1] * (len(scope.bound) + 2))
        terms = over(body, tuple(inner), scope.within(index, axis))
        kept = np.where((axis >= low) & (axis <= high), terms, float(fold.identity))
        return np.asarray(fold.reduce(kept, axis=0))

    return lambda expression, scope: over(expression.function, tuple(expression.limits), scope)


def _combining(operation: Callable[[Array, Array], Array]) -> _Rule:
    return lambda expression, scope: reduce(operation, (_scalar(part, scope) for part in expression.args))


def _power(expression: Pow, scope: _Scope) -> Array:
    base, exponent = expression.args
    return _finite_or_nan(np.power(_scalar(base, scope), _scalar(exponent, scope)))


def _applying(function: Callable[[Array], Array]) -> _Rule:
    def apply(expression: Basic, scope: _Scope) -> Array:
        if len(expression.args) != 1:
            raise NotNumeric(f"{type(expression).__name__} of {len(expression.args)} arguments")
        return _finite_or_nan(function(_scalar(expression.args[0], scope)))

    return apply


def _trace(expression: Trace, scope: _Scope) -> Array:
    return np.asarray(np.trace(_square(expression.arg, scope), axis1=-2, axis2=-1))


def _determinant(expression: Determinant, scope: _Scope) -> Array:
    return np.asarray(np.linalg.det(_square(expression.arg, scope)))


# --- matrices --------------------------------------------------------------------------------------


def _square(expression: Basic, scope: _Scope) -> Array:
    value = _matrix(expression, scope)
    if value.shape[-2] != value.shape[-1]:
        raise NotNumeric(f"{expression} is not square here")
    return value


def _matrix_symbol(expression: MatrixSymbol, scope: _Scope) -> Array:
    value = scope.batch.matrices.get(expression)
    if value is None or value.shape[-2:] != _shape(expression, scope):
        raise NotNumeric(f"{expression} has no value of its shape")
    return value


def _shape(expression: Basic, scope: _Scope) -> tuple[int, int]:
    rows, columns = (_integers(length, scope) for length in expression.shape)
    if rows.size != 1 or columns.size != 1 or rows.min() < 1 or columns.min() < 1:
        raise NotNumeric(f"{expression} has no fixed shape")
    return int(rows.item()), int(columns.item())


def _filled(fill: float) -> _Rule:
    return lambda expression, scope: np.full((1, 1, *_shape(expression, scope)), fill)


def _identity(expression: Identity, scope: _Scope) -> Array:
    return np.eye(_shape(expression, scope)[0])[None, None]


def _explicit(expression: DenseMatrix, scope: _Scope) -> Array:
    rows, columns = expression.shape
    if rows == 0 or columns == 0:
        raise NotNumeric("a matrix without entries")
    entries = np.broadcast_arrays(np.zeros((1, 1)), *(_scalar(entry, scope) for entry in expression.flat()))[1:]
    stacked = np.stack(entries, axis=-1)
    return stacked.reshape(*stacked.shape[:-1], rows, columns)


def _product(expression: MatMul, scope: _Scope) -> Array:
    matrices = [_matrix(part, scope) for part in expression.args if _is_matrix(part)]
    scalars = [_spread(_scalar(part, scope)) for part in expression.args if not _is_matrix(part)]
    return reduce(np.multiply, scalars, reduce(_times, matrices))


def _times(left: Array, right: Array) -> Array:
    if left.shape[-1] != right.shape[-2]:
        raise NotNumeric(f"{left.shape[-2:]} times {right.shape[-2:]}: shapes do not fit")
    return np.asarray(np.matmul(left, right))


def _entrywise(operation: Callable[[Array, Array], Array]) -> _Rule:
    def combine(left: Array, right: Array) -> Array:
        if left.shape[-2:] != right.shape[-2:]:
            raise NotNumeric(f"{left.shape[-2:]} beside {right.shape[-2:]}: shapes do not fit")
        return operation(left, right)

    def value(part: Basic, scope: _Scope) -> Array:
        return _matrix(part, scope) if _is_matrix(part) else _spread(_scalar(part, scope))

    return lambda expression, scope: reduce(combine, (value(part, scope) for part in expression.args))


def _transpose(expression: Transpose, scope: _Scope) -> Array:
    return _matrix(expression.arg, scope).swapaxes(-1, -2)


def _inverse(expression: Inverse, scope: _Scope) -> Array:
    return _inverted(_square(expression.arg, scope))


def _inverted(value: Array) -> Array:
    """Inverses; nan for a matrix that is singular, or nearly so."""
    unit = np.eye(value.shape[-1])
    finite = np.isfinite(value).all(axis=(-1, -2), keepdims=True)
    safe = np.where(finite, value, unit)
    regular = finite & (_spread(np.asarray(np.linalg.cond(safe))) < MAX_CONDITION)
    return np.where(regular, np.linalg.inv(np.where(regular, safe, unit)), np.nan)


def _matrix_power(expression: MatPow, scope: _Scope) -> Array:
    base, exponent = _square(expression.base, scope), np.asarray(_scalar(expression.exp, scope))
    if base.shape[-1] == 1:
        return _finite_or_nan(np.power(base, _spread(exponent)))
    if exponent.size != 1 or not float(exponent.item()).is_integer():
        raise NotNumeric("a matrix to a power that is not an integer")
    count = int(exponent.item())
    return np.asarray(np.linalg.matrix_power(base if count >= 0 else _inverted(base), abs(count)))


_SCALAR_RULES: Final[Mapping[type | None, _Rule]] = {
    Rational: _rational,
    Float: _constant,
    NumberSymbol: _constant,
    Symbol: _atom,
    AppliedUndef: _atom,
    Indexed: _entry_of_data,
    MatrixElement: _entry_of_matrix,
    Add: _combining(np.add),
    Mul: _combining(np.multiply),
    Pow: _power,
    Max: _combining(np.maximum),
    Min: _combining(np.minimum),
    Sum: _folding(np.add),
    Product: _folding(np.multiply),
    Trace: _trace,
    Determinant: _determinant,
    Abs: _applying(np.abs),
    sign: _applying(np.sign),
    exp: _applying(np.exp),
    log: _applying(np.log),
    sin: _applying(np.sin),
    cos: _applying(np.cos),
    tan: _applying(np.tan),
    asin: _applying(np.arcsin),
    acos: _applying(np.arccos),
    atan: _applying(np.arctan),
    sinh: _applying(np.sinh),
    cosh: _applying(np.cosh),
    tanh: _applying(np.tanh),
}

_MATRIX_RULES: Final[Mapping[type | None, _Rule]] = {
    MatrixSymbol: _matrix_symbol,
    DenseMatrix: _explicit,
    Identity: _identity,
    ZeroMatrix: _filled(0.0),
    OneMatrix: _filled(1.0),
    MatMul: _product,
    MatAdd: _entrywise(np.add),
    HadamardProduct: _entrywise(np.multiply),
    Transpose: _transpose,
    Inverse: _inverse,
    MatPow: _matrix_power,
}
