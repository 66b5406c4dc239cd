"""What stands in brackets and bars: values, vectors, norms, inner products, and F between its bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy
from sympy import Integer, Rational
from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.objects import Statistic
from checker.read.brackets import BARS, OPENING_BARS, fenced
from checker.read.building import is_column, is_matrix, is_number, negated, summed
from checker.read.cursor import SIGNS, TIMES, Cursor, fault, items_of, parted
from checker.read.marks import FRACTIONS
from checker.read.names import label_of
from checker.read.scripts import powered
from checker.read.spacing import bare, numbers_joined
from checker.read.statistics import written
from checker.written import Command, Fence, Node, Scripts, Token

ENDING_BARS = BARS | {"\\rvert", "\\mid"}
DOUBLE = frozenset(("\\|", "\\Vert", "\\lVert", "‖"))
ANGLES = frozenset(("\\langle", "⟨"))
SQUARE = frozenset(("[", "\\lbrack"))
WIDE = frozenset(("\\ ", "\\quad", "\\qquad", "\\;", "\\enspace", "~", "\\:", "\\,"))


def fence(reader: Cursor, node: Fence) -> Basic:
    """The value of a bracket."""
    node = replace(node, body=replace(node.body, items=fenced(node.body.items)))  # a comma in f(a, b) parts nothing
    if _is_bar(node):
        return _norm(reader, node) if node.opening in DOUBLE else _absolute(reader, node)
    if node.opening in {"\\lfloor", "⌊"}:
        return sympy.floor(reader.inner(node.body), evaluate=False)
    if node.opening in {"\\lceil", "⌈"}:
        return sympy.ceiling(reader.inner(node.body), evaluate=False)
    if node.opening in ANGLES:
        return _angled(reader, node)
    if node.opening in {"\\{", "\\lbrace"} and len(parted(node.body.items, (",", ";"))) > 1:
        raise fault(node.span, "a set", "a number or a vector", "sets are not read")
    cells = _cells(node)
    if cells is not None:
        row = [reader.over(cell, node.body.span) for cell in cells]
        _only_numbers(node, row)
        return sympy.ImmutableDenseMatrix([row])
    if (node.opening, node.closing) in {("(", "]"), ("[", ")")}:
        raise fault(node.span, "an interval", "a value", "an interval has no value inside a formula")
    parts = parted(bare(node.body.items), (",",))
    if len(parts) > 1 and node.opening == "(":
        entries = [reader.over(part, node.body.span) for part in parts]
        _only_numbers(node, entries)
        if reader.record.shape == (1, len(parts)) and _is_alone(reader, node):
            return sympy.ImmutableDenseMatrix([entries])
        reader.remark(node.span, "numbers in brackets are read as a column vector")
        return sympy.ImmutableDenseMatrix(entries)
    return reader.inner(node.body)


def _is_alone(reader: Cursor, node: Fence) -> bool:
    """Do only numbers stand beside a bracket, so that it has the shape of the whole?"""
    others = [item for item in reader.items if item.span != node.span]
    return all(
        isinstance(item, Token) and item.kind in {"number", "operator"} for item in others if not _is_share(item)
    )


def _is_share(item: Node) -> bool:
    return isinstance(item, Command) and item.name in FRACTIONS


def _only_numbers(node: Fence, entries: Sequence[Basic]) -> None:
    if any(map(is_matrix, entries)):
        raise fault(node.span, "vectors side by side", "numbers", "write a matrix of blocks as a matrix")


def _cells(node: Fence) -> list[list[Node]] | None:
    """The entries of a row vector: what space or commas part inside square brackets."""
    if node.opening not in SQUARE or node.closing not in {"]", "\\rbrack"}:
        return None
    if any(isinstance(item, Token) and item.text == "," for item in node.body.items):
        return [cell for cell in parted(bare(node.body.items), (",",)) if cell]
    cells: list[list[Node]] = [[]]
    for item in numbers_joined(node.body.items):
        if isinstance(item, Token) and item.text in WIDE:
            if not (cells[-1] and _operates(cells[-1][-1])):
                cells.append([])
        elif not (isinstance(item, Token) and item.kind == "space"):
            if not cells[-1] and len(cells) > 1 and cells[-2] and _operates(item) and item.text not in SIGNS:  # type: ignore[union-attr]
                cells.pop()
            cells[-1].append(item)
    cells = [cell for cell in cells if cell]
    if len(cells) < 2:
        return None
    tight = any(isinstance(item, Token) and item.text in {"\\,", "\\:", "\\;"} for item in node.body.items)
    return (
        cells if not tight or all(len(cell) == 1 or (len(cell) == 2 and _operates(cell[0])) for cell in cells) else None
    )


def _operates(node: Node) -> bool:
    return isinstance(node, Token) and (node.text in TIMES or node.text in SIGNS)


# --- bars ----------------------------------------------------------------------------------------


def _is_bar(node: Fence) -> bool:
    return node.opening in OPENING_BARS and node.closing in OPENING_BARS | {"\\rvert", "\\rVert"}


def _absolute(reader: Cursor, node: Fence) -> Basic:
    value = reader.inner(node.body)
    if not is_matrix(value):
        return sympy.Abs(value, evaluate=False)
    if is_column(value):
        return length(value)
    if is_number(value):
        return sympy.Abs(value, evaluate=False)
    return sympy.Determinant(value)


def length(value: Basic) -> Basic:
    """√(xᵀx)."""
    return sympy.Pow(sympy.MatMul(sympy.Transpose(value), value), Rational(1, 2), evaluate=False)


def _norm(reader: Cursor, node: Fence) -> Basic:
    value = reader.inner(node.body)
    if not is_matrix(value):
        raise fault(
            node.span, "a norm of a number", "a vector", "say what it is: $x \\in \\mathbb{R}^n$; of a number write |x|"
        )
    if not is_column(value):
        raise fault(node.span, "a norm of a matrix", "its kind", "write ‖A‖_F for the Frobenius norm")
    return length(value)


def norm_with_scripts(reader: Cursor, inside: Fence, node: Scripts) -> Basic:
    """‖x‖², ‖x‖_1, ‖x‖_2^2, ‖A‖_F^2; the square of a length is xᵀx itself."""
    value = reader.inner(inside.body)
    kind = label_of(node.below) if node.below is not None else ""
    squared = len(items_of(node.above)) == 1 and getattr(items_of(node.above)[0], "text", "") == "2"
    if inside.opening not in DOUBLE and node.below is not None:
        raise fault(node.below.span, "a subscript", "none on bars", "norms are written with double bars")
    if inside.opening in DOUBLE and not is_matrix(value):
        hint = "say what it is: $x \\in \\mathbb{R}^n$; of a number write |x|"
        raise fault(inside.span, "a norm of a number", "a vector", hint)
    if not is_matrix(value) or (inside.opening not in DOUBLE and not is_column(value)):
        return powered(reader, reader.valued(inside), node)
    if kind == "F" or (is_column(value) and kind in {"", "2"}):
        square = sympy.MatMul(sympy.Transpose(value), value)
        if kind == "F" and not is_column(value):
            square = sympy.Trace(square)
        if squared:
            return square
        return powered(reader, sympy.Pow(square, Rational(1, 2), evaluate=False), node)
    if kind == "1" and is_column(value):
        return powered(reader, _sum_of_sizes(value), node)
    if kind == "" and is_matrix(value):
        raise fault(inside.span, "a norm of a matrix", "its kind", "write ‖A‖_F for the Frobenius norm")
    if getattr(node.below, "text", "") in {"\\infty", "∞"} and isinstance(value, sympy.MatrixBase) and is_column(value):
        return powered(reader, sympy.Max(*(sympy.Abs(x, evaluate=False) for x in value), evaluate=False), node)
    raise fault(node.span, "a norm", "‖·‖, ‖·‖_1, ‖·‖_2 or ‖·‖_F", "this norm is not read")


def _sum_of_sizes(value: Basic) -> Basic:
    if isinstance(value, sympy.MatrixBase):
        return summed([sympy.Abs(x, evaluate=False) for x in value])
    k = sympy.Dummy("k", integer=True)
    return sympy.Sum(sympy.Abs(value[k, 0], evaluate=False), (k, Integer(0), value.shape[0] - 1))


def _angled(reader: Cursor, node: Fence) -> Basic:
    """⟨x, y⟩ of two vectors is xᵀy; ⟨1, 2, 3⟩ of numbers is a vector; ⟨x²⟩ is a mean."""
    parts = parted(bare(node.body.items), (",",))
    if len(parts) < 2:
        reader.remark(node.span, "⟨…⟩ is read as a mean: one number, the same wherever the same is written in it")
        return Statistic(Str("E"), Str(written(node.body.items)))
    values = [reader.over(part, node.body.span) for part in parts]
    if len(values) == 2 and all(map(is_column, values)):
        return sympy.MatMul(sympy.Transpose(values[0]), values[1])
    if not any(map(is_matrix, values)) and (len(values) > 2 or all(value.is_number for value in values)):
        reader.remark(node.span, "numbers in angles are read as a column vector")
        return sympy.ImmutableDenseMatrix(values)
    raise fault(node.span, "a product in angles", "two vectors", "say what they are: $x, y \\in \\mathbb{R}^n$")


# --- F between bounds --------------------------------------------------------------------------------


def at_bar(reader: Cursor) -> bool:
    """Does a bar of evaluation stand here, as in F|_a^b?"""
    node = reader.peek()
    if not isinstance(node, Scripts) or not isinstance(node.base, Token):
        return False
    return node.base.text in ENDING_BARS and node.below is not None


def between(reader: Cursor, value: Basic, node: Scripts) -> Basic:
    """[F]_a^b = F(b) − F(a), F|_{x=a} = F(a)."""
    if node.below is None:
        raise fault(node.span, "no lower bound", "a subscript", "write where it is evaluated")
    if is_matrix(value):
        raise fault(node.span, "a matrix between bounds", "a number", "write it for each entry")
    items = bare(items_of(node.below))
    sides = parted(items, ("=",))
    if len(sides) > 2 or any(isinstance(item, Token) and item.text == "," for item in items):
        raise fault(node.below.span, "several places", "x = a", "put the values in one after the other")
    if len(sides) == 2:
        name, low = reader.over(sides[0], node.below.span), reader.over(sides[1], node.below.span)
    else:
        name, low = _only_name(reader, value, node), reader.over(items, node.below.span)
    if not isinstance(name, sympy.Symbol):
        raise fault(node.below.span, "an evaluation of this", "a name", "write x = a")
    at_low = _put(value, name, low)
    if node.above is None:
        return at_low
    upper = parted(bare(items_of(node.above)), ("=",))[-1]
    return summed((_put(value, name, reader.over(upper, node.above.span)), negated(at_low)))


def _put(value: Basic, name: Basic, place: Basic) -> Basic:
    """The value at a place; at infinity, the limit."""
    if place in (sympy.oo, -sympy.oo):
        return sympy.Limit(value, name, place, "-" if place == sympy.oo else "+")
    return sympy.Subs(value, name, place)


def _only_name(reader: Cursor, value: Basic, node: Scripts) -> Basic:
    names = sorted(value.free_symbols, key=str)
    if len(names) == 1:
        return names[0]
    if reader.ledger.variable in names:
        reader.remark(node.span, f"the bounds are those of {reader.ledger.variable}")
        return reader.ledger.variable
    raise fault(node.span, "an evaluation between bounds", "`x =` in the subscript", "say which name is meant")
