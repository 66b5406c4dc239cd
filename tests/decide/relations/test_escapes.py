"""Places that are looked for once for several conclusions of one premise: each conclusion is told the same as alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sympy import Eq, Gt, symbols
from sympy.core.basic import Basic

from checker.decide.relations.escapes import Remembered, explore
from checker.decide.relations.relations import NOWHERE, Place
from checker.model import Domain

x, y = symbols("x y", real=True)
SQUARE = Eq(x**2, 4)
ASKED: list[tuple[Basic, bool]] = [
    (Eq(x, 2), True),  # x = −2 escapes
    (Eq(x**4, 16), False),
    (Gt(x, -3), False),
    (Eq(x, -2), True),
]


@pytest.mark.parametrize("order", [1, -1])
def test_conclusions_of_one_premise_in_any_order(order: int) -> None:
    found = {conclusion: explore(SQUARE, conclusion, Domain()) for conclusion, _ in ASKED[::order]}
    for conclusion, escapes in ASKED:
        assert (found[conclusion].escape is not None) is escapes
        assert explore(SQUARE, conclusion, Domain()) == found[conclusion]


def test_a_search_that_was_broken_off_begins_anew() -> None:
    fails = [True]

    def look() -> Iterator[Place]:
        yield Place(NOWHERE)
        if fails:
            raise TimeoutError
        yield Place(NOWHERE, ((x, y),))

    places = Remembered(look)
    with pytest.raises(TimeoutError):
        list(places)
    fails.clear()
    assert list(places) == list(places) == [Place(NOWHERE), Place(NOWHERE, ((x, y),))]
