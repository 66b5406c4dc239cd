"""The formulas of a Markdown text and the words between them: `$…$`, `$$…$$`, brackets, environments, MyST, Quarto."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.texmath import texmath_plugin

from checker.written import Formula, Prose

DISPLAYS = frozenset(("math_block", "math_block_label", "math_block_eqno", "amsmath", "math_inline_double"))
INLINES = frozenset(("math_inline", "math_inline_double", "math_single"))
FENCES_OF_MATHEMATICS = frozenset(("{math}", "math", "latex", "tex"))


def markdown_pieces(text: str, origin: int) -> tuple[str, list[Prose | Formula]]:
    """The front matter and the pieces in reading order; offsets count from `origin`. Code is passed over."""
    lines = _offsets(text)
    front, pieces, at = "", list[Prose | Formula](), 0
    heading = 0
    for token in _parser().parse(text):
        start, end = _range(token, lines, at, len(text))
        if token.type == "front_matter":
            front = token.content
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type in DISPLAYS:
            formula, at = _found(token.content, text, max(at, start), display=True)
            pieces += formula
        elif token.type == "fence" and token.info.split()[:1] and token.info.split()[0] in FENCES_OF_MATHEMATICS:
            formula, at = _found(_without_options(token.content), text, max(at, start), display=True)
            pieces += formula
        elif token.type == "inline":
            inside, at = _of_inline(token, text, max(at, start), end, heading)
            pieces += inside
            heading = 0
    return front, [_shifted(piece, origin) for piece in pieces]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(amsmath_plugin)
    parser.use(dollarmath_plugin, allow_digits=False, double_inline=True)
    return parser.use(texmath_plugin, delimiters="brackets")


def _offsets(text: str) -> list[int]:
    """The offset of each line, and of the end."""
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def _range(token: Token, lines: list[int], at: int, length: int) -> tuple[int, int]:
    if token.map is None:
        return at, length
    return lines[token.map[0]], min(lines[min(token.map[1], len(lines) - 1)], length)


def _without_options(content: str) -> str:
    """A MyST directive's mathematics, after its `:label: …` lines."""
    lines = content.split("\n")
    while lines and lines[0].startswith(":"):
        lines.pop(0)
    return "\n".join(lines)


def _found(content: str, text: str, start: int, display: bool) -> tuple[list[Prose | Formula], int]:
    """The formula where it stands; one indented or quoted line by line is found by its lines."""
    latex = content.strip()
    if not latex:
        return [], start
    at = text.find(latex, start)
    if at >= 0:
        return [_formula(latex, at, display)], at + len(latex)
    first, last = latex.split("\n")[0].strip(), latex.split("\n")[-1].strip()
    at = text.find(first, start)
    end = text.find(last, at + len(first))
    if at < 0 or end < 0:
        return [], start
    return [_formula(_unmarked(text[at : end + len(last)]), at, display)], end + len(last)


def _after_opening(latex: str, text: str, start: int) -> int:
    """The place of a formula that stands behind its `$`, `\\(` or `\\[`, not that of the same letters in a word."""
    at = text.find(latex, start)
    while at >= 0 and not text[start:at].rstrip().endswith(("$", "\\(", "\\[")):
        at = text.find(latex, at + 1)
    return max(at, start)


def _past_closing(text: str, at: int) -> int:
    """The place behind what closes a formula, so that it opens no other."""
    rest = text[at : at + 20]
    closing = rest.lstrip()
    for mark in ("$$", "$", "\\)", "\\]"):
        if closing.startswith(mark):
            return at + len(rest) - len(closing) + len(mark)
    return at


def _unmarked(latex: str) -> str:
    """The `>` of a quotation at the start of lines as blanks, so that every place stays."""
    lines = latex.split("\n")
    return "\n".join([lines[0], *(_blank_marks(line) for line in lines[1:])])


def _blank_marks(line: str) -> str:
    stripped = line.lstrip(" >")
    return " " * (len(line) - len(stripped)) + stripped


def _formula(latex: str, start: int, display: bool) -> Formula:
    return Formula(latex, start, display)


def _of_inline(token: Token, text: str, start: int, end: int, heading: int) -> tuple[list[Prose | Formula], int]:
    pieces: list[Prose | Formula] = []
    at = start
    for child in token.children or []:
        if child.type in INLINES:
            opened = _after_opening(child.content.strip(), text, at)
            found, after = _found(child.content, text, opened, display=child.type in DISPLAYS)
            for formula in found:
                pieces += _prose(text, at, formula.start, heading)
            pieces, at = pieces + found, _past_closing(text, after)
        elif child.type == "code_inline":
            after = text.find(child.content, at, end)
            if after >= 0:
                pieces += _prose(text, at, after, heading)
                at = after + len(child.content)
    return [*pieces, *_prose(text, at, end, heading)], end


def _prose(text: str, start: int, end: int, heading: int) -> Iterator[Prose]:
    words = text[start:end]
    if words.strip(" \n\t$\\[]`"):
        yield Prose(words, start, heading)


def _shifted(piece: Prose | Formula, origin: int) -> Prose | Formula:
    if isinstance(piece, Prose):
        return Prose(piece.text, piece.start + origin, piece.heading)
    return Formula(piece.latex, piece.start + origin, piece.display, piece.environment)
