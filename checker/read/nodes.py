"""The parts of an expression that are of some kinds, remembered: SymPy walks the whole tree at every question."""

from __future__ import annotations

from functools import lru_cache

from sympy.core.basic import Basic


@lru_cache(maxsize=4096)  # every line asks the same of every fact before it
def nodes_of(expression: Basic, *kinds: type[Basic]) -> frozenset[Basic]:
    """The parts of an expression that are instances of one of the kinds, itself among them."""
    return frozenset(expression.atoms(*kinds))
