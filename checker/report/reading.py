"""How notes were understood, as plain text of 80 columns: each line, what was not read, and what the names mean."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from checker.model import Known, NotesRead, Place, Understood, Unread
from checker.report import Page, formula, told, visible
from checker.report.printout import WIDTH, wrapped

INDENT = 2
MARGIN = 10  # columns before what is said of a line
SNIPPET = WIDTH - 8  # columns of a line of the notes that are shown
ROLES = {"equation": "premise or equation"}


def reading(notes: NotesRead, page: Page) -> str:
    """Plain text in lines of at most 80 columns, whatever the width of the page; all that users wrote is escaped."""
    blocks = list(_blocks(notes, page))
    parts = [*wrapped(visible(notes.path), WIDTH), *blocks, "", *_names(notes.lines, page), *_counts(notes)]
    return "".join(f"{line}\n" for line in parts)


def _blocks(notes: NotesRead, page: Page) -> Iterator[str]:
    """The lines and the places that were not read, in reading order; they come so, and are merged."""
    part = ""
    waiting = list(notes.unread)
    for line in notes.lines:
        while waiting and line.claim.place is not None and _before(waiting[0].place, line.claim.place):
            yield from _unread(waiting.pop(0))
        if line.part != part:
            part = line.part
            yield ""
            yield from wrapped(visible(part), WIDTH)
        yield from _line(line, notes.path, page)
    for gap in waiting:
        yield from _unread(gap)


def _before(one: Place, other: Place) -> bool:
    return one.path == other.path and (one.line, one.column) < (other.line, other.column)


# --- lines -------------------------------------------------------------------------------------


def _line(line: Understood, path: str, page: Page) -> Iterator[str]:
    claim = line.claim
    yield ""
    where = _where(claim.place, path) if claim.place is not None else ""
    role = ROLES.get(claim.role.value, claim.role.value)
    resting = f", from {', '.join(claim.given)}" if claim.given else ""
    yield from _labelled(where, visible(f"{claim.name}. {role}{resting}"))
    yield from _labelled("", formula(claim, page), hanging=2)
    for label, text in _remarks(line):
        yield from _labelled("", f"{label}: {told(text, page)}", hanging=2)


def _remarks(line: Understood) -> Iterator[tuple[str, str]]:
    yield "says", line.says
    if line.names:
        yield "names", "; ".join(f"{name.name}, {name.what}" for name in line.names)
    for definition in line.uses:
        yield "uses", definition
    for condition in line.conditions:
        yield "where", condition
    if line.assumed:
        yield "assumed", "; ".join(line.assumed)


def _where(place: Place, path: str) -> str:
    """`line:column`, after the cell of a notebook."""
    cell = place.path.removeprefix(path)
    return visible(f"{cell}{place.line}:{place.column}")


def _labelled(label: str, text: str, hanging: int = 0) -> Iterator[str]:
    """A text to the right of its label; further lines stand under it, `hanging` columns further in."""
    if _columns(label) + INDENT >= MARGIN:
        yield from (" " * INDENT + piece for piece in wrapped(label, WIDTH - INDENT))
        label = ""
    first, *rest = wrapped(text, WIDTH - MARGIN - hanging) or [""]
    yield (
        f"{' ' * INDENT}{label}".ljust(MARGIN).rstrip() if not first else f"{' ' * INDENT}{label}".ljust(MARGIN) + first
    )
    for piece in rest:
        yield " " * (MARGIN + hanging) + piece


# --- what was not read -------------------------------------------------------------------------


def _unread(gap: Unread) -> Iterator[str]:
    """As compilers tell it: the place and the cause, the line, a caret under the place, a hint."""
    place = gap.place
    yield ""
    cause = f"{place.path}:{place.line}:{place.column}: unread: found {gap.found}, expected {gap.expected}"
    yield from wrapped(visible(cause), WIDTH)
    before, shown = _snippet(gap.text, place.column - 1)
    if shown.strip():
        yield f"{' ' * 4}{shown}".rstrip()
        yield f"{' ' * 4}{' ' * _columns(before)}^"
    if gap.hint:
        yield from (f"{' ' * 4}{piece}" for piece in wrapped(visible(gap.hint), WIDTH - 4))


def _snippet(text: str, offset: int) -> tuple[str, str]:
    """What is shown before an offset of a line, and all that is shown of it: escaped, and cut to fit around it."""
    start, end = max(0, offset - SNIPPET), min(len(text), offset + SNIPPET)
    before, after = visible(text[start:offset]), visible(text[offset:end])
    most = SNIPPET // 2 if _columns(before) + _columns(after) > SNIPPET else SNIPPET
    cut = _columns(before) > most or start > 0
    while before and _columns(before) > most:
        before = before[1:]
    before = f"…{before[1:]}" if cut and before else before
    room = SNIPPET - _columns(before)
    kept = after
    while _columns(kept) > room:
        kept = kept[:-1]
    if len(kept) < len(after) or end < len(text):
        kept = f"{kept[:-2]}…"
    return before, before + kept


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


# --- the whole ---------------------------------------------------------------------------------


def _names(lines: Sequence[Understood], page: Page) -> Iterator[str]:
    """What the names mean, part by part, and where from."""
    parts: dict[str, dict[Known, None]] = {}
    for line in lines:
        parts.setdefault(line.part, {}).update(dict.fromkeys(line.names))
    if not any(parts.values()):
        return
    yield "What the names were taken to mean"
    for part, names in parts.items():
        if part:
            yield from (f"{' ' * INDENT}{piece}" for piece in wrapped(visible(part), WIDTH - INDENT))
        for known in sorted(names, key=lambda known: known.name):
            said = f"{told(known.what, page)}: {told(known.why, page)}"
            yield from _labelled(told(known.name, page), said, hanging=2)
    yield ""


def _counts(notes: NotesRead) -> Iterator[str]:
    roles = Counter(ROLES.get(line.claim.role.value, line.claim.role.value) for line in notes.lines)
    shares = ", ".join(f"{count} {role}" for role, count in sorted(roles.items()))
    lines = f"{len(notes.lines)} lines read{f' ({shares})' if shares else ''}"
    found = f"{notes.formulas} formulas" if notes.formulas else "no mathematics is found"
    yield from wrapped(f"{found}; {lines}; {len(notes.unread)} places not read.", WIDTH)
