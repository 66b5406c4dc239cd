"""Factors: lost, or one too many, above or below a fraction's line; fractions turned upside down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from checker.explain.edits.anatomy import FRACTIONS, OPERATORS, Level, Term, base, nodes_of
from checker.explain.edits.edit import SPECULATIVE, Candidate, Change, Line, candidate
from checker.explain.edits.pool import Heard, Pool
from checker.written import Command, Node, Span, Token

USUAL = (Heard("2", ""), Heard(r"\frac{1}{2}", ""))

NUMERIC = -0.6  # for a number before a product, which is easily written once too often
OVER_ONE = re.compile(r"(\\[dtc]?frac)\{1\}(\{[^{}]*\})")
HALVES = (r"\frac{1}{2}", r"\frac12", r"\tfrac12", r"\tfrac{1}{2}", r"\dfrac{1}{2}")


def factors(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\sum_i y_i → \\frac{1}{m} \\sum_i y_i; 2X^T\\theta → 2X^TX\\theta; 2 \\cdot 3x → 3x."""
    matrices = bool(pool.transposes)
    for heard in pool.whole if line.levels else ():
        yield _whole(line, line.levels[0], heard.text)
    for level in line.levels:
        for term in level.terms:
            yield from _too_many(line, term)
            for heard in (*pool.factors, *USUAL):
                yield from _lost(line, level, term, heard, matrices)
        if level.bare and len(level.terms) > 1:
            for heard in (*pool.factors, *USUAL):
                extra = 0.25 if heard.source else SPECULATIVE
                new = f"{joined(factor_text(heard.text), f'({line.at(level.span)})')}"
                change = Change(level.span, "times", (heard.text,))
                yield candidate("factor lost", line, level.span, new, extra, heard.source, change)


def _whole(line: Line, level: Level, text: str) -> Candidate:
    """A side with the one factor that it lacks as a whole, behind it."""
    side = line.at(level.span)
    new = f"{f'({side})' if len(level.terms) > 1 else side}({text})"
    change = Change(level.span, "times", (text,))
    return candidate("factor lost", line, level.span, new, change=change)


def fractions(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\frac{a}{b} → \\frac{b}{a}; \\frac{a}{b} → a; e → \\frac{1}{e}; y → \\frac{y}{m}."""
    for node in nodes_of(line.items):
        if isinstance(node, Command) and node.name in FRACTIONS and len(node.arguments) == 2:
            above, below = (line.at(argument.span) for argument in node.arguments)
            head = line.text[node.span.start : node.arguments[0].span.start].rstrip()
            yield candidate("upside down", line, node.span, f"{head}{grouped(below)}{grouped(above)}")
            yield candidate("factor too many", line, node.span, in_brackets(inner(above)), 0.0)
    for level in line.levels[:1]:
        if len(level.terms) == 1 and r"\frac" not in line.at(level.span):
            term = level.terms[0]
            yield candidate("upside down", line, term.span, fitted(rf"\frac{{1}}{{{line.at(term.span)}}}", level), 0.25)
    for level in line.levels:
        for term in level.terms:
            for heard in (*pool.factors, Heard("2", "")):
                if heard.text == line.at(term.span) or heard.text == "1":
                    continue
                extra = 0.0 if heard.source else 0.25 if heard.text.isdigit() else SPECULATIVE
                text = _divided(line, term, heard.text)
                change = Change(whole_of(level, term, heard.text), "over", (heard.text,))
                yield candidate("factor lost", line, term.span, fitted(text, level), extra, heard.source, change)


def _divided(line: Line, term: Term, text: str) -> str:
    """y → \\frac{y}{m}; before what Σ or ∫ is taken of, \\frac{1}{m}."""
    whole = line.at(term.span)
    is_summed = any(
        isinstance(head := base(factor.nodes[0]), Token) and head.text in OPERATORS for factor in term.factors
    )
    return rf"\frac{{1}}{{{text}}} {whole}" if is_summed else rf"\frac{{{whole}}}{{{text}}}"


def _too_many(line: Line, term: Term) -> Iterator[Candidate]:
    if len(term.factors) < 2:
        return
    texts = [line.at(factor.span) for factor in term.factors]
    for k, factor in enumerate(term.factors):
        if k + 1 < len(term.factors):
            span = Span(factor.span.start, term.factors[k + 1].span.start)
        else:
            span = Span(term.factors[k - 1].span.end, factor.span.end)
        change = Change(term.span, "product", (*texts[:k], *texts[k + 1 :]))
        numeric = texts[k].isdigit() or texts[k] in HALVES
        less = NUMERIC if numeric and factor.span in before_others(line, term) else 0.0
        yield candidate("factor too many", line, span, "", less, change=change)


def before_others(line: Line, term: Term) -> Iterator[Span]:
    """The factors of a product that stand before another with no sign of multiplication or division between."""
    for one, other in pairwise(term.factors):
        if not line.text[one.span.end : other.span.start].strip():
            yield one.span


def _lost(line: Line, level: Level, term: Term, heard: Heard, matrices: bool) -> Iterator[Candidate]:
    extra = 0.0 if heard.source else SPECULATIVE / 2
    texts = [line.at(factor.span) for factor in term.factors]
    for place in range(len(texts) + 1) if matrices and not is_scalar(heard.text) else (_usual_place(term, heard.text),):
        if level.outer is not None and not matrices:
            change = Change(whole_of(level, term, heard.text), "times", (heard.text,))
        else:
            change = Change(term.span, "product", (*texts[:place], heard.text, *texts[place:]))
        yield candidate(
            "factor lost",
            line,
            term.span,
            fitted(_with(line, term, place, heard.text), level),
            extra,
            heard.source,
            change,
        )


def _usual_place(term: Term, text: str) -> int:
    """Where a factor is written: a number in front; else behind numbers, in a monomial in the order of the alphabet."""
    heads = [factor.nodes[0] if len(factor.nodes) == 1 else None for factor in term.factors]
    if is_scalar(text):
        return 0
    if _is_number(heads[-1]):
        return len(heads)
    numbers = int(_is_number(heads[0]))
    letters = [_letter(head) for head in heads[numbers:]]
    if not text.isalpha() or not all(letters):
        return numbers
    return numbers + sum(1 for _ in takewhile(lambda letter: letter <= text, letters))


def _is_number(head: Node | None) -> bool:
    return isinstance(head, Token) and head.kind == "number"


def _letter(head: Node | None) -> str:
    """The letter that a factor is, or is a power of; "" for any other, and for exponentials."""
    letter = base(head) if head is not None else None
    is_letter = isinstance(letter, Token) and letter.kind == "letter" and (letter is head or letter.text != "e")
    return letter.text if isinstance(letter, Token) and is_letter else ""


def _with(line: Line, term: Term, place: int, text: str) -> str:
    """The product with one more factor."""
    over_one = OVER_ONE.fullmatch(line.at(term.span))
    if over_one is not None and not is_scalar(text):
        return f"{over_one[1]}{{{text}}}{over_one[2]}"
    if place == 0:
        return joined(factor_text(text), line.at(term.span))
    middle = term.factors[place - 1].span.end
    before, after = line.text[term.span.start : middle], line.text[middle : term.span.end]
    return joined(before, factor_text(text)) + (" " + after.lstrip() if after else "")


def is_scalar(text: str) -> bool:
    """Is it a number or a fraction, which may as well stand before a product?"""
    return text.replace(".", "").isdigit() or text.startswith(r"\frac")


def whole_of(level: Level, term: Term, text: str) -> Span:
    """The part of which a factor of a term is one too: of a whole sum, where it does not hold the sum's index."""
    if level.outer is None or len(level.outer.factors) > 1:
        return term.span
    bounds = level.outer.factors[-1].nodes[0]
    index = {node.text for node in nodes_of((bounds,)) if isinstance(node, Token) and node.kind == "letter"}
    return term.span if any(letter in text for letter in index) else level.outer.span


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
    return one + other.lstrip() if one[-1:].isdigit() else f"{one} {other.lstrip()}"


def inner(text: str) -> str:
    """A group without its braces."""
    return text[1:-1] if text.startswith("{") and text.endswith("}") else text


def grouped(text: str) -> str:
    """A group in braces."""
    return text if text.startswith("{") else f"{{{text}}}"
