"""Shapes that do not fit: where, which two meet, and what would make them fit; and shapes that do."""

import pytest
from sympy import (
    Add,
    Basic,
    Determinant,
    Eq,
    HadamardProduct,
    Identity,
    ImmutableMatrix,
    Integer,
    Inverse,
    MatAdd,
    MatMul,
    MatPow,
    MatrixSymbol,
    Ne,
    Sum,
    Symbol,
    Trace,
    Transpose,
    exp,
    log,
    symbols,
)

from checker.decide.matrices.shapes import readable, shape_fault
from checker.objects import Gradient

m, n = symbols("m n", integer=True, positive=True)
i = Symbol("i", integer=True)
c = Symbol("c", real=True)
X = MatrixSymbol("X", m, n)
theta = MatrixSymbol("theta", n, 1)
y = MatrixSymbol("y", m, 1)
A = MatrixSymbol("A", n, n)
wide = MatrixSymbol("V", n, n + 1)
tall = MatrixSymbol("U", 1 + n, 1)
row = ImmutableMatrix([[1, 2, 3]])
pair = ImmutableMatrix([[1], [2]])
residual = MatAdd(MatMul(X, theta), MatMul(-1, y))


def equation(left: Basic, right: Basic) -> Eq:
    return Eq(left, right, evaluate=False)


def unchecked(head: type[Basic], *arguments: Basic) -> Basic:
    """A head over arguments, past the constructor that would refuse explicit sizes."""
    return Basic.__new__(head, *arguments)


FAULTS = {
    "a product": (MatMul(2, X.T, theta), "2Xᵀθ", "Xᵀ is n×m, θ is n×1", ("m = n",)),
    "a product, left of it a fit": (MatMul(theta.T, X.T, theta), "θᵀXᵀθ", "Xᵀ is n×m, θ is n×1", ("m = n",)),
    "a product inside a sum": (
        MatMul(1 / m, MatAdd(MatMul(2, X.T, theta), MatMul(-2, X.T, y))),
        "2Xᵀθ",
        "Xᵀ is n×m, θ is n×1",
        ("m = n",),
    ),
    "a product inside an equation": (
        equation(Gradient(MatMul(theta.T, X.T, X, theta), theta), MatMul(2, X.T, theta)),
        "2Xᵀθ",
        "Xᵀ is n×m, θ is n×1",
        ("m = n",),
    ),
    "a sum": (unchecked(MatAdd, MatMul(X, theta), theta), "Xθ + θ", "Xθ is m×1, θ is n×1", ("m = n",)),
    "a sum with a scalar": (unchecked(Add, theta, Integer(1)), "θ + 1", "θ is n×1, 1 is a scalar", ("n = 1",)),
    "an equation": (equation(X, X.T), "X = Xᵀ", "X is m×n, Xᵀ is n×m", ("m = n",)),
    "a column against a scalar": (equation(theta, Integer(3)), "θ = 3", "θ is n×1, 3 is a scalar", ("n = 1",)),
    "an inequation": (Ne(theta, y, evaluate=False), "θ != y", "θ is n×1, y is m×1", ("m = n",)),
    "an inverse": (Inverse(X), "X⁻¹", "X is m×n, which is not square", ("m = n",)),
    "a power": (MatPow(X, 2), "X**2", "X is m×n, which is not square", ("m = n",)),
    "a trace": (Trace(X), "tr(X)", "X is m×n, which is not square", ("m = n",)),
    "a determinant": (Determinant(X), "det(X)", "X is m×n, which is not square", ("m = n",)),
    "a function": (log(theta, evaluate=False), "log(θ)", "θ is n×1, where a scalar is needed", ("n = 1",)),
    "a gradient of a column": (
        Gradient(MatMul(A, theta), theta),
        "∇_θ(Aθ)",
        "Aθ is n×1, where a scalar is needed",
        ("n = 1",),
    ),
    "explicit sizes": (unchecked(MatMul, row, pair), "[1 2 3][1; 2]", "[1 2 3] is 1×3, [1; 2] is 2×1", ()),
    "sizes that never fit": (unchecked(MatAdd, theta, tall), "θ + U", "θ is n×1, U is (n + 1)×1", ()),
    "entry by entry": (unchecked(HadamardProduct, theta, y), "", "θ is n×1, y is m×1", ("m = n",)),
    "inside a transpose": (Transpose(MatMul(X.T, theta)), "Xᵀθ", "Xᵀ is n×m, θ is n×1", ("m = n",)),
    "a column times a column": (MatMul(theta, theta), "θθ", "θ is n×1, θ is n×1", ("n = 1",)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_misfit_is_told(name: str) -> None:
    node, where, text, fits_if = FAULTS[name]
    fault = shape_fault(node)
    assert fault is not None
    assert text in fault.text
    assert not where or fault.where == where
    assert fault.fits_if == fits_if
    assert len(fault.equations) == len(fault.fits_if)


@pytest.mark.parametrize(
    "node",
    [
        MatMul(X, theta),
        MatMul(2 / m, X.T, residual),
        MatMul(Transpose(residual), residual),
        MatMul(MatMul(y.T, y), X),
        MatMul(X, y.T, y),
        MatMul(y.T, y, theta.T, theta),
        MatMul(X, MatMul(theta.T, theta), theta),
        Add(MatMul(y.T, y), c),
        equation(MatMul(theta.T, theta), Sum(theta[i, 0] ** 2, (i, 0, n - 1))),
        equation(MatMul(y.T, y), Integer(3)),
        equation(Gradient(MatMul(theta.T, A, theta), theta), MatMul(2, A, theta)),
        Inverse(MatMul(X.T, X)),
        MatPow(A, 3),
        Trace(MatMul(X, X.T)),
        exp(MatMul(theta.T, theta)),
        MatMul(wide, tall),
        MatMul(Identity(n), A),
        MatMul(ImmutableMatrix([[1, 2]]), pair),
        c + 1,
    ],
)
def test_what_fits_is_left_alone(node: Basic) -> None:
    assert shape_fault(node) is None


def test_the_equations_are_those_of_the_text() -> None:
    fault = shape_fault(MatMul(2, X.T, theta))
    assert fault is not None
    assert fault.equations == ((m, n),)


def test_where_the_sizes_are_made_equal_it_fits() -> None:
    fault = shape_fault(MatMul(2, X.T, theta))
    assert fault is not None
    assert shape_fault(MatMul(2, X.T, theta).subs(dict(fault.equations))) is None


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (residual, "Xθ − y"),
        (MatMul(2 / m, X.T, residual), "(2/m)Xᵀ(Xθ − y)"),
        (Inverse(MatMul(X.T, X)), "(XᵀX)⁻¹"),
        (Transpose(MatMul(X, theta)), "(Xθ)ᵀ"),
        (MatMul(-1, theta), "−θ"),
        (MatrixSymbol("theta_0", n, 1), "θ_0"),
    ],
)
def test_expressions_are_written_as_by_hand(node: Basic, text: str) -> None:
    assert readable(node) == text
