"""Operations taken for one another: ln of a quotient is no quotient of logarithms, tr of a sum no product."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import FRACTIONS
from checker.explain.edits.edit import Candidate, Line, candidate
from checker.explain.edits.factors import in_brackets, inner
from checker.explain.edits.pool import Pool
from checker.written import Command, Token

SLIP = "operation exchanged"
PAIR = 2


def operations(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\frac{\\ln x}{\\ln y} → \\ln x - \\ln y; \\ln x \\cdot \\ln y → \\ln x + \\ln y; 2AB → AB + BA."""
    for level in line.levels:
        if not level.braced or level.outer is not None:
            continue
        for term in level.terms:
            texts = [line.at(factor.span) for factor in term.factors]
            head = term.factors[0].nodes[0]
            if len(term.factors) == 1 and isinstance(head, Command) and head.name in FRACTIONS:
                above, below = (inner(line.at(part.span)) for part in head.arguments)
                yield candidate(SLIP, line, term.span, f"{above} - {in_brackets(below)}")
            elif len(term.factors) == PAIR and term.sign is None:
                yield candidate(SLIP, line, term.span, " + ".join(texts))
            elif pool.transposes and len(texts) == PAIR + 1 and texts[0] == "2" and isinstance(head, Token):
                yield candidate(SLIP, line, term.span, f"{texts[1]}{texts[2]} + {texts[2]}{texts[1]}")
