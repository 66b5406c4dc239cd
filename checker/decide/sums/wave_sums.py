"""Equal once finite sums of sines and cosines at equal steps are added up: Σ cos(2πk/n) from 0 to n − 1 = 0.

Σ cos(ak + b) from l to h = sin((h − l + 1)a/2)·cos((l + h)a/2 + b)/sin(a/2) where sin(a/2) ≠ 0, and so with sin for
the cosine (Gradshteyn and Ryzhik 2007, 1.341); an empty sum gives 0 on both sides.
"""

from __future__ import annotations

import sympy
from sympy import Add, Gt, Lt, Mul, Sum, cos, pi, sin
from sympy.core.basic import Basic

from checker.decide.kernels.conditions import unlike_zero
from checker.decide.kernels.discharge import follows
from checker.decide.kernels.settled import settled_difference
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Equal, Status, Verdict

WAVES = (sin, cos)


def settle(case: Case) -> Verdict | None:
    """PROVED where the sides are equal with such sums added up."""
    question = case.question
    if not isinstance(question, Equal) or case.heads.isdisjoint(WAVES):
        return None
    steps: dict[Basic, None] = {}
    left, right = (_added_up(side, steps) for side in (question.left, question.right))
    settled = settled_difference(left, right, case.domain) if steps else None
    if settled is None:
        return None
    needed = [
        unlike_zero(sin(step / 2))
        for step in steps
        if not follows(sympy.true, Gt(step, 0, evaluate=False), case.domain)
        or not follows(sympy.true, Lt(step, 2 * pi, evaluate=False), case.domain)
    ]
    told = tuple(f"the terms go on by the angle {step}" for step in steps)
    return Verdict(
        Status.PROVED,
        "sums of waves",
        "the sines and cosines at equal steps are added up",
        conditions=tuple(dict.fromkeys((*needed, *settled.conditions))),
        certificate=Certificate("sums of waves", told),
    )


def _added_up(side: Basic, steps: dict[Basic, None]) -> Basic:
    """The side with each such sum in closed form; `steps` gains the angle by which its terms go on."""

    def closed(total: Sum) -> Basic:
        index, low, high = total.limits[0]
        if not (low.is_integer and (high - low + 1).is_nonnegative):
            return total
        terms = [_wave(term, index) for term in Add.make_args(sympy.expand(total.function))]
        if None in terms:
            return total
        added = []
        for factor, wave, step, start in filter(None, terms):
            steps[step] = None
            middle = wave(sympy.expand((low + high) * step / 2 + start))
            added.append(factor * sin(sympy.expand((high - low + 1) * step / 2)) * middle / sin(step / 2))
        return Add(*added)

    return side.replace(lambda node: isinstance(node, Sum) and len(node.limits) == 1, closed)


def _wave(term: Basic, index: Basic) -> tuple[Basic, type, Basic, Basic] | None:
    """(c, head, a, b) for a term c·head(a·index + b)."""
    factors = Mul.make_args(term)
    waves = [factor for factor in factors if isinstance(factor, WAVES) and index in factor.free_symbols]
    rest = Mul(*(factor for factor in factors if factor not in waves))
    if len(waves) != 1 or index in rest.free_symbols:
        return None
    angle = waves[0].args[0]
    step = sympy.diff(angle, index)
    if index in step.free_symbols:
        return None
    return rest, type(waves[0]), step, angle.xreplace({index: sympy.Integer(0)})


WAVE_SUMS = Procedure("sums of waves", frozenset({Status.PROVED}), settle, "Σ cos(2πk/n) from 0 to n − 1 = 0 for n > 1")
