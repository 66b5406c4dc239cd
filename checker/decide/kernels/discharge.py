"""Which conditions of a proved identity are left, when the domain, or a value of the other side, grants the rest.

A need is granted where real arithmetic finds no point of the domain at which it fails and the other side has a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.conditions import Need, OneSided, texts
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.tower import Tower
from checker.decide.kernels.written_back import polynomial_as_expression
from checker.decide.relations.entailment import Proof, prove
from checker.decide.relations.relations import is_relation
from checker.model import Domain

MOST_NEEDS = 6  # each asks z3 once or twice
RELATIONS: Mapping[str, type] = {"≠ 0": sympy.Ne, "> 0": sympy.Gt, "≥ 0": sympy.Ge}


def conditions_left(tower: Tower, needs: Sequence[OneSided], domain: Domain) -> tuple[str, ...]:
    """The conditions, as text, that neither the domain, nor the other side's value, nor the other conditions grant."""
    if len(needs) > MOST_NEEDS:
        return texts([found.need for found in needs])
    left = [found.need for found in needs if not _is_granted(tower, found.need, found.granted, domain)]
    kept = list(left)
    for need in left if len(left) > 1 else ():
        others = [said for other in kept if other is not need and (said := _said(tower, other)) is not None]
        if others and _is_granted(tower, need, others, domain):
            kept = [other for other in kept if other is not need]
    return texts(kept)


def _said(tower: Tower, need: Need) -> Relational | None:
    """What the text of a need says; None where that cannot be written."""
    if need.told_as_written:
        return need.written
    try:
        return RELATIONS[need.relation](polynomial_as_expression(tower, need.polynomial), 0, evaluate=False)
    except Declines:
        return None


def _is_granted(tower: Tower, need: Need, granted: Sequence[Basic], domain: Domain) -> bool:
    said = _said(tower, need)
    wanted = need.written if said is None else said
    if not (granted or domain.conditions or any(name.is_positive or name.is_nonzero for name in wanted.free_symbols)):
        return False
    return follows(sympy.And(*granted, evaluate=False) if granted else sympy.true, wanted, domain)


def follows(premise: Basic, wanted: Basic, domain: Domain) -> bool:
    """Does every point of the domain that meets the premise certainly meet what is wanted?"""
    proof = prove(premise, wanted, domain)
    return isinstance(proof, Proof) and not proof.conditions


def is_empty(domain: Domain) -> bool:
    """Does real arithmetic show that no point meets all the domain's conditions?"""
    compared = [condition for condition in domain.conditions if is_relation(condition)]
    return bool(compared) and follows(sympy.And(*compared, evaluate=False), sympy.false, Domain())
