"""Infinite series with sums from the literature, and a false value beside each: (series, sum, near miss, domain)."""

from __future__ import annotations

import sympy
from sympy import (
    Abs,
    Catalan,
    Derivative,
    E,
    Gt,
    Limit,
    Lt,
    Ne,
    Product,
    Rational,
    Sum,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    binomial,
    cos,
    cosh,
    cot,
    coth,
    exp,
    factorial,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    tanh,
    zeta,
)
from sympy.core.basic import Basic

k = sympy.Symbol("k", integer=True)
n, m = sympy.symbols("n m", integer=True, positive=True)
x, t, theta = sympy.symbols("x t theta", real=True)
r, s, p, lam, mu, b = sympy.symbols("r s p lambda mu b", positive=True)
half = Rational(1, 2)
KERNEL = 1 - 2 * r * cos(theta) + r**2
INSIDE = (Lt(Abs(x), 1), Ne(x, 0))
BELOW_ONE = (Lt(r, 1),)
TURNED = (*BELOW_ONE, Gt(theta, half), Lt(theta, 1))
SMALL = (Lt(Abs(x), Rational(1, 4)), Ne(x, 0))
CHANCE = (Lt(p, 1),)


def series(body: object, start: object = 0) -> Basic:
    return Sum(body, (k, start, oo))


Case = tuple[object, object, object, tuple[Basic, ...]]

# calculus: geometric series and what differentiation and integration make of them
GEOMETRIC: tuple[Case, ...] = (
    (series(3 * half**k), 6, 3, ()),
    (series((-1) ** k * (2 / sympy.Integer(3)) ** k), Rational(3, 5), 3, ()),
    (series(x**k, n), x**n / (1 - x), x ** (n + 1) / (1 - x), INSIDE),
    (series(x ** (2 * k)), 1 / (1 - x**2), 1 / (1 + x**2), INSIDE),
    (series(x ** (3 * k + 1)), x / (1 - x**3), x / (1 - x), INSIDE),
    (series(k * x ** (k - 1), 1), 1 / (1 - x) ** 2, x / (1 - x) ** 2, INSIDE),
    (series(k * (k - 1) * x ** (k - 2), 2), 2 / (1 - x) ** 3, 1 / (1 - x) ** 3, INSIDE),
    (series(k**3 * x**k), x * (1 + 4 * x + x**2) / (1 - x) ** 4, x * (1 + 3 * x + x**2) / (1 - x) ** 4, INSIDE),
    (series((2 * k + 1) * x ** (2 * k)), (1 + x**2) / (1 - x**2) ** 2, 1 / (1 - x**2) ** 2, INSIDE),
    (series((-1) ** k * (k + 1) * x**k), 1 / (1 + x) ** 2, 1 / (1 - x) ** 2, INSIDE),
    (series((x / 3) ** k), 3 / (3 - x), 1 / (3 - x), (Lt(Abs(x), 3),)),
    (series(x**k) ** 2, series((k + 1) * x**k), series(k * x**k), INSIDE),
    (series(x**k, 2), series(x**k) - 1 - x, series(x**k) - 1, INSIDE),
    (series(k / 3**k), Rational(3, 4), Rational(3, 2), ()),
    (series((k**2 + 1) / 4**k), Rational(56, 27), 2, ()),
    (series(x**k / (k + 1)), -log(1 - x) / x, -log(1 - x), INSIDE),
    (series((-1) ** (k + 1) * x**k / k, 1), log(1 + x), log(1 - x), INSIDE),
    (series((-1) ** (k + 1) * (x - 1) ** k / k, 1), log(x), -log(x), (Gt(x, 0), Lt(x, 2), Ne(x, 1))),
    (series((1 - x) ** k), 1 / x, 1 / (1 + x), (Gt(x, 0), Lt(x, 2))),
    (series(sin(theta) ** (2 * k)), 1 / cos(theta) ** 2, 1 / sin(theta) ** 2, (Gt(theta, 0), Lt(theta, pi / 2))),
    (series(x ** (k + 1) / (k * (k + 1)), 1), x + (1 - x) * log(1 - x), x - (1 - x) * log(1 - x), INSIDE),
    (series(x ** (2 * k) / (2 * k + 1)), atanh(x) / x, atan(x) / x, INSIDE),
    (series(2 * x ** (2 * k + 1) / (2 * k + 1)), log((1 + x) / (1 - x)), log((1 - x) / (1 + x)), INSIDE),
    (series(1 / (k * 2**k), 1), log(2), log(3), ()),
    (series(1 / ((2 * k + 1) * 9**k)), 3 * log(2) / 2, log(2), ()),
    (series((-1) ** k / ((2 * k + 1) * 3**k)), sqrt(3) * pi / 6, pi / 6, ()),
    (series(r**k * cos(k * theta)), (1 - r * cos(theta)) / KERNEL, 1 / (1 - r), TURNED),
    (series(r**k * sin(k * theta), 1), r * sin(theta) / KERNEL, r * cos(theta) / KERNEL, BELOW_ONE),
    (1 + 2 * series(r**k * cos(k * theta), 1), (1 - r**2) / KERNEL, (1 + r**2) / KERNEL, BELOW_ONE),
    (series(r**k * cos(k * theta) / k, 1), -log(KERNEL) / 2, -log(KERNEL), TURNED),
    (series(r**k * sin(k * theta) / k, 1), atan(r * sin(theta) / (1 - r * cos(theta))), atan(r * sin(theta)), TURNED),
    (Derivative(series(x**k), x), 1 / (1 - x) ** 2, 1 / (1 - x), INSIDE),
)  # fmt: skip  # one series a line

# calculus: exponential and circular functions, binomial series
EXPONENTIAL: tuple[Case, ...] = (
    (series(1 / factorial(k)), E, E - 1, ()),
    (series((-1) ** k / factorial(k)), exp(-1), E, ()),
    (series((k + 1) / factorial(k)), 2 * E, 3 * E, ()),
    (series(k**2 / factorial(k)), 2 * E, E, ()),
    (series(k**3 / factorial(k)), 5 * E, 4 * E, ()),
    (series((2 * x) ** k / factorial(k)), exp(2 * x), exp(x), (Ne(x, 0),)),
    (series(x**k / factorial(k), 1), exp(x) - 1, exp(x), ()),
    (series(x**k / factorial(k + 1)), (exp(x) - 1) / x, exp(x) - 1, (Ne(x, 0), Ne(x, 1))),
    (series(x**k / (factorial(k) * (k + 2))), ((x - 1) * exp(x) + 1) / x**2, (exp(x) - 1) / x**2, (Ne(x, 0),)),
    (series(x ** (2 * k) / factorial(2 * k)), cosh(x), sinh(x), ()),
    (series((-1) ** k * x ** (2 * k + 1) / factorial(2 * k)), x * cos(x), cos(x), (Ne(x, 1),)),
    (series((-1) ** k * x ** (2 * k) / factorial(2 * k + 1)), sin(x) / x, cos(x), (Ne(x, 0),)),
    (series((-1) ** k * x ** (2 * k) / factorial(2 * k), 1), cos(x) - 1, 1 - cos(x), (Ne(x, 0),)),
    (series((-1) ** (k + 1) * x ** (2 * k - 1) / factorial(2 * k - 1), 1), sin(x), -sin(x), (Ne(x, 0),)),
    (series(2 * k * x ** (2 * k - 1) / factorial(2 * k), 1), sinh(x), cosh(x), ()),
    (series(s**k / factorial(2 * k)), cosh(sqrt(s)), cos(sqrt(s)), ()),
    (series(cos(k * theta) / factorial(k)), exp(cos(theta)) * cos(sin(theta)), exp(cos(theta)), (Ne(theta, 0),)),
    (series(sinh(k * t) / factorial(k)), exp(cosh(t)) * sinh(sinh(t)), exp(cosh(t)) * cosh(sinh(t)), ()),
    (series(x**k / factorial(k)) * series((-x) ** k / factorial(k)), 1, exp(x), (Ne(x, 0),)),
    (series(binomial(half, k) * x**k), sqrt(1 + x), sqrt(1 - x), INSIDE),
    (series(binomial(x, k) * (-half) ** k), 2 ** (-x), 2**x, (Ne(x, 0),)),
    (series(binomial(2 * k, k) * x**k), 1 / sqrt(1 - 4 * x), sqrt(1 - 4 * x), SMALL),
    (series(binomial(2 * k, k) * s**k / (k + 1)), (1 - sqrt(1 - 4 * s)) / (2 * s), s, (Lt(s, Rational(1, 4)),)),
    (series(binomial(2 * k, k) / 8**k), sqrt(2), 2, ()),
    (series(binomial(k + 3, 3) * x**k), (1 - x) ** (-4), (1 - x) ** (-3), INSIDE),
)  # fmt: skip

# numbers: rational terms, telescoping
NUMBERS: tuple[Case, ...] = (
    (series(1 / k**2, 2), pi**2 / 6 - 1, pi**2 / 6, ()),
    (series((-1) ** (k + 1) / k**2, 1), pi**2 / 12, pi**2 / 6, ()),
    (series(1 / (2 * k) ** 2, 1), pi**2 / 24, pi**2 / 8, ()),
    (series(1 / k**6, 1), pi**6 / 945, pi**6 / 90, ()),
    (series(1 / (2 * k + 1) ** 4), pi**4 / 96, pi**4 / 90, ()),
    (series((-1) ** k / (2 * k + 1) ** 3), pi**3 / 32, pi**3 / 24, ()),
    (series((-1) ** k / (2 * k + 1) ** 2), Catalan, pi**2 / 12, ()),
    (series((-1) ** (k + 1) / k**3, 1), 3 * zeta(3) / 4, zeta(3), ()),
    (series(1 / (4 * k**2 - 1), 1), half, 1, ()),
    (series((-1) ** k / (k + 1)), log(2), log(3), ()),
    (series((-1) ** k / (3 * k + 1)), log(2) / 3 + sqrt(3) * pi / 9, log(2), ()),
    (series(1 / ((2 * k + 1) * (2 * k + 2))), log(2), half, ()),
    (series(1 / ((4 * k + 1) * (4 * k + 3))), pi / 8, pi / 4, ()),
    (series(1 / (k**2 * (k + 1)), 1), pi**2 / 6 - 1, pi**2 / 6, ()),
    (series(1 / (k**2 * (k + 1) ** 2), 1), pi**2 / 3 - 3, pi**2 / 3, ()),
    (series((2 * k + 1) / (k**2 * (k + 1) ** 2), 1), 1, 2, ()),
    (series(1 / (k**2 + 3 * k + 2)), 1, half, ()),
    (series(1 / (k * (k + 3)), 1), Rational(11, 18), half, ()),
    (series(1 / (k * (k + 1)), n), 1 / n, 1 / (n + 1), ()),
    (series(1 / (k**2 - 1), 2), Rational(3, 4), half, ()),
    (series(1 / (k**2 + 1)), (1 + pi * coth(pi)) / 2, (1 + pi * tanh(pi)) / 2, ()),
    (series(1 / (k**2 + b**2), 1), (pi * b * coth(pi * b) - 1) / (2 * b**2), pi * coth(pi * b) / (2 * b), ()),
    (series((-1) ** k / (k**2 + b**2), 1), (pi * b / sinh(pi * b) - 1) / (2 * b**2), pi / sinh(pi * b), ()),
    (series(1 / ((2 * k + 1) ** 2 + b**2)), pi * tanh(pi * b / 2) / (4 * b), pi * tanh(pi * b) / (4 * b), ()),
    (series(1 / (k**2 - b**2), 1), 1 / (2 * b**2) - pi * cot(pi * b) / (2 * b), pi * cot(pi * b), (Lt(b, 1),)),
    (series(k / (k**4 + k**2 + 1)), half, 1, ()),
    (series(1 / ((k + r) * (k + r + 1))), 1 / r, 1 / (r + 1), ()),
    (series(1 / sqrt(k) - 1 / sqrt(k + 1), 1), 1, half, ()),
    (series(atan(k + 1) - atan(k)), pi / 2, pi, ()),
    (series(exp(-k) - exp(-k - 1)), 1, E, ()),
    (series(k / factorial(k + 1)), 1, E, ()),
    (series((k - 1) / factorial(k), 2), 1, 2, ()),
    (series(1 / binomial(k + 2, 2)), 2, 1, ()),
    (series(1 / binomial(k + 3, 3)), Rational(3, 2), 2, ()),
    (series(binomial(2 * k, k) / (4**k * (2 * k - 1))), 0, 1, ()),
)  # fmt: skip

# probability and physics
APPLIED: tuple[Case, ...] = (
    (series(p * (1 - p) ** k), 1, p, CHANCE),
    (series(k * p * (1 - p) ** k), (1 - p) / p, 1 / p, CHANCE),
    (series(k**2 * p * (1 - p) ** (k - 1), 1), (2 - p) / p**2, (1 - p) / p**2, CHANCE),
    (series(k**2 * p * (1 - p) ** k) - series(k * p * (1 - p) ** k) ** 2, (1 - p) / p**2, 1 / p**2, CHANCE),
    (series(s**k * p * (1 - p) ** (k - 1), 1), p * s / (1 - (1 - p) * s), p / (1 - (1 - p) * s), (*CHANCE, Lt(s, 1))),
    (series((1 - p) ** (k - 1), 1), 1 / p, 1 / (1 - p), (*CHANCE, Ne(p, half))),
    (series(p * (1 - p) ** (k - 1), n), (1 - p) ** (n - 1), (1 - p) ** n, CHANCE),
    (series(binomial(k + n - 1, k) * p**n * (1 - p) ** k), 1, p, CHANCE),
    (series(binomial(k - 1, n - 1) * p**n * (1 - p) ** (k - n), n), 1, p, CHANCE),
    (series(k * binomial(k - 1, n - 1) * p**n * (1 - p) ** (k - n), n), n / p, n / p**2, CHANCE),
    (series(k * (k - 1) * exp(-lam) * lam**k / factorial(k)), lam**2, lam, (Ne(lam, 1),)),
    (series((k - lam) ** 2 * exp(-lam) * lam**k / factorial(k)), lam, lam**2, (Ne(lam, 1),)),
    (series(exp(t * k) * exp(-lam) * lam**k / factorial(k)), exp(lam * (exp(t) - 1)), exp(lam * exp(t)), ()),
    (series(exp(-lam) * lam ** (2 * k) / factorial(2 * k)), (1 + exp(-2 * lam)) / 2, (1 - exp(-2 * lam)) / 2, ()),
    (series((p * lam) ** k * exp(-p * lam) / factorial(k), 1), 1 - exp(-p * lam), exp(-p * lam), ()),
    (series(exp(-lam) * lam**k / (factorial(k) * (k + 1))), (1 - exp(-lam)) / lam, 1 / lam, ()),
    (series(exp(-b * (k + half))), 1 / (2 * sinh(b / 2)), 1 / (2 * cosh(b / 2)), ()),
    (series(k * exp(-b * k)) / series(exp(-b * k)), 1 / (exp(b) - 1), 1 / (exp(b) + 1), ()),
    (series((2 * k + 1) * exp(-b * (2 * k + 1))), cosh(b) / (2 * sinh(b) ** 2), 1 / (2 * sinh(b)), ()),
    (series(mu / (1 + mu) * k * (1 / (1 + mu)) ** k), 1 / mu, mu, (Ne(mu, 1),)),
)  # fmt: skip

LIMITS: tuple[Case, ...] = tuple(
    (Limit(body, n, oo), value, wrong, domain)
    for body, value, wrong, domain in (
        (Sum(k**2, (k, 1, n)) / n**3, Rational(1, 3), half, ()),
        (Sum(k**4, (k, 1, n)) / n**5, Rational(1, 5), Rational(1, 4), ()),
        (Sum(1 / (n + k), (k, 1, n)), log(2), 1, ()),
        (Sum(1 / (n + k), (k, 1, 2 * n)), log(3), log(2), ()),
        (Sum(n / (n**2 + k**2), (k, 1, n)), pi / 4, pi / 2, ()),
        (Sum(sqrt(k / n), (k, 1, n)) / n, Rational(2, 3), 1, ()),
        (Sum(sin(pi * k / n), (k, 1, n)) / n, 2 / pi, 1 / pi, ()),
        (Sum(exp(k / n), (k, 0, n - 1)) / n, E - 1, E, ()),
        (Sum(1 / sqrt(n * k), (k, 1, n)), 2, 1, ()),
        (exp(Sum(log(k / n), (k, 1, n)) / n), exp(-1), E, ()),
        (Sum(1 / sqrt(n**2 + k**2), (k, 1, n)), log(1 + sqrt(2)), log(2), ()),
        (Sum(1 / (n + k + 1), (k, 1, n)), log(2), 1, ()),
        (Sum(1 / (n + k), (k, 0, n + 3)), log(2), 1, ()),
        (Sum(x**k, (k, 0, n)), 1 / (1 - x), 1 / (1 + x), INSIDE),
        (Sum(x**k / factorial(k), (k, 0, n)), exp(x), exp(-x), (Ne(x, 0),)),
        (Sum(1 / (k * (k + 1)), (k, 1, n)), 1, half, ()),
        (n * Sum(1 / k**2, (k, n, 2 * n)), half, 1, ()),
        (Sum((b * k / n) ** 2 * b / n, (k, 1, n)), b**3 / 3, b**2 / 3, (Ne(b, 1),)),
        ((1 + x / n) ** n, exp(x), exp(-x), (Ne(x, 0),)),
    )
)

PRODUCTS: tuple[Case, ...] = (
    (Product(1 - 1 / k**2, (k, 2, oo)), half, 1, ()),
    (Product(1 - 1 / (4 * k**2), (k, 1, oo)), 2 / pi, pi / 2, ()),
    (Product(4 * k**2 / (4 * k**2 - 1), (k, 1, oo)), pi / 2, 2, ()),
    (Product(1 + 1 / k**2, (k, 1, oo)), sinh(pi) / pi, cosh(pi), ()),
    (Product(1 + 4 / (2 * k - 1) ** 2, (k, 1, oo)), cosh(pi), sinh(pi) / pi, ()),
    (Product(1 - b**2 / k**2, (k, 1, oo)), sin(pi * b) / (pi * b), cos(pi * b), (Lt(b, 1),)),
    (Product(1 + b**2 / k**2, (k, 1, oo)), sinh(pi * b) / (pi * b), cosh(pi * b), ()),
    (Product(k * (k + 3) / ((k + 1) * (k + 2)), (k, 1, oo)), Rational(1, 3), half, ()),
    (Product((k**2 - 1) / (k**2 + 1), (k, 2, oo)), pi / sinh(pi), 1 / sinh(pi), ()),
    (series(log(1 - 1 / k**2), 2), -log(2), log(2), ()),
    (series(log(1 + 1 / (k * (k + 2))), 1), log(2), log(3), ()),
)

TURN = (Gt(theta, 0), Lt(theta, 2 * pi))
HALF_TURN = (Gt(theta, 0), Lt(theta, pi))
FOURIER: tuple[Case, ...] = (
    (series(sin(k * theta) / k, 1), (pi - theta) / 2, pi / 2 - theta, TURN),
    (series(cos(k * theta) / k, 1), -log(2 * sin(theta / 2)), log(2 * sin(theta / 2)), TURN),
    (series(cos(k * theta) / k**2, 1), pi**2 / 6 - pi * theta / 2 + theta**2 / 4, pi**2 / 6 - theta**2 / 4, TURN),
    (series(sin(k * theta) / k**3, 1), theta * (pi - theta) * (2 * pi - theta) / 12, theta * (pi - theta) / 12, TURN),
    (series((-1) ** (k + 1) * sin(k * theta) / k, 1), theta / 2, (pi - theta) / 2, (*HALF_TURN, Lt(theta, 3))),
    (series((-1) ** k * cos(k * theta) / k**2, 1), theta**2 / 4 - pi**2 / 12, theta**2 / 4, HALF_TURN),
    (series(sin((2 * k + 1) * theta) / (2 * k + 1)), pi / 4, pi / 2, HALF_TURN),
    (4 / pi * series(sin((2 * k - 1) * theta) / (2 * k - 1), 1), 1, half, HALF_TURN),
    (series(cos((2 * k + 1) * theta) / (2 * k + 1) ** 2), pi**2 / 8 - pi * theta / 4, pi**2 / 8, HALF_TURN),
    (series(cos((2 * k + 1) * theta) / (2 * k + 1)), -log(2 * sin(theta / 2)) + log(2 * sin(theta)) / 2, 7, HALF_TURN),
    (series(sin((2 * k + 1) * theta) / (2 * k + 1) ** 3), pi * theta * (pi - theta) / 8, theta / 8, HALF_TURN),
    (series(cos(2 * k * theta) / (4 * k**2 - 1), 1), half - pi * sin(theta) / 4, half - sin(theta), HALF_TURN),
    (series(sin(k) / k, 1), (pi - 1) / 2, 1, ()),
)  # fmt: skip

ITERATED: tuple[Case, ...] = (
    (Sum(r**m * s**k, (k, 0, oo), (m, 0, oo)), 1 / ((1 - r) * (1 - s)), 1 / (1 - r * s), (*BELOW_ONE, Lt(s, 1))),
    (series(r**k * Sum(x**m / factorial(m), (m, 0, oo))), exp(x) / (1 - r), exp(x), BELOW_ONE),
    (Sum(lam**k * mu**m / (factorial(k) * factorial(m)), (k, 0, oo), (m, 0, oo)), exp(lam + mu), mu, ()),
)  # fmt: skip

# hypergeometric series that solve the differential equation of what is claimed
HOLONOMIC: tuple[Case, ...] = (
    (
        series(x ** (3 * k) / factorial(3 * k)),
        (exp(x) + 2 * exp(-x / 2) * cos(sqrt(3) * x / 2)) / 3,
        exp(x),
        (Ne(x, 0),),
    ),
    (series((-1) ** k * binomial(2 * k, k) * x ** (2 * k + 1) / (4**k * (2 * k + 1))), asinh(x), asin(x), INSIDE),
    (series((2 * x) ** (2 * k) / (k**2 * binomial(2 * k, k)), 1), 2 * asin(x) ** 2, asin(x) ** 2, INSIDE),
    (
        series(4**k * factorial(k) ** 2 * x ** (2 * k + 1) / factorial(2 * k + 1)),
        asin(x) / sqrt(1 - x**2),
        asin(x),
        INSIDE,
    ),
    (series(x ** (4 * k) / factorial(4 * k)), (cosh(x) + cos(x)) / 2, cosh(x), (Ne(x, 0),)),
    (series(binomial(2 * k, k) * x ** (2 * k + 1) / (4**k * (2 * k + 1))), asin(x), acosh(2 - x), INSIDE),
)
