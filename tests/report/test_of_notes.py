"""Reports of files of notes: what is shown of a claim and of a place that was not read, and how a run ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.cli import main
from checker.model import NotesReport, Place, Report, Settings, Unread
from checker.report import Page
from checker.report.of_notes import notes_text

PAGE = Page(80, colour=False, unicode=True)
TRUE = "# A\n\n$$(a+b)^2 = a^2 + 2ab + b^2$$\n"
FALSE = "# A\n\n$$(a+b)^2 = a^2 + b^2$$\n"
UNREADABLE = "$$x + x = 2x$$\n\n$$x + \\wr = 1$$\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TRUE, 0),
        (FALSE, 1),
        (UNREADABLE, 3),
        (FALSE + UNREADABLE, 1),
        ("no mathematics\n", 5),
        ("\ufeff" + TRUE.replace("\n", "\r\n"), 0),
    ],
)
def test_exit_codes(tmp_path: Path, text: str, code: int) -> None:
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == code


def test_a_missing_file_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.md")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_files_and_topics_do_not_mix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.md"
    path.write_text(TRUE, encoding="utf-8")
    assert main([str(path), "sigmoid"]) == 2
    assert "sigmoid" in capsys.readouterr().err


def test_a_slip_is_shown_with_its_place_and_a_counterexample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.md"
    path.write_text(FALSE, encoding="utf-8")
    main([str(path)])
    shown = capsys.readouterr().out
    assert "3:3" in shown
    assert "✗ refuted" in shown
    assert "not true: at a = " in shown


def test_json_holds_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.md"
    path.write_text(FALSE + UNREADABLE, encoding="utf-8")
    main(["--format", "json", str(path)])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert [(claim["line"], claim["true"]) for claim in file["claims"]] == [(3, "refuted"), (4, "proved"), (6, None)]
    assert [unread["line"] for unread in file["unread"]] == [6]
    assert file["summary"] == {"lines": 3, "wrong": 1, "undecided": 0, "unread": 1}


def test_the_caret_stands_under_the_place() -> None:
    line = "\t$$x + \u202e\\wr = 1$$"
    unread = Unread(Place("n.md", 7, 9, 7, 10), "`\\wr`", "an operand", "this sign is not read here", line)
    shown = notes_text([NotesReport("n.md", Report((), Settings()), (unread,))], PAGE).splitlines()
    text, caret = shown[2], shown[3]
    assert "\\u202e" in text
    assert text[caret.index("^") :].startswith("\\wr")


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 500 + "?" + "b" * 500
    unread = Unread(Place("n.md", 1, 501, 1, 502), "`?`", "an operand", "", line)
    shown = notes_text([NotesReport("n.md", Report((), Settings()), (unread,))], PAGE).splitlines()
    assert len(shown[2]) < 130
    assert shown[2][shown[3].index("^")] == "?"
