"""An equivalence that says which numbers solve an equation, asked as what the solutions of the equation are."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Eq, Or
from sympy.core.basic import Basic

from checker.decide.procedure import Case
from checker.model import Equivalent, SolutionSet, Status, Verdict


def by_solutions(case: Case, ask: Callable[[Case], Verdict | None]) -> Verdict | None:
    """PROVED where F = G ⇔ x = 2 ∨ x = 3 tells the solutions of F = G; None elsewhere."""
    question = case.question
    if not isinstance(question, Equivalent):
        return None
    for equation, told in ((question.premise, question.conclusion), (question.conclusion, question.premise)):
        solved = _told(told)
        if solved is None or type(equation) is not Eq or equation.free_symbols != {solved[0]}:
            continue
        asked = SolutionSet(equation.lhs - equation.rhs, *solved)
        found = ask(Case(asked, case.domain))
        if found is not None and found.status is Status.PROVED:
            return found
    return None


def _told(statement: Basic) -> tuple[Basic, tuple[Basic, ...]] | None:
    """The name, and the numbers of which it is said to be one."""
    parts = Or.make_args(statement)
    if not all(type(part) is Eq and part.lhs.is_Symbol and part.rhs.is_number for part in parts):
        return None
    names = {part.lhs for part in parts}
    return (names.pop(), tuple(part.rhs for part in parts)) if len(names) == 1 else None
