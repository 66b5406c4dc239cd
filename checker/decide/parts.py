"""Every part of an expression, each object once."""

from __future__ import annotations

from functools import lru_cache

from sympy.core.basic import Basic


@lru_cache(maxsize=64)  # several steps of one decision look at the same sides
def parts_of(expression: Basic) -> tuple[Basic, ...]:
    """The expression and all it is built of, in no order that one may rely on.

    Parts are told apart by identity, which is cheaper than to hash and compare them, so that
    equal parts may come more than once.
    """
    waiting = [expression]
    found: list[Basic] = []
    seen: set[int] = set()  # of objects that `found` keeps alive
    while waiting:
        node = waiting.pop()
        if id(node) not in seen and isinstance(node, Basic):
            seen.add(id(node))
            found.append(node)
            waiting += node.args
    return tuple(found)
