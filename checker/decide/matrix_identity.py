"""Equal because the difference has the non-commutative normal form zero: matrices and vectors of symbolic shape."""

from __future__ import annotations

from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from checker.decide.matrix_conditions import unmet
from checker.decide.matrix_form import IllShaped, TooLarge, Undefined, Unsupported, subtract, zero_argument
from checker.decide.matrix_gradient import normal_form_with_gradients
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.decide.properties import declared
from checker.model import Certificate, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED where left − right is zero after transposes are at the leaves and products are multiplied out."""
    question = case.question
    if not isinstance(question, Equal) or not has_matrices(case.heads) or ElementwiseApplyFunction in case.heads:
        return None
    known = declared(case.domain.conditions)
    try:
        left, right = (normal_form_with_gradients(side, known) for side in (question.left, question.right))
        if (left.rows, left.columns) != (right.rows, right.columns):
            return None
        vanishing = zero_argument(subtract(left, right))
    except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
        return None
    if vanishing is None:
        return None
    rules = tuple(dict.fromkeys((*left.rules, *right.rules, *vanishing.rules)))
    extra = [need for need in vanishing.presupposes if need not in (*left.presupposes, *right.presupposes)]
    return Verdict(
        Status.PROVED,
        "matrix normal form",
        ", ".join(rules) or "both sides are the same, multiplied out",
        conditions=unmet(
            (*vanishing.conditions, *extra), left.presupposes, right.presupposes, case.domain.conditions, known
        ),
        certificate=Certificate("non-commutative normal form of left − right", (*rules, str(left), "= " + str(right))),
    )


MATRIX_IDENTITY = Procedure(
    "matrix normal form",
    frozenset({Status.PROVED}),
    settle,
    "(Xθ − y)ᵀ(Xθ − y) = θᵀXᵀXθ − 2θᵀXᵀy + yᵀy",
)
