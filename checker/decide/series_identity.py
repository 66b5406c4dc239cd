"""Equal because every infinite series has a proved closed form, and with these both sides have one normal form."""

from __future__ import annotations

from sympy import Integral, Limit, Sum, oo

from checker.decide.closed_forms import closed_equation
from checker.decide.field import DividesByZero, TooLarge
from checker.decide.generators import Declines
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.decide.zero import zero_difference
from checker.model import Certificate, Domain, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED where the sides agree once their series are summed, on the conditions that convergence asks for."""
    question = case.question
    if not isinstance(question, Equal) or not {Sum, type(oo)} <= case.heads or has_matrices(case.heads):
        return None
    if case.heads & {Integral, Limit}:
        return None
    try:
        closed = closed_equation(question.left, question.right, case.domain)
        if closed is None:
            return None
        zero = zero_difference(closed.left, closed.right, Domain((*case.domain.conditions, *closed.conditions)))
    except (Declines, TooLarge, DividesByZero, RecursionError):
        return None
    if zero is None:
        return None
    return Verdict(
        Status.PROVED,
        "series",
        "put the sums of the series in",
        conditions=tuple(dict.fromkeys((*closed.condition_texts, *zero.conditions))),
        certificate=Certificate("series", (*closed.steps, "left − right = 0")),
    )


SERIES = Procedure("series", frozenset({Status.PROVED}), settle, "Σ k·rᵏ from 1 to ∞ = r/(1 − r)² for |r| < 1")
