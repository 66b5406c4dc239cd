"""What an edit is made of: the text that stands now, the text that would stand, and what kind of slip it mends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.explain.edits.anatomy import Level
from checker.model import Edit
from checker.written import Node, Span

SIZES = {  # how much of a slip each kind is: the search goes from small to large
    "sign changed": 1.0,
    "exponent changed": 1.0,
    "exponent lost": 1.0,
    "exponent too many": 1.25,
    "number changed": 1.0,
    "transpose lost": 1.0,
    "transpose too many": 1.0,
    "index changed": 1.0,
    "bound changed": 1.0,
    "function exchanged": 1.25,
    "letter exchanged": 1.25,
    "upside down": 1.0,
    "factor lost": 1.5,
    "factor too many": 1.5,
    "brace too long": 1.5,
    "order turned": 1.5,
    "operation exchanged": 1.5,
    "root lost": 1.0,
    "inequality turned": 1.0,
    "absolute value lost": 1.75,
    "inner derivative forgotten": 1.25,
    "copied wrongly": 1.75,
    "term lost": 1.75,
    "term too many": 1.75,
    "worked out anew": 3.0,
}
SPECULATIVE = 0.5  # added where nothing in the notes suggests the very change


@dataclass(frozen=True, slots=True)
class Line:
    """A written line, or a part of it that may be edited: `items` are its nodes with brackets paired."""

    text: str
    items: tuple[Node, ...]
    levels: tuple[Level, ...]

    def at(self, span: Span) -> str:
        """What is written there."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the value of the part at a span.

    `rule` is "negated" or "bars"; "times", "over", "plus", "minus" or "power", with the text of the other operand;
    "is", with the text that stands instead; or "product", with the texts of all its factors.
    """

    span: Span
    rule: str
    operands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Edits that may mend a line, and how large a slip they take back; `source` is the line that suggests them.

    `change` tells what the edits make of a part, where that is reckoned more quickly than read.
    """

    edits: tuple[Edit, ...]
    size: float
    source: str = ""
    change: Change | None = None

    @property
    def hull(self) -> Span:
        """All that the edits touch."""
        return Span(min(edit.span.start for edit in self.edits), max(edit.span.end for edit in self.edits))


def candidate(
    slip: str,
    line: Line,
    span: Span,
    new: str,
    extra: float = 0.0,
    source: str = "",
    change: Change | None = None,
) -> Candidate:
    """One edit of a line."""
    return Candidate((Edit(slip, span, line.at(span), new),), SIZES[slip] + extra, source, change)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The author's text with the edits made, from the last to the first, so that no span moves.

    A command that would run into a letter behind it is kept apart by a blank.
    """
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        before, after = text[: edit.span.start], text[edit.span.end :]
        text = _joined(_joined(before, edit.new), after)
    return text


def smallest(edit: Edit) -> Edit:
    """The edit as what is put in alone, where all that stood there stays at an end of it."""
    old, new, span = edit.old, edit.new, edit.span
    if not old or old == new:
        return edit
    if new.endswith(old) and not ends_in_command(new[: -len(old)]):
        return replace(edit, span=Span(span.start, span.start), old="", new=new[: -len(old)])
    if new.startswith(old) and not (ends_in_command(old) and new[len(old) : len(old) + 1].isalpha()):
        return replace(edit, span=Span(span.end, span.end), old="", new=new[len(old) :])
    return edit


def _joined(before: str, after: str) -> str:
    return f"{before} {after}" if ends_in_command(before) and after[:1].isalpha() else before + after


def ends_in_command(text: str) -> bool:
    """Does a text end in the letters of a command, so that a letter behind it would change its name?"""
    stem = text.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return stem.endswith("\\") and stem != text and not stem.endswith("\\\\")
