"""Signs: of a term, of a factor, of a whole sum; and the two sides of a difference, turned."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import SIGNS, Level
from checker.explain.edits.edit import Candidate, Line, candidate
from checker.explain.edits.pool import Pool
from checker.written import Span, Token


def signs(line: Line, pool: Pool) -> Iterator[Candidate]:
    """a + b → a - b; \\sin x → -\\sin x; \\cdot -h → \\cdot h; y - Xθ → Xθ - y."""
    del pool  # a sign is suggested by nothing
    for level in line.levels:
        yield from _of_terms(line, level)
        yield from _of_factors(line, level)
        yield from _of_sums(line, level)


def _of_terms(line: Line, level: Level) -> Iterator[Candidate]:
    for k, term in enumerate(level.terms):
        if term.sign is None:
            new = f"-{line.at(term.span)}"
            yield candidate("sign changed", line, term.span, new if level.braced else f"{{{new}}}")
        elif k == 0:
            span = Span(term.sign.span.start, term.span.start)
            yield candidate("sign changed", line, span, "")
        else:
            yield candidate("sign changed", line, term.sign.span, SIGNS[term.sign.text])


def _of_factors(line: Line, level: Level) -> Iterator[Candidate]:
    for term in level.terms:
        for factor in term.factors:
            head = factor.nodes[0]
            if isinstance(head, Token) and head.text in SIGNS and len(factor.nodes) > 1:
                yield candidate("sign changed", line, Span(head.span.start, factor.nodes[1].span.start), "")


def _of_sums(line: Line, level: Level) -> Iterator[Candidate]:
    if len(level.terms) < 2:
        return
    first, last = level.terms[0], level.terms[-1]
    if len(level.terms) == 2 and first.sign is None and last.sign is not None and SIGNS[last.sign.text] == "+":
        turned = f"{line.at(last.span)} - {line.at(first.span)}"
        yield candidate("order turned", line, Span(first.span.start, last.span.end), turned)
    elif level.bare:
        yield candidate("sign changed", line, level.span, f"-({line.at(level.span)})", 0.25)
