"""The nouns of written mathematics: a tree in which every node keeps its span in the source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of character offsets, from 0, in the LaTeX it was read from."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A leaf: a letter, a number, an operator or delimiter, a bare command such as `\\theta`, or words.

    `kind` is one of "letter", "number", "operator", "command", "words", "space", "escape".
    `text` is its source, without the braces of `\\text{…}`.
    """

    kind: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """Nodes side by side: a braced group, or a whole formula."""

    items: tuple[Node, ...]
    span: Span

    def __hash__(self) -> int:
        """By its place and length, which seldom are those of another: a hash of its nodes would walk all of them."""
        return hash((self.span, len(self.items)))


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with its subscript and superscript; primes are a superscript of `'` operators."""

    base: Node | None
    below: Node | None
    above: Node | None
    span: Span


@dataclass(frozen=True, slots=True)
class Command:
    """A command with arguments: `\\frac{a}{b}`, `\\vec{x}`, `\\cancel{…}`; `options` are its [ ] arguments."""

    name: str
    options: tuple[Node, ...]
    arguments: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Fence:
    """`\\left( … \\right)`: delimiters as written, "." for none."""

    opening: str
    closing: str
    body: Row
    span: Span


@dataclass(frozen=True, slots=True)
class Grid:
    """An environment of rows and cells: matrix, aligned, cases; `name` is the environment's."""

    name: str
    rows: tuple[tuple[Row, ...], ...]
    span: Span


ALIGNING = re.compile(r"\\(?:begin|end)\s*\{|\\[&\\]|&")


def unaligned(latex: str) -> str:
    """A row of `align` with blanks for the `&` that part its cells, so that every place in it stays where it was.

    Those of a matrix within it part the matrix's cells and stay.
    """
    shown, depth = [*latex], 0
    for match in ALIGNING.finditer(latex):
        sign = match.group()
        depth += sign.startswith("\\b") - sign.startswith("\\e")
        if sign == "&" and depth == 0:
            shown[match.start()] = " "
    return "".join(shown)


Node = Token | Row | Scripts | Command | Fence | Grid


@dataclass(frozen=True, slots=True)
class Prose:
    """Words between formulas, as they stand in the source; `heading` is the level of a heading, 0 of other text."""

    text: str
    start: int
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Macro:
    """A command that a writer defined: `body` is LaTeX with #1 to #9 for its arguments.

    `default` is what its first argument is where it is left out, None where none may be. `starred` says that a `*`
    may follow the name. `alias` says that it is another name of the one command that is its body. `alone` is the body
    where the last argument is not there: `\\dv{x}`, where all are in braces.
    """

    name: str
    arguments: int
    body: str
    default: str | None = None
    starred: bool = False
    alias: bool = False
    alone: str | None = None


Macros = Mapping[str, Macro]


@dataclass(frozen=True, slots=True)
class Formula:
    """Mathematics between its delimiters, verbatim; `environment` is that of LaTeX, empty for `$` and brackets.

    `macros` are those defined before it.
    """

    latex: str
    start: int
    display: bool
    environment: str = ""
    macros: Macros = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Gap:
    """A range of a document that is not read: what stands there, what was expected, a hint."""

    start: int
    end: int
    found: str
    expected: str
    hint: str


@dataclass(frozen=True, slots=True)
class Source:
    """A part of a document with a path and lines of its own: a file, or one cell of a notebook."""

    path: str
    start: int  # its offset in the text of the document


@dataclass(frozen=True, slots=True)
class Document:
    """What a person wrote, in reading order; offsets are into `text`.

    In `text` line ends are `\\n`, and the marks of quotations inside formulas are blanks, so that
    `text[formula.start:]` begins with `formula.latex`.
    """

    text: str
    sources: tuple[Source, ...]
    pieces: tuple[Prose | Formula, ...]
    front_matter: str = ""
    gaps: tuple[Gap, ...] = ()
