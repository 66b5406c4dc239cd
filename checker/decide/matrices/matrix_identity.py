"""Equal because the difference has the non-commutative normal form zero: matrices and vectors of symbolic shape."""

from __future__ import annotations

from functools import partial

from sympy.core.basic import Basic
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from checker.decide.matrices.equivalent_needs import standing_for
from checker.decide.matrices.given_equations import Given, given, put_in
from checker.decide.matrices.matrix_conditions import (
    declared_inverses,
    surely_inverted,
    unmet,
    written_in_both,
)
from checker.decide.matrices.matrix_form import (
    IllShaped,
    MatrixSum,
    TooLarge,
    Undefined,
    Unsupported,
    add,
    normal_form,
    of_word,
    scaled,
    subtract,
    with_notes,
)
from checker.decide.matrices.matrix_gradient import normal_form_with_gradients
from checker.decide.matrices.matrix_zero import Vanishing, zero_argument
from checker.decide.matrices.properties import declared
from checker.decide.matrices.scalar_form import Scalar
from checker.decide.matrices.words import Properties, zero
from checker.decide.procedure import Case, Procedure, has_matrices
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
        difference = subtract(left, right)
        vanishing = zero_argument(difference)
        if vanishing is None:
            equations = given(case.domain.conditions, partial(_read_unconditionally, known))
            vanishing = zero_argument(_with_equations(difference, equations)) if equations else None
    except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
        return None
    if vanishing is None:
        return None
    rules = tuple(dict.fromkeys((*left.rules, *right.rules, *vanishing.rules)))
    return Verdict(
        Status.PROVED,
        "matrix normal form",
        ", ".join(rules) or "both sides are the same, multiplied out",
        conditions=_conditions(question, left, right, vanishing, case.domain.conditions, known),
        certificate=Certificate("non-commutative normal form of left − right", (*rules, str(left), "= " + str(right))),
    )


def _conditions(
    question: Equal,
    left: MatrixSum,
    right: MatrixSum,
    vanishing: Vanishing,
    domain: tuple[Basic, ...],
    known: Properties,
) -> tuple[str, ...]:
    """What is needed besides what both sides need as they are written: of needs that are one, each may have another."""
    extra = [need for need in vanishing.presupposes if need not in (*left.presupposes, *right.presupposes)]
    needed = unmet((*vanishing.conditions, *extra), left.presupposes, right.presupposes, domain, known)
    if not needed:
        return ()
    alike = standing_for(left, right, *declared_inverses(domain, known))
    both = written_in_both(question.left, question.right, known, alike)
    always = [need for need in (*vanishing.conditions, *extra) if alike.get(need, need) not in both]
    certain = surely_inverted((question.left, question.right), known)
    return tuple(
        need for need in unmet(always, left.presupposes, right.presupposes, domain, known, alike) if need not in certain
    )


def _read_unconditionally(known: Properties, side: Basic) -> Scalar:
    """The side of an equation, where the rules that read it need no condition. Raises Unsupported elsewhere."""
    read = normal_form(side, known)
    if read.conditions:
        raise Unsupported("an equation that is read on a condition")
    return read.scalar()


def _with_equations(difference: MatrixSum, equations: Given) -> MatrixSum:
    """The difference with the equations of the domain put into its scalars."""
    total = zero(difference.rows, difference.columns)
    for scalar, word in difference.terms:
        total = add(total, scaled(of_word(difference.rows, difference.columns, word), put_in(scalar, equations)))
    return with_notes(total, difference)


MATRIX_IDENTITY = Procedure(
    "matrix normal form",
    frozenset({Status.PROVED}),
    settle,
    "(Xθ − y)ᵀ(Xθ − y) = θᵀXᵀXθ − 2θᵀXᵀy + yᵀy",
)
