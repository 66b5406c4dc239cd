"""What slips are planted in: notes and derivations, their true lines, and how they are checked once changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sympy import Eq

import derivations as topics
from checker.check import MakesWorkers, check_derivation, load
from checker.check_notes import check_changed, lines_of
from checker.decide.worker import Workers
from checker.explain.planting import Planted, slips
from checker.mending_lines import NO_READING, Reader
from checker.model import Claim, Derivation, DeriveCheckError, Finding, Report, Settings, Status
from checker.read.document import NOTEBOOK, text_of
from checker.read.progress import Line
from checker.read.syntax import parse
from checker.topic_reading import topic_reader

ENDINGS = frozenset((".md", ".tex"))


@dataclass(frozen=True, slots=True)
class TrueLine:
    """A line that is PROVED: its key in its source, its text, and the slips for it.

    `start` is where its right side begins, None where it cannot be told into sides; `reader` reads it again.
    """

    key: str
    text: str
    start: int | None
    slips: tuple[Planted, ...]
    reader: Reader


@dataclass(frozen=True)
class NotesSource:
    """A file of notes; `workers` run the tasks of checking it."""

    path: Path
    workers: MakesWorkers = Workers

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name

    @property
    def title(self) -> str:
        """What stands over it."""
        titles = [checked.derivation.title for checked in self._unchanged.checked]
        return next(filter(None, titles), self.path.name)

    @cached_property
    def text(self) -> str:
        """What it says; a notebook says what its Markdown cells do. Raises DeriveCheckError where it is not read."""
        return text_of(self.path)

    @cached_property
    def _read_as(self) -> Path:
        """The path by whose ending the text is read."""
        return self.path.with_suffix(".md") if self.path.suffix.lower() == NOTEBOOK else self.path

    @cached_property
    def _unchanged(self) -> Report:
        return check_changed(self.text, self._read_as, Settings(rules=True), lambda _: None, self.workers).report

    @cached_property
    def before(self) -> dict[str, Finding]:
        """What is found where nothing is changed."""
        return _by_key(self._unchanged)

    def found(self, changes: Mapping[str, str], repairs: bool = True) -> dict[str, Finding]:
        """What is found of every line, by its key, where lines say something else. Raises DeriveCheckError."""
        lines = self.text.split("\n")
        for key, new in changes.items():
            finding = self.before[key]
            assert finding.claim.place is not None
            row, at = finding.claim.place.line - 1, finding.claim.place.column - 1
            lines[row] = lines[row][:at] + new + lines[row][at + len(finding.claim.written) :]
        text, settings = "\n".join(lines), Settings(repairs=repairs)
        return _by_key(check_changed(text, self._read_as, settings, lambda _: None, self.workers).report)

    @cached_property
    def lines(self) -> tuple[TrueLine, ...]:
        """The true lines that stand in one row of the file, with their slips."""
        read: dict[str, Line] = {}
        for line in lines_of(self.text, self._read_as, Settings()):
            read.setdefault(_key(line.claim), line)
        rows = self.text.split("\n")
        return tuple(
            _line(key, Reader(read[key].ledger, read[key].macros, read[key].rewrites), f.claim)
            for key, f in self.before.items()
            if _is_proved(f) and key in read and _stands(f.claim, rows)
        )


def _stands(claim: Claim, rows: Sequence[str]) -> bool:
    place = claim.place
    return (
        place is not None
        and "\n" not in claim.written
        and rows[place.line - 1].startswith(claim.written, place.column - 1)
    )


def _by_key(report: Report) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for finding in (finding for checked in report.checked for finding in checked.findings):
        found.setdefault(_key(finding.claim), finding)
    return found


def _key(claim: Claim) -> str:
    """Where a line of notes begins; what is said of a part of it besides has no key of its own."""
    return f"{claim.place.line}:{claim.place.column}" if claim.place is not None else claim.name


@dataclass(frozen=True)
class DerivationSource:
    """A derivation that comes with the program; `workers` as above."""

    name: str
    workers: MakesWorkers = Workers

    @property
    def title(self) -> str:
        """What stands over it."""
        return self.derivation.title

    @cached_property
    def derivation(self) -> Derivation:
        return load(self.name)

    @cached_property
    def reader(self) -> Reader:
        return topic_reader(self.derivation)

    @cached_property
    def before(self) -> dict[str, Finding]:
        """What is found where nothing is changed."""
        return self.found({})

    def found(self, changes: Mapping[str, str], repairs: bool = True) -> dict[str, Finding]:
        """What is found of every line, by its name, where lines say something else. Raises DeriveCheckError."""
        claims = tuple(
            self._saying(claim, changes[claim.name]) if claim.name in changes else claim
            for claim in self.derivation.claims
        )
        settings = Settings(repairs=repairs, rules=not changes)
        checked = check_derivation(replace(self.derivation, claims=claims), settings, self.workers)
        return {f.claim.name: f for f in checked.findings}

    def _saying(self, claim: Claim, text: str) -> Claim:
        try:
            value = self.reader.values(text)[-1]
        except NO_READING as fault:
            raise DeriveCheckError(f"{self.name} {claim.name}: {fault}") from fault
        if value is None or not isinstance(claim.statement, Eq):
            raise DeriveCheckError(f"{self.name} {claim.name}: no equation")
        statement = Eq(claim.statement.lhs, value, evaluate=False)
        return replace(claim, written=text, statement=statement, tree=parse(text, {}))

    @cached_property
    def lines(self) -> tuple[TrueLine, ...]:
        """The true lines, with their slips."""
        return tuple(
            _line(key, self.reader, f.claim)
            for key, f in self.before.items()
            if _is_proved(f) and isinstance(f.claim.statement, Eq) and "brace" not in f.claim.written
        )


Source = NotesSource | DerivationSource


def sources(folder: Path, derivations: bool = True, workers: MakesWorkers = Workers) -> list[Source]:
    """The files of notes in a folder, in the order of their names, then those of the program, where wanted."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in ENDINGS and path.name != "README.md")
    names = [entry.name for topic in topics.TOPICS for entry in topic.entries] if derivations else []
    return [*(NotesSource(path, workers) for path in paths), *(DerivationSource(name, workers) for name in names)]


def _is_proved(finding: Finding) -> bool:
    true = finding.true
    return true is not None and true.status is Status.PROVED and not true.conditions


def _line(key: str, reader: Reader, claim: Claim) -> TrueLine:
    try:
        items = reader.parts(claim.written, plain=True)[-1].items
    except NO_READING:
        items = ()
    found = slips(claim.written, items) if items else ()
    return TrueLine(key, claim.written, items[0].span.start if items else None, found, reader)
