"""What a domain says of the signs of sines and cosines: 0 < x < π makes sin x positive.

An angle that surely stays within a quarter turn, or within a half turn, gives its sine or cosine one sign there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sympy
from flint import arb, fmpq
from sympy import cos, pi, sin
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.evaluate import Point, scalar
from checker.decide.kernel_scan import CIRCULAR
from checker.decide.name_bounds import Bound, bounds_of
from checker.decide.values import NotEvaluable, Undefined
from checker.model import Domain

MOST_ANGLES = 6


def with_facts(expressions: Sequence[Basic], domain: Domain) -> Domain | None:
    """The domain with the signs of sines and cosines that it implies; None where it implies none."""
    facts = dict.fromkeys(fact for angle in _angles(expressions) for fact in _facts(angle, domain))
    return Domain((*domain.conditions, *facts)) if facts else None


def _angles(expressions: Iterable[Basic]) -> list[Basic]:
    found = dict.fromkeys(
        node.args[0]
        for expression in expressions
        for node in sympy.preorder_traversal(expression)
        if node.func in CIRCULAR and node.args[0].free_symbols
    )
    return list(found)[:MOST_ANGLES]


def _facts(angle: Basic, domain: Domain) -> Iterator[Relational]:
    """sin is positive between the quarter turns 0 and 2, cos between −1 and 1; each changes its sign two further on."""
    low, high = bounds_of(angle, domain)
    before = None if low is None else _quarter_turns(low, downwards=True)
    after = None if high is None else _quarter_turns(high, downwards=False)
    if before is None or after is None:
        return
    (start, off_start), (end, off_end) = before, after
    for function, first in ((sin, 0), (cos, -1)):
        halves, within = divmod(start - first, 2)
        if end - start + within > 2:
            continue
        strict = (off_start or within > 0) and (off_end or end - start + within < 2)
        value = -function(angle) if halves % 2 else function(angle)
        yield (sympy.Gt if strict else sympy.Ge)(value, 0, evaluate=False)


def _quarter_turns(bound: Bound, downwards: bool) -> tuple[int, bool] | None:
    """The bound as whole quarter turns, rounded outwards, and whether it stays off them; None where that is unsure."""
    quarters = sympy.expand(2 * bound.value / pi)
    if quarters.is_Rational:
        whole = quarters.floor() if downwards else quarters.ceiling()
        return int(whole), bound.strict or whole != quarters
    try:
        ball = scalar(quarters, Point({}, {}, {}, {}))
    except (NotEvaluable, Undefined):
        return None
    if isinstance(ball, fmpq) or not isinstance(ball, arb) or not ball.is_finite():
        return None
    rounded = (ball.floor() if downwards else ball.ceil()).unique_fmpz()
    return None if rounded is None else (int(rounded), True)
