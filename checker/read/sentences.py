"""Prose and the formulas inside it become sentences: words, and mentions of names, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sympy import Integer
from sympy.core.basic import Basic

from checker.read.declared import listed, shape_of, statements_of, told_by_comparison
from checker.read.names import GREEK_LETTERS, with_label
from checker.read.statements import Statement
from checker.written import Fence, Formula, Node, Prose

TOKENS = re.compile(
    r"i\.i\.d\.?|e\.g\.|i\.e\.|w\.r\.t\.|cf\.|\n[ \t>]*\n"
    r"|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:\.\d+)?|[<>!]=|[.,;:()!?]|\S"
)
PLAIN_SIGNS = {"<": "<", ">": ">", "<=": "\\le", ">=": "\\ge", "≤": "≤", "≥": "≥", "≠": "≠", "!=": "\\ne"}
ENDS = frozenset(".!?")
MOST_ITEMS = 500  # of a sentence; what goes on beyond is read as another, so that cost grows with length alone
NO_NAMES = frozenset(("a", "A", "I", "s", "t", "d"))  # single letters that are words or what an apostrophe or $ leaves


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, or a punctuation mark."""

    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A formula inside words: the names it lists, or the shape m × n it is, or its statements."""

    start: int
    names: tuple[str, ...] = ()
    run: tuple[str, Node] | None = None
    shape: tuple[Basic, Basic] | None = None
    arguments: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    latex: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.latex)

    def is_equation(self) -> bool:
        """Does it say that something equals something?"""
        return any(link.relation == "=" for statement in self.statements for link in statement.links)


@dataclass(frozen=True, slots=True)
class Shown:
    """A displayed formula inside a sentence."""

    start: int
    end: int


Item = Word | Mention | Shown


def sentences(pieces: Iterable[Prose | Formula]) -> Iterator[list[Item]]:
    """The sentences of a section; a displayed formula belongs to the sentence around it."""
    sentence: list[Item] = []
    before: Prose | Formula | None = None
    for piece in pieces:
        if sentence and (_begins(piece, before) or len(sentence) > MOST_ITEMS):
            yield sentence
            sentence = []
        before = piece
        if isinstance(piece, Formula):
            sentence.append(Shown(piece.start, piece.start + len(piece.latex)) if piece.display else _mention(piece))
            continue
        for found in TOKENS.finditer(piece.text):
            text = found.group()
            if text in ENDS or "\n" in text or piece.heading:
                if sentence:
                    yield sentence
                sentence = []
            elif text not in {"$", "\\"}:
                after_of = bool(sentence) and sentence[-1] == Word("of")
                if len(sentence) > MOST_ITEMS:
                    yield sentence
                    sentence = []
                sentence.append(_worded(text, piece.start + found.start(), after_of))
                _join_shape(sentence)
                _join_comparison(sentence, piece.start + found.start())
    if sentence:
        yield sentence


def _begins(piece: Prose | Formula, before: Prose | Formula | None) -> bool:
    """Does a sentence begin: a paragraph after another, a capital or a formula in words after a displayed formula?"""
    shown = isinstance(before, Formula) and before.display
    if isinstance(piece, Formula):
        return shown and not piece.display
    return isinstance(before, Prose) or (shown and piece.text.lstrip(" \n\t$*_")[:1].isupper())


def first_formula(sentence: Sequence[Item]) -> int | None:
    """Where the first formula of a sentence stands."""
    return next((item.start for item in sentence if isinstance(item, Mention | Shown) and item.start), None)


def _join_shape(sentence: list[Item]) -> None:
    """The words "3 × 3" as the shape that they are."""
    last = sentence[-3:]
    if len(last) == 3 and all(isinstance(item, Word) for item in last):
        first, times, second = (item.text for item in last if isinstance(item, Word))
        if times in {"×", "x", "by"} and first.isdigit() and second.isdigit():
            sentence[-3:] = [Mention(0, shape=(Integer(int(first)), Integer(int(second))))]


def _join_comparison(sentence: list[Item], place: int) -> None:
    """The words "x > 0" as the formula that they are, written without its `$`."""
    last = sentence[-3:]
    if len(last) < 3:
        return
    plain = isinstance(last[0], Mention) and not last[0].latex and last[0].shape is None
    name = (
        last[0].names[0]
        if plain and isinstance(last[0], Mention)
        else last[0].text
        if isinstance(last[0], Word)
        else ""
    )
    sign, value = (item.text if isinstance(item, Word) else "" for item in last[1:])
    if len(name) == 1 and name.isalpha() and sign in PLAIN_SIGNS and value.replace(".", "").isdigit():
        found = statements_of(f"{name} {PLAIN_SIGNS[sign]} {value}")
        sentence[-3:] = [Mention(place, (name,), statements=tuple(found))]


def _worded(text: str, at: int, after_of: bool = False) -> Item:
    """A word; a single letter that is none is a mention of a name, as is t of "a function of t"."""
    if len(text) == 1 and text.isalpha() and ((after_of and text != "a") or text not in NO_NAMES):
        return Mention(at, (GREEK_LETTERS.get(text, text),))
    return Word(text.lower())


def _mention(formula: Formula) -> Mention:
    found = statements_of(formula.latex, formula.macros)
    lone = [statement for statement in found if not statement.links]
    if len(found) == 1 and lone:
        items = found[0].parts[0].items
        shape = shape_of(items, found[0].span)
        if shape is not None:
            return Mention(formula.start, shape=shape, latex=formula.latex)
        applied = _applied(items)
        if applied is not None:
            return Mention(formula.start, (applied[0],), arguments=applied[1], latex=formula.latex)
    parts = [statement.parts[0] for statement in found]
    compared = tuple(dict.fromkeys(name for one in told_by_comparison(found, of_any=True) for name in one.names))
    if compared:
        return Mention(formula.start, compared, statements=tuple(found), latex=formula.latex)
    if len(lone) == len(found) or (found[-1].links and found[-1].links[0].relation == "in"):
        names, run = listed(parts) if parts else ([], None)
        if len(names) == len(parts) or run is not None:
            return Mention(
                formula.start, tuple(name.text for name in names), run, None, (), tuple(found), formula.latex
            )
    return Mention(formula.start, statements=tuple(found), latex=formula.latex)


def _applied(items: Sequence[Node]) -> tuple[str, tuple[str, ...]] | None:
    """f(x, y)."""
    if len(items) != 2 or not isinstance(items[1], Fence) or items[1].opening != "(":
        return None
    name = with_label(items[0])
    inside = [with_label(item) for item in items[1].body.items]
    arguments = tuple(one.text for one in inside if one is not None)
    return (name.text, arguments) if name is not None and arguments else None
