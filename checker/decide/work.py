"""Estimates the work that a goal takes, in evaluations of a node: a guess that costs little, and decides no verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import factorial, prod

import sympy
from sympy.core.basic import Basic

from checker.decide.glance import Glance
from checker.decide.parts import heads_of, parts_of
from checker.decide.sizing import expressions_of
from checker.model import Equal, Goal, Unequal

LITTLE = 2_000.0  # some tenths of a second at the worst
LARGE = 128  # bits of a number; how often it is used is not foreseen
PER_SUM, PER_LIMIT, PER_INTEGRAL = 2, 4, 8  # times that the body is worked through
PER_KERNEL = 4  # relations are settled by cells, which each name and each function of one multiplies
SYMBOLIC_ORDER = 4
MOST_CUTS = 60
CUTS = (sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Piecewise)  # each sign doubles the cells of the domain


def is_little_work(goal: Goal, seen: Glance | None = None) -> bool:
    """Does a goal, known to exceed no limit of size, look as if it were decided in a fraction of a second?

    `seen` is what a glance shows of it, if anything.
    """
    try:
        return (seen is not None and _is_plainly_little(goal, seen)) or _total(goal) <= LITTLE
    except OverflowError:  # more than any float
        return False


def _is_plainly_little(goal: Goal, seen: Glance) -> bool:
    """Is the total little, even if each part that multiplies the work of what it holds did so for all there is?"""
    if not isinstance(goal.question, Equal | Unequal):
        return False
    factor = 1.0
    for part in seen.notable:
        times = TIMES.get(type(part))
        if times is not None:
            factor *= times(part)
    return seen.count * factor <= LITTLE


def _total(goal: Goal) -> float:
    expressions = [*expressions_of(goal.question), *goal.domain.conditions, *(said for _, said in goal.definitions)]
    total = sum(_work(expression) for expression in expressions)
    cuts = {part for expression in expressions for part in _cuts(expression)}
    total *= 2.0 ** min(sum(_cells(part) for part in cuts), MOST_CUTS)
    if total <= LITTLE and not isinstance(goal.question, Equal | Unequal):
        kernels = {kernel for expression in expressions for kernel in expression.atoms(sympy.Symbol, sympy.Function)}
        total *= float(PER_KERNEL ** len(kernels))
    return total


def _cuts(expression: Basic | sympy.MatrixBase) -> set[Basic]:
    """The functions in it that are given by cases; heads are looked at first, as others will look at them again."""
    if isinstance(expression, Basic) and heads_of(expression).isdisjoint(CUTS):
        return set()
    return set(expression.atoms(*CUTS))


def _work(node: Basic) -> float:
    rule = WORK.get(node.func)
    return 1.0 + _together(node.args) if rule is None else rule(node)


def _together(nodes: Iterable[object]) -> float:
    total = 0.0
    for node in nodes:
        if isinstance(node, Basic):
            total += _work(node)
    return total


def _cells(cut: Basic) -> int:
    """How many signs are to be known where a function is given by cases."""
    return len(cut.args) * (len(cut.args) - 1) // 2 if isinstance(cut, sympy.Max | sympy.Min) else len(cut.args)


def _number(node: Basic) -> float:
    return 1.0 + float(max(node.p.bit_length(), node.q.bit_length()) // LARGE)


def _power(node: Basic) -> float:
    return _together(node.args) * _times_of_power(node)


def _times_of_power(node: Basic) -> float:
    """A sum that is raised has terms by the exponent; a matrix is multiplied as often."""
    base, exponent = node.args
    times = abs(exponent.p) if exponent.is_Integer and not base.is_Atom else 1
    return float(times if base.is_Matrix else 1 + times // 8)


def _sum(node: Basic) -> float:
    return _work(node.args[0]) * _times_of_sum(node)


def _times_of_sum(node: Basic) -> float:
    return prod(_terms(*limit.args[1:]) for limit in node.args[1:])


def _terms(*ends: Basic) -> float:
    numbers = len(ends) == 2 and all(end.is_Integer for end in ends)
    return float(max(ends[1].p - ends[0].p, 1)) if numbers else PER_SUM


def _derivative(node: Basic) -> float:
    return _work(node.args[0]) * _times_of_derivative(node)


def _times_of_derivative(node: Basic) -> float:
    orders = (order for _, order in node.args[1:])
    return float(prod(order.p + 1 if order.is_Integer else SYMBOLIC_ORDER for order in orders))


def _integral(node: Basic) -> float:
    return _together(node.args) * _times_of_integral(node)


def _times_of_integral(node: Basic) -> float:
    """Antiderivatives grow with the degrees and the multiples of angles inside."""
    largest = max((abs(number.p) for number in parts_of(node.args[0]) if number.is_Integer), default=1)
    return float(PER_INTEGRAL ** len(node.args[1:]) * largest)


def _limit(node: Basic) -> float:
    return _together(node.args) * PER_LIMIT


def _determinant(node: Basic) -> float:
    return _together(node.args) * _times_of_determinant(node)


def _times_of_determinant(node: Basic) -> float:
    rows = node.args[0].shape[0]
    return float(factorial(int(rows)) if isinstance(rows, int | sympy.Integer) else 1)


def _times_of_cut(node: Basic) -> float:
    return 2.0 ** min(_cells(node), MOST_CUTS)


WORK: Mapping[type, Callable[[Basic], float]] = {
    sympy.Integer: _number,
    sympy.Rational: _number,
    sympy.Pow: _power,
    sympy.MatPow: _power,
    sympy.Sum: _sum,
    sympy.Product: _sum,
    sympy.Derivative: _derivative,
    sympy.Integral: _integral,
    sympy.Limit: _limit,
    sympy.Determinant: _determinant,
}

# how often a part has the work of what it holds done
TIMES: Mapping[type, Callable[[Basic], float]] = {
    sympy.Integer: _number,
    sympy.Rational: _number,
    sympy.Pow: _times_of_power,
    sympy.MatPow: _times_of_power,
    sympy.Sum: _times_of_sum,
    sympy.Product: _times_of_sum,
    sympy.Derivative: _times_of_derivative,
    sympy.Integral: _times_of_integral,
    sympy.Limit: lambda _limit: float(PER_LIMIT),
    sympy.Determinant: _times_of_determinant,
    **dict.fromkeys(CUTS, _times_of_cut),
}
