"""Equal because both sides are the same tree, term for term."""

from __future__ import annotations

from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED where both sides are the same object once names have their meanings."""
    question = case.question
    if not isinstance(question, Equal) or question.left != question.right:
        return None
    return Verdict(
        Status.PROVED,
        "same tree",
        "both sides are the same, term for term",
        certificate=Certificate("same tree", (str(question.left),)),
    )


SAME_TREE = Procedure("same tree", frozenset({Status.PROVED}), settle, "x + y = y + x")
