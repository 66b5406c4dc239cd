"""Messages are parted into words and mathematics, and the mathematics becomes the tree that the notes' own becomes.

The rooms that decide and explain tell of mathematics in plain text, some of it as SymPy writes it: `theta_0`, `m*v**2`,
`[1 0; 0 1]`, `exp(-x)`. Here it is read, so that every format shows it as it shows the notes. What does not read as
mathematics, whatever it is, stays words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.report.plain import plain
from checker.report.said_formula import Lexeme, formula_at, lexemes
from checker.written import Row

LONGEST = 4000  # characters of a message that is looked at
ARTICLE = "a"
AFTER_NAMES = frozenset(("is", "and", "or", "in"))  # that stand behind a name, and not behind an article


def said(message: str) -> tuple[str | Row, ...]:
    """The message in its order: words as they stand, formulas as trees; no two words side by side."""
    if len(message) > LONGEST:
        return (message,)
    parts: list[str | Row] = []
    shown = 0
    for tree, start, end in _formulas(lexemes(message)):
        parts += [message[shown:start], tree] if start > shown else [tree]
        shown = end
    return (*parts, message[shown:]) if shown < len(message) else tuple(parts)


def in_line(message: str) -> str:
    """The message as a line of readable Unicode, `m*v**2 = 1` as mv² = 1; what is so already keeps its blanks."""
    shown = "".join(part if isinstance(part, str) else plain(part) for part in said(message))
    return message if "".join(shown.split()) == "".join(message.split()) else shown


def _formulas(found: Sequence[Lexeme]) -> Iterator[tuple[Row, int, int]]:
    """Each formula with the range of the message that it takes, as long as it gets."""
    at = 0
    while at < len(found):
        read = formula_at(found, at) if _may_begin(found, at) else None
        if read is None or not _is_telling(found, at, read[1]):
            at += 1
            continue
        tree, end = read
        yield tree, found[at].start, found[end - 1].end
        at = end


def _may_begin(found: Sequence[Lexeme], at: int) -> bool:
    """Not within a word, such as the x of "max-norm" or the 3 of "3rd", nor within what a word is applied to."""
    if at == 0 or found[at].is_apart:
        return True
    is_applied = at > 1 and found[at - 1].text == "(" and not found[at - 1].is_apart
    return found[at - 1].kind == "sign" and not is_applied


def _is_telling(found: Sequence[Lexeme], at: int, end: int) -> bool:
    """Is it surely mathematics, and no number, name of a line (6c) or word of one letter?"""
    kinds = {lexeme.kind for lexeme in found[at:end]}
    if end == at + 1:
        return kinds == {"name"} and _is_alone(found, at)
    return kinds != {"number", "name"} or end > at + 2


def _is_alone(found: Sequence[Lexeme], at: int) -> bool:
    """Is a letter by itself a name: no article, and no part of a word such as l’Hospital?"""
    after = found[at + 1] if at + 1 < len(found) else None
    if after is None or (after.kind == "sign" and not after.is_apart):
        return True
    if found[at].text == ARTICLE:
        return after.text in AFTER_NAMES or (not after.is_apart and not after.text.isalnum())
    return after.is_apart or after.text in {":", ".", "…", "?", "”"}
