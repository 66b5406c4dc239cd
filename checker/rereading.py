"""Reads notes again with a line mended: a repair is judged by all that is read there, not by the line alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sympy import Subs
from sympy.core.basic import Basic

from checker import tasks
from checker.decide.answers import verdict_from
from checker.decide.worker import Plain
from checker.fixing import mended_content
from checker.mending_lines import Reader
from checker.model import Claim, DeriveCheckError, Edit, Goal, Limits, Place, Status, Verdict
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.pertinent import by_what_is_asked
from checker.read.side_file import Side
from checker.read.steps import Notes, notes
from checker.tasks import Written
from checker.written import Document, Prose

UNUSUAL = "otherwise it would not hold"
"""What is said of a line that holds by a reading which is not the first one: no repair should rest on such."""
LINES_REREAD = 600  # in all, for one line of which nothing but the notes read again tells what it should be
FEWEST, MOST = 20, 40  # times that the notes are read again for it


@dataclass(frozen=True, slots=True)
class NotesReaders:
    """What reads each line of notes again: a part of it where it stands, or all the notes with the line mended.

    `content` is what the file at `path` holds, `found` what was read of it, with `side` settled besides.
    """

    content: bytes
    path: Path
    side: Side
    limits: Limits
    found: Notes

    def __call__(self, line: Written) -> Reader:
        """The reader of a line, with all that was known where it stands."""
        read = next(each for each in self.found.lines if each.claim is line.claim)
        most = min(max(LINES_REREAD // len(self.found.lines), FEWEST), MOST)
        ledger = _with_variable_of_bounds(read.ledger, line.claim.statement)
        return Reader(ledger, read.macros, read.rewrites, partial(self.holds, line.claim), most)

    def holds(self, claim: Claim, edits: Sequence[Edit]) -> bool:
        """Is a line PROVED in the notes with its edits made, read as far as to it, and as one reads it first?"""
        if claim.place is None:
            return False
        try:
            content = mended_content(self.content, self.path, [(claim.place, claim.written, edits)])
            read = document(content, str(self.path))
            offset = _offset_of(claim.place, read)
            again = notes(_up_to_section_of(offset, read), Ledger(), self._decided, self.side, offset)
        except DeriveCheckError:
            return False
        lines = _lines_at(again, claim.place)
        new = {remark for line in lines for remark in line.claim.remarks} - set(claim.remarks)
        if not lines or any(remark.endswith(UNUSUAL) for remark in new):
            return False
        return all(_is_proved(tasks.true(line)) for line in lines)

    def _decided(self, goal: Goal) -> Verdict:
        """What was found of a goal where the notes were read first; of another it is asked."""
        answers = self.found.answers
        return answers[goal] if goal in answers else tasks.asked(goal, self.limits)


def _with_variable_of_bounds(ledger: Ledger, statement: Basic) -> Ledger:
    """The name for which the bounds of [F]_a^b are put in, which the integral before it told."""
    names = {name for bounded in statement.atoms(Subs) for name in bounded.variables}
    return replace(ledger, variable=names.pop()) if len(names) == 1 else ledger


def _lines_at(found: Notes, place: Place) -> list[Written]:
    """The claims that begin at a place, as they are decided: x = 2 ± 3 is two."""
    known = by_what_is_asked(found.answers)
    return [
        Written(derivation, claim, (), (), known)
        for derivation in found.derivations
        for claim in derivation.claims
        if claim.place is not None and _start(claim.place) == _start(place)
    ]


def _is_proved(data: Plain) -> bool:
    return isinstance(data, dict) and verdict_from(data).status is Status.PROVED


def _start(place: Place) -> tuple[str, int, int]:
    return place.path, place.line, place.column


def _offset_of(place: Place, read: Document) -> int:
    """Where a place is in the text of a document."""
    source = next((each for each in read.sources if each.path == place.path), read.sources[0])
    rows = read.text[source.start :].split("\n", place.line)[: place.line - 1]
    return source.start + sum(len(row) + 1 for row in rows) + place.column - 1


def _up_to_section_of(offset: int, read: Document) -> Document:
    """The document without the sections behind the one that stands at an offset, which say nothing of it."""
    following = [
        k
        for k, piece in enumerate(read.pieces)
        if isinstance(piece, Prose) and piece.heading and piece.start > offset and read.text[piece.start - 1] == "\n"
    ]
    return replace(read, pieces=read.pieces[: following[0]]) if following else read
