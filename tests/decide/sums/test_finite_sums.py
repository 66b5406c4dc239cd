"""Finite sums and products by induction and normal form: angles, Fibonacci and harmonic numbers, data."""

from typing import Any

import pytest
from sympy import (
    Eq,
    IndexedBase,
    KroneckerDelta,
    Ne,
    Piecewise,
    Product,
    Rational,
    Sum,
    atan,
    binomial,
    cos,
    exp,
    factorial,
    fibonacci,
    harmonic,
    log,
    lucas,
    pi,
    sin,
    sqrt,
    symbols,
    sympify,
)
from sympy.core.basic import Basic

from checker.decide import decide
from checker.decide.normal_form import settle as by_normal_form
from checker.decide.procedure import Case
from checker.decide.sums.induction import settle as by_induction
from checker.model import Domain, Equal, Goal, Status, Verdict

k, j, i, m, n, r = symbols("k j i m n r", integer=True, positive=True)
x, y, z, a, b, t = symbols("x y z a b t", real=True)
p, q, lam, mu, s, th = symbols("p q lambda mu s theta", positive=True)
X, Y = IndexedBase("X", real=True), IndexedBase("Y", real=True)
P, w = IndexedBase("P", positive=True), IndexedBase("w", positive=True)
S, C, H, F, L = Sum, binomial, harmonic, fibonacci, lucas
M, MY = S(X[i], (i, 1, m)) / m, S(Y[i], (i, 1, m)) / m

Row = tuple[Any, ...]  # left, right, a near miss, and what the domain says

SETTLES: dict[str, Row] = {
    "subsets of subsets": (S(C(n, k) * C(k, j), (k, j, n)), C(n, j) * 2 ** (n - j), C(n, j) * 2**n, n >= j),
    "product of 1 - 1/k²": (Product(1 - 1 / k**2, (k, 2, n)), (n + 1) / (2 * n), n / (2 * n - 1), n >= 2),
    "product of neighbours' ratios": (Product(k / (k + 1), (k, 1, n)), 1 / (n + 1), 1 / n),
    "product of exponentials": (Product(exp(k * x), (k, 1, n)), exp(n * (n + 1) * x / 2), exp(n * (n - 1) * x / 2)),
    "product with a constant": (Product(p * k, (k, 1, n)), p**n * factorial(n), p * factorial(n)),
    "product of doubled exponents": (
        Product(1 + x ** (2**k), (k, 0, n)),
        (1 - x ** (2 ** (n + 1))) / (1 - x),
        (1 - x ** (2**n)) / (1 - x),
        x > 1,
    ),
    "product of doubled cosines": (
        Product(cos(2**k * x), (k, 0, n - 1)),
        sin(2**n * x) / (2**n * sin(x)),
        sin(2**n * x) / sin(x),
        Ne(sin(x), 0),
    ),
    "Cassini": (F(n + 1) * F(n - 1) - F(n) ** 2, (-1) ** n, -((-1) ** n)),
    "Fibonacci addition": (F(m + n), F(m) * F(n + 1) + F(m - 1) * F(n), F(m) * F(n) + F(m - 1) * F(n - 1)),
    "Fibonacci doubled": (F(2 * n), F(n) * L(n), F(n) ** 2),
    "odd Fibonacci": (F(2 * n + 1), F(n) ** 2 + F(n + 1) ** 2, F(n) ** 2 - F(n + 1) ** 2),
    "Lucas by Fibonacci": (L(n), F(n - 1) + F(n + 1), F(n) + F(n + 1)),
    "Lucas and Fibonacci squared": (L(n) ** 2 - 5 * F(n) ** 2, 4 * (-1) ** n, 4),
    "even Fibonacci added": (S(F(2 * k), (k, 1, n)), F(2 * n + 1) - 1, F(2 * n) - 1),
    "odd Fibonacci added": (S(F(2 * k - 1), (k, 1, n)), F(2 * n), F(2 * n + 1)),
    "Fibonacci alternating": (S((-1) ** k * F(k), (k, 1, n)), (-1) ** n * F(n - 1) - 1, F(n - 1) - 1),
    "Fibonacci weighted": (S(k * F(k), (k, 1, n)), n * F(n + 2) - F(n + 3) + 2, n * F(n + 2) - F(n + 3) + 1),
    "Lucas added": (S(L(k), (k, 1, n)), L(n + 2) - 3, L(n + 2) - 1),
    "d'Ocagne": (F(m) * F(n + 1) - F(m + 1) * F(n), (-1) ** n * F(m - n), F(m - n), m > n),
    "sines added": (
        S(sin(k * x), (k, 1, n)),
        sin(n * x / 2) * sin((n + 1) * x / 2) / sin(x / 2),
        cos(n * x / 2) * sin((n + 1) * x / 2) / sin(x / 2),
        Ne(sin(x / 2), 0),
    ),
    "cosines added": (
        S(cos(k * x), (k, 0, n)),
        cos(n * x / 2) * sin((n + 1) * x / 2) / sin(x / 2),
        sin(n * x / 2) * sin((n + 1) * x / 2) / sin(x / 2),
        Ne(sin(x / 2), 0),
    ),
    "odd sines added": (
        S(sin((2 * k - 1) * x), (k, 1, n)),
        sin(n * x) ** 2 / sin(x),
        sin(n * x) / sin(x),
        Ne(sin(x), 0),
    ),
    "cosines with a phase": (
        S(cos(a + k * x), (k, 0, n - 1)),
        sin(n * x / 2) / sin(x / 2) * cos(a + (n - 1) * x / 2),
        sin(n * x / 2) / sin(x / 2) * cos(a + n * x / 2),
        Ne(sin(x / 2), 0),
    ),
    "squared sines added": (
        S(sin(k * x) ** 2, (k, 1, n)),
        Rational(1, 2) * n - cos((n + 1) * x) * sin(n * x) / (2 * sin(x)),
        Rational(1, 2) * n - cos((n - 1) * x) * sin(n * x) / (2 * sin(x)),
        Ne(sin(x), 0),
    ),
    "arctangents telescoped": (
        S(atan(1 / (k**2 + k + 1)), (k, 0, n)),
        atan(n + 1),
        atan(n),
    ),
    "arctangents of reciprocal squares": (
        S(atan(1 / (2 * k**2)), (k, 1, n)),
        atan(2 * n + 1) - pi / 4,
        atan(2 * n - 1) - pi / 4,
    ),
    "harmonic numbers weighted": (
        S(k * H(k), (k, 1, n)),
        n * (n + 1) / 2 * H(n) - n * (n - 1) / 4,
        n * (n + 1) / 2 * H(n) - n * (n + 1) / 4,
    ),
    "harmonic numbers divided": (
        S(H(k) / k, (k, 1, n)),
        (H(n) ** 2 + S(1 / k**2, (k, 1, n))) / 2,
        (H(n) ** 2 - S(1 / k**2, (k, 1, n))) / 2,
    ),
    "harmonic numbers squared": (
        S(H(k) ** 2, (k, 1, n)),
        (n + 1) * H(n) ** 2 - (2 * n + 1) * H(n) + 2 * n,
        (n + 1) * H(n) ** 2 - (2 * n + 1) * H(n) + n,
    ),
    "logarithms added": (S(log(k), (k, 1, n)), log(factorial(n)), log(factorial(n + 1))),
    "logarithms telescoped": (S(log(1 + 1 / k), (k, 1, n)), log(n + 1), log(n)),
    "variance over m": (
        S((X[i] - M) ** 2, (i, 1, m)) / m,
        S(X[i] ** 2, (i, 1, m)) / m - M**2,
        S(X[i] ** 2, (i, 1, m)) / m + M**2,
    ),
    "variance over m - 1": (
        S((X[i] - M) ** 2, (i, 1, m)) / (m - 1),
        (S(X[i] ** 2, (i, 1, m)) - m * M**2) / (m - 1),
        (S(X[i] ** 2, (i, 1, m)) - M**2) / (m - 1),
        m > 1,
    ),
    "all pairs": (
        S((X[i] - X[j]) ** 2, (i, 1, m), (j, 1, m)),
        2 * m * S((X[i] - M) ** 2, (i, 1, m)),
        m * S((X[i] - M) ** 2, (i, 1, m)),
        m > 1,
    ),
    "covariance": (
        S((X[i] - M) * (Y[i] - MY), (i, 1, m)),
        S(X[i] * Y[i], (i, 1, m)) - m * M * MY,
        S(X[i] * Y[i], (i, 1, m)) - M * MY,
        m > 1,
    ),
    "covariance by pairs": (
        S((X[i] - X[j]) * (Y[i] - Y[j]), (i, 1, m), (j, 1, m)) / (2 * m),
        S((X[i] - M) * (Y[i] - MY), (i, 1, m)),
        2 * S((X[i] - M) * (Y[i] - MY), (i, 1, m)),
        m > 1,
    ),
    "square of a sum": (S(X[i], (i, 1, m)) ** 2, S(X[i] * X[j], (i, 1, m), (j, 1, m)), S(X[i] ** 2, (i, 1, m)), m > 1),
    "pairs in order": (
        2 * S(S(X[i] * X[j], (j, i + 1, m)), (i, 1, m - 1)),
        S(X[i], (i, 1, m)) ** 2 - S(X[i] ** 2, (i, 1, m)),
        S(X[i], (i, 1, m)) ** 2,
        m > 1,
    ),
    "pairs in order, outer index first": (
        2 * S(X[i] * X[j], (i, 1, j - 1), (j, 1, m)),
        S(X[i], (i, 1, m)) ** 2 - S(X[i] ** 2, (i, 1, m)),
        S(X[i], (i, 1, m)) ** 2 + S(X[i] ** 2, (i, 1, m)),
        m > 1,
    ),
    "triangular sum": (S(S(j, (j, 1, i)), (i, 1, n)), n * (n + 1) * (n + 2) / 6, n * (n + 1) / 2),
    "triangular count": (S(1, (j, 1, i), (i, 1, n)), n * (n + 1) / 2, n * (n - 1) / 2),
    "weighted mean": (S(w[i] * (X[i] - S(w[j] * X[j], (j, 1, m)) / S(w[j], (j, 1, m))), (i, 1, m)), 0, 1),
    "exponential likelihood": (
        Product(exp(-P[i] / th) / th, (i, 1, m)),
        th ** (-m) * exp(-S(P[i], (i, 1, m)) / th),
        th ** (-m) * exp(-S(P[i], (i, 1, m)) * th),
    ),
    "normal likelihood": (
        Product(exp(-((X[i] - a) ** 2) / (2 * s**2)) / sqrt(2 * pi * s**2), (i, 1, m)),
        (2 * pi * s**2) ** (-m / 2) * exp(-S((X[i] - a) ** 2, (i, 1, m)) / (2 * s**2)),
        (2 * pi * s**2) ** (-m) * exp(-S((X[i] - a) ** 2, (i, 1, m)) / (2 * s**2)),
    ),
    "Bernoulli likelihood": (
        Product(p ** X[i] * q ** (1 - X[i]), (i, 1, m)),
        p ** S(X[i], (i, 1, m)) * q ** (m - S(X[i], (i, 1, m))),
        p ** S(X[i], (i, 1, m)) * q ** (1 - S(X[i], (i, 1, m))),
    ),
    "logarithm of a product": (log(Product(P[i], (i, 1, m))), S(log(P[i]), (i, 1, m)), S(P[i], (i, 1, m))),
    "geometric mean": (
        Product(P[i], (i, 1, m)) ** (1 / m),
        exp(S(log(P[i]), (i, 1, m)) / m),
        exp(S(log(P[i]), (i, 1, m))),
    ),
    "product of squares of data": (
        Product(P[i] ** 2, (i, 1, m)),
        Product(P[i], (i, 1, m)) ** 2,
        Product(P[i], (i, 1, m)),
    ),
    "product of ratios of data": (
        Product(P[i] / w[i], (i, 1, m)),
        Product(P[i], (i, 1, m)) / Product(w[i], (i, 1, m)),
        Product(P[i], (i, 1, m)) * Product(w[i], (i, 1, m)),
    ),
    "Pareto likelihood": (
        Product(a * s**a / P[i] ** (a + 1), (i, 1, m)),
        a**m * s ** (m * a) * Product(P[i], (i, 1, m)) ** (-a - 1),
        a**m * s ** (m * a) * Product(P[i], (i, 1, m)) ** (-a),
        a > 0,
    ),
    "scaled data": (Product(2 * X[i], (i, 1, m)), 2**m * Product(X[i], (i, 1, m)), 2 * Product(X[i], (i, 1, m)), m > 1),
    "a running mean": (
        S(X[i], (i, 1, m)) / m,
        S(X[i], (i, 1, m - 1)) / (m - 1) + (X[m] - S(X[i], (i, 1, m - 1)) / (m - 1)) / m,
        S(X[i], (i, 1, m - 1)) / (m - 1) + (X[m] - S(X[i], (i, 1, m - 1)) / (m - 1)) / (m - 1),
        m > 2,
    ),
    "a triangle row by row and column by column": (
        S(S(X[i] * Y[j] ** 2, (j, i, n)), (i, 1, n)),
        S(S(X[i] * Y[j] ** 2, (i, 1, j)), (j, 1, n)),
        S(S(X[i] * Y[j] ** 2, (j, 1, i)), (i, 1, n)),
    ),
    "a triangle without its diagonal": (
        S(S(X[i] * Y[j] ** 2, (j, i + 1, n)), (i, 1, n - 1)),
        S(S(X[i] * Y[j] ** 2, (i, 1, j - 1)), (j, 2, n)),
        S(S(X[i] * Y[j] ** 2, (i, 1, j)), (j, 2, n)),
    ),
    "all pairs but the equal ones": (
        S(S(Piecewise((0, Eq(i, j)), (X[i] * Y[j], True)), (j, 1, n)), (i, 1, n)),
        S(X[i], (i, 1, n)) * S(Y[i], (i, 1, n)) - S(X[i] * Y[i], (i, 1, n)),
        S(X[i], (i, 1, n)) * S(Y[i], (i, 1, n)),
    ),
    "a Kronecker delta": (
        S(KroneckerDelta(i, j) * X[i] * Y[j], (j, 1, n), (i, 1, n)),
        S(X[i] * Y[i], (i, 1, n)),
        S(X[i], (i, 1, n)),
    ),
    "weights that add up to 1": (
        S(X[i] * (Y[i] - S(X[j] * Y[j], (j, 1, n))), (i, 1, n)),
        0,
        S(X[i] * Y[i], (i, 1, n)),
        Eq(S(X[i], (i, 1, n)), 1),
    ),
    "product of squared exponents": (
        Product(s ** (k**2), (k, 1, n)),
        s ** (n * (n + 1) * (2 * n + 1) / 6),
        s ** (n * (n + 1) / 2),
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


LEAVES_ALONE: dict[str, Row] = {
    "pairs in order that are not symmetric": (
        2 * S(S(X[i] * X[j] ** 2, (j, i + 1, m)), (i, 1, m)),
        S(X[i], (i, 1, m)) ** 2 - S(X[i] ** 2, (i, 1, m)),
    ),
    "a diagonal without a value": (
        2 * S(S(1 / (X[i] - X[j]) ** 2, (j, i + 1, m)), (i, 1, m)),
        S(1 / (X[i] - X[j]) ** 2, (i, 1, m), (j, 1, m)),
    ),
    "a summand that binds the other index": (
        S(S(S(X[i] * X[j], (i, 1, m)) + S(X[i] * X[j], (j, 1, m)), (i, 1, j - 1)), (j, 1, m)),
        S(X[i], (i, 1, m)) ** 2,
    ),
    "a product of what may be negative": (log(Product(X[i], (i, 1, m))), S(log(X[i]), (i, 1, m)) + 1),
    "a product that starts late": (Product(1 - 1 / k**2, (k, 3, n)), (n + 1) / (2 * n)),
    "a full turn": (atan(n) + atan(1 / n) + S(0 * k, (k, 1, n)), pi),
    "angles half a turn apart": (S(atan(1 / (k**2 + k + 1)), (k, 0, n)), atan(n + 1) + pi),
    "a Fibonacci polynomial": (fibonacci(n, x) + S(k, (k, 1, n)), fibonacci(n) + n * (n + 1) / 2),
    "harmonic numbers of order two": (H(n + 1, 2) - H(n, 2), 1 / (n + 1)),
    "a sum that starts past n, and the next": (S(X[i], (i, 3, n)) - S(X[i], (i, 3, n - 1)), X[n]),
    "a delta out of range": (
        S(S(KroneckerDelta(i, j) * X[i] * Y[j], (j, 1, n)), (i, 1, n + 1)),
        S(X[i] * Y[i], (i, 1, n + 1)),
    ),
    "pairs without a value where they are equal": (
        S(S(Piecewise((0, Eq(i, j)), (1 / (X[i] - X[j]), True)), (j, 1, n)), (i, 1, n)),
        S(S(1 / (X[i] - X[j]), (j, 1, n)), (i, 1, n)) - S(1 / (X[i] - X[i + 1]), (i, 1, n)),
    ),
    "a sum that starts past n": (S(F(k), (k, 3, n)), F(n + 2) - 3),
}


@pytest.mark.parametrize("name", LEAVES_ALONE)
def test_leaves_alone(name: str) -> None:
    left, right, *domain = LEAVES_ALONE[name]
    case = Case(Equal(sympify(left), sympify(right)), Domain(tuple(domain)))
    assert by_induction(case) is None
    assert by_normal_form(case) is None
