"""Σ and Π over their ranges, and limits: what they reach over, and what they are taken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy
from sympy.core.basic import Basic

from checker.read.building import is_matrix, multiplied, summed
from checker.read.cursor import SIGNS, Cursor, base_of, base_text, fault, items_of, parted
from checker.read.data_range import ranged
from checker.read.dependent import written_out
from checker.read.ledger import whole
from checker.read.marks import children
from checker.read.names import label_of, name_of, with_label
from checker.read.ranges import Range, ranges
from checker.read.scripts import layer_of
from checker.read.spacing import bare
from checker.written import Command, Fence, Node, Row, Scripts, Span, Token

SUMS = frozenset(("\\sum", "∑"))
PRODUCTS = frozenset(("\\prod", "∏"))
ARROWS = ("\\to", "\\rightarrow", "→", "\\longrightarrow")
SEQUENCES = frozenset(("n", "m", "k", "N"))  # what goes to infinity by whole numbers


def total(reader: Cursor, node: Scripts) -> Basic:
    """Σ or Π of the rest of its term; of the rest of the row, where that goes on to speak of its index."""
    head = sympy.Sum if base_text(node) in SUMS else sympy.Product
    runs = ranges(reader, node)
    ledger = reader.ledger
    for run in runs:
        ledger = ledger.with_bound(run.name, run.index)
    names = [run.name for run in runs]
    if any(run.whole_data for run in runs):
        _only_as_index(reader, node, names)
    value = reader.within(ledger, _reaches(reader, node, names, base_text(node)))
    if is_matrix(value) and tuple(value.shape) != (1, 1):
        raise fault(node.span, "a sum of vectors or matrices", "a sum of numbers", "write it for each entry")
    for run in runs:
        value = _over(head, *_ranged(reader, value, run, node))
    return value


def _ranged(reader: Cursor, value: Basic, run: Range, node: Scripts) -> tuple[Basic, Range]:
    """A run without bounds is over the entries of the vectors under it, else over the data."""
    if not run.whole_data or run.but is not None:
        return value, run
    value, (low, high) = ranged(value, run.index, (run.low, run.high))
    reader.remark(node.span, f"Σ_{run.name} without bounds is taken to run from {low} to {high}")
    return value, replace(run, low=low, high=high)


def _over(head: type, value: Basic, run: Range) -> Basic:
    parts = [head(value, limits) for limits in run.limits()]
    return summed(parts) if head is sympy.Sum else multiplied(parts)


def _reaches(reader: Cursor, node: Scripts, names: Sequence[str], sign: str) -> bool:
    """Does a later term of the row speak of the index, so that the sum reaches over it? If not, it may still.

    A sum ends before terms of other names: in Σ xᵢ² − x̄² who means Σ (xᵢ² − x̄²) has lost a bracket, or a factor n.
    """
    later = False
    other_names = False
    opened = isinstance(base_of(reader.peek()), Fence)
    for k, item in enumerate(reader.items[reader.k :]):
        if k > 0 and isinstance(item, Token) and item.text in SIGNS:
            later = True
        if isinstance(item, Scripts) and base_text(item) in SUMS | PRODUCTS | {"\\lim"} and _binds(item, names):
            return False
        if later and _speaks_of(item, names):
            reader.remark(node.span, f"it reaches over all terms behind it, which speak of {', '.join(names)}")
            return True
        other_names = other_names or (later and sign != "lim" and _names(item))
    if not later or opened or other_names:
        return False
    return reader.other(f"reach of {sign}", f"{sign} is read as reaching over the whole sum behind it")


def _names(node: Node) -> bool:
    """Does a name stand in it?"""
    return name_of(node) is not None or any(map(_names, children(node)))


def _binds(node: Scripts, names: Sequence[str]) -> bool:
    return any((name := with_label(item)) is not None and name.text in names for item in items_of(node.below))


def _speaks_of(node: Node, names: Sequence[str]) -> bool:
    if isinstance(node, Scripts) and base_text(node) in SUMS | PRODUCTS and _binds(node, names):
        return False
    if isinstance(node, Command) and node.name in {"text", "mathrm", "operatorname"}:
        return False
    if isinstance(node, Token):
        name = name_of(node)
        return name is not None and name.text in names
    items = bare(node.items) if isinstance(node, Row) else tuple(children(node))
    for item in items:
        if isinstance(item, Scripts) and base_text(item) in SUMS | PRODUCTS and _binds(item, names):
            return False  # what follows it is under its own index
        if _speaks_of(item, names):
            return True
    return False


def _only_as_index(reader: Cursor, node: Scripts, names: Sequence[str]) -> None:
    """Raises where an index without bounds is a value: what Σ_k k² or Σ_k binom(n, k) runs over is not said."""
    for item in reader.items[reader.k :]:
        if isinstance(item, Scripts) and base_text(item) in SUMS and _binds(item, names):
            return
        place = _as_value(item, names)
        if place is not None:
            hint = "write where it begins and ends, as in Σ_{k=0}^n"
            raise fault(node.span, "a sum over what is not said", "bounds", hint)


def _as_value(node: Node, names: Sequence[str]) -> Node | None:
    if isinstance(node, Scripts):
        if base_text(node) in SUMS and _binds(node, names):
            return None
        power = node.above if layer_of(node.above) is None else None
        inside = [part for part in (node.base, power) if part is not None]
        return next((place for part in inside if (place := _as_value(part, names)) is not None), None)
    if isinstance(node, Token):
        name = name_of(node)
        return node if name is not None and name.text in names else None
    if isinstance(node, Command) and node.name in {"text", "mathrm", "operatorname"}:
        return None
    items = bare(node.items) if isinstance(node, Row) else tuple(children(node))
    for item in items:
        if isinstance(item, Scripts) and base_text(item) in SUMS and _binds(item, names):
            return None
        if (place := _as_value(item, names)) is not None:
            return place
    return None


# --- limits --------------------------------------------------------------------------------------


def limit(reader: Cursor, node: Scripts) -> Basic:
    """lim_{x → a}, from both sides unless a side is written."""
    if node.below is None:
        raise fault(node.span, "a limit without its place", "a subscript", "write lim_{x → a}")
    sides = parted(bare(items_of(node.below)), ARROWS)
    name = with_label(sides[0][0]) if len(sides[0]) == 1 else None
    if len(sides) != 2 or name is None or not sides[1]:
        raise fault(node.below.span, "this place", "x → a", "this limit is not read")
    place, side = _approached(reader, sides[1], node.below.span)
    variable = reader.over(sides[0], node.below.span)
    if name.text in SEQUENCES and place == sympy.oo and reader.ledger.meaning(name.text) is None:
        variable = whole(name.text)
    if not isinstance(variable, sympy.Symbol):
        raise fault(node.below.span, "a limit by this", "a name", "limits are taken by names")
    if reader.peek() is None:
        raise fault(Span(node.span.end, node.span.end), "the end", "an operand", "write what the limit is of")
    value = reader.within(reader.ledger.with_bound(name.text, variable), _reaches(reader, node, (name.text,), "lim"))
    if is_matrix(value):
        raise fault(node.span, "a limit of a matrix", "a number", "write it for each entry")
    return sympy.Limit(written_out(reader, value, variable, node), variable, place, side)


def _approached(reader: Cursor, items: Sequence[Node], span: Span) -> tuple[Basic, str]:
    last = items[-1]
    if isinstance(last, Scripts) and last.above is not None and last.base is not None:
        sign = label_of(last.above) if isinstance(last.above, Row) else getattr(last.above, "text", "")
        if sign in {"+", "-"}:
            base = last.base if last.below is None else Scripts(last.base, last.below, None, last.span)
            return reader.over((*items[:-1], base), span), sign
    value = reader.over(items, span)
    if value == sympy.oo:
        return value, "-"
    return value, "+" if value == -sympy.oo else "+-"
