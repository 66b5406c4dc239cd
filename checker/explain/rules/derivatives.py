"""The rules of differentiation that taking a derivative uses, in the order of what stands outermost."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Derivative, Mul, Pow, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import Function

OF_FUNCTIONS = {
    "exp": "the derivative of exp is exp",
    "log": "the derivative of ln is the reciprocal",
    "sin": "the derivatives of sin and cos",
    "cos": "the derivatives of sin and cos",
    "tan": "the derivative of tan",
}


def derivative_rules(expression: Basic) -> tuple[str, ...]:
    """The rules that take every derivative of an expression, each once."""
    found: dict[str, None] = {}
    for derivative in _derivatives(expression):
        for variable in derivative.variables:
            found.update(dict.fromkeys(_rules(derivative.expr, variable)))
    return tuple(found)


def _derivatives(expression: Basic) -> Iterator[Derivative]:
    if isinstance(expression, Derivative):
        yield expression
    for arg in expression.args:
        yield from _derivatives(arg)


def _rules(body: Basic, variable: Basic) -> Iterator[str]:
    if body == variable:
        return
    if variable not in body.free_symbols:
        if not isinstance(body, Symbol):
            yield "the derivative of a constant is 0"
        return
    if isinstance(body, Add):
        yield "sum rule"
        for term in body.args:
            yield from _rules(term, variable)
    elif isinstance(body, Sum):
        yield "the derivative of Σ is Σ of the derivatives"
        yield from _rules(body.function, variable)
    elif isinstance(body, Mul):
        yield from _of_product(body, variable)
    elif isinstance(body, Pow):
        yield from _of_power(body, variable)
    elif isinstance(body, Function) and len(body.args) == 1:
        yield from _of_function(body, variable)
    else:
        yield "differentiate"


def _of_product(body: Mul, variable: Basic) -> Iterator[str]:
    moving = [factor for factor in body.args if variable in factor.free_symbols]
    if len(moving) < len(body.args):
        yield "constant factor"
    below = [factor for factor in moving if isinstance(factor, Pow) and factor.exp.could_extract_minus_sign()]
    if len(moving) > 1:
        yield "quotient rule" if below else "product rule"
    for factor in moving:
        inner = factor.base if factor in below and len(moving) > 1 else factor
        yield from _rules(inner, variable)


def _of_power(body: Pow, variable: Basic) -> Iterator[str]:
    base, exponent = body.args
    if variable not in exponent.free_symbols:
        yield from _inner("power rule", base, variable)
    elif variable not in base.free_symbols:
        yield from _inner("the derivative of an exponential", exponent, variable)
    else:
        yield "the power is written as exp of a logarithm"
        yield "product rule"


def _of_function(body: Function, variable: Basic) -> Iterator[str]:
    name = type(body).__name__
    yield from _inner(OF_FUNCTIONS.get(name, f"the derivative of {name}"), body.args[0], variable)


def _inner(rule: str, inside: Basic, variable: Basic) -> Iterator[str]:
    """A rule of something of `variable`, or, by the chain rule, of something inside."""
    if inside == variable:
        yield rule
        return
    yield "chain rule"
    yield rule
    yield from _rules(inside, variable)
