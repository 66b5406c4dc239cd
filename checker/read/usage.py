"""How the names of a section are used, seen before its lines are read: as functions, data, whole numbers, matrices.

A name is a function where a prime stands on it or it is defined as f(x); data where its index is that of a sum; a
whole number where it counts; a matrix or vector where it is transposed, or bold throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from checker.read.cursor import parted
from checker.read.imaginary_unit import imaginary_unit
from checker.read.marks import children
from checker.read.names import Name, label_of, name_of, with_label
from checker.read.spacing import dots_joined
from checker.written import Command, Fence, Node, Row, Scripts, Token

SUMS = frozenset(("\\sum", "\\prod", "∑", "∏"))
RELATIONS = frozenset(
    r"""= < > \lt \gt \le \leq \ge \geq ≤ ≥ \ne \neq ≠ \in ∈ | \mid""".split()  # noqa: SIM905  # a table of words
)
LINES = frozenset((",", "\\\\"))
PARTING = RELATIONS | LINES
DOTS = frozenset(("\\cdots", "\\ldots", "\\dots", "…", "⋯"))
COUNTING = frozenset(["n", "m", "k", "N", "M", "K"])  # what a last term is numbered by
TRANSPOSES = frozenset(("T", "\\top", "\\intercal", "⊤"))
INDEX_LETTERS = frozenset("ijklrs")
ALWAYS_INDICES = frozenset("ijl")  # where they stand below data; k may be a constant beside x_k


@dataclass(slots=True)
class Usage:
    """Names by what they are used as; `differentiated` are pairs such as (y, x) for dy/dx; `variables` those
    that something is differentiated or integrated by."""

    primed: set[str] = field(default_factory=set)
    applied_to: set[tuple[str, str]] = field(default_factory=set)  # p and q of p(q)
    applied: set[str] = field(default_factory=set)
    of_several: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)  # g and y, z of g(y, z)
    unapplied: set[str] = field(default_factory=set)
    labelled: set[str] = field(default_factory=set)
    indexed: set[str] = field(default_factory=set)
    indices: set[str] = field(default_factory=set)
    numbering: set[str] = field(default_factory=set)  # i of the data x_i
    counts: set[str] = field(default_factory=set)
    transposed: set[str] = field(default_factory=set)
    bold: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    differentiated: set[tuple[str, str]] = field(default_factory=set)
    imaginary: str = ""  # the letter that is the imaginary unit
    variables: set[str] = field(default_factory=set)


def usage(trees: Iterable[Row]) -> Usage:
    """What the formulas of a section show of their names."""
    return _usage(tuple(trees))


def differentiated(tree: Row) -> set[tuple[str, str]]:
    """The pairs such as (y, x) for dy/dx that one formula shows."""
    found = Usage()
    _walk_slopes(tree.items, found)
    return found.differentiated


@lru_cache(maxsize=8)  # a section's names and its variables are found apart, and one formula's for each bracket of it
def _usage(rows: tuple[Row, ...]) -> Usage:
    found = _noted(rows, ())
    further = _further_indices(found)
    if further:
        found = _noted(rows, further)
    labels = _labels_of(found)
    found.numbering = _below_data(found, labels) & (ALWAYS_INDICES | further | found.indices)
    found.numbering |= {letter for label in labels.get("delta", ()) if len(label) == 2 for letter in label}
    return found


def _further_indices(found: Usage) -> set[str]:
    """i and k of p_i and p_k, where data z are summed over j, and z_i and z_k, or w_ik, are written too."""
    labels = _labels_of(found)
    of_data = found.indices | _below_data(found, labels)
    others = (own for base, own in labels.items() if base not in found.indexed)
    return of_data - found.indices if any(len(own & of_data) > 1 for own in others) else set()


def _below_data(found: Usage, labels: Mapping[str, set[str]]) -> set[str]:
    """The letters that stand below data, and may be indices."""
    return {letter for base in found.indexed & labels.keys() for label in labels[base] for letter in label}


def _labels_of(found: Usage) -> Mapping[str, set[str]]:
    """What stands below each name, where that may be indices."""
    labels: dict[str, set[str]] = {}
    for base, _, label in (name.partition("_") for name in found.labelled):
        if label and INDEX_LETTERS.issuperset(label):
            labels.setdefault(base, set()).add(label)
    return labels


def _noted(rows: Iterable[Row], indices: Iterable[str]) -> Usage:
    found = Usage(indices=set(indices))
    for tree in rows:
        _indices(tree, found)
    for tree in rows:
        _walk(tree.items, found)
    found.imaginary = next(filter(None, (imaginary_unit(tree.items, found.indices) for tree in rows)), "")
    return found


def _indices(node: Node, found: Usage) -> None:
    """The indices of sums and products, and what bounds them."""
    if isinstance(node, Scripts) and isinstance(node.base, Token) and node.base.text in SUMS and node.below is not None:
        _index_and_bounds(node.below, found)
        if node.above is not None:
            found.counts |= {name.text for name in _names(node.above)}
    for child in children(node):
        _indices(child, found)


def _index_and_bounds(below: Node, found: Usage) -> None:
    """i = 1, i < j, 1 ≤ i < j ≤ n, i ≠ j, i, j: what runs, and what bounds it."""
    items = [item for item in (below.items if isinstance(below, Row) else (below,)) if not _space(item)]
    if len(items) == 1 and isinstance(items[0], Command) and items[0].name == "substack":
        _index_and_bounds(items[0].arguments[0], found)
        return
    for line in _split(items, LINES):
        sides = _split(line, RELATIONS)
        ordered = not any(isinstance(item, Token) and item.text in {"=", "\\ne", "\\neq"} for item in line)
        inner = sides[1:-1] if ordered and len(sides) > 2 else sides if ordered or len(sides) < 2 else sides[:1]
        if any(isinstance(item, Token) and item.text in {"\\ne", "\\neq"} for item in line):
            inner = sides
        for side in sides:
            names = {name.text for item in side for name in _names(item)}
            if side in inner and len(side) == 1:
                found.indices |= names
            else:
                found.counts |= names


def _split(items: Sequence[Node], separators: frozenset[str]) -> list[list[Node]]:
    return [part for part in parted(items, separators) if part]


def _dots(row: Sequence[Node], found: Usage) -> None:
    """1 + x + ⋯ + x^n: what the last term counts by, and what has an index."""
    joined = dots_joined(row)
    if not any(isinstance(item, Token) and item.text in DOTS for item in joined):  # as most often
        return
    for run in _split(joined, PARTING):
        places = [k for k, item in enumerate(run) if isinstance(item, Token) and item.text in DOTS]
        if len(places) != 1:
            continue
        (place,) = places
        before, after = ({n.text for item in side for n in _names(item)} for side in (run[:place], run[place:]))
        found.counts |= (before ^ after) & COUNTING
        for item in run:
            name = name_of(item.base) if isinstance(item, Scripts) and item.below is not None else None
            if isinstance(item, Scripts) and item.below is not None and name is not None and _numbers(item.below):
                found.counts |= {inner.text for inner in _names(item.below)} & COUNTING
                found.indexed.add(name.text)


def _numbers(below: Node) -> bool:
    """x_1, x_n, x_{n-1}: does a subscript number what has it?"""
    names = {name.text for name in _names(below)}
    return bool(names & COUNTING) or (isinstance(below, Token) and below.kind == "number")


def _note_slashed(row: Sequence[Node], found: Usage) -> None:
    """dy/dx in one line."""
    if not any(isinstance(node, Token) and node.text == "/" for node in row):
        return
    for window in zip(row, row[1:], row[2:], row[3:], row[4:], strict=False):
        above, below = with_label(window[1]), with_label(window[4])
        slash = isinstance(window[2], Token) and window[2].text == "/"
        if slash and _is_d(window[0]) and _is_d(window[3]) and above is not None and below is not None:
            found.differentiated.add((above.text, below.text))


def _names(node: Node) -> Iterator[Name]:
    name = with_label(node)
    if name is not None:
        yield name
    else:
        for child in children(node):
            yield from _names(child)


def _space(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "space"


def _walk(items: Iterable[Node], found: Usage) -> None:
    row = [item for item in items if not _space(item)]
    _dots(row, found)
    if any(isinstance(item, Token) and item.text == "\\choose" for item in row):
        found.counts |= {name.text for item in row for name in _names(item)}
    _note_slashed(row, found)
    integrates = any(_is_integral(node) for node in row)
    for k, node in enumerate(row):
        following = row[k + 1] if k + 1 < len(row) else None
        if integrates and _is_d(node) and following is not None and (name := with_label(following)) is not None:
            found.variables.add(name.text)
        if getattr(node, "text", "") == "n" and getattr(following, "text", "") in {"\\pi", "π"}:
            found.counts.add("n")  # sin(nπx/L), a whole number of half waves
        _note(node, following, found)
        _note_argument(row[k : k + 4], found)
        _note_arguments(row, k, found)
        if isinstance(node, Row):
            _walk(node.items, found)
            continue
        for child in children(node):
            _walk(child.items if isinstance(child, Row) else (child,), found)


def _walk_slopes(items: Iterable[Node], found: Usage) -> None:
    """What is differentiated by what, of all that `_walk` notes."""
    row = [item for item in items if not _space(item)]
    _note_slashed(row, found)
    for k, node in enumerate(row):
        _note_slope(node, row[k + 1] if k + 1 < len(row) else None, found)
        for child in (node,) if isinstance(node, Row) else children(node):
            _walk_slopes(child.items if isinstance(child, Row) else (child,), found)


def _is_integral(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Token) and base.text in {"\\int", "∫", "\\iint", "\\oint"}


def _note(node: Node, following: Node | None, found: Usage) -> None:
    if isinstance(node, Command) and node.name in {"binom", "dbinom", "tbinom"}:
        found.counts |= {name.text for argument in node.arguments for name in _names(argument)}
    _note_slope(node, following, found)
    if isinstance(following, Token) and following.text == "!" and (name := with_label(node)) is not None:
        found.counts.add(name.text)
    name = name_of(node.base) if isinstance(node, Scripts) else name_of(node)
    if name is None:
        return
    _note_application(name, following, found)
    full = with_label(node)
    if full is not None and full != name:
        _note_application(full, following, found)
    (found.bold if name.bold else found.plain).add(name.text)
    if isinstance(node, Scripts):
        _note_scripts(node, name, found)


def _note_slope(node: Node, following: Node | None, found: Usage) -> None:
    """dy/dx, \\dot y, ∂_x u."""
    if isinstance(node, Command) and node.name in {"frac", "dfrac", "tfrac"}:
        _note_derivative(node, found)
    if isinstance(node, Command) and node.name in {"dot", "ddot"}:
        inner = with_label(node.arguments[0])
        if inner is not None:
            found.differentiated.add((inner.text, "t"))
    _note_partial(node, following, found)


def _note_partial(node: Node, following: Node | None, found: Usage) -> None:
    """∂_x u, ∂_{xx} u: u depends on x."""
    if not isinstance(node, Scripts) or node.below is None or getattr(node.base, "text", "") not in {"\\partial", "∂"}:
        return
    variables = {name.text for name in _names(node.below)}
    found.variables |= variables
    name = with_label(following) if following is not None else None
    if name is not None:
        found.differentiated |= {(name.text, variable) for variable in variables}


def _note_application(name: Name, following: Node | None, found: Usage) -> None:
    """Is a bracket behind a name, every time? What stands in it is not looked at."""
    base = following.base if isinstance(following, Scripts) else following
    opens = (isinstance(base, Fence) and base.opening in {"(", "\\left("}) or (
        isinstance(base, Token) and base.text == "("
    )
    (found.applied if opens else found.unapplied).add(name.text)
    inside = [item for item in base.body.items if not _space(item)] if isinstance(base, Fence) else []
    argument = with_label(inside[0]) if len(inside) == 1 else None
    if opens and argument is not None:
        found.applied_to.add((name.text, argument.text))


def _note_argument(run: Sequence[Node], found: Usage) -> None:
    """x of f(x), with brackets that are not yet paired."""
    if len(run) < 4 or getattr(run[1], "text", "") != "(" or getattr(run[3], "text", "") != ")":
        return
    base = run[0].base if isinstance(run[0], Scripts) else run[0]
    name, argument = name_of(base), with_label(run[2])
    if name is not None and argument is not None:
        found.applied_to.add((name.text, argument.text))


def _note_arguments(row: Sequence[Node], k: int, found: Usage) -> None:
    """g(y, z): what stands in the brackets behind the k-th node, where that are names alone."""
    inside = _in_brackets(row, k + 1)
    name = name_of(row[k]) if inside else None
    if name is None:
        return
    parts = [with_label(part[0]) if len(part) == 1 else None for part in parted(_spaceless(inside), (",",))]
    if len(parts) > 1 and all(part is not None for part in parts):
        found.of_several.add((name.text, tuple(part.text for part in parts if part is not None)))


def _in_brackets(row: Sequence[Node], k: int) -> Sequence[Node]:
    """What stands in the brackets that open with the k-th node; nothing where none do."""
    if k >= len(row):
        return ()
    opening = row[k]
    if isinstance(opening, Fence):
        return opening.body.items
    if getattr(opening, "text", "") != "(":
        return ()
    closing = next((j for j in range(k, len(row)) if getattr(row[j], "text", "") == ")"), k)
    return row[k + 1 : closing]


def _spaceless(items: Iterable[Node]) -> list[Node]:
    return [item for item in items if not _space(item)]


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
    """dy/dx, d²y/dx², ∂²L/∂a∂b with a lone name on top: y depends on x."""
    top, bottom = (argument.items if isinstance(argument, Row) else (argument,) for argument in node.arguments)
    above, below = ([item for item in part if not _space(item)] for part in (top, bottom))
    if above and below and _is_d(above[0]) and _is_d(below[0]):
        found.variables |= {name.text for item in below[1:] for name in _names(item) if name.text != "d"}
    if len(above) != 2 or not below or not _is_d(above[0]) or not _is_d(below[0]):
        return
    name = with_label(above[1])
    variables = [with_label(_unpowered(item)) for item in below if not _is_d(item)]
    if name is not None:
        found.differentiated |= {(name.text, variable.text) for variable in variables if variable is not None}


def _unpowered(node: Node) -> Node:
    """x of dx²."""
    if not isinstance(node, Scripts) or node.base is None or node.above is None:
        return node
    return node.base if node.below is None else Scripts(node.base, node.below, None, node.span)


def _is_d(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    if isinstance(base, Command) and base.name == "mathrm":
        name = name_of(base)
        return name is not None and name.text == "d"
    return isinstance(base, Token) and base.text in {"d", "\\partial", "∂"}
