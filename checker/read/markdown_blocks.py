"""The blocks of a Markdown text, each with the exact ranges of its lines: running text, headings, mathematics.

CommonMark as markdown-it reads it, but that a display (`$$`, `\\[`, `\\begin{…}`) which opens in a paragraph holds
the lines up to its end, whatever they look like; and that links' definitions, tables and setext headings are told
from displays. Code is no block here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, fence, heading, html_block

from checker.read.delimiters import closed, closer_of, has_blank_line, is_mathematics

Rule = Callable[[StateBlock, int, int, bool], bool]
Lines = tuple[tuple[int, int], ...]

DEEPEST = 100  # containers within containers; beyond, markdown-it passes over the rest
MOST_DIRECTIVES = 8  # one within the other
OPENERS = re.compile(r"\\begin\{[A-Za-z]+\*?\}|\\\[|\\.|\$\$|`[^`\n]*`", re.DOTALL)
DOUBLE_DOLLARS = re.compile(r"\\.|\$\$", re.DOTALL)
HEADINGS = re.compile(r"^ {0,3}#{1,6}[ \t]", re.MULTILINE)
RUNNING_TEXT = re.compile(r"\$\S|```|^ {0,3}>|(?:(?<![\\{A-Za-z])[A-Za-z]{2,}[,;:.]?\s+){3}", re.MULTILINE)
OPENS_AGAIN = re.compile(r"(?<=\n)\$\$[ \t]*[^\s{(.,;$]")  # a `$$` before mathematics
WORDS = re.compile(r"\\(?:text[a-z]*|mbox)\{[^{}]*\}")  # that are a part of a formula
UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
NO_TEXT = ("<!--", "<script", "<style", "<pre", "<textarea", "<?", "<![CDATA[")
FENCES_OF_MATHEMATICS = frozenset(("math", "{math}"))
STATEMENTS = ("theorem", "proof", "lemma", "definition", "example", "exercise", "solution", "corollary", "remark")
REMARKS = ("admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip")
FENCES_OF_TEXT = frozenset(  # MyST's and Quarto's directives that hold Markdown
    f"{{{name}}}"
    for name in (*STATEMENTS, *(f"prf:{name}" for name in STATEMENTS), *REMARKS, "warning", "dropdown", "margin")
)


NUMBER = re.compile(r" {0,3}\d{1,2}\) +")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines, as offsets without line ends; `heading` is its level; `formula` says that it is one whole.

    `too_deep` says that it stands in more containers than are read.
    """

    lines: Lines
    heading: int = 0
    formula: bool = False
    too_deep: bool = False


def blocks(text: str, directives: int = 0) -> Iterator[Block]:
    """The blocks of a Markdown text in reading order, within so many directives. Its line ends are `\\n`."""
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    parser.disable(["inline", "text_join", "reference", "lheading"])
    ruler = parser.block.ruler
    everywhere: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    ruler.at("fence", _with_lines(fence), everywhere)
    ruler.at("html_block", _with_lines(html_block), {"alt": ["paragraph", "blockquote"]})
    ruler.at("heading", _with_lines(heading), {"alt": ["paragraph", "blockquote"]})
    ruler.before("fence", "colons", _colons, everywhere)
    ruler.at("paragraph", _Paragraphs(text).rule)
    for token in parser.parse(text):
        if token.level + 1 >= DEEPEST and token.nesting == 1 and token.map is not None:
            yield Block((_range_of(text, *token.map),), too_deep=True)
        lines: Lines = token.meta.get("lines", ())
        if not lines:
            continue
        if token.type == "fence":
            yield from _of_fence(text, token.info.strip(), lines, directives)
        elif token.type == "html_block":
            if not text[lines[0][0] :].lstrip()[:10].lower().startswith(NO_TEXT):
                yield Block(lines)
        elif token.type == "colons":
            yield Block(lines, formula=True)
        else:
            yield Block(lines, int(token.tag[1:]) if token.type == "heading_open" else 0)


def _range_of(text: str, first: int, end: int) -> tuple[int, int]:
    """The offsets of lines that are counted from 0."""
    start = at = -1
    for k in range(end):
        start = at + 1 if k == first else start
        at = text.find("\n", at + 1)
        if at < 0:
            return start, len(text)
    return start, at


def _of_fence(text: str, information: str, lines: Lines, directives: int) -> Iterator[Block]:
    kind = information.split(maxsplit=1)[0] if information else ""
    closes = len(lines) > 1 and text[slice(*lines[-1])].strip("`~ \t") == ""
    inside = lines[1:-1] if closes else lines[1:]
    if kind in FENCES_OF_MATHEMATICS:
        yield Block(_without_options(text, inside), formula=True)
    elif kind in FENCES_OF_TEXT and directives >= MOST_DIRECTIVES:
        yield Block(lines, too_deep=True)
    elif kind in FENCES_OF_TEXT and inside:
        start = inside[0][0]
        inner = masked(text, inside)
        for block in blocks(inner, directives + 1):
            yield replace(block, lines=tuple((a + start, b + start) for a, b in block.lines))


def _without_options(text: str, lines: Lines) -> Lines:
    """A directive's lines after its options, `:label: …`."""
    while lines and text[slice(*lines[0])].startswith(":"):
        lines = lines[1:]
    return lines


def masked(text: str, lines: Lines) -> str:
    """The lines as one text of the length of their range: what stands between them are blanks and line ends."""
    parts: list[str] = []
    at = lines[0][0]
    for start, end in lines:
        between = start - at
        parts.append("\n" + " " * (between - 1) if between else "")
        parts.append(text[start:end])
        at = end
    return "".join(parts)


# --- rules -------------------------------------------------------------------------------------


def _lines(state: StateBlock, first: int, end: int) -> Lines:
    """The ranges of lines without what their containers put before them."""
    return tuple((min(state.bMarks[k] + state.tShift[k], state.eMarks[k]), state.eMarks[k]) for k in range(first, end))


def _with_lines(rule: Rule) -> Rule:
    """A rule whose first token knows its lines."""

    def placed(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, first, end, silent):
            return False
        if not silent and len(state.tokens) > before:
            state.tokens[before].meta["lines"] = _lines(state, first, state.line)
        return True

    return placed


def _colons(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """`:::{math}` up to `:::` is mathematics; of other containers the marks are passed over, their text is not."""
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(":::", start) or state.sCount[first] - state.blkIndent > 3:
        return False
    if silent:
        return True
    state.line = first + 1
    if state.src[start : state.eMarks[first]].strip(": \t") != "{math}":
        return True
    last = first + 1
    while last < end and not state.src.startswith(":::", state.bMarks[last] + state.tShift[last]):
        last += 1
    state.line = min(last + 1, end)
    lines = _without_options(state.src, _lines(state, first + 1, last))
    if lines:
        state.push("colons", "", 0).meta["lines"] = lines
    return True


class _Paragraphs:
    """The rule of paragraphs in one text, with what it asks of the text as a whole."""

    def __init__(self, text: str) -> None:
        self.dollars = [mark.start() for mark in DOUBLE_DOLLARS.finditer(text) if mark[0] == "$$"]
        self.headings = [mark.start() for mark in HEADINGS.finditer(text)]

    def rule(self, state: StateBlock, first: int, _end: int, _silent: bool) -> bool:
        terminators = state.md.block.ruler.getRules("paragraph")
        around, state.parentType = state.parentType, "paragraph"
        line, level = self.after_displays(state, first), 0
        while line < state.lineMax and not state.isEmpty(line):
            if state.sCount[line] - state.blkIndent <= 3 and state.sCount[line] >= 0:
                level = _underlined(state, line)
                if level or any(rule(state, line, state.lineMax, True) for rule in terminators):
                    break
            line = self.after_displays(state, line)
        state.parentType = around
        state.line = line + 1 if level else line
        token = state.push("heading_open" if level else "paragraph_open", f"h{level}" if level else "p", 1)
        token.meta["lines"] = _with_number(state, first, _lines(state, first, line))
        state.push("heading_close" if level else "paragraph_close", token.tag, -1)
        return True

    def after_displays(self, state: StateBlock, line: int) -> int:
        """The line after this one, or after the end of the display that opens in it."""
        at = state.bMarks[line] + state.tShift[line]
        while (opened := _opened(state.src, at, state.eMarks[line])) is not None:
            start, opener = opened
            limit = state.eMarks[state.lineMax - 1]
            end = closed(state.src, start + len(opener), opener, limit)
            if end < 0 or not self.belongs(state.src, start, end, opener):
                return line + 1
            while state.eMarks[line] < end:
                line += 1
            at = end + len(closer_of(opener))
        return line + 1

    def belongs(self, text: str, start: int, end: int, opener: str) -> bool:
        """Does a closer below a blank line close it? Not beyond a heading, nor beyond what is no mathematics.

        Two `$$` with nothing said between the blank line and the second may be a pair, or both open: a pair if the
        section has an even number of them.
        """
        if not has_blank_line(text, start, end):
            return True
        k = bisect_left(self.headings, start)
        section_end = self.headings[k] if k < len(self.headings) else len(text)
        if end > section_end or opener != "$$":
            return end <= section_end
        if RUNNING_TEXT.search(WORDS.sub("", text[start + 2 : end])) or OPENS_AGAIN.match(text, end):
            return False
        even = (bisect_left(self.dollars, section_end) - bisect_left(self.dollars, start)) % 2 == 0
        return even or bool(text[start:end].rstrip(" \t")[-2:-1].strip())


def _with_number(state: StateBlock, first: int, lines: Lines) -> Lines:
    """The lines with the `3)` of a list whose items blank lines part, as exercises: it tells that a part begins."""
    if not lines or first == 0 or not state.isEmpty(first - 1):
        return lines
    (start, end), begin = lines[0], state.bMarks[first]
    return ((begin, end), *lines[1:]) if NUMBER.fullmatch(state.src, begin, start) else lines


def _underlined(state: StateBlock, line: int) -> int:
    """The level of the heading that a line of `===` or `---` makes of those before it; 0 for another line."""
    if state.sCount[line] < state.blkIndent:
        return 0
    start = state.bMarks[line] + state.tShift[line]
    mark = UNDERLINE.match(state.src, start, state.eMarks[line])
    return 0 if mark is None else 1 if mark[1][0] == "=" else 2


def _opened(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The first display that opens in a line: its offset and its opener."""
    for mark in OPENERS.finditer(text, start, end):
        sign = mark[0]
        if sign in {"$$", "\\["} or (sign.startswith("\\begin{") and is_mathematics(sign[7:-1])):
            return mark.start(), sign
    return None
