"""Closed forms of Σ R(j)·zʲ and of such terms over one factorial, or with one rising factorial above it.

Geometric, logarithmic, inverse tangent, exponential, circular, hyperbolic and binomial series
(Abramowitz and Stegun 1964, §3.6, §4.1–4.6), with weights that are polynomials of the index or can
be made such: falling powers j(j − 1)…(j − i + 1) shift the index by i (Graham, Knuth and Patashnik
1994, §7.2, §7.3).
"""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import I, Integer, atan, atanh, cos, exp, factorial, log, sin
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import sign
from checker.decide.integrals.definite import Step, Value
from checker.decide.kernels.generators import Declines
from checker.decide.series.convergence import inside_unit_disc, nowhere_zero
from checker.decide.series.summands import J, Summand, at_unit_slope, divisors
from checker.decide.series.weights import Pole, falling_powers, parts
from checker.model import Domain

MOST_SHIFTS = 12


def power_series(term: Summand, domain: Domain) -> Value:
    """The sum over j = 0, 1, 2, …; raises Declines for terms of another kind."""
    if not term.risings:
        return _geometric(term, domain)
    if len(term.risings) == 1 and term.risings[0][1] == -1:
        return _exponential(term, domain)
    return _binomial(at_unit_slope(term, domain), domain)


def _value(pieces: list[Basic], term: Summand, conditions: tuple[Basic, ...], domain: Domain, step: Step) -> Value:
    """The sum of the pieces, and what they are divided by kept off zero.

    Where nothing is divided by, both sides are continuous at the zeros of z, so that what holds
    off them holds there too. What the term itself is divided by is a condition only where the
    value does not show it any more.
    """
    pieces = [_with_like_signs(piece) for piece in pieces]
    shown = [u for piece in pieces for u in divisors(piece) if not _is_one_less(u, _argument(term))]
    own = divisors(term.coefficient)
    needed = [u for u in shown if u not in own] + [u for u in own if u not in shown]
    off_zero = nowhere_zero(list(dict.fromkeys(needed)), domain)
    return Value(sympy.Add(*pieces), tuple(dict.fromkeys((*conditions, *off_zero))), (step,))


def _is_one_less(divisor: Basic, z: Basic) -> bool:
    """Is it ±(1 − z), which does not vanish for |z| < 1?"""
    return bool(sympy.expand(divisor - 1 + z) == 0 or sympy.expand(divisor + 1 - z) == 0)


def _with_like_signs(product: Basic) -> Basic:
    """The product with −u for u wherever SymPy would not cancel one against the other."""
    factors = []
    for factor in sympy.Mul.make_args(product):
        base, exponent = factor.as_base_exp()
        turned = base.is_Add and exponent.is_Integer and base.could_extract_minus_sign()
        factors.append(Integer(-1) ** exponent * (-base) ** exponent if turned else factor)
    return sympy.Mul(*factors)


def _argument(term: Summand) -> Basic:
    return term.base * exp(I * term.turn)


def square_root(base: Basic, domain: Domain) -> tuple[Basic, Basic]:
    """(w, σ) with base = σ·w² and σ = ±1. Raises Declines where the sign of the base is not seen."""
    number, rest = base.as_coeff_Mul()
    root = sympy.sqrt(abs(number))
    for factor in sympy.Mul.make_args(rest):
        under, exponent = factor.as_base_exp()
        if factor == 1:
            continue
        if isinstance(factor, exp):
            root *= exp(factor.args[0] / 2)
        elif exponent.is_Integer and exponent % 2 == 0:
            root *= under ** (exponent / 2)
        else:
            found = sign(base, domain)
            if found not in (1, -1):
                raise Declines("a base whose sign is not seen")
            return sympy.sqrt(found * base), Integer(found)
    return root, Integer(1 if number > 0 else -1)


# --- Σ R(j) zʲ ---------------------------------------------------------------------------------


def _geometric(term: Summand, domain: Domain) -> Value:
    z, c = _argument(term), term.coefficient
    found = parts(term.weight)
    conditions = (*inside_unit_disc(term.base, domain), *nowhere_zero(found.divisors, domain))
    if found.pairs:
        raise Declines("poles that are not rational")
    falling = falling_powers(found.polynomial)
    pieces = [c * a * factorial(i) * z**i / (1 - z) ** (i + 1) for i, a in enumerate(falling) if a != 0]
    pieces += [piece for pole in found.poles for piece in _of_pole(pole, term, domain)]
    step = Step("Σ ({})·zʲ for z = {}, |z| < 1, by the geometric series", (term.weight, z))
    return _value(pieces, term, conditions, domain, step)


def _of_pole(pole: Pole, term: Summand, domain: Domain) -> list[Basic]:
    if pole.order != 1 or not pole.offset.is_Rational or pole.offset <= 0:
        raise Declines("a dilogarithm, or a pole in the range")
    c = term.coefficient * pole.factor
    if pole.offset.is_Integer:
        z, a = _argument(term), pole.offset
        head = c * z ** (-a) * _logarithm(term)
        return [sympy.expand_mul(head) if term.turn != 0 else head, *(-c * z ** (n - a) / n for n in range(1, int(a)))]
    if pole.offset.q != 2 or term.turn != 0:
        raise Declines("a pole with another denominator")
    w, sigma = square_root(term.base, domain)
    p = int(pole.offset.p)
    head = atanh(w) if sigma == 1 else Integer(-1) ** ((1 - p) // 2) * atan(w)
    return [
        2 * c * w ** (-p) * head,
        *(-2 * c * sigma ** ((n - p) // 2) * w ** (n - p) / n for n in range(1, p, 2)),
    ]


def _logarithm(term: Summand) -> Basic:
    """−log(1 − z), for |z| < 1: the real part of 1 − z is positive."""
    if term.turn == 0:
        return -log(1 - term.base)
    along, across = term.base * cos(term.turn), term.base * sin(term.turn)
    return -log(1 - 2 * along + term.base**2) / 2 + I * atan(across / (1 - along))


# --- Σ P(j) zʲ/(mj + c)! -----------------------------------------------------------------------


def _exponential(term: Summand, domain: Domain) -> Value:
    ((u, m), _), *_ = term.risings
    if not u.is_Integer or u < 1 or m > 2:
        raise Declines("a factorial from no number on, or of more than 2j")
    weight, c = _without_denominator(term.weight, m, int(u) - 1)
    # (u)_{mj} = (mj + u − 1)!/(u − 1)!, and the weight holds what (mj + c)! has more
    outer = term.coefficient * factorial(u - 1)
    pieces = [
        outer * q * part
        for i, q in enumerate(falling_powers(sympy.expand(weight.xreplace({J: (J - c) / m}))))
        if q != 0
        for part in _shifted(term, m, c - i, domain)
    ]
    step = Step("Σ ({})·zʲ/({}j + {})! for z = {}, by the exponential series", (weight, m, c, _argument(term)))
    return _value(pieces, term, (), domain, step)


def _without_denominator(weight: Basic, m: int, c: int) -> tuple[Basic, int]:
    """The polynomial P and the c' ≥ c with R(j)/(mj + c)! = P(j)/(mj + c')!."""
    for _ in range(MOST_SHIFTS):
        if weight.is_polynomial(J):
            return weight, c
        c += 1
        weight = sympy.cancel(sympy.together(weight * (m * J + c)))
    raise Declines("a denominator that is no part of the factorial")


def _shifted(term: Summand, m: int, n0: int, domain: Domain) -> list[Basic]:
    """y^{−n0} Σ yⁿ/n! over n ≡ n0 (mod m), n ≥ max(n0, 0), for y^m = z; in pieces."""
    if m == 1:
        z = _argument(term)
        return [z ** (-n0) * _exp(term), *(-(z ** (n - n0)) / factorial(n) for n in range(n0))]
    if term.turn != 0:
        raise Declines("a complex square root")
    w, sigma = square_root(term.base, domain)
    odd = n0 % 2
    names: tuple[Callable[[Basic], Basic], ...] = (sympy.cosh, sympy.sinh) if sigma == 1 else (cos, sin)
    return [
        sigma ** ((odd - n0) // 2) * w ** (-n0) * names[odd](w),
        *(-(sigma ** ((n - n0) // 2)) * w ** (n - n0) / factorial(n) for n in range(odd, n0, 2)),
    ]


def _exp(term: Summand) -> Basic:
    if term.turn == 0:
        return exp(term.base)
    along, across = term.base * cos(term.turn), term.base * sin(term.turn)
    return exp(along) * (cos(across) + I * sin(across))


# --- Σ P(j) (u)_j zʲ/(j + c)! ------------------------------------------------------------------


def _binomial(term: Summand, domain: Domain) -> Value:
    above = [u for (u, _), e in term.risings if e == 1]
    below = [v for (v, _), e in term.risings if e == -1]
    if len(above) != 1 or len(below) != 1 or len(term.risings) != 2 or not below[0].is_Integer or term.turn != 0:
        raise Declines("no binomial series")
    z, u, v = term.base, above[0], below[0]
    weight, c = _without_denominator(term.weight, 1, int(v) - 1)
    least = u - c
    beyond = sympy.Mul(*(least + r for r in range(c)))
    if beyond == 0:
        raise Declines("a binomial series that ends before it begins")
    conditions = (*inside_unit_disc(z, domain), *nowhere_zero([beyond] if c else [], domain))
    outer = term.coefficient * factorial(v - 1) / beyond
    shifted = sympy.expand(weight.xreplace({J: J - c}))
    pieces = [
        outer * q * _rising(least, i) * z ** (i - c) * (1 - z) ** (-least - i)
        for i, q in enumerate(falling_powers(shifted))
        if q != 0
    ]
    pieces += [
        -outer * shifted.xreplace({J: Integer(n)}) * _rising(least, n) * z ** (n - c) / factorial(n) for n in range(c)
    ]
    step = Step("Σ ({})·({})_j·zʲ/(j + {})! for z = {}, |z| < 1, by the binomial series", (weight, u, c, z))
    return _value(pieces, term, conditions, domain, step)


def _rising(start: Basic, steps: int) -> Basic:
    return sympy.Mul(*(start + r for r in range(steps)))
