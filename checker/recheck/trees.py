"""The trees of a claim as values: arithmetic, elementary functions in exponentials, sums, derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from checker.recheck.kernels import LARGEST, Kernels, Node, Value, num, product, require, total


class Trees(Kernels):
    """Values of trees that hold no matrices."""

    def evaluate(self, node: Node) -> Any:
        """The value of a tree. Raises RecheckFailure where there is no rule for it."""
        if node in self.meanings:
            return self.evaluate(self.meanings[node])
        head, *parts = node
        if head == "rational":
            return num(Fraction(*parts))
        if head in ("symbol", "bound", "constant", "i"):
            require("unreal" not in node, "no rule for names that are not real")
            return self.generator(head, node if head != "bound" else tuple(parts)) if head != "i" else self.i
        if head in ("indexed", "apply"):
            label = parts[:2] if head == "indexed" else [parts[0], () if parts[2] else parts[1], parts[2]]
            return self.generator(head, tuple(label), *map(self.scalar, parts[len(label) :]))
        if head == "sum":
            return self.sum_of(*parts)
        if head == "derivative":
            return self.derivative(*parts)
        require(head in FUNCTIONS, f"no rule for {parts[0] if head == 'other' else head}")
        values = [self.scalar(part) for part in parts]
        return FUNCTIONS[head](self, *values)

    def scalar(self, node: Node) -> Value:
        value = self.evaluate(node)
        require(isinstance(value, Value), "a matrix where a number is due")
        return value  # type: ignore[no-any-return]  # just required

    def sum_of(self, body: Node, index: Node, low: Node, high: Node) -> Value:
        if low[0] == high[0] == "rational" and low[2] == high[2] == 1:
            require(-1 <= high[1] - low[1] <= LARGEST // 100, "no rule for a sum of that many terms")
            return total(self.scalar(renamed(body, index, ("rational", k, 1))) for k in range(low[1], high[1] + 1))
        start, end = self.scalar(low), self.scalar(high)
        fact = {2: "positive", 1: "nonnegative"}.get(self.sign(start), "")
        height = 1 + nesting(body)
        return self.summation(height, fact, self.scalar(renamed(body, index, ("bound", height, fact))), start, end)

    def derivative(self, body: Node, name: Node, order: Node) -> Value:
        """By a name, or by a defined one such as g(x), held apart from its meaning until the derivative is taken."""
        require(order[0] == "rational" and 0 <= order[1] <= 9 and order[2] == 1, "no rule for a derivative's order")
        meanings = self.meanings
        self.meanings = {} if name in meanings else meanings
        value, (k,) = self.scalar(body), self.scalar(name).names()
        value = reduce(lambda found, _: self.slope(found, k), range(order[1]), value)
        defined = (
            {self.scalar(other).names()[0]: other for other in meanings if other[0] in ("symbol", "apply")}
            if name in meanings
            else {}
        )
        self.meanings = meanings
        return self.put(value, {g: self.scalar(other) for g, other in defined.items()})


def renamed(node: Node, name: Node, other: Node) -> Node:
    if node == name or not isinstance(node, tuple):
        return other if node == name else node
    return tuple(renamed(part, name, other) for part in node)


def nesting(node: Node) -> int:
    """How many sums are nested in a tree."""
    if not isinstance(node, tuple):
        return 0
    return max(map(nesting, node), default=0) + (node[:1] == ("sum",))


def wave(s: Trees, u: Value, sign: int) -> Value:
    return s.exponential(u) + num(sign) * s.over(s.exponential(u))


def extreme(s: Trees, sign: int, values: Sequence[Value]) -> Value:
    half = num(Fraction(1, 2))
    return reduce(lambda a, b: half * (a + b + num(sign) * s.absolute(a - b)), values)


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "add": lambda _, *terms: total(terms),
    "mul": lambda _, *factors: product(factors),
    "pow": Trees.raised,
    "exp": Trees.exponential,
    "log": Trees.logarithm,
    "abs": Trees.absolute,
    "sin": lambda s, u: wave(s, s.i * u, -1) * s.over(num(2) * s.i),
    "cos": lambda s, u: wave(s, s.i * u, 1) * num(Fraction(1, 2)),
    "tan": lambda s, u: wave(s, s.i * u, -1) * s.over(s.i * wave(s, s.i * u, 1)),
    "cot": lambda s, u: s.i * wave(s, s.i * u, 1) * s.over(wave(s, s.i * u, -1)),
    "sec": lambda s, u: num(2) * s.over(wave(s, s.i * u, 1)),
    "csc": lambda s, u: num(2) * s.i * s.over(wave(s, s.i * u, -1)),
    "sinh": lambda s, u: wave(s, u, -1) * num(Fraction(1, 2)),
    "cosh": lambda s, u: wave(s, u, 1) * num(Fraction(1, 2)),
    "tanh": lambda s, u: wave(s, u, -1) * s.over(wave(s, u, 1)),
    "coth": lambda s, u: wave(s, u, 1) * s.over(wave(s, u, -1)),
    "sech": lambda s, u: num(2) * s.over(wave(s, u, 1)),
    "csch": lambda s, u: num(2) * s.over(wave(s, u, -1)),
    "asinh": lambda s, u: s.logarithm(u + s.raised(u * u + num(1), num(Fraction(1, 2)))),
    "acosh": lambda s, u: s.logarithm(u + s.raised(u * u - num(1), num(Fraction(1, 2)))),
    "atanh": lambda s, u: num(Fraction(1, 2)) * s.logarithm((num(1) + u) * s.over(num(1) - u)),
    "max": lambda s, *values: extreme(s, 1, values),
    "min": lambda s, *values: extreme(s, -1, values),
}
