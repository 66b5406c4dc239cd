"""Superscripts and primes that tell names from others, and those that are powers and derivatives."""

from __future__ import annotations

import re

import pytest

from checker.read.marked_names import marked
from checker.read.syntax import parse

MARKED = [
    ([r"q^m = \frac{a}{2b}", r"p^m = a - bq^m"], {"p ^{m}", "q ^{m}"}),
    ([r"q^m = 2", r"p^m = 3", "m = 5"], set()),  # m is a name too
    (["z^n = 1", "z = 1"], set()),  # of one name alone it is a power
    ([r"a = g\sin\alpha", r"a' = g(\sin\alpha - \mu)"], {"a'"}),
    ([r"a = 5\,\mathrm{m/s^2}", "a' = 3"], {"a'"}),  # the s of a unit is no variable
    (["b = cx^2", "b' = 2cx"], set()),  # the derivative by x
    (["b = cv", "v = x^2", "b' = 2cx"], set()),
    (["y = 3", "y' = 0"], set()),
    (["a(p) = p^2", "a' = 2p"], set()),
]


@pytest.mark.parametrize(("formulas", "expected"), MARKED)
def test_which_names_are_marked(formulas: list[str], expected: set[str]) -> None:
    patterns = {rule.pattern for rule in marked([parse(one) for one in formulas])}
    assert {_bare(pattern) for pattern in patterns} == {_bare(parse(one)) for one in expected}


def _bare(tree: object) -> str:
    """A tree without its places."""
    return re.sub(r"span=Span\(start=\d+, end=\d+\)", "", repr(tree))
