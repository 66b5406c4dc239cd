"""The free names of an expression and its parts of some kinds, remembered; and the same with other names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sympy import Add, MatrixBase, MatrixExpr, Mul, Pow
from sympy.core.basic import Basic
from sympy.core.function import Function
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction

UNEVALUATED = (Add, Mul, Pow, Function, Relational, BooleanFunction)


@lru_cache(maxsize=4096)  # every line asks the same of every fact before it
def nodes_of(expression: Basic, *kinds: type[Basic]) -> frozenset[Basic]:
    """The parts of an expression that are instances of one of the kinds, itself among them.

    Of what is only written at other bound names, as y′(0) is each time, they may be those of the first that was seen.
    """
    return frozenset(own_nodes(expression, *kinds))


def own_nodes(expression: Basic, *kinds: type[Basic]) -> set[Basic]:
    """The same, with the bound names that it has itself."""
    if isinstance(expression, MatrixBase):  # its entries are not its arguments
        return set(expression.atoms(*kinds))
    found, waiting = set[Basic](), [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, kinds):
            found.add(node)
        waiting += node.args
    return found


@lru_cache(maxsize=4096)  # SymPy rewrites every sum and integral to find them
def free_in(expression: Basic) -> frozenset[Basic]:
    """The free names of an expression."""
    return frozenset(expression.free_symbols)


def replaced(expression: Basic, others: Mapping[Basic, Basic]) -> Basic:
    """An expression with others for parts of it, as it is written.

    SymPy's own `xreplace` stops at products in which vectors make a number.
    """
    if expression in others:
        return others[expression]
    if not expression.args or not expression.has(*others):
        return expression
    arguments = [replaced(argument, others) for argument in expression.args]
    if isinstance(expression, MatrixExpr):
        return Basic.__new__(expression.func, *arguments)
    if isinstance(expression, UNEVALUATED):
        return expression.func(*arguments, evaluate=False)
    return expression.func(*arguments)
