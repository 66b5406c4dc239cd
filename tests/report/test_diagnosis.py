"""A caret under the author's LaTeX: at its column, in its row, around it where the page is narrow, and escaped."""

import pytest

from checker.model import Claim, Edit, Finding, Place, Repair, Role
from checker.report.diagnosis import diagnosis
from checker.written import Span


def finding(written: str, caret: tuple[int, int, int], repairs: tuple[Repair, ...] = ()) -> Finding:
    line, column, end = caret
    claim = Claim("1", written, 0, Role.STEP, place=Place("a/n.md", 5, 10, 5, 10 + len(written)))
    return Finding(claim, None, None, None, None, "", None, None, "", Place("a/n.md", line, column, line, end), repairs)


LOST = Repair((Edit("exponent lost", Span(2, 3), "x", "x^2"),), "= x^2 + 1", "as in line 3")


def shown(one: Finding, width: int = 60) -> list[tuple[str, str]]:
    return [(row.mark, row.text) for row in diagnosis(one, width)]


def test_a_repair_is_a_diff() -> None:
    assert shown(finding("= x + 1", (5, 12, 13), (LOST,))) == [
        ("-", "= x + 1"),
        ("", "  ^ exponent lost (n.md:5:12)"),
        ("+", "= x^2 + 1   as in line 3"),
    ]


def test_without_a_repair_only_the_place_is_told() -> None:
    assert shown(finding("= x + 1", (5, 12, 17))) == [("", "= x + 1"), ("", "  ^^^^^ n.md:5:12")]


def test_the_row_in_which_the_caret_stands() -> None:
    assert shown(finding("= x\n  + yz", (6, 5, 7))) == [("", "  + yz"), ("", "    ^^ n.md:6:5")]


def test_a_narrow_page_shows_what_is_around_the_caret() -> None:
    rows = shown(finding("= " + "a + " * 40 + "x" + " + b" * 40, (5, 172, 173)), 30)
    assert all(len(text) <= 30 for _, text in rows)
    line, caret = rows[0][1], next(text for _, text in rows if "^" in text)
    assert line[caret.index("^")] == "x"
    assert line[0] == line[-1] == "…"


@pytest.mark.parametrize("sign", ["\x1b", "\u202e"])
def test_what_is_not_to_be_seen_is_escaped(sign: str) -> None:
    rows = shown(finding(f"= {sign} + y", (5, 16, 17)))
    assert all(sign not in text for _, text in rows)
    assert rows[0][1][rows[1][1].index("^")] == "y"
