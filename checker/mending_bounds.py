"""Bounds that were kept where u = g(x) was put in: what they are of u, each g of what they were of x."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Symbol
from sympy.core.basic import Basic

from checker.explain.edits.anatomy import nodes_of
from checker.explain.edits.edit import Line
from checker.explain.edits.pool import unbraced
from checker.explain.edits.worked_out import written
from checker.mending_lines import Reader
from checker.written import Scripts, Token

LONGEST = 12  # characters of a bound


def carried(
    reader: Reader, line: Line, definitions: tuple[tuple[Basic, Basic], ...]
) -> tuple[tuple[str, str, str, str], ...]:
    """The bounds of each integral of a line, below and above, with those that a substitution makes of them."""
    return tuple(dict.fromkeys(_of_line(reader, line, definitions)))


def _of_line(
    reader: Reader, line: Line, definitions: tuple[tuple[Basic, Basic], ...]
) -> Iterator[tuple[str, str, str, str]]:
    for node in nodes_of(line.items):
        if not isinstance(node, Scripts) or node.below is None or node.above is None or not _is_integral(node):
            continue
        low, high = unbraced(line, node.below), unbraced(line, node.above)
        ends = reader.part(low), reader.part(high)
        for name, meaning in definitions:
            if isinstance(name, Symbol) and isinstance(meaning, Expr) and len(meaning.free_symbols) == 1:
                (variable,) = meaning.free_symbols
                made = [_put_in(meaning, variable, end) for end in ends]
                if made[0] is not None and made[1] is not None and (made[0], made[1]) != (low, high):
                    yield low, high, made[0], made[1]


def _is_integral(node: Scripts) -> bool:
    return isinstance(node.base, Token) and node.base.text == "\\int"


def _put_in(meaning: Expr, variable: Basic, end: Basic | None) -> str | None:
    """What a bound becomes, as LaTeX; None where it is none, or long."""
    value = meaning.xreplace({variable: end}).doit() if isinstance(end, Expr) and end.is_finite is not False else None
    text = written(value) if isinstance(value, Expr) and value.is_finite is not False else ""
    return text if 0 < len(text) <= LONGEST else None
