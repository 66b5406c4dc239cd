"""The tables: all that is to be told of a line, in words, at any width, with nothing cut off or obeyed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from checker.model import Checked, Convergence, Finding, Numeric, Report, Settings, Slip, Verdict
from checker.report import Page, cut_short, finite_differences, visible
from checker.report.terminal import NARROWEST, terminal
from checker.written import Row, Span, Token
from tests.report.sample_report import (
    CONDITIONAL,
    EVERY_OUTCOME,
    ILL_FORMED,
    PROVED,
    SUPPORTED,
    UNDECIDED,
    UNREAD,
    finding,
    numeric,
    refuted,
    report,
)

GOLDEN = Path(__file__).parent / "golden"
PAGE = Page(width=120, colour=False, unicode=True)
STYLING = re.compile(r"\x1b\[[0-9;]*m")


def words(one: Finding, page: Page = PAGE) -> str:
    return " ".join(terminal(report(one), page).split())


@pytest.mark.parametrize("width", [80, 120])
def test_golden(width: int) -> None:
    golden = (GOLDEN / f"every_outcome_{width}.txt").read_text(encoding="utf-8")
    assert terminal(EVERY_OUTCOME, replace(PAGE, width=width)) == golden


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (("0.196611933241", "3.94905624466"), ("0.196611…", "3.949056…")),
        (("1.00000012345", "1.00000023456"), ("1.0000001…", "1.0000002…")),
        (("-0.30116867894", "1/2"), ("-0.301168…", "1/2")),
        (("0.5000001", "2981"), ("0.5000001", "2981")),  # one figure less would be no shorter
        (("x.1234567890123", "[1; 2]"), ("x.1234567890123", "[1; 2]")),
    ],
)
def test_decimals_are_cut_to_what_shows_the_difference(values: tuple[str, str], shown: tuple[str, str]) -> None:
    assert cut_short(*values) == shown


@pytest.mark.parametrize("kind", ["xterm", "dumb"])
def test_colour_repeats_what_the_words_say(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", kind)  # the page alone decides
    coloured = terminal(EVERY_OUTCOME, replace(PAGE, colour=True))
    assert "\x1b[" in coloured
    bare = [line.rstrip() for line in STYLING.sub("", coloured).split("\n")]
    assert bare == terminal(EVERY_OUTCOME, PAGE).split("\n")


@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        (None, "–"),
        (PROVED, "✓ proved"),
        (CONDITIONAL, "✓ if …"),
        (refuted("0", "1"), "✗ refuted"),
        (SUPPORTED, "≈ supported"),
        (UNDECIDED, "? undecided"),
        (ILL_FORMED, "✗ ill-formed"),
        (UNREAD, "? unread"),
    ],
)
def test_verdicts_in_words(verdict: Verdict | None, shown: str) -> None:
    by = verdict.by if verdict else ""
    line = next(row for row in terminal(report(finding("1", "xyz", verdict)), PAGE).split("\n") if "xyz" in row)
    assert line.split("xyz")[1].split() == [*shown.split(), "–", *by.split()]


@pytest.mark.parametrize(
    ("measured", "shown"),
    [
        (None, ""),
        (numeric(Convergence.CONVERGES, 2.0, 3e-12), "order 2.0, 3e-12"),
        (numeric(Convergence.CONVERGES, 1.996, 3.4e-12), "order 2.0, 3e-12"),
        (numeric(Convergence.CONVERGES, None, 2.2e-16), "to rounding, 2e-16"),
        (numeric(Convergence.CONVERGES, None, 0.0), "to rounding, 0"),
        (numeric(Convergence.STAYS_APART, None, 0.2134), "stays at 2.1e-1"),
        (numeric(Convergence.STAYS_APART, 0.1, 2.0), "stays at 2e0"),
        (numeric(Convergence.STAYS_APART, None, float("inf")), "stays at inf"),
        (numeric(Convergence.VACUOUS, None, 1.0), "vacuous"),
    ],
)
def test_finite_differences(measured: Numeric | None, shown: str) -> None:
    assert finite_differences(measured) == shown
    assert shown in words(finding("1", "x", measured=measured))


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (finding("1", "x", None, refuted("1/2", "1/3", ("x", "2"))), "not true at x = 2: left is 1/2, right is 1/3"),
        (finding("1", "x", refuted("0", "1")), "does not follow left is 0, right is 1"),
        (finding("1", "x", None, ILL_FORMED), "ill-formed Xᵀ is n×m, θ is n×1: they fit only if m = n"),
        (finding("1", "x", None, UNDECIDED), "undecided no procedure knows Γ(x)"),
        (finding("1", "x", CONDITIONAL, CONDITIONAL), "if x ≠ 0 if the xᵢ are not all equal"),
        (finding("1", "x", PROVED, PROVED, known="look twice"), "file's note look twice"),
        (finding("1", "x", PROVED, PROVED, surprise="it holds"), "UNEXPECTED it holds"),
        (finding("1", "x", slip=Slip.FIRST, because="lost sign"), "first slip lost sign"),
        (finding("1", "x", slip=Slip.FIRST, because="first slip: lost sign"), " first slip lost sign"),
        (finding("1", "x", slip=Slip.FURTHER, because="lost sign"), "further slip lost sign"),
        (finding("1", "x", slip=Slip.INHERITED, because="as before"), "inherited as before"),
        (finding("1", "x", slip=Slip.HEALED, because="back"), "healed back"),
        (finding("1", "x", slip=Slip.NOTATION, because="apply"), "notation apply"),
        (finding("1", "x", slip=Slip.UNFINISHED, because="ends"), "unfinished ends"),
        (finding("1", "x", None, refuted("0", "1"), because="lost sign"), "because lost sign"),
    ],
)
def test_notes_under_a_line(one: Finding, told: str) -> None:
    assert told in words(one)


def test_a_line_simply_right_has_no_note() -> None:
    shown = words(finding("1", "x", PROVED, PROVED, because="the power rule"))
    assert "the power rule" not in shown
    assert "Every line is as its file expects." in shown


def test_a_reason_is_told_once() -> None:
    both = finding("1", "x", ILL_FORMED, ILL_FORMED, slip=Slip.FIRST, because=ILL_FORMED.because)
    assert words(both).count("they fit only if") == 1


def test_surprises_are_counted_aloud() -> None:
    assert "UNEXPECTED: not as their file expects: 1 of 12 lines." in terminal(EVERY_OUTCOME, PAGE)
    assert "as its file expects" not in terminal(EVERY_OUTCOME, PAGE)


@pytest.mark.parametrize("width", [1, 72, 73, 80, 99, 100, 120, 200])
@pytest.mark.parametrize(
    "text",
    [" ".join(f"w{number:03}" for number in range(60)), "q" * 400, "漢" * 150, "x⃗" * 150],
    ids=["words", "one word", "wide", "combining"],
)
def test_nothing_is_cut_off(width: int, text: str) -> None:
    told = Verdict(SUPPORTED.status, text, SUPPORTED.because)
    in_cells = terminal(report(finding("1", "x", told)), replace(PAGE, width=width))
    in_notes = terminal(report(finding("1", text, because="", known=text)), replace(PAGE, width=width))
    for shown in (in_cells, in_notes):
        assert all(cell_len(line) <= max(width, NARROWEST) for line in shown.split("\n"))
    assert in_cells.count(text[0]) >= text.count(text[0])
    assert in_notes.count(text[0]) >= 2 * text.count(text[0])
    for word in text.split() if " " in text else []:
        assert in_cells.count(word) == 1
        assert in_notes.count(word) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("[/]", "[/]"),
        ("[a,b]", "[a,b]"),
        (":smile:", ":smile:"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x00b\x7f\x9b", "a\\x00b\\x7f\\x9b"),
        ("\udc80", "\\udc80"),
        ("a\nb\tc", "a b c"),
        ("x⃗ᵀθ₀", "x⃗ᵀθ₀"),
    ],
)
def test_text_is_shown_not_obeyed(text: str, shown: str) -> None:
    assert visible(text) == shown
    told = Verdict(UNDECIDED.status, text, text)
    one = finding("1", text, told, refuted(text, "0", (text, "1")), because=text, known=text, surprise=text)
    page = terminal(report(one, name=text, title=text), replace(PAGE, width=160))
    assert page.count(shown) >= 10
    assert all(character.isprintable() or character == "\n" for character in page)


def test_a_formula_is_readable_where_it_was_read_and_the_page_has_unicode() -> None:
    written = r"\theta"
    tree = Row((Token("command", written, Span(0, 6)),), Span(0, 6))
    one = finding("1", written)
    read = replace(one, claim=replace(one.claim, tree=tree))
    assert written not in words(read)
    assert "θ" in words(read)
    assert written in words(read, replace(PAGE, unicode=False))
    assert written in words(one)


@pytest.mark.parametrize(
    ("stands", "told"), [(True, "stands"), (False, "does not stand"), (None, "is not settled")], ids=str
)
def test_end_results(stands: bool | None, told: str) -> None:
    shown = terminal(report(finding("1", "x", PROVED, PROVED), stands=stands), PAGE)
    assert f"The end result {told}." in shown
    assert shown.count(told) == 2


def test_summary_has_a_row_a_derivation_and_one_for_all() -> None:
    checked = tuple(
        Checked(replace(one.derivation, name=name), one.findings, one.stands)
        for one in EVERY_OUTCOME.checked
        for name in ("first", "second")
    )
    shown = terminal(Report(checked, Settings()), PAGE).split("\n")
    rows = [line.split() for line in shown if line.startswith(("first  ", "second  ", "all  ")) and "12" in line]
    assert [row[:4] for row in rows if row[1] == "12"] == [["first", "12", "3", "1"], ["second", "12", "3", "1"]]
    assert ["all", "24", "6", "2", "6", "2", "2", "2", "2"] in [line.split() for line in shown]
