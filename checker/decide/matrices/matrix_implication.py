"""Implications and equivalences between equations of matrices: Ax = λx ⇒ A²x = λ²x.

Proved where what the conclusion says is zero becomes zero when the premises are put in, after multiplications by
matrices whose inverses occur (`matrix_zero`); refuted at a point that meets the premises exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy
from sympy.core.basic import Basic

from checker.decide.at_points.points import names_of, points
from checker.decide.at_points.solved_points import meets
from checker.decide.at_points.trials import MANY, Seen, compare_at, shown
from checker.decide.at_points.values import NotEvaluable
from checker.decide.matrices.letters import Unsupported
from checker.decide.matrices.matrix_conditions import unmet
from checker.decide.matrices.matrix_form import IllShaped, TooLarge, Undefined, add, subtract
from checker.decide.matrices.matrix_gradient import normal_form_with_gradients
from checker.decide.matrices.matrix_zero import Vanishing, multiplied, zero_argument
from checker.decide.matrices.properties import declared
from checker.decide.matrices.word_rewriting import Rules, rewritten, rules_of
from checker.decide.matrices.words import MatrixSum, Properties, union, zero
from checker.decide.parts import conjuncts
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Domain, Equivalent, Implies, SameRoots, Status, Verdict

NAME = "matrix implication"
DECLINED = (IllShaped, TooLarge, Undefined, Unsupported, ValueError)


@dataclass(frozen=True, slots=True)
class Way:
    """One direction: the equations that it starts from and comes to, and what else the domain says."""

    premises: tuple[Basic, ...]
    conclusions: tuple[Basic, ...]
    domain: Domain


def settle(case: Case) -> Verdict | None:
    """PROVED or REFUTED for implications, equivalences and lines of a solution between equations of matrices."""
    question = case.question
    if not isinstance(question, Implies | Equivalent | SameRoots):
        return None
    first, second = _sides(question)
    if first is None or second is None:
        return None
    ways = [Way(first, second, case.domain)]
    if not isinstance(question, Implies):
        ways.append(Way(second, first, case.domain))
    witnesses = [_tried(way) for way in ways]
    refuted = next((found for found in witnesses if isinstance(found, Verdict)), None)
    if refuted is not None:
        return refuted
    if not all(witnesses):
        return None
    known = declared(case.domain.conditions)
    proofs = [proof for way in ways for proof in _proofs(way, known)]
    if len(proofs) < sum(len(way.conclusions) for way in ways) or any(proof is None for proof in proofs):
        return None
    found = [proof for proof in proofs if proof is not None]
    return Verdict(
        Status.PROVED,
        NAME,
        "the equations put in, the difference vanishes",
        conditions=unmet(union(proof.conditions for proof in found), (), (), case.domain.conditions, known),
        certificate=Certificate("the conclusion modulo the premises", union(proof.rules for proof in found)),
    )


def _sides(question: Implies | Equivalent | SameRoots) -> tuple[tuple[Basic, ...] | None, tuple[Basic, ...] | None]:
    if isinstance(question, SameRoots):
        sides = (question.left, question.right)
        one, two = (_equations(sympy.Eq(side, _zero_like(side), evaluate=False)) for side in sides)
        return one, two
    return _equations(question.premise), _equations(question.conclusion)


def _zero_like(side: Basic) -> Basic:
    return sympy.ZeroMatrix(*side.shape) if side.is_Matrix else sympy.Integer(0)


def _equations(statement: Basic) -> tuple[Basic, ...] | None:
    """The equations that a statement joins; None where it says something else, or one of them nothing of matrices."""
    parts = tuple(conjuncts(statement))
    plain = all(isinstance(part, sympy.Eq) and part.atoms(sympy.MatrixSymbol) for part in parts)
    return parts if parts and plain else None


def _tried(way: Way) -> Verdict | bool:
    """A refutation at a point that meets the premises, or whether there is a point at which all hold."""
    everything = [side for part in (*way.premises, *way.conclusions) for side in part.args]
    there = Domain((*way.domain.conditions, *way.premises))
    witnessed = False
    for point in points(names_of([*everything, *way.domain.conditions]), there, MANY):
        for conclusion in way.conclusions:
            try:
                seen = compare_at(conclusion.args[0], conclusion.args[1], point)
            except NotEvaluable:
                return False
            if seen.differ:
                return _refuted(conclusion, seen)
        witnessed = witnessed or all(meets(conclusion, point) for conclusion in way.conclusions)
    return witnessed


def _refuted(conclusion: Basic, seen: Seen) -> Verdict:
    return Verdict(
        Status.REFUTED,
        NAME,
        f"at a point that meets what is given, {conclusion.lhs} is not {conclusion.rhs}",
        counterexample=shown(seen),
    )


def _proofs(way: Way, known: Properties) -> list[Vanishing | None]:
    """Why each conclusion holds where the premises do, and what that needs besides what these need."""
    try:
        given = [_difference(premise, known) for premise in way.premises]
        return [_proof(_difference(conclusion, known), given) for conclusion in way.conclusions]
    except DECLINED:
        return []


def _difference(equation: Basic, known: Properties) -> MatrixSum:
    left, right = (normal_form_with_gradients(side, known) for side in equation.args)
    if right.is_scalar and not right.terms and not left.is_scalar:
        right = zero(left.rows, left.columns)
    return subtract(left, right)


def _proof(wanted: MatrixSum, given: Sequence[MatrixSum]) -> Vanishing | None:
    granted = union(each.presupposes for each in given)
    for by_letters in (False, True):
        rules = rules_of(given, by_letters)
        if rules is None:
            continue
        for candidate in (wanted, *multiplied(wanted)):
            found = zero_argument(rewritten(candidate, rules)) or _zero_by_turning(candidate, rules)
            if found is not None:
                needs = union((found.conditions, found.presupposes, *(each.conditions for each in given)))
                return Vanishing(found.rules, tuple(need for need in needs if need not in granted), ())
    return None


def _zero_by_turning(candidate: MatrixSum, rules: Rules) -> Vanishing | None:
    """D = −D means D = 0: of Aᵀ = −A, xᵀAx = −xᵀAx."""
    turned = rewritten(candidate, rules, rounds=1)
    return None if candidate.terms == turned.terms else zero_argument(add(candidate, turned))


MATRIX_IMPLICATION = Procedure(
    NAME, frozenset({Status.PROVED, Status.REFUTED}), settle, "Ax = λx ⇒ A²x = λ²x, and not back"
)
