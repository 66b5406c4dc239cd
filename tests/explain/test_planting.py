"""Slips are planted in the author's LaTeX, of the kinds that people make, and differ from the line."""

import pytest

from checker.explain.planting import Kind, slips
from checker.read.statements import statements
from checker.read.syntax import parse

CASES = [
    (Kind.EXPONENT_LOST, "y = x^2 + 1", "y = x + 1"),
    (Kind.EXPONENT_CHANGED, "y = x^2 + 1", "y = x^3 + 1"),
    (Kind.EXPONENT_SIGN, "y = -h^{-2}", "y = -h^{2}"),
    (Kind.SIGN, "y = a - b", "y = a + b"),
    (Kind.SIGN_LOST, "y = -a", "y = a"),
    (Kind.BRACKET, "y = c - (a - b)", "y = c - a - b"),
    (Kind.FACTOR_LOST, r"y = \frac{1}{m} x^2", "y = x^2"),
    (Kind.FACTOR_ADDED, "y = x^2", "y = 2 x^2"),
    (Kind.INNER, r"y = e^{2x} \cdot x", "y = e^{2x}"),
    (Kind.TERM_LOST, "y = a + b", "y = b"),
    (Kind.TERM_TWICE, "y = a + b", "y = a + b + b"),
    (Kind.TRANSPOSE_LOST, "y = X^T v", "y = X v"),
    (Kind.TRANSPOSE_ADDED, "y = X^T X v", "y = X^T X^T v"),
    (Kind.INDEX, r"y = \sum_{i=1}^n x_i y_i", r"y = \sum_{i=1}^n x_i y_j"),
    (Kind.ORDER, "y = a - b", "y = b - a"),
    (Kind.UPSIDE_DOWN, r"y = \frac{a}{b}", r"y = \frac{b}{a}"),
    (Kind.BOUND, r"y = \sum_{i=1}^n x_i", r"y = \sum_{i=1}^{n-1} x_i"),
    (Kind.FUNCTION, r"y = \sin x", r"y = \cos x"),
    (Kind.NUMBER, "y = 12 x", "y = 13 x"),
    (Kind.DIGITS, "y = 12 x", "y = 21 x"),
    (Kind.LETTER, "y = a b", "y = b b"),
]


def _planted(line: str) -> list[tuple[Kind, str]]:
    items = statements(parse(line, {}))[0].parts[-1].items
    return [(slip.kind, " ".join(slip.text.split())) for slip in slips(line, items)]


@pytest.mark.parametrize(("kind", "line", "wrong"), CASES)
def test_each_kind_is_planted(kind: Kind, line: str, wrong: str) -> None:
    assert (kind, wrong) in _planted(line)


def test_every_kind_has_a_case() -> None:
    assert {kind for kind, _, _ in CASES} == set(Kind)


def test_nothing_is_planted_before_the_relation() -> None:
    assert all(text.startswith("y^2 = ") for _, text in _planted("y^2 = a - b"))
