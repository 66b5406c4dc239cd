"""Is an equation that words conclude a definition before it in another form: v = √(2E/m) behind E = ½mv²?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import sympy
from sympy import Symbol
from sympy.core.basic import Basic

from checker.model import Equal
from checker.read.context import Context
from checker.read.cues import CONCLUDES, MENTIONS
from checker.read.doubts import names_in
from checker.read.equations import WORKED
from checker.read.premises import UNKNOWNS
from checker.read.progress import Progress

ON_CONDITION = re.compile(r"\s*,?\s*(only|exactly|precisely|just)?\s*(if|when|where|for|provided|iff|unless)\b")


def signs_of_rearranged(progress: Progress, left: Basic, right: Basic, context: Context) -> tuple[Basic, ...] | None:
    """The signs of quantities with which a rearranged definition is claimed; None where it may be something else.

    It says nothing that is new, as it holds the names of one definition and no others. It is claimed where it is
    wrong whatever the sign of what it was solved for, and where it is right of quantities that are positive.
    """
    item = context.item
    if not CONCLUDES.search(item.lead) or MENTIONS.search(item.lead) or context.leads_on:
        return None
    if ON_CONDITION.match(item.after) or left.has(*WORKED) or right.has(*WORKED):
        return None
    if not _is_of_one_definition(progress, left, right):
        return None
    defined = dict(progress.ledger.definitions)
    sought = names_in(left) - set(defined)
    free = _opened(names_in(left) | names_in(right), defined)
    positive = _all_compared(sympy.Gt, free)
    negative = (*_all_compared(sympy.Gt, free - sought), *_all_compared(sympy.Lt, sought))
    asked = Equal(left, right)
    is_wrong = progress.refuted(asked, (*context.conditions, *positive))
    if is_wrong and not progress.proved(asked, (*context.conditions, *negative)):
        return positive
    if any(str(name)[:1] in UNKNOWNS for name in sought):
        return None  # every root of an x is meant
    return positive if progress.proved(asked, (*context.conditions, *positive)) else None


def _opened(names: Iterable[Basic], defined: Mapping[Basic, Basic]) -> set[Basic]:
    """The names that others are defined by in the end."""
    seen, waiting = set[Basic](), list(names)
    while waiting:
        name = waiting.pop()
        waiting += [] if name in seen or name not in defined else names_in(defined[name])
        seen.add(name)
    return seen - defined.keys()


def _all_compared(relation: type[Basic], names: AbstractSet[Basic]) -> tuple[Basic, ...]:
    """That each name, the sign of which is not known, is above 0, or below."""
    open_ones = (name for name in sorted(names, key=str) if name.is_positive is None)
    return tuple(relation(name, 0, evaluate=False) for name in open_ones)


def _is_of_one_definition(progress: Progress, left: Basic, right: Basic) -> bool:
    """Do the sides share no name, and hold together a name that is defined and those that its definition is of?"""
    defined = dict(progress.ledger.definitions)
    sides = names_in(left), names_in(right)
    subjects = [name for name in sides[0] | sides[1] if isinstance(name, Symbol) and name in defined]
    if len(subjects) != 1 or left in subjects or not isinstance(defined[subjects[0]], sympy.Expr):
        return False
    inside = _opened(names_in(defined[subjects[0]]), defined)
    return all(sides) and not sides[0] & sides[1] and sides[0] | sides[1] == {subjects[0], *inside}
