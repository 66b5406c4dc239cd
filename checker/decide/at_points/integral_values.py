"""Values of integrals and limits at a point: exact where a closed form is proved there, else a ball that holds it.

Balls come from Arb's rigorous integration (Johansson 2018, "Numerical integration in
arbitrary-precision ball arithmetic"): the integrand is enclosed on complex boxes, and every
function with a branch cut gives nothing finite on a box that is not clear of the cut and of the
points where it has no real value. Infinite intervals are cut where a bound of the tail is small.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import sympy
from flint import acb, arb, ctx, fmpq, fmpq_poly
from sympy import Integral, Limit, Rational, oo
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.at_points import opaque_functions
from checker.decide.at_points.evaluate import Point, scalar, truth
from checker.decide.at_points.values import NotEvaluable, Scalar, Undefined
from checker.decide.integrals.certain_signs import interval, sign_on
from checker.decide.integrals.closed_forms import by_leibniz, closed_form
from checker.decide.integrals.definite import Value as ClosedForm
from checker.decide.integrals.regularity import continuous_at_end, smooth_on
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import as_rational
from checker.decide.parts import parts_of
from checker.model import Domain

MOST_EVALUATIONS = 1_500  # of an integrand
FEW_EVALUATIONS = 110  # before a closed form is looked for
NEAR = 2.0**-10  # of an end, where an integrand has to be analytic for that
MOST_DOUBLINGS = 40  # of the place where a tail is cut off
NOTHING = acb("nan")


def value(expression: Basic, point: Point) -> Scalar:
    """The value of an Integral or a Limit at a point.

    Raises NotEvaluable where none is certain, Undefined where it may become so at a higher precision.
    """
    if isinstance(expression, Integral) and (_is_of_its_end(expression) or _is_opaque(expression)):
        at_once = _at_once(_at_point(expression, point), ctx.prec)
        if at_once is not None:
            return at_once
    found = _closed(expression, point)
    if found is not None:
        return scalar(found, point)
    if isinstance(expression, Integral):
        return _enclosed(_at_point(expression, point), MOST_EVALUATIONS)
    raise NotEvaluable("a limit without a proved value")


def in_closed_form(expression: Basic, point: Point) -> Basic:
    """A sum, product or power with its integrals in closed form, where that is proved: 1/2 for 0.500000000000."""
    if isinstance(expression, Integral):
        try:
            return _closed(expression, point) or expression
        except NotEvaluable:
            return expression
    if isinstance(expression, sympy.Add | sympy.Mul | sympy.Pow) and expression.has(Integral):
        return expression.func(*(in_closed_form(argument, point) for argument in expression.args))
    return expression


def derivative(expression: Basic, point: Point) -> Scalar:
    """The value of the derivative of an integral, by Leibniz's rule or by a closed form. Raises NotEvaluable."""
    body, (variable, order) = expression.args[0], expression.args[1]
    others = {name: number for name, number in point.scalars.items() if name != variable}
    opened = sympy.Derivative(_at_point(body, point._replace(scalars=others)), (variable, order))
    found = by_leibniz(opened, Domain()) or closed_form(opened, Domain())
    if found is None or found.conditions or any(node.has(Integral) for node in found.value.atoms(sympy.Derivative)):
        raise NotEvaluable("the derivative of an integral without a known rule")
    return scalar(found.value, point)


@lru_cache(maxsize=256)
def _at_once(integral: Basic, bits: int) -> Scalar | None:
    """An integral between finite ends that costs less to enclose than to find in closed form; None of any other.

    Exact where a polynomial is integrated. None where the ball holds 0 or is wide: a closed form may be better.
    `bits` is the working precision.
    """
    if not isinstance(integral, Integral) or len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        return None
    _, low, high = integral.limits[0]
    if low.has(oo, -oo) or high.has(oo, -oo):
        return None
    exact = _of_polynomial(integral)
    if exact is not None:
        return exact
    try:
        ball = _enclosed(integral, FEW_EVALUATIONS) if _is_analytic_at_ends(integral) else None
    except (NotEvaluable, Undefined, ZeroDivisionError):
        return None
    if ball is None:
        return None
    return ball if ball.rel_accuracy_bits() > bits // 2 else None


def _is_analytic_at_ends(integral: Basic) -> bool:
    """Is the integrand enclosed around both ends? Where it is not, as √t at 0, boxes become ever smaller."""
    body, (variable, low, high) = integral.function, integral.limits[0]
    nowhere = Point({}, {}, {}, {})
    near = acb(arb(0, NEAR), arb(0, NEAR))
    return all(
        enclosure(body, variable, acb(_ball(end, nowhere)) + near, True, nowhere).is_finite() for end in (low, high)
    )


def _of_polynomial(integral: Basic) -> fmpq | None:
    """∫ of a polynomial with rational coefficients between rational ends; None of anything else."""
    body, (variable, low, high) = integral.function, integral.limits[0]
    if not (low.is_Rational and high.is_Rational and body.is_polynomial(variable)):
        return None
    coefficients = sympy.Poly(body.doit(), variable).all_coeffs()[::-1]
    if not all(coefficient.is_Rational for coefficient in coefficients):
        return None
    primitive = fmpq_poly([fmpq(int(c.p), int(c.q)) for c in coefficients]).integral()
    start, end = (primitive(fmpq(int(bound.p), int(bound.q))) for bound in (low, high))
    return end - start


def _is_of_its_end(integral: Basic) -> bool:
    """Is it a function of its upper end? A proof then takes the other side for the antiderivative."""
    return len(integral.limits[-1]) == 3 and isinstance(integral.limits[-1][2], sympy.Symbol)


def _is_opaque(expression: Basic) -> bool:
    return any(isinstance(node, AppliedUndef) for node in parts_of(expression))


def _closed(expression: Basic, point: Point) -> Basic | None:
    """The proved value: for all of the domain where its conditions hold at the point, or else for the point alone."""
    general = _general(expression, _known_at(point))
    if general is not None and all(_holds(condition, point) for condition in general.conditions):
        return general.value
    return _exact(_at_point(expression, point))


def _known_at(point: Point) -> Domain:
    """What is known of the point, but for what an integral or a limit has to be known for."""
    conditions = point.domain.conditions
    if not any(condition.has(Integral, Limit) for condition in conditions):
        return point.domain
    return Domain(tuple(condition for condition in conditions if not condition.has(Integral, Limit)))


def _holds(condition: Basic, point: Point) -> bool:
    try:
        return truth(condition, point)
    except (NotEvaluable, Undefined, ZeroDivisionError):
        return False


@lru_cache(maxsize=64)
def _general(expression: Basic, domain: Domain) -> ClosedForm | None:
    """The proved value for all values of the names in it that the domain allows; a proof asks for it next."""
    if _is_opaque(expression):
        return None
    found = closed_form(expression, domain)
    return None if found is None or found.value.has(Integral, Limit) else found


@lru_cache(maxsize=256)
def _exact(expression: Basic) -> Basic | None:
    """The proved value of an integral or limit, where it needs no condition."""
    found = closed_form(expression, Domain())
    if found is None or found.conditions or found.value.has(Integral, Limit):
        return None
    return found.value


def _at_point(expression: Basic, point: Point) -> Basic:
    """The expression with the point's rational values and polynomials put in."""
    parts = parts_of(expression)
    bound = {limit[0] for node in parts if isinstance(node, Integral) for limit in node.limits}
    bound |= {name for node in parts if isinstance(node, Limit) for name in (node.args[1], node.args[3])}
    values = {
        name: Rational(int(number.numerator), int(number.denominator))
        for name, number in point.scalars.items()
        if isinstance(number, fmpq) and name not in bound
    }
    if not any(isinstance(node, AppliedUndef) for node in parts):
        return expression.xreplace(values)
    named = expression.replace(
        lambda node: isinstance(node, AppliedUndef) and str(node.func) in point.functions,
        lambda node: _polynomial(point.functions[str(node.func)], node.args),
    )
    if named != expression:
        named = named.replace(lambda node: isinstance(node, sympy.Derivative | sympy.Subs), lambda node: node.doit())
    return named.xreplace(values)


def _polynomial(coefficients: tuple[fmpq, ...], arguments: tuple[Basic, ...]) -> Basic:
    """What an opaque function means at a point. Raises NotEvaluable as `opaque_functions.value` does."""
    monomials = opaque_functions.exponents(len(arguments))
    if len(monomials) != len(coefficients):
        raise NotEvaluable("a function of several numbers of arguments")
    return sympy.Add(
        *(
            sympy.Mul(as_rational(c), *(u**e for u, e in zip(arguments, monomial, strict=True)))
            for c, monomial in zip(coefficients, monomials, strict=True)
        )
    )


# --- enclosures --------------------------------------------------------------------------------


def _enclosed(integral: Basic, most: int) -> arb:
    """A ball that holds an integral without names, from at most so many evaluations of its integrand.

    Raises NotEvaluable where none is certain, Undefined where it may become so at a higher precision.
    """
    if not isinstance(integral, Integral):
        raise NotEvaluable("an integrand that has no value at the point")
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        raise NotEvaluable("several integrals at once, or an indefinite one")
    variable, low, high = integral.limits[0]
    body = integral.function
    if body.free_symbols - {variable} or low.free_symbols or high.free_symbols:
        raise NotEvaluable("an integral with names that have no rational value")
    if not _is_tame(body, variable, low, high):
        raise NotEvaluable("an integrand that is not shown to be finite")
    total = arb(0)
    start, end = low, high
    if low in (oo, -oo) or high in (oo, -oo):
        start, end, total = _without_tails(body, variable, low, high)
    point = Point({}, {}, {}, {})
    enclosure(body, variable, acb(1), False, point)  # a head that is not known is told here, not within Arb

    def enclosed(at: acb, analytic: bool) -> acb:
        try:
            return enclosure(body, variable, at, analytic, point)
        except (Undefined, NotEvaluable, ZeroDivisionError):
            return NOTHING  # no exception may pass through Arb

    ball = acb.integral(
        enclosed,
        acb(_ball(start, point)),
        acb(_ball(end, point)),
        eval_limit=most,
    )
    if not ball.is_finite() or not ball.imag.contains(0):
        raise Undefined("an integral without a finite enclosure")
    return ball.real + total


def _is_tame(body: Basic, variable: Basic, low: Basic, high: Basic) -> bool:
    """Is the integrand surely finite up to both ends, so that an enclosure is worth its time?"""
    where = interval(low, high, 1, Domain())
    moved = body.xreplace({variable: where.variable})
    steps = moved.atoms(sympy.floor, sympy.ceiling, sympy.Abs, sympy.sign)
    plain = moved.xreplace({step: sympy.Integer(1) for step in steps})
    try:
        smooth_on(plain, where)
        for end in (low, high):
            if end not in (oo, -oo):
                continuous_at_end(plain, where, end)
    except Declines:
        return False
    return True


def _ball(end: Basic, point: Point) -> arb:
    found = scalar(end, point)
    if not isinstance(found, fmpq | arb):
        raise NotEvaluable("a bound that is not real")
    return arb(found)


def enclosure(body: Basic, variable: Basic, at: acb, analytic: bool, point: Point) -> acb:
    """A ball that holds a function on a complex box; nothing finite where it may not be analytic or not be real.

    Raises NotEvaluable for a head that is not known.
    """
    if body == variable:
        return at
    if not body.has(variable):
        return acb(_ball(body, point))
    parts = [
        enclosure(argument, variable, at, analytic, point)
        for argument in (body.args[:1] if isinstance(body, sympy.Pow) else body.args)
    ]
    if isinstance(body, sympy.Add):
        return sum(parts[1:], parts[0])
    if isinstance(body, sympy.Mul):
        product = parts[0]
        for part in parts[1:]:
            product = product * part
        return product
    if isinstance(body, sympy.Pow):
        return _power(parts[0], body.exp, variable, at, analytic, point)
    rule = ON_BOXES.get(body.func)
    if rule is None:
        raise NotEvaluable(f"{body.func.__name__} on a box")
    return rule(parts[0], analytic)


def _power(base: acb, exponent: Basic, variable: Basic, at: acb, analytic: bool, point: Point) -> acb:
    if exponent.is_Integer:
        result = acb(1)
        for _ in range(abs(int(exponent))):
            result = result * base
        return result if exponent > 0 else 1 / result
    power = enclosure(exponent, variable, at, analytic, point)
    return (power * base.log()).exp() if base.real > 0 else NOTHING


def _where(clear: Callable[[acb], bool], function: Callable[[acb], acb]) -> Callable[[acb, bool], acb]:
    """The function on boxes that are clear of its cuts and of what has no real value."""
    return lambda z, _analytic: function(z) if clear(z) else NOTHING


def _right(z: acb) -> bool:
    return bool(z.real > 0)


def _in_strip(z: acb) -> bool:
    return bool(abs(z.real) < 1)


def _entire(function: Callable[[acb], acb]) -> Callable[[acb, bool], acb]:
    return lambda z, _analytic: function(z)


ON_BOXES: Mapping[type, Callable[[acb, bool], acb]] = {
    sympy.exp: _entire(acb.exp),
    sympy.sin: _entire(acb.sin),
    sympy.cos: _entire(acb.cos),
    sympy.tan: _entire(acb.tan),
    sympy.cot: _entire(acb.cot),
    sympy.sec: _entire(acb.sec),
    sympy.csc: _entire(acb.csc),
    sympy.sinh: _entire(acb.sinh),
    sympy.cosh: _entire(acb.cosh),
    sympy.tanh: _entire(lambda z: z.sinh() / z.cosh()),
    sympy.sech: _entire(acb.sech),
    sympy.csch: _entire(acb.csch),
    sympy.erf: _entire(acb.erf),
    sympy.erfc: _entire(acb.erfc),
    sympy.gamma: _entire(acb.gamma),
    sympy.log: _where(_right, acb.log),
    sympy.atan: _where(lambda z: bool(abs(z.imag) < 1), acb.atan),
    sympy.asinh: _where(lambda z: bool(abs(z.imag) < 1), acb.asinh),
    sympy.asin: _where(_in_strip, acb.asin),
    sympy.acos: _where(_in_strip, acb.acos),
    sympy.atanh: _where(_in_strip, lambda z: ((1 + z) / (1 - z)).log() / 2),
    sympy.acosh: _where(lambda z: bool(z.real > 1), acb.acosh),
    sympy.Abs: lambda z, analytic: z.real_abs(analytic=analytic),
    sympy.sign: lambda z, analytic: z.real_sgn(analytic=analytic),
    sympy.floor: lambda z, analytic: z.real_floor(analytic=analytic),
    sympy.ceiling: lambda z, analytic: z.real_ceil(analytic=analytic),
}


# --- tails -------------------------------------------------------------------------------------


def _without_tails(body: Basic, variable: Basic, low: Basic, high: Basic) -> tuple[Basic, Basic, arb]:
    """A finite interval, and a ball around 0 that holds the integral over what was cut off."""
    if high == -oo or low == oo:
        raise NotEvaluable("an integral run backwards from infinity")
    left = right = arb(0)
    if high == oo:
        high, right = _tail(body, variable)
    if low == -oo:
        mirrored, left = _tail(body.xreplace({variable: -variable}), variable)
        low = -mirrored
    both = left + right
    return low, high, arb(0, both.upper())


def _tail(body: Basic, variable: Basic) -> tuple[Basic, arb]:
    """T and a bound for ∫ |f| from T on, where f is a sum of terms c·t^k·e^{P(t)}·(what is at most 1)."""
    terms = _majorants(body, variable)
    place, goal = 1, arb(2) ** (-ctx.prec)
    for _ in range(MOST_DOUBLINGS):
        bounds = [_beyond(term, place) for term in terms]
        total = sum((bound for bound in bounds if bound is not None), arb(0))
        if None not in bounds and total < goal:
            return sympy.Integer(place), total
        place *= 2
    raise NotEvaluable("a tail that does not fall off in time")


Majorant = tuple[Basic, int, Basic, Basic, Basic]  # (c, k, p₂, p₁, p₀): |c|·t^k·e^{p₂t² + p₁t + p₀}, for t ≥ 1


def _majorants(body: Basic, variable: Basic) -> list[Majorant]:
    """What the terms of a function are at most, as it is written or else multiplied out."""
    try:
        return [_majorant(term, variable) for term in sympy.Add.make_args(body)]
    except NotEvaluable:
        return [_majorant(term, variable) for term in sympy.Add.make_args(sympy.expand(body))]


def _majorant(term: Basic, variable: Basic) -> Majorant:
    """What a term is at most, in absolute value, for t ≥ 1. Raises NotEvaluable where there is no such bound."""
    factor, rest = term.as_independent(variable, as_Add=False)
    power, exponent = 0, sympy.Integer(0)
    for part in sympy.Mul.make_args(rest):
        base, degree = part.as_base_exp()
        if base == variable and degree.is_Rational:
            power += max(int(sympy.ceiling(degree)), 0)
        elif isinstance(part, sympy.exp):
            exponent += part.args[0]
        elif not isinstance(part, sympy.sin | sympy.cos | sympy.tanh | sympy.erf) and not _is_below_one(part, variable):
            raise NotEvaluable("a tail without a bound")
    if not exponent.is_polynomial(variable) or sympy.degree(exponent, variable) not in (1, 2):
        raise NotEvaluable("a tail without a bound")
    p0, p1, p2 = (exponent.as_poly(variable).coeff_monomial(variable**k) for k in range(3))
    return factor, power, p2, p1, p0


def _is_below_one(part: Basic, variable: Basic) -> bool:
    """Is it 1/u^k with a u > 1 for all t > 1?"""
    base, degree = part.as_base_exp()
    where = interval(sympy.Integer(1), oo, 1, Domain())
    return bool(degree.is_negative) and sign_on(base.xreplace({variable: where.variable}) - 1, where) == 1


def _beyond(majorant: Majorant, place: int) -> arb | None:
    """A bound of the majorant's integral from `place` on; None where its logarithm does not fall there yet.

    g = t^k e^P has g'/g = k/t + P'(t) ≤ −r beyond T where that holds at T (k/t and, for p₂ ≤ 0,
    P' fall), so that the integral is at most g(T)/r.
    """
    bare = Point({}, {}, {}, {})
    factor, power, *coefficients = majorant
    c, p2, p1, p0 = (_ball(each, bare) for each in (factor, *coefficients))
    if not p2 <= 0:
        return None
    rate = -(arb(power) / place + 2 * p2 * place + p1)
    if not rate > 0:
        return None
    return abs(c) * arb(place) ** power * (p2 * place * place + p1 * place + p0).exp() / rate
