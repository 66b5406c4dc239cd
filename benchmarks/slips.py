"""Slips planted in true lines: is the right line blamed, is it mended as it was, and how long does the search take?

One slip at a time, two in different lines of one chain, and pairs that cancel: a slip carried on in the next line and
undone in the one after. A slip counts where the checker finds the line wrong; whatever cannot be read is left out.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.deadline import TimeLimit, processor_seconds, within_with_workers
from benchmarks.tables import listing, table
from checker import tasks
from checker.decide import decide
from checker.decide.worker import Plain, Spent, Task
from checker.explain.planting import Planted
from checker.grounds import Source, TrueLine, sources
from checker.mending_lines import NO_READING
from checker.model import DeriveCheckError, Edit, Equal, Finding, Goal, Limits, Slip, Status

COUNT = 300  # slips, where no other number is asked for
TRIES = 12  # at a case before another line is taken
WRONG = (Status.REFUTED, Status.ILL_FORMED)
OWN = (Slip.FIRST, Slip.FURTHER)
SHAPES = {"one": 0.6, "two": 0.2, "cancelling": 0.2}  # what is planted, and its share of all
MOST_PAIRS = 60  # slips carried on into the next line that are held against one another


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made of one planted slip."""

    where: str
    shape: str
    kind: str
    right: str
    wrong: str
    blamed: str  # "right", or what was blamed instead
    repairs: tuple[str, ...]
    rank: int  # of the repair that says what the line said, from 1; 0 for none
    exact: bool  # is that repair the very text?
    unproved: tuple[str, ...]  # repairs with which the line is not PROVED when the notes are read again


@dataclass(slots=True)
class Measured:
    """All outcomes, the processor's seconds of every search for repairs, and what was left out, and why.

    `late` are the sources of which a case came to no end within the limit, or that take too long to be checked at all;
    `spent` is what all of it took, in seconds of the processor.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    spent: float = 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """Lines of a source with a slip for each; `follows` says that the second only carries the first on."""

    source: Source
    shape: str
    planted: tuple[tuple[TrueLine, Planted], ...]


def run(
    folder: Path, seed: int, count: int, limit: float, tell: Callable[[str], None], derivations: bool = True
) -> Measured:
    """Plants slips until `count` make their line wrong.

    A case, with all that is tried for it, takes `limit` seconds of the processor at most; so does a source that is
    checked as it stands. A source that takes longer is left out.
    """
    measured, begun = Measured(), processor_seconds()
    every = sources(folder, derivations, partial(_Timed, measured.seconds))
    chosen = random.Random(seed)
    chosen.shuffle(every)
    slow: set[str] = set()
    for turn in range(10 * count):
        source = every[turn % len(every)]
        if len(measured.outcomes) >= count:
            break
        if source.name in slow:
            continue
        known = len(measured.seconds)
        if not _in_time(limit, partial(_prepared, source), measured, f"{source.name} as it stands"):
            slow.add(source.name)
        del measured.seconds[known:]
        if source.name not in slow:
            _in_time(limit, partial(_planted, source, f"{seed}:{turn}", measured), measured, source.name)
        tell(f"{len(measured.outcomes)} {source.name} ({processor_seconds() - begun:.0f} s)")
    measured.spent = processor_seconds() - begun
    return measured


def _in_time(limit: float, work: Callable[[], None], measured: Measured, name: str) -> bool:
    """Has the work come to its end? What has not is told of as late."""
    known = len(measured.seconds)
    try:
        within_with_workers(limit, work)
    except TimeLimit:
        del measured.seconds[known:]
        measured.late[name] += 1
        return False
    except DeriveCheckError as fault:
        measured.left_out[f"{name}: {fault}"] += 1
    return True


def _prepared(source: Source) -> None:
    """The source is checked as it stands, and its slips are made, which it keeps."""
    _ = source.lines


class _Timed:
    """Runs the tasks in this process, and keeps in `seconds` how long the searches for repairs took."""

    def __init__(self, seconds: list[float], shares: Sequence[Sequence[Task]], limits: Limits) -> None:
        del limits
        self._seconds = seconds
        self._tasks = [task for share in shares for task in share]

    def __enter__(self) -> _Timed:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to end."""

    def __iter__(self) -> Iterator[Plain | Spent]:
        for task in self._tasks:
            start = processor_seconds()
            answer = task()
            if getattr(task, "func", None) is tasks.mended:
                self._seconds.append(processor_seconds() - start)
            yield answer


# --- planting ----------------------------------------------------------------------------------


def _planted(source: Source, seed: str, measured: Measured) -> None:
    """One case, of the shape that is furthest behind its share and can be planted here."""
    had = Counter(outcome.shape for outcome in measured.outcomes)
    for shape in sorted(SHAPES, key=lambda shape: had[shape] - SHAPES[shape] * (had.total() + 1)):
        if _case(source, shape, random.Random(f"{seed}:{shape}"), measured):
            return


def _case(source: Source, shape: str, chosen: random.Random, measured: Measured) -> bool:
    for _ in range(TRIES):
        case = _drawn(source, shape, chosen)
        if case is None:
            measured.left_out["no line for it"] += 1
            return False
        known = len(measured.seconds)
        changes = {line.key: planted.text for line, planted in case.planted}
        try:
            after = source.found(changes)
        except DeriveCheckError:
            measured.left_out["cannot be read"] += 1
            continue
        if _is_wrong(case, after):
            measured.outcomes += _outcomes(case, after)
            return True
        del measured.seconds[known:]
        measured.left_out["not wrong, or not known to be"] += 1
    return False


def _drawn(source: Source, shape: str, chosen: random.Random) -> Case | None:
    lines = [line for line in source.lines if line.slips]
    if not lines:
        return None
    line = chosen.choice(lines)
    planted = _of_some_kind(line.slips, chosen)
    if shape == "one":
        return Case(source, shape, ((line, planted),))
    if shape == "two":
        others = [other for other in lines if other.key.split(":")[0] != line.key.split(":")[0]]
        if not others:
            return None
        other = chosen.choice(others)
        pair = sorted(
            ((line, planted), (other, _of_some_kind(other.slips, chosen))), key=lambda one: lines.index(one[0])
        )
        return Case(source, shape, tuple(pair))
    carried = list(_carried(source, lines))
    likely = (pair for pair in chosen.sample(carried, min(len(carried), MOST_PAIRS)) if _agree(*pair))
    pair_of_lines = next(likely, None)
    return Case(source, shape, pair_of_lines) if pair_of_lines is not None else None


def _agree(one: tuple[TrueLine, Planted], other: tuple[TrueLine, Planted]) -> bool:
    """May two right sides be equal with their slips, so that the next line follows though both are wrong?"""
    try:
        values = [line.reader.values(planted.text)[-1] for line, planted in (one, other)]
        if values[0] is None or values[1] is None:
            return False
        return decide(Goal(Equal(values[0], values[1]))).status is not Status.REFUTED
    except NO_READING:
        return False


def _of_some_kind(every: Sequence[Planted], chosen: random.Random) -> Planted:
    kind = chosen.choice(list(dict.fromkeys(planted.kind for planted in every)))
    return chosen.choice([planted for planted in every if planted.kind is kind])


def _carried(source: Source, lines: Sequence[TrueLine]) -> Iterator[tuple[tuple[TrueLine, Planted], ...]]:
    """Slips of one kind in a line and in the next one, with a line after them that undoes them."""
    for first, second in pairwise(lines):
        given = {source.before[key].claim.name: key for key in source.before}
        rests_on = [given.get(name) for name in source.before[second.key].claim.given]
        undone = any(source.before[second.key].claim.name in f.claim.given for f in source.before.values())
        if first.key not in rests_on or not undone or first.key.split(":")[0] == second.key.split(":")[0]:
            continue
        for planted in first.slips:
            for again in second.slips:
                if again.kind is planted.kind:
                    yield (first, planted), (second, again)


def _is_wrong(case: Case, after: Mapping[str, Finding]) -> bool:
    found = [after.get(line.key) for line, _ in case.planted]
    if any(f is None or f.true is None or f.true.status not in WRONG for f in found):
        return False
    if case.shape != "cancelling":
        return True
    second = found[1]
    return second is not None and second.follows is not None and second.follows.status is Status.PROVED


# --- measuring ---------------------------------------------------------------------------------


def _outcomes(case: Case, after: Mapping[str, Finding]) -> Iterator[Outcome]:
    blamed = _blamed(case, after)
    for k, (line, planted) in enumerate(case.planted):
        found = after[line.key]
        texts = tuple(repair.mended for repair in found.repairs)
        alike = [_plain(text) == _plain(line.text) for text in texts]
        as_small = [_length(repair.edits) <= _length((planted.edit,)) for repair in found.repairs]
        rank = next((at + 1 for at, good in enumerate(zip(alike, as_small, strict=True)) if any(good)), 0)
        is_carried = case.shape == "cancelling" and k == 1
        if is_carried:
            continue
        yield Outcome(
            f"{case.source.name} {line.key}",
            case.shape,
            planted.kind.value,
            line.text,
            planted.text,
            blamed[k],
            texts,
            rank,
            rank > 0 and alike[rank - 1],
            tuple(text for text, same in zip(texts, alike, strict=True) if not same and not _holds(case, line, text)),
        )


def _length(edits: Sequence[Edit]) -> int:
    return sum(len("".join((edit.old + edit.new).split())) for edit in edits)


def _blamed(case: Case, after: Mapping[str, Finding]) -> list[str]:
    """Of every planted slip "right", or what is said instead; another line blamed besides counts against each."""
    planted = [line.key for line, _ in case.planted]
    rows = {key.split(":")[0] for key in planted}
    others = [
        key
        for key, f in after.items()
        if f.slip in OWN
        and key.split(":")[0] not in rows
        and (key not in case.source.before or case.source.before[key].slip not in OWN)
    ]
    if others:
        return [f"{', '.join(others)} blamed too"] * len(planted)
    wanted = [OWN, (Slip.INHERITED,)] if case.shape == "cancelling" else [OWN] * len(planted)
    said = [_said(after[key].slip, slips) for key, slips in zip(planted, wanted, strict=True)]
    if case.shape == "cancelling":  # one slip, told of twice: both must be right
        return [next((one for one in said if one != "right"), "right")] * len(said)
    return said


def _said(slip: Slip | None, wanted: Sequence[Slip]) -> str:
    if slip in wanted:
        return "right"
    return f"said to be {slip.value}" if slip is not None else "not said to be wrong"


def _holds(case: Case, line: TrueLine, text: str) -> bool:
    changes = {other.key: planted.text for other, planted in case.planted} | {line.key: text}
    try:
        found = case.source.found(changes, repairs=False).get(line.key)
    except DeriveCheckError:
        return False
    return found is not None and found.true is not None and found.true.status is Status.PROVED


def _plain(text: str) -> str:
    """LaTeX without blanks, dots and the braces around one sign, so that two ways to write one thing are the same."""
    text = re.sub(r"\\(?:cdot|,|left|right|!|;)(?![a-z])|\s|\\ |&", "", text)
    return re.sub(r"\{(\\[a-z]+|[^{}])\}", r"\1", text)


# --- telling -----------------------------------------------------------------------------------


def sound(measured: Measured) -> bool:
    """Is every repair PROVED when the notes are read with it?"""
    return not any(outcome.unproved for outcome in measured.outcomes)


def as_data(measured: Measured) -> object:
    """Every outcome as plain data."""
    return [{name: getattr(one, name) for name in Outcome.__slots__} for one in measured.outcomes]


def report(measured: Measured, shows: bool = False) -> str:
    """The figures, by shape and by kind; where `shows`, everything that was missed."""
    every = measured.outcomes
    ordered = sorted(measured.seconds) or [0.0]
    parts = [
        table(("planted slips", "count", "blamed", "mended: first", "among three", "none offered"), _rows(every)),
        f"search for repairs, ms of the processor: median {1000 * ordered[len(ordered) // 2]:.0f}, "
        f"p95 {1000 * ordered[int(len(ordered) * 0.95)]:.0f}",
        f"spent: {measured.spent:.0f} s of the processor",
        "left out: " + ", ".join(f"{why} {count}" for why, count in sorted(measured.left_out.items())),
        listing("late", [f"{name}: {count}" for name, count in sorted(measured.late.items())], 1000),
        listing("repairs that are not proved when read again", [text for one in every for text in one.unproved]),
    ]
    if shows:
        parts.append(listing("missed", [_missed(one) for one in every if one.blamed != "right" or one.rank != 1], 1000))
    return "\n\n".join(parts)


def _rows(every: Sequence[Outcome]) -> list[tuple[str, ...]]:
    shapes = [(shape, [one for one in every if one.shape == shape]) for shape in dict.fromkeys(SHAPES)]
    kinds = [(kind, [one for one in every if one.kind == kind]) for kind in sorted({one.kind for one in every})]
    return [_row("all", every), *(_row(name, own) for name, own in (*shapes, *kinds))]


def _row(name: str, own: Sequence[Outcome]) -> tuple[str, ...]:
    blamed = sum(one.blamed == "right" for one in own)
    first, among = sum(one.rank == 1 for one in own), sum(one.rank > 0 for one in own)
    return (
        name,
        str(len(own)),
        *(_share(part, len(own)) for part in (blamed, first, among)),
        _share(sum(not one.repairs for one in own), len(own)),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _missed(one: Outcome) -> str:
    offered = " | ".join(one.repairs) or "nothing"
    said = "" if one.blamed == "right" else f" blame: {one.blamed};"
    return f"{one.where} [{one.kind}]{said} {one.right} → {one.wrong}; offered ({one.rank}): {offered}"
