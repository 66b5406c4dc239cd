"""The t′ of ∫ f(t′) dt′ is a name of its own, and no derivative: a rewrite of the integrals in which it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.read.cursor import base_text, items_of
from checker.read.spacing import spaceless
from checker.written import Command, Node, Scripts, Token

INTEGRALS = frozenset(("\\int", "∫"))
FRACTIONS = frozenset(("frac", "dfrac", "tfrac"))
DIFFERENTIALS = frozenset(("mathrm", "text", "operatorname"))
PRIMES = (["'"], ["\\prime"])


def integrals_of(items: Sequence[Node], ends: frozenset[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where in a row integrals stand that are taken by primed letters, from each side's first ∫ on, and these letters.

    `ends` are the signs that part the sides of a statement.
    """
    k = 0
    while k < len(items):
        if base_text(items[k]) not in INTEGRALS:
            k += 1
            continue
        end = next((j for j in range(k, len(items)) if base_text(items[j]) in ends), len(items))
        letters = frozenset(_taken_by(items[k:end]))
        if letters:
            yield k, end, letters
        k = end


def _taken_by(items: Sequence[Node]) -> Iterator[str]:
    """The letters with a prime behind a d: beside one another, or at the end of a numerator, dt′/t′."""
    for before, node in pairwise(items):
        letter = _primed(node)
        if letter and _is_d(before):
            yield letter
    for node in items:
        if isinstance(node, Command) and node.name in FRACTIONS:
            above, below = (_items(argument) for argument in node.arguments)
            if not (below and _is_d(below[0])):  # dy′/dx is a derivative
                yield from _taken_by(above)


def _primed(node: Node) -> str:
    """The letter on which one prime and nothing else stands; empty where it is no such thing."""
    if not isinstance(node, Scripts) or node.below is not None or not isinstance(node.base, Token):
        return ""
    above = [item.text for item in _items(node.above) if isinstance(item, Token)]
    return node.base.text if above in PRIMES and len(_items(node.above)) == 1 else ""


def _is_d(node: Node) -> bool:
    if isinstance(node, Command) and node.name in DIFFERENTIALS:
        return [getattr(item, "text", "") for item in _items(node.arguments[0])] == ["d"]
    return isinstance(node, Token) and node.text == "d"


def _items(node: Node | None) -> list[Node]:
    return spaceless(items_of(node))
