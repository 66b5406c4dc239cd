"""Tells, before anything is built or evaluated, that a goal would outgrow every budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import inf, log2, prod
from typing import NamedTuple

import sympy
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Goal, Question, Status, Verdict

LIMITS = "limits"  # in the place of a procedure's name: what was not decided for a limit
MOST_NODES = 100_000
DEEPEST = 150  # levels: some procedures take several calls for each, of the 1,000 that Python allows
MOST_DIGITS = 100_000  # of a number that is written or would be worked out
MOST_TERMS = 1_000_000  # of sums and products, one within the other, between bounds that are numbers
MOST_ROWS = 8  # of a determinant: its expansion has n! terms

MOST_BITS = MOST_DIGITS * log2(10)
EXPRESSION = (Basic, sympy.MatrixBase)
FOLDS = (sympy.Sum, sympy.Product)


class Size(NamedTuple):  # one is made of every part: a frozen dataclass takes four times as long to make
    """How large a part is when every name is replaced by what it means.

    `bits` bounds log₂ of the numerator and of the denominator of its value, or of its numeric
    factor where it is no number; `terms` is how often its innermost summand is evaluated;
    `excess` the limit that it or a part of it exceeds, in words.
    """

    nodes: int = 1
    depth: int = 1
    bits: float = 0
    is_number: bool = False
    terms: float = 1
    excess: str | None = None


LEAF = Size()


def beyond(limit: str) -> Verdict:
    """The verdict on what exceeds a limit, given in words."""
    return Verdict(Status.UNDECIDED, LIMITS, f"it exceeds {limit}")


def oversize_of(goal: Goal) -> str | None:
    """The limit that a goal exceeds, in words, or None."""
    return oversize(parts_asked(goal), dict(goal.definitions))


def parts_asked(goal: Goal) -> tuple[Basic, ...]:
    """What a goal's question and its domain speak of."""
    question = goal.question
    if type(question) is Equal:  # as most often
        return (question.left, question.right, *goal.domain.conditions)
    return (*expressions_of(question), *goal.domain.conditions)


def expressions_of(question: Question) -> Iterator[Basic]:
    """What a question is asked about; names such as an unknown among it."""
    for name in type(question).__slots__:
        value = getattr(question, name)
        for expression in value if isinstance(value, tuple) else (value,):
            if isinstance(expression, EXPRESSION):
                yield expression


def oversize(expressions: Iterable[Basic], definitions: Mapping[Basic, Basic] | None = None) -> str | None:
    """The limit that some expression exceeds, in words, or None.

    Nothing is built and no function calls itself, so that neither 9^(9^9) nor 3,000 nested
    parentheses do any harm. A name has the size of what `definitions` say it means; a
    circle of definitions is left to whoever puts them in.
    """
    sized: dict[int, tuple[Basic, Size]] = {}
    for expression in expressions:
        root = expression.as_immutable() if isinstance(expression, sympy.MatrixBase) else expression
        excess = _size(root, definitions or {}, sized).excess
        if excess is not None:
            return excess
    return None


def _size(root: Basic, definitions: Mapping[Basic, Basic], sized: dict[int, tuple[Basic, Size]]) -> Size:
    """Sizes every part after its own parts.

    `sized` goes by identity, and holds what it knows the size of: to hash or to compare a
    deep tree is a deep recursion.
    """
    stack: list[tuple[Basic, Sequence[Basic] | None]] = [(root, None)]
    begun: set[int] = set()
    while stack:
        node, parts = stack.pop()
        if parts is not None:
            sizes = [sized[id(part)][1] if id(part) in sized else LEAF for part in parts]
            sized[id(node)] = (node, _combined(node, parts, sizes))
        elif id(node) not in sized and id(node) not in begun:
            if not node.args and not node.is_Rational and node not in definitions:
                sized[id(node)] = (node, LEAF)
                continue
            begun.add(id(node))
            parts = _parts(node, definitions)
            stack.append((node, parts))
            stack += [(part, None) for part in parts]
    return sized[id(root)][1]


def _parts(node: Basic, definitions: Mapping[Basic, Basic]) -> tuple[Basic, ...]:
    """The arguments, or the meaning of a name; names are shallow, so that they are safely hashed."""
    if definitions and (not node.args or isinstance(node, AppliedUndef)):
        meaning = definitions.get(node)
        if isinstance(meaning, Basic):
            return (meaning,)
    if isinstance(node, FOLDS):
        return (node.args[0], *(end for limit in node.args[1:] for end in limit.args[1:]))
    return tuple(argument for argument in node.args if isinstance(argument, Basic))


def _combined(node: Basic, parts: Sequence[Basic], sizes: Sequence[Size]) -> Size:
    means = len(parts) == 1 and not (node.args and node.args[0] is parts[0])  # a name with its meaning
    bits, is_number = (sizes[0].bits, sizes[0].is_number) if means else _number(node, sizes)
    nodes, depth, terms, excess = 1, 0, 1.0, None
    for size in sizes:
        nodes += size.nodes
        depth = max(depth, size.depth)
        terms = max(terms, size.terms)
        excess = excess or size.excess
    terms *= _own_terms(node, parts, sizes)
    return Size(
        nodes,
        depth + 1,
        bits,
        is_number,
        terms,
        excess or _excess(nodes, depth + 1, bits, terms, _rows(node)),
    )


def _excess(nodes: int, depth: int, bits: float, terms: float, rows: int) -> str | None:
    if nodes > MOST_NODES:
        return f"the limit of {MOST_NODES:,} parts of an expression"
    if depth > DEEPEST:
        return f"the limit of {DEEPEST} levels of an expression"
    if bits > MOST_BITS:
        return f"the limit of {MOST_DIGITS:,} digits of a number"
    if terms > MOST_TERMS:
        return f"the limit of {MOST_TERMS:,} terms of a sum or product"
    return f"the limit of {MOST_ROWS} rows of a determinant" if rows > MOST_ROWS else None


def _rows(node: Basic) -> int:
    if not isinstance(node, sympy.Determinant):
        return 0
    rows = node.args[0].shape[0]
    return int(rows) if isinstance(rows, int | sympy.Integer) else 0


def _own_terms(node: Basic, parts: Sequence[Basic], sizes: Sequence[Size]) -> float:
    """How many terms a sum or product has between bounds that are numbers; 1 where they are not."""
    if not isinstance(node, FOLDS):
        return 1
    ends = list(zip(parts[1:], sizes[1:], strict=True))
    return prod(_length(low, high) for low, high in zip(ends[::2], ends[1::2], strict=False))


def _length(low: tuple[Basic, Size], high: tuple[Basic, Size]) -> float:
    if low[0].is_Integer and high[0].is_Integer:
        return float(min(max(int(high[0]) - int(low[0]) + 1, 1), 2**64))
    if not (low[1].is_number and high[1].is_number):
        return 1
    return _exponential(low[1].bits) + _exponential(high[1].bits)


# --- how large numbers get ---------------------------------------------------------------------


def _exponential(bits: float) -> float:
    """2 to some power; infinite where that is beyond all limits."""
    return 2.0**bits if bits < 64 else inf


def _times(one: float, two: float) -> float:
    return one * two if one and two else 0.0  # 0 · ∞ is 0 here: 1 to whatever power is 1


def _number(node: Basic, sizes: Sequence[Size]) -> tuple[float, bool]:
    """The bits of a node's value or numeric factor, and whether it is a number."""
    if isinstance(node, sympy.Rational):
        return log2(max(abs(node.p), node.q)), True
    all_numbers = bool(sizes) and all(size.is_number for size in sizes)
    if isinstance(node, sympy.Mul):
        return sum(size.bits for size in sizes), all_numbers
    if isinstance(node, sympy.Pow) and sizes[1].is_number:
        return _times(sizes[0].bits, _exponential(sizes[1].bits)), all_numbers
    rule = GROWTH.get(node.func)
    if rule is None or not all_numbers:
        return 0, False
    return rule([size.bits for size in sizes]), True


def _of_sum(bits: Sequence[float]) -> float:
    return sum(bits) + len(bits)


def _of_factorial(bits: Sequence[float]) -> float:
    return _times(_exponential(bits[0]), bits[0])


def _of_product_of_neighbours(bits: Sequence[float]) -> float:
    return _times(_exponential(bits[1]), max(bits) + 1)


def _of_power_of_four(bits: Sequence[float]) -> float:
    return 2 * _exponential(bits[0])


# bounds of log₂ of f(n, k) from those of n and k
GROWTH: Mapping[type, Callable[[Sequence[float]], float]] = {
    sympy.Add: _of_sum,
    sympy.factorial: _of_factorial,
    sympy.factorial2: _of_factorial,
    sympy.subfactorial: _of_factorial,
    sympy.gamma: _of_factorial,
    sympy.bell: _of_factorial,
    sympy.bernoulli: _of_factorial,
    sympy.euler: _of_factorial,
    sympy.rf: _of_product_of_neighbours,
    sympy.ff: _of_product_of_neighbours,
    sympy.binomial: _of_power_of_four,
    sympy.catalan: _of_power_of_four,
    sympy.fibonacci: _of_power_of_four,
    sympy.lucas: _of_power_of_four,
}
