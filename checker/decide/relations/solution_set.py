"""All solutions of an equation in one name: each stated value is one, and there are no others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import sympy
from flint import fmpq
from sympy import Eq, Integer
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import as_rational, substituted
from checker.decide.kernels.zero import zero_difference
from checker.decide.procedure import Case, Procedure
from checker.decide.relations.carried_out import carried_out
from checker.decide.relations.entailment import Proof, Suggestion, exact_needs, has_odd_root, prove
from checker.decide.relations.escapes import escape_at, explore, has_a_point, without_value
from checker.decide.relations.intervals import interval_of
from checker.decide.relations.periodic_roots import all_roots, counter_of
from checker.decide.relations.relations import (
    NOWHERE,
    Place,
    broken,
    counterexample_at,
    failing,
    place_text,
    relation_text,
    signs_of,
    truth_at,
)
from checker.decide.relations.root_count import no_others
from checker.model import Certificate, Domain, SolutionSet, Solves, Status, Verdict

NAME = "solution set"


def settle(case: Case) -> Verdict | None:
    """PROVED or REFUTED for SolutionSet, and for Solves, which states a single value."""
    question = case.question
    if isinstance(question, Solves):
        question = SolutionSet(question.residual, question.unknown, (question.value,))
    if not isinstance(question, SolutionSet) or not question.unknown.is_Symbol or question.residual.is_Matrix:
        return None
    if question.unknown not in question.residual.free_symbols:
        return None
    unknown, values = question.unknown, tuple(dict.fromkeys(question.values))
    if any(unknown in value.free_symbols or value.is_Matrix for value in values):
        return None
    residual = carried_out(question.residual, case.domain)
    if residual is None:
        return None
    equation = Eq(residual, Integer(0), evaluate=False)
    if any(name.is_integer for value in values for name in value.free_symbols - question.residual.free_symbols):
        return _families(equation.lhs, unknown, values, case.domain)
    try:
        return (
            _outside(unknown, values, case.domain)
            or _no_solution(equation, unknown, values, case.domain)
            or _all_and_only(equation, unknown, values, case.domain)
        )
    except Unwitnessed:
        return None


def _outside(unknown: Basic, values: Sequence[Basic], domain: Domain) -> Verdict | None:
    """REFUTED where a constant value breaks what the domain demands of the unknown."""
    own = Domain(tuple(c for c in domain.conditions if c.free_symbols == {unknown}))
    for value in values:
        place = Place(NOWHERE, ((unknown, value),))
        demand = None if value.free_symbols else broken(place, own)
        if demand is not None:
            return Verdict(
                Status.REFUTED,
                NAME,
                f"{unknown} = {value} is not in the domain, where {relation_text(demand)}",
                counterexample=counterexample_at(place, demand),
            )
    return None


def _no_solution(equation: Basic, unknown: Basic, values: Sequence[Basic], domain: Domain) -> Verdict | None:
    """REFUTED where a stated value does not solve the equation."""
    needs = exact_needs(equation, domain)
    for value in values:
        stated = Eq(unknown, value, evaluate=False)
        explored = explore(stated, equation, domain)
        if explored.escape is not None:
            return Verdict(
                Status.REFUTED,
                NAME,
                f"{unknown} = {value} does not solve it",
                counterexample=counterexample_at(explored.escape, failing(equation, explored.escape)),
            )
        nowhere = None if explored.witness is not None else without_value(stated, needs, domain)
        if nowhere is not None:
            place, need = nowhere
            return Verdict(
                Status.REFUTED,
                NAME,
                f"{unknown} = {value} does not solve it: it has a value only where {relation_text(need)}",
                counterexample=counterexample_at(place, need),
            )
        if explored.witness is None:
            return _never_a_solution(equation, unknown, value, domain)
    return None


def _never_a_solution(equation: Basic, unknown: Basic, value: Basic, domain: Domain) -> Verdict | None:
    """REFUTED where a stated value, which was found nowhere in the domain, does not solve the equation outside either.

    The other names have values that the domain allows them, with another value of the unknown. Raises Unwitnessed.
    """
    elsewhere = Domain(tuple(condition for condition in domain.conditions if unknown not in condition.free_symbols))
    escape = explore(Eq(unknown, value, evaluate=False), equation, elsewhere).escape
    if escape is None or not _leaves_room(unknown, escape, domain):
        raise Unwitnessed
    return Verdict(
        Status.REFUTED,
        NAME,
        f"{unknown} = {value} does not solve it",
        counterexample=counterexample_at(escape, failing(equation, escape)),
    )


def _leaves_room(unknown: Basic, place: Place, domain: Domain) -> bool:
    """Is there a point of the domain with the other names' values of a place?"""
    if place.exact:
        return False
    values = ((name, number) for name, number in place.point.scalars.items() if name != unknown)
    others = {name: as_rational(number) for name, number in values if isinstance(number, fmpq)}
    about = (condition for condition in domain.conditions if unknown in condition.free_symbols)
    there = tuple(condition.func(*(substituted(side, others) for side in condition.args)) for condition in about)
    return has_a_point((Eq(unknown, unknown, evaluate=False),), Domain(tuple(c for c in there if c != sympy.true)))


class Unwitnessed(Exception):
    """No place was found at which a stated value solves the equation."""


def _all_and_only(equation: Basic, unknown: Basic, values: Sequence[Basic], domain: Domain) -> Verdict | None:
    stated = [Eq(unknown, value, evaluate=False) for value in values]
    any_of_them = sympy.Or(*stated, evaluate=False) if len(stated) > 1 else (stated[0] if stated else sympy.false)
    explored = explore(equation, any_of_them, domain)
    if explored.escape is not None:
        return _another(unknown, values, explored.escape)
    complete = prove(equation, any_of_them, domain)
    if not isinstance(complete, Proof):
        complete = _counted(equation, unknown, values, domain) or complete
    if isinstance(complete, Suggestion):
        escape = escape_at(equation, any_of_them, domain, complete.values)
        return None if escape is None else _another(unknown, values, escape)
    solved = [prove(each, equation, domain) for each in stated]
    proofs = [proof for proof in (complete, *solved) if isinstance(proof, Proof)]
    if len(proofs) <= len(solved):
        return None
    belongs = [_belongs(unknown, value, domain) for value in values]
    if None in belongs:
        return None
    beyond = [condition for each in belongs if each is not None for condition in each]
    conditions = tuple(dict.fromkeys((*(c for proof in proofs for c in proof.conditions), *beyond)))
    if not values and (conditions or not has_a_point((equation,), domain)):
        return None
    return Verdict(
        Status.PROVED,
        NAME,
        "put back into the equation it gives 0, and there is no other solution"
        if len(values) == 1
        else ("each solves the equation, and there is no other solution" if values else "there is no solution"),
        conditions=conditions,
        certificate=Certificate(
            " / ".join(dict.fromkeys(proof.certificate.argument for proof in proofs)),
            tuple(step for proof in proofs for step in proof.certificate.steps),
        ),
    )


def _belongs(unknown: Basic, value: Basic, domain: Domain) -> tuple[str, ...] | None:
    """On what conditions a value is in the domain; None where that is not certain."""
    if unknown.is_integer and not value.is_integer:
        return None
    own = [*signs_of(unknown)][:1]  # the strongest
    own += [condition for condition in domain.conditions if unknown in condition.free_symbols]
    rest = Domain(tuple(condition for condition in domain.conditions if unknown not in condition.free_symbols))
    found = []
    for demand in own:
        if not value.free_symbols and demand.free_symbols == {unknown}:
            if truth_at(demand, Place(NOWHERE, ((unknown, value),))) is not True:
                return None
            continue
        if not isinstance(demand, Relational):
            return None
        there = demand.func(*(substituted(side, {unknown: value}) for side in demand.args), evaluate=False)
        proof = prove(sympy.true, there, rest)
        if not isinstance(proof, Proof) or proof.conditions:
            found.append(relation_text(there))
    return tuple(found)


def _counted(equation: Relational, unknown: Basic, values: Sequence[Basic], domain: Domain) -> Proof | None:
    """No other solution, by the number of roots that the derivatives of the residual allow."""
    residual = _numerator(equation.lhs)
    if residual.free_symbols != {unknown} or any(value.free_symbols for value in values):
        return None
    try:
        found = interval_of(unknown, Eq(residual, Integer(0), evaluate=False), domain)
    except (Declines, TooLarge, DividesByZero):
        return None
    if found is None or (found[1] and has_odd_root(residual)):
        return None
    free = sympy.Symbol(unknown.name, real=True)
    because = no_others(residual.xreplace({unknown: free}), free, found[0], values)
    return None if because is None else Proof(because, Certificate("number of roots", (because,)))


def _families(residual: Basic, unknown: Basic, values: Sequence[Basic], domain: Domain) -> Verdict | None:
    """PROVED for values that run over all integers: they are the solutions of an equation that repeats itself."""
    counter = counter_of(residual, values)
    if counter is None or domain.conditions or unknown.assumptions0 != sympy.Symbol("x", real=True).assumptions0:
        return None
    try:
        because = all_roots(residual, unknown, values, counter)
    except (Declines, TooLarge, DividesByZero):
        return None
    if because is None:
        return None
    told = f"they are the solutions, for all integers {counter}: {because}"
    return Verdict(Status.PROVED, NAME, told, certificate=Certificate("number of roots", (told,)))


def _numerator(residual: Basic) -> Basic:
    """The residual with tan = sin/cos and the like, times its denominator: 0 wherever the residual is."""
    if not residual.has(*QUOTIENTS):
        return residual
    written = residual.replace(lambda node: node.func in QUOTIENTS, lambda node: QUOTIENTS[node.func](node.args[0]))
    top, bottom = sympy.fraction(sympy.together(written))
    zero = zero_difference(residual * bottom, top, Domain())
    if zero is None or not all(condition.endswith("≠ 0") for condition in zero.conditions):
        return residual
    return top


QUOTIENTS: Mapping[type, Callable[[Basic], Basic]] = {
    sympy.tan: lambda of: sympy.sin(of) / sympy.cos(of),
    sympy.cot: lambda of: sympy.cos(of) / sympy.sin(of),
    sympy.sec: lambda of: 1 / sympy.cos(of),
    sympy.csc: lambda of: 1 / sympy.sin(of),
}


def _another(unknown: Basic, values: Sequence[Basic], escape: Place) -> Verdict:
    """REFUTED: at a place where the equation holds, the unknown is none of the stated values."""
    told = ("there is one", "a solution, but not the only one")[len(values)] if len(values) < 2 else "not all of them"
    itself = counterexample_at(escape, Eq(unknown, unknown, evaluate=False))
    stated = [counterexample_at(escape, Eq(unknown, value, evaluate=False)).right for value in values]
    return Verdict(
        Status.REFUTED,
        NAME,
        f"{told}: at {place_text(escape)} the equation holds",
        counterexample=replace(itself, right=" or ".join(stated) or "no solution"),
    )


SOLUTION_SET = Procedure(NAME, frozenset({Status.PROVED, Status.REFUTED}), settle, "x² = 4 has the solutions 2 and −2")
