"""Exact limits, from one side or both, by asymptotic expansion with a bound for the rest.

An expansion c + (what tends to 0) shows the limit c: continuity, removable singularities, growth
orders, 1^∞ and bounded·0 are all read off it. (Gruntz 1996, "On Computing Limits in a Symbolic
Manipulation System", treats the same functions; here each comparison is proved, none is sampled.)
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy import Integer, oo
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.integrals.certain_signs import is_zero
from checker.decide.integrals.expansions import BeyondHelp, Expander, Expansion
from checker.decide.integrals.growth_scale import EPSILON, ONE, raised
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.model import Domain

LENGTHS = (1, 2, 4, 8, 14)  # of Taylor series; a longer one is tried where terms cancel
LARGEST = 120  # nodes of an expression


@dataclass(frozen=True, slots=True)
class Found:
    """A limit, ±∞ among them, and how it was found."""

    value: Basic
    how: str


def limit(function: Basic, variable: Basic, target: Basic, side: str, domain: Domain) -> Found:
    """The limit of a real function of one real variable.

    `side` is "+", "-" or "+-", and says nothing at ±∞. Parameters run over the domain, which knows
    nothing of the variable. Raises Declines where no limit is shown, also where there is none.
    """
    if not function.has(variable):
        return Found(function, "constant")
    if function.has(sympy.I, sympy.Sum, sympy.Product, sympy.Integral, sympy.Limit, sympy.Derivative):
        raise Declines("a limit of what has no expansion")
    if sum(1 for _ in sympy.preorder_traversal(function)) > LARGEST:
        raise Declines("a limit of what is too large")
    if target in (oo, -oo):
        return _one_sided(function, variable, target, 1, domain)
    sides = [_one_sided(function, variable, target, 1 if each == "+" else -1, domain) for each in side]
    if len({found.value for found in sides}) > 1 and not _same(sides[0].value, sides[1].value, domain):
        raise Declines("the two sides have different limits")
    return sides[0]


def _same(one: Basic, two: Basic, domain: Domain) -> bool:
    return one.is_finite is not False and two.is_finite is not False and is_zero(one - two, domain)


def _one_sided(function: Basic, variable: Basic, target: Basic, side: int, domain: Domain) -> Found:
    reason = Declines("no expansion")
    for length in LENGTHS:
        try:
            expander = Expander(variable, _towards(target, side), domain, length)
            value = _value(expander, expander.expand(function))
        except BeyondHelp:
            raise
        except Declines as declined:
            reason = declined
            continue
        except (TooLarge, DividesByZero, RecursionError) as failure:
            raise Declines("an expansion beyond the limits") from failure
        smooth = ", functions without a definition taken to be smooth" if function.atoms(AppliedUndef) else ""
        return Found(value, f"its expansion there{smooth}")
    raise reason


def _towards(target: Basic, side: int) -> Expansion:
    if target in (oo, -oo):
        return Expansion(((raised(EPSILON, Integer(-1)), Integer(1 if target == oo else -1)),))
    step = (EPSILON, Integer(side))
    return Expansion((step,) if target == 0 else ((ONE, target), step))


def _value(expander: Expander, expansion: Expansion) -> Basic:
    """The limit that an expansion shows."""
    lead = next(((m, c) for m, c in expansion.terms if not expander.scale.vanishes(c)), None)
    if lead is not None and expander.scale.growth(lead[0]) > 0:
        return oo * expander.scale.sign(lead[1])
    large, level, _ = expander.parts(expansion)
    if large:
        raise Declines("a limit that may not be finite")
    return level
