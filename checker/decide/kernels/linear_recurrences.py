"""Fibonacci and Lucas numbers, and powers of conjugate quadratic numbers, as powers of one number each.

F(n) = (φⁿ − (−1)ⁿφ⁻ⁿ)/√5 and L(n) = φⁿ + (−1)ⁿφ⁻ⁿ with φ = (1 + √5)/2 (Graham, Knuth and Patashnik
1994, §6.6); (a − b√d)ⁿ = (a² − b²d)ⁿ·(a + b√d)⁻ⁿ, so that conjugates share a kernel.
"""

from __future__ import annotations

import sympy
from sympy.core.basic import Basic

from checker.decide.parts import heads_of, parts_of

NAMED = frozenset({sympy.fibonacci, sympy.lucas})
GOLDEN = (1 + sympy.sqrt(5)) / 2


def by_powers(expression: Basic) -> Basic:
    """The expression with such numbers of integer index written as powers; others stay."""
    if not NAMED.isdisjoint(heads_of(expression)):
        expression = expression.replace(_is_named, _of_golden_ratio)
    if sympy.Pow not in heads_of(expression):
        return expression
    powers = [part for part in parts_of(expression) if type(part) is sympy.Pow and not part.args[1].is_Rational]
    return expression.replace(_is_conjugate, _by_norm) if any(map(_is_conjugate, powers)) else expression


def _is_named(node: Basic) -> bool:
    named = isinstance(node, sympy.fibonacci | sympy.lucas)
    return named and len(node.args) == 1 and bool(node.args[0].is_integer)


def _of_golden_ratio(node: Basic) -> Basic:
    n = node.args[0]
    one, two = GOLDEN**n, (-1) ** n * GOLDEN ** (-n)
    return one + two if isinstance(node, sympy.lucas) else (one - two) / sympy.sqrt(5)


def _is_conjugate(node: Basic) -> bool:
    """Is it (a ± b√d) to a symbolic integer power, with b√d counted negative?"""
    if not isinstance(node, sympy.Pow) or node.exp.is_Rational or not node.exp.is_integer or node.exp.is_number:
        return False
    parts = _quadratic(node.base)
    return parts is not None and bool(parts[1].could_extract_minus_sign())


def _quadratic(base: Basic) -> tuple[Basic, Basic] | None:
    """(a, b√d) with a rational and (b√d)² rational, neither 0."""
    if not isinstance(base, sympy.Add) or len(base.args) != 2:
        return None
    a, root = sorted(base.args, key=lambda part: not part.is_Rational)
    square = root**2
    return (a, root) if a.is_Rational and not root.is_Rational and square.is_Rational and square > 0 else None


def _by_norm(node: Basic) -> Basic:
    parts = _quadratic(node.base)
    assert parts is not None
    a, root = parts
    if a.is_negative:  # both parts are: the sign comes out
        return (-1) ** node.exp * (-a - root) ** node.exp
    return (a**2 - root**2) ** node.exp * (a - root) ** (-node.exp)
