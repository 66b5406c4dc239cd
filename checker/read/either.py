"""Two natural readings of a line: both are tried; where they differ in verdict, the line says so.

A line is wrong only if it is wrong by every reading; where one alone holds, that is the one that was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from checker.model import Claim, Place, Status
from checker.read.expression import combined
from checker.read.progress import Progress

Read = TypeVar("Read")
MOST_READINGS = 7  # of one line


class Outcome(IntEnum):
    """What became of the questions of a line, the worse before the better."""

    WRONG = 0
    OPEN = 1
    HOLDS = 2


@dataclass(frozen=True, slots=True)
class _Trial:
    """A reading of a line by some choices, and what became of it."""

    progress: Progress
    result: object
    outcome: Outcome
    asked: int
    why: str


def read_either(progress: Progress, read: Callable[[Progress], Read]) -> Read:
    """Reads a line by its first reading, and where that makes a difference by another; what `read` gives.

    The first reading stays unless it is wrong and another one is not. A trial that cannot be read is no reading.
    """
    before = progress.fork()
    progress.offered = {}
    result = read(progress)
    met = {choice: words for choice, words in progress.offered.items() if choice not in progress.choices}
    claims = _new(before, progress)
    if not met:
        return result
    if not _asked(claims):
        progress.lasting.update(met)
        return result
    first = _outcome(progress, claims)
    trials = [trial for chosen in combined(met)[:MOST_READINGS] if (trial := _tried(before, read, chosen, met))]
    trials = [trial for trial in trials if _differs(before, trial.progress, claims)]
    if first is Outcome.WRONG:
        full = [trial for trial in trials if trial.outcome is not Outcome.WRONG and trial.asked >= len(_asked(claims))]
        best = max(full, key=lambda trial: trial.outcome, default=None)
        if best is not None:
            best.progress.choices = progress.choices
            progress.adopt(best.progress)
            _say(progress, _new(before, progress), f"{best.why}; otherwise it would not hold")
            return best.result  # type: ignore[return-value]  # it is what `read` gave
        return result
    other = next((trial for trial in trials if trial.outcome is not first), None)
    if other is None:
        return result
    if first is Outcome.HOLDS and other.outcome is Outcome.WRONG:
        _say(progress, claims, f"it would not hold if {_supposed(other.why)}")
    elif first is Outcome.OPEN and other.outcome is Outcome.HOLDS:
        _say(progress, claims, f"it would hold if {_supposed(other.why)}")
    return result


def read_all_either(progress: Progress, read: Callable[[Progress], object]) -> None:
    """Reads a section; where a line of it is wrong by how a definition or something given was read, by another reading.

    It stays by its first reading unless another one leaves no line wrong: `y = \\log x` and then `y' = 1/(x \\ln 10)`.
    """
    before = progress.fork()
    progress.lasting = {}
    read(progress)
    met = dict(progress.lasting)
    if not met or not (wrong := _wrong(before, progress)):
        return
    asked = len(_asked(_new(before, progress)))
    for chosen in combined(met)[:MOST_READINGS]:
        trial = before.fork()
        trial.choices = before.choices | chosen
        read(trial)
        unread = len(trial.unread) > len(progress.unread)
        if unread or len(_asked(_new(before, trial))) < asked or _wrong(before, trial):
            continue
        trial.choices = before.choices
        progress.adopt(trial)
        why = ", and ".join(met[choice] for choice in sorted(chosen))
        for claim in _new(before, progress):
            if claim.place in wrong:
                progress.remark(claim, f"{why} in this section; otherwise it would not hold")
        return


def _wrong(before: Progress, after: Progress) -> set[Place | None]:
    """Where the lines stand that are wrong by what was known at each."""
    found = set()
    for line in after.lines[len(before.lines) :]:
        for question in line.claim.asks or ():
            if question is not None:
                verdict = after.answered(question, line.ledger.definitions, line.claim.conditions)
                if _of(verdict.status) is Outcome.WRONG:
                    found.add(line.claim.place)
    return found


def _tried(
    before: Progress, read: Callable[[Progress], object], chosen: frozenset[str], met: dict[str, str]
) -> _Trial | None:
    trial = before.fork()
    trial.choices = before.choices | chosen
    result = read(trial)
    if len(trial.unread) > len(before.unread):
        return None
    claims = _new(before, trial)
    return _Trial(
        trial,
        result,
        _outcome(trial, claims),
        len(_asked(claims)),
        ", and ".join(met[choice] for choice in sorted(chosen)),
    )


def _new(before: Progress, after: Progress) -> Sequence[Claim]:
    """The claims that a reading added."""
    known = len(before.lines)
    return [line.claim for line in after.lines[known:]]


def _asked(claims: Sequence[Claim]) -> list[object]:
    return [question for claim in claims for question in claim.asks or () if question is not None]


def _differs(before: Progress, trial: Progress, claims: Sequence[Claim]) -> bool:
    """Does a reading ask anything else?"""
    return _asked(_new(before, trial)) != _asked(claims)


def _outcome(progress: Progress, claims: Sequence[Claim]) -> Outcome:
    """The worst that became of the questions."""
    found = Outcome.HOLDS
    for claim in claims:
        for question in claim.asks or ():
            if question is not None:
                found = min(found, _of(progress.verdict(question, claim.conditions).status))
    return found


def _of(status: Status) -> Outcome:
    if status is Status.PROVED:
        return Outcome.HOLDS
    return Outcome.WRONG if status in {Status.REFUTED, Status.ILL_FORMED} else Outcome.OPEN


def _say(progress: Progress, claims: Sequence[Claim], text: str) -> None:
    """Says it of the lines that ask something, once in a part of the notes."""
    if any(text in claim.remarks for claim in progress.claims):
        return
    for claim in claims:
        if any(question is not None for question in claim.asks or ()):
            progress.remark(claim, text)


def _supposed(words: str) -> str:
    """`log is read to base 10` as what might be so."""
    return words.replace(" is read as", " were read as").replace(" is read to", " were read to")
