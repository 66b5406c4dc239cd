"""The zero test with all that is known of a domain: signs of sines on an interval, and conditions discharged."""

from __future__ import annotations

from typing import NamedTuple

import sympy
from sympy.core.basic import Basic

from checker.decide.kernels.interval_facts import with_facts
from checker.decide.kernels.zero import Zero, tower_and_zero, zero_difference
from checker.decide.parts import heads_of
from checker.model import Domain

STANDING = frozenset({sympy.Integral, sympy.Limit})  # they have no normal form


class Settled(NamedTuple):
    """A difference that vanishes, and the conditions that are left."""

    zero: Zero
    conditions: tuple[str, ...]


def settled_difference(left: Basic, right: Basic, domain: Domain, by_arithmetic: bool = True) -> Settled | None:
    """How left − right vanishes, with as few conditions as are found; None where it is not shown to.

    The signs of what stands in absolute values are asked of real arithmetic only if so told: that is the dearest part.
    """
    if not (STANDING.isdisjoint(heads_of(left)) and STANDING.isdisjoint(heads_of(right))):
        return None
    tower, zero = tower_and_zero(left, right, domain)
    if zero is not None and not zero.needs:
        return Settled(zero, ())
    if tower is None:
        return None
    known = domain
    for wide in (False, True):
        richer = with_facts((left, right), domain, wide)
        if richer is None:
            break
        known = richer
        tower, better = tower_and_zero(left, right, richer)
        if better is not None and (wide or not better.needs):
            return _settled(better, known)
    if zero is not None:
        return _settled(zero, domain)
    if not by_arithmetic:
        return None
    from checker.decide.kernels.sign_facts import with_signs  # noqa: PLC0415  # it loads real arithmetic, seldom needed

    richer = None if tower is None else with_signs(tower, known)
    better = None if richer is None else zero_difference(left, right, richer)
    return None if better is None or richer is None else _settled(better, richer)


def _settled(zero: Zero, domain: Domain) -> Settled:
    if not zero.needs:
        return Settled(zero, ())
    from checker.decide.kernels.discharge import conditions_left  # noqa: PLC0415  # it loads real arithmetic, seldom needed

    return Settled(zero, conditions_left(zero.tower, zero.needs, domain))
