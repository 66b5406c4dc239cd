"""Closed forms of ∏ R(j) for a rational function R that tends to 1: by Γ, its reflection, and |Γ| on two lines.

∏ (j + α)/(j + β) over j < N is Γ(N + α)Γ(β)/(Γ(N + β)Γ(α)), and converges where the offsets above
and below have one sum (Whittaker and Watson 1927, §12.13). Γ(a)Γ(1 − a) = π/sin πa, |Γ(1 + ig)|² =
πg/sinh πg and |Γ(½ + ig)|² = π/cosh πg (Abramowitz and Stegun 1964, §6.1.17, §6.1.30–31).
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy import Integer, Rational, cosh, gamma, oo, pi, sin, sinh
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_zero, sign
from checker.decide.integrals.definite import Step, Value
from checker.decide.kernels.generators import Declines
from checker.decide.series.convergence import nowhere_zero
from checker.decide.series.power_series import square_root
from checker.decide.series.summands import J
from checker.model import Domain

HIGHEST_DEGREE = 8
MOST_SHIFTS = 40
HALF = Rational(1, 2)


def is_infinite_product(expression: Basic) -> bool:
    """Is it one product from somewhere to ∞?"""
    return isinstance(expression, sympy.Product) and len(expression.limits) == 1 and expression.limits[0][2] == oo


def infinite_product(expression: Basic, domain: Domain) -> Value:
    """The proved value of ∏ f(k) to ∞, other than 0. Raises Declines where none is found."""
    index, start, _ = expression.limits[0]
    if start.has(oo, -oo, index) or not start.is_integer:
        raise Declines("a product from no integer on")
    outside = Domain(tuple(c for c in domain.conditions if not c.has(index)))
    return product_of_ratios(expression.function.xreplace({index: start + J}), outside)


def product_of_ratios(ratio: Basic, domain: Domain, positive: bool = False) -> Value:
    """∏ R(j) over j = 0, 1, 2, …; with `positive`, only where every factor is shown to be positive."""
    if not ratio.is_rational_function(J):
        raise Declines("a product of what is no rational function")
    above, below = (_factors(part) for part in sympy.fraction(sympy.together(ratio)))
    if above.degree != below.degree or not is_zero(above.lead - below.lead, domain):
        raise Declines("factors that do not tend to 1")
    if not is_zero(above.total - below.total, domain):
        raise Declines("a product that does not converge")
    for offset in (*below.offsets, *(above.offsets if positive else ())):
        if sign(offset, domain) != 1 and (positive or not _is_no_integer(offset)):
            raise Declines("a factor that may vanish, or be negative")
    for offset in above.offsets:
        if offset.is_Integer and offset <= 0:
            raise Declines("a product that is 0")
    one, divisors = _gammas(above, domain)
    two, others = _gammas(below, domain)
    conditions = nowhere_zero([d for d in (*divisors, *others) if not d.is_number], domain)
    return Value(two / one, conditions, (Step("∏ ({}) by Γ", (ratio,)),))


def _is_no_integer(offset: Basic) -> bool:
    return bool(offset.is_Rational and not offset.is_Integer)


@dataclass(frozen=True, slots=True)
class _Factors:
    """lead · ∏ (J + offset) · ∏ ((J + centre)² + square)."""

    lead: Basic
    offsets: tuple[Basic, ...]
    pairs: tuple[tuple[Basic, Basic], ...]

    @property
    def degree(self) -> int:
        return len(self.offsets) + 2 * len(self.pairs)

    @property
    def total(self) -> Basic:
        return sympy.Add(*self.offsets, *(2 * centre for centre, _ in self.pairs))


def _factors(polynomial: Basic) -> _Factors:
    lead, offsets, pairs = Integer(1), list[Basic](), list[tuple[Basic, Basic]]()
    constant, factors = sympy.factor_list(polynomial, J)
    lead = constant
    for factor, order in factors:
        poly = sympy.Poly(factor, J)
        if poly.degree() > 2 or order > HIGHEST_DEGREE:
            raise Declines("factors of high degree")
        leading = poly.LC()
        lead *= leading**order
        if poly.degree() == 1:
            offsets += [sympy.cancel(poly.nth(0) / leading)] * order
        else:
            centre = sympy.cancel(poly.nth(1) / (2 * leading))
            pairs += [(centre, sympy.cancel(poly.nth(0) / leading - centre**2))] * order
    return _Factors(lead, tuple(offsets), tuple(pairs))


def _gammas(factors: _Factors, domain: Domain) -> tuple[Basic, list[Basic]]:
    """∏ Γ at the offsets, and what must not vanish for the form it is given."""
    waiting, product, divisors = list(factors.offsets), Integer(1), list[Basic]()
    while waiting:
        offset = waiting.pop(0)
        partner = next((each for each in waiting if _reflects(offset, each)), None)
        if partner is not None:
            waiting.remove(partner)
            steps = _rising(1 - offset, int(sympy.expand(offset + partner)) - 1)
            product *= pi / sin(pi * offset) * steps
            divisors += [sin(pi * offset), steps]
        elif sign(offset, domain) == 1 or _is_no_integer(offset):
            product *= gamma(offset)
        else:
            raise Declines("Γ of what may not be positive")
    for centre, square in factors.pairs:
        product *= _pair(centre, square, domain)
    return product, divisors


def _reflects(one: Basic, two: Basic) -> bool:
    total = sympy.expand(one + two)
    return bool(total.is_Integer and not one.is_Integer and abs(total) <= MOST_SHIFTS)


def _rising(start: Basic, steps: int) -> Basic:
    """Γ(start + steps)/Γ(start)."""
    if steps >= 0:
        return sympy.Mul(*(start + r for r in range(steps)))
    return 1 / sympy.Mul(*(start + r for r in range(steps, 0)))


def _pair(centre: Basic, square: Basic, domain: Domain) -> Basic:
    """Γ(b + ig)Γ(b − ig), for 2b an integer and g² > 0."""
    if sign(square, domain) != 1 or not (2 * centre).is_Integer or abs(centre) > MOST_SHIFTS:
        raise Declines("factors that are not centred at a half integer")
    root, _ = square_root(square, domain)
    start = Integer(1) if centre.is_Integer else HALF
    value = pi * root / sinh(pi * root) if centre.is_Integer else pi / cosh(pi * root)
    shift = int(centre - start)
    if shift >= 0:
        return value * sympy.Mul(*((start + r) ** 2 + square for r in range(shift)))
    return value / sympy.Mul(*((start + r) ** 2 + square for r in range(shift, 0)))
