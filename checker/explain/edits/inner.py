"""The inner derivative, forgotten where a line differentiates a function of a function."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.explain.edits.edit import Candidate, Change, Line, candidate
from checker.explain.edits.factors import factor_text, fitted, joined
from checker.explain.edits.pool import Pool

MONOMIAL = re.compile(r"-[^-+]*")
SLIP = "inner derivative forgotten"


def inner_derivatives(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\cos(x^2) → 2x\\cos(x^2); 5(1 + 3x^2)^4 → 6x \\cdot 5(1 + 3x^2)^4."""
    for level in line.levels:
        for heard in pool.inner:
            for term in level.terms:
                lone = len(level.terms) == 1 and line.at(term.span) == "1"
                leads = term is level.terms[0] and term.sign is None
                factor = heard.text if lone or (leads and MONOMIAL.fullmatch(heard.text)) else factor_text(heard.text)
                texts = [line.at(each.span) for each in term.factors]
                new = fitted(_chained(line.at(term.span), factor), level)
                change = Change(term.span, "product", (heard.text, *texts))
                yield candidate(SLIP, line, term.span, new, 0.0, heard.source, change)
            if level.bare and len(level.terms) > 1:
                new = joined(factor_text(heard.text), f"({line.at(level.span)})")
                change = Change(level.span, "times", (heard.text,))
                yield candidate(SLIP, line, level.span, new, 0.25, heard.source, change)


def _chained(text: str, factor: str) -> str:
    """The outer derivative with the inner: behind it where it begins with a number or a fraction, as one writes it."""
    if text == "1":
        return factor
    if text[:1].isdigit() or text.startswith("\\frac"):
        return rf"{text} \cdot {factor}"
    return joined(factor, text)
