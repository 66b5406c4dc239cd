"""Takes from a bound name what is assumed of it and its range does not bear out.

SymPy makes 0ᵏ zero for an index k that is assumed positive, though it may run from 0. Assumptions are only
ever taken away: such an index becomes nonnegative, one that runs from −2 an integer, and a variable of
integration between −1 and 1 real.
"""

from __future__ import annotations

from functools import lru_cache

import sympy
from sympy import Limit, Symbol
from sympy.core.basic import Basic

from checker.decide.bound_names import BINDERS, HEADS, mapped, renamed, unused
from checker.decide.partial_parts import with_arguments
from checker.decide.parts import heads_of, parts_of
from checker.decide.sizing import expressions_of
from checker.model import Goal

COUNTED = (sympy.Sum, sympy.Product)
BELOW, ABOVE = "-", "+"  # the sides from which a limit is approached
RISING, FALLING = ("positive", "nonnegative"), ("negative", "nonpositive")  # the stronger first


def with_assumptions_borne_out(goal: Goal) -> Goal:
    """The same goal, in which no bound name is assumed to be what its range does not make it."""
    parts = [
        *expressions_of(goal.question),
        *goal.domain.conditions,
        *(part for pair in goal.definitions for part in pair),
    ]
    binding = [part for part in parts if not HEADS.isdisjoint(heads_of(part))]
    nodes = (node for part in binding for node in parts_of(part) if isinstance(node, BINDERS))
    if all(name == borne for node in nodes for name, borne in _bound(node)):
        return goal
    return mapped(goal, _weakened)


def _weakened(part: Basic) -> Basic:
    """From the outermost binder inwards: the range of an inner one may hold the names of the outer."""
    node = part
    while isinstance(node, BINDERS):
        put = next(((name, borne) for name, borne in reversed(_bound(node)) if name != borne), None)
        if put is None:
            break
        node = renamed(node, {put[0]: unused(put[1], node.atoms(Symbol))})
    return with_arguments(node, tuple(map(_weakened, node.args)))


def _bound(node: Basic) -> list[tuple[Symbol, Symbol]]:
    """What the node binds, each name with the same name as its range bears it out."""
    if isinstance(node, Limit):
        _, variable, value, side = node.args
        ranges = [(variable, _signs_near(value, str(side)), bool(value.is_infinite))]
    else:
        counted = isinstance(node, COUNTED)
        limits = [limit.args for limit in node.args[1:] if len(limit.args) == len(("name", "low", "high"))]
        ranges = [(name, _signs_between(low, high, counted), counted) for name, low, high in limits]
    return [(name, _borne_out(name, signs, counts)) for name, signs, counts in ranges if isinstance(name, Symbol)]


@lru_cache(maxsize=1024)  # the same few names are indices everywhere
def _borne_out(name: Symbol, signs: frozenset[str], counts: bool) -> Symbol:
    """The name with as much of what is assumed of it as is borne out."""
    told = name.assumptions0
    kind = "integer" if counts and told.get("integer") else "real" if told.get("real") else "commutative"
    kept = {sign: True for sign in (*RISING, *FALLING) if told.get(sign) and sign in signs}
    if told.get("nonzero") and not signs.isdisjoint({"positive", "negative"}):
        kept["nonzero"] = True
    borne = Symbol(name.name, **{kind: True}, **kept)
    claims = told.items() - borne.assumptions0.items()
    return borne if claims else name


def _signs_between(low: Basic, high: Basic, counted: bool) -> frozenset[str]:
    """The signs of all that lies between two ends; of an integral, whose ends do not count, of all but these."""
    if counted:
        rising, falling = _signs(low, RISING), _signs(high, FALLING)
        return frozenset(rising | falling)
    signs = set[str]()
    for order in (RISING, FALLING):
        if all(order[1] in _signs(end, order) for end in (low, high)):
            signs.update(order)
    return frozenset(signs)


def _signs_near(value: Basic, side: str) -> frozenset[str]:
    """The signs of all that comes near enough to the value of a limit from its side."""
    signs = {sign for order in (RISING, FALLING) if order[0] in _signs(value, order) for sign in order}
    if "nonnegative" in _signs(value, RISING) and side == ABOVE:
        signs.update(RISING)
    if "nonpositive" in _signs(value, FALLING) and side == BELOW:
        signs.update(FALLING)
    return frozenset(signs)


def _signs(value: Basic, order: tuple[str, str]) -> set[str]:
    return {sign for sign in order if getattr(value, f"is_extended_{sign}")}
