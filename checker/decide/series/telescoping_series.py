"""Series that telescope: Σ f(j) = lim T − T(0), with T(j + 1) − T(j) = f(j) shown and the limit proved.

T comes from Gosper's algorithm, or is read off a difference of two terms of which one is the other
a few steps on (Graham, Knuth and Patashnik 1994, §2.6, §5.7).
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Integer, oo
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import interval, is_nonzero, is_zero, sign
from checker.decide.integrals.definite import Step, Value
from checker.decide.integrals.limits import limit
from checker.decide.integrals.regularity import continuous_at_end, smooth_on
from checker.decide.kernels.generators import Declines
from checker.decide.series.gosper import certificate
from checker.decide.series.summands import J, Summand, at_unit_slope
from checker.decide.series.weights import degrees
from checker.model import Domain

LEVEL = 70  # of nesting, for names of variables that no closed form uses
MOST_STEPS = 6  # between the two terms of a difference


def gosper_series(term: Summand, domain: Domain) -> Value:
    """The sum of a hypergeometric term over j = 0, 1, 2, …, where T tends to 0. Raises Declines otherwise."""
    if term.turn != 0 or not term.base.is_Rational:
        raise Declines("a base that is no number")
    found = certificate(term)
    if found is None:
        raise Declines("no antidifference")
    without_poles(found, domain)
    without_poles(term.weight, domain)
    if not _vanishes_at_infinity(term, found, domain):
        raise Declines("an antidifference that may not tend to 0")
    at_zero = {J: Integer(0)}
    first = term.coefficient * term.weight.xreplace(at_zero) * found.xreplace(at_zero)
    return Value(-first, (), (Step("T(j + 1) − T(j) = f(j) for T = ({})·f, which tends to 0 (Gosper)", (found,)),))


def without_poles(function: Basic, domain: Domain) -> None:
    """Nothing, for a rational function without a pole at any j ≥ 0. Raises Declines where it may have one."""
    _, below = sympy.fraction(sympy.together(function))
    constant, factors = sympy.factor_list(below, J)
    if not is_nonzero(constant, domain):
        raise Declines("a divisor that may vanish")
    for factor, _ in factors:
        poly = sympy.Poly(factor, J)
        if poly.degree() == 1:
            offset = sympy.cancel(poly.nth(0) / poly.LC())
            if sign(offset, domain) != 1 and not (offset.is_Rational and not offset.is_Integer):
                raise Declines("a pole in the range")
        elif not all(c.is_Rational for c in poly.all_coeffs()):
            raise Declines("poles that are not seen")  # over Q, what does not factor has no rational root


def _vanishes_at_infinity(term: Summand, found: Basic, domain: Domain) -> bool:
    """Does R(j)·f(j) tend to 0? f(j) ~ C·zʲ·j^p·(j!)^g, as (u)_j/j! ~ j^{u − 1}/Γ(u) (Stirling)."""
    plain = at_unit_slope(term, domain)
    growth = sum(e for _, e in plain.risings)
    if growth != 0:
        return growth < 0
    if abs(plain.base) != 1:
        return bool(abs(plain.base) < 1)
    above, below = degrees(found * plain.weight)
    power = above - below + sympy.Add(*(e * u for (u, _), e in plain.risings))
    return sign(power, domain) == -1


def difference_series(body: Basic, index: Basic, start: Basic, domain: Domain) -> Value:
    """The sum of g(k) − g(k + s) from an integer start to ∞, for a continuous g of any kind with a limit."""
    if not start.is_Integer:
        raise Declines("a series from no number on")
    where = interval(Integer(0), oo, LEVEL, domain)
    place = where.variable
    for term, steps in _differences(body.xreplace({index: place + start}), place):
        if smooth_on(term, where):
            raise Declines("a term that may have no value")
        continuous_at_end(term, where, Integer(0))
        at_infinity = limit(term, place, oo, "-", domain).value
        if at_infinity.has(oo, -oo, sympy.nan):
            raise Declines("a term without a limit")
        # Σ_{k<N} (g(k) − g(k + s)) = Σ_{r<s} g(r) − Σ_{r<s} g(N + r)
        head = sympy.Add(*(term.xreplace({place: Integer(r)}) for r in range(steps)))
        step = Step("g(k) − g(k + {}) for g = {}, which tends to {}", (steps, term, at_infinity))
        return Value(head - steps * at_infinity, (), (step,))
    raise Declines("no difference of a term and a later one")


def _differences(body: Basic, k: Basic) -> Iterator[tuple[Basic, int]]:
    """(g, s) with the body g(k) − g(k + s)."""
    terms = sympy.Add.make_args(body)
    if len(terms) != 2:
        return
    for one, two in (terms, terms[::-1]):
        for steps in range(1, MOST_STEPS + 1):
            if is_zero(one.xreplace({k: k + steps}) + two, Domain()):
                yield one, steps
