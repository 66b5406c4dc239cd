"""Where in a claim's own LaTeX the part lies that is to blame."""

from __future__ import annotations

from checker.model import Claim, Place
from checker.written import Span


def blamed_span(claim: Claim, caret: Place | None) -> Span | None:
    """The range of a claim's LaTeX that a place in its document is; None where it is not within the claim."""
    if caret is None or claim.place is None or caret.path != claim.place.path:
        return None
    ends = (caret.line, caret.column), (caret.end_line, caret.end_column)
    start, end = (_offset(claim, claim.place, line, column) for line, column in ends)
    if start is None or end is None or not 0 <= start < end <= len(claim.written):
        return None
    return Span(start, end)


def _offset(claim: Claim, place: Place, line: int, column: int) -> int | None:
    lines = claim.written.split("\n")
    row = line - place.line
    if not 0 <= row < len(lines):
        return None
    return sum(len(text) + 1 for text in lines[:row]) + column - (place.column if row == 0 else 1)
