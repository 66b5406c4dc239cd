"""A derivative set to zero where that of another function by the same name was: another value of the name is sought."""

from __future__ import annotations

from sympy import Derivative, Eq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.progress import Premise, Progress


def leave_other_optimum(progress: Progress, subject: Basic) -> None:
    """C′(r) = 0, where A′(r) = 0 was set before: it is another r that is sought, and what was found of it is forgotten.

    What was given before A′(r) = 0, such as a constraint, is of every r.
    """
    if not isinstance(subject, Derivative) or not isinstance(subject.expr, AppliedUndef) or len(subject.variables) != 1:
        return
    (variable,) = subject.variables
    start = next((k for k, p in enumerate(progress.premises) if _is_of_other_optimum(p, subject)), None)
    if start is None:
        return
    gone = [premise for premise in progress.premises[start:] if premise.relation.has(variable)]
    told = {premise.relation.lhs for premise in gone if isinstance(premise.relation, Eq)}
    progress.premises = [premise for premise in progress.premises if premise not in gone]
    progress.forget_subjects(lambda known: known != subject and (known in told or known == variable))
    for premise in progress.premises:
        if isinstance(premise.relation, Eq) and premise.relation.lhs in told and premise.relation.lhs.is_Symbol:
            progress.facts[premise.relation.lhs] = premise.relation.rhs
            if not premise.refuted:
                progress.certain[premise.relation.lhs] = premise.relation.rhs


def _is_of_other_optimum(premise: Premise, subject: Derivative) -> bool:
    relation = premise.relation
    if not isinstance(relation, Eq) or relation.rhs != 0 or not isinstance(relation.lhs, Derivative):
        return False
    same = relation.lhs.variables == subject.variables
    return bool(same and relation.lhs.expr.func != subject.expr.func)
