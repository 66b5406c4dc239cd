"""What an entry at an index tells of the index: of x_j with x ∈ ℝⁿ, that j is one of 1, …, n.

So is the j of δ_ij and of data x_j, where a sum from i = 1 to n runs over the δ_ij or x_i.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from sympy import Ge, Indexed, Integer, KroneckerDelta, Le, Product, Sum, false, true
from sympy.core.basic import Basic
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.read.nodes import free_in

Range = tuple[Basic, Basic]
Bound = Mapping[Basic, Range]
Run = tuple[Basic, int, Range]
ENTRIES = (MatrixElement, Indexed, KroneckerDelta)


def within_range(parts: Iterable[Basic]) -> tuple[Basic, ...]:
    """The conditions that keep each free index within what it counts; none where they contradict each other."""
    return _within(tuple(parts))


@lru_cache(maxsize=1024)  # of one question it is asked whether it is proved, refuted, vacuous
def _within(parts: tuple[Basic, ...]) -> tuple[Basic, ...]:
    if not any(part.has(*ENTRIES) for part in parts):
        return ()
    entries = [each for part in parts for each in _entries(part, {})]
    data = [each for entry, bound in entries if isinstance(entry, Indexed) for each in _runs(entry, bound)]
    found: dict[Basic, None] = {}
    for entry, bound in entries:
        for place, (low, high) in _places(entry, bound, data):
            if not free_in(place) & (free_in(low) | free_in(high)):
                found |= dict.fromkeys((Ge(place, low), Le(place, high)))
    return () if false in found else tuple(one for one in found if one != true)


def _entries(part: Basic, bound: Bound) -> Iterator[tuple[Basic, Bound]]:
    """The entries in an expression, each with the indices of the sums around it, and what these run through."""
    if isinstance(part, ENTRIES):
        yield part, bound
    if isinstance(part, Sum | Product):
        bound = {**bound, **{index: (low, high) for index, low, high in part.limits}}
    for inner in part.args:
        yield from _entries(inner, bound)


def _runs(entry: Indexed, bound: Bound) -> Iterator[Run]:
    """What a sum runs through the data by, at which place of their indices."""
    for k, index in enumerate(entry.indices):
        if index in bound and not any(free_in(end) & set(bound) for end in bound[index]):
            yield entry.base, k, bound[index]


def _places(entry: Basic, bound: Bound, data: list[Run]) -> Iterator[tuple[Basic, Range]]:
    """The indices of an entry that no sum around it runs through, with the range of each."""
    for place, run in _ranged(entry, bound, data):
        if free_in(place) and not free_in(place) & set(bound):
            yield place, run


def _ranged(entry: Basic, bound: Bound, data: list[Run]) -> Iterator[tuple[Basic, Range]]:
    if isinstance(entry, MatrixElement):
        yield from ((entry.args[k + 1] + 1, (Integer(1), entry.parent.shape[k])) for k in (0, 1))
    elif isinstance(entry, KroneckerDelta):
        first, second = entry.args[:2]
        yield from ((one, bound[other]) for one, other in ((first, second), (second, first)) if other in bound)
    else:
        for k, index in enumerate(entry.indices):
            runs = {run for base, at, run in data if (base, at) == (entry.base, k)}
            if len(runs) == 1:
                yield index, runs.pop()
