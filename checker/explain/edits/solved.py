"""Numbers that are known because the value wanted of a part is: a coefficient, an exponent, a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from flint import fmpq

from checker.explain.edits.anatomy import FRACTIONS, SIGNS, Level, Term, nodes_of
from checker.explain.edits.edit import SPECULATIVE, Candidate, Change, Line, candidate
from checker.explain.edits.exponents import braced, takes_exponent
from checker.explain.edits.factors import NUMERIC, before_others, fitted, joined
from checker.explain.edits.numbers import DOUBLED, is_doubled, is_near
from checker.explain.edits.pool import placed, unbraced
from checker.explain.edits.quantities import constant, constant_exponent, minus, over
from checker.explain.edits.terms import widened
from checker.explain.edits.wanted import Known
from checker.written import Command, Scripts, Span, Token

DECIMAL = re.compile(r"[0-9]\.[0-9]")
COMMAND = re.compile(r"\\[A-Za-z]+|[{}]")
DECIMALS = "decimals"  # are written around, not fractions
WITH_SIGN = 0.5  # added where the sign before a number is wrong as well
ODD = 0.75  # for a factor such as 8/5
UNLIKELY = 0.25  # added for a number that is not easily taken for the one that is written


def solved(line: Line, known: Sequence[Known]) -> Iterator[Candidate]:
    """3x → 2x where 2 is wanted; x^3 → x^4; \\sin 2x → 2\\sin 2x; x^2 + 2x → x^2 + 2x + 1."""
    parts = {part.span: part for part in known}
    like = DECIMALS if DECIMAL.search(line.text) and r"\frac" not in line.text else ""
    yield from _numbers(line, parts, like)
    yield from _fractions(line, parts, like)
    yield from _exponents(line, parts, like)
    for level in line.levels:
        yield from _remainder(line, level, parts.get(level.span), like)
        for term in level.terms:
            yield from _coefficient(line, level, term, parts.get(term.span), like)


def _numbers(line: Line, parts: Mapping[Span, Known], like: str) -> Iterator[Candidate]:
    nodes = list(nodes_of(line.items))
    exponents = {node.above.span for node in nodes if isinstance(node, Scripts) and node.above is not None}
    signed = {term.span for level in line.levels for term in level.terms if term.sign is not None}
    signs = {
        term.factors[0].span: term.sign
        for level in line.levels
        for term in level.terms
        if term.sign is not None and term.sign.text in {"+", "-"}
    }
    leading = {level.terms[0].factors[0].span for level in line.levels}
    products = [term for level in line.levels for term in level.terms if len(term.factors) > 1]
    factors = {term.factors[0].span: term for term in products}
    multiplied = {span for term in products for span in before_others(line, term)}
    for node in nodes:
        if not isinstance(node, Token) or node.kind != "number" or node.span not in parts:
            continue
        wanted = constant(parts[node.span].wanted)
        text = number_text(wanted, node.text if "." in node.text else like) if wanted is not None else None
        if wanted is None or text is None or text.lstrip("-") == node.text:
            continue  # where the sign alone is wrong, that is another slip
        term = factors.get(node.span)
        sign = signs.get(node.span)
        if wanted < 0 and sign is not None:
            is_one = wanted == -1 and term is not None and node.span in multiplied
            end = term.factors[1].span.start if is_one and term is not None else node.span.end
            turned = "" if SIGNS[sign.text] == "+" and node.span in leading else f"{SIGNS[sign.text]} "
            new = f"{turned}{'' if is_one else text.lstrip('-')}"
            yield candidate("number changed", line, Span(sign.span.start, end), new, WITH_SIGN)
        if wanted < 0 and (node.span in signed or term is not None):
            continue  # a sign was changed, and maybe a number besides
        if wanted == 1 and term is not None and node.span in multiplied:
            yield candidate("factor too many", line, Span(node.span.start, term.factors[1].span.start), "", NUMERIC)
        elif wanted == 1 and node.span in multiplied:
            continue  # a factor 1 is written by nobody
        elif node.span in exponents:
            yield candidate("exponent changed", line, node.span, braced(text))
        else:
            extra = SPECULATIVE * (wanted == 0 and node.span != line.levels[0].span)  # rather a sign or a term is wrong
            extra += UNLIKELY * (len(nodes) > 1 and not is_near(text, node.text)) + DOUBLED * is_doubled(
                text, node.text
            )
            yield candidate("number changed", line, node.span, text, extra, change=Change(node.span, "is", (text,)))


def _fractions(line: Line, parts: Mapping[Span, Known], like: str) -> Iterator[Candidate]:
    """\\frac{8}{10} → \\frac{19}{12}: a number above a number, as one."""
    for node in nodes_of(line.items):
        if isinstance(node, Command) and node.name in FRACTIONS and node.span in parts:
            numeric = all(unbraced(line, argument).isdigit() for argument in node.arguments)
            wanted = constant(parts[node.span].wanted) if numeric else None
            text = number_text(wanted, like) if wanted is not None and wanted > 0 else None
            if text is not None:
                yield candidate(
                    "number changed", line, node.span, text, UNLIKELY, change=Change(node.span, "is", (text,))
                )


def _exponents(line: Line, parts: Mapping[Span, Known], like: str) -> Iterator[Candidate]:
    for node, following in placed(line.items):
        part = parts.get(node.span)
        if part is None or part.value is None or not takes_exponent(node, following) or isinstance(node, Command):
            continue
        if any(isinstance(value, tuple) for value in (*part.value, *part.wanted)):
            continue
        exponent = constant_exponent(part.wanted, part.value)
        text = number_text(exponent, like) if exponent is not None else None
        if text is not None and exponent not in (0, 1):
            extra = SPECULATIVE / 2 + SPECULATIVE * (text == "-1" and "^{-" not in line.text)  # rather a fraction
            yield candidate("exponent lost", line, node.span, f"{line.at(node.span)}^{braced(text)}", extra)


def _coefficient(line: Line, level: Level, term: Term, part: Known | None, like: str) -> Iterator[Candidate]:
    ratio = over(part.wanted, part.value) if part is not None and part.value is not None else None
    factor = constant(ratio) if ratio is not None else None
    if factor is None or factor in (0, 1, -1):
        return
    first = term.factors[0].nodes[0]
    text = number_text(abs(factor), like)
    if len(term.factors) == 1 and COMMAND.sub("", line.at(term.span)).strip("{}0123456789. ") == "":
        return  # of a number as a whole another is written
    if text is not None:
        numeric = isinstance(first, Token) and first.kind == "number"
        extra = 0.25 * numeric + 0.5 * (factor < 0) + 0.25 * (factor.denominator != 1 and not level.bare)
        extra += ODD * (abs(factor.numerator) != 1 and factor.denominator != 1)
        new = f"{'-' if factor < 0 else ''}{joined(text, line.at(term.span))}"
        yield candidate("factor lost", line, term.span, fitted(new, level), extra)


def _remainder(line: Line, level: Level, part: Known | None, like: str) -> Iterator[Candidate]:
    """A number that is missing from a sum."""
    missing = minus(part.wanted, part.value) if part is not None and part.value is not None else None
    number = constant(missing) if missing is not None else None
    text = number_text(abs(number), like) if number is not None else None
    if text is not None and number and (len(level.terms) > 1 or (level.bare and not _is_number(line, level))):
        yield candidate("term lost", line, *widened(line, level, "+" if number > 0 else "-", text), 0.25)


def _is_number(line: Line, level: Level) -> bool:
    """Is it a number and no more, in the place of which another is written?"""
    return line.at(level.span).lstrip("-+").replace(".", "").isdigit()


def number_text(value: fmpq, like: str) -> str | None:
    """A number as LaTeX, in decimals where the one before was, or DECIMALS stand around; None for inexact."""
    if "." in like and value.denominator != 1:
        return _decimal(value, len(like) - like.index(".") - 1)
    if like == DECIMALS and value.denominator != 1:
        return next((text for digits in range(1, 5) if (text := _decimal(value, digits)) is not None), None)
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
