"""Shows where a wrong line goes wrong, under the author's own LaTeX, and how it could be mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from rich.cells import cell_len

from checker.model import Finding, Place, Repair
from checker.report import visible

LEAST_SHOWN = 24  # columns of LaTeX, however narrow the page
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a diagnosis: its mark, such as + for what is mended, and its text, which is not to be wrapped."""

    mark: str
    text: str


def diagnosis(finding: Finding, width: int) -> tuple[Shown, ...]:
    """The line with a caret under the part to blame, then the repairs; nothing where no part is known.

    No text is wider than `width` columns: of a longer line what is around the caret is shown.
    """
    place, caret = finding.claim.place, finding.caret
    if place is None or caret is None:
        return ()
    width = max(width, LEAST_SHOWN)
    line, start, end = _row_of(finding.claim.written, place, caret)
    before, shown = _window(line, start, end, width)
    arrows = "^" * max(cell_len(visible(line[start:end])), 1)
    pointing = _pointing(cell_len(visible(before)), arrows, _said(finding, caret), width)
    own = Shown("-" if finding.repairs else "", shown)
    return (own, *(Shown("", row) for row in pointing), *_mended(finding.repairs, width))


def _pointing(column: int, arrows: str, said: str, width: int) -> tuple[str, ...]:
    """The carets with what is said of them: behind, where that fits, else before them, else below."""
    room = " " * column
    arrows = arrows[: width - column]
    if column + len(arrows) + 1 + cell_len(said) <= width:
        return (f"{room}{arrows} {said}",)
    if cell_len(said) < column:
        return (f"{' ' * (column - 1 - cell_len(said))}{said} {arrows}",)
    return (f"{room}{arrows}", said)


def _said(finding: Finding, caret: Place) -> str:
    slips = dict.fromkeys(edit.slip for repair in finding.repairs[:1] for edit in repair.edits)
    where = f"{PurePath(caret.path).name}:{caret.line}:{caret.column}"
    return visible(f"{' and '.join(slips)} ({where})" if slips else where)


def _mended(repairs: tuple[Repair, ...], width: int) -> Iterator[Shown]:
    for repair in (repair for repair in repairs if repair.size <= repairs[0].size):
        first = min(edit.span.start for edit in repair.edits)
        line, start, end = _row_at(repair.mended, first, first + 1)
        _, shown = _window(line, start, end, width)
        said = f"   {visible(repair.likeness)}" if repair.likeness else ""
        yield Shown("+", shown + (said if cell_len(shown + said) <= width else ""))


def _row_of(written: str, place: Place, caret: Place) -> tuple[str, int, int]:
    """The row of a written line in which the caret stands, with the caret's offsets in it."""
    rows = written.split("\n")
    k = min(caret.line - place.line, len(rows) - 1)
    shift = place.column if k == 0 else 1
    end = caret.end_column - shift if caret.end_line == caret.line else len(rows[k])
    return rows[k], caret.column - shift, end


def _row_at(text: str, start: int, end: int) -> tuple[str, int, int]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    return text[first : last if last >= 0 else len(text)], start - first, end - first


def _window(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """What stands before the caret, and the line, both cut to what can be shown around it."""
    if cell_len(visible(line)) <= width:
        return line[:start], visible(line)
    room = width - 2 * len(ELLIPSIS)
    first = max(0, min((start + end) // 2 - room // 2, len(line) - room))
    first = min(first, start)
    last = first + room
    while last > first and cell_len(visible(line[first:last])) > room:
        last -= 1
    left, right = (ELLIPSIS if first else ""), (ELLIPSIS if last < len(line) else "")
    return left + line[first:start], left + visible(line[first:last]) + right
