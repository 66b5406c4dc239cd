"""Values where the conditions leave room, name after name: for domains that lie apart from the plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy
from flint import fmpq
from sympy.core.basic import Basic

from checker.decide.at_points.name_bounds import Bound, bounds_of
from checker.decide.bound_names import HEADS as BINDERS
from checker.decide.linear_root import linear_root
from checker.decide.parts import heads_of
from checker.decide.unfold import with_values
from checker.model import Domain

STEPS = tuple(sympy.Rational(p, q) for p, q in ((1, 1), (1, 2), (2, 1), (3, 1), (1, 3), (5, 2), (1, 4)))
PARTS = tuple(sympy.Rational(p, q) for p, q in ((1, 2), (1, 4), (3, 4), (1, 3), (7, 8), (1, 8), (2, 3)))
PLAIN = tuple(sympy.Rational(p, q) for p, q in ((1, 1), (-1, 1), (2, 1), (1, 2), (0, 1), (-2, 1), (3, 1), (-1, 2)))
ORDERED = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le)
TOLD = (*ORDERED, sympy.Eq)
MOST_ROUNDS = 4
FINEST = 2**20  # a bound that is no rational number is taken to this denominator


def placed(names: Sequence[Basic], domain: Domain, count: int) -> Iterator[dict[Basic, fmpq]]:
    """`count` attempts at values of real names; whoever asks sees to it that they meet every condition.

    Each name gets a value between the bounds that the names before it leave it, where the conditions are linear
    in it, or the one value that an equation leaves it.
    """
    wider = _spread(names, domain)
    for trial in range(count):
        found = _values(names, wider, trial)
        if found is not None:
            yield found


def _spread(names: Sequence[Basic], domain: Domain) -> Domain:
    """The domain with what its conditions say of single names by the bounds of the others: of x > y > 5, x > 5."""
    joint = [c for c in domain.conditions if isinstance(c, TOLD) and len(c.free_symbols & set(names)) > 1]
    conditions = domain.conditions
    for _ in range(min(len(joint), MOST_ROUNDS)):
        added = [bound for c in joint for bound in _single(c, names, Domain(conditions))]
        conditions = tuple(dict.fromkeys((*conditions, *added)))
    return Domain(conditions)


def _single(condition: Basic, names: Sequence[Basic], domain: Domain) -> Iterator[Basic]:
    if not isinstance(condition, ORDERED):
        difference = condition.lhs - condition.rhs
        yield from (bound for sign in (1, -1) for bound in _bounds_from(sign * difference, names, domain))
    else:
        yield from _bounds_from(condition.gts - condition.lts, names, domain)


def _bounds_from(difference: Basic, names: Sequence[Basic], domain: Domain) -> Iterator[Basic]:
    """What difference ≥ 0 says of each name in it by the largest values of the others."""
    for name in names:
        slope = sympy.diff(difference, name) if name in difference.free_symbols else sympy.Integer(0)
        if not slope.is_Rational or slope == 0:
            continue
        highest = bounds_of(sympy.expand(difference - slope * name), domain)[1]
        if highest is not None:
            yield (sympy.Gt if slope > 0 else sympy.Lt)(name, -highest.value / slope, evaluate=False)


def _values(names: Sequence[Basic], domain: Domain, trial: int) -> dict[Basic, fmpq] | None:
    values: dict[Basic, Basic] = {}
    for order, name in enumerate(names):
        about = [c for c in domain.conditions if c.is_Relational and name in c.free_symbols]
        there = Domain(tuple(with_values(condition, values) for condition in about))
        value = _forced(name, there) or _between(name, *bounds_of(name, there), trial * (order + 1) + order)
        if value is None:
            return None
        values[name] = value
    return {name: fmpq(int(value.p), int(value.q)) for name, value in values.items()}


def _forced(name: Basic, domain: Domain) -> Basic | None:
    """The value that an equation linear in the name alone leaves it."""
    for condition in domain.conditions:
        if (
            type(condition) is not sympy.Eq
            or condition.free_symbols != {name}
            or not heads_of(condition).isdisjoint(BINDERS)
        ):
            continue
        value = linear_root(condition.lhs - condition.rhs, name)
        if value is not None:
            return value if value.is_Rational else None
    return None


def _between(name: Basic, low: Bound | None, high: Bound | None, turn: int) -> Basic | None:
    """A rational value between two bounds, or beyond one: another at every turn."""
    ends = [None if bound is None else _rational(bound.value) for bound in (low, high)]
    if any(bound is not None and end is None for bound, end in zip((low, high), ends, strict=True)):
        return None
    below, above = ends
    if name.is_integer:
        return _whole_between(below, above, turn)
    if below is not None and above is not None:
        return below + (above - below) * PARTS[turn % len(PARTS)] if below < above else None
    if below is not None:
        return below + STEPS[turn % len(STEPS)]
    return PLAIN[turn % len(PLAIN)] if above is None else above - STEPS[turn % len(STEPS)]


def _whole_between(below: Basic | None, above: Basic | None, turn: int) -> Basic | None:
    if below is not None:
        first = sympy.floor(below)
        room = 4 if above is None else max(min(int(sympy.ceiling(above) - first), 4), 0)
        return first + (turn + 1) % (room + 1)
    start = sympy.Integer(0) if above is None else sympy.ceiling(above)
    return start - turn % 4


def _rational(value: Basic) -> Basic | None:
    if value.is_Rational:
        return value
    near = value.evalf(30) if value.is_number and value.is_real else None
    if near is None or not near.is_Float:
        return None
    return sympy.Rational(int(sympy.floor(near * FINEST)), FINEST)
