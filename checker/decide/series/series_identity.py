"""Equal once infinite series and products are replaced by their values, or by one differential equation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sympy import Integral, Limit, Product, Sum, oo
from sympy.polys.polyerrors import BasePolynomialError

from checker.decide.integrals.closed_forms import closed_equation, condition_texts, step_texts
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.zero import zero_difference
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.decide.series.differential_equation import by_differential_equation
from checker.model import Certificate, Domain, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED where the sides agree once their series are summed, on the conditions that convergence asks for."""
    question = case.question
    if not isinstance(question, Equal) or type(oo) not in case.heads or has_matrices(case.heads):
        return None
    if case.heads & {Integral, Limit} or not case.heads & {Sum, Product}:
        return None
    for rule in (_by_closed_forms, _by_differential_equation):
        try:
            verdict = rule(question, case.domain)
        except (Declines, TooLarge, DividesByZero, RecursionError, BasePolynomialError):
            continue
        if verdict is not None:
            return verdict
    return None


def _by_closed_forms(question: Equal, domain: Domain) -> Verdict | None:
    closed = closed_equation(question.left, question.right, domain)
    if closed is None:
        return None
    zero = zero_difference(closed.left, closed.right, Domain((*domain.conditions, *closed.conditions)))
    if zero is None:
        return None
    steps = partial(closed.told, "left − right = 0")
    return _proved("put the values of the series in", (*closed.condition_texts, *zero.conditions), steps)


def _by_differential_equation(question: Equal, domain: Domain) -> Verdict | None:
    found = by_differential_equation(question.left, question.right, domain)
    return _proved(
        "both sides solve one differential equation, and begin alike",
        condition_texts(found.conditions),
        partial(step_texts, found.steps),
    )


def _proved(because: str, conditions: tuple[str, ...], steps: Callable[[], tuple[str, ...]]) -> Verdict:
    return Verdict(
        Status.PROVED,
        "series",
        because,
        conditions=tuple(dict.fromkeys(conditions)),
        certificate=Certificate("series", steps),
    )


SERIES = Procedure("series", frozenset({Status.PROVED}), settle, "Σ k·rᵏ from 1 to ∞ = r/(1 − r)² for |r| < 1")
