"""The spine for a file of notes: read it, then check what it claims, or tell how it was understood."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from checker import tasks
from checker.check import MakesWorkers, Progress, check_derivations
from checker.decide.sizing import LIMITS
from checker.decide.worker import Workers
from checker.model import NotesRead, NotesReport, Settings
from checker.read.document import content_of, document
from checker.read.ledger import Ledger
from checker.read.pertinent import by_what_is_asked
from checker.read.progress import Line
from checker.read.side_file import Side, side_of
from checker.read.steps import Notes, notes
from checker.read.understanding import as_read
from checker.rereading import NotesReaders
from checker.written import Document

EXAMPLE = "example.md"


def check_file(path: Path, settings: Settings, progress: Progress) -> NotesReport:
    """Checks what a file of notes claims. Raises DeriveCheckError where it cannot be opened, or is no text."""
    return _checked(content_of(path), path, settings, progress)


def check_changed(
    text: str, path: Path, settings: Settings, progress: Progress, workers: MakesWorkers = Workers
) -> NotesReport:
    """Checks what a file of notes would claim if it said `text`. Raises DeriveCheckError where it is no notes."""
    return _checked(text.encode(), path, settings, progress, workers=workers)


def check_text(text: str, settings: Settings) -> NotesReport:
    """Checks what Markdown claims that stands in no file, so that nothing beside it is settled."""
    return _checked(text.encode(), Path(EXAMPLE), settings, lambda _: None, settled=False)


def read_file(path: Path, settings: Settings) -> NotesRead:
    """How a file of notes is understood. Raises DeriveCheckError where it cannot be opened, or is no text."""
    read = document(content_of(path), str(path))
    found = _notes_in(read, side_of(read, path), settings)
    return as_read(read, found, str(path))


def lines_of(text: str, path: Path, settings: Settings) -> tuple[Line, ...]:
    """The lines that notes with `text` claim, each with what reads it again. Raises DeriveCheckError as above."""
    read = document(text.encode(), str(path))
    return _notes_in(read, side_of(read, path), settings).lines


def _checked(
    content: bytes,
    path: Path,
    settings: Settings,
    progress: Progress,
    settled: bool = True,
    workers: MakesWorkers = Workers,
) -> NotesReport:
    """What the claims come to; what the reading asked is not asked again, but where a limit cut the answer short.

    `settled` says that a file beside the notes, or what stands before them, may settle more.
    """
    read = document(content, str(path))
    side = side_of(read, path) if settled else Side()
    found = _notes_in(read, side, settings)
    known = {goal: verdict for goal, verdict in by_what_is_asked(found.answers).items() if verdict.by != LIMITS}
    readers = NotesReaders(content, path, side, settings.limits, found)
    report = check_derivations(found.derivations, settings, progress, readers, known, workers)
    return NotesReport(str(path), report, found.unread)


def _notes_in(read: Document, side: Side, settings: Settings) -> Notes:
    return notes(read, Ledger(), partial(tasks.asked, limits=settings.limits), side)
