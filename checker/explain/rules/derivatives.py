"""The rules of differentiation that taking a derivative uses, in the order of what stands outermost."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Derivative, Indexed, Mul, Pow, Sum, Symbol, fraction
from sympy.core.basic import Basic
from sympy.core.function import Function
from sympy.matrices.expressions.matexpr import MatrixElement

ENTRIES = (Indexed, MatrixElement)
OF_FUNCTIONS = {
    "exp": "the derivative of exp is exp",
    "log": "the derivative of ln is the reciprocal",
    "sin": "the derivatives of sin and cos",
    "cos": "the derivatives of sin and cos",
    "tan": "the derivative of tan",
    "sinh": "the derivatives of sinh and cosh",
    "cosh": "the derivatives of sinh and cosh",
    "tanh": "the derivative of tanh",
    "Abs": "the derivative of |u| is the sign of u",
    "asin": "the derivative of arcsin",
    "acos": "the derivative of arccos",
    "atan": "the derivative of arctan",
}


ELEMENTARY = ("sum rule", "constant factor", "the derivative of a constant is 0")
MOST_RULES = 3  # of those that take a derivative, the outermost first


def derivative_rules(expression: Basic) -> tuple[str, ...]:
    """The rules that take every derivative of an expression, each once; the elementary ones where there are no others.

    What each of several terms needs is told by the rules that say more than that sums are differentiated term by term.
    """
    found: dict[str, None] = {}
    for derivative in _derivatives(expression):
        for variable in derivative.variables:
            found.update(dict.fromkeys(_rules(derivative.expr, variable)))
    telling = [rule for rule in found if rule not in ELEMENTARY]
    if len(telling) > MOST_RULES:
        telling = [rule for rule in telling if rule != "power rule"]
    return tuple((telling or [*found])[:MOST_RULES])


def as_quotient_rule_gives(expression: Basic) -> Basic:
    """The expression with the derivative of every u/v written as (u′v − uv′)/v²."""
    taken = {part: _quotient(part) for part in expression.atoms(Derivative) if len(part.variables) == 1}
    known: Basic = expression.xreplace({part: value for part, value in taken.items() if value is not None}).doit()
    return known


def _quotient(derivative: Derivative) -> Basic | None:
    above, below = fraction(derivative.expr)
    (variable,) = derivative.variables
    if not (above.has(variable) and below.has(variable)):
        return None
    made: Basic = (above.diff(variable) * below - above * below.diff(variable)) / below**2
    return made


def _derivatives(expression: Basic) -> Iterator[Derivative]:
    if isinstance(expression, Derivative):
        yield expression
    for arg in expression.args:
        yield from _derivatives(arg)


def _rules(body: Basic, variable: Basic) -> Iterator[str]:
    if _is_one(body, variable):
        return
    if not _moves(body, variable):
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
    moving = [factor for factor in body.args if _moves(factor, variable)]
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
    if not _moves(exponent, variable):
        yield from _inner("power rule", base, variable)
    elif not _moves(base, variable):
        yield from _inner("the derivative of an exponential", exponent, variable)
    else:
        yield "the power is written as exp of a logarithm"
        yield "product rule"


def _of_function(body: Function, variable: Basic) -> Iterator[str]:
    name = type(body).__name__
    yield from _inner(OF_FUNCTIONS.get(name, f"the derivative of {name}"), body.args[0], variable)


def _inner(rule: str, inside: Basic, variable: Basic) -> Iterator[str]:
    """A rule of something of `variable`, or, by the chain rule, of something inside."""
    if _is_one(inside, variable):
        yield rule
        return
    yield "chain rule"
    yield rule
    yield from _rules(inside, variable)


def _moves(part: Basic, variable: Basic) -> bool:
    """Does something change with a variable? Σ x_j changes with x_k."""
    return bool(part.has(_family(variable)))


def _is_one(part: Basic, variable: Basic) -> bool:
    """Is it the variable, or another entry of what it is an entry of?"""
    return part == variable or (isinstance(variable, ENTRIES) and _family(part) == _family(variable))


def _family(part: Basic) -> Basic:
    return part.args[0] if isinstance(part, ENTRIES) else part
