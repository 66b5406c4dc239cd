"""An infinite series in closed form: its terms sorted by kind, each kind summed by its own theorem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import sympy
from sympy import I, Integer, oo
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_zero
from checker.decide.integrals.definite import Diverges, Value
from checker.decide.kernels.generators import Declines
from checker.decide.series.fourier_series import fourier_series, on_unit_circle, without_names
from checker.decide.series.infinite_products import product_of_ratios
from checker.decide.series.power_series import power_series
from checker.decide.series.rational_series import rational_series
from checker.decide.series.summands import J, Summand, summands
from checker.decide.series.telescoping_series import difference_series, gosper_series
from checker.model import Domain

LARGEST = 120  # nodes of a summand


def is_series(expression: Basic) -> bool:
    """Is it one sum from somewhere to ∞?"""
    return isinstance(expression, sympy.Sum) and len(expression.limits) == 1 and expression.limits[0][2] == oo


def series(expression: Basic, domain: Domain) -> Value:
    """The proved value of Σ f(k) to ∞. Raises Declines where none is found, or it does not converge."""
    index, start, _ = expression.limits[0]
    body = expression.function
    if start.has(oo, -oo) or index in start.free_symbols or not start.is_integer:
        raise Declines("a series from no integer on")
    if sum(1 for _ in sympy.preorder_traversal(body)) > LARGEST:
        raise Declines("a summand that is too large")
    outside = Domain(tuple(c for c in domain.conditions if not c.has(index)))
    try:
        terms = _gathered(summands(body, index, start, outside))
        found = _together([_sum(term, outside) for term in terms])
        return replace(found, value=without_names(found.value, outside))
    except Diverges:
        raise
    except Declines:
        if isinstance(body, sympy.log):
            found = product_of_ratios(body.args[0].xreplace({index: start + J}), outside, positive=True)
            return Value(sympy.log(found.value), found.conditions, found.steps)
        return difference_series(body, index, start, outside)


def _gathered(terms: list[Summand]) -> list[Summand]:
    """Terms with the base ±1 that differ in their weights alone, as one: they may converge only together."""
    kept: list[Summand] = []
    alike: dict[Summand, list[Summand]] = {}
    for term in terms:
        if term.coefficient == 0 or term.weight == 0:
            continue
        turned = term.base * sympy.exp(I * term.turn)  # e^{iπ} = −1
        if turned in (1, -1):
            key = replace(term, base=turned, turn=Integer(0), weight=Integer(1), coefficient=Integer(1))
            alike.setdefault(key, []).append(term)
        else:
            kept.append(term)
    return [*kept, *(_united(key, members) for key, members in alike.items())]


def _united(key: Summand, members: list[Summand]) -> Summand:
    if len(members) == 1:
        return replace(key, weight=members[0].weight, coefficient=members[0].coefficient)
    return replace(key, weight=sympy.Add(*(each.weight * each.coefficient for each in members)))


def _sum(term: Summand, domain: Domain) -> Value:
    if is_zero(term.weight, Domain()):
        return Value(Integer(0))
    if on_unit_circle(term):
        return fourier_series(term, domain)
    rules: list[Callable[[], Value]] = []
    if not term.risings and term.base in (1, -1) and term.turn == 0:
        rules.append(partial(_rational, term, domain))
    rules += [partial(power_series, term, domain), partial(gosper_series, term, domain)]
    reason = Declines("no rule")
    for rule in rules:
        try:
            return rule()
        except Diverges:
            raise
        except Declines as declined:
            reason = declined
    raise reason


def _rational(term: Summand, domain: Domain) -> Value:
    found = rational_series(term.weight, int(term.base), domain)
    return Value(found.value * term.coefficient, found.conditions, found.steps)


def _together(found: list[Value]) -> Value:
    return Value(
        sympy.Add(*(each.value for each in found)),
        tuple(dict.fromkeys(condition for each in found for condition in each.conditions)),
        tuple(dict.fromkeys(step for each in found for step in each.steps)),
    )
