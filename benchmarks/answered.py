"""A file of notes as the program answers for it, in this process: each claim with its verdicts, and the lines at fault.

The reader is given what it is given by `derive-check FILE`, the side file too, and a claim is asked by its tasks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker import tasks
from checker.decide.answers import verdict_from
from checker.decide.worker import Plain
from checker.model import Claim, DeriveCheckError, Goal, Place, Status, Verdict
from checker.read.document import read_document
from checker.read.ledger import Ledger
from checker.read.pertinent import by_what_is_asked
from checker.read.side_file import side_of
from checker.read.steps import Notes, notes
from checker.tasks import Written
from checker.written import Document

WRONG = frozenset((Status.REFUTED, Status.ILL_FORMED))


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim with its two verdicts, either of them None where it is not asked."""

    claim: Claim
    follows: Verdict | None
    true: Verdict | None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Those that were asked for."""
        return tuple(verdict for verdict in (self.follows, self.true) if verdict is not None)

    @property
    def wrong(self) -> bool:
        """Is either verdict that the line is wrong?"""
        return any(verdict.status in WRONG for verdict in self.verdicts)


def read(path: Path, decide: Callable[[Goal], Verdict] = tasks.tolerant) -> tuple[Document, Notes]:
    """What a file of notes says. Raises DeriveCheckError where it, or what stands beside it, cannot be used."""
    document = read_document(path)
    return document, notes(document, Ledger(), decide, side_of(document, path))


def answers(
    found: Notes, asked: Callable[[Callable[[Written], Plain], Written], Verdict | None] | None = None
) -> Iterator[Answered]:
    """Each claim that was read, with its verdicts; `asked` puts a task to a line, `verdict_of` where it is None."""
    known = by_what_is_asked(found.answers)
    put = asked or verdict_of
    for derivation in found.derivations:
        for claim in derivation.claims:
            line = Written(derivation, claim, (), (), known)
            yield Answered(claim, put(tasks.follows, line), put(tasks.true, line))


def verdict_of(task: Callable[[Written], Plain], line: Written) -> Verdict | None:
    """What a task answers of a line."""
    data = task(line)
    return verdict_from(data) if isinstance(data, dict) else None


def wrong_lines(answered: Iterable[Answered]) -> set[int]:
    """The lines of the file of which something is refuted, or has no meaning."""
    return {line_of(one.claim.place) for one in answered if one.wrong and one.claim.place is not None}


def line_of(place: Place) -> int:
    """The line of the file, as labels count it: of a notebook's cell, that of its JSON.

    Raises DeriveCheckError where the JSON has not a line for each line of a cell, as nbformat writes it.
    """
    cell = re.fullmatch(r"(.*)\[cell (\d+)\]", place.path)
    if cell is None:
        return place.line
    text = Path(cell[1]).read_text(encoding="utf-8")
    sources = [each["source"] for each in json.loads(text)["cells"]][: int(cell[2])]
    before = [row for source in sources[:-1] for row in source] + list(sources[-1][: place.line - 1])
    written = sources[-1][place.line - 1]
    quoted = {json.dumps(written), json.dumps(written, ensure_ascii=False)}
    found = [k for k, row in enumerate(text.split("\n"), 1) if row.strip().rstrip(",") in quoted]
    if len(found) <= before.count(written):
        raise DeriveCheckError(f"{place.path}: line {place.line} has no line of its own in the JSON")
    return found[before.count(written)]
