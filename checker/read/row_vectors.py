"""Names that are row vectors by how they are written: π of πP = π, and p of p = (0.2, 0.8), behind which P stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.read.cursor import parted
from checker.read.matrix_names import NEVER, full_name, is_capital, is_transpose, pairs, terms_of
from checker.read.statements import Statement, related
from checker.written import Fence, Node, Row

ALSO = frozenset(("pi",))  # the customary name of a stationary distribution


def row_vectors(trees: Sequence[Row], indices: frozenset[str]) -> frozenset[str]:
    """The names that are rows: a number times a matrix is not that number, and a column does not stand before one."""
    found, before, tuples = set[str](), set[str](), set[str]()
    for tree in trees:
        for statement in related(tree):
            sides = [pairs(part.items) for part in statement.parts]
            acting = [_acting(side, indices) for side in sides]
            alone = {name for side in sides if len(side) == 1 for name in _names(side, indices)}
            found |= {name for name in acting if name is not None and name in alone}
            before |= {name for side in sides for term in terms_of(side) for name in [_acting(term, indices)] if name}
            tuples |= _tuples(statement, indices)
    return frozenset(found | (before & tuples))


def _names(items: Sequence[Node], indices: frozenset[str]) -> Iterator[str]:
    for item in items:
        name = full_name(item, indices)
        if name is not None and not is_transpose(item):
            yield name.text


def _acting(factors: Sequence[Node], indices: frozenset[str]) -> str | None:
    """The small letter that stands right before a capital in a product of these two."""
    if len(factors) != 2 or is_transpose(factors[0]):
        return None
    first, second = (full_name(factor, indices) for factor in factors)
    if first is None or second is None or is_capital(first.text) or not is_capital(second.text):
        return None
    return first.text if first.text not in NEVER or first.text in ALSO else None


def _tuples(statement: Statement, indices: frozenset[str]) -> set[str]:
    """p of p = (0.2, 0.8)."""
    left, *others = statement.parts
    said = [one for part in others for one in pairs(part.items) if isinstance(one, Fence) and one.opening == "("]
    if not any(len(parted(one.body.items, (",",))) > 1 for one in said) or len(left.items) != 1:
        return set()
    return set(_names(left.items, indices))
