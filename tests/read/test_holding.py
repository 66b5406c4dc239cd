"""Which two conditions on one name leave it no value, so that the later takes the place of the earlier."""

from __future__ import annotations

import pytest
import sympy
from sympy.core.basic import Basic

from checker.read.holding import _contradicts

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
]


@pytest.mark.parametrize(("one", "two", "apart"), APART)
def test_conditions_that_leave_no_value(one: Basic, two: Basic, apart: bool) -> None:
    assert _contradicts(one, two) is apart
