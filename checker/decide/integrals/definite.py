"""Definite integrals in closed form: by the fundamental theorem, by parity, by pieces, or by a stated theorem."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial

import sympy
from sympy import Abs, Derivative, Heaviside, Integer, Max, Min, Piecewise, Sum, Symbol, nan, oo
from sympy.core.basic import Basic

from checker.decide.integrals.antiderivative import antiderivatives
from checker.decide.integrals.certain_signs import Interval, interval, is_zero, sign, sign_on
from checker.decide.integrals.cuts import ROUNDED, cuts
from checker.decide.integrals.known_integrals import known_between, known_integral
from checker.decide.integrals.limits import limit
from checker.decide.integrals.regularity import smooth_on, value_at_end
from checker.decide.kernels.generators import Declines
from checker.decide.parts import heads_of
from checker.model import Domain

NAMES = 8  # variables of one level of nesting: the whole interval and cuts within cuts
MOST_TERMS = 8
KINKED = (Abs, sympy.sign, Heaviside, Max, Min, Piecewise, *ROUNDED)


class Diverges(Declines):
    """An integral or a series that has no finite value."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an argument, written out only where it is told: to print an expression takes longer than to find it."""

    template: str
    parts: tuple[object, ...]

    def __str__(self) -> str:
        return self.template.format(*self.parts)


@dataclass(frozen=True, slots=True)
class Value:
    """A proved value, the conditions u ≠ 0 on parameters that it needs, and the argument step by step."""

    value: Basic
    conditions: tuple[Basic, ...] = ()
    steps: tuple[Step | str, ...] = ()


def integral(function: Basic, where: Interval, level: int, hint: Basic | None = None) -> Value:
    """The definite integral of a function of the interval's variable. Raises Declines where no value is proved.

    `hint` may be an antiderivative; it is believed as little as any other candidate.
    """
    found = _outcome(function, where, level, hint)
    if isinstance(found, Declines):
        raise type(found)(*found.args)
    return found


@lru_cache(maxsize=32)  # a trial point and a proof ask for one and the same integral, where it has no parameter
def _outcome(function: Basic, where: Interval, level: int, hint: Basic | None) -> Value | Declines:
    try:
        return _integral(function, where, level, hint)
    except Declines as declined:
        return declined.with_traceback(None)


def _integral(function: Basic, where: Interval, level: int, hint: Basic | None) -> Value:
    if function == 0 or where.low == where.high:
        return Value(Integer(0))
    plain = _settled(function, where)
    if plain.has(*KINKED):
        return _by_pieces(plain, where, level)
    reason: Declines | None = None
    for rule in (_by_theorem, _odd, partial(_by_fundamental_theorem, hint=hint), _by_terms, _even):
        try:
            return rule(plain, where)
        except Diverges:
            raise
        except Declines as declined:
            reason = declined
    raise reason or Declines("no rule")


# --- the fundamental theorem -------------------------------------------------------------------


def _by_fundamental_theorem(function: Basic, where: Interval, hint: Basic | None = None) -> Value:
    """F(high) − F(low) for an F with F' = f, both smooth between the ends."""
    smooth_on(function, where, function)
    reason = Declines("no antiderivative was found")
    for primitive in antiderivatives(function, where, hint):
        try:
            conditions = smooth_on(primitive, where, function)
            high, low = (_end_value(primitive, where, end, side) for end, side in ((where.high, "-"), (where.low, "+")))
        except Diverges:
            raise
        except Declines as declined:
            reason = declined
            continue
        name = where.variable
        return Value(
            high - low,
            conditions,
            (
                Step("d/d{} ({}) = {}, by the normal form", (name, primitive, function)),
                Step(
                    "smooth between {} and {}; {} at the upper end, {} at the lower", (where.low, where.high, high, low)
                ),
            ),
        )
    raise reason


def _end_value(primitive: Basic, where: Interval, end: Basic, side: str) -> Basic:
    try:
        return value_at_end(primitive, where, end)
    except Declines:
        if not where.ordered:
            raise
    found = limit(primitive, where.variable, end, side, _outside(where)).value
    if found.has(oo, -oo, nan):
        raise Diverges(f"its antiderivative tends to {found}")
    return found


def _outside(where: Interval) -> Domain:
    """What is known of the parameters."""
    return Domain(tuple(c for c in where.domain.conditions if not c.has(where.variable)))


# --- theorems, parity, linearity ---------------------------------------------------------------


def _by_theorem(function: Basic, where: Interval) -> Value:
    if not known_between(where):
        raise Declines("no theorem speaks of the interval")
    for shape in dict.fromkeys((function, sympy.expand(function))):
        for value, source in known_integral(shape, where):
            return Value(value, (), (Step("∫ {} from {} to {} by {}", (function, where.low, where.high, source)),))
    raise Declines("no theorem speaks of it")


def _odd(function: Basic, where: Interval) -> Value:
    """0, for an odd function that is continuous on a symmetric closed interval."""
    t = where.variable
    if where.low != -where.high or where.high in (oo, -oo):
        raise Declines("no symmetric interval")
    if not is_zero(function + _put(function, t, -t), where.domain):
        raise Declines("not odd")
    smooth_on(function, where, function)
    value_at_end(function, where, where.high)
    return Value(Integer(0), (), (Step("{} is odd and continuous on a symmetric interval", (function,)),))


def _put(function: Basic, t: Symbol, value: Basic) -> Basic:
    """The function at another place. Raises Declines where a derivative by t of what is not known stands in it."""
    if any(t in node.variables for node in function.atoms(Derivative)):
        raise Declines("a derivative of a function that is not known")
    return function.xreplace({t: value})


def _even(function: Basic, where: Interval) -> Value:
    """Twice the half, by a theorem, for an even function on a symmetric interval."""
    t = where.variable
    if where.low != -where.high or not is_zero(function - _put(function, t, -t), where.domain):
        raise Declines("not even on a symmetric interval")
    half = _by_theorem(function, replace(where, low=Integer(0)))
    step = Step("{} is even, on a symmetric interval", (function,))
    return Value(2 * half.value, half.conditions, (*half.steps, step))


def _by_terms(function: Basic, where: Interval) -> Value:
    """Term by term, where every term has an integral of its own."""
    terms = sympy.Add.make_args(sympy.expand(function))
    if len(terms) < 2 or len(terms) > MOST_TERMS:
        raise Declines("a single term")
    parts = [_of_term(term, where) for term in terms]
    return _together(parts)


def _of_term(term: Basic, where: Interval) -> Value:
    try:
        return _by_theorem(term, where)
    except Declines:
        return _by_fundamental_theorem(term, where)


def _together(parts: list[Value]) -> Value:
    return Value(
        sympy.Add(*(part.value for part in parts)),
        tuple(dict.fromkeys(condition for part in parts for condition in part.conditions)),
        tuple(step for part in parts for step in part.steps),
    )


# --- pieces ------------------------------------------------------------------------------------


def _settled(function: Basic, where: Interval) -> Basic:
    """The function with every |·|, max, step and case decided whose sign is certain on the interval."""
    if heads_of(function).isdisjoint(KINKED):
        return function
    function = function.replace(
        lambda node: isinstance(node, Max | Min) and len(node.args) == 2,
        lambda node: (
            (node.args[0] + node.args[1] + (1 if isinstance(node, Max) else -1) * Abs(node.args[0] - node.args[1])) / 2
        ),
    )
    return function.replace(lambda node: isinstance(node, KINKED), lambda node: _decided(node, where))


def _decided(node: Basic, where: Interval) -> Basic:
    if isinstance(node, Piecewise):
        return _case(node, where)
    if isinstance(node, Max | Min):
        return node
    if isinstance(node, ROUNDED):
        return _rounded(node, where)
    found = sign_on(node.args[0], where)
    if found is None:
        return node
    if isinstance(node, Abs):
        return found * node.args[0]
    return Integer(found) if isinstance(node, sympy.sign) else Integer(int(found == 1))


def _rounded(node: Basic, where: Interval) -> Basic:
    """The one integer that a floor or a ceiling is on the open interval, where it is one."""
    inside = node.args[0]
    middle = inside.xreplace({where.variable: (where.low + where.high) / 2})
    if not (middle.is_number and middle.is_finite):
        return node
    below = sympy.floor(middle)
    if sign_on(inside - below, where) != 1 or sign_on(below + 1 - inside, where) != 1:
        return node
    return below if isinstance(node, sympy.floor) else below + 1


def _case(node: Basic, where: Interval) -> Basic:
    for value, condition in node.args:
        if condition == sympy.true:
            return value
        if not isinstance(condition, sympy.Gt | sympy.Ge | sympy.Lt | sympy.Le):
            return node
        found = sign_on(condition.gts - condition.lts, where)
        if found is None:
            return node
        if found == 1:
            return value
    return node


def _by_pieces(function: Basic, where: Interval, level: int) -> Value:
    """The integral cut in two where a |·| or a case changes over."""
    if (level + 1) % NAMES == 0 or not where.ordered:
        raise Declines("no cut is certain")
    outside = _outside(where)
    for cut in cuts(function, where):
        if sign(cut - where.low, outside) != 1 or sign(where.high - cut, outside) != 1:
            continue
        parts = []
        for low, high in ((where.low, cut), (cut, where.high)):
            part = interval(low, high, level + 1, outside)
            parts.append(integral(function.xreplace({where.variable: part.variable}), part, level + 1))
        return _together(parts)
    return _by_steps(function, where, level)


def _by_steps(function: Basic, where: Interval, level: int) -> Value:
    """Σₖ ∫ f(k + t) dt from 0 to 1, between integers that are no numbers: floors are those of t, and k."""
    t, (low, high), outside = where.variable, (where.low, where.high), _outside(where)
    if not (low.is_integer and high.is_integer) or not function.has(*ROUNDED) or not where.ordered:
        raise Declines("no cut is certain")
    k = Symbol(f"step of integration {level}", integer=True, nonnegative=True if low.is_nonnegative else None)
    part = interval(Integer(0), Integer(1), level + 1, outside)
    found = integral(_put(function, t, part.variable + k), part, level + 1)
    if found.conditions:
        raise Declines("a condition on every step")
    step = Step("from {} to {} in steps of 1: {}", (low, high, found.value))
    return Value(Sum(found.value, (k, low, high - 1)), (), (*found.steps, step))
