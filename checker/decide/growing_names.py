"""Names for which a claim may be shown by induction: from where on the domain has them, and to how far."""

from __future__ import annotations

import sympy
from flint import fmpq
from sympy import Symbol
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point
from checker.decide.at_points.points import inside
from checker.model import Domain

FURTHEST_START = 10  # values looked at for the first that the domain allows


def takes_every_value(name: Basic) -> bool:
    """Is every integer from 0 or 1 on a value of the name? Not where it is said to be even, or prime."""
    plain = (Symbol("n", integer=True, positive=True), Symbol("n", integer=True, nonnegative=True))
    return any(name.assumptions0 == known.assumptions0 for known in plain)


def for_all_larger(name: Basic, domain: Domain) -> Domain:
    """The domain without what it says of the name, but for lower bounds: the claim is shown for all larger values."""
    kept = (c for c in domain.conditions if name not in c.free_symbols or _is_lower_bound(c, name))
    return Domain(tuple(kept))


def smallest(name: Basic, domain: Domain) -> int | None:
    """The first value of the name that the domain allows."""
    about = [condition for condition in domain.conditions if name in condition.free_symbols]
    first = 1 if name.is_positive else 0
    for value in range(first, first + FURTHEST_START):
        if inside(Point({name: fmpq(value)}, {}, {}, {}), Domain(tuple(about))):
            return value
    return None


def _is_lower_bound(condition: Basic, name: Basic) -> bool:
    strict_or_not = condition.func in (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le)
    return strict_or_not and condition.gts == name and condition.lts.is_number
