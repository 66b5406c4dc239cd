"""Where one name runs on a line, and what a function of it does there: has it a derivative, has it a sign?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy
from sympy import Derivative, Eq, Ge, Gt, Integer, Le, Lt
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.certificates import generator_steps
from checker.decide.kernels.conditions import conditions_beyond, unmet_needs
from checker.decide.kernels.field import Fraction
from checker.decide.kernels.generators import Declines, Sign
from checker.decide.kernels.tower import build
from checker.decide.kernels.written_back import as_expression
from checker.decide.relations.entailment import Proof, prove_plainly
from checker.decide.relations.relations import NOWHERE, Place, judge
from checker.model import Certificate, Domain

ORDERS = (Gt, Ge, Lt, Le)
SMOOTH = (
    sympy.Symbol, sympy.Rational, type(sympy.pi), type(sympy.E), sympy.Add, sympy.Mul, sympy.Pow, sympy.exp, sympy.log,
    sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan,
)  # fmt: skip  # with derivatives of every order wherever what they need is granted


def is_smooth(expression: Basic) -> bool:
    """Is it built of functions that have derivatives of every order wherever they have a value?"""
    return all(isinstance(node, SMOOTH) for node in sympy.preorder_traversal(expression))


@dataclass(frozen=True, slots=True)
class Interval:
    """Where one name runs; an end is rational or an exact constant, or None where there is no end."""

    low: Basic | None
    low_open: bool
    high: Basic | None
    high_open: bool

    def conditions(self, name: Basic) -> tuple[Basic, ...]:
        """The interval as conditions on a name."""
        found = []
        if self.low is not None:
            found.append((Gt if self.low_open else Ge)(name, self.low, evaluate=False))
        if self.high is not None:
            found.append((Lt if self.high_open else Le)(name, self.high, evaluate=False))
        return tuple(found)

    def cut(self, bound: Basic, above: bool, is_open: bool) -> Interval:
        """The part above or below a bound."""
        end, sign = (self.low, 1) if above else (self.high, -1)
        order = 1 if end is None else sign * _order(bound, end)
        if order < 0 or (order == 0 and not is_open):
            return self
        if above:
            return replace(self, low=bound, low_open=is_open)
        return replace(self, high=bound, high_open=is_open)

    def empty(self) -> bool:
        """Does it hold no point, or a single one?"""
        return self.low is not None and self.high is not None and _order(self.low, self.high) >= 0


def _order(one: Basic, two: Basic) -> int:
    """The sign of one − two, for constants. Raises Declines where it is not certain."""
    for relation, sign in ((Gt, 1), (Lt, -1), (Eq, 0)):
        if judge(relation(one, two, evaluate=False), Place(NOWHERE)).truth:
            return sign
    raise Declines("two constants that are not told apart")


WHOLE = Interval(None, True, None, True)


def interval_of(name: Basic, part: Relational, domain: Domain) -> tuple[Interval, tuple[str, ...]] | None:
    """Where the name runs, by its assumptions, the domain and what the sides need; the last are conditions too."""
    if name.is_nonzero and not (name.is_positive or name.is_negative):
        return None
    interval, least = WHOLE, Integer(1 if name.is_integer else 0)
    if name.is_nonnegative:
        interval = interval.cut(least if name.is_positive else Integer(0), True, bool(name.is_positive) and least == 0)
    if name.is_nonpositive:
        interval = interval.cut(
            -least if name.is_negative else Integer(0), False, bool(name.is_negative) and least == 0
        )
    for condition in domain.conditions:
        if condition.func not in ORDERS or condition.free_symbols != {name}:
            return None
        cut = _cut(interval, condition.gts - condition.lts, name, condition.func in (Gt, Lt))
        if cut is None:
            return None
        interval = cut
    tower, _ = build(part.args, domain)
    told = []
    for need in unmet_needs(tower, sympy.Tuple(*part.args)):
        if need.relation == "≠ 0" or not need.everywhere:
            return None
        cut = _cut(interval, as_expression(tower, Fraction(need.polynomial, ())), name, need.relation == "> 0")
        if cut is None:
            return None
        interval = cut
        told.append(need.text)
    return None if interval.empty() else (interval, tuple(dict.fromkeys(told)))


def _cut(interval: Interval, positive: Basic, name: Basic, strict: bool) -> Interval | None:
    """The part of an interval on which a·name + b is positive, or not negative; None where it is not linear."""
    slope = sympy.expand(positive.diff(name))
    start = positive.xreplace({name: Integer(0)})
    if not slope.is_Rational or slope == 0 or start.free_symbols or not is_smooth(start):
        return None
    return interval.cut(-start / slope, bool(slope > 0), strict)


def within(value: Basic, interval: Interval) -> bool:
    """Is a constant in the interval? Raises Declines where that is not certain."""
    above = interval.low is None or _order(value, interval.low) >= int(interval.low_open)
    below = interval.high is None or _order(interval.high, value) >= int(interval.high_open)
    return above and below


def smooth(f: Basic, name: Basic, interval: Interval) -> bool:
    """Has f a derivative everywhere on the interval?"""
    tower, _ = build((f, f.diff(name)), Domain(interval.conditions(name)))
    return not unmet_needs(tower, Derivative(f, name)) and not unmet_needs(tower, f.diff(name))


def certainly(f: Basic, name: Basic, interval: Interval, strict: bool) -> bool:
    domain = Domain(interval.conditions(name))
    relation = (Gt if strict else Ge)(f, 0, evaluate=False)
    found = by_signs(relation, domain)
    if found is None:
        answer = prove_plainly(sympy.true, relation, domain)
        found = answer if isinstance(answer, Proof) else None
    return found is not None and not found.conditions


def difference_of(part: Relational) -> Basic:
    """What is said to be positive, or not negative; the two sides are not cancelled."""
    return part.gts - part.lts


def is_strict(part: Relational) -> bool:
    return part.func in (Gt, Lt)


# --- by signs ----------------------------------------------------------------------------------


def by_signs(part: Relational, domain: Domain) -> Proof | None:
    """Every term of larger − smaller has a known sign."""
    tower, (larger, smaller) = build((part.gts, part.lts), domain)
    difference = tower.reduced(tower.field.subtract(larger, smaller))
    if not _has_sign(tower.sign_of(difference), is_strict(part)):
        return None
    steps = (*generator_steps(tower), f"{tower.text(difference)} {'>' if is_strict(part) else '≥'} 0")
    return Proof(
        f"{difference_of(part)} is {'positive' if is_strict(part) else 'never negative'}",
        Certificate("signs", steps),
        conditions_beyond(tower, sympy.Tuple(part.gts, part.lts), Integer(0)),
    )


def _has_sign(sign: Sign, strict: bool) -> bool:
    return sign is Sign.POSITIVE or (sign is Sign.NONNEGATIVE and not strict)


def value_sign(f: Basic, name: Basic, at: Basic) -> int | None:
    """1 or 0 where f is certainly positive or zero at a point; None otherwise."""
    place = Place(NOWHERE, ((name, at),))
    if judge(Gt(f, 0, evaluate=False), place).truth:
        return 1
    return 0 if judge(Eq(f, 0, evaluate=False), place).truth else None
