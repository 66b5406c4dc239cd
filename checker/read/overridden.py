""" "For β = 0.6", where β = v/c was said: a number in one part, behind which the name is again what it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sympy.core.basic import Basic

from checker.read.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Overridden:
    """What a name was said to be in terms of others; `earlier` counts the definitions that were said before it."""

    name: Basic
    body: Basic
    earlier: int


def overridden(ledger: Ledger, name: Basic, value: Basic) -> Overridden | None:
    """What a number takes the place of; None where it is no number, or the name was none of others."""
    known = [one for one, _ in ledger.definitions]
    if value.free_symbols or name not in known:
        return None
    at = known.index(name)
    body = ledger.definitions[at][1]
    return Overridden(name, body, len(known) - at - 1) if body.free_symbols - {name} else None


def restored(ledger: Ledger, every: Sequence[Overridden]) -> Ledger:
    """The ledger with the names as they were said to be before the numbers."""
    for one in every:
        rest = [known for known in ledger.definitions if known[0] != one.name]
        at = max(len(rest) - one.earlier, 0)
        ledger = replace(ledger, definitions=(*rest[:at], (one.name, one.body), *rest[at:]))
    return ledger
