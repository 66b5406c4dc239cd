"""What a section says of its names further down, where that holds in the lines before it too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.read.cues import NAMES_LATER
from checker.read.defining import hoist
from checker.read.definitions import head, head_of, names_of
from checker.read.items import Item
from checker.read.progress import Progress
from checker.read.statements import Part
from checker.read.symmetric_data import is_mirror
from checker.read.syntax import SyntaxFault
from checker.written import Grid

SINCE = re.compile(r"[\s,]*(since|because|using)\s*", re.IGNORECASE)
JOINED = re.compile(r"\b(and|with)\b|[\s,;]")


def hoist_all(progress: Progress, section: Sequence[Item]) -> None:
    """What "where …" defines holds in the lines before it too, where the name occurs in them."""
    for k, item in enumerate(section):
        statement = item.statement
        if statement is None or len(statement.links) != 1 or is_mirror(statement):
            continue
        if not (NAMES_LATER.search(item.lead) or SINCE.fullmatch(item.lead)) and not _completes(section, k):
            continue
        found = head(statement.parts[0])
        if found is None or statement.links[0].relation not in {"=", ":="}:
            continue
        before = [other for other in section[:k] if other.statement is not None]
        if not any(_mentions(other, found.name) for other in before) or _heads_any(section[:k], found.name):
            continue
        progress.formula = item.formula
        try:
            hoist(progress, statement)
        except SyntaxFault:
            continue


def _completes(section: Sequence[Item], k: int) -> bool:
    """u = β(r − s) right behind L = −log σ(u), in one formula or sentence: it says what u is, first of all.

    So does y = sin t behind z = x²y and x = cos t, and r = T/S behind a = T/(S + b) = rS/(S + b); and a matrix that is
    written out: D = [1 0; 0 2] of "A = SDS⁻¹ with".
    """
    item = section[k]
    first = k - 1
    while first > 0 and _joins(section, first) and _completes(section, first):
        first -= 1
    before = section[first] if k > 0 else None
    if before is None or before.statement is None or item.statement is None or not _joins(section, k):
        return False
    if len(item.statement.links) != 1:
        return False
    ahead, found = head_of(before.statement), head(item.statement.parts[0])
    goes_on = not before.statement.parts[0].items  # "= 1/(1 + e^{−a}), a = ln(s/r)"
    if (ahead is None and not goes_on) or found is None or found.parameters or not before.statement.links:
        return False
    *others, said = before.statement.parts
    if any(found.name in names_of(part.items) for part in others):
        return False
    inside = names_of(item.statement.parts[1].items)
    said_first = {ahead.name} if ahead is not None else set()
    says_more = inside - {found.name} - said_first or _is_written_out(item.statement.parts[1])
    if found.name not in names_of(said.items) or not says_more or said_first & inside:
        return False
    earlier = [other.statement for other in section[:first] if other.statement is not None]
    return not any(found.name in names_of(part.items) for statement in earlier for part in statement.parts)


def _is_written_out(part: Part) -> bool:
    return len(part.items) == 1 and isinstance(part.items[0], Grid)


def _joins(section: Sequence[Item], k: int) -> bool:
    """Do only commas, "and" and "with" part the k-th statement from the one before it?"""
    item, before = section[k], section[k - 1] if k > 0 else None
    if before is None or before.statement is None or item.statement is None or before.ends or item.arrow:
        return False
    return not JOINED.sub("", item.lead if item.first else item.statement.words)


def _mentions(item: Item, name: str) -> bool:
    return item.statement is not None and any(name in names_of(part.items) for part in item.statement.parts)


def _heads_any(section: Sequence[Item], name: str) -> bool:
    return any(
        found is not None and found.name == name
        for item in section
        if item.statement is not None and item.statement.links
        for found in [head(item.statement.parts[0])]
    )
