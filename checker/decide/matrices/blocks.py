"""Block matrices as sums of words: block (k, l) stands between E_k and E_lᵀ; E_kᵀE_l is I for k = l and else 0."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Add, Expr

from checker.decide.matrices.letters import Injection
from checker.decide.matrices.matrix_algebra import Algebra
from checker.decide.matrices.shapes import same_size
from checker.decide.matrices.words import ONE, Atom, Base, Letter, MatrixSum, injection_of


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a matrix, row by row."""

    rows: tuple[tuple[MatrixSum, ...], ...]


Partition = tuple[Expr, ...]


def injection(sizes: Partition, place: int) -> Letter:
    """E_k, of shape (Σ sizes)×sizes[k]."""
    source = Injection(sizes, place)
    key = f"injection {place} of {sizes}"
    return Letter(Base(key, f"E_{place + 1}", Add(*sizes), sizes[place], source, frozenset()))


def partition_of(atom: Atom) -> Partition | None:
    """The sizes that E_k or its transpose cuts a size into."""
    source = injection_of(atom)
    return None if source is None else source.sizes


def partitions(matrix: MatrixSum) -> tuple[Partition | None, Partition | None]:
    """How the rows and the columns are cut, by the first word that says so."""
    rows = next((sizes for _, word in matrix.terms if word and (sizes := partition_of(word[0])) is not None), None)
    columns = next((sizes for _, word in matrix.terms if word and (sizes := partition_of(word[-1])) is not None), None)
    return rows, columns


def as_blocks(algebra: Algebra, matrix: MatrixSum) -> Blocks | None:
    """E_kᵀ·M·E_l for all k and l; None where neither rows nor columns are cut."""
    across, down = partitions(matrix)
    if across is None and down is None:
        return None
    if same_size(matrix.rows, matrix.columns):
        across, down = across or down, down or across
    left = [None] if across is None else [injection(across, k) for k in range(len(across))]
    right = [None] if down is None else [injection(down, k) for k in range(len(down))]
    return Blocks(tuple(tuple(_block(algebra, matrix, one, other) for other in right) for one in left))


def _block(algebra: Algebra, matrix: MatrixSum, left: Letter | None, right: Letter | None) -> MatrixSum:
    found = matrix
    if left is not None:
        found = algebra.multiply(MatrixSum(left.columns, left.rows, ((ONE, (left.transpose(),)),)), found)
    if right is not None:
        found = algebra.multiply(found, MatrixSum(right.rows, right.columns, ((ONE, (right,)),)))
    return found
