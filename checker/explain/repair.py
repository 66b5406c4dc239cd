"""Searches the smallest edits of a wrong line that make it PROVED, and ranks them.

What the line would have to come to is known at a few points, and so is, by solving for it, what most of its parts
would have to be. An edit is passed over where its part does not come to that; what is left is read again as a whole,
and asked of a proof.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, groupby, islice
from operator import not_

from sympy.core.basic import Basic

from checker.explain.edits.edit import Candidate, Line, applied, candidate, smallest
from checker.explain.edits.kinds import KINDS, Kind
from checker.explain.edits.monomials import monomials
from checker.explain.edits.oddities import odder
from checker.explain.edits.pool import Pool
from checker.explain.edits.quantities import Quantity
from checker.explain.edits.search import Search, two_at_once
from checker.explain.edits.solved import solved
from checker.explain.edits.wanted import Account, Known, Values, account
from checker.model import Edit, Repair
from checker.written import Span

STRUCK = re.compile(r"\\[bx]?cancel\{([^{}]*)\}")
MOST_SHOWN = 3
PER_RUN = 0.04  # of three characters that stand nowhere around: what the lines around write is rather right
OF_TWO = 2.25  # of one change that is larger two small ones at once are likelier
MOST_TRIED = 4_000  # candidates of a line
WITHIN = 0.25  # of the size of the smallest repair: what is larger by more is not shown beside it
MORE_READ = 30  # candidates of the same size that are read where one is found
MOST_READ = 400  # of them, read where no part is known
MOST_ASKED = 12  # of them, asked of a proof


@dataclass(frozen=True, slots=True)
class Judge:
    """What the search may ask: what a text says, whether that may hold at all, and whether it is PROVED.

    `reads` gives None for what cannot be read, or is read as what stood there before; `holds` says that the line is
    PROVED where all that it stands in is read again with edits made in it, which takes longest. `parted` gives a
    mended line in its parts, None where both of its sides are one text that is short or written anew, which says
    nothing. `wanted` is what the part that is edited should come to at a few points, None where that is not known;
    `values` is what a text comes to there. `is_weak` says that it is no equality alone that is asked, so that other
    lines take part in what is wanted. `worked_out` gives ways to write what the whole should be.
    """

    reads: Callable[[str], Basic | None]
    may_hold: Callable[[Basic], bool]
    proved: Callable[[Basic], bool]
    holds: Callable[[Sequence[Edit]], bool]
    parted: Callable[[str, bool], Line | None]
    wanted: Quantity | None
    values: Values
    is_weak: bool = False
    worked_out: Callable[[], Sequence[str]] = tuple


@dataclass(frozen=True, slots=True)
class Mended:
    """A candidate that is PROVED, with the text that it makes."""

    candidate: Candidate
    text: str


def repairs(
    line: Line,
    around: Pool,
    judge: Judge,
    beside: Sequence[str],
    kinds: Sequence[Kind] = KINDS,
    most: int = MOST_TRIED,
) -> tuple[Repair, ...]:
    """At most three repairs of a wrong line, the likeliest first, of so many candidates at most.

    `beside` are the texts of the lines around. Of repairs of one size that goes first which is most like these.
    Where no edit alone makes the line PROVED, two are tried at once.
    """
    return _ranked(_new_first(_tried(line, around, judge, kinds, most, _said(line, beside))), beside)


def _new_first(tried: Iterator[tuple[Mended, bool]]) -> Iterator[Mended]:
    """The candidates that say something new; where there is none, those that only say a line beside again."""
    again: list[Mended] = []
    is_new = False
    for mended, says_new in tried:
        is_new = is_new or says_new
        if says_new:
            yield mended
        else:
            again.append(mended)
    if not is_new:
        yield from again


def _said(line: Line, beside: Sequence[str]) -> frozenset[str]:
    """What the lines right before and behind come to, where these are of one chain with it: nobody says that twice."""
    goes_on = _begins_with_relation(line.text)
    return frozenset(_last_side(text) for text in beside[:2] if goes_on or _begins_with_relation(text))


def _begins_with_relation(text: str) -> bool:
    return text.lstrip("& ").startswith("=")


def _last_side(text: str) -> str:
    """What stands behind the last "=", without blanks, signs of cells and strokes."""
    plain = STRUCK.sub(r"\1", text.rpartition("=")[2]).replace(r"\cdot", "").replace("&", "")
    return "".join(plain.split())


def reread(
    line: Line,
    around: Pool,
    judge: Judge,
    beside: Sequence[str],
    kinds: Sequence[Kind],
    most: int,
    sieved: bool = False,
) -> tuple[Repair, ...]:
    """The repairs of a line that can be judged in its place only: the smallest candidates, so many, each read there.

    Where they can be `sieved`, those that may hold are.
    """
    texts = ((made, applied(line.text, made.edits)) for made in _smallest_first(line, around, (), kinds)[:MOST_TRIED])
    tried = islice((one for one in texts if not sieved or _may_hold(one[1], judge)), most)
    return _ranked(_holding(tried, line, around, judge), beside)


def _holding(tried: Iterator[tuple[Candidate, str]], line: Line, around: Pool, judge: Judge) -> Iterator[Mended]:
    """The candidates that hold in their place, of one size: to read each again takes long."""
    first: float | None = None
    for made, text in tried:
        if first is not None and made.size > first:
            return
        if _is_written(made, text, line, around, judge) and judge.holds(made.edits):
            first = made.size
            yield Mended(made, text)


def _may_hold(text: str, judge: Judge) -> bool:
    value = judge.reads(text)
    return value is not None and judge.may_hold(value)


def _ranked(tried: Iterator[Mended], beside: Sequence[str]) -> tuple[Repair, ...]:
    """Of candidates that hold those of about the smallest size, first those that are like the lines around."""
    found: list[Mended] = []
    for mended in tried:
        if found and mended.candidate.size > found[0].candidate.size + WITHIN:
            break
        if all("".join(mended.text.split()) != "".join(other.text.split()) for other in found):
            found.append(mended)
    ranked = sorted(found, key=lambda one: one.candidate.size + PER_RUN * strangeness(one.text, beside))
    return tuple(_repair(one) for one in ranked[:MOST_SHOWN])


def _judged(made: Candidate, text: str, line: Line, around: Pool, judge: Judge) -> bool | None:
    """Is the line PROVED with a candidate's edits made? None where that need not be asked: it is false, or no text."""
    value = judge.reads(text)
    if value is None or not judge.may_hold(value):
        return None
    if not _is_written(made, text, line, around, judge):
        return None
    return judge.proved(value) and judge.holds(made.edits)


def _is_written(made: Candidate, text: str, line: Line, around: Pool, judge: Judge) -> bool:
    """Is the text such as one writes, and says it something?"""
    whole = line.levels[0].span if line.levels else None
    anew = whole is not None and made.hull.start <= whole.start and whole.end <= made.hull.end
    mended, slip = judge.parted(text, anew), made.edits[0].slip
    return mended is not None and not odder(mended, line, slip, around)


def _tried(
    line: Line, around: Pool, judge: Judge, kinds: Sequence[Kind], most_tried: int, said: frozenset[str]
) -> Iterator[tuple[Mended, bool]]:
    """The candidates that are PROVED, the smallest first, each with whether it is new beside what is `said` around.

    Of one size those come first that need not be read; where one of these is found, the others are left out.
    """
    known = account(line, judge.wanted, judge.values) if judge.wanted is not None else Account()
    search = Search(line, known, judge.values)
    asked = 0
    most = MOST_READ
    first: float | None = None
    paired = False
    every_one = _smallest_first(line, around, known.known, kinds)[:most_tried]
    for of, of_size in groupby(every_one, key=lambda made: made.size):
        if first is not None and of > first + WITHIN:
            return
        if first is None and of > OF_TWO and not paired:
            paired = True
            two = next(_of_two(search, every_one, line, around, judge), None)
            if two is not None:
                yield two, True
                return
        every = list(of_size)
        quick = [search.is_quick(made) for made in every]
        ordered = [*compress(every, quick), *compress(every, map(not_, quick))]
        count = sum(quick)
        for k, made in enumerate(ordered):
            if k >= count and (search.read > most or (first is not None and of > first)):
                break
            if not search.may_fit(made):
                continue
            text = applied(line.text, made.edits)
            found = _judged(made, text, line, around, judge)
            asked += found is not None
            if found:
                is_new = _last_side(text) not in said
                yield Mended(made, text), is_new
                if first is None and is_new:
                    first, most = of, min(most, search.read + MORE_READ)
            if asked == MOST_ASKED:
                return
    if first is not None:
        return
    if judge.is_weak:
        return  # with what follows from premises alone anything can be made
    made_of_names = monomials(line, known.known, around, judge.values)
    for made in islice(sorted(made_of_names, key=lambda made: made.size), MOST_ASKED):
        text = applied(line.text, made.edits)
        if _judged(made, text, line, around, judge):
            yield Mended(made, text), True
            return
    found_two = False
    for two in () if paired else _of_two(search, every_one, line, around, judge):
        found_two = True
        yield two, True
    if not found_two:
        yield from ((mended, _last_side(mended.text) not in said) for mended in islice(_anew(line, around, judge), 1))


def _of_two(search: Search, every: Sequence[Candidate], line: Line, around: Pool, judge: Judge) -> Iterator[Mended]:
    """Two candidates at once that make the line PROVED."""
    for made in islice(two_at_once(search, every), MOST_ASKED):
        text = applied(line.text, made.edits)
        if _judged(made, text, line, around, judge):
            yield Mended(made, text)


def _anew(line: Line, around: Pool, judge: Judge) -> Iterator[Mended]:
    """The whole side as it was worked out, where no small change mends it."""
    if not line.levels:
        return
    for new in judge.worked_out():
        made = candidate("worked out anew", line, line.levels[0].span, new)
        text = applied(line.text, made.edits)
        if _judged(made, text, line, around, judge):
            yield Mended(made, text)


def _smallest_first(line: Line, around: Pool, known: Sequence[Known], kinds: Sequence[Kind]) -> list[Candidate]:
    made_of = [made for kind in kinds for made in kind.edits(line, around)]
    every = sorted([*solved(line, known), *made_of], key=lambda made: made.size)
    once: dict[tuple[tuple[Span, str], ...], Candidate] = {}
    for made in every:
        once.setdefault(tuple((edit.span, edit.new) for edit in made.edits), made)
    return list(once.values())


def strangeness(text: str, beside: Sequence[str]) -> int:
    """How much of a text stands in none of the lines around, in runs of three characters."""
    return len(_runs(text).difference(*map(_runs, beside)))


def _runs(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[k : k + 3] for k in range(len(plain) - 2)}


def _repair(one: Mended) -> Repair:
    source = one.candidate.source
    edits = tuple(map(smallest, one.candidate.edits))
    return Repair(edits, one.text, f"as in {source}" if source else "", one.candidate.size)
