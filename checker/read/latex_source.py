"""The formulas of a LaTeX source and the words between them; comments, verbatim text and the preamble are passed over.

Of the preamble only its definitions of commands count. Other files are not followed, and that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.read.delimiters import BLANK_LINE, closed, closer_of, formula, is_mathematics, prose_of, unclosed
from checker.read.macros import DEFINER, MOST_MALFORMED, MalformedMacro, definition_at
from checker.written import Formula, Gap, Prose

VERBATIM = ("verbatim", "verbatim*", "lstlisting", "minted", "comment", "Verbatim", "filecontents", "tikzpicture")
LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
BEGIN_DOCUMENT, END_DOCUMENT = "\\begin{document}", "\\end{document}"
MARKS = re.compile(
    r"\\begin\{(?P<begin>[A-Za-z]+\*?)\}"
    rf"|(?P<definer>{DEFINER.pattern})"
    r"|\\(?P<section>part|chapter|(?:sub){0,2}section|paragraph)\*?\s*(?:\[[^\]]*\])?\{"
    r"|(?P<file>\\(?:input|include|subfile|import)\b\s*(?:\{[^{}\n]*\}|[\w./-]*))"
    r"|(?P<open>\\\[|\\\(|\$\$|\$)|\\(?:verb|lstinline)\*?(?P<verb>[^A-Za-z\s{*])|\\.|(?P<comment>%[^\n]*)",
    re.DOTALL,
)


def latex_pieces(text: str) -> tuple[list[Prose | Formula], list[Gap]]:
    """The pieces in reading order, and the gaps."""
    scan = _Scan(text, *_body(text))
    scan.run()
    return scan.pieces, scan.gaps


def _body(text: str) -> tuple[int, int]:
    """The range between `\\begin{document}` and `\\end{document}`; all of a text without a preamble."""
    start, end = text.find(BEGIN_DOCUMENT), text.find(END_DOCUMENT)
    if start < 0:
        return 0, len(text)
    return start + len(BEGIN_DOCUMENT), end if end > start else len(text)


@dataclass(slots=True)
class _Scan:
    """A source, read once from left to right."""

    text: str
    at: int
    end: int
    pieces: list[Prose | Formula] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    said: int = 0  # where the words that are not yet a piece begin
    malformed: int = 0  # definitions that cannot be read
    paragraph: int = -1  # where one ends: the last that was looked up

    def run(self) -> None:
        self.said = self.at
        while (mark := MARKS.search(self.text, self.at, self.end)) is not None:
            begin, self.at = mark.start(), mark.end()
            environment = mark["begin"]
            if mark["open"] or (environment and is_mathematics(environment)):
                self.formula(begin, mark[0])
            elif environment in VERBATIM:
                self.skip_to(begin, f"\\end{{{environment}}}", mark[0])
            elif mark["verb"]:
                self.pass_over(begin, self.text.find(mark["verb"], self.at, self.line_end()) + 1 or self.at)
            elif mark["definer"]:
                self.definition(begin)
            elif mark["section"]:
                self.heading(begin, LEVELS[mark["section"]])
            elif mark["file"]:
                self.other_file(begin, " ".join(mark["file"].split()))
            elif mark["comment"]:
                self.pass_over(begin, self.at)
        self.say(self.end)

    def line_end(self) -> int:
        newline = self.text.find("\n", self.at, self.end)
        return newline if newline >= 0 else self.end

    def say(self, end: int, heading: int = 0) -> None:
        words = self.text[self.said : end]
        if prose_of(words):
            self.pieces.append(Prose(words, self.said, heading))

    def pass_over(self, begin: int, after: int) -> None:
        """What stands between is neither words nor mathematics."""
        self.say(begin)
        self.at = self.said = after

    def formula(self, begin: int, opener: str) -> None:
        limit = self.end if opener.startswith("\\begin") else self.paragraph_end()  # with which TeX ends it
        end = closed(self.text, self.at, opener, limit, comments=True)
        if end < 0:
            self.gaps.append(unclosed(self.text, begin, opener))
            self.pass_over(begin, self.paragraph_end())
            return
        start, after = self.at, end + len(closer_of(opener))
        self.pass_over(begin, after)
        found = formula(self.text, start, end, opener, after)
        if found is not None:
            self.pieces.append(found)

    def paragraph_end(self) -> int:
        if self.paragraph < self.at:
            blank = BLANK_LINE.search(self.text, self.at, self.end)
            self.paragraph = blank.start() if blank else self.end
        return self.paragraph

    def skip_to(self, begin: int, closer: str, opener: str) -> None:
        end = self.text.find(closer, self.at, self.end)
        if end < 0:
            self.gaps.append(unclosed(self.text, begin, opener))
        self.pass_over(begin, end + len(closer) if end >= 0 else self.at)

    def definition(self, begin: int) -> None:
        if self.malformed > MOST_MALFORMED:
            return  # the file is refused where the macros are read
        try:
            self.pass_over(begin, definition_at(self.text, begin, self.end).end)
        except MalformedMacro:
            self.malformed += 1
            self.pass_over(begin, self.at)  # told where the macros are read

    def heading(self, begin: int, level: int) -> None:
        """A heading's words are one piece, with the mathematics in them."""
        self.pass_over(begin, self.at)
        depth = 1
        for brace in re.compile(r"\\.|[{}]|\n\n", re.DOTALL).finditer(self.text, self.at, self.end):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0 or brace[0] == "\n\n":
                self.say(brace.start(), level)
                self.at = self.said = brace.end()
                return
        self.say(self.end, level)
        self.at = self.said = self.end

    def other_file(self, begin: int, command: str) -> None:
        hint = "other files are not followed: name that file too"
        self.gaps.append(Gap(begin, self.at, f"`{command}`", "the text itself", hint))
        self.pass_over(begin, self.at)
