"""The kinds of small edits, in one list, each with an example of a wrong line and the mended one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.explain.edits.bars import bars
from checker.explain.edits.braces import braces
from checker.explain.edits.copies import copies
from checker.explain.edits.divisors import divisors
from checker.explain.edits.edit import Candidate, Line
from checker.explain.edits.exponents import exponents
from checker.explain.edits.factors import factors, fractions
from checker.explain.edits.inner import inner_derivatives
from checker.explain.edits.names import bounds, functions, indices, letters
from checker.explain.edits.numbers import numbers, repeated_numbers
from checker.explain.edits.operations import operations
from checker.explain.edits.orders import orders
from checker.explain.edits.pool import Pool
from checker.explain.edits.signs import signs
from checker.explain.edits.terms import terms


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of edit, with a wrong line and what it makes of it."""

    edits: Callable[[Line, Pool], Iterator[Candidate]]
    wrong: str
    mended: str


KINDS: tuple[Kind, ...] = (
    Kind(signs, r"= 2x + \sin x", r"= 2x - \sin x"),
    Kind(exponents, r"= -h(x) \cdot e^x", r"= -h(x)^{-2} \cdot e^x"),
    Kind(numbers, r"= 3x", r"= 2x"),
    Kind(repeated_numbers, r"= \frac{1}{4} x^{-4}", r"= \frac{1}{2} x^{-2}"),
    Kind(indices, r"= x_i y_i", r"= x_j y_i"),
    Kind(bounds, r"= \sum_{i=1}^{n} i", r"= \sum_{i=1}^{n-1} i"),
    Kind(functions, r"= -\cos x", r"= -\sin x"),
    Kind(letters, r"= a y - b y", r"= a x - b y"),
    Kind(factors, r"= \sum_i y_i", r"= \frac{1}{m} \sum_i y_i"),
    Kind(fractions, r"= \frac{a}{b}", r"= \frac{b}{a}"),
    Kind(divisors, r"= \lambda \ln 2", r"= \frac{\ln 2}{\lambda}"),
    Kind(orders, r"= A^{-1} B^{-1}", r"= B^{-1} A^{-1}"),
    Kind(inner_derivatives, r"= \cos(x^2)", r"= 2x \cos(x^2)"),
    Kind(terms, r"= x^2 + 2x", r"= x^2 + 2x + 1"),
    Kind(operations, r"= \frac{\ln x}{\ln y}", r"= \ln x - \ln y"),
    Kind(bars, r"= \sqrt{2}(x - 3)", r"= \sqrt{2}|x - 3|"),
    Kind(copies, r"= (x - 2)(x + 5)", r"= (x - 2)(x + 3)"),
)
OF_APPROXIMATIONS: tuple[Kind, ...] = (Kind(numbers, r"\approx 3.51", r"\approx 3.15"),)
"""The kinds for a line with ≈, of which the digits may be wrong."""
OF_BRACES: tuple[Kind, ...] = (Kind(braces, r"\underbrace{(1+x)^{-1}}_{g(x)}", r"\underbrace{(1+x)}_{g(x)}^{-1}"),)
"""The kinds for a brace that says what its content is called."""
