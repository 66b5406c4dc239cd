"""A goal with those definitions only of which its question speaks, so that two that ask the same are known as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sympy import preorder_traversal
from sympy.core.basic import Basic

from checker.model import Domain, Goal, Verdict
from checker.read.definitions import asked


def pertinent(goal: Goal) -> Goal:
    """The goal without the definitions that nothing in its question rests on, each condition once."""
    meanings = dict(goal.definitions)
    waiting, used = asked(goal.question), set[Basic]()
    while waiting:
        for node in preorder_traversal(waiting.pop()):
            if node in meanings and node not in used:
                used.add(node)
                waiting.append(meanings[node])
    kept = tuple(pair for pair in goal.definitions if pair[0] in used)
    return replace(goal, definitions=kept, domain=Domain(tuple(dict.fromkeys(goal.domain.conditions))))


def by_what_is_asked(answers: Mapping[Goal, Verdict]) -> dict[Goal, Verdict]:
    """Verdicts by the pertinent goal, under which another goal that asks the same finds them."""
    return {pertinent(goal): verdict for goal, verdict in answers.items()}
