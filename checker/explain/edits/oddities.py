"""What nobody writes: a factor 0 or 1, an exponent 1, a term 0 beside others, x x; no repair brings it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from checker.explain.edits.anatomy import FRACTIONS, SIGNS, Factor, Level, nodes_of
from checker.explain.edits.edit import Line
from checker.explain.edits.factors import before_others, in_brackets
from checker.explain.edits.pool import Pool, is_name, is_operator, unbraced
from checker.written import Command, Fence, Node, Row, Scripts, Token

FRACTION = tuple(f"\\{name}" for name in FRACTIONS)
STROKES = frozenset(("cancel", "bcancel", "xcancel"))
NEUTRAL = frozenset(("0", "1"))
EXCHANGES = frozenset(("number changed", "bound changed", "index changed"))  # as of 3 \cdot 1, of numbers put in


def odder(mended: Line, line: Line, slip: str, around: Pool) -> bool:
    """Has a line that a repair of a kind of slip makes more of one of these than the line to be mended?"""
    return bool(_oddities(mended, slip, around) - _oddities(line, slip, around))


def _oddities(line: Line, slip: str, around: Pool) -> Counter[str]:
    found = [odd for level in line.levels for odd in _in_sum(line, level, slip in EXCHANGES, slip == "term lost")]
    if not any(heard.text in NEUTRAL for heard in around.exponents):  # as p^0 (1 - p)^3 of chances has
        found += [odd for node in nodes_of(line.items) for odd in _in_node(line, node)]
    return Counter(found)


def _in_sum(line: Line, level: Level, exchanged: bool, lost: bool) -> Iterator[str]:
    texts = [line.at(term.span) for term in level.terms]
    if len(texts) > 1 and (lost or not all(map(_is_number, texts))):
        yield from ("a term 0" for text in texts if text == "0")
    signs = [term.sign is not None and SIGNS[term.sign.text] == "+" for term in level.terms]
    signed = set(zip(texts, signs, strict=True))
    if lost and len(signed) < len(texts):
        yield "a term twice"
    yield from ("terms that cancel" for text, negative in signed if negative and (text, False) in signed)
    for term in level.terms:
        if len(term.factors) < 2:
            if len(level.terms) > 1 and _is_sum_in_brackets(term.factors[0].nodes[0], line):
                yield "a sum in brackets in a sum"
            continue
        close = set(before_others(line, term))
        if len(close) == len(term.factors) - 1 and sum(_is_numeric(line, factor) for factor in term.factors) > 1:
            yield "two numbers in a product"
        beside = {line.at(factor.span) for factor in term.factors}
        if any(_divisor(line, factor) in beside for factor in term.factors):
            yield "a fraction beside what it is divided by"
        factors = [factor for factor in term.factors if not exchanged or factor.span in close]
        yield from ("a factor 0 or 1" for factor in factors if line.at(factor.span) in NEUTRAL)
        for one, other in pairwise(term.factors):
            if one.span in close and _are_one(line, one, other):
                yield "two factors that are one"


def _is_sum_in_brackets(node: Node, line: Line) -> bool:
    return isinstance(node, Fence) and node.opening == "(" and in_brackets(line.at(node.body.span)).startswith("(")


def _is_number(text: str) -> bool:
    return text.replace(".", "").isdigit()


def _divisor(line: Line, factor: Factor) -> str | None:
    """What stands below the line of a fraction, without strokes."""
    node = factor.nodes[0]
    if not isinstance(node, Command) or node.name not in FRACTIONS:
        return None
    below = node.arguments[-1]
    inside = below.items[0] if isinstance(below, Row) and len(below.items) == 1 else below
    if isinstance(inside, Command) and inside.name in STROKES and inside.arguments:
        return unbraced(line, inside.arguments[0])
    return unbraced(line, below)


def _is_numeric(line: Line, factor: Factor) -> bool:
    """A number, or a fraction of numbers."""
    node = factor.nodes[0]
    if isinstance(node, Command) and node.name in FRACTIONS:
        return all(unbraced(line, part).isdigit() for part in node.arguments)
    return _is_number(line.at(factor.span))


def _are_one(line: Line, one: Factor, other: Factor) -> bool:
    """Would these be written as one: a fraction and a number right behind it, as in \\frac{1}{4} 4, or x x?"""
    fraction, number = one.nodes[0], other.nodes[0]
    if isinstance(fraction, Token) and fraction.kind == "number" and isinstance(number, Command):
        return number.name in FRACTIONS and all(unbraced(line, part).isdigit() for part in number.arguments)
    if isinstance(fraction, Command) and fraction.name in FRACTIONS:
        return isinstance(number, Token) and number.kind == "number"
    return line.at(one.span) == line.at(other.span) and is_name(fraction)


def _in_node(line: Line, node: Node) -> Iterator[str]:
    match node:
        case Scripts(base=base, below=below, above=above) if above is not None and not is_operator(base):
            is_bound = isinstance(base, Fence) and below is not None
            if not is_bound and unbraced(line, above) in NEUTRAL:
                yield "an exponent 0 or 1"
        case Command(name=name, arguments=(above, below)) if name in FRACTIONS:
            under = unbraced(line, below)
            if _is_power_of(line, below, unbraced(line, above)):
                yield "a fraction of powers of one name"
            if any(mark in unbraced(line, part) for part in (above, below) for mark in FRACTION):
                yield "a fraction of fractions"
            if any(_is_in_brackets(part) for part in (above, below)):
                yield "a part of a fraction in brackets"
            if under in {"1", unbraced(line, above)} or (under.isdigit() and _number_before(above) == under):
                yield "a fraction that is none"


def _is_power_of(line: Line, node: Node, text: str) -> bool:
    """The e^2 of \\frac{e}{e^2}."""
    power = node.items[0] if isinstance(node, Row) and len(node.items) == 1 else node
    return isinstance(power, Scripts) and power.base is not None and line.at(power.base.span) == text


def _is_in_brackets(part: Node) -> bool:
    items = part.items if isinstance(part, Row) else (part,)
    shown = [item for item in items if not (isinstance(item, Token) and item.kind == "space")]
    return len(shown) == 1 and isinstance(shown[0], Fence) and shown[0].opening == "("


def _number_before(above: Node) -> str:
    """The number with which a numerator of several signs begins."""
    first = above.items[0] if isinstance(above, Row) and len(above.items) > 1 else None
    return first.text if isinstance(first, Token) and first.kind == "number" else ""
