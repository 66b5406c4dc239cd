"""Equal, or not, because both sides are plain numbers: decimals, explicit matrices, a run of the perceptron."""

from __future__ import annotations

from flint import fmpq
from sympy import Derivative, Integral, Lambda, Limit, Product, Subs, Sum, Symbol, oo
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, evaluate
from checker.decide.at_points.points import names_of
from checker.decide.at_points.trials import Seen, differs, shown, text
from checker.decide.at_points.values import NotEvaluable, Undefined, Value
from checker.decide.parts import heads_of
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Equal, Status, Unequal, Verdict
from checker.objects import PerceptronRun

NOWHERE = Point({}, {}, {}, {})
BINDING = frozenset({Sum, Product, Integral, Limit, Subs, Lambda, Derivative})  # a symbol may be no name in these
METHODS = {"exact arithmetic": "exact arithmetic", "replay": "the perceptron was run"}


def settle(case: Case) -> Verdict | None:
    """PROVED or REFUTED where neither side holds a name and both have exact rational values."""
    question = case.question
    if not isinstance(question, Equal | Unequal):
        return None
    if Symbol in case.heads and case.heads.isdisjoint(BINDING):
        return None
    names = names_of((question.left, question.right))
    if names.scalars or names.data or names.matrices or names.functions:
        return None
    try:
        values = _exact_values(question.left, question.right)
        apart = None if values is None else differs(*values)
    except (NotEvaluable, Undefined, ZeroDivisionError):
        return None
    if values is None or apart is None:
        return None
    left, right = values
    method = "replay" if question.left.has(PerceptronRun) or question.right.has(PerceptronRun) else "exact arithmetic"
    if apart is isinstance(question, Unequal):
        sign = "≠" if apart else "="
        reason = f"{METHODS[method]}: {text(left)} {sign} {text(right)}"
        return Verdict(Status.PROVED, method, reason, certificate=Certificate(method, (reason,)))
    return Verdict(
        Status.REFUTED,
        method,
        f"{METHODS[method]}: {text(left)} on the left, {text(right)} on the right",
        counterexample=shown(Seen(NOWHERE, left, right, apart)),
    )


def _exact_values(left: Basic, right: Basic) -> tuple[Value, Value] | None:
    """Both values, where both are exact; the side without an endless sum or an integral is seen to first."""
    right_first = heads_of(right).isdisjoint(DEAR)
    first = evaluate(right if right_first else left, NOWHERE)
    if not _exact(first):
        return None
    second = evaluate(left if right_first else right, NOWHERE)
    if not _exact(second):
        return None
    return (second, first) if right_first else (first, second)


DEAR = frozenset({type(oo), Integral, Limit})


def _exact(value: Value) -> bool:
    entries = [entry for row in value for entry in row] if isinstance(value, tuple) else [value]
    return all(isinstance(entry, fmpq) for entry in entries)


EXACT_ARITHMETIC = Procedure(
    "exact arithmetic", frozenset({Status.PROVED, Status.REFUTED}), settle, "0.99·1.8 + 0.95·0.4 = 2.162"
)
