"""Reads notes, and one formula with the names that the tables of tests and of docs/reading.md speak of."""

from __future__ import annotations

import sympy

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status
from checker.read.bare_sums import with_indices
from checker.read.conventions import by_use
from checker.read.document import document
from checker.read.expression import Understood, understood
from checker.read.ledger import Kind, Ledger, Meaning
from checker.read.steps import notes
from checker.read.syntax import parse
from checker.read.usage import usage

ROWS, SIZE = (sympy.Symbol(name, integer=True, positive=True) for name in ("m", "n"))
SHAPES = {"A": (SIZE, SIZE), "B": (SIZE, SIZE), "X": (ROWS, SIZE), "x": (SIZE, 1), "y": (SIZE, 1), "w": (SIZE, 1)}


def of_vectors() -> Ledger:
    """A, B n×n; X m×n; x, y, w n×1."""
    ledger = Ledger()
    for name, (rows, columns) in SHAPES.items():
        ledger = ledger.with_meaning(name, Meaning(Kind.MATRIX, sympy.MatrixSymbol(name, rows, columns), "declared"))
    return ledger


def reading(latex: str, ledger: Ledger | None = None) -> Understood:
    """What one formula says by itself."""
    tree = with_indices(parse(latex))
    return understood(tree.items, by_use(ledger or Ledger(), usage([tree]), ()), tree.span)


def flat(value: object) -> str:
    """The text of a value on one line."""
    return " ".join(str(value).split()).replace("Matrix([ [", "Matrix([[")


def found_true(written: str, name: str) -> list[Status]:
    """What is found of the lines of notes that are asked whether they are true, in order; all must be read."""
    found = notes(document(written.encode(), name), Ledger(), decide)
    assert not found.unread
    return [
        decide(Goal(claim.asks[1], derivation.definitions, Domain(claim.conditions))).status
        for derivation in found.derivations
        for claim in derivation.claims
        if claim.asks is not None and claim.asks[1] is not None
    ]
