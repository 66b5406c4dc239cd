"""Names of several capitals written without \\text: SS_B, MSE, RSS, each read as one name and no product.

They are where a side of an equation is nothing else, and the letters do not stand by themselves elsewhere: none of
them, or of a name with a letter twice, not that letter. Such a name may be all of a numerator or denominator as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from checker.read.marks import FRACTIONS, children
from checker.read.names import label_of
from checker.read.rewrites import Rewrite
from checker.read.statements import related
from checker.read.syntax import parse
from checker.written import Command, Node, Row, Scripts, Token

LONG = 3  # letters, of which nobody writes the product of three matrices as what something else is called


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitals side by side, and the label on the last of them."""

    letters: str
    label: str = ""

    @property
    def latex(self) -> str:
        return f"{self.letters}_{{{self.label}}}" if self.label else self.letters


@dataclass(slots=True)
class _Seen:
    """What stands in the formulas of a section."""

    runs: set[_Run] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)  # capitals by themselves
    sides: set[_Run] = field(default_factory=set)


def spelled(trees: Sequence[Row]) -> tuple[Rewrite, ...]:
    """The rewrites for the names of several capitals in a section's trees."""
    seen = _Seen()
    for tree in trees:
        _walk(tree.items, seen)
    if not seen.runs:
        return ()
    for tree in trees:
        seen.sides |= {*_sides(tree), *(run for run in _shares(tree) if _twice(run))}
    called = {run.letters for run in seen.sides if _is_name(run, seen)}
    named = sorted((run for run in seen.runs if run.letters in called), key=lambda run: (-len(run.latex), run.latex))
    return tuple(_rewrite(run) for run in named)


def _is_name(run: _Run, seen: _Seen) -> bool:
    twice = _twice(run)
    if twice and not twice & seen.alone:
        return True  # R² = 1 − RSS/TSS
    labels = {other.label for other in seen.runs if other.letters == run.letters} - {""}
    return not set(run.letters) & seen.alone and (len(run.letters) >= LONG or len(labels) > 1)


def _twice(run: _Run) -> set[str]:
    """The letters that stand twice side by side in it."""
    return {one for one, other in pairwise(run.letters) if one == other}


def _rewrite(run: _Run) -> Rewrite:
    below = f"_{{{run.label}}}" if run.label else ""
    return Rewrite(parse(run.latex), parse(f"\\text{{{run.letters}}}{below}"))


def _sides(tree: Row) -> Iterator[_Run]:
    for statement in related(tree):
        for part in statement.parts:
            yield from _whole(part.items)


def _shares(node: Node) -> Iterator[_Run]:
    """The runs that are all of a numerator or denominator: SSE and SST of SSE/SST."""
    for child in children(node):
        if isinstance(node, Command) and node.name in FRACTIONS:
            yield from _whole(child.items if isinstance(child, Row) else (child,))
        yield from _shares(child)


def _whole(items: Sequence[Node]) -> Iterator[_Run]:
    """The run that is all of these nodes, if it is one."""
    runs = list(_runs(items))
    if len(runs) == 1 and runs[0][1] == len(items):
        yield runs[0][0]


def _walk(items: Sequence[Node], seen: _Seen) -> None:
    taken = set[int]()
    for run, length, start in _runs(items):
        seen.runs.add(run)
        taken |= set(range(start, start + length))
    for k, node in enumerate(items):
        if k in taken:
            continue
        if (letter := _capital(node)) is not None:
            seen.alone.add(letter)
        if isinstance(node, Scripts) and node.base is not None and (letter := _capital(node.base)) is not None:
            seen.alone.add(letter)
        for child in children(node) if not isinstance(node, Row) else node.items:
            _walk(child.items if isinstance(child, Row) else (child,), seen)


def _runs(items: Sequence[Node]) -> Iterator[tuple[_Run, int, int]]:
    """Each run of two capitals or more without a space, how many nodes it is, and where it begins."""
    k = 0
    while k < len(items):
        letters, end = "", k
        while end < len(items) and (letter := _capital(items[end])) is not None and _touches(items, k, end):
            letters, end = letters + letter, end + 1
        last = items[end] if end < len(items) and letters and _touches(items, k, end) else None
        label = ""
        if isinstance(last, Scripts) and last.above is None and (letter := _capital(last.base)) is not None:
            found = label_of(last.below)
            if found is not None:
                letters, end, label = letters + letter, end + 1, found
        if len(letters) > 1:
            yield _Run(letters, label), end - k, k
        k = max(end, k + 1)


def _touches(items: Sequence[Node], first: int, k: int) -> bool:
    return k == first or items[k - 1].span.end == items[k].span.start


def _capital(node: Node | None) -> str | None:
    """A capital of the Latin alphabet, without scripts."""
    if not isinstance(node, Token) or node.kind != "letter" or len(node.text) != 1:
        return None
    return node.text if node.text.isascii() and node.text.isupper() else None
