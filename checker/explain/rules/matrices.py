"""Rules of matrices: of numbers by what stands on the left, of equations by the inverse."""

from __future__ import annotations

from sympy import Determinant, Integer, Inverse, MatAdd, MatMul, Trace, Transpose
from sympy.core.basic import Basic
from sympy.matrices.expressions.matpow import MatPow
from sympy.matrices.immutable import ImmutableDenseMatrix
from sympy.matrices.matrixbase import MatrixBase

from checker.explain.rules.algebra import REFUSALS, evaluated

ROW_OPERATION = "a multiple of one row is added to another: the determinant stays"
DIAGONAL, EXPANDED = "triangular: the determinant is the product of the diagonal", "expand the determinant"
TRACE, INVERSE = "the trace is the sum of the diagonal", "a matrix times its inverse is I, entry by entry"
MULTIPLIED, ADDED = "multiply row by column", "add entry by entry"
SCALED, TURNED, ENTRIES = "multiply each entry", "rows become columns", "entry by entry"


def rules_of_matrix_solution(value: Basic) -> tuple[str, ...]:
    """How an equation linear in a vector is solved: by the inverse that its solution holds."""
    inverses = [part for part in value.atoms(Inverse, MatPow) if part.args[1:] in ((), (Integer(-1),))]
    return ("solve the linear equation: multiply by the inverse from the left",) if inverses else ()


def rules_of_entries(left: Basic, right: Basic) -> tuple[str, ...]:
    """What was done to matrices written out; none where nothing of that kind was."""
    try:
        return _told(left, right)
    except REFUSALS:  # SymPy's, of shapes that do not fit
        return ()


def _told(left: Basic, right: Basic) -> tuple[str, ...]:
    if not left.has(ImmutableDenseMatrix) and not right.has(ImmutableDenseMatrix):
        return ()
    before, after = _determinants(left), _determinants(right)
    if before and after:
        return (ROW_OPERATION,) if _is_row_operation(before[0], after[0]) else (EXPANDED,)
    if before:
        return (DIAGONAL,) if before[0].is_upper or before[0].is_lower else (EXPANDED,)
    if after or left.has(Determinant):
        return (EXPANDED,)
    if left.has(Trace):
        return (TRACE,)
    if left.has(Inverse) or any(part.exp == -1 and part.base.is_Matrix for part in left.atoms(MatPow)):
        return (INVERSE,)
    named = [name for head, name in ((MatMul, _product(left)), (MatAdd, ADDED), (Transpose, TURNED)) if left.has(head)]
    return tuple(dict.fromkeys(filter(None, named))) or (ENTRIES,)


def _product(expression: Basic) -> str:
    products = [part for part in expression.atoms(MatMul) if sum(arg.is_Matrix for arg in part.args) > 1]
    return MULTIPLIED if products else SCALED


def _determinants(expression: Basic) -> list[MatrixBase]:
    found = [part.args[0] for part in expression.atoms(Determinant)]
    return [matrix for matrix in found if isinstance(matrix, MatrixBase)]


def _is_row_operation(before: MatrixBase, after: MatrixBase) -> bool:
    """Do they differ in one row, by a multiple of another?"""
    if before.shape != after.shape:
        return False
    changed = [k for k in range(before.rows) if before.row(k) != after.row(k)]
    if len(changed) != 1:
        return False
    step = after.row(changed[0]) - before.row(changed[0])
    others = (before.row(k) for k in range(before.rows) if k != changed[0])
    return any(_is_multiple(step, row) for row in others)


def _is_multiple(step: MatrixBase, row: MatrixBase) -> bool:
    pairs = list(zip(step, row, strict=True))
    return all(evaluated(a * d - b * c) == 0 for a, b in pairs for c, d in pairs) and any(b != 0 for _, b in pairs)
