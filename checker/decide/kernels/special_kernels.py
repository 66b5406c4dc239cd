"""Kernels beyond exponentials, logarithms and roots: Γ, binomials, H(n), inverse functions, extremes, integer powers.

Each is rewritten to generators by an identity that holds wherever it is used: Γ(u + 1) = u·Γ(u)
(Abramowitz and Stegun 1964, §6.1), max(a, b) = (a + b + |a − b|)/2, acos u = π/2 − asin u,
asinh u = log(u + √(u² + 1)) (§4.6), e^{i·atan u} = (1 + iu)/√(1 + u²).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING

import sympy
from flint import fmpq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.kernels import lambert
from checker.decide.kernels.field import Fraction, factored, terms_of
from checker.decide.kernels.generators import Declines, Generator, Kind, Sign

if TYPE_CHECKING:
    from checker.decide.kernels.exponentials import Exponentials

NEVER_NEGATIVE = (Sign.POSITIVE, Sign.NONNEGATIVE)
FARTHEST_SHIFT = 60  # of Γ(u + k) and ψ(u + k) to the argument without whole part
LARGEST_CHOICE = 40  # a binomial C(n, k) with a number k is written out up to here
FORMAL_SIGN = "formal log(-1)"


# --- conditions ----------------------------------------------------------------------------------


# --- powers with integer exponents -------------------------------------------------------------


def formal_logarithm(tower: Exponentials, base: Fraction) -> Fraction:
    """Σ e·L(factor) for base = ± ∏ factorᵉ ≠ 0, where only exp(k·L) = factorᵏ with an integer k is ever used."""
    top, bottom = tower.field.lowest_terms(base)
    total = tower.field.zero
    for polynomial, side in ((top, 1), (bottom, -1)):
        scale, factors = factored(polynomial)
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


def _formal(tower: Exponentials, name: str, argument: Fraction) -> Fraction:
    return tower.generator(Generator(name, Kind.LOGARITHM, Sign.ANY, tower.marks_of(argument), argument=argument))


Present = Sequence[tuple[Generator, int]]


def power_of_minus_one(tower: Exponentials, present: Present, coefficient: fmpq) -> Fraction | None:
    """(−1)^(coefficient · product of integers)."""
    others = [(generator, e) for generator, e in present if generator.name != FORMAL_SIGN]
    return _parity(tower, others, coefficient)


def sign_of_whole_turns(tower: Exponentials, present: Present, coefficient: fmpq) -> Fraction | None:
    """e^{iπ·coefficient·(product of integers)}."""
    others = [(generator, e) for generator, e in present if generator.name not in ("constant I", "constant pi")]
    return _parity(tower, others, coefficient)


def _parity(tower: Exponentials, others: Present, coefficient: fmpq) -> Fraction | None:
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


def _gamma(tower: Exponentials, expression: Basic) -> Fraction:
    return gamma(tower, tower.value(expression.args[0]))


def _factorial(tower: Exponentials, expression: Basic) -> Fraction:
    return gamma(tower, tower.field.add(tower.value(expression.args[0]), tower.field.one))


def gamma(tower: Exponentials, argument: Fraction) -> Fraction:
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


def _without_whole_part(tower: Exponentials, argument: Fraction) -> tuple[Fraction, int]:
    """(w, k) with argument = w + k, k an integer and w's constant term in [0, 1)."""
    top, bottom = tower.field.lowest_terms(argument)
    if not bottom.is_constant():
        return argument, 0
    constant = fmpq(0)
    for monomial, coefficient in terms_of(top):
        if not any(monomial):
            constant = coefficient
    whole = int(constant.floor())
    if abs(whole) > FARTHEST_SHIFT:
        raise Declines("a shift of Γ that is too far")
    return tower.field.subtract(Fraction(top, ()), tower.field.constant(whole)), whole


def _rising(tower: Exponentials, start: Fraction, steps: int) -> Fraction:
    """Γ(start + steps)/Γ(start)."""
    product = tower.field.one
    for j in range(abs(steps)):
        shift = j if steps > 0 else steps + j
        product = tower.field.multiply(product, tower.field.add(start, tower.field.constant(shift)))
    return product if steps >= 0 else tower.field.invert(product)


def _binomial(tower: Exponentials, expression: Basic) -> Fraction:
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


def _beta(tower: Exponentials, expression: Basic) -> Fraction:
    """B(a, b) = Γ(a)Γ(b)/Γ(a + b) (Abramowitz and Stegun 1964, §6.2.2)."""
    one, two = (tower.value(argument) for argument in expression.args[:2])
    above = tower.field.multiply(gamma(tower, one), gamma(tower, two))
    return tower.field.multiply(above, tower.field.invert(gamma(tower, tower.field.add(one, two))))


def _digamma(tower: Exponentials, expression: Basic) -> Fraction:
    order, argument = expression.args
    if order != 0:
        raise Declines("polygamma of higher order")
    return digamma(tower, tower.value(argument))


def digamma(tower: Exponentials, argument: Fraction) -> Fraction:
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


def _harmonic(tower: Exponentials, expression: Basic) -> Fraction:
    """H(u) = ψ(u + 1) + γ over H(u + 1) = H(u) + 1/(u + 1), for u > −1 (Abramowitz and Stegun 1964, 6.3.2)."""
    if len(expression.args) != 1:
        raise Declines("a harmonic number of higher order")
    field, argument = tower.field, tower.value(expression.args[0])
    if tower.sign_of(field.add(argument, field.one)) is not Sign.POSITIVE:
        raise Declines("a harmonic number of what may be a negative integer")
    rest, whole = _without_whole_part(tower, argument)
    if _as_number(rest) is not None:
        raise Declines("a harmonic number of a number")
    total = tower.generator(
        Generator(f"harmonic({tower.text(rest)})", Kind.DIGAMMA, Sign.ANY, tower.marks_of(rest), argument=rest)
    )
    for j in range(abs(whole)):
        step = field.invert(field.add(rest, field.constant(j + 1 if whole > 0 else whole + j + 1)))
        total = field.add(total, step) if whole > 0 else field.subtract(total, step)
    return total


def _gamma_slope(tower: Exponentials, generator: Generator, itself: Fraction) -> Fraction:
    assert generator.argument is not None
    return tower.field.multiply(itself, digamma(tower, generator.argument))


def _no_slope(_tower: Exponentials, generator: Generator, _itself: Fraction) -> Fraction:
    raise Declines(f"no rule for the derivative of {generator.name}")


# --- floors ---


def floor(tower: Exponentials, value: Fraction) -> Fraction:
    """⌊u⌋ with the terms that are surely integers taken out: ⌊n + x⌋ = n + ⌊x⌋."""
    top, bottom = tower.field.lowest_terms(value)
    if not bottom.is_constant():
        return _floor_generator(tower, value)
    whole, rest = tower.field.context.constant(0), tower.field.context.constant(0)
    for monomial, coefficient in terms_of(top):
        present = [tower.generators[index] for index, e in enumerate(monomial) if e]
        term = tower.field.context.from_dict({tuple(int(e) for e in monomial): fmpq(1)})
        if all(_is_integer(generator) for generator in present):
            whole_part = fmpq(coefficient.floor())
            whole, rest = whole + term * whole_part, rest + term * (coefficient - whole_part)
        else:
            rest = rest + term * coefficient
    if rest.is_constant():
        return Fraction(whole, ())  # what is left is a number in [0, 1)
    return tower.field.add(Fraction(whole, ()), _floor_generator(tower, Fraction(rest, ())))


def _floor_generator(tower: Exponentials, value: Fraction) -> Fraction:
    return tower.generator(
        Generator(f"floor({tower.text(value)})", Kind.INVERSE, Sign.ANY, tower.marks_of(value), argument=value)
    )


def _floor(tower: Exponentials, expression: Basic) -> Fraction:
    return floor(tower, tower.value(expression.args[0]))


def _fractional_part(tower: Exponentials, expression: Basic) -> Fraction:
    inside = tower.value(expression.args[0])
    return tower.field.subtract(inside, floor(tower, inside))


def _ceiling(tower: Exponentials, expression: Basic) -> Fraction:
    return tower.field.negate(floor(tower, tower.field.negate(tower.value(expression.args[0]))))


# --- inverse functions -------------------------------------------------------------------------


def _odd(tower: Exponentials, name: str, argument: Fraction) -> Fraction:
    """f(u) for an odd and increasing f, as ± the generator of u or −u, whichever is positive or leads with a plus."""
    if argument.numerator.is_zero():
        return tower.field.zero
    opposite = tower.field.negate(argument)
    negative = argument.numerator.leading_coefficient() < 0
    if tower.sign_of(opposite if not negative else argument) in NEVER_NEGATIVE:
        negative = not negative
    inside = opposite if negative else argument
    generator = tower.generator(
        Generator(
            f"{name}({tower.text(inside)})",
            Kind.INVERSE,
            tower.sign_of(inside),  # every f here rises
            tower.marks_of(inside),
            argument=inside,
        )
    )
    return tower.field.negate(generator) if negative else generator


def _odd_function(name: str) -> Callable[[Exponentials, Basic], Fraction]:
    return lambda tower, expression: _odd(tower, name, tower.value(expression.args[0]))


def _arccosine(tower: Exponentials, expression: Basic) -> Fraction:
    half_turn = tower.field.multiply(tower.value(sympy.pi), tower.field.constant(fmpq(1, 2)))
    return tower.field.subtract(half_turn, _odd(tower, "asin", tower.value(expression.args[0])))


def _as_logarithm(shape: Callable[[Exponentials, Fraction], Fraction]) -> Callable[[Exponentials, Basic], Fraction]:
    return lambda tower, expression: shape(tower, tower.value(expression.args[0]))


def _area_sine(tower: Exponentials, u: Fraction) -> Fraction:
    square = tower.field.add(tower.field.multiply(u, u), tower.field.one)
    return tower.logarithm(tower.field.add(u, tower.root(square, 1, 2)))


def _area_cosine(tower: Exponentials, u: Fraction) -> Fraction:
    square = tower.field.subtract(tower.field.multiply(u, u), tower.field.one)
    return tower.logarithm(tower.field.add(u, tower.root(square, 1, 2)))


def _area_tangent(tower: Exponentials, u: Fraction) -> Fraction:
    one = tower.field.one
    ratio = tower.field.multiply(tower.field.add(one, u), tower.field.invert(tower.field.subtract(one, u)))
    return tower.field.multiply(tower.logarithm(ratio), tower.field.constant(fmpq(1, 2)))


def _arc_of_point(tower: Exponentials, expression: Basic) -> Fraction:
    """atan2(y, x) by half planes; a kernel of its own where it is not known in which the point lies."""
    field = tower.field
    y, x = (tower.value(argument) for argument in expression.args)
    half_turn = tower.value(sympy.pi)
    if tower.sign_of(x) is Sign.POSITIVE:
        return _odd(tower, "atan", field.multiply(y, field.invert(x)))
    for side in (1, -1):
        quarter = field.multiply(half_turn, field.constant(fmpq(side, 2)))
        if tower.sign_of(field.multiply(y, field.constant(side))) is Sign.POSITIVE:
            return field.subtract(quarter, _odd(tower, "atan", field.multiply(x, field.invert(y))))
    if tower.sign_of(field.negate(x)) is Sign.POSITIVE and tower.sign_of(y) is Sign.NONNEGATIVE:
        return field.add(half_turn, _odd(tower, "atan", field.multiply(y, field.invert(x))))
    return tower.generator(
        Generator(
            f"atan2({tower.text(y)}, {tower.text(x)})",
            Kind.INVERSE,
            Sign.ANY,
            tower.marks_of(y) | tower.marks_of(x),
            argument=y,
            bounds=(y, x),  # on which no derivative is taken
        )
    )


def _direction(tower: Exponentials, y: Fraction, x: Fraction) -> Fraction:
    field = tower.field
    length = tower.root(field.add(field.multiply(x, x), field.multiply(y, y)), 1, 2)
    point = field.add(x, field.multiply(tower.imaginary_unit(), y))
    return field.multiply(point, field.invert(length))


def on_the_unit_circle(tower: Exponentials, inverse: Generator, coefficient: fmpq) -> Fraction | None:
    """e^{i·k·f(u)} for f = atan or asin, 4k whole; (x + iy)/√(x² + y²) for the angle of a point, k whole."""
    if coefficient.denominator == 1 and inverse.name.startswith("atan2(") and inverse.bounds is not None:
        return tower.field.power(_direction(tower, *inverse.bounds), int(coefficient.numerator))
    halvings = HALVINGS.get(int(coefficient.denominator))
    if halvings is None or inverse.argument is None:
        return None
    field, u, i = tower.field, inverse.argument, tower.imaginary_unit()
    square = field.multiply(u, u)
    if inverse.name.startswith("atan("):
        cosine = field.invert(tower.root(field.add(field.one, square), 1, 2))
        sine = field.multiply(u, cosine)
    elif inverse.name.startswith("asin("):
        cosine, sine = tower.root(field.subtract(field.one, square), 1, 2), u
    else:
        return None
    for _ in range(halvings):
        cosine, sine = _halved(tower, cosine, sine)
    return field.power(field.add(cosine, field.multiply(i, sine)), int(coefficient.numerator))


HALVINGS: Mapping[int, int] = {1: 0, 2: 1, 4: 2}


def _halved(tower: Exponentials, cosine: Fraction, sine: Fraction) -> tuple[Fraction, Fraction]:
    """cos θ/2 = √((1 + cos θ)/2) and sin θ/2 = sin θ/(2 cos θ/2), for |θ| ≤ π/2."""
    field = tower.field
    half = field.constant(fmpq(1, 2))
    found = tower.root(field.multiply(field.add(field.one, cosine), half), 1, 2)
    return found, field.multiply(field.multiply(sine, half), field.invert(found))


def _inverse_slope(tower: Exponentials, generator: Generator, itself: Fraction) -> Fraction:
    field, u = tower.field, generator.argument
    assert u is not None
    square = field.multiply(u, u)
    if generator.name.startswith("atan("):
        return field.invert(field.add(field.one, square))
    if generator.name.startswith("asin("):
        return field.invert(tower.root(field.subtract(field.one, square), 1, 2))
    if generator.name.startswith("LambertW("):
        return lambert.slope(tower, generator, itself)
    if generator.name.startswith("erf("):
        bell = tower.gaussians.get(tower.text(u))
        if bell is None:
            raise Declines("the derivative of an erf that was not foreseen")
        width = tower.root(tower.value(sympy.pi), 1, 2)
        return field.multiply(field.multiply(field.constant(2), bell), field.invert(width))
    raise Declines(f"no rule for the derivative of {generator.name}")


DIVISOR_OF: Mapping[type, type] = {
    sympy.tan: sympy.cos,
    sympy.sec: sympy.cos,
    sympy.cot: sympy.sin,
    sympy.csc: sympy.sin,
    sympy.coth: sympy.sinh,
    sympy.csch: sympy.sinh,
}

SLOPES: Mapping[Kind, Callable[[Exponentials, Generator, Fraction], Fraction]] = {
    Kind.GAMMA: _gamma_slope,
    Kind.DIGAMMA: _no_slope,
    Kind.INVERSE: _inverse_slope,
    Kind.PRODUCT: _no_slope,
}


# --- extremes, products, substituted derivatives -----------------------------------------------


def _extreme(sign: int) -> Callable[[Exponentials, Basic], Fraction]:
    def rule(tower: Exponentials, expression: Basic) -> Fraction:
        values = [tower.value(argument) for argument in expression.args]
        return reduce(lambda one, two: _of_two(tower, one, two, sign), values)

    return rule


def _of_two(tower: Exponentials, one: Fraction, two: Fraction, sign: int) -> Fraction:
    field = tower.field
    distance = tower.absolute(field.subtract(one, two))
    total = field.add(field.add(one, two), field.multiply(field.constant(sign), distance))
    return field.multiply(total, field.constant(fmpq(1, 2)))


def _substituted(tower: Exponentials, expression: Basic) -> Fraction:
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


def _unit(tower: Exponentials, _expression: Basic) -> Fraction:
    return tower.imaginary_unit()


RULES: Mapping[type, Callable[[Exponentials, Basic], Fraction]] = {
    type(sympy.I): _unit,
    sympy.gamma: _gamma,
    sympy.factorial: _factorial,
    sympy.binomial: _binomial,
    sympy.beta: _beta,
    sympy.polygamma: _digamma,
    sympy.harmonic: _harmonic,
    sympy.asin: _odd_function("asin"),
    sympy.atan: _odd_function("atan"),
    sympy.erf: _odd_function("erf"),
    sympy.atan2: _arc_of_point,
    sympy.LambertW: lambert.value,
    sympy.acos: _arccosine,
    sympy.asinh: _as_logarithm(_area_sine),
    sympy.acosh: _as_logarithm(_area_cosine),
    sympy.atanh: _as_logarithm(_area_tangent),
    sympy.floor: _floor,
    sympy.ceiling: _ceiling,
    sympy.frac: _fractional_part,
    sympy.Max: _extreme(1),
    sympy.Min: _extreme(-1),
    sympy.Subs: _substituted,
}
