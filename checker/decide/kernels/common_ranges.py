"""Sums that differ in their last terms only, over one range: further terms written out: Σ to n as xₙ + Σ to n − 1."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Add, Integer, Sum
from sympy.core.basic import Basic

from checker.decide.parts import heads_of, parts_of

MOST_TERMS = 6  # written out of one sum


def on_common_ranges(expressions: Sequence[Basic]) -> list[Basic]:
    """The expressions, to be compared, with every sum as the shortest of those that start alike and more terms."""
    if all(Sum not in heads_of(expression) for expression in expressions):
        return list(expressions)
    ends: dict[tuple[Basic, Basic], set[Basic]] = {}
    for total in (part for expression in expressions for part in parts_of(expression) if _is_single(part)):
        low, (count, rest) = total.limits[0][1], total.limits[0][2].as_coeff_Add()
        ends.setdefault((low, rest), set()).add(count)
    shortest = {key: min(counts) for key, counts in ends.items() if len(counts) > 1 and _is_whole(*key, min(counts))}
    if not shortest:
        return list(expressions)

    def shortened(total: Basic) -> Basic:
        index, low, high = total.limits[0]
        count, rest = high.as_coeff_Add()
        least = shortest.get((low, rest))
        if least is None or not 0 < count - least <= MOST_TERMS or index in _bound_in(total.function):
            return total
        further = (total.function.xreplace({index: rest + least + k}) for k in range(1, int(count - least) + 1))
        return Add(Sum(total.function, (index, low, rest + least)), *further)

    return [expression.replace(_is_single, shortened) for expression in expressions]


def _is_single(part: Basic) -> bool:
    return isinstance(part, Sum) and len(part.limits) == 1 and len(part.limits[0]) == 3


def _is_whole(low: Basic, rest: Basic, count: Basic) -> bool:
    """Do the range from low to rest + count, which is surely not short of empty, and longer ones differ by terms?"""
    length = rest + count - low + 1
    return bool(rest != 0 and isinstance(count, Integer) and length.is_integer and length.is_nonnegative)


def _bound_in(body: Basic) -> set[Basic]:
    return {name for fold in body.atoms(Sum, sympy.Product, sympy.Integral) for name in fold.bound_symbols}
