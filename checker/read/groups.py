"""Lists of names in a sentence: mentions joined by commas and "and", which share what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.read.cue_words import COPULAS, JOINS
from checker.read.sentences import Item, Mention, Word


@dataclass(frozen=True, slots=True)
class Group:
    """A list of names in a sentence: mentions joined by commas and "and"."""

    sentence: tuple[Item, ...]
    start: int
    end: int

    def mentions(self) -> tuple[Mention, ...]:
        return tuple(item for item in self.sentence[self.start : self.end] if isinstance(item, Mention))

    def names(self) -> tuple[str, ...]:
        return tuple(name for mention in self.mentions() for name in mention.names)


def groups(sentence: Sequence[Item]) -> Iterator[tuple[int, int]]:
    k = 0
    while k < len(sentence):
        if not lists(sentence[k]):
            k += 1
            continue
        end = k + 1
        while (after := _next_listed(sentence, end)) is not None:
            end = after
        yield k, end
        k = end


def lists(item: Item) -> bool:
    return isinstance(item, Mention) and bool(item.names or item.run)


def _next_listed(sentence: Sequence[Item], k: int) -> int | None:
    """The place after the next name of a list that goes on at k."""
    joined = k
    while joined < len(sentence) and text_of(sentence[joined]) in JOINS:
        joined += 1
    if joined == k or joined == len(sentence) or not lists(sentence[joined]):
        return None
    if text_of(sentence[joined + 1] if joined + 1 < len(sentence) else None) in COPULAS and text_of(sentence[k]) == ",":
        # "where a is positive, b is negative": each has words of its own, unless the list began before
        return joined + 1 if joined + 1 < len(sentence) and text_of(sentence[joined + 1]) in {"are", "be"} else None
    return joined + 1


def text_of(item: Item | None) -> str:
    return item.text if isinstance(item, Word) else ""
