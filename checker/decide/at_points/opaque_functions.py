"""What a function that is only named means at a point: a polynomial of its arguments, given by its coefficients."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product
from math import perm

from flint import fmpq

from checker.decide.at_points.values import NotEvaluable, Scalar

DEGREE_OF_ONE, DEGREE_OF_SEVERAL = 4, 3
MOST_ARGUMENTS = 4
Coefficients = tuple[fmpq, ...]


@cache
def exponents(arity: int) -> tuple[tuple[int, ...], ...]:
    """The monomials of a polynomial of so many arguments, in the order of its coefficients: constant term first."""
    degree = DEGREE_OF_ONE if arity == 1 else DEGREE_OF_SEVERAL
    found = (each for each in product(range(degree + 1), repeat=arity) if sum(each) <= degree)
    return tuple(sorted(found, key=lambda each: (sum(each), each)))


@lru_cache(maxsize=256)
def drawn(order: int, trial: int, arity: int) -> Coefficients:
    """Small coefficients without an evident pattern, the same at every call."""
    if arity == 1:
        return tuple(fmpq(c + order + trial) for c in (1, 2, -1, 1, 1))
    if arity > MOST_ARGUMENTS:
        return ()
    sizes = ((k * k + 3 * k + 2 * order + trial) % 5 + 1 for k in range(len(exponents(arity))))
    return tuple(fmpq(-size if k % 3 == 1 else size) for k, size in enumerate(sizes))


def value(coefficients: Coefficients, arguments: Sequence[Scalar], orders: Sequence[int]) -> Scalar:
    """The polynomial's partial derivative of these orders, at the arguments.

    Raises NotEvaluable where the coefficients are those of another number of arguments.
    """
    if len(arguments) == 1 and coefficients:
        return _of_one(coefficients, arguments[0], orders[0])
    monomials = exponents(len(arguments)) if 0 < len(arguments) <= MOST_ARGUMENTS else ()
    if not monomials or len(monomials) != len(coefficients):
        raise NotEvaluable("a function of several numbers of arguments")
    total: Scalar = fmpq(0)
    for coefficient, monomial in zip(coefficients, monomials, strict=True):
        if any(power < order for power, order in zip(monomial, orders, strict=True)):
            continue
        term: Scalar = coefficient
        for power, order, argument in zip(monomial, orders, arguments, strict=True):
            term = term * perm(power, order)
            for _ in range(power - order):
                term = term * argument
        total = total + term
    return total


def _of_one(coefficients: Coefficients, argument: Scalar, order: int) -> Scalar:
    """The same of one argument, of any degree, by Horner's rule."""
    total: Scalar = fmpq(0)
    for power in range(len(coefficients) - 1, order - 1, -1):
        total = total * argument + coefficients[power] * perm(power, order)
    return total


def text(coefficients: Coefficients) -> str:
    """The polynomial for a reader: t ↦ …, or (t₁, t₂) ↦ … of several arguments."""
    arity = next(k for k in range(1, MOST_ARGUMENTS + 1) if len(exponents(k)) == len(coefficients))
    names = ("t",) if arity == 1 else tuple(f"t{'₁₂₃₄'[k]}" for k in range(arity))
    terms = [
        _term(coefficient, [f"{name}{POWERS[e]}" for name, e in zip(names, monomial, strict=True) if e])
        for coefficient, monomial in zip(coefficients, exponents(arity), strict=True)
        if coefficient
    ]
    whole = " + ".join(terms).replace("+ -", "- ") or "0"
    return f"{names[0] if arity == 1 else '(' + ', '.join(names) + ')'} ↦ {whole}"


def _term(coefficient: fmpq, powers: Sequence[str]) -> str:
    if not powers or coefficient not in {1, -1}:
        return "·".join((str(coefficient), *powers))
    return ("-" if coefficient == -1 else "") + "·".join(powers)


POWERS = ("", "", "²", "³", "⁴")
