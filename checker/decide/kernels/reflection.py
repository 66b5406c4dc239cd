"""Γ(k − u) beside Γ(u) as (1 − u)⋯(k − 1 − u)·π/(sin πu · Γ(u)), for an integer k ≥ 1 and 0 < u < k.

(Euler's reflection, Γ(u)Γ(1 − u) = π/sin πu: Abramowitz and Stegun 1964, §6.1.17.) Where u is an integer, the quotient
is continued by its limit, as both sides of an identity are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import sympy
from sympy import Mul, pi, sin
from sympy.core.basic import Basic

from checker.decide.parts import heads_of

GAMMAS = frozenset({sympy.gamma, sympy.factorial})
FARTHEST = 10


def with_reflections(expressions: Sequence[Basic], is_positive: Callable[[Basic], bool]) -> Sequence[Basic]:
    """The expressions with one Γ of each such pair written by the other."""
    if all(GAMMAS.isdisjoint(heads_of(expression)) for expression in expressions):
        return expressions
    nodes = {node for expression in expressions for node in expression.atoms(*GAMMAS) if node.free_symbols}
    put: dict[Basic, Basic] = {}
    for one, two in combinations(sorted(nodes, key=sympy.default_sort_key), 2):
        kept, other = (two, one) if _argument(one).could_extract_minus_sign() else (one, two)
        u, v = _argument(kept), _argument(other)
        total = sympy.expand(u + v)
        if kept in put or other in put or not total.is_Integer or not 1 <= total <= FARTHEST:
            continue
        if is_positive(u) and is_positive(v):
            put[other] = Mul(*(k - u for k in range(1, int(total)))) * pi / (sin(pi * u) * kept)
    return [expression.xreplace(put) for expression in expressions] if put else expressions


def _argument(node: Basic) -> Basic:
    return node.args[0] if isinstance(node, sympy.gamma) else node.args[0] + 1
