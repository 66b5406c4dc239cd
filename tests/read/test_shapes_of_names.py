"""Shapes of names that nobody declares: found by unification, and what does not fit passed over."""

from __future__ import annotations

import pytest

from checker.read.declarations import Opened, opened
from checker.read.document import document
from checker.read.ledger import Kind, Ledger
from checker.read.syntax import parse
from checker.written import Formula

pytestmark = pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")


def section(text: str) -> Opened:
    """A section of notes, opened as the reader opens it."""
    pieces = document((text + "\n").encode(), "notes.md").pieces
    trees = [parse(piece.latex) for piece in pieces if isinstance(piece, Formula)]
    return opened(Ledger(), pieces, trees, ())


FOUND = [  # formulas, and the shapes of all names that are matrices
    (r"$$x^T A x$$", "A: n×n, x: n×1"),
    (r"$$(X\theta - y)^T (X\theta - y)$$", "X: n×m, theta: m×1, y: n×1"),
    (r"$$\frac{1}{m} (X\theta - y)^T (X\theta - y)$$", "X: m×n, theta: n×1, y: m×1"),
    (r"$$J(w) = \left\|y - Xw\right\|^2$$", "X: n×m, w: m×1, y: n×1"),
    (r"$$(AB)^T = B^T A^T$$", "A: n×m, B: m×d"),
    (r"$$\det(AB) = \det(A)\det(B)$$", "A: n×n, B: n×n"),
    (r"$$\operatorname{tr}(AB) = \operatorname{tr}(BA)$$", "A: n×m, B: m×n"),
    (r"$$\hat{y} = w^T x$$", "w: n×1, x: n×1"),
    (r"$$\mathbf{u} + \mathbf{v} = \mathbf{v} + \mathbf{u}$$", "u: n×1, v: n×1"),
    (r"$$w = (X^TX + \lambda I)^{-1}X^Ty$$", "X: n×m, w: m×1, y: n×1"),
    (r"$$(X^TX + \lambda I)w = X^Ty$$", "X: n×m, w: m×1, y: n×1"),
    (r"$$\nabla_x (b^T x) = b$$", "b: n×1, x: n×1"),
    (r"$$A^T A x = A^T b$$", "A: n×m, b: n×1, x: m×1"),
    (r"$$\nabla_w J = X^T(Xw - y)$$", "X: m×n, w: n×1, y: m×1"),
    (r"$$Q^T Q = I$$", "Q: n×m"),
    (r"$$(A^{-1})^T = (A^T)^{-1}$$", "A: n×n"),
    (r"Let $A$ be an $m \times n$ matrix.$$A^T y = z$$", "A: m×n, y: m×1, z: n×1"),
    (r"Let $x \in \mathbb{R}^d$.$$y = Wx + b,\quad W^T$$", "W: n×d, b: n×1, x: d×1, y: n×1"),
    (r"Let $A$ be symmetric.$$x^T A y = y^T A x$$", "A: n×n, x: n×1, y: n×1"),
    (r"$$Y = X\beta + u, \quad X^T u$$", "X: n×m, Y: n×1, beta: m×1, u: n×1"),
    # --- a formula that does not fit is passed over; the others decide ---
    ("$$x^T A x$$\n\n$$B^T x = x$$\n\n$$\\nabla_x (x^T A x) = 2 A^T B^T$$", "A: n×n, B: n×n, x: n×1"),
    (
        r"Let $X$ be an $m \times n$ matrix and $\theta \in \mathbb{R}^n$.$$\nabla_\theta J = 2 X^T \theta$$",
        "X: m×n, theta: n×1",
    ),
    # --- nothing here is a matrix ---
    (r"$$(a+b)^2 = a^2 + 2ab + b^2$$", ""),
    (r"$$F = m a$$", ""),
    (r"$$A = \pi r^2$$", ""),
    (r"$$T = 300, \quad e^T$$", ""),
    (r"$$P(A) = \frac{1}{2}$$", ""),
    (r"$$f'(x) = 2x$$", ""),
    (r"$$|x|^2 = x^2$$", ""),
    (r"$$V = I R$$", ""),
    (r"$$\lambda \mathbf{v}$$", "v: n×1"),
]


@pytest.mark.parametrize(("written", "expected"), FOUND, ids=[written for written, _ in FOUND])
def test_shapes(written: str, expected: str) -> None:
    meanings = section(written).ledger.meanings.items()
    found = {name: meaning.object.shape for name, meaning in meanings if meaning.kind is Kind.MATRIX}
    assert ", ".join(f"{name}: {rows}×{columns}" for name, (rows, columns) in sorted(found.items())) == expected


def test_what_is_assumed_is_said() -> None:
    remarks = section(r"$$x^T A x$$").remarks
    assert remarks == (
        "x is taken as a column, n×1: it is transposed",
        "A is taken as a matrix, n×n: it is multiplied with a matrix",
    )


def test_what_is_declared_is_not_said_again() -> None:
    assert not section(r"Let $x \in \mathbb{R}^n$ and $A \in \mathbb{R}^{n \times n}$.$$x^T A x$$").remarks


def test_an_extent_is_the_number_that_its_name_is_elsewhere() -> None:
    ledger = section(r"Let $X \in \mathbb{R}^{m \times n}$.$$\frac{1}{m} X^T X$$").ledger
    meaning, matrix = ledger.meaning("m"), ledger.meaning("X")
    assert meaning is not None
    assert matrix is not None
    assert meaning.object == matrix.object.shape[0]
