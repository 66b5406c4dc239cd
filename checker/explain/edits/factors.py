"""Factors: lost, or one too many, above or below a fraction's line; fractions turned upside down."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import FRACTIONS, Level, Term, nodes_of
from checker.explain.edits.edit import SPECULATIVE, Candidate, Line, candidate
from checker.explain.edits.pool import Heard, Pool
from checker.written import Command, Span

USUAL = (Heard("2", ""), Heard(r"\frac{1}{2}", ""))


def factors(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\sum_i y_i → \\frac{1}{m} \\sum_i y_i; 2X^T\\theta → 2X^TX\\theta; 2 \\cdot 3x → 3x."""
    matrices = bool(pool.transposes)
    for level in line.levels:
        for term in level.terms:
            yield from _too_many(line, term)
            for heard in (*pool.factors, *USUAL):
                yield from _lost(line, level, term, heard, matrices)


def fractions(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\frac{a}{b} → \\frac{b}{a}; \\frac{a}{b} → a; y → \\frac{y}{m}."""
    for node in nodes_of(line.items):
        if isinstance(node, Command) and node.name in FRACTIONS and len(node.arguments) == 2:
            above, below = (line.at(argument.span) for argument in node.arguments)
            head = line.text[node.span.start : node.arguments[0].span.start].rstrip()
            yield candidate("upside down", line, node.span, f"{head}{grouped(below)}{grouped(above)}")
            yield candidate("factor too many", line, node.span, in_brackets(inner(above)), 0.0)
    for level in line.levels:
        for term in level.terms:
            for heard in (*pool.factors, Heard("2", "")):
                extra = 0.25 if heard.source or heard.text.isdigit() else SPECULATIVE + 0.25
                text = rf"\frac{{{line.at(term.span)}}}{{{heard.text}}}"
                change = (term.span, "over", heard.text)
                yield candidate("factor lost", line, term.span, fitted(text, level), extra, heard.source, change)


def _too_many(line: Line, term: Term) -> Iterator[Candidate]:
    if len(term.factors) < 2:
        return
    for k, factor in enumerate(term.factors):
        if k + 1 < len(term.factors):
            span = Span(factor.span.start, term.factors[k + 1].span.start)
        else:
            span = Span(term.factors[k - 1].span.end, factor.span.end)
        yield candidate("factor too many", line, span, "")


def _lost(line: Line, level: Level, term: Term, heard: Heard, matrices: bool) -> Iterator[Candidate]:
    extra = 0.0 if heard.source else SPECULATIVE / 2
    places = range(len(term.factors) + 1) if matrices else (0,)
    for place in places:
        if place == 0:
            start = term.factors[0].span.start
            new = joined(factor_text(heard.text), line.at(term.span))
            span = term.span
        else:
            start = term.factors[place - 1].span.end
            span = Span(term.span.start, term.span.end)
            before, after = line.text[term.span.start : start], line.text[start : term.span.end]
            new = f"{joined(before, factor_text(heard.text))}{after if after.startswith(' ') else ' ' * bool(after) + after}"
        change = None if matrices else (term.span, "times", heard.text)
        yield candidate("factor lost", line, span, fitted(new, level), extra, heard.source, change)


def fitted(text: str, level: Level) -> str:
    """A longer text where one token stood: in braces, where TeX would take the first alone."""
    return text if level.braced else f"{{{text}}}"


def factor_text(text: str) -> str:
    """A part as a factor: in brackets, where it is a sum."""
    return in_brackets(text)


def in_brackets(text: str) -> str:
    """The text in brackets, if a sign stands in it outside of all groups."""
    depth = 0
    for k, sign in enumerate(text):
        depth += (sign in "({[") - (sign in ")}]")
        if depth == 0 and sign in "+-" and (k or sign == "-"):
            return f"({text})"
    return text


def joined(one: str, other: str) -> str:
    """Two factors side by side, so that no two numbers run together."""
    if one[-1:].isdigit() and other.lstrip()[:1].isdigit():
        return rf"{one} \cdot {other.lstrip()}"
    return f"{one} {other.lstrip()}" if not one[-1:].isdigit() or other[:1] == "\\" else one + other.lstrip()


def inner(text: str) -> str:
    """A group without its braces."""
    return text[1:-1] if text.startswith("{") and text.endswith("}") else text


def grouped(text: str) -> str:
    """A group in braces."""
    return text if text.startswith("{") else f"{{{text}}}"
