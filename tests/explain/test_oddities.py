"""What nobody writes is no repair, unless the line has it already."""

import pytest

from checker.explain.edits.anatomy import levels
from checker.explain.edits.edit import Line
from checker.explain.edits.oddities import odder
from checker.explain.edits.pool import pool
from checker.read.statements import statements
from checker.read.syntax import parse


def line(text: str) -> Line:
    part = statements(parse(text))[0].parts[-1]
    return Line(text, part.items, tuple(levels(part.items)))


@pytest.mark.parametrize(
    ("wrong", "mended", "slip", "odd"),
    [
        ("= 2 x^4", r"= 0 \cdot 2 x^4 + x", "term lost", True),
        ("= x^4", "= x^1", "exponent changed", True),
        ("= x^4", r"= x^{\frac{1}{4} 4}", "factor lost", True),
        ("= 2x + y", "= x x + y", "copied wrongly", True),
        ("= x + 2", "= x + 0", "number changed", True),
        ("= 2 + x", "= 2 - 2 + x", "term lost", True),
        (r"= \frac{2x}{y}", r"= \frac{2x}{2}", "copied wrongly", True),
        (r"= \frac{x}{y}", r"= \frac{\frac{x}{2}}{y}", "factor lost", True),
        (r"= 3 \cdot 2 + 5", r"= 3 \cdot 1 + 5", "number changed", False),  # numbers are put in
        (r"= p^0 (1 + p)^3", r"= p^0 (1 - p)^3", "sign changed", False),
        ("= 3 + 2", "= 3 + 0", "number changed", False),
        ("= x^3", "= x^2", "exponent changed", False),
        ("= 1 x + y", "= 1 x - y", "sign changed", False),  # it stands there already
    ],
)
def test_oddities(wrong: str, mended: str, slip: str, odd: bool) -> None:
    written = line(wrong)
    assert odder(line(mended), written, slip, pool(written, [])) is odd
