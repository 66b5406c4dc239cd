"""Rules of limits and integrals: what evaluates one, or makes another of it."""

from __future__ import annotations

from sympy import Add, Integral, Limit, Mul, Pow, fraction
from sympy.core.basic import Basic

from checker.explain.rules.algebra import evaluated
from checker.explain.rules.differences import parts


def is_antiderivative(left: Basic, right: Basic) -> bool:
    """∫ 2x dx and x² + C."""
    return _bounds(left) == [1] and not right.has(Integral)


def is_fundamental_theorem(left: Basic, right: Basic) -> bool:
    """∫₀¹ 2x dx and [x²]₀¹, or 1."""
    return _bounds(left) == [3] and not right.has(Integral)


def _bounds(expression: Basic) -> list[int]:
    """How many of variable, lower and upper bound the integrals have."""
    return sorted({len(limit.args) for part in expression.atoms(Integral) for limit in part.limits})


def is_linearity_of_integral(left: Basic, right: Basic) -> bool:
    """∫(f + 2g) dx and ∫f dx + 2∫g dx."""
    if not (left.has(Integral) and right.has(Integral)):
        return False
    return bool(evaluated(_apart(left)) == evaluated(_apart(right)))


def _apart(expression: Basic) -> Basic:
    if not expression.args:
        return expression
    args = tuple(map(_apart, expression.args))
    if not isinstance(expression, Integral) or len(expression.limits) != 1:
        made: Basic = expression.func(*args)
        return made
    variable = expression.limits[0][0]
    terms = []
    for term in parts(Add, args[0].expand()):
        free = [factor for factor in parts(Mul, term) if variable not in factor.free_symbols]
        bound = [factor for factor in parts(Mul, term) if variable in factor.free_symbols]
        terms.append(Mul(*free, Integral(Mul(*bound), args[1])))
    return Add(*terms)


def is_limit(left: Basic, right: Basic) -> bool:
    """lim of (2n + 1)/n and 2."""
    return bool(left.has(Limit) and not right.has(Limit))


def is_de_l_hospital(left: Basic, right: Basic) -> bool:
    """lim sin x/x and lim cos x/1: above and below are differentiated."""
    if not (isinstance(left, Limit) and isinstance(right, Limit)) or left.args[1:] != right.args[1:]:
        return False
    variable = left.args[1]
    above, below = fraction(evaluated(left.args[0]))
    if below.is_number:
        return False
    ratio = evaluated(above.diff(variable) * Pow(below.diff(variable), -1))
    return bool((ratio - evaluated(right.args[0])).expand() == 0)
