"""Rational functions of a series' index: falling powers and partial fractions, verified."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import sympy
from sympy import Integer
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import is_zero
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import as_rational
from checker.decide.series.partial_fractions import Ratio, partial_fractions, ratio_as_written
from checker.decide.series.summands import J
from checker.model import Domain

HIGHEST_DEGREE = 24


@dataclass(frozen=True, slots=True)
class Pole:
    """factor/(J + offset)^order."""

    factor: Basic
    offset: Basic
    order: int


@dataclass(frozen=True, slots=True)
class Pair:
    """factor/((J + centre)² + square): two poles that are conjugate where square > 0."""

    factor: Basic
    centre: Basic
    square: Basic


@dataclass(frozen=True, slots=True)
class Parts:
    """A rational function: a polynomial, its poles, and its pairs of poles."""

    polynomial: Basic
    poles: tuple[Pole, ...]
    pairs: tuple[Pair, ...]

    @property
    def divisors(self) -> list[Basic]:
        """What the parts are divided by, and the whole need not be: where two poles may meet."""
        factors = [*(pole.factor for pole in self.poles), *(pair.factor for pair in self.pairs)]
        below = (sympy.fraction(sympy.together(factor))[1] for factor in factors)
        return list(dict.fromkeys(divisor for divisor in below if not divisor.is_number))


def falling_powers(polynomial: Basic) -> list[Basic]:
    """a₀, a₁, … with p(J) = Σ aᵢ J(J − 1)…(J − i + 1): Newton's forward differences at 0, over i!."""
    poly = sympy.Poly(polynomial, J)
    if poly.is_zero:
        return []
    if poly.degree() > HIGHEST_DEGREE:
        raise Declines("a polynomial of high degree")
    row = [poly.eval(k) for k in range(int(poly.degree()) + 1)]
    found = []
    for i in range(len(row)):
        found.append(row[0] / sympy.factorial(i))
        row = [after - before for before, after in pairwise(row)]
    return found


def degrees(weight: Basic) -> tuple[int, int]:
    """The degrees of numerator and denominator, in lowest terms."""
    ratio = ratio_as_written(weight)
    if ratio is not None:
        above, below = ratio.in_lowest_terms()
        return above.degree(), below.degree()
    top, bottom = sympy.fraction(sympy.cancel(sympy.together(weight)))
    return int(sympy.degree(top, J)) if top != 0 else -1, int(sympy.degree(bottom, J))


def parts(weight: Basic) -> Parts:
    """The partial fractions, shown to add up to the weight. Raises Declines where a pole is of another kind."""
    if max(degrees(weight)) > HIGHEST_DEGREE:
        raise Declines("a rational function of high degree")
    ratio = ratio_as_written(weight)
    found = _with_names(weight) if ratio is None else _over_rationals(ratio.in_lowest_terms())
    if not is_zero(_sum(found) - weight, Domain()):
        raise Declines("partial fractions that do not add up")
    return found


def _over_rationals(ratio: Ratio) -> Parts:
    poles, pairs = list[Pole](), list[Pair]()
    for above, factor, order in partial_fractions(ratio):
        if factor.degree() == 1:
            poles.append(Pole(as_rational(above[0]), as_rational(factor[0]), order))
        elif factor.degree() == 2 and order == 1 and above.degree() == 0:
            centre = factor[1] / 2
            pairs.append(Pair(as_rational(above[0]), as_rational(centre), as_rational(factor[0] - centre**2)))
        else:
            raise Declines("a pole of another kind")
    whole = (ratio.above // ratio.below).coeffs()
    return Parts(sympy.Add(*(as_rational(c) * J**k for k, c in enumerate(whole))), tuple(poles), tuple(pairs))


def _with_names(weight: Basic) -> Parts:
    polynomial, poles, pairs = Integer(0), list[Pole](), list[Pair]()
    for term in sympy.Add.make_args(sympy.apart(sympy.together(weight), J)):
        if term.is_polynomial(J):
            polynomial += term
            continue
        above, below = sympy.fraction(sympy.together(term))
        constant, factors = sympy.factor_list(below, J)
        if len(factors) != 1:
            raise Declines("partial fractions that are not found")
        (divisor, order), factor = factors[0], sympy.cancel(above / constant)
        poly = sympy.Poly(divisor, J)
        lead = poly.LC()
        if poly.degree() == 1:
            if factor.has(J):
                raise Declines("partial fractions that are not found")
            poles.append(Pole(factor / lead**order, sympy.cancel(poly.nth(0) / lead), int(order)))
            continue
        if poly.degree() != 2 or order != 1 or factor.has(J):
            raise Declines("a pole of another kind")
        centre = sympy.cancel(poly.nth(1) / (2 * lead))
        pairs.append(Pair(factor / lead, centre, sympy.cancel(poly.nth(0) / lead - centre**2)))
    return Parts(polynomial, tuple(poles), tuple(pairs))


def _sum(found: Parts) -> Basic:
    return sympy.Add(
        found.polynomial,
        *(pole.factor / (J + pole.offset) ** pole.order for pole in found.poles),
        *(pair.factor / ((J + pair.centre) ** 2 + pair.square) for pair in found.pairs),
    )
