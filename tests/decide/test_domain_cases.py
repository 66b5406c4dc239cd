"""Domains of cases, and places found for premises: what they settle, and what they must leave alone."""

from __future__ import annotations

import pytest
from sympy import And, Eq, IndexedBase, Or, Sum, Symbol, exp, log, symbols
from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.decide.dispatch import decide
from checker.model import Domain, Equal, Goal, Implies, Question, Status
from checker.objects import Statistic

P, R, U = Status.PROVED, Status.REFUTED, Status.UNDECIDED
a, c, g, x, y, z, mu = symbols("a c gamma x y z mu", real=True)
n, i = Symbol("n", integer=True, positive=True), Symbol("i", integer=True)
data = IndexedBase("x", real=True)
total, squares = Sum(data[i], (i, 1, n)), Sum((data[i] - mu) ** 2, (i, 1, n))
mean = Statistic(Str("E"), Str("X"))
binary = Or(Eq(y, 0), Eq(y, 1))


def equation(left: Basic, right: Basic) -> Basic:
    return Eq(left, right, evaluate=False)


CASES: tuple[tuple[str, Question, Domain, Status], ...] = (
    ("y² = y for y in {0, 1}", Equal(y**2, y), Domain((binary,)), P),
    ("y² = 2y fails at y = 1", Equal(y**2, 2 * y), Domain((binary,)), R),
    ("what holds anywhere holds there", Equal(x * (y + 1), x * y + x), Domain((binary,)), P),
    ("log y = log y has no value at 0", Equal(log(y), 2 * log(y)), Domain((binary,)), U),
    ("two names of two values", Equal((x - y) ** 2, x + y - 2 * x * y), Domain((binary, binary.subs(y, x))), P),
    (
        "a rational point of the circle",
        Implies(And(equation(x**2 + y**2, 25), equation(z, -x / y), evaluate=False), equation(z, x / y)),
        Domain(),
        R,
    ),
    (
        "exponents first",
        Implies(And(equation(x * a**g, c), equation(x * y, 3 * a), evaluate=False), equation(x, y)),
        Domain((a > 0, c > 0)),
        R,
    ),
    ("by an equation of the domain", Equal(x**2 + y**2, 1 - 2 * x * y), Domain((equation(x + y, 1),)), P),
    ("a name solved for", Equal(exp(x) * exp(y), exp(1)), Domain((equation(x + y, 1),)), P),
    (
        "a name solved for, of one sign",
        Equal(log(x) + log(2 - x), log(x * y)),
        Domain((equation(x + y, 2), x > 0, y > 0)),
        P,
    ),
    ("not by it", Equal(x**2 + y**2, x**0), Domain((equation(x + y, 1),)), R),
    ("no point, no answer", Implies(And(equation(x, 1), equation(x, 2), evaluate=False), equation(y, 3)), Domain(), P),
    ("a sum of data may be anything", Implies(equation(total / x, n * x), equation(x, total / n)), Domain((x > 0,)), R),
    ("of squares too", Implies(equation(n / x, squares / x**2), equation(x**2, squares / n)), Domain((x > 0,)), R),
    ("but never negative", Implies(equation(x, squares), x >= 0), Domain(), P),
    ("an expectation says nothing of the rest", Implies(equation(mean, mu), equation(exp(a), a + 1)), Domain(), R),
    ("nor is one refuted", Implies(equation(mean, mu), equation(mean, 2 * mu)), Domain(), U),
)


@pytest.mark.parametrize(
    ("question", "domain", "status"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_status(question: Question, domain: Domain, status: Status) -> None:
    verdict = decide(Goal(question, (), domain))
    assert verdict.status is status
    if status is Status.REFUTED:
        assert verdict.counterexample is not None
