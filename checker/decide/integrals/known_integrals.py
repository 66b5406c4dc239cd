"""Definite integrals without elementary antiderivative, by stated theorems, each with its conditions and source.

Sources: Abramowitz and Stegun 1964 (A&S), "Handbook of Mathematical Functions"; Gradshteyn and
Ryzhik 2007 (G&R), "Table of Integrals, Series, and Products".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sympy
from sympy import Integer, gamma, log, oo, pi, sqrt
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import Interval, sign


@dataclass(frozen=True, slots=True)
class Theorem:
    """One theorem: its name and source, its bounds, and the value it gives to an integrand that it speaks of.

    `value` gets the integrand, its variable, and a test that a value is certainly positive; it
    gives None where the theorem does not speak of the integrand or a condition is not certain.
    """

    source: str
    low: Basic
    high: Basic
    value: Callable[[Basic, Basic, Positive], Basic | None]


HIGHEST_MOMENT = 12

Positive = Callable[[Basic], bool]


def known_between(where: Interval) -> bool:
    """Is any theorem about this interval?"""
    return any((theorem.low, theorem.high) == (where.low, where.high) for theorem in THEOREMS)


def known_integral(function: Basic, where: Interval) -> Iterator[tuple[Basic, str]]:
    """The values that the theorems give to a definite integral, with their sources."""

    def positive(value: Basic) -> bool:
        return not value.has(where.variable) and sign(value, where.domain) == 1

    factor, rest = function.as_independent(where.variable, as_Add=False)
    for theorem in THEOREMS:
        if (theorem.low, theorem.high) == (where.low, where.high):
            value = theorem.value(rest, where.variable, positive)
            if value is not None:
                yield factor * value, theorem.source


# --- the shape of an integrand -----------------------------------------------------------------


def _split(function: Basic, variable: Basic) -> tuple[Basic, list[Basic]]:
    """(p − 1, other factors) of a product with a factor t^(p − 1)."""
    exponent, others = Integer(0), []
    for factor in sympy.Mul.make_args(function):
        base, power = factor.as_base_exp()
        if base == variable and not power.has(variable):
            exponent += power
        else:
            others.append(factor)
    return exponent, others


def _rate(exponent: Basic, variable: Basic) -> tuple[Basic, Basic] | None:
    """(a, q) with exponent = −a·t^q."""
    factor, rest = exponent.as_independent(variable, as_Add=False)
    base, power = rest.as_base_exp()
    return (-factor, power) if base == variable and not power.has(variable) else None


def _line(expression: Basic, variable: Basic) -> tuple[Basic, Basic] | None:
    """(c, d·t^q part) of c + d·t^q."""
    constant, rest = expression.as_independent(variable, as_Add=True)
    return (constant, rest) if rest != 0 else None


# --- the theorems ------------------------------------------------------------------------------


def _gamma(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀^∞ t^(p−1) e^(−a t^q) dt = Γ(p/q) / (q a^(p/q)), for a, p, q > 0."""
    power, others = _split(function, t)
    if len(others) != 1 or not isinstance(others[0], sympy.exp):
        return None
    rate = _rate(others[0].args[0], t)
    if rate is None:
        return None
    a, q = rate
    p = power + 1
    if not (positive(a) and positive(p) and positive(q)):
        return None
    return gamma(p / q) / (q * a ** (p / q))


def _beta(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀¹ t^(p−1) (1 − t)^(q−1) dt = Γ(p)Γ(q)/Γ(p + q), for p, q > 0."""
    power, others = _split(function, t)
    q = Integer(0)
    for factor in others:
        base, exponent = factor.as_base_exp()
        if sympy.expand(base - (1 - t)) != 0 or exponent.has(t):
            return None
        q += exponent
    p, q = power + 1, q + 1
    return gamma(p) * gamma(q) / gamma(p + q) if others and positive(p) and positive(q) else None


def _beta_of_second_kind(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀^∞ t^(p−1) (1 + t)^(−r) dt = Γ(p)Γ(r − p)/Γ(r), for 0 < p < r."""
    power, others = _split(function, t)
    if len(others) != 1:
        return None
    base, exponent = others[0].as_base_exp()
    if sympy.expand(base - (1 + t)) != 0 or exponent.has(t):
        return None
    p, r = power + 1, -exponent
    if r == 1:
        return None  # the reflection formula gives it without Γ
    return gamma(p) * gamma(r - p) / gamma(r) if positive(p) and positive(r - p) else None


def _reflection(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀^∞ t^(p−1)/(c + d t^q) dt = π c^(p/q−1) d^(−p/q) / (q sin(πp/q)), for c, d > 0 and 0 < p < q."""
    power, others = _split(function, t)
    if len(others) != 1:
        return None
    base, exponent = others[0].as_base_exp()
    line = _line(base, t) if exponent == -1 else None
    rate = _rate(-line[1], t) if line is not None else None
    if line is None or rate is None:
        return None
    (c, _), (d, q), p = line, rate, power + 1
    if not (positive(c) and positive(d) and positive(p) and positive(q - p)):
        return None
    return pi * c ** (p / q - 1) * d ** (-p / q) / (q * sympy.sin(pi * p / q))


def _bose(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀^∞ t^(p−1)/(e^(at) − 1) dt = Γ(p)ζ(p)/a^p, for a > 0 and p > 1."""
    found = _over_exponential(function, t, positive, -1)
    return None if found is None else gamma(found[0]) * sympy.zeta(found[0]) / found[1] ** found[0]


def _fermi(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀^∞ t^(p−1)/(e^(at) + 1) dt = (1 − 2^(1−p)) Γ(p)ζ(p)/a^p, for a > 0 and p > 1."""
    found = _over_exponential(function, t, positive, 1)
    if found is None:
        return None
    p, a = found
    return (1 - 2 ** (1 - p)) * gamma(p) * sympy.zeta(p) / a**p


def _over_exponential(function: Basic, t: Basic, positive: Positive, constant: int) -> tuple[Basic, Basic] | None:
    power, others = _split(function, t)
    if len(others) != 1 or others[0].as_base_exp()[1] != -1:
        return None
    exponential = others[0].as_base_exp()[0] - constant
    rate = _rate(exponential.args[0], t) if isinstance(exponential, sympy.exp) else None
    if rate is None or rate[1] != 1 or not positive(-rate[0]) or not positive(power):
        return None
    return power + 1, -rate[0]


def _frullani(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀^∞ (e^(−at) − e^(−bt))/t dt = log(b/a), for a, b > 0."""
    terms = sympy.Add.make_args(sympy.expand(function * t))
    if len(terms) != 2:
        return None
    factors, exponentials = zip(*(term.as_independent(t, as_Add=False) for term in terms), strict=True)
    if factors[0] + factors[1] != 0 or not all(isinstance(each, sympy.exp) for each in exponentials):
        return None
    rates = [_rate(each.args[0], t) for each in exponentials]
    if any(rate is None or rate[1] != 1 or not positive(rate[0]) for rate in rates):
        return None
    a, b = (rate[0] for rate in rates if rate is not None)
    return factors[0] * log(b / a)


def _dirichlet(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀^∞ sin(at)/t dt = π/2, for a > 0."""
    power, others = _split(function, t)
    if power != -1 or len(others) != 1 or not isinstance(others[0], sympy.sin):
        return None
    rate = _rate(-others[0].args[0], t)
    return pi / 2 if rate is not None and rate[1] == 1 and positive(rate[0]) else None


def _squared_dirichlet(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫₀^∞ sin²(at)/t² dt = πa/2, and ∫₀^∞ (1 − cos at)/t² dt = πa/2, for a > 0."""
    power, others = _split(function, t)
    if power != -2 or len(others) != 1:
        return None
    base, exponent = others[0].as_base_exp()
    wave = base if exponent == 2 and isinstance(base, sympy.sin) else sympy.expand(1 - others[0])
    if not isinstance(wave, sympy.sin | sympy.cos) or isinstance(wave, sympy.sin) is not (exponent == 2):
        return None
    rate = _rate(-wave.args[0], t)
    return pi * rate[0] / 2 if rate is not None and rate[1] == 1 and positive(rate[0]) else None


def _gaussian_wave(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫ e^(−at²) cos(bt) dt over the line = √(π/a) e^(−b²/4a), for a > 0; 0 with sin for cos."""
    factors = list(sympy.Mul.make_args(function))
    waves = [factor for factor in factors if isinstance(factor, sympy.sin | sympy.cos)]
    rest = [factor for factor in factors if factor not in waves]
    if len(waves) != 1 or len(rest) != 1 or not isinstance(rest[0], sympy.exp):
        return None
    bell, turn = _rate(rest[0].args[0], t), _rate(-waves[0].args[0], t)
    if bell is None or turn is None or bell[1] != 2 or turn[1] != 1 or not positive(bell[0]):
        return None
    if isinstance(waves[0], sympy.sin):
        return Integer(0)
    return sqrt(pi / bell[0]) * sympy.exp(-(turn[0] ** 2) / (4 * bell[0]))


def _gaussian_moment(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫ P(t) e^(−at² + bt + c) dt over the line = √(π/a) e^(c + b²/4a) E P(X), X normal with mean b/2a, variance 1/2a.

    For a > 0 and a polynomial P; E Xᵏ = Σ C(k, 2j) (2j − 1)!! mean^(k − 2j) variance^j.
    """
    factors = sympy.Mul.make_args(function)
    exponent = sympy.expand(sympy.Add(*(each.args[0] for each in factors if isinstance(each, sympy.exp))))
    weight = sympy.expand(sympy.Mul(*(each for each in factors if not isinstance(each, sympy.exp))))
    if not (exponent.is_polynomial(t) and weight.is_polynomial(t)) or sympy.degree(exponent, t) != 2:
        return None
    c, b, a = (exponent.coeff(t, k) for k in (0, 1, 2))
    degree = int(sympy.degree(weight, t)) if weight.has(t) else 0
    if degree > HIGHEST_MOMENT or not positive(-a):
        return None
    mean, variance = -b / (2 * a), -1 / (2 * a)
    total = sympy.Add(*(weight.coeff(t, k) * _normal_moment(k, mean, variance) for k in range(degree + 1)))
    return sqrt(pi / -a) * sympy.exp(c - b**2 / (4 * a)) * total


def _normal_moment(order: int, mean: Basic, variance: Basic) -> Basic:
    return sympy.Add(
        *(
            sympy.binomial(order, 2 * j) * sympy.factorial2(2 * j - 1) * mean ** (order - 2 * j) * variance**j
            for j in range(order // 2 + 1)
        )
    )


def _half_gaussian_wave(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """Half of the integral over the line, for cos."""
    return None if function.has(sympy.sin) else _halved(_gaussian_wave(function, t, positive))


def _halved(value: Basic | None) -> Basic | None:
    return None if value is None else value / 2


def _log_of_wave(function: Basic, t: Basic, _positive: Positive) -> Basic | None:
    """∫ log sin t dt from 0 to π/2 = −(π/2) log 2 = ∫ log cos t dt."""
    return -pi * log(2) / 2 if function in (log(sympy.sin(t)), log(sympy.cos(t))) else None


def _log_of_sine(function: Basic, t: Basic, _positive: Positive) -> Basic | None:
    """∫ log sin t dt from 0 to π = −π log 2."""
    return -pi * log(2) if function == log(sympy.sin(t)) else None


def _over_cosine(function: Basic, t: Basic, positive: Positive) -> Basic | None:
    """∫ dt/(a + b cos t) over a whole turn = 2π/√(a² − b²), for a > |b|; so with sin for cos."""
    base, exponent = function.as_base_exp()
    waves = [node for node in base.atoms(sympy.sin, sympy.cos) if node.args[0] == t]
    if exponent != -1 or len(waves) != 1:
        return None
    b = base.coeff(waves[0])
    a = sympy.expand(base - b * waves[0])
    if a.has(t) or b.has(t) or not positive(a - b) or not positive(a + b):
        return None
    return 2 * pi / sqrt(a**2 - b**2)


ZERO, ONE = Integer(0), Integer(1)

THEOREMS: tuple[Theorem, ...] = (
    Theorem("Γ by Euler's integral (A&S 6.1.1)", ZERO, oo, _gamma),
    Theorem("the beta function (A&S 6.2.1)", ZERO, ONE, _beta),
    Theorem("the reflection of Γ (G&R 3.241.2)", ZERO, oo, _reflection),
    Theorem("the beta function of the second kind (A&S 6.2.1)", ZERO, oo, _beta_of_second_kind),
    Theorem("ζ by the Bose integral (A&S 23.2.7)", ZERO, oo, _bose),
    Theorem("ζ by the Fermi integral (A&S 23.2.8)", ZERO, oo, _fermi),
    Theorem("Frullani's integral (G&R 3.434.2)", ZERO, oo, _frullani),
    Theorem("Dirichlet's integral (G&R 3.721.1)", ZERO, oo, _dirichlet),
    Theorem("Dirichlet's integral, by parts (G&R 3.821.9, 3.782.2)", ZERO, oo, _squared_dirichlet),
    Theorem("the moments of the normal law (G&R 3.462.2)", -oo, oo, _gaussian_moment),
    Theorem("the Fourier transform of a Gaussian (A&S 7.4.6)", -oo, oo, _gaussian_wave),
    Theorem("the Fourier transform of a Gaussian (A&S 7.4.6)", ZERO, oo, _half_gaussian_wave),
    Theorem("Euler's log-sine integral (G&R 4.224.3)", ZERO, pi / 2, _log_of_wave),
    Theorem("Euler's log-sine integral (G&R 4.224.3)", ZERO, pi, _log_of_sine),
    Theorem("the Poisson kernel's integral (G&R 3.645)", ZERO, 2 * pi, _over_cosine),
    Theorem("the Poisson kernel's integral (G&R 3.645)", -pi, pi, _over_cosine),
)
