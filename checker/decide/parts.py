"""Every part of an expression, level by level."""

from __future__ import annotations

from functools import lru_cache

from sympy.core.basic import Basic


@lru_cache(maxsize=64)  # several steps of one decision look at the same sides
def parts_of(expression: Basic) -> tuple[Basic, ...]:
    """The expression and all it is built of, as often as it occurs.

    For what was sized before: to hash each part, so as to visit it once, would cost more than to visit it again.
    """
    found: list[Basic] = []
    level = [expression]
    while level:
        found += level
        level = [part for node in level for part in node.args if isinstance(part, Basic)]
    return tuple(found)


@lru_cache(maxsize=64)
def heads_of(expression: Basic) -> frozenset[type]:
    """The heads of all parts."""
    return frozenset(map(type, parts_of(expression)))
