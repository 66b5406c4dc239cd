"""Copied wrongly: a factor or a term stands where another of the lines around should."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.edit import SPECULATIVE, Candidate, Change, Line, candidate
from checker.explain.edits.factors import factor_text, fitted, joined
from checker.explain.edits.pool import Pool

UNITS = (r"\text", r"\mathrm", r"\si", r"\unit")  # and other words, which nothing was copied for
FOR_NUMBER = -0.25  # for a name where a number stands as a term: x - 1 for x - n


def copies(line: Line, pool: Pool) -> Iterator[Candidate]:
    """(x - 2)(x + 5) → (x - 2)(x + 3), with (x + 3) in a line beside."""
    for level in line.levels:
        for term in level.terms:
            for heard in pool.terms if len(level.terms) > 1 else ():
                if heard.text != line.at(term.span):
                    extra = 0.0 if heard.source else SPECULATIVE
                    yield candidate("copied wrongly", line, term.span, fitted(heard.text, level), extra, heard.source)
            for heard in pool.letters if len(level.terms) > 1 and line.at(term.span).isdigit() else ():
                change = Change(term.span, "is", (heard.text,))
                yield candidate("copied wrongly", line, term.span, heard.text, FOR_NUMBER, heard.source, change)
            texts = [line.at(factor.span) for factor in term.factors]
            for k, factor in enumerate(term.factors):
                if factor.span == line.levels[0].span:
                    continue  # another line as a whole is no mended one
                now = line.at(factor.span)
                if now.startswith(UNITS):
                    continue
                after = line.text[factor.span.end : term.span.end]
                for heard in pool.factors:
                    if heard.text == now:
                        continue
                    new = (
                        joined(factor_text(heard.text), after)[: -len(after.lstrip()) or None]
                        if after.strip()
                        else heard.text
                    )
                    extra = 0.0 if heard.source else SPECULATIVE
                    change = Change(term.span, "product", (*texts[:k], heard.text, *texts[k + 1 :]))
                    yield candidate(
                        "copied wrongly", line, factor.span, fitted(new, level), extra, heard.source, change
                    )
