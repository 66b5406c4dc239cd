"""What stands at a place: F(b) for F(u) at u = b, wherever F is written out, so that every procedure can see it."""

from __future__ import annotations

import sympy
from sympy import Derivative, Subs
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.partial_parts import lost_parts
from checker.decide.parts import heads_of
from checker.objects import Statistic

JUMPING = (sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Piecewise, sympy.Heaviside, sympy.floor, sympy.ceiling)
UNDEFINED = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo)


def evaluated_at(expression: Basic) -> Basic:
    """The expression with places put in where that is a mere substitution.

    Left as it stands: what an unknown function's derivative is at a place, what has names bound in it that a place
    could fall under, and what has no value at the place, such as (sin u)/u at u = 0.
    """
    if Subs not in heads_of(expression):
        return expression
    return expression.replace(lambda node: isinstance(node, Subs), _put)


def _is_explicit(part: Basic) -> bool:
    """Is it a number, a name, or an operation or function that SymPy knows?"""
    if isinstance(part, sympy.Function):
        return not isinstance(part, AppliedUndef) and type(part).__module__.startswith("sympy.")
    return isinstance(part, sympy.Add | sympy.Mul | sympy.Pow | sympy.Symbol | sympy.Number | sympy.NumberSymbol)


def _taken(derivative: Derivative) -> Basic:
    """The derivative carried out where that loses nothing: 1/x has values where log x has none."""
    taken = derivative.expr.diff(*derivative.variable_count)
    return derivative if lost_parts(derivative.expr, taken) else taken


def _put(node: Subs) -> Basic:
    body = node.expr
    if body.has(Derivative) and not body.has(AppliedUndef, Statistic, *JUMPING):
        body = body.replace(lambda part: isinstance(part, Derivative), _taken)
    if not all(map(_is_explicit, sympy.preorder_traversal(body))):
        return node
    places = dict(zip(node.variables, node.point, strict=True))
    if body.xreplace(places).has(*UNDEFINED):
        return node
    with sympy.evaluate(False):  # ln(−1) stays what it is: no real number
        return body.xreplace(places)
