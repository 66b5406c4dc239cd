"""Rewrites of notation, by tree and not by text: where a pattern stands, its replacement is read in its place.

`\\vec{x}_{\\theta}` → `X\\theta`. A replacement is not rewritten again, so that the order of the rules decides and
nothing runs on; its nodes have the span of what they stand for, so that every place stays that of the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import is_

from checker.read.dummies import integrals_of
from checker.read.marks import with_children
from checker.read.statements import ARROWS, RELATIONS
from checker.read.syntax import parse
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

PARTING = frozenset(RELATIONS) | frozenset(ARROWS)
"""The signs that part the sides of a statement."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What is written, and what is meant: two trees."""

    pattern: Row
    meant: Row


def rewritten(tree: Row, rules: Sequence[Rewrite]) -> Row:
    """The tree with every place that a rule's pattern matches replaced; of several rules the first.

    The primed letters that an integral is taken by are names of their own there.
    """
    return _row(_with_dummies(tree), rules) if rules else _with_dummies(tree)


def _with_dummies(tree: Row) -> Row:
    made = _dummies_named(tree)
    return made if isinstance(made, Row) else tree


def _dummies_named(node: Node) -> Node:
    """A tree with t′ as t_prime in the integrals that are taken by it; the same object where there are none."""
    made = with_children(node, _dummies_named)
    if not isinstance(made, Row):
        return made
    items = list(made.items)
    for start, end, letters in integrals_of(made.items, PARTING):
        rules = [dummy(letter) for letter in sorted(letters)]
        items[start:end] = _row(Row(tuple(items[start:end]), node.span), rules).items
    return made if all(map(is_, items, made.items)) else Row(tuple(items), node.span)


@lru_cache(maxsize=64)
def dummy(letter: str) -> Rewrite:
    """t′ of a letter t, and the name that it is read as."""
    return Rewrite(parse(f"{letter}'"), parse(f"{letter} _{{\\text{{prime}}}}"))


def _row(row: Row, rules: Sequence[Rewrite]) -> Row:
    items: list[Node] = []
    k = 0
    while k < len(row.items):
        found = _at(row.items, k, rules)
        if found is None:
            items.append(_inside(row.items[k], rules))
            k += 1
        else:
            made, taken = found
            items += made.items if isinstance(made, Row) and _relates(made) else (made,)
            k += taken
    return Row(tuple(items), row.span)


def _relates(meant: Row) -> bool:
    """Does a whole statement take the place of what is written?"""
    return any(isinstance(node, Token) and node.text in RELATIONS for node in meant.items)


def _at(items: Sequence[Node], k: int, rules: Sequence[Rewrite]) -> tuple[Node, int] | None:
    """The node that the first matching rule puts at a place of a row, and how many nodes it stands for."""
    for rule in rules:
        count = len(rule.pattern.items)
        window = items[k : k + count]
        if count and len(window) == count and all(map(_same, rule.pattern.items, window)):
            return _placed(rule.meant, Span(window[0].span.start, window[-1].span.end)), count
        if count == 1 and (made := _with_scripts(rule, items[k])) is not None:
            return made, 1
    return None


def _with_scripts(rule: Rewrite, node: Node) -> Node | None:
    """A pattern `\\vec{x}_{\\theta}` stands in `\\vec{x}_{\\theta}^T` too: the superscript goes on what is meant."""
    (pattern,) = rule.pattern.items
    if (
        not isinstance(node, Scripts)
        or not isinstance(pattern, Scripts)
        or pattern.above is not None
        or node.above is None
    ):
        return None
    if not _same(replace(node, above=None), pattern):
        return None
    return Scripts(_placed(rule.meant, node.span), None, node.above, node.span)


def _inside(node: Node, rules: Sequence[Rewrite]) -> Node:
    match node:
        case Row():
            return _row(node, rules)
        case Scripts():
            base, below, above = (_child(part, rules) for part in (node.base, node.below, node.above))
            return Scripts(base, below, above, node.span)
        case Command():
            made = [_child(argument, rules) for argument in node.arguments]
            return replace(node, arguments=tuple(argument for argument in made if argument is not None))
        case Fence():
            return replace(node, body=_row(node.body, rules))
        case Grid():
            return replace(node, rows=tuple(tuple(_row(cell, rules) for cell in row) for row in node.rows))
    return node


def _child(node: Node | None, rules: Sequence[Rewrite]) -> Node | None:
    """A node that stands alone: the base of scripts, an argument."""
    if node is None or isinstance(node, Row):
        return node if node is None else _row(node, rules)
    found = _at((node,), 0, rules)
    return _inside(node, rules) if found is None else found[0]


def _same(one: Node | None, other: Node | None) -> bool:
    """Are two trees the same but for their places, and for braces around a single node?"""
    one, other = _unbraced(one), _unbraced(other)
    if one is None or other is None or type(one) is not type(other):
        return one is other
    match one, other:
        case Token(), Token():
            return (one.kind, one.text) == (other.kind, other.text)
        case Row(), Row():
            return _same_all(one.items, other.items)
        case Scripts(), Scripts():
            return _same_all((one.base, one.below, one.above), (other.base, other.below, other.above))
        case Command(), Command():
            return one.name == other.name and _same_all(
                (*one.options, *one.arguments), (*other.options, *other.arguments)
            )
        case Fence(), Fence():
            return (one.opening, one.closing) == (other.opening, other.closing) and _same(one.body, other.body)
        case Grid(), Grid():
            cells = [[cell for row in grid.rows for cell in row] for grid in (one, other)]
            sizes = [[len(row) for row in grid.rows] for grid in (one, other)]
            return one.name == other.name and sizes[0] == sizes[1] and _same_all(*cells)
    return False


def _same_all(some: Sequence[Node | None], others: Sequence[Node | None]) -> bool:
    return len(some) == len(others) and all(map(_same, some, others))


def _unbraced(node: Node | None) -> Node | None:
    while isinstance(node, Row) and len(node.items) == 1:
        (node,) = node.items
    return node


def _placed(meant: Row, span: Span) -> Node:
    """What is meant, every node with the span of what is written."""
    moved = _moved(meant, span)
    assert isinstance(moved, Row)
    return moved.items[0] if len(moved.items) == 1 else moved


def _moved(node: Node | None, span: Span) -> Node | None:
    match node:
        case None:
            return None
        case Row():
            return Row(tuple(made for item in node.items if (made := _moved(item, span)) is not None), span)
        case Scripts():
            return Scripts(_moved(node.base, span), _moved(node.below, span), _moved(node.above, span), span)
        case Command():
            parts = tuple(made for argument in node.arguments if (made := _moved(argument, span)) is not None)
            return Command(node.name, node.options, parts, span)
        case Fence():
            body = _moved(node.body, span)
            assert isinstance(body, Row)
            return Fence(node.opening, node.closing, body, span)
        case Grid():
            return Grid(node.name, tuple(tuple(_cell(cell, span) for cell in row) for row in node.rows), span)
    return replace(node, span=span)


def _cell(cell: Row, span: Span) -> Row:
    made = _moved(cell, span)
    assert isinstance(made, Row)
    return made
