"""The one minimum: the gradient vanishes at the stated values, and the Hessian is positive definite everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq_mpoly
from sympy import (
    Derivative,
    GreaterThan,
    Integer,
    LessThan,
    Ne,
    Poly,
    StrictGreaterThan,
    StrictLessThan,
    Symbol,
    true,
)
from sympy.core.basic import Basic

from checker.decide.at_points.trials import FEW, MANY, shown, smallest, try_points
from checker.decide.kernels.certificates import generator_steps, vanished, written
from checker.decide.kernels.conditions import nonzero_condition, readable_fraction, spread_of, within
from checker.decide.kernels.discharge import follows
from checker.decide.kernels.field import DividesByZero, Fraction, TooLarge
from checker.decide.kernels.generators import Declines, Kind, Sign
from checker.decide.kernels.tower import Tower, build
from checker.decide.procedure import Case, Procedure
from checker.decide.unfold import differentiated, takes_a_value
from checker.model import Certificate, Domain, Minimizes, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED for a strictly convex objective whose gradient vanishes at the values; REFUTED where it does not.

    (Boyd and Vandenberghe 2004, §3.1.4 and §4.2.3; positive definite by Sylvester's criterion,
    Horn and Johnson 2013, §7.2.)
    """
    question = case.question
    if not isinstance(question, Minimizes) or any(unknown.is_Matrix for unknown in question.unknowns):
        return None
    if not _values_can_be_put(question):
        return None
    refuted = _gradient_elsewhere(case, question, FEW)
    if refuted is not None:
        return refuted
    return _proved(case, question) or _gradient_elsewhere(case, question, MANY)


def _proved(case: Case, question: Minimizes) -> Verdict | None:
    if not _convex_domain(question, case.domain) or not _values_meet_conditions(question, case.domain):
        return None
    firsts = [Derivative(question.objective, unknown) for unknown in question.unknowns]
    seconds = [Derivative(question.objective, one, two) for one, two in _pairs(question.unknowns)]
    try:
        tower, values = build((*(_at(first, question) for first in firsts), *seconds), case.domain)
        count = len(question.unknowns)
        if not all(tower.vanishes(value) for value in values[:count]) or not _is_smooth(tower):
            return None
        there, stated = build(question.values, _without(question.unknowns, case.domain))
        if not all(within(there, unknown, value) for unknown, value in zip(question.unknowns, stated, strict=True)):
            return None
        conditions = _positive_definite(tower, _symmetric(values[count:], count))
        if conditions and _bends_unevenly(tower, values[count:], question.unknowns):
            return None  # (x − a)⁴ is flat at a: that x ≠ a is no condition of what is least there
    except (Declines, TooLarge, DividesByZero):
        return None
    if conditions is None:
        return None
    curvature = ", ".join(readable_fraction(tower, value) for value in values[count:])
    return Verdict(
        Status.PROVED,
        "minimum",
        f"the gradient vanishes there and the Hessian is positive definite (second derivatives: {curvature})"
        if count == 1
        else "the gradient vanishes there and the Hessian is positive definite",
        conditions=conditions,
        certificate=Certificate(
            "strictly convex, stationary",
            (
                *generator_steps(tower),
                *(vanished(tower, f"slope {k + 1} at the value", value) for k, value in enumerate(values[:count])),
                *(f"second derivative: {written(tower, value)}" for value in values[count:]),
            ),
        ),
    )


def _values_can_be_put(question: Minimizes) -> bool:
    if any(value.has(*question.unknowns) for value in question.values):
        return False
    slopes = [differentiated(Derivative(question.objective, unknown)) for unknown in question.unknowns]
    return all(takes_a_value(unknown, slope) for unknown in question.unknowns for slope in slopes)


def _convex_domain(question: Minimizes, domain: Domain) -> bool:
    """Do the unknowns range over a convex set, by inequalities linear in them, and the objective with them?"""
    names = question.unknowns
    if any(not isinstance(name, Symbol) or name.is_integer or _has_a_gap(name) for name in names):
        return False
    return all(_is_half_space(condition, names) for condition in domain.conditions if condition.has(*names))


def _is_half_space(condition: Basic, names: tuple[Basic, ...]) -> bool:
    if not isinstance(condition, ORDERED):
        return False
    difference = condition.lhs - condition.rhs
    return bool(difference.is_polynomial(*names)) and Poly(difference, *names).total_degree() <= 1


def _values_meet_conditions(question: Minimizes, domain: Domain) -> bool:
    """Do the stated values meet what the domain says of the unknowns, wherever it says the rest?"""
    about = [condition for condition in domain.conditions if condition.has(*question.unknowns)]
    values = dict(zip(question.unknowns, question.values, strict=True))
    rest = _without(question.unknowns, domain)
    return all(
        follows(true, condition.func(*(side.xreplace(values) for side in condition.args), evaluate=False), rest)
        for condition in about
    )


def _without(names: tuple[Basic, ...], domain: Domain) -> Domain:
    return Domain(tuple(condition for condition in domain.conditions if not condition.has(*names)))


def _bends_unevenly(tower: Tower, seconds: Sequence[Fraction], unknowns: Sequence[Basic]) -> bool:
    """Does any second derivative change with an unknown?"""
    return any(tower.changes_with(second, unknown) for second in seconds for unknown in unknowns)


def _has_a_gap(name: Basic) -> bool:
    return bool(name.is_nonzero and not name.is_positive and not name.is_negative)


def _is_smooth(tower: Tower) -> bool:
    """No |·|, nor a root of what may be 0: where they vanish there is no derivative to go by."""
    return not any(
        generator.kind is Kind.ABSOLUTE or (generator.kind is Kind.ROOT and generator.sign is Sign.NONNEGATIVE)
        for generator in tower.generators
    )


def _gradient_elsewhere(case: Case, question: Minimizes, count: int) -> Verdict | None:
    if not _all_inside(question, case.domain):
        return None
    for unknown in question.unknowns:
        slope, zero = _at(Derivative(question.objective, unknown), question), Integer(0)
        trials = try_points(slope, zero, case.domain, count)
        if trials.refutation is not None:
            seen = smallest(slope, zero, case.domain, trials.refutation)
            return Verdict(
                Status.REFUTED,
                "minimum",
                f"the derivative with respect to {unknown} does not vanish there",
                counterexample=shown(seen),
            )
    return None


def _all_inside(question: Minimizes, domain: Domain) -> bool:
    """Do the unknowns range over an open set? At an end of a closed one, or among integers, least is no stationary."""
    names = question.unknowns
    if any(name.is_integer or _has_an_end(name) for name in names):
        return False
    return all(isinstance(each, OPEN) for each in domain.conditions if each.has(*names))


ORDERED = (StrictGreaterThan, StrictLessThan, GreaterThan, LessThan)
OPEN = (StrictGreaterThan, StrictLessThan, Ne)


def _has_an_end(name: Basic) -> bool:
    return bool((name.is_nonnegative and not name.is_positive) or (name.is_nonpositive and not name.is_negative))


def _at(derivative: Basic, question: Minimizes) -> Basic:
    """A derivative taken first and evaluated at the stated values afterwards."""
    return differentiated(derivative).xreplace(dict(zip(question.unknowns, question.values, strict=True)))


def _pairs(unknowns: tuple[Basic, ...]) -> list[tuple[Basic, Basic]]:
    return [(one, two) for k, one in enumerate(unknowns) for two in unknowns[k:]]


def _symmetric(entries: list[Fraction], size: int) -> list[list[Fraction]]:
    order = dict(zip(_pair_indices(size), entries, strict=True))
    return [[order[min(r, c), max(r, c)] for c in range(size)] for r in range(size)]


def _pair_indices(size: int) -> list[tuple[int, int]]:
    return [(r, c) for r in range(size) for c in range(r, size)]


def _positive_definite(tower: Tower, hessian: list[list[Fraction]]) -> tuple[str, ...] | None:
    """The conditions under which all leading principal minors are positive; None where that is not known."""
    conditions: list[str] = []
    for size in range(1, len(hessian) + 1):
        minor = _determinant(tower, [row[:size] for row in hessian[:size]])
        needed = _positive_if(tower, minor)
        if needed is None:
            return None
        conditions += needed
    return tuple(dict.fromkeys(conditions))


def _determinant(tower: Tower, matrix: list[list[Fraction]]) -> Fraction:
    if len(matrix) == 1:
        return matrix[0][0]
    field, total = tower.field, tower.field.zero
    for column, entry in enumerate(matrix[0]):
        minor = _determinant(tower, [row[:column] + row[column + 1 :] for row in matrix[1:]])
        term = field.multiply(entry, minor)
        total = field.subtract(total, term) if column % 2 else field.add(total, term)
    return total


def _positive_if(tower: Tower, value: Fraction) -> tuple[str, ...] | None:
    """() where the value is positive; a condition where it is a sum of squares that vanishes only without it."""
    if tower.sign_of(value) is Sign.POSITIVE:
        return ()
    top, bottom = tower.field.lowest_terms(value)
    if tower.sign(bottom) is not Sign.POSITIVE:
        return None
    scale, factors = top.factor()
    conditions: list[str] = []
    for factor, exponent in factors:
        if tower.sign(factor) is Sign.POSITIVE:
            continue
        if exponent % 2 and tower.sign(factor) is not Sign.NONNEGATIVE:
            oriented = _oriented_spread(tower, factor)
            if oriented is None:
                return None
            scale = scale * oriented
        conditions.append(nonzero_condition(tower, factor))
    return tuple(conditions) if scale > 0 else None


def _oriented_spread(tower: Tower, factor: fmpq_mpoly) -> int | None:
    """+1 where the factor is m·Σx² − (Σx)² ≥ 0, −1 where it is its negative."""
    if spread_of(tower, factor) is None:
        return None
    squares = [coefficient for monomial, coefficient in factor.to_dict().items() if _one_generator_squared(monomial)]
    return -1 if squares and squares[0] > 0 else 1


def _one_generator_squared(monomial: tuple[int, ...]) -> bool:
    return sorted(int(e) for e in monomial if e) == [2]


MINIMUM = Procedure(
    "minimum", frozenset({Status.PROVED, Status.REFUTED}), settle, "(x − a)² is least at x = a, and only there"
)
