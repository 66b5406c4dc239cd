"""Limits at ∞ of finite sums whose bounds or terms grow: partial sums of a series, closed forms, Riemann sums.

Σ f(k) to n tends to the series, by definition. (1/n) Σ φ(k/n) tends to ∫ φ for a φ that is continuous
on the closed interval (Rudin 1976, thm 6.8), and for one that is monotone with an improper integral
at 0, where the sum starts after 0 (Pólya and Szegő 1972, part II, no. 20).
"""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from sympy import Integer, Sum, Symbol, exp, oo
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import Interval, interval, sign_on
from checker.decide.integrals.definite import Step, Value, integral
from checker.decide.integrals.limits import limit
from checker.decide.integrals.regularity import continuous_at_end, smooth_on
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.zero import zero_difference
from checker.decide.series.gosper import certificate
from checker.decide.series.series import series
from checker.decide.series.summands import J, summands
from checker.decide.series.telescoping_series import without_poles
from checker.model import Domain

LEVEL = 50  # of nesting, for names of variables that no closed form uses
MOST_TERMS = 12


def limit_of_sums(body: Basic, name: Basic, domain: Domain) -> Value:
    """The limit for name → ∞ of what holds finite sums over integers up to a multiple of the name.

    `domain` says nothing of the name. Raises Declines where no limit is shown.
    """
    if not name.is_integer:
        raise Declines("a sum up to what is no integer")
    if isinstance(body, exp):
        inside = limit_of_sums(body.args[0], name, domain)
        return Value(exp(inside.value), inside.conditions, inside.steps)
    terms = sympy.Add.make_args(sympy.expand(body, deep=False))
    if len(terms) > MOST_TERMS:
        raise Declines("too many terms")
    plain = sympy.Add(*(term for term in terms if not term.has(Sum)))
    found = [_of_term(term, name, domain) for term in terms if term.has(Sum)]
    return Value(
        _finite(plain, name, domain) + sympy.Add(*(each.value for each in found)),
        _each(condition for each in found for condition in each.conditions),
        tuple(step for each in found for step in each.steps),
    )


def _each(conditions: Iterable[Basic]) -> tuple[Basic, ...]:
    return tuple(dict.fromkeys(conditions))


def _finite(function: Basic, name: Basic, domain: Domain) -> Basic:
    found = limit(function, name, oo, "-", domain).value
    if found.has(oo, -oo, sympy.nan, sympy.zoo):
        raise Declines("a part without a finite limit")
    return found


def _of_term(term: Basic, name: Basic, domain: Domain) -> Value:
    """The limit of a factor times one sum."""
    sums = [factor for factor in sympy.Mul.make_args(term) if factor.has(Sum)]
    if len(sums) != 1 or not isinstance(sums[0], Sum) or len(sums[0].limits) != 1:
        raise Declines("no factor times one sum")
    total = sums[0]
    factor = sympy.Mul(*(each for each in sympy.Mul.make_args(term) if each is not total))
    reason = Declines("no rule")
    for rule in (_partial_sums, _riemann, _closed, _shifted):
        try:
            return rule(factor, total, name, domain)
        except Declines as declined:
            reason = declined
    raise reason


def _partial_sums(factor: Basic, total: Basic, name: Basic, domain: Domain) -> Value:
    index, low, high = total.limits[0]
    if total.function.has(name) or low.has(name) or not (high - name).is_Integer:
        raise Declines("no partial sums of a series")
    found = series(Sum(total.function, (index, low, oo)), domain)
    return Value(found.value * _finite(factor, name, domain), found.conditions, found.steps)


def _closed(factor: Basic, total: Basic, name: Basic, domain: Domain) -> Value:
    """The limit of the closed form T(high + 1) − T(low) by Gosper."""
    index, low, high = total.limits[0]
    if not low.is_Integer or not (high - name).is_Integer:
        raise Declines("bounds of another kind")
    value = Integer(0)
    for term in summands(total.function, index, low, domain):
        found = certificate(term)
        if found is None or term.risings or term.turn != 0:
            raise Declines("no closed form")
        without_poles(found, domain)
        without_poles(term.weight, domain)
        antidifference = term.coefficient * term.base**J * term.weight * found
        ends = (antidifference.xreplace({J: high - low + 1}), antidifference.xreplace({J: Integer(0)}))
        value += ends[0] - ends[1]
    step = Step("Σ {} from {} to {} is {}, by Gosper's algorithm", (total.function, low, high, value))
    return Value(_finite(sympy.expand(factor * value), name, domain), (), (step,))


def _shifted(factor: Basic, total: Basic, name: Basic, domain: Domain) -> Value:
    """The Riemann sum of which this is one with k + 1 or k − 1 for k."""
    index, low, high = total.limits[0]
    for step in (1, -1):
        moved = Sum(total.function.xreplace({index: index + step}), (index, low - step, high - step))
        try:
            return _riemann(factor, moved, name, domain)
        except Declines:
            continue
    raise Declines("no Riemann sum")


# --- Riemann sums ------------------------------------------------------------------------------


def _riemann(factor: Basic, total: Basic, name: Basic, domain: Domain) -> Value:
    """lim Σ (1/n)·φ(k/n) = ∫ φ between the limits of low/n and high/n."""
    index, low, high = total.limits[0]
    (start, after), (end, beyond) = (_slope(bound, name) for bound in (low, high))
    if not start < end:
        raise Declines("a range that does not grow")
    # what reaches a few steps past the interval is O(1/n) where the density is continuous there too
    where = interval(start - int(after.is_negative), end + int(beyond.is_positive), LEVEL, domain)
    n = Symbol("number of parts", positive=True)
    scaled = (n * factor * total.function).xreplace({name: n}).xreplace({index: n * where.variable})
    density = scaled.xreplace({n: Integer(1)})
    same = zero_difference(scaled, density, where.domain)
    if same is None or same.conditions:
        raise Declines("no Riemann sum")
    smooth_on(density, where, density)
    if beyond.is_nonpositive:
        continuous_at_end(density, where, where.high)
    if after.is_nonnegative:
        _at_the_start(density, where, low)
    inside = interval(start, end, LEVEL, domain)
    found = integral(density.xreplace({where.variable: inside.variable}), inside, LEVEL)
    step = Step("Riemann sums of {}, {} from {} to {}", (density, where.variable, start, end))
    return Value(found.value, found.conditions, (step, *found.steps))


def _slope(bound: Basic, name: Basic) -> tuple[Basic, Basic]:
    """(a, b) for a bound a·n + b with integers a ≥ 0 and b."""
    expanded = sympy.expand(bound)
    slope, rest = expanded.coeff(name, 1), expanded.coeff(name, 0)
    if expanded != slope * name + rest or not (slope.is_Integer and rest.is_Integer) or slope < 0:
        raise Declines("a bound of another kind")
    return slope, rest


def _at_the_start(density: Basic, where: Interval, low: Basic) -> None:
    """Nothing, for a density that is continuous there, or monotone and unbounded at 0, from which the sum keeps off.

    Raises Declines for another.
    """
    try:
        continuous_at_end(density, where, where.low)
    except Declines:
        monotone = sign_on(sympy.diff(density, where.variable), where) in (1, -1)
        if where.low != 0 or not (low.is_Integer and low >= 1) or not monotone:
            raise
