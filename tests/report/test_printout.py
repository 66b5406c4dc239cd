"""The hand-out: every step, never wider than 80 columns, nothing lost and nothing that a terminal would obey."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from checker.model import Report, Settings, Slip
from checker.report import Page
from checker.report.printout import WIDTH, printout, wrapped
from tests.report.sample_handout import blamed_report
from tests.report.sample_report import EVERY_OUTCOME, PROVED, finding, refuted, report

GOLDEN = Path(__file__).parent / "golden"
PAGE = Page(width=200, colour=True, unicode=True)
LONG_WORDS = " ".join(f"w{number:03}" for number in range(80))


def test_golden() -> None:
    assert printout(EVERY_OUTCOME, PAGE) == (GOLDEN / "every_outcome_printout.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [LONG_WORDS, "q" * 500, "漢" * 200, "x⃗" * 200, "a " + "é" * 300, "e" + "\u0301" * 400, "", " " * 300],
    ids=["words", "one word", "wide", "combining", "accents", "marks only", "empty", "blanks"],
)
@pytest.mark.parametrize("part", ["written", "because", "name", "title", "note", "surprise", "counterexample"])
def test_never_wider_than_80_columns_and_nothing_lost(part: str, text: str) -> None:
    values = {key: text if key == part else "x" for key in ("written", "because", "name", "title", "note", "surprise")}
    one = finding(
        values["name"],
        values["written"],
        refuted(text if part == "counterexample" else "1", "2", ("x", "1")),
        PROVED,
        slip=Slip.HEALED,
        because=values["because"],
        known=values["note"],
        surprise=values["surprise"],
    )
    shown = printout(report(one, title=values["title"]), PAGE)
    for line in shown.split("\n"):
        assert len(line) <= WIDTH
        assert cell_len(line) <= WIDTH
    assert "".join(text.split()) in "".join(shown.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, []),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]),
        ("abcdef gh", 5, ["abcde", "f gh"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("ax⃗b", 2, ["a", "x⃗", "b"]),
        ("  two   blanks ", 20, ["two blanks"]),
    ],
)
def test_wrapped(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("[a,b]", "[a,b]"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x00b\x7f\x9b", "a\\x00b\\x7f\\x9b"),
        ("a\nb\tc", "a b c"),
        ("\U000e0001", "\\U000e0001"),
    ],
)
def test_text_is_shown_not_obeyed(text: str, shown: str) -> None:
    one = finding(text, text, refuted(text, text, (text, text)), slip=Slip.FIRST, because=text, known=text)
    page = printout(report(one, title=text), PAGE)
    assert page.count(shown) >= 6
    assert all(character.isprintable() or character == "\n" for character in page)


@pytest.mark.parametrize(
    ("stands", "sentence"),
    [(True, "The end result stands."), (False, "The end result does not stand."), (None, "The end result is not set")],
)
def test_end_result(stands: bool | None, sentence: str) -> None:
    assert sentence in printout(report(finding("1", "x", PROVED, PROVED), stands=stands), PAGE)


def test_a_plain_step_is_given_its_reason() -> None:
    assert "Because: the power rule" in printout(report(finding("1", "x", because="the power rule")), PAGE)


def test_only_slips_that_occur_are_explained() -> None:
    shown = printout(report(finding("1", "x", PROVED, PROVED, slip=Slip.NOTATION)), PAGE)
    assert "Notation: holds, but" in shown
    assert "Inherited" not in shown


def test_nothing_checked() -> None:
    assert "0 lines: nothing." in printout(Report((), Settings()), PAGE)


def test_blame_repair_and_code() -> None:
    shown = " ".join(printout(blamed_report(), PAGE).split())
    assert "To blame: h(x) (13:23)" in shown
    assert "Repair (as in line 6): exponent lost: h(x) → h(x)^{-2}; the line is then = -g(x)^{-2}" in shown
    assert "Code: D101" in shown
