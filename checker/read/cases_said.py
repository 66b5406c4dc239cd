"""Values of a function at arguments outside of the case it was said for: h(3), where h(r) = r²/2 if |r| ≤ 1."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Eq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Claim, Question, Role
from checker.read.definitions import asked
from checker.read.nodes import nodes_of

ANOTHER_CASE = "not asked: the function was said for a case that this argument is not in"


def of_another_case(question: Question, claims: Sequence[Claim]) -> str:
    """Why a question of a function at a number is not asked, if that is outside of its case; empty where it is not."""
    values = {one for part in asked(question) for one in nodes_of(part, AppliedUndef) if not one.free_symbols}
    for value in values:
        said = [claim for claim in claims if claim.role is Role.DEFINITION and _defines(claim.statement, value)]
        if said and any(_fails(condition, said[-1].statement.args[0], value) for condition in said[-1].conditions):
            return ANOTHER_CASE
    return ""


def _defines(statement: Basic, value: AppliedUndef) -> bool:
    """Does h(r) = … say what h(3) is?"""
    left = statement.lhs if isinstance(statement, Eq) else None
    return isinstance(left, AppliedUndef) and left.func == value.func and len(left.args) == len(value.args)


def _fails(condition: Basic, applied: AppliedUndef, value: AppliedUndef) -> bool:
    """Is a condition on the arguments false of these numbers?"""
    put = dict(zip(applied.args, value.args, strict=True))
    return condition.free_symbols <= set(put) and bool(condition.subs(put) == sympy.false)
