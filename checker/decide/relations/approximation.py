"""Approximations with written digits: 3.14 ≈ π says |π − 3.14| ≤ 0.005, half a unit of the last digit written."""

from __future__ import annotations

from collections.abc import Iterator

from flint import arb, ctx, fmpq

from checker.decide.at_points.evaluate import evaluate
from checker.decide.at_points.points import names_of
from checker.decide.at_points.trials import DIGITS_SHOWN, PRECISIONS
from checker.decide.at_points.values import NotEvaluable, Scalar, Undefined, Value, as_ball
from checker.decide.procedure import Case, Procedure
from checker.decide.relations.relations import NOWHERE
from checker.model import Approximates, Certificate, Counterexample, Status, Verdict

NAME = "approximation"
MOST_DIGITS = 150  # written; the finest enclosures have about 190


def settle(case: Case) -> Verdict | None:
    """PROVED or REFUTED where both sides are constants and the enclosure of their distance settles it."""
    question = case.question
    if not isinstance(question, Approximates) or abs(question.digits) > MOST_DIGITS:
        return None
    names = names_of((question.left, question.right))
    if names.scalars or names.data or names.matrices or names.functions:
        return None
    for bits in PRECISIONS:
        with ctx.workprec(bits):
            try:
                left, right = evaluate(question.left, NOWHERE), evaluate(question.right, NOWHERE)
                verdict = _judged(left, right, question.digits)
            except NotEvaluable:
                return None
            except (Undefined, ZeroDivisionError):
                continue
        if verdict is not None:
            return verdict
    return None


def _judged(left: Value, right: Value, digits: int) -> Verdict | None:
    """The verdict at the working precision; None where an enclosure straddles the bound."""
    pairs = list(_pairs(left, right))
    half_unit = fmpq(1, 2) * fmpq(10) ** -digits
    within = [_at_most(_distance(one, two), half_unit) for one, two in pairs]
    if False in within:
        one, two = pairs[within.index(False)]
        sides = tuple(_digits(side, digits) for side in (one, two))
        return Verdict(
            Status.REFUTED,
            NAME,
            f"off by {_digits(_distance(one, two), 0)}, more than half a unit of the last digit written ({half_unit})",
            counterexample=Counterexample((), *sides),
        )
    if None in within:
        return None
    steps = tuple(f"|{_digits(one, digits)} − {_digits(two, digits)}| ≤ {half_unit}" for one, two in pairs)
    return Verdict(
        Status.PROVED,
        NAME,
        "; ".join(f"{_digits(one, digits)} is within {half_unit} of {_digits(two, digits)}" for one, two in pairs),
        certificate=Certificate("enclosure", steps),
    )


def _pairs(left: Value, right: Value) -> Iterator[tuple[Scalar, Scalar]]:
    """The two scalars, or the entries of two matrices of one shape. Raises NotEvaluable where the shapes differ."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left) != len(right) or len(left[0]) != len(right[0]):
            raise NotEvaluable("shapes that do not fit")
        for one, two in zip(left, right, strict=True):
            yield from zip(one, two, strict=True)
    elif isinstance(left, tuple) or isinstance(right, tuple):
        raise NotEvaluable("a matrix against a number")
    else:
        yield left, right


def _distance(one: Scalar, two: Scalar) -> fmpq | arb:
    if isinstance(one, fmpq) and isinstance(two, fmpq):
        return abs(one - two)
    difference = as_ball(one) - as_ball(two)
    if not isinstance(difference, arb):
        raise NotEvaluable("the size of what is not a real number")
    return abs(difference)


def _at_most(distance: fmpq | arb, bound: fmpq) -> bool | None:
    if isinstance(distance, fmpq):
        return bool(distance <= bound)
    if distance <= arb(bound):
        return True
    return False if distance > arb(bound) else None


def _digits(value: Scalar, digits: int) -> str:
    """A value with a few digits more than were written."""
    shown = max(DIGITS_SHOWN, digits + 4)
    if isinstance(value, fmpq) and (value.denominator == 1 or len(str(value)) <= DIGITS_SHOWN):
        return str(value)
    ball = as_ball(value)
    if not isinstance(ball, arb):
        raise NotEvaluable("the digits of what is not a real number")
    return str(ball.str(shown, radius=False))


APPROXIMATION = Procedure(NAME, frozenset({Status.PROVED, Status.REFUTED}), settle, "π ≈ 3.14")
