"""Inequalities between expressions in a whole number n, by induction: at the first n, and from n to n + 1."""

from __future__ import annotations

import re

import sympy
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.written_back import substituted
from checker.decide.relations.entailment import Proof, prove
from checker.model import Certificate, Domain


def by_induction(part: Relational, domain: Domain) -> Proof | None:
    """The relation for all whole numbers, where it holds a single name of such.

    Raises Declines where the next number cannot be put in.
    """
    names = [name for name in part.free_symbols if name.is_integer and name.is_nonnegative]
    if len(names) != 1 or any(names[0] in condition.free_symbols for condition in domain.conditions):
        return None
    (name,) = names
    if name.assumptions0 not in [sympy.Symbol("n", integer=True, **sign).assumptions0 for sign in SIGNS]:
        return None
    first = sympy.Integer(1 if name.is_positive else 0)
    base = prove(sympy.true, _at(part, name, first), domain)
    if not isinstance(base, Proof):
        return None
    step = prove(part, _at(part, name, name + 1), domain)
    if not isinstance(step, Proof) or any(re.search(rf"\b{re.escape(name.name)}\b", told) for told in step.conditions):
        return None
    return Proof(
        f"by induction on {name}: true for {name} = {first}, and from {name} to {name} + 1",
        Certificate("induction", (*base.certificate.steps, *step.certificate.steps)),
        tuple(dict.fromkeys((*base.conditions, *step.conditions))),
    )


SIGNS = ({"positive": True}, {"nonnegative": True})


def _at(part: Relational, name: Basic, value: Basic) -> Basic:
    return part.func(*(substituted(side, {name: value}) for side in part.args), evaluate=False)
