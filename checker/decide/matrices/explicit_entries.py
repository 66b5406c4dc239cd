"""Matrices whose sizes are numbers, written out: each entry as a scalar expression of entries and names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from math import factorial
from typing import Any

import sympy
from sympy import Add, Basic, Expr, Integer, MatrixBase, MatrixExpr, Mul, Pow, Symbol
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.hadamard import HadamardPower
from sympy.matrices.expressions.kronecker import KroneckerProduct
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.decide.matrices.letters import Property
from checker.decide.matrices.words import Properties

MOST_ROWS = 8
MOST_NODES = 20_000  # of all entries of one matrix, written out
MOST_POWER = 16

Rows = tuple[tuple[Expr, ...], ...]


class NotExplicit(Exception):
    """A matrix whose size is no small number, a head without a rule, or entries that would outgrow their budget."""


@dataclass(frozen=True, slots=True)
class Written:
    """The entries, and a bound on the number of nodes in any one of them."""

    rows: Rows
    nodes: int

    @property
    def size(self) -> int:
        return len(self.rows)


class Explicit:
    """Writes expressions out; keeps the determinants that it divided by. Raises NotExplicit.

    A symmetric matrix has the entries on and above its diagonal, a diagonal one those on it.
    """

    def __init__(self, known: Properties) -> None:
        self.properties = known
        self.divisors: dict[Expr, None] = {}

    def matrix(self, node: Basic) -> Written:
        """A matrix by its entries; a scalar is one of shape 1×1."""
        if not isinstance(node, MatrixExpr | MatrixBase):
            return _sized(((self.scalar(node),),))
        rule = next((rule for kind, rule in RULES.items() if isinstance(node, kind)), None)
        if rule is None:
            raise NotExplicit(f"no rule for {node.func.__name__}")
        return rule(self, node)

    def scalar(self, node: Basic) -> Expr:
        """A scalar with every part of a matrix in it written out."""
        if isinstance(node, MatrixExpr | MatrixBase):
            return _single(self.matrix(node))
        if isinstance(node, sympy.Trace):
            return Add(*(row[k] for k, row in enumerate(_square(self.matrix(node.args[0])).rows)))
        if isinstance(node, sympy.Determinant):
            return _determinant(_square(self.matrix(node.args[0])))
        if isinstance(node, MatrixElement):
            parent, row, column = node.args
            if not (row.is_Integer and column.is_Integer):
                raise NotExplicit("an entry at an index that is no number")
            return self.matrix(parent).rows[int(row)][int(column)]
        if isinstance(node, sympy.Sum | sympy.Product | sympy.Integral | sympy.Derivative | sympy.Subs):
            if node.has(MatrixExpr, MatrixBase):
                raise NotExplicit("a sum or derivative of entries")
            return node
        if not node.has(MatrixExpr, MatrixBase):
            return node
        return node.func(*(self.scalar(part) for part in node.args))

    def known(self, node: MatrixBase) -> Written:
        return _sized(tuple(tuple(self.scalar(entry) for entry in row) for row in node.tolist()))

    def symbol(self, node: sympy.MatrixSymbol) -> Written:
        rows, columns = _shape(node)
        traits = self.properties.get(node, frozenset())

        def entry(row: int, column: int) -> Expr:
            if Property.DIAGONAL in traits and row != column:
                return Integer(0)
            at = sorted((row, column)) if Property.SYMMETRIC in traits else (row, column)
            return Symbol(f"{node.name}[{at[0]}, {at[1]}]", real=True)

        return Written(tuple(tuple(entry(r, c) for c in range(columns)) for r in range(rows)), 1)

    def filled(self, node: MatrixExpr) -> Written:
        rows, columns = _shape(node)
        identity = isinstance(node, sympy.Identity)
        entry = Integer(isinstance(node, sympy.OneMatrix))
        return Written(
            tuple(tuple(Integer(r == c) if identity else entry for c in range(columns)) for r in range(rows)), 1
        )

    def sum_of(self, node: Basic) -> Written:
        parts = [self.matrix(part) for part in node.args]
        return _entrywise(Add, parts, sum(part.nodes for part in parts) + 1)

    def product(self, node: Basic) -> Written:
        parts = [self.matrix(part) for part in node.args]
        scale = Mul(*(_single(part) for part in parts if _is_single(part)))
        wide = [part for part in parts if not _is_single(part)]
        if not wide:
            return _sized(((scale,),))
        whole = reduce(_times, wide)
        weight = sum(part.nodes for part in parts if _is_single(part))
        return _checked(tuple(tuple(scale * entry for entry in row) for row in whole.rows), whole.nodes + weight + 1)

    def transpose(self, node: Basic) -> Written:
        inner = self.matrix(node.args[0])
        return Written(tuple(zip(*inner.rows, strict=True)), inner.nodes)

    def power(self, node: Basic) -> Written:
        base, exponent = self.matrix(node.args[0]), node.args[1]
        if _is_single(base):
            return _sized(((Pow(_single(base), exponent),),))
        if not exponent.is_Integer or abs(exponent) > MOST_POWER:
            raise NotExplicit("a power that is no small integer")
        factor = self._inverse(_square(base)) if exponent < 0 else _square(base)
        if exponent == 0:
            return self.filled(sympy.Identity(base.size))
        return reduce(_times, [factor] * abs(int(exponent)))

    def _inverse(self, content: Written) -> Written:
        """The adjugate over the determinant (Horn and Johnson 2013, §0.8.2)."""
        whole = _determinant(content)
        self.divisors[whole] = None
        size = range(content.size)
        entries = tuple(tuple(Mul((-1) ** (r + c), _minor(content, c, r), Pow(whole, -1)) for c in size) for r in size)
        return _checked(entries, 3 * factorial(content.size) * content.size * content.nodes)

    def hadamard(self, node: Basic) -> Written:
        parts = [self.matrix(part) for part in node.args]
        return _entrywise(Mul, parts, sum(part.nodes for part in parts) + 1)

    def hadamard_power(self, node: Basic) -> Written:
        base = self.matrix(node.args[0])
        return _entrywise(lambda entry: Pow(entry, node.args[1]), [base], base.nodes + 2)

    def applied(self, node: Basic) -> Written:
        function, argument = node.args
        (variable,) = function.variables
        inner = self.matrix(argument)
        weight = sum(1 for _ in sympy.preorder_traversal(function.expr))
        return _entrywise(lambda entry: function.expr.xreplace({variable: entry}), [inner], inner.nodes * weight)

    def diagonal_matrix(self, node: Basic) -> Written:
        inner = self.matrix(node.args[0])
        entries = [entry for row in inner.rows for entry in row]
        size = range(len(entries))
        return Written(tuple(tuple(entries[r] if r == c else Integer(0) for c in size) for r in size), inner.nodes)

    def diagonal_part(self, node: Basic) -> Written:
        inner = _square(self.matrix(node.args[0]))
        rows = enumerate(inner.rows)
        return Written(
            tuple(tuple(e if r == c else Integer(0) for c, e in enumerate(row)) for r, row in rows), inner.nodes
        )

    def diagonal_of(self, node: Basic) -> Written:
        inner = _square(self.matrix(node.args[0]))
        return Written(tuple((row[k],) for k, row in enumerate(inner.rows)), inner.nodes)

    def kronecker(self, node: Basic) -> Written:
        return reduce(_kronecker, (self.matrix(part) for part in node.args))

    def blocks(self, node: Basic) -> Written:
        grid = [[self.matrix(block) for block in row] for row in node.args[0].tolist()]
        rows = tuple(
            tuple(entry for part in parts for entry in part)
            for row in grid
            for parts in zip(*(block.rows for block in row), strict=True)
        )
        return _checked(rows, max(block.nodes for row in grid for block in row))


def _shape(node: MatrixExpr) -> tuple[int, int]:
    if not all(isinstance(size, Integer) and 0 < size <= MOST_ROWS for size in node.shape):
        raise NotExplicit("a size that is no small number")
    rows, columns = node.shape
    return (int(rows), int(columns))


def _sized(rows: Rows) -> Written:
    nodes = max(sum(1 for _ in sympy.preorder_traversal(entry)) for row in rows for entry in row)
    return _checked(rows, nodes)


def _checked(rows: Rows, nodes: int) -> Written:
    if len(rows) > MOST_ROWS**2 or len(rows[0]) > MOST_ROWS**2 or nodes * len(rows) * len(rows[0]) > MOST_NODES:
        raise NotExplicit("entries that are too long")
    return Written(rows, nodes)


def _is_single(written: Written) -> bool:
    return len(written.rows) == 1 and len(written.rows[0]) == 1


def _single(written: Written) -> Expr:
    if not _is_single(written):
        raise NotExplicit("a matrix where a scalar is needed")
    return written.rows[0][0]


def _square(written: Written) -> Written:
    if written.size != len(written.rows[0]):
        raise NotExplicit("a square matrix is needed")
    return written


def _entrywise(function: Callable[..., Expr], parts: list[Written], nodes: int) -> Written:
    if len({(part.size, len(part.rows[0])) for part in parts}) != 1:
        raise NotExplicit("shapes that do not fit")
    _checked(parts[0].rows, nodes)
    rows = zip(*(part.rows for part in parts), strict=True)
    return Written(tuple(tuple(function(*entries) for entries in zip(*row, strict=True)) for row in rows), nodes)


def _times(left: Written, right: Written) -> Written:
    if len(left.rows[0]) != right.size:
        raise NotExplicit("shapes that do not fit")
    nodes = right.size * (left.nodes + right.nodes + 1) + 1
    if nodes * left.size * len(right.rows[0]) > MOST_NODES:
        raise NotExplicit("entries that are too long")
    columns = tuple(zip(*right.rows, strict=True))
    rows = tuple(
        tuple(Add(*(a * b for a, b in zip(row, column, strict=True))) for column in columns) for row in left.rows
    )
    return Written(rows, nodes)


def _kronecker(left: Written, right: Written) -> Written:
    rows = tuple(tuple(a * b for a in one for b in two) for one in left.rows for two in right.rows)
    return _checked(rows, left.nodes + right.nodes + 1)


def _determinant(content: Written) -> Expr:
    if factorial(content.size) * content.size * content.nodes > MOST_NODES:
        raise NotExplicit("a determinant that is too long")
    return _expanded(content.rows)


def _expanded(rows: Rows) -> Expr:
    if len(rows) == 1:
        return rows[0][0]
    if not rows:
        return Integer(1)
    minors = (tuple(row[:k] + row[k + 1 :] for row in rows[1:]) for k in range(len(rows)))
    return Add(*(Mul((-1) ** k, rows[0][k], _expanded(minor)) for k, minor in enumerate(minors)))


def _minor(content: Written, row: int, column: int) -> Expr:
    kept = [entries for r, entries in enumerate(content.rows) if r != row]
    return _expanded(tuple(entries[:column] + entries[column + 1 :] for entries in kept))


RULES: Mapping[type, Callable[[Explicit, Any], Written]] = {
    MatrixBase: Explicit.known,
    sympy.MatrixSymbol: Explicit.symbol,
    sympy.Identity: Explicit.filled,
    sympy.ZeroMatrix: Explicit.filled,
    sympy.OneMatrix: Explicit.filled,
    sympy.MatAdd: Explicit.sum_of,
    sympy.MatMul: Explicit.product,
    sympy.Transpose: Explicit.transpose,
    sympy.MatPow: Explicit.power,
    sympy.HadamardProduct: Explicit.hadamard,
    HadamardPower: Explicit.hadamard_power,
    ElementwiseApplyFunction: Explicit.applied,
    sympy.DiagMatrix: Explicit.diagonal_matrix,
    sympy.DiagonalMatrix: Explicit.diagonal_part,
    sympy.DiagonalOf: Explicit.diagonal_of,
    KroneckerProduct: Explicit.kronecker,
    sympy.BlockMatrix: Explicit.blocks,
}
"""Inverse is a kind of MatPow."""
