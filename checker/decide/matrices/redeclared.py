"""A normal form with properties of one matrix put in after a derivative was taken without them."""

from __future__ import annotations

from dataclasses import replace

from sympy import MatrixSymbol

from checker.decide.matrices.letters import Property
from checker.decide.matrices.matrix_form import (
    add,
    determinant,
    inverted,
    multiply,
    normal_form,
    of_word,
    scaled,
    trace,
    transpose,
)
from checker.decide.matrices.scalar_form import Generator, Reciprocal, Root, Scalar, inverse, substituted, variable
from checker.decide.matrices.words import (
    Applied,
    Atom,
    Cycle,
    Det,
    InverseOf,
    Letter,
    MatrixSum,
    Power,
    Word,
    bare,
    identity,
    zero,
)


def redeclared(matrix: MatrixSum, symbol: MatrixSymbol, traits: frozenset[Property]) -> MatrixSum:
    """The matrix with the traits of a symbol known. Raises what `normal_form` does."""
    return _Rewriting(symbol, traits).of_sum(matrix)


class _Rewriting:
    def __init__(self, symbol: MatrixSymbol, traits: frozenset[Property]) -> None:
        self.symbol = symbol
        self.known = {symbol: traits}

    def of_sum(self, matrix: MatrixSum) -> MatrixSum:
        total = zero(matrix.rows, matrix.columns)
        for scalar, word in matrix.terms:
            total = add(total, scaled(self.of_word(word, matrix), self.of_scalar(scalar)))
        return replace(total, rules=matrix.rules, conditions=matrix.conditions, presupposes=matrix.presupposes)

    def of_word(self, word: Word, whole: MatrixSum) -> MatrixSum:
        if not word:
            return identity(whole.rows)
        return multiply(*(self.of_atom(atom) for atom in word)) if len(word) > 1 else self.of_atom(word[0])

    def of_atom(self, atom: Atom) -> MatrixSum:
        match atom:
            case Letter() if atom.base.source == self.symbol:
                plain = normal_form(self.symbol, self.known)
                plain = transpose(plain) if atom.transposed else plain
                return bare(inverted(plain)) if atom.inverted else plain
            case InverseOf(content, transposed):
                turned = bare(inverted(self.of_sum(content)))
                return transpose(turned) if transposed else turned
            case _:
                return of_word(atom.rows, atom.columns, (atom,))

    def of_scalar(self, scalar: Scalar) -> Scalar:
        return substituted(scalar, self._generator)

    def _generator(self, part: Generator) -> Scalar:
        match part:
            case Cycle(word):
                return self._trace(word)
            case Det(content):
                return self._determinant(content)
            case Applied():
                return variable(replace(part, arguments=tuple(map(self.of_scalar, part.arguments))))
            case Power(base, exponent):
                return variable(Power(self.of_scalar(base), self.of_scalar(exponent)))
            case Reciprocal(body):
                return inverse(self.of_scalar(body))
            case Root(body):
                return variable(replace(part, body=self.of_scalar(body)))
            case _:
                return variable(part)

    def _trace(self, word: Word) -> Scalar:
        content = MatrixSum(word[0].rows, word[-1].columns, ())
        return trace(self.of_word(word, content)).scalar()

    def _determinant(self, content: MatrixSum) -> Scalar:
        return determinant(self.of_sum(content)).scalar()
