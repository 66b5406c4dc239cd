"""Inequalities on the whole domain: by signs, by real arithmetic, by derivatives, and at what point they fail."""

from functools import partial

import pytest
from sympy import (
    Abs,
    And,
    E,
    IndexedBase,
    Max,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    atan,
    cos,
    cosh,
    exp,
    factorial,
    floor,
    gamma,
    log,
    pi,
    sign,
    sin,
    sqrt,
    symbols,
    tanh,
)
from sympy.core.basic import Basic
from sympy.core.relational import GreaterThan, LessThan, StrictGreaterThan, StrictLessThan, Unequality

from checker.decide.procedure import Case
from checker.decide.relations.inequality import settle
from checker.model import Domain, Equal, Holds, Status, Verdict

x, y, z, a, b, c = symbols("x y z a b c", real=True)
p, q, r = symbols("p q r", positive=True)
m, n = symbols("m n", integer=True, positive=True)
i = Symbol("i", integer=True)
u, v = IndexedBase("u", real=True), IndexedBase("v", real=True)
# SymPy is to leave every relation as it is written, so that what is asked is decided here
Ge, Gt, Le, Lt, Ne = (
    partial(relation, evaluate=False)
    for relation in (GreaterThan, StrictGreaterThan, LessThan, StrictLessThan, Unequality)
)
SIGMOID = 1 / (1 + exp(-x))


def settled(relation: Basic, *conditions: Basic) -> Verdict | None:
    return settle(Case(Holds(relation), Domain(conditions)))


PROVED: dict[str, tuple[Basic, tuple[Basic, ...], tuple[str, ...]]] = {
    "a square": (Ge((x - y) ** 2, 0), (), ()),
    "a square and 1": (Gt(x**2 + 1, 0), (), ()),
    "a sum of squares": (Ge(Sum(u[i] ** 2, (i, 1, m)), 0), (), ()),
    "two means": (Ge((p + q) / 2, sqrt(p * q)), (), ()),
    "three means": (Ge(p**3 + q**3 + r**3, 3 * p * q * r), (), ()),
    "Cauchy and Schwarz": (Le((a * x + b * y) ** 2, (a**2 + b**2) * (x**2 + y**2)), (), ()),
    "Cauchy and Schwarz, three terms": (
        Le((a * x + b * y + c * z) ** 2, (a**2 + b**2 + c**2) * (x**2 + y**2 + z**2)), (), ()
    ),
    "Schur": (Ge(p * (p - q) * (p - r) + q * (q - p) * (q - r) + r * (r - p) * (r - q), 0), (), ()),
    "the triangle": (Le(Abs(x + y), Abs(x) + Abs(y)), (), ()),
    "a number and its reciprocal": (Ge(p + 1 / p, 2), (), ()),
    "a divisor": (Gt(1 / x**2, 0), (), ("x ≠ 0",)),
    "a root": (Ge(sqrt(x), 0), (), ("x ≥ 0",)),
    "roots beside a root": (Lt(sqrt(x + 1) - sqrt(x), 1 + 1 / sqrt(x)), (), ("x > 0",)),
    "log below its tangent": (Le(log(x), x - 1), (), ("x > 0",)),
    "log below its tangent, the domain given": (Le(log(p), p - 1), (), ()),
    "exp above its tangent": (Ge(exp(x), 1 + x), (), ()),
    "exp above another tangent": (Ge(exp(x), E * x), (), ()),
    "exp above x": (Gt(exp(x), x), (), ()),
    "sine below x": (Le(sin(x), x), (x >= 0,), ()),
    "sine strictly below x": (Lt(sin(x), x), (x > 0,), ()),
    "sine above its cubic": (Ge(sin(x), x - x**3 / 6), (x >= 0,), ()),
    "cosine above its parabola": (Ge(cos(x), 1 - x**2 / 2), (), ()),
    "log above a quotient": (Gt(log(1 + x), x / (1 + x)), (x > 0,), ()),
    "entropy": (Ge(x * log(x), x - 1), (), ("x > 0",)),
    "Bernoulli": (Ge((1 + x) ** 3, 1 + 3 * x), (x >= -1,), ()),
    "atan": (Le(atan(x), x), (x >= 0,), ()),
    "tanh": (Le(tanh(x), x), (x >= 0,), ()),
    "cosh": (Ge(cosh(x), 1), (), ()),
    "sine and cosine": (Le(sin(x) + cos(x), sqrt(2)), (), ()),
    "sigmoid between 0 and 1": (And(Lt(0, SIGMOID), Lt(SIGMOID, 1)), (), ()),
    "the steepest sigmoid": (Le(SIGMOID * (1 - SIGMOID), Rational(1, 4)), (), ()),
    "two to the n": (Gt(2**n, n), (), ()),
    "constants": (Lt(log(2), 1), (), ()),
    "a whole part": (Le(floor(x), x), (), ()),
    "a whole part and 1": (Lt(x, floor(x) + 1), (), ()),
    "a sign": (Le(sign(x), 1), (), ()),
    "constants that are close": (Gt(exp(pi), pi**E), (), ()),
    "Bernoulli, by induction": (Ge((1 + x) ** n, 1 + n * x), (x >= -1,), ()),
    "factorials, by induction": (Ge(factorial(n), 2 ** (n - 1)), (), ()),
    "never equal": (Ne(x, x + 1), (), ()),
    "two names and a logarithm": (Le(log(p) + log(q), p + q), (), ()),
    "Jensen, a concave logarithm": (Ge(log((p + q) / 2), (log(p) + log(q)) / 2), (), ()),
    "Jensen, weights": (Le(exp(a * x + (1 - a) * y), a * exp(x) + (1 - a) * exp(y)), (a >= 0, a <= 1), ()),
    "a divergence": (Ge(p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)), 0), (p < 1, q < 1), ()),
    "the greatest entropy": (Le(-p * log(p) - (1 - p) * log(1 - p), log(2)), (p < 1,), ()),
    "a variance": (Ge(Sum(u[i] ** 2, (i, 1, m)) / m, (Sum(u[i], (i, 1, m)) / m) ** 2), (), ()),
    "Cauchy and Schwarz, data": (
        Le(Sum(u[i] * v[i], (i, 1, m)) ** 2, Sum(u[i] ** 2, (i, 1, m)) * Sum(v[i] ** 2, (i, 1, m))), (), ()
    ),
    "the triangle, data": (Le(Abs(Sum(u[i], (i, 1, m))), Sum(Abs(u[i]), (i, 1, m))), (), ()),
    "softplus above its corner": (Ge(log(1 + exp(x)), Max(x, 0)), (), ()),
    "log-sum-exp above the greatest": (Ge(log(exp(x) + exp(y)), Max(x, y)), (), ()),
    "cases": (Ge(Piecewise((x**2 / 2, Abs(x) <= 1), (Abs(x) - Rational(1, 2), True)), 0), (), ()),
    "a chord of the sine": (Ge(sin(x), 2 * x / pi), (x >= 0, x <= pi / 2), ()),
    "box by box": (Gt(x * sin(x) + 2, 0), (x >= -3, x <= 3), ()),
    "touching twice": (Ge(1 - cos(2 * x), 0), (x >= 0, x <= pi), ()),
}  # fmt: skip  # a case a line reads as a table

REFUTED: dict[str, tuple[Basic, tuple[Basic, ...], tuple[tuple[str, str], ...], tuple[str, str] | None]] = {
    "strict where it touches": (Gt(x**2 + y**2, 2 * x * y), (), (("x", "1"), ("y", "1")), ("2", "2")),
    "a divergence that vanishes": (
        Gt(x * log(x / y) + (1 - x) * log((1 - x) / (1 - y)), 0), (x > 0, x < 1, y > 0, y < 1),
        (("x", "1/2"), ("y", "1/2")), ("0", "0"),
    ),
    "exp at its tangent": (Gt(exp(x), 1 + x), (), (("x", "0"),), ("1", "1")),
    "log at its tangent": (Lt(log(p), p - 1), (), (("p", "1"),), ("0", "0")),
    "a narrow gap": (Ge(x**2 - Rational(101, 100) * x + Rational(1, 4), 0), (), (("x", "1/2"),), ("-1/200", "0")),
    "Bernoulli too far": (Ge((1 + x) ** 3, 1 + 3 * x), (x >= -4,), (("x", "-7/2"),), ("-125/8", "-19/2")),
    "sine on the left": (Le(sin(x), x), (), (("x", "-pi"),), ("0", "-3.14159265359")),
    "across a pole": (Ge(1 / x**2 + 2 * x, 3), (), (("x", "-1"),), ("-1", "3")),
    "constants": (Lt(pi, 3), (), (), ("3.14159265359", "3")),
    "an irrational point": (Ne(x**2, 2), (), (("x", "-sqrt(2)"),), ("2", "2")),
    "between the ends": (Gt(x * sin(5 * x) + 2, 0), (x >= -3, x <= 3), (("x", "-23/10"),), None),
    "Jensen turned around": (
        Ge(exp((x + y) / 2), (exp(x) + exp(y)) / 2), (), (("x", "0"), ("y", "1")), None
    ),
    "induction from a false start": (Ge(factorial(n), 3 ** (n - 1)), (), (("n", "2"),), None),
    "data": (Ge(Sum(u[i], (i, 1, m)), 0), (), (("m", "1"), ("u", "(-2)")), ("-2", "0")),
}  # fmt: skip  # a case a line reads as a table

DECLINED: dict[str, tuple[Basic, tuple[Basic, ...]]] = {
    "a head without rule": (Le(gamma(p), p + 10), ()),
    "a sign of what may have no value": (Le(sign(log(x)), 1), ()),
    "induction beyond the end": (Gt((1 + x) ** n, 1 + n * x - Rational(1, 10)), (x >= -5,)),
    "a domain that is empty": (Ge(x, 0), (x > 1, x < 0)),
}


@pytest.mark.parametrize("name", PROVED)
def test_proves(name: str) -> None:
    relation, domain, conditions = PROVED[name]
    verdict = settled(relation, *domain)
    assert verdict is not None
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)


@pytest.mark.parametrize("name", REFUTED)
def test_refutes(name: str) -> None:
    relation, domain, point, sides = REFUTED[name]
    verdict = settled(relation, *domain)
    assert verdict is not None
    assert verdict.counterexample is not None
    seen = verdict.counterexample
    assert (verdict.status, seen.point) == (Status.REFUTED, point)
    assert sides is None or (seen.left, seen.right) == sides


@pytest.mark.parametrize("name", DECLINED)
def test_leaves_alone(name: str) -> None:
    relation, domain = DECLINED[name]
    assert settled(relation, *domain) is None


def test_leaves_other_questions_alone() -> None:
    assert settle(Case(Equal(x, x), Domain())) is None


def test_tells_how_derivatives_prove_it() -> None:
    verdict = settled(Le(log(p), p - 1))
    assert verdict is not None
    assert verdict.certificate is not None
    assert verdict.because == "p - log(p) - 1 is 0 at p = 1 and nowhere less, by the signs of its derivatives"
    assert verdict.certificate.steps[-1] == "p - log(p) - 1 = 0 at p = 1, so it is ≥ 0 for p < 1"
