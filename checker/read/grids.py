"""Environments that have a value inside a formula: matrices, determinants, cases."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy.core.basic import Basic

from checker.read.brackets import paired
from checker.read.building import is_matrix
from checker.read.cursor import Cursor, fault, span_of
from checker.read.spacing import bare
from checker.written import Command, Grid, Node, Row, Span, Token

MATRICES = frozenset(("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"))
CASES = frozenset(("cases", "dcases", "rcases"))
DOTS = frozenset(("\\vdots", "\\ddots", "\\cdots", "\\dots", "\\ldots", "⋮", "⋱", "⋯", "…"))
WORDS = frozenset(("text", "textrm", "textit", "textnormal", "mbox", "mathrm"))
CONDITIONAL = frozenset(("if", "for", "when", "where", "wenn", "si", ""))
OTHERWISE = frozenset(("otherwise", "else", "elsewhere", "in all other cases", "for all other x"))
COMPARISONS = {
    **dict.fromkeys(("<", "\\lt"), sympy.Lt),
    **dict.fromkeys((">", "\\gt"), sympy.Gt),
    **dict.fromkeys(("\\le", "\\leq", "≤", "\\leqslant"), sympy.Le),
    **dict.fromkeys(("\\ge", "\\geq", "≥", "\\geqslant"), sympy.Ge),
    **dict.fromkeys(("\\ne", "\\neq", "≠"), sympy.Ne),
    "=": sympy.Eq,
}


def grid(reader: Cursor, node: Grid) -> Basic:
    """The value of an environment."""
    if node.name in CASES:
        return cases(reader, node)
    if node.name == "vmatrix":
        return sympy.Determinant(dense(reader, node))
    if node.name in MATRICES:
        return dense(reader, node)
    raise fault(node.span, f"the environment {node.name}", "a matrix or cases", "it has no value inside a formula")


def dense(reader: Cursor, node: Grid) -> Basic:
    """The matrix of the entries; of blocks where the entries are matrices."""
    for row in node.rows:
        for cell in row:
            dots = next((i for i in cell.items if isinstance(i, Token) and i.text in DOTS), None)
            if dots is not None:
                hint = "a matrix is read where all of its entries are written"
                raise fault(dots.span, f"`{dots.text}`", "an entry", hint)
    rows = [[_entry(reader, cell, node.span) for cell in row] for row in node.rows]
    if not rows or len({len(row) for row in rows}) > 1:
        raise fault(node.span, "rows of different lengths", "a matrix", "every row has the same number of entries")
    if any(is_matrix(entry) for row in rows for entry in row):
        return _blocks(rows, node)
    return sympy.ImmutableDenseMatrix(rows)


def _entry(reader: Cursor, cell: Row, span: Span) -> Basic:
    if not bare(cell.items):
        raise fault(Span(max(cell.span.start, span.start), cell.span.end), "an empty entry", "a number", "write 0")
    return reader.inner(cell)


def _blocks(rows: Sequence[Sequence[Basic]], node: Grid) -> Basic:
    if not all(is_matrix(entry) for row in rows for entry in row):
        raise fault(node.span, "numbers beside matrices", "blocks", "write the zero blocks as matrices")
    try:
        return sympy.BlockMatrix([list(row) for row in rows])
    except ValueError:
        raise fault(
            node.span, "blocks that do not fit", "blocks of fitting shapes", "see their rows and columns"
        ) from None


def cases(reader: Cursor, node: Grid) -> Basic:
    """Values with the conditions under which they hold; the first that holds counts."""
    pieces = []
    for row in node.rows:
        if len(row) != 2:
            raise fault(node.span, "a case without its condition", "a value & a condition", "write `&` before the `if`")
        value = reader.over(_without_comma(row[0].items), row[0].span)
        pieces.append((value, _condition(reader, row[1])))
    if any(is_matrix(value) for value, _ in pieces):
        raise fault(node.span, "cases of matrices", "numbers", "write cases for each entry")
    return sympy.Piecewise(*pieces, evaluate=False)


def _without_comma(items: Sequence[Node]) -> tuple[Node, ...]:
    kept = bare(items)
    while kept and isinstance(kept[-1], Token) and kept[-1].text in {",", ";", "."}:
        kept = kept[:-1]
    return kept


def _condition(reader: Cursor, cell: Row) -> Basic:
    """`x < 0`, `0 ≤ x < 1`, `if x ≠ 0`, `otherwise`."""
    items = _without_comma(paired(cell.items))
    parts: list[Basic] = []
    run: list[Node] = []
    for item in items:
        words = _words(item)
        if words is None:
            if isinstance(item, Token) and item.text in {"\\land", "\\wedge", ","}:
                parts += _relations(reader, run, cell.span)
                run = []
            else:
                run.append(item)
        elif words in OTHERWISE and len(items) == 1:
            return sympy.true
        elif words == "and":
            parts += _relations(reader, run, cell.span)
            run = []
        elif words not in CONDITIONAL or run:
            raise fault(item.span, f"`{words}`", "a comparison or `otherwise`", "this condition is not read")
    return sympy.And(*parts, *_relations(reader, run, cell.span), evaluate=False) if parts else _one(reader, run, cell)


def _one(reader: Cursor, run: Sequence[Node], cell: Row) -> Basic:
    found = _relations(reader, run, cell.span)
    return found[0] if len(found) == 1 else sympy.And(*found, evaluate=False)


def _words(item: Node) -> str | None:
    if not isinstance(item, Command) or item.name not in WORDS:
        return None
    (argument,) = item.arguments
    texts = argument.items if isinstance(argument, Row) else (argument,)
    text = "".join(token.text for token in texts if isinstance(token, Token))
    return " ".join(text.lower().strip(" ,.;").split())


def _relations(reader: Cursor, run: Sequence[Node], span: Span) -> list[Basic]:
    sides: list[list[Node]] = [[]]
    heads: list[type] = []
    for item in run:
        head = COMPARISONS.get(item.text) if isinstance(item, Token) else None
        if head is None:
            sides[-1].append(item)
        else:
            heads.append(head)
            sides.append([])
    if not heads:
        raise fault(span_of(run, span), "this condition", "a comparison or `otherwise`", "this condition is not read")
    values = [reader.over(side, span) for side in sides]
    pairs = zip(values, heads, values[1:], strict=False)
    return [head(left, right, evaluate=False) for left, head, right in pairs]
