"""Which premises restrict what a conclusion speaks of, and which only say what other names are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Eq, Mul, Pow, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.ledger import Ledger


def all_put_in(relations: Sequence[Basic], said: Mapping[Basic, Basic], parts: Sequence[Basic]) -> bool:
    """Is all that the premises say put in already: φ = (1 + √5)/2, of a φ that the parts speak of no more?

    Σ yᵢ = 1 says something of every part that speaks of the yᵢ.
    """
    return all(
        isinstance(one, Eq)
        and isinstance(one.lhs, Symbol | AppliedUndef)
        and said.get(one.lhs) == one.rhs
        and not any(part.has(one.lhs) for part in parts)
        for one in relations
    )


def tell_of_others(relations: Sequence[Basic], made: Basic, ledger: Ledger) -> bool:
    """Do the premises say one by one what other names are: s = a + b, of an s that stands nowhere else?

    Whatever the names of an equation are, these others are then as they are said to be: nothing restricts them. A
    square s² = Σ (xᵢ − a)² has a root s wherever the sum is none of a negative number, which it is nowhere.
    """
    return all(
        _tells(one, [made, *(other for k, other in enumerate(relations) if k != at)], ledger)
        for at, one in enumerate(relations)
    )


def _tells(relation: Basic, rest: Sequence[Basic], ledger: Ledger) -> bool:
    if not isinstance(relation, Eq):
        return False
    name, value = relation.args
    if isinstance(name, Mul) and all(isinstance(one, Symbol) for one in name.args):  # Δx Δp = ħ/2: Δx may be 1
        return not any(
            value.has(one) or _is_bounded(one, ledger) or any(other.has(one) for other in rest) for one in name.args
        )
    squared = isinstance(name, Pow) and name.exp == 2 and _is_square_sum(value)
    base = name.base if squared else name
    if not isinstance(base, Symbol | AppliedUndef):
        return False
    known_as = base.func if isinstance(base, AppliedUndef) else base  # f at any argument
    if value.has(known_as) or any(other.has(known_as) for other in rest):
        return False
    if any(base == known for known, _ in ledger.definitions):
        return False
    return squared or not _is_bounded(base, ledger)


def _is_bounded(name: Basic, ledger: Ledger) -> bool:
    """Does anything say of a name which numbers it may be?"""
    if isinstance(name, AppliedUndef):
        return False
    return name.is_extended_nonnegative is not None or any(name in each.free_symbols for each in ledger.conditions)


def _is_square_sum(value: Basic) -> bool:
    """Is it a sum of squares, over a number that is positive, so that it has a root?"""
    factors = value.args if isinstance(value, Mul) else (value,)
    sums = [factor for factor in factors if isinstance(factor, Sum)]
    even = all(isinstance(one.function, Pow) and one.function.exp == 2 for one in sums)
    return bool(sums) and even and all(factor.is_positive for factor in factors if factor not in sums)
