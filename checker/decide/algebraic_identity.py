"""Equal because the difference is an algebraic number smaller than any but 0 can be."""

from __future__ import annotations

import sympy

from checker.decide.kernels.algebraic_constants import HEADS, is_certainly_zero
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED where both sides are built of rationals, roots, and sines at rational parts of π."""
    question = case.question
    if not isinstance(question, Equal) or not all(issubclass(head, HEADS) for head in case.heads):
        return None
    if not is_certainly_zero(sympy.Add(question.left, -question.right)):
        return None
    because = "the difference is an algebraic number, and smaller than any but 0 of its degree and height"
    return Verdict(Status.PROVED, "separation bound", because, certificate=Certificate("separation bound", (because,)))


ALGEBRAIC_IDENTITY = Procedure(
    "separation bound", frozenset({Status.PROVED}), settle, "cos π/7 − cos 2π/7 + cos 3π/7 = 1/2"
)
