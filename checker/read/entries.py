"""x = (x_1, …, x_n), in a row or a column with \\vdots: it says of how many numbers x is made, and claims nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sympy import Integer

from checker.read.cursor import parted
from checker.read.declared import is_dots, run, size
from checker.read.ledger import Kind
from checker.read.matrix_names import DOUBLE_BARS, children, is_transpose
from checker.read.names import name_of, with_label
from checker.read.spacing import spaceless
from checker.read.statements import Statement
from checker.read.syntax import SyntaxFault
from checker.read.told import Told
from checker.read.usage import Usage
from checker.written import Fence, Grid, Node, Row, Scripts, Token

WHY = "its entries are written"
VERTICAL = frozenset(("\\vdots", "⋮"))


def made_of_entries(statement: Statement) -> tuple[str, Node] | None:
    """The name that is said to be made of entries of its own, and the number of the last one; None of others."""
    if not statement.links or statement.links[0].relation != "=" or len(statement.parts[0].items) != 1:
        return None
    name = with_label(statement.parts[0].items[0])
    if (
        name is None
        or len(statement.parts[1].items) != 1
        or [each.relation for each in statement.links[1:]] not in ([], ["in"])
    ):
        return None
    entries = _entries(statement.parts[1].items[0])
    if len(entries) < 3 or not any(map(_is_dots, entries)):
        return None
    found = run(entries[0], entries[-1])
    others = [_base(each) for each in entries if not _is_dots(each)]
    return found if found is not None and found[0] == name.text and set(others) == {name.text} else None


def _entries(node: Node) -> list[Node]:
    inside = node.base if isinstance(node, Scripts) and is_transpose(node) else node
    parts: Sequence[Sequence[Node]] = ()
    if isinstance(inside, Grid) and 1 in (len(inside.rows), *map(len, inside.rows)):
        parts = [cell.items for row in inside.rows for cell in row]
    elif isinstance(inside, Fence):
        parts = parted(inside.body.items, (",",))
    bare = [spaceless(part) for part in parts]
    return [part[0] for part in bare] if all(len(part) == 1 for part in bare) else []


def _is_dots(node: Node) -> bool:
    return is_dots(node) or (isinstance(node, Token) and node.text in VERTICAL)


def _base(node: Node) -> str | None:
    name = name_of(node.base) if isinstance(node, Scripts) else None
    return name.text if name is not None else None


def told_by_entries(found: Iterable[Statement]) -> list[Told]:
    """What such statements tell: a column of that many numbers. Of a name that is no vector they tell nothing."""
    told = []
    for statement in found:
        made = made_of_entries(statement)
        if made is not None:
            last = made[1].items if isinstance(made[1], Row) else (made[1],)
            try:
                told.append(Told((made[0],), WHY, Kind.MATRIX, size(last, made[1].span), Integer(1)))
            except SyntaxFault:
                continue
    return told


def of_vectors(told: Iterable[Told], use: Usage, trees: Sequence[Row]) -> list[Told]:
    """What is told but for entries, where no formula uses what has them as a vector: a sample is no x ∈ ℝⁿ."""
    told = list(told)
    vectors = use.transposed | use.bold | {name for tree in trees for name in _normed(tree)}
    used = any(one.why == WHY and vectors.issuperset(one.names) for one in told)
    return [one for one in told if one.why != WHY or used]


def _normed(node: Node) -> set[str]:
    """The names that stand between double bars."""
    if isinstance(node, Fence) and node.opening in DOUBLE_BARS:
        return {name.text for item in node.body.items if (name := with_label(item)) is not None}
    return set().union(*map(_normed, children(node)))
