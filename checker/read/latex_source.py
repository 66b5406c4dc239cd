"""The formulas of a LaTeX source and the words between them; comments and verbatim text are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model import DeriveCheckError
from checker.written import Formula, Prose

ENVIRONMENTS = (
    "equation align gather multline eqnarray alignat flalign displaymath math split aligned gathered"
).split()
VERBATIM = ("verbatim", "lstlisting", "minted", "comment", "Verbatim")
SECTIONS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
MARKS = re.compile(
    r"\\begin\{(?P<begin>[A-Za-z]+\*?)\}|\\(?P<section>part|chapter|(?:sub){0,2}section|paragraph)\*?\{"
    r"|(?P<open>\\\[|\\\(|\$\$|\$)|\\verb(?P<verb>[^A-Za-z\s])|(?P<escape>\\.)|(?P<comment>%[^\n]*)",
    re.DOTALL,
)
CLOSERS = {"\\[": "\\]", "\\(": "\\)", "$$": "$$", "$": "$"}


def latex_pieces(text: str) -> Iterator[Prose | Formula]:
    """The pieces in reading order. Raises DeriveCheckError where a formula is not closed."""
    at = start = 0
    heading = 0
    while (mark := MARKS.search(text, at)) is not None:
        formula_start, at = mark.start(), mark.end()
        environment = mark["begin"]
        if environment is not None and environment.rstrip("*") in ENVIRONMENTS:
            end = _closed(text, at, f"\\end{{{environment}}}", mark.start())
            yield from _prose(text, start, formula_start, heading)
            yield _formula(text, mark.start(), end + len(f"\\end{{{environment}}}"), environment)
            at = start = end + len(f"\\end{{{environment}}}")
        elif environment in VERBATIM:
            yield from _prose(text, start, formula_start, heading)
            at = start = _closed(text, at, f"\\end{{{environment}}}", mark.start())
        elif mark["open"] is not None:
            end = _closed(text, at, CLOSERS[mark["open"]], mark.start())
            yield from _prose(text, start, formula_start, heading)
            if text[at:end].strip():
                yield _stripped(text, at, end, display=mark["open"] in {"\\[", "$$"})
            at = start = end + len(CLOSERS[mark["open"]])
        elif mark["verb"] is not None:
            at = max(text.find(mark["verb"], at), at) + 1
        elif mark["section"] is not None:
            yield from _prose(text, start, formula_start, heading)
            start, heading = at, SECTIONS[mark["section"]]
            end = text.find("}", at)
            yield from _prose(text, at, end if end >= 0 else len(text), heading)
            at = start = end if end >= 0 else len(text)
            heading = 0
        elif mark["comment"] is not None:
            yield from _prose(text, start, formula_start, heading)
            start = at
    yield from _prose(text, start, len(text), heading)


def _closed(text: str, at: int, closer: str, opened: int) -> int:
    """The offset of a closer, escapes and comments passed over."""
    seek = re.compile(rf"\\\\(?!\])|{re.escape(closer)}|\\[$%]|%[^\n]*")
    while (found := seek.search(text, at)) is not None:
        if found[0] == closer:
            return found.start()
        at = found.end()
    line = text.count("\n", 0, opened) + 1
    column = opened - (text.rfind("\n", 0, opened) + 1) + 1
    opener = text[opened : opened + 20].split("\n")[0]
    raise DeriveCheckError(f"{line}:{column}: `{opener}` opens a formula that nothing closes: `{closer}` is expected")


def _formula(text: str, start: int, end: int, environment: str) -> Formula:
    return Formula(text[start:end], start, True, environment)


def _stripped(text: str, start: int, end: int, display: bool) -> Formula:
    inside = text[start:end]
    return Formula(inside.strip(), start + len(inside) - len(inside.lstrip()), display)


def _prose(text: str, start: int, end: int, heading: int) -> Iterator[Prose]:
    if text[start:end].strip():
        yield Prose(text[start:end], start, heading)
