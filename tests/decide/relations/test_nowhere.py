"""Sides without a value anywhere on the domain: told to be ill-formed, and only those."""

import pytest
from sympy import Add, I, Integer, Mul, Pow, Rational, Symbol, acosh, asin, atanh, log, sqrt, symbols
from sympy.core.basic import Basic

from checker.decide.dispatch import decide
from checker.model import Domain, Equal, Goal, Status

x, y = symbols("x y", real=True)
p = Symbol("p", positive=True)
NOTHING = Add(x, Mul(-1, x), evaluate=False)

ILL_FORMED: dict[str, tuple[Basic, Basic, tuple[Basic, ...]]] = {
    "a logarithm": (log(-1 - x**2), x, ()),
    "a logarithm on the right": (x, log(-1 - x**2), ()),
    "a root": (sqrt(-1 - x**2), 2 * sqrt(-1 - x**2), ()),
    "a reciprocal root": (1 / sqrt(-(x**2) - y**4), y, ()),
    "a divisor": (Pow(NOTHING, -1, evaluate=False), y, ()),
    "a divisor within": (log(1 + Pow(NOTHING, -2, evaluate=False)), y, ()),
    "by an assumption": (log(-p), y, ()),
    "by the domain": (sqrt(x - 3), y, (x < 2,)),
    "an inverse sine": (asin(2 + x**2), y, ()),
    "an inverse hyperbolic tangent": (atanh(1 + x**2), y, ()),
    "an inverse hyperbolic cosine": (acosh(-(x**2)), y, ()),
}

OTHERWISE: dict[str, tuple[Basic, Basic, tuple[Basic, ...], Status]] = {
    "a value at one point": (sqrt(-(x**2) - y**2), Integer(0), (), Status.UNDECIDED),
    "a value elsewhere": (log(x), log(x), (), Status.PROVED),
    "a value far away": (log(x - 10**9), log(x - 10**9), (), Status.UNDECIDED),
    "complex numbers": (log(-1 - x**2) + I, log(-1 - x**2) + I, (), Status.UNDECIDED),
    "an odd root of a negative number": (
        Pow(-1 - x**2, Rational(1, 3), evaluate=False), Pow(-1 - x**2, Rational(1, 3), evaluate=False), (),
        Status.UNDECIDED,
    ),
    "a domain without a point": (x, x + 1, (x > 1, x < 0), Status.UNDECIDED),
}  # fmt: skip  # a case a line reads as a table


@pytest.mark.parametrize("name", ILL_FORMED)
def test_says_that_a_side_has_no_value(name: str) -> None:
    left, right, conditions = ILL_FORMED[name]
    assert decide(Goal(Equal(left, right), domain=Domain(conditions))).status is Status.ILL_FORMED


@pytest.mark.parametrize("name", OTHERWISE)
def test_does_not_say_so(name: str) -> None:
    left, right, conditions, status = OTHERWISE[name]
    assert decide(Goal(Equal(left, right), domain=Domain(conditions))).status is status
