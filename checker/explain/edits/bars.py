"""Absolute values, lost where a root of a square was taken: √(x − 3)² is |x − 3|, whatever the sign."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import Factor
from checker.explain.edits.edit import Candidate, Change, Line, candidate
from checker.explain.edits.pool import Pool, is_name
from checker.written import Fence

SLIP = "absolute value lost"


def bars(line: Line, pool: Pool) -> Iterator[Candidate]:
    """x - 3 → |x - 3|; x\\sqrt{2} → |x|\\sqrt{2}; (x - 1)y → |x - 1|y."""
    if not pool.roots:
        return
    for level in line.levels:
        if level.bare and len(level.terms) > 1:
            yield candidate(SLIP, line, level.span, f"|{line.at(level.span)}|", change=Change(level.span, "bars"))
        for term in level.terms:
            for factor in term.factors:
                if level.braced and _may_be_negative(factor):
                    text = line.at(factor.span).strip("()")
                    change = Change(factor.span, "bars")
                    yield candidate(SLIP, line, factor.span, f"|{text}|", change=change)


def _may_be_negative(factor: Factor) -> bool:
    """A name, or a sum in brackets."""
    node = factor.nodes[0]
    return len(factor.nodes) == 1 and (is_name(node) or (isinstance(node, Fence) and node.opening == "("))
