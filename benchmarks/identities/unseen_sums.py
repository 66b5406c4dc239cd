"""Sums, products, series and data as a lecture has them, written down unseen by the checker."""

from __future__ import annotations

from functools import partial

from sympy import (
    Abs,
    Derivative,
    E,
    Expr,
    Gt,
    IndexedBase,
    Lt,
    Ne,
    Product,
    Rational,
    Sum,
    binomial,
    cos,
    cosh,
    exp,
    factorial,
    harmonic,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
)

from benchmarks.identities.identity import Identity, by_left

a, b, x, p, w, mu = symbols("a b x p w mu", real=True)
t, v, r, sigma = symbols("t v r sigma", positive=True)
n, m, k, i, j = symbols("n m k i j", integer=True, positive=True)
D = Derivative
data, other, weight = IndexedBase("x", real=True), IndexedBase("y", real=True), IndexedBase("w", real=True)


def over(summand: Expr) -> Expr:
    """The sum over all n data."""
    return Sum(summand, (i, 1, n))


mean, other_mean, mean_m = over(data[i]) / n, over(other[i]) / n, Sum(data[i], (i, 1, m)) / m


row = partial(by_left, "unseen sums")

IDENTITIES: tuple[Identity, ...] = (
    row(Sum(k * (k + 1), (k, 1, n)), n * (n + 1) * (n + 2) / 3, n * (n + 1) * (n + 2) / 6),
    row(
        Sum(1 / (k * (k + 2)), (k, 1, n)),
        Rational(3, 4) - (2 * n + 3) / (2 * (n + 1) * (n + 2)),
        Rational(3, 4) - (2 * n + 3) / ((n + 1) * (n + 2)),
    ),
    row(Sum(binomial(n, k) * 2**k, (k, 0, n)), 3**n, 2**n),
    row(Sum(k * binomial(n, k), (k, 0, n)), n * 2 ** (n - 1), n * 2**n),
    row(Sum((-1) ** k * binomial(n, k), (k, 0, n)), 0, 1),
    row(Sum(r**k, (k, 0, n)), (1 - r ** (n + 1)) / (1 - r), (1 - r**n) / (1 - r), Ne(r, 1)),
    row(Product(1 - 1 / k**2, (k, 2, n)), (n + 1) / (2 * n), n / (n + 1), Gt(n, 1)),
    row(Sum(k * factorial(k), (k, 1, n)), factorial(n + 1) - 1, factorial(n + 1)),
    row(
        Sum(cos(k * x), (k, 1, n)),
        sin(n * x / 2) * cos((n + 1) * x / 2) / sin(x / 2),
        sin(n * x / 2) * sin((n + 1) * x / 2) / sin(x / 2),
        Gt(x, 0),
        Lt(x, 6),
    ),
    row(Sum(1 / factorial(k), (k, 0, oo)), E, E - 1),
    row(Sum(binomial(n, k) * p**k * (1 - p) ** (n - k) * k, (k, 0, n)), n * p, n * p * (1 - p), Gt(p, 0), Lt(p, 1)),
    row(
        Sum(Sum(i * j, (j, 1, i)), (i, 1, n)),
        n * (n + 1) * (n + 2) * (3 * n + 1) / 24,
        n * (n + 1) * (n + 2) * (3 * n - 1) / 24,
    ),
    row(Sum(1 / k**2, (k, 1, oo)), pi**2 / 6, pi**2 / 8),
    row(Sum(x**k / k, (k, 1, oo)), -log(1 - x), log(1 - x), Lt(Abs(x), 1), Ne(x, 0)),
    row(Sum(binomial(k, m), (k, m, n)), binomial(n + 1, m + 1), binomial(n, m), Gt(n, m)),
    row(
        Sum(data[i] * (data[i] - mean_m), (i, 1, m)),
        Sum((data[i] - mean_m) ** 2, (i, 1, m)),
        Sum(data[i] ** 2, (i, 1, m)),
    ),
    row(
        D(Sum((other[i] - a - b * data[i]) ** 2, (i, 1, m)), b),
        -2 * Sum(data[i] * (other[i] - a - b * data[i]), (i, 1, m)),
        -2 * Sum((other[i] - a - b * data[i]), (i, 1, m)),
    ),
    row(
        Sum(Sum((data[i] - other[j]) ** 2, (i, 1, m)), (j, 1, n)),
        n * Sum(data[i] ** 2, (i, 1, m))
        + m * Sum(other[j] ** 2, (j, 1, n))
        - 2 * Sum(data[i], (i, 1, m)) * Sum(other[j], (j, 1, n)),
        n * Sum(data[i] ** 2, (i, 1, m))
        + m * Sum(other[j] ** 2, (j, 1, n))
        - Sum(data[i], (i, 1, m)) * Sum(other[j], (j, 1, n)),
    ),
    row(
        D(log(Product(p ** data[i] * (1 - p) ** (1 - data[i]), (i, 1, m))), p),
        (Sum(data[i], (i, 1, m)) - m * p) / (p * (1 - p)),
        (Sum(data[i], (i, 1, m)) - p) / (p * (1 - p)),
        Gt(p, 0),
        Lt(p, 1),
        Gt(m, 1),
    ),
    row(
        log(Product(exp(-t) * t ** data[i], (i, 1, n))),
        -n * t + log(t) * Sum(data[i], (i, 1, n)),
        -t + log(t) * Sum(data[i], (i, 1, n)),
        Gt(n, 1),
    ),
    row(
        Sum((data[i] - mean_m) ** 3, (i, 1, m)),
        Sum(data[i] ** 3, (i, 1, m)) - 3 * mean_m * Sum(data[i] ** 2, (i, 1, m)) + 2 * m * mean_m**3,
        Sum(data[i] ** 3, (i, 1, m)) - 3 * mean_m * Sum(data[i] ** 2, (i, 1, m)) + m * mean_m**3,
    ),
    row(
        Sum(k * r ** (k - 1), (k, 1, n)),
        (1 - (n + 1) * r**n + n * r ** (n + 1)) / (1 - r) ** 2,
        (1 - (n + 1) * r**n) / (1 - r) ** 2,
        Ne(r, 1),
    ),
    row(Sum(binomial(n, k) ** 2, (k, 0, n)), binomial(2 * n, n), 4**n),
    row(Sum(binomial(n, k) / (k + 1), (k, 0, n)), (2 ** (n + 1) - 1) / (n + 1), 2 ** (n + 1) / (n + 1)),
    row(Sum(k**2 * binomial(n, k), (k, 0, n)), n * (n + 1) * 2 ** (n - 2), n * 2 ** (n - 1), Gt(n, 1)),
    row(
        Sum(k**2 * binomial(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n)),
        n * p * (1 - p) + n**2 * p**2,
        n * p * (1 - p),
        Gt(p, 0),
        Lt(p, 1),
    ),
    row(Sum(exp(-t) * t**k / factorial(k) * k, (k, 0, oo)), t, t**2, Gt(t, 1)),
    row(Sum(p * (1 - p) ** (k - 1) * k, (k, 1, oo)), 1 / p, 1 / p**2, Gt(p, 0), Lt(p, 1)),
    row(Sum((-1) ** k / (2 * k + 1), (k, 0, oo)), pi / 4, pi / 2),
    row(Sum((-1) ** (k + 1) / k, (k, 1, oo)), log(2), log(3)),
    row(Sum(log(1 + 1 / k), (k, 1, n)), log(n + 1), log(n)),
    row(Sum(1 / (sqrt(k) + sqrt(k + 1)), (k, 1, n)), sqrt(n + 1) - 1, sqrt(n + 1)),
    row(Product(k / (k + 1), (k, 1, n)), 1 / (n + 1), 1 / n),
    row(
        Product((1 + x ** (2**k)), (k, 0, n)),
        (1 - x ** (2 ** (n + 1))) / (1 - x),
        (1 - x ** (2**n)) / (1 - x),
        Gt(x, 1),
        Lt(n, 4),
    ),
    row(Sum(Sum(1, (j, 1, i)), (i, 1, n)), n * (n + 1) / 2, n * (n - 1) / 2),
    row(
        Sum(Sum(data[i] * other[j], (j, 1, m)), (i, 1, n)),
        Sum(data[i], (i, 1, n)) * Sum(other[j], (j, 1, m)),
        Sum(data[i] * other[i], (i, 1, n)),
        Gt(m, 1),
        Gt(n, 1),
    ),
    row(Sum(data[k] - data[k - 1], (k, 1, n)), data[n] - data[0], data[n - 1] - data[0]),
    row(Sum(k * (n - k), (k, 0, n)), n * (n**2 - 1) / 6, n * (n**2 + 1) / 6),
    row(Sum((-1) ** (k + 1) * k**2, (k, 1, n)), (-1) ** (n + 1) * n * (n + 1) / 2, (-1) ** n * n * (n + 1) / 2),
    row(Sum(x ** (2 * k) / factorial(2 * k), (k, 0, oo)), cosh(x), sinh(x)),
    row(
        Sum(k**4, (k, 1, n)),
        n * (n + 1) * (2 * n + 1) * (3 * n**2 + 3 * n - 1) / 30,
        n * (n + 1) * (2 * n + 1) * (3 * n**2 + 3 * n) / 30,
    ),
    row(Sum(harmonic(k), (k, 1, n)), (n + 1) * harmonic(n) - n, n * harmonic(n) - n),
    row(
        Sum(sin((2 * k - 1) * x), (k, 1, n)),
        sin(n * x) ** 2 / sin(x),
        sin(n * x) / sin(x),
        Gt(x, 0),
        Lt(x, 3),
        Gt(n, 1),
    ),
    row(
        over((data[i] - mean) * (other[i] - other_mean)) / over((data[i] - mean) ** 2),
        (over(data[i] * other[i]) - n * mean * other_mean) / (over(data[i] ** 2) - n * mean**2),
        (over(data[i] * other[i]) - mean * other_mean) / (over(data[i] ** 2) - n * mean**2),
        Gt(n, 1),
    ),
    row(
        D(over(log(1 + exp(-other[i] * w * data[i]))), w),
        -over(other[i] * data[i] / (1 + exp(other[i] * w * data[i]))),
        -over(other[i] * data[i] / (1 + exp(-other[i] * w * data[i]))),
    ),
    row(
        D(
            over(-other[i] * log(1 / (1 + exp(-w * data[i]))) - (1 - other[i]) * log(1 - 1 / (1 + exp(-w * data[i])))),
            w,
        ),
        over((1 / (1 + exp(-w * data[i])) - other[i]) * data[i]),
        over(1 / (1 + exp(-w * data[i])) - other[i]),
    ),
    row(
        D(over(-((data[i] - mu) ** 2) / (2 * v)) - n * log(v) / 2, v),
        over((data[i] - mu) ** 2) / (2 * v**2) - n / (2 * v),
        over((data[i] - mu) ** 2) / (2 * v) - n / (2 * v),
        Ne(v, 1),
    ),
    row(
        log(Product(exp(-((data[i] - mu) ** 2) / (2 * sigma**2)) / (sigma * sqrt(2 * pi)), (i, 1, n))),
        -n * log(sigma) - n * log(2 * pi) / 2 - over((data[i] - mu) ** 2) / (2 * sigma**2),
        -log(sigma) - n * log(2 * pi) / 2 - over((data[i] - mu) ** 2) / (2 * sigma**2),
        Gt(n, 1),
        Ne(sigma, 1),
    ),
    row(
        over((other[i] - other_mean) ** 2),
        over((other[i] - a - b * data[i]) ** 2)
        + 2 * over((other[i] - a - b * data[i]) * (a + b * data[i] - other_mean))
        + over((a + b * data[i] - other_mean) ** 2),
        over((other[i] - a - b * data[i]) ** 2) + over((a + b * data[i] - other_mean) ** 2),
    ),
    row(
        over(Sum((data[i] - data[j]) * (other[i] - other[j]), (j, 1, n))),
        2 * n * over((data[i] - mean) * (other[i] - other_mean)),
        n * over((data[i] - mean) * (other[i] - other_mean)),
    ),
    row(over(over(data[i]) / n), over(data[i]), over(data[i]) / n, Gt(n, 1)),
    row(Sum(data[i] ** 2, (i, 1, n)) - Sum(data[i] ** 2, (i, 1, n - 1)), data[n] ** 2, data[n - 1] ** 2, Gt(n, 1)),
    row(Sum(data[i], (i, 1, n + 1)) / (n + 1), mean + (data[n + 1] - mean) / (n + 1), mean + (data[n + 1] - mean) / n),
)
