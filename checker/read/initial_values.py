"""Values that a function is given at places, put into what it was found to be: y(0) = 1 of y = C e^{2x} says C = 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sympy import Derivative, Eq, Subs
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.progress import Premise, Progress


def told_at_places(progress: Progress, function: Basic) -> list[Premise]:
    """What is given of y, y′, … at places only, such as y(0) = 1 and y(0) = y(L)."""
    return [premise for premise in progress.premises if premise.given and _is_at_places(premise.relation, function)]


def at_places(told: list[Premise], function: Basic, value: Basic) -> Iterator[Premise]:
    """What the values that are given say of the constants left open in a function that was found."""
    for premise in told:
        yield replace(premise, relation=_with(premise.relation, function, value))


def of_relation(progress: Progress, relation: Basic) -> Iterator[Premise]:
    """−1/y = x²/2 + C at the places at which a value of y is given: −1/y(0) = C, with that value."""
    for function in sorted(relation.atoms(AppliedUndef), key=str):
        for premise in told_at_places(progress, function):
            left, right = premise.relation.args
            if isinstance(left, AppliedUndef) and not right.has(AppliedUndef):
                at = {function.args[0]: left.args[0]}
                there = (side.xreplace({function: right}).xreplace(at) for side in relation.args)
                yield replace(premise, relation=relation.func(*there, evaluate=False))


def _with(relation: Basic, function: Basic, value: Basic) -> Basic:
    """The relation with the values, at its places, of what a function was found to be."""
    (variable,) = function.args
    applied = (one for one in relation.atoms(AppliedUndef) if one.func == function.func)
    values = {one: value.xreplace({variable: one.args[0]}) for one in applied}
    for one in relation.atoms(Subs):
        order = one.expr.derivative_count
        values[one] = Derivative(value, (variable, order)).doit().xreplace({variable: one.point[0]})
    return Eq(*(side.xreplace(values) for side in relation.args), evaluate=False)


def _is_at_places(relation: Basic, function: Basic) -> bool:
    """Is it an equation of values of y and its derivatives at places, and of no y(x)?"""
    if not isinstance(relation, Eq) or not isinstance(function, AppliedUndef) or len(function.args) != 1:
        return False
    (variable,) = function.args
    subs = relation.atoms(Subs)
    if not variable.is_Symbol or relation.has(variable) or any(len(one.point) != 1 for one in subs):
        return False
    derived = all(isinstance(one.expr, Derivative) and isinstance(one.expr.expr, AppliedUndef) for one in subs)
    return derived and relation.has(function.func)
