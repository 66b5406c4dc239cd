"""Integrals with parameters: moments, Leibniz's rule, antiderivatives up to a constant; and near misses, refuted."""

import pytest
import sympy as sp
from sympy import (
    Abs,
    Derivative,
    Function,
    Integral,
    Max,
    Ne,
    atan,
    cos,
    exp,
    factorial,
    gamma,
    log,
    oo,
    pi,
    sign,
    sin,
    sqrt,
)
from sympy.core.basic import Basic

from checker.decide import decide
from checker.model import Domain, Equal, Goal, Status

x, y, z, a, b, mu, w = sp.symbols("x y z a b mu omega", real=True)
s, t, p, r, lam, sigma = sp.symbols("s t p r lambda sigma", positive=True)
n = sp.Symbol("n", integer=True, positive=True)
f = Function("f")
LINE = (z, -oo, oo)
UNIT = exp(-(z**2) / 2) / sqrt(2 * pi)
DENSITY = exp(-((z - mu) ** 2) / (2 * sigma**2)) / (sigma * sqrt(2 * pi))
GAMMA = t ** (s - 1) * exp(-t * p) * p**s / gamma(s)
BETA = t ** (s - 1) * (1 - t) ** (p - 1) * gamma(s + p) / (gamma(s) * gamma(p))
LAPLACE = exp(-Abs(z) / s) / (2 * s)

Row = tuple[Basic, Basic, tuple[Basic, ...]]

HOLDS: dict[str, Row] = {
    "normal generating function": (Integral(exp(a * z) * UNIT, LINE), exp(a**2 / 2), ()),
    "the same, anywhere": (Integral(exp(a * z) * DENSITY, LINE), exp(a * mu + sigma**2 * a**2 / 2), ()),
    "log-normal mean": (Integral(exp(mu + s * z) * UNIT, LINE), exp(mu + s**2 / 2), ()),
    "normal mean": (Integral(z * DENSITY, LINE), mu, ()),
    "normal variance": (Integral((z - mu) ** 2 * DENSITY, LINE), sigma**2, ()),
    "normal fourth moment": (Integral((z - mu) ** 4 * DENSITY, LINE), 3 * sigma**4, ()),
    "tilted second moment": (Integral(z**2 * exp(a * z) * UNIT, LINE), (1 + a**2) * exp(a**2 / 2), ()),
    "completed square": (Integral(exp(-s * z**2 + b * z), LINE), sqrt(pi / s) * exp(b**2 / (4 * s)), ()),
    "two densities": (
        Integral(exp(-((z - a) ** 2) / 2) * exp(-((z - b) ** 2) / 2) / (2 * pi), LINE),
        exp(-((a - b) ** 2) / 4) / (2 * sqrt(pi)),
        (),
    ),
    "exponential generating function": (
        Integral(exp(a * t) * lam * exp(-lam * t), (t, 0, oo)), lam / (lam - a), (a < lam,)
    ),
    "gamma second moment": (Integral(t**2 * GAMMA, (t, 0, oo)), s * (s + 1) / p**2, ()),
    "beta mean": (Integral(t * BETA, (t, 0, 1)), s / (s + p), ()),
    "Laplace variance": (Integral(z**2 * LAPLACE, LINE), 2 * s**2, ()),
    "Laplace transform of a power": (Integral(t**n * exp(-s * t), (t, 0, oo)), factorial(n) / s ** (n + 1), ()),
    "lower bound moves": (Derivative(Integral(cos(t**2), (t, x, 1)), x), -cos(x**2), ()),
    "both bounds move": (Derivative(Integral(cos(t**2), (t, x, x**2)), x), 2 * x * cos(x**4) - cos(x**2), ()),
    "under the integral sign": (
        Derivative(Integral(exp(-a * t**2), (t, 0, 1)), a), -Integral(t**2 * exp(-a * t**2), (t, 0, 1)), ()
    ),
    "bound and integrand move": (
        Derivative(Integral(sin(x * t) * exp(t**2), (t, 0, x)), x),
        sin(x**2) * exp(x**2) + Integral(t * cos(x * t) * exp(t**2), (t, 0, x)),
        (),
    ),
    "a convolution": (Derivative(Integral((x - t) * f(t), (t, 0, x)), x), Integral(f(t), (t, 0, x)), ()),
    "a closed form besides": (
        Derivative(Integral(exp(-a * t), (t, 0, 1)), a), (exp(-a) * (a + 1) - 1) / a**2, (Ne(a, 0),)
    ),
    "antiderivative": (Integral(x * exp(x), x), (x - 1) * exp(x), ()),
    "antiderivative and a constant": (Integral(1 / (1 + x**2), x), atan(x) + 3, ()),
    "antiderivative on both sides of 0": (Integral(1 / x, x), log(Abs(x)), ()),
    "slope of a maximum": (Derivative(Max(x, y), x), sp.Integer(1), (x > y,)),
    "slope of |·|": (Derivative(Abs(x - 1), x), sign(x - 1), (Ne(x, 1),)),
    "mixed partials": (Derivative(f(x, y), x, y), Derivative(f(x, y), y, x), ()),
    "product rule, two arguments": (Derivative(x * f(x, y), x), f(x, y) + x * Derivative(f(x, y), x), ()),
}  # fmt: skip  # one identity a line

FAILS: dict[str, Row] = {
    "normal generating function": (Integral(exp(a * z) * DENSITY, LINE), exp(a * mu + sigma**2 * a**2), ()),
    "normal fourth moment": (Integral((z - mu) ** 4 * DENSITY, LINE), 2 * sigma**4, ()),
    "log-normal mean": (Integral(exp(mu + s * z) * UNIT, LINE), exp(mu), ()),
    "lower bound moves": (Derivative(Integral(cos(t**2), (t, x, 1)), x), cos(x**2), ()),
    "both bounds move": (Derivative(Integral(cos(t**2), (t, x, x**2)), x), x * cos(x**4) - cos(x**2), ()),
    "under the integral sign": (
        Derivative(Integral(exp(-a * t**2), (t, 0, 1)), a), Integral(t**2 * exp(-a * t**2), (t, 0, 1)), ()
    ),
    "a bound forgotten": (
        Derivative(Integral(sin(x * t) * exp(t**2), (t, 0, x)), x),
        Integral(t * cos(x * t) * exp(t**2), (t, 0, x)),
        (),
    ),
    "antiderivative": (Integral(x * exp(x), x), x * exp(x), ()),
    "antiderivative's sign": (Integral(sin(x), x), cos(x), ()),
    "a wave equation": (Derivative(f(x, y), x), Derivative(f(x, y), y) / 2, ()),
    "a symmetry": (f(x, y), f(y, x), ()),
    "one argument only": (f(x + 2 * y, 0), f(x, y), ()),
    "Laplace's equation": (Derivative(f(x, y), (x, 2)) + Derivative(f(x, y), (y, 2)), sp.Integer(0), ()),
}  # fmt: skip


@pytest.mark.parametrize("name", HOLDS)
def test_holds(name: str) -> None:
    left, right, domain = HOLDS[name]
    verdict = decide(Goal(Equal(left, right), domain=Domain(domain)))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, ())


@pytest.mark.parametrize("name", FAILS)
def test_fails(name: str) -> None:
    left, right, domain = FAILS[name]
    assert decide(Goal(Equal(left, right), domain=Domain(domain))).status is Status.REFUTED
