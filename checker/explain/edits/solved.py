"""Numbers that are known because the value wanted of a part is: a coefficient, an exponent, a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import fmpq

from checker.explain.edits.anatomy import nodes_of
from checker.explain.edits.edit import Candidate, Line, candidate
from checker.explain.edits.factors import fitted, joined
from checker.explain.edits.quantities import constant, over
from checker.explain.edits.wanted import Known
from checker.written import Scripts, Span, Token


def solved(line: Line, known: Sequence[Known]) -> Iterator[Candidate]:
    """3x → 2x where 2 is wanted; x^3 → x^4; \\sin 2x → 2\\sin 2x."""
    parts = {(part.span.start, part.span.end): part for part in known}
    exponents = {(node.above.span.start, node.above.span.end) for node in nodes_of(line.items) if isinstance(node, Scripts) and node.above is not None}
    for node in nodes_of(line.items):
        if isinstance(node, Token) and node.kind == "number":
            part = parts.get((node.span.start, node.span.end))
            wanted = constant(part.wanted) if part is not None else None
            text = number_text(wanted, node.text) if wanted is not None else None
            if text is not None and text != node.text:
                slip = "exponent changed" if (node.span.start, node.span.end) in exponents else "number changed"
                yield candidate(slip, line, node.span, text if len(text) == 1 or slip == "number changed" else f"{{{text}}}")
    for level in line.levels:
        for term in level.terms:
            part = parts.get((term.span.start, term.span.end))
            ratio = over(part.wanted, part.value) if part is not None else None
            factor = constant(ratio) if ratio is not None else None
            if factor is None or factor in (0, 1, -1):
                continue
            text = number_text(factor, "")
            if text is not None:
                first = term.factors[0].nodes[0]
                extra = 0.25 if isinstance(first, Token) and first.kind == "number" else 0.0
                yield candidate("factor lost", line, term.span, fitted(joined(text, line.at(term.span)), level), extra)


def number_text(value: fmpq, like: str) -> str | None:
    """A number as LaTeX, in decimals where the one before was; None where that cannot be exact."""
    if "." in like:
        return _decimal(value, len(like) - like.index(".") - 1)
    if value.denominator == 1:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def _decimal(value: fmpq, digits: int) -> str | None:
    scaled = value * 10**digits
    if scaled.denominator != 1 or value < 0:
        return None
    text = str(int(scaled.numerator)).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}"
