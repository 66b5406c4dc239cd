"""Searches the smallest edits of a wrong line that make it PROVED, and ranks them.

What the line would have to come to is known at a few points, and so is, by solving for it, what most of its parts
would have to be. An edit is passed over where its part does not come to that; what is left is read again as a whole,
and asked of a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from sympy.core.basic import Basic

from checker.explain.edits.edit import Candidate, Change, Line, applied
from checker.explain.edits.kinds import candidates
from checker.explain.edits.pool import Pool
from checker.explain.edits.quantities import Quantity, alike, minus, negated, over, plus, power, product, times
from checker.explain.edits.solved import solved
from checker.explain.edits.wanted import Account, Known, Values, account
from checker.model import Repair
from checker.written import Span

MOST_SHOWN = 3
MOST_TRIED = 4_000  # candidates of a line
MOST_READ = 150  # of them, read where no part is known
MOST_ASKED = 12  # of them, asked of a proof
WITHIN = 0.5  # of the smallest: what is larger by more is not shown beside it
RULES: Mapping[str, Callable[[Quantity, Quantity], Quantity | None]] = {
    "times": times,
    "over": over,
    "plus": plus,
    "minus": minus,
    "power": power,
}
SHORT = 3  # characters of a text that is read in no time


@dataclass(frozen=True, slots=True)
class Judge:
    """What the search may ask: what a text says, whether that may hold at all, and whether it is PROVED.

    `reads` gives None for what cannot be read, or is read as what stood there before. `wanted` is what the part that
    is edited should come to at a few points, None where that is not known; `values` is what a text comes to there.
    """

    reads: Callable[[str], Basic | None]
    may_hold: Callable[[Basic], bool]
    proved: Callable[[Basic], bool]
    wanted: Quantity | None
    values: Values


@dataclass(frozen=True, slots=True)
class Mended:
    """A candidate that is PROVED, with the text that it makes."""

    candidate: Candidate
    text: str


def repairs(line: Line, around: Pool, judge: Judge, beside: Sequence[str]) -> tuple[Repair, ...]:
    """At most three repairs of a wrong line, the likeliest first.

    `beside` are the texts of the lines around. Of repairs of one size that goes first which a line beside suggests,
    then that which is most like these.
    """
    found: list[Mended] = []
    for mended in _tried(line, around, judge):
        if found and mended.candidate.size > found[0].candidate.size + WITHIN:
            break
        if all(mended.text != other.text for other in found):
            found.append(mended)
    ranked = sorted(found, key=lambda one: (one.candidate.size, strangeness(one.text, line.text, beside)))
    return tuple(_repair(one) for one in ranked[:MOST_SHOWN])


def _tried(line: Line, around: Pool, judge: Judge) -> Iterator[Mended]:
    """The candidates that are PROVED, the smallest first; of one size those first that need not be read.

    Where one of these is found, those of its size that would have to be read are left out.
    """
    known = account(line, judge.wanted, judge.values) if judge.wanted is not None else Account()
    search = _Search(line, known, judge)
    asked = 0
    found = False
    for _, of_size in groupby(_smallest_first(line, around, known.known), key=lambda made: made.size):
        every = list(of_size)
        quick = [made for made in every if search.is_quick(made)]
        slow = [made for made in every if not search.is_quick(made)]
        for made in chain(quick, slow):
            if made in slow and (found or search.read > MOST_READ):
                break
            if not search.may_fit(made):
                continue
            text = applied(line.text, made.edits)
            value = judge.reads(text)
            if value is None or not judge.may_hold(value):
                continue
            asked += 1
            if judge.proved(value):
                found = True
                yield Mended(made, text)
            if asked == MOST_ASKED:
                return


def _smallest_first(line: Line, around: Pool, known: Sequence[Known]) -> list[Candidate]:
    every = sorted([*solved(line, known), *candidates(line, around)], key=lambda made: made.size)
    once: dict[tuple[tuple[Span, str], ...], Candidate] = {}
    for made in every:
        once.setdefault(tuple((edit.span, edit.new) for edit in made.edits), made)
    return list(once.values())[:MOST_TRIED]


@dataclass(slots=True)
class _Search:
    """What is known of a line's parts, and how many texts were read so far to tell what an edit makes of them."""

    line: Line
    account: Account
    judge: Judge
    read: int = 0

    def is_quick(self, made: Candidate) -> bool:
        """Can it be reckoned what it makes of a part of which it is known what it should be?"""
        if made.change is not None and self._known(made.change) is not None:
            return True
        part = self._holding(made.hull)
        return part is not None and len(self._edited(made, part.span)) <= SHORT

    def may_fit(self, made: Candidate) -> bool:
        """May the line be right once it is edited, as far as a part of it tells?"""
        change = made.change
        exact = self._known(change) if change is not None else None
        if change is not None and exact is not None:
            return _is(self._changed(exact, change), exact.wanted)
        part = self._holding(made.hull)
        if part is None:
            self.read += 1
            return True
        return _is(self._value(made, part.span), part.wanted)

    def _known(self, change: Change) -> Known | None:
        """The very part that a change is of, if it can be reckoned what becomes of it."""
        found = next((part for part in self.account.known if part.span == change.span), None)
        return found if found is not None and (found.value is not None or change.rule == "product") else None

    def _holding(self, span: Span) -> Known | None:
        """The smallest part that holds all of a span."""
        parts = self.account.known
        return next((part for part in parts if part.span.start <= span.start and span.end <= part.span.end), None)

    def _changed(self, part: Known, change: Change) -> Quantity | None:
        if change.rule == "negated":
            return negated(part.value) if part.value is not None else None
        operands = [self.judge.values(text) for text in change.operands]
        known = [operand for operand in operands if operand is not None]
        if len(known) < len(operands):
            return None
        if change.rule == "product":
            return product(known)
        return RULES[change.rule](part.value, known[0]) if part.value is not None else None

    def _value(self, made: Candidate, span: Span) -> Quantity | None:
        """What an edit makes of the part at a span, of which as little as can be is read again."""
        parts = self.account.made.get(span)
        if parts is not None:
            for k, inner in enumerate(parts.parts):
                if inner.start <= made.hull.start and made.hull.end <= inner.end and made.hull.start < made.hull.end:
                    value = self._value(made, inner)
                    return parts.with_part(k, value) if value is not None else None
        self.read += 1
        return self.judge.values(self._edited(made, span))

    def _edited(self, made: Candidate, span: Span) -> str:
        """The text of a part with the edits made in it."""
        whole = applied(self.line.text, made.edits)
        return whole[span.start : len(whole) - (len(self.line.text) - span.end)]


def _is(value: Quantity | None, wanted: Quantity) -> bool:
    return value is not None and alike(value, wanted)


def strangeness(text: str, was: str, beside: Sequence[str]) -> int:
    """How much of what is new in a text stands in none of the lines around, in runs of three characters."""
    return len(_runs(text).difference(_runs(was), *map(_runs, beside)))


def _runs(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[k : k + 3] for k in range(len(plain) - 2)}


def _repair(one: Mended) -> Repair:
    source = one.candidate.source
    return Repair(one.candidate.edits, one.text, f"as in {source}" if source else "")
