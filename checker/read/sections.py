"""Where a document falls into sections: at its headings, and at the lines that a side file names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.written import Formula, Prose


def headed(pieces: Iterable[Prose | Formula], titles: Sequence[str]) -> Iterator[Prose | Formula]:
    """The pieces with every line of prose that begins with one of the titles as a heading of its own."""
    for piece in pieces:
        if isinstance(piece, Prose) and not piece.heading and titles:
            yield from _split(piece, titles)
        else:
            yield piece


def _split(piece: Prose, titles: Sequence[str]) -> Iterator[Prose]:
    start = at = 0
    for line in piece.text.splitlines(keepends=True):
        if any(line.strip(" *_#").startswith(title) for title in titles):
            if piece.text[start:at].strip():
                yield Prose(piece.text[start:at], piece.start + start)
            yield Prose(line, piece.start + at, heading=1)
            start = at + len(line)
        at += len(line)
    if piece.text[start:].strip() or start == 0:
        yield Prose(piece.text[start:], piece.start + start)
