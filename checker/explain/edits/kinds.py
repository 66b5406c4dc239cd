"""The kinds of small edits, in one list, each with an example of a wrong line and the mended one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.explain.edits.copies import copies
from checker.explain.edits.edit import Candidate, Line
from checker.explain.edits.exponents import exponents
from checker.explain.edits.factors import factors, fractions
from checker.explain.edits.names import bounds, functions, indices, letters
from checker.explain.edits.numbers import numbers
from checker.explain.edits.pool import Pool
from checker.explain.edits.signs import signs
from checker.explain.edits.terms import terms

Kind = Callable[[Line, Pool], Iterator[Candidate]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind of edit, with a wrong line and what it makes of it."""

    edits: Kind
    wrong: str
    mended: str


KINDS: tuple[Listed, ...] = (
    Listed(signs, r"= 2x + \sin x", r"= 2x - \sin x"),
    Listed(exponents, r"= -h(x) \cdot e^x", r"= -h(x)^{-2} \cdot e^x"),
    Listed(numbers, r"= 3x", r"= 2x"),
    Listed(indices, r"= x_i y_i", r"= x_j y_i"),
    Listed(bounds, r"= \sum_{i=1}^{n} i", r"= \sum_{i=1}^{n-1} i"),
    Listed(functions, r"= -\cos x", r"= -\sin x"),
    Listed(letters, r"= a y - b y", r"= a x - b y"),
    Listed(factors, r"= \sum_i y_i", r"= \frac{1}{m} \sum_i y_i"),
    Listed(fractions, r"= \frac{a}{b}", r"= \frac{b}{a}"),
    Listed(terms, r"= x^2 + 2x", r"= x^2 + 2x + 1"),
    Listed(copies, r"= (x - 2)(x + 5)", r"= (x - 2)(x + 3)"),
)


def candidates(line: Line, pool: Pool) -> list[Candidate]:
    """Every small edit of a line, the smallest first; of one size in the order of the list, from left to right."""
    return sorted((made for kind in KINDS for made in kind.edits(line, pool)), key=lambda made: made.size)
