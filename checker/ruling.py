"""The rules by which a line of a derivation holds, from what was asked of it and the verdict on that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sympy import Derivative, Eq, Integral
from sympy.core.basic import Basic

from checker.explain.rules.bounds import rules_of_bound
from checker.explain.rules.equations import Between, rules_of_equation, rules_of_implication
from checker.explain.rules.matrices import rules_of_entries, rules_of_matrix_solution
from checker.explain.rules.moves import moves_of
from checker.explain.rules.readings import rules_of_reading
from checker.explain.rules.roundings import rules_of_rounding
from checker.explain.rules.rules import ALGEBRA, REORDERED, SAME, rules_between
from checker.explain.rules.shown import shown
from checker.explain.rules.solving import rules_of_solution
from checker.model import (
    Approximates,
    Claim,
    Equal,
    Equivalent,
    Holds,
    Implies,
    Question,
    Role,
    SameRoots,
    SolutionSet,
    Solves,
    Verdict,
)

DIFFERENTIATE = "differentiate"  # the normal form's word for what the rules of differentiation tell apart
SET_TO_ZERO = "set the derivative to zero"
IS_MINIMUM = "the second derivative is positive: it is the minimum"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A claim with the claims that it is given, what was asked of it, and what is asked of it in itself.

    `worked_out` makes an expression explicit by the definitions of its derivation.
    """

    claim: Claim
    given: tuple[Claim, ...]
    definitions: tuple[tuple[Basic, Basic], ...]
    question: Question | None
    truth: Question | None
    worked_out: Callable[[Basic], Basic]


def rules_of(line: Ruled, verdict: Verdict) -> tuple[str, ...]:
    """The rules by which a line holds that has the verdict; none where they are not known."""
    question, between = line.question, partial(rules_between, meanings=dict(line.definitions))
    if isinstance(question, SameRoots):
        return _of_same_roots(line, question, verdict, between)
    if isinstance(question, Solves):
        return _of_solution(line, question.residual, question.unknown, (question.value,), verdict)
    if isinstance(question, Implies | Equivalent):
        found = rules_of_implication(question.premise, question.conclusion, between)
        solved = line.truth
        if not found and isinstance(solved, SolutionSet):
            found = _of_solution(line, solved.residual, solved.unknown, solved.values, verdict)
        return found or moves_of(verdict.because)
    if isinstance(question, SolutionSet):
        return _of_solution(line, question.residual, question.unknown, question.values, verdict)
    if isinstance(question, Holds):
        return rules_of_bound(question.relation) or moves_of(verdict.because)
    if isinstance(question, Approximates):
        return rules_of_rounding(line.worked_out(question.left), question.digits)
    return _of_equality(line, question, verdict, between) if isinstance(question, Equal) else ()


def _of_equality(line: Ruled, question: Equal, verdict: Verdict, between: Between) -> tuple[str, ...]:
    """Of two sides that are equal: the rules that make one of the other, or else those that their proof tells of."""
    moves = tuple(move for move in moves_of(verdict.because) if move != DIFFERENTIATE)
    sides = (question.left, question.right)
    integrated = _integrated(line, question)
    named = between(*(integrated or sides))
    if named == (SAME,):
        before = " ".join(claim.written for claim in line.given)
        return rules_of_reading(line.claim.written, line.claim.statement, question.left, before) or named
    if not named and any(side.is_Matrix for side in sides):
        named = rules_of_entries(*sides)
    told = tuple(dict.fromkeys(move for name in named for move in (moves if name == ALGEBRA else [name])))
    return told or moves


def _integrated(line: Ruled, question: Equal) -> tuple[Basic, Basic] | None:
    """The indefinite integrals of which a question holds the derivatives against one another."""
    statement = line.claim.statement
    if not isinstance(statement, Eq) or not question.right.has(Derivative) or question.left.has(Integral):
        return None
    variables = {variable for part in question.right.atoms(Derivative) for variable in part.variables}
    if len(variables) != 1 or not statement.lhs.has(Integral):
        return None
    (variable,) = variables
    before = question.left.args[0] if isinstance(question.left, Derivative) else Integral(question.left, variable)
    return before, statement.rhs


def _of_same_roots(line: Ruled, question: SameRoots, verdict: Verdict, between: Between) -> tuple[str, ...]:
    """Of an equation to zero: the derivative that is set so, the solution that is put in, and what was done to it."""
    set_to_zero = (SET_TO_ZERO,) if line.given and line.given[0].role in (Role.STEP, Role.ROOT) else ()
    solved = [claim.statement.lhs for claim in line.given[1:] if claim.role is Role.SOLUTION]
    put_in = tuple(f"put {shown(name)} into the equation" for name in solved if not line.claim.statement.has(name))
    done = rules_of_equation(question.left, question.right, between)
    found = (*set_to_zero, *put_in, *(rule for rule in done if rule not in (SAME, REORDERED)))
    return found or moves_of(verdict.because)


def _of_solution(
    line: Ruled, residual: Basic, unknown: Basic, values: Sequence[Basic], verdict: Verdict
) -> tuple[str, ...]:
    minimum = (IS_MINIMUM,) if line.claim.minimum is not None else ()
    if residual.is_Matrix:
        return (*rules_of_matrix_solution(values[0]), *minimum)
    opened = line.worked_out(residual) if residual.has(Derivative) else residual
    steps = rules_of_solution(opened, unknown, values)
    if not steps and "the equation is linear in" in verdict.because:
        steps = (f"solve the linear equation for {shown(unknown)}",)
    return (*steps, *minimum) if steps else ()
