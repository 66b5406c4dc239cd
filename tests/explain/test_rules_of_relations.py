"""How equations, inequalities and roundings are explained: the steps named, and nothing where none is known."""

from __future__ import annotations

import pytest
from sympy import Abs, And, Eq, Or, Rational, Symbol, evaluate, exp, log, sqrt, symbols
from sympy.core.basic import Basic

from checker.explain.rules.bounds import rules_of_bound
from checker.explain.rules.equations import rules_of_implication
from checker.explain.rules.moves import moves_of
from checker.explain.rules.roundings import rules_of_rounding
from checker.explain.rules.rules import rules_between
from checker.explain.rules.series import rule_of_series
from checker.explain.rules.solving import rules_of_solution

x, y, a, b = symbols("x y a b", real=True)
m = Symbol("m", positive=True)

with evaluate(False):
    SOLVED: list[tuple[str, Basic, list[Basic], tuple[str, ...]]] = [
        ("linear", 2 * m * x - b, [b / (2 * m)], ("solve the linear equation for x: divide by 2·m",)),
        ("a product", (x - 2) * (x - 3), [2, 3], ("a product is zero where a factor is",)),
        ("to be factored", x**2 - 5 * x + 6, [2, 3], ("factor, each factor may be zero",)),
        ("not to be factored", x**2 - 2 * x - 1, [1 + sqrt(2), 1 - sqrt(2)], ("quadratic formula",)),
        ("a square", x**2 - 9, [3, -3], ("take square roots of both sides",)),
        (
            "one root of a square",
            x**2 - 9,
            [3],
            ("take square roots of both sides", "only the root that the domain allows counts"),
        ),
        (
            "a root",
            sqrt(x + 7) - (x - 5),
            [9],
            ("square both sides", "factor, each factor may be zero", "test the roots"),
        ),
        ("an absolute value", Abs(2 * x - 3) - 5, [4, -1], ("distinguish the two signs of |u|",)),
        ("an exponential", exp(-a * x) - b, [-log(b) / a], ("take logarithms of both sides",)),
        ("a factor without roots", (1 - x) * exp(-x), [1], ("e^(−x) is never zero", "solve the linear equation for x")),
        ("of no known kind", exp(x) + x, [0], ()),
    ]
    FOLLOWING: list[tuple[str, Basic, Basic, tuple[str, ...]]] = [
        ("squared", Eq(sqrt(x + 7), x - 5), Eq(x + 7, (x - 5) ** 2), ("square both sides",)),
        ("other side", Eq(x**2 + 1, y), Eq(x**2, y - 1), ("bring terms to the other side",)),
        ("put in", And(Eq(y, 2), Eq(x * y + a, 6)), Eq(x * 2 + a, 6), ("put y = 2 in",)),
        ("cases", Eq(Abs(x - 1), 2), Or(Eq(x - 1, 2), Eq(x - 1, -2)), ("distinguish the two signs of |u|",)),
        ("nothing to do with it", Eq(x - y, 1), Eq(3 * y + 2 * x, 12), ()),
    ]
    BOUNDS: list[tuple[str, Basic, tuple[str, ...]]] = [
        ("a square", (x - y) ** 2 >= 0, ("a square is not negative",)),
        ("squares", x**2 + y**2 >= 0, ("a sum of squares is not negative",)),
        ("completed", x**2 - 2 * x + 1 >= 0, ("the difference is (x − 1)²", "a square is not negative")),
        ("triangle", Abs(a + b) <= Abs(a) + Abs(b), ("triangle inequality",)),
        ("tangent", exp(x) >= 1 + x, ("exp lies above its tangent at 0",)),
        ("of no known kind", x**4 + x + 1 > 0, ()),
    ]


@pytest.mark.parametrize(("residual", "values", "names"), [c[1:] for c in SOLVED], ids=[c[0] for c in SOLVED])
def test_how_it_is_solved(residual: Basic, values: list[Basic], names: tuple[str, ...]) -> None:
    assert rules_of_solution(residual, x, values) == names


@pytest.mark.parametrize(("before", "after", "names"), [c[1:] for c in FOLLOWING], ids=[c[0] for c in FOLLOWING])
def test_how_it_follows(before: Basic, after: Basic, names: tuple[str, ...]) -> None:
    assert rules_of_implication(before, after, lambda one, other: rules_between(one, other, {})) == names


@pytest.mark.parametrize(("relation", "names"), [c[1:] for c in BOUNDS], ids=[c[0] for c in BOUNDS])
def test_why_a_bound_holds(relation: Basic, names: tuple[str, ...]) -> None:
    assert rules_of_bound(relation) == names


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [
        (Rational(1, 3), 2, "0.33333 rounded to 2 decimal places"),
        (exp(8), 0, "2980.958 rounded to a whole number"),
        (-Rational(5, 3), 1, "−1.6667 rounded to 1 decimal place"),
    ],
)
def test_how_it_was_rounded(value: Basic, digits: int, told: str) -> None:
    assert rules_of_rounding(value, digits) == (told,)


def test_no_known_series_is_none() -> None:
    assert rule_of_series(x, y) is None


@pytest.mark.parametrize(
    ("because", "moves"),
    [
        ("differentiate, use the laws of exponents, expand", ("differentiate", "laws of exponents", "expand")),
        ("exact arithmetic: 5 = 5", ("work out the numbers",)),
        ("tr(AB) = tr(BA), tr(Aᵀ) = tr(A), S⁻¹S = I", ("tr(AB) = tr(BA)", "S⁻¹S = I")),
    ],
)
def test_moves_of_proofs_are_said_plainly(because: str, moves: tuple[str, ...]) -> None:
    assert moves_of(because) == moves
