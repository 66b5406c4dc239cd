"""An oracle for matrix expressions: their values, and their derivatives by dual numbers, at random rational matrices.

It shares no code with the normal form: SymPy trees are walked entry by entry. `value_of_form` evaluates a normal form
word by word, to see that the form is worth what the expression is.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sympy import (
    Add,
    Basic,
    Determinant,
    Expr,
    Identity,
    Inverse,
    MatAdd,
    MatMul,
    MatPow,
    MatrixBase,
    MatrixSymbol,
    Mul,
    OneMatrix,
    Pow,
    Rational,
    Sum,
    Symbol,
    Trace,
    Transpose,
    ZeroMatrix,
    log,
)
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.decide.matrices.dense import Dense
from checker.decide.matrices.letters import Property, Unit
from checker.decide.matrices.scalar_form import Generator, Reciprocal, Scalar
from checker.decide.matrices.words import (
    Applied,
    Atom,
    Cycle,
    Det,
    InverseOf,
    Kron,
    Letter,
    MatrixSum,
    Opaque,
    Power,
    Word,
)


@dataclass(frozen=True)
class Dual:
    """A value with a slope, exact: (a + a'ε)(b + b'ε) = ab + (a'b + ab')ε."""

    value: Fraction
    slope: Fraction = Fraction(0)

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.value + other.value, self.slope + other.slope)

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope)

    def __sub__(self, other: Dual) -> Dual:
        return self + -other

    def __mul__(self, other: Dual) -> Dual:
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def reciprocal(self) -> Dual:
        return Dual(1 / self.value, -self.slope / self.value**2)

    def __bool__(self) -> bool:
        return bool(self.value)


Matrix = tuple[tuple[Dual, ...], ...]
NOUGHT, UNIT = Dual(Fraction(0)), Dual(Fraction(1))


@dataclass(frozen=True)
class World:
    """Sizes, scalars and matrices by name."""

    sizes: Mapping[str, int]
    scalars: Mapping[str, Dual]
    matrices: Mapping[MatrixSymbol, Matrix]


def world(
    seed: int,
    symbols: tuple[MatrixSymbol, ...],
    sizes: Mapping[str, int],
    properties: Mapping[MatrixSymbol, frozenset[Property]] | None = None,
) -> World:
    """Random small rationals; symmetric and orthogonal matrices where the properties say so."""
    rng = random.Random(seed)
    declared = properties or {}
    matrices = {}
    for symbol in symbols:
        rows, columns = (size(part, sizes) for part in symbol.shape)
        traits = declared.get(symbol, frozenset())
        matrix = tuple(
            tuple(Dual(Fraction(rng.randint(-9, 9), rng.randint(1, 3))) for _ in range(columns)) for _ in range(rows)
        )
        if Property.ORTHOGONAL in traits:
            matrix = _reflection(matrix, turned=Property.SYMMETRIC not in traits)
        elif Property.SYMMETRIC in traits:
            matrix = _sum(matrix, _transpose(matrix))
        matrices[symbol] = matrix
    names = ("lambda", "alpha", "c", "k")
    scalars = {name: Dual(Fraction(rng.randint(1, 9), rng.randint(1, 4))) for name in names}
    return World(sizes, scalars, matrices)


def size(part: Expr, sizes: Mapping[str, int]) -> int:
    """A size such as n or 2 as a number."""
    return int(part.subs({symbol: sizes[symbol.name] for symbol in part.free_symbols}))


def _reflection(matrix: Matrix, turned: bool) -> Matrix:
    """I − 2vvᵀ/vᵀv, with its rows moved on by one if it is not to be symmetric (Householder 1958)."""
    column = [row[0] for row in matrix]
    norm = sum((entry * entry for entry in column), NOUGHT) + (NOUGHT if any(column) else UNIT)
    factor = Dual(Fraction(2)) * norm.reciprocal()
    rows = [
        tuple((UNIT if at == place else NOUGHT) - factor * one * two for place, two in enumerate(column))
        for at, one in enumerate(column)
    ]
    return tuple(rows[1:] + rows[:1]) if turned else tuple(rows)


def _sum(one: Matrix, other: Matrix) -> Matrix:
    assert (len(one), len(one[0])) == (len(other), len(other[0]))
    return tuple(tuple(a + b for a, b in zip(left, right, strict=True)) for left, right in zip(one, other, strict=True))


def _product(one: Matrix, other: Matrix) -> Matrix:
    if (len(one), len(one[0])) == (1, 1):
        return _scaled(other, one[0][0])
    if (len(other), len(other[0])) == (1, 1):
        return _scaled(one, other[0][0])
    columns = tuple(zip(*other, strict=True))
    return tuple(
        tuple(sum((a * b for a, b in zip(row, column, strict=True)), NOUGHT) for column in columns) for row in one
    )


def _scaled(matrix: Matrix, factor: Dual) -> Matrix:
    return tuple(tuple(factor * entry for entry in row) for row in matrix)


def _transpose(matrix: Matrix) -> Matrix:
    return tuple(zip(*matrix, strict=True))


def _identity(number: int) -> Matrix:
    return tuple(tuple(UNIT if row == column else NOUGHT for column in range(number)) for row in range(number))


def _determinant(matrix: Matrix) -> Dual:
    """By the first row (Laplace), slow and plain."""
    if not matrix:
        return UNIT
    total = NOUGHT
    for place, entry in enumerate(matrix[0]):
        minor = tuple(row[:place] + row[place + 1 :] for row in matrix[1:])
        term = entry * _determinant(minor)
        total = total - term if place % 2 else total + term
    return total


def _inverse(matrix: Matrix) -> Matrix:
    """By cofactors (Cramer)."""
    number = len(matrix)
    scale = _determinant(matrix).reciprocal()
    rows = []
    for row in range(number):
        line = []
        for column in range(number):
            minor = tuple(other[:row] + other[row + 1 :] for at, other in enumerate(matrix) if at != column)
            cofactor = _determinant(minor)
            line.append(scale * (-cofactor if (row + column) % 2 else cofactor))
        rows.append(tuple(line))
    return tuple(rows)


def _power(base: Matrix, exponent: int) -> Matrix:
    result = _identity(len(base))
    for _ in range(abs(exponent)):
        result = _product(result, base if exponent > 0 else _inverse(base))
    return result


def _of(number: Dual) -> Matrix:
    return ((number,),)


def value(node: Basic, here: World, indices: Mapping[Symbol, int] | None = None) -> Matrix:
    """The value of a SymPy expression; a scalar is 1×1."""
    bound = indices or {}
    match node:
        case Rational():
            return _of(Dual(Fraction(int(node.p), int(node.q))))
        case Symbol():
            if node in bound:
                return _of(Dual(Fraction(bound[node])))
            if node.name in here.sizes:
                return _of(Dual(Fraction(here.sizes[node.name])))
            return _of(here.scalars[node.name])
        case MatrixSymbol():
            return here.matrices[node]
        case Identity():
            return _identity(size(node.shape[0], here.sizes))
        case ZeroMatrix() | OneMatrix():
            rows, columns = (size(part, here.sizes) for part in node.shape)
            return (((UNIT if isinstance(node, OneMatrix) else NOUGHT),) * columns,) * rows
        case MatrixBase():
            return tuple(
                tuple(value(node[row, column], here, bound)[0][0] for column in range(node.shape[1]))
                for row in range(node.shape[0])
            )
        case Add() | MatAdd():
            parts = [value(part, here, bound) for part in node.args]
            total = parts[0]
            for part in parts[1:]:
                total = _sum(total, part)
            return total
        case Mul() | MatMul():
            product = _of(UNIT)
            for part in node.args:
                product = _product(product, value(part, here, bound))
            return product
        case Transpose():
            return _transpose(value(node.arg, here, bound))
        case Inverse():
            return _inverse(value(node.args[0], here, bound))
        case Pow() | MatPow():
            return _power(value(node.args[0], here, bound), int(value(node.args[1], here, bound)[0][0].value))
        case Unit():
            rows, place = (int(value(part, here, bound)[0][0].value) for part in node.args)
            return tuple((UNIT if row == place else NOUGHT,) for row in range(rows))
        case Trace():
            matrix = value(node.args[0], here, bound)
            return _of(sum((row[place] for place, row in enumerate(matrix)), NOUGHT))
        case Determinant():
            return _of(_determinant(value(node.args[0], here, bound)))
        case MatrixElement():
            row, column = (int(value(part, here, bound)[0][0].value) for part in node.args[1:])
            return _of(value(node.args[0], here, bound)[row][column])
        case Sum():
            *inner, (index, low, high) = node.limits
            body = Sum(node.function, *inner) if inner else node.function
            first, last = (int(value(part, here, bound)[0][0].value) for part in (low, high))
            terms = (value(body, here, {**bound, index: at})[0][0] for at in range(first, last + 1))
            return _of(sum(terms, NOUGHT))
        case log():
            inside = value(node.args[0], here, bound)[0][0]
            return _of(Dual(Fraction(0), inside.slope / inside.value))  # only the slope of a logarithm is rational
    raise TypeError(f"no value for {node}")


def value_of_form(form: MatrixSum, here: World) -> Matrix:
    """The value of a normal form."""
    rows, columns = size(form.rows, here.sizes), size(form.columns, here.sizes)
    total: Matrix = ((NOUGHT,) * columns,) * rows
    for scalar, word in form.terms:
        total = _sum(total, _scaled(_word_value(word, rows, here), _scalar_value(scalar, here)))
    return total


def _word_value(word: Word, rows: int, here: World) -> Matrix:
    product = _identity(rows)
    for atom in word:
        matrix = _atom_value(atom, here)
        columns = tuple(zip(*matrix, strict=True))
        product = tuple(
            tuple(sum((a * b for a, b in zip(row, column, strict=True)), NOUGHT) for column in columns)
            for row in product
        )
    return product


def _atom_value(atom: Atom, here: World) -> Matrix:
    match atom:
        case Dense():
            return tuple(tuple(Dual(entry) for entry in row) for row in atom.entries)
        case InverseOf():
            matrix = _inverse(value_of_form(atom.content, here))
            return _transpose(matrix) if atom.transposed else matrix
        case Kron():
            one, other = (
                _word_value(word, size(shape[0], here.sizes), here)
                for word, shape in ((atom.left, atom.left_shape), (atom.right, atom.right_shape))
            )
            return tuple(tuple(a * b for a in left for b in right) for left in one for right in other)
        case Letter():
            matrix = value(atom.base.source, here)
            matrix = _inverse(matrix) if atom.inverted else matrix
            return _transpose(matrix) if atom.transposed else matrix


def _scalar_value(scalar: Scalar, here: World) -> Dual:
    total = NOUGHT
    for monomial, number in scalar.terms:
        product = Dual(number)
        for part, degree in monomial:
            product = product * _power(_of(_generator_value(part, here)), degree)[0][0]
        total = total + product
    return total


def _generator_value(part: Generator, here: World) -> Dual:
    match part:
        case Cycle():
            rows = size(part.word[0].rows, here.sizes)
            matrix = _word_value(part.word, rows, here)
            return sum((row[place] for place, row in enumerate(matrix)), NOUGHT)
        case Det():
            return _determinant(value_of_form(part.content, here))
        case Reciprocal():
            return _scalar_value(part.body, here).reciprocal()
        case Power():
            exponent = _scalar_value(part.exponent, here).value
            return _power(_of(_scalar_value(part.base, here)), int(exponent))[0][0]
        case Opaque():
            return value(part.source, here)[0][0]
        case Applied():
            raise TypeError(f"no rational value for {part.text}")
    raise TypeError(f"no value for {part.text}")


def values(matrix: Matrix) -> tuple[tuple[Fraction, ...], ...]:
    """Values without slopes."""
    return tuple(tuple(entry.value for entry in row) for row in matrix)


def derivative(function: Basic, unknown: MatrixSymbol, here: World) -> tuple[tuple[Fraction, ...], ...]:
    """∂f/∂x entry by entry, each by a slope of 1 in that entry."""
    matrix = here.matrices[unknown]
    slopes = []
    for row in range(len(matrix)):
        line = []
        for column in range(len(matrix[0])):
            moved = tuple(
                tuple(Dual(entry.value, Fraction((at, place) == (row, column))) for place, entry in enumerate(entries))
                for at, entries in enumerate(matrix)
            )
            there = World(here.sizes, here.scalars, {**here.matrices, unknown: moved})
            line.append(value(function, there)[0][0].slope)
        slopes.append(tuple(line))
    return tuple(slopes)
