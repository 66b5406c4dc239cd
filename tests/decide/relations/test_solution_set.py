"""All solutions: each stated value is one, there are no others, and what is in the domain."""

import pytest
from sympy import (
    Abs,
    Derivative,
    Integer,
    MatrixSymbol,
    Rational,
    Symbol,
    cos,
    exp,
    floor,
    log,
    pi,
    sin,
    sqrt,
    symbols,
    tan,
)
from sympy.core.basic import Basic

from checker.decide.procedure import Case
from checker.decide.relations.solution_set import settle
from checker.model import Domain, Question, SolutionSet, Solves, Status

x, y, a, b, c = symbols("x y a b c", real=True)
p = Symbol("p", positive=True)
k = Symbol("k", integer=True)
ROOT = sqrt(b**2 - 4 * a * c)


def of(residual: Basic, unknown: Basic, *values: Basic | int) -> SolutionSet:
    return SolutionSet(residual, unknown, tuple(Integer(v) if isinstance(v, int) else v for v in values))


PROVED: dict[str, tuple[Question, tuple[Basic, ...], tuple[str, ...]]] = {
    "two roots": (of(x**2 - 4, x, 2, -2), (), ()),
    "two roots of a trinomial": (of(x**2 - 5 * x + 6, x, 2, 3), (), ()),
    "a double root": (of(x**2 - 2 * x + 1, x, 1), (), ()),
    "irrational roots": (of(x**2 - 2, x, sqrt(2), -sqrt(2)), (), ()),
    "no roots": (of(x**2 + 1, x), (), ()),
    "three roots": (of(x**3 - x, x, 0, 1, -1), (), ()),
    "four roots": (of(x**4 - 5 * x**2 + 4, x, 1, -1, 2, -2), (), ()),
    "a cube root": (of(x**3 - 2, x, Integer(2) ** Rational(1, 3)), (), ()),
    "one root in the domain": (of(p**2 - 4, p, 2), (), ()),
    "one root under a condition": (of(x**2 - 4, x, 2), (x > 0,), ()),
    "one stated solution": (Solves(p**2 - 4, p, Integer(2)), (), ()),
    "the quadratic formula": (
        of(a * x**2 + b * x + c, x, (-b + ROOT) / (2 * a), (-b - ROOT) / (2 * a)), (), ("a ≠ 0",)
    ),
    "roots of a parameter": (of(x**2 - a, x, sqrt(a), -sqrt(a)), (), ()),
    "a value in the domain under a condition": (of(x - a, x, a), (x > 0,), ("a > 0",)),
    "a value that is assumed to be positive": (of(p - a, p, a), (), ("a > 0",)),
    "a likelihood": (of(a / x - b / (1 - x), x, a / (a + b)), (x > 0, x < 1, a > 0, b > 0), ()),
    "a root equation": (of(sqrt(x + 2) - x, x, 2), (), ()),
    "an absolute value": (of(Abs(x - 3) - 2, x, 1, 5), (), ()),
    "a removable pole": (of((x**2 - 1) / (x - 1), x, -1), (), ()),
    "an exponential": (of(exp(2 * x) - 3 * exp(x) + 2, x, 0, log(2)), (), ()),
    "powers of two and four": (of(4**x - 3 * 2**x + 2, x, 0, 1), (), ()),
    "a logarithm": (of(log(x) - 2, x, exp(2)), (), ()),
    "a transcendental one": (of(x * exp(x) - exp(1) + sin(x - 1), x, 1), (), ()),
    "a tangent": (of(exp(x) - 1 - x, x, 0), (), ()),
    "a rising function": (of(x + log(x) - 1, x, 1), (), ()),
    "sines in one turn": (of(sin(x), x, 0, pi), (x >= 0, x < 2 * pi), ()),
    "sines of twice the angle": (of(sin(2 * x), x, 0, pi / 2, pi, 3 * pi / 2), (x >= 0, x < 2 * pi), ()),
    "a family": (of(sin(x), x, k * pi), (), ()),
    "two families": (of(sin(x) - Rational(1, 2), x, pi / 6 + 2 * pi * k, 5 * pi / 6 + 2 * pi * k), (), ()),
    "two families, far apart": (of(cos(x), x, pi / 2 + 2 * pi * k, 7 * pi / 2 + 2 * pi * k), (), ()),
    "a family of touching roots": (of(cos(x) - 1, x, 2 * pi * k), (), ()),
    "a quadratic in a sine": (
        of(2 * sin(x) ** 2 - sin(x) - 1, x, pi / 2, 7 * pi / 6, 11 * pi / 6), (x >= 0, x < 2 * pi), ()
    ),
    "tangents in one turn": (of(tan(x) - 1, x, pi / 4, 5 * pi / 4), (x >= 0, x < 2 * pi), ()),
    "a sum of logarithms": (of(log(x) + log(x - 1) - log(2), x, 2), (), ()),
}  # fmt: skip  # a case a line reads as a table

REFUTED: dict[str, tuple[Question, tuple[Basic, ...], tuple[tuple[str, str], ...], tuple[str, str], str]] = {
    "another root": (of(x**2 - 4, x, 2), (), (("x", "-2"),), ("-2", "2"), "a solution, but not the only one"),
    "another than the one stated": (
        Solves(x**2 - 4, x, Integer(2)), (), (("x", "-2"),), ("-2", "2"), "a solution, but not the only one"
    ),
    "another irrational root": (
        of(x**2 - 2, x, sqrt(2)), (), (("x", "-sqrt(2)"),), ("-1.41421356237", "1.41421356237"), "not the only one"
    ),
    "a third root": (of(x**3 - x, x, 0, 1), (), (("x", "-1"),), ("-1", "0 or 1"), "not all of them"),
    "a root where none is said to be": (of(x**2 - 1, x), (), (("x", "1"),), ("1", "no solution"), "there is one"),
    "no root": (of(x**2 - 4, x, 2, 3), (), (("x", "3"),), ("5", "0"), "x = 3 does not solve it"),
    "a root gained by squaring": (of(sqrt(x + 2) - x, x, 2, -1), (), (("x", "-1"),), ("2", "0"), "does not solve it"),
    "no value there": (
        of(log(x) + log(x - 1) - log(2), x, 2, -1), (), (("x", "-1"),), ("-1", "0"), "a value only where x > 0"
    ),
    "a pole": (of((x**2 - 1) / (x - 1), x, -1, 1), (), (("x", "1"),), ("0", "0"), "a value only where x - 1 ≠ 0"),
    "outside the domain": (of(p**2 - 4, p, 2, -2), (), (("p", "-2"),), ("-2", "0"), "not in the domain, where p > 0"),
    "outside a condition": (of(x**2 - 4, x, 2, -2), (x > 0,), (("x", "-2"),), ("-2", "0"), "not in the domain"),
    "an exponential's other root": (
        of(exp(2 * x) - 3 * exp(x) + 2, x, 0), (), (("x", "log(2)"),), ("0.693147180560", "0"), "not the only one"
    ),
    "an angle missing": (
        of(2 * sin(x) ** 2 - sin(x) - 1, x, pi / 2, 7 * pi / 6), (x >= 0, x < 2 * pi),
        (("x", "11*pi/6"),), ("5.75958653158", "1.57079632679 or 3.66519142919"), "not all of them",
    ),
    "the other end of a closed turn": (
        of(sin(x), x, 0, pi), (x >= 0, x <= 2 * pi), (("x", "2*pi"),), ("6.28318530718", "0 or 3.14159265359"),
        "not all of them",
    ),
    "a value that is nowhere in the domain, and solves nothing": (
        of(x**2 - 2 * a * x + a**2 - p**2, x, a - 2 * p), (x > a,), (("a", "4"), ("p", "1"), ("x", "2")), ("3", "0"),
        "does not solve it",
    ),
    "an angle of many": (of(sin(x), x, 0), (), (("x", "pi"),), ("3.14159265359", "0"), "not the only one"),
}  # fmt: skip  # a case a line reads as a table

DECLINED: dict[str, Question] = {
    "a head without rule": of(x + floor(x) - 4, x, 2),
    "a derivative where there is none": of(Derivative(Abs(x), x), x),
    "a derivative of what has no value": of(Derivative(log(x), x) + 1, x, -1),
    "an unknown that does not occur": of(y**2 - 1, x, 1),
    "a value that holds the unknown": of(x**2 - x, x, x),
    "an unknown that is a matrix": Solves(MatrixSymbol("X", 2, 2), MatrixSymbol("X", 2, 2), MatrixSymbol("B", 2, 2)),
    "no bound on where it runs": of(x * exp(x) + cos(3 * x) - exp(1) - cos(3), x, 1),
    "a family over half the integers": of(sin(x), x, Symbol("n", integer=True, positive=True) * pi),
    "a family of a positive unknown": of(sin(p), p, k * pi),
    "a family of too few": of(sin(x), x, 2 * k * pi),
    "a family that is none": of(sin(x), x, k * pi / 2),
    "a family without a period": of(sin(x) + x, x, k * pi),
}


@pytest.mark.parametrize("name", PROVED)
def test_proves(name: str) -> None:
    question, domain, conditions = PROVED[name]
    verdict = settle(Case(question, Domain(domain)))
    assert verdict is not None
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)


@pytest.mark.parametrize("name", REFUTED)
def test_refutes(name: str) -> None:
    question, domain, point, sides, told = REFUTED[name]
    verdict = settle(Case(question, Domain(domain)))
    assert verdict is not None
    assert verdict.counterexample is not None
    seen = verdict.counterexample
    assert (verdict.status, seen.point, (seen.left, seen.right)) == (Status.REFUTED, point, sides)
    assert told in verdict.because


@pytest.mark.parametrize("name", DECLINED)
def test_leaves_alone(name: str) -> None:
    assert settle(Case(DECLINED[name], Domain())) is None


def test_proves_nothing_of_a_domain_without_a_point() -> None:
    assert settle(Case(of(x**2 + 1, x), Domain((x > 1, x < 0)))) is None


def test_an_odd_root_of_a_negative_number_is_left_to_its_reader() -> None:
    assert settle(Case(of(x ** Rational(1, 3) + 2, x), Domain())) is None


def test_a_whole_number_is_not_solved_by_a_half() -> None:
    verdict = settle(Case(of(2 * k - 1, k, Rational(1, 2)), Domain()))
    assert verdict is None or verdict.status is Status.REFUTED


def test_a_value_that_is_nowhere_in_the_domain_but_solves_the_equation_is_left_alone() -> None:
    assert settle(Case(of(x**2 - p**2, x, -p), Domain((x > 0,)))) is None
