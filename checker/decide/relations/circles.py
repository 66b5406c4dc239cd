"""Sines and cosines in relations as names for the coordinates of a point of the unit circle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sympy
from sympy.core.basic import Basic

from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import substituted
from checker.decide.relations.relations import put, sides

CIRCULAR = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)


@dataclass(frozen=True, slots=True)
class Circle:
    """The names that stand for the cosine and the sine of one angle, itself written with such names."""

    angle: Basic
    cosine: Basic
    sine: Basic


def without_angles(statements: Sequence[Basic]) -> tuple[list[Basic], list[Circle]]:
    """The relations with names for the sines and cosines. Raises Declines where one may stand in a sum."""
    circular = dict.fromkeys(
        node for side in sides(statements) for node in sympy.postorder_traversal(side) if isinstance(node, CIRCULAR)
    )
    if not circular:
        return list(statements), []
    if any(statement.has(sympy.Sum) for statement in statements):
        raise Declines("a sine beside a sum")
    circles: dict[Basic, Circle] = {}
    named: dict[Basic, Basic] = {}
    for node in circular:  # innermost first
        angle = node.args[0]
        if angle not in circles:
            cosine, sine = (sympy.Dummy(f"{function}({angle})", real=True) for function in ("cos", "sin"))
            circles[angle] = Circle(substituted(angle, named), cosine, sine)
        named[node] = CIRCULAR_SHAPES[node.func](circles[angle])
    return [put(statement, named) for statement in statements], list(circles.values())


CIRCULAR_SHAPES: Mapping[type, Callable[[Circle], Basic]] = {
    sympy.sin: lambda c: c.sine,
    sympy.cos: lambda c: c.cosine,
    sympy.tan: lambda c: c.sine / c.cosine,
    sympy.cot: lambda c: c.cosine / c.sine,
    sympy.sec: lambda c: 1 / c.cosine,
    sympy.csc: lambda c: 1 / c.sine,
}
