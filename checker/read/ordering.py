"""Equations that are conditions on what stands before them are read first: `a² − b² = a − b, where a + b = 1`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.read.definitions import head
from checker.read.items import Item
from checker.read.statements import Statement

BEHIND = re.compile(
    r"^[\s,;(]*(where|with|if|when(ever)?|since|because|as|given|provided|assuming|subject to|such that|under)( that)?"
    r"[\s:]*$",
    re.IGNORECASE,
)


def conditions_first(section: Sequence[Item]) -> list[Item]:
    """The items of a section in the order in which they are read."""
    ordered: list[Item] = []
    for item in section:
        at = len(ordered)
        if _is_condition(item) and ordered and not ordered[-1].ends:
            at = _start(ordered, item)
        ordered.insert(at, item)
    return ordered


def _is_condition(item: Item) -> bool:
    """Is it one equation between what is no name alone, behind "where" and the like?"""
    statement = item.statement
    if statement is None or not BEHIND.match(item.lead) or (item.first and item.formula.display):
        return False
    return _is_equation(statement) and not statement.arrow


def _is_equation(statement: Statement) -> bool:
    return len(statement.links) == 1 and statement.links[0].relation == "=" and head(statement.parts[0]) is None


def _start(ordered: Sequence[Item], item: Item) -> int:
    """Where the formula begins that a condition is on: its own, or the one before it."""
    formula = ordered[-1].formula if item.first else item.formula
    at = len(ordered)
    while at > 0 and ordered[at - 1].formula is formula:
        at -= 1
    return at
