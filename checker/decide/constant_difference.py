"""Equal because the difference has derivative zero on an interval and vanishes at one of its points.

(The mean value theorem; so are atan x + atan 1/x = π/2 for x > 0, and identities between radicals
and logarithms that no algebraic relation of their kernels shows.)
"""

from __future__ import annotations

import sympy
from sympy import Derivative, Rational
from sympy.core.basic import Basic

from checker.decide.kernels.conditions import unmet_needs
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines, Sign
from checker.decide.kernels.tower import build
from checker.decide.kernels.zero import zero_difference
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Domain, Equal, Status, Verdict

WORTH_IT = (sympy.atan, sympy.asin, sympy.acos, sympy.log, sympy.asinh, sympy.acosh, sympy.atanh, sympy.erf)
NOT_CONTINUOUS = (
    sympy.tan,
    sympy.cot,
    sympy.sec,
    sympy.csc,
    sympy.coth,
    sympy.csch,
    sympy.floor,
    sympy.ceiling,
    sympy.sign,
    sympy.Heaviside,
    sympy.Piecewise,
    sympy.gamma,
    sympy.factorial,
    sympy.binomial,
    sympy.polygamma,
    sympy.atan2,
    sympy.Sum,
    sympy.Product,
    sympy.Integral,
    sympy.Limit,
    sympy.Derivative,
)
CANDIDATES = tuple(
    Rational(p, q) for p, q in ((0, 1), (1, 1), (-1, 1), (1, 2), (2, 1), (-1, 2), (-2, 1), (3, 1), (4, 1))
)
INTERVALS = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le)


def settle(case: Case) -> Verdict | None:
    """PROVED where one name runs over an interval on which both sides are continuous."""
    question = case.question
    if not isinstance(question, Equal):
        return None
    left, right = question.left, question.right
    if not case.heads & set(WORTH_IT) or case.heads & set(NOT_CONTINUOUS) or has_matrices(case.heads):
        return None
    try:
        if not _continuous(left, right, case.domain):
            return None
    except (Declines, TooLarge, DividesByZero):
        return None
    for name in sorted(left.free_symbols | right.free_symbols, key=str):
        if not isinstance(name, sympy.Symbol) or name.is_integer or not _runs_over_an_interval(name, case.domain):
            continue
        if zero_difference(Derivative(left, name), Derivative(right, name), case.domain) is None:
            continue
        anchor = _anchor(left, right, name, case.domain)
        if anchor is not None:
            return Verdict(
                Status.PROVED,
                "constant difference",
                f"the difference has the derivative 0 with respect to {name}, and is 0 at {name} = {anchor}",
                certificate=Certificate("constant difference", (f"d/d{name} = 0", f"{name} = {anchor}")),
            )
    return None


def _continuous(left: Basic, right: Basic, domain: Domain) -> bool:
    """Does every division, root, logarithm and inverse function have a value everywhere on the domain?"""
    tower, _ = build((left, right), domain)
    if unmet_needs(tower, left) or unmet_needs(tower, right):
        return False
    for side in (left, right):
        for node in side.atoms(sympy.asin, sympy.acos, sympy.atanh, sympy.acosh):
            u = tower.value(node.args[0])
            square = tower.field.subtract(tower.field.one, tower.field.multiply(u, u))
            room = tower.field.subtract(u, tower.field.one) if isinstance(node, sympy.acosh) else square
            allowed = (Sign.POSITIVE,) if isinstance(node, sympy.atanh) else (Sign.POSITIVE, Sign.NONNEGATIVE)
            if tower.sign_of(room) not in allowed:
                return False
    return True


def _runs_over_an_interval(name: Basic, domain: Domain) -> bool:
    """Is every condition on the name one that cuts an interval, whatever the other names are?"""
    for condition in domain.conditions:
        if name not in condition.free_symbols:
            continue
        if condition.func not in INTERVALS:
            return False
        difference = condition.gts - condition.lts
        if isinstance(condition.lts, sympy.Abs):
            difference = condition.gts - condition.lts.args[0]
        if sympy.diff(difference, name, 2) != 0 or not sympy.diff(difference, name).is_number:
            return False
    return name.is_nonzero is None or name.is_positive is True or name.is_negative is True


def _anchor(left: Basic, right: Basic, name: Basic, domain: Domain) -> Basic | None:
    for value in CANDIDATES:
        if _excluded(name, value):
            continue
        at = {name: value}
        about = tuple(c.xreplace(at) for c in domain.conditions if name in c.free_symbols)
        others = tuple(c for c in domain.conditions if name not in c.free_symbols)
        if any(condition != sympy.true for condition in about):
            continue
        zero = zero_difference(left.xreplace(at), right.xreplace(at), Domain(others))
        if zero is not None and not zero.conditions:
            return value
    return None


def _excluded(name: Basic, value: Basic) -> bool:
    return (
        (name.is_positive is True and not value.is_positive)
        or (name.is_negative is True and not value.is_negative)
        or (name.is_nonnegative is True and value.is_negative is True)
    )


CONSTANT_DIFFERENCE = Procedure(
    "constant difference", frozenset({Status.PROVED}), settle, "atan x + atan 1/x = π/2 for x > 0"
)
