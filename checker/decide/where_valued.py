"""Equal wherever both sides have a value: what either needs to have one is put into the domain, and asked again.

√x·√y needs x ≥ 0 and y ≥ 0, so that √(xy) is what it is there; where it has no value, nothing is said of it. What one
side alone needs is the condition on which the claim holds, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.decide.kernels.conditions import Need, one_sided_needs, unmet_needs
from checker.decide.kernels.discharge import conditions_left, said
from checker.decide.kernels.field import DividesByZero, TooLarge, factored
from checker.decide.kernels.generators import Declines, Sign
from checker.decide.kernels.tower import Tower, build
from checker.decide.procedure import Case, has_matrices
from checker.model import Domain, Equal, Status, Verdict

MOST_NEEDS = 4


def where_valued(case: Case, ask: Callable[[Case], Verdict | None]) -> Verdict | None:
    """PROVED where it is on the part of the domain on which both sides may have a value; None elsewhere."""
    question = case.question
    if not isinstance(question, Equal) or has_matrices(case.heads):
        return None
    left, right = question.left, question.right
    try:
        tower, _ = build((left, right), case.domain)
        needs = [need for side in (left, right) for need in unmet_needs(tower, side)]
        signed = [need for need in needs if not need.ranges and need.relation != "≠ 0"]
        known = [said(tower, _plainly(tower, need)) for need in signed]
        if not 1 <= len(known) <= MOST_NEEDS or None in known:
            return None
        conditions = conditions_left(tower, one_sided_needs(tower, left, right), case.domain)
    except (Declines, TooLarge, DividesByZero):
        return None
    found = ask(Case(question, Domain((*case.domain.conditions, *dict.fromkeys(known)))))
    if found is None or found.status is not Status.PROVED:
        return None
    return found.with_conditions(tuple(dict.fromkeys((*conditions, *found.conditions))))


def _plainly(tower: Tower, need: Need) -> Need:
    """A need without the factors that are positive: y ≥ 0 for xy ≥ 0, where x > 0."""
    scale, factors = factored(need.polynomial)
    rest = tower.field.context.constant(1 if scale > 0 else -1)
    for factor, exponent in factors:
        if tower.sign(factor, irreducible=True) is not Sign.POSITIVE:
            rest = tower.field.product(rest, factor if exponent % 2 else factor * factor)
    return need._replace(polynomial=rest)
