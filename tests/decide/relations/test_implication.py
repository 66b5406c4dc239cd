"""Implications and equivalences: roots gained and lost, factors that may be zero, systems, vacuous premises."""

import pytest
from sympy import (
    Abs,
    And,
    Derivative,
    Eq,
    Function,
    Ne,
    Or,
    Rational,
    Sum,
    Symbol,
    acos,
    asin,
    atan,
    cos,
    exp,
    floor,
    gamma,
    log,
    pi,
    sin,
    sqrt,
    symbols,
    true,
)
from sympy.core.basic import Basic

from checker.decide.procedure import Case
from checker.decide.relations.implication import settle
from checker.model import Domain, Equivalent, Implies, Question, SameRoots, Status, Verdict

x, y, a, b, c = symbols("x y a b c", real=True)
p = Symbol("p", positive=True)
k = Symbol("k", integer=True)
f = Function("f")


def eq(left: Basic, right: object) -> Basic:
    """An equation that SymPy leaves as it is."""
    return Eq(left, right, evaluate=False)


def settled(question: Question, *conditions: Basic) -> Verdict | None:
    return settle(Case(question, Domain(conditions)))


ROOT = sqrt(b**2 - 4 * a * c)
QUADRATIC = eq(a * x**2 + b * x + c, 0)
FORMULA = Or(eq(x, (-b + ROOT) / (2 * a)), eq(x, (-b - ROOT) / (2 * a)))

PROVED: dict[str, tuple[Question, tuple[Basic, ...], tuple[str, ...]]] = {
    "a linear equation": (Equivalent(eq(2 * x + 4, 6), eq(x, 1)), (), ()),
    "a root squared": (Implies(eq(x, 2), eq(x**2, 4)), (), ()),
    "both roots": (Equivalent(eq(x**2, 4), Or(eq(x, 2), eq(x, -2))), (), ()),
    "both irrational roots": (Equivalent(eq(x**2, 2), Or(eq(x, sqrt(2)), eq(x, -sqrt(2)))), (), ()),
    "the positive root": (Equivalent(eq(p**2, 2), eq(p, sqrt(2))), (), ()),
    "a real cube root": (Equivalent(eq(x**3, 8), eq(x, 2)), (), ()),
    "divided by what is not zero": (Equivalent(eq(a * x, a * y), eq(x, y)), (Ne(a, 0),), ()),
    "divided by what may be zero": (Implies(eq(a * x, b), eq(x, b / a)), (), ("a ≠ 0",)),
    "the quadratic formula": (Equivalent(QUADRATIC, FORMULA), (), ("a ≠ 0",)),
    "a reciprocal": (Equivalent(eq(1 / x, 2), eq(x, Rational(1, 2))), (), ()),
    "a root equation": (Equivalent(eq(sqrt(x + 2), x), eq(x, 2)), (), ()),
    "a logarithm taken": (Equivalent(eq(exp(x), 5), eq(x, log(5))), (), ()),
    "an exponential taken": (Equivalent(eq(log(x), 2), eq(x, exp(2))), (), ()),
    "a power of two": (Equivalent(eq(2**x, 8), eq(x, 3)), (), ()),
    "exponentials compared": (Equivalent(exp(x) < exp(y), x < y), (), ()),
    "logarithms compared": (Equivalent(log(x) < log(y), x < y), (x > 0, y > 0), ()),
    "logarithms need a positive argument": (Implies(x < y, log(x) < log(y)), (), ("x > 0",)),
    "a linear system": (Equivalent(And(eq(x + y, 3), eq(x - y, 1)), And(eq(x, 2), eq(y, 1))), (), ()),
    "a factor is zero": (Equivalent(eq(x * y, 0), Or(eq(x, 0), eq(y, 0))), (), ()),
    "an inequality turned around": (Equivalent(-2 * x < 6, x > -3), (), ()),
    "a quadratic inequality": (Equivalent(x**2 > 4, Or(x > 2, x < -2)), (), ()),
    "a bound on |x|": (Equivalent(Abs(x) < 3, And(x > -3, x < 3)), (), ()),
    "a reciprocal below 1": (Equivalent(1 / x < 1, Or(x > 1, x < 0)), (), ()),
    "squares of what is not negative": (Equivalent(eq(x**2, y**2), eq(x, y)), (x >= 0, y >= 0), ()),
    "a sine of 1": (Implies(eq(sin(x), 1), eq(cos(x), 0)), (), ()),
    "an angle needs a value": (Implies(eq(x, y), cos(sqrt(x)) <= 2), (), ("x ≥ 0",)),
    "a floor": (Implies(eq(floor(x), 2), x < 10), (), ()),
    "logarithms added": (Equivalent(eq(log(x) + log(x + 3), log(10)), eq(x, 2)), (), ()),
    "logarithms subtracted": (Equivalent(eq(log(x) - log(x - 3), log(4)), eq(x, 4)), (), ()),
    "a base below 1": (Equivalent(Rational(1, 2) ** x > Rational(1, 8), x < 3), (), ()),
    "arctangents compared": (Equivalent(x < y, atan(x) < atan(y)), (), ()),
    "a value granted to a derivative": (
        Implies(eq(x, 2), eq(Derivative(log(x), x), Rational(1, 2))), (x > 0,), ()
    ),
    "values of a function at numbers": (Implies(And(eq(f(2), 1), eq(f(4), 3 * f(2))), eq(f(4), 3)), (), ()),
    "an opaque function": (Implies(eq(f(x), 2), eq(f(x) ** 2, 4)), (), ()),
    "the same roots, doubled": (SameRoots(x**2 - 2 * x + 1, x - 1), (), ()),
    "a root that the domain excludes": (
        Equivalent(eq((x**2 - 1) / (x - 1), 0), Or(eq(x, 1), eq(x, -1))), (Ne(x, 1),), ()
    ),
    "a root among two that needs a divisor": (
        Equivalent(eq(a * x**2, b * x), Or(eq(x, 0), eq(x, b / a))), (), ("a ≠ 0",)
    ),
    "a line of a solution, and a root without value in the next": (
        SameRoots(x**2 - 1, (x**2 - 1) / (x - 1)), (), ("−1 + x ≠ 0",)
    ),
    "a parameter divided by": (Equivalent(eq(a**2 * x, a * b), eq(a * x, b * a / a)), (Ne(a, 0),), ()),
    "an arc sine": (Equivalent(eq(asin(x), pi / 6), eq(x, Rational(1, 2))), (), ()),
    "an arc cosine": (Equivalent(eq(acos(x), pi / 3), eq(x, Rational(1, 2))), (), ()),
    "an arc tangent": (Equivalent(eq(atan(2 * x + 1), pi / 3), eq(x, (sqrt(3) - 1) / 2)), (), ()),
    "arc cosines fall": (Equivalent(acos(x) < pi / 2, And(x > 0, x <= 1)), (), ()),
    "a disjunct without value": (
        Implies(Or(x > 0, eq(sqrt(y), 2)), Or(eq(y, 4), x > 0)), (), ()
    ),
}  # fmt: skip  # a case a line reads as a table

At = tuple[tuple[str, str], ...]
REFUTED: dict[str, tuple[Question, tuple[Basic, ...], At, tuple[str, str], str]] = {
    "divided by zero": (Equivalent(eq(x**2, x), eq(x, 1)), (), (("x", "0"),), ("0", "1"), "⇐ holds"),
    "the converse of squaring": (Equivalent(eq(x, 2), eq(x**2, 4)), (), (("x", "-2"),), ("-2", "2"), "⇒ holds"),
    "an implication of it": (Implies(eq(x**2, 4), eq(x, 2)), (), (("x", "-2"),), ("-2", "2"), ""),
    "no root is negative": (
        Equivalent(eq(sqrt(x), -2), eq(x, 4)), (), (("x", "4"),), ("2", "-2"), "⇒ holds vacuously"
    ),
    "a root gained by squaring": (
        Equivalent(eq(sqrt(x + 2), x), Or(eq(x, 2), eq(x, -1))), (), (("x", "-1"),), ("1", "-1"), "⇒ holds"
    ),
    "an irrational root lost": (
        Equivalent(eq(x**2, 2), eq(x, sqrt(2))), (), (("x", "-sqrt(2)"),), ("-1.41421356237", "1.41421356237"),
        "⇐ holds",
    ),
    "a sign not turned": (
        Equivalent(-2 * x < 6, x < -3), (), (("x", "0"),), ("0", "-3"), "⇐ fails too, at x = -4"
    ),
    "a factor forgotten": (
        Implies(eq(x * y, 0), eq(x, 0)), (), (("x", "1"), ("y", "0")), ("1", "0"), ""
    ),
    "a half of an inequality": (Equivalent(x**2 > 4, x > 2), (), (("x", "-3"),), ("-3", "2"), "⇐ holds"),
    "what a whole part leaves open": (
        Implies(eq(floor(x), 2), x < Rational(29, 10)), (), (("x", "29/10"),), ("29/10", "29/10"), ""
    ),
    "an end point": (Implies(x > 1, x > 2), (), (("x", "2"),), ("2", "2"), ""),
    "a system solved wrongly": (
        Implies(And(eq(x + y, 3), eq(x - y, 1)), And(eq(x, 1), eq(y, 2))), (),
        (("x", "2"), ("y", "1")), ("2", "1"), "",
    ),
    "angles beyond the first": (Implies(eq(sin(x), 0), eq(x, 0)), (), (("x", "pi"),), ("3.14159265359", "0"), ""),
    "no value there": (Implies(eq(x, 0), eq(1 / x, 5)), (), (("x", "0"),), ("0", "0"), "a value only where x ≠ 0"),
    "a root gained where a fraction has no value": (
        Equivalent(eq((x**2 - 1) / (x - 1), 0), Or(eq(x, 1), eq(x, -1))), (), (("x", "1"),), ("0", "0"), "⇒ holds"
    ),
    "a root gained where a logarithm has no value": (
        Equivalent(eq(log(x) + log(x - 3), log(4)), Or(eq(x, 4), eq(x, -1))), (), (("x", "-1"),), ("-1", "0"),
        "⇒ holds",
    ),
    "a factor of an equation where a fraction has no value": (
        Equivalent(eq((x**2 - 1) / (x - 1), 0), eq(x**2, 1)), (), (("x", "1"),), ("0", "0"), "⇒ holds"
    ),
    "a function that takes a value twice": (
        Implies(eq(f(x), f(y)), eq(x, y)), (), (("x", "0"), ("y", "1"), ("f", "t ↦ 0")), ("0", "1"), "f: t ↦ 0"
    ),
    "a function known by its derivative": (
        Implies(eq(Derivative(f(x), x), 2 * x), eq(f(x), x**2)), (), (("x", "0"), ("f", "t ↦ t**2 + 1")), ("1", "0"),
        "f: t ↦ t**2 + 1",
    ),
    "a function that does not rise": (
        Implies(x > y, f(x) > f(y)), (), (("x", "1"), ("y", "0"), ("f", "t ↦ 0")), ("0", "0"), "f: t ↦ 0"
    ),
    "values of a function at numbers": (
        Implies(And(eq(f(2), 1), eq(f(4), 3 * f(2))), eq(f(4), 4)), (), (("f(2)", "1"), ("f(4)", "3")), ("3", "4"),
        "f(2) = 1",
    ),
    "a sine is no arc sine": (
        Equivalent(eq(sin(x), Rational(1, 2)), eq(x, pi / 6)), (), (("x", "5*pi/6"),),
        ("2.61799387799", "0.523598775598"), "⇐ holds",
    ),
    "an arc sine with another's value": (
        Equivalent(eq(asin(x), pi / 6), eq(x, sqrt(3) / 2)), (), (("x", "1/2"),), ("1/2", "0.866025403784"), "⇐ fails",
    ),
    "a root of one only": (SameRoots(x**2 - 1, x - 1), (), (("x", "-1"),), ("-2", "0"), "⇐ holds"),
}  # fmt: skip  # a case a line reads as a table

DECLINED: dict[str, Question] = {
    "heads that have no rule": Implies(eq(gamma(x), 2), x < 10),
    "an irrational root of degree five": Implies(eq(x**5 - x - 1, 0), x > Rational(6, 5)),
    "what is no relation": Implies(x, y),
    "a derivative where there is none": Implies(eq(x, 0), eq(Derivative(Abs(x), x), 0)),
    "a derivative of what has no value": Implies(eq(x, -2), eq(Derivative(log(x), x), Rational(-1, 2))),
    # false at x = 1/2 for f(t) = t, but true where the premise is meant for every x
    "a derivative taken of what may hold everywhere": Implies(
        eq(Derivative(f(x), x), 2 * x), eq(Derivative(f(x), x, x), 2)
    ),
    "a factor of what may vanish everywhere": Implies(eq(f(x) * Derivative(f(x), x), 0), eq(Derivative(f(x), x), 0)),
    "a value at a number of what may hold everywhere": Implies(eq(f(x), f(2)), eq(f(3), f(2))),
    "a value elsewhere of what may hold everywhere": Implies(eq(f(x), x**2), eq(f(2 * x), 4 * x**2)),
    "a function of what is summed": Implies(eq(Sum(f(k), (k, 1, 3)), 0), eq(f(x), 0)),
    "no premise": Implies(true, eq(x, x)),
}


@pytest.mark.parametrize("name", PROVED)
def test_proves(name: str) -> None:
    question, domain, conditions = PROVED[name]
    verdict = settled(question, *domain)
    assert verdict is not None
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)
    assert "vacuous" not in verdict.because


@pytest.mark.parametrize("name", REFUTED)
def test_refutes_at_an_exact_point(name: str) -> None:
    question, domain, point, sides, told = REFUTED[name]
    verdict = settled(question, *domain)
    assert verdict is not None
    assert verdict.counterexample is not None
    seen = verdict.counterexample
    assert (verdict.status, seen.point, (seen.left, seen.right)) == (Status.REFUTED, point, sides)
    assert told in verdict.because


@pytest.mark.parametrize("name", DECLINED)
def test_leaves_alone(name: str) -> None:
    assert settled(DECLINED[name]) is None


@pytest.mark.parametrize(
    "premise", [eq(asin(x), 2), eq(sqrt(x), -2), eq(x**2, -1), And(x > 2, x < 1), eq(exp(x), 0), sin(x) > 1]
)
def test_says_that_a_premise_never_holds(premise: Basic) -> None:
    verdict = settled(Implies(premise, eq(x, 7)))
    assert verdict is not None
    assert verdict.status is Status.PROVED
    assert verdict.because.startswith("vacuous")


def test_proves_nothing_of_a_domain_without_a_point() -> None:
    assert settled(Implies(eq(x, 1), eq(x, 2)), x > 1, x < 0) is None


def test_an_odd_root_of_a_negative_number_is_left_to_its_reader() -> None:
    assert settled(Equivalent(eq(x ** Rational(1, 3), -2), eq(x, -8))) is None


def test_a_law_says_nothing_where_what_it_speaks_of_has_no_value() -> None:
    verdict = settled(Implies(Or(eq(x, 0), exp(1 / x) > exp(y)), Or(eq(y, 0), Ne(x, 0))))
    assert verdict is None or verdict.status is not Status.PROVED


def test_names_z3_and_what_was_asserted() -> None:
    verdict = settled(Implies(And(x > 1, y > 1), x * y > 1))
    assert verdict is not None
    assert verdict.certificate is not None
    assert "z3" in verdict.certificate.argument
    assert {"((-1 + x > 0) and (-1 + y > 0))", "not (-1 + x*y > 0)"} == {*verdict.certificate.steps}


def test_integers_are_tried_as_integers_only() -> None:
    assert settled(Implies(eq(2 * k, 1), eq(k, 5))) is None


def test_an_exact_constant_is_a_point_of_the_domain_only_if_it_certainly_is() -> None:
    verdict = settled(Implies(eq(cos(x), 0), eq(x, pi / 2)), x >= 0, x <= 3)
    assert verdict is None or verdict.status is Status.PROVED
