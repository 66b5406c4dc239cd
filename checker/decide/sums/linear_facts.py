"""Does a linear inequality follow from others? Decided over Q by eliminating one name after the other.

Facts are Σ aᵢ·nameᵢ + c ≥ 0 or > 0. A claim follows where the facts and its negation contradict
each other (Fourier–Motzkin elimination: Schrijver 1986, "Theory of Linear and Integer
Programming", §12.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import lcm

from flint import fmpq

MOST_FACTS = 150  # elimination squares their number at worst


@dataclass(frozen=True, slots=True)
class Form:
    """Σ coefficient·name + constant; names are numbers, sorted, no coefficient is 0."""

    terms: tuple[tuple[int, fmpq], ...]
    constant: fmpq

    def __hash__(self) -> int:
        """Of names and constant: the hash of an fmpq goes by way of a Fraction, and takes longer than all else."""
        return hash((tuple(name for name, _ in self.terms), int(self.constant.p), int(self.constant.q)))

    def coefficient(self, name: int) -> fmpq:
        """The coefficient of one name."""
        return next((value for each, value in self.terms if each == name), fmpq(0))

    def names(self) -> frozenset[int]:
        """The names that occur."""
        return frozenset(name for name, _ in self.terms)

    def plus(self, other: Form, times: fmpq | int = 1) -> Form:
        """self + times·other."""
        found = dict(self.terms)
        for name, value in other.terms:
            found[name] = found.get(name, fmpq(0)) + value * times
        return form(found, self.constant + other.constant * times)

    def scaled(self, by: fmpq | int) -> Form:
        """by·self."""
        return form({name: value * by for name, value in self.terms}, self.constant * by)

    def put(self, values: Mapping[int, Form]) -> Form:
        """The form with other forms put for some names."""
        total = form({name: value for name, value in self.terms if name not in values}, self.constant)
        for name, value in self.terms:
            if name in values:
                total = total.plus(values[name], value)
        return total


def form(terms: Mapping[int, fmpq], constant: fmpq | int) -> Form:
    """A form from coefficients by name."""
    return Form(tuple(sorted((name, value) for name, value in terms.items() if value != 0)), fmpq(constant))


@dataclass(frozen=True, slots=True)
class Fact:
    """A form that is ≥ 0, or > 0 where strict."""

    form: Form
    strict: bool = False


def follows(facts: Iterable[Fact], claim: Form, whole: bool, strict: bool = False) -> bool:
    """Does claim ≥ 0 (> 0 where strict) follow from the facts? `whole`: the claim takes integer values only."""
    if not claim.terms:
        return bool(claim.constant > 0 if strict else claim.constant >= 0)
    facts = tuple(facts)
    if _from_lower_bounds(facts, claim, strict):
        return True
    return contradictory([*_about(facts, claim.names()), _opposite(claim, whole, strict)])


def _from_lower_bounds(facts: Iterable[Fact], claim: Form, strict: bool) -> bool:
    """Is the claim seen at once: no name in it counts against it, and each has a lower bound?"""
    if any(coefficient < 0 for _, coefficient in claim.terms):
        return False
    starts: dict[int, fmpq] = {}
    for fact in facts:
        if len(fact.form.terms) == 1 and fact.form.terms[0][1] > 0:
            ((name, coefficient),) = fact.form.terms
            start = -fact.form.constant / coefficient
            starts[name] = max(start, starts.get(name, start))
    if any(name not in starts for name, _ in claim.terms):
        return False
    least = sum((starts[name] * coefficient for name, coefficient in claim.terms), claim.constant)
    return bool(least > 0 if strict else least >= 0)


def _opposite(claim: Form, whole: bool, strict: bool) -> Fact:
    """What holds where the claim does not."""
    negated = claim.scaled(-1)
    if strict:
        return Fact(negated)
    return Fact(_lowered(negated)) if whole else Fact(negated, True)


def _about(facts: Iterable[Fact], names: frozenset[int]) -> list[Fact]:
    """The facts that have to do with some names, directly or through other facts."""
    waiting, found = list(facts), list[Fact]()
    while True:
        near = [fact for fact in waiting if fact.form.names() & names]
        if not near:
            return found
        found += near
        waiting = [fact for fact in waiting if not fact.form.names() & names]
        names = names.union(*(fact.form.names() for fact in near))


def _lowered(value: Form) -> Form:
    """value − 1: what is ≥ 0 where the integer value is > 0."""
    return Form(value.terms, value.constant - 1)


def contradictory(facts: Sequence[Fact]) -> bool:
    """Have the facts no common solution over Q? False also where elimination would take too long."""
    waiting = {_scaled(fact) for fact in facts}
    while True:
        if any(not fact.form.terms and _is_false(fact) for fact in waiting):
            return True
        names = sorted({name for fact in waiting for name in fact.form.names()})
        if not names:
            return False
        waiting = _without(waiting, min(names, key=lambda name: _products(waiting, name)))
        if len(waiting) > MOST_FACTS:
            return False


def _is_false(fact: Fact) -> bool:
    return bool(fact.form.constant <= 0 if fact.strict else fact.form.constant < 0)


def _scaled(fact: Fact) -> Fact:
    """The fact with coprime integer coefficients: equal facts are one."""
    numbers = [value for _, value in fact.form.terms]
    if not numbers:
        return fact
    common = lcm(*(int(value.denominator) for value in numbers))
    largest = max(abs(value * common) for value in numbers)
    return Fact(fact.form.scaled(fmpq(common) / largest), fact.strict)


def _products(facts: Iterable[Fact], name: int) -> int:
    above = sum(1 for fact in facts if fact.form.coefficient(name) > 0)
    below = sum(1 for fact in facts if fact.form.coefficient(name) < 0)
    return above * below - above - below


def _without(facts: Iterable[Fact], name: int) -> set[Fact]:
    """What the facts say of the other names."""
    above = [fact for fact in facts if fact.form.coefficient(name) > 0]
    below = [fact for fact in facts if fact.form.coefficient(name) < 0]
    kept = {fact for fact in facts if fact.form.coefficient(name) == 0}
    for low in above:
        for high in below:
            joined = low.form.scaled(1 / low.form.coefficient(name)).plus(high.form, -1 / high.form.coefficient(name))
            kept.add(_scaled(Fact(joined, low.strict or high.strict)))
    return kept
