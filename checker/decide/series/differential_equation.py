"""A power series equals a claimed function: both solve one linear differential equation, with the same first terms.

Terms with Q(j)·h(j + 1) = P(j)·h(j) make S = Σ h(j)Xʲ a solution of Q(θ − 1)S − X·P(θ)S = Q(−1)h(0),
where θ = X d/dX. An analytic function that solves it too differs from S by a power series with
Q(j − 1)d(j) = P(j − 1)d(j − 1), which is 0 once it is at the roots of Q(j − 1) (Zeilberger 1990, "A
holonomic systems approach to special functions identities"; Kauers and Paule 2011, ch. 7).
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy import Integer, oo
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.integrals.certain_signs import Interval, interval, is_nonzero, is_zero
from checker.decide.integrals.definite import Value
from checker.decide.integrals.regularity import smooth_on
from checker.decide.kernels.generators import Declines
from checker.decide.series.convergence import inside_unit_disc
from checker.decide.series.series import is_series
from checker.decide.series.summands import J, Summand, at_unit_slope, summands
from checker.decide.series.telescoping_series import without_poles
from checker.model import Domain

LEVEL = 60  # of nesting, for names of variables that no closed form uses
HIGHEST_DEGREE = 6  # of the differential equation
LARGEST_EXPONENT = 12  # of a coefficient that is compared
LARGEST = 60  # nodes of the claimed function


@dataclass(frozen=True, slots=True)
class _PowerSeries:
    """factor·x^least·Σ h(j)·(scale·x^step)ʲ with Q(j)·h(j + 1)·… = P(j)·h(j), the scale held by P."""

    name: Basic
    factor: Basic
    least: int
    step: int
    weight: Basic
    p: Basic
    q: Basic
    radius: Basic
    base: Basic


def by_differential_equation(left: Basic, right: Basic, domain: Domain) -> Value:
    """That left = right, as a Value 0 with its conditions and steps. Raises Declines where it is not shown."""
    total, claimed = _isolated(left, right, domain)
    index, start, _ = total.limits[0]
    terms = summands(total.function, index, start, domain)
    if len(terms) != 1 or terms[0].turn != 0:
        raise Declines("several terms")
    series = _power_series(at_unit_slope(terms[0], domain), domain)
    rest = Domain(tuple(c for c in domain.conditions if not c.has(series.name)))
    where = interval(-series.radius, series.radius, LEVEL, rest)
    function = claimed.xreplace({series.name: where.variable})
    if smooth_on(function, where):
        raise Declines("a claimed function with conditions")
    if not is_zero(_residue(function, series, where.variable), where.domain):
        raise Declines("another differential equation")
    _compare_first_terms(function, series, where)
    conditions = () if series.radius == oo else inside_unit_disc(series.base, domain)
    step = (
        f"θ = x·d/dx: Q(θ − 1) − X·P(θ) for P = {series.p}, Q = {series.q} and X = {series.base} takes both to the same"
    )
    return Value(Integer(0), conditions, (step, "their coefficients agree where Q has roots"))


def _isolated(left: Basic, right: Basic, domain: Domain) -> tuple[Basic, Basic]:
    """The one series of an equation that is linear in it, and what it is claimed to be."""
    found = [node for node in (left - right).atoms(sympy.Sum) if is_series(node)]
    if len(found) != 1 or (left - right).atoms(AppliedUndef):
        raise Declines("no single series")
    name = sympy.Dummy()
    opened = sympy.expand((left - right).xreplace({found[0]: name}), deep=False)
    slope, rest = opened.coeff(name, 1), opened.coeff(name, 0)
    if sympy.expand(opened - slope * name - rest) != 0 or slope.has(name) or rest.has(name, sympy.Sum):
        raise Declines("an equation that is not linear in its series")
    if not is_nonzero(slope, domain):
        raise Declines("a factor of the series that may vanish")
    claimed = -rest / slope
    if sum(1 for _ in sympy.preorder_traversal(claimed)) > LARGEST:
        raise Declines("a claimed function that is too large")
    return found[0], claimed


def _power_series(term: Summand, domain: Domain) -> _PowerSeries:
    names = sorted((s for s in term.base.free_symbols if s.is_real is not False), key=str)
    if len(names) != 1:
        raise Declines("no power series in one name")
    x = names[0]
    scale, power = term.base.as_independent(x, as_Add=False)
    factor, head = term.coefficient.as_independent(x, as_Add=False)
    step, least = (_exponent(part, x) for part in (power, head))
    held = (term.weight, *(u for (u, _), _ in term.risings), scale)
    if step < 1 or least < 0 or any(part.has(x) for part in held) or not scale.is_Rational:
        raise Declines("no power series in one name")
    growth = sum(e for _, e in term.risings)
    if growth > 0:
        raise Declines("a series that diverges")
    without_poles(term.weight, domain)
    p, q = _recurrence(term)
    radius = oo if growth < 0 else (1 / abs(scale)) ** sympy.Rational(1, step)
    return _PowerSeries(x, factor, least, step, term.weight, sympy.expand(scale * p), q, radius, term.base)


def _exponent(power: Basic, x: Basic) -> int:
    base, exponent = power.as_base_exp()
    if power == 1:
        return 0
    if base != x or not exponent.is_Integer:
        raise Declines("no power series in one name")
    return int(exponent)


def _recurrence(term: Summand) -> tuple[Basic, Basic]:
    """(P, Q) with Q(j)·h(j + 1) = P(j)·h(j) for every j ≥ 0: nothing cancelled, so that no j is lost."""
    above, below = sympy.fraction(sympy.together(term.weight))
    following = {J: J + 1}
    p, q = above.xreplace(following) * below, above * below.xreplace(following)
    for (u, _), e in term.risings:
        if e > 0:
            p *= (u + J) ** e
        else:
            q *= (u + J) ** -e
    for part in (p, q):
        if not all(c.is_Rational for c in sympy.Poly(part, J).all_coeffs()):
            raise Declines("a recurrence with names")
        if sympy.degree(part, J) > HIGHEST_DEGREE:
            raise Declines("a differential equation of high order")
    return p, q


def _residue(function: Basic, series: _PowerSeries, x: Basic) -> Basic:
    """(Q(θ − 1) − X·P(θ))F − Q(−1)·h(0)·factor·x^least, where θ takes x^{least + step·j} to j times itself."""
    one = _applied(series.q.xreplace({J: J - 1}), function, series, x)
    two = _applied(series.p, function, series, x)
    at_start = series.q.xreplace({J: Integer(-1)}) * series.weight.xreplace({J: Integer(0)})
    return one - x**series.step * two - at_start * series.factor * x**series.least


def _applied(polynomial: Basic, function: Basic, series: _PowerSeries, x: Basic) -> Basic:
    """A polynomial of θ, applied by Horner's rule."""
    result = Integer(0)
    for coefficient in sympy.Poly(polynomial, J).all_coeffs():
        turned = (x * sympy.diff(result, x) - series.least * result) / series.step
        result = turned + coefficient * function
    return result


def _compare_first_terms(function: Basic, series: _PowerSeries, where: Interval) -> None:
    """Raises Declines unless the coefficients of x^i agree wherever Q((i − least)/step − 1) = 0."""
    roots = sympy.Poly(series.q, J).ground_roots()
    for root in sorted(roots):
        i = series.least + series.step * (root + 1)
        if not i.is_Integer or i < 0:
            continue
        if i > LARGEST_EXPONENT:
            raise Declines("a coefficient that is far out")
        found = sympy.diff(function, where.variable, int(i)).xreplace({where.variable: Integer(0)}) / sympy.factorial(i)
        if not is_zero(found - _coefficient(series, root + 1), Domain(where.domain.conditions)):
            raise Declines("another first term")


def _coefficient(series: _PowerSeries, j: Basic) -> Basic:
    """factor·h(j)·scaleʲ, by the recurrence; 0 where j is no natural number."""
    if not j.is_Integer or j < 0:
        return Integer(0)
    value = series.factor * series.weight.xreplace({J: Integer(0)})
    for k in range(int(j)):
        divisor = series.q.xreplace({J: Integer(k)})
        if divisor == 0:
            raise Declines("a recurrence that stops")
        value *= series.p.xreplace({J: Integer(k)}) / divisor
    return value
