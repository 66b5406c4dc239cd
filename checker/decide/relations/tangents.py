"""Convex functions lie above their tangents, concave ones below: the instances that some relations call for.

e^u ≥ e^v·(1 + u − v) for all real u, v, and log u ≤ log v + (u − v)/v for positive u, v (Boyd and
Vandenberghe 2004, §3.1.3). From these follow Jensen's inequality, and that entropies and
divergences have their signs, by real arithmetic. With them: sin u and atan u between 0 and u
(the mean value theorem), and the ranges of arcs: |atan u| < π/2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import sympy
from sympy import Ge, Gt
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.relations.monotone import Kernel, kernels

MOST = 16


@dataclass(frozen=True, slots=True)
class Bound:
    """`relation` holds wherever all of `guards`, relations too, do."""

    relation: Relational
    guards: tuple[Relational, ...] = ()


def bounds(compared: Sequence[Relational]) -> tuple[Bound, ...]:
    """The tangents of every exponential and logarithm at each other's arguments, and what bounds sines and arctangents.

    Nothing where the relations hold no such function.
    """
    return tuple(islice(dict.fromkeys(_bounds(compared)), MOST))


def _bounds(compared: Sequence[Relational]) -> Iterator[Bound]:
    found = [kernel for kernel in kernels(compared) if kernel.function in (sympy.exp, sympy.log)]
    constants = _constants(compared)
    for kernel in found:
        for anchor in (*_plain(kernel), *constants.get(kernel.function, ())):
            value = kernel.function(anchor)
            yield _tangent(kernel, anchor, value)
            yield _tangent(Kernel(kernel.function, anchor, value), kernel.argument, kernel.node)
        for other in found:
            if other is not kernel and other.function is kernel.function:
                yield _tangent(kernel, other.argument, other.node)
    for node in _nodes(compared, sympy.sin, sympy.atan):
        argument = node.args[0]
        yield Bound(Ge(argument * (argument - node), 0, evaluate=False))
        yield Bound(Ge(argument**2, node**2, evaluate=False))
        if isinstance(node, sympy.atan):
            yield Bound(Ge(argument * node, 0, evaluate=False))
            yield Bound(Gt(sympy.pi / 2, node, evaluate=False))
            yield Bound(Gt(node, -sympy.pi / 2, evaluate=False))
    for node in _nodes(compared, sympy.asin, sympy.acos):
        lowest, highest = RANGES[type(node)]
        yield Bound(Ge(node, lowest, evaluate=False))
        yield Bound(Ge(highest, node, evaluate=False))


RANGES: Mapping[type, tuple[Basic, Basic]] = {
    sympy.asin: (-sympy.pi / 2, sympy.pi / 2),
    sympy.acos: (sympy.Integer(0), sympy.pi),
}


def _tangent(kernel: Kernel, at: Basic, value: Basic) -> Bound:
    """The kernel against its tangent at an argument, where it has the given value."""
    if kernel.function is sympy.exp:
        return Bound(Ge(kernel.node, value * (1 + kernel.argument - at), evaluate=False))
    line = value + (kernel.argument - at) / at
    guards = tuple(Gt(each, 0, evaluate=False) for each in (kernel.argument, at) if each.free_symbols)
    return Bound(Ge(line, kernel.node, evaluate=False), guards)


def _plain(kernel: Kernel) -> tuple[Basic, ...]:
    return (sympy.Integer(0 if kernel.function is sympy.exp else 1),)


def _constants(compared: Sequence[Relational]) -> dict[type, tuple[Basic, ...]]:
    """Where tangents may touch, by the constants written: at c and 1/c for a log c, at e^c for an e^c; and back."""
    of_log: dict[Basic, None] = {}
    of_exp: dict[Basic, None] = {}
    for node in _nodes(compared, sympy.log, sympy.exp):
        constant = node.args[0]
        if constant.free_symbols or not (constant.is_Rational or constant.is_NumberSymbol):
            continue
        if isinstance(node, sympy.log) and constant.is_positive:
            of_log |= dict.fromkeys((constant, 1 / constant))
        elif isinstance(node, sympy.exp):
            of_exp[constant] = None
            of_log |= dict.fromkeys((sympy.exp(constant), sympy.exp(-constant)))
    if any(comparison.has(sympy.E) for comparison in compared):
        of_log |= dict.fromkeys((sympy.E, 1 / sympy.E))
        of_exp |= dict.fromkeys((sympy.Integer(1), sympy.Integer(-1)))
    return {sympy.log: tuple(of_log), sympy.exp: tuple(of_exp)}


def _nodes(compared: Sequence[Relational], *heads: type) -> list[Basic]:
    found = (node for comparison in compared for node in sympy.preorder_traversal(comparison))
    return list(dict.fromkeys(node for node in found if isinstance(node, heads)))
