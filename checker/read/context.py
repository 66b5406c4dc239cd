"""What stands around a statement: the words, the conditions, the arrow after it."""

from __future__ import annotations

from dataclasses import dataclass

from sympy.core.basic import Basic

from checker.read.items import Item
from checker.read.statements import Part

GIVEN = "given, not claimed"


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a statement: its item, its conditions, and the arrow after it."""

    item: Item
    conditions: tuple[Basic, ...]
    next_arrow: str
    also: tuple[Part, ...] = ()  # names that a condition is on besides its own

    @property
    def cue(self) -> str:
        """The words of its sentence so far."""
        return self.item.sentence

    @property
    def leads_on(self) -> bool:
        """Is it the premise of an arrow?"""
        return self.next_arrow in {"=>", "<=>"}
