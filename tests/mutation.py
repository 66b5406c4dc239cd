"""Small wrong edits of a SymPy object: one sign, factor, exponent, index, term or transpose at a time."""

from collections.abc import Iterator

from sympy import (
    Add,
    Derivative,
    ImmutableDenseMatrix,
    Indexed,
    Integer,
    MatAdd,
    MatMul,
    MatrixExpr,
    MatrixSymbol,
    Mul,
    Pow,
    Sum,
    Transpose,
    ZeroMatrix,
)
from sympy.core.basic import Basic
from sympy.core.numbers import Number
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.objects import Gradient, PerceptronRun, PredictionAt, WeightsAfter

LEFT_ALONE = (
    PerceptronRun,
    WeightsAfter,
    PredictionAt,
    ImmutableDenseMatrix,
    ZeroMatrix,
    MatrixSymbol,
    Indexed,
    MatrixElement,
)
ONLY_WHAT_IT_IS_OF = (Sum, Gradient, Derivative)


def mutants(expression: Basic) -> Iterator[Basic]:
    """Every mutant of the expression that differs from it by one edit, in a fixed order."""
    yield from _edits(expression)
    if isinstance(expression, LEFT_ALONE) or not expression.args:
        return
    editable = expression.args[:1] if isinstance(expression, ONLY_WHAT_IT_IS_OF) else expression.args
    for place, argument in enumerate(editable):
        for mutant in mutants(argument):
            try:
                yield expression.func(*expression.args[:place], mutant, *expression.args[place + 1 :])
            except (TypeError, ValueError):
                continue  # SymPy will not build it


def _edits(node: Basic) -> Iterator[Basic]:
    if isinstance(node, ImmutableDenseMatrix):
        for place in range(len(node)):
            entries = [entry + int(k == place) for k, entry in enumerate(node)]
            yield ImmutableDenseMatrix(node.rows, node.cols, entries)
    elif isinstance(node, MatrixExpr) and not isinstance(node, Gradient):
        yield MatMul(Integer(-1), node)
        yield MatMul(Integer(2), node)
    elif isinstance(node, Number):
        yield node + 1
        yield -node if node else Integer(2)
    elif node.is_commutative and not isinstance(node, Integer):
        yield -node
        yield 2 * node
        yield node + 1
    if isinstance(node, Pow):
        yield node.base
        yield node.base ** (node.exp + 1)
    if isinstance(node, Add | MatAdd) and len(node.args) > 1:
        for place in range(len(node.args)):
            rest = node.args[:place] + node.args[place + 1 :]
            yield node.func(*rest) if len(rest) > 1 else rest[0]
    if isinstance(node, Mul) and len(node.args) > 1:
        for place in range(len(node.args)):
            yield Mul(*node.args[:place], *node.args[place + 1 :])
    if isinstance(node, Transpose):
        yield node.arg
    if isinstance(node, MatrixSymbol):
        yield Transpose(node)
    if isinstance(node, Indexed):
        yield node.base[node.indices[0] + 1]
        yield node.base[Integer(1)]
