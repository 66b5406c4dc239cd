"""Searches the smallest edits of a wrong line that make it PROVED, and ranks them.

What the line would have to come to is known at a few points, and so is, by solving for it, what most of its parts
would have to be. An edit is passed over where its part does not come to that; what is left is read again as a whole,
and asked of a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sympy.core.basic import Basic

from checker.explain.edits.edit import Candidate, Line, applied
from checker.explain.edits.kinds import candidates
from checker.explain.edits.pool import Pool
from checker.explain.edits.quantities import Quantity, alike, minus, over, plus, times
from checker.explain.edits.solved import solved
from checker.explain.edits.wanted import Known, Values, known_parts
from checker.model import Repair
from checker.written import Span

MOST_SHOWN = 3
MOST_TRIED = 4_000  # candidates of a line
MOST_READ = 150  # of them, read where no part is known
MOST_ASKED = 12  # of them, asked of a proof
WITHIN = 0.5  # of the smallest: what is larger by more is not shown beside it
RULES: dict[str, Callable[[Quantity, Quantity], Quantity | None]] = {
    "times": times,
    "over": over,
    "plus": plus,
    "minus": minus,
}


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
    ranked = sorted(found, key=lambda one: (one.candidate.size, -likeness(one.text, beside)))
    return tuple(_repair(one) for one in ranked[:MOST_SHOWN])


def _tried(line: Line, around: Pool, judge: Judge) -> Iterator[Mended]:
    """The candidates that are PROVED, the smallest first."""
    known = known_parts(line, judge.wanted, judge.values) if judge.wanted is not None else ()
    asked = read = 0
    for made in _smallest_first(line, around, known):
        part = _part_of(made, known)
        if part is not None and not _fits(line, made, part, judge.values):
            continue
        read += part is None
        if read > MOST_READ:
            return
        text = applied(line.text, made.edits)
        value = judge.reads(text)
        if value is None or not judge.may_hold(value):
            continue
        asked += 1
        if judge.proved(value):
            yield Mended(made, text)
        if asked == MOST_ASKED:
            return


def _smallest_first(line: Line, around: Pool, known: Sequence[Known]) -> list[Candidate]:
    seen: set[tuple[int, int, str]] = set()
    kept = []
    for made in sorted([*solved(line, known), *candidates(line, around)], key=lambda made: made.size):
        (edit,) = made.edits
        key = (edit.span.start, edit.span.end, edit.new)
        if key not in seen:
            seen.add(key)
            kept.append(made)
    return kept[:MOST_TRIED]


def _part_of(made: Candidate, known: Sequence[Known]) -> Known | None:
    """The smallest known part that holds all that is edited."""
    if made.change is not None:
        span = made.change[0]
        return next((part for part in known if part.span == span), None) or _holding(span, known)
    return _holding(_hull(made), known)


def _hull(made: Candidate) -> Span:
    return Span(min(edit.span.start for edit in made.edits), max(edit.span.end for edit in made.edits))


def _holding(span: Span, known: Sequence[Known]) -> Known | None:
    return next((part for part in known if part.span.start <= span.start and span.end <= part.span.end), None)


def _fits(line: Line, made: Candidate, part: Known, values: Values) -> bool:
    """Does the part come to what is wanted of it once it is edited?"""
    if made.change is not None and made.change[0] == part.span:
        _, rule, text = made.change
        operand = values(text)
        value = RULES[rule](part.value, operand) if operand is not None else None
    else:
        value = values(_edited(line, made, part.span))
    return value is not None and alike(value, part.wanted)


def _edited(line: Line, made: Candidate, span: Span) -> str:
    """The text of a part with the edits made in it."""
    whole = applied(line.text, made.edits)
    return whole[span.start : len(whole) - (len(line.text) - span.end)]


def likeness(text: str, beside: Sequence[str]) -> float:
    """How much of a text, as runs of three characters, stands in one of the others: 0 to 1."""
    mine = _runs(text)
    return max((len(mine & _runs(other)) / (len(mine) or 1) for other in beside), default=0.0)


def _runs(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[k : k + 3] for k in range(len(plain) - 2)}


def _repair(one: Mended) -> Repair:
    source = one.candidate.source
    return Repair(one.candidate.edits, one.text, f"as in {source}" if source else "")
