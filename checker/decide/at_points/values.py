"""Scalars and matrices of exact rationals, balls and truncated series, and the arithmetic they share.

A ball surely holds the value (Arb: Johansson 2017). Nothing here knows SymPy.
"""

from __future__ import annotations

from operator import mul

from flint import acb, acb_series, arb, arb_series, fmpq, fmpq_mat, fmpz

Scalar = fmpq | arb | arb_series | acb | acb_series
Matrix = tuple[tuple[Scalar, ...], ...]
Value = Scalar | Matrix

SERIES = (arb_series, acb_series)
NOTHING, UNIT, HALF = fmpq(0), fmpq(1), fmpq(1, 2)
MOST_BITS = 100_000  # of an exact power; larger ones go on as balls


class Undefined(Exception):
    """The object has no real value at the point."""


class NotEvaluable(Exception):
    """The object holds something that this module has no value for, or is too large."""


def as_ball(value: Scalar) -> arb | arb_series | acb | acb_series:
    """A rational as a ball at the working precision; a ball as it is."""
    return arb(value) if isinstance(value, fmpq) else value


def certainly_positive(value: Scalar) -> bool | None:
    """True or False where the sign is certain, None where the ball straddles zero."""
    if isinstance(value, fmpq):
        return bool(value.p > 0)
    head = value[0] if isinstance(value, SERIES) else value
    if isinstance(head, acb):
        raise NotEvaluable("the sign of a complex number")
    if head > 0:
        return True
    if head <= 0:
        return False
    return None


def is_zero(value: Scalar) -> bool | None:
    """True, False, or None where a ball holds zero among others."""
    if isinstance(value, fmpq):
        return not value
    head = value[0] if isinstance(value, SERIES) else value
    if head.is_zero():
        return True
    return None if head.contains(0) else False


def finite(value: Scalar) -> Scalar:
    """The value, if it is a finite ball; otherwise Undefined, to be tried again at a higher precision."""
    if type(value) is arb:  # as most often
        if value.is_finite():
            return value
        raise Undefined("no finite value")
    if isinstance(value, fmpq):
        return value
    head = value[0] if isinstance(value, SERIES) else value
    if not head.is_finite():
        raise Undefined("no finite value")
    return value


# --- arithmetic ---


def total(values: list[Value]) -> Value:
    """The sum of one value or more."""
    result = values[0]
    for value in values[1:]:
        result = plus(result, value)
    return result


def plus(left: Value, right: Value) -> Value:
    """The sum of two scalars or of two matrices of one shape; a 1×1 matrix may meet a scalar."""
    if not (isinstance(left, tuple) or isinstance(right, tuple)):
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left) != len(right) or len(left[0]) != len(right[0]):
            raise NotEvaluable("shapes that do not fit")
        return tuple(tuple(a + b for a, b in zip(one, two, strict=True)) for one, two in zip(left, right, strict=True))
    if isinstance(left, tuple):
        return plus(_entry(left), right)
    assert isinstance(right, tuple)
    return plus(left, _entry(right))


def _entry(matrix: Matrix) -> Scalar:
    if len(matrix) != 1 or len(matrix[0]) != 1:
        raise NotEvaluable("a matrix added to a scalar")
    return matrix[0][0]


def times(left: Value, right: Value) -> Value:
    """The product of scalars, of a scalar and a matrix, or of matrices whose shapes fit."""
    if not (isinstance(left, tuple) or isinstance(right, tuple)):
        return left * right
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left[0]) == len(right):
            if len(left) * len(right) * len(right[0]) >= MANY_PRODUCTS:
                one, two = all_rational(left), all_rational(right)
                if one is not None and two is not None:
                    return as_rows(one * two)
            columns = tuple(zip(*right, strict=True))
            return tuple(tuple(dot(row, column) for column in columns) for row in left)
        if len(left) == len(left[0]) == 1:
            return times(left[0][0], right)
        if len(right) == len(right[0]) == 1:
            return times(left, right[0][0])
        raise NotEvaluable("shapes that do not fit")
    if isinstance(left, tuple):
        return _scaled(left, right)
    assert isinstance(right, tuple)
    return _scaled(right, left)


MANY_PRODUCTS = 27  # of entries, from which FLINT's matrices are worth their making


def all_rational(matrix: Matrix) -> fmpq_mat | None:
    """The matrix as one of FLINT's, where all its entries are rational."""
    try:
        return fmpq_mat([*map(list, matrix)])  # type: ignore[list-item]  # FLINT tells by a TypeError
    except TypeError:
        return None


def as_rows(matrix: fmpq_mat) -> Matrix:
    """A matrix of FLINT's as tuples."""
    return tuple(map(tuple, matrix.tolist()))


def _scaled(matrix: Matrix, factor: Value) -> Matrix:
    assert not isinstance(factor, tuple)
    return tuple(tuple(entry * factor for entry in row) for row in matrix)


def dot(row: tuple[Scalar, ...], column: tuple[Scalar, ...]) -> Scalar:
    """Σ aᵢbᵢ, of as many."""
    products = map(mul, row, column)
    return sum(products, next(products, NOTHING))


def power(base: Scalar, exponent: Scalar) -> Scalar:
    """base ** exponent over the reals: a negative base takes integer exponents only, 0⁰ = 1."""
    if isinstance(exponent, fmpq) and exponent.q == 1:
        return integer_power(base, int(exponent.p))
    if isinstance(base, acb) or isinstance(exponent, acb):
        return _complex_power(base, exponent)
    positive = certainly_positive(base)
    if positive is False and is_zero(base) is True and certainly_positive(exponent):
        if isinstance(base, SERIES):
            raise Undefined("a derivative at the edge of a root")
        return NOTHING
    if positive is False:
        raise Undefined("a root of what is not positive")
    if isinstance(exponent, fmpq):
        if exponent == HALF:
            return _square_root(base)
        return finite((as_ball(base).log() * exponent).exp())
    return finite((exponent * as_ball(base).log()).exp())


def _complex_power(base: Scalar, exponent: Scalar) -> Scalar:
    """The principal value, for a base that is a positive real: e^{ix} and the like."""
    if isinstance(base, acb) and not base.is_zero():
        raise NotEvaluable("a power of a complex number that is no integer")
    if certainly_positive(base) is not True:
        raise NotEvaluable("a complex power of what is not positive")
    return finite((exponent * as_ball(base).log()).exp())


def _square_root(base: Scalar) -> Scalar:
    if isinstance(base, fmpq) and base.p > 0:
        numerator, denominator = fmpz(base.p), fmpz(base.q)
        if numerator.isqrt() ** 2 == numerator and denominator.isqrt() ** 2 == denominator:
            return fmpq(numerator.isqrt(), denominator.isqrt())
    return finite(as_ball(base).sqrt())


def integer_power(base: Scalar, exponent: int) -> Scalar:
    """base ** exponent; Undefined for a negative power of zero."""
    if exponent == 0:
        return UNIT
    if isinstance(base, fmpq):
        if exponent < 0 and not base:
            raise Undefined("division by zero")
        return _exact_power(base, exponent)
    if exponent < 0 and is_zero(base) is True:
        raise Undefined("division by zero")
    if exponent < 0:
        return 1 / integer_power(base, -exponent)
    # a ball around 0 raised by `**` comes out as nan: multiply instead, by squaring
    result: Scalar | None = None
    square = base
    while exponent:
        if exponent & 1:
            result = square if result is None else result * square
        exponent >>= 1
        if exponent:
            square = square * square
    assert result is not None
    return finite(result)


def _exact_power(base: fmpq, exponent: int) -> Scalar:
    if base.height_bits() * abs(exponent) > MOST_BITS:
        return finite(arb(base) ** exponent)
    return base**exponent
