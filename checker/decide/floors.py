"""Equal because it is equal on each of the finitely many pieces of a period on which every floor is constant.

With x = L·n + t for an integer n and 0 ≤ t < L, ⌊ax + b⌋ = aLn + ⌊at + b⌋ where aL is an integer, and ⌊at + b⌋ keeps
one value between neighbouring points at which at + b is an integer (Graham, Knuth and Patashnik 1994, "Concrete
Mathematics", §3.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import lcm

import sympy
from sympy import ceiling, floor, frac
from sympy.core.basic import Basic

from checker.decide.at_points.name_bounds import bounds_of
from checker.decide.kernels.zero import zero_difference
from checker.decide.partial_parts import keeps_its_parts
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Domain, Equal, Status, Verdict

HEADS = frozenset({floor, ceiling, frac})
MOST_PIECES = 60
BINDERS = (sympy.Sum, sympy.Product, sympy.Integral, sympy.Limit, sympy.Derivative, sympy.Subs)


def settle(case: Case) -> Verdict | None:
    """PROVED where one real name stands in the floors, with rational slopes and shifts."""
    question = case.question
    if not isinstance(question, Equal) or not case.heads & HEADS or has_matrices(case.heads):
        return None
    if not (keeps_its_parts(question.left) and keeps_its_parts(question.right)):
        return None
    left, right = (_in_floors(side) for side in (question.left, question.right))
    nodes = left.atoms(floor) | right.atoms(floor)
    names = {name for node in nodes for name in node.free_symbols}
    names = {name for name in names if not name.is_integer} or names
    if len(names) != 1 or left.has(*BINDERS) or right.has(*BINDERS):
        return None
    name = names.pop()
    lines = [_line(node.args[0], name) for node in sorted(nodes, key=sympy.default_sort_key)]
    if not name.is_real or any(line is None for line in lines):
        return None
    known = [line for line in lines if line is not None]
    period = lcm(*(int(slope.q) for slope, _ in known))
    inner = {corner for slope, shift in known for corner in _corners(slope, shift, period)}
    corners = sorted(inner | {sympy.Integer(0)})
    bounded = _bounded(name, known, case.domain)
    turns = period * sympy.Symbol("whole periods", integer=True) if bounded is None else sympy.Integer(0)
    pieces = _whole(period) if name.is_integer else _pieces(corners, sympy.Integer(period))
    if 2 * len(corners) > MOST_PIECES or period > MOST_PIECES:
        return None
    pieces = pieces if bounded is None else iter(bounded)
    for at, conditions, variable in pieces:
        pair = [_on_piece(side, name, at, variable, turns) for side in (left, right)]
        zero = zero_difference(pair[0], pair[1], Domain(conditions))
        if zero is None or zero.conditions:
            return None
    because = f"equal on each piece of {name}'s range on which every floor is constant, up to a period"
    return Verdict(
        Status.PROVED, "floors", because, certificate=Certificate("floors", tuple(f"{name} = {c}" for c in corners))
    )


def _in_floors(side: Basic) -> Basic:
    """⌈u⌉ as −⌊−u⌋, and the fractional part as u − ⌊u⌋."""
    return side.replace(ceiling, lambda u: -floor(-u)).replace(frac, lambda u: u - floor(u))


def _line(inside: Basic, name: Basic) -> tuple[Basic, Basic] | None:
    """(a, b) of a·name + b with rational a ≠ 0 and b."""
    slope = sympy.diff(inside, name)
    shift = sympy.expand(inside - slope * name)
    return (slope, shift) if slope.is_Rational and slope != 0 and shift.is_Rational else None


def _corners(slope: Basic, shift: Basic, period: int) -> Iterator[Basic]:
    """The t in [0, period) at which slope·t + shift is an integer."""
    ends = sorted((shift, slope * period + shift))
    if abs(slope) * period > MOST_PIECES:
        yield from (sympy.Rational(k, MOST_PIECES) for k in range(MOST_PIECES))  # more than the budget
        return
    for whole in range(int(sympy.ceiling(ends[0])), int(sympy.floor(ends[1])) + 1):
        corner = (whole - shift) / slope
        if 0 <= corner < period:
            yield corner


def _pieces(corners: list[Basic], period: Basic) -> Iterator[tuple[Basic, tuple[Basic, ...], Basic]]:
    """Each corner, and each open interval between neighbours: an inner point, the conditions, and the variable t."""
    for corner in corners:
        yield corner, (), corner
    for low, high in zip(corners, [*corners[1:], period], strict=True):
        yield _between(low, high)


def _bounded(
    name: Basic, lines: list[tuple[Basic, Basic]], domain: Domain
) -> list[tuple[Basic, tuple[Basic, ...], Basic]] | None:
    """The pieces of the interval over which the domain lets a real name run; None where it has no rational ends."""
    low, high = bounds_of(name, domain)
    if name.is_integer or low is None or high is None or not (low.value.is_Rational and high.value.is_Rational):
        return None
    room = high.value - low.value
    if room <= 0 or any(abs(slope) * room > MOST_PIECES for slope, _ in lines):
        return None
    inner = {
        low.value + corner
        for slope, shift in lines
        for corner in _corners(slope, shift + slope * low.value, int(sympy.ceiling(room)))
        if 0 < corner < room
    }
    ends = [bound.value for bound in (low, high) if not bound.strict]
    points = [(point, (), point) for point in sorted({*inner, *ends})]
    walls = [low.value, *sorted(inner), high.value]
    if len(walls) > MOST_PIECES:
        return None
    return [*points, *(_between(one, two) for one, two in pairwise(walls))]


def _between(low: Basic, high: Basic) -> tuple[Basic, tuple[Basic, ...], Basic]:
    """The open interval between neighbouring corners: an inner point, the conditions, and the variable."""
    t = sympy.Dummy("t", real=True)
    return (low + high) / 2, (sympy.Gt(t, low, evaluate=False), sympy.Lt(t, high, evaluate=False)), t


def _whole(period: int) -> Iterator[tuple[Basic, tuple[Basic, ...], Basic]]:
    """The remainders of an integer."""
    for remainder in range(period):
        yield sympy.Integer(remainder), (), sympy.Integer(remainder)


def _on_piece(side: Basic, name: Basic, at: Basic, variable: Basic, turns: Basic) -> Basic:
    """The side at name = turns + variable, its floors as they are at the inner point."""

    def constant(node: Basic) -> Basic:
        slope = sympy.diff(node.args[0], name)
        return slope * turns + sympy.floor(node.args[0].xreplace({name: at}))

    opened = side.replace(lambda node: isinstance(node, floor), constant)
    return opened.xreplace({name: turns + variable})


FLOORS = Procedure("floors", frozenset({Status.PROVED}), settle, "⌊2x⌋ = ⌊x⌋ + ⌊x + 1/2⌋")
