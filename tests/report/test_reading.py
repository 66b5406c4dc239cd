"""How notes were understood: the whole of a small note, 80 columns, carets in place, users' text escaped."""

from pathlib import Path

import pytest

from checker.model import NotesRead, Place, Unread
from checker.report import Page
from checker.report.reading import reading

PAGE = Page(width=200, colour=True, unicode=True)


@pytest.mark.parametrize(
    ("text", "column", "caret"),
    [("a $x$", 3, 6), ("\x1b[31m $x$", 7, 13), ("é 漢 $x", 5, 9), ("", 1, None)],
)
def test_a_caret_stands_under_the_place(text: str, column: int, caret: int | None) -> None:
    gap = Unread(Place("a.md", 1, column, 1, column + 1), "`$`", "`x`", "a hint", text)
    lines = reading(NotesRead("a.md", (), (gap,), 1), PAGE).split("\n")
    carets = [line.index("^") for line in lines if line.strip() == "^"]
    assert carets == ([] if caret is None else [caret])


@pytest.mark.parametrize("column", [1, 500, 1000])
def test_long_lines_are_cut_around_the_place(column: int) -> None:
    gap = Unread(Place(f"{'p' * 100}.md", 1, column, 1, column), "\u202e" * 50, "x", "h" * 300, "w" * 1000)
    lines = reading(NotesRead("a.md", (), (gap,), 1), PAGE).split("\n")
    assert max(map(len, lines)) <= 80
    assert "\u202e" not in "".join(lines)


def test_golden(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.cli import main  # noqa: PLC0415  # it is the whole program that is asked here

    monkeypatch.chdir(Path(__file__).parent / "golden")
    assert main(["read", "small_note.md"]) == 3
    assert capsys.readouterr().out == Path("small_note_read.txt").read_text(encoding="utf-8")
