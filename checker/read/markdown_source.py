"""The formulas of a Markdown text and the words between them: `$…$`, `$$…$$`, brackets, environments, MyST, Quarto.

A `$` opens a formula as pandoc has it: no blank follows it; and one closes it that no blank precedes and no digit
follows. One between blanks is mathematics if it looks like nothing else. Other dollars are money.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass

from checker.read.delimiters import closed, closer_of, formula, is_mathematics, prose_of, unclosed
from checker.read.markdown_blocks import Block, blocks, masked
from checker.written import Formula, Gap, Prose

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
SIGNS = re.compile(
    r"\\begin\{[A-Za-z]+\*?\}|\\[\[(]|\\.|(?P<ticked>\$`(?=[^`]))|\$\$|\$|`+|<!--", re.DOTALL
)  # that open something in running text
SINGLE_DOLLARS = re.compile(r"\\.|\$\$|(?P<dollar>\$)|`[^`]*`", re.DOTALL)
LABEL = re.compile(r"[ \t]*(?:\{#[^}\n]*\}|\([A-Za-z][\w:.-]*\))[ \t]*(?=\n|\Z)")  # of Quarto and of MyST, after $$
MONEY = re.compile(r"\d[\d.,]*\s*[.,;:)]?\s+(?!(?:sin|cos|tan|log|ln|exp|max|min|mod|lim)\b)[A-Za-z]{2,}\s")
LIKE_MATHEMATICS = re.compile(r"\\[A-Za-z]|[=^_<>]")
BACKTICKS = re.compile(r"`+")
NEAR = 300  # characters within which a line is looked at where it may be anything
FARTHEST_TICKED = 2_000  # characters of GitHub's $`…`$
FARTHEST = 4  # closing dollars tried where braces are open


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """What a Markdown text holds; `text` is as given, but with quotation marks inside formulas blanked."""

    text: str
    front_matter: str
    pieces: tuple[Prose | Formula, ...]
    gaps: tuple[Gap, ...]


def markdown_text(text: str) -> MarkdownText:
    """The pieces in reading order, and the gaps. Code is passed over."""
    front = FRONT_MATTER.match(text)
    body = " " * front.end() + text[front.end() :] if front else text
    if front:  # lines stay lines
        body = "".join("\n" if character == "\n" else " " for character in text[: front.end()]) + text[front.end() :]
    pieces: list[Prose | Formula] = []
    gaps: list[Gap] = []
    for block in blocks(body):
        _read_block(body, block, pieces, gaps)
    return MarkdownText(_unmarked(text, pieces), front[1] if front else "", tuple(pieces), tuple(gaps))


def _unmarked(text: str, pieces: list[Prose | Formula]) -> str:
    """The text in which every formula stands as it was read."""
    parts: list[str] = []
    at = 0
    for piece in pieces:
        if isinstance(piece, Formula) and not text.startswith(piece.latex, piece.start):
            parts += [text[at : piece.start], piece.latex]
            at = piece.start + len(piece.latex)
    return "".join([*parts, text[at:]]) if parts else text


def _read_block(text: str, block: Block, pieces: list[Prose | Formula], gaps: list[Gap]) -> None:
    if not block.lines:
        return
    start = block.lines[0][0]
    if block.too_deep:
        found = "a container within too many others"
        gaps.append(Gap(start, block.lines[-1][1], found, "fewer", "take some of the quotation marks or lists away"))
        return
    inside = text[start : block.lines[-1][1]] if len(block.lines) == 1 else masked(text, block.lines)
    if block.heading:
        pieces.append(Prose(inside, start, block.heading))
        shown: list[Prose | Formula] = []
        _Scan(inside, start, shown, []).run()
        pieces += (piece for piece in shown if isinstance(piece, Formula))
    elif block.formula:
        latex = inside.strip()
        if latex:
            pieces.append(Formula(latex, start + inside.index(latex), True))
    else:
        scan = _Scan(inside, start, pieces, gaps)
        scan.run()


@dataclass(slots=True)
class _Scan:
    """Running text, read once from left to right."""

    text: str
    origin: int
    pieces: list[Prose | Formula]
    gaps: list[Gap]
    said: int = 0  # where the words that are not yet a piece begin
    at: int = 0
    closing: list[int] | None = None  # the single dollars that may close a formula
    runs: dict[int, list[int]] | None = None  # of backticks, by their lengths
    last_comment: int = sys.maxsize  # where a comment may begin that ends

    def run(self) -> None:
        while (mark := SIGNS.search(self.text, self.at)) is not None:
            self.at = mark.end()
            sign = mark[0]
            if sign in {"$$", "\\[", "\\("} or (sign.startswith("\\begin") and is_mathematics(sign[7:-1])):
                self.display(mark.start(), sign)
            elif mark["ticked"]:
                self.ticked(mark.start())
            elif sign == "$":
                self.dollar(mark.start())
            elif sign[0] == "`":
                self.code(mark.start(), sign)
            elif sign == "<!--":
                self.comment(mark.start())
        self.say(len(self.text))

    def say(self, end: int) -> None:
        words = self.text[self.said : end]
        if prose_of(words):
            self.pieces.append(Prose(words, self.origin + self.said))

    def add(self, found: Formula | None, begin: int, after: int) -> None:
        self.say(begin)
        if found is not None:
            self.pieces.append(Formula(found.latex, self.origin + found.start, found.display, found.environment))
        self.at = self.said = after

    def display(self, begin: int, opener: str) -> None:
        end = closed(self.text, self.at, opener, len(self.text))
        if end < 0:
            gap = unclosed(self.text, begin, opener)
            self.gaps.append(Gap(gap.start + self.origin, gap.end + self.origin, gap.found, gap.expected, gap.hint))
            self.say(begin)
            self.at = self.said = len(self.text)
            return
        after = end + len(closer_of(opener))
        found = formula(self.text, self.at, end, opener, after)
        if opener == "$$" and (label := LABEL.match(self.text, after)) is not None:
            after = label.end()
        self.add(found, begin, after)

    def ticked(self, begin: int) -> None:
        """GitHub's $`…`$."""
        end = self.text.find("`$", self.at, self.at + FARTHEST_TICKED)
        if end < 0:
            self.at = begin + 1
            return
        self.add(formula(self.text, self.at, end, "$", end + 2), begin, end + 2)

    def dollar(self, begin: int) -> None:
        following = self.text[self.at : self.at + 1]
        if not following or (self.text[begin - 1 : begin].isdigit() and following != "\\"):
            return
        if following.isspace():
            self.spaced(begin)
            return
        end = self.closing_dollar(self.at)
        if end >= 0 and not MONEY.match(self.text, self.at, end):
            self.add(formula(self.text, self.at, end, "$", end + 1), begin, end + 1)
        elif end < 0 and not following.isdigit() and LIKE_MATHEMATICS.search(self.text, self.at, self.near_end()):
            gap = unclosed(self.text, begin, "$")
            self.gaps.append(Gap(gap.start + self.origin, gap.end + self.origin, gap.found, gap.expected, gap.hint))
            self.add(None, begin, self.line_end())

    def line_end(self) -> int:
        newline = self.text.find("\n", self.at)
        return newline if newline >= 0 else len(self.text)

    def near_end(self) -> int:
        """The end of the line, but not far."""
        newline = self.text.find("\n", self.at, self.at + NEAR)
        return newline if newline >= 0 else min(self.at + NEAR, len(self.text))

    def spaced(self, begin: int) -> None:
        """`$ x = 1 $`, in one line."""
        end = self.text.find("$", self.at, self.near_end())
        if end > self.at and self.text[end - 1].isspace() and LIKE_MATHEMATICS.search(self.text, self.at, end):
            self.add(formula(self.text, self.at, end, "$", end + 1), begin, end + 1)

    def closing_dollar(self, start: int) -> int:
        """The offset of the dollar that closes a formula; -1 where none does. Those within braces are tried last."""
        if self.closing is None:
            self.closing = [
                mark.start()
                for mark in SINGLE_DOLLARS.finditer(self.text)
                if mark["dollar"]
                and not self.text[mark.start() - 1 : mark.start()].isspace()
                and not self.text[mark.end() : mark.end() + 1].isdigit()
            ]
        k = bisect_right(self.closing, start)
        near = self.closing[k : k + FARTHEST]
        return next((end for end in near if _balanced(self.text, start, end)), near[0] if near else -1)

    def code(self, begin: int, ticks: str) -> None:
        """Code, up to as many backticks."""
        if self.runs is None:
            self.runs = {}
            for run in BACKTICKS.finditer(self.text):
                self.runs.setdefault(len(run[0]), []).append(run.start())
        ends = self.runs.get(len(ticks), [])
        k = bisect_right(ends, begin)
        if k < len(ends):
            self.pass_over(begin, ends[k] + len(ticks))

    def comment(self, begin: int) -> None:
        end = -1 if self.at > self.last_comment else self.text.find("-->", self.at)
        if end < 0:
            self.last_comment = -1  # no more of them
        else:
            self.pass_over(begin, end + 3)

    def pass_over(self, begin: int, after: int) -> None:
        """What stands between is no text."""
        self.say(begin)
        self.at = self.said = after


def _balanced(text: str, start: int, end: int) -> bool:
    return text.count("{", start, end) - text.count("}", start, end) == text.count("\\{", start, end) - text.count(
        "\\}", start, end
    )
