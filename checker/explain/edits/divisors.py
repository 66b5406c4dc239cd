"""A factor that stands above a fraction's line and should be below it, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import FRACTIONS, Level, Term, inner_span, nodes_of
from checker.explain.edits.edit import Candidate, Line, candidate
from checker.explain.edits.factors import factor_text, fitted, joined
from checker.explain.edits.pool import Pool
from checker.written import Command, Span, Token

SLIP = "upside down"
ACROSS = 0.25  # added to the size of a whole fraction turned
MOST_FACTORS = 4


def divisors(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\lambda \\ln 2 → \\frac{\\ln 2}{\\lambda}; \\frac{h}{2g} → \\frac{2h}{g}."""
    del pool  # what is moved stands in the line
    levels = {level.span: level for level in line.levels}
    for level in line.levels:
        for term in level.terms:
            if 2 <= len(term.factors) <= MOST_FACTORS and r"\frac" not in line.at(term.span):
                yield from _below(line, level, term)
    for node in nodes_of(line.items):
        if isinstance(node, Command) and node.name in FRACTIONS and len(node.arguments) == 2:
            above, below = (levels.get(inner_span(part)) for part in node.arguments)
            if above is not None and below is not None:
                yield from _across(line, node, above, below)


def _below(line: Line, level: Level, term: Term) -> Iterator[Candidate]:
    """One factor of a product below a line, all others above it."""
    for k, factor in enumerate(term.factors):
        others = [line.at(other.span) for at, other in enumerate(term.factors) if at != k]
        if not _is_sign(factor.nodes[0]) and not line.at(factor.span).isdigit():
            above = others[0]
            for other in others[1:]:
                above = joined(above, other)
            new = rf"\frac{{{above}}}{{{line.at(factor.span)}}}"
            yield candidate(SLIP, line, term.span, fitted(new, level), ACROSS)


def _across(line: Line, node: Command, above: Level, below: Level) -> Iterator[Candidate]:
    """The number before a product below the line, above it; or the one above, below."""
    head = line.text[node.span.start : node.arguments[0].span.start].rstrip()
    for one, other, turned in ((below, above, False), (above, below, True)):
        number = _first_number(line, one)
        if number is None:
            continue
        rest = line.text[number.end : one.span.end].lstrip().removeprefix(r"\cdot").lstrip()
        more = joined(line.at(number), factor_text(line.at(other.span)))
        parts = (rest, more) if turned else (more, rest)
        yield candidate(SLIP, line, node.span, "".join((head, *(f"{{{part}}}" for part in parts))), ACROSS)


def _first_number(line: Line, level: Level) -> Span | None:
    """The number with which the one product of a level begins."""
    only = level.terms[0] if len(level.terms) == 1 and level.terms[0].sign is None else None
    if only is None or len(only.factors) < 2 or not line.at(only.factors[0].span).isdigit():
        return None
    return only.factors[0].span


def _is_sign(node: object) -> bool:
    return isinstance(node, Token) and node.text in {"+", "-", "\\pm", "\\mp"}
