"""What nobody writes: a factor 0 or 1, an exponent 1, a term 0 beside others, two numbers; no repair brings it in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from checker.explain.edits.anatomy import FRACTIONS, Level, nodes_of
from checker.explain.edits.edit import Line
from checker.explain.edits.factors import before_others
from checker.explain.edits.pool import Pool, is_operator, unbraced
from checker.written import Command, Fence, Node, Row, Scripts, Token

NEUTRAL = frozenset(("0", "1"))
EXCHANGES = frozenset(("number changed", "bound changed", "index changed"))  # as of 3 \cdot 1, of numbers put in


def oddities(line: Line, slip: str, around: Pool) -> int:
    """How many of these stand in a line that a repair of a kind of slip makes, or that is to be mended by one."""
    of_sums = sum(_in_sum(line, level, slip in EXCHANGES) for level in line.levels)
    if any(heard.text in NEUTRAL for heard in around.exponents):  # as p^0 (1 - p)^3 of chances does
        return of_sums
    return of_sums + sum(_in_node(line, node) for node in nodes_of(line.items))


def _in_sum(line: Line, level: Level, exchanged: bool) -> int:
    zeros = sum(line.at(term.span) == "0" for term in level.terms) if len(level.terms) > 1 and not exchanged else 0
    products = [term for term in level.terms if len(term.factors) > 1]
    spans = [span for term in products for span in before_others(line, term)]
    if not exchanged:
        spans = [factor.span for term in products for factor in term.factors]
    beside = sum(_are_numbers(one.nodes, other.nodes) for term in products for one, other in pairwise(term.factors))
    return zeros + beside + sum(line.at(span) in NEUTRAL for span in spans)


def _are_numbers(one: Sequence[Node], other: Sequence[Node]) -> bool:
    """Are these a fraction and a number right behind it, as in \\frac{1}{4} 4?"""
    fraction, number = one[0], other[0]
    is_fraction = isinstance(fraction, Command) and fraction.name in FRACTIONS
    return is_fraction and isinstance(number, Token) and number.kind == "number"


def _in_node(line: Line, node: Node) -> int:
    match node:
        case Scripts(base=base, below=below, above=above) if above is not None and not is_operator(base):
            is_bound = isinstance(base, Fence) and below is not None
            return int(not is_bound and unbraced(line, above) in NEUTRAL)
        case Command(name=name, arguments=(above, below)) if name in FRACTIONS:
            under = unbraced(line, below)
            return int(under in {"1", unbraced(line, above)} or (under.isdigit() and _number_before(above) == under))
    return 0


def _number_before(above: Node) -> str:
    """The number with which a numerator of several signs begins."""
    first = above.items[0] if isinstance(above, Row) and len(above.items) > 1 else None
    return first.text if isinstance(first, Token) and first.kind == "number" else ""
