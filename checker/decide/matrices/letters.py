"""What letters of words are made of: properties, unit columns, injections of blocks, and the text of a structure."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from sympy import Add, Basic, Expr, Integer, Lambda, MatrixExpr, Symbol, Tuple, expand, preorder_traversal, srepr
from sympy.concrete.expr_with_limits import ExprWithLimits


class Unsupported(Exception):  # an answer, not an error: callers fall back on it
    """An expression the normal form does not take, such as one with a floating-point number."""


class Property(Enum):
    """What may be declared of a matrix symbol."""

    SYMMETRIC = "symmetric"
    ORTHOGONAL = "orthogonal"
    INVERTIBLE = "invertible"
    FULL_COLUMN_RANK = "of full column rank"
    DIAGONAL = "diagonal"
    POSITIVE_DEFINITE = "positive definite"


class Unit(MatrixExpr):  # type: ignore[misc]  # SymPy ships no types
    """The column e_i of a symbolic size, so that the entry A[i, j] is e_iᵀ·A·e_j."""

    def __new__(cls, size: Expr, index: Expr) -> Unit:
        return Basic.__new__(cls, size, index)  # type: ignore[no-any-return]

    @property
    def shape(self) -> tuple[Expr, Expr]:
        return (self.args[0], Integer(1))


class Injection(MatrixExpr):  # type: ignore[misc]  # SymPy ships no types
    """The columns of I that belong to one of the sizes that its size is cut into."""

    def __new__(cls, sizes: tuple[Expr, ...], place: int) -> Injection:
        return Basic.__new__(cls, Tuple(*sizes), Integer(place))  # type: ignore[no-any-return]

    @property
    def sizes(self) -> tuple[Expr, ...]:
        return tuple(self.args[0])

    @property
    def place(self) -> int:
        return int(self.args[1])

    @property
    def shape(self) -> tuple[Expr, Expr]:
        return (Add(*self.sizes), self.sizes[self.place])


@lru_cache(maxsize=4096)
def structure(node: Basic) -> str:
    """The node's structure as text, names with all that is assumed of them: equal for equal nodes only."""
    return str(srepr(node))


def indices_renamed(node: Basic) -> Basic:
    """The node with each bound name told by its place, so that Σ_i and Σ_j over one range are one."""
    bound: dict[Basic, None] = {}
    for part in preorder_traversal(node):
        if isinstance(part, ExprWithLimits):
            bound.update(dict.fromkeys(limit[0] for limit in part.limits))
        elif isinstance(part, Lambda):
            bound.update(dict.fromkeys(part.bound_symbols))
    free = node.free_symbols
    renaming = {name: Symbol(f"index {place}") for place, name in enumerate(bound) if name not in free}
    return node.xreplace(renaming) if renaming else node


def size_of(size: Expr | None) -> Expr:
    """A size multiplied out. Raises Unsupported for None: SymPy's length of a diagonal that it does not know."""
    if size is None:
        raise Unsupported("the diagonal of what may not be square")
    return size if isinstance(size, Symbol | Integer) else expand(size)
