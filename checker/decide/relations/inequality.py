"""Inequalities on the whole domain: by the signs of the difference, by real arithmetic, or by its derivatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import sympy
from sympy import Integer, Rational
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.procedure import Case, Procedure
from checker.decide.relations.boxes import is_enclosed
from checker.decide.relations.carried_out import carried_out
from checker.decide.relations.entailment import Proof, Suggestion, prove, prove_plainly
from checker.decide.relations.escapes import escape_at, explore
from checker.decide.relations.exact_roots import root_candidates
from checker.decide.relations.intervals import (
    ORDERS,
    Interval,
    by_signs,
    certainly,
    difference_of,
    interval_of,
    is_smooth,
    is_strict,
    smooth,
    value_sign,
    within,
)
from checker.decide.relations.lipschitz import by_mean_value
from checker.decide.relations.relations import (
    NOWHERE,
    Place,
    comparisons,
    counterexample_at,
    failing,
    is_relation,
    judge,
    place_text,
)
from checker.decide.relations.rising_index import by_induction
from checker.decide.relations.touching import negative_at, never_negative
from checker.model import Certificate, Domain, Holds, Status, Verdict

NAME = "inequality"
Rule = Callable[[Relational, Domain], Proof | Suggestion | None]
DEEPEST = 5  # derivatives taken
MOST_ANCHORS = 6


def settle(case: Case) -> Verdict | None:
    """PROVED or REFUTED for Holds; what a side needs to have a value is granted by the domain, or a condition."""
    question = case.question
    if not isinstance(question, Holds):
        return None
    relation = carried_out(question.relation, case.domain)
    if relation is None or not is_relation(relation) or not comparisons(relation):
        return None
    explored = explore(sympy.true, relation, case.domain)
    if explored.escape is not None:
        return _refuted(relation, explored.escape)
    proofs = [_proved_alone(part, case.domain) for part in _parts(relation)]
    if all(isinstance(proof, Proof) for proof in proofs) and explored.witness is not None:
        return _proved([proof for proof in proofs if isinstance(proof, Proof)])
    for part, proof in zip(_parts(relation), proofs, strict=True):
        if isinstance(proof, Suggestion):
            escape = escape_at(sympy.true, part, case.domain, proof.values)
            if escape is not None:
                return _refuted(part, escape)
    return None


def _parts(relation: Basic) -> tuple[Basic, ...]:
    return relation.args if isinstance(relation, sympy.And) else (relation,)


def _proved_alone(part: Basic, domain: Domain) -> Proof | Suggestion | None:
    if not part.free_symbols and judge(part, Place(NOWHERE)).truth:
        return Proof("both sides are constants", Certificate("enclosure", (f"true: {part}",)))
    if part.func not in ORDERS:
        return prove(sympy.true, part, domain)
    try:
        signed = by_signs(part, domain)
    except (Declines, TooLarge, DividesByZero):
        signed = None
    if signed is not None:
        return signed
    answer = prove_plainly(sympy.true, part, domain)
    if isinstance(answer, Proof):
        return answer
    rules: tuple[Rule, ...] = (
        _by_derivatives,
        _between_ends,
        by_induction,
        partial(by_mean_value, prove=_proved_alone),
    )
    for rule in rules:
        try:
            found = rule(part, domain)
        except (Declines, TooLarge, DividesByZero):
            continue
        if found is not None:
            return found
    return prove(sympy.true, part, domain) or answer


# --- by derivatives ----------------------------------------------------------------------------


def _by_derivatives(part: Relational, domain: Domain) -> Proof | None:
    """larger − smaller is not negative at one point, and from there on rises to the right and to the left.

    (The mean value theorem; with a second derivative that is never negative it is the argument that
    a convex function lies above its tangent: Boyd and Vandenberghe 2004, §3.1.3.)
    """
    difference = difference_of(part)
    names = difference.free_symbols | part.free_symbols
    if len(names) != 1 or not is_smooth(difference):
        return None
    (name,) = names
    found = interval_of(name, part, domain)
    if found is None:
        return None
    interval, conditions = found
    free = sympy.Symbol(name.name, real=True)
    f = difference.xreplace({name: free})
    for anchor in _anchors(f, free, interval):
        steps = _lowest_at(f, free, interval, anchor, is_strict(part))
        if steps is not None:
            start = "0" if value_sign(f, free, anchor) == 0 else "positive"
            return Proof(
                f"{difference} is {start} at {name} = {anchor} and nowhere less, by the signs of its derivatives",
                Certificate("signs of derivatives", steps),
                conditions,
            )
    return None


def _anchors(f: Basic, name: Basic, interval: Interval) -> Iterator[Basic]:
    """Ends of the interval, and where the derivative may vanish, plain values first."""
    closed = replace(interval, low_open=False, high_open=False)
    plain = (Integer(0), Integer(1), Integer(-1), Integer(2))
    candidates = (*plain, *(end for end in (interval.low, interval.high) if end is not None))
    inside = (a for a in dict.fromkeys((*candidates, *root_candidates(f.diff(name), name))) if within(a, closed))
    yield from islice(inside, MOST_ANCHORS)


def _lowest_at(f: Basic, name: Basic, interval: Interval, anchor: Basic, strict: bool) -> tuple[str, ...] | None:
    """f is not negative at the anchor, and none on either side of it is smaller."""
    value = value_sign(f, name, anchor)
    if value is None or (strict and value == 0 and within(anchor, interval)):
        return None
    steps: list[str] = []
    for direction in (1, -1):
        part = interval.cut(anchor, direction > 0, True)
        if part.empty():
            continue
        side = _never_negative(f, name, _Side(part, anchor, direction), strict, DEEPEST)
        if side is None:
            return None
        steps += side
    return tuple(steps) or None


@dataclass(frozen=True, slots=True)
class _Side:
    """The part of an interval to the right (1) or left (−1) of an anchor."""

    interval: Interval
    anchor: Basic
    direction: int

    def closed(self) -> Interval:
        """With the anchor itself."""
        if self.direction > 0:
            return replace(self.interval, low_open=False)
        return replace(self.interval, high_open=False)


def _never_negative(f: Basic, name: Basic, side: _Side, strict: bool, depth: int) -> tuple[str, ...] | None:
    """f ≥ 0 (or > 0) on one side: by its sign there, or because it starts so and its derivative keeps it so."""
    word = ">" if strict else "≥"
    where = f"{name} {'>' if side.direction > 0 else '<'} {side.anchor}"
    if certainly(f, name, side.interval, strict):
        return (f"{f} {word} 0 for {where}, by signs",)
    if depth == 0 or not smooth(f, name, side.closed()):
        return None
    value = value_sign(f, name, side.anchor)
    if value is None:
        return None
    below = _never_negative(side.direction * f.diff(name), name, side, False, depth - 1)
    if below is None or (strict and value == 0 and not _not_constant(f, name, side)):
        return None
    start = "= 0" if value == 0 else "> 0"
    return (*below, f"{f} {start} at {name} = {side.anchor}, so it is {word} 0 for {where}")


def _not_constant(f: Basic, name: Basic, side: _Side) -> bool:
    """Is f, which is 0 at the anchor, positive somewhere? An analytic f that never falls then rises at once.

    (Its derivative vanishes at isolated points only: Rudin 1976, Theorem 8.5.)
    """
    nearby = (side.anchor + side.direction * distance for distance in (Integer(1), Rational(1, 8), Rational(1, 64)))
    return any(within(point, side.interval) and value_sign(f, name, point) == 1 for point in nearby)


# --- between two ends --------------------------------------------------------------------------


def _between_ends(part: Relational, domain: Domain) -> Proof | Suggestion | None:
    """On a bounded interval, box by box; or a place of it at which it fails."""
    difference = difference_of(part)
    if len(difference.free_symbols) != 1 or not is_enclosed(difference):
        return None
    (name,) = difference.free_symbols
    found = interval_of(name, part, domain)
    if found is None:
        return None
    interval, conditions = found
    free = sympy.Symbol(name.name, real=True)
    f = difference.xreplace({name: free})
    anchors = tuple(_anchors(f, free, interval))
    shown = never_negative(f, free, interval, anchors, is_strict(part))
    if shown is None:
        place = negative_at(f, free, interval)
        return None if place is None else Suggestion({name: place})
    boxes, touches = shown
    zeros = f", but 0 at {', '.join(f'{name} = {touch}' for touch in touches)}" if touches else ""
    because = f"{difference} is positive on each of {boxes} boxes that cover its interval{zeros}"
    return Proof(because, Certificate("interval subdivision", (because,)), conditions)


# --- verdicts ----------------------------------------------------------------------------------


def _refuted(relation: Basic, escape: Place) -> Verdict:
    return Verdict(
        Status.REFUTED,
        NAME,
        f"it fails at {place_text(escape)}" if place_text(escape) else "it fails",
        counterexample=counterexample_at(escape, failing(relation, escape)),
    )


def _proved(proofs: list[Proof]) -> Verdict:
    conditions = tuple(dict.fromkeys(condition for proof in proofs for condition in proof.conditions))
    certificate = Certificate(
        " / ".join(dict.fromkeys(proof.certificate.argument for proof in proofs)),
        tuple(step for proof in proofs for step in proof.certificate.steps),
    )
    because = "; ".join(dict.fromkeys(proof.because for proof in proofs))
    return Verdict(Status.PROVED, NAME, because, conditions=conditions, certificate=certificate)


INEQUALITY = Procedure(NAME, frozenset({Status.PROVED, Status.REFUTED}), settle, "log x ≤ x − 1 for x > 0")
