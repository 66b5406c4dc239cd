"""Values that a function is given at places, put into what it was found to be: y(0) = 1 of y = C e^{2x} says C = 1."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Derivative, Eq, Subs
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.progress import Premise, Progress


def told_at_places(progress: Progress, function: Basic) -> list[Premise]:
    """The values that are given of y, y′, … at places, each a premise."""
    return [premise for premise in progress.premises if premise.given and _place(premise.relation, function)]


def at_places(told: list[Premise], function: Basic, value: Basic) -> Iterator[Premise]:
    """What the values that are given say of the constants left open in a function that was found."""
    for premise in told:
        left = premise.relation.lhs
        (place,) = _place(premise.relation, function)
        (variable,) = function.args
        if isinstance(left, Subs):
            order = left.expr.derivative_count
            there = Derivative(value, (variable, order)).doit().xreplace({variable: place})
        else:
            there = value.xreplace({variable: place})
        yield Premise(Eq(there, premise.relation.rhs, evaluate=False), premise.claim, given=True)


def of_relation(progress: Progress, relation: Basic) -> Iterator[Premise]:
    """−1/y = x²/2 + C at the places at which a value of y is given: −1/y(0) = C, with that value."""
    for function in sorted(relation.atoms(AppliedUndef), key=str):
        for premise in told_at_places(progress, function):
            if isinstance(premise.relation.lhs, AppliedUndef):
                ((place,), (variable,)) = _place(premise.relation, function), function.args
                there = relation.xreplace({function: premise.relation.rhs}).xreplace({variable: place})
                yield Premise(there, premise.claim, given=True)


def _place(relation: Basic, function: Basic) -> tuple[Basic, ...]:
    """a of y(a) = b and of y′(a) = b; nothing where a relation is none of these."""
    if not isinstance(relation, Eq) or not isinstance(function, AppliedUndef) or len(function.args) != 1:
        return ()
    left = relation.lhs
    if relation.rhs.has(function.func) or not function.args[0].is_Symbol:
        return ()
    if isinstance(left, AppliedUndef) and left.func == function.func and not left.has(function.args[0]):
        return left.args
    derived = left.expr if isinstance(left, Subs) and isinstance(left.expr, Derivative) else None
    of_it = derived is not None and isinstance(derived.expr, AppliedUndef) and derived.expr.func == function.func
    return tuple(left.point) if of_it and len(left.point) == 1 else ()
