"""How the names of a section are used, seen before its lines are read: as functions, data, whole numbers, matrices.

A name is a function where a prime stands on it or it is defined as f(x); data where its index is that of a sum; a
whole number where it counts; a matrix or vector where it is transposed, or bold throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.read.names import Name, label_of, name_of, with_label
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Token

SUMS = frozenset(("\\sum", "\\prod", "∑", "∏"))
TRANSPOSES = frozenset(("T", "\\top", "\\intercal", "⊤"))


@dataclass(slots=True)
class Usage:
    """Names by what they are used as; `differentiated` are pairs such as (y, x) for dy/dx; `variables` those
    that something is differentiated or integrated by."""

    primed: set[str] = field(default_factory=set)
    applied: set[str] = field(default_factory=set)
    unapplied: set[str] = field(default_factory=set)
    labelled: set[str] = field(default_factory=set)
    indexed: set[str] = field(default_factory=set)
    indices: set[str] = field(default_factory=set)
    counts: set[str] = field(default_factory=set)
    transposed: set[str] = field(default_factory=set)
    bold: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    differentiated: set[tuple[str, str]] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)


def usage(trees: Iterable[Row]) -> Usage:
    """What the formulas of a section show of their names."""
    found = Usage()
    rows = list(trees)
    for tree in rows:
        _indices(tree, found)
    for tree in rows:
        _walk(tree.items, found)
    return found


def _children(node: Node) -> Iterator[Node]:
    match node:
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


def _indices(node: Node, found: Usage) -> None:
    """The indices of sums and products, and what bounds them."""
    if isinstance(node, Scripts) and isinstance(node.base, Token) and node.base.text in SUMS and node.below is not None:
        items = [i for i in (node.below.items if isinstance(node.below, Row) else (node.below,)) if not _space(i)]
        index = with_label(items[0]) if items else None
        if index is not None:
            found.indices.add(index.text)
        for part in (*items[1:], *([node.above] if node.above is not None else [])):
            found.counts |= {name.text for name in _names(part)}
    for child in _children(node):
        _indices(child, found)


def _names(node: Node) -> Iterator[Name]:
    name = with_label(node)
    if name is not None:
        yield name
    else:
        for child in _children(node):
            yield from _names(child)


def _space(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "space"


def _walk(items: Iterable[Node], found: Usage) -> None:
    row = [item for item in items if not _space(item)]
    integrates = any(_is_integral(node) for node in row)
    for k, node in enumerate(row):
        following = row[k + 1] if k + 1 < len(row) else None
        if integrates and _is_d(node) and following is not None and (name := with_label(following)) is not None:
            found.variables.add(name.text)
        _note(node, following, found)
        for child in _children(node):
            _walk(child.items if isinstance(child, Row) else (child,), found)


def _is_integral(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Token) and base.text in {"\\int", "∫", "\\iint", "\\oint"}


def _note(node: Node, following: Node | None, found: Usage) -> None:
    if isinstance(node, Command) and node.name in {"binom", "dbinom", "tbinom"}:
        found.counts |= {name.text for argument in node.arguments for name in _names(argument)}
    if isinstance(node, Command) and node.name in {"frac", "dfrac", "tfrac"}:
        _note_derivative(node, found)
    if isinstance(following, Token) and following.text == "!" and (name := with_label(node)) is not None:
        found.counts.add(name.text)
    name = name_of(node.base) if isinstance(node, Scripts) else name_of(node)
    if name is None:
        return
    _note_application(name, following, found)
    (found.bold if name.bold else found.plain).add(name.text)
    if isinstance(node, Scripts):
        _note_scripts(node, name, found)


def _note_application(name: Name, following: Node | None, found: Usage) -> None:
    """Is a bracket behind a name, every time? What stands in it is not looked at."""
    base = following.base if isinstance(following, Scripts) else following
    opens = (isinstance(base, Fence) and base.opening in {"(", "\\left("}) or (
        isinstance(base, Token) and base.text == "("
    )
    (found.applied if opens else found.unapplied).add(name.text)


def _note_scripts(node: Scripts, name: Name, found: Usage) -> None:
    above = node.above.items if isinstance(node.above, Row) else (node.above,) if node.above is not None else ()
    texts = [item.text for item in above if isinstance(item, Token)]
    label = label_of(node.below)
    full = f"{name.text}_{label}" if label else name.text
    found.labelled.add(full)
    if texts[:1] in (["'"], ["\\prime"]):
        found.primed.add(full)
    if len(texts) == 1 and texts[0] in TRANSPOSES:
        found.transposed.add(full)
    below = node.below.items if isinstance(node.below, Row) else (node.below,) if node.below is not None else ()
    used = {inner.text for item in below for inner in _names(item)}
    if used & found.indices:
        found.indexed.add(name.text)


def _note_derivative(node: Command, found: Usage) -> None:
    """dy/dx with a lone name on top: y depends on x."""
    top, bottom = (argument.items if isinstance(argument, Row) else (argument,) for argument in node.arguments)
    above, below = ([item for item in part if not _space(item)] for part in (top, bottom))
    if above and below and _is_d(above[0]) and _is_d(below[0]):
        found.variables |= {name.text for item in below[1:] for name in _names(item) if name.text != "d"}
    if len(above) == 2 and len(below) == 2 and _is_d(above[0]) and _is_d(below[0]):
        names = with_label(above[1]), with_label(below[1])
        if names[0] is not None and names[1] is not None:
            found.differentiated.add((names[0].text, names[1].text))


def _is_d(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    if isinstance(base, Command) and base.name == "mathrm":
        name = name_of(base)
        return name is not None and name.text == "d"
    return isinstance(base, Token) and base.text in {"d", "\\partial", "∂"}
