"""Replays every proof of a written line by the independent checker: each question asked of it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from sympy.core.basic import Basic

from checker.decide import decide
from checker.decide.replays import NoReplay, replay_data
from checker.decide.unfold import differentiated, unfold
from checker.model import Equal, Goal, Question, Status, Verdict
from checker.plain_algebra import RecheckFailure
from checker.read.questions import follows_question, true_question
from checker.recheck import recheck
from checker.tasks import Written


def rechecked(line: Written) -> list[tuple[str, str | None]]:
    """What is proved of a line, by the names of `goals`, each with why the proof was not replayed, or None."""
    found = []
    for name, goal in goals(line):
        verdict = decide(goal)
        if verdict.status is Status.PROVED:
            found.append((name, failure(goal, verdict)))
    return found


def failure(goal: Goal, verdict: Verdict) -> str | None:
    """Why the proof of a goal was not replayed; None where it was."""
    try:
        recheck(*replay_data(goal, verdict))
    except (NoReplay, RecheckFailure) as fault:
        return str(fault)
    return None


def goals(line: Written) -> Iterator[tuple[str, Goal]]:
    """The questions that are asked of a line, by name."""
    claim, derivation = line.claim, line.derivation

    def explicit(expression: Basic) -> Basic:
        return differentiated(unfold(expression, dict(derivation.definitions)))

    questions: dict[str, Question | None] = {
        "follows": follows_question(claim, line.given),
        "true": true_question(claim, line.root, explicit),
        "minimum": claim.minimum,
        "completion": Equal(claim.statement, claim.completion) if claim.completion is not None else None,
    }
    for name, question in questions.items():
        if question is not None:
            yield name, Goal(question, derivation.definitions, derivation.domain)
