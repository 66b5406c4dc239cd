"""Every example of docs/reading.md is read as the page says, or is not read for the reason that the page gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.read.ledger import Ledger
from checker.read.syntax import SyntaxFault
from tests.read.readings import flat, of_vectors, reading

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"


def rows(part: str) -> Iterator[tuple[str, ...]]:
    """The cells of the tables under the headings that match, without their heads."""
    text = PAGE.read_text(encoding="utf-8")
    for section in text.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        if re.fullmatch(part, title):
            table = [line for line in body.splitlines() if line.startswith("|")]
            yield from (cells(line) for line in table[2:])


def cells(line: str) -> tuple[str, ...]:
    """The cells of a row, out of their code marks; `\\|` is a bar."""
    parts = re.split(r"(?<!\\)\|", line.strip("|").replace("\\\\|", "\0"))
    return tuple(part.strip().strip("`").replace("\\|", "|").replace("\0", "\\|") for part in parts)


READ = [
    pytest.param(example, expected, ledger, id=example)
    for part, ledger in (("Vectors.*", of_vectors()), ("(?!Vectors|Two|What).*", Ledger()))
    for _, example, expected in rows(part)
]
TWICE = [pytest.param(*cells, id=cells[0]) for cells in rows("Two.*")]
UNREAD = [pytest.param(example, found, id=example) for example, found, _ in rows("What is not.*")]


@pytest.mark.parametrize(("example", "expected", "ledger"), READ)
def test_what_is_read(example: str, expected: str, ledger: Ledger) -> None:
    assert flat(reading(example, ledger).value) == expected


@pytest.mark.parametrize(("example", "first", "second"), TWICE)
def test_two_readings(example: str, first: str, second: str) -> None:
    found = reading(example)
    assert flat(found.value) == first
    assert second in [flat(other.value) for other in found.others]
    assert all(other.why for other in found.others)


@pytest.mark.parametrize(("example", "found"), UNREAD)
def test_what_is_not_read(example: str, found: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        reading(example)
    assert caught.value.found.strip("`") == found
    assert 0 <= caught.value.offset <= len(example)


def test_the_page_has_its_tables() -> None:
    assert len(READ) > 80
    assert len(TWICE) >= 10
    assert len(UNREAD) > 20
