"""Closed forms of Σ R(j) and Σ (−1)ʲ R(j) for a rational function R.

Partial fractions lead to ψ and to Hurwitz's ζ(s, a) = Σ (j + a)^{−s} (Abramowitz and Stegun 1964,
§6.8, §6.3–6.4, §23.2): Gauss's theorem for ψ at rationals (§6.3.7; Knuth 1997, §1.2.9, exercise 21),
reflection a ↔ 1 − a, ζ(s, ½) = (2ˢ − 1)ζ(s), and Euler's Σ 1/(j² + g²) = (πg·coth πg + 1)/(2g²).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sympy
from sympy import EulerGamma, Integer, Rational, cos, cot, coth, log, pi, sin, tanh, zeta
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_zero, sign
from checker.decide.integrals.definite import Diverges, Step, Value
from checker.decide.kernels.generators import Declines
from checker.decide.series.convergence import nowhere_zero
from checker.decide.series.power_series import square_root
from checker.decide.series.summands import J
from checker.decide.series.weights import Pair, Pole, degrees, parts
from checker.model import Domain

MOST_SHIFTS = 60
LARGEST_DENOMINATOR = 12  # of a rational at which ψ is written out
HALF = Rational(1, 2)


def rational_series(weight: Basic, base: int, domain: Domain) -> Value:
    """Σ weight(j)·baseʲ over j = 0, 1, 2, …, for base 1 or −1. Raises Declines where none is found."""
    above, below = degrees(weight)
    if base == -1:
        if above >= below:
            raise Diverges("a series that diverges")
        # the terms tend to 0, so that pairs may be taken together
        weight = weight.xreplace({J: 2 * J}) - weight.xreplace({J: 2 * J + 1})
        above, below = degrees(weight)
    if above > below - 2:
        raise Diverges("a series that diverges")
    found = parts(weight)
    if not is_zero(found.polynomial, Domain()):
        raise Diverges("a series that diverges")
    numbers = [pole for pole in found.poles if pole.offset.is_Rational]
    named = [pole for pole in found.poles if not pole.offset.is_Rational]
    digammas, conditions = _named(named, domain)
    value = sympy.Add(*_numbered(numbers), digammas, *(_pair(pair, domain) for pair in found.pairs))
    conditions = tuple(dict.fromkeys((*conditions, *nowhere_zero(found.divisors, domain))))
    return Value(value, conditions, (Step("Σ ({}) by partial fractions, ψ and ζ", (weight,)),))


# --- rational poles ----------------------------------------------------------------------------


def _numbered(poles: Iterable[Pole]) -> Iterator[Basic]:
    """Σ c/(j + a)^s; where s = 1, without γ·Σc, which is 0 in all."""
    open_values: dict[tuple[int, Basic], Basic] = {}
    for pole in poles:
        if pole.offset.is_Integer and pole.offset <= 0:
            raise Declines("a pole in the range")
        shift = int(sympy.ceiling(pole.offset)) - 1
        if abs(shift) > MOST_SHIFTS:
            raise Declines("a pole that is far")
        start, s = pole.offset - shift, pole.order
        lost = range(shift) if shift > 0 else range(shift, 0)
        side = -1 if shift > 0 else 1
        yield side * pole.factor * sympy.Add(*(1 / (start + r) ** s for r in lost))
        if s == 1:
            yield -pole.factor * _digamma(start)
        elif start == 1:
            yield pole.factor * zeta(s)
        elif start == HALF:
            yield pole.factor * (2**s - 1) * zeta(s)
        elif start < HALF:
            open_values[s, start] = open_values.get((s, start), Integer(0)) + pole.factor
        else:
            key = (s, 1 - start)
            yield -pole.factor * _cotangent_slope(s, 1 - start)
            open_values[key] = open_values.get(key, Integer(0)) + pole.factor * (-1) ** (s - 1)
    for (s, start), factor in open_values.items():
        if is_zero(factor, Domain()):
            continue
        if (s, start) != (2, Rational(1, 4)):
            raise Declines("a value of ζ(s, a) without a closed form")
        yield factor * (pi**2 + 8 * sympy.Catalan)


def _cotangent_slope(s: int, at: Basic) -> Basic:
    """π·cot⁽ˢ⁻¹⁾(πz)/(s − 1)!, with ζ(s, 1 − z) = (−1)^{s−1}ζ(s, z) − this."""
    z = sympy.Dummy()
    return (pi * sympy.diff(cot(pi * z), z, s - 1) / sympy.factorial(s - 1)).xreplace({z: at})


def _digamma(start: Basic) -> Basic:
    """ψ(p/q) + γ for 0 < p ≤ q, by Gauss."""
    q = int(start.q)
    if q > LARGEST_DENOMINATOR:
        raise Declines("ψ at a rational with a large denominator")
    if q == 1:
        return Integer(0)
    waves = (cos(2 * pi * n * start) * log(sin(pi * Rational(n, q))) for n in range(1, (q - 1) // 2 + 1))
    return -log(2 * q) - pi / 2 * cot(pi * start) + 2 * sympy.Add(*waves)


# --- poles with names --------------------------------------------------------------------------


def _named(poles: list[Pole], domain: Domain) -> tuple[Basic, tuple[Basic, ...]]:
    """Σ c/(j + a)^s for named a > 0: poles that differ by integers telescope; ψ and its reflection for the rest."""
    groups: list[tuple[Basic, int, list[tuple[Basic, int]]]] = []
    for pole in poles:
        if sign(pole.offset, domain) != 1:
            raise Declines("a pole that may lie in the range")
        for start, order, members in groups:
            gap = sympy.expand(pole.offset - start)
            if order == pole.order and gap.is_Integer and abs(gap) <= MOST_SHIFTS:
                members.append((pole.factor, int(gap)))
                break
        else:
            groups.append((pole.offset, pole.order, [(pole.factor, 0)]))
    total, rests = Integer(0), list[tuple[Basic, Basic]]()
    for start, order, members in groups:
        least = min(gap for _, gap in members)
        for factor, gap in members:
            total -= factor * sympy.Add(*(1 / (start + r) ** order for r in range(least, gap)))
        rest = sympy.Add(*(factor for factor, _ in members))
        if is_zero(rest, Domain()):
            continue
        if order != 1:
            raise Declines("a value of ζ(s, a) without a closed form")
        rests.append((rest, start + least))
    return _with_reflection(total, rests, domain)


def _with_reflection(total: Basic, rests: list[tuple[Basic, Basic]], domain: Domain) -> tuple[Basic, tuple[Basic, ...]]:
    """The total less c·(ψ(a) + γ), where ψ(n − a) is ψ(a) + π·cot πa and rational steps."""
    turns: list[Basic] = []
    kept: list[tuple[Basic, Basic]] = []
    for factor, start in rests:
        partner = next((each for each in kept if sympy.expand(each[1] + start).is_Integer), None)
        if partner is None:
            kept.append((factor, start))
            continue
        kept.remove(partner)
        kept.append((partner[0] + factor, partner[1]))
        whole = int(sympy.expand(partner[1] + start))
        if abs(whole) > MOST_SHIFTS:
            raise Declines("a pole that is far")
        # ψ(start) = ψ(1 − a) + Σ over the steps from 1 − a to start = whole − a
        steps = sympy.Add(*(1 / (1 - partner[1] + r) for r in range(whole - 1)))
        total -= factor * (pi * cot(pi * partner[1]) + steps)
        turns.append(sin(pi * partner[1]))
    for factor, start in kept:
        if not is_zero(factor, Domain()):
            total -= factor * (sympy.polygamma(0, start) + EulerGamma)
    return total, nowhere_zero(turns, domain)


def _pair(pair: Pair, domain: Domain) -> Basic:
    """Σ c/((j + b)² + g²), for 2b an integer and g² > 0."""
    if sign(pair.square, domain) != 1 or not (2 * pair.centre).is_Integer:
        raise Declines("poles that are not conjugate, or not centred at a half integer")
    root, _ = square_root(pair.square, domain)
    shift = int(sympy.floor(pair.centre))
    start = pair.centre - shift
    if abs(shift) > MOST_SHIFTS:
        raise Declines("a pole that is far")
    if start == 0:
        whole = pi * coth(pi * root) / (2 * root) + 1 / (2 * pair.square)
    else:
        whole = pi * tanh(pi * root) / (2 * root)
    lost = range(shift) if shift > 0 else range(shift, 0)
    steps = sympy.Add(*(1 / ((start + r) ** 2 + pair.square) for r in lost))
    return pair.factor * (whole - steps if shift > 0 else whole + steps)
