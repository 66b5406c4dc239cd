"""Braces that name a part and reach too far: over an exponent that is none of the part's."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import nodes_of
from checker.explain.edits.edit import Candidate, Line, candidate
from checker.explain.edits.pool import Pool
from checker.written import Command, Row, Scripts, Span

BRACES = frozenset(("underbrace", "overbrace"))


def braces(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\underbrace{(1+x)^{-1}}_{g} → \\underbrace{(1+x)}_{g}^{-1}."""
    del pool  # where a brace ends is suggested by nothing
    for node in nodes_of(line.items):
        if not isinstance(node, Scripts) or not isinstance(node.base, Command) or node.base.name not in BRACES:
            continue
        content = node.base.arguments[0]
        last = content.items[-1] if isinstance(content, Row) and content.items else None
        if not isinstance(last, Scripts) or last.above is None or last.base is None or node.above is not None:
            continue
        start = line.text.rfind("^", last.base.span.end, last.above.span.start)
        exponent = line.text[start : last.above.span.end]
        rest = line.text[last.above.span.end : node.span.end]
        yield candidate("brace too long", line, Span(start, node.span.end), f"{rest}{exponent}")
