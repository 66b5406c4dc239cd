"""A claim Σ factor·sum = 0 about hypergeometric terms, and its proof by a recurrence and first values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import sympy
from flint import fmpq
from sympy import Sum
from sympy.core.basic import Basic

from checker.decide.kernels.bound_indices import BoundIndex
from checker.decide.kernels.field import DividesByZero, Fraction, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.sums.hypergeometric_names import Names
from checker.decide.sums.hypergeometric_reading import MoreCounted, Reader, common_unit
from checker.decide.sums.hypergeometric_terms import NormalForms, Term, put, put_term, times
from checker.decide.sums.linear_facts import Fact, Form, form
from checker.decide.sums.telescoping import Recurrence, Summand, Telescoper
from checker.model import Domain

INDEX = BoundIndex("#1", integer=True)
SIDES = (True, False)  # left, right
MOST_READINGS = 8  # each makes at least one more name counted
MOST_WRITTEN_OUT = 30  # terms of a sum at a first value
STRICT = (sympy.Gt, sympy.Lt)
ORDERED = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Piece:
    """factor · total, or factor alone."""

    factor: Basic
    total: Sum | None
    on_left: bool


@dataclass(frozen=True, slots=True)
class Start:
    """The first value to prove it for, and the value from which the recurrence is used."""

    first: int
    recurrence: int


@dataclass(frozen=True, slots=True)
class Range:
    """A sum's summands over k from low to high, with what is known inside."""

    summands: tuple[Summand, ...]
    low: Form
    high: Form
    names: Names


@dataclass(frozen=True, slots=True)
class Need:
    """What a side needs to have a value; needs of one key are one."""

    key: str
    text: str
    on_left: bool
    inside: bool  # a sum, whose index it holds
    if_any: bool = False  # needed only where that sum has terms


class Claim:
    """Pieces that are said to add to 0, on a domain; `step` is the name of the induction, if there is one."""

    def __init__(self, pieces: Sequence[Piece], domain: Domain, step: Basic | None) -> None:
        self.pieces = pieces
        self.step = step
        self.names = Names()
        parts = [part for piece in pieces for part in (piece.factor, piece.total) if part is not None]
        pi = self.names.number(sympy.pi)
        self.forms = NormalForms(self.names.field, common_unit(parts), pi, self.names.whole)
        self.n = self.names.number(step) if step is not None else -1
        self.k = self.names.number(INDEX)
        self.names.counted |= {self.k} if step is None else {self.k, self.n}
        self.index = frozenset({INDEX} if step is None else {INDEX, step})
        free = {name for part in (*parts, *domain.conditions) for name in part.free_symbols}
        for name in sorted(free, key=lambda each: (str(each), sympy.srepr(each))):
            self.names.number(name)
        self._enter_conditions(domain)
        self.needs: list[Need] = []
        self.partial: list[set[Basic]] = [set(), set()]  # opaque parts that may have no value: of the right, the left

    def _enter_conditions(self, domain: Domain) -> None:
        """Linear inequalities become facts, other conditions ≠ known factors; those on the step only bound it below."""
        reader = Reader(self.names, self.forms, frozenset())
        for condition in domain.conditions:
            if not condition.is_Relational:
                continue
            try:
                if condition.func in ORDERED:
                    self._enter_fact(reader.linear(condition.gts - condition.lts), condition.func in STRICT)
                elif condition.func is sympy.Ne:
                    self._enter_nonzero(reader.single(condition.lhs - condition.rhs))
            except (Declines, MoreCounted):
                continue

    def _enter_fact(self, value: Form, strict: bool) -> None:
        alone = value.names() == {self.n}
        if self.n in value.names() and not (alone and value.coefficient(self.n) > 0):
            return  # what holds at n need not hold at n + 1
        if strict and self.names.is_whole(value):
            value, strict = value.plus(form({}, -1)), False
        self.names.facts.append(Fact(value, strict))

    def _enter_nonzero(self, term: Term) -> None:
        if term.powers or term.gammas:
            return
        top, _ = self.names.field.lowest_terms(term.rational)
        for factor, _ in top.factor()[1]:
            if self.n not in self.names.mentioned(factor):
                self.names.nonzero.append(factor)

    def grants(self, expression: Basic) -> bool:
        """Does the domain grant that a linear expression is ≥ 0?"""
        try:
            value = Reader(self.names, self.forms, frozenset()).linear(expression)
        except Declines:
            return False
        return self.names.never_negative(value)

    def first(self, least: int) -> int:
        """The largest small value that the step surely is not below."""
        return max(least, self.names.lower_bound(self.n) or 0)

    # --- without a sum ---

    def closed(self) -> tuple[str, ...] | None:
        """The conditions under which the pieces, none of them a sum, add to 0; None where that is not shown."""
        return self._rereading(self._closed)

    def _closed(self) -> tuple[str, ...] | None:
        terms = [term for piece in self.pieces for term in self._read(piece.factor, self.names, piece.on_left, None)]
        return self._conditions() if self.forms.vanishes(terms) else None

    def _rereading(self, work: Callable[[], Result]) -> Result:
        for _ in range(MOST_READINGS):
            try:
                self.needs, self.partial = [], [set(), set()]
                return work()
            except MoreCounted:
                continue
        raise Declines("names that turn out to be counted again and again")

    def _read(
        self, expression: Basic, names: Names, on_left: bool, total: Sum | None, stays: bool = False
    ) -> list[Term]:
        """Reads with what is known; H(n) is read only where n `stays` what it is."""
        reader = Reader(names, self.forms, self.index, self.step if stays else None)
        terms = reader.read(expression)
        for polynomial, base in reader.divisors:
            mentioned = names.mentioned(polynomial)
            if mentioned <= names.counted:
                raise Declines("a divisor that may vanish at an integer")
            self._need(str(polynomial), f"{base} ≠ 0", on_left, total if self.k in mentioned else None)
        for argument, text in reader.poles:
            self._need(str(argument), text, on_left, total if self.k in argument.names() else None)
        self.partial[on_left] |= set(reader.partial)
        return terms

    def _need(self, key: str, text: str, on_left: bool, total: Sum | None) -> None:
        """Notes a need; `total` is the sum whose index it holds."""
        if total is not None:
            _, low, high = total.limits[0]
            text = f"{text.replace(INDEX.name, 'k')} for k from {low} to {high}"
        self.needs.append(Need(key, text, on_left, total is not None))

    def _conditions(self) -> tuple[str, ...]:
        """What only one side needs; what both need, neither has a value without.

        Raises Declines where an opaque part of one side only may have no value.
        """
        if self.partial[0] != self.partial[1]:
            raise Declines("a part of one side that may have no value")
        left, right = (
            {need.key for need in self.needs if need.on_left is side and not (need.inside or need.if_any)}
            for side in SIDES
        )
        told = [need.text for need in self.needs if need.inside or need.key not in left & right]
        return tuple(dict.fromkeys(told))

    # --- with sums ---

    def proved(self, start: Start, order: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The conditions and the steps of a proof by a recurrence of this order; None where there is none."""
        return self._rereading(lambda: self._proved(start, order))

    def _proved(self, start: Start, order: int) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        at_first, names = (
            self.names.with_facts((Fact(form({self.n: fmpq(1)}, -least)),)) for least in (start.first, start.recurrence)
        )
        closed = [self._closed_at(later, names) for later in range(order + 1)]
        ranges = [self._range(piece, names, at_first) for piece in self.pieces if piece.total is not None]
        conditions = self._conditions()
        telescoper = Telescoper(self.forms, self.n, self.k)
        summands = [summand for each in ranges for summand in each.summands]
        found = telescoper.recurrence(summands, order)
        if found is None or not self._is_sound(found, ranges, names):
            return None
        if not self.forms.vanishes(self._remainder(found, ranges, closed)):
            return None
        if not all(self._holds_at(value) for value in range(start.first, start.recurrence + order)):
            return None
        return conditions, self._steps(found, start, order)

    def _closed_at(self, later: int, names: Names) -> list[Term]:
        """The pieces without a sum, at n + later."""
        at = {self.step: sympy.Add(self.step, later)}
        noted = len(self.needs)
        plain = (piece for piece in self.pieces if piece.total is None)
        terms = [
            term for piece in plain for term in self._read(piece.factor.xreplace(at), names, piece.on_left, None, True)
        ]
        if later:
            del self.needs[noted:]  # the claim is of n; n + 1 is a step of its proof
        return terms

    def _range(self, piece: Piece, names: Names, at_first: Names) -> Range:
        """A sum over k, from 0 where its lower bound is no number; `at_first` knows of all values of the step."""
        assert piece.total is not None
        _, low_bound, high_bound = piece.total.limits[0]
        reader = Reader(names, self.forms, self.index)
        low, high = reader.linear(low_bound), reader.linear(high_bound)
        reader.count(low)
        reader.count(high)
        shift: Basic = sympy.Integer(0)
        if low.terms:
            shift, low, high = low_bound, form({}, 0), high.plus(low, -1)
        if not (names.is_whole(high) and names.is_whole(low) and names.never_negative(high.plus(low, -1))):
            raise Declines("a sum whose range may be empty")
        if not 0 <= high.coefficient(self.n) <= 4:
            raise Declines("a range that does not grow by a small number")
        itself = form({self.k: fmpq(1)}, 0)
        inside = names.with_facts((Fact(itself.plus(low, -1)), Fact(high.plus(itself, -1))))
        body = piece.factor * piece.total.function.xreplace({INDEX: INDEX + shift})
        noted = len(self.needs)
        terms = self._read(body, inside, piece.on_left, piece.total)
        if not at_first.never_negative(high.plus(low, -1)):  # it is empty at a first value
            self.needs[noted:] = [replace(need, if_any=True) for need in self.needs[noted:]]
            self._read(piece.factor, names, piece.on_left, None, True)
        return Range(self._summands(terms), low, high, inside)

    def _summands(self, terms: Sequence[Term]) -> tuple[Summand, ...]:
        """Terms gathered into one summand for each kernel."""
        field, found = self.names.field, list[Summand]()
        for term in terms:
            for place, summand in enumerate(found):
                quotient = self.forms.quotient(term, summand.kernel)
                if quotient is not None:
                    found[place] = Summand(field.add(summand.rational, quotient), summand.kernel)
                    break
            else:
                found.append(Summand(term.rational, Term(field.one, term.powers, term.gammas)))
        return tuple(summand for summand in found if not summand.rational.numerator.is_zero())

    def _is_sound(self, found: Recurrence, ranges: Sequence[Range], names: Names) -> bool:
        """Does the leading coefficient never vanish, and has no certificate a pole in its range?"""
        if not names.never_the_zero(found.coefficients[-1].numerator):
            return False
        certificates = iter(found.certificates)
        for each in ranges:
            for summand in each.summands:
                for value in (summand.rational, next(certificates)):
                    if not each.names.never_the_zero(self.names.field.denominator(value)):
                        return False
        return all(not value.denominator for value in found.coefficients)

    def _remainder(self, found: Recurrence, ranges: Sequence[Range], closed: Sequence[Sequence[Term]]) -> list[Term]:
        """Σⱼ aⱼ·f(n + j) with every sum telescoped up to its last index at n, as terms without a sum."""
        field, terms = self.names.field, list[Term]()
        certificates = iter(found.certificates)
        for coefficient, later in zip(found.coefficients, closed, strict=True):
            terms += [times(field, Term(coefficient), term) for term in later]
        for each in ranges:
            for summand in each.summands:
                certificate = next(certificates)
                terms.append(self._at(certificate, summand.kernel, each.high))
                terms.append(times(field, Term(field.constant(-1)), self._at(certificate, summand.kernel, each.low)))
                terms += self._last_terms(found, summand, each.high)
        return terms

    def _at(self, rational: Fraction, kernel: Term, end: Form, later: int = 0) -> Term:
        """rational·kernel at k = end, and n + later for n."""
        values = {self.k: end, self.n: form({self.n: fmpq(1)}, later)}
        field = self.names.field
        return times(field, Term(put(field, rational, values)), put_term(field, kernel, values))

    def _last_terms(self, found: Recurrence, summand: Summand, high: Form) -> list[Term]:
        """aⱼ·F(n + j, k) for each k from the last index at n to that at n + j."""
        growth = int(high.coefficient(self.n).numerator)
        return [
            times(
                self.names.field,
                Term(coefficient),
                self._at(summand.rational, summand.kernel, high.plus(form({}, i)), j),
            )
            for j, coefficient in enumerate(found.coefficients)
            for i in range(growth * j + 1)
        ]

    def holds_first(self, value: int) -> bool:
        """Do the pieces add to 0 at the first value? Where they are not seen to, a proof is not looked for."""
        try:
            return self._rereading(lambda: self._holds_at(value))
        except (Declines, DividesByZero, TooLarge):
            return False

    def _holds_at(self, value: int) -> bool:
        """Do the pieces add to 0 at one value of the step?"""
        at = {self.step: sympy.Integer(value)}
        terms: list[Term] = []
        for piece in self.pieces:
            factor = piece.factor.xreplace(at)
            bodies = [factor] if piece.total is None else self._written_out(factor, piece.total.xreplace(at))
            terms += [term for body in bodies for term in Reader(self.names, self.forms, self.index).read(body)]
        return self.forms.vanishes(terms)

    def _written_out(self, factor: Basic, total: Sum) -> list[Basic]:
        index, low, high = total.limits[0]
        count = sympy.expand(high - low + 1)
        if not count.is_Integer or count > MOST_WRITTEN_OUT:
            raise Declines("a sum that is not written out")
        return [factor * total.function.xreplace({index: low + i}) for i in range(int(count))]

    def _steps(self, found: Recurrence, start: Start, order: int) -> tuple[str, ...]:
        field = self.names.field
        names = tuple(f"g{index} := {name}" for name, index in self.names.numbers.items())
        coefficients = tuple(f"a{j} = {value.numerator}" for j, value in enumerate(found.coefficients))
        certificates = tuple(
            f"R{i} = ({value.numerator})/({field.denominator(value)})" for i, value in enumerate(found.certificates)
        )
        values = ", ".join(str(value) for value in range(start.first, start.recurrence + order)) or "none"
        return (*names, *coefficients, *certificates, f"first values checked: {values}")
