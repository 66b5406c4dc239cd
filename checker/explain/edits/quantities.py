"""Values at a few points, side by side, and the arithmetic on them that the search of edits needs.

A value is a rational, a ball that surely holds a number (Arb), or a matrix of such; one of other kind is not
reckoned with. What cannot be reckoned is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from flint import acb, arb, fmpq

Scalar = Any  # fmpq or arb: python-flint has no common type for them
Value = Any  # a Scalar, or a tuple of rows of such
Quantity = tuple[Value, ...]  # the value of one thing at each point
LARGEST = 10_000  # numerator or denominator of a number that someone would write


class _NotReckoned(Exception):
    """Shapes that do not fit, a division by what may be zero, a power that may not be real."""


def plain(value: Value) -> Value | None:
    """A value that can be reckoned with, a 1×1 matrix as its entry, a complex one that may be real as its real part.

    None for another.
    """
    if isinstance(value, acb):
        return value.real if value.imag.contains(0) else None
    if isinstance(value, tuple):
        if len(value) == 1 and len(value[0]) == 1:
            return plain(value[0][0])
        return value if all(isinstance(entry, fmpq | arb) for row in value for entry in row) else None
    return value if isinstance(value, fmpq | arb) else None


def plus(one: Quantity, other: Quantity) -> Quantity | None:
    """The sums."""
    return _pointwise(_plus, one, other)


def minus(one: Quantity, other: Quantity) -> Quantity | None:
    """The differences."""
    return _pointwise(lambda a, b: _plus(a, _scaled(b, fmpq(-1))), one, other)


def negated(one: Quantity) -> Quantity:
    """The opposites."""
    return tuple(_scaled(value, fmpq(-1)) for value in one)


def absolute(one: Quantity) -> Quantity | None:
    """The absolute values of numbers."""
    return _pointwise(_absolute, one)


def times(one: Quantity, other: Quantity) -> Quantity | None:
    """The products, in this order."""
    return _pointwise(_times, one, other)


def product(factors: Sequence[Quantity]) -> Quantity | None:
    """The product of one factor or more."""
    found: Quantity | None = factors[0]
    for factor in factors[1:]:
        found = times(found, factor) if found is not None else None
    return found


def total(terms: Sequence[Quantity]) -> Quantity | None:
    """The sum of one term or more."""
    found: Quantity | None = terms[0]
    for term in terms[1:]:
        found = plus(found, term) if found is not None else None
    return found


def matrix(entries: Sequence[Quantity], columns: int) -> Quantity | None:
    """The matrices of entries that stand row by row."""
    if any(isinstance(value, tuple) for entry in entries for value in entry):
        return None
    whole = zip(*entries, strict=True)
    return tuple(tuple(values[k : k + columns] for k in range(0, len(values), columns)) for values in whole)


def over(one: Quantity, other: Quantity) -> Quantity | None:
    """The quotients by numbers that surely are not zero."""
    return _pointwise(_over, one, other)


def power(one: Quantity, exponent: Quantity) -> Quantity | None:
    """Real powers of numbers: of positive ones, or with whole exponents."""
    return _pointwise(_power, one, exponent)


def exponent_for(wanted: Quantity, base: Quantity) -> Quantity | None:
    """The exponents with which positive bases other than 1 give what is wanted."""
    return _pointwise(lambda w, b: _over(_log(w), _log(b)), wanted, base)


def constant_exponent(wanted: Quantity, base: Quantity) -> fmpq | None:
    """The one rational exponent with which a base gives what is wanted at all points, signs aside."""
    found = [
        exponent
        for w, b in zip(wanted, base, strict=True)
        if (exponent := _pointwise(lambda w, b: _over(_log(abs(w)), _log(abs(b))), (w,), (b,))) is not None
    ]
    first = constant(found[0]) if found else None
    same = first is not None and all(alike(other, (first,)) for other in found)
    return first if same else None


def alike(one: Quantity, other: Quantity) -> bool:
    """Can the values not be told apart at any point?"""
    try:
        return all(_alike(a, b) for a, b in zip(one, other, strict=True))
    except _NotReckoned:
        return False


def rough(one: Quantity) -> float | None:
    """A number by which quantities that may be alike are found; None where there is none."""
    first = one[0]
    while isinstance(first, tuple):
        first = first[0]
    number = float(first if isinstance(first, arb) else arb(first))
    return float(f"{number:.9g}") if math.isfinite(number) else None


def constant(one: Quantity) -> fmpq | None:
    """The one plain rational that a quantity is at all points, as far as can be told; None where it is none."""
    found = _rational(one[0])
    return found if found is not None and alike(one, tuple(found for _ in one)) else None


# --- at one point ------------------------------------------------------------------------------


def _pointwise(rule: Callable[..., Value], *quantities: Quantity) -> Quantity | None:
    try:
        return tuple(rule(*values) for values in zip(*quantities, strict=True))
    except (_NotReckoned, ZeroDivisionError, OverflowError, ValueError):
        return None


def _plus(one: Value, other: Value) -> Value:
    if isinstance(one, tuple) and isinstance(other, tuple):
        if len(one) != len(other) or len(one[0]) != len(other[0]):
            raise _NotReckoned
        return tuple(tuple(a + b for a, b in zip(r, s, strict=True)) for r, s in zip(one, other, strict=True))
    if isinstance(one, tuple) or isinstance(other, tuple):
        raise _NotReckoned
    return one + other


def _times(one: Value, other: Value) -> Value:
    if isinstance(one, tuple) and isinstance(other, tuple):
        if len(one[0]) != len(other):
            raise _NotReckoned
        made = tuple(
            tuple(
                reduce(lambda a, b: a + b, (x * y for x, y in zip(row, column, strict=True)))
                for column in zip(*other, strict=True)
            )
            for row in one
        )
        return plain(made)
    if isinstance(one, tuple):
        return _scaled(one, other)
    return _scaled(other, one)


def _absolute(value: Value) -> Value:
    if isinstance(value, tuple):
        raise _NotReckoned
    return abs(value)


def _scaled(value: Value, factor: Scalar) -> Value:
    if isinstance(value, tuple):
        return tuple(tuple(entry * factor for entry in row) for row in value)
    return value * factor


def _over(one: Value, other: Value) -> Value:
    if isinstance(other, tuple) or _may_be_zero(other):
        raise _NotReckoned
    return _scaled(one, fmpq(1) / other)


def _power(base: Value, exponent: Value) -> Value:
    if isinstance(base, tuple) or isinstance(exponent, tuple):
        raise _NotReckoned
    if isinstance(exponent, fmpq) and exponent.denominator == 1 and abs(exponent) <= 64:
        if exponent < 0 and _may_be_zero(base):
            raise _NotReckoned
        return base ** int(exponent.numerator)
    return (_log(base) * exponent).exp()


def _log(value: Value) -> arb:
    if isinstance(value, tuple) or not value > 0:
        raise _NotReckoned
    return arb(value).log()


def _may_be_zero(value: Scalar) -> bool:
    return bool(value == 0) if isinstance(value, fmpq) else bool(value.contains(0))


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        same = len(one) == len(other) and len(one[0]) == len(other[0])
        return same and all(_alike(a, b) for r, s in zip(one, other, strict=True) for a, b in zip(r, s, strict=True))
    if isinstance(one, tuple) or isinstance(other, tuple):
        return False
    if isinstance(one, fmpq) and isinstance(other, fmpq):
        return bool(one == other)
    return bool(arb(one).overlaps(arb(other)))


def _rational(value: Value) -> fmpq | None:
    """The plainest rational in a narrow ball, by its continued fraction."""
    if isinstance(value, tuple):
        return None
    if isinstance(value, fmpq):
        return value if max(abs(value.numerator), value.denominator) <= LARGEST else None
    if not value.is_finite() or value.rel_accuracy_bits() < 40:
        return None
    middle = value.mid().fmpq()
    rest, convergents = middle, [(0, 1), (1, 0)]
    for _ in range(8):
        whole = rest.floor()
        (a, b), (c, d) = convergents
        convergents = [(c, d), (a + int(whole) * c, b + int(whole) * d)]
        numerator, denominator = convergents[1]
        if max(abs(numerator), denominator) > LARGEST:
            return None
        if value.contains(fmpq(numerator, denominator)):
            return fmpq(numerator, denominator)
        rest = 1 / (rest - whole)
    return None
