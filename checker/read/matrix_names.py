"""Which names of a section are matrices and vectors by how they are written: transposed, bold, in det, tr and ‖·‖.

Capitals are matrices, small letters columns. What stands in a product with them is taken for one too where its
place allows nothing else: a name right behind a transposed one or a matrix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from checker.read.brackets import paired
from checker.read.names import Name, label_of, labelled, name_of, with_label
from checker.read.spacing import spaceless
from checker.read.syntax import SyntaxFault
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Token

TRANSPOSES = frozenset(("T", "\\top", "\\intercal", "⊤"))
DOUBLE_BARS = frozenset(("\\|", "\\Vert", "‖", "\\lVert"))
RUNNING = frozenset(("\\sum", "∑", "\\prod", "∏", "\\int", "∫"))  # what stands above them is a bound
OF_MATRICES = frozenset(("det", "tr", "Tr", "trace", "rank"))
SIGNS = frozenset(("+", "-", "−", "\\pm", "\\mp"))
NEVER = frozenset(
    ["lambda", "alpha", "eta", "sigma", "gamma", "tau", "rho", "kappa", "t", "k", "n", "m", "N", "e", "pi", "i", "j"]
)
"""Names that stay numbers beside a matrix, unless they are transposed or bold themselves."""


@dataclass(slots=True)
class Written:
    """Names by what shows that they are matrices; `why` says it in words."""

    why: dict[str, str] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)
    indexed: set[str] = field(default_factory=set)
    t_is_a_name: bool = False

    def note(self, name: str, why: str) -> None:
        self.why.setdefault(name, why)


def written_as_matrices(
    trees: Iterable[Row], told: Iterable[str], indices: frozenset[str], lengths: frozenset[str] = frozenset()
) -> Written:
    """The names that are matrices by how they are written in any formula; `told` are known to be, `lengths` not."""
    rows = list(trees)
    found = Written()
    for known in told:
        found.note(known, "it is told")
    for tree in rows:
        for name, node in names_in(tree.items, indices):
            found.plain.add(name.text)
            if name.bold and name.text not in lengths:
                found.note(name.text, "it is bold")
            found.t_is_a_name |= node == "plain" and name.text == "T"
    for tree in rows:
        _marks(tree.items, found, indices)
    sides = [pair for tree in rows for pair in _side_by_side(tree.items, indices)]
    for _ in range(3):  # each pass may show more; three reach over any product of daily use
        count = len(found.why)
        for pair in sides:
            _note_neighbours(pair, found)
        if len(found.why) == count:
            break
    return found


def is_capital(name: str) -> bool:
    """Is a name written as matrices are?"""
    base = name.split("_", maxsplit=1)[0]
    return base[:1].isupper()


def full_name(node: Node | None, indices: frozenset[str]) -> Name | None:
    """The name of a node, its label included; None where its subscript is an index."""
    if isinstance(node, Scripts):
        base = name_of(node.base)
        if base is None or node.base is None:
            return None
        if node.below is None:
            return base
        label = label_of(node.below)
        return None if label is None or set(_letters(node.below)) & indices else labelled(base, label)
    return with_label(node) if node is not None else None


def _letters(node: Node) -> Iterator[str]:
    items = node.items if isinstance(node, Row) else (node,)
    for item in items:
        name = with_label(item)
        if name is not None:
            yield name.text


def children(node: Node) -> Iterator[Node]:
    """The nodes inside a node."""
    match node:
        case Row():
            yield from node.items
        case Scripts():
            yield from (part for part in (node.base, node.below, node.above) if part is not None)
        case Command():
            yield from node.arguments
        case Fence():
            yield from node.body.items
        case Grid():
            yield from (item for row in node.rows for cell in row for item in cell.items)


def names_in(items: Iterable[Node], indices: frozenset[str]) -> Iterator[tuple[Name, str]]:
    """Every name in a formula, but a `T` that is a superscript alone; marked "plain"."""
    for node in items:
        name = full_name(node, indices)
        if name is not None:
            yield name, "plain"
        if isinstance(node, Scripts):
            if name is None and node.base is not None:
                yield from names_in((node.base,), indices)
            if node.above is not None and not is_transpose(node):
                yield from names_in((node.above,), indices)
        elif name is None:
            yield from names_in(children(node), indices)


def is_transpose(node: Node) -> bool:
    """Is a transpose written on a node?"""
    if not isinstance(node, Scripts) or node.above is None or getattr(node.base, "text", "") in RUNNING:
        return False
    items = node.above.items if isinstance(node.above, Row) else (node.above,)
    texts = [item.text for item in items if isinstance(item, Token) and item.kind != "space"]
    return len(texts) == len(items) and (
        texts in ([one] for one in TRANSPOSES) or texts in (["-", "T"], ["-", "\\top"])
    )


def pairs(items: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes with their brackets paired, as they are where they do not pair."""
    if len(items) == 1 and not isinstance(items[0], Token):  # as most often
        return tuple(items)
    try:
        return tuple(spaceless(paired(items)))
    except SyntaxFault:
        return tuple(items)


def _marks(items: Sequence[Node], found: Written, indices: frozenset[str]) -> None:
    row = pairs(items)
    for k, node in enumerate(row):
        base = node.base if isinstance(node, Scripts) else node
        if is_transpose(node) and not (found.t_is_a_name and isinstance(node, Scripts) and _is_t(node.above)):
            _of_operand(node, "it is transposed", found, indices)
        if isinstance(base, Fence) and base.opening in DOUBLE_BARS:
            _terms(base.body.items, "its norm is taken", found, indices)
        if _operator(base) in OF_MATRICES and k + 1 < len(row):
            _capitals((row[k + 1],), "its determinant or trace is taken", found, indices)
        if (
            isinstance(base, Token)
            and base.text in {"\\nabla", "∇"}
            and isinstance(node, Scripts)
            and node.below is not None
        ):
            variable = full_name(node.below, indices)
            if variable is not None and is_usual_vector(variable):
                found.note(variable.text, "a gradient is taken by it")
        for child in children(node):
            _marks(child.items if isinstance(child, Row) else (child,), found, indices)


def is_usual_vector(name: Name) -> bool:
    """Are gradients by this name those of vectors?"""
    return name.text not in NEVER


def _is_t(above: Node | None) -> bool:
    token = above.items[0] if isinstance(above, Row) and len(above.items) == 1 else above
    return isinstance(token, Token) and token.text == "T"


def _operator(base: Node | None) -> str:
    if isinstance(base, Token) and base.kind == "command":
        return base.text[1:]
    name = name_of(base)
    return name.text if name is not None and isinstance(base, Command) else ""


def _of_operand(node: Node, why: str, found: Written, indices: frozenset[str]) -> None:
    """What a transpose stands on: a name, or the terms of a bracket."""
    assert isinstance(node, Scripts)
    name = full_name(node, indices)
    if name is not None:
        found.note(name.text, why)
    elif isinstance(node.base, Fence):
        _terms(node.base.body.items, why, found, indices)
    elif node.below is not None and (indexed := name_of(node.base)) is not None:
        found.indexed.add(indexed.text)


def _terms(items: Sequence[Node], why: str, found: Written, indices: frozenset[str]) -> None:
    """Of each term of a vector: a lone name, or the capitals and the last factor of a product."""
    for term in terms_of(pairs(items)):
        factors = [node for node in term if not (isinstance(node, Token) and node.kind == "number")]
        names = [full_name(node, indices) for node in factors]
        if len(factors) == 1 and isinstance(factors[0], Fence):
            _terms(factors[0].body.items, why, found, indices)
        for k, name in enumerate(names):
            if name is not None and (k == len(names) - 1 or is_capital(name.text)) and name.text not in NEVER:
                found.note(name.text, why)


def _capitals(items: Iterable[Node], why: str, found: Written, indices: frozenset[str]) -> None:
    for name, _ in names_in(items, indices):
        if is_capital(name.text):
            found.note(name.text, why)


def terms_of(items: Sequence[Node]) -> Iterator[list[Node]]:
    """What signs part."""
    term: list[Node] = []
    for item in items:
        if isinstance(item, Token) and item.text in SIGNS:
            if term:
                yield term
            term = []
        else:
            term.append(item)
    if term:
        yield term


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two factors side by side of which the right one is a name, and the left one a name or transposed."""

    left: Name | None
    right: Name
    left_is_transposed: bool
    right_is_transposed: bool


def _side_by_side(items: Sequence[Node], indices: frozenset[str]) -> Iterator[_Pair]:
    """The pairs of a row, and then those within its nodes."""
    row = pairs(items)
    names = [full_name(node, indices) for node in row]
    for k in range(len(row) - 1):
        left, right, transposed = names[k], names[k + 1], is_transpose(row[k])
        if right is not None and (transposed or (left is not None and is_capital(left.text))):
            yield _Pair(left, right, transposed, is_transpose(row[k + 1]))
    for node in row:
        for child in children(node):
            yield from _side_by_side(child.items if isinstance(child, Row) else (child,), indices)


def _note_neighbours(pair: _Pair, found: Written) -> None:
    """A lone name right behind a matrix is a matrix or a column; a capital right before one is a matrix."""
    first, second = pair.left, pair.right
    if second.text not in NEVER and _acts(pair, found):
        found.note(second.text, "it is multiplied with a matrix")
    if first is not None and is_capital(first.text) and first.text not in NEVER:
        acted = second.text in found.why and not pair.right_is_transposed and not pair.left_is_transposed
        if acted and (second.bold or is_capital(second.text) or found.why[second.text] != "a gradient is taken by it"):
            found.note(first.text, "it is multiplied with a matrix")


def _acts(pair: _Pair, found: Written) -> bool:
    """Does a factor make the next one a matrix: a transposed one, or a matrix by name?"""
    name = pair.left
    if pair.left_is_transposed:
        return name is None or name.text in found.why
    return name is not None and name.text in found.why and is_capital(name.text)
