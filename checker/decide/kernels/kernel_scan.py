"""Finds the exponential and root kernels of expressions before any is given a value, innermost first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import lcm

import sympy
from sympy.core.basic import Basic

from checker.decide.parts import heads_of, parts_of, powers_of

HIGHEST_ROOT = 60

CIRCULAR = frozenset({sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc})

FROM_EXPONENTIAL = {
    sympy.sin: "sine",
    sympy.cos: "cosine",
    sympy.tan: "tangent",
    sympy.cot: "cotangent",
    sympy.sec: "secant",
    sympy.csc: "cosecant",
    sympy.sinh: "sine",
    sympy.cosh: "cosine",
    sympy.tanh: "tangent",
    sympy.coth: "cotangent",
    sympy.sech: "secant",
    sympy.csch: "cosecant",
}

EXPONENTIALS = frozenset({sympy.exp, type(sympy.E), sympy.erf, *FROM_EXPONENTIAL})


def sides_of(conditions: Iterable[Basic]) -> list[Basic]:
    """What the domain's conditions compare: its kernels must share generators with the claim's."""
    sides = [side for condition in conditions if condition.is_Relational for side in condition.args]
    return [side for side in sides if side.args or side is sympy.E]  # no other leaf is a kernel


def kernels(expressions: Sequence[Basic]) -> list[tuple[Basic, int]]:
    """Exponential and root kernels with their depth, innermost first, each once."""
    if not any(map(_holds_kernel, expressions)):
        return []
    found: dict[Basic, int] = {}

    def depth_of(node: Basic) -> int:
        depth = 0
        for argument in node.args:
            if argument.args or argument is sympy.E:
                depth = max(depth, depth_of(argument))
        head = node.func
        if head in EXPONENTIALS or (head is sympy.Pow and not node.args[1].is_Integer):
            depth += 1
            found[node] = depth
        return depth

    for expression in expressions:
        depth_of(expression)
    return list(found.items())


@lru_cache(maxsize=64)
def is_plainly_rational(expression: Basic) -> bool:
    """Is it a rational function of names, as written: does nothing in it call for more than arithmetic?"""
    return heads_of(expression) <= ARITHMETIC and not _holds_kernel(expression)


ARITHMETIC = frozenset(
    {sympy.Symbol, sympy.Add, sympy.Mul, sympy.Pow, sympy.Integer, sympy.Rational}
    | {type(number) for number in (sympy.S.Zero, sympy.S.One, sympy.S.NegativeOne, sympy.S.Half)}
)


def binds_or_raises(expression: Basic) -> bool:
    """Does it hold a sum or product, or a number or power that may be written as a power of another?"""
    heads = heads_of(expression)
    if not heads.isdisjoint(BINDING):
        return True
    return sympy.Pow in heads and any(not power.args[1].is_Rational for power in powers_of(expression))


BINDING = frozenset({sympy.Sum, sympy.Product, sympy.fibonacci, sympy.lucas})


def _holds_kernel(expression: Basic) -> bool:
    heads = heads_of(expression)
    if not heads.isdisjoint(EXPONENTIALS):
        return True
    return sympy.Pow in heads and any(not power.args[1].is_Integer for power in powers_of(expression))


def common_root_degree(nodes: Iterable[tuple[Basic, int]]) -> int:
    degree = 2
    for node, _ in nodes:
        for part in parts_of(node):
            if part.is_Rational:
                degree = lcm(degree, int(part.q))
    return degree if degree <= HIGHEST_ROOT else 2


def by_depth(nodes: Sequence[tuple[Basic, int]]) -> list[list[Basic]]:
    levels: dict[int, list[Basic]] = {}
    for node, depth in nodes:
        if node.func in EXPONENTIALS or not (node.exp.is_Rational or node.exp.is_number):
            levels.setdefault(depth, []).append(node)
    return [levels[depth] for depth in sorted(levels)]
