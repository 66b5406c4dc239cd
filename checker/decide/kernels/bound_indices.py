"""The bound indices of sums, renamed by height so that Σᵢ xᵢ and Σⱼ xⱼ are one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import sympy
from sympy.core.basic import Basic

from checker.decide.kernels.generators import Declines, Sign, declared_sign
from checker.decide.partial_parts import put_for, rebuilt
from checker.decide.parts import heads_of, parts_of


class BoundIndex(sympy.Symbol):  # type: ignore[misc]  # SymPy ships no types
    """The index of a sum, named by its height: no symbol of a user's is one."""

    __slots__ = ()


def bound_index(height: int, low: Basic) -> Basic:
    """The index of a sum; one that starts at 1 or 0 is known to be positive or not negative."""
    if low.is_positive:
        return BoundIndex(f"#{height}p", integer=True, positive=True)
    if low.is_nonnegative:
        return BoundIndex(f"#{height}n", integer=True, nonnegative=True)
    return BoundIndex(f"#{height}", integer=True)


def mark_bit(index: Basic) -> int:
    return 1 << int(index.name[1:].rstrip("pn"))


@lru_cache(maxsize=64)  # a proof asks for a side's value, and then for what that value needs
def mark_indices(expression: Basic) -> Basic:
    """Bound indices renamed by the height of their sum, so that Σᵢ xᵢ and Σⱼ xⱼ are one."""
    return expression if FOLDS.isdisjoint(heads_of(expression)) else _marked(expression)[0]


FOLDS = frozenset({sympy.Sum, sympy.Product})


def _marked(expression: Basic) -> tuple[Basic, int]:
    """The renamed expression and the number of sums nested in it."""
    if not expression.args:
        return expression, 0
    if isinstance(expression, sympy.Sum | sympy.Product):
        body, height = _marked(expression.args[0])
        limits: list[Basic] = []
        for limit in expression.args[1:]:
            if len(limit) != 3:
                raise Declines("a sum without bounds")
            height += 1
            mark = bound_index(height, limit[1])
            if mark == limit[0]:  # as in what was marked before
                limits.append(limit)
                continue
            body = put_for(body, {limit[0]: mark})
            limits = [sympy.Tuple(*(put_for(part, {limit[0]: mark}) for part in earlier)) for earlier in limits]
            limits.append(sympy.Tuple(mark, limit[1], limit[2]))
        same = all(new is old for new, old in zip((body, *limits), expression.args, strict=True))
        return expression if same else expression.func(body, *limits), height
    parts = [_marked(argument) for argument in expression.args]
    height = max(height for _, height in parts)
    if all(part is argument for (part, _), argument in zip(parts, expression.args, strict=True)):
        return expression, height
    return rebuilt(expression, tuple(part for part, _ in parts)), height


def _folds(expression: Basic) -> tuple[Basic, ...]:
    """The sums and products in an expression, each once, in the order in which they are met."""
    if FOLDS.isdisjoint(heads_of(expression)):
        return ()
    return tuple(dict.fromkeys(part for part in parts_of(expression) if isinstance(part, sympy.Sum | sympy.Product)))


def index_signs(expressions: Sequence[Basic]) -> dict[Basic, Sign]:
    """What the lower bounds say of each bound index's sign: POSITIVE where every range of it starts at 1 or later."""
    signs: dict[Basic, Sign] = {}
    for expression in expressions:
        for total in _folds(expression):
            for index, low, _ in total.args[1:]:
                sign = declared_sign(low)
                signs[index] = min(sign, signs.get(index, sign), key=lambda known: known.value)
    return {index: sign for index, sign in signs.items() if sign in (Sign.POSITIVE, Sign.NONNEGATIVE)}


def index_starts(expressions: Sequence[Basic]) -> dict[Basic, int]:
    """The least value of each bound index, where all its lower bounds are numbers and none is below 1."""
    starts: dict[Basic, int] = {}
    unknown: set[Basic] = set()
    for expression in expressions:
        for total in _folds(expression):
            for index, low, _ in total.args[1:]:
                if low.is_Integer and low >= 1:
                    starts[index] = min(int(low), starts.get(index, int(low)))
                else:
                    unknown.add(index)
    return {index: start for index, start in starts.items() if index not in unknown}


def written_out(expressions: Sequence[Basic], most: int) -> list[Basic]:
    """The summands and factors of the sums and products between numbers, term by term, up to `most` of each."""
    found: list[Basic] = []
    for expression in expressions:
        for total in _folds(expression):
            body, *limits = total.args
            index, low, high = limits[0]
            if len(limits) == 1 and low.is_Integer and high.is_Integer and high - low < most:
                found += [body.xreplace({index: sympy.Integer(k)}) for k in range(int(low), int(high) + 1)]
    return found
