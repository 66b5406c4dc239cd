"""The brackets of a written line, paired in its fractions, roots, scripts and matrices too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.read.brackets import paired
from checker.read.syntax import SyntaxFault
from checker.written import Command, Fence, Grid, Node, Row, Scripts


def nested(items: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes of a row with every bracket paired, in all that stands in them; a row with a lone one stays."""
    try:
        whole = paired(items)
    except SyntaxFault:
        whole = tuple(items)
    return tuple(map(_within, whole))


def _within(node: Node) -> Node:
    match node:
        case Row(items=items):
            return replace(node, items=nested(items))
        case Fence(body=body):
            return replace(node, body=replace(body, items=nested(body.items)))
        case Command(arguments=arguments) if arguments:
            return replace(node, arguments=tuple(map(_within, arguments)))
        case Scripts(base=base, below=below, above=above):
            inside = [_within(part) if part is not None else None for part in (base, below, above)]
            return replace(node, base=inside[0], below=inside[1], above=inside[2])
        case Grid(rows=rows):
            cells = tuple(tuple(replace(cell, items=nested(cell.items)) for cell in row) for row in rows)
            return replace(node, rows=cells)
    return node
