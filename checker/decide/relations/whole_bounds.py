"""⌊u⌋ = k as k ≤ u < k + 1, and what else is said of a floor or a ceiling beside an integer, without it.

Graham, Knuth and Patashnik 1994, "Concrete Mathematics", (3.5) and (3.7).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from sympy import And, Eq, Ge, Gt, Le, Lt, Ne, Or, ceiling, floor
from sympy.core.basic import Basic

Rule = Callable[[Basic, Basic], Basic]


def _plain(relation: Callable[..., Basic], shift: int) -> Rule:
    return lambda u, k: relation(u, k + shift, evaluate=False)


def _both(low: Rule, high: Rule) -> Rule:
    return lambda u, k: And(low(u, k), high(u, k), evaluate=False)


def _either(low: Rule, high: Rule) -> Rule:
    return lambda u, k: Or(low(u, k), high(u, k), evaluate=False)


OF_FLOOR: Mapping[type, Rule] = {
    Eq: _both(_plain(Ge, 0), _plain(Lt, 1)),
    Ne: _either(_plain(Lt, 0), _plain(Ge, 1)),
    Ge: _plain(Ge, 0),
    Gt: _plain(Ge, 1),
    Le: _plain(Lt, 1),
    Lt: _plain(Lt, 0),
}
OF_CEILING: Mapping[type, Rule] = {
    Eq: _both(_plain(Gt, -1), _plain(Le, 0)),
    Ne: _either(_plain(Le, -1), _plain(Gt, 0)),
    Ge: _plain(Gt, -1),
    Gt: _plain(Gt, 0),
    Le: _plain(Le, 0),
    Lt: _plain(Le, -1),
}
TURNED: Mapping[type, type] = {Eq: Eq, Ne: Ne, Ge: Le, Gt: Lt, Le: Ge, Lt: Gt}


def without_rounding(statement: Basic) -> Basic:
    """The relation with each comparison of a floor or a ceiling with an integer as one of what is rounded."""
    if isinstance(statement, And | Or):
        return statement.func(*(without_rounding(part) for part in statement.args), evaluate=False)
    for relation, rounded, whole in _ways(statement):
        rules = OF_FLOOR if isinstance(rounded, floor) else OF_CEILING
        if whole.is_integer and relation in rules and not whole.has(floor, ceiling):
            return rules[relation](rounded.args[0], whole)
    return statement


def _ways(statement: Basic) -> list[tuple[type, Basic, Basic]]:
    """The comparison either way round, where a floor or a ceiling stands first."""
    if not statement.is_Relational:
        return []
    left, right = statement.args
    relation = statement.func
    ways = [(relation, left, right), (TURNED.get(relation, relation), right, left)]
    return [way for way in ways if isinstance(way[1], sympy.floor | sympy.ceiling)]
