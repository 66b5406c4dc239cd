"""Rational points at which several equations hold: one name at a time is given a value, the rest follow from it.

Where an equation is left with one name, what solves it is taken; where none is, the name that stands in most of them
is given a small value, and another if that leads nowhere (backtracking, as in constraint propagation).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import sympy
from flint import fmpq
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point
from checker.decide.at_points.points import allowed
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import substituted
from checker.decide.parts import conjuncts
from checker.decide.relations.exact_roots import root_candidates
from checker.decide.relations.relations import Place, in_domain
from checker.model import Domain

LADDER = tuple(sympy.Rational(p, q) for p, q in ((2, 1), (1, 1), (3, 1), (4, 1), (1, 2), (-1, 1), (5, 1), (0, 1)))
APART = 4
MOST_STEPS = 400
MOST_FOUND = 12
Values = Mapping[Basic, Basic]


@dataclass(frozen=True, slots=True)
class Open:
    """What has to vanish: its free names, all that it holds, and those that stand in an exponent."""

    residual: Basic
    free: frozenset[Basic]
    held: frozenset[Basic]
    exponents: frozenset[Basic]


@lru_cache(maxsize=8192)  # a residual is met again for every value of the names that it does not hold
def _opened(residual: Basic) -> Open:
    exponents = (power.exp.free_symbols for power in residual.atoms(sympy.Pow))
    held = frozenset(residual.atoms(sympy.Symbol))
    return Open(residual, frozenset(residual.free_symbols), held, frozenset(name for e in exponents for name in e))


@lru_cache(maxsize=8192)  # and so is what is left of it, in another premise that holds it too
def _with(residual: Basic, name: Basic, value: Basic) -> Open | None:
    """What is left of a residual with a value put in; None where it has none then."""
    try:
        there = substituted(residual, {name: value})
    except (Declines, ZeroDivisionError):
        return None
    return None if there.has(sympy.zoo, sympy.nan, sympy.oo) else _opened(there)


@lru_cache(maxsize=256)  # an equation is met in several premises
def without_pi(residual: Basic) -> tuple[Basic, ...]:
    """kL and n for kL − nπ: what has to vanish at rational points where a residual does.

    What is algebraic in its names and in π is a polynomial in π with algebraic coefficients there. π is transcendental
    (Lindemann 1882), so that each coefficient is 0 by itself.
    """
    if not residual.has(sympy.pi):
        return (residual,)
    unknown = sympy.Dummy()
    top = sympy.fraction(sympy.together(residual.xreplace({sympy.pi: unknown})))[0]
    if not top.is_algebraic_expr() or not top.is_polynomial(unknown):
        return (residual,)
    return tuple(sympy.Poly(top, unknown).coeffs())


def propagated(premise: Basic, decisive: Set[Basic], names: Sequence[Basic], domain: Domain) -> Iterator[Values]:
    """Values of all names at which the equations of a conjunction hold, as far as a few hundred trials find any.

    No two of them give the `decisive` names, those of what is concluded, the same values.
    """
    equations = [part for part in conjuncts(premise) if isinstance(part, sympy.Eq)]
    if len(equations) < 2:
        return
    residuals = [residual for part in equations for residual in without_pi(part.args[0] - part.args[1])]
    if not all(residual.free_symbols <= set(names) for residual in residuals):
        return
    steps = 0
    found = 0
    waiting: list[tuple[dict[Basic, Basic], list[Open]]] = [({}, [_opened(residual) for residual in residuals])]
    while waiting and steps < MOST_STEPS and found < MOST_FOUND:
        steps += 1
        values, open_residuals = waiting.pop()
        left = _at(open_residuals, next(reversed(values.items()), None))
        if left is None or not _may_hold(values, domain):
            continue
        unset = [name for name in names if name not in values]
        if not unset:
            yield values
            found += 1
            seen = {name: values[name] for name in names if name in decisive}
            waiting = [state for state in waiting if not seen.items() <= state[0].items()]
            continue
        tried = list(_next(left, unset, decisive, names))
        waiting += [({**values, name: value}, left) for name, value in reversed(tried)]


def _at(residuals: Sequence[Open], newest: tuple[Basic, Basic] | None) -> list[Open] | None:
    """What is left of the residuals with the newest value put in; None where one cannot vanish."""
    left: list[Open] = []
    for each in residuals:
        there = _with(each.residual, *newest) if newest is not None and newest[0] in each.free else each
        if there is None or (not there.free and there.residual != 0):
            return None
        if there.free:
            left.append(there)
    return left


def _next(
    left: Sequence[Open], unset: Sequence[Basic], decisive: Collection[Basic], names: Sequence[Basic]
) -> Iterator[tuple[Basic, Basic]]:
    """The name that is set next, with each value that is tried."""
    alone = next((each for each in left if len(each.free) == 1), None)
    if alone is not None:
        (name,) = alone.free
        roots = [root for root in root_candidates(alone.residual, name) if root.is_Rational]
        yield from ((name, root) for root in roots if _is_allowed(name, root))
        return

    def weight(name: Basic) -> tuple[bool, bool, int, str]:
        held = sum(name in each.held for each in left)
        return any(name in each.exponents for each in left), name in decisive, held, str(name)

    name = max(unset, key=weight)
    turn = list(names).index(name) % APART  # two names begin with different values
    yield from ((name, value) for value in (*LADDER[turn:], *LADDER[:turn]) if _is_allowed(name, value))


def _is_allowed(name: Basic, value: Basic) -> bool:
    return bool(allowed(name, fmpq(int(value.p), int(value.q))))


def _may_hold(values: Values, domain: Domain) -> bool:
    """Do the values meet every condition that speaks of nothing else?"""
    known = set(values)
    conditions = tuple(c for c in domain.conditions if c.free_symbols and c.free_symbols <= known)
    return not conditions or in_domain(_place(values), Domain(conditions))


def _place(values: Values) -> Place:
    return Place(Point({name: fmpq(int(value.p), int(value.q)) for name, value in values.items()}, {}, {}, {}))


def places(premise: Basic, decisive: Set[Basic], names: Sequence[Basic], domain: Domain) -> Iterator[Place]:
    """The points of those values."""
    return (_place(values) for values in propagated(premise, decisive, names, domain))
