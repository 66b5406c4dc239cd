"""120 − 4P = 2(P − 6), where 120 − 4P = 2P was solved before: another equation of one left side."""

from __future__ import annotations

from sympy.core.basic import Basic

from checker.read.chains import chosen
from checker.read.context import Context
from checker.read.cues import CHECKS, CONCLUDES
from checker.read.progress import Progress
from checker.read.statements import Statement


def is_another_equation(progress: Progress, left: Basic, statement: Statement, context: Context) -> bool:
    """Does a sentence begin with an equation whose left side is that of one which was given and has been solved?"""
    chain, item = progress.chains.get(left), context.item
    if chain is None:
        return False
    first = progress.claim_named(chain.first)
    if left.is_Symbol or first is None or any(first.asks or ()) or item.arrow or not item.first:
        return False
    if not left.free_symbols & (progress.solved | set(progress.facts)) or CONCLUDES.search(item.lead):
        return False
    value, _ = progress.value(statement.parts[1])
    if not value.free_symbols or CHECKS.search(item.sentence):
        return False
    given = any(premise.given and premise.claim == chain.first for premise in progress.premises)
    asked = chosen(progress, "=", chain.value, value, None, context.conditions, chain.subject, true=False)
    return given and progress.refuted(asked, context.conditions)


def leave_equation(progress: Progress, left: Basic) -> None:
    """Forgets the equation of a left side, what its unknowns were found to be, and what was drawn from both."""
    unknowns = left.free_symbols & (progress.solved | set(progress.facts))
    for name in sorted(unknowns, key=str):
        progress.release_values(name)
    progress.premises = [p for p in progress.premises if not p.relation.free_symbols & unknowns]
    progress.forget_subjects(lambda subject: bool(subject.free_symbols & unknowns))
