"""One glance at the parts of what is asked, for all that look at them: are they few, and are they small?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy
from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.decide.parts import FEW_PARTS, few_parts_of, heads_of, symbols_in
from checker.decide.sizing import FOLDS, GROWTH, parts_asked
from checker.model import Goal

EMPTY = frozenset[type]()
FEW_TERMS = 10_000
LARGE_NUMBER = 10**6
LARGE_EXPONENT = 64  # of the product of all numeric exponents


@dataclass(frozen=True, slots=True)
class Glance:
    """How many parts some expressions have, which exceed no limit of size, and the heads of these.

    `notable` are the parts that may make work or numbers larger.
    """

    count: int
    heads: frozenset[type]
    notable: tuple[Basic, ...]


def glance_at(goal: Goal) -> Glance | None:
    """What is seen of a goal at once; None where only a careful count tells whether it is small.

    Of p parts that hold no number beyond b bits, and powers whose exponents multiply to no more
    than e, no numeric factor has more than (b + 1)·p·e bits, and no branch more than p levels.
    """
    if goal.definitions:
        return None
    try:
        asked = parts_asked(goal)
        groups = [few_parts_of(expression) or () for expression in asked]
    except (RecursionError, TypeError):  # too deep to be hashed, or a matrix that may change
        return None
    count = sum(map(len, groups))
    if count > FEW_PARTS or not all(groups):
        return None
    heads = EMPTY.union(*map(heads_of, asked))
    notable = [] if heads <= HARMLESS else [part for group in groups for part in group if type(part) not in HARMLESS]
    if not _are_small(notable):
        return None
    return Glance(count, heads, tuple(part for part in notable if not part.is_Rational))


def _are_small(notable: Iterable[Basic]) -> bool:
    exponents, terms = 1, 1
    for node in notable:
        head = type(node)
        if head is sympy.Integer:
            if not -LARGE_NUMBER <= node.p <= LARGE_NUMBER:
                return False
        elif head is sympy.Pow:
            exponent = node.args[1]
            if exponent.is_Rational:
                exponents *= max(_largest(exponent), 1)
            elif _may_be_number(exponent):
                return False
        elif node.is_Rational:
            if _largest(node) > LARGE_NUMBER:
                return False
        elif head in FOLDS:
            for limit in node.args[1:]:
                terms *= _few_terms(limit)
        elif head in MAY_GROW and _may_be_number(node):
            return False
    return exponents <= LARGE_EXPONENT and terms <= FEW_TERMS


def _largest(number: Basic) -> int:
    return int(max(abs(number.p), number.q))


def _may_be_number(node: Basic) -> bool:
    """May all its leaves be numbers? Only that is sized as one; the last leaf tells most often that it is not."""
    leaf = node
    while leaf.args:
        leaf = leaf.args[-1]
    return bool(leaf.is_Rational) and not symbols_in(node)


def _few_terms(limit: Basic) -> int:
    """How many terms a sum has between its bounds: 1 where a bound is no number, too many where that is not evident."""
    ends = limit.args[1:]
    if len(ends) == 2 and ends[0].is_Integer and ends[1].is_Integer:
        return max(int(ends[1]) - int(ends[0]) + 1, 1)
    return 1 if any(not _may_be_number(end) for end in ends) else FEW_TERMS + 1


# what is left to the careful count where all its leaves are numbers
MAY_GROW = frozenset({sympy.Determinant, *GROWTH}) - {sympy.Add}

# neither large numbers nor what makes larger numbers of numbers, or more work: most of what there is
HARMLESS = frozenset(
    {sympy.Symbol, sympy.Add, sympy.Mul, sympy.Tuple}
    | {sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.sinh, sympy.cosh, sympy.tanh, type(sympy.pi)}
    | {sympy.MatrixSymbol, sympy.MatAdd, sympy.MatMul, sympy.Transpose, sympy.Inverse, sympy.Trace, Str}
    | {sympy.Indexed, sympy.IndexedBase, sympy.Gt, sympy.Lt, sympy.Ne}
    | {type(number) for number in (sympy.S.Zero, sympy.S.One, sympy.S.NegativeOne, sympy.S.Half)}
)
