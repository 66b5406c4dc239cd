"""Terms: one lost, or one too many."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import FUNCTION_LETTERS, SIGNS, Level
from checker.explain.edits.edit import SPECULATIVE, Candidate, Change, Line, candidate
from checker.explain.edits.factors import fitted
from checker.explain.edits.pool import Pool
from checker.written import Span

APPLIED = tuple(FUNCTION_LETTERS)
RULES = {"+": "plus", "-": "minus"}
LONE_ONE = -1.0  # for what stands beside a 1 alone in a group, as no one writes it
TWO = 2
LACKING = -0.25  # for the one term that a side lacks as a whole, all others being right
CROSSED = -0.85  # for the product of the two of a square that was not multiplied out
TWICE = -0.85  # for one of two terms that are the same


def terms(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\theta^TX^TX\\theta - 2\\theta^TX^Ty → … + y^Ty; x^2 + x + x → x^2 + x."""
    for level in line.levels:
        yield from _too_many(line, level)
        if len(level.terms) > 1 or level.bare or _is_lone(line, level) or _is_group(line, level):
            yield from _lost(line, level, pool)
        if len(level.terms) > 1:
            yield from _crossed(line, level, pool)
    if line.levels:
        yield from _missing(line, line.levels[0], pool)


def _too_many(line: Line, level: Level) -> Iterator[Candidate]:
    if len(level.terms) < 2:
        return
    for k, term in enumerate(level.terms):
        negative = term.sign is not None and SIGNS[term.sign.text] == "+"
        change = Change(level.span, "plus" if negative else "minus", (line.at(term.span),))
        others = [line.at(other.span) for at, other in enumerate(level.terms) if at != k]
        extra = TWICE if line.at(term.span) in others else 0.0
        following = level.terms[k + 1] if k + 1 < len(level.terms) else None
        if k == 0 and following is not None and following.sign is not None:
            plus = SIGNS[following.sign.text] != "+"
            end = following.span.start if plus else following.sign.span.start
            start = term.sign.span.start if term.sign is not None else term.span.start
            yield candidate("term too many", line, Span(start, end), "", extra, change=change)
        elif k > 0 and term.sign is not None:
            start = level.terms[k - 1].span.end
            yield candidate("term too many", line, Span(start, term.span.end), "", extra, change=change)


def _lost(line: Line, level: Level, pool: Pool) -> Iterator[Candidate]:
    lone_one = _is_lone(line, level)
    leading = pool.leading - {line.at(level.terms[0].span)}
    heard_of = (*pool.terms, *(pool.factors if level is line.levels[0] or lone_one else ()))  # \sin x, of (x \sin x)'
    for heard in dict.fromkeys(heard_of):
        for sign in ("+", "-", *(("\\pm",) if pool.either else ())):
            extra = (0.0 if heard.source else SPECULATIVE) + (
                LONE_ONE if lone_one and not heard.text.isdigit() else 0.0
            )
            change = Change(level.span, RULES[sign], (heard.text,)) if sign in RULES else None
            if heard.text in leading and level.braced and level.outer is None:
                span, new = led(level, sign, heard.text)
            else:
                span, new = widened(line, level, sign, heard.text)
            yield candidate("term lost", line, span, new, extra, heard.source, change)


def _is_lone(line: Line, level: Level) -> bool:
    """The 1 of \\frac{p}{1} or n(1), the -b of (-b)^2: where 1 - p, n + 1 or a - b may have stood."""
    if level is line.levels[0] or len(level.terms) > 1:
        return False
    around = line.text[level.span.start - 1 : level.span.start] + line.text[level.span.end : level.span.end + 1]
    text = line.at(level.span)
    is_argument = line.text[: level.span.start - 1].rstrip().endswith(APPLIED)
    is_odd = text.lstrip("-").isdigit() or level.terms[0].sign is not None
    return (around == "{}" and text == "1") or (around == "()" and is_odd and not is_argument)


def _is_group(line: Line, level: Level) -> bool:
    """One term in braces, as of a fraction or a root, that others may have stood beside."""
    return level.braced and level is not line.levels[0] and line.text[: level.span.start].rstrip().endswith("{")


def widened(line: Line, level: Level, sign: str, text: str) -> tuple[Span, str]:
    """A sum with one more term: in brackets where it is what Σ or ∫ is taken of, in braces where it was one token."""
    span, new = added(level, sign, text)
    if level.braced and level.outer is None:
        return span, new
    whole = line.at(level.span)
    longer = new + whole if span.start == level.span.start else whole + new
    return level.span, f"({longer})" if level.outer is not None else fitted(longer, level)


def added(level: Level, sign: str, text: str) -> tuple[Span, str]:
    """Where one more term goes, and how it is written: before a sum that begins with a minus, else behind it."""
    first = level.terms[0]
    if sign == "+" and first.sign is not None and SIGNS[first.sign.text] == "+":
        return Span(first.sign.span.start, first.sign.span.start), f"{text} "
    return Span(level.span.end, level.span.end), f" {sign} {text}"


def led(level: Level, sign: str, text: str) -> tuple[Span, str]:
    """The same at the front, for a term with which the sums around begin."""
    joint = "" if level.terms[0].sign is not None else "+ "
    return Span(level.span.start, level.span.start), f"{'' if sign == '+' else sign}{text} {joint}"


def _crossed(line: Line, level: Level, pool: Pool) -> Iterator[Candidate]:
    """a^2 + b^2 → a^2 + b^2 + 2ab, where (a + b)^2 stands around."""
    for heard in pool.crossed:
        sign, text = heard.text[0], heard.text[1:]
        change = Change(level.span, RULES[sign], (text,))
        behind = Span(level.terms[0].span.end, level.terms[0].span.end)
        yield candidate("term lost", line, behind, f" {sign} {text}", CROSSED, heard.source, change)


def _missing(line: Line, level: Level, pool: Pool) -> Iterator[Candidate]:
    """What the line was worked out to lack as a whole: one of the terms, or two."""
    every = [(heard.text[0], heard.text[1:]) for heard in pool.missing]
    for sign, text in every:
        change = Change(level.span, "plus" if sign == "+" else "minus", (text,))
        yield candidate("term lost", line, _place(level, text), f" {sign} {text}", LACKING, change=change)
    if len(every) > 1:
        new = "".join(f" {sign} {text}" for sign, text in every)
        whole = "".join(heard.text for heard in pool.missing)
        change = Change(level.span, "plus", (whole,))
        yield candidate("term lost", line, _place(level, whole), new, 0.0, change=change)


def _place(level: Level, text: str) -> Span:
    """Where what a side lacks goes: between two terms, as the 2xy of x^2 + y^2, else, and of a number, to the end."""
    is_between = len(level.terms) == TWO and not text.replace(".", "").isdigit()
    at = level.terms[0].span.end if is_between else level.span.end
    return Span(at, at)
