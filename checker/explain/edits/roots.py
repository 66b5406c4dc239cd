"""The exact roots of an equation, for a solution that is stated wrongly or of which others are missing."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, Poly, Symbol, expand, factor_list, fraction, roots, together
from sympy.core.basic import Basic
from sympy.polys.polyerrors import PolynomialError

MOST_DEGREE = 8  # of a polynomial that is factored
MOST_ROOTS = 4


def exact_roots(residual: Basic, unknown: Basic) -> tuple[Expr, ...]:
    """The real roots of a rational equation with rational coefficients in one unknown, in their order.

    None are given unless every factor over the rationals is linear or quadratic, so that all are known exactly.
    """
    if not isinstance(residual, Expr) or not isinstance(unknown, Symbol) or residual.free_symbols != {unknown}:
        return ()
    above, _ = fraction(together(residual.doit()))
    try:
        whole = Poly(above, unknown)
    except PolynomialError:
        return ()
    if whole.degree() > MOST_DEGREE or not all(number.is_Rational for number in whole.coeffs()):
        return ()
    factors = [Poly(factor, unknown) for factor, _ in factor_list(above, unknown)[1]]
    if any(factor.degree() > 2 for factor in factors):
        return ()
    found = {root for factor in factors for root in roots(factor) if root.is_real}
    return tuple(sorted(found)) if len(found) <= MOST_ROOTS else ()


def missing_roots(every: Sequence[Expr], stated: Sequence[Basic]) -> tuple[Expr, ...]:
    """Those that are not stated."""
    return tuple(root for root in every if all(expand(root - value) != 0 for value in stated))
