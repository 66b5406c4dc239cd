"""Functions that are only named, chosen: f = 0 refutes f(x) = f(y) ⇒ x = y, as any choice does that it fails for.

What a premise says of a function may be meant at the point at hand, or for all values of the names in it. Only
choices that make it true for all of them are taken, so that the implication fails however it is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

import sympy
from sympy import And, Eq, Integer
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.bound_names import HEADS as BINDERS
from checker.decide.kernels.zero import zero_difference
from checker.decide.parts import conjuncts, heads_of
from checker.decide.relations.carried_out import carried_out
from checker.decide.relations.relations import CONNECTIVES, CONSTANTS, is_relation
from checker.model import Domain

MOST_FUNCTIONS = 2
T = sympy.Symbol("t")
NOT_TAKEN = frozenset({*BINDERS, sympy.Subs})
ANY = tuple(sympy.Function("f", **known)(sympy.Symbol("x")).assumptions0 for known in ({}, {"real": True}))

Choice = Mapping[type, Callable[..., Basic]]

# the plainest first
FUNCTIONS: Sequence[Callable[..., Basic]] = (
    lambda *_: Integer(0),
    lambda *t: t[0],
    lambda *t: t[0] ** 2,
    lambda *_: Integer(1),
    lambda *t: -t[0],
    lambda *t: t[0] + 1,
    lambda *t: t[0] ** 2 + 1,
)


def with_functions_chosen(
    premise: Basic, conclusion: Basic, domain: Domain
) -> Iterator[tuple[Basic, Basic, tuple[tuple[str, str], ...]]]:
    """Premise and conclusion with functions put for their names, and what was put for each, as text."""
    if not (is_relation(premise) and is_relation(conclusion)):
        return
    applied = {one for statement in (premise, conclusion) for one in statement.atoms(AppliedUndef)}
    heads = sorted({one.func for one in applied}, key=str)
    if not 1 <= len(heads) <= MOST_FUNCTIONS or not all(one.assumptions0 in ANY for one in applied):
        return
    if any(condition.has(AppliedUndef) for condition in domain.conditions):
        return
    if not all(NOT_TAKEN.isdisjoint(heads_of(statement)) for statement in (premise, conclusion)):
        return
    said = [part for part in conjuncts(premise) if part.has(AppliedUndef)]
    rest = And(*(part for part in conjuncts(premise) if part not in said), evaluate=False)
    for functions in product(FUNCTIONS, repeat=len(heads)):
        choice = dict(zip(heads, functions, strict=True))
        after = _put(conclusion, choice, domain)
        if after is not None and all(_holds_always(part, choice, domain) for part in said):
            yield rest, after, tuple((str(head), f"t ↦ {function(T)}") for head, function in choice.items())


def _put(statement: Basic, choice: Choice, domain: Domain) -> Basic | None:
    """A relation with functions put for their names and derivatives carried out; None where they have no value."""
    if isinstance(statement, CONNECTIVES):
        parts = [_put(part, choice, domain) for part in statement.args]
        return None if None in parts else statement.func(*parts, evaluate=False)
    if statement in CONSTANTS:
        return statement
    sides = [_put_in(side, choice, domain) for side in statement.args]
    return None if None in sides else statement.func(*sides, evaluate=False)


def _put_in(side: Basic, choice: Choice, domain: Domain) -> Basic | None:
    for head, function in choice.items():
        side = side.replace(head, function)
    return carried_out(side, domain)


def _holds_always(part: Basic, choice: Choice, domain: Domain) -> bool:
    """Is what an equation says of functions true of the chosen ones, whatever the values of the names?"""
    chosen = _put(part, choice, domain) if isinstance(part, Eq) else None
    zero = None if chosen is None else zero_difference(chosen.lhs, chosen.rhs, Domain())
    return zero is not None and not zero.conditions
