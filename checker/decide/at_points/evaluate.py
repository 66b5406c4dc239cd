"""The value of a SymPy object at one rational point: exact where it is rational, else a ball that surely holds it.

Balls are those of Arb (Johansson 2017, "Arb: efficient arbitrary-precision midpoint-radius
interval arithmetic"). Derivatives and gradients are found by automatic differentiation in
truncated power series (Griewank and Walther 2008, ch. 13), not by any symbolic rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from math import factorial as whole_factorial
from typing import NamedTuple

import sympy
from flint import acb, acb_series, arb, arb_series, ctx, fmpq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.hadamard import HadamardPower
from sympy.matrices.expressions.kronecker import KroneckerProduct
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.decide.at_points import counting_functions as counting
from checker.decide.at_points import matrix_values as matrices
from checker.decide.at_points import opaque_functions
from checker.decide.at_points import special_functions as special
from checker.decide.at_points.values import (
    NOTHING,
    SERIES,
    UNIT,
    Matrix,
    NotEvaluable,
    Scalar,
    Undefined,
    Value,
    as_ball,
    certainly_positive,
    finite,
    integer_power,
    is_zero,
    plus,
    power,
    times,
    total,
)
from checker.decide.parts import heads_of
from checker.decide.perceptron import DoesNotConverge, moments, weights_after
from checker.model import Domain
from checker.objects import Gradient, Jacobian, PredictionAt, SamplesSeen, WeightsAfter, step

NAMELESS = {
    "Statistic": "an expectation, variance or probability of which too little is given",
    "Symbol": "a name without a value at the points that were tried",
}
"""What a reader calls objects that have no value at a point."""

FOLDS = (sympy.Sum, sympy.Product)
MOST_TERMS = 20_000  # of a finite sum or product added up one by one


class Watched:
    """Data that remembers how far it was read, so that a report shows no more of it."""

    __slots__ = ("furthest", "values")

    def __init__(self, values: tuple[fmpq, ...]) -> None:
        self.values = values
        self.furthest = -1

    def read(self, position: int) -> fmpq | None:
        """The value at a position, or None outside the data."""
        if not 0 <= position < len(self.values):
            return None
        self.furthest = max(self.furthest, position)
        return self.values[position]

    def shown(self) -> tuple[fmpq, ...]:
        """What was read of it: from 1 on, or from 0 where 0 alone was read."""
        return self.values[min(1, self.furthest) : self.furthest + 1] if self.furthest >= 0 else ()


class Point(NamedTuple):  # made for each value of an index: a frozen dataclass takes three times as long
    """A value for each name: symbols, data by base and index, matrices, and a polynomial for each opaque function.

    `functions` gives the coefficients, constant term first, of what f means here: a polynomial of its arguments.
    `domain` is what the point was drawn from: integrals have one closed form for all of it.
    """

    scalars: Mapping[Basic, Scalar]
    data: Mapping[str, Watched]
    matrices: Mapping[Basic, Matrix]
    functions: Mapping[str, tuple[fmpq, ...]]
    domain: Domain = Domain()

    def binding(self, name: Basic, value: Scalar) -> Point:
        """This point with one scalar set anew."""
        return Point({**self.scalars, name: value}, self.data, self.matrices, self.functions, self.domain)


def evaluate(expression: Basic, point: Point) -> Value:
    """The value of a scalar or matrix object at a point, at the working precision of flint.

    Raises Undefined where there is no real value, NotEvaluable where the object is not known.
    """
    return UNNAMED.get(type(expression), _named)(expression, point)


def _named(expression: Basic, point: Point) -> Value:
    """The value of what may be a name that the point gives a value to."""
    known = point.scalars.get(expression)
    if known is not None:
        return known
    if isinstance(expression, AppliedUndef):
        return _opaque(expression, point)
    rule = RULES.get(type(expression))
    if rule is not None:
        return rule(expression, point)
    if isinstance(expression, sympy.Rational):
        return _rational(expression, point)
    if isinstance(expression, sympy.MatrixBase):
        return _with_entries(tuple(tuple(scalar(entry, point) for entry in row) for row in expression.tolist()))
    name = str(expression.func.__name__)
    raise NotEvaluable(NAMELESS.get(name, name))


def scalar(expression: Basic, point: Point) -> Scalar:
    """The value of a scalar object; a 1×1 matrix counts as its entry."""
    value = evaluate(expression, point)
    if isinstance(value, tuple):
        if len(value) != 1 or len(value[0]) != 1:
            raise NotEvaluable("a matrix where a scalar is needed")
        return value[0][0]
    return value


def integer(expression: Basic, point: Point) -> int:
    """The value of an object that must be an integer, as a bound or an index must."""
    value = scalar(expression, point)
    if not isinstance(value, fmpq) or value.q != 1:
        raise NotEvaluable("an index that is not an integer")
    return int(value.p)


# --- arithmetic --------------------------------------------------------------------------------


def _rational(expression: Basic, _point: Point) -> fmpq:
    return _quotient(expression.p, expression.q)


def _integer(expression: Basic, _point: Point) -> fmpq:
    return _quotient(expression.p, 1)


@lru_cache(maxsize=1024)  # the same few numbers stand everywhere
def _quotient(numerator: int, denominator: int) -> fmpq:
    return fmpq(int(numerator), int(denominator))


def _add(expression: Basic, point: Point) -> Value:
    first, *terms = expression.args
    result = evaluate(first, point)
    for term in terms:
        value = evaluate(term, point)
        result = plus(result, value) if isinstance(result, tuple) or isinstance(value, tuple) else result + value
    return result


def _multiply(expression: Basic, point: Point) -> Value:
    first, *factors = expression.args
    product = evaluate(first, point)
    for factor in factors:
        value = evaluate(factor, point)
        product = times(product, value) if isinstance(product, tuple) or isinstance(value, tuple) else product * value
    return product


def _power(expression: Basic, point: Point) -> Value:
    base_part, exponent_part = expression.args
    base = evaluate(base_part, point)
    if exponent_part.is_Integer and not isinstance(base, tuple):
        return integer_power(base, exponent_part.p)
    exponent = scalar(exponent_part, point)
    if isinstance(base, tuple):
        return _matrix_power(base, exponent)
    return power(base, exponent)


def _exp(expression: Basic, point: Point) -> Scalar:
    value = scalar(expression.args[0], point)
    if isinstance(value, fmpq):
        return finite(arb(value).exp()) if value else UNIT
    return finite(value.exp())


def _log(expression: Basic, point: Point) -> Scalar:
    value = scalar(expression.args[0], point)
    if isinstance(value, fmpq) and value == UNIT:
        return NOTHING
    if certainly_positive(value) is False:
        raise Undefined("the logarithm of what is not positive")
    return finite(as_ball(value).log())


def _one(function: Callable[[Scalar], Scalar]) -> Callable[[Basic, Point], Scalar]:
    return lambda expression, point: function(scalar(expression.args[0], point))


def _two(function: Callable[[Scalar, Scalar], Scalar]) -> Callable[[Basic, Point], Scalar]:
    return lambda expression, point: function(scalar(expression.args[0], point), scalar(expression.args[1], point))


def _only(function: Callable[[Scalar], Scalar]) -> Callable[[Basic, Point], Scalar]:
    """A function of one argument, where the same head with more of them means something else."""

    def rule(expression: Basic, point: Point) -> Scalar:
        if len(expression.args) != 1:
            raise NotEvaluable(f"{expression.func.__name__} of several arguments")
        return function(scalar(expression.args[0], point))

    return rule


def _harmonic(expression: Basic, point: Point) -> Scalar:
    values = [scalar(argument, point) for argument in expression.args]
    return special.harmonic(values[0]) if len(values) == 1 else counting.harmonic_of_order(*values)


def _reciprocal(rule: Callable[[Basic, Point], Scalar]) -> Callable[[Basic, Point], Scalar]:
    return lambda expression, point: power(rule(expression, point), fmpq(-1))


def _extreme(sign: int) -> Callable[[Basic, Point], Scalar]:
    """Max (sign 1) or Min (−1): what is surely not below any other."""

    def rule(expression: Basic, point: Point) -> Scalar:
        best = scalar(expression.args[0], point)
        for argument in expression.args[1:]:
            other = scalar(argument, point)
            best = other if _sign_of((other - best) * sign) > 0 else best
        return best

    return rule


def _piecewise(expression: Basic, point: Point) -> Value:
    for value, condition in expression.args:
        if truth(condition, point):
            return evaluate(value, point)
    raise Undefined("no case of the definition applies")


def truth(condition: Basic, point: Point) -> bool:
    """Whether a relation, or a conjunction or disjunction of such, holds at a point.

    Raises Undefined where a ball does not settle it, NotEvaluable for anything else.
    """
    test = SIGN_TESTS.get(type(condition))
    if test is not None:
        left, right = condition.args
        difference = scalar(left, point) - scalar(right, point)
        if isinstance(difference, acb) and isinstance(condition, sympy.Equality | sympy.Unequality):
            difference = abs(difference)
        return test(_sign_of(difference))
    if condition in (sympy.true, sympy.false):
        return bool(condition)
    if isinstance(condition, sympy.And | sympy.Or):
        return (all if isinstance(condition, sympy.And) else any)(truth(part, point) for part in condition.args)
    raise NotEvaluable(f"condition {condition}")


SIGN_TESTS: Mapping[type, Callable[[int], bool]] = {
    sympy.StrictGreaterThan: lambda sign: sign > 0,
    sympy.GreaterThan: lambda sign: sign >= 0,
    sympy.StrictLessThan: lambda sign: sign < 0,
    sympy.LessThan: lambda sign: sign <= 0,
    sympy.Unequality: lambda sign: sign != 0,
    sympy.Equality: lambda sign: sign == 0,
}


def _heaviside(expression: Basic, point: Point) -> Scalar:
    sign = _sign_of(scalar(expression.args[0], point))
    return scalar(expression.args[1], point) if sign == 0 else fmpq(int(sign > 0))


def _substituted(expression: Basic, point: Point) -> Value:
    body, names, values = expression.args
    return evaluate(body, point._replace(scalars={**point.scalars, **_bound(names, values, point)}))


def _bound(names: Basic, values: Basic, point: Point) -> dict[Basic, Scalar]:
    return {name: scalar(value, point) for name, value in zip(names, values, strict=True)}


def _sign_of(value: Scalar) -> int:
    """−1, 0 or 1. Raises Undefined where a ball does not settle it, and where a series starts from 0: at a corner."""
    if isinstance(value, fmpq):
        return int(value.p > 0) - int(value.p < 0)
    if is_zero(value) is True:
        if isinstance(value, SERIES):
            raise Undefined("a derivative at a corner")
        return 0
    positive = certainly_positive(value)
    if positive is None:
        raise Undefined("a sign that is not settled at this precision")
    return 1 if positive else -1


def _absolute(expression: Basic, point: Point) -> Scalar:
    value = scalar(expression.args[0], point)
    if isinstance(value, fmpq):
        return abs(value)
    if isinstance(value, acb):
        size = abs(value)
        assert isinstance(size, arb)
        return size
    return value * _sign_of(value)


def _conjugate(value: Scalar) -> Scalar:
    if isinstance(value, acb_series):
        raise NotEvaluable("a derivative of a conjugate")
    return acb(value.real, -value.imag) if isinstance(value, acb) else value


def _real_part(value: Scalar) -> Scalar:
    if isinstance(value, acb_series):
        raise NotEvaluable("a derivative of a real part")
    return value.real if isinstance(value, acb) else value


def _imaginary_part(value: Scalar) -> Scalar:
    if isinstance(value, acb_series):
        raise NotEvaluable("a derivative of an imaginary part")
    return value.imag if isinstance(value, acb) else fmpq(0)


def _sign(expression: Basic, point: Point) -> Scalar:
    return fmpq(_sign_of(scalar(expression.args[0], point)))


def _zeta(expression: Basic, point: Point) -> Scalar:
    if len(expression.args) != 1:
        raise NotEvaluable("a Hurwitz zeta function")
    return special.zeta(scalar(expression.args[0], point))


def _step(expression: Basic, point: Point) -> Scalar:
    return fmpq(1 if _sign_of(scalar(expression.args[0], point)) >= 0 else 0)


# --- sums, data, derivatives -------------------------------------------------------------------


def _range(limits: Basic, point: Point) -> range:
    if len(limits.args) != 3:
        raise NotEvaluable("a sum without bounds")
    low, high = (integer(end, point) for end in limits.args[1:])
    if high - low >= MOST_TERMS:
        raise NotEvaluable(f"{high - low + 1} terms, more than {MOST_TERMS}")
    return range(low, high + 1)


def _folded(join: Callable[[Value, Value], Value], empty: fmpq) -> Callable[[Basic, Point], Value]:
    def rule(expression: Basic, point: Point) -> Value:
        body, limits = expression.args[0], expression.args[1:]
        return fold(body, limits, point)

    def fold(body: Basic, limits: Sequence[Basic], point: Point) -> Value:
        if not limits:
            return evaluate(body, point)
        *inner, limit = limits
        name = limit.args[0]
        values = [fold(body, inner, point.binding(name, fmpq(index))) for index in _range(limit, point)]
        return reduce(join, values) if values else empty

    return rule


def _reaches_infinity(fold: Basic) -> bool:
    return any(len(limit) == 3 and limit[2] == sympy.oo for limit in fold.limits)


def _finite_or_not(finite: Callable[[Basic, Point], Value]) -> Callable[[Basic, Point], Value]:
    def rule(expression: Basic, point: Point) -> Value:
        if not _reaches_infinity(expression):
            return finite(expression, point)
        from checker.decide.at_points.series_values import value  # noqa: PLC0415  # it evaluates terms by this module

        return value(expression, point)

    return rule


def _indexed(expression: Basic, point: Point) -> Scalar:
    base = expression.args[0]
    name = base.name if isinstance(base, sympy.IndexedBase) else str(base)  # its str, without a printer
    indices = [integer(index, point) for index in expression.args[1:]]
    data = point.data.get(name)
    if data is None:
        raise NotEvaluable(f"data {name}")
    value = data.read(_flat(indices))
    if value is None:
        raise Undefined("an index outside the data")
    return value


def _opaque(expression: Basic, point: Point) -> Scalar:
    coefficients = point.functions.get(str(expression.func))
    if coefficients is None:
        raise NotEvaluable(f"function {expression.func}")
    arguments = [scalar(argument, point) for argument in expression.args]
    return opaque_functions.value(coefficients, arguments, [0] * len(arguments))


def _flat(indices: list[int]) -> int:
    """One position for several indices, each below 16: the data of a point are few."""
    position = 0
    for index in indices:
        if not 0 <= index < 16:
            return -1
        position = position * 16 + index
    return position


def _derivative(expression: Basic, point: Point) -> Value:
    body, *steps = expression.args
    if not all(isinstance(variable, sympy.Symbol | AppliedUndef) for variable, _ in steps):
        raise NotEvaluable("a derivative by what is no name")
    if not all(order.is_Integer for _, order in steps):
        return evaluate(_of_known_order(body, steps, point), point)
    variable, order = steps[0]
    if max(taken for _, taken in steps) > MOST_TERMS:
        raise NotEvaluable(f"a derivative of an order beyond {MOST_TERMS}")
    heads = heads_of(body)
    if not heads.isdisjoint(FOLDS) and any(_reaches_infinity(node) for node in body.atoms(*FOLDS)):
        from checker.decide.at_points.series_values import derivative  # noqa: PLC0415  # it evaluates terms by this module

        return derivative(expression, point)
    if sympy.Integral in heads:
        return _derivative_of_integral(expression, point)
    if isinstance(body, AppliedUndef) and len(set(body.args)) == len(body.args):
        orders = {name: int(count) for name, count in steps}
        if all(argument.is_Symbol for argument in body.args) and orders.keys() <= set(body.args):
            return _partial_of_opaque(body, orders, point)
    at = scalar(variable, point)
    if len(steps) != 1 or isinstance(at, SERIES):
        carried_out = body.diff(*steps)
        if carried_out == expression:
            raise NotEvaluable("a derivative inside a derivative")
        return evaluate(carried_out, point)
    series = _in_series(int(order) + 1, lambda: scalar(body, point.binding(variable, _moving(at))))
    if not isinstance(series, SERIES):
        return NOTHING
    return finite(series[int(order)] * whole_factorial(int(order)))


def _of_known_order(body: Basic, steps: Iterable[Basic], point: Point) -> Basic:
    """The derivative with the number of times that the point takes each. Raises NotEvaluable where that is negative."""
    counted = [(variable, integer(order, point)) for variable, order in steps]
    if any(order < 0 for _, order in counted):
        raise NotEvaluable("a derivative of negative order")
    return sympy.Derivative(body, *counted)


def _partial_of_opaque(body: Basic, orders: Mapping[Basic, int], point: Point) -> Scalar:
    """A partial derivative of an opaque function by its arguments, which are names."""
    coefficients = point.functions.get(str(body.func))
    if coefficients is None:
        raise NotEvaluable(f"function {body.func}")
    arguments = [scalar(argument, point) for argument in body.args]
    return opaque_functions.value(coefficients, arguments, [orders.get(argument, 0) for argument in body.args])


def _moving(at: Scalar) -> Scalar:
    """at + t, as a series in t."""
    start = as_ball(at)
    if not isinstance(start, arb):
        raise NotEvaluable("a derivative inside a derivative")
    return arb_series([start, 1])


def _in_series(length: int, compute: Callable[[], Scalar]) -> Scalar:
    before = ctx.cap
    ctx.cap = length
    try:
        return compute()
    finally:
        ctx.cap = before


def _gradient(expression: Basic, point: Point) -> Matrix:
    body, variable = expression.args
    at = point.matrices.get(variable)
    if at is None:
        raise NotEvaluable(f"a gradient in {variable}")
    return tuple(tuple(_partial(body, variable, at, r, c, point) for c in range(len(at[0]))) for r in range(len(at)))


def _partial(body: Basic, variable: Basic, at: Matrix, row: int, column: int, point: Point) -> Scalar:
    def moved() -> Scalar:
        return scalar(body, point._replace(matrices={**point.matrices, variable: perturbed(at, row, column)}))

    series = _in_series(2, moved)
    return finite(series[1]) if isinstance(series, SERIES) else NOTHING


def perturbed(matrix: Matrix, row: int, column: int) -> Matrix:
    """The matrix with one entry as a series in a small step."""
    moving = _moving(matrix[row][column])
    return tuple(
        tuple(moving if (r, c) == (row, column) else kept for c, kept in enumerate(entries))
        for r, entries in enumerate(matrix)
    )


# --- matrices ----------------------------------------------------------------------------------


def _matrix_symbol(expression: Basic, point: Point) -> Matrix:
    matrix = point.matrices.get(expression)
    if matrix is None:
        raise NotEvaluable(f"matrix {expression}")
    return _with_entries(matrix)


def _with_entries(matrix: Matrix) -> Matrix:
    """The matrix, if it has any entry: a matrix without rows is one without columns here. Raises NotEvaluable."""
    if not matrix or not matrix[0]:
        raise NotEvaluable("a matrix without entries")
    return matrix


def _transpose(expression: Basic, point: Point) -> Value:
    value = evaluate(expression.args[0], point)
    return tuple(zip(*value, strict=True)) if isinstance(value, tuple) else value


def _element(expression: Basic, point: Point) -> Scalar:
    matrix = evaluate(expression.args[0], point)
    row, column = integer(expression.args[1], point), integer(expression.args[2], point)
    if not isinstance(matrix, tuple) or not (0 <= row < len(matrix) and 0 <= column < len(matrix[0])):
        raise Undefined("an index outside the matrix")
    return matrix[row][column]


def _identity(expression: Basic, point: Point) -> Matrix:
    return _with_entries(matrices.identity(integer(expression.args[0], point)))


def _filled(entry: int) -> Callable[[Basic, Point], Matrix]:
    return lambda expression, point: _with_entries(
        matrices.filled(integer(expression.args[0], point), integer(expression.args[1], point), entry)
    )


def _trace(expression: Basic, point: Point) -> Value:
    return total(list(matrices.diagonal(matrices.square(matrices.matrix(evaluate(expression.args[0], point))))))


def _inverse(expression: Basic, point: Point) -> Matrix:
    return matrices.inverse(matrices.square(evaluate(expression.args[0], point)))


def _determinant(expression: Basic, point: Point) -> Scalar:
    return matrices.determinant(matrices.square(matrices.matrix(evaluate(expression.args[0], point))))


def _matrix_power(base: Matrix, exponent: Scalar) -> Matrix:
    if len(base) == len(base[0]) == 1:
        return ((power(base[0][0], exponent),),)
    if not isinstance(exponent, fmpq) or exponent.denominator != 1 or abs(exponent) > 64:
        raise NotEvaluable("a power of a matrix that is not a small integer")
    count = int(exponent.numerator)
    factor = matrices.square(base) if count >= 0 else matrices.inverse(matrices.square(base))
    result: Value = matrices.identity(len(base))
    for _ in range(abs(count)):
        result = times(result, factor)
    assert isinstance(result, tuple)
    return result


def _of_entries(expression: Basic, point: Point) -> Matrix:
    from checker.decide.at_points.entrywise_values import value  # noqa: PLC0415  # it evaluates parts by this module

    return value(expression, point)


def _integral_or_limit(expression: Basic, point: Point) -> Scalar:
    from checker.decide.at_points.integral_values import value  # noqa: PLC0415  # it evaluates integrands by this module

    return value(expression, point)


def _derivative_of_integral(expression: Basic, point: Point) -> Scalar:
    from checker.decide.at_points.integral_values import derivative  # noqa: PLC0415  # it evaluates integrands by this module

    return derivative(expression, point)


# --- a run of the perceptron -------------------------------------------------------------------


def _weights_after(expression: Basic, _point: Point) -> Matrix:
    run, count = expression.args
    try:
        weights = weights_after(run, int(count))
    except DoesNotConverge as reason:
        raise NotEvaluable(str(reason)) from reason
    return tuple((fmpq(weight.numerator, weight.denominator),) for weight in weights)


def _prediction_at(expression: Basic, _point: Point) -> Scalar:
    run, count = expression.args
    try:
        history = moments(run)
    except DoesNotConverge as reason:
        raise NotEvaluable(str(reason)) from reason
    if not 1 <= int(count) <= len(history):
        raise NotEvaluable(f"sample {count}: the run sees {len(history)}")
    return fmpq(history[int(count) - 1].prediction)


def _samples_seen(expression: Basic, _point: Point) -> Scalar:
    try:
        return fmpq(len(moments(expression.args[0])))
    except DoesNotConverge as reason:
        raise NotEvaluable(str(reason)) from reason


RULES: Mapping[type, Callable[[Basic, Point], Value]] = {
    sympy.Integer: _integer,
    type(sympy.S.Zero): _integer,
    type(sympy.S.One): _integer,
    type(sympy.S.NegativeOne): _integer,
    sympy.Rational: _rational,
    type(sympy.S.Half): _rational,
    sympy.Add: _add,
    sympy.MatAdd: _add,
    sympy.Mul: _multiply,
    sympy.MatMul: _multiply,
    sympy.Pow: _power,
    sympy.MatPow: _power,
    sympy.exp: _exp,
    sympy.log: _log,
    sympy.sin: _one(special.sine),
    sympy.cos: _one(special.cosine),
    sympy.tan: _one(special.tangent),
    sympy.cot: _reciprocal(_one(special.tangent)),
    sympy.sec: _reciprocal(_one(special.cosine)),
    sympy.csc: _reciprocal(_one(special.sine)),
    sympy.asin: _one(special.arcsine),
    sympy.acos: _one(special.arccosine),
    sympy.atan: _one(special.arctangent),
    sympy.atan2: _two(special.arctangent_of_point),
    sympy.sinh: _one(special.hyperbolic_sine),
    sympy.cosh: _one(special.hyperbolic_cosine),
    sympy.tanh: _one(special.hyperbolic_tangent),
    sympy.coth: _reciprocal(_one(special.hyperbolic_tangent)),
    sympy.sech: _reciprocal(_one(special.hyperbolic_cosine)),
    sympy.csch: _reciprocal(_one(special.hyperbolic_sine)),
    sympy.asinh: _one(special.area_sine),
    sympy.acosh: _one(special.area_cosine),
    sympy.atanh: _one(special.area_tangent),
    sympy.factorial: _one(special.factorial),
    sympy.gamma: _one(special.gamma),
    sympy.binomial: _two(special.binomial),
    sympy.harmonic: _harmonic,
    sympy.fibonacci: _only(special.fibonacci),
    sympy.lucas: _one(counting.lucas),
    sympy.catalan: _one(counting.catalan),
    sympy.KroneckerDelta: _two(counting.kronecker_delta),
    sympy.factorial2: _one(counting.double_factorial),
    sympy.subfactorial: _one(counting.subfactorial),
    sympy.RisingFactorial: _two(counting.rising_factorial),
    sympy.FallingFactorial: _two(counting.falling_factorial),
    sympy.beta: _two(counting.beta),
    sympy.erf: _one(special.error_function),
    sympy.erfc: _one(lambda value: 1 - special.error_function(value)),
    sympy.polygamma: _two(special.polygamma),
    sympy.zeta: _zeta,
    sympy.LambertW: _one(special.lambert_w),
    sympy.floor: _one(special.floor),
    sympy.ceiling: _one(special.ceiling),
    sympy.frac: _one(lambda value: value - special.floor(value)),
    sympy.beta: _two(special.beta),
    sympy.Max: _extreme(1),
    sympy.Min: _extreme(-1),
    sympy.Piecewise: _piecewise,
    sympy.Heaviside: _heaviside,
    sympy.Subs: _substituted,
    sympy.Integral: _integral_or_limit,
    sympy.Limit: _integral_or_limit,
    type(sympy.I): lambda _expression, _point: acb(0, 1),
    sympy.Abs: _absolute,
    sympy.conjugate: _one(_conjugate),
    sympy.re: _one(_real_part),
    sympy.im: _one(_imaginary_part),
    sympy.sign: _sign,
    step: _step,
    type(sympy.pi): lambda _expression, _point: arb.pi(),
    type(sympy.E): lambda _expression, _point: arb(1).exp(),
    type(sympy.Catalan): lambda _expression, _point: arb.const_catalan(),
    type(sympy.EulerGamma): lambda _expression, _point: arb.const_euler(),
    sympy.Sum: _finite_or_not(_folded(plus, fmpq(0))),
    sympy.Product: _finite_or_not(_folded(times, fmpq(1))),
    sympy.Indexed: _indexed,
    sympy.Derivative: _derivative,
    Gradient: _gradient,
    Jacobian: _of_entries,
    sympy.MatrixSymbol: _matrix_symbol,
    MatrixElement: _element,
    sympy.Transpose: _transpose,
    sympy.Inverse: _inverse,
    sympy.Trace: _trace,
    sympy.Determinant: _determinant,
    sympy.Identity: _identity,
    sympy.ZeroMatrix: _filled(0),
    sympy.OneMatrix: _filled(1),
    sympy.HadamardProduct: _of_entries,
    HadamardPower: _of_entries,
    ElementwiseApplyFunction: _of_entries,
    sympy.DiagonalOf: _of_entries,
    sympy.DiagonalMatrix: _of_entries,
    sympy.DiagMatrix: _of_entries,
    KroneckerProduct: _of_entries,
    sympy.BlockMatrix: _of_entries,
    WeightsAfter: _weights_after,
    PredictionAt: _prediction_at,
    SamplesSeen: _samples_seen,
}

# the rules of what is surely no name that a point gives a value to: most of a tree needs no look-up among the names
NAMED = frozenset({sympy.Indexed, MatrixElement, sympy.Derivative})
UNNAMED: Mapping[type, Callable[[Basic, Point], Value]] = {
    head: rule for head, rule in RULES.items() if head not in NAMED
}
