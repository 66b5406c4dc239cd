"""Shows the page of a code: what a kind of finding means, a worked wrong example and the mended one, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import NotesReport
from checker.report import Page
from checker.report.of_notes import notes_text
from checker.report.printout import WIDTH, wrapped

INDENT = "    "


def page_of_code(title: str, meaning: str, examples: tuple[tuple[str, str, NotesReport], ...], page: Page) -> str:
    """Plain text of a page; `examples` are what each is called, its notes, and what is found in them."""
    return "".join(f"{line}\n" for line in _lines(title, meaning, examples, page))


def _lines(title: str, meaning: str, examples: tuple[tuple[str, str, NotesReport], ...], page: Page) -> Iterator[str]:
    yield title
    yield "=" * len(title)
    yield from wrapped(meaning, WIDTH)
    for name, notes, report in examples:
        yield ""
        yield f"{name}:"
        yield ""
        yield from (f"{INDENT}{line}".rstrip() for line in notes.rstrip().splitlines())
        yield ""
        yield from (f"{INDENT}{line}".rstrip() for line in notes_text([report], page).rstrip().splitlines()[1:])
