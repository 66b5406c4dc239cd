"""Implications and equivalences between relations: which direction holds, and where the other fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy
from sympy import Eq, Integer
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.field import DividesByZero, TooLarge, factored
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.tower import build
from checker.decide.kernels.written_back import polynomial_as_expression
from checker.decide.parts import conjuncts
from checker.decide.procedure import Case, Procedure
from checker.decide.relations.carried_out import carried_out
from checker.decide.relations.chosen_functions import with_functions_chosen
from checker.decide.relations.entailment import Proof, Suggestion, exact_needs, prove, prove_by_algebra
from checker.decide.relations.escapes import escape_at, explore, has_a_point, without_value
from checker.decide.relations.free_sums import with_free_sums
from checker.decide.relations.free_values import with_free_values
from checker.decide.relations.relations import (
    Place,
    comparisons,
    counterexample_at,
    failing,
    is_relation,
    place_text,
    relation_text,
    truth_at,
)
from checker.decide.relations.whole_bounds import without_rounding
from checker.model import Domain, Equivalent, Implies, SameRoots, Status, Verdict
from checker.objects import Statistic

NAME = "implication"


@dataclass(frozen=True, slots=True)
class Direction:
    """What is known of one direction: a proof, or an escape from it.

    `vacuous` says whether the premise never holds, None where that is not known; `lacking` is what
    fails at the escape where the conclusion has no value there.
    """

    proof: Proof | None = None
    escape: Place | None = None
    vacuous: bool | None = None
    lacking: Relational | None = None


def settle(case: Case) -> Verdict | None:
    """PROVED or REFUTED for Implies, for Equivalent, and for SameRoots of scalar equations."""
    question = case.question
    if isinstance(question, SameRoots):
        if any(side.is_Matrix for side in (question.left, question.right)):
            return None
        premise, conclusion = (Eq(side, Integer(0), evaluate=False) for side in (question.left, question.right))
        return _settled(_same_roots, premise, conclusion, case.domain)
    if not isinstance(question, Implies | Equivalent):
        return None
    way = _implication if isinstance(question, Implies) else _equivalence
    return _settled(way, question.premise, question.conclusion, case.domain)


Way = Callable[[Basic, Basic, Domain], Verdict | None]


def _settled(way: Way, premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    if way is _implication and premise.has(Statistic) and not conclusion.has(Statistic):
        return _beside_statistics(premise, conclusion, domain)
    before, after = carried_out(premise, domain), carried_out(conclusion, domain)
    if before is None or after is None or not (is_relation(before) and is_relation(after)) or not comparisons(before):
        return None
    found = way(before, after, domain) or _without_rounding(way, before, after, domain)
    if found is None and way is _implication:
        found = _with_values_free(before, after, domain) or _with_sums_free(before, after, domain)
    return found or _with_functions_chosen(way, premise, conclusion, domain)


def _without_rounding(way: Way, premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    """The same of what is said of floors and ceilings beside integers, without them."""
    plain = without_rounding(premise), without_rounding(conclusion)
    return None if plain == (premise, conclusion) else way(*plain, domain)


def _with_values_free(premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    """A refutation at values of functions that are only named, as D(3) = 2."""
    named = with_free_values((premise, conclusion, *domain.conditions))
    if named is None:
        return None
    before, after, *conditions = named
    escape = explore(before, after, Domain(tuple(conditions))).escape
    return None if escape is None else _refuted(before, after, Direction(escape=escape), "")


def _with_sums_free(premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    """A refutation at values of the sums over data."""
    named = with_free_sums((premise, conclusion, *domain.conditions))
    if named is None:
        return None
    (before, after, *conditions), meanings = named
    explored = explore(before, after, Domain(tuple(conditions)))
    if explored.escape is None:
        return None
    found = _refuted(before, after, Direction(escape=explored.escape), "")
    told = ", ".join(map(str, meanings.values()))
    return found.with_reason(f"{found.because}; the sums in brackets may have those values: {told}")


def _with_functions_chosen(way: Way, premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    """A refutation by a choice of what is meant by functions that are only named."""
    ways = ((premise, conclusion),) if way is _implication else ((premise, conclusion), (conclusion, premise))
    for start, end in ways:
        for before, after, told in with_functions_chosen(start, end, domain):
            if not (is_relation(before) and is_relation(after) and comparisons(after)):
                continue
            escape = explore(before, after, domain).escape
            if escape is None:
                continue
            found = _refuted(before, after, Direction(escape=escape), "")
            assert found.counterexample is not None
            seen = replace(found.counterexample, point=(*found.counterexample.point, *told))
            where = ", ".join(f"{name}: {function}" for name, function in told)
            return Verdict(found.status, found.by, f"for {where}: {found.because}", counterexample=seen)
    return None


def _beside_statistics(premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    """Where E[X] = μ says only what an expectation is, a refutation of what the rest implies.

    Each such premise names another statistic, and the point leaves it a value that it may have: none below 0, of a
    probability none above 1. What is proved without those premises is proved.
    """
    parts = conjuncts(premise)
    said = [part for part in parts if part.has(Statistic)]
    values = {one: value for part in said for one, value in _told(part)}
    if len(values) != len(said):
        return None
    bounds = [sympy.Ge(value, 0) for value in values.values()]
    bounds += [sympy.Le(value, 1) for one, value in values.items() if str(one.args[0]).startswith("P")]
    if sympy.false in bounds:
        return None
    rest = [part for part in parts if part not in said]
    there = Domain((*domain.conditions, *(bound for bound in bounds if bound != sympy.true)))
    if rest:
        found = _settled(_implication, sympy.And(*rest, evaluate=False), conclusion, there)
    else:
        after = carried_out(conclusion, there)
        compares = after is not None and is_relation(after) and bool(comparisons(after))
        found = _implication(sympy.true, after, there) if compares else None
    return found if found is not None and found.status is Status.REFUTED else None


def _told(part: Basic) -> Iterator[tuple[Basic, Basic]]:
    """E[X] = μ, either way round."""
    for one, value in (part.args, part.args[::-1]) if isinstance(part, Eq) else ():
        if isinstance(one, Statistic) and not value.has(Statistic):
            yield one, value


def _direction(premise: Basic, conclusion: Basic, domain: Domain, alternatives: Alternatives) -> Direction:
    plain = prove_by_algebra(premise, conclusion, domain)
    unconditional = plain is not None and not plain.conditions  # then no place is an escape: one witness is enough
    explored = explore(premise, conclusion, domain, to_the_end=not unconditional)
    if explored.escape is not None:
        return Direction(escape=explored.escape)
    answer = plain or prove(premise, conclusion, domain)
    if isinstance(answer, Suggestion):
        return Direction(escape=escape_at(premise, conclusion, domain, answer.values))
    if answer is None:
        return Direction()
    if explored.witness is not None:
        others = alternatives(premise, domain) if answer.conditions else ()
        lost = _alternative_without_value(premise, others, conclusion, domain)
        return lost or Direction(proof=answer, vacuous=False)
    if not has_a_point((premise, conclusion), domain):
        return Direction()
    never = prove(premise, sympy.false, domain)
    if isinstance(never, Proof) and not never.conditions:
        return Direction(proof=never, vacuous=True)
    if not answer.conditions:
        return Direction(proof=answer)
    needs = exact_needs(conclusion, domain)
    if not isinstance(prove(sympy.And(premise, *needs, evaluate=False), sympy.false, domain), Proof):
        return Direction()  # where the conclusion has a value it holds, and nothing tells that it never has one
    found = without_value(premise, needs, domain)
    return Direction() if found is None else Direction(escape=found[0], lacking=found[1])


def _alternative_without_value(
    premise: Basic, alternatives: Sequence[Basic], conclusion: Basic, domain: Domain
) -> Direction | None:
    """x = 1 ∨ x = −1 ⇒ (x² − 1)/(x − 1) = 0: at x = 1 the conclusion has no value, so that no condition saves it."""
    if len(alternatives) < 2:
        return None
    needs = exact_needs(conclusion, domain)
    for part in alternatives:
        found = without_value(part, needs, domain)
        never = prove(sympy.And(part, *needs, evaluate=False), sympy.false, domain) if found is not None else None
        if found is not None and isinstance(never, Proof) and not never.conditions and truth_at(premise, found[0]):
            return Direction(escape=found[0], lacking=found[1])
    return None


Alternatives = Callable[[Basic, Domain], Sequence[Basic]]


def _parts(premise: Basic, _domain: Domain) -> Sequence[Basic]:
    """What a premise says may hold: the parts of a disjunction."""
    return sorted(premise.args, key=str) if isinstance(premise, sympy.Or) else ()


def _parts_and_factors(premise: Basic, domain: Domain) -> Sequence[Basic]:
    """The same, and in one name the ends that are said to belong to it, and that a factor is 0: x² = 1 as x = ±1.

    In several names a factor may be a parameter that is taken not to vanish: ab = ac ⇔ ab/a = ac/a if a ≠ 0.
    """
    if len(premise.free_symbols) != 1:
        return _parts(premise, domain)
    if not isinstance(premise, Eq):
        return (*_parts(premise, domain), *_ends(premise))
    try:
        tower, (difference,) = build((premise.lhs - premise.rhs,), domain)
        top, _ = tower.field.lowest_terms(tower.reduced(difference))
        factors = [polynomial_as_expression(tower, factor) for factor, _ in factored(top)[1]]
    except (Declines, TooLarge, DividesByZero):
        return ()
    return [Eq(factor, Integer(0), evaluate=False) for factor in factors]


def _ends(premise: Basic) -> Iterator[Basic]:
    """Of −2 ≤ x ≤ 1 that x = −2, x = 1, or neither."""
    for comparison in comparisons(premise):
        if isinstance(comparison, sympy.Ge | sympy.Le):
            yield Eq(*comparison.args, evaluate=False)
            yield sympy.Ne(*comparison.args, evaluate=False)


def _implication(premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    direction = _direction(premise, conclusion, domain, _parts)
    if direction.escape is not None:
        return _refuted(premise, conclusion, direction, "")
    if direction.proof is None:
        return None
    return _proved((direction.proof,), _because(direction.proof, direction.vacuous, premise))


def _same_roots(premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    """A line of a solution beside the next: a root without value in one of them is a condition, told with the line."""
    return _both_ways(premise, conclusion, domain, _parts)


def _equivalence(premise: Basic, conclusion: Basic, domain: Domain) -> Verdict | None:
    """A written ⇔: a root without value on the other side is lost or gained."""
    return _both_ways(premise, conclusion, domain, _parts_and_factors)


def _both_ways(premise: Basic, conclusion: Basic, domain: Domain, alternatives: Alternatives) -> Verdict | None:
    forward = _direction(premise, conclusion, domain, alternatives)
    back = _direction(conclusion, premise, domain, alternatives)
    if forward.escape is not None:
        return _refuted(premise, conclusion, forward, _other("⇐", back))
    if back.escape is not None:
        return _refuted(conclusion, premise, back, _other("⇒", forward))
    if forward.proof is None or back.proof is None:
        return None
    ways = [
        f"{arrow}: {_because(way.proof, way.vacuous, start)}"
        for arrow, way, start in (("⇒", forward, premise), ("⇐", back, conclusion))
        if way.proof is not None
    ]
    return _proved((forward.proof, back.proof), "; ".join(ways))


def _because(proof: Proof, vacuous: bool | None, premise: Basic) -> str:
    if vacuous:
        return f"vacuous: {relation_text(premise)} has no solution on the domain"
    return proof.because if vacuous is False else f"{proof.because}; no point was found at which the premise holds"


def _other(arrow: str, direction: Direction) -> str:
    """What is known of the direction that is not refuted."""
    if direction.escape is not None:
        return f"; {arrow} fails too, at {place_text(direction.escape)}"
    if direction.proof is None:
        return f"; of {arrow} nothing is known"
    return f"; {arrow} holds{' vacuously' if direction.vacuous else ''}"


def _refuted(premise: Basic, conclusion: Basic, direction: Direction, more: str) -> Verdict:
    escape, lacking = direction.escape, direction.lacking
    assert escape is not None
    fails = f"does not: it has a value only where {relation_text(lacking)}" if lacking is not None else "does not"
    seen = lacking
    if seen is None:
        seen = failing(conclusion, escape) if comparisons(conclusion) else comparisons(premise)[0]
    holding = "" if premise == sympy.true else f"{relation_text(premise)} holds and "
    return Verdict(
        Status.REFUTED,
        NAME,
        f"at {place_text(escape)}, {holding}{relation_text(conclusion)} {fails}{more}",
        counterexample=counterexample_at(escape, seen),
    )


def _proved(proofs: tuple[Proof, ...], because: str) -> Verdict:
    first = proofs[0].certificate
    steps = tuple(step for proof in proofs for step in proof.certificate.steps)
    return Verdict(
        Status.PROVED,
        NAME,
        because,
        conditions=tuple(dict.fromkeys(condition for proof in proofs for condition in proof.conditions)),
        certificate=first
        if len(proofs) == 1
        else type(first)(" / ".join(p.certificate.argument for p in proofs), steps),
    )


IMPLICATION = Procedure(
    NAME, frozenset({Status.PROVED, Status.REFUTED}), settle, "x = 2 ⇒ x² = 4, and not back: x = −2"
)
