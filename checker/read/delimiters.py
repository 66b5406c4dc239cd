"""Where mathematics that begins in a text ends: brackets, dollars and environments, and what has no end."""

from __future__ import annotations

import re
from functools import lru_cache

from checker.written import Formula, Gap

ENVIRONMENTS = frozenset(
    ("equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign", "displaymath", "math", "split")
) | {"aligned", "gathered", "alignedat"}
TRANSPARENT = frozenset(("displaymath", "math"))  # they only mark their content as mathematics
CLOSERS = {"\\[": "\\]", "\\(": "\\)", "$$": "$$", "$": "$"}
FORWARD = 24  # characters of a text that a message quotes


def is_mathematics(environment: str) -> bool:
    """Is the content of a LaTeX environment a formula?"""
    return environment.removesuffix("*") in ENVIRONMENTS


def closer_of(opener: str) -> str:
    """What closes `$`, `$$`, `\\[`, `\\(` or `\\begin{…}`."""
    return CLOSERS.get(opener) or opener.replace("\\begin", "\\end", 1)


def closed(text: str, at: int, opener: str, limit: int, comments: bool = False) -> int:
    """The offset of what closes a formula whose content begins at `at`; -1 where nothing does before `limit`.

    Escaped signs are passed over, and LaTeX comments if asked. The same opener met first means that nothing closes
    this one; a `$` inside braces belongs to words of the formula.
    """
    closer = closer_of(opener)
    inner = -1
    depth = 0
    for found in _marks(opener, comments).finditer(text, at, limit):
        sign = found[0]
        if sign == closer and (opener != "$" or depth <= 0):
            return found.start()
        if sign == closer:
            inner = found.start() if inner < 0 else inner
        elif sign == opener:
            return -1
        elif sign in {"{", "}"}:
            depth += 1 if sign == "{" else -1
    return inner


@lru_cache(maxsize=128)
def _marks(opener: str, comments: bool) -> re.Pattern[str]:
    signs = [closer_of(opener), *([opener] if opener not in {"$", "$$"} else [])]
    literal = [re.escape(sign) for sign in signs]
    braces = ["[{}]"] if opener == "$" else []
    return re.compile("|".join([*literal, r"\\.", *braces, *([r"%[^\n]*"] if comments else [])]), re.DOTALL)


def formula(text: str, start: int, end: int, opener: str, after: int) -> Formula | None:
    """The formula with its content at start:end, between an opener and a closer that ends at `after`.

    None for an empty one. An environment is a part of its formula.
    """
    environment = opener.removeprefix("\\begin{").removesuffix("}") if opener.startswith("\\begin") else ""
    if environment and environment not in TRANSPARENT:
        begin = start - len(opener)
        return Formula(text[begin:after], begin, True, environment)
    inside = text[start:end]
    latex = inside.strip()
    if not latex:
        return None
    display = opener in {"\\[", "$$"} or environment == "displaymath"
    return Formula(latex, start + len(inside) - len(inside.lstrip()), display, environment)


def unclosed(text: str, start: int, opener: str) -> Gap:
    """The gap that an opener without its closer leaves; its range is the opener's."""
    shown = " ".join(text[start : start + FORWARD].partition("\n")[0].split())
    return Gap(
        start,
        start + len(opener),
        f"`{shown}`, which opens a formula that nothing closes",
        f"`{closer_of(opener)}` after it",
        "what follows is read from the next paragraph on",
    )


def has_blank_line(text: str, start: int, end: int) -> bool:
    """Does a paragraph end between two offsets?"""
    return BLANK_LINE.search(text, start, end) is not None


BLANK_LINE = re.compile(r"\n[ \t]*\n")


def prose_of(words: str) -> bool:
    """Is there anything said in the text between formulas? An opening bracket says that what follows is aside."""
    return bool(words.strip(" \n\t$\\)[]`"))
