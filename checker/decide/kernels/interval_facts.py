"""What a domain says of the signs of sines and cosines: 0 < x < π makes sin x positive.

Where an angle surely stays within a half turn, its sine, or its cosine, may have one sign there; so may their sum and
difference, which are √2 times the sine and the cosine of the angle and an eighth of a turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sympy
from flint import arb, fmpq
from sympy import cos, pi, sin
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.at_points.evaluate import Point, scalar
from checker.decide.at_points.name_bounds import Bound, bounds_of
from checker.decide.at_points.values import NotEvaluable, Undefined
from checker.decide.kernels.kernel_scan import CIRCULAR
from checker.model import Domain

MOST_ANGLES = 6


def with_facts(expressions: Sequence[Basic], domain: Domain, wide: bool = False) -> Domain | None:
    """The domain with the signs of the expressions' sines and cosines that it implies; None where it implies none.

    `wide` for the signs of sin ± cos, 1 ± sin and 1 ± cos too: more to compute with, and seldom needed.
    """
    facts = dict.fromkeys(fact for angle in _angles(expressions) for fact in _facts(angle, domain, wide))
    return Domain((*domain.conditions, *facts)) if facts else None


def _angles(expressions: Iterable[Basic]) -> list[Basic]:
    found = dict.fromkeys(
        node.args[0]
        for expression in expressions
        for node in sympy.preorder_traversal(expression)
        if node.func in CIRCULAR and node.args[0].free_symbols
    )
    return list(found)[:MOST_ANGLES]


def _facts(angle: Basic, domain: Domain, wide: bool) -> Iterator[Relational]:
    """The signs of sin, cos, sin + cos and cos − sin, each positive on a half turn and changing sign after it.

    Where sin is not 0, 1 ± cos is positive, and so with cos and sin.
    """
    low, high = bounds_of(angle, domain)
    before = None if low is None else _eighth_turns(low, downwards=True)
    after = None if high is None else _eighth_turns(high, downwards=False)
    if before is None or after is None:
        return
    (start, off_start), (end, off_end) = before, after
    s, c = sin(angle), cos(angle)
    waves = ((s, 0, (1 + c, 1 - c)), (c, -2, (1 + s, 1 - s)), (s + c, -1, ()), (c - s, -3, ()))
    for value, first, beside in waves if wide else waves[:2]:
        halves, within = divmod(start - first, 4)
        if end - start + within > 4:
            continue
        strict = (off_start or within > 0) and (off_end or end - start + within < 4)
        yield (sympy.Gt if strict else sympy.Ge)(-value if halves % 2 else value, 0, evaluate=False)
        if strict and wide:
            yield from (sympy.Gt(each, 0, evaluate=False) for each in beside)


def _eighth_turns(bound: Bound, downwards: bool) -> tuple[int, bool] | None:
    """The bound as whole eighths of a turn, rounded outwards, and whether it stays off them; None where unsure."""
    eighths = sympy.expand(4 * bound.value / pi)
    if eighths.is_Rational:
        whole = eighths.floor() if downwards else eighths.ceiling()
        return int(whole), bound.strict or whole != eighths
    try:
        ball = scalar(eighths, Point({}, {}, {}, {}))
    except (NotEvaluable, Undefined):
        return None
    if isinstance(ball, fmpq) or not isinstance(ball, arb) or not ball.is_finite():
        return None
    rounded = (ball.floor() if downwards else ball.ceil()).unique_fmpz()
    return None if rounded is None else (int(rounded), True)
