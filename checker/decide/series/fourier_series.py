"""Closed forms of Σ R(j)·zʲ on the unit circle, z ≠ 1: what Fourier series of polynomials and logarithms are made of.

Li_s(e^{iφ}) + (−1)ˢ Li_s(e^{−iφ}) = −(2πi)ˢ B_s(φ/2π)/s! for 0 < φ < 2π (Hurwitz; Abramowitz and
Stegun 1964, §23.1.18, §27.8), and Li₁(e^{iφ}) = −log(2 sin ½φ) + ½i(π − φ), by Abel's theorem. The part
of Li_s that has no closed form is a name, which must cancel in the whole series.
"""

from __future__ import annotations

import sympy
from sympy import I, Integer, Symbol, exp, log, pi, sin
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_zero, sign
from checker.decide.integrals.definite import Step, Value
from checker.decide.kernels.generators import Declines
from checker.decide.series.convergence import nowhere_zero
from checker.decide.series.summands import Summand
from checker.decide.series.weights import Pole, parts
from checker.model import Domain

HIGHEST_ORDER = 8
MOST_SHIFTS = 24
MARK = "part of a polylogarithm: "


def on_unit_circle(term: Summand) -> bool:
    """Is it R(j)·zʲ with z = ±e^{iφ}, and φ not 0?"""
    return not term.risings and term.base in (1, -1) and term.turn != 0


def fourier_series(term: Summand, domain: Domain) -> Value:
    """The sum over j, with names for what has no closed form. Raises Declines where it is not shown to converge."""
    found = parts(term.weight)
    if found.pairs or not is_zero(found.polynomial, Domain()):
        raise Declines("terms that do not tend to 0, or poles that are not rational")
    angle, side = _angle(term, domain)
    value = sympy.Add(*(piece for pole in found.poles for piece in _of_pole(pole, angle, side)))
    step = Step("Σ ({})·zʲ for z = exp({}·i), by Bernoulli polynomials", (term.weight, side * angle))
    return Value(sympy.expand(term.coefficient * value), nowhere_zero(found.divisors, domain), (step,))


def without_names(value: Basic, domain: Domain) -> Basic:
    """The value without the names of unknown parts. Raises Declines where one of them does not cancel."""
    names = sorted((s for s in value.free_symbols if s.name.startswith(MARK)), key=str)
    if not names:
        return value
    expanded = sympy.expand(value)
    for name in names:
        if not is_zero(expanded.coeff(name, 1), domain):
            raise Declines("a polylogarithm without a closed form")
    return expanded.xreplace(dict.fromkeys(names, Integer(0)))


def _angle(term: Summand, domain: Domain) -> tuple[Basic, int]:
    """(φ, ±1) with z = e^{±iφ} and 0 < φ < 2π on the domain."""
    side = -1 if term.turn.could_extract_minus_sign() else 1
    turns = (0, 2, -2) if term.base == 1 else (1, -1)
    for halves in turns:
        angle = side * term.turn + halves * pi
        if sign(angle, domain) == 1 and sign(2 * pi - angle, domain) == 1:
            return angle, side
    raise Declines("an angle that may be a whole turn")


def _of_pole(pole: Pole, angle: Basic, side: int) -> list[Basic]:
    a, s = pole.offset, pole.order
    if not (2 * a).is_Integer or a <= 0 or s > HIGHEST_ORDER or a > MOST_SHIFTS:
        raise Declines("a pole in the range, or with another denominator")
    whole = _polylogarithm(s, angle, side)
    if a.is_Integer:
        z = exp(side * I * angle)
        lost = sympy.Add(*(z**n / Integer(n) ** s for n in range(1, int(a))))
        return [pole.factor * z ** (-a) * (whole - lost)]
    y, p = exp(side * I * angle / 2), int(2 * a)
    odd = _polylogarithm(s, angle / 2, side) - whole / 2**s
    lost = sympy.Add(*(y**n / Integer(n) ** s for n in range(1, p, 2)))
    return [pole.factor * 2**s * y ** (-p) * (odd - lost)]


def _polylogarithm(s: int, angle: Basic, side: int) -> Basic:
    """Li_s(e^{±iφ}) for 0 < φ < 2π."""
    if s == 1:
        return -log(2 * sin(angle / 2)) + side * I * (pi - angle) / 2
    known = sympy.expand(-((2 * pi * I) ** s) * sympy.bernoulli(s, angle / (2 * pi)) / (2 * sympy.factorial(s)))
    unknown = Symbol(f"{MARK}{s} at {angle}", real=True)
    return known + side * I * unknown if s % 2 == 0 else side * known + unknown
