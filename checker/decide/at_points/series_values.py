"""The value of an infinite series at a point: a ball with a proved bound of the tail, or nothing.

Terms whose ratio stays below a q < 1 from some place on are added up to there; the rest is at most
a geometric series. Rational terms at z = ±1 are added up to a place N, and beyond it expanded in
1/j with an exact rest, so that the tail is a combination of Hurwitz zeta values ζ(s, N) (Johansson
2015, "Rigorous high-precision computation of the Hurwitz zeta function and its derivatives").
A series that is not shown to converge has no value here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import sympy
from flint import acb, arb, ctx, fmpq, fmpq_poly
from sympy import I, Integer, Rational, oo, pi
from sympy.core.basic import Basic
from sympy.polys.polyerrors import BasePolynomialError

from checker.decide.at_points.evaluate import Point, scalar, truth
from checker.decide.at_points.values import NotEvaluable, Scalar, Undefined
from checker.decide.integrals.closed_forms import closed_form
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.series.fourier_series import on_unit_circle
from checker.decide.series.infinite_products import is_infinite_product
from checker.decide.series.partial_fractions import Ratio, ratio_as_written
from checker.decide.series.series import is_series
from checker.decide.series.summands import J, Summand, at_unit_slope, summands
from checker.decide.series.telescoping_series import gosper_series
from checker.decide.series.weights import Pole, parts
from checker.model import Domain

MOST_ADDED = 20_000  # terms
MOST_HALVES = 200  # of the offset of a pole
STRIDE = 32  # terms between two looks at the tail
NOWHERE = Point({}, {}, {}, {})


def value(expression: Basic, point: Point) -> Scalar:
    """The value of a sum or product from an integer to ∞.

    Raises NotEvaluable where it is not shown to converge, Undefined where a term has no value.
    """
    if len(expression.limits) > 1 or expression.function.has(sympy.Sum):
        return _iterated(expression, point)
    if not (is_series(expression) or is_infinite_product(expression)):
        raise NotEvaluable("a series of another range")
    index, start, _ = expression.limits[0]
    at = _numbers(point, index)
    first, body = start.xreplace(at), expression.function.xreplace(at)
    if not first.is_Integer:
        raise NotEvaluable("a series from no integer on")
    if body.has(I) and not expression.function.has(I):
        raise Undefined("terms that are not real")
    if body.free_symbols - {index}:
        raise NotEvaluable("a series with names that have no rational value")
    if is_series(expression):
        try:
            terms = _gathered(summands(body, index, first, Domain()))
        except (Declines, BasePolynomialError):
            terms = []
        if terms:
            total = _added(terms)
            return total if body.has(I) else _real(total)
    found = _exact(expression.func(body, (index, first, oo)))
    if found is None:
        raise NotEvaluable("a series that is not shown to converge")
    return scalar(found, point)


def _iterated(expression: Basic, point: Point) -> Scalar:
    """A sum of sums, where it has a closed form."""
    bound = {limit[0] for node in expression.atoms(sympy.Sum) for limit in node.limits}
    at = {name: value for name, value in _numbers(point, sympy.Integer(0)).items() if name not in bound}
    found = _exact(expression.xreplace(at))
    if found is None:
        raise NotEvaluable("a sum of sums without a closed form")
    return scalar(found, point)


def derivative(expression: Basic, point: Point) -> Scalar:
    """A derivative of what holds series, by their proved sums; what these ask for is open, and holds at the point."""
    found = closed_form(expression.expr, Domain())
    if found is None or found.value.has(sympy.Sum) or not all(truth(c, point) for c in found.conditions):
        raise NotEvaluable("a derivative of a series that is not summed")
    return scalar(sympy.Derivative(found.value, *expression.args[1:]), point)


def _added(terms: list[Summand]) -> Scalar:
    total: Scalar = fmpq(0)
    for term in terms:
        total = total + _sum(term)
    return total


@lru_cache(maxsize=256)
def _exact(expression: Basic) -> Basic | None:
    """The proved value of a series or product without free names, as a constant."""
    found = closed_form(expression, Domain())
    if found is None or found.conditions or found.value.has(oo):
        return None
    return found.value


def _numbers(point: Point, index: Basic) -> dict[Basic, Basic]:
    return {
        name: Rational(int(number.numerator), int(number.denominator))
        for name, number in point.scalars.items()
        if isinstance(number, fmpq) and name != index
    }


def _real(total: Scalar) -> Scalar:
    """What a series of real terms is, though its terms were written by complex exponentials."""
    if not isinstance(total, acb):
        return total
    if not total.imag.contains(0):
        raise NotEvaluable("a complex series")
    return total.real


def _gathered(terms: list[Summand]) -> list[Summand]:
    """Terms that differ in their weights alone as one term, since they may converge only together."""
    together: dict[Summand, Basic] = {}
    for term in terms:
        if term.coefficient == 0 or term.weight == 0:
            continue
        rational = term.coefficient.is_Rational
        weight = term.weight * term.coefficient if rational else term.weight
        key = replace(term, weight=Integer(1), coefficient=Integer(1) if rational else term.coefficient)
        together[key] = together.get(key, Integer(0)) + weight
    return [replace(key, weight=weight) for key, weight in together.items()]


def _sum(term: Summand) -> Scalar:
    """The sum of one term over j = 0, 1, 2, …"""
    weight = _weight(term.weight)
    if weight.above.degree() < 0:
        return fmpq(0)
    factor = _constant(term.coefficient)
    if term.base == 0:
        return factor * weight.at(0)
    turned = sympy.expand_complex(sympy.exp(I * term.turn))
    if not term.risings and turned in (1, -1) and term.base in (1, -1):
        return factor * _algebraic(weight, int(term.base * turned))
    if on_unit_circle(term):
        return factor * _on_circle(term)
    return factor * _geometric(term, weight)


def _constant(expression: Basic) -> arb | acb:
    found = scalar(expression, NOWHERE)
    if isinstance(found, fmpq):
        return arb(found)
    if not isinstance(found, arb | acb):
        raise NotEvaluable("a series within a derivative")
    return found


# --- weights -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Weight:
    """A rational function of j over Q."""

    above: fmpq_poly
    below: fmpq_poly

    def at(self, j: int) -> fmpq:
        """Its value. Raises Undefined at a pole."""
        divisor = self.below(fmpq(j))
        if divisor == 0:
            raise Undefined("a term without a value")
        return self.above(fmpq(j)) / divisor


def _weight(expression: Basic) -> _Weight:
    written = ratio_as_written(expression)
    if written is None:
        written = Ratio(*(_polynomial(part) for part in sympy.fraction(sympy.together(expression))))
    if any(root.denominator == 1 and root >= 0 for root in _rational_roots(written.below)):
        raise Undefined("a term without a value")
    return _Weight(*written.in_lowest_terms())


def _rational_roots(polynomial: fmpq_poly) -> Iterator[fmpq]:
    for factor, _ in polynomial.factor()[1]:
        if factor.degree() == 1:
            yield -factor[0] / factor[1]


def _polynomial(expression: Basic) -> fmpq_poly:
    if not expression.is_polynomial(J):
        raise NotEvaluable("a series with weights of another kind")
    poly = sympy.Poly(expression, J)
    if not all(c.is_Rational for c in poly.all_coeffs()):
        raise NotEvaluable("a series with irrational weights")
    return fmpq_poly([fmpq(int(c.p), int(c.q)) for c in reversed(poly.all_coeffs())])


def _beyond(place: int) -> arb:
    """A ball that holds 1/j for every j ≥ place."""
    return arb(0).union(arb(1) / place)


def _reversed(polynomial: fmpq_poly) -> fmpq_poly:
    """p(1/t)·t^deg."""
    return fmpq_poly(list(polynomial.coeffs())[::-1])


def _on_ball(polynomial: fmpq_poly, t: arb) -> arb:
    total = arb(0)
    for coefficient in reversed(polynomial.coeffs()):
        total = total * t + coefficient
    return total


# --- ratios below 1 ----------------------------------------------------------------------------


def _geometric(written: Summand, weight: _Weight) -> arb | acb:
    """Term by term, up to where the tail is small."""
    term = at_unit_slope(written, Domain())
    growth = sum(e for _, e in term.risings)
    base = _constant(term.base * sympy.exp(I * term.turn))
    if growth == 0 and abs(base).overlaps(arb(1)):
        return _telescoped(replace(written, coefficient=Integer(1)))
    if growth > 0 or (growth == 0 and not abs(base) < 1):
        raise NotEvaluable("a series that does not converge")
    starts = [(_rational(u), e) for (u, _), e in term.risings]
    if any(u <= 0 and u.denominator == 1 and e < 0 for u, e in starts):
        raise Undefined("a term without a value")
    extra = _weight(term.weight / written.weight) if term.weight != written.weight else None
    largest = arb(0)
    total: arb | acb = arb(0)
    power: arb | acb = arb(1)
    for j in range(MOST_ADDED):
        now = power * weight.at(j) * (extra.at(j) if extra else 1)
        if j % STRIDE == 0 and j:
            quotient = _largest_ratio(base, starts, [weight, *([extra] if extra else [])], j)
            tail = abs(now) / (1 - quotient) if quotient < 1 else None
            if tail is not None and tail < (largest + arb(2) ** -ctx.prec) * arb(2) ** -ctx.prec:
                return total + _around_zero(now, tail)
        total = total + now
        largest = max(largest, arb(abs(now).upper()))
        power = power * base
        for u, e in starts:
            power = power * (u + j) if e == 1 else power * (u + j) ** e
    raise NotEvaluable(f"more than {MOST_ADDED} terms")


def _telescoped(term: Summand) -> arb | acb:
    """The sum by Gosper, where the ratio of terms tends to 1."""
    found = _by_gosper(term)
    if found is None:
        raise NotEvaluable("a series that is not shown to converge")
    return _constant(found)


@lru_cache(maxsize=256)
def _by_gosper(term: Summand) -> Basic | None:
    try:
        return gosper_series(term, Domain()).value
    except (Declines, TooLarge, DividesByZero, BasePolynomialError):
        return None


def _around_zero(like: arb | acb, radius: arb) -> arb | acb:
    ball = arb(0, radius.upper())
    return acb(ball, ball) if isinstance(like, acb) else ball


def _rational(expression: Basic) -> fmpq:
    if not expression.is_Rational:
        raise NotEvaluable("an irrational rising factorial")
    return fmpq(int(expression.p), int(expression.q))


def _largest_ratio(base: arb | acb, starts: list[tuple[fmpq, int]], weights: list[_Weight], place: int) -> arb:
    """A bound of |f(j + 1)/f(j)| for every j ≥ place, as a function of t = 1/j; not below 1 where none is found."""
    t = _beyond(place)
    bound = abs(base)
    for u, e in starts:
        factor = 1 + t * u
        for _ in range(abs(e)):
            bound = bound * factor if e > 0 else bound / factor
    growth = sum(e for _, e in starts)
    bound = bound * (arb(1) / place) ** (-growth)
    shift = fmpq_poly([1, 1])
    for weight in weights:
        for polynomial, side in ((weight.above, 1), (weight.below, -1)):
            quotient = _on_ball(_reversed(polynomial(shift)), t) / _on_ball(_reversed(polynomial), t)
            bound = bound * quotient if side == 1 else bound / quotient
    return arb(abs(bound).upper()) if bound.is_finite() else arb(1)


# --- on the unit circle ------------------------------------------------------------------------


def _on_circle(term: Summand) -> acb:
    """Σ R(j)·zʲ for |z| = 1, z ≠ 1, by polylogarithms: Σ zʲ/(j + a)ˢ = z^{−a}(Li_s(z) − …), and y² = z for a half a."""
    try:
        found = parts(term.weight)
    except (Declines, BasePolynomialError) as reason:
        raise NotEvaluable("a series that is not shown to converge") from reason
    if found.polynomial != 0 or found.pairs:
        raise NotEvaluable("a series that is not shown to converge")
    half_turn = _constant(term.turn + (pi if term.base == -1 else 0)) / 2
    total = acb(0)
    for pole in found.poles:
        total = total + _constant(pole.factor) * _of_pole(pole, half_turn)
    if not total.is_finite():
        raise Undefined("a series without a finite ball")
    return total


def _of_pole(pole: Pole, half_turn: arb | acb) -> acb:
    doubled, s = 2 * pole.offset, pole.order
    if not doubled.is_Integer or doubled <= 0 or doubled > MOST_HALVES:
        raise NotEvaluable("a pole with another denominator")
    p = int(doubled)
    y = (acb(0, 1) * half_turn).exp()
    z = y * y
    if z.real.overlaps(arb(1)):
        raise Undefined("an angle that may be a whole turn")
    total = z.polylog(s) if p % 2 == 0 else (y.polylog(s) - z.polylog(s) / 2**s) * 2**s
    power, n, step = (z, 1, z) if p % 2 == 0 else (y, 1, z)
    while n < (p // 2 if p % 2 == 0 else p):
        total = total - power / n**s * (1 if p % 2 == 0 else 2**s)
        power, n = power * step, n + (1 if p % 2 == 0 else 2)
    return total / y**p


# --- rational terms ----------------------------------------------------------------------------


def _algebraic(weight: _Weight, base: int) -> arb:
    """Σ W(j) or Σ (−1)ʲ W(j) of a rational function W."""
    if base == -1:
        if weight.above.degree() >= weight.below.degree():
            raise NotEvaluable("a series that does not converge")
        even, odd = fmpq_poly([0, 2]), fmpq_poly([1, 2])
        above = weight.above(even) * weight.below(odd) - weight.above(odd) * weight.below(even)
        weight = _Weight(above, weight.below(even) * weight.below(odd))
    if weight.above.degree() < 0:
        return arb(0)
    order = weight.below.degree() - weight.above.degree()
    if order < 2:
        raise NotEvaluable("a series that does not converge")
    place = 32 * _root_bound(weight.below)
    if place > MOST_ADDED:
        raise NotEvaluable("a series with far poles")
    head = arb(0)
    for j in range(place):
        head = head + weight.at(j)
    return head + _tail(weight, order, place)


def _root_bound(polynomial: fmpq_poly) -> int:
    """At least 1 and the modulus of every root (Cauchy's bound)."""
    coefficients = polynomial.coeffs()
    return 1 + int(max((abs(c / coefficients[-1]) for c in coefficients[:-1]), default=fmpq(0)).ceil())


def _tail(weight: _Weight, order: int, place: int) -> arb:
    """Σ W(j) from j = place on, by W(j) = t^order·(S(t) + t^M·rest(t)/below(t)) with t = 1/j and an exact rest."""
    above, below = _reversed(weight.above), _reversed(weight.below)
    count = ctx.prec // 4 + 4
    rest, series = above, []
    for _ in range(count):
        coefficient = rest[0] / below[0]
        series.append(coefficient)
        rest = fmpq_poly(list((rest - below * coefficient).coeffs())[1:])
    total = arb(0)
    for k, coefficient in enumerate(series):
        total = total + coefficient * _zeta(order + k, place)
    t = _beyond(place)
    bound = abs(_on_ball(rest, t) / _on_ball(below, t)) * _zeta(order + count, place)
    if not bound.is_finite():
        raise Undefined("a tail without a bound")
    return total + arb(0, bound.upper())


def _zeta(s: int, place: int) -> arb:
    return acb(s).zeta(acb(place)).real
