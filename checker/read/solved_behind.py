"""An equation that the value behind it solves is one to be solved, also without a word: x² = 3x, and below it x = 3."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sympy import Symbol

from checker.model import Equal
from checker.read.definitions import head, names_of
from checker.read.items import Item
from checker.read.progress import Progress, put
from checker.read.statements import Statement
from checker.read.syntax import SyntaxFault

ONLY_CONCLUDES = re.compile(r"([^A-Za-z]|\b(so|thus|hence|therefore|whence|and|i\.e\.|that is|giving)\b)*")
MOST_AHEAD = 6  # equations of the same name between it and its solution


def is_solved_behind(progress: Progress, section: Sequence[Item], k: int) -> bool:
    """Is the k-th item an equation in one name that its first value behind it solves, with no word between them?"""
    equation = _equation(section[k])
    stated = _stated(section, k, _names(equation)) if equation is not None else None
    if equation is None or stated is None:
        return False
    try:
        left, right = (progress.value(part)[0] for part in equation.parts)
        name, value = (progress.value(part)[0] for part in stated.parts)
    except SyntaxFault:
        return False
    defined = [known for known, _ in progress.ledger.definitions]
    if not isinstance(name, Symbol) or name in defined or left.free_symbols | right.free_symbols != {name}:
        return False
    return left != name and progress.proved(Equal(put(left, {name: value}), put(right, {name: value})), ())


def _stated(section: Sequence[Item], k: int, names: set[str]) -> Statement | None:
    """The value that is stated behind the k-th item, of the one name that is written in it."""
    if len(names) != 1:
        return None
    for item in section[k + 1 : k + 1 + MOST_AHEAD]:
        following = _equation(item)
        if following is None or not ONLY_CONCLUDES.fullmatch(item.lead) or _names(following) != names:
            return None
        alone = head(following.parts[0])
        if alone is not None and not alone.parameters and not names_of(following.parts[1].items):
            return following
    return None


def _equation(item: Item) -> Statement | None:
    found = item.statement
    if found is None or len(found.links) != 1 or found.links[0].relation != "=" or found.arrow:
        return None
    return found if all(part.items for part in found.parts) else None


def _names(statement: Statement) -> set[str]:
    return names_of(item for part in statement.parts for item in part.items)
