"""Equal because the difference has the non-commutative normal form zero: matrices and vectors of symbolic shape."""

from __future__ import annotations

from checker.decide.matrix_form import IllShaped, TooLarge, Undefined, Unsupported, subtract, zero_argument
from checker.decide.matrix_gradient import normal_form_with_gradients
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED where left − right is zero after transposes are at the leaves and products are multiplied out."""
    question = case.question
    if not isinstance(question, Equal) or not has_matrices(case.heads):
        return None
    try:
        left, right = normal_form_with_gradients(question.left), normal_form_with_gradients(question.right)
        if (left.rows, left.columns) != (right.rows, right.columns):
            return None
        vanishing = zero_argument(subtract(left, right))
    except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
        return None
    if vanishing is None:
        return None
    one_sided = tuple(
        need for need in vanishing.presupposes if not (need in left.presupposes and need in right.presupposes)
    )
    rules = tuple(dict.fromkeys((*left.rules, *right.rules, *vanishing.rules)))
    return Verdict(
        Status.PROVED,
        "matrix normal form",
        ", ".join(rules) or "both sides are the same, multiplied out",
        conditions=tuple(dict.fromkeys((*vanishing.conditions, *one_sided))),
        certificate=Certificate("non-commutative normal form of left − right", (*rules, str(left), "= " + str(right))),
    )


MATRIX_IDENTITY = Procedure(
    "matrix normal form",
    frozenset({Status.PROVED}),
    settle,
    "(Xθ − y)ᵀ(Xθ − y) = θᵀXᵀXθ − 2θᵀXᵀy + yᵀy",
)
