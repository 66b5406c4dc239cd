"""Text becomes a typst string literal: the only way in which what a user wrote reaches a typst document."""

from __future__ import annotations

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted(text: str) -> str:
    """A string literal of typst code whose value is the text; a lone surrogate, which UTF-8 lacks, is U+FFFD.

    Inside of a literal only the backslash and the quotation mark mean anything (typst 0.15, "Str").
    """
    return '"' + "".join(ESCAPES.get(c) or ("\ufffd" if "\ud800" <= c <= "\udfff" else c) for c in text) + '"'
