"""Equations with a side that has no value anywhere on the domain, which therefore say nothing."""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Eq, Ge, Gt, Integer, Le, Lt
from sympy.core.basic import Basic

from checker.decide.divergence import HEADS, diverges
from checker.decide.procedure import Case, Procedure
from checker.decide.relations.entailment import Proof, prove
from checker.model import Domain, Equal, Status, Verdict

NAME = "no value"
STRICT = (
    sympy.Add, sympy.Mul, sympy.Pow, sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.sinh, sympy.cosh,
    sympy.tanh, sympy.asin, sympy.acos, sympy.atan, sympy.asinh, sympy.acosh, sympy.atanh, sympy.Abs, sympy.Max,
    sympy.Min,
)  # fmt: skip  # no value of an argument, no value of the whole


INFINITE = (sympy.oo, -sympy.oo, sympy.zoo)


def settle(case: Case) -> Verdict | None:
    """ILL_FORMED where some part of a side has provably no real value at any point of the domain."""
    question = case.question
    if not isinstance(question, Equal) or question.left in INFINITE or question.right in INFINITE:
        return None  # Σ 1/k = ∞ says that there is no value
    for word, side in (("left", question.left), ("right", question.right)):
        part = _nowhere(side, case.domain)
        if part is not None:
            return Verdict(
                Status.ILL_FORMED,
                NAME,
                f"the {word} side has no real value anywhere on the domain: {_told(part)} has none",
            )
    return None


def _told(part: Basic) -> str:
    if not isinstance(part, sympy.Limit):
        return str(part)
    inside, name, place, _ = part.args
    return f"the limit of {inside} as {name} → {place}"


def _nowhere(side: Basic, domain: Domain) -> Basic | None:
    """A part of a side, on which the whole depends, that has no value on the domain."""
    divergent = next((part for part in _depended_on(side) if diverges(part, domain)), None)
    if divergent is not None:
        return divergent
    if side.has(sympy.I):  # the logarithm of a negative number has a value there
        return None
    for part, without_value in _dangers(side):
        proof = prove(sympy.true, without_value, domain)
        if isinstance(proof, Proof) and not proof.conditions:
            return part
    return None


def _depended_on(node: Basic) -> Iterator[Basic]:
    """The integrals, series and limits without whose value the whole has none."""
    if isinstance(node, HEADS):
        yield node
    elif isinstance(node, STRICT):
        for argument in node.args:
            yield from _depended_on(argument)


def _dangers(node: Basic) -> Iterator[tuple[Basic, Basic]]:
    """Each part that may lack a value, with a relation under which it has none; innermost first."""
    if not isinstance(node, STRICT):
        return
    for argument in node.args:
        yield from _dangers(argument)
    relation = _lacks_a_value(node)
    if relation is not None:
        yield node, relation


def _lacks_a_value(node: Basic) -> Basic | None:
    of = node.args[0]
    if isinstance(node, sympy.log):
        return Le(of, 0, evaluate=False)
    if isinstance(node, sympy.asin | sympy.acos):
        return Gt(of**2, 1, evaluate=False)
    if isinstance(node, sympy.atanh):
        return Ge(of**2, 1, evaluate=False)
    if isinstance(node, sympy.acosh):
        return Lt(of, 1, evaluate=False)
    if not isinstance(node, sympy.Pow) or not node.exp.is_Rational:
        return None
    if node.exp.is_Integer:
        return Eq(of, Integer(0), evaluate=False) if node.exp.is_negative else None
    if node.exp.q % 2:  # some read an odd root of a negative number as a negative number
        return None
    return (Le if node.exp.is_negative else Lt)(of, 0, evaluate=False)


NOWHERE_DEFINED = Procedure(NAME, frozenset({Status.ILL_FORMED}), settle, "log(−1 − x²) = x")
