"""What follows from a differential equation once it is integrated: a relation of y and x without derivatives.

At one place y' may be anything, so that no such relation follows from the equation there. It holds along the
solution where its derivative follows from the equation, and it holds at the start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sympy import Derivative, Eq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Question
from checker.read.chains import implied
from checker.read.initial_values import of_relation
from checker.read.ledger import real
from checker.read.more_than_written import highest_of
from checker.read.progress import Premise, Progress

UP_TO_A_CONSTANT = "up to a constant: both sides are differentiated"
ALONG_SOLUTION = "both sides are differentiated, and are compared where a value is given"
LEFT_TO_THE_START = "not asked: its derivative follows, and the rest hangs on where the solution starts"


def is_said(progress: Progress, function: Basic) -> bool:
    """Is it said what a function is, as f(x) = 6x − x², rather than found from an equation that it is sought in?"""
    return function not in progress.found_at and function in dict(progress.ledger.definitions)


def sought_in(progress: Progress, premises: Sequence[Premise], made: Basic) -> AppliedUndef | None:
    """The function of one name that premises differentiate, in an equation of it without derivatives; else None.

    Of one that is said, f′(x) = 0 asks for an x.
    """
    if not isinstance(made, Eq) or made.has(Derivative):
        return None
    derived = {d.expr for premise in premises for d in premise.relation.atoms(Derivative)}
    sought = {one for one in derived if isinstance(one, AppliedUndef) and made.has(one) and not is_said(progress, one)}
    if len(sought) != 1:
        return None
    (function,) = sought
    return function if len(function.args) == 1 and function.args[0].is_Symbol else None


def rate(
    progress: Progress,
    premises: Sequence[Premise],
    made: Basic,
    function: AppliedUndef,
    conditions: Sequence[Basic],
) -> Question | None:
    """Does the derivative of a relation follow from the premises, where the relation holds?"""
    (variable,) = function.args
    sides = made.lhs.diff(variable), made.rhs.diff(variable)
    derived = Eq(*sides, evaluate=False)
    laws = [one.relation for one in premises if isinstance(one.relation, Eq) and one.relation.has(Derivative)]
    solved = [there for there in map(highest_of, laws) if there]
    asks: list[Question | None] = [Equal(*(side.xreplace(there) for side in sides)) for there in solved]
    along = Premise(made, "", given=False)
    asks.append(implied(progress, [*premises, along], derived, conditions))
    others = [one for one in premises if not one.relation.has(function.func)]
    point = real(str(function.func))
    if point not in made.free_symbols:
        curve = replace(along, relation=_at(made, {}, function, point))
        slopes = (_at(derived, there, function, point) for there in solved)
        asks += [implied(progress, [*others, curve], slope, conditions) for slope in slopes]
    return next((one for one in asks if progress.proved(one, conditions)), asks[-1])


def _at(relation: Basic, law: Mapping[Basic, Basic], function: AppliedUndef, point: Basic) -> Basic:
    """A relation at a point (x, y) of the curve, with what the law says of y′ there."""
    return Eq(*(side.xreplace(law).xreplace({function: point}) for side in relation.args), evaluate=False)


def along_solution(
    progress: Progress,
    premises: Sequence[Premise],
    made: Basic,
    function: AppliedUndef,
    conditions: Sequence[Basic],
) -> Question | None:
    """What is asked of a relation that a solution shall fulfil; None where its start is not given.

    Where its derivative does not follow, that; where it does, and not what it says at the start, this.
    """
    changes = rate(progress, premises, made, function, conditions)
    if not progress.proved(changes, conditions):
        return changes
    starts = [one.relation for one in of_relation(progress, made)]
    if not starts:
        return None
    open_ones = (one for one in starts if not progress.proved(Equal(*one.args), conditions))
    asks = (implied(progress, premises, one, conditions) for one in open_ones)
    return next((one for one in asks if not progress.proved(one, conditions)), changes)
