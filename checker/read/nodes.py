"""The free names of an expression and its parts of some kinds, remembered: SymPy walks the whole tree for each."""

from __future__ import annotations

from functools import lru_cache

from sympy import MatrixBase
from sympy.core.basic import Basic


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
