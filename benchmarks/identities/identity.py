"""The noun of the corpus: a true identity with a near miss, and SymPy heads held unevaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Add, Basic, Expr, Limit, Mul, Pow, Rational


@dataclass(frozen=True, slots=True)
class Identity:
    """`left == right` everywhere on the domain; `left == wrong` is the same line with one realistic slip.

    `domain` holds SymPy relations that every point meets besides the assumptions of its symbols.
    """

    name: str
    field: str
    left: Expr
    right: Expr
    wrong: Expr
    domain: tuple[Basic, ...] = ()


def entry(
    field: str, name: str, left: Expr, right: Expr, wrong: Expr, *domain: Basic
) -> Identity:  # one argument a column of the table
    """One row of a table; bare Python numbers on either side become SymPy integers."""
    return Identity(name, field, Add(left), Add(right), Add(wrong), domain)


def by_left(field: str, left: Expr, right: Expr | int, wrong: Expr | int, *domain: Basic) -> Identity:
    """One row of a table, named by what it writes on the left."""
    return entry(field, str(left), left, right, wrong, *domain)


def total(*terms: Any) -> Expr:
    """A sum as written, term by term."""
    return Add(*terms, evaluate=False)


def product(*factors: Any) -> Expr:
    """A product as written, factor by factor."""
    return Mul(*factors, evaluate=False)


def power(base: Any, exponent: Any) -> Expr:
    """A power as written."""
    return Pow(base, exponent, evaluate=False)


def ratio(top: Any, bottom: Any) -> Expr:
    """A fraction as written, nothing cancelled; `ratio(1, b)` is the power b⁻¹, without a factor 1."""
    return power(bottom, -1) if top == 1 else product(top, power(bottom, -1))


def root(radicand: Any) -> Expr:
    """A square root as written."""
    return power(radicand, Rational(1, 2))


def two_sided(expression: Expr, variable: Expr, target: Any) -> Expr:
    """A limit from both sides; SymPy's own default is from the right."""
    return Limit(expression, variable, target, "+-")


def held(head: Any, *arguments: Any) -> Expr:
    """A function of its arguments as written: `held(sin, -x)` stays sin(−x)."""
    return head(*arguments, evaluate=False)
