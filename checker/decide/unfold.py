"""Puts the meaning of names into a statement: definitions in, until only undefined names are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sympy import (
    Derivative,
    Expr,
    Indexed,
    Integral,
    Limit,
    MatAdd,
    MatMul,
    MatrixExpr,
    Order,
    Product,
    Subs,
    Sum,
    Symbol,
    Trace,
)
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement, MatrixSymbol

from checker.decide.partial_parts import rebuilt
from checker.model import DeriveCheckError

DEEPEST = 50  # definitions that rest on definitions; more is a circle


def unfold(expression: Basic, definitions: Mapping[Basic, Basic]) -> Basic:
    """The expression with every defined name replaced by what it means.

    A derivative with respect to a defined name, such as dσ/dg with g = g(x), is taken before
    g(x) is given its meaning; an index is no defined name where it is summed over,
    nor is a name for which something is put. Raises
    DeriveCheckError where definitions run in a circle, where such a derivative cannot be taken, or where an
    antiderivative is sought by a defined name.
    """
    return _unfold(expression, definitions, 0) if definitions else expression


def _unfold(expression: Basic, definitions: Mapping[Basic, Basic], depth: int) -> Basic:
    if depth > DEEPEST:
        raise DeriveCheckError(f"the definition of {expression} runs in a circle")
    meaning = definitions.get(expression)
    if meaning is not None:
        return _as_scalar(expression, _unfold(meaning, definitions, depth + 1))
    if not expression.args or isinstance(expression, MatrixSymbol):
        return expression
    if isinstance(expression, Derivative):
        varied = [v for v, _ in expression.variable_count]
        defined = [v for v in varied if not _is_free(v, definitions)]
        if defined and all(order.is_Integer for _, order in expression.variable_count):
            free = {name: meaning for name, meaning in definitions.items() if not _is_one_of(name, varied)}
            explicit = Derivative(_unfold(expression.expr, free, depth), *expression.variables)
            return _unfold(_taken(explicit, defined[0]), definitions, depth)
    if isinstance(expression, Integral):
        defined_here = [limit[0] for limit in expression.limits if len(limit) == 1 and limit[0] in definitions]
        if defined_here:
            raise DeriveCheckError(f"an antiderivative by {defined_here[0]}, which is defined itself")
    if isinstance(expression, ExprWithLimits):
        definitions = {name: definitions[name] for name in definitions if name not in expression.bound_symbols}
    if isinstance(expression, Subs):
        inside = {name: definitions[name] for name in definitions if name not in expression.variables}
        points = (_unfold(point, definitions, depth) for point in expression.point)
        return Subs(_unfold(expression.expr, inside, depth), expression.variables, tuple(points))
    arguments = tuple(_unfold(argument, definitions, depth) for argument in expression.args)
    if all(new is old for new, old in zip(arguments, expression.args, strict=True)):
        return expression
    return _rebuilt(expression, arguments)


def _as_scalar(name: Basic, meaning: Basic) -> Basic:
    """The meaning of a number that is written as a product of vectors, such as xᵀy: of 1×1 matrices its trace.

    SymPy would take the product of a 1×1 matrix and a longer column for one that does not fit.
    """
    if isinstance(name, MatrixExpr) or not isinstance(meaning, MatrixExpr) or tuple(meaning.shape) != (1, 1):
        return meaning
    return Trace(meaning)


def _rebuilt(expression: Basic, arguments: Sequence[Basic]) -> Basic:
    """The expression of other arguments; sums and products of matrices without SymPy's checks, which refuse xᵀx⁻¹."""
    if isinstance(expression, MatMul | MatAdd) and all(isinstance(part, MatrixExpr | Expr) for part in arguments):
        return Basic.__new__(expression.func, *arguments)
    return rebuilt(expression, tuple(arguments))


def _is_free(variable: Basic, definitions: Mapping[Basic, Basic]) -> bool:
    """Is a name, or an entry of one, that is differentiated by given no meaning?"""
    if isinstance(variable, MatrixElement):
        return variable not in definitions and variable.parent not in definitions
    return isinstance(variable, Symbol | Indexed) and variable not in definitions


def _is_one_of(name: Basic, variables: Sequence[Basic]) -> bool:
    """Is a name differentiated by, or an item of data that are, or the matrix of such an entry?"""
    bases = {variable.args[0] for variable in variables if isinstance(variable, Indexed | MatrixElement)}
    return name in variables or name in bases or (isinstance(name, Indexed) and name.base in bases)


def _taken(derivative: Derivative, defined: Basic) -> Basic:
    taken = derivative.expr.diff(*derivative.variable_count)
    if taken == derivative:
        raise DeriveCheckError(
            f"the derivative of {derivative.expr} with respect to {defined}, which is defined itself"
        )
    return taken


def takes_a_value(name: Basic, expression: Basic) -> bool:
    """Can a value be put for the name? Not for a datum among data, nor where it is differentiated by or summed over."""
    if not isinstance(name, Symbol | AppliedUndef):
        return False
    bound = {index for total in expression.atoms(Sum, Product) for index in total.bound_symbols}
    varied = {variable for derivative in expression.atoms(Derivative) for variable, _ in derivative.variable_count}
    ranged = {limit for node in expression.atoms(Integral, Limit, Order) for limit in _ranged(node)}
    return name not in bound | varied | ranged


def with_values(condition: Basic, values: Mapping[Basic, Basic]) -> Basic:
    """A comparison with values put into its sides, as a relation still, even where it is one between numbers."""
    return condition.func(*(side.xreplace(values) for side in condition.args), evaluate=False)


def _ranged(node: Basic) -> tuple[Basic, ...]:
    """What is integrated over, goes to a limit, or is an order's: a value is no such name."""
    return (node.args[1],) if isinstance(node, Limit) else tuple(node.variables)


@lru_cache(maxsize=64)  # lines in a row ask of one derivative, which takes SymPy up to a second
def differentiated(expression: Basic) -> Basic:
    """The expression with every derivative carried out, sums left standing, so that values can be put in."""
    return expression.replace(
        lambda node: isinstance(node, Derivative), lambda node: node.expr.diff(*node.variable_count)
    )
