"""Indefinite hypergeometric summation: a T with T(k + 1) − T(k) = f(k), found and then verified.

Gosper 1978, "Decision procedure for indefinite hypergeometric summation"; Petkovšek, Wilf and
Zeilberger 1996, ch. 5. A candidate T = R·f is believed only after R(k + 1)·f(k + 1)/f(k) − R(k) = 1
has been shown by the normal form.
"""

from __future__ import annotations

import sympy
from sympy import Integer
from sympy.concrete.gosper import gosper_normal
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_zero
from checker.decide.kernels.generators import Declines
from checker.decide.series.summands import J, Summand, ratio, summands
from checker.model import Domain

HIGHEST_DEGREE = 12  # of the unknown polynomial, and of f(k + 1)/f(k)


def certificate(term: Summand) -> Basic | None:
    """A rational R(J) with T = R·f and T(j + 1) − T(j) = f(j), as rational functions; None where there is none.

    R may have poles; where it has none at j and j + 1, the equation holds there.
    """
    step = sympy.together(ratio(term))
    if not step.is_rational_function(J):
        return None
    above, below = sympy.fraction(sympy.cancel(step))
    found = _candidate(above, below)
    if found is None:
        return None
    return found if verifies(found, term) else None


def verifies(found: Basic, term: Summand) -> bool:
    """Is R(j + 1)·f(j + 1)/f(j) − R(j) = 1 as an identity of rational functions?"""
    return is_zero(found.xreplace({J: J + 1}) * ratio(term) - found - 1, Domain())


def antidifference(body: Basic, index: Basic, domain: Domain) -> Basic | None:
    """T with T(index + 1) − T(index) = body, for a body that is one hypergeometric term; None where none is found.

    As for `certificate`, the equation holds where neither side has a pole, for index ≥ 0.
    """
    try:
        terms = summands(body, index, Integer(0), domain)
    except Declines:
        return None
    found = certificate(terms[0]) if len(terms) == 1 else None
    return None if found is None else body * found.xreplace({J: index})


def _candidate(above: Basic, below: Basic) -> Basic | None:
    """Gosper's R = b(j − 1)·x(j)/c(j), with a(j)·x(j + 1) − b(j − 1)·x(j) = c(j) for a polynomial x."""
    if max(sympy.degree(above, J), sympy.degree(below, J)) > HIGHEST_DEGREE:
        return None
    a, b, c = (sympy.Poly(part, J) for part in gosper_normal(above, below, J, polys=False))
    b = b.compose(sympy.Poly(J - 1, J))
    degree = _degree(a, b, c)
    if degree is None or not 0 <= degree <= HIGHEST_DEGREE:
        return None
    names = sympy.symbols(f"x0:{degree + 1}", cls=sympy.Dummy)
    x = sympy.Poly(names[::-1], J)
    equation = a * x.compose(sympy.Poly(J + 1, J)) - b * x - c
    solutions = sympy.linsolve(equation.all_coeffs(), *names)
    if not solutions:
        return None
    values = dict(zip(names, next(iter(solutions)), strict=True))
    solved = x.as_expr().xreplace(values).xreplace(dict.fromkeys(names, Integer(0)))
    return sympy.cancel(b.as_expr() * solved / c.as_expr())


def _degree(a: sympy.Poly, b: sympy.Poly, c: sympy.Poly) -> int | None:
    """The degree that the unknown polynomial must have (Petkovšek, Wilf and Zeilberger 1996, §5.3, step 3)."""
    n, m, k = a.degree(), b.degree(), c.degree()
    if n != m or sympy.cancel(a.LC() - b.LC()) != 0:
        return int(k - max(n, m))
    if n == 0:
        return int(k + 1)
    special = sympy.cancel((b.nth(n - 1) - a.nth(n - 1)) / a.LC())
    degrees = [int(k - n + 1)] + ([int(special)] if special.is_Integer else [])
    return max(degrees)
