"""A place in a row of written nodes that moves forward as they are read, and the record of what was assumed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sympy.core.basic import Basic

from checker.read.ledger import Ledger
from checker.read.syntax import SyntaxFault
from checker.written import Node, Row, Scripts, Span, Token

SIGNS = {"+": 1, "-": -1, "−": -1}
TIMES = frozenset(("\\cdot", "\\times", "*", "·", "×", "\\ast", "∗", "⋅"))
HADAMARD = frozenset(("\\odot", "\\circ", "⊙", "∘"))
TENSORS = frozenset(("\\otimes", "⊗"))
DIVIDES = frozenset(("/", "\\div", "÷", "∕"))
STOPS = frozenset((",", ";", ":", "."))


@dataclass(frozen=True, slots=True)
class Remark:
    """What was assumed in reading a place, in words."""

    span: Span
    text: str


@dataclass(slots=True)
class Record:
    """What a reading has assumed, and where it could have gone another way.

    `taken` are the choices for which the second reading is taken; `offered` are all that were met, each with its
    second reading in words; `shape` is that of the other side of the relation, where a lone I or 0 takes it from.
    """

    taken: frozenset[str] = frozenset()
    shape: tuple[Basic, Basic] | None = None
    remarks: list[Remark] = field(default_factory=list)
    offered: dict[str, str] = field(default_factory=dict)


def fault(span: Span, found: str, expected: str, hint: str) -> SyntaxFault:
    """A place that is not understood."""
    return SyntaxFault(span.start, found, expected, hint)


def shown(node: Node) -> str:
    """A node as a message names it."""
    return f"`{node.text}`" if isinstance(node, Token) else "this"


def items_of(node: Node | None) -> tuple[Node, ...]:
    """The nodes of a row, or the one node; none of nothing."""
    if node is None:
        return ()
    return node.items if isinstance(node, Row) else (node,)


def base_of(node: Node | None) -> Node | None:
    """A node without its scripts."""
    return node.base if isinstance(node, Scripts) else node


def base_text(node: Node | None) -> str:
    """The text of the token that a node is without its scripts."""
    base = base_of(node)
    return base.text if isinstance(base, Token) else ""


def parted(items: Sequence[Node], separators: Collection[str]) -> list[list[Node]]:
    """The runs of nodes between separators."""
    parts: list[list[Node]] = [[]]
    for item in items:
        if isinstance(item, Token) and item.text in separators:
            parts.append([])
        else:
            parts[-1].append(item)
    return parts


def span_of(items: Sequence[Node], otherwise: Span) -> Span:
    """From the first node to the last."""
    return Span(items[0].span.start, items[-1].span.end) if items else otherwise


@dataclass(slots=True)
class Cursor(ABC):
    """The place, and the ways of reading on from it that every kind of notation uses.

    Each raises SyntaxFault, at its place, on what is not understood.
    """

    items: tuple[Node, ...]
    ledger: Ledger
    span: Span
    record: Record
    k: int = 0

    def peek(self, ahead: int = 0) -> Node | None:
        """The node here, or some places ahead; None past the end."""
        return self.items[self.k + ahead] if self.k + ahead < len(self.items) else None

    def text(self, ahead: int = 0) -> str:
        """The text of the token here; empty where there is none."""
        node = self.peek(ahead)
        return node.text if isinstance(node, Token) else ""

    def take(self) -> Node:
        """The node here; the place moves past it."""
        node = self.items[self.k]
        self.k += 1
        return node

    def ends(self) -> bool:
        """Is nothing here that a product could go on with?"""
        return self.peek() is None or self.text() in SIGNS or self.text() in STOPS

    def juxtaposed(self) -> bool:
        """Does a factor stand here without a sign before it?"""
        return not self.ends() and self.text() not in TIMES | HADAMARD | TENSORS | DIVIDES

    def remark(self, span: Span, text: str) -> None:
        """Notes what was assumed."""
        self.record.remarks.append(Remark(span, text))

    def other(self, choice: str, words: str) -> bool:
        """Offers a second natural reading; true where it is the one to be taken."""
        self.record.offered[choice] = words
        return choice in self.record.taken

    def inner(self, node: Node, ledger: Ledger | None = None) -> Basic:
        """The value of a node read by itself."""
        return self.over(items_of(node), node.span, ledger)

    @abstractmethod
    def over(self, items: Sequence[Node], span: Span, ledger: Ledger | None = None) -> Basic:
        """The value of a row read by itself."""

    @abstractmethod
    def sum(self) -> Basic:
        """Terms up to the end."""

    @abstractmethod
    def term(self) -> Basic:
        """Factors up to the next sign."""

    @abstractmethod
    def factor(self) -> Basic:
        """One factor, with what stands behind it as part of it: ! and bars."""

    @abstractmethod
    def primary(self) -> Basic:
        """One node, with its argument where it is a function or an operator."""

    @abstractmethod
    def valued(self, node: Node) -> Basic:
        """A node as a factor by itself."""

    @abstractmethod
    def within(self, ledger: Ledger, whole: bool) -> Basic:
        """The rest of the term here, or of the whole row, with another ledger."""
