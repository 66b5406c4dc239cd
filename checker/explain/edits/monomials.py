"""Products that stand nowhere around: a lost term, factor or exponent made of the names that the lines know."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from flint import arb, fmpq

from checker.explain.edits.anatomy import Level, Term, nodes_of
from checker.explain.edits.edit import SPECULATIVE, Candidate, Line, candidate
from checker.explain.edits.exponents import braced, takes_exponent
from checker.explain.edits.factors import fitted, in_brackets, joined
from checker.explain.edits.likeness import likeness
from checker.explain.edits.pool import Heard, Pool, placed, signs_in
from checker.explain.edits.quantities import Quantity, constant, exponent_for, minus, over, times
from checker.explain.edits.solved import number_text
from checker.explain.edits.terms import widened
from checker.explain.edits.wanted import Known, Values
from checker.written import Command, Span, Token

APPLIED = frozenset(("\\ln", "\\log", "\\lg", "\\exp", "\\sin", "\\cos", "\\tan"))  # of a name without brackets
MOST_ATOMS = 20  # factors of which products are made
MOST_SQUARES = 6  # of names among them
MOST_APPLIED = 10  # functions of names among them besides
SHORT = 6  # signs of such a factor
CLOSE = 1e-9  # of ratios that are reckoned exactly then
PER_SIGN = 0.02  # added for each sign that is written
UNLIKE = 0.75  # added for what has nothing in common with what stands there
NUMBERED = 0.25  # added where a number stands before the product, too
LARGEST = 60  # of such a number, above and below


@dataclass(frozen=True, slots=True)
class Monomial:
    """A product as it is written, with its values; `floats` are those at the first and the last point, about."""

    text: str
    value: Quantity
    floats: tuple[float, float]


def monomials(line: Line, known: Sequence[Known], pool: Pool, values: Values) -> Iterator[Candidate]:
    """\\ln a → \\ln a + \\ln b; e → e^{rt}; 2x → 2xyz: what is lacking is known, and is found among products."""
    made = list(_products(line, pool, values))
    parts = {part.span: part for part in known if part.value is not None and _is_scalar(part.value, part.wanted)}
    for level in line.levels:
        part = parts.get(level.span)
        if part is not None and part.value is not None and (len(level.terms) > 1 or level.bare):
            for text, negative, extra in _written(minus(part.wanted, part.value), made):
                yield candidate("term lost", line, *widened(line, level, "-" if negative else "+", text), extra)
        for term in level.terms:
            part = parts.get(term.span)
            if part is not None:
                yield from _instead(line, level, term, part, made)
            if part is not None and part.value is not None:
                for text, negative, extra in _written(over(part.wanted, part.value), made):
                    if not negative:
                        new = joined(line.at(term.span), text)
                        yield candidate("factor lost", line, term.span, fitted(new, level), extra)
    yield from _exponents(line, parts, made)


def _instead(line: Line, level: Level, term: Term, part: Known, made: Sequence[Monomial]) -> Iterator[Candidate]:
    """3a^2b → 3ab^2, as a whole."""
    for text, negative, extra in _written(part.wanted, made):
        span = term.span
        if negative and term.sign is not None:
            continue  # a sign was changed besides
        new = fitted(f"-{text}" if negative else text, level)
        unlike = UNLIKE * (1 - likeness(line.at(term.span), text))
        yield candidate("copied wrongly", line, span, new, extra - SPECULATIVE + unlike)


def _exponents(line: Line, parts: dict[Span, Known], made: Sequence[Monomial]) -> Iterator[Candidate]:
    for node, following in placed(line.items):
        part = parts.get(node.span)
        if part is None or part.value is None or isinstance(node, Command) or not takes_exponent(node, following):
            continue
        for text, negative, extra in _written(exponent_for(part.wanted, part.value), made):
            new = f"{line.at(node.span)}^{braced(f'-{text}' if negative else text)}"
            yield candidate("exponent lost", line, node.span, new, extra)


def _is_scalar(*quantities: Quantity) -> bool:
    return not any(isinstance(value, tuple) for quantity in quantities for value in quantity)


def _products(line: Line, pool: Pool, values: Values) -> Iterator[Monomial]:
    """The short factors and names of the lines, the line's functions of names, squares, and products of two."""
    heard: dict[str, Quantity] = {}
    for each in (*pool.letters, *pool.factors, *pool.terms):
        value = _value(each, values) if each.text not in heard and len(heard) < MOST_ATOMS else None
        if value is not None:
            heard[each.text] = value
    for text in [text for text in heard if text.lstrip("\\").isalpha()][:MOST_SQUARES]:
        square = times(heard[text], heard[text])
        if square is not None:
            heard.setdefault(f"{text}^2", square)
    applied = sorted({node.text for node in nodes_of(line.items) if isinstance(node, Token) and node.text in APPLIED})
    for each in pool.letters:
        for head in applied:
            value = _value(Heard(f"{head} {each.text}", ""), values)
            if value is not None and len(heard) < MOST_ATOMS + MOST_SQUARES + MOST_APPLIED:
                heard.setdefault(f"{head} {each.text}", value)
    atoms = [Monomial(text, value, _floats(value)) for text, value in heard.items()]
    yield from atoms
    for one, other in combinations_with_replacement(atoms, 2):
        value = times(one.value, other.value)
        if value is not None:
            yield Monomial(_product_text(one.text, other.text), value, _floats(value))


def _value(each: Heard, values: Values) -> Quantity | None:
    if signs_in(each.text) > SHORT or each.text.isdigit():
        return None
    found = values(each.text)
    return found if found is not None and _is_scalar(found) and constant(found) is None else None


def _product_text(one: str, other: str) -> str:
    if one == f"{other}^2" or other == f"{one}^2":
        return f"{min(one, other, key=len)}^3"
    if one != other:
        return joined(in_brackets(one), in_brackets(other))
    return f"{one}^2" if one.lstrip("\\").isalpha() else f"({one})^2"


def _written(lacking: Quantity | None, made: Sequence[Monomial]) -> Iterator[tuple[str, bool, float]]:
    """The products with a number before them that come to what is lacking: text, sign, and what it adds to a size."""
    if lacking is None or not _is_scalar(lacking) or constant(lacking) is not None:
        return
    first, last = _floats(lacking)
    for each in made:
        one, other = each.floats
        if not math.isclose(first * other, last * one, rel_tol=CLOSE):
            continue
        ratio = over(lacking, each.value)
        number = constant(ratio) if ratio is not None else None
        if number is None or number == 0 or max(abs(number.numerator), number.denominator) > LARGEST:
            continue
        text = each.text if abs(number) == 1 else joined(number_text(abs(number), "") or "", each.text)
        extra = SPECULATIVE + NUMBERED * (abs(number) != fmpq(1)) + PER_SIGN * signs_in(text)
        yield text, bool(number < 0), extra


def _floats(quantity: Quantity) -> tuple[float, float]:
    first, last = (float(value if isinstance(value, arb) else arb(value)) for value in (quantity[0], quantity[-1]))
    return first, last
