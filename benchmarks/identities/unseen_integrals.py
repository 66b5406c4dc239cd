"""Definite integrals as a lecture has them, written down unseen by the checker."""

from __future__ import annotations

from functools import partial

from sympy import (
    Abs,
    Derivative,
    E,
    Function,
    Gt,
    Integral,
    Lt,
    Ne,
    Rational,
    asin,
    cos,
    cosh,
    exp,
    factorial,
    floor,
    gamma,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)

from benchmarks.identities.identity import Identity, by_left

a, b, x, y, mu = symbols("a b x y mu", real=True)
s, t, sigma = symbols("s t sigma", positive=True)
n, m = symbols("n m", integer=True, positive=True)
D = Derivative
f = Function("f", real=True)
half = Rational(1, 2)


row = partial(by_left, "unseen integrals")

IDENTITIES: tuple[Identity, ...] = (
    row(Integral(x * exp(-x), (x, 0, 1)), 1 - 2 / E, 1 + 2 / E),
    row(Integral(log(x), (x, 1, E)), 1, E),
    row(Integral(1 / (1 + x**2), (x, 0, oo)), pi / 2, pi),
    row(Integral(exp(-a * x), (x, 0, oo)), 1 / a, 1 / a**2, Gt(a, 0), Ne(a, 1)),
    row(Integral(x * sin(n * x), (x, -pi, pi)), -2 * pi * (-1) ** n / n, 2 * pi * (-1) ** n / n),
    row(Integral(sin(x) ** 4, (x, 0, pi)), 3 * pi / 8, 3 * pi / 4),
    row(Integral(1 / (x * log(x)), (x, E, E**2)), log(2), 2),
    row(Integral(sqrt(1 - x**2), (x, -1, 1)), pi / 2, pi),
    row(Integral(exp(-(x**2) / 2), (x, -oo, oo)), sqrt(2 * pi), sqrt(pi)),
    row(Integral(x**2 * exp(-(x**2)), (x, 0, oo)), sqrt(pi) / 4, sqrt(pi) / 2),
    row(Integral(1 / sqrt(x), (x, 0, 4)), 4, 2),
    row(Integral(x**n, (x, 0, 1)), 1 / (n + 1), 1 / n),
    row(Integral(cos(m * x) * cos(x), (x, 0, 2 * pi)), 0, pi, Gt(m, 1)),
    row(Integral(D(f(x), x) * f(x), (x, 0, 1)), (f(1) ** 2 - f(0) ** 2) / 2, f(1) ** 2 - f(0) ** 2),
    row(D(Integral(sin(t**2), (t, 0, x**2)), x), 2 * x * sin(x**4), sin(x**4), Gt(x, 0)),
    row(Integral(1 / (x * (x + 1)), (x, 1, oo)), log(2), 1),
    row(Integral(log(x) ** 2, (x, 0, 1)), 2, 1),
    row(
        Integral(x ** (a - 1) * (1 - x) ** (b - 1), (x, 0, 1)),
        gamma(a) * gamma(b) / gamma(a + b),
        gamma(a) * gamma(b),
        Gt(a, 1),
        Gt(b, 2),
    ),
    row(
        Integral((x - mu) ** 2 * exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * sqrt(2 * pi)), (x, -oo, oo)),
        sigma**2,
        sigma,
        Gt(sigma, 1),
    ),
    row(Integral(sqrt(a**2 - x**2), (x, 0, a)), pi * a**2 / 4, pi * a**2 / 2, Gt(a, 0)),
    row(Integral(x / (x**2 + 1) ** 2, (x, 0, oo)), half, 1),
    row(Integral(1 / (1 + x**3), (x, 0, oo)), 2 * pi / (3 * sqrt(3)), pi / (3 * sqrt(3))),
    row(Integral(log(1 + x), (x, 0, 1)), 2 * log(2) - 1, log(2) - 1),
    row(Integral(exp(-s * x) * sin(x), (x, 0, oo)), 1 / (1 + s**2), s / (1 + s**2), Gt(s, 2)),
    row(
        Integral(exp(-s * x) * cos(a * x), (x, 0, oo)),
        s / (s**2 + a**2),
        a / (s**2 + a**2),
        Gt(s, 2),
        Lt(a, 1),
        Gt(a, 0),
    ),
    row(Integral(Integral(x * y, (y, 0, x)), (x, 0, 1)), Rational(1, 8), Rational(1, 4)),
    row(Integral(f(a + b - x), (x, a, b)), Integral(f(x), (x, a, b)), -Integral(f(x), (x, a, b))),
    row(Integral(x * D(f(x), x), (x, 0, 1)), f(1) - Integral(f(x), (x, 0, 1)), f(1) + Integral(f(x), (x, 0, 1))),
    row(Integral(exp(-x) * x**n, (x, 0, oo)), factorial(n), factorial(n - 1), Gt(n, 1)),
    row(Integral(asin(x), (x, 0, 1)), pi / 2 - 1, pi / 2),
    row(Integral(1 / (cosh(x)), (x, -oo, oo)), pi, pi / 2),
    row(Integral(log(sin(x)), (x, 0, pi / 2)), -pi * log(2) / 2, pi * log(2) / 2),
    row(Integral(x * log(x), (x, 0, 1)), -Rational(1, 4), Rational(1, 4)),
    row(Integral(floor(x), (x, 0, 3)), 3, 6),
    row(Integral(1 / (a**2 + x**2), (x, -oo, oo)), pi / Abs(a), pi / a, Lt(a, 0)),
    row(Integral(sin(n * x) ** 2, (x, 0, pi)), pi / 2, pi / n, Gt(n, 2)),
    row(Integral(exp(-Abs(x)), (x, -oo, oo)), 2, 1),
)
