"""Sums of binomials, factorials and their kin: what is proved, near misses, and what must be left alone."""

from typing import Any

import pytest
from sympy import (
    Eq,
    Lt,
    Ne,
    Product,
    Rational,
    Sum,
    Symbol,
    beta,
    binomial,
    catalan,
    exp,
    factorial,
    factorial2,
    ff,
    gamma,
    harmonic,
    log,
    pi,
    rf,
    sqrt,
    symbols,
    sympify,
)
from sympy.core.basic import Basic

from checker.decide import decide
from checker.decide.procedure import Case
from checker.decide.sums.hypergeometric_sums import settle
from checker.model import Domain, Equal, Goal, Status, Verdict

k, j, i, m, n, r = symbols("k j i m n r", integer=True, positive=True)
x, y, z, a, b, t = symbols("x y z a b t", real=True)
p, q, lam, mu, s, th = symbols("p q lambda mu s theta", positive=True)
N = Symbol("N", integer=True, nonnegative=True)
S, C, H = Sum, binomial, harmonic

Row = tuple[Any, ...]  # left, right, a near miss, and what the domain says

SETTLES: dict[str, Row] = {
    "binomial weighted x": (
        S(k * C(n, k) * x**k, (k, 0, n)),
        n * x * (1 + x) ** (n - 1),
        n * (1 + x) ** (n - 1),
        x > 0,
    ),
    "even coefficients": (S(C(2 * n, 2 * k), (k, 0, n)), 2 ** (2 * n - 1), 2 ** (2 * n)),
    "alternating squares of a row": (
        S((-1) ** k * C(2 * n, k) ** 2, (k, 0, 2 * n)),
        (-1) ** n * C(2 * n, n),
        C(2 * n, n),
    ),
    "squares weighted by k": (S(k * C(n, k) ** 2, (k, 0, n)), n * C(2 * n - 1, n - 1), n * C(2 * n - 1, n) * 2),
    "row weighted by k cubed": (
        S(k**3 * C(n, k), (k, 0, n)),
        n**2 * (n + 3) * 2 ** (n - 3),
        n**2 * (n + 2) * 2 ** (n - 3),
    ),
    "alternating row weighted by k squared": (S((-1) ** k * C(n, k) * k**2, (k, 0, n)), 0, 1, n > 2),
    "hockey stick along a column": (S(C(n + k, k), (k, 0, m)), C(n + m + 1, m), C(n + m, m)),
    "triangular numbers added": (S(C(k, 2), (k, 2, n)), C(n + 1, 3), C(n, 3), n >= 2),
    "neighbours multiplied": (S(C(n, k) * C(n, k + 1), (k, 0, n - 1)), C(2 * n, n - 1), C(2 * n, n)),
    "Chu and Vandermonde": (S(C(m, k) * C(n, k), (k, 0, n)), C(m + n, n), C(m + n, n - 1)),
    "k times k factorial": (S(k * factorial(k), (k, 0, n)), factorial(n + 1) - 1, factorial(n + 1)),
    "reciprocal factorials telescoped": (
        S(k / factorial(k + 1), (k, 1, n)),
        1 - 1 / factorial(n + 1),
        1 - 1 / factorial(n),
    ),
    "binomial generating function": (
        S(C(n, k) * p**k * (1 - p) ** (n - k) * z**k, (k, 0, n)),
        (1 - p + p * z) ** n,
        (p + (1 - p) * z) ** n,
        Lt(p, 1),
    ),
    "binomial moments generated": (
        S(C(n, k) * p**k * (1 - p) ** (n - k) * exp(t * k), (k, 0, n)),
        (1 - p + p * exp(t)) ** n,
        (1 - p + p * exp(-t)) ** n,
        Lt(p, 1),
    ),
    "binomial second moment": (
        S(k**2 * C(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        n * p * (1 - p) + n**2 * p**2,
        n * p * (1 - p) + n * p**2,
        Lt(p, 1),
        n > 1,
    ),
    "binomial variance about np": (
        S((k - n * p) ** 2 * C(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        n * p * (1 - p),
        n * p,
        Lt(p, 1),
    ),
    "third factorial moment": (
        S(k * (k - 1) * (k - 2) * C(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        n * (n - 1) * (n - 2) * p**3,
        n**3 * p**3,
        Lt(p, 1),
    ),
    "two binomial variables added": (
        S(C(m, k) * p**k * q ** (m - k) * C(n, r - k) * p ** (r - k) * q ** (n - r + k), (k, 0, r)),
        C(m + n, r) * p**r * q ** (m + n - r),
        C(m + n, r) * p**r * q ** (m + n),
    ),
    "two Poisson variables added": (
        S(exp(-lam) * lam**k / factorial(k) * exp(-mu) * mu ** (n - k) / factorial(n - k), (k, 0, n)),
        exp(-lam - mu) * (lam + mu) ** n / factorial(n),
        exp(-lam - mu) * (lam * mu) ** n / factorial(n),
    ),
    "binomial theorem by factorials": (
        S(factorial(n) / (factorial(k) * factorial(n - k)) * x**k * y ** (n - k), (k, 0, n)),
        (x + y) ** n,
        x**n + y**n,
        x > 0,
        y > 0,
        n > 1,
    ),
    "negative binomial up to n": (S(C(r + k - 1, k) * 1, (k, 0, n)), C(n + r, n), C(n + r - 1, n)),
    "geometric distribution up to n": (
        S(p * (1 - p) ** (k - 1), (k, 1, n)),
        1 - (1 - p) ** n,
        1 - (1 - p) ** (n + 1),
        Lt(p, 1),
    ),
    "truncated geometric mean": (
        S(k * p * (1 - p) ** (k - 1), (k, 1, n)),
        (1 - (1 + n * p) * (1 - p) ** n) / p,
        (1 - (1 - p) ** n) / p,
        Lt(p, 1),
    ),
    "rising binomial": (S(C(n, k) * rf(x, k) * rf(y, n - k), (k, 0, n)), rf(x + y, n), rf(x + y, n + 1)),
    "falling binomial": (S(C(n, k) * ff(x, k) * ff(y, n - k), (k, 0, n)), ff(x + y, n), ff(x + y, n) + x),
    "reciprocal binomial": (
        S((-1) ** k * C(n, k) / (x + k), (k, 0, n)),
        factorial(n) / rf(x, n + 1),
        factorial(n) / rf(x, n),
        x > 0,
    ),
    "alternating row over odd numbers": (
        S((-1) ** k * C(n, k) / (2 * k + 1), (k, 0, n)),
        4**n * factorial(n) ** 2 / factorial(2 * n + 1),
        4**n * factorial(n) ** 2 / factorial(2 * n),
    ),
    "squares weighted by k squared": (
        S(C(n, k) ** 2 * k**2, (k, 0, n)),
        n**2 * C(2 * n - 2, n - 1),
        n**2 * C(2 * n - 1, n - 1),
    ),
    "central coefficients convolved": (S(C(2 * k, k) * C(2 * n - 2 * k, n - k), (k, 0, n)), 4**n, 2**n),
    "Catalan numbers convolved": (S(catalan(k) * catalan(n - k), (k, 0, n)), catalan(n + 1), catalan(n)),
    "alternating central coefficients": (
        S((-1) ** k * C(n, k) * C(2 * k, k) / 4**k, (k, 0, n)),
        C(2 * n, n) / 4**n,
        C(2 * n, n) / 2**n,
    ),
    "trinomial revision": (C(n, m) * C(n - m, k), C(n, k) * C(n - k, m), C(n, k) * C(n - m, k), n >= m + k),
    "neighbouring double factorials": (factorial2(2 * n + 1) / factorial2(2 * n - 1), 2 * n + 1, 2 * n - 1),
    "odd double factorial": (
        factorial2(2 * n - 1),
        factorial(2 * n) / (2**n * factorial(n)),
        factorial(2 * n) / (4**n * factorial(n)),
    ),
    "Wallis ratio": (factorial2(2 * n - 1) / factorial2(2 * n), C(2 * n, n) / 4**n, C(2 * n, n) / 2**n),
    "rising as falling": (rf(x, n), ff(x + n - 1, n), ff(x + n, n)),
    "falling from a negative": (ff(-x, n), (-1) ** n * rf(x, n), rf(x, n)),
    "duplication at n": (
        gamma(n) * gamma(n + Rational(1, 2)),
        2 ** (1 - 2 * n) * sqrt(pi) * gamma(2 * n),
        2 ** (2 * n) * sqrt(pi) * gamma(2 * n),
    ),
    "triplication": (
        gamma(s) * gamma(s + Rational(1, 3)) * gamma(s + Rational(2, 3)),
        2 * pi * 3 ** (Rational(1, 2) - 3 * s) * gamma(3 * s),
        2 * pi * 3 ** (Rational(1, 2) + 3 * s) * gamma(3 * s),
    ),
    "beta function split": (beta(p, q + 1) + beta(p + 1, q), beta(p, q), beta(p + 1, q + 1)),
    "beta recurrence": (beta(p + 1, q), beta(p, q) * p / (p + q), beta(p, q) * q / (p + q)),
    "Catalan as a difference": (catalan(n), C(2 * n, n) - C(2 * n, n - 1), C(2 * n, n) - C(2 * n, n - 2)),
    "Catalan by factorials": (
        catalan(n),
        factorial(2 * n) / (factorial(n) * factorial(n + 1)),
        factorial(2 * n) / factorial(n) ** 2,
    ),
    "product of odd numbers": (Product(2 * k - 1, (k, 1, n)), factorial2(2 * n - 1), factorial2(2 * n), n > 1),
    "product of even numbers": (Product(2 * k, (k, 1, n)), 2**n * factorial(n), factorial(2 * n), n > 1),
    "product of ratios": (Product((k + 2) / k, (k, 1, n)), (n + 1) * (n + 2) / 2, (n + 1) * (n + 2)),
    "Wallis product": (
        Product(4 * k**2 / (4 * k**2 - 1), (k, 1, n)),
        16**n * factorial(n) ** 4 / (factorial(2 * n) * factorial(2 * n + 1)),
        16**n * factorial(n) ** 4 / factorial(2 * n) ** 2,
    ),
    "product of a run": (Product(x + k, (k, 0, n - 1)), rf(x, n), rf(x, n + 1)),
    "alternating row over k": (S((-1) ** (k + 1) * C(n, k) / k, (k, 1, n)), H(n), H(n + 1)),
    "reciprocals two apart": (
        S(1 / (k * (k + 2)), (k, 1, n)),
        Rational(3, 4) - (2 * n + 3) / (2 * (n + 1) * (n + 2)),
        Rational(3, 4) - (2 * n + 3) / ((n + 1) * (n + 2)),
    ),
    "alternating integers": (S((-1) ** k * k, (k, 1, 2 * n)), n, -n),
    "alternating cubes": (S((-1) ** (k + 1) * k**3, (k, 1, 2 * n)), -(n**2) * (4 * n + 3), -(n**2) * (4 * n + 1)),
    "powers of two weighted by k squared": (
        S(k**2 * 2**k, (k, 1, n)),
        (n**2 - 2 * n + 3) * 2 ** (n + 1) - 6,
        (n**2 - 2 * n + 3) * 2 ** (n + 1) - 4,
    ),
    "difference of powers": (
        (a - b) * S(a**k * b ** (n - 1 - k), (k, 0, n - 1)),
        a**n - b**n,
        a**n + b**n,
        a > 0,
        b > 0,
    ),
    "central coefficient as a product": (
        C(2 * n, n),
        Product((n + k) / k, (k, 1, n)),
        Product((n + k) / (k + 1), (k, 1, n)),
    ),
    "hypergeometric mean": (S(k * C(m, k) * C(n, r - k), (k, 0, r)), m * C(m + n - 1, r - 1), m * C(m + n - 1, r)),
    "alternating run to one": (S((-1) ** k * C(n, k) * C(2 * n - k, n - k), (k, 0, n)), 1, 0),
    "Lah numbers": (
        factorial(n) / factorial(k) * C(n - 1, k - 1),
        C(n, k) * factorial(n - 1) / factorial(k - 1),
        C(n, k) * factorial(n) / factorial(k - 1),
        n >= k,
    ),
}


def verdict(left: object, right: object, domain: tuple[Basic, ...]) -> Verdict:
    return decide(Goal(Equal(sympify(left), sympify(right)), domain=Domain(domain)))


@pytest.mark.parametrize("name", SETTLES)
def test_true(name: str) -> None:
    left, right, _, *domain = SETTLES[name]
    found = verdict(left, right, tuple(domain))
    assert (found.status, found.conditions) == (Status.PROVED, ())


@pytest.mark.parametrize("name", SETTLES)
def test_near_miss(name: str) -> None:
    left, _, wrong, *domain = SETTLES[name]
    assert verdict(left, wrong, tuple(domain)).status is Status.REFUTED


ON_A_CONDITION: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "a ratio of 1": (S(x**k, (k, 0, n)), (1 - x ** (n + 1)) / (1 - x), ("1 - x ≠ 0",)),
    "a pole of Γ": (gamma(x + 1) / gamma(x), x, ("x + 1 is none of 0, −1, −2, …", "x is none of 0, −1, −2, …")),
    "a quotient of what may be 0": (C(N, r) / C(N, r - 1), (N - r + 1) / r, ("binomial(N, r - 1) ≠ 0",)),
    "an argument that may be negative": (
        factorial(n - r) * (n - r + 1),
        factorial(n - r + 1),
        ("n - r + 1 is none of 0, −1, −2, …", "n - r + 2 is none of 0, −1, −2, …"),
    ),
    "an order of names": (S(C(k, r), (k, r, n)), C(n + 1, r + 1), ("n ≥ r",)),
}


@pytest.mark.parametrize("name", ON_A_CONDITION)
def test_conditions(name: str) -> None:
    left, right, conditions = ON_A_CONDITION[name]
    found = settle(Case(Equal(sympify(left), sympify(right)), Domain(())))
    assert found is not None
    assert set(found.conditions) <= set(conditions)
    assert found.conditions


LEAVES_ALONE: dict[str, Row] = {
    "false where the sum is empty": (S(k, (k, 3, n)), n * (n + 1) / 2 - 3),
    "false at 0 only": (S((-1) ** k * C(N, k), (k, 0, N)), 0),
    "false at 1 only": (S((-1) ** k * k * C(n, k), (k, 0, n)), 0),
    "false at the first two": (S((-1) ** k * k**2 * C(n, k), (k, 0, n)), 0),
    "false by a period": (S((-1) ** k, (k, 1, n)), 0),
    "true for even n": (S((-1) ** k, (k, 1, n)), (-1) ** n - 1),
    "false past a zero": (S(C(m, k) * C(n, r - k), (k, 0, r)), C(m + n, r) + C(0, r) + C(1, m) * C(1, n) * C(1, r)),
    "a logarithm that cancels": (log(x) * (C(n, 1) - n) + factorial(n) + log(x), factorial(n) + log(x) * 2),
    "a product through 0": (Product(k - 2, (k, 1, n)), factorial(n)),
    "a reversed product": (Product(k, (k, 3, n)), factorial(n) / 2),
    "a power that varies": (S(C(n, k) * k**k, (k, 0, n)), n**n),
    "a sum multiplied": (S(k, (k, 1, n)) ** 2, S(k**3, (k, 1, n))),
    "data": (S(C(n, k), (k, 0, n)) * Symbol("c"), 2**n),
}


@pytest.mark.parametrize("name", LEAVES_ALONE)
def test_leaves_alone(name: str) -> None:
    left, right, *domain = LEAVES_ALONE[name]
    assert settle(Case(Equal(sympify(left), sympify(right)), Domain(tuple(domain)))) is None


def test_domain_that_ends_is_not_inducted_upon() -> None:
    """1 + (n − 1)(n − 2)(n − 3) is 1 for n < 4 only; what holds below a bound need not hold at n + 1."""
    left = S(1, (k, n, n)) + (n - 1) * (n - 2) * (n - 3) * factorial(n)
    found = settle(Case(Equal(left, sympify(1)), Domain((Lt(n, 4), Ne(n, 7), Eq(m, 1)))))
    assert found is None
