"""Identities between integrals and limits: proved by closed forms or antiderivatives, never where they are false."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    Abs,
    Derivative,
    Function,
    Gt,
    Integral,
    Limit,
    Rational,
    Subs,
    ceiling,
    cos,
    exp,
    floor,
    log,
    oo,
    pi,
    sin,
    sqrt,
)
from sympy.core.basic import Basic

from benchmarks.identities import ALL, Identity
from checker.decide.integrals.closed_forms import closed_equation
from checker.decide.integrals.integral_identity import settle
from checker.decide.procedure import Case
from checker.model import Domain, Equal, Status, Verdict

x, t, a, b, y = sympy.symbols("x t a b y", real=True)
s = sympy.Symbol("s", positive=True)
n = sympy.Symbol("n", integer=True, positive=True)
f, g = Function("f", real=True), Function("g", real=True)


def asked(left: object, right: object, *domain: Basic) -> Verdict | None:
    return settle(Case(Equal(sympy.sympify(left), sympy.sympify(right)), Domain(domain)))


PROVED: tuple[tuple[object, object, tuple[str, ...]], ...] = (
    # functions that are only named
    (Integral(f(t) + a * g(t), (t, 0, x)), Integral(f(t), (t, 0, x)) + a * Integral(g(t), (t, 0, x)), ()),
    (Integral(f(t), (t, a, b)), -Integral(f(t), (t, b, a)), ()),
    (Integral(f(t), (t, a, x)) + Integral(f(t), (t, x, b)), Integral(f(y), (y, a, b)), ()),
    (Integral(f(a - t), (t, 0, a)), Integral(f(t), (t, 0, a)), ()),
    (Integral(f(s * t), (t, 0, 1)), Integral(f(t), (t, 0, s)) / s, ()),
    (Integral(t * Derivative(f(t), t), (t, 0, 1)), f(1) - Integral(f(t), (t, 0, 1)), ()),
    (Integral(t * Derivative(f(t), (t, 2)), (t, 0, 1)), Subs(Derivative(f(t), t), t, 1) - f(1) + f(0), ()),
    (Integral(f(t) / t, (t, 1, 3)), Integral(f(t) / t, (t, 1, 2)) + Integral(f(t) / t, (t, 2, 3)), ()),
    (Derivative(Integral(f(t), (t, a, x)), x), f(x), ()),
    (Derivative(Integral(exp(-(t**2)), (t, 0, x**2)), x), 2 * x * exp(-(x**4)), ()),
    # closed forms
    (Integral(exp(a * t), (t, 0, 1)), (exp(a) - 1) / a, ("a ≠ 0",)),
    (Integral(x / y, (x, 0, y), (y, 1, 2)), Rational(3, 4), ()),
    (Limit((1 + a / x) ** x, x, oo) * Integral(2 * t, (t, 0, 1)), exp(a), ()),
    (Integral(sin(t) ** 2 / t**2, (t, 0, oo)), pi / 2, ()),
    (Integral((1 - cos(s * t)) / t**2, (t, 0, oo)), pi * s / 2, ()),
    (Integral(sin(t) / t, (t, -oo, oo)), pi, ()),
    # pieces
    (Integral(Abs(sin(t)), (t, 0, 2 * pi)), 4, ()),
    (Integral(Abs(t**2 - 2), (t, 0, 2)), (8 * sqrt(2) - 4) / 3, ()),
    (Integral(sympy.Max(t, t**2), (t, 0, 2)), Rational(17, 6), ()),
    (Integral(floor(2 * t), (t, 0, 2)), 3, ()),
    (Integral(ceiling(t), (t, 0, Rational(5, 2))), Rational(9, 2), ()),
    (Integral(t * floor(t), (t, 0, n)), n * (n - 1) * (4 * n + 1) / 12, ()),
    # indefinite: up to a constant
    (Integral(2 * x, x), x**2 + 7, ()),
    (Integral(1 / x, x), log(x), ("x > 0",)),
    (Integral(x * cos(x), x), x * sin(x) + cos(x), ()),
    (Integral(x * exp(x), x), x * exp(x) - Integral(exp(x), x), ()),
)


@pytest.mark.parametrize(("left", "right", "conditions"), PROVED)
def test_proved(left: object, right: object, conditions: tuple[str, ...]) -> None:
    verdict = asked(left, right)
    assert verdict is not None
    assert verdict.status is Status.PROVED
    assert verdict.conditions == conditions
    assert verdict.certificate is not None
    assert verdict.certificate.steps


NOT_PROVED: tuple[tuple[object, object], ...] = (
    (Integral(f(t), (t, -1, 1)), 2 * Integral(f(t), (t, 0, 1))),
    (Integral(f(t) * g(t), (t, 0, 1)), Integral(f(t), (t, 0, 1)) * Integral(g(t), (t, 0, 1))),
    (Integral(f(t) / t, (t, -1, 1)), Integral(f(t) / t, (t, -1, 0)) + Integral(f(t) / t, (t, 0, 1))),  # 1/0 inside
    (Integral(f(a * t), (t, 0, 1)), Integral(f(t), (t, 0, a)) / a),  # a may be 0
    (Derivative(Integral(exp(-(t**2)), (t, 0, x**2)), x), exp(-(x**4))),
    (Derivative(Integral(1 / t, (t, -1, x)), x), 1 / x),
    (Integral(1 / t**2, (t, -1, 1)), -2),
    (Integral(1 / t, (t, -1, 1)), 0),
    (Integral(1 / (2 + cos(t)), (t, 0, 2 * pi)), 0),
    (Integral(Abs(t), (t, -1, 1)), 0),
    (Integral(Abs(sin(t)), (t, 0, 2 * pi)), 0),
    (Integral(floor(t), (t, 0, n)), n * (n + 1) / 2),
    (Integral(floor(t), (t, 0, s)), s * (s - 1) / 2),  # right where s is an integer
    (Integral(t**a, (t, 0, 1)), 1 / (a + 1)),
    (Integral(sqrt(t), (t, -1, 1)), Rational(2, 3)),
    (Integral(sin(t) ** 2 / t**2, (t, 0, 1)), pi / 2),
    (Integral(sin(a * t) ** 2 / t**2, (t, 0, oo)), pi * a / 2),  # a may be negative
    (Integral((1 + cos(t)) / t**2, (t, 0, oo)), pi / 2),
    (Integral(sin(t) / t, (t, -oo, oo)), pi / 2),
    (Integral(exp(-t) / t, (t, -oo, oo)), 0),
    (Limit(sin(1 / x), x, 0), 0),
    (Limit(1 / x, x, 0, "+-"), oo),
    (Limit(Abs(x) / x, x, 0, "+-"), 1),
    (Limit(sin(x) / x, x, 0), 2),
    (Integral(cos(x), x), -sin(x)),
    (Integral(2 * x, x) ** 2, x**4),  # no sum of integrals: "up to a constant" has no meaning
    (Integral(x * t, x), Integral(x * t, t)),
)


@pytest.mark.parametrize(("left", "right"), NOT_PROVED)
def test_not_proved(left: object, right: object) -> None:
    assert asked(left, right) is None


@pytest.mark.parametrize("claim", [(x, x), (sin(x) ** 2 + cos(x) ** 2, 1)])
def test_leaves_other_questions_alone(claim: tuple[object, object]) -> None:
    assert asked(*claim) is None


def test_conditions_are_those_of_the_domain_too() -> None:
    assert asked(Integral(1 / t, (t, 1, x)), log(x)) is None
    assert asked(Integral(1 / t, (t, 1, x)), log(x), Gt(x, 0)) is not None


def test_a_wrong_claim_is_closed_to_what_points_refute() -> None:
    closed = closed_equation(Integral(exp(-s * t), (t, 0, oo)), s, Domain())
    assert closed is not None
    assert (closed.left, closed.right) == (1 / s, s)


CORPUS = [identity for identity in ALL if identity.left.has(Integral, Limit)]


@pytest.mark.parametrize("identity", CORPUS, ids=lambda identity: identity.name)
def test_no_near_miss_of_the_corpus_is_proved(identity: Identity) -> None:
    assert asked(identity.left, identity.wrong, *identity.domain) is None


def test_most_of_the_corpus_is_proved() -> None:
    proved = [i for i in CORPUS if asked(i.left, i.right, *i.domain) is not None]
    assert len(proved) >= 0.95 * len(CORPUS)
