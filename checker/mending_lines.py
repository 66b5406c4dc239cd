"""How the lines of notes or of a derivation are read again, and which of their parts may be edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from sympy.core.basic import Basic

from checker.explain.edits.anatomy import levels, nodes_of
from checker.explain.edits.braces import BRACES
from checker.explain.edits.edit import Line as WrittenLine
from checker.mending_brackets import nested
from checker.model import DeriveCheckError, Edit
from checker.read.expression import read_as
from checker.read.ledger import Ledger
from checker.read.rewrites import Rewrite, rewritten
from checker.read.statements import Part, statements
from checker.read.syntax import SyntaxFault, parse
from checker.read.variants import variants
from checker.written import Command, Macros, Node, Row, unaligned

NO_READING = (ArithmeticError, AttributeError, DeriveCheckError, NotImplementedError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Reader:
    """How a line of one derivation is read again: with its names, its macros and its rewrites.

    `variant` says which of the two readings of ± is meant, the one with + (0) or that with − (1).
    `rereads` is how many times, at most, `holds` may be asked where nothing else tells anything.
    `holds` tells whether the line is PROVED where all that it stands in is read again with edits made in it; None for a
    line that was transcribed by hand.
    """

    ledger: Ledger
    macros: Macros
    rewrites: tuple[Rewrite, ...] = ()
    holds: Callable[[Sequence[Edit]], bool] | None = None
    rereads: int = 0
    variant: int = 0
    kept: dict[str, tuple[Basic | None, ...] | None] = field(default_factory=dict)  # what texts say, read before

    def part(self, text: str) -> Basic | None:
        """What a part of a line says, None for what cannot be read; it is read once."""
        if text not in self.kept:
            try:
                self.kept[text] = self.values(text)
            except NO_READING:
                self.kept[text] = None
        found = self.kept[text]
        return found[0] if found is not None and len(found) == 1 else None

    def tree(self, text: str) -> Row:
        """A line as it is written. Raises SyntaxFault."""
        return parse(unaligned(text), self.macros)

    def parts(self, text: str, plain: bool = False) -> tuple[Part, ...]:
        """The sides of the one statement of a line. Raises SyntaxFault where it is none."""
        tree = parse(unaligned(text), self.macros)
        found = statements(tree if plain else rewritten(tree, self.rewrites))
        if len(found) != 1 or len(found[0].parts) > 2:
            raise SyntaxFault(0, "several statements", "one", "they are read apart")
        return found[0].parts if plain else variants(found[0])[-1 if self.variant else 0].parts

    def values(self, text: str) -> tuple[Basic | None, ...]:
        """What the sides say, None for one left to the line before. Raises SyntaxFault, and what SymPy raises."""
        parts = self.parts(text)
        return tuple(read_as(part.items, self.ledger, part.span).value if part.items else None for part in parts)

    def braced(self, text: str) -> Basic | None:
        """What the content of a line's first brace says, None where there is no brace."""
        tree = rewritten(parse(unaligned(text), self.macros), self.rewrites)
        content = next((node.arguments[0] for node in nodes_of(tree.items) if is_brace_command(node)), None)
        return read_as((content,), self.ledger, content.span).value if content is not None else None


def is_brace_command(node: Node) -> TypeGuard[Command]:
    return isinstance(node, Command) and node.name in BRACES


def written_line(reader: Reader, text: str, is_brace: bool, side: int = -1) -> WrittenLine:
    """The part of a line that may be edited: a side, by its number, or a brace as a whole. Raises SyntaxFault."""
    items = nested(reader.parts(text, plain=True)[side].items)
    return WrittenLine(text, items, () if is_brace else tuple(levels(items)))


def whole_line(reader: Reader, text: str) -> WrittenLine | None:
    """A line around a wrong one, as far as it can be told into parts."""
    try:
        parts = reader.parts(text, plain=True)
    except SyntaxFault:
        return None
    sides = [nested(part.items) for part in parts]
    items = tuple(node for side in sides for node in side)
    return WrittenLine(text, items, tuple(level for side in sides for level in levels(side)))


def without_whole_sides(line: WrittenLine) -> WrittenLine:
    """The line without sides that are one factor: one side as a whole in the other says nothing."""
    kept = tuple(
        level
        for level in line.levels
        if not (level.bare and len(level.terms) == 1 and len(level.terms[0].factors) == 1)
    )
    return WrittenLine(line.text, line.items, kept)
