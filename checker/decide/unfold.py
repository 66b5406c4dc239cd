"""Puts the meaning of names into a statement: definitions in, until only undefined names are left."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Derivative, Symbol
from sympy.core.basic import Basic
from sympy.matrices.expressions.matexpr import MatrixSymbol

from checker.model import DeriveCheckError

DEEPEST = 50  # definitions that rest on definitions; more is a circle


def unfold(expression: Basic, definitions: Mapping[Basic, Basic]) -> Basic:
    """The expression with every defined name replaced by what it means.

    A derivative with respect to a defined application, such as dσ/dg with g = g(x), is taken
    before g(x) is given its meaning. Raises DeriveCheckError where definitions run in a circle.
    """
    return _unfold(expression, definitions, 0) if definitions else expression


def _unfold(expression: Basic, definitions: Mapping[Basic, Basic], depth: int) -> Basic:
    if depth > DEEPEST:
        raise DeriveCheckError(f"the definition of {expression} runs in a circle")
    meaning = definitions.get(expression)
    if meaning is not None:
        return _unfold(meaning, definitions, depth + 1)
    if not expression.args or isinstance(expression, MatrixSymbol):
        return expression
    if isinstance(expression, Derivative) and any(not isinstance(v, Symbol) for v in expression.variables):
        return _unfold(expression.expr.diff(*expression.variables), definitions, depth)
    arguments = tuple(_unfold(argument, definitions, depth) for argument in expression.args)
    if all(new is old for new, old in zip(arguments, expression.args, strict=True)):
        return expression
    return expression.func(*arguments)


def differentiated(expression: Basic) -> Basic:
    """The expression with every derivative carried out, sums left standing, so that values can be put in."""
    return expression.replace(lambda node: isinstance(node, Derivative), lambda node: node.expr.diff(*node.variables))
