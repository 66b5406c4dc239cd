"""Signs: of a term, of a factor, of a whole sum; and the two sides of a difference, turned."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeGuard

from checker.explain.edits.anatomy import FRACTIONS, SIGNS, Level, children, inner_span, nodes_of
from checker.explain.edits.edit import SIZES, Candidate, Change, Line, candidate
from checker.explain.edits.factors import fitted
from checker.explain.edits.pool import Pool, unbraced
from checker.model import Edit
from checker.written import Command, Node, Scripts, Span, Token

ABOVE_AND_BELOW = 2
BELOW = 0.4  # for one below a fraction's line
QUOTIENT_RULE = -0.6  # for a difference over a square, which the quotient rule gives, and whose order is forgotten
INNER = 0.1  # added for the sign of a factor alone in a bracket or a fraction: it is rather written before the whole


def signs(line: Line, pool: Pool) -> Iterator[Candidate]:
    """a + b → a - b; \\sin x → -\\sin x; \\cdot -h → \\cdot h; y - Xθ → Xθ - y."""
    del pool  # a sign is suggested by nothing
    every = [node for node in nodes_of(line.items) if _is_fraction(node)]
    below = {inner_span(fraction.arguments[1]) for fraction in every}
    over_squares = {inner_span(fraction.arguments[0]) for fraction in every if _is_over_square(line, fraction)}
    for level in line.levels:
        yield from _of_terms(line, level, below)
        yield from _of_factors(line, level)
        yield from _of_sums(line, level, QUOTIENT_RULE * (level.span in over_squares))


def _of_terms(line: Line, level: Level, below: Collection[Span]) -> Iterator[Candidate]:
    for k, term in enumerate(level.terms):
        change = Change(term.span, "negated")
        extra = 0.0 if len(level.terms) > 1 or level is line.levels[0] else INNER
        extra += BELOW * (level.span in below)
        if term.sign is None:
            new = f"-{line.at(term.span)}"
            before_others = INNER if len(level.terms) > 1 else 0.0  # a sign between two terms is rather wrong
            yield candidate("sign changed", line, term.span, fitted(new, level), extra + before_others, change=change)
        elif k == 0 and SIGNS[term.sign.text] == "-":
            yield candidate("sign changed", line, term.sign.span, "-", extra, change=change)
        elif k == 0:
            span = Span(term.sign.span.start, term.span.start)
            yield candidate("sign changed", line, span, "", extra, change=change)
        else:
            yield candidate("sign changed", line, term.sign.span, SIGNS[term.sign.text], change=change)


def _of_factors(line: Line, level: Level) -> Iterator[Candidate]:
    for term in level.terms:
        for factor in term.factors:
            head = factor.nodes[0]
            if isinstance(head, Token) and head.text in SIGNS and len(factor.nodes) > 1:
                span = Span(head.span.start, factor.nodes[1].span.start)
                yield candidate("sign changed", line, span, "", change=Change(factor.span, "negated"))


def _of_sums(line: Line, level: Level, extra: float) -> Iterator[Candidate]:
    if len(level.terms) < 2:
        return
    yield from _undistributed(level)
    first, last = level.terms[0], level.terms[-1]
    if len(level.terms) == 2 and first.sign is None and last.sign is not None and SIGNS[last.sign.text] == "+":
        turned = f"{line.at(last.span)} - {line.at(first.span)}"
        change = Change(level.span, "negated")
        yield candidate("order turned", line, Span(first.span.start, last.span.end), turned, extra, change=change)
    elif level.bare:
        new = fitted(f"-({line.at(level.span)})", level)
        yield candidate("sign changed", line, level.span, new, 0.25, change=Change(level.span, "negated"))


def _undistributed(level: Level) -> Iterator[Candidate]:
    """a - b - c → a - b + c: a minus before a bracket that reached only the first of its terms."""
    for k in range(len(level.terms) - 1):
        first = level.terms[k].sign
        if first is None or SIGNS[first.text] != "+":
            continue
        for end in range(k + 3, len(level.terms) + 1):
            turned = [term.sign for term in level.terms[k + 1 : end] if term.sign is not None]
            edits = tuple(Edit("sign changed", sign.span, sign.text, SIGNS[sign.text]) for sign in turned)
            yield Candidate(edits, SIZES["sign changed"] + 0.5)


def _is_fraction(node: Node) -> TypeGuard[Command]:
    return isinstance(node, Command) and node.name in FRACTIONS and len(node.arguments) == ABOVE_AND_BELOW


def _is_over_square(line: Line, fraction: Command) -> bool:
    below = [one for one in children(fraction.arguments[1]) if not (isinstance(one, Token) and one.kind == "space")]
    power = below[0] if len(below) == 1 else None
    return isinstance(power, Scripts) and power.above is not None and unbraced(line, power.above) == "2"
