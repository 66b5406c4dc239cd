"""The smallest parts in which two expressions differ, orders of sums and products aside."""

from __future__ import annotations

from collections import Counter

from sympy import Add, Integer, Mul
from sympy.core.basic import Basic

Pair = tuple[Basic, Basic]


def differences(left: Basic, right: Basic) -> list[Pair]:
    """The pairs of parts that stand for each other and are not the same; none where only the order differs."""
    if left == right:
        return []
    for head in (Add, Mul):
        if isinstance(left, head) or isinstance(right, head):
            return _of_many(head, left, right)
    if type(left) is not type(right) or len(left.args) != len(right.args) or not left.args:
        return [(left, right)]
    found = [pair for one, other in zip(left.args, right.args, strict=True) for pair in differences(one, other)]
    return found if _are_small(found, left) else [(left, right)]


def _are_small(found: list[Pair], whole: Basic) -> bool:
    """Do parts of a function, not what it is taken by or over, differ?"""
    return all(isinstance(one, Basic) and one.is_Boolean is not True and not one.is_Matrix for one, _ in found) and (
        not getattr(whole, "limits", ())
        or all(one not in limit.args for one, _ in found for limit in whole.limits if limit.args)
    )


def parts(head: type[Basic], whole: Basic) -> list[Basic]:
    """The terms of a sum, or the factors of a product, those of inner ones among them."""
    if not isinstance(whole, head):
        return [whole]
    return [part for arg in whole.args for part in parts(head, arg)]


def _of_many(head: type[Basic], left: Basic, right: Basic) -> list[Pair]:
    """What is left of the terms or factors when those that stand in both are left out."""
    mine, other = Counter(parts(head, left)), Counter(parts(head, right))
    only_left, only_right = [*(mine - other).elements()], [*(other - mine).elements()]
    neutral = Integer(0) if head is Add else Integer(1)
    only_left, only_right = ([part for part in side if part != neutral] for side in (only_left, only_right))
    if not only_left and not only_right:
        return []
    if len(only_left) == len(only_right) == 1:
        return differences(only_left[0], only_right[0])
    paired = _paired(only_left, only_right)
    if paired is not None:
        return [pair for one, two in paired for pair in differences(one, two)]
    return [(_joined(head, only_left, neutral), _joined(head, only_right, neutral))]


def _paired(left: list[Basic], right: list[Basic]) -> list[Pair] | None:
    """Terms in their order, where each is of the same make as that across: x² + 2·3 beside x² + 6 are not."""
    if len(left) != len(right):
        return None
    pairs = list(zip(left, right, strict=True))
    alike = all(type(one) is type(two) and one.free_symbols == two.free_symbols and one.args for one, two in pairs)
    return pairs if alike and all(one.free_symbols for one in left) else None


def _joined(head: type[Basic], some: list[Basic], neutral: Basic) -> Basic:
    if len(some) < 2:
        return some[0] if some else neutral
    made: Basic = head(*some, evaluate=False)
    return made
