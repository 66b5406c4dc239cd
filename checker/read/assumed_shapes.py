"""Questions whose shapes do not fit, where nobody declared them: what is false of square matrices too is false."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sympy import MatrixSymbol, Symbol
from sympy.core.basic import Basic

from checker.model import Equal, Unequal
from checker.read.ledger import Kind, Ledger
from checker.read.nodes import nodes_of

SIDE = Symbol("n", integer=True, positive=True)  # of all that is taken as square; no other extent is left beside it


def assumed(parts: tuple[Basic, ...], ledger: Ledger) -> tuple[str, ...]:
    """The matrices and vectors in a question whose shapes were taken from their use, by name."""
    guessed = {name for name, known in ledger.meanings.items() if known.kind is Kind.MATRIX and known.assumed}
    if not guessed:
        return ()
    names = {symbol.name for part in parts for symbol in nodes_of(part, MatrixSymbol)}
    return tuple(sorted(names & guessed - ledger.bound.keys()))


def squared(
    question: Equal | Unequal, definitions: tuple[tuple[Basic, Basic], ...]
) -> tuple[Equal | Unequal, tuple[tuple[Basic, Basic], ...]]:
    """The question with every matrix n×n and every column n×1.

    What holds of all sizes for which the shapes fit holds of these, if they fit; what is refuted here is false.
    """
    parts = [question.left, question.right, *(part for pair in definitions for part in pair)]
    put = {symbol: _square(symbol) for part in parts for symbol in part.atoms(MatrixSymbol)}
    asked = replace(question, left=_put(question.left, put), right=_put(question.right, put))
    return asked, tuple((_put(name, put), _put(meaning, put)) for name, meaning in definitions)


def _square(symbol: MatrixSymbol) -> MatrixSymbol:
    rows, columns = (side if side == 1 else SIDE for side in symbol.shape)
    return MatrixSymbol(symbol.name, rows, columns)


def _put(part: Basic, put: Mapping[Basic, Basic]) -> Basic:
    """A part with other matrices for its own, without SymPy's checks of shapes."""
    if part in put:
        return put[part]
    if not part.args or not part.has(MatrixSymbol):
        return part
    return Basic.__new__(part.func, *(_put(argument, put) for argument in part.args))
