"""Student sheets: every slip in them is refuted, keys belong to their sheets, and the same seed gives the same."""

import json
from functools import cache
from pathlib import Path

import pytest

from checker.arguments import with_kind
from checker.cli import main
from checker.grounds import DerivationSource, NotesSource, Source
from checker.model import DeriveCheckError, Status
from checker.printing import sheet_pages
from checker.report.sheet import Asked, Sheet
from checker.sheets import WRONG, Kind, alike, sheets

NOTES = """# Squares

$$
\\begin{aligned}
(a + b)^2 - (a - b)^2 &= a^2 + 2ab + b^2 - (a^2 - 2ab + b^2) \\\\
&= 2ab + 2ab \\\\
&= 4ab
\\end{aligned}
$$
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> NotesSource:
    path = tmp_path_factory.mktemp("notes") / "squares.md"
    path.write_text(NOTES, encoding="utf-8")
    return NotesSource(path)


@cache
def _made(source: Source, kind: Kind, variants: str = "AB") -> tuple[Sheet, ...]:
    return sheets(source, kind, 5, variants)


def test_every_planted_slip_is_refuted_and_taken_back_by_its_repair(source: NotesSource) -> None:
    for sheet in _made(source, Kind.FIND):
        wrong = [line for line in sheet.lines if line.kind]
        assert wrong
        before = source.before
        changes = {key: line.shown for key, line in zip(before, sheet.lines, strict=True) if line.kind}
        found = source.found(changes)
        refuted = {key for key, f in found.items() if f.true is not None and f.true.status in WRONG}
        assert refuted == set(changes)
        for key, line in zip(before, sheet.lines, strict=True):
            assert line.right == before[key].claim.written
            if line.kind:
                assert line.counterexample is not None
                assert [repair.mended for repair in line.repairs] == [line.right]


def test_each_line_left_blank_is_proved(source: NotesSource) -> None:
    for sheet in _made(source, Kind.BLANK):
        blank = [
            (line, finding)
            for line, finding in zip(sheet.lines, source.before.values(), strict=True)
            if line.asked is Asked.FILL_IN
        ]
        assert blank
        for line, finding in blank:
            assert finding.true is not None
            assert finding.true.status is Status.PROVED
            assert line.right == finding.claim.written
            assert line.shown.endswith("\\ldots")


@pytest.mark.parametrize("kind", Kind)
def test_variants_differ(source: NotesSource, kind: Kind) -> None:
    first, second = _made(source, kind)
    assert first.lines != second.lines


@pytest.mark.parametrize("kind", Kind)
def test_the_same_seed_gives_the_same_sheets(source: NotesSource, kind: Kind) -> None:
    assert sheets(NotesSource(source.path), kind, 5, "AB") == _made(source, kind)


def test_a_sheet_does_not_tell_which_lines_are_wrong(source: NotesSource) -> None:
    [page] = sheet_pages(_made(source, Kind.FIND), False, ".txt")
    lines = [line for line in page.decode().splitlines() if line.lstrip().startswith("points")]
    assert len(set(lines)) == 1


@pytest.mark.parametrize("ending", [".pdf", ".html", ".txt"])
@pytest.mark.parametrize("key", [False, True])
def test_the_same_sheets_give_the_same_bytes(source: NotesSource, ending: str, key: bool) -> None:
    made = _made(source, Kind.FIND)
    assert sheet_pages(made, key, ending) == sheet_pages(made, key, ending)


def test_a_blank_is_not_told_in_html(source: NotesSource) -> None:
    [sheet] = sheets(source, Kind.BLANK, 5, "A")
    [page] = sheet_pages((sheet,), False, ".html")
    assert b"<details" not in page


def test_variants_of_short_notes_differ_as_long_as_they_can_and_those_alike_are_told(source: NotesSource) -> None:
    made = _made(source, Kind.BLANK, "ABCDEFGHI")  # of 3 lines proved: 1, 2 or 3 are blank, 7 sheets
    assert len({sheet.lines for sheet in made}) == 7
    assert [text[:6] for text in alike(made)] == ["H like", "I like"]


def test_notes_without_a_proved_line_give_no_sheet(tmp_path: Path) -> None:
    path = tmp_path / "none.md"
    path.write_text("Only words.\n", encoding="utf-8")
    for kind in Kind:
        with pytest.raises(DeriveCheckError):
            sheets(NotesSource(path), kind, 0, "A")


def test_a_notebook_gives_the_sheets_of_its_cells(source: NotesSource, tmp_path: Path) -> None:
    heading, formula = NOTES.split("\n\n")
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": heading},
        {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": None},
        {"cell_type": "markdown", "metadata": {}, "source": formula.splitlines(keepends=True)},
    ]
    path = tmp_path / "squares.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    [sheet] = sheets(NotesSource(path), Kind.FIND, 5, "A")
    assert any(line.kind for line in sheet.lines)
    assert [line.right for line in sheet.lines] == [line.right for line in _made(source, Kind.FIND)[0].lines]


def test_a_derivation_keeps_its_own_slips_in_the_key() -> None:
    [sheet] = sheets(DerivationSource("sigmoid"), Kind.FIND, 0, "A")
    own = [line for line in sheet.lines if line.kind.startswith("a slip of the notes")]
    assert len(own) == 3


def test_a_wrong_line_that_cannot_be_mended_is_on_the_key_alone(tmp_path: Path) -> None:
    path = tmp_path / "fifth.md"
    false = "$$\\sin^2 x + 1 = \\frac{x^5 + 1}{x^2 + 2} + 7x = 7x + \\frac{x^5 + 1}{x^2 + 2}$$"
    path.write_text(f"$$(a + b)^2 = a^2 + 2ab + b^2$$\n\n{false}\n", encoding="utf-8")
    for kind in Kind:
        [sheet] = sheets(NotesSource(path), kind, 0, "A")
        assert [(line.number, line.asked is Asked.LEFT_OUT) for line in sheet.lines] == [
            ("1", False),
            ("–", True),
            ("–", True),  # it would stand without a left side
        ]
        pages = [sheet_pages((sheet,), key, ".txt")[0].decode() for key in (False, True)]
        assert ["sin" in page for page in pages] == [False, True]
        assert "no repair of it is known" in pages[1]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["print", "--sheet", "sigmoid"], ["print", "--sheet", "blank", "sigmoid"]),
        (["print", "--sheet", "find", "sigmoid"], ["print", "--sheet", "find", "sigmoid"]),
        (["print", "sigmoid", "--sheet"], ["print", "sigmoid", "--sheet"]),
        (["print", "sigmoid", "--sheet", "--key"], ["print", "sigmoid", "--sheet", "--key"]),
    ],
)
def test_a_word_behind_sheet_is_its_kind_only_where_it_is_one(words: list[str], read: list[str]) -> None:
    assert with_kind(words) == read


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--sheet fnd", "no kind or topic `fnd`; did you mean `find`?"),
        ("--sheet fnd sigmoid", "no kind or topic `fnd`; did you mean `find`?"),
        ("--sheet sgmoid", "no kind or topic `sgmoid`; did you mean `sigmoid`?"),
        ("--sheet 0815", "no kind or topic `0815`; kinds are `blank` and `find`"),
        ("sigmoid --key", "--key without --sheet"),
        ("sigmoid --variants A..C", "--variants without --sheet"),
        ("sigmoid --key --variants A..C", "--key and --variants without --sheet"),
        ("sigmoid --sheet --variants A..", "the last letter of the range 'A..' is missing"),
        ("sigmoid --sheet --variants ..C", "the first letter of the range '..C' is missing"),
        ("sigmoid --sheet --variants F..A", "the range 'F..A' runs backwards: did you mean A..F?"),
        ("sigmoid --sheet --variants A..Z9", "the last letter of the range 'A..Z9' is 'Z9'"),
        ("sigmoid --sheet --variants ABA", "a letter stands twice in 'ABA'"),
        ("sigmoid --sheet --variants 3", "letters such as A, ACE or A..F are needed, not '3'"),
        ("--sheet find missing.md", "missing.md: No such file or directory"),
    ],
)
def test_a_call_for_a_sheet_that_cannot_be_is_told(capsys: pytest.CaptureFixture[str], words: str, told: str) -> None:
    assert main(["print", *words.split()]) == 2
    message = capsys.readouterr().err
    assert told in message
    assert message.count("\n") == 1
