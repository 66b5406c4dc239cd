"""Equations that are conditions on what stands before them are read first: `a² − b² = a − b, where a + b = 1`.

So is what an integral was substituted by: `∫ du/(1 + u²)` with `u = eˣ` behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.read.definitions import head
from checker.read.items import Item
from checker.read.statements import Part, Statement
from checker.read.usage import usage
from checker.written import Row

BEHIND = re.compile(
    r"^[\s,;(]*(where|with|if|when(ever)?|since|because|as|given|provided|assuming|subject to|such that|under)( that)?"
    r"[\s:]*$",
    re.IGNORECASE,
)

SUBSTITUTES = re.compile(
    r"^[\s,;(]*(where|with|by|using|on|after|via|for|under|substituting)( the substitution| substituting| setting"
    r"| putting| letting)?[\s:]*$",
    re.IGNORECASE,
)


def conditions_first(section: Sequence[Item]) -> list[Item]:
    """The items of a section in the order in which they are read."""
    ordered: list[Item] = []
    for item in section:
        at = len(ordered)
        if ordered and not ordered[-1].ends and _is_substitution(item, ordered[-1]):
            at = _start(ordered, item)
        elif _is_condition(item) and ordered and not ordered[-1].ends:
            start = _start(ordered, item)
            at = at if _speaks_of(item, ordered[start:]) else start
        ordered.insert(at, item)
    return ordered


def _is_substitution(item: Item, before: Item) -> bool:
    """Is it "with u = eˣ" behind ∫ du/(1 + u²), which is integrated by that name?"""
    parts, statement = _parts(item), item.statement
    if statement is None or len(statement.links) != 1 or statement.links[0].relation != "=" or not item.first:
        return False
    found = head(parts[0])
    if found is None or found.parameters or item.formula.display or not SUBSTITUTES.match(item.lead):
        return False
    differential = re.compile(rf"\\int.*d\}}?\s*{re.escape(found.name)}(?![A-Za-z])", re.DOTALL)
    return differential.search(before.formula.latex) is not None


def _is_condition(item: Item) -> bool:
    """Is it one equation between what is no name alone, behind "where" and the like?"""
    statement = item.statement
    if statement is None or not BEHIND.match(item.lead) or (item.first and item.formula.display):
        return False
    return _is_equation(statement) and not statement.arrow


def _speaks_of(item: Item, before: Sequence[Item]) -> bool:
    """C(r) = 8r² + 2V/r "with C′(r) = 16r − 2V/r²": a derivative of what is said there first is no condition on it."""
    primed = usage([Row(part.items, part.span) for part in _parts(item)]).primed
    heads = (head(parts[0]) for other in before if (parts := _parts(other)))
    return any(found is not None and found.name in primed for found in heads)


def _parts(item: Item) -> Sequence[Part]:
    return item.statement.parts if item.statement is not None else ()


def _is_equation(statement: Statement) -> bool:
    return len(statement.links) == 1 and statement.links[0].relation == "=" and head(statement.parts[0]) is None


def _start(ordered: Sequence[Item], item: Item) -> int:
    """Where the formula begins that a condition is on: its own, or the one before it."""
    formula = ordered[-1].formula if item.first else item.formula
    at = len(ordered)
    while at > 0 and ordered[at - 1].formula is formula:
        at -= 1
    return at
