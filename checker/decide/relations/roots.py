"""Equations: have two the same solutions, and is a stated solution one, and the only one?"""

from __future__ import annotations

from flint import fmpq
from sympy import Integer, Mul, Pow
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import scalar
from checker.decide.at_points.points import allowed, inside, names_of, points
from checker.decide.at_points.trials import FEW, MANY, Seen, compare_at, shown, smallest, try_points
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.decide.kernels.certificates import generator_steps, vanished, written
from checker.decide.kernels.conditions import (
    conditions_beyond,
    nonzero_condition,
    one_sided_conditions,
    readable_fraction,
    vanishing_factors,
    within,
)
from checker.decide.kernels.field import DividesByZero, Fraction, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.tower import Tower, build
from checker.decide.procedure import Case, Procedure
from checker.decide.relations.carried_out import carried_out
from checker.decide.unfold import takes_a_value
from checker.model import Certificate, Domain, SameRoots, Solves, Status, Verdict

ZERO, ONE = Integer(0), Integer(1)


def settle(case: Case) -> Verdict | None:
    """PROVED, or REFUTED at a point, for SameRoots and Solves of a scalar equation."""
    question = case.question
    if isinstance(question, SameRoots):
        left, right = carried_out(question.left, case.domain), carried_out(question.right, case.domain)
        return None if left is None or right is None else _same_roots(SameRoots(left, right), case.domain)
    if isinstance(question, Solves) and not question.unknown.is_Matrix:
        residual = carried_out(question.residual, case.domain)
        if residual is not None:
            return _solves(Solves(residual, question.unknown, question.value), case.domain)
    return None


# --- the same roots ----------------------------------------------------------------------------


def _same_roots(question: SameRoots, domain: Domain) -> Verdict | None:
    """left = c·right with a c that never vanishes has the same roots; else a root of one only is looked for."""
    try:
        tower, (left, right) = build((question.left, question.right), domain)
        if not left.numerator.is_zero() and not right.numerator.is_zero():
            ratio = tower.field.multiply(left, tower.field.invert(right))
            if _never_zero_nor_infinite(tower, ratio):
                conditions = one_sided_conditions(tower, question.left, question.right)
                steps = tuple(f"{name} = {written(tower, value)}" for name, value in (("left", left), ("right", right)))
                steps = (*steps, f"left = ({written(tower, ratio)})·right")
                return _proved(tower, _same_roots_because(readable_fraction(tower, ratio)), conditions, steps)
    except (Declines, TooLarge, DividesByZero):
        return None
    return _a_root_of_one_only(question, domain)


def _same_roots_because(factor: str) -> str:
    if factor == "1":
        return "the same expression, set to zero"
    return f"the same roots: they differ by the factor {factor}, which is never zero"


def _never_zero_nor_infinite(tower: Tower, ratio: Fraction) -> bool:
    return not any(vanishing_factors(tower, Fraction(part, ())) for part in tower.field.lowest_terms(ratio))


def _proved(tower: Tower, because: str, conditions: tuple[str, ...], steps: tuple[str, ...]) -> Verdict:
    return Verdict(
        Status.PROVED,
        "equation",
        because,
        conditions=conditions,
        certificate=Certificate("normal form of the equation", (*generator_steps(tower), *steps)),
    )


def _a_root_of_one_only(question: SameRoots, domain: Domain) -> Verdict | None:
    for one, other in ((question.left, question.right), (question.right, question.left)):
        for unknown in sorted(one.free_symbols, key=str):
            root = _linear_root(one, unknown)
            if root is None:
                continue
            seen = _seen_at_root(one, other, unknown, root, domain)
            if seen is not None:
                return Verdict(
                    Status.REFUTED,
                    "equation",
                    f"a root of one equation in {unknown} is no root of the other",
                    counterexample=shown(seen),
                )
    return None


def _seen_at_root(one: Basic, other: Basic, unknown: Basic, root: Basic, domain: Domain) -> Seen | None:
    """A point of the domain, with the root put in, at which the one residual is 0 and the other surely is not."""
    for point in points(names_of((one, other, *domain.conditions)), domain, MANY):
        try:
            value = scalar(root, point)
            there = point.binding(unknown, value)
            if not isinstance(value, fmpq) or not allowed(unknown, value) or not inside(there, domain):
                continue
            seen = compare_at(other, one, there)
        except (NotEvaluable, Undefined, ZeroDivisionError):
            continue
        if seen.differ and seen.right == fmpq(0):
            return seen
    return None


def _linear_root(residual: Basic, unknown: Basic) -> Basic | None:
    """−b/a for a residual a·u + b with a free of u, as an expression; None where it is not linear."""
    if not takes_a_value(unknown, residual):
        return None
    at_zero = residual.xreplace({unknown: ZERO})
    slope = residual.xreplace({unknown: ONE}) - at_zero
    try:
        tower, (value, start, rise, name) = build((residual, at_zero, slope, unknown), Domain())
        line = tower.field.add(start, tower.field.multiply(rise, name))
        linear = tower.vanishes(tower.field.subtract(value, line)) and not tower.vanishes(rise)
    except (Declines, TooLarge, DividesByZero):
        return None
    return _quotient(-at_zero, slope) if linear else None


def _quotient(top: Basic, bottom: Basic) -> Basic:
    """top/bottom, to take values of: to build its own, SymPy asks of every part of a sum whether it is infinite."""
    return Mul(top, Pow(bottom, -1, evaluate=False), evaluate=False) if bottom.is_Add else top / bottom


# --- a stated solution -------------------------------------------------------------------------


def _solves(question: Solves, domain: Domain) -> Verdict | None:
    """For a residual linear in the unknown: the value satisfies it, and the slope says whether it is the only one."""
    root = _linear_root(question.residual, question.unknown)
    if root is None or question.value.has(question.unknown):
        return None
    trials = try_points(root, question.value, domain, FEW)
    verdict = _solution(question, domain) if trials.refutation is None else None
    if verdict is None or trials.witness is None:
        trials = try_points(root, question.value, domain, MANY)
    if trials.refutation is not None:
        return _no_solution(root, question, domain, trials.refutation)
    return verdict if trials.witness is not None else None


def _no_solution(root: Basic, question: Solves, domain: Domain, seen: Seen) -> Verdict:
    counterexample = shown(smallest(root, question.value, domain, seen))
    return Verdict(
        Status.REFUTED,
        "equation",
        f"the equation gives {question.unknown} = {counterexample.left} there, the line says {counterexample.right}",
        counterexample=counterexample,
    )


def _solution(question: Solves, domain: Domain) -> Verdict | None:
    """PROVED, but for a point at which everything has a value."""
    try:
        at_value = question.residual.xreplace({question.unknown: question.value})
        tower, (left_over, slope, value) = build((at_value, _slope(question), question.value), domain)
        if not tower.vanishes(left_over) or not within(tower, question.unknown, value):
            return None
        beyond = conditions_beyond(tower, question.value, question.residual)
        factors = [
            factor
            for part in (slope, Fraction(tower.field.denominator(value), ()))
            for factor in vanishing_factors(tower, part)
        ]
    except (Declines, TooLarge, DividesByZero):
        return None
    conditions = tuple(dict.fromkeys((*(nonzero_condition(tower, factor) for factor in factors), *beyond)))
    return _proved(
        tower,
        f"put back into the equation it gives 0; the equation is linear in {question.unknown}, so there is no other",
        conditions,
        (vanished(tower, "residual at the value", left_over), f"slope = {written(tower, slope)}"),
    )


def _slope(question: Solves) -> Basic:
    residual = question.residual
    return residual.xreplace({question.unknown: ONE}) - residual.xreplace({question.unknown: ZERO})


EQUATION = Procedure(
    "equation",
    frozenset({Status.PROVED, Status.REFUTED}),
    settle,
    "0 = a·x + b is solved by x = −b/a if a ≠ 0",
)
