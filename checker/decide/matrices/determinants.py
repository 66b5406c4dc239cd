"""Determinants of sums of words: of products, of multiples, of blocks, and of a matrix changed by one of low rank.

Magnus and Neudecker 2019, §1.9 and §1.13; Petersen and Pedersen 2012, "The Matrix Cookbook", §3.2 and §9.1.
"""

from __future__ import annotations

from sympy import Expr

from checker.decide.matrices.blocks import Blocks, as_blocks
from checker.decide.matrices.dense import Dense, dense_determinant
from checker.decide.matrices.letters import Property, structure
from checker.decide.matrices.matrix_algebra import Algebra, power_of, size_scalar
from checker.decide.matrices.scalar_form import Root, Scalar, constant, inverse, variable
from checker.decide.matrices.shapes import same_size
from checker.decide.matrices.words import (
    ONE,
    Det,
    InverseOf,
    Kron,
    Letter,
    MatrixSum,
    Word,
    as_dense,
    bare,
    flipped,
    identity,
    invertibility,
    nonzero_condition,
    square_factors,
    transposed_word,
    transposes,
    word_order,
)


def determinant(algebra: Algebra, matrix: MatrixSum) -> Scalar:
    """det(AB) = det A · det B, det(Aᵀ) = det A, det(cA) = cⁿ det A.

    Raises ValueError where it is not square, and for a zero matrix that may have no rows.
    """
    if not same_size(matrix.rows, matrix.columns):
        raise ValueError("the determinant of a matrix that is not square")
    if matrix.is_scalar:
        return matrix.scalar()
    explicit = as_dense(matrix)
    if explicit is not None:
        return constant(dense_determinant(explicit))
    if not matrix.terms:
        if not matrix.rows.is_positive:
            raise ValueError("the determinant of a zero matrix that may have no rows: it is 1 then")
        return constant(0)
    if len(matrix.terms) > 1:
        return _of_sum(algebra, bare(matrix))
    scalar, word = matrix.terms[0]
    result = power_of(scalar, size_scalar(matrix.rows))
    factors = square_factors(matrix.rows, word)
    if len(factors) > 1:
        algebra.note("det(AB) = det(A)·det(B)")
    for factor in factors:
        result = result * _of_factor(algebra, matrix.rows, factor)
    return result


def _of_factor(algebra: Algebra, size: Expr, factor: Word) -> Scalar:
    match factor:
        case (Letter() as letter,):
            plain = Letter(letter.base)
            if Property.ORTHOGONAL in letter.base.traits:
                algebra.note("det(Q)² = 1 for an orthogonal Q")
                return variable(Root(ONE, 2, f"det({plain.base.key})", f"det({plain.text})"))
            if letter != plain:
                algebra.note("det(Aᵀ) = det(A), det(A⁻¹) = 1/det(A)")
            single = variable(Det(MatrixSum(size, size, ((ONE, (plain,)),))))
            return inverse(single) if letter.inverted else single
        case (Dense() as dense,):
            return constant(dense_determinant(dense))
        case (Kron(left, right, (rows, columns), (height, width)),) if rows == columns and height == width:
            algebra.note("det(A⊗B) = det(A)ᵐ·det(B)ⁿ")
            one = determinant(algebra, MatrixSum(rows, rows, ((ONE, left),)))
            other = determinant(algebra, MatrixSum(height, height, ((ONE, right),)))
            return power_of(one, size_scalar(height)) * power_of(other, size_scalar(rows))
        case (InverseOf(content),):
            algebra.note("det(Aᵀ) = det(A), det(A⁻¹) = 1/det(A)")
            return algebra.scalar_inverse(determinant(algebra, content))
        case _:
            return _whole(MatrixSum(size, size, ((ONE, factor),)))


def _whole(content: MatrixSum) -> Scalar:
    return variable(Det(min(content, flipped(content), key=lambda choice: choice.key)))


def _of_sum(algebra: Algebra, content: MatrixSum) -> Scalar:
    blocks = as_blocks(algebra, content)
    found = _of_blocks(algebra, blocks) if blocks is not None else _of_low_rank(algebra, content)
    return _whole(content) if found is None else found


def _of_blocks(algebra: Algebra, blocks: Blocks) -> Scalar | None:
    """det [A B; C D] = det A · det(D − CA⁻¹B) where A is invertible, and where B or C is 0 without that."""
    if [len(row) for row in blocks.rows] != [2, 2]:
        return None
    (a, b), (c, d) = blocks.rows
    if not same_size(a.rows, a.columns):
        return None
    algebra.note("det [A B; C D] = det(A)·det(D − CA⁻¹B)")
    if not b.terms or not c.terms:
        return determinant(algebra, a) * determinant(algebra, d)
    for one, to, back, other in ((a, b, c, d), (d, c, b, a)):
        if len(one.terms) == 1:
            needed = invertibility(one)
            if needed is not None:
                algebra.conditions.setdefault(needed)
            product = algebra.multiply(algebra.multiply(back, algebra.inverse(one)), to)
            complement = algebra.add(other, algebra.scale(product, constant(-1)))
            return determinant(algebra, one) * determinant(algebra, complement)
    return None


def _of_low_rank(algebra: Algebra, content: MatrixSum) -> Scalar | None:
    """det(cA + sPQ) = cⁿ det A · det(I + (s/c)·QA⁻¹P) (Sylvester 1851): the same for each way to cut the product PQ.

    A is I, or one matrix where PQ passes through another size.
    """
    if len(content.terms) != 2:
        return None
    size = content.rows
    terms = sorted(content.terms, key=lambda term: word_order(term[1]))
    (factor, core), (scale, word) = terms
    if len(factor.terms) != 1 or len(core) > 1 or (core and not isinstance(core[0], Letter)):
        return None
    if core and all(same_size(atom.columns, size) for atom in word[:-1]):
        return None
    for needed in (nonzero_condition(factor), invertibility(MatrixSum(size, size, ((ONE, core),))) if core else None):
        if needed is not None:
            algebra.conditions.setdefault(needed)
    algebra.note("det(I + PQ) = det(I + QP)")
    kernel = MatrixSum(size, size, ((ONE, core),))
    front = power_of(factor, size_scalar(size)) * (determinant(algebra, kernel) if core else ONE)
    moved = algebra.multiply(algebra.inverse(kernel), MatrixSum(size, size, ((ONE, word),)))
    if len(moved.terms) != 1:
        return None
    (more, chain) = moved.terms[0]
    ratio = scale * more * inverse(factor)
    return front * _smallest(algebra, ratio, chain)


def _smallest(algebra: Algebra, ratio: Scalar, chain: Word) -> Scalar:
    """det(I + ratio·PQ) at the cut of the chain that stands for all: through the size 1 if there is one."""
    turned = transposed_word(chain)
    turns = [word[k:] + word[:k] for word in (chain, turned) for k in range(len(chain))]

    def order(word: Word) -> tuple[bool, str, int, tuple[int, tuple[str, ...]]]:
        return (word[0].rows != 1, structure(word[0].rows), transposes(word), word_order(word))

    best = min(turns, key=order)
    rows = best[0].rows
    product = algebra.scale(algebra.collected(rows, rows, [(ONE, best)]), ratio)
    if rows == 1:
        return ONE + product.scalar()
    return _whole(bare(algebra.add(identity(rows), product)))
