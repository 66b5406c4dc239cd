"""How an equation is solved: the steps that lead from it to all of its solutions in one unknown."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Abs, Dummy, Integer, Mul, Poly, Pow, Rational, exp, expand, factor_list, fraction, log, sqrt, together
from sympy.core.basic import Basic

from checker.explain.rules.algebra import REFUSALS, evaluated, is_small
from checker.explain.rules.differences import parts
from checker.explain.rules.shown import is_short, shown
from checker.explain.rules.sums import linear

FACTOR_ZERO = "a product is zero where a factor is"
FACTOR = "factor, each factor may be zero"
SQUARE_ROOTS = "take square roots of both sides"
SQUARE = "square both sides"
TEST = "test the roots"
LOGARITHMS = "take logarithms of both sides"
QUADRATIC = "quadratic formula"
SIGNS = "distinguish the two signs of |u|"
IN_DOMAIN = "only the root that the domain allows counts"


def rules_of_solution(residual: Basic, unknown: Basic, values: Sequence[Basic]) -> tuple[str, ...]:
    """The steps from `residual = 0` to `unknown` being one of the values; none where they are not known.

    That these are the solutions is known already. `residual` is unevaluated, as left − right was written.
    """
    try:
        return _steps(residual, unknown, values)
    except REFUSALS:  # SymPy's, of objects that are not of its own kinds
        return ()


def _steps(residual: Basic, unknown: Basic, values: Sequence[Basic]) -> tuple[str, ...]:
    if residual.is_Matrix or not is_small(residual):
        return ()
    factors = [factor for factor in parts(Mul, residual) if unknown in factor.free_symbols]
    if len(factors) > 1:
        return _of_product(factors, unknown, values)
    plain = evaluated(linear(residual))
    above, below = fraction(together(plain))
    before = ("multiply by the denominator",) if unknown in below.free_symbols else ()
    polynomial = _polynomial(above, unknown)
    if polynomial is not None:
        return (*before, *_of_polynomial(polynomial, unknown, values))
    return _of_function(above, unknown, values)


def _of_product(factors: list[Basic], unknown: Basic, values: Sequence[Basic]) -> tuple[str, ...]:
    vanishing = [factor for factor in factors if not isinstance(factor, exp) and not _is_divisor(factor)]
    if len(vanishing) == 1 and len(factors) > 1:
        never = next(factor for factor in factors if factor is not vanishing[0])
        told = f"{shown(never)} is never zero" if isinstance(never, exp) else "multiply by the denominator"
        return (told, *_steps(vanishing[0], unknown, values))
    return (FACTOR_ZERO,)


def _is_divisor(factor: Basic) -> bool:
    return isinstance(factor, Pow) and factor.exp.is_negative is True


def _polynomial(expression: Basic, unknown: Basic) -> Poly | None:
    """The expression as a polynomial in the unknown with coefficients that are free of it."""
    expanded = expand(expression)
    if not expanded.is_polynomial(unknown):
        return None
    return Poly(expanded, unknown)


def _of_polynomial(polynomial: Poly, unknown: Basic, values: Sequence[Basic]) -> tuple[str, ...]:
    degree = polynomial.degree()
    if degree < 1:
        return ()
    if degree == 1:
        return (_linear(polynomial, unknown),)
    ends = [k for k, coefficient in enumerate(reversed(polynomial.all_coeffs())) if coefficient != 0]
    if ends == [0, degree]:
        told = SQUARE_ROOTS if degree == 2 else f"take {_ordinal(degree)} roots of both sides"
        return (told, IN_DOMAIN) if degree % 2 == 0 and len(values) == 1 else (told,)
    several = len([part for part, _ in factor_list(polynomial.as_expr())[1] if unknown in part.free_symbols]) > 1
    fewer = (IN_DOMAIN,) if len(values) == 1 and degree == 2 and _discriminant_is_positive(polynomial) else ()
    if several:
        return (FACTOR, *fewer)
    return (QUADRATIC, *fewer) if degree == 2 else ()


def _discriminant_is_positive(polynomial: Poly) -> bool:
    return polynomial.discriminant().is_positive is True


def _linear(polynomial: Poly, unknown: Basic) -> str:
    coefficient = polynomial.all_coeffs()[0]
    size = -coefficient if coefficient.could_extract_minus_sign() else coefficient
    solve = f"solve the linear equation for {shown(unknown)}"
    if size == 1 or not is_short(size):
        return solve
    if isinstance(size, Rational) and size.p == 1:
        return f"{solve}: multiply by {size.q}"
    return f"{solve}: divide by {shown(size)}"


def _ordinal(degree: int) -> str:
    return {3: "cube", 4: "fourth"}.get(degree, f"{degree}th")


def _of_function(expression: Basic, unknown: Basic, values: Sequence[Basic]) -> tuple[str, ...]:
    """An equation in one function of the unknown: eᵘ, ln u, |u|, √u, a power."""
    for heads, told in ((exp, "e"), (log, "ln"), (Abs, "abs")):
        found = [part for part in expression.atoms(heads) if unknown in part.free_symbols]
        if found:
            return _in_one_function(expression, found, told, unknown, values)
    roots = [p for p in expression.atoms(Pow) if p.exp == Rational(1, 2) and unknown in p.base.free_symbols]
    if len(roots) == 1:
        (root,) = roots
        mark = Dummy("root", real=True)
        rest = _polynomial(expression.xreplace({root: mark}), mark)
        if rest is not None and rest.degree() == 1:
            slope, constant = rest.all_coeffs()
            squared = expand(root.base * slope**2 - constant**2)
            return (SQUARE, *_steps(squared, unknown, (*values, values[0])), TEST)
    powers = [p for p in expression.atoms(Pow) if unknown in p.exp.free_symbols]
    if powers and unknown not in expression.xreplace(dict.fromkeys(powers, Integer(1))).free_symbols:
        return (LOGARITHMS,)
    return ()


def _in_one_function(
    expression: Basic, found: list[Basic], told: str, unknown: Basic, values: Sequence[Basic]
) -> tuple[str, ...]:
    mark = Dummy("part", real=True)
    smallest = min(found, key=lambda part: part.count_ops())
    known = {part: mark ** _multiple(part, smallest) for part in found if _multiple(part, smallest)}
    rest = expression.xreplace(known)
    if len(known) < len(found) or unknown in rest.free_symbols:
        return ()
    polynomial = _polynomial(rest, mark)
    if polynomial is None or polynomial.degree() < 1:
        return ()
    if polynomial.degree() == 1:
        return ({"e": LOGARITHMS, "ln": "apply exp to both sides", "abs": SIGNS}[told],)
    steps = _of_polynomial(polynomial, mark, (*values, values[0]))
    return (f"put u = {shown(smallest)}", *steps, LOGARITHMS) if told == "e" and steps else ()


def _multiple(part: Basic, smallest: Basic) -> int:
    """How many times the argument of `smallest` that of `part` is; 0 where it is none."""
    ratio = expand(part.args[0] / smallest.args[0])
    return int(ratio) if ratio.is_Integer and ratio > 0 and (isinstance(part, exp) or ratio == 1) else 0


def is_root_of(left: Basic, right: Basic) -> bool:
    """Is one the square root of the other, up to its sign?"""
    return bool(expand(right**2 - left) == 0) or bool(evaluated(sqrt(left)) == evaluated(right))
