"""Letters that are bold as a vector and plain as its length in one section, as 𝐄 and E are in physics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.read.marks import children
from checker.read.names import BOLD, with_label
from checker.read.spacing import spaceless
from checker.written import Command, Node, Row, Scripts, Token

FRACTIONS = frozenset(("frac", "dfrac", "tfrac"))


def lengths(trees: Iterable[Row]) -> frozenset[str]:
    """The names that are written bold somewhere, and plain where only a number can be: squared, below a fraction's
    line, or before the d of an integral."""
    bold: set[str] = set()
    numbers: set[str] = set()
    for tree in trees:
        for row in _rows(tree.items):
            bold |= {name for node in row if (name := _bold(node)) is not None}
            numbers |= set(_numbers(row))
    return frozenset(bold & numbers)


def _rows(items: Sequence[Node]) -> Iterator[Sequence[Node]]:
    row = spaceless(items)
    yield row
    for node in row:
        for child in children(node):
            yield from _rows(child.items if isinstance(child, Row) else (child,))


def _bold(node: Node) -> str | None:
    base = node.base if isinstance(node, Scripts) else node
    if not isinstance(base, Command) or base.name not in BOLD:
        return None
    name = with_label(base)
    return name.text if name is not None else None


def _plain(node: Node | None) -> str | None:
    base = node.base if isinstance(node, Scripts) and node.below is None else node
    return base.text if isinstance(base, Token) and base.kind == "letter" else None


def _numbers(row: Sequence[Node]) -> Iterator[str]:
    for k, node in enumerate(row):
        if isinstance(node, Scripts) and getattr(node.above, "text", "") == "2" and (name := _plain(node)):
            yield name
        if isinstance(node, Command) and node.name in FRACTIONS:
            below = node.arguments[1]
            yield from filter(None, map(_plain, below.items if isinstance(below, Row) else (below,)))
        following = row[k + 1] if k + 1 < len(row) else None
        if getattr(following, "text", "") == "d" and k > 0 and _is_integral(row[k - 1]) and (name := _plain(node)):
            yield name


def _is_integral(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return getattr(base, "text", "") in {"\\int", "∫"}
