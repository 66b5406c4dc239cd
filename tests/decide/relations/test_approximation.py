"""Approximations: within half a unit of the last digit written, or not."""

import pytest
from sympy import ImmutableMatrix, Integer, Rational, Symbol, cos, exp, log, pi, sqrt
from sympy.core.basic import Basic

from checker.decide.procedure import Case
from checker.decide.relations.approximation import settle
from checker.model import Approximates, Domain, Equal, Status

x = Symbol("x", real=True)
R = Rational

CASES: dict[str, tuple[Basic, Basic, int, Status | None]] = {
    "pi": (pi, R("3.14"), 2, Status.PROVED),
    "pi, the sides exchanged": (R("3.14"), pi, 2, Status.PROVED),
    "pi, badly rounded": (pi, R("3.15"), 2, Status.REFUTED),
    "pi, more digits claimed than right": (pi, R("3.140"), 3, Status.REFUTED),
    "pi to twenty digits": (pi, R("3.14159265358979323846"), 20, Status.PROVED),
    "pi, the twentieth wrong": (pi, R("3.14159265358979323847"), 20, Status.REFUTED),
    "a root": (sqrt(2), R("1.4142"), 4, Status.PROVED),
    "a sigmoid": (1 / (1 + exp(Integer(-1))), R("0.7311"), 4, Status.PROVED),
    "a fraction": (R(2, 3), R("0.67"), 2, Status.PROVED),
    "a fraction cut off": (R(2, 3), R("0.66"), 2, Status.REFUTED),
    "a tie counts as right": (R(1, 8), R("0.13"), 2, Status.PROVED),
    "the other tie": (R(1, 8), R("0.12"), 2, Status.PROVED),
    "no digits after the point": (log(1000), Integer(7), 0, Status.PROVED),
    "rounded to hundreds": (1000 * pi, Integer(3100), -2, Status.PROVED),
    "a row of numbers": (ImmutableMatrix([[pi, sqrt(2)]]), ImmutableMatrix([[R("3.1"), R("1.4")]]), 1, Status.PROVED),
    "one of them wrong": (ImmutableMatrix([[pi, sqrt(2)]]), ImmutableMatrix([[R("3.1"), R("1.5")]]), 1, Status.REFUTED),
    "names": (x, R("0.3"), 1, None),
    "no value": (log(Integer(0)), R("0.3"), 1, None),
    "shapes that do not fit": (ImmutableMatrix([[pi, pi]]), R("3.1"), 1, None),
    "more digits than enclosures have": (pi, R("3.1"), 1000, None),
    "a tie that no enclosure settles": (cos(1) ** 2 + R(1, 200), 1 - (1 - cos(1) ** 2), 2, None),
}


@pytest.mark.parametrize("name", CASES)
def test_settles_or_leaves_alone(name: str) -> None:
    left, right, digits, status = CASES[name]
    verdict = settle(Case(Approximates(left, right, digits), Domain()))
    assert (None if verdict is None else verdict.status) is status


def test_shows_the_digits_that_tell_the_sides_apart() -> None:
    verdict = settle(Case(Approximates(R("3.14159265358979323847"), pi, 20), Domain()))
    assert verdict is not None
    assert verdict.counterexample is not None
    assert verdict.counterexample.left.startswith("3.14159265358979323847")
    assert verdict.counterexample.right.startswith("3.14159265358979323846")


def test_leaves_other_questions_alone() -> None:
    assert settle(Case(Equal(pi, R("3.14")), Domain())) is None
