"""The spine for a file of notes: read it, then check what it claims, or tell how it was understood."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from checker import tasks
from checker.check import Progress, check_derivations
from checker.decide.sizing import LIMITS
from checker.mending import Reader
from checker.model import NotesRead, NotesReport, Settings
from checker.read.document import document, read_document
from checker.read.ledger import Ledger
from checker.read.pertinent import by_what_is_asked
from checker.read.progress import Line
from checker.read.side_file import side_of
from checker.read.steps import Notes, notes
from checker.read.understanding import as_read
from checker.tasks import Written
from checker.written import Document

EXAMPLE = "example.md"


def check_file(path: Path, settings: Settings, progress: Progress) -> NotesReport:
    """Checks what a file of notes claims. Raises DeriveCheckError where it cannot be opened, or is no text."""
    return _checked(_notes_of(path, settings)[1], path, settings, progress)


def check_changed(text: str, path: Path, settings: Settings, progress: Progress) -> NotesReport:
    """Checks what a file of notes would claim if it said `text`. Raises DeriveCheckError where it is no notes."""
    return _checked(_notes_in(document(text.encode(), str(path)), path, settings), path, settings, progress)


def check_text(text: str, settings: Settings) -> NotesReport:
    """Checks what Markdown claims that stands in no file, so that nothing beside it is settled."""
    found = notes(document(text.encode(), EXAMPLE), Ledger(), partial(tasks.asked, limits=settings.limits))
    return _checked(found, Path(EXAMPLE), settings, lambda _: None)


def read_file(path: Path, settings: Settings) -> NotesRead:
    """How a file of notes is understood. Raises DeriveCheckError where it cannot be opened, or is no text."""
    read, found = _notes_of(path, settings)
    return as_read(read, found, str(path))


def lines_of(text: str, path: Path, settings: Settings) -> tuple[Line, ...]:
    """The lines that notes with `text` claim, each with what reads it again. Raises DeriveCheckError as above."""
    return _notes_in(document(text.encode(), str(path)), path, settings).lines


def _checked(found: Notes, path: Path, settings: Settings, progress: Progress) -> NotesReport:
    """What the claims come to; what the reading asked is not asked again, but where a limit cut the answer short."""
    known = {goal: verdict for goal, verdict in by_what_is_asked(found.answers).items() if verdict.by != LIMITS}
    report = check_derivations(found.derivations, settings, progress, partial(_reader, found), known)
    return NotesReport(str(path), report, found.unread)


def _notes_of(path: Path, settings: Settings) -> tuple[Document, Notes]:
    read = read_document(path)
    return read, _notes_in(read, path, settings)


def _notes_in(read: Document, path: Path, settings: Settings) -> Notes:
    return notes(read, Ledger(), partial(tasks.asked, limits=settings.limits), side_of(read, path))


def _reader(found: Notes, line: Written) -> Reader:
    """What reads a line of notes again, with all that was known where it stands."""
    read = next(each for each in found.lines if each.claim is line.claim)
    return Reader(read.ledger, read.macros, read.rewrites)
