"""Turns a claim into the questions asked of it: does it follow from the line before, is it true of the root?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sympy import Eq, Integer, Ne
from sympy.core.basic import Basic

from checker.model import Claim, Equal, Question, Reading, Role, SameRoots, Solves, Unequal

Explicit = Callable[[Basic], Basic]  # definitions put in and derivatives carried out

SILENT = frozenset({Role.DEFINITION, Role.ROOT, Role.UNFINISHED})  # they assert nothing


def follows_question(claim: Claim, given: tuple[Claim, ...]) -> Question | None:
    """Does the claim follow from what it is given, the line before first? None where there is no line before."""
    if claim.role in SILENT or claim.role is Role.FACT or not given:
        return None
    before, facts = given[0], _as_rewriting(given[1:])
    if claim.role is Role.EQUATION:
        return SameRoots(_value(before).xreplace(facts), _residual(claim))
    if claim.role is Role.SOLUTION and before.role is not Role.SOLUTION:
        return Solves(_value(before).xreplace(facts), claim.statement.lhs, claim.statement.rhs)
    right = claim.statement.rhs
    if claim.reading is Reading.APPLIES:
        return Equal(right.func(_value(before)), right)
    left = _continued(claim, before).xreplace(facts)
    return Unequal(left, right) if isinstance(claim.statement, Ne) else Equal(left, right)


def true_question(claim: Claim, root: tuple[Claim, ...], explicit: Explicit) -> Question | None:
    """Is the claim true in itself, that is, of what its chain started from?"""
    statement = claim.statement
    if claim.role in SILENT:
        return None
    if claim.role is Role.EQUATION:
        return SameRoots(_root_residual(root, explicit), _residual(claim)) if root else None
    if claim.role is Role.SOLUTION:
        return Solves(_root_residual(root, explicit), statement.lhs, statement.rhs)
    return Unequal(statement.lhs, statement.rhs) if isinstance(statement, Ne) else Equal(statement.lhs, statement.rhs)


def _continued(claim: Claim, before: Claim) -> Basic:
    """The claim's left side, with what the line before says of it."""
    subject, said = claim.statement.lhs, before.statement
    if before.role is Role.ROOT:
        return said
    if not isinstance(said, Eq):
        return subject
    if subject == said.lhs:
        return said.rhs
    return subject.xreplace({said.lhs: said.rhs})


def _value(claim: Claim) -> Basic:
    """What the claim arrives at: its right side, or what an equation sets to zero."""
    if claim.role is Role.EQUATION:
        return _residual(claim)
    return claim.statement.rhs if isinstance(claim.statement, Eq) else claim.statement


def _residual(claim: Claim) -> Basic:
    """F, for an equation written 0 = F or F = 0."""
    left, right = claim.statement.lhs, claim.statement.rhs
    return right if left == Integer(0) else left


def _root_residual(root: tuple[Claim, ...], explicit: Explicit) -> Basic:
    """What the root sets to zero, differentiated before the further facts are put in."""
    first, facts = root[0], _as_rewriting(root[1:])
    residual = _residual(first) if first.role is Role.EQUATION else first.statement.lhs
    return explicit(residual).xreplace(facts) if facts else residual


def _as_rewriting(facts: tuple[Claim, ...]) -> Mapping[Basic, Basic]:
    return {fact.statement.lhs: fact.statement.rhs for fact in facts if isinstance(fact.statement, Eq)}
