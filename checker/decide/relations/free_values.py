"""Values of functions that are only named, at different numbers, as free numbers: some polynomial takes them all."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef


def with_free_values(statements: Sequence[Basic]) -> list[Basic] | None:
    """The statements with a name for each value of a function; None where there is none, or one at what is no number.

    (Lagrange's interpolation: through finitely many points with different abscissas goes the graph of a polynomial.)
    """
    applied = sorted(set().union(*(statement.atoms(AppliedUndef) for statement in statements)), key=str)
    if not applied or not all(argument.is_Rational for value in applied for argument in value.args):
        return None
    names = {value: _named(value) for value in applied}
    return [statement.xreplace(names) for statement in statements]


def _named(value: Basic) -> Symbol:
    return Symbol(str(value), real=True, positive=value.is_positive, negative=value.is_negative)
