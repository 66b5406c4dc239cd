"""What is struck out and what is braced in a formula, each with where it stands: claims made by marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from operator import is_

from checker.read.cursor import SIGNS, items_of
from checker.read.spacing import spaceless
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

STRIKES = frozenset(("cancel", "bcancel", "xcancel", "cancelto"))
BRACES = frozenset(("underbrace", "overbrace"))
FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))


class Within(Enum):
    """What a struck part is a part of."""

    NUMERATOR = "a factor above the line of a fraction"
    DENOMINATOR = "a factor below the line of a fraction"
    PRODUCT = "a factor of a product"
    TERM = "a whole term of a sum"
    WHOLE = "all of the expression"


@dataclass(frozen=True, slots=True)
class Strike:
    """Something struck out: what, in what it stands (the row of its term), what it is struck to (`\\cancelto`)."""

    struck: Node
    row: tuple[Node, ...]
    within: Within
    span: Span
    to: Node | None = None


@dataclass(frozen=True, slots=True)
class Brace:
    """Something with a brace under or over it, and the label of the brace, if it has one."""

    braced: Node
    label: Node | None
    span: Span


def is_struck(node: Node) -> bool:
    """Is a node struck out, with the power on it?"""
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Command) and base.name in STRIKES and base.name != "cancelto"


def spliced(items: Sequence[Node]) -> tuple[Node, ...]:
    """A row in which a term that is struck with its sign, as in `x \\cancel{+ y}`, stands as a term."""
    return tuple(each for node in items for each in _opened(node))


def _opened(node: Node) -> Sequence[Node]:
    if not is_struck(node) or not isinstance(node, Command):
        return (node,)
    content = node.arguments[-1]
    inner = [each for each in content.items if getattr(each, "kind", "") != "space"] if isinstance(content, Row) else []
    return inner if inner and getattr(inner[0], "text", "") in SIGNS else (node,)


def strikes(items: Sequence[Node]) -> tuple[Strike, ...]:
    """Everything that is struck out, in order."""
    return tuple(_strikes(items, None))


def _strikes(items: Sequence[Node], side: Within | None) -> Iterator[Strike]:
    for run in _terms(items):
        for node in run:
            inside = node.base if isinstance(node, Scripts) else node
            if isinstance(inside, Command) and inside.name in STRIKES:
                to = inside.arguments[0] if inside.name == "cancelto" else None
                where = side if side is not None and len(run) == len(spaceless(items)) else _place(run, items)
                yield Strike(inside.arguments[-1], tuple(run), where, inside.span, to)
            yield from _deeper(node)


def _deeper(node: Node) -> Iterator[Strike]:
    if isinstance(node, Command) and node.name in FRACTIONS:
        top, bottom = node.arguments
        yield from _strikes(items_of(top), Within.NUMERATOR)
        yield from _strikes(items_of(bottom), Within.DENOMINATOR)
    else:
        for child in children(node):
            yield from _strikes(items_of(child), None)


def _terms(items: Sequence[Node]) -> list[list[Node]]:
    """The runs between signs of a sum; a sign at the start or after an operator is part of its term."""
    runs: list[list[Node]] = [[]]
    for item in spaceless(items):
        if isinstance(item, Token) and item.text in SIGNS and runs[-1] and not operates(runs[-1][-1]):
            runs.append([])
        else:
            runs[-1].append(item)
    return [run for run in runs if run]


def operates(node: Node) -> bool:
    """Is it the sign of a sum or product?"""
    return isinstance(node, Token) and node.text in {"\\cdot", "\\times", "*", "/", *SIGNS}


def _place(run: Sequence[Node], items: Sequence[Node]) -> Within:
    factors = [node for node in run if not operates(node)]
    if len(factors) > 1:
        return Within.PRODUCT
    return Within.TERM if len(_terms(items)) > 1 else Within.WHOLE


def braces(items: Sequence[Node]) -> tuple[Brace, ...]:
    """Everything that has a brace, the outer before the inner."""
    return tuple(brace for item in items for brace in _braces(item))


def _braces(node: Node) -> Iterator[Brace]:
    base = node.base if isinstance(node, Scripts) else node
    if isinstance(base, Command) and base.name in BRACES:
        label = None
        if isinstance(node, Scripts):
            label = node.below if base.name == "underbrace" else node.above
        yield Brace(base.arguments[0], label, node.span)
        node = base.arguments[0]
        yield from _braces(node)
        return
    for child in children(node):
        yield from _braces(child)


def with_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """A node with each of its parts changed, a row into a row; the same object where all stay as they are."""
    match node:
        case Row():
            items = tuple(map(change, node.items))
            return node if all(map(is_, items, node.items)) else Row(items, node.span)
        case Scripts():
            base, below, above = (
                part if part is None else change(part) for part in (node.base, node.below, node.above)
            )
            same = base is node.base and below is node.below and above is node.above
            return node if same else Scripts(base, below, above, node.span)
        case Command():
            arguments = tuple(map(change, node.arguments))
            return node if all(map(is_, arguments, node.arguments)) else replace(node, arguments=arguments)
        case Fence():
            body = _row_of(change(node.body))
            return node if body is node.body else replace(node, body=body)
        case Grid():
            rows = tuple(tuple(_row_of(change(cell)) for cell in row) for row in node.rows)
            same = all(all(map(is_, made, row)) for made, row in zip(rows, node.rows, strict=True))
            return node if same else replace(node, rows=rows)
    return node


def _row_of(node: Node) -> Row:
    return node if isinstance(node, Row) else Row((node,), node.span)


def children(node: Node) -> Iterator[Node]:
    """The nodes right below a node, in the order of its fields."""
    match node:
        case Token():
            return
        case Row():
            yield from node.items
        case Scripts():
            yield from (part for part in (node.base, node.below, node.above) if part is not None)
        case Command():
            yield from (*node.options, *node.arguments)
        case Fence():
            yield node.body
        case Grid():
            yield from (cell for row in node.rows for cell in row)
