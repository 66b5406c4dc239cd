"""Functions that are tried: "of the form ψ = A e^{−αx²}" says which are looked at, and not that they solve anything."""

from __future__ import annotations

import re
from dataclasses import replace

from sympy.core.function import AppliedUndef

from checker.model import Equal
from checker.read.context import Context
from checker.read.cues import TRIES
from checker.read.definitions import called, head_of
from checker.read.progress import Premise, Progress
from checker.read.statements import Statement

FORM = re.compile(
    r"\b(?:of|in|takes?|has|have|with)\s+the\s+(?:\w+\s+)?form\s*:?\s*$"
    r"|\b(?:(?:the|an|our|with|trial|make|makes|making|use|using)\s+(?:\w+\s+)?ansatz|trial\s+(?:solution|function|wave\s?function))\s*:?\s*$",
    re.IGNORECASE,
)


def is_tried(statement: Statement, context: Context) -> bool:
    """Do the words before an equation say that it is a form which is tried?"""
    only = len(statement.links) == 1 and statement.links[0].relation == "="
    return only and context.item.first and FORM.search(context.item.lead) is not None


def note_trial(progress: Progress, statement: Statement, context: Context) -> None:
    """Keeps which function was tried; it may be found to be another."""
    found = head_of(statement)
    if found is not None and (is_tried(statement, context) or TRIES.search(context.item.lead)):
        progress.tried.add(found.name)


def leave_trial(progress: Progress, statement: Statement, context: Context) -> None:
    """Forgets the form of a function that was tried where it is said anew what the function is: y = (a + b ln x) x²."""
    found = head_of(statement)
    if found is None or found.name not in progress.tried or not statement.links or statement.links[0].relation != "=":
        return
    for subject, _ in progress.ledger.definitions:
        if called(subject) != found.name:
            continue
        value, _ = progress.value(statement.parts[1], subject)
        if value.free_symbols and not progress.proved(Equal(subject, value), context.conditions):
            told = [premise for premise in progress.premises if premise.given and _tells_of(premise, found.name)]
            progress.close()
            progress.forget_called(found.name)
            progress.premises = [replace(premise, claim="") for premise in told]
            progress.tried.discard(found.name)
            return


def _tells_of(premise: Premise, name: str) -> bool:
    """Is it the equation, or a value at a place, of a function that is sought?"""
    return any(str(applied.func) == name for applied in premise.relation.atoms(AppliedUndef))
