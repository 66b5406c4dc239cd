"""a ≡ b (mod m): both sides by their remainders; 2²⁰ ≡ 24² = 576 ≡ 76 (mod 100) is of every side of its chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sympy import Add, Integer, Mul, Pow, Rational
from sympy.core.basic import Basic

from checker.read.cursor import Cursor, fault, items_of
from checker.read.spacing import bare
from checker.read.statements import Part, Statement
from checker.written import Command, Fence, Node, Row, Token

MODULO = "modulo"  # of a value and a modulus: what a side of a congruence is read as
SIGNS = frozenset(("\\bmod", "\\mod", "mod"))
CONGRUENT = frozenset(("\\equiv", "≡"))
LARGEST = 10**9  # modulus or exponent


def with_moduli(found: Sequence[Statement], latex: str, before: Node | None) -> tuple[list[Statement], Node | None]:
    """The statements of a formula, those before `\\pmod{m}` with each side taken by its remainder; and that m.

    a ≡ b alone, such as 13⁴ ≡ 16, is by the modulus of the congruence `before` it.
    """
    made: list[Statement] = []
    modulus: Node | None = None
    for statement in reversed(found):
        last = statement.parts[-1]
        written = _modulus(last.items[-1]) if last.items else None
        if written is not None:
            modulus = written
        parts = statement.parts if written is None else (*statement.parts[:-1], Part(last.items[:-1], last.span))
        congruent = any(latex[link.span.start : link.span.end] in CONGRUENT for link in statement.links)
        by = modulus or (before if congruent else None)
        if by is not None and statement.links and all(link.relation == "=" for link in statement.links):
            parts = tuple(_side(part, by) if part.items else part for part in parts)
        made.append(statement if parts is statement.parts else replace(statement, parts=parts))
    return made[::-1], modulus


def _side(part: Part, modulus: Node) -> Part:
    return Part((Command(MODULO, (), (Row(part.items, part.span), modulus), part.span),), part.span)


def _modulus(node: Node) -> Node | None:
    """m of `\\pmod{m}`, `(\\bmod m)` and `(\\text{mod } m)`."""
    if isinstance(node, Command) and node.name == "pmod":
        return node.arguments[0]
    if not isinstance(node, Fence) or node.opening != "(":
        return None
    items = bare(node.body.items)
    return Row(tuple(items[1:]), node.body.span) if len(items) > 1 and _spells_mod(items[0]) else None


def _spells_mod(node: Node) -> bool:
    if isinstance(node, Command) and len(node.arguments) == 1:
        return all(map(_spells_mod, items_of(node.arguments[0]))) and bool(items_of(node.arguments[0]))
    return isinstance(node, Token) and node.text.strip() in SIGNS


def remainder(reader: Cursor, node: Command) -> Basic:
    """The remainder of whole numbers; raises SyntaxFault on names, which may stand for any residue."""
    value, modulus = (reader.inner(part) for part in node.arguments)
    if not isinstance(modulus, Integer) or not 0 < modulus <= LARGEST:
        raise fault(node.span, "a modulus that is no number", "a whole number", "only congruences of numbers are read")
    found = _reduced(value, int(modulus))
    if found is None:
        raise fault(node.span, "a congruence of names", "whole numbers", "only congruences of numbers are read")
    reader.remark(node.span, f"both sides are taken modulo {modulus}")
    return Integer(found)


def _reduced(value: Basic, modulus: int) -> int | None:
    """What sums, products and powers of whole numbers leave, without their being built."""
    if isinstance(value, Rational):
        return _of_fraction(int(value.p), int(value.q), modulus)
    if isinstance(value, Pow):
        base = _reduced(value.base, modulus)
        whole = isinstance(value.exp, Integer) and -1 <= value.exp <= LARGEST
        return _power(base, int(value.exp), modulus) if base is not None and whole else None
    if isinstance(value, Add | Mul):
        total = 0 if isinstance(value, Add) else 1
        for part in value.args:
            one = _reduced(part, modulus)
            if one is None:
                return None
            total = (total + one if isinstance(value, Add) else total * one) % modulus
        return total
    return None


def _of_fraction(above: int, below: int, modulus: int) -> int | None:
    inverse = _power(below, -1, modulus)
    return None if inverse is None else above * inverse % modulus


def _power(base: int, exponent: int, modulus: int) -> int | None:
    """3⁻¹ modulo 7 is 5; None where there is none."""
    try:
        return pow(base, exponent, modulus)
    except ValueError:
        return None
