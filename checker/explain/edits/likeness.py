"""How much two texts are alike."""

from __future__ import annotations

from difflib import SequenceMatcher


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1 (Ratcliff and Metzener 1988, Dr. Dobb's Journal 13:7)."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
