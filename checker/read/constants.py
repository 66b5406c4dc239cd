"""π and ∞; and I, 0 and 1 where they are matrices, whose size is told by what stands beside them."""

from __future__ import annotations

from itertools import pairwise, product

import sympy
from sympy import Identity, Integer, MatAdd, MatMul, OneMatrix, ZeroMatrix
from sympy.core.basic import Basic

from checker.read.building import is_matrix
from checker.read.cursor import Cursor, fault, items_of
from checker.read.ledger import Kind, Ledger, Meaning
from checker.read.names import BOLD, Name, label_of
from checker.read.scripts import powered
from checker.written import Command, Node, Scripts, Span, Token

PI = frozenset(("\\pi", "π"))
INFINITY = frozenset(("\\infty", "∞"))
ROWS = sympy.Symbol("rows to be told", integer=True, positive=True)
COLUMNS = sympy.Symbol("columns to be told", integer=True, positive=True)


def constant(reader: Cursor, node: Token) -> Basic | None:
    """π and ∞, unless π is a name here."""
    if node.text in PI:
        meaning = reader.ledger.meaning("pi")
        return meaning.object if meaning is not None and meaning.kind is not Kind.FUNCTION else _pi(meaning)
    return sympy.oo if node.text in INFINITY else None


def _pi(meaning: Meaning | None) -> Basic | None:
    return sympy.pi if meaning is None else None


# --- I, 0, 1 -------------------------------------------------------------------------------------


def identity(reader: Cursor, name: Name, node: Node) -> Basic | None:
    """I and I_n where matrices are spoken of, or where it is bold."""
    if name.text != "I" and not name.text.startswith("I_"):
        return None
    if not name.bold and not any(meaning.kind is Kind.MATRIX for meaning in reader.ledger.meanings.values()):
        return None
    if name.text == "I":
        return Identity(ROWS)
    reader.remark(node.span, "I with its size is the identity matrix")
    return Identity(_size(reader.ledger, name.text[2:]))


def bold_number(reader: Cursor, node: Node) -> Basic | None:
    """The vector or matrix of zeros, and the vector of ones."""
    base = node.base if isinstance(node, Scripts) else node
    if not isinstance(base, Command) or base.name not in BOLD:
        return None
    text = "".join(getattr(item, "text", "") for item in items_of(base.arguments[0]))
    if text not in {"0", "1"}:
        return None
    label = label_of(node.below) if isinstance(node, Scripts) else None
    rows = _size(reader.ledger, label) if label is not None else ROWS
    value = ZeroMatrix(rows, COLUMNS if label is None else 1) if text == "0" else OneMatrix(rows, 1)
    return powered(reader, value, node) if isinstance(node, Scripts) else value


def _size(ledger: Ledger, label: str) -> Basic:
    if label.isdigit():
        return Integer(label)
    known = {str(size): size for size in _sizes(ledger)}
    return known.get(label, sympy.Symbol(label, integer=True, positive=True))


def _sizes(ledger: Ledger) -> list[Basic]:
    shapes = [m.object.shape for m in ledger.meanings.values() if m.kind is Kind.MATRIX and is_matrix(m.object)]
    return list(dict.fromkeys(size for shape in shapes for size in shape))


def sized(value: Basic, shape: tuple[Basic, Basic] | None, ledger: Ledger, span: Span) -> Basic:
    """The value with the sizes of I, 0 and 1 told: those, of the sizes here, with which all shapes fit."""
    if not value.has(ROWS, COLUMNS):
        return value
    shape = None if shape is None else (sympy.sympify(shape[0]), sympy.sympify(shape[1]))
    written = [
        tuple(map(sympy.sympify, matrix.shape))
        for matrix in value.atoms(sympy.MatrixSymbol, sympy.ImmutableDenseMatrix)
    ]
    sizes = list(
        dict.fromkeys((*(shape or ()), *(size for one in written for size in one), *_sizes(ledger), Integer(1)))
    )
    sizes = [size for size in sizes if not size.has(ROWS, COLUMNS)]
    columns = sizes if value.has(COLUMNS) else [Integer(1)]
    fitting = []
    for rows, wide in product(sizes, columns):
        told = _told(value, rows, wide)
        if (
            told is not None
            and _fits(told)
            and (shape is None or not is_matrix(told) or tuple(told.shape) == tuple(shape))
        ):
            fitting.append(told)
    if shape is None and len(fitting) > 1:
        fitting = [one for one in fitting if not _is_tiny(one)] or fitting
    if not fitting and shape is not None:
        return sized(value, None, ledger, span)  # the sides do not fit, which is not for a reader to say
    if len(fitting) != 1:
        raise fault(span, "I, 0 or 1 whose size is not told", "a size", "write I_n, or 0_n")
    return _written_out(fitting[0])


def _written_out(value: Basic) -> Basic:
    """0 of few entries as the numbers that it is."""
    if not isinstance(value, ZeroMatrix) or not all(size.is_Integer for size in value.shape):
        return value
    return value.as_explicit() if value.shape[0] * value.shape[1] <= MOST_ENTRIES else value


MOST_ENTRIES = 64


def _told(value: Basic, rows: Basic, columns: Basic) -> Basic | None:
    """The value with these sizes; None where SymPy sees that they do not fit."""
    try:
        return value.xreplace({ROWS: rows, COLUMNS: columns})
    except (TypeError, ValueError):
        return None


def _is_tiny(value: Basic) -> bool:
    return any(tuple(one.shape) == (1, 1) for one in value.atoms(Identity, ZeroMatrix, OneMatrix))


def _fits(value: Basic) -> bool:
    """Do the shapes of all sums and products fit?"""
    for part in sympy.preorder_traversal(value):
        if isinstance(part, MatAdd) and len({tuple(arg.shape) for arg in part.args}) > 1:
            return False
        if isinstance(part, MatMul):
            shapes = [arg.shape for arg in part.args if is_matrix(arg)]
            if any(one[1] != two[0] for one, two in pairwise(shapes)):
                return False
    return True
