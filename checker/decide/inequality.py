"""Inequalities on the whole domain: by the signs of the difference, by real arithmetic, or by its derivatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import sympy
from sympy import Derivative, Eq, Ge, Gt, Integer, Le, Lt, Rational
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.certificates import generator_steps
from checker.decide.conditions import conditions_beyond, unmet_needs
from checker.decide.entailment import Proof, Suggestion, prove
from checker.decide.escapes import escape_at, explore
from checker.decide.exact_roots import root_candidates
from checker.decide.field import DividesByZero, Fraction, TooLarge
from checker.decide.generators import Declines, Sign
from checker.decide.procedure import Case, Procedure
from checker.decide.relations import (
    NOWHERE,
    Place,
    comparisons,
    counterexample_at,
    failing,
    is_relation,
    judge,
    place_text,
)
from checker.decide.tower import build
from checker.decide.unfold import differentiated
from checker.decide.written_back import as_expression
from checker.model import Certificate, Domain, Holds, Status, Verdict

NAME = "inequality"
ORDERS = (Gt, Ge, Lt, Le)
DEEPEST = 5  # derivatives taken
MOST_ANCHORS = 6
SMOOTH = (
    sympy.Symbol, sympy.Rational, type(sympy.pi), type(sympy.E), sympy.Add, sympy.Mul, sympy.Pow, sympy.exp, sympy.log,
    sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan,
)  # fmt: skip  # with derivatives of every order wherever what they need is granted


def settle(case: Case) -> Verdict | None:
    """PROVED or REFUTED for Holds; what a side needs to have a value is granted by the domain, or a condition."""
    question = case.question
    if not isinstance(question, Holds):
        return None
    relation = differentiated(question.relation)
    if not is_relation(relation) or not comparisons(relation):
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
    if part.func not in ORDERS:
        return prove(sympy.true, part, domain)
    try:
        found = _by_signs(part, domain)
    except (Declines, TooLarge, DividesByZero):
        found = None
    if found is not None:
        return found
    answer = prove(sympy.true, part, domain)
    if isinstance(answer, Proof):
        return answer
    try:
        return _by_derivatives(part, domain) or answer
    except (Declines, TooLarge, DividesByZero):
        return answer


def _difference(part: Relational) -> Basic:
    """What is said to be positive, or not negative; the two sides are not cancelled."""
    return part.gts - part.lts


def _strict(part: Relational) -> bool:
    return part.func in (Gt, Lt)


# --- by signs ----------------------------------------------------------------------------------


def _by_signs(part: Relational, domain: Domain) -> Proof | None:
    """Every term of larger − smaller has a known sign."""
    tower, (larger, smaller) = build((part.gts, part.lts), domain)
    difference = tower.reduced(tower.field.subtract(larger, smaller))
    if not _has_sign(tower.sign_of(difference), _strict(part)):
        return None
    steps = (*generator_steps(tower), f"{tower.text(difference)} {'>' if _strict(part) else '≥'} 0")
    return Proof(
        f"{_difference(part)} is {'positive' if _strict(part) else 'never negative'}",
        Certificate("signs", steps),
        conditions_beyond(tower, sympy.Tuple(part.gts, part.lts), Integer(0)),
    )


def _has_sign(sign: Sign, strict: bool) -> bool:
    return sign is Sign.POSITIVE or (sign is Sign.NONNEGATIVE and not strict)


# --- by derivatives ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    """Where one name runs; an end is rational or an exact constant, or None where there is no end."""

    low: Basic | None
    low_open: bool
    high: Basic | None
    high_open: bool

    def conditions(self, name: Basic) -> tuple[Basic, ...]:
        """The interval as conditions on a name."""
        found = []
        if self.low is not None:
            found.append((Gt if self.low_open else Ge)(name, self.low, evaluate=False))
        if self.high is not None:
            found.append((Lt if self.high_open else Le)(name, self.high, evaluate=False))
        return tuple(found)

    def cut(self, bound: Basic, above: bool, is_open: bool) -> Interval:
        """The part above or below a bound."""
        end, sign = (self.low, 1) if above else (self.high, -1)
        order = 1 if end is None else sign * _order(bound, end)
        if order < 0 or (order == 0 and not is_open):
            return self
        if above:
            return replace(self, low=bound, low_open=is_open)
        return replace(self, high=bound, high_open=is_open)

    def empty(self) -> bool:
        """Does it hold no point, or a single one?"""
        return self.low is not None and self.high is not None and _order(self.low, self.high) >= 0


def _order(one: Basic, two: Basic) -> int:
    """The sign of one − two, for constants. Raises Declines where it is not certain."""
    for relation, sign in ((Gt, 1), (Lt, -1), (Eq, 0)):
        if judge(relation(one, two, evaluate=False), Place(NOWHERE)).truth:
            return sign
    raise Declines("two constants that are not told apart")


WHOLE = Interval(None, True, None, True)


def _by_derivatives(part: Relational, domain: Domain) -> Proof | None:
    """larger − smaller is not negative at one point, and from there on rises to the right and to the left.

    (The mean value theorem; with a second derivative that is never negative it is the argument that
    a convex function lies above its tangent: Boyd and Vandenberghe 2004, §3.1.3.)
    """
    difference = _difference(part)
    names = difference.free_symbols | part.free_symbols
    if len(names) != 1 or not all(isinstance(node, SMOOTH) for node in sympy.preorder_traversal(difference)):
        return None
    (name,) = names
    found = _interval(name, part, domain)
    if found is None:
        return None
    interval, conditions = found
    free = sympy.Symbol(name.name, real=True)
    f = difference.xreplace({name: free})
    for anchor in _anchors(f, free, interval):
        steps = _lowest_at(f, free, interval, anchor, _strict(part))
        if steps is not None:
            start = "0" if _value_sign(f, free, anchor) == 0 else "positive"
            return Proof(
                f"{difference} is {start} at {name} = {anchor} and nowhere less, by the signs of its derivatives",
                Certificate("signs of derivatives", steps),
                conditions,
            )
    return None


def _interval(name: Basic, part: Relational, domain: Domain) -> tuple[Interval, tuple[str, ...]] | None:
    """Where the name runs, by its assumptions, the domain and what the sides need; the last are conditions too."""
    if name.is_nonzero and not (name.is_positive or name.is_negative):
        return None
    interval, least = WHOLE, Integer(1 if name.is_integer else 0)
    if name.is_nonnegative:
        interval = interval.cut(least if name.is_positive else Integer(0), True, bool(name.is_positive) and least == 0)
    if name.is_nonpositive:
        interval = interval.cut(
            -least if name.is_negative else Integer(0), False, bool(name.is_negative) and least == 0
        )
    for condition in domain.conditions:
        if condition.func not in ORDERS or condition.free_symbols != {name}:
            return None
        cut = _cut(interval, condition.gts - condition.lts, name, _strict(condition))
        if cut is None:
            return None
        interval = cut
    tower, _ = build((part.gts, part.lts), domain)
    told = []
    for need in unmet_needs(tower, sympy.Tuple(part.gts, part.lts)):
        if need.relation == "≠ 0" or not need.exact:
            return None
        cut = _cut(interval, as_expression(tower, Fraction(need.polynomial, ())), name, need.relation == "> 0")
        if cut is None:
            return None
        interval = cut
        told.append(need.text)
    return None if interval.empty() else (interval, tuple(dict.fromkeys(told)))


def _cut(interval: Interval, positive: Basic, name: Basic, strict: bool) -> Interval | None:
    """The part of an interval on which a·name + b is positive, or not negative; None where it is not linear."""
    slope = sympy.expand(positive.diff(name))
    start = positive.xreplace({name: Integer(0)})
    if not (slope.is_Rational and start.is_Rational) or slope == 0:
        return None
    return interval.cut(-start / slope, bool(slope > 0), strict)


def _within(value: Basic, interval: Interval) -> bool:
    above = interval.low is None or _order(value, interval.low) >= int(interval.low_open)
    below = interval.high is None or _order(interval.high, value) >= int(interval.high_open)
    return above and below


def _anchors(f: Basic, name: Basic, interval: Interval) -> Iterator[Basic]:
    """Ends of the interval, and where the derivative may vanish, plain values first."""
    closed = replace(interval, low_open=False, high_open=False)
    plain = (Integer(0), Integer(1), Integer(-1), Integer(2))
    candidates = (*plain, *(end for end in (interval.low, interval.high) if end is not None))
    inside = (a for a in dict.fromkeys((*candidates, *root_candidates(f.diff(name), name))) if _within(a, closed))
    yield from islice(inside, MOST_ANCHORS)


def _value_sign(f: Basic, name: Basic, at: Basic) -> int | None:
    """1 or 0 where f is certainly positive or zero at a point; None otherwise."""
    place = Place(NOWHERE, ((name, at),))
    if judge(Gt(f, 0, evaluate=False), place).truth:
        return 1
    return 0 if judge(Eq(f, 0, evaluate=False), place).truth else None


def _lowest_at(f: Basic, name: Basic, interval: Interval, anchor: Basic, strict: bool) -> tuple[str, ...] | None:
    """f is not negative at the anchor, and none on either side of it is smaller."""
    value = _value_sign(f, name, anchor)
    if value is None or (strict and value == 0 and _within(anchor, interval)):
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
    if _certainly(f, name, side.interval, strict):
        return (f"{f} {word} 0 for {where}, by signs",)
    if depth == 0 or not _smooth(f, name, side.closed()):
        return None
    value = _value_sign(f, name, side.anchor)
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
    return any(_within(point, side.interval) and _value_sign(f, name, point) == 1 for point in nearby)


def _smooth(f: Basic, name: Basic, interval: Interval) -> bool:
    """Has f a derivative everywhere on the interval?"""
    tower, _ = build((f, f.diff(name)), Domain(interval.conditions(name)))
    return not unmet_needs(tower, Derivative(f, name)) and not unmet_needs(tower, f.diff(name))


def _certainly(f: Basic, name: Basic, interval: Interval, strict: bool) -> bool:
    domain = Domain(interval.conditions(name))
    relation = (Gt if strict else Ge)(f, 0, evaluate=False)
    found = _by_signs(relation, domain)
    if found is None:
        answer = prove(sympy.true, relation, domain)
        found = answer if isinstance(answer, Proof) else None
    return found is not None and not found.conditions


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
