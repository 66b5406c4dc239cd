"""Long formulas are broken before a relation or a sign, so that they fit the page; how wide a layout is, about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from checker.report.layout import (
    Accented,
    Attached,
    Blamed,
    Boxed,
    Braced,
    Columns,
    Element,
    Fenced,
    Fraction,
    Hidden,
    Kind,
    Line,
    Root,
    Sign,
    Space,
    Stacked,
    Struck,
    Table,
)

RELATIONS = frozenset("=≠<>≤≥≈≡≅∼≃≍∝→←↦⇒⇐⇔↔⟶⟹⟸⟺≔")
SIGNS = frozenset("+−±∓·×")
SCRIPT = 0.7  # of the size of what it is a script of
INDENT = Space(1.0)
WIDTHS = {
    # In em, a little more than the letters of New Computer Modern Math take with the room around them.
    Kind.LETTER: 0.58,
    Kind.NAME: 0.56,
    Kind.NUMBER: 0.52,
    Kind.OPERATOR: 1.15,
    Kind.BRACKET: 0.4,
    Kind.BIG: 1.5,
    Kind.FUNCTION: 0.6,
    Kind.WORDS: 0.5,
    Kind.UNKNOWN: 0.56,
}


def width(element: Element | None) -> float:
    """The width of a layout in em, about."""
    match element:
        case Sign(kind=kind, text=text):
            return WIDTHS[kind] * len(text)
        case Space(em=em):
            return em
        case Line(items=items):
            return sum(map(width, items))
        case Fraction(above=above, below=below):
            return max(width(above), width(below)) + 0.3
        case Root(body=body, degree=degree):
            return width(body) + 0.9 + SCRIPT * width(degree)
        case Attached(base=base, below=below, above=above, limits=limits):
            scripts = SCRIPT * max(width(below), width(above))
            return max(width(base), scripts) if limits else width(base) + scripts
        case Stacked(base=base, below=below, above=above):
            return max(width(base), SCRIPT * max(width(below), width(above)))
        case Braced(body=body, label=label):
            return max(width(body), SCRIPT * width(label))
        case Fenced(opening=opening, body=body, closing=closing):
            return width(body) + 0.5 * (len(opening) + len(closing))
        case Table(rows=rows):
            columns = max((len(row) for row in rows), default=0)
            return sum(max((width(row[k]) for row in rows if k < len(row)), default=0) + 0.8 for k in range(columns))
        case Accented(body=body) | Struck(body=body) | Hidden(body=body) | Blamed(body=body):
            return width(body)
        case Boxed(body=body):
            return width(body) + 0.6
        case None:
            return 0.0


def depth(element: Element) -> int:
    """How many elements stand within one another."""
    return 1 + max(map(depth, _within(element)), default=0)


def is_tall(element: Element) -> bool:
    """Does it stand higher than a line of text, as fractions and matrices do?"""
    return isinstance(element, Fraction | Table) or any(map(is_tall, _within(element)))


def _within(element: Element) -> Iterator[Element]:
    return (part for field in fields(element) for part in _parts(getattr(element, field.name)))


def _parts(value: object) -> Iterator[Element]:
    """The elements that a field holds, in tuples too."""
    if isinstance(value, tuple):
        for one in value:
            yield from _parts(one)
    elif isinstance(value, Element):
        yield value


def broken(element: Element, most: float) -> Element:
    """The layout in lines of about `most` em, as far as it has places to break at; unchanged where it fits.

    It breaks before relations, and where that is not enough before signs; brackets are not broken
    (as The TeXbook, Knuth 1984, chapter 18, asks of displays).
    """
    if width(element) <= most or not isinstance(element, Line):
        return element
    lines = [part for run in _runs(element.items, RELATIONS, most) for part in _runs(run.items, SIGNS, most)]
    if len(lines) <= 1:
        return element
    first, *rest = lines
    return Table(((first,), *((Line((INDENT, *line.items)),) for line in rest)), Columns.LINES)


def _runs(items: tuple[Element, ...], signs: frozenset[str], most: float) -> list[Line]:
    """Items in lines as full as they get, each but the first beginning with one of the signs."""
    whole = Line(items)
    if width(whole) <= most:
        return [whole]
    lines: list[list[Element]] = [[]]
    for segment in _segments(items, signs):
        if lines[-1] and width(Line((*lines[-1], *segment))) > most - INDENT.em:
            lines.append([])
        lines[-1] += segment
    return [Line(tuple(line)) for line in lines]


def _segments(items: tuple[Element, ...], signs: frozenset[str]) -> list[list[Element]]:
    """What stands from one of the signs outside of brackets to before the next."""
    segments: list[list[Element]] = [[]]
    depth = 0
    for item in items:
        sign = item.text if isinstance(item, Sign) else _base(item)
        if depth == 0 and sign in signs and isinstance(item, Sign) and segments[-1]:
            segments.append([])
        segments[-1].append(item)
        depth = max(0, depth + (sign in {"(", "[", "{", "⟨"}) - (sign in {")", "]", "}", "⟩"}))
    return segments


def _base(item: Element) -> str:
    """The sign that scripts stand at, as the bracket in (a)²."""
    return item.base.text if isinstance(item, Attached) and isinstance(item.base, Sign) else ""
