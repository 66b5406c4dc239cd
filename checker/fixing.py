"""Writes repairs into a file of notes: the author's text with the edits made, and nothing else changed."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.explain.blame import place_in
from checker.model import DeriveCheckError, Edit, Finding, NotesReport, Place, Repair, Status
from checker.written import Span

LINE_END = re.compile(r"\r\n|\r|\n")
CELL = re.compile(r"\[cell ([0-9]+)\]$")
WRONG = (Status.REFUTED, Status.ILL_FORMED)
SIDE_FILE = ".derive.toml"


@dataclass(frozen=True, slots=True)
class Change:
    """What is put where: `old` stands from line and column (from 1) of a file, or of a cell of a notebook, on."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was mended, each with its place, and which wrong lines were left as they are, with why."""

    mended: tuple[tuple[Place, Repair], ...]
    left: tuple[tuple[Place, str], ...]


def repairs_of(report: NotesReport) -> Fixed:
    """The repairs that are the likeliest of their line, with no other as likely, and the wrong lines without such."""
    mended: list[tuple[Place, Repair]] = []
    left: list[tuple[Place, str]] = []
    for finding in (finding for checked in report.report.checked for finding in checked.findings):
        place = finding.claim.place
        if place is None or not _is_wrong(finding):
            continue
        likeliest = [repair for repair in finding.repairs if repair.size <= finding.repairs[0].size]
        if len(likeliest) == 1:
            mended.append((place, likeliest[0]))
        else:
            left.append((place, f"{len(likeliest)} repairs: choose" if likeliest else "no repair found"))
    return Fixed(tuple(mended), tuple(left))


def _is_wrong(finding: Finding) -> bool:
    return finding.true is not None and finding.true.status in WRONG


def write_fixed(path: Path, report: NotesReport, in_place: bool) -> tuple[Path, Fixed]:
    """Writes the unique repairs of a file into `NAME.fixed.ext` beside it, or into the file itself.

    Nothing is written where there are none. Raises DeriveCheckError where the file cannot be read or written, is not
    what it was when it was checked, or a copy is there already.
    """
    fixed = repairs_of(report)
    target = path if in_place else path.with_name(f"{path.stem}.fixed{path.suffix}")
    if not fixed.mended:
        return target, fixed
    written = dict(_written(report))
    edits = [(place, written[place], repair.edits) for place, repair in fixed.mended]
    try:
        made = mended_content(path.read_bytes(), path, edits)
        _write(target, made, may_replace=in_place)
        side = path.with_name(path.stem + SIDE_FILE)
        if not in_place and side.is_file():
            _write(target.with_name(target.stem + SIDE_FILE), side.read_bytes(), may_replace=False)
    except OSError as fault:
        raise DeriveCheckError(f"{target}: {fault.strerror or fault}") from fault
    return target, fixed


def mended_content(content: bytes, path: Path, lines: Sequence[tuple[Place, str, Sequence[Edit]]]) -> bytes:
    """What the file at a path holds, with edits made in lines, each with its place and text. Raises as `changed`."""
    changes = [change for place, written, edits in lines for change in _changes(place, written, edits)]
    return _with_cells(content, changes, path) if path.suffix.lower() == ".ipynb" else _with(content, changes, path)


def _written(report: NotesReport) -> list[tuple[Place, str]]:
    claims = (finding.claim for checked in report.report.checked for finding in checked.findings)
    return [(claim.place, claim.written) for claim in claims if claim.place is not None]


def _changes(place: Place, written: str, edits: Sequence[Edit]) -> list[Change]:
    return [Change(_exactly(place, written, edit.span), edit.old, edit.new) for edit in edits]


def _exactly(place: Place, written: str, span: Span) -> Place:
    """Where an edit begins: of one without length its own offset, not that of the character before it."""
    if span.end > span.start:
        return place_in(place, written, span)
    return place_in(place, written + " ", Span(span.start, span.start + 1))


def _write(target: Path, content: bytes, may_replace: bool) -> None:
    try:
        with target.open("wb" if may_replace else "xb") as file:
            file.write(content)
    except FileExistsError as fault:
        raise DeriveCheckError(f"{target} is there already: move it away, or use --in-place") from fault


# --- plain files -------------------------------------------------------------------------------


def _with(content: bytes, changes: Sequence[Change], path: Path) -> bytes:
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + changed(content[len(mark) :].decode("utf-8"), changes, str(path)).encode("utf-8")


def changed(text: str, changes: Sequence[Change], path: str) -> str:
    """A text with changes made. Raises DeriveCheckError where what should stand somewhere does not."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    for change in sorted(changes, key=lambda change: (change.place.line, change.place.column), reverse=True):
        line, column = change.place.line, change.place.column
        start = starts[line - 1] + column - 1 if line <= len(starts) else len(text) + 1
        end = start + len(change.old)
        if text[start:end] != change.old or start > len(text):
            raise DeriveCheckError(
                f"{path}:{line}:{column}: found `{text[start:end]}`, expected `{change.old}`, as it was read;"
                " nothing was written"
            )
        new = f"{change.new} " if _runs_on(change.new, text[end : end + 1]) else change.new
        text = text[:start] + new + text[end:]
    return text


def _runs_on(new: str, following: str) -> bool:
    """Would a letter behind it change the name of the command in which a text ends?"""
    return following.isalpha() and re.search(r"\\[A-Za-z]+$", new) is not None


# --- notebooks ---------------------------------------------------------------------------------


def _with_cells(content: bytes, changes: Sequence[Change], path: Path) -> bytes:
    """A notebook with changes in the sources of its cells; it is written as Jupyter writes it."""
    notebook: Any = json.loads(content.decode("utf-8-sig"))
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise DeriveCheckError(f"{path}: a notebook of format 4 is needed to mend it: save it anew with Jupyter")
    by_cell: dict[int, list[Change]] = {}
    for change in changes:
        cell_at = CELL.search(change.place.path)
        assert cell_at is not None
        by_cell.setdefault(int(cell_at[1]), []).append(change)
    for number, own in by_cell.items():
        cell = cells[number - 1]
        source = cell["source"]
        text = changed("".join(source), own, f"{path}[cell {number}]")
        cell["source"] = text.splitlines(keepends=True) if isinstance(source, list) else text
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
