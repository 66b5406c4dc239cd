"""Numbered exercises of one section in which a name is a variable here and a function there, each as a section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.read.definitions import head
from checker.read.statements import statements
from checker.read.syntax import SyntaxFault, parse
from checker.read.usage import usage
from checker.written import Formula, Prose

BEGINS = re.compile(
    r"(?:^|\n)[ \t]*(?=(?:\*\*)?(?:(?:problem|exercise|example|question|task)[ \t]+)?\(?\d{1,2}[.)](?:\*\*)?\s"
    r"|\*\*(?:problem|exercise|example|question|task)[ \t]+\d{1,2}\b|\\item\b"
    r"|\\begin\{(?:problem|exercise|example|question|task)\w*\*?\})",
    re.IGNORECASE,
)
Pieces = list[Prose | Formula]


def by_exercises(section: Pieces) -> list[Pieces]:
    """The section whole; or its exercises, where y is differentiated by x in one of them and by t in another."""
    parts = list(_parts(section))
    if len(parts) < 3 or not _disagree(parts):
        return [section]
    return parts


def _parts(section: Pieces) -> Iterator[Pieces]:
    part: Pieces = []
    for piece in section:
        if not isinstance(piece, Prose) or piece.heading:
            part.append(piece)
            continue
        at = 0
        for mark in BEGINS.finditer(piece.text):
            if mark.end() > at:
                part.append(replace(piece, text=piece.text[at : mark.end()], start=piece.start + at))
            if part:
                yield part
            part, at = [], mark.end()
        part.append(replace(piece, text=piece.text[at:], start=piece.start + at))
    yield part


def _disagree(parts: Sequence[Pieces]) -> bool:
    """Is a name a function of one variable in a part, and of another, or a variable itself, in another?"""
    of: list[set[tuple[str, str]]] = [_functions(part) for part in parts]
    for k, one in enumerate(of):
        for other in of[k + 1 :]:
            names, variables = dict(one), {by for _, by in one}
            if any(name in names and names[name] != by for name, by in other):
                return True
            if {name for name, _ in other} & variables or set(names) & {by for _, by in other}:
                return True
    return False


def _functions(part: Pieces) -> set[tuple[str, str]]:
    """The names that are differentiated, or defined as functions, each with by what."""
    found: set[tuple[str, str]] = set()
    primed: set[str] = set()
    for piece in part:
        if not isinstance(piece, Formula):
            continue
        try:
            tree = parse(piece.latex, piece.macros)
            use = usage([tree])
            found |= use.differentiated
            primed |= use.primed
            heads = (head(each.parts[0]) for each in statements(tree) if each.links)
            found |= {(one.name, one.parameters[0]) for one in heads if one is not None and one.parameters}
        except SyntaxFault:
            continue
    return found | {(name, "'") for name in primed - {name for name, _ in found}}
