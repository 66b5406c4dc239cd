"""Expectations, probabilities, densities p(x | θ): each is one number, the same wherever the same is written in it.

What is written inside is kept as text; `chances` reads it where a law of probability is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.objects import Statistic
from checker.read.cursor import Cursor, base_of, base_text, items_of
from checker.read.definitions import names_of
from checker.read.marks import children
from checker.read.names import ACCENTS, WORDS, name_of
from checker.read.scripts import powered
from checker.read.spacing import bare
from checker.written import Command, Fence, Node, Scripts, Token

HEADS = {
    "E": "E",
    "V": "Var",
    "Var": "Var",
    "var": "Var",
    "Cov": "Cov",
    "cov": "Cov",
    "Corr": "Corr",
    "P": "P",
    "Pr": "P",
}
BARS = frozenset(("|", "\\vert", "\\lvert"))
BARRING = frozenset(("\\mid", "∣", "\\|", "\\Vert", "\\parallel", "‖", "∥"))
BLACKBOARD = frozenset(("E", "P", "V"))
RELATING = frozenset(
    r"""= < > \le \leq \ge \geq ≤ ≥ \ne \neq \mid | \vert \cap \cup \in ∩ ∪ \setminus \bar \lor \land""".split()  # noqa: SIM905  # a table of words
)
PLAIN = frozenset(HEADS) - {"V"}


def statistic(reader: Cursor, node: Node) -> Basic | None:
    """E[X], Var(X), P(A | B), p(x | θ) that begin with a node which was just taken; None where it begins none."""
    following = reader.peek()
    fence = base_of(following)
    if not isinstance(fence, Fence) or fence.opening not in {"(", "[", "\\{", *BARS}:
        return None
    head = _head(reader, node)
    if head is None and _is_conditional(fence):
        name = name_of(base_of(node))
        head = name.text if name is not None else None
    elif head is not None and not _is_certain(node) and not _is_random(fence):
        head = None
    if head is None:
        return None
    reader.take()
    below = node.below if isinstance(node, Scripts) else None
    index = written(items_of(below)) if below is not None else ""
    label = f"_{{{index}}}" if index else ""
    inside = written(fence.body.items) if fence.opening not in BARS else written((fence,))  # E|X| is E[|X|]
    said = names_of(fence.body.items)
    indices = (index for name, index in sorted(reader.ledger.bound.items()) if name in said)
    value: Basic = Statistic(Str(head + label), Str(inside), *indices)
    shown = head + (f"_{index}" if len(index) == 1 else label)
    reader.remark(node.span, f"{shown}[…] is one number, the same wherever the same is written in it")
    if isinstance(node, Scripts) and node.above is not None:
        value = powered(reader, value, node)
    return powered(reader, value, following) if isinstance(following, Scripts) else value


def _is_conditional(fence: Fence) -> bool:
    """Does a bar part what stands in a bracket: p(x | θ), H(Y | X), KL(p ‖ q)? A pair of single bars is a size."""
    if fence.opening not in {"(", "["}:
        return False
    texts = [item.text for item in bare(fence.body.items) if isinstance(item, Token)]
    single = [text for text in texts if text in BARS]
    return bool(set(texts) & BARRING) or len(single) == 1


def _head(reader: Cursor, node: Node) -> str | None:
    base = base_of(node)
    if isinstance(base, Command) and base.name == "mathbb":
        (argument,) = base.arguments
        text = "".join(getattr(item, "text", "") for item in items_of(argument))
        return HEADS[text] if text in BLACKBOARD else None
    if base_text(node) == "\\Pr":
        return "P"
    name = name_of(base)
    if name is None or name.text not in PLAIN or reader.ledger.meaning(name.text) is not None:
        return None
    return HEADS[name.text]


def _is_certain(node: Node) -> bool:
    """Can the sign mean nothing else? A plain P or E may be a name."""
    base = base_of(node)
    return not isinstance(base, Token) or base.text == "\\Pr"


def _is_random(fence: Fence) -> bool:
    """Does a random variable or an event stand in the bracket: a capital first, or a relation in it?"""
    items = bare(fence.body.items)
    if fence.opening == "[" or any(isinstance(item, Token) and item.text in RELATING for item in items):
        return True
    inner = items[0].arguments[0] if items and isinstance(items[0], Command) and items[0].name in ACCENTS else None
    first = base_text(inner if inner is not None else items[0]) if items else ""
    if len(items) == 1 and (first in {"+", "-"} or is_word(items[0])):
        return True  # P(+): that a test is positive; P(none)
    return len(first) == 1 and first.isupper()


def is_word(node: Node) -> bool:
    """Is it words: `\\text{at least one}`?"""
    return isinstance(node, Command) and node.name in WORDS


def written(items: Sequence[Node]) -> str:
    """Nodes as text without spaces: the same for the same, however it is spaced."""
    return " ".join(part for item in items if (part := _text(item)))


def _text(node: Node) -> str:
    match node:
        case Token():
            return "" if node.kind == "space" else " ".join(node.text.split())
        case Fence():
            return f"{node.opening}{written(node.body.items)}{node.closing}"
        case Scripts():
            below = f"_{{{written(items_of(node.below))}}}" if node.below is not None else ""
            above = f"^{{{written(items_of(node.above))}}}" if node.above is not None else ""
            return f"{written(items_of(node.base))}{below}{above}"
        case Command():
            return f"\\{node.name}" + "".join(f"{{{written(items_of(part))}}}" for part in children(node))
        case _:
            return "{" + written(tuple(children(node))) + "}"
