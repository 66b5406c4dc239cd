"""Rational expressions as fractions of polynomials over the rationals, with values or indeterminates for their names.

SymPy takes about a millisecond to put values into an expression of ten parts, FLINT some microseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from flint import fmpq, fmpq_mpoly, fmpq_poly
from sympy.core.basic import Basic

HIGHEST_POWER = 24

Ring = TypeVar("Ring", fmpq_poly, fmpq_mpoly)


class NotRational(Exception):
    """It is no fraction of polynomials in what has a value, or divides by zero."""


def fraction_at(expression: Basic, values: Mapping[Basic, Ring | fmpq], one: Ring) -> tuple[Ring, Ring]:
    """Numerator and denominator, which is not zero; `one` is that of the ring. Raises NotRational.

    Nothing is cancelled that SymPy has not.
    """
    if expression.is_Rational:
        return one * int(expression.p), one * int(expression.q)
    if expression in values:
        return one * values[expression], one
    if expression.is_Add:
        top, bottom = one * 0, one
        for term in expression.args:
            numerator, denominator = fraction_at(term, values, one)
            if denominator == bottom:
                top = top + numerator
            else:
                top, bottom = top * denominator + numerator * bottom, bottom * denominator
        return top, bottom
    if expression.is_Mul:
        top, bottom = one, one
        for factor in expression.args:
            numerator, denominator = fraction_at(factor, values, one)
            top, bottom = top * numerator, bottom * denominator
        return top, bottom
    if expression.is_Pow and expression.exp.is_Integer and abs(expression.exp) <= HIGHEST_POWER:
        return _power(*fraction_at(expression.base, values, one), int(expression.exp))
    raise NotRational


def _power(top: Ring, bottom: Ring, exponent: int) -> tuple[Ring, Ring]:
    if exponent >= 0:
        return top**exponent, bottom**exponent
    if top == 0:
        raise NotRational
    return bottom**-exponent, top**-exponent
