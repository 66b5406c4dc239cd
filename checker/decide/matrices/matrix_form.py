"""The normal form of matrix expressions with symbolic shapes: a sum of scalars times words of atoms, exact.

The words are non-commutative monomials (Mora 1994, "An introduction to commutative and noncommutative Gröbner bases");
the rules are those of Magnus and Neudecker 2019, "Matrix Differential Calculus", ch. 1. Each rewriting replaces a thing
by what it equals, so two expressions with one normal form are equal wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count
from typing import Any

from sympy import (
    Add,
    Basic,
    BlockMatrix,
    Determinant,
    Expr,
    Identity,
    Integer,
    Inverse,
    MatAdd,
    MatMul,
    MatPow,
    MatrixBase,
    MatrixExpr,
    MatrixSymbol,
    Mul,
    Number,
    OneMatrix,
    Pow,
    Rational,
    S,
    Sum,
    Symbol,
    Trace,
    Transpose,
    ZeroMatrix,
    exp,
    log,
)
from sympy.core.function import AppliedUndef, Function
from sympy.matrices.expressions.kronecker import KroneckerProduct
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.decide.matrices.blocks import injection
from checker.decide.matrices.dense import Dense, dense_product, unit_column
from checker.decide.matrices.determinants import determinant as determinant_in
from checker.decide.matrices.letters import Property, Unit, Unsupported, indices_renamed, size_of, structure
from checker.decide.matrices.matrix_algebra import Algebra, Budget, power_of, size_scalar
from checker.decide.matrices.scalar_form import Scalar, TooLarge, Undefined, constant, variable
from checker.decide.matrices.shapes import ShapeFault, named, readable, same_size, shape_fault
from checker.decide.matrices.words import (
    ONE,
    Applied,
    Base,
    Letter,
    MatrixSum,
    Properties,
    Terms,
    Word,
    bare,
    identity,
    of_scalar,
    opaque,
    traits_text,
    transposed_word,
    union,
    zero,
)

__all__ = ["IllShaped", "MatrixSum", "TooLarge", "Undefined", "Unsupported", "normal_form"]


class IllShaped(Exception):  # a verdict on what is written
    """An expression whose shapes do not fit has no normal form."""

    def __init__(self, fault: ShapeFault) -> None:
        super().__init__(fault.text)
        self.fault = fault


def normal_form(
    expression: Basic,
    properties: Properties | None = None,
    known: Mapping[Basic, MatrixSum] | None = None,
    budget: Budget | None = None,
) -> MatrixSum:
    """The normal form of a matrix or scalar expression over the reals.

    `known` gives the normal forms of subexpressions found elsewhere, such as gradients left standing.
    Raises IllShaped, Undefined, TooLarge (before building) and Unsupported.
    """
    fault = shape_fault(expression)
    if fault is not None:
        raise IllShaped(fault)
    algebra = Algebra(budget or Budget())
    try:
        return algebra.finished(_Reader(algebra, properties or {}, known or {}).read(expression))
    except RecursionError:
        raise TooLarge("an expression nested too deeply") from None


def subtract(left: MatrixSum, right: MatrixSum) -> MatrixSum:
    """left − right. Raises ValueError where shapes differ."""
    return add(left, scaled(right, constant(-1)))


def add(left: MatrixSum, right: MatrixSum) -> MatrixSum:
    """left + right. Raises ValueError where shapes differ."""
    algebra = Algebra()
    return algebra.finished(algebra.add(left, right), left, right)


def multiply(*factors: MatrixSum) -> MatrixSum:
    """The product from left to right; a 1×1 factor is a scalar. Raises ValueError where shapes do not fit."""
    algebra = Algebra()
    product = factors[0]
    for factor in factors[1:]:
        product = algebra.multiply(product, factor)
    return algebra.finished(product, *factors)


def scaled(matrix: MatrixSum, factor: Scalar) -> MatrixSum:
    """factor · matrix."""
    algebra = Algebra()
    return algebra.finished(algebra.scale(matrix, factor), matrix)


def transpose(matrix: MatrixSum) -> MatrixSum:
    """The transpose."""
    algebra = Algebra()
    return algebra.finished(algebra.transpose(matrix), matrix)


def inverted(matrix: MatrixSum) -> MatrixSum:
    """The inverse. Raises Undefined for 0 and for an explicit singular matrix, ValueError where not square."""
    algebra = Algebra()
    return algebra.finished(algebra.inverse(matrix), matrix)


def trace(matrix: MatrixSum) -> MatrixSum:
    """The trace, 1×1. Raises ValueError where the matrix is not square."""
    algebra = Algebra()
    return algebra.finished(of_scalar(algebra.trace(matrix)), matrix)


def determinant(matrix: MatrixSum) -> MatrixSum:
    """The determinant, 1×1. Raises ValueError where the matrix is not square."""
    algebra = Algebra()
    return algebra.finished(of_scalar(determinant_in(algebra, matrix)), matrix)


def of_word(rows: Expr, columns: Expr, word: Word) -> MatrixSum:
    """The normal form of a product of atoms; the shape is needed for the empty one."""
    algebra = Algebra()
    return algebra.finished(algebra.collected(rows, columns, [(ONE, word)]))


def of_letter(letter: Letter) -> MatrixSum:
    return MatrixSum(letter.rows, letter.columns, ((ONE, (letter,)),))


def noted(matrix: MatrixSum, *rules: str) -> MatrixSum:
    """The matrix with further rules said to be used."""
    return replace(matrix, rules=union((matrix.rules, rules)))


def with_notes(matrix: MatrixSum, source: MatrixSum) -> MatrixSum:
    """The matrix with what came with the source noted too."""
    return Algebra().finished(matrix, source, matrix)


@dataclass(frozen=True, slots=True)
class _Bound:
    """One binding of a summation index; every expansion of a sum gets a number of its own."""

    number: int
    size: Expr


@dataclass(frozen=True, slots=True)
class _Entry:
    """The entry of a word at a row and a column: a bound index, or None where the size is 1."""

    row: _Bound | None
    word: Word
    column: _Bound | None
    rows: Expr
    columns: Expr

    def turned(self) -> _Entry:
        """The same entry, read off the transpose."""
        return _Entry(self.column, transposed_word(self.word), self.row, self.columns, self.rows)


@dataclass(frozen=True, slots=True)
class _Summand:
    """A scalar times entries, summed over the bound indices."""

    scalar: Scalar
    entries: tuple[_Entry, ...]
    bound: tuple[_Bound, ...]


class _NotByEntries(Exception):  # a way out of the walk
    """A sum that is not one of products of entries over their full ranges."""


class _Reader:
    """Reads SymPy expressions whose shapes are known to fit."""

    def __init__(self, algebra: Algebra, properties: Properties, known: Mapping[Basic, MatrixSum]) -> None:
        self.algebra = algebra
        self.properties = properties
        self.known = known
        self.numbers: Iterator[int] = count()

    def read(self, node: Basic) -> MatrixSum:
        if node in self.known:
            self.algebra.absorb(self.known[node])
            return bare(self.known[node])
        reader = _READERS.get(type(node)) or next(
            (read for kind, read in _READERS.items() if isinstance(node, kind)), None
        )
        if reader is not None:
            return reader(self, node)
        if isinstance(node, MatrixExpr):
            return self._letter(node, structure(indices_renamed(node)), readable(node))
        if isinstance(node, Expr):
            return of_scalar(variable(opaque(node)))
        raise Unsupported(f"{readable(node)} is neither a matrix nor a number")

    def scalar(self, node: Basic) -> Scalar:
        return self.read(node).scalar()

    def _letter(self, node: MatrixExpr, key: str, name: str) -> MatrixSum:
        traits = self.properties.get(node, frozenset())
        rows, columns = (size_of(size) for size in node.shape)
        if traits - {Property.FULL_COLUMN_RANK} and not same_size(rows, columns):
            raise Unsupported(f"{name} is declared {traits_text(traits)}, and is not square")
        base = Base(f"{key}:{traits_text(traits)}", name, rows, columns, node, traits)
        return self.algebra.collected(rows, columns, [(ONE, (Letter(base),))])

    def symbol(self, node: MatrixSymbol) -> MatrixSum:
        return self._letter(node, structure(node), named(node.name))

    def rational(self, node: Rational) -> MatrixSum:
        return of_scalar(constant(Fraction(int(node.p), int(node.q))))

    def sum_of(self, node: Basic) -> MatrixSum:
        parts = [self.read(part) for part in node.args]
        first = parts[0]
        return self.algebra.collected(first.rows, first.columns, [term for part in parts for term in part.terms])

    def product(self, node: Basic) -> MatrixSum:
        """Scalars first; then runs of factors that fit, of which those of shape 1×1 are scalars too."""
        scalar = ONE
        runs: list[MatrixSum] = []
        for argument in node.args:
            factor = self.read(argument)
            if factor.is_scalar:
                scalar = scalar * factor.scalar()
            elif runs and same_size(runs[-1].columns, factor.rows):
                runs[-1] = self.algebra.multiply(runs[-1], factor)
            else:
                runs.append(factor)
        result = of_scalar(scalar)
        for run in sorted(runs, key=lambda run: not run.is_scalar):
            result = self.algebra.multiply(result, run)
        return result

    def power(self, node: Basic) -> MatrixSum:
        base, exponent = self.read(node.args[0]), node.args[1]
        if exponent.is_Integer:
            return self.algebra.power(base, int(exponent))
        if not base.is_scalar:
            return (
                self._letter(node, structure(node), readable(node))
                if isinstance(node, MatrixExpr)
                else self.refused(node)
            )
        if exponent.is_Rational:
            self.algebra.need_of_root(base.scalar(), bool(exponent.is_negative))
        return of_scalar(power_of(base.scalar(), self.scalar(exponent)))

    def inverse_of(self, node: Basic) -> MatrixSum:
        return self.algebra.inverse(self.read(node.args[0]))

    def transpose_of(self, node: Basic) -> MatrixSum:
        return self.algebra.transpose(self.read(node.args[0]))

    def trace_of(self, node: Basic) -> MatrixSum:
        return of_scalar(self.algebra.trace(self.read(node.args[0])))

    def determinant_of(self, node: Basic) -> MatrixSum:
        return of_scalar(determinant_in(self.algebra, self.read(node.args[0])))

    def identity_matrix(self, node: Identity) -> MatrixSum:
        return identity(size_of(node.shape[0]))

    def zero_matrix(self, node: ZeroMatrix) -> MatrixSum:
        return zero(*(size_of(size) for size in node.shape))

    def ones(self, node: OneMatrix) -> MatrixSum:
        """1 of shape m×n is 1_m·1_nᵀ, so that one letter a size will do."""
        rows, columns = (self._ones_column(size_of(size)) for size in node.shape)
        return self.algebra.multiply(rows, self.algebra.transpose(columns))

    def _ones_column(self, size: Expr) -> MatrixSum:
        column = OneMatrix(size, 1)
        if size.is_Integer:
            if size > self.algebra.budget.entries:
                raise TooLarge(f"an explicit matrix of {size} entries")
            return self.algebra.collected(size, Integer(1), [(ONE, (Dense(((Fraction(1),),) * int(size)),))])
        return self._letter(column, structure(column), "1")

    def explicit(self, node: MatrixBase) -> MatrixSum:
        rows, columns = (int(size) for size in node.shape)
        if rows * columns > self.algebra.budget.entries:
            raise TooLarge(f"an explicit matrix of {rows}×{columns} entries")
        if not rows or not columns:
            raise Unsupported("an explicit matrix without entries")
        terms: Terms = []
        numbers = [[Fraction(0)] * columns for _ in range(rows)]
        for row in range(rows):
            for column in range(columns):
                value = self.scalar(node[row, column])
                number = value.number()
                if number is not None:
                    numbers[row][column] = number
                else:
                    unit = dense_product(unit_column(rows, row), unit_column(columns, column).transpose())
                    terms.append((value, (unit,)))
        if any(any(row) for row in numbers):
            terms.append((ONE, (Dense(tuple(tuple(row) for row in numbers)),)))
        return self.algebra.collected(Integer(rows), Integer(columns), terms)

    def blocks(self, node: BlockMatrix) -> MatrixSum:
        """Σ E_k·M_kl·E_lᵀ."""
        rows, columns = (tuple(size_of(size) for size in sizes) for sizes in (node.rowblocksizes, node.colblocksizes))
        total = zero(*(size_of(size) for size in node.shape))
        for k, line in enumerate(node.blocks.tolist()):
            for place, block in enumerate(line):
                part = self.read(block)
                if len(rows) > 1:
                    part = self.algebra.multiply(of_letter(injection(rows, k)), part)
                if len(columns) > 1:
                    part = self.algebra.multiply(part, self.algebra.transpose(of_letter(injection(columns, place))))
                total = self.algebra.add(total, part)
        return total

    def kronecker(self, node: KroneckerProduct) -> MatrixSum:
        result = self.read(node.args[-1])
        for part in reversed(node.args[:-1]):
            result = self.algebra.kronecker(self.read(part), result)
        return result

    def element(self, node: MatrixElement) -> MatrixSum:
        """A[i, j] = e_iᵀ·A·e_j."""
        parent, row, column = node.args
        matrix = self.read(parent)
        left = self.algebra.transpose(self._unit(matrix.rows, row))
        return self.algebra.multiply(self.algebra.multiply(left, matrix), self._unit(matrix.columns, column))

    def _unit(self, size: Expr, index: Expr) -> MatrixSum:
        if size == 1:
            return identity(Integer(1))
        if size.is_Integer and index.is_Integer and 0 <= index < size <= self.algebra.budget.entries:
            return MatrixSum(size, Integer(1), ((ONE, (unit_column(int(size), int(index)),)),))
        return self._letter(Unit(size, index), structure(Unit(size, index)), f"e_{index}")

    def function(self, node: Function) -> MatrixSum:
        if not all(isinstance(argument, Expr) for argument in node.args):
            return of_scalar(variable(opaque(node)))
        arguments = tuple(self.scalar(argument) for argument in node.args)
        if isinstance(node, log):
            return of_scalar(self.algebra.logarithm(arguments[0]))
        if isinstance(node, exp) and arguments[0].terms and arguments[0].terms[0][1] < 0:  # e⁻ᵘ is 1/eᵘ
            return of_scalar(variable(Applied("exp", (-arguments[0],), True), -1))
        return of_scalar(variable(Applied(node.func.__name__, arguments, not isinstance(node, AppliedUndef))))

    def refused(self, node: Basic) -> MatrixSum:
        raise Unsupported(f"{readable(node)} is not taken: it is not exact, or not a rational expression in matrices")

    # --- sums over entries ----------------------------------------------------------------------

    def sum_over(self, node: Sum) -> MatrixSum:
        if isinstance(node.function, MatrixExpr) and not isinstance(node.function, MatrixElement):
            raise Unsupported(f"{readable(node)} is a sum of matrices over an index")
        total = constant(0)
        try:
            for summand in self._summands(node, {}):
                total = total + self._contracted(summand)
        except _NotByEntries:
            return of_scalar(variable(opaque(node)))
        self.algebra.note("Σ over the full range of products of entries is a product of matrices")
        return of_scalar(total)

    def _summands(self, node: Basic, bound: Mapping[Symbol, _Bound]) -> list[_Summand]:
        """A sum's body multiplied out into products of entries."""
        if isinstance(node, Sum):
            inner = dict(bound)
            fresh: list[_Bound] = []
            for limit in reversed(node.limits):
                index, size = self._full_range(limit, inner)
                fresh.append(_Bound(next(self.numbers), size))
                inner[index] = fresh[-1]
            return [
                replace(summand, bound=(*summand.bound, *fresh)) for summand in self._summands(node.function, inner)
            ]
        if not any(node.has(index) for index in bound):
            return [_Summand(self.scalar(node), (), ())]
        if isinstance(node, Add):
            return [summand for part in node.args for summand in self._summands(part, bound)]
        if isinstance(node, Mul):
            return self._summand_product([self._summands(part, bound) for part in node.args])
        if isinstance(node, Pow) and node.exp.is_Integer and 0 < node.exp <= self.algebra.budget.word:
            return self._summand_product([self._summands(node.base, bound) for _ in range(int(node.exp))])
        if isinstance(node, MatrixElement):
            return self._entry(node, bound)
        raise _NotByEntries

    def _summand_product(self, factors: list[list[_Summand]]) -> list[_Summand]:
        products = [_Summand(ONE, (), ())]
        for factor in factors:
            if len(products) * len(factor) > self.algebra.budget.terms:
                raise TooLarge(f"a product of {len(products)} by {len(factor)} terms")
            products = [
                _Summand(one.scalar * two.scalar, one.entries + two.entries, one.bound + two.bound)
                for one in products
                for two in factor
            ]
        return products

    def _full_range(self, limit: Basic, bound: Mapping[Symbol, _Bound]) -> tuple[Symbol, Expr]:
        if len(limit) != 3:
            raise _NotByEntries
        index, low, high = limit
        size = size_of(high - low + 1)
        if low != 0 or not size.is_nonnegative or index in bound or any(high.has(outer) for outer in bound):
            raise _NotByEntries
        return index, size

    def _entry(self, node: MatrixElement, bound: Mapping[Symbol, _Bound]) -> list[_Summand]:
        parent, row, column = node.args
        if any(parent.has(index) for index in bound):
            raise _NotByEntries
        matrix = self.read(parent)
        at_row, at_column = (self._place(index, bound) for index in (row, column))
        if matrix.is_scalar:
            if at_row is not None or at_column is not None:
                raise _NotByEntries
            return [_Summand(matrix.scalar(), (), ())]
        for place, size in ((at_row, matrix.rows), (at_column, matrix.columns)):
            if place is not None and not same_size(place.size, size):
                raise _NotByEntries
        if at_row is None:
            matrix = self.algebra.multiply(self.algebra.transpose(self._unit(matrix.rows, row)), matrix)
        if at_column is None:
            matrix = self.algebra.multiply(matrix, self._unit(matrix.columns, column))
        return [
            _Summand(scalar, (_Entry(at_row, word, at_column, matrix.rows, matrix.columns),), ())
            for scalar, word in matrix.terms
        ]

    def _place(self, index: Expr, bound: Mapping[Symbol, _Bound]) -> _Bound | None:
        if index in bound:
            return bound[index]
        if any(index.has(name) for name in bound):
            raise _NotByEntries
        return None

    def _contracted(self, summand: _Summand) -> Scalar:
        """Entries joined at their bound indices: Σ_j A[i,j]·B[j,k] = (AB)[i,k], Σ_i A[i,i] = tr A, Σ_i v[i] = 1ᵀv."""
        scalar = summand.scalar
        entries = list(summand.entries)
        for index in summand.bound:
            ends = [at for at, entry in enumerate(entries) for end in (entry.row, entry.column) if end == index]
            meeting = [entries[at] for at in dict.fromkeys(ends)]
            entries = [entry for at, entry in enumerate(entries) if at not in ends]
            if len(ends) > 2:
                raise _NotByEntries
            if not ends:
                scalar = scalar * size_scalar(index.size)
            elif len(ends) == 1:
                entries.append(self._joined(meeting[0], self._ones_entry(index), index))
            elif len(meeting) == 2:
                entries.append(self._joined(meeting[0], meeting[1], index))
            else:
                loop = meeting[0]
                whole = self.algebra.collected(loop.rows, loop.columns, [(ONE, loop.word)])
                scalar = scalar * self.algebra.trace(whole)
        for entry in entries:
            scalar = scalar * self.algebra.collected(entry.rows, entry.columns, [(ONE, entry.word)]).scalar()
        return scalar

    def _joined(self, one: _Entry, other: _Entry, index: _Bound) -> _Entry:
        left = one if one.column == index else one.turned()
        right = other if other.row == index else other.turned()
        return _Entry(left.row, left.word + right.word, right.column, left.rows, right.columns)

    def _ones_entry(self, index: _Bound) -> _Entry:
        column = self._ones_column(index.size)
        return _Entry(index, column.terms[0][1] if not column.is_scalar else (), None, column.rows, column.columns)


_READERS: dict[type, Callable[[_Reader, Any], MatrixSum]] = {
    Rational: _Reader.rational,
    Number: _Reader.refused,
    type(S.ComplexInfinity): _Reader.refused,
    MatrixSymbol: _Reader.symbol,
    Identity: _Reader.identity_matrix,
    ZeroMatrix: _Reader.zero_matrix,
    OneMatrix: _Reader.ones,
    MatrixBase: _Reader.explicit,
    MatrixElement: _Reader.element,
    BlockMatrix: _Reader.blocks,
    KroneckerProduct: _Reader.kronecker,
    Inverse: _Reader.inverse_of,
    Transpose: _Reader.transpose_of,
    Trace: _Reader.trace_of,
    Determinant: _Reader.determinant_of,
    MatAdd: _Reader.sum_of,
    Add: _Reader.sum_of,
    MatMul: _Reader.product,
    Mul: _Reader.product,
    MatPow: _Reader.power,
    Pow: _Reader.power,
    Sum: _Reader.sum_over,
    Function: _Reader.function,
}
"""How each kind of node is read; a kind that is not listed is read by the first listed kind it is one of."""
