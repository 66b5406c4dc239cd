"""Infinite series and products, and limits of sums: proved, refuted beside the sum, left alone where they diverge."""

from __future__ import annotations

import pytest
import sympy
from flint import arb, fmpq
from sympy import (
    Derivative,
    E,
    Eq,
    Function,
    Ge,
    Gt,
    I,
    Le,
    Limit,
    Lt,
    Ne,
    Product,
    Rational,
    Sum,
    asin,
    atan,
    binomial,
    cos,
    cot,
    exp,
    factorial,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
)
from sympy.core.basic import Basic

from checker.decide import decide
from checker.decide.at_points.evaluate import Point, evaluate
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.decide.procedure import Case as Asked
from checker.decide.series.series_identity import SERIES
from checker.model import Domain, Equal, Goal, Status, Verdict
from tests.decide.series import series_cases as cases
from tests.decide.series.series_cases import INSIDE, Case, k, lam, n, r, s, series, theta, x

a = sympy.Symbol("a", real=True)
f = Function("f", real=True)
N = sympy.Symbol("N", integer=True)
below_one = Lt(sympy.Abs(x), 1)

KNOWN: dict[str, tuple[Case, ...]] = {
    "geometric": cases.GEOMETRIC,
    "exponential": cases.EXPONENTIAL,
    "numbers": cases.NUMBERS,
    "applied": cases.APPLIED,
    "fourier": cases.FOURIER,
    "iterated": cases.ITERATED,
    "holonomic": cases.HOLONOMIC,
    "products": cases.PRODUCTS,
    "limits": cases.LIMITS,
}
TABLE = [(f"{kind} {place}", case) for kind, table in KNOWN.items() for place, case in enumerate(table)]


def asked(left: object, right: object, *domain: Basic) -> Verdict:
    return decide(Goal(Equal(sympy.sympify(left), sympy.sympify(right)), domain=Domain(domain)))


@pytest.mark.parametrize("case", [case for _, case in TABLE], ids=[name for name, _ in TABLE])
def test_a_sum_is_proved_and_a_near_miss_refuted(case: Case) -> None:
    left, right, wrong, domain = case
    verdict = asked(left, right, *domain)
    assert (verdict.status, verdict.conditions) == (Status.PROVED, ())
    assert asked(left, wrong, *domain).status is Status.REFUTED


# the domain does not give convergence, or not a divisor: said as a condition
CONDITIONAL: dict[str, tuple[object, object, tuple[Basic, ...], tuple[str, ...]]] = {
    "no domain": (series(x**k), 1 / (1 - x), (), ("|x| < 1",)),
    "half a domain": (series(x**k), 1 / (1 - x), (Lt(x, 1),), ("|x| < 1",)),
    "a closed disc": (series(x**k), 1 / (1 - x), (Le(sympy.Abs(x), 1),), ("|x| < 1",)),
    "a positive ratio": (series(r**k), 1 / (1 - r), (), ("r < 1",)),
    "a ratio of two names": (series((a * x) ** k), 1 / (1 - a * x), (below_one,), ("|a*x| < 1",)),
    "a cosine": (series(cos(theta) ** k), 1 / (1 - cos(theta)), (), ("|cos(theta)| < 1",)),
    "an exponential": (series(exp(-a * k)), 1 / (1 - exp(-a)), (), ("exp(-a) < 1",)),
    "an arctangent": (series((-1) ** k * x ** (2 * k + 1) / (2 * k + 1)), atan(x), (), ("x**2 < 1",)),
    "an arcsine": (series(binomial(2 * k, k) * x ** (2 * k + 1) / (4**k * (2 * k + 1))), asin(x), (), ("x**2 < 1",)),
    "any power": (series(binomial(a, k) * x**k), (1 + x) ** a, (), ("|x| < 1",)),
    "divided by x": (series(x ** (2 * k) / factorial(2 * k + 1)), sinh(x) / x, (), ("x ≠ 0",)),
    "0 to the −1": (series(k * x ** (k - 1)), 1 / (1 - x) ** 2, (below_one,), ("x ≠ 0",)),
    "poles that may meet": (
        series(1 / ((k + r) * (k + s))),
        (sympy.polygamma(0, r) - sympy.polygamma(0, s)) / (r - s),
        (),
        ("r - s ≠ 0",),
    ),
}


@pytest.mark.parametrize("name", CONDITIONAL)
def test_conditions_are_said(name: str) -> None:
    left, right, domain, conditions = CONDITIONAL[name]
    verdict = SERIES.run(Asked(Equal(sympy.sympify(left), sympy.sympify(right)), Domain(domain)))
    assert verdict is not None
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)


# neither proved nor refuted: divergent, or beyond what is known
LEFT_ALONE: dict[str, tuple[object, object, tuple[Basic, ...]]] = {
    "Grandi's": (series((-1) ** k), Rational(1, 2), ()),
    "powers of two": (series(2**k), -1, ()),
    "all natural numbers": (series(k, 1), Rational(-1, 12), ()),
    "the harmonic series": (series(1 / k, 1), 0, ()),
    "its difference, apart": (series(1 / k, 1) - series(1 / (k + 1), 1), 1, ()),
    "a divergent one less its first term": (series(2**k), 1 + series(2**k, 1), ()),
    "a ratio above 1": (series(x**k), 1 / (1 - x), (Gt(x, 1),)),
    "growing exponentials": (series(exp(r * k)), 1 / (1 - exp(r)), ()),
    "a pole in the range": (series(1 / k), 0, ()),
    "a square of a pole in the range": (series(1 / (k - 3) ** 2, 1), 0, ()),
    "a pole at the start": (series(1 / (k**2 - 1), 1), Rational(3, 4), ()),
    "the logarithm's end": (series(x**k / k, 1), -log(1 - x), (Eq(x, 1),)),
    "a derivative at the edge": (Derivative(series(x**k), x), 1 / (1 - x) ** 2, (Eq(x, 1),)),
    "an imaginary ratio": (series((I * x) ** k), 1 / (1 - I * x), (below_one,)),
    "factorials of negative integers": (series(1 / factorial(k), -3), E, ()),
    "both ends infinite": (Sum(r**k, (k, -oo, oo)), 0, (Lt(r, 1),)),
    "a difference that drifts": (series(sqrt(k + 1) - sqrt(k)), 0, ()),
    "a difference of logarithms": (series(log(k + 1) - log(k), 1), 0, ()),
    "a difference that turns": (series(sin(k) - sin(k + 1)), 0, ()),
    "a difference with a pole": (series(1 / (k - a) - 1 / (k - a + 1)), -1 / a, ()),
    "a difference with a pole at 3": (series(1 / (k - 3) - 1 / (k - 2)), Rational(-1, 3), ()),
    "a named function's difference": (series(f(k) - f(k + 1)), f(0), ()),
    "a named function's series": (series(f(k) * x**k), f(x), ()),
    "a slow root": (series(1 / sqrt(k), 1), 0, ()),
    "k to the k": (series(k ** (-k), 1), 1, ()),
    "a product that is 0": (Product(1 - 1 / k, (k, 1, oo)), 0, ()),
    "a product that diverges": (Product(1 + 1 / k, (k, 1, oo)), 2, ()),
    "a product that tends to 0": (Product(k / (k + 1), (k, 1, oo)), 0, ()),
    "a logarithm of a negative ratio": (series(log((k**2 - 1) / (k**2 + 1)), 1), 0, ()),
    "partial sums without limit": (Limit(Sum(1 / k, (k, 1, n)), n, oo), 1, ()),
    "a Riemann sum past its end": (Limit(Sum(1 / (1 - k / n), (k, 1, n)) / n, n, oo), 0, ()),
    "a Riemann sum past its domain": (Limit(Sum(sqrt(n**2 - k**2), (k, 0, n + 1)) / n**2, n, oo), pi / 4, ()),
    "a Riemann sum from a pole": (Limit(Sum(1 / sqrt(n * k), (k, 0, n)), n, oo), 2, ()),
    "a Riemann sum that wiggles": (Limit(Sum(sin(n / k), (k, 1, n)) / n, n, oo), 0, ()),
    "a Riemann sum too thin": (Limit(Sum(n / k**2, (k, 1, n)), n, oo), 0, ()),
    "a sum up to half of n": (Limit(Sum(1, (k, 1, n / 2)) / n, n, oo), Rational(1, 2), ()),
    "a limit at 2": (Limit(Sum(k, (k, 1, n)), n, 2), 3, ()),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_left_alone(name: str) -> None:
    left, right, domain = LEFT_ALONE[name]
    assert asked(left, right, *domain).status in (Status.UNDECIDED, Status.SUPPORTED, Status.ILL_FORMED)


# true only elsewhere, or with another first term: not proved
NOT_PROVED: dict[str, tuple[object, object, tuple[Basic, ...]]] = {
    "a constant more": (series((-1) ** k * x ** (2 * k) / (2 * k + 1)), (atan(x) + 1) / x, INSIDE),
    "a solution more": (series(x ** (4 * k) / factorial(4 * k)), (sympy.cosh(x) + cos(x)) / 2 + sin(x), ()),
    "one term less": (series(x**k, 1), 1 / (1 - x), INSIDE),
    "any pole": (series(1 / (k**2 - a**2), 1), 1 / (2 * a**2) - pi * cot(pi * a) / (2 * a), ()),
    "any start": (series(1 / (k * (k + 1)), N), 1 / N, ()),
    "any shift": (series(1 / ((k + a) * (k + a + 1)), 1), 1 / (a + 1), ()),
    "a root of any sign": (series(sqrt(x) ** k), 1 / (1 - sqrt(x)), (Lt(x, 1),)),
    "a Poisson mean": (series(k * exp(-lam) * lam**k / factorial(k)), lam**2, ()),
}


@pytest.mark.parametrize("name", NOT_PROVED)
def test_not_proved(name: str) -> None:
    left, right, domain = NOT_PROVED[name]
    assert SERIES.run(Asked(Equal(sympy.sympify(left), sympy.sympify(right)), Domain(domain))) is None


@pytest.mark.parametrize(
    "claim", [(x, x), (Sum(k, (k, 1, n)), n * (n + 1) / 2), (Limit(1 / x, x, oo), 0), (Sum(x**k, (k, 0, n)), 1)]
)
def test_leaves_other_questions_alone(claim: tuple[object, object]) -> None:
    assert SERIES.run(Asked(Equal(sympy.sympify(claim[0]), sympy.sympify(claim[1])), Domain())) is None


# --- values at a point -------------------------------------------------------------------------

VALUES: tuple[tuple[Basic, fmpq, Basic], ...] = (
    (series(x**k), fmpq(99, 100), sympy.Integer(100)),
    (series(x**k), fmpq(0), sympy.Integer(1)),
    (series(x**k / k, 1), fmpq(-1), -log(2)),
    (series(x**k / k**2, 1), fmpq(1), pi**2 / 6),
    (series(x**k / k**2, 1), fmpq(-1), -(pi**2) / 12),
    (series(x**k * binomial(Rational(1, 3), k)), fmpq(4, 5), Rational(9, 5) ** Rational(1, 3)),
    (series(x**k / (factorial(k) * (k + 1))), fmpq(-8), (1 - exp(-8)) / 8),
    (series(1 / (k + x), 1) - series(1 / (k + x), 1), fmpq(1), sympy.Integer(0)),
    (series(1 / ((k + x) * (k + x + 1))), fmpq(7, 3), Rational(3, 7)),
    (series(1 / (k**2 - x**2), 1), fmpq(1, 3), Rational(9, 2) - pi * cot(pi / 3) * Rational(3, 2)),
    (series((2 * k - 7) * x**k), fmpq(1, 2), sympy.Integer(-10)),
)


@pytest.mark.parametrize(("expression", "at", "expected"), VALUES)
def test_a_value_holds_the_sum_closely(expression: Basic, at: fmpq, expected: Basic) -> None:
    point = Point({x: at}, {}, {}, {})
    found, known = evaluate(expression, point), evaluate(expected, point)
    if isinstance(found, fmpq):
        assert found == known
        return
    assert isinstance(found, arb)
    assert isinstance(known, fmpq | arb)
    assert found.overlaps(arb(known))
    assert found.rad() < arb(2) ** -30


WITHOUT_VALUE: tuple[tuple[Basic, fmpq], ...] = (
    (series(x**k), fmpq(1)),
    (series(x**k), fmpq(-1)),
    (series(x**k), fmpq(3)),
    (series(x**k / k, 1), fmpq(1)),
    (series(k * x**k / (k + 1)), fmpq(-1)),
    (series(factorial(k) * x**k), fmpq(1, 100)),
    (series(binomial(2 * k, k) * x**k), fmpq(1, 3)),
    (series(1 / (k - x)), fmpq(3)),
    (series(x ** (k - 1)), fmpq(0)),
    (series(1 / factorial(k - 1)), fmpq(0)),
    (Derivative(series(x**k), x), fmpq(2)),
    (Product(1 + x / k, (k, 1, oo)), fmpq(1)),
)


@pytest.mark.parametrize(("expression", "at"), WITHOUT_VALUE)
def test_no_value_where_it_diverges(expression: Basic, at: fmpq) -> None:
    with pytest.raises((NotEvaluable, Undefined)):
        evaluate(expression, Point({x: at}, {}, {}, {}))


def test_domains_that_speak_of_the_index_do_not_bind_it() -> None:
    assert asked(series(x**k), 1 / (1 - x), below_one, Gt(k, 3)).status is not Status.REFUTED
    assert asked(series(r**k), 1 / (1 - r), Ge(r, 0), Lt(r, 1), Ne(k, 0)).status is not Status.REFUTED
