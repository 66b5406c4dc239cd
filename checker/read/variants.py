"""± as two readings of one line: with every ± a plus and every ∓ a minus, and the other way round."""

from __future__ import annotations

from dataclasses import replace

from checker.read.statements import Part, Statement
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Token

UPPER = {"\\pm": "+", "±": "+", "\\mp": "-", "∓": "-"}
LOWER = {"\\pm": "-", "±": "-", "\\mp": "+", "∓": "+"}


def has_signs(part: Part) -> bool:
    """Does ± or ∓ stand in a part?"""
    return any(_has(node) for node in part.items)


def names_two(statement: Statement) -> bool:
    """E_± = ±5: do the signs stand in the name on the left, so that it says what two names are?"""
    left = statement.parts[0]
    return bool(statement.links) and has_signs(left) and len(left.items) == 1 and isinstance(left.items[0], Scripts)


def variants(statement: Statement) -> tuple[Statement, ...]:
    """The statement itself, or its two readings where it holds ±."""
    if not any(has_signs(part) for part in statement.parts):
        return (statement,)
    return tuple(
        replace(statement, parts=tuple(_part(part, signs) for part in statement.parts)) for signs in (UPPER, LOWER)
    )


def with_ends(statement: Statement, first: Part, second: Part) -> tuple[Statement, Statement]:
    """The two readings of x = (5 ± 1)/2 = 3 or 2: with + it ends with the first value, with − with the second."""
    upper, lower = variants(statement)
    return replace(upper, parts=(*upper.parts[:-1], first)), replace(lower, parts=(*lower.parts[:-1], second))


def _has(node: Node) -> bool:
    match node:
        case Token():
            return node.text in UPPER
        case Row():
            return any(_has(item) for item in node.items)
        case Scripts():
            return any(_has(item) for item in (node.base, node.below, node.above) if item is not None)
        case Command():
            return any(_has(item) for item in node.arguments)
        case Fence():
            return _has(node.body)
        case Grid():
            return any(_has(cell) for row in node.rows for cell in row)


def _part(part: Part, signs: dict[str, str]) -> Part:
    return replace(part, items=tuple(_signed(node, signs) for node in part.items))


def _signed(node: Node, signs: dict[str, str]) -> Node:
    match node:
        case Token():
            return replace(node, kind="operator", text=signs[node.text]) if node.text in signs else node
        case Row():
            return _row(node, signs)
        case Scripts():
            base, below, above = (
                None if part is None else _signed(part, signs) for part in (node.base, node.below, node.above)
            )
            return replace(node, base=base, below=below, above=above)
        case Command():
            return replace(node, arguments=tuple(_signed(part, signs) for part in node.arguments))
        case Fence():
            return replace(node, body=_row(node.body, signs))
        case Grid():
            return replace(node, rows=tuple(tuple(_row(cell, signs) for cell in row) for row in node.rows))


def _row(row: Row, signs: dict[str, str]) -> Row:
    return replace(row, items=tuple(_signed(item, signs) for item in row.items))
