"""A file of notes becomes its formulas and the words between them, each with its place: Markdown, LaTeX, notebooks."""

from __future__ import annotations

import os
import stat
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from checker.model import DeriveCheckError, Place
from checker.read.latex_source import latex_pieces
from checker.read.macros import DEFINER, MOST_MALFORMED, MalformedMacro, definitions_in, with_definition
from checker.written import Document, Formula, Gap, Macros, Prose, Source

MOST_FORMULAS = 5_000  # of a document; a textbook's chapter has hundreds
LARGEST_FILE = 8 << 20  # bytes; a textbook's source has under 4 MiB
NOTEBOOK = ".ipynb"
MOST_CELLS = 100_000
MOST_FAULT = 200  # characters that are told of why a notebook is none


def read_document(path: Path) -> Document:
    """The document in a file, read by its ending: .tex, .ipynb, anything else as Markdown.

    Raises DeriveCheckError, in one line with the place, where it cannot be opened, is too large, or is no text.
    """
    return document(content_of(path), str(path))


def text_of(path: Path) -> str:
    """The text of a file, of a notebook that of its Markdown cells, as Markdown. Raises DeriveCheckError as above."""
    text = _decoded(content_of(path), str(path))
    if path.suffix.lower() != NOTEBOOK:
        return text
    return "\n\n".join(_plain_lines(content) for _, content in _cells(text, str(path)))


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def content_of(path: Path) -> bytes:
    """The bytes of a plain file; a pipe or a device is refused, as it need not end. Raises as above."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_BINARY", 0))
    except ValueError as fault:  # a NUL in the name
        raise DeriveCheckError(f"{path}: this is no name of a file") from fault
    except OSError as fault:
        raise DeriveCheckError(f"{path}: {fault.strerror or fault}") from fault
    try:
        with os.fdopen(number, "rb") as file:
            kind = os.fstat(number).st_mode
            if not stat.S_ISREG(kind):
                what = "a directory" if stat.S_ISDIR(kind) else "a pipe or device"
                raise DeriveCheckError(f"{path}: this is {what}: only files are read")
            content = file.read(LARGEST_FILE + 1)
            size = os.fstat(number).st_size
    except OSError as fault:
        raise DeriveCheckError(f"{path}: {fault.strerror or fault}") from fault
    if len(content) > LARGEST_FILE:
        raise DeriveCheckError(f"{path}: {size:,} bytes; at most {LARGEST_FILE:,} are read: split the file into parts")
    return content


def document(content: bytes, path: str) -> Document:
    """The document that a file holds. Raises DeriveCheckError where it is no text, or no notebook."""
    text = _decoded(content, path)
    reader = FORMATS.get(Path(path).suffix.lower(), _markdown)
    found = reader(text, path)
    count = sum(isinstance(piece, Formula) for piece in found.pieces)
    if count > MOST_FORMULAS:
        raise DeriveCheckError(f"{path}: {count:,} formulas; at most {MOST_FORMULAS:,} are read: split the file")
    return _with_macros(found)


def place_of(doc: Document, start: int, end: int) -> Place:
    """Where a range of the document's text stands in its file; lines and columns count from 1."""
    k = bisect_right([source.start for source in doc.sources], start) - 1
    source = doc.sources[max(k, 0)]
    (line, column), (end_line, end_column) = (_line_and_column(doc.text, source.start, at) for at in (start, end))
    return Place(source.path, line, column, end_line, end_column)


def _line_and_column(text: str, origin: int, offset: int) -> tuple[int, int]:
    newline = text.rfind("\n", origin, offset)
    return text.count("\n", origin, offset) + 1, offset - (newline if newline >= 0 else origin - 1)


def _decoded(content: bytes, path: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode("utf-8-sig")
        line, column = _line_and_column(before, 0, len(before))
        found = " ".join(f"0x{byte:02x}" for byte in content[fault.start : fault.end])
        raise DeriveCheckError(f"{path}:{line}:{column}: {found} is not UTF-8: save the file as UTF-8") from fault
    return _plain_lines(text)


# --- Markdown ----------------------------------------------------------------------------------


def _markdown(text: str, path: str) -> Document:
    from checker.read.markdown_source import markdown_text  # noqa: PLC0415  # its parser takes 60 ms to import

    found = markdown_text(text)
    return Document(found.text, (Source(path, 0),), found.pieces, found.front_matter, found.gaps)


# --- LaTeX and notebooks -----------------------------------------------------------------------


def _latex(text: str, path: str) -> Document:
    pieces, gaps = latex_pieces(text)
    return Document(text, (Source(path, 0),), tuple(pieces), gaps=tuple(gaps))


def _notebook(text: str, path: str) -> Document:
    parts: list[Document] = []
    for number, content in _cells(text, path):
        parts.append(_markdown(f"{_plain_lines(content)}\n", f"{path}[cell {number}]"))
    return _joined(parts, path)


def _cells(text: str, path: str) -> Iterator[tuple[int, str]]:
    """The Markdown cells, counted among all cells from 1. Raises DeriveCheckError where there are none to be had."""
    import nbformat  # noqa: PLC0415  # only notebooks need it; it takes 100 ms to import

    try:
        read: Any = nbformat.reader.reads  # without its schema: what is read is looked at below
        upgraded: Any = nbformat.convert
        notebook = upgraded(read(text), 4)
        cells = list(notebook["cells"])
    except Exception as fault:  # nbformat raises its own, those of JSON, and those of what the JSON lacks
        why = " ".join(f"{type(fault).__name__}: {fault}".split())[:MOST_FAULT]
        raise DeriveCheckError(f"{path}: this is no Jupyter notebook: {why}") from fault
    if len(cells) > MOST_CELLS:
        raise DeriveCheckError(f"{path}: {len(cells):,} cells; at most {MOST_CELLS:,} are read")
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "markdown":
            continue
        source = cell.get("source")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise DeriveCheckError(f"{path}[cell {number}]: it has no text")
        yield number, source.encode("utf-8", "replace").decode("utf-8")  # JSON may hold lone surrogates


def _joined(parts: Iterable[Document], path: str) -> Document:
    """The cells of a notebook as one document."""
    texts: list[str] = []
    sources: list[Source] = []
    pieces: list[Prose | Formula] = []
    gaps: list[Gap] = []
    front, origin = "", 0
    for part in parts:
        sources.append(Source(part.sources[0].path, origin))
        pieces += [replace(piece, start=piece.start + origin) for piece in part.pieces]
        gaps += [replace(gap, start=gap.start + origin, end=gap.end + origin) for gap in part.gaps]
        texts.append(part.text)
        front = front or part.front_matter
        origin += len(part.text)
    return Document("".join(texts), tuple(sources) or (Source(path, 0),), tuple(pieces), front, tuple(gaps))


FORMATS: dict[str, Callable[[str, str], Document]] = {".tex": _latex, ".ltx": _latex, NOTEBOOK: _notebook}


# --- macros ------------------------------------------------------------------------------------


def _with_macros(doc: Document) -> Document:
    """The document with every formula knowing the macros that are defined before it, wherever that is."""
    if DEFINER.search(doc.text) is None:
        return doc
    macros: Macros = {}
    pieces: list[Prose | Formula] = []
    gaps = list(doc.gaps)
    malformed: list[int] = []  # where definitions begin that cannot be read
    starts = [0, *(piece.start for piece in doc.pieces), len(doc.text)]
    between = list(pairwise(starts))
    macros = _defined(doc, *between[0], macros, gaps, malformed, told=True)
    for piece, (start, end) in zip(doc.pieces, between[1:], strict=True):
        if isinstance(piece, Prose):
            pieces.append(piece)
            macros = _defined(doc, start, end, macros, gaps, malformed, told=True)
        else:
            pieces.append(replace(piece, macros=macros))
            inside = start + len(piece.latex)
            macros = _defined(doc, start, inside, macros, gaps, malformed, told=False)  # its own reading tells
            macros = _defined(doc, inside, end, macros, gaps, malformed, told=True)
    return replace(doc, pieces=tuple(pieces), gaps=tuple(sorted(gaps, key=lambda gap: gap.start)))


def _defined(
    doc: Document, start: int, end: int, macros: Macros, gaps: list[Gap], malformed: list[int], told: bool
) -> Macros:
    """The macros with those defined in a range. Raises DeriveCheckError where too many cannot be read."""
    for found in definitions_in(doc.text, start, end):
        if not isinstance(found, MalformedMacro):
            macros = with_definition(macros, found)
            continue
        malformed.append(found.offset)
        if len(malformed) > MOST_MALFORMED:
            place = place_of(doc, found.offset, found.offset)
            where = f"{place.path}:{place.line}:{place.column}"
            raise DeriveCheckError(
                f"{where}: more than {MOST_MALFORMED} definitions that cannot be read: {found.found}"
            )
        if told:
            gaps.append(Gap(found.offset, min(found.offset + 1, end), found.found, found.expected, found.hint))
    return macros
