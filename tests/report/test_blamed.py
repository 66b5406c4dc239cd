"""The part to blame: whole nodes, and whether something is missing beside them."""

from dataclasses import replace

import pytest

from checker.model import Claim, Edit, Place, Repair, Role
from checker.read.syntax import parse
from checker.report.blamed import BEFORE, BEHIND, TO_BLAME, blame_label, blamed_part, blamed_span
from checker.written import Span
from tests.report.sample_report import PROVED, finding


def part_of(written: str, start: int, end: int) -> str:
    claim = Claim("1", written, PROVED, Role.STEP, tree=parse(written))
    part = blamed_part(claim, Span(start, end))
    return "" if part is None else written[part.span.start : part.span.end]


@pytest.mark.parametrize(
    ("written", "caret", "part"),
    [
        ("= -h(x) e^x", ")", "h(x)"),
        ("= 2(a + b) c", ")", "(a + b)"),
        ("= (a + b)^2", "(a + b)^2", "(a + b)^2"),
        ("= \\sigma(g(x))", "))", "\\sigma(g(x))"),
        ("= \\frac{a}{b} + c", "}{b}", "\\frac{a}{b}"),
        ("= x^{2} + 1", "2", "2"),
        ("= ad + bc", "+", "+"),
        ("= \\underbrace{(1+x)^{-1}}_{g}", "^{-1}}_{g}", "\\underbrace{(1+x)^{-1}}_{g}"),
        ("= 2 \\vec{x}^T y", "2 \\vec{x}^T", "2 \\vec{x}^T"),
    ],
)
def test_whole_nodes_are_blamed(written: str, caret: str, part: str) -> None:
    start = written.index(caret)
    assert part_of(written, start, start + len(caret)) == part


@pytest.mark.parametrize(
    ("column", "end", "found"),
    [
        (1, 2, Span(0, 1)),
        (3, 9, Span(2, 8)),
        (2, 3, Span(2, 3)),
        (2, 9, Span(1, 8)),
        (40, 41, None),
        (9, 10, Span(8, 9)),
    ],
)
def test_a_blank_is_the_sign_behind_it(column: int, end: int, found: Span | None) -> None:
    claim = replace(finding("1", "= \\gamma ").claim, place=Place("a.md", 1, 1, 1, 10))
    assert blamed_span(claim, Place("a.md", 1, column, 1, end)) == found


@pytest.mark.parametrize(
    ("edits", "label"),
    [
        ((), TO_BLAME),
        (((4, 5, "x", "y"),), TO_BLAME),
        (((5, 5, "", "^2"),), BEHIND),
        (((4, 4, "", "2"),), BEFORE),
        (((4, 4, "", "("), (5, 5, "", ")")), TO_BLAME),
    ],
)
def test_what_is_missing_is_told_as_missing(edits: tuple[tuple[int, int, str, str], ...], label: str) -> None:
    made = tuple(Edit("a slip", Span(start, end), old, new) for start, end, old, new in edits)
    one = replace(finding("1", "a = b"), repairs=(Repair(made, "a = b^2"),) if made else ())
    assert blame_label(one, Span(4, 5)) == label
