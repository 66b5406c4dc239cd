"""Solutions given as families v + k·p over all integers k: are they all, and only, the roots of a periodic function?

A function that is the same, or changes its sign only, when its argument grows by p has the roots of
one period [v, v + p) over and over.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from flint import fmpq
from sympy.core.basic import Basic

from checker.decide.kernels.written_back import substituted
from checker.decide.kernels.zero import zero_difference
from checker.decide.relations.boxes import enclosed
from checker.decide.relations.intervals import Interval
from checker.decide.relations.root_count import no_others
from checker.model import Domain


def counter_of(residual: Basic, values: Sequence[Basic]) -> Basic | None:
    """The name over which the values run, where there is one: any integer, and not in the equation."""
    free = {name for value in values for name in value.free_symbols if name.is_integer} - residual.free_symbols
    if len(free) != 1:
        return None
    (counter,) = free
    return counter if counter.assumptions0 == sympy.Symbol("k", integer=True).assumptions0 else None


def all_roots(f: Basic, name: Basic, values: Sequence[Basic], counter: Basic) -> str | None:
    """Why the families are all the roots of f on the whole line; None where that is open."""
    families = [_family(value, counter) for value in values]
    if f.free_symbols != {name} or None in families:
        return None
    starts = [family[0] for family in families if family is not None]
    steps = {family[1] for family in families if family is not None}
    if len(steps) != 1:
        return None
    (step,) = steps
    if not step.is_positive or not _repeats(f, name, step):
        return None
    within = [_moved(start, starts[0], step) for start in starts]
    if None in within:
        return None
    period = Interval(starts[0], False, starts[0] + step, True)
    because = no_others(f, name, period, [value for value in within if value is not None])
    return None if because is None else f"of period {step} up to sign; {because}"


def _family(value: Basic, counter: Basic) -> tuple[Basic, Basic] | None:
    """v and p of v + k·p, both constant."""
    step = sympy.expand(value.diff(counter))
    start = value.xreplace({counter: sympy.Integer(0)})
    if step.free_symbols or start.free_symbols or sympy.expand(value - start - step * counter) != 0:
        return None
    return start, step


def _repeats(f: Basic, name: Basic, step: Basic) -> bool:
    moved = substituted(f, {name: name + step})
    found = (zero_difference(moved, image, Domain()) for image in (f, -f))
    return any(zero is not None and not zero.conditions for zero in found)


def _moved(value: Basic, start: Basic, step: Basic) -> Basic | None:
    """The value moved into one period from the start on; None where its place is not certain."""
    ball = enclosed((value - start) / step)
    if isinstance(ball, fmpq):
        return value - int(ball.floor()) * step
    whole = None if ball is None else ball.floor().unique_fmpz()
    return None if whole is None else value - int(whole) * step
