"""`--fix`: the unique repairs in a copy of the notes, which holds when it is checked again; nothing else is changed."""

import json
from pathlib import Path

import pytest

from checker import cli
from checker.check_notes import check_file
from checker.fixing import Change, changed
from checker.model import DeriveCheckError, Place, Settings, Status

WRONG = "# Notes\r\n\r\nWe expand $(x-2)^2 = x^2 - 4x - 4$, and\r\n\r\n> $$(x+1)(x+3)\r\n> = x^2 + 5x + 3$$\r\n"
MENDED = "# Notes\r\n\r\nWe expand $(x-2)^2 = x^2 - 4x + 4$, and\r\n\r\n> $$(x+1)(x+3)\r\n> = x^2 + 4x + 3$$\r\n"


def statuses(path: Path) -> list[Status]:
    report = check_file(path, Settings(), lambda _: None).report
    return [finding.true.status for each in report.checked for finding in each.findings if finding.true]


def test_a_copy_is_mended_and_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = tmp_path / "notes.md"
    notes.write_bytes(WRONG.encode())
    assert cli.main([str(notes), "--fix"]) == 1
    assert "notes.fixed.md: 2 lines mended" in capsys.readouterr().out
    assert notes.read_bytes() == WRONG.encode()
    copy = tmp_path / "notes.fixed.md"
    assert copy.read_bytes() == MENDED.encode()
    assert set(statuses(copy)) == {Status.PROVED}


def test_in_place_only_where_asked(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_bytes(WRONG.encode())
    cli.main([str(notes), "--fix", "--in-place"])
    assert notes.read_bytes() == MENDED.encode()
    assert not (tmp_path / "notes.fixed.md").exists()


def test_the_side_file_goes_with_the_copy(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("$f'(x) = 3x^3$", encoding="utf-8")
    (tmp_path / "notes.derive.toml").write_text("definitions = { 'f(x)' = 'x^3' }", encoding="utf-8")
    cli.main([str(tmp_path / "notes.md"), "--fix"])
    assert (tmp_path / "notes.fixed.md").read_text(encoding="utf-8") == "$f'(x) = 3x^2$"
    assert statuses(tmp_path / "notes.fixed.md") == [Status.PROVED]


def test_the_cell_of_a_notebook_is_mended(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "code", "metadata": {}, "source": ["x = 1\n"], "outputs": [], "execution_count": None},
        {"cell_type": "markdown", "metadata": {}, "source": ["Näher:\n", "$(x-2)^2 = x^2 - 4x - 4$\n"]},
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "notes.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    cli.main([str(tmp_path / "notes.ipynb"), "--fix"])
    made = json.loads((tmp_path / "notes.fixed.ipynb").read_text(encoding="utf-8"))
    assert made["cells"][1]["source"] == ["Näher:\n", "$(x-2)^2 = x^2 - 4x + 4$\n"]
    assert made["cells"][0] == cells[0]
    assert statuses(tmp_path / "notes.fixed.ipynb") == [Status.PROVED]


def test_nothing_to_mend_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.md").write_text("$(x+1)^2 = x^2 + 2x + 1$", encoding="utf-8")
    assert cli.main([str(tmp_path / "notes.md"), "--fix"]) == 0
    assert "nothing was written" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]


def test_a_copy_that_is_there_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.md").write_bytes(WRONG.encode())
    (tmp_path / "notes.fixed.md").write_text("mine", encoding="utf-8")
    assert cli.main([str(tmp_path / "notes.md"), "--fix"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "notes.fixed.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["sigmoid", "--fix"], "--fix mends files of notes, and 'sigmoid' is none"),
        (["all", "--in-place"], "--in-place goes with --fix"),
        (["read", "notes.md", "--fix"], "--fix mends files of notes, and 'read' is none"),
    ],
)
def test_what_cannot_be_mended(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 2
    assert complaint in capsys.readouterr().err


def test_a_file_that_changed_meanwhile_is_left_alone() -> None:
    with pytest.raises(DeriveCheckError, match=r"n\.md:1:2: found `bc`, expected `xy`"):
        changed("abcd", [Change(Place("n.md", 1, 2, 1, 4), "xy", "z")], "n.md")
