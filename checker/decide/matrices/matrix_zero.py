"""Why a sum of words is zero: by its normal form, by its entries or blocks, or after inverses are cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.decide.matrices.blocks import as_blocks
from checker.decide.matrices.matrix_algebra import Algebra, Budget
from checker.decide.matrices.matrix_form import multiply
from checker.decide.matrices.scalar_form import TooLarge, Undefined
from checker.decide.matrices.words import (
    ONE,
    InverseOf,
    Letter,
    MatrixSum,
    atom_invertibility,
    atoms_of,
    flipped,
    invertibility,
    zero,
)

SEARCH = 40  # sums looked at when multiplying by matrices whose inverses occur; the proofs known need under ten


@dataclass(frozen=True, slots=True)
class Vanishing:
    """Why a sum is zero: the rewritings used, what they need, and what the sum as written needs to have a value."""

    rules: tuple[str, ...]
    conditions: tuple[str, ...]
    presupposes: tuple[str, ...]


def is_zero(matrix: MatrixSum) -> bool:
    """Whether the sum is proved to be zero; False says nothing."""
    return zero_argument(matrix) is not None


def zero_argument(matrix: MatrixSum) -> Vanishing | None:
    """Why the sum is zero wherever it is defined and its conditions hold; None where that is not proved.

    Beyond the normal form it writes sums of explicit sizes by their entries, and multiplies from either side by
    matrices whose inverses occur: where S is invertible, S·D = 0 means D = 0.
    """
    try:
        shown = _shown_zero(matrix)
    except (TooLarge, Undefined):
        return None
    return None if shown is None else Vanishing(shown.rules, shown.conditions, shown.presupposes)


def _shown_zero(matrix: MatrixSum) -> MatrixSum | None:
    if not matrix.terms:
        return matrix
    return _zero_by_entries(matrix) or _zero_by_blocks(matrix) or _multiplied_to_zero(matrix)


def _zero_by_entries(matrix: MatrixSum) -> MatrixSum | None:
    atoms = (size for atom in atoms_of(matrix) for size in (atom.rows, atom.columns))
    if not any(size.is_Integer and size != 1 for size in (matrix.rows, matrix.columns, *atoms)):
        return None
    algebra = Algebra(Budget(steps=5_000))
    written = algebra.finished(algebra.by_entries(matrix), matrix)
    return None if written.terms else written


def _zero_by_blocks(matrix: MatrixSum) -> MatrixSum | None:
    """Zero in each of the blocks that its words tell."""
    algebra = Algebra()
    blocks = as_blocks(algebra, matrix)
    if blocks is None:
        return None
    for block in (each for row in blocks.rows for each in row):
        if block.terms:
            return None
    return algebra.finished(zero(matrix.rows, matrix.columns), matrix)


def _multiplied_to_zero(matrix: MatrixSum) -> MatrixSum | None:
    for product in multiplied(matrix):
        shown = product if not product.terms else _zero_by_blocks(product)
        if shown is not None:
            return shown
    return None


def multiplied(matrix: MatrixSum) -> Iterator[MatrixSum]:
    """The sum after up to three multiplications by matrices whose inverses occur, from the left or the right."""
    seen = {matrix.key}
    layer = [matrix]
    for _ in range(3):
        following: list[MatrixSum] = []
        for current in layer:
            for factor, from_right in _multipliers(current):
                product = multiply(current, factor) if from_right else multiply(factor, current)
                yield product
                if product.key not in seen and len(seen) < SEARCH:
                    seen.add(product.key)
                    following.append(product)
        layer = following


def _multipliers(matrix: MatrixSum) -> list[tuple[MatrixSum, bool]]:
    """Matrices known to be invertible, since their inverses occur, that would cancel at the left or right of a word."""
    inverted_bases = {atom.base.key for atom in atoms_of(matrix) if isinstance(atom, Letter) and atom.inverted}
    found: dict[tuple[str, bool], tuple[MatrixSum, bool]] = {}
    for _, word in matrix.terms:
        for place in (0, -1) if word else ():
            atom = word[place]
            if isinstance(atom, InverseOf):
                content = flipped(atom.content) if atom.transposed else atom.content
                needed = invertibility(atom.content)
            elif isinstance(atom, Letter) and atom.base.key in inverted_bases:
                content = MatrixSum(atom.rows, atom.rows, ((ONE, (atom.inverse(),)),))
                needed = atom_invertibility(atom)
            else:
                continue
            conditions = () if needed is None else (needed,)
            factor = replace(content, rules=("both sides multiplied by an invertible matrix",), conditions=conditions)
            found.setdefault((content.key, place == -1), (factor, place == -1))
    return [found[key] for key in sorted(found)]
