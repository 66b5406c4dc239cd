"""What a sum or product runs over: `i=1`, `i<j`, `i \\ne j`, `i,j`, `k \\ge 0`, or the data where nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy
from sympy import Integer
from sympy.core.basic import Basic

from checker.read.cursor import Cursor, fault, items_of, parted, shown, span_of
from checker.read.ledger import INDEX_BY_USE, whole
from checker.read.marks import children
from checker.read.names import with_label
from checker.read.spacing import bare
from checker.written import Command, Node, Scripts, Span, Token

LESS = {"<": 1, "\\lt": 1, "\\le": 0, "\\leq": 0, "≤": 0, "\\leqslant": 0}
MORE = {">": 1, "\\gt": 1, "\\ge": 0, "\\geq": 0, "≥": 0, "\\geqslant": 0}
DIFFER = frozenset(("\\ne", "\\neq", "≠"))


@dataclass(frozen=True, slots=True)
class Range:
    """An index with its bounds, and the value it leaves out, if any; `whole_data` says that nothing was written."""

    name: str
    index: Basic
    low: Basic
    high: Basic
    but: Basic | None = None
    whole_data: bool = False

    def limits(self) -> tuple[tuple[Basic, Basic, Basic], ...]:
        """The runs of the index, one after the other: two where a value inside is left out."""
        if self.but is None:
            return ((self.index, self.low, self.high),)
        return ((self.index, self.low, self.but - 1), (self.index, self.but + 1, self.high))


def ranges(reader: Cursor, node: Scripts) -> tuple[Range, ...]:
    """The ranges of a big operator, the innermost first."""
    if node.below is None:
        raise fault(node.span, "a sum without its index", "a subscript", "write what it runs over, as in Σ_i")
    lines = [part for part in parted(_lines(node.below), ("\\\\",)) if part]
    if len(lines) > 1:
        return _with_exceptions(reader, lines, node)
    if not lines:
        raise fault(node.span, "a sum without its index", "a subscript", "write what it runs over, as in Σ_i")
    return _read(reader, lines[0], node)


def _lines(below: Node) -> tuple[Node, ...]:
    items = bare(items_of(below))
    if len(items) == 1 and isinstance(items[0], Command) and items[0].name == "substack":
        return bare(items_of(items[0].arguments[0]))
    return items


def _read(reader: Cursor, items: Sequence[Node], node: Scripts) -> tuple[Range, ...]:
    span = span_of(items, node.span)
    signs = [item.text for item in items if isinstance(item, Token)]
    if any(sign in DIFFER for sign in signs):
        return _with_exceptions(reader, parted(items, (",",)), node)
    if any(sign in LESS or sign in MORE for sign in signs):
        return _chained(reader, items, node)
    sides = parted(items, ("=",))
    names = [_name(part) for part in parted(sides[0], (",",))]
    if len(sides) > 2 or any(name is None for name in names):
        if len(sides) > 2 and all(len(parted(part, ("=",))) == 2 for part in parted(items, (",",))):
            return tuple(found for part in parted(items, (",",)) for found in _read(reader, part, node))[::-1]
        raise _unread(items, span)
    if len(sides) == 1:
        return tuple(_over_data(reader, name, node) for name in names if name is not None)[::-1]
    if node.above is None:
        raise fault(node.span, "no upper bound", "a superscript", "write where the sum ends")
    low, high = reader.over(sides[1], span), reader.inner(node.above)
    return tuple(Range(name, whole(name), low, high) for name in names if name is not None)[::-1]


def _unread(items: Sequence[Node], span: Span) -> Exception:
    member = any(isinstance(item, Token) and item.text in {"\\in", "∈", "|", "\\mid"} for item in items)
    hint = "a range is read where it runs from one whole number to another" if member else "this range is not read"
    found = "a set as range" if member else shown(items[0])
    return fault(span, found, "i or i = a", hint)


def _name(items: Sequence[Node]) -> str | None:
    name = with_label(items[0]) if len(items) == 1 else None
    return name.text if name is not None else None


def _over_data(reader: Cursor, name: str, node: Scripts) -> Range:
    low, high = reader.ledger.range_of_data
    if node.above is not None:
        return Range(name, whole(name), low, reader.inner(node.above))
    return Range(name, whole(name), low, high, whole_data=True)


# --- chains of comparisons -----------------------------------------------------------------------


def _chained(reader: Cursor, items: Sequence[Node], node: Scripts) -> tuple[Range, ...]:
    """k ≥ 0, i < j, 1 ≤ i < j ≤ n: each index between what stands before it and after it."""
    span = span_of(items, node.span)
    parts, gaps = _ascending(items)
    if parts is None:
        raise fault(span, "comparisons both ways", "an ascending chain", "write it as 1 ≤ i < j ≤ n")
    names = [_name(part) for part in parts]
    run = _indices_of(reader, names)
    if not run:
        raise _unread(items, span)
    first, last = run[0], run[-1]
    indices = {k: whole(str(names[k])) for k in run}
    low, high = _low(reader, parts, gaps, first, span), _high(reader, parts, gaps, last, node, span)
    tops = {k: indices[k + 1] - gaps[k] if k < last else high for k in run}
    return tuple(Range(str(names[k]), indices[k], low, tops[k]) for k in run)


def _indices_of(reader: Cursor, names: Sequence[str | None]) -> list[int]:
    """The places of the new indices in a chain: what stands inside it, or the names of a pair."""
    new = [k for k, name in enumerate(names) if name is not None and name not in reader.ledger.bound]
    if len(names) > 2:
        return list(range(1, len(names) - 1)) if set(range(1, len(names) - 1)) <= set(new) else []
    unknown = [k for k in new if _may_run(reader, str(names[k]))]
    return [0] if len(unknown) == 2 and _second_is_fixed(reader, str(names[0]), str(names[1])) else unknown


def _may_run(reader: Cursor, name: str) -> bool:
    meaning = reader.ledger.meaning(name)
    return meaning is None or meaning.why == INDEX_BY_USE


def _second_is_fixed(reader: Cursor, one: str, two: str) -> bool:
    """Σ_{j≠i} x_j is a sum over j alone, as nothing behind it speaks of i; where it does, both are natural."""
    if not any(_mentions(item, two) for item in reader.items[reader.k :]):
        return True
    return reader.other("indices of a sum", f"{two} is read as fixed, and only {one} runs")


def _mentions(node: Node, name: str) -> bool:
    found = with_label(node)
    return (found is not None and found.text == name) or any(_mentions(child, name) for child in children(node))


def _low(reader: Cursor, parts: Sequence[Sequence[Node]], gaps: Sequence[int], first: int, span: Span) -> Basic:
    if first > 0:
        return reader.over(parts[first - 1], span) + gaps[first - 1]
    low, high = reader.ledger.range_of_data
    name = _name(parts[1])
    if name is None or not (_may_run(reader, name) or name in reader.ledger.bound):
        raise fault(span, "no lower bound", "two bounds", "write where it begins, as in 1 ≤ i ≤ n")
    reader.remark(span, f"the indices run over the data, from {low} to {high}")
    return low


def _high(
    reader: Cursor, parts: Sequence[Sequence[Node]], gaps: Sequence[int], last: int, node: Scripts, span: Span
) -> Basic:
    if last + 1 < len(parts):
        name = _name(parts[last + 1])
        fixed = name is not None and _may_run(reader, name)
        value = whole(str(name)) if fixed else reader.over(parts[last + 1], span)
        return value - gaps[last]
    if node.above is not None:
        return reader.inner(node.above)
    return reader.ledger.range_of_data[1] if last > 0 and _name(parts[last - 1]) is not None else sympy.oo


def _ascending(items: Sequence[Node]) -> tuple[list[list[Node]] | None, list[int]]:
    parts: list[list[Node]] = [[]]
    gaps: list[int] = []
    ways: set[bool] = set()
    for item in items:
        text = item.text if isinstance(item, Token) else ""
        if text in LESS or text in MORE:
            ways.add(text in LESS)
            gaps.append(LESS[text] if text in LESS else MORE[text])
            parts.append([])
        else:
            parts[-1].append(item)
    if len(ways) > 1 or not all(parts):
        return None, []
    return (parts, gaps) if ways == {True} else (parts[::-1], gaps[::-1])


# --- values left out -------------------------------------------------------------------------------


def _with_exceptions(reader: Cursor, lines: Sequence[Sequence[Node]], node: Scripts) -> tuple[Range, ...]:
    """`j \\ne i`; `i \\ne j` of two indices; `i=1, i \\ne j`: a run with one value left out."""
    span = span_of([item for line in lines for item in line], node.span)
    differ = [line for line in lines if any(isinstance(item, Token) and item.text in DIFFER for item in line)]
    rest = [line for line in lines if line not in differ]
    if len(differ) != 1 or len(rest) > 1:
        raise _unread(lines[0], span)
    sides = parted(differ[0], DIFFER)
    names = [_name(side) for side in sides]
    if len(sides) != 2 or names[0] is None:
        raise _unread(differ[0], span)
    if rest:
        (run,) = _read(reader, rest[0], node)
        if names[0] != run.name:
            raise _unread(differ[0], span)
        return (_without(reader, run, sides[1], span),)
    one = _over_data(reader, names[0], node)
    new = names[1] is not None and names[1] not in reader.ledger.bound and _may_run(reader, names[1])
    if new and names[1] is not None and not _second_is_fixed(reader, names[0], names[1]):
        two = _over_data(reader, names[1], node)
        return (Range(two.name, two.index, two.low, two.high, one.index), one)
    return (_without(reader, one, sides[1], span),)


def _without(reader: Cursor, run: Range, value: Sequence[Node], span: Span) -> Range:
    """The run without a value that lies in it: an index of a sum around, which runs over the same."""
    name = _name(value)
    left_out = reader.over(value, span)
    if name is not None and name not in reader.ledger.bound:
        reader.remark(span, f"{name} is taken to be one of the values that {run.name} runs over")
        left_out = whole(name) if _may_run(reader, name) else left_out
    elif name is None and not isinstance(left_out, Integer):
        raise fault(span, "a value left out", "an index or a number", "write the sum in two parts")
    return Range(run.name, run.index, run.low, run.high, left_out)
