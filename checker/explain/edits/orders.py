"""Orders of a product, turned: neighbours exchanged, or all the factors reversed, as in (AB)^{-1} and (AB)^T."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.explain.edits.anatomy import SIGNS, Term
from checker.explain.edits.edit import Candidate, Change, Line, candidate
from checker.explain.edits.pool import Pool
from checker.written import Span, Token

MOST_FACTORS = 6


def orders(line: Line, pool: Pool) -> Iterator[Candidate]:
    """A^{-1} B^{-1} → B^{-1} A^{-1}; A^T B^T C^T → C^T B^T A^T."""
    del pool  # an order is suggested by nothing
    for level in line.levels:
        for term in level.terms:
            if 2 <= len(term.factors) <= MOST_FACTORS and _is_plain(term):
                yield from _of_term(line, term)


def _is_plain(term: Term) -> bool:
    """Does no factor begin with a sign of its own, which could not stand anywhere?"""
    heads = [factor.nodes[0] for factor in term.factors]
    return not any(isinstance(head, Token) and (head.text in SIGNS or head.kind == "number") for head in heads[1:])


def _of_term(line: Line, term: Term) -> Iterator[Candidate]:
    count = len(term.factors)
    for k in range(count - 1):
        yield _turned(line, term, k, k + 2)
    if count > 2:
        yield _turned(line, term, 0, count)


def _turned(line: Line, term: Term, start: int, end: int) -> Candidate:
    """The term with some of its factors in the other order, what stands between them left in its place."""
    spans = [factor.span for factor in term.factors]
    texts = [line.at(span) for span in spans]
    part = texts[start:end][::-1]
    between = [line.text[one.end : other.start] for one, other in pairwise(spans)][start : end - 1]
    new = part[0] + "".join(gap + text for gap, text in zip(between, part[1:], strict=True))
    change = Change(term.span, "product", (*texts[:start], *part, *texts[end:]))
    return candidate("order turned", line, Span(spans[start].start, spans[end - 1].end), new, change=change)
