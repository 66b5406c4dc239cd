"""A numeric oracle that shares nothing with the checker: the value of a SymPy tree at a point, by mpmath alone.

Sums are taken term by term, integrals by tanh-sinh quadrature (Takahasi and Mori 1974), derivatives by differences at
raised precision, limits close to their point at 250 digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import add, mul
from typing import Any

import mpmath  # type: ignore[import-untyped]  # mpmath ships no types
import sympy
from mpmath import mp
from sympy import Basic
from sympy.core.function import AppliedUndef

from benchmarks.matrix_oracle import RULES as MATRIX_RULES
from benchmarks.matrix_oracle import Rule, is_property

DIGITS = 30
LIMIT_DIGITS = 250
AGREE = mpmath.mpf("1e-15")  # relative: sides this close are equal
APART = mpmath.mpf("1e-6")  # relative: sides this far apart differ
SMALLEST_SCALE = mpmath.mpf("1e-3")  # below it, differences are taken as absolute
NEAR = mpmath.mpf("1e-40")  # distance from a limit's point
TERMS = 1000  # a series whose term of this index still matters is left to extrapolation

Value = Any  # mpf, mpc, or a matrix of them


class UnknownHead(KeyError):
    """A head of SymPy's that the oracle has no rule for."""


NO_VALUE = (
    UnknownHead,
    ArithmeticError,  # a division by zero, an overflow
    AssertionError,  # a limit that depends on the side
    IndexError,  # past the ends of a data series
    StopIteration,  # outside every case of a Piecewise
    TypeError,  # an order between complex numbers
    ValueError,  # a pole, a bound that is no integer, matrices that do not fit
    mp.NoConvergence,
)


@dataclass(frozen=True, slots=True)
class Point:
    """Values of the free symbols, of each data series by name, and of each matrix."""

    symbols: Mapping[Basic, Value]
    data: Mapping[str, tuple[Value, ...]]
    matrices: Mapping[Basic, Value] = field(default_factory=dict)

    def with_(self, symbol: Basic, value: Value) -> Point:
        """The same point with one symbol bound to another value."""
        return Point({**self.symbols, symbol: value}, self.data, self.matrices)


OPAQUE: dict[str, Callable[[Value], Value]] = {
    "f": lambda t: mp.sin(2 * t) + t**2 / 3 + mp.mpf(5) / 7,
    "g": lambda t: mp.exp(t / 3) + mp.cos(t) / 5,
}


def number(expression: Basic, _: Point) -> Value:
    return mp.mpf(int(expression.p)) / int(expression.q)


def total(expression: Basic, point: Point) -> Value:
    return mp.fsum(value(term, point) for term in expression.args)


def product(expression: Basic, point: Point) -> Value:
    return reduce(mul, (value(factor, point) for factor in expression.args), mp.mpf(1))


def power(expression: Basic, point: Point) -> Value:
    base, exponent = (value(argument, point) for argument in expression.args)
    whole = int(exponent) if mp.isint(exponent) and abs(exponent) < 64 else None
    return base**whole if whole is not None else mp.power(base, exponent)


def whole(number_: Value) -> int:
    """The integer that a bound or an index comes to. Raises ValueError where it is none."""
    nearest = mp.nint(mp.re(number_))
    if abs(number_ - nearest) > AGREE:
        raise ValueError(f"{number_} is no integer")
    return int(nearest)


def symbol(expression: Basic, point: Point) -> Value:
    return point.symbols[expression]


def indexed(expression: Basic, point: Point) -> Value:
    (index,) = expression.indices
    place = whole(value(index, point))
    if place < 0:
        raise IndexError(f"{expression} at index {place}")
    return point.data[str(expression.base)][place]


def opaque(expression: Basic, point: Point) -> Value:
    return OPAQUE[expression.func.__name__](value(expression.args[0], point))


def terms(expression: Basic, point: Point) -> Iterator[Value]:
    """The terms of a finite sum or product, over its last bound first."""
    body, *bounds = expression.args
    index, first, last = bounds[-1]
    inner = expression.func(body, *bounds[:-1]) if bounds[:-1] else body
    start, end = whole(value(first, point)), whole(value(last, point))
    if end < start - 1:
        raise ValueError(f"{expression} runs backwards")
    for k in range(start, end + 1):
        yield value(inner, point.with_(index, mp.mpf(k)))


def series(expression: Basic, point: Point) -> Value:
    body, (index, first, last) = expression.args[0], expression.args[1]
    if last is not sympy.oo:
        return mp.fsum(terms(expression, point))

    def term(k: Value) -> Value:
        return value(body, point.with_(index, mp.mpf(k)))

    start = whole(value(first, point))
    if abs(term(TERMS)) < mp.mpf(10) ** (-DIGITS - 5):
        return mp.fsum(term(k) for k in range(start, TERMS))
    return mp.nsum(term, [start, mp.inf])


def long_product(expression: Basic, point: Point) -> Value:
    return reduce(mul, terms(expression, point), mp.mpf(1))


def integral(expression: Basic, point: Point) -> Value:
    """By quadrature over the last bound first, split at 0, where |·| and max have their corners."""
    body, *bounds = expression.args
    variable, low, high = bounds[-1]
    inner = expression.func(body, *bounds[:-1]) if bounds[:-1] else body
    start, end = value(low, point), value(high, point)
    marks = [start, *sorted(filter(between(start, end), (-10, -3, 0, 3, 10)), reverse=start > end), end]
    return mp.quad(lambda t: value(inner, point.with_(variable, t)), marks)


def between(start: Value, end: Value) -> Callable[[Value], bool]:
    """Strictly between two numbers; the marks beyond 0 serve unbounded ranges only."""
    unbounded = mp.isinf(start) or mp.isinf(end)
    return lambda mark: bool(min(start, end) < mark < max(start, end)) and (mark == 0 or unbounded)


def derivative(expression: Basic, point: Point) -> Value:
    body, *orders = expression.args
    variables = [variable for variable, _ in orders]

    def at(*values: Value) -> Value:
        return value(
            body, Point({**point.symbols, **dict(zip(variables, values, strict=True))}, point.data, point.matrices)
        )

    where, order = tuple(point.symbols[v] for v in variables), tuple(int(count) for _, count in orders)
    return mp.diff(at, where if len(where) > 1 else where[0], order if len(order) > 1 else order[0])


def substituted(expression: Basic, point: Point) -> Value:
    body, variables, values = expression.args
    for variable, replacement in zip(variables, values, strict=True):
        point = point.with_(variable, value(replacement, point))
    return value(body, point)


def limit(expression: Basic, point: Point) -> Value:
    """The value very near the limit's point, from each side it is approached from."""
    body, variable, target, direction = expression.args
    if body.has(sympy.Sum):
        return mp.limit(lambda t: value(body, point.with_(variable, mp.mpf(int(t)))), mp.inf)
    with mp.workdps(LIMIT_DIGITS):
        if target in (sympy.oo, -sympy.oo):
            return value(body, point.with_(variable, (1 if target is sympy.oo else -1) / NEAR))
        sides = {"+": (1,), "-": (-1,), "+-": (1, -1)}[str(direction)]
        found = [value(body, point.with_(variable, value(target, point) + side * NEAR)) for side in sides]
    assert all(agree(one, found[0]) for one in found), f"{expression} has no two-sided limit"
    return found[0]


def piecewise(expression: Basic, point: Point) -> Value:
    return next(value(branch, point) for branch, condition in expression.args if holds(condition, point, mp.mpf(0)))


# --- matrices ----------------------------------------------------------------------------------


def matrix_symbol(expression: Basic, point: Point) -> Value:
    return point.matrices[expression]


def entry(expression: Basic, point: Point) -> Value:
    matrix, row, column = expression.args
    return value(matrix, point)[whole(value(row, point)), whole(value(column, point))]


def matrix_product(expression: Basic, point: Point) -> Value:
    return reduce(_times, (value(factor, point) for factor in expression.args))


def _times(left: Value, right: Value) -> Value:
    """The product; a 1×1 matrix is a number where the shapes do not fit."""
    if size(left) == (1, 1):
        return entries(left)[0] * right
    return left * (entries(right)[0] if size(right) == (1, 1) else right)


def matrix_sum(expression: Basic, point: Point) -> Value:
    return reduce(add, (value(term, point) for term in expression.args))


def transpose(expression: Basic, point: Point) -> Value:
    found = value(expression.args[0], point)
    return found.T if isinstance(found, mp.matrix) else found


def inverse(expression: Basic, point: Point) -> Value:
    return value(expression.args[0], point) ** -1


def trace(expression: Basic, point: Point) -> Value:
    matrix = value(expression.args[0], point)
    if matrix.rows != matrix.cols:
        raise ValueError(f"{expression} is not of a square matrix")
    return mp.fsum(matrix[k, k] for k in range(matrix.rows))


def matrix_power(expression: Basic, point: Point) -> Value:
    base, exponent = expression.args
    return value(base, point) ** whole(value(exponent, point))


def determinant(expression: Basic, point: Point) -> Value:
    return mp.det(value(expression.args[0], point))


def unit(expression: Basic, point: Point) -> Value:
    return mp.eye(whole(value(expression.args[0], point)))


def zeros(expression: Basic, point: Point) -> Value:
    return mp.zeros(*(whole(value(extent, point)) for extent in expression.args))


def _of_matrices(rule: Rule, expression: Basic, point: Point) -> Value:
    return rule(expression, point, value)


def entries(number_: Value) -> list[Value]:
    """A number, or a matrix row by row, as a list."""
    return list(number_) if isinstance(number_, mp.matrix) else [number_]


COMPARISONS: dict[type, Callable[[Value, Value], bool]] = {
    sympy.StrictGreaterThan: lambda gap, margin: gap > margin,
    sympy.StrictLessThan: lambda gap, margin: gap < -margin,
    sympy.GreaterThan: lambda gap, _: gap >= 0,
    sympy.LessThan: lambda gap, _: gap <= 0,
    sympy.Unequality: lambda gap, margin: abs(gap) > margin,
}


def holds(condition: Basic, point: Point, margin: Value) -> bool:
    if isinstance(condition, sympy.And):
        return all(holds(part, point, margin) for part in condition.args)
    if condition is sympy.true or is_property(condition):
        return True  # matrices are drawn with the properties that are stated
    return COMPARISONS[type(condition)](value(condition.lhs, point) - value(condition.rhs, point), margin)


def applied(function: Callable[..., Value]) -> Callable[[Basic, Point], Value]:
    return lambda expression, point: function(*(value(argument, point) for argument in expression.args))


FUNCTIONS: dict[str, Callable[..., Value]] = {
    **{
        name: getattr(mp, name)
        for name in [
            "exp",
            "log",
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "asin",
            "acos",
            "atan",
            "atan2",
            "sinh",
            "cosh",
            "tanh",
            "coth",
            "sech",
            "csch",
            "asinh",
            "acosh",
            "atanh",
            "erf",
            "gamma",
            "beta",
            "factorial",
            "binomial",
            "harmonic",
            "sign",
            "floor",
            "conjugate",
            "rf",
            "ff",
        ]
    },
    "Abs": abs,
    "Max": max,
    "Min": min,
    "ceiling": mp.ceil,
    "LambertW": mp.lambertw,
    "polygamma": mp.psi,
    "factorial2": mp.fac2,
    "fibonacci": mp.fib,
    "catalan": lambda n: mp.binomial(2 * n, n) / (n + 1),
    "RisingFactorial": mp.rf,
    "FallingFactorial": mp.ff,
}

RULES: dict[str, Callable[[Basic, Point], Value]] = {
    **{name: applied(function) for name, function in FUNCTIONS.items()},
    "Add": total,
    "Mul": product,
    "Pow": power,
    "Symbol": symbol,
    "Indexed": indexed,
    "Sum": series,
    "Product": long_product,
    "Integral": integral,
    "Derivative": derivative,
    "Subs": substituted,
    "Limit": limit,
    "Piecewise": piecewise,
    "MatrixSymbol": matrix_symbol,
    "MatrixElement": entry,
    "MatMul": matrix_product,
    "MatAdd": matrix_sum,
    "MatPow": matrix_power,
    "Transpose": transpose,
    "Inverse": inverse,
    "Trace": trace,
    "Determinant": determinant,
    "Identity": unit,
    "ZeroMatrix": zeros,
    **{name: partial(_of_matrices, rule) for name, rule in MATRIX_RULES.items()},
    "Exp1": lambda *_: mp.e + 0,
    "Pi": lambda *_: mp.pi + 0,
    "ImaginaryUnit": lambda *_: mp.j,
    "Infinity": lambda *_: mp.inf,
    "NegativeInfinity": lambda *_: -mp.inf,
}


def value(expression: Basic, point: Point) -> Value:
    """The expression's value at the point, at mpmath's present precision.

    Raises UnknownHead for a head it has no rule for: nothing passes unread. Where it finds no value it
    raises another of `NO_VALUE`.
    """
    if isinstance(expression, sympy.Rational):
        return number(expression, point)
    if isinstance(expression, AppliedUndef):
        return opaque(expression, point)
    rule = RULES.get(type(expression).__name__)
    if rule is None:
        raise UnknownHead(type(expression).__name__)
    return rule(expression, point)


def scale(left: Value, right: Value) -> Value:
    return max(abs(left), abs(right), SMALLEST_SCALE)


def agree(left: Value, right: Value) -> bool:
    """Are two numbers, or two matrices of one size, equal to within the oracle's error?"""
    return same_size(left, right) and all(
        abs(one - other) <= AGREE * scale(one, other) for one, other in zip(entries(left), entries(right), strict=True)
    )


def differ(left: Value, right: Value) -> bool:
    """Are two numbers, or two matrices of one size, surely different? Neither may hold."""
    return same_size(left, right) and any(
        abs(one - other) > APART * scale(one, other) for one, other in zip(entries(left), entries(right), strict=True)
    )


def same_size(left: Value, right: Value) -> bool:
    """A 1×1 matrix has the size of a number."""
    return size(left) == size(right)


def size(number_: Value) -> tuple[int, int]:
    return (number_.rows, number_.cols) if isinstance(number_, mp.matrix) else (1, 1)


def usable(number_: Value, complex_allowed: bool) -> bool:
    """Finite, and real unless the identity speaks of complex numbers."""
    return all(
        bool(mp.isfinite(entry_)) and (complex_allowed or agree(mp.im(entry_), 0)) for entry_ in entries(number_)
    )
