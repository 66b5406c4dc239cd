"""Which two conditions leave their names no value, so that the later takes the place of the earlier."""

from __future__ import annotations

import pytest
import sympy
from sympy.core.basic import Basic

from checker.decide.dispatch import decide
from checker.read.document import document
from checker.read.holding import excludes
from checker.read.ledger import Ledger
from checker.read.progress import Progress

x = sympy.Symbol("x", real=True)
y = sympy.Symbol("y", real=True)

APART: list[tuple[Basic, Basic, bool]] = [
    (x > 2, x < 1, True),
    (x < 1, x > 2, True),
    (x > 1, x < 1, True),
    (x >= 1, x < 1, True),
    (x >= 1, x <= 1, False),
    (x > 1, x > 2, False),
    (x < 1, x <= -3, False),
    (x > 0, x < 1, False),
    (sympy.Lt(1, x, evaluate=False), sympy.Gt(0, x, evaluate=False), True),
    (x > sympy.pi, x < 3, True),
    (sympy.Eq(x, 3), x > 4, True),
    (sympy.Eq(x, 3), x > 2, False),
    (x > 2, y < 1, False),
    (x > y, x < y, True),
    (x > y, x <= y, True),
    (x > y, x >= y, False),
    (abs(x) < y, x > y, True),
    (sympy.Q.even(x), sympy.Q.odd(x), True),
    (sympy.Q.even(x), x > 2, False),
]


@pytest.mark.parametrize(("one", "two", "apart"), APART)
def test_conditions_that_leave_no_value(one: Basic, two: Basic, apart: bool) -> None:
    progress = Progress(document(b"", "notes.md"), decide, Ledger())
    assert excludes(progress, one, two) is apart
