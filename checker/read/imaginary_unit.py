"""i, or the j of engineers, as the imaginary unit by use: e^{iπ}, i² = −1, cos x + i sin x, jω, 3 + 4i."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import pairwise

import sympy
from sympy.core.basic import Basic

from checker.read.cursor import Cursor, base_text, items_of
from checker.read.ledger import Kind, Ledger, Meaning
from checker.read.marks import children
from checker.read.names import Name
from checker.written import Command, Fence, Node, Scripts, Token

UNITS = ("i", "j")  # the first that is used so; the other is then a name
DIGITS = frozenset("0123456789")
Z_EQUALS = (frozenset("zw"), frozenset("="), DIGITS, frozenset("+-−"))
MULTIPLIED = frozenset(("\\sin", "\\pi", "\\sinh", "\\omega"))
HALF = sympy.Rational(1, 2)


def meaning_of(unit: str) -> Meaning:
    """What the ledger says of it."""
    return Meaning(Kind.CONSTANT, sympy.I, f"{unit} is the imaginary unit, by use")


def unknown_unit(items: Iterable[Node], ledger: Ledger) -> str | None:
    """The letter that a formula shows to be the imaginary unit, where nothing is known of it, and none is so yet."""
    return None if _has_unit(ledger) else imaginary_unit(items, ledger.meanings)


def imaginary_unit(items: Iterable[Node], known: Container[str]) -> str | None:
    """The letter that is the imaginary unit by use, and no index of anything; none that is known already."""
    nodes = [node for item in items for node in _all(item)]
    there = {node.text for node in nodes if isinstance(node, Token)}
    return next((unit for unit in UNITS if unit in there and unit not in known and _is_used(unit, nodes)), None)


def with_imaginary_roots(value: Basic, ledger: Ledger) -> Basic:
    """(4 ± √(16 − 52))/2 as (4 ± i √−(16 − 52))/2, where there is an imaginary unit."""
    if not _has_unit(ledger):
        return value
    powers = (part for part in value.atoms(sympy.Pow) if part.exp == HALF)
    roots = {part for part in powers if part.base.is_number and part.base.is_negative}
    return value.xreplace({root: sympy.Mul(sympy.I, sympy.Pow(-root.base, HALF), evaluate=False) for root in roots})


def _has_unit(ledger: Ledger) -> bool:
    units = (ledger.meaning(unit) for unit in UNITS)
    return any(meaning is not None and meaning.object == sympy.I for meaning in units)


def imaginary(reader: Cursor, name: Name, node: Node) -> Basic | None:
    """An upright i is the imaginary unit; so is one that the ledger says is."""
    if name.text == "i" and isinstance(node, Command) and node.name == "mathrm":
        reader.remark(node.span, "i is the imaginary unit")
        return sympy.I
    if name.text == "i" and reader.other("letter i", "i is read as the imaginary unit"):
        return sympy.I
    return None


def _is_used(unit: str, nodes: list[Node]) -> bool:
    """Does one place show it, and no subscript deny it?"""
    if any(_is(unit, part) for node in nodes if isinstance(node, Scripts) for part in _all_of(node.below)):
        return False
    shown = any(_shows(unit, node) for node in nodes)
    return (
        shown
        or _before_function(unit, nodes)
        or _behind_either_sign(unit, nodes)
        or _in_number(unit, nodes)
        or _of_z(unit, nodes)
    )


def _shows(unit: str, node: Node) -> bool:
    if not isinstance(node, Scripts):
        return False
    if base_text(node) == "e" and any(_is(unit, part) for part in _all_of(node.above)):
        return True
    return base_text(node) == unit and getattr(node.above, "text", "") == "2"


def _before_function(unit: str, nodes: list[Node]) -> bool:
    """i sin, i π, jω, exp(i…)."""
    for one, two in pairwise(nodes):
        if _is(unit, one) and base_text(two) in MULTIPLIED:
            return True
        if base_text(one) == "\\exp" and isinstance(two, Fence) and any(_is(unit, item) for item in items_of(two.body)):
            return True
    return False


def _behind_either_sign(unit: str, nodes: list[Node]) -> bool:
    """±i, ±2i: roots that are conjugate."""
    signs = [k for k, node in enumerate(nodes) if base_text(node) in {"\\pm", "\\mp", "±"}]
    return any(
        _is(unit, nodes[at])
        for k in signs
        for at in (k + 1, k + 2)
        if at < len(nodes) and (at == k + 1 or getattr(nodes[k + 1], "kind", "") == "number")
    )


def _in_number(unit: str, nodes: list[Node]) -> bool:
    """3 + 4i, which no sum over an index is written as; in 1 + i it may be a rate of interest."""
    kinds = [getattr(node, "kind", "") for node in nodes]
    signs = {"+", "-", "−"}
    return any(
        _is(unit, nodes[k]) and kinds[k - 1] == "number" and getattr(nodes[k - 2], "text", "") in signs
        for k in range(3, len(nodes))
        if kinds[k - 3] == "number"
    )


def _of_z(unit: str, nodes: list[Node]) -> bool:
    """z = 2 − i, w = 1 + i: what complex numbers are called; q = 1 + i is of a rate of interest."""
    texts = [text for node in nodes if (text := getattr(node, "text", "")).strip()]
    wanted = (*Z_EQUALS, frozenset(unit))
    return len(texts) == len(wanted) and all(text in each for text, each in zip(texts, wanted, strict=True))


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _all(child)


def _all_of(node: Node | None) -> Iterator[Node]:
    return iter(()) if node is None else _all(node)


def _is(unit: str, node: Node) -> bool:
    return isinstance(node, Token) and node.text == unit and node.kind == "letter"
