"""A file of notes becomes its formulas and the words between them, each with its place: Markdown, LaTeX, notebooks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path

from checker.model import DeriveCheckError, Place
from checker.read.latex_source import latex_pieces
from checker.written import Document, Formula, Prose, Source

LARGEST_FILE = 8 << 20  # bytes; a textbook's source has under 4 MiB
LONGEST_SHOWN = 40  # characters of a byte sequence that is no text


def read_document(path: Path) -> Document:
    """The document in a file, read by its ending: .tex, .ipynb, anything else as Markdown.

    Raises DeriveCheckError, in one line with the place, where it cannot be opened, is too large, or is no text.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise DeriveCheckError(
                f"{path}: {size:,} bytes; at most {LARGEST_FILE:,} are read: split the file into parts"
            )
        content = path.read_bytes()
    except OSError as fault:
        raise DeriveCheckError(f"{path}: {fault.strerror or fault}") from fault
    return document(content, str(path))


def document(content: bytes, path: str) -> Document:
    """The document that a file holds. Raises DeriveCheckError where it is no text, or no notebook."""
    text = _decoded(content, path)
    reader = FORMATS.get(Path(path).suffix.lower(), _markdown)
    return reader(text, path)


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
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- Markdown ----------------------------------------------------------------------------------


def _markdown(text: str, path: str) -> Document:
    front, pieces = _markdown_pieces(text, 0)
    return Document(text, (Source(path, 0),), tuple(pieces), front)


def _markdown_pieces(text: str, origin: int) -> tuple[str, list[Prose | Formula]]:
    """The front matter and the pieces of a Markdown text that starts at an offset of the document."""
    from checker.read.markdown_source import markdown_pieces  # noqa: PLC0415  # its parser takes 60 ms to import

    return markdown_pieces(text, origin)


# --- LaTeX and notebooks -----------------------------------------------------------------------


def _latex(text: str, path: str) -> Document:
    return Document(text, (Source(path, 0),), tuple(latex_pieces(text)))


def _notebook(text: str, path: str) -> Document:
    import nbformat  # noqa: PLC0415  # only notebooks need it; it takes 100 ms to import

    try:
        cells = nbformat.reads(text, as_version=4).cells
    except Exception as fault:  # nbformat raises its own, and those of JSON and of its schema
        raise DeriveCheckError(f"{path}: this is no Jupyter notebook: {' '.join(str(fault).split())[:200]}") from fault
    return _of_cells(((k, cell.source) for k, cell in enumerate(cells, 1) if cell.cell_type == "markdown"), path)


def _of_cells(cells: Iterator[tuple[int, str]], path: str) -> Document:
    texts: list[str] = []
    sources: list[Source] = []
    pieces: list[Prose | Formula] = []
    origin = 0
    for number, content in cells:
        text = content.replace("\r\n", "\n").replace("\r", "\n") + "\n"
        sources.append(Source(f"{path}[cell {number}]", origin))
        pieces += _markdown_pieces(text, origin)[1]
        texts.append(text)
        origin += len(text)
    return Document("".join(texts), tuple(sources) or (Source(path, 0),), tuple(pieces))


FORMATS: dict[str, Callable[[str, str], Document]] = {".tex": _latex, ".ltx": _latex, ".ipynb": _notebook}
