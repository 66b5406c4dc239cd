"""Two natural readings of a line: both are tried; where they differ in verdict, the line says so.

A line is wrong only if it is wrong by every reading; where one alone holds, that is the one that was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from checker.model import Claim, Place, Status
from checker.read.expression import combined
from checker.read.otherwise import Must, Other
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


def read_either(
    progress: Progress, read: Callable[[Progress], Read], others: Callable[[Progress], Iterable[Other]]
) -> Read:
    """Reads a line by its first reading, and where that makes a difference by another; what `read` gives.

    The first reading stays unless it is wrong and another one is not: of what is written, or else of what it rests
    on, by one of the `others` from what was known before it. A trial that cannot be read is no reading.
    """
    before = progress.fork()
    progress.offered = {}
    result = read(progress)
    met = {choice: words for choice, words in progress.offered.items() if choice not in progress.choices}
    claims = _new(before, progress)
    if not _asked(claims):
        progress.lasting.update(met)
        return result
    first = _outcome(progress, claims)
    if not met:
        return result if first is not Outcome.WRONG else _resting_otherwise(progress, before, read, others, result)
    trials = [trial for chosen in combined(met)[:MOST_READINGS] if (trial := _by(before, read, chosen, met))]
    trials = [trial for trial in trials if _differs(before, trial.progress, claims)]
    if first is Outcome.WRONG:
        full = [trial for trial in trials if trial.outcome is not Outcome.WRONG and trial.asked >= len(_asked(claims))]
        best = max(full, key=lambda trial: trial.outcome, default=None)
        if best is not None:
            best.progress.choices = progress.choices
            progress.adopt(best.progress)
            _say(progress, _new(before, progress), f"{best.why}; otherwise it would not hold")
            return best.result  # type: ignore[return-value]  # it is what `read` gave
        return _resting_otherwise(progress, before, read, others, result)
    other = next((trial for trial in trials if trial.outcome is not first), None)
    if other is None:
        return result
    if first is Outcome.HOLDS and other.outcome is Outcome.WRONG:
        _say(progress, claims, f"it would not hold if {_supposed(other.why)}")
    elif first is Outcome.OPEN and other.outcome is Outcome.HOLDS:
        _say(progress, claims, f"it would hold if {_supposed(other.why)}")
    return result


def _resting_otherwise(
    progress: Progress,
    before: Progress,
    read: Callable[[Progress], Read],
    others: Callable[[Progress], Iterable[Other]],
    result: Read,
) -> Read:
    """A line that is wrong is read from the first other state in which it is not; it stays wrong where there is none.

    What was wrong must be proved there, unless it is enough that nothing of it is wrong.
    """
    wrong = [claim for claim in _new(before, progress) if _outcome(progress, [claim]) is Outcome.WRONG]
    for other in others(before):
        trial = _tried(before, other.state, read, other.words)
        if trial is None or not _comes_to(other.must, trial, _new(before, trial.progress), wrong):
            continue
        trial.progress.choices = progress.choices
        progress.adopt(trial.progress)
        for claim in _new(before, progress):
            progress.remark(claim, f"{other.words}; otherwise it would not hold")
        return trial.result  # type: ignore[return-value]  # it is what `read` gave
    return result


def _comes_to(must: Must, trial: _Trial, claims: Sequence[Claim], wrong: Sequence[Claim]) -> bool:
    """Does a trial come to what it must, where some claims were wrong?"""
    if must is Must.HOLD:
        proved = {_end(claim) for claim in claims if _is_proved(trial.progress, claim)}
        return trial.outcome is not Outcome.WRONG and all(_end(claim) in proved for claim in wrong)
    if must is Must.WORK:
        return trial.outcome is Outcome.HOLDS and trial.asked > 0
    if must is Must.STAND:
        still = {_end(claim) for claim in claims if _asked([claim])}
        if not all(_end(claim) in still for claim in wrong) or _is_vacuous(trial.progress, claims):
            return False
    return trial.outcome is not Outcome.WRONG


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


def _by(
    before: Progress, read: Callable[[Progress], object], chosen: frozenset[str], met: dict[str, str]
) -> _Trial | None:
    state = before.fork()
    state.choices = before.choices | chosen
    return _tried(before, state, read, ", and ".join(met[choice] for choice in sorted(chosen)))


def _tried(before: Progress, state: Progress, read: Callable[[Progress], object], why: str) -> _Trial | None:
    """A reading from a state; None where something of it cannot be read."""
    result = read(state)
    if len(state.unread) > len(before.unread):
        return None
    claims = _new(before, state)
    return _Trial(state, result, _outcome(state, claims), len(_asked(claims)), why)


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


def _end(claim: Claim) -> tuple[int, int] | None:
    """Where a claim ends in its file: where it begins differs by whether it goes on from a line before."""
    return None if claim.place is None else (claim.place.end_line, claim.place.end_column)


def _is_vacuous(progress: Progress, claims: Sequence[Claim]) -> bool:
    """Is something asked of what cannot be, so that nothing is told of it?"""
    asks = [(question, claim.conditions) for claim in claims for question in claim.asks or () if question is not None]
    return any(progress.vacuous(question, conditions) for question, conditions in asks)


def _is_proved(progress: Progress, claim: Claim) -> bool:
    return bool(_asked([claim])) and _outcome(progress, [claim]) is Outcome.HOLDS


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
