"""The commands that a writer defines, read as text: `\\newcommand`, `\\def`, `\\DeclareMathOperator` and their like.

What each takes is that of The TeXbook (Knuth 1984, chapter 20), of the LaTeX companion (Mittelbach and Goossens
2004, appendix A.1.2), of amsmath and of mathtools. A `\\def` whose parameters have words between them is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.written import Macro, Macros

MOST_MACROS = 2_000  # of a document
MOST_MALFORMED = 100  # definitions that cannot be read, of a document
LONGEST_BODY = 2_000  # characters
LONGEST_PARAMETERS = 200  # characters

LATEX_DEFINERS = frozenset(("newcommand", "renewcommand", "providecommand", "DeclareRobustCommand"))
TEX_DEFINERS = frozenset(("def", "gdef", "edef", "xdef"))
DEFINERS = LATEX_DEFINERS | TEX_DEFINERS | {"let", "DeclareMathOperator", "DeclarePairedDelimiter"}
STRUCTURE = frozenset(("left", "right", "middle", "begin", "end"))  # no redefinition of these changes what is said
DEFINER = re.compile(rf"\\({'|'.join(sorted(DEFINERS))})(?![A-Za-z])")

_BLANK = re.compile(r"(?:\s|%[^\n]*)*")
_NAME = re.compile(r"\\([A-Za-z]+)")
_PARAMETERS = re.compile(r"[^{}]*")
_BRACES = re.compile(r"\\.|[{}]|%[^\n]*", re.DOTALL)


class MalformedMacro(Exception):  # named for what happened
    """A definition that cannot be read, from `offset` on: what is there, what should be, a hint."""

    def __init__(self, offset: int, found: str, expected: str, hint: str) -> None:
        super().__init__(offset, found, expected, hint)
        self.offset = offset
        self.found = found
        self.expected = expected
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Definition:
    """A macro, or None where nothing that matters is defined; `end` is the offset after it in its text.

    `provided` says that a meaning known before stays.
    """

    macro: Macro | None
    end: int
    provided: bool = False


def definition_at(text: str, offset: int, limit: int) -> Definition:
    """The definition whose command, one of DEFINERS, begins at an offset.

    Raises MalformedMacro where it cannot be read before `limit`.
    """
    reader = _Definition(text, offset, limit)
    match = DEFINER.match(text, offset, limit)
    assert match is not None
    reader.at = match.end()
    if match[1] in LATEX_DEFINERS:
        return reader.of_latex(provided=match[1] == "providecommand")
    if match[1] in TEX_DEFINERS:
        return reader.of_tex()
    if match[1] == "let":
        return reader.of_let()
    return reader.of_operator() if match[1] == "DeclareMathOperator" else reader.of_delimiters()


def with_definition(macros: Macros, definition: Definition) -> Macros:
    """The macros with one more; a name given another name takes its meaning along."""
    macro = definition.macro
    if macro is None or macro.name in STRUCTURE or (definition.provided and macro.name in macros):
        return macros
    if macro.alias and macro.body[1:] in macros:
        macro = replace(macros[macro.body[1:]], name=macro.name)
    if len(macros) >= MOST_MACROS:
        return macros
    return {**macros, macro.name: macro}


def definitions_in(text: str, start: int, end: int) -> Iterator[Definition | MalformedMacro]:
    """The definitions in a range of a text, in order; what cannot be read as one is passed over."""
    at = start
    while (match := DEFINER.search(text, at, end)) is not None:
        try:
            found = definition_at(text, match.start(), end)
            at = found.end
            yield found
        except MalformedMacro as fault:
            at = match.end()
            yield fault


@dataclass(slots=True)
class _Definition:
    """A place in a text, moved forward by each method as it reads."""

    text: str
    at: int
    limit: int

    def of_latex(self, provided: bool) -> Definition:
        self.star()
        name = self.name()
        count = self.option()
        if count is not None and not (count.isascii() and count.isdigit() and 0 <= int(count[:3]) <= 9):
            raise MalformedMacro(self.at, f"[{count[:9]}]", "the number of its arguments, 0 to 9", "as in `[2]`")
        default = self.option() if count is not None else None
        body = self.braced()
        return Definition(Macro(name, int(count or 0), body, default), self.at, provided)

    def of_tex(self) -> Definition:
        name = self.name()
        match = _PARAMETERS.match(self.text, self.at, min(self.limit, self.at + LONGEST_PARAMETERS))
        assert match is not None
        given = "".join(match[0].split())
        count = len(given) // 2
        if given != "".join(f"#{k}" for k in range(1, count + 1)) or count > 9:
            hint = "signs between the parameters are not read: write `\\newcommand`"
            raise MalformedMacro(self.at, f"`{given[:12]}`", "parameters such as `#1#2`", hint)
        self.at = match.end()
        return Definition(Macro(name, count, self.braced()), self.at)

    def of_let(self) -> Definition:
        name = self.name()
        self.blanks()
        if self.text.startswith("=", self.at):
            self.at += 1
            self.blanks()
        match = _NAME.match(self.text, self.at, self.limit)
        if match is None:  # a single sign
            body = self.text[self.at : self.at + 1]
            self.at = min(self.at + 1, self.limit)
            return Definition(Macro(name, 0, body) if body.strip() and body not in "{}\\#" else None, self.at)
        self.at = match.end()
        return Definition(Macro(name, 0, match[0], alias=True), self.at)

    def of_operator(self) -> Definition:
        star = self.star()
        name = self.name()
        return Definition(Macro(name, 0, f"\\operatorname{star}{{{self.braced()}}}"), self.at)

    def of_delimiters(self) -> Definition:
        """`\\DeclarePairedDelimiter`, of mathtools: `\\abs{x}`, `\\abs*{x}` and `\\abs[\\big]{x}` are the same."""
        name = self.name()
        opening, closing = self.braced(), self.braced()
        body = f"\\left{opening} #2 \\right{closing}"
        return Definition(Macro(name, 2, body, default="", starred=True), self.at)

    # --- parts ---------------------------------------------------------------------------------

    def blanks(self) -> None:
        match = _BLANK.match(self.text, self.at, self.limit)
        assert match is not None
        self.at = match.end()

    def star(self) -> str:
        self.blanks()
        if self.text.startswith("*", self.at) and self.at < self.limit:
            self.at += 1
            return "*"
        return ""

    def name(self) -> str:
        """`\\name` or `{\\name}`."""
        self.blanks()
        braced = self.text.startswith("{", self.at)
        start = self.at
        if braced:
            self.at += 1
            self.blanks()
        match = _NAME.match(self.text, self.at, self.limit)
        if match is None:
            found = self.text[start : min(start + 8, self.limit)].split("\n")[0]
            raise MalformedMacro(start, f"`{found}`", "the name of a command", "a name is a backslash and letters")
        self.at = match.end()
        if braced:
            self.blanks()
            if not self.text.startswith("}", self.at):
                raise MalformedMacro(self.at, "no `}`", "`}` after the name", "as in `\\newcommand{\\name}{…}`")
            self.at += 1
        return match[1]

    def option(self) -> str | None:
        """What stands in [ ], if anything does."""
        self.blanks()
        if not self.text.startswith("[", self.at) or self.at >= self.limit:
            return None
        end = self.text.find("]", self.at, min(self.limit, self.at + LONGEST_PARAMETERS))
        if end < 0:
            raise MalformedMacro(self.at, "`[`, which nothing closes", "`]` after it", "as in `[2]`")
        inside = self.text[self.at + 1 : end]
        self.at = end + 1
        return inside.strip()

    def braced(self) -> str:
        """What stands in braces; or the one command or sign that stands without."""
        self.blanks()
        if not self.text.startswith("{", self.at) or self.at >= self.limit:
            match = _NAME.match(self.text, self.at, self.limit)
            if match is None:
                raise MalformedMacro(self.at, "no `{`", "what it stands for, in braces", "as in `{\\mathbb{R}}`")
            self.at = match.end()
            return match[0]
        start, depth = self.at + 1, 0
        limit = min(self.limit, start + LONGEST_BODY + 1)
        for mark in _BRACES.finditer(self.text, self.at, limit):
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            if depth == 0:
                self.at = mark.end()
                return self.text[start : mark.start()]
        hint = f"braces come in pairs, here with at most {LONGEST_BODY} characters between them"
        raise MalformedMacro(self.at, "`{`, which nothing closes", "`}` after it", hint)
