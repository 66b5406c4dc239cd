"""What is struck out and what is braced, with where it stands."""

from __future__ import annotations

import pytest

from checker.read.marks import Within, braces, strikes
from checker.read.syntax import parse
from checker.written import Node

STRIKES = [
    # A formula; of each strike what is struck, what it is a part of, and what it is struck to.
    (r"\cancel{x}", [("{x}", Within.WHOLE, None)]),
    (r"\cancel{x} + 1", [("{x}", Within.TERM, None)]),
    (r"2 \cdot \cancel{x} + 1", [("{x}", Within.PRODUCT, None)]),
    (r"\frac{\cancel{2}x}{\cancel{2}}", [("{2}", Within.NUMERATOR, None), ("{2}", Within.DENOMINATOR, None)]),
    (r"\frac{\cancel{a}}{\bcancel{a} + b}", [("{a}", Within.NUMERATOR, None), ("{a}", Within.TERM, None)]),
    (r"\cancelto{0}{x} + y", [("{x}", Within.TERM, "{0}")]),
    (r"\left(\cancel{a} + b\right)^2", [("{a}", Within.TERM, None)]),
    (r"a + b", []),
]
BRACES = [
    (r"\underbrace{x + 1}_{g} + \overbrace{y}^h", [("{x + 1}", "{g}"), ("{y}", "h")]),
    (r"\sqrt{\underbrace{\underbrace{x}_a + 1}_b}", [(r"{\underbrace{x}_a + 1}", "b"), ("{x}", "a")]),
    (r"\underbrace{x}", [("{x}", None)]),
]


def text(latex: str, node: Node | None) -> str | None:
    return None if node is None else latex[node.span.start : node.span.end]


@pytest.mark.parametrize(("latex", "expected"), STRIKES)
def test_strikes(latex: str, expected: list[tuple[str, Within, str | None]]) -> None:
    found = strikes(parse(latex).items)
    assert [(text(latex, s.struck), s.within, text(latex, s.to)) for s in found] == expected


@pytest.mark.parametrize(("latex", "expected"), BRACES)
def test_braces(latex: str, expected: list[tuple[str, str | None]]) -> None:
    found = braces(parse(latex).items)
    assert [(text(latex, brace.braced), text(latex, brace.label)) for brace in found] == expected
