"""Equal by the equations that the domain states: what they imply, or what is left with a name solved for put in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy
from sympy import And, Eq
from sympy.core.basic import Basic

from checker.decide.bound_names import HEADS as BINDERS
from checker.decide.linear_root import linear_root
from checker.decide.parts import heads_of
from checker.decide.procedure import Case
from checker.decide.unfold import takes_a_value, with_values
from checker.model import Domain, Equal, Implies, Status, Verdict

MOST_PREMISES = 4
SIGNS = (
    ("is_positive", sympy.Gt),
    ("is_negative", sympy.Lt),
    ("is_nonnegative", sympy.Ge),
    ("is_nonpositive", sympy.Le),
)


def by_premises(case: Case, ask: Callable[[Case], Verdict | None]) -> Verdict | None:
    """PROVED where the equations of the domain make it so; None elsewhere, and where there are none."""
    premises = [condition for condition in case.domain.conditions if type(condition) is Eq]
    if not premises or len(premises) > MOST_PREMISES or not isinstance(case.question, Equal):
        return None
    rest = Domain(tuple(condition for condition in case.domain.conditions if condition not in premises))
    conclusion = Eq(case.question.left, case.question.right, evaluate=False)
    implied = ask(Case(Implies(And(*premises, evaluate=False), conclusion), rest))
    if implied is not None and implied.status is Status.PROVED:
        return implied
    return next((found for premise in premises if (found := _put_in(case, premise, ask)) is not None), None)


def _put_in(case: Case, premise: Basic, ask: Callable[[Case], Verdict | None]) -> Verdict | None:
    """The verdict where the value that an equation leaves a name is put for it, if that is PROVED."""
    assert isinstance(case.question, Equal)
    solved = _solved(premise)
    if solved is None:
        return None
    name, value = solved
    others = [condition for condition in case.domain.conditions if condition != premise]
    asked = (case.question.left, case.question.right, *others)
    if not all(c.is_Relational for c in others) or not all(takes_a_value(name, part) for part in asked):
        return None
    conditions = [with_values(condition, {name: value}) for condition in others]
    conditions += [relation(value, 0, evaluate=False) for fact, relation in SIGNS if getattr(name, fact)]
    there = Equal(case.question.left.xreplace({name: value}), case.question.right.xreplace({name: value}))
    found = ask(Case(there, Domain(tuple(conditions))))
    if found is None or found.status is not Status.PROVED:
        return None
    return found.with_reason(f"{name} = {value} put in: {found.because}")


def _solved(premise: Basic) -> tuple[Basic, Basic] | None:
    """A name with the value that the equation leaves it: a real name in it once, times a number."""
    if any(side.is_Matrix for side in premise.args) or not heads_of(premise).isdisjoint(BINDERS):
        return None
    for name in sorted(premise.free_symbols, key=str):
        if isinstance(name, sympy.Symbol) and _is_plain(name):
            value = linear_root(premise.lhs - premise.rhs, name)
            if value is not None:
                return name, value
    return None


def _is_plain(name: Basic) -> bool:
    """Is it real, or of one sign, and nothing else? Only that can be said of a value put for it."""
    return any(name.assumptions0 == sympy.Symbol("x", **facts).assumptions0 for facts in PLAIN)


PLAIN: Sequence[dict[str, bool]] = (
    {"real": True},
    {"positive": True},
    {"negative": True},
    {"nonnegative": True},
    {"nonpositive": True},
)
