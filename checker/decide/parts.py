"""Every part of an expression, level by level."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

import sympy
from sympy.core.basic import Basic


@lru_cache(maxsize=64)  # several steps of one decision look at the same sides
def parts_of(expression: Basic) -> tuple[Basic, ...]:
    """The expression and all it is built of, as often as it occurs.

    For what was sized before: to hash each part, so as to visit it once, would cost more than to visit it again.
    """
    return few_parts_of(expression) or _expressions_in(expression)


FEW_PARTS = 140


@lru_cache(maxsize=64)
def few_parts_of(expression: Basic) -> tuple[Basic, ...] | None:
    """The same, of what was not sized before; None where there are more than FEW_PARTS, or what is no expression."""
    found = [expression]
    try:
        for node in islice(found, FEW_PARTS + 1):  # it grows meanwhile
            found += node.args
    except AttributeError:  # an argument that is no expression
        return None
    return tuple(found) if len(found) <= FEW_PARTS else None


def _expressions_in(expression: Basic) -> tuple[Basic, ...]:
    found = [expression]
    for node in found:  # it grows meanwhile
        found += [part for part in node.args if isinstance(part, Basic)]
    return tuple(found)


@lru_cache(maxsize=64)
def heads_of(expression: Basic) -> frozenset[type]:
    """The heads of all parts."""
    return frozenset(map(type, parts_of(expression)))


@lru_cache(maxsize=64)
def symbols_in(expression: Basic) -> frozenset[Basic]:
    """All symbols, free or bound."""
    return frozenset([part for part in parts_of(expression) if part.is_Symbol])


@lru_cache(maxsize=64)
def powers_of(expression: Basic) -> tuple[Basic, ...]:
    """All powers among the parts: several steps of one decision look at their exponents."""
    return tuple(part for part in parts_of(expression) if type(part) is sympy.Pow)


def free_names(expression: Basic) -> set[Basic]:
    """SymPy's `free_symbols`, which rewrites every sum and integral to find them, at the cost of a walk.

    Data indexed by a bound index are among them, as there.
    """
    if not expression.args:
        return {expression} if expression.is_Symbol else set(expression.free_symbols)
    if isinstance(expression, FOLDS):
        found = free_names(expression.args[0])
        for limit in expression.args[1:]:
            if len(limit.args) != 3 or not isinstance(limit.args[0], sympy.Symbol):
                return set(expression.free_symbols)
            found.discard(limit.args[0])
            found |= free_names(limit.args[1]) | free_names(limit.args[2])
        return found
    if type(expression).free_symbols is not Basic.free_symbols:  # a name, or something else that binds one
        return set(expression.free_symbols)
    return set().union(*map(free_names, expression.args))


FOLDS = (sympy.Sum, sympy.Product, sympy.Integral)


@lru_cache(maxsize=256)  # SymPy prints each part anew
def conjuncts(statement: Basic) -> tuple[Basic, ...]:
    """The parts of a conjunction, in one order: SymPy's `And.make_args` gives a set."""
    return tuple(sorted(sympy.And.make_args(statement), key=str))
