"""Ill-formed, because the shapes of what is written do not fit: which two meet, and where."""

from __future__ import annotations

from sympy import Eq

from checker.decide.at_points.trials import MANY, shown, smallest, try_points
from checker.decide.matrices.shapes import ShapeFault, shape_fault
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Counterexample, Domain, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """ILL_FORMED where shapes do not fit, with a point at which they do and the sides differ, if there is one."""
    question = case.question
    if not isinstance(question, Equal) or not has_matrices(case.heads):
        return None
    fault = shape_fault(Eq(question.left, question.right, evaluate=False))
    if fault is None:
        return None
    counterexample = _where_shapes_fit(question, fault, case.domain)
    reason = f"the shapes do not fit in {fault.where}: {fault.text}"
    if counterexample is not None:
        reason += f"; and even where {' and '.join(fault.fits_if)} it is false"
    return Verdict(Status.ILL_FORMED, "shapes", reason, counterexample=counterexample)


def _where_shapes_fit(question: Equal, fault: ShapeFault, domain: Domain) -> Counterexample | None:
    if not fault.equations:
        return None
    equal_sizes = tuple(Eq(one, other, evaluate=False) for one, other in fault.equations)
    there = Domain((*domain.conditions, *equal_sizes))
    seen = try_points(question.left, question.right, there, MANY).refutation
    return None if seen is None else shown(smallest(question.left, question.right, there, seen))


SHAPES = Procedure("shapes", frozenset({Status.ILL_FORMED}), settle, "2Xᵀθ, with X m×n and θ n×1")
