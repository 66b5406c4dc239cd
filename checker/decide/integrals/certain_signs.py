"""Signs that are certain: of a value on a domain, and of a function on a whole interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sympy
from flint import arb, ctx, fmpq
from sympy import Integer, Symbol, oo, pi
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.at_points.evaluate import Point, scalar
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.decide.kernels.algebraic_constants import is_certainly_zero
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines, Sign
from checker.decide.kernels.plain_conditions import plain_conditions
from checker.decide.kernels.tower import build
from checker.decide.kernels.zero import zero_difference
from checker.model import Domain

PRECISIONS = (64, 256)  # bits
PIECES = 64  # an interval is cut into at most so many balls
NOWHERE = (Declines, TooLarge, DividesByZero, RecursionError)
NO_VALUE = (Undefined, NotEvaluable, ZeroDivisionError)


# --- on a domain -------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def sign(value: Basic, domain: Domain) -> int | None:
    """1, −1 or 0 where the value has that sign everywhere on the domain; None where that is not shown."""
    if value.is_Rational:
        return _sign_of_number(value)
    if value in (oo, -oo):
        return 1 if value == oo else -1
    if not value.free_symbols and not value.atoms(AppliedUndef):
        return _sign_of_constant(value)
    found = _by_tower(value, domain)
    if found is None:
        nowhere = Interval(sympy.Dummy(), value, value, False, domain)
        found = _of_structure(value, nowhere, 0) or _beside_a_wave(value, nowhere, 0)
    return found


def _by_tower(value: Basic, domain: Domain) -> int | None:
    try:
        tower, (entered,) = build((value,), domain)
        if tower.vanishes(entered):
            return 0
        if tower.sign_of(entered) is Sign.POSITIVE:
            return 1
        return -1 if tower.sign_of(tower.field.negate(entered)) is Sign.POSITIVE else None
    except NOWHERE:
        return None


def _sign_of_number(value: Basic) -> int:
    return int(value.p > 0) - int(value.p < 0)


def _sign_of_constant(value: Basic) -> int | None:
    for bits in PRECISIONS:
        found = _ball_sign(value, Point({}, {}, {}, {}), bits)
        if found is not None:
            return found
    return 0 if is_zero(value, Domain()) or is_certainly_zero(value) else None


def _ball_sign(value: Basic, point: Point, bits: int) -> int | None:
    with ctx.workprec(bits):
        try:
            ball = scalar(value, point)
        except NO_VALUE:
            return None
    if isinstance(ball, fmpq):
        return int(ball > 0) - int(ball < 0)
    if not isinstance(ball, arb) or not ball.is_finite():
        return None
    return 1 if ball > 0 else -1 if ball < 0 else None


@lru_cache(maxsize=4096)
def is_zero(value: Basic, domain: Domain) -> bool:
    """Does the value surely vanish everywhere on the domain?"""
    if value.is_Rational:
        return bool(value == 0)
    return zero_difference(value, Integer(0), domain) is not None


@lru_cache(maxsize=4096)
def is_nonzero(value: Basic, domain: Domain) -> bool:
    """Does the value surely vanish nowhere on the domain?"""
    if sign(value, domain) in (1, -1):
        return True
    if isinstance(value, sympy.Mul):
        return all(is_nonzero(factor, domain) for factor in value.args)
    if isinstance(value, sympy.Pow):
        return is_nonzero(value.base, domain)
    if _declared_nonzero(value, domain):
        return True
    try:
        tower, (entered,) = build((value,), domain)
    except NOWHERE:
        return False
    return tower.sign_of(entered) is Sign.NONZERO


def _declared_nonzero(value: Basic, domain: Domain) -> bool:
    """Is it what the domain says is not zero, but for a factor that is a number?"""
    for condition in domain.conditions:
        if condition.func is sympy.Ne:
            ratio = sympy.cancel(value / (condition.lhs - condition.rhs))
            if ratio.is_Rational and ratio != 0:
                return True
    return False


@lru_cache(maxsize=4096)
def is_nonnegative(value: Basic, domain: Domain) -> bool:
    """Is the value surely ≥ 0 everywhere on the domain?"""
    found = sign(value, domain)
    if found is not None:
        return found >= 0
    try:
        tower, (entered,) = build((value,), domain)
    except NOWHERE:
        return False
    return tower.sign_of(entered) in (Sign.POSITIVE, Sign.NONNEGATIVE)


# --- on an interval ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    """The open interval between two ends, its variable, and a domain that knows where the variable runs.

    `ordered` where low < high is certain; otherwise the ends may lie either way, or fall together.
    """

    variable: Basic
    low: Basic
    high: Basic
    ordered: bool
    domain: Domain


def interval(low: Basic, high: Basic, level: int, domain: Domain) -> Interval:
    """The interval from low to high on a domain, its variable named by the level of nesting."""
    ordered = low == -oo or high == oo or sign(high - low, domain) == 1
    facts: dict[str, bool] = {"real": True}
    if _at_least_zero(low, domain) and _at_least_zero(high, domain):
        facts = {"positive": True}
    elif _at_least_zero(-low, domain) and _at_least_zero(-high, domain):
        facts = {"negative": True}
    variable = Symbol(f"variable of integration {level}", **facts)
    known = [*_between(variable, low, high, ordered, domain), *_by_convexity(variable, low, high, domain)]
    return Interval(variable, low, high, ordered, Domain((*domain.conditions, *known)))


def _at_least_zero(end: Basic, domain: Domain) -> bool:
    return end == oo or (end != -oo and is_nonnegative(end, domain))


def _between(variable: Basic, low: Basic, high: Basic, ordered: bool, domain: Domain) -> Iterator[Basic]:
    if not ordered and not is_nonnegative(high - low, domain):
        return
    if low not in (-oo, 0):
        yield sympy.Gt(variable, low, evaluate=False)
    if high != oo:
        yield sympy.Lt(variable, high, evaluate=False)


def _by_convexity(variable: Basic, low: Basic, high: Basic, domain: Domain) -> Iterator[Basic]:
    """What is linear and ≥ 0 at both ends is > 0 between them, unless it is 0 at both."""
    for end, other in ((low, high), (high, low)):
        if not isinstance(end, Symbol) or other in (oo, -oo):
            continue
        for condition in plain_conditions(domain.conditions):
            difference = condition.gts - condition.lts
            if _slope(difference, end) is None:
                continue
            if condition.func in (sympy.Gt, sympy.Lt) and is_nonnegative(difference.xreplace({end: other}), domain):
                yield sympy.Gt(difference.xreplace({end: variable}), 0, evaluate=False)


def _slope(expression: Basic, name: Basic) -> Basic | None:
    """The a ≠ 0 of a·name + b, where a and b do not hold the name; None where it is not linear."""
    holding = [term for term in sympy.Add.make_args(expression) if term.has(name)]
    if len(holding) == 1:  # as most often: a·x + b, as it is written
        others = [factor for factor in sympy.Mul.make_args(holding[0]) if factor != name]
        if not any(factor.has(name) for factor in others):
            return sympy.Mul(*others)
    if name not in expression.free_symbols or not expression.is_polynomial(name):
        return None
    return sympy.diff(expression, name) if sympy.degree(expression, name) == 1 else None


def sign_on(function: Basic, where: Interval, depth: int = 2) -> int | None:
    """1 or −1 where the function has that sign everywhere on the open interval, for every point of the domain."""
    if not function.has(where.variable):
        return sign(function, where.domain) or None
    for rule in (_of_structure, _of_line, _by_normal_form, _of_polynomial, _of_quadratic, _beside_a_wave, _by_balls):
        found = rule(function, where, depth)
        if found is not None:
            return found
    return _by_slope(function, where, depth) if depth else None


def nonzero_on(function: Basic, where: Interval) -> bool:
    """Does the function surely vanish nowhere on the open interval?"""
    if not function.has(where.variable):
        return is_nonzero(function, where.domain)
    if isinstance(function, sympy.Mul):
        return all(nonzero_on(factor, where) for factor in function.args)
    return sign_on(function, where) is not None


def _by_normal_form(function: Basic, where: Interval, _depth: int) -> int | None:
    return _by_tower(function, where.domain) or None


def _of_structure(function: Basic, where: Interval, depth: int) -> int | None:
    if isinstance(function, sympy.Mul):
        signs = [sign_on(factor, where, depth) for factor in function.args]
        return None if None in signs else int(sympy.prod(signs))
    if isinstance(function, sympy.Add):
        signs = [sign_on(term, where, 0) for term in function.args]
        return signs[0] if len(set(signs)) == 1 else None
    if isinstance(function, sympy.Pow):
        base = sign_on(function.base, where, depth)
        if base == 1 or (base == -1 and function.exp.is_Integer and function.exp % 2 == 0):
            return 1
        return -1 if base == -1 and function.exp.is_Integer else None
    if isinstance(function, sympy.exp | sympy.cosh | sympy.sech):
        return 1
    if isinstance(function, sympy.Abs):
        return 1 if nonzero_on(function.args[0], where) else None
    if isinstance(function, ODD_AND_RISING):
        return sign_on(function.args[0], where, depth)
    if isinstance(function, sympy.log):
        return sign_on(function.args[0] - 1, where, depth)
    if isinstance(function, sympy.sin | sympy.cos):
        return _of_circular(function, where)
    return None


ODD_AND_RISING = (sympy.sinh, sympy.tanh, sympy.atan, sympy.asinh, sympy.erf, sympy.asin, sympy.atanh)


def _of_circular(function: Basic, where: Interval) -> int | None:
    """cos is positive within a quarter turn of 0, and sin in the half turn after it."""
    angle = function.args[0]
    start = -pi / 2 if isinstance(function, sympy.cos) else Integer(0)
    for turn, found in ((0, 1), (1, -1), (-1, -1)):
        low, high = start + turn * pi, start + (turn + 1) * pi
        if sign_on(angle - low, where, 0) == 1 and sign_on(high - angle, where, 0) == 1:
            return found
    return None


def _of_line(function: Basic, where: Interval, _depth: int) -> int | None:
    """A linear function has the sign that it has at both ends."""
    slope = _slope(function, where.variable)
    if slope is None:
        return None
    values = [_at_end(function, slope, where, end, side) for end, side in ((where.low, -1), (where.high, 1))]
    for wanted in (1, -1):
        if all(_weakly(value * wanted, where.domain) for value in values) and (
            any(sign(value * wanted, where.domain) == 1 for value in values)
            or (where.ordered and sign(slope, where.domain) in (1, -1))
        ):
            return wanted
    return None


def _at_end(function: Basic, slope: Basic, where: Interval, end: Basic, side: int) -> Basic:
    """The value at a finite end, or something of its sign at an infinite one."""
    return slope * side if end in (oo, -oo) else function.xreplace({where.variable: end})


def _weakly(value: Basic, domain: Domain) -> bool:
    return is_nonnegative(sympy.expand(value), domain)


def _of_polynomial(function: Basic, where: Interval, _depth: int) -> int | None:
    """Sturm's count of real roots (Basu, Pollack and Roy 2006, §2.2.2), for rational coefficients and ends."""
    if not all(end.is_Rational or end in (oo, -oo) for end in (where.low, where.high)):
        return None
    if function.free_symbols != {where.variable} or not function.is_polynomial(where.variable):
        return None
    polynomial = sympy.Poly(function.doit(), where.variable)
    if not all(coefficient.is_Rational for coefficient in polynomial.all_coeffs()):
        return None
    roots = polynomial.count_roots(where.low, where.high)
    at_ends = sum(1 for end in (where.low, where.high) if end.is_Rational and polynomial.eval(end) == 0)
    return _sign_of_number(polynomial.eval(_inside(where))) if roots == at_ends else None


def _inside(where: Interval) -> Basic:
    low, high = where.low, where.high
    if low == -oo:
        return Integer(0) if high == oo else high - 1
    return low + 1 if high == oo else (low + high) / 2


def _of_quadratic(function: Basic, where: Interval, _depth: int) -> int | None:
    """A quadratic without real roots has the sign of its leading coefficient."""
    if not function.is_polynomial(where.variable) or sympy.degree(function, where.variable) != 2:
        return None
    c, b, a = (function.coeff(where.variable, k) for k in range(3)) if function.is_Add else (0, 0, 0)
    if sympy.expand(function - (a * where.variable**2 + b * where.variable + c)) != 0:
        return None
    return sign(a, where.domain) if sign(sympy.expand(4 * a * c - b**2), where.domain) == 1 else None


def _beside_a_wave(function: Basic, where: Interval, _depth: int) -> int | None:
    """a + b·sin u has the sign of a where |a| > |b|, and where |a| = |b| and cos u ≠ 0; or with sin and cos swapped."""
    waves = [node for node in function.atoms(sympy.sin, sympy.cos) if node.free_symbols]
    if len(waves) != 1:
        return None
    stand_in = sympy.Dummy("wave")
    opened = function.xreplace({waves[0]: stand_in})
    if opened.has(where.variable) or _slope(opened, stand_in) is None:
        return None
    b, a = sympy.Poly(opened, stand_in).all_coeffs()
    side, room = sign(a, where.domain), sign(sympy.expand(a**2 - b**2), where.domain)
    if room == 0 and a != 0:
        room = 1 if sign_on(_touches(waves[0], sympy.cancel(b / a)), where, 0) else None
    return side or None if room == 1 else None


def _touches(wave: Basic, side: Basic) -> Basic:
    """What vanishes exactly where 1 + side·wave does, for side ±1: 1 + cos u = 2 cos²(u/2), 1 − cos u = 2 sin²(u/2)."""
    angle = wave.args[0]
    if isinstance(wave, sympy.sin):
        return sympy.cos(angle)
    return sympy.cos(angle / 2) if side == 1 else sympy.sin(angle / 2)


def _by_balls(function: Basic, where: Interval, _depth: int) -> int | None:
    """The sign on balls that together cover the interval, for finite ends and no other name."""
    if function.free_symbols != {where.variable} or oo in (where.low, where.high) or -oo in (where.low, where.high):
        return None
    ends = [_as_arb(end) for end in (where.low, where.high)]
    if ends[0] is None or ends[1] is None:
        return None
    waiting, found, budget = [(ends[0], ends[1])], None, PIECES
    while waiting:
        budget -= 1
        low, high = waiting.pop()
        here = _ball_sign(function, Point({where.variable: low.union(high)}, {}, {}, {}), 64)
        if here == 0 or (found is not None and here is not None and here != found) or budget < 0:
            return None
        if here is None:
            middle = (low + high) / 2
            waiting += [(low, middle), (middle, high)]
        else:
            found = here
    return found


def _as_arb(end: Basic) -> arb | None:
    if end.free_symbols:
        return None
    try:
        value = scalar(end, Point({}, {}, {}, {}))
    except NO_VALUE:
        return None
    return arb(value) if isinstance(value, fmpq | arb) else None


def _by_slope(function: Basic, where: Interval, depth: int) -> int | None:
    """What rises from a value ≥ 0 is positive, and what rises to a value ≤ 0 is negative (mean value theorem)."""
    if not where.ordered or not all(_is_smooth(node) for node in sympy.preorder_traversal(function)):
        return None
    slope = sign_on(sympy.diff(function, where.variable), where, depth - 1)
    for end, side in ((where.low, 1), (where.high, -1)):
        if slope is None or end in (oo, -oo):
            continue
        direction = slope * side
        if is_nonnegative(function.xreplace({where.variable: end}) * direction, where.domain):
            return direction
    return None


def _is_smooth(node: Basic) -> bool:
    if isinstance(node, sympy.Pow):
        return bool(node.exp.is_Integer and node.exp > 0)
    return not node.args or node.func in SMOOTH


SMOOTH = frozenset(
    {sympy.Add, sympy.Mul, sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan, sympy.erf}
)
