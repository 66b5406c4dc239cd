"""Kernels beyond exponentials, logarithms and roots: Γ, binomials, inverse functions, extremes, integer powers.

Each is rewritten to generators by an identity that holds wherever it is used: Γ(u + 1) = u·Γ(u)
(Abramowitz and Stegun 1964, §6.1), max(a, b) = (a + b + |a − b|)/2, acos u = π/2 − asin u,
asinh u = log(u + √(u² + 1)) (§4.6), e^{i·atan u} = (1 + iu)/√(1 + u²).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING

import sympy
from flint import fmpq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.field import Fraction
from checker.decide.generators import Declines, Generator, Kind, Sign

if TYPE_CHECKING:
    from checker.decide.tower import Tower

FARTHEST_SHIFT = 60  # of Γ(u + k) and ψ(u + k) to the argument without whole part
LARGEST_CHOICE = 40  # a binomial C(n, k) with a number k is written out up to here
FORMAL_SIGN = "formal log(-1)"


# --- conditions --------------------------------------------------------------------------------


def plain_conditions(conditions: Iterable[Basic]) -> list[Basic]:
    """Inequalities without |·|: |u| < v as v − u > 0, v + u > 0 and v² − u² > 0."""
    plain: list[Basic] = []
    for condition in conditions:
        if condition.func not in (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le):
            continue
        plain.append(condition)
        smaller, larger = condition.lts, condition.gts
        if isinstance(smaller, sympy.Abs):
            strict = condition.func in (sympy.Gt, sympy.Lt)
            relation = sympy.Gt if strict else sympy.Ge
            inside = smaller.args[0]
            plain += [
                relation(difference, 0, evaluate=False)
                for difference in (larger - inside, larger + inside, larger**2 - inside**2)
            ]
    return plain


def sign_from(condition: Basic, symbol: Basic) -> Sign:
    """What one condition of the domain says of a symbol's sign."""
    if condition.func is sympy.Ne and condition.args in ((symbol, 0), (0, symbol)):
        return Sign.NONZERO
    if condition.func in (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le):
        strict = condition.func in (sympy.Gt, sympy.Lt)
        if condition.gts == symbol and condition.lts.is_nonnegative:
            return Sign.POSITIVE if strict or condition.lts.is_positive else Sign.NONNEGATIVE
        if condition.lts == symbol and condition.gts.is_nonpositive and (strict or condition.gts.is_negative):
            return Sign.NONZERO
    return Sign.ANY


# --- powers with integer exponents -------------------------------------------------------------


def formal_logarithm(tower: Tower, base: Fraction) -> Fraction:
    """Σ e·L(factor) for base = ± ∏ factorᵉ ≠ 0, where only exp(k·L) = factorᵏ with an integer k is ever used."""
    top, bottom = tower.field.lowest_terms(base)
    total = tower.field.zero
    for polynomial, side in ((top, 1), (bottom, -1)):
        scale, factors = polynomial.factor()
        if scale < 0:
            total = tower.field.add(total, _formal(tower, FORMAL_SIGN, tower.field.constant(-1)))
        if abs(scale) != 1:
            positive = tower.logarithm(tower.field.constant(abs(scale)))
            total = tower.field.add(total, tower.field.multiply(positive, tower.field.constant(side)))
        for factor, exponent in factors:
            part = Fraction(factor, ())
            known = tower.sign(factor) is Sign.POSITIVE
            log = tower.logarithm(part) if known else _formal(tower, f"formal log({tower.text(part)})", part)
            total = tower.field.add(total, tower.field.multiply(log, tower.field.constant(int(exponent) * side)))
    return total


def _formal(tower: Tower, name: str, argument: Fraction) -> Fraction:
    return tower.generator(Generator(name, Kind.LOGARITHM, Sign.ANY, tower.marks_of(argument), argument=argument))


Present = Sequence[tuple[Generator, int]]


def power_of_minus_one(tower: Tower, present: Present, coefficient: fmpq) -> Fraction | None:
    """(−1)^(coefficient · product of integers)."""
    others = [(generator, e) for generator, e in present if generator.name != FORMAL_SIGN]
    return _parity(tower, others, coefficient)


def sign_of_whole_turns(tower: Tower, present: Present, coefficient: fmpq) -> Fraction | None:
    """e^{iπ·coefficient·(product of integers)}."""
    others = [(generator, e) for generator, e in present if generator.name not in ("constant I", "constant pi")]
    return _parity(tower, others, coefficient)


def _parity(tower: Tower, others: Present, coefficient: fmpq) -> Fraction | None:
    if coefficient.denominator != 1 or not all(_is_integer(generator) for generator, _ in others):
        return None
    if int(coefficient.numerator) % 2 == 0:
        return tower.field.one
    if not others:
        return tower.field.constant(-1)
    name = "*".join(sorted(generator.name for generator, _ in others))  # nᵏ is odd exactly where n is
    marks = reduce(lambda found, pair: found | pair[0].marks, others, 0)
    return tower.generator(
        Generator(f"(-1)^({name})", Kind.ROOT, Sign.NONZERO, marks, argument=tower.field.one, degree=2)
    )


def _is_integer(generator: Generator) -> bool:
    return generator.kind is Kind.SYMBOL and generator.origin is not None and bool(generator.origin.is_integer)


# --- Γ, factorials, binomials ------------------------------------------------------------------


def _gamma(tower: Tower, expression: Basic) -> Fraction:
    return gamma(tower, tower.value(expression.args[0]))


def _factorial(tower: Tower, expression: Basic) -> Fraction:
    return gamma(tower, tower.field.add(tower.value(expression.args[0]), tower.field.one))


def gamma(tower: Tower, argument: Fraction) -> Fraction:
    """Γ over its value at the argument without whole part; arguments must surely be positive.

    Raises Declines where that is not known: Γ has poles.
    """
    if tower.sign_of(argument) is not Sign.POSITIVE:
        raise Declines("Γ of what may not be positive")
    rest, whole = _without_whole_part(tower, argument)
    number = _as_number(rest)
    if number is not None and number.denominator == 1:
        start = tower.field.one  # Γ(1) = 1, reached from rest = 0 by one step
        return tower.field.multiply(start, _rising(tower, tower.field.one, whole - 1))
    if number is not None and number == fmpq(1, 2):
        start = tower.root(tower.value(sympy.pi), 1, 2)
    else:
        sign = Sign.POSITIVE if tower.sign_of(rest) is Sign.POSITIVE else Sign.NONZERO
        start = tower.generator(
            Generator(f"gamma({tower.text(rest)})", Kind.GAMMA, sign, tower.marks_of(rest), argument=rest)
        )
    return tower.field.multiply(start, _rising(tower, rest, whole))


def _as_number(value: Fraction) -> fmpq | None:
    if value.denominator or not value.numerator.is_constant():
        return None
    return fmpq(0) if value.numerator.is_zero() else value.numerator.leading_coefficient()


def _without_whole_part(tower: Tower, argument: Fraction) -> tuple[Fraction, int]:
    """(w, k) with argument = w + k, k an integer and w's constant term in [0, 1)."""
    top, bottom = tower.field.lowest_terms(argument)
    if not bottom.is_constant():
        return argument, 0
    constant = fmpq(0)
    for monomial, coefficient in top.to_dict().items():
        if not any(monomial):
            constant = coefficient
    whole = int(constant.floor())
    if abs(whole) > FARTHEST_SHIFT:
        raise Declines("a shift of Γ that is too far")
    return tower.field.subtract(Fraction(top, ()), tower.field.constant(whole)), whole


def _rising(tower: Tower, start: Fraction, steps: int) -> Fraction:
    """Γ(start + steps)/Γ(start)."""
    product = tower.field.one
    for j in range(abs(steps)):
        shift = j if steps > 0 else steps + j
        product = tower.field.multiply(product, tower.field.add(start, tower.field.constant(shift)))
    return product if steps >= 0 else tower.field.invert(product)


def _binomial(tower: Tower, expression: Basic) -> Fraction:
    above, below = (tower.value(argument) for argument in expression.args)
    number = _as_number(below)
    field = tower.field
    if number is not None and number.denominator == 1 and 0 <= number <= LARGEST_CHOICE:
        product = field.one
        for j in range(int(number.numerator)):
            factor = field.subtract(above, field.constant(j))
            product = field.multiply(product, field.multiply(factor, field.constant(fmpq(1, j + 1))))
        return product
    parts = (above, below, field.subtract(above, below))
    over, left, right = (gamma(tower, field.add(part, field.one)) for part in parts)
    return field.multiply(over, field.invert(field.multiply(left, right)))


def _digamma(tower: Tower, expression: Basic) -> Fraction:
    order, argument = expression.args
    if order != 0:
        raise Declines("polygamma of higher order")
    return digamma(tower, tower.value(argument))


def digamma(tower: Tower, argument: Fraction) -> Fraction:
    """ψ, by ψ(u + 1) = ψ(u) + 1/u, for arguments that are surely positive."""
    if tower.sign_of(argument) is not Sign.POSITIVE:
        raise Declines("ψ of what may not be positive")
    rest, whole = _without_whole_part(tower, argument)
    number = _as_number(rest)
    if number is not None and number == 0:
        rest, whole = tower.field.one, whole - 1
    total = tower.generator(
        Generator(f"digamma({tower.text(rest)})", Kind.DIGAMMA, Sign.ANY, tower.marks_of(rest), argument=rest)
    )
    for j in range(abs(whole)):
        shift = j if whole > 0 else whole + j
        step = tower.field.invert(tower.field.add(rest, tower.field.constant(shift)))
        total = tower.field.add(total, step) if whole > 0 else tower.field.subtract(total, step)
    return total


def _gamma_slope(tower: Tower, generator: Generator, itself: Fraction) -> Fraction:
    assert generator.argument is not None
    return tower.field.multiply(itself, digamma(tower, generator.argument))


def _no_slope(_tower: Tower, generator: Generator, _itself: Fraction) -> Fraction:
    raise Declines(f"no rule for the derivative of {generator.name}")


# --- inverse functions -------------------------------------------------------------------------


def _odd(tower: Tower, name: str, argument: Fraction) -> Fraction:
    """f(u) for an odd f, as ± the generator of whichever of u and −u leads with a positive coefficient."""
    if argument.numerator.is_zero():
        return tower.field.zero
    negative = argument.numerator.leading_coefficient() < 0
    inside = tower.field.negate(argument) if negative else argument
    generator = tower.generator(
        Generator(f"{name}({tower.text(inside)})", Kind.INVERSE, Sign.ANY, tower.marks_of(inside), argument=inside)
    )
    return tower.field.negate(generator) if negative else generator


def _odd_function(name: str) -> Callable[[Tower, Basic], Fraction]:
    return lambda tower, expression: _odd(tower, name, tower.value(expression.args[0]))


def _arccosine(tower: Tower, expression: Basic) -> Fraction:
    half_turn = tower.field.multiply(tower.value(sympy.pi), tower.field.constant(fmpq(1, 2)))
    return tower.field.subtract(half_turn, _odd(tower, "asin", tower.value(expression.args[0])))


def _as_logarithm(shape: Callable[[Tower, Fraction], Fraction]) -> Callable[[Tower, Basic], Fraction]:
    return lambda tower, expression: shape(tower, tower.value(expression.args[0]))


def _area_sine(tower: Tower, u: Fraction) -> Fraction:
    square = tower.field.add(tower.field.multiply(u, u), tower.field.one)
    return tower.logarithm(tower.field.add(u, tower.root(square, 1, 2)))


def _area_cosine(tower: Tower, u: Fraction) -> Fraction:
    square = tower.field.subtract(tower.field.multiply(u, u), tower.field.one)
    return tower.logarithm(tower.field.add(u, tower.root(square, 1, 2)))


def _area_tangent(tower: Tower, u: Fraction) -> Fraction:
    one = tower.field.one
    ratio = tower.field.multiply(tower.field.add(one, u), tower.field.invert(tower.field.subtract(one, u)))
    return tower.field.multiply(tower.logarithm(ratio), tower.field.constant(fmpq(1, 2)))


def on_the_unit_circle(tower: Tower, inverse: Generator, coefficient: fmpq) -> Fraction | None:
    """e^{i·k·f(u)} for f = atan or asin and an integer k."""
    if coefficient.denominator != 1 or inverse.argument is None:
        return None
    field, u, i = tower.field, inverse.argument, tower.imaginary_unit()
    square = field.multiply(u, u)
    if inverse.name.startswith("atan("):
        length = tower.root(field.add(field.one, square), 1, 2)
        point = field.multiply(field.add(field.one, field.multiply(i, u)), field.invert(length))
    elif inverse.name.startswith("asin("):
        point = field.add(tower.root(field.subtract(field.one, square), 1, 2), field.multiply(i, u))
    else:
        return None
    return field.power(point, int(coefficient.numerator))


def _inverse_slope(tower: Tower, generator: Generator, _itself: Fraction) -> Fraction:
    field, u = tower.field, generator.argument
    assert u is not None
    square = field.multiply(u, u)
    if generator.name.startswith("atan("):
        return field.invert(field.add(field.one, square))
    if generator.name.startswith("asin("):
        return field.invert(tower.root(field.subtract(field.one, square), 1, 2))
    if generator.name.startswith("erf("):
        bell = tower.gaussians.get(tower.text(u))
        if bell is None:
            raise Declines("the derivative of an erf that was not foreseen")
        width = tower.root(tower.value(sympy.pi), 1, 2)
        return field.multiply(field.multiply(field.constant(2), bell), field.invert(width))
    raise Declines(f"no rule for the derivative of {generator.name}")


SLOPES: Mapping[Kind, Callable[[Tower, Generator, Fraction], Fraction]] = {
    Kind.GAMMA: _gamma_slope,
    Kind.DIGAMMA: _no_slope,
    Kind.INVERSE: _inverse_slope,
    Kind.PRODUCT: _no_slope,
}


# --- extremes, products, substituted derivatives -----------------------------------------------


def _extreme(sign: int) -> Callable[[Tower, Basic], Fraction]:
    def rule(tower: Tower, expression: Basic) -> Fraction:
        values = [tower.value(argument) for argument in expression.args]
        return reduce(lambda one, two: _of_two(tower, one, two, sign), values)

    return rule


def _of_two(tower: Tower, one: Fraction, two: Fraction, sign: int) -> Fraction:
    field = tower.field
    distance = tower.absolute(field.subtract(one, two))
    total = field.add(field.add(one, two), field.multiply(field.constant(sign), distance))
    return field.multiply(total, field.constant(fmpq(1, 2)))


def _product(tower: Tower, expression: Basic) -> Fraction:
    """A product with known bounds is written out; any other is one opaque generator."""
    body, *limits = expression.args
    if len(limits) != 1 or len(limits[0]) != 3:
        raise Declines("a product over several indices")
    index, low, high = limits[0]
    if low.is_Integer and high.is_Integer and high - low <= FARTHEST_SHIFT:
        product = tower.field.one
        for k in range(int(low), int(high) + 1):
            product = tower.field.multiply(product, tower.value(body.xreplace({index: sympy.Integer(k)})))
        return product
    return tower.opaque_product(body, index, low, high)


def _substituted(tower: Tower, expression: Basic) -> Fraction:
    """f⁽ᵏ⁾ at an argument, written Subs(Derivative(f(u), (u, k)), u, argument)."""
    body, names, values = expression.args
    if (
        not isinstance(body, sympy.Derivative)
        or not isinstance(body.expr, AppliedUndef)
        or len(names) != 1
        or len(body.args) != 2
        or body.expr.args != (names[0],)
        or body.variables[0] != names[0]
        or not body.args[1][1].is_Integer
    ):
        raise Declines("a substitution into what is no derivative of a function")
    applied = body.expr.func(values[0])
    base = tower.generator_of(tower.value(applied))
    name = base.name
    for _ in range(int(body.args[1][1])):
        name = name_of_partial(name, 1)
    return tower.generator(Generator(name, Kind.FUNCTION, Sign.ANY, base.marks, applied))


def name_of_partial(name: str, place: int) -> str:
    """The name of one more partial derivative, the places in order: mixed partials do not depend on theirs."""
    places = [place]
    while name.startswith("D") and "." in name and name[1 : name.index(".")].isdigit():
        head, name = name.split(".", 1)
        places.append(int(head[1:]))
    return "".join(f"D{each}." for each in sorted(places)) + name


def _unit(tower: Tower, _expression: Basic) -> Fraction:
    return tower.imaginary_unit()


RULES: Mapping[type, Callable[[Tower, Basic], Fraction]] = {
    type(sympy.I): _unit,
    sympy.gamma: _gamma,
    sympy.factorial: _factorial,
    sympy.binomial: _binomial,
    sympy.polygamma: _digamma,
    sympy.asin: _odd_function("asin"),
    sympy.atan: _odd_function("atan"),
    sympy.erf: _odd_function("erf"),
    sympy.acos: _arccosine,
    sympy.asinh: _as_logarithm(_area_sine),
    sympy.acosh: _as_logarithm(_area_cosine),
    sympy.atanh: _as_logarithm(_area_tangent),
    sympy.Max: _extreme(1),
    sympy.Min: _extreme(-1),
    sympy.Product: _product,
    sympy.Subs: _substituted,
}
