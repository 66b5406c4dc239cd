"""The free names of an expression and its parts of some kinds, remembered: SymPy walks the whole tree for each."""

from __future__ import annotations

from functools import lru_cache

from sympy import MatrixBase
from sympy.core.basic import Basic


@lru_cache(maxsize=4096)  # every line asks the same of every fact before it
def nodes_of(expression: Basic, *kinds: type[Basic]) -> frozenset[Basic]:
    """The parts of an expression that are instances of one of the kinds, itself among them."""
    if isinstance(expression, MatrixBase):  # its entries are not its arguments
        return frozenset(expression.atoms(*kinds))
    found, waiting = set[Basic](), [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, kinds):
            found.add(node)
        waiting += node.args
    return frozenset(found)


@lru_cache(maxsize=4096)  # SymPy rewrites every sum and integral to find them
def free_in(expression: Basic) -> frozenset[Basic]:
    """The free names of an expression."""
    return frozenset(expression.free_symbols)
