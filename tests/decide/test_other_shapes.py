"""Claims in shapes of their own: half angles, nested sums, substitutions; and what fails near them."""

import pytest
from sympy import (
    Abs,
    And,
    Derivative,
    Eq,
    Function,
    Ge,
    Gt,
    IndexedBase,
    Integral,
    Le,
    Lt,
    Ne,
    Rational,
    Sum,
    asin,
    atan,
    atan2,
    binomial,
    cos,
    log,
    pi,
    sign,
    sin,
    sqrt,
    symbols,
    tan,
)
from sympy.core.basic import Basic

from checker.decide import decide
from checker.model import Domain, Equal, Equivalent, Goal, Holds, Question, Status

x, y, a, mu = symbols("x y a mu", real=True)
s = symbols("s", positive=True)
n, m, k, i, j = symbols("n m k i j", integer=True, positive=True)
f = Function("f", real=True)
data = IndexedBase("d", real=True)
zero = x - x


def over(term: Basic) -> Basic:
    return Sum(term, (i, 1, n))


HARMONIC = Sum(Sum(1 / k, (k, 1, j)), (j, 1, n))
UNIT = (Gt(x, -1), Lt(x, 1))
SLOPED = Derivative(Integral(f(y) * (x - y), (y, 0, x)), (x, 2))

PROVED: dict[str, tuple[Question, tuple[Basic, ...], tuple[str, ...]]] = {
    "half an arcsine": (Equal(tan(asin(x) / 2), x / (1 + sqrt(1 - x**2))), UNIT, ()),
    "half an arctangent": (Equal(tan(atan(x) / 2), x / (1 + sqrt(1 + x**2))), (), ()),
    "the slope of an angle": (Equal(Derivative(atan2(y, x), x), -y / (x**2 + y**2)), (Gt(x, 0),), ()),
    "a short sum": (Equal(Sum(binomial(n, k) * binomial(m, 2 - k), (k, 0, 2)), binomial(n + m, 2)), (), ()),
    "a sum of sums": (Equal(HARMONIC, (n + 1) * Sum(1 / k, (k, 1, n)) - n), (), ()),
    "orthogonal waves": (Equal(Integral(sin(n * x) * sin(m * x), (x, 0, pi)), zero), (Ne(n, m),), ()),
    "u beside u′": (Equal(Integral(x * f(x**2), (x, 0, s)), Integral(f(x), (x, 0, s**2)) / 2), (), ()),
    "u that comes back": (Equal(Integral(cos(x) * f(sin(x)), (x, 0, pi)), zero), (), ()),
    "two slopes of an integral": (Equal(SLOPED, f(x)), (Gt(x, 0),), ()),
    "a corner of what is not varied": (Equal(Derivative(x * over(Abs(data[i])), x), over(Abs(data[i]))), (), ()),
    "a sum of corners": (
        Equal(Derivative(over(Abs(data[i] - mu)), mu), -over(sign(data[i] - mu))),
        (),
        ("−d_i + mu ≠ 0",),
    ),
    "a nested logarithm": (Equal(Derivative(log(log(log(x))), x), 1 / (x * log(x) * log(log(x)))), (Gt(x, 3),), ()),
    "a Lipschitz bound": (Holds(Le(Abs(sin(x) - sin(y)), Abs(x - y))), (), ()),
    "an end that is left out": (Equivalent(Le((x - 1) / (x + 2), 0), And(Gt(x, -2), Le(x, 1))), (), ()),
    "a score": (Equivalent(Eq(-2 * over(data[i] - a), 0), Eq(a, over(data[i]) / n)), (), ()),
}

REFUTED: dict[str, tuple[Question, tuple[Basic, ...]]] = {
    "the slope of an angle": (Equal(Derivative(atan2(y, x), x), y / (x**2 + y**2)), (Gt(x, 0), Gt(y, 0))),
    "a sum of corners": (Equal(Derivative(over(Abs(data[i] - mu)), mu), over(sign(data[i] - mu))), ()),
    "a sum of signs": (Equal(over(sign(data[i]) ** 2), n), ()),
    "too small a bound": (Holds(Le(Abs(sin(x) - sin(y)), Abs(x - y) / 2)), ()),
    "no bound at 0": (Holds(Le(Abs(sqrt(x) - sqrt(y)), Abs(x - y) / 2)), (Ge(x, 0), Ge(y, 0))),
    "an end without a value": (Equivalent(Le((x - 1) / (x + 2), 0), And(Ge(x, -2), Le(x, 1))), ()),
    "a score": (Equivalent(Eq(-2 * over(data[i] - a), 0), Eq(a, over(data[i]))), ()),
}

NOT_PROVED: dict[str, tuple[Question, tuple[Basic, ...]]] = {
    "u without a value inside": (Equal(Integral(f(1 / x) / x**2, (x, -1, 1)), Integral(f(x), (x, -1, 1))), ()),
    "a nested logarithm of less": (
        Equal(Derivative(log(log(log(x))), x), 1 / (x * log(x) * log(log(x)))),
        (Gt(x, Rational(1, 2)),),
    ),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved(name: str) -> None:
    question, domain, conditions = PROVED[name]
    found = decide(Goal(question, (), Domain(domain)))
    assert (found.status, found.conditions) == (Status.PROVED, conditions)


@pytest.mark.parametrize("name", REFUTED)
def test_refuted(name: str) -> None:
    question, domain = REFUTED[name]
    assert decide(Goal(question, (), Domain(domain))).status is Status.REFUTED


@pytest.mark.parametrize("name", NOT_PROVED)
def test_not_proved_without_a_condition(name: str) -> None:
    question, domain = NOT_PROVED[name]
    found = decide(Goal(question, (), Domain(domain)))
    assert found.status is not Status.PROVED or found.conditions
