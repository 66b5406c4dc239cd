"""Vectors of any length that are said to be numbers, and sets by a writer's macros: what that settles, and what not."""

from __future__ import annotations

import pytest

from checker.model import Status
from tests.read.readings import found_true

P, R = Status.PROVED, Status.REFUTED
R_AS_MACRO = "\\newcommand{\\R}{\\mathbb{R}}\n"
MEAN = "Let $x \\in \\mathbb{R}^n$ and $\\mu = \\frac1n\\sum_{i=1}^n x_i$. For $x = (1, 2, 6)^T$ we get "
DETERMINANT = (
    "Let $A \\in \\mathbb{R}^{n \\times n}$ and $c \\in \\mathbb{R}$. Example: "
    "$A = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}$. "
)
SYSTEM = (
    "Let $A \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^n$. Take $x = (1, 2, 0)^T$ and "
    "$$A = \\begin{pmatrix} 1 & 2 & 0 \\\\ 1 & 1 & 1 \\end{pmatrix}.$$ "
)
LINE = "Let $a, b \\in \\R^n$ with $a \\neq 0$. We look for the multiple $p = \\hat x a$. "
EXAMPLE = "\n\n\\paragraph{Example.} Let $a = (1, 2, 2)^T$ and $b = (1, 1, 1)^T$. Then "

SHAPE = (
    "Let $x, m \\in \\mathbb{R}^n$. With a covariance matrix $S \\in \\mathbb{R}^{n \\times n}$ "
    "(symmetric and positive definite), $(x - m)^T S (x - m) = x^T S x "
)

# what is written, and what is found of the lines that are asked, in order
CASES: list[tuple[str, list[Status]]] = [
    (MEAN + "$\\mu = 3$ and $\\|x\\|^2 = 41$.", [P, P]),
    (MEAN + "$\\mu = 4$ and $\\|x\\|^2 = 40$.", [R, R]),
    (MEAN + "$\\mu = 3$. For $x = (1, 3)^T$ we get $\\mu = 2$ and $\\|x\\|^2 = 10$.", [P, P, P]),
    (MEAN + "$\\mu = 3$. For $x = (1, 3)^T$ we get $\\mu = 3$.", [P, R]),
    (DETERMINANT + "Then $\\det A = -2$ and $\\det(3A) = -18$. In general $\\det(cA) = c^n \\det A$.", [P, P, P]),
    (DETERMINANT + "Then $\\det A = 2$.", [R]),
    (MEAN + "$\\mu = 3$.\n\n**Example.** For $x = (1, 3)^T$ we get $\\mu = 2$ and $\\|x\\|^2 = 11$.", [P, P, R]),
    (SYSTEM + "Then $Ax = (5, 3)^T$ and $x^T A^T A x = 34$.", [P, P]),
    (SYSTEM + "Then $Ax = (5, 4)^T$.", [R]),
    (R_AS_MACRO + "Let $x \\in \\R^n$. Then $\\nabla_x x^T x = 2x$ and $\\nabla_x x^T x = x$.", [P, R]),
    (R_AS_MACRO + LINE + "Hence $p = a\\frac{a^Tb}{a^Ta}$." + EXAMPLE + "$p = \\frac59 (1, 2, 2)^T$.", []),
    (R_AS_MACRO + LINE + "Let $\\hat x = 2$. Then $p = 3a$." + EXAMPLE + "$a^Tb = 5$, $a^Ta = 8$.", [R, P, R]),
    (SHAPE + "- 2 m^T S x + m^T S m$.", [P]),
    (SHAPE + "+ 2 m^T S x + m^T S m$.", [R]),
    ("Let $a, g \\in \\mathbb{R}^n$ and $p = a - \\eta g$. Then $p = a - g$.", [R]),
]


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_what_is_asked_is_found(written: str, expected: list[Status]) -> None:
    assert found_true(written, "a.tex") == expected
