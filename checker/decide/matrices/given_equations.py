"""Equations of the domain between scalars, used in a proof: each puts a value for one generator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import sympy
from sympy.core.basic import Basic

from checker.decide.matrices.letters import Unsupported
from checker.decide.matrices.matrix_form import IllShaped, TooLarge, Undefined
from checker.decide.matrices.scalar_form import Generator, Scalar, constant, substituted, variable

Given = tuple[tuple[Generator, Scalar], ...]


def given(conditions: Iterable[Basic], read: Callable[[Basic], Scalar]) -> Given:
    """Each equation solved for a generator that stands in it once, linearly, with a number in front."""
    found: list[tuple[Generator, Scalar]] = []
    for condition in conditions:
        if isinstance(condition, sympy.Eq) and condition.atoms(sympy.MatrixSymbol):
            try:
                left, right = (read(side) for side in condition.args)
            except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
                continue
            found += solved(left - right)
    return tuple(found)


def solved(zero: Scalar) -> list[tuple[Generator, Scalar]]:
    """A generator that stands in a scalar that is zero once, linearly, with a number in front, and its value."""
    for place in reversed(range(len(zero.terms))):
        monomial, number = zero.terms[place]
        rest = Scalar(zero.terms[:place] + zero.terms[place + 1 :])
        if len(monomial) == 1 and monomial[0][1] == 1 and monomial[0][0].key not in rest.key:
            return [(monomial[0][0], rest * constant(-1 / number))]
    return []


def put_in(scalar: Scalar, equations: Given) -> Scalar:
    """The scalar with each of the generators replaced. Raises TooLarge and Undefined."""
    for generator, value in equations:
        scalar = substituted(scalar, partial(_value, generator.key, value))
    return scalar


def _value(wanted: str, value: Scalar, part: Generator) -> Scalar:
    return value if part.key == wanted else variable(part)
