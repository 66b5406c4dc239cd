"""Σ x_i without an index below it: the one index that stands in its term is what it runs over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.read.cursor import base_of, base_text
from checker.read.marks import children, with_children
from checker.written import Node, Row, Scripts, Token

SUMS = frozenset(("\\sum", "∑", "\\prod", "∏"))
INDICES = frozenset("ijk")
ENDS = frozenset(
    r"= < > , ; & \\ + - − \le \leq \ge \geq \approx \equiv \ne \neq \Rightarrow \implies".split()  # noqa: SIM905  # a table
)
SIGNS = frozenset("+-−")
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")


def with_indices(row: Row) -> Row:
    """The tree with the index under each sum that has none, where its term tells it."""
    items = [_inside(node) for node in row.items]
    return replace(row, items=tuple(_indexed(node, items[k + 1 :]) for k, node in enumerate(items)))


def _inside(node: Node) -> Node:
    return with_indices(node) if isinstance(node, Row) else with_children(node, _inside)


def _indexed(node: Node, behind: Sequence[Node]) -> Node:
    token = node.base if isinstance(node, Scripts) and node.below is None else node
    if not isinstance(token, Token) or token.text not in SUMS:
        return node
    found = {index for each in _term(behind) for index in _indices(each)}
    if len(found) != 1:
        return node
    below = Token("letter", found.pop(), token.span)
    return Scripts(token, below, node.above if isinstance(node, Scripts) else None, node.span)


def _term(behind: Sequence[Node]) -> Sequence[Node]:
    """What stands behind a sum up to the sign, relation or bracket that ends its term; no further sum."""
    depth, begun = 0, False
    for k, node in enumerate(behind):
        text = base_text(node)
        depth += (text in OPENING) - (text in CLOSING)
        if depth < 0 or (depth == 0 and (text in SUMS or (text in ENDS and (begun or text not in SIGNS)))):
            return behind[:k]
        begun = begun or text.strip() != "" or not isinstance(base_of(node), Token)
    return behind


def _indices(node: Node) -> set[str]:
    """The letters i, j and k that stand alone below a name."""
    if isinstance(node, Scripts):
        below = node.below.items[0] if isinstance(node.below, Row) and len(node.below.items) == 1 else node.below
        base = base_text(node)
        own = {below.text} if isinstance(below, Token) and below.text in INDICES and base not in SUMS else set()
    else:
        own = set()
    return own.union(*map(_indices, children(node)))
