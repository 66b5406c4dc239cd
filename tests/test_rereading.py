"""A line of notes is judged with its edits made, by all that is read as far as to it."""

from functools import partial
from pathlib import Path

import pytest

from checker import tasks
from checker.model import Edit, Settings
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.side_file import Side
from checker.read.steps import notes
from checker.rereading import NotesReaders
from checker.written import Span

PATH = Path("notes.md")


@pytest.mark.parametrize(
    ("text", "line", "old", "new", "holds"),
    [
        ("$(x+1)^2 = x^2 + 3x + 1$", 1, "3x", "2x", True),
        ("$(x+1)^2 = x^2 + 3x + 1$", 1, "3x", "4x", False),
        ("$(x+1)^2 = x^2 + 3x + 1$", 1, "3x", "(2x", False),  # cannot be read
        ("# A\n\nLet $c = 2$.\n\n$c x + x = 4x$\n\n# B\n\n$1 = 2$\n", 5, "4x", "3x", True),
        # that it holds by an unusual reading is no repair
        (r"$\sum_{i=1}^n (x_i + b) = \sum_{i=1}^n x_i + 2b$", 1, "2b", "b", False),
    ],
)
def test_holds(text: str, line: int, old: str, new: str, holds: bool) -> None:
    limits = Settings().limits
    found = notes(document(text.encode(), str(PATH)), Ledger(), partial(tasks.asked, limits=limits))
    claim = next(each.claim for each in found.lines if each.claim.place and each.claim.place.line == line)
    at = claim.written.index(old)
    readers = NotesReaders(text.encode(), PATH, Side(), limits, found)
    assert readers.holds(claim, [Edit("number changed", Span(at, at + len(old)), old, new)]) is holds
