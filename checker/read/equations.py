"""Equations that are given or to be solved, told from identities that are claimed.

An identity speaks of one quantity in two ways; an equation restricts its unknowns. F = ma and x² − 5x + 6 = 0 are
given; (a + b)² = a² + b² is claimed, and wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import sympy
from sympy import Derivative, Eq, Integral, Limit, Product, Subs, Sum
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.objects import Gradient
from checker.read.building import is_matrix

SOLVES = re.compile(
    r"\b(solv\w*|solutions?|roots?|set|setting|zero|satisf\w*|critical|stationary|maximi\w*|minimi\w*|extrem\w*"
    r"|equations?|given|suppose|assume|if|when|constraint|subject to)\b",
    re.IGNORECASE,
)
WORKED = (Derivative, Integral, Sum, Product, Limit, Subs, Gradient)


def is_given(left: Basic, right: Basic, words: str, defined: Collection[Basic]) -> bool:
    """Is `left = right`, which is no identity, naturally read as an equation that is given or to be solved?"""
    if is_matrix(left) or is_matrix(right):
        return bool(SOLVES.search(words))
    unknown_functions = _opaque(left, defined) | _opaque(right, defined)
    names = [_names(side) - set(defined) for side in (left, right)]
    if unknown_functions and any(side.has(Derivative) for side in (left, right)):
        return True
    worked = any(side.has(*WORKED) for side in (left, right))
    if not worked and (not names[0] or not names[1]) and (names[0] or names[1]):
        return True
    if not worked and names[0] - names[1] and names[1] - names[0]:
        return True
    return bool(SOLVES.search(words)) and bool(names[0] | names[1])


def _names(side: Basic) -> set[Basic]:
    return {name for name in side.free_symbols if isinstance(name, sympy.Symbol)} | _opaque(side, ())


def _opaque(side: Basic, defined: Collection[Basic]) -> set[Basic]:
    known = {subject.func for subject in defined if isinstance(subject, AppliedUndef)}
    return {applied for applied in side.atoms(AppliedUndef) if applied.func not in known}


def conclusion_follows(premises: Sequence[Basic], conclusion: Basic) -> tuple[Basic, Basic]:
    """Premise and conclusion as relations between numbers: unknown functions and their derivatives are names.

    Where only the conclusion holds a derivative, the premises are differentiated besides (implicit differentiation).
    """
    wanted = sorted(conclusion.atoms(Derivative), key=str)
    held = {derivative for premise in premises for derivative in premise.atoms(Derivative)}
    known = list(premises)
    for derivative in wanted:
        if derivative not in held:
            known += [_differentiated(premise, derivative.variables[0]) for premise in premises]
    names = _as_names([*known, conclusion])
    return sympy.And(*(_put(premise, names) for premise in known)), _put(conclusion, names)


def _differentiated(relation: Basic, variable: Basic) -> Basic:
    return Eq(sympy.diff(relation.lhs, variable), sympy.diff(relation.rhs, variable), evaluate=False)


def _as_names(relations: Sequence[Basic]) -> Mapping[Basic, Basic]:
    derivatives = {d for relation in relations for d in relation.atoms(Derivative)}
    applied = {a for relation in relations for a in relation.atoms(AppliedUndef)}
    ordered = [*sorted(derivatives, key=str), *sorted(applied, key=str)]
    return {part: sympy.Symbol(f"v{k}", real=True) for k, part in enumerate(ordered)}


def _put(relation: Basic, names: Mapping[Basic, Basic]) -> Basic:
    if not names:
        return relation
    sides = [side.xreplace(dict(names)) for side in relation.args]
    return relation.func(*sides, evaluate=False)
