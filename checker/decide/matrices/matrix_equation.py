"""Matrix equations linear in a column: is a stated solution one, the only one, and the minimum sought?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flint import fmpq
from sympy import MatrixSymbol
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import evaluate
from checker.decide.at_points.points import names_of, points
from checker.decide.at_points.trials import MANY, Seen, differs, shown
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.decide.matrices.matrix_form import (
    IllShaped,
    TooLarge,
    Unsupported,
    add,
    inverted,
    multiply,
)
from checker.decide.matrices.matrix_form import (
    Undefined as UndefinedMatrix,
)
from checker.decide.matrices.matrix_gradient import gradient, gram, hessian, linear_in, normal_form_with_gradients
from checker.decide.matrices.matrix_zero import zero_argument
from checker.decide.matrices.properties import declared
from checker.decide.matrices.words import MatrixSum, Properties
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Domain, Minimizes, Solves, Status, Verdict
from checker.objects import Gradient

DECLINED = (IllShaped, TooLarge, UndefinedMatrix, Unsupported, ValueError)


def settle(case: Case) -> Verdict | None:
    """PROVED, with the conditions that make the solution the only one, or REFUTED at a point."""
    question = case.question
    known = declared(case.domain.conditions)
    if isinstance(question, Solves) and isinstance(question.unknown, MatrixSymbol):
        proof = partial(_solves, question, known)
        return _settled(question.residual, question.unknown, question.value, case.domain, proof)
    if isinstance(question, Minimizes) and len(question.unknowns) == 1:
        (unknown,), (value,) = question.unknowns, question.values
        if isinstance(unknown, MatrixSymbol):
            slope = Gradient(question.objective, unknown)
            proof = partial(_minimizes, question, unknown, value, known)
            return _settled(slope, unknown, value, case.domain, proof)
    return None


def _settled(
    residual: Basic, unknown: MatrixSymbol, value: Basic, domain: Domain, proof: Callable[[], Verdict | None]
) -> Verdict | None:
    """REFUTED at a point where the residual, at the stated value, surely has an entry other than 0; else the proof.

    Nothing is proved where no point of the domain gives the residual a value, and nothing is said where the domain
    restricts the unknown: the least on a line is not the least of all.
    """
    if any(each.has(unknown) for each in (value, *domain.conditions)):
        return None
    names = names_of((residual, value, *domain.conditions))
    witnessed = False
    for point in points(names, domain, MANY):
        try:
            there = evaluate(value, point)
            if not isinstance(there, tuple):
                return None  # a number is stated for a matrix: that is told by the shapes
            at_value = point._replace(matrices={**point.matrices, unknown: there})
            left_over = evaluate(residual, at_value)
            wrong = differs(left_over, fmpq(0))
        except (NotEvaluable, Undefined, ZeroDivisionError):
            continue
        witnessed = True
        if wrong:
            return Verdict(
                Status.REFUTED,
                "matrix equation",
                f"put into the equation, the stated {unknown} leaves something over",
                counterexample=shown(Seen(at_value, left_over, fmpq(0), True)),
            )
    return proof() if witnessed else None


def _solves(question: Solves, known: Properties) -> Verdict | None:
    try:
        parts = linear_in(normal_form_with_gradients(question.residual, known), question.unknown)
        if parts is None:
            return None
        satisfied = _conditions_of_a_root(parts, normal_form_with_gradients(question.value, known))
        unique = _conditions_of_invertibility(parts[0])
    except DECLINED:
        return None
    if satisfied is None:
        return None
    return Verdict(
        Status.PROVED,
        "matrix equation",
        f"put back into the equation it gives 0; the equation is linear in {question.unknown}, so there is no other",
        conditions=tuple(dict.fromkeys((*satisfied, *unique))),
        certificate=Certificate("A·θ + b = 0", (f"A = {parts[0]}", f"b = {parts[1]}")),
    )


def _conditions_of_a_root(parts: tuple[MatrixSum, MatrixSum], value: MatrixSum) -> tuple[str, ...] | None:
    """What A·value + b = 0 needs; None where it is not proved."""
    slope, rest = parts
    vanishing = zero_argument(add(multiply(slope, value), rest))
    return None if vanishing is None else (*vanishing.conditions, *value.presupposes)


def _conditions_of_invertibility(matrix: MatrixSum) -> tuple[str, ...]:
    definite = gram(matrix)
    return definite.conditions if definite is not None else inverted(matrix).presupposes


def _minimizes(question: Minimizes, unknown: MatrixSymbol, value: Basic, known: Properties) -> Verdict | None:
    """Strictly convex and stationary (Boyd and Vandenberghe 2004, §3.1.4 and §4.2.3)."""
    try:
        objective = normal_form_with_gradients(question.objective, known)
        parts = linear_in(gradient(objective, unknown), unknown)
        curvature = hessian(objective, unknown)
        definite = gram(curvature)
        if parts is None or definite is None:
            return None
        stationary = _conditions_of_a_root(parts, normal_form_with_gradients(value, known))
    except DECLINED:
        return None
    if stationary is None:
        return None
    return Verdict(
        Status.PROVED,
        "matrix equation",
        f"the gradient vanishes there and the Hessian {curvature} is positive definite",
        conditions=tuple(dict.fromkeys((*stationary, *definite.conditions))),
        certificate=Certificate("strictly convex, stationary", (f"Hessian = {curvature}", definite.form)),
    )


MATRIX_EQUATION = Procedure(
    "matrix equation",
    frozenset({Status.PROVED, Status.REFUTED}),
    settle,
    "0 = Xᵀ(Xθ − y) is solved by θ = (XᵀX)⁻¹Xᵀy if X has full column rank",
)
