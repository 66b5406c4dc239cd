"""Written mathematics: a row of `align` without the marks of its cells."""

import pytest

from checker.written import unaligned


@pytest.mark.parametrize(
    ("row", "bare"),
    [
        ("f(x) &= x", "f(x)  = x"),
        ("a & = b \\& c", "a   = b \\& c"),
        ("&= \\begin{pmatrix} a & b \\end{pmatrix} && x", " = \\begin{pmatrix} a & b \\end{pmatrix}    x"),
        ("a \\\\& b", "a \\\\  b"),
        ("\\end{x} & y", "\\end{x} & y"),
        ("", ""),
    ],
)
def test_marks_of_cells_become_blanks_and_those_of_matrices_stay(row: str, bare: str) -> None:
    assert unaligned(row) == bare
    assert len(bare) == len(row)
