"""Equal because the exponential of the difference is 1: of angles, but for whole turns, which their ranges exclude."""

from __future__ import annotations

from sympy import Integral, Limit

from checker.decide.kernels.turned_difference import KERNELS, turned_difference
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Equal, Status, Verdict

NOT_TAKEN = frozenset({Integral, Limit})  # what stands in them is no angle


def settle(case: Case) -> Verdict | None:
    """PROVED where the difference is a linear combination of arcs, or of logarithms."""
    question = case.question
    if not isinstance(question, Equal) or has_matrices(case.heads) or not case.heads & KERNELS:
        return None
    if case.heads & NOT_TAKEN:
        return None
    turned = turned_difference(question.left, question.right, case.domain)
    if turned is None:
        return None
    steps = ("the exponential of the difference is 1, by the normal form", turned.because)
    return Verdict(
        Status.PROVED,
        "whole turns",
        turned.because,
        conditions=turned.conditions,
        certificate=Certificate("whole turns", steps),
    )


WHOLE_TURNS = Procedure(
    "whole turns", frozenset({Status.PROVED}), settle, "atan x + atan y = atan((x + y)/(1 − xy)) for xy < 1"
)
