"""Integrals, series and limits that have no value say nothing; those that have one are left alone."""

import pytest
from sympy import Abs, Eq, Integral, Limit, Rational, Sum, Symbol, exp, log, oo, pi, sign, sin
from sympy.core.basic import Basic

from checker.decide import decide
from checker.model import Domain, Equal, Goal, Status

x = Symbol("x", real=True)
a = Symbol("a", real=True)
k = Symbol("k", integer=True, positive=True)

WITHOUT_VALUE = {
    "a double pole within": (Integral(1 / x**2, (x, -1, 1)), -2),
    "a simple pole within, whose principal value is 0": (Integral(1 / x, (x, -1, 1)), 0),
    "a pole at an end": (Integral(1 / x, (x, 0, 1)), 1),
    "a pole, the ends turned round": (Integral(1 / x, (x, 1, 0)), 1),
    "one of two poles": (Integral(x / (x**2 - 4), (x, 0, 3)), 1),
    "1/x to infinity": (Integral(1 / x, (x, 1, oo)), 5),
    "x to infinity, beside a term": (a + Integral(x, (x, 0, oo)), a),
    "the harmonic series": (Sum(1 / k, (k, 1, oo)), 2),
    "terms that do not tend to 0": (Sum(k / (k + 1), (k, 1, oo)), 2),
    "|x|/x at 0": (Limit(Abs(x) / x, x, 0, "+-"), 1),
    "the sign at 0": (Limit(sign(x), x, 0, "+-"), 0),
}
WITH_VALUE = {
    "no pole within": (Integral(1 / (x**2 + 1), (x, -1, 1)), pi / 2, Status.PROVED),
    "1/x² to infinity": (Integral(1 / x**2, (x, 1, oo)), 1, Status.PROVED),
    "1/x² to infinity, wrong": (Integral(1 / x**2, (x, 1, oo)), 2, Status.REFUTED),
    "an integrable pole": (Integral(1 / x ** Rational(1, 2), (x, 0, 1)), 2, Status.PROVED),
    "Σ 1/k²": (Sum(1 / k**2, (k, 1, oo)), pi**2 / 6, Status.PROVED),
    "|x|/x from the right": (Limit(Abs(x) / x, x, 0, "+"), 1, Status.PROVED),
    "sin x / x at 0": (Limit(sin(x) / x, x, 0, "+-"), 1, Status.PROVED),
}
LEFT_ALONE = {
    "that it diverges is said": (Sum(1 / k, (k, 1, oo)), oo),
    "a pole that cancels": (Integral((x - 1) / (x**2 - 1), (x, 0, 2)), log(3)),
    "no rational function": (Integral(exp(x) / x, (x, -1, 1)), 2),
}


def status(left: Basic, right: Basic | int) -> Status:
    sides = Eq(left, right, evaluate=False).args
    return decide(Goal(Equal(*sides), (), Domain(()))).status


@pytest.mark.parametrize(("left", "right"), WITHOUT_VALUE.values(), ids=WITHOUT_VALUE)
def test_it_is_ill_formed(left: Basic, right: Basic | int) -> None:
    assert status(left, right) is Status.ILL_FORMED


@pytest.mark.parametrize(("left", "right", "expected"), WITH_VALUE.values(), ids=WITH_VALUE)
def test_it_is_decided(left: Basic, right: Basic | int, expected: Status) -> None:
    assert status(left, right) is expected


@pytest.mark.parametrize(("left", "right"), LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_it_is_left_alone(left: Basic, right: Basic | int) -> None:
    assert status(left, right) in {Status.UNDECIDED, Status.SUPPORTED}
