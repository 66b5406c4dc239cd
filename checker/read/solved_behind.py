"""What is solved right behind it is to be solved, also without a word: x² = 3x above x = 3, 4 − 2x > 0 above x < 2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sympy import Symbol

from checker.model import Equal
from checker.read.definitions import head, names_of
from checker.read.items import Item
from checker.read.progress import Progress
from checker.read.putting import put
from checker.read.relations import ORDERS
from checker.read.statements import Part, Statement
from checker.read.syntax import SyntaxFault

ONLY_CONCLUDES = re.compile(r"([^A-Za-z]|\b(so|thus|hence|therefore|whence|and|i\.e\.|that is|giving)\b)*")
MOST_AHEAD = 6  # equations of the same name between it and its solution


def is_solved_behind(progress: Progress, section: Sequence[Item], k: int) -> bool:
    """Is the k-th item a relation in one name that is solved behind it, with no word between them?

    Of an equation the first value stated must be a solution; an inequality is followed by a bound of the name, which
    may be a wrong one: to hold it against the first as a claim would blame what is given.
    """
    first = _relation(section[k])
    if first is not None and _opens_unknown(progress, section, k, first):
        return True
    stated = _stated(section, k, first) if first is not None else None
    if first is None or stated is None:
        return False
    try:
        left, right = (progress.value(part)[0] for part in first.parts)
        sides = [progress.value(part)[0] for part in stated.parts]
    except SyntaxFault:
        return False
    defined = [known for known, _ in progress.ledger.definitions]
    name, value = sides if isinstance(sides[0], Symbol) else reversed(sides)
    if not isinstance(name, Symbol) or name in defined or left.free_symbols | right.free_symbols != {name}:
        return False
    if first.links[0].relation in ORDERS:
        return name not in (left, right)
    return left != name and progress.proved(Equal(put(left, {name: value}), put(right, {name: value})), ())


def _opens_unknown(progress: Progress, section: Sequence[Item], k: int, first: Statement) -> bool:
    """s²Y − 2 + 4Y = 8/s above Y = …: is an equation the first line of a name that is told by itself right behind?"""
    following = _relation(section[k + 1]) if k + 1 < len(section) else None
    if following is None or not _is_alone(following.parts[0]) or head(first.parts[0]) is not None:
        return False
    told = _names(replace(following, parts=following.parts[:1], links=()))
    behind = names_of(following.parts[1].items)
    opening = names_of(first.parts[0].items)
    return not told & behind and told <= opening and told < _names(first) and not any(map(progress.mentioned, told))


def _stated(section: Sequence[Item], k: int, first: Statement) -> Statement | None:
    """The value or the bound that is stated behind the k-th item, of the one name that is written in it."""
    names = _names(first)
    if len(names) != 1:
        return None
    for item in section[k + 1 : k + 1 + MOST_AHEAD]:
        following = _relation(item)
        if following is None or not ONLY_CONCLUDES.fullmatch(item.lead) or _names(following) != names:
            return None
        is_order = following.links[0].relation in ORDERS
        if is_order != (first.links[0].relation in ORDERS):
            return None
        ends = (following.parts, following.parts[::-1]) if is_order else (following.parts,)
        if any(_is_alone(one) and not names_of(other.items) for one, other in ends):
            return following
    return None


def _is_alone(part: Part) -> bool:
    found = head(part)
    return found is not None and not found.parameters


def _relation(item: Item) -> Statement | None:
    """An equation, or one inequality, in which both sides are written."""
    found = item.statement
    if found is None or len(found.links) != 1 or found.links[0].relation not in {"=", *ORDERS} or found.arrow:
        return None
    return found if all(part.items for part in found.parts) else None


def _names(statement: Statement) -> set[str]:
    return names_of(item for part in statement.parts for item in part.items)
