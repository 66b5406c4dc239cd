"""Whether an error is an earlier one carried on, or a new one."""

import pytest
from sympy import MatrixSymbol, log, symbols
from sympy.core.basic import Basic

from checker.decide.errors import shares_error
from checker.model import Domain

m, n = symbols("m n", integer=True, positive=True)
x = symbols("x", real=True)
X, t, y_column = MatrixSymbol("X", m, n), MatrixSymbol("theta", n, 1), MatrixSymbol("y", m, 1)
RIGHT = X.T * X * t - X.T * y_column

CASES: dict[str, tuple[tuple[Basic, Basic, Basic, Basic], bool]] = {
    "the same column off by the same": ((RIGHT, RIGHT + X.T * y_column, RIGHT, RIGHT + X.T * y_column), True),
    "twice the same error": ((2 * RIGHT, 2 * RIGHT + 2 * X.T * y_column, RIGHT, RIGHT + X.T * y_column), True),
    "another column": ((RIGHT, RIGHT + t, RIGHT, RIGHT + X.T * y_column), False),
    "two numbers are no evidence": ((x, x + 1, x, x + 1), False),
    "no error to share": ((RIGHT, RIGHT, RIGHT, RIGHT + t), False),
    "a factor lost throughout": (
        (t.T * X.T * X * t / 2, t.T * X.T * X * t, (t.T * RIGHT) / 2, t.T * RIGHT), True,
    ),
    "a sign lost later": ((t.T * X.T * X * t / 2, -t.T * X.T * X * t, (t.T * RIGHT) / 2, t.T * RIGHT), False),
    "nothing can be evaluated": ((log(-1 - x**2), x, log(-1 - x**2), x), False),
}  # fmt: skip  # one case an entry


@pytest.mark.parametrize("name", CASES)
def test_shares_error(name: str) -> None:
    sides, expected = CASES[name]
    assert shares_error(sides, Domain()) is expected
