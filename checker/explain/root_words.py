"""How a root was lost or gained, where the two sides of the equation at the root show it exactly."""

from __future__ import annotations

import re

from sympy import Add, Eq, Integer, Mul, Rational
from sympy.core.basic import Basic

from checker.model import Implies, Question, SolutionSet, Verdict

NUMBER = re.compile(r"-?\d+(/\d+)?")
REFUSALS = (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError)


def root_words(question: Question | None, true: Verdict | None) -> str:
    """The root with the step that loses or gains it; empty where the sides do not show one.

    A root is lost, as by dividing where both sides are polynomials that vanish at it, and by a square root of one sign
    where nothing changes with the unknown's sign; it is gained, as by squaring where the sides differ in sign alone.
    """
    if true is None or true.counterexample is None:
        return ""
    match question:
        case SolutionSet(residual, unknown, values):
            left, right = _sides(residual)
        case Implies(Eq(lhs=unknown, rhs=value), Eq() as equation):
            (left, right), values = equation.args, (value,)
        case _:
            return ""
    point = dict(true.counterexample.point)
    at = point.get(str(unknown), "")
    if set(point) != {str(unknown)} or not NUMBER.fullmatch(at):
        return ""
    root = Rational(at)
    try:
        return _gained(left, right, unknown, root) if root in values else _lost(left, right, unknown, root, values)
    except REFUSALS:
        return ""


def _sides(residual: Basic) -> tuple[Basic, Basic]:
    """What stood left and right: a difference is that of two sides."""
    if isinstance(residual, Add) and len(residual.args) == 2:
        left, right = residual.args
        return left, Mul(Integer(-1), right)
    return residual, Integer(0)


def _gained(left: Basic, right: Basic, unknown: Basic, root: Rational) -> str:
    one, other = left.subs(unknown, root), right.subs(unknown, root)
    if not (one.is_Rational and other.is_Rational and one == -other and one != 0):
        return ""
    return f"{_says(unknown, root)} is gained, as by squaring: the sides are {_minus(one)} and {_minus(other)} there"


def _lost(left: Basic, right: Basic, unknown: Basic, root: Rational, values: tuple[Basic, ...]) -> str:
    polynomial = all(side.is_polynomial(unknown) for side in (left, right))
    if not polynomial or left.subs(unknown, root) != 0 or right.subs(unknown, root) != 0:
        difference = left - right
        even = polynomial and (difference - difference.subs(unknown, -unknown)).expand() == 0
        taken = even and -root in values and difference.subs(unknown, root) == 0
        return f"{_says(unknown, root)} is lost, as by taking one square root of two" if taken else ""
    if 0 in (left, right):
        return ""  # nothing stands on the other side that could be divided
    divisor = f"{unknown}" if root == 0 else f"{unknown} {'−' if root > 0 else '+'} {abs(root)}"
    return f"{_says(unknown, root)} is lost, as by dividing by {divisor}, which is 0 there"


def _says(unknown: Basic, root: Rational) -> str:
    return f"{unknown} = {_minus(root)}"


def _minus(number: Basic) -> str:
    return str(number).replace("-", "−")
