"""Goals that ask the same are known as one, and no others."""

from __future__ import annotations

import pytest
from sympy import Function, Gt, Symbol

from checker.model import Domain, Equal, Goal
from checker.read.pertinent import pertinent

x, y, a, b = map(Symbol, "xyab")
f = Function("f")
ASKED = Equal(f(x), y)

CASES = {
    "a definition of another name": (((a, b),), ((),), True),
    "a definition of a name in it": (((y, b),), ((),), False),
    "a definition of a function in it": (((f(x), b),), ((),), False),
    "one that a definition rests on": (((y, b), (b, a)), (((y, b),),), False),
    "one that no definition rests on": (((y, b), (x, a), (Symbol("z"), a)), (((y, b), (x, a)),), True),
}


@pytest.mark.parametrize("case", CASES)
def test_definitions_that_do_not_matter_are_left_out(case: str) -> None:
    more, (fewer,), same = CASES[case]
    assert (pertinent(Goal(ASKED, more)) == pertinent(Goal(ASKED, fewer))) is same


def test_conditions_count_once() -> None:
    twice, once = (Goal(ASKED, (), Domain((Gt(x, 0),) * times)) for times in (2, 1))
    assert pertinent(twice) == pertinent(once) != pertinent(Goal(ASKED))
