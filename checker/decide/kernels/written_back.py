"""A fraction over the generators of a normal form, as a SymPy expression again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from flint import fmpq, fmpq_mpoly
from sympy.core.basic import Basic

from checker.decide.kernels.field import Fraction
from checker.decide.kernels.generators import Declines, Generator, Kind
from checker.decide.kernels.tower import Tower


def as_expression(tower: Tower, value: Fraction) -> Basic:
    """The expression that a fraction stands for. Raises Declines where a generator has none of its own."""
    top = polynomial_as_expression(tower, value.numerator)
    bottom = [
        sympy.Pow(polynomial_as_expression(tower, tower.field.factors[index]), exponent)
        for index, exponent in value.denominator
    ]
    return top / sympy.Mul(*bottom)


def polynomial_as_expression(tower: Tower, polynomial: fmpq_mpoly) -> Basic:
    """A polynomial over the generators as an expression. Raises Declines as `as_expression` does."""
    terms = []
    for monomial, coefficient in polynomial.to_dict().items():
        powers = [generator_as_expression(tower, k) ** int(e) for k, e in enumerate(monomial) if e]
        terms.append(sympy.Mul(as_rational(coefficient), *powers))
    return sympy.Add(*terms)


def as_rational(number: fmpq) -> Basic:
    """An exact rational as SymPy's."""
    return sympy.Rational(int(number.numerator), int(number.denominator))


def substituted(expression: Basic, values: Mapping[Basic, Basic]) -> Basic:
    """The expression with values put in. Raises Declines where SymPy cannot build it, such as max(2, log(−1))."""
    try:
        return expression.xreplace(values)
    except (TypeError, ValueError) as reason:
        raise Declines(f"nothing to put into {expression.func}") from reason


def generator_as_expression(tower: Tower, index: int) -> Basic:
    """What one generator stands for. Raises Declines for partial derivatives, sums and formal logarithms."""
    generator = tower.generators[index]
    if generator.origin is not None and generator.kind in (Kind.SYMBOL, Kind.DATA):
        return generator.origin
    if generator.kind is Kind.FUNCTION and generator.origin is not None and not generator.name.startswith("D"):
        return generator.origin
    rule = HEADS.get(generator.kind)
    if rule is None or generator.argument is None or generator.name.startswith(("formal", "(-1)^(", "constant")):
        raise Declines(f"no expression for {generator.name}")
    return rule(generator, as_expression(tower, generator.argument))


HEADS: Mapping[Kind, Callable[[Generator, Basic], Basic]] = {
    Kind.EXPONENTIAL: lambda _generator, argument: sympy.exp(argument),
    Kind.LOGARITHM: lambda _generator, argument: sympy.log(argument),
    Kind.ROOT: lambda generator, argument: argument ** sympy.Rational(1, generator.degree),
    Kind.ABSOLUTE: lambda _generator, argument: sympy.Abs(argument),
}
