"""Whether the shapes of a written expression fit, and if not, where they do not and what would make them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sympy import (
    Add,
    Adjoint,
    Basic,
    Derivative,
    Determinant,
    DiagonalOf,
    Expr,
    HadamardProduct,
    Identity,
    Integer,
    Inverse,
    MatAdd,
    MatMul,
    MatPow,
    MatrixBase,
    MatrixExpr,
    MatrixSymbol,
    Min,
    Mul,
    Pow,
    Product,
    Sum,
    Symbol,
    Trace,
    Transpose,
    ZeroMatrix,
    expand,
    sympify,
)
from sympy.core.function import AppliedUndef, Function
from sympy.core.relational import Relational
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.objects import Gradient

Shape = tuple[Expr, Expr]
"""Rows and columns; a scalar has the shape of a 1×1 matrix."""

SCALAR: Shape = (Integer(1), Integer(1))

# fmt: off
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}
# fmt: on


@dataclass(frozen=True, slots=True)
class ShapeFault:
    """The first place where shapes do not fit.

    `where` is the product, sum or equation as readable text; `text` says which shapes meet
    there, such as "Xᵀ is n×m, θ is n×1"; `equations` are what sizes would have to satisfy,
    and `fits_if` the same as text ("m = n"): both empty where no sizes would do.
    """

    where: str
    text: str
    equations: tuple[tuple[Expr, Expr], ...]
    fits_if: tuple[str, ...]


class _DoesNotFit(Exception):  # a way out of the walk
    """Carries a fault out of the walk."""

    def __init__(self, fault: ShapeFault) -> None:
        super().__init__(fault.text)
        self.fault = fault


def shape_fault(expression: Basic) -> ShapeFault | None:
    """The first misfit, innermost first and left to right; None where every shape fits.

    Two sizes fit when their difference expands to 0: m and n never fit unless they are one symbol.
    A 1×1 matrix is a scalar and a scalar a 1×1 matrix, so `(yᵀy)X` fits for every X.
    """
    try:
        _shape(expression)
    except _DoesNotFit as misfit:
        return misfit.fault
    return None


def same_size(one: Expr, other: Expr) -> bool:
    """Whether two sizes are equal for all values of their symbols."""
    if one == other:
        return True
    if one.is_Atom and other.is_Atom:  # two names, or a name and a number
        return False
    return bool(expand(one - other) == 0)


def _same_shape(one: Shape, other: Shape) -> bool:
    return same_size(one[0], other[0]) and same_size(one[1], other[1])


def _shape(node: Basic) -> Shape:  # one return for each kind of node reads as a table
    if not node.args:  # a number or a name: matrices have arguments, their sizes among them
        return SCALAR
    match node:
        case MatrixSymbol() | MatrixBase():
            return _declared(node)
        case Mul() | MatMul():
            return _product_shape(node)
        case Add() | MatAdd() | HadamardProduct():
            return _agreeing(node, node.args)
        case Relational():
            _agreeing(node, node.args)
            return SCALAR
        case Transpose() | Adjoint():
            rows, columns = _shape(node.arg)
            return (columns, rows)
        case Inverse() | MatPow() | Pow():
            _scalar(node, node.args[1])
            return _square(node, node.args[0])
        case Trace() | Determinant():
            _square(node, node.args[0])
            return SCALAR
        case DiagonalOf():
            rows, columns = _shape(node.arg)
            return (rows if same_size(rows, columns) else Min(rows, columns), Integer(1))
        case Gradient():
            _scalar(node, node.args[0])
            return _shape(node.args[1])
        case Sum() | Product() | Derivative():
            return _shape(node.args[0])
        case MatrixElement():
            _shape(node.args[0])
            return SCALAR
        case Function():
            for argument in node.args:
                if isinstance(argument, Expr) and not isinstance(node, AppliedUndef):  # p(x) is a number of any x
                    _scalar(node, argument)
                else:
                    _shape(argument)
            return SCALAR
        case _:
            for argument in node.args:
                _shape(argument)
            return _declared(node) if isinstance(node, MatrixExpr) else SCALAR


def _declared(matrix: Basic) -> Shape:
    rows, columns = matrix.shape
    return (sympify(rows), sympify(columns))


def _product_shape(product: Basic) -> Shape:
    """Factors that fit are read together; such a run that comes to 1×1 is a scalar and may stand anywhere.

    No other reading exists: a group that ends where two factors do not fit can only be a whole run.
    """
    runs: list[list[tuple[Basic, Shape]]] = []
    for factor in product.args:
        shape = _shape(factor)
        if _same_shape(shape, SCALAR):
            continue
        if runs and same_size(runs[-1][-1][1][1], shape[0]):
            runs[-1].append((factor, shape))
        else:
            runs.append([(factor, shape)])
    standing = [run for run in runs if not _same_shape((run[0][1][0], run[-1][1][1]), SCALAR)]
    for left, right in pairwise(standing):
        (one, one_shape), (other, other_shape) = left[-1], right[0]
        if not same_size(one_shape[1], other_shape[0]):
            raise _fault(product, one, other, ((one_shape[1], other_shape[0]),))
    return (standing[0][0][1][0], standing[-1][-1][1][1]) if standing else SCALAR


def _agreeing(whole: Basic, parts: tuple[Basic, ...]) -> Shape:
    first = parts[0]
    first_shape = _shape(first)
    for part in parts[1:]:
        shape = _shape(part)
        if not _same_shape(first_shape, shape):
            raise _fault(whole, first, part, tuple(zip(first_shape, shape, strict=True)))
    return first_shape


def _square(whole: Basic, part: Basic) -> Shape:
    shape = _shape(part)
    if not same_size(*shape):
        raise _lone_fault(whole, f"{_of(part, shape)}, which is not square", (shape,))
    return shape


def _scalar(whole: Basic, part: Basic) -> None:
    shape = _shape(part)
    if not _same_shape(shape, SCALAR):
        misfits = tuple((size, Integer(1)) for size in shape if not same_size(size, Integer(1)))
        raise _lone_fault(whole, f"{_of(part, shape)}, where a scalar is needed", misfits)


def _fault(whole: Basic, one: Basic, other: Basic, sizes: tuple[tuple[Expr, Expr], ...]) -> _DoesNotFit:
    return _lone_fault(whole, f"{_of(one, _shape(one))}, {_of(other, _shape(other))}", sizes)


def _lone_fault(whole: Basic, text: str, sizes: tuple[tuple[Expr, Expr], ...]) -> _DoesNotFit:
    misfits = {_ordered(pair) for pair in sizes if not same_size(*pair)}
    open_sizes = tuple(sorted(misfits, key=lambda pair: (str(pair[0]), str(pair[1]))))
    possible = not any((one - other).is_number for one, other in open_sizes)
    equations = open_sizes if possible else ()
    return _DoesNotFit(
        ShapeFault(
            readable(whole), text, equations, tuple(f"{_size(one)} = {_size(other)}" for one, other in equations)
        )
    )


def _ordered(pair: tuple[Expr, Expr]) -> tuple[Expr, Expr]:
    one, other = sorted(pair, key=lambda size: (bool(size.is_number), str(size)))
    return (one, other)


def _of(node: Basic, shape: Shape) -> str:
    if _same_shape(shape, SCALAR):
        return f"{readable(node)} is a scalar"
    return f"{readable(node)} is {shape_text(shape)}"


def shape_text(shape: Shape) -> str:
    """A shape such as "n×1"."""
    return "×".join(_size(size) for size in shape)


def _size(size: Expr) -> str:
    return str(size) if size.is_Atom else f"({size})"


# --- readable text ------------------------------------------------------------------------------


def named(name: str) -> str:
    """A name as one would write it by hand: "theta" is θ, "theta_0" is θ_0."""
    stem, underscore, rest = name.partition("_")
    return _GREEK.get(stem, stem) + underscore + rest


def readable(node: Basic) -> str:  # one return for each kind of node reads as a table
    """One line of mathematics for people, such as "2Xᵀθ"; not a key: two expressions may share it."""
    match node:
        case Symbol() | MatrixSymbol():
            return named(node.name)
        case Identity():
            return "I"
        case ZeroMatrix():
            return "0"
        case Transpose():
            return f"{_factor(node.arg)}ᵀ"
        case Inverse():
            return f"{_factor(node.arg)}⁻¹"
        case MatrixBase():
            return "[" + "; ".join(" ".join(readable(entry) for entry in line) for line in node.tolist()) + "]"
        case Trace():
            return f"tr({readable(node.args[0])})"
        case Determinant():
            return f"det({readable(node.args[0])})"
        case Gradient():
            return f"∇_{readable(node.args[1])}({readable(node.args[0])})"
        case MatAdd() | Add() if any(isinstance(part, MatMul | MatrixExpr) for part in node.args):
            return _sum_text(node.args)
        case MatMul():
            return _product_text(node.args)
        case Relational():
            relation = "=" if node.rel_op == "==" else node.rel_op
            return f"{readable(node.lhs)} {relation} {readable(node.rhs)}"
        case Function() if not isinstance(node, AppliedUndef):
            return f"{node.func.__name__}({', '.join(readable(part) for part in node.args)})"
        case _:
            return " ".join(str(node).split())


def _product_text(factors: tuple[Basic, ...]) -> str:
    if factors[0] == -1 and len(factors) > 1:
        return "−" + _product_text(factors[1:])
    return "".join(_factor(factor) for factor in factors)


def _sum_text(parts: tuple[Basic, ...]) -> str:
    text = readable(parts[0])
    for part in parts[1:]:
        addend = readable(part)
        text += f" − {addend[1:]}" if addend.startswith("−") else f" + {addend}"
    return text


def _factor(node: Basic) -> str:
    simple = node.is_Atom or isinstance(
        node, MatrixSymbol | MatrixBase | Transpose | Inverse | Trace | Determinant | Function
    )
    return readable(node) if simple and not readable(node).startswith("-") else f"({readable(node)})"
