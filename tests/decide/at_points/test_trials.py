"""Trials at points: what counts as a difference, what as a witness, and what a report shows of a point."""

import pytest
from flint import arb, ctx, fmpq
from sympy import (
    Abs,
    Derivative,
    Eq,
    IndexedBase,
    Integer,
    MatrixSymbol,
    Sum,
    Symbol,
    cos,
    exp,
    log,
    pi,
    sin,
    sqrt,
    symbols,
)
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point
from checker.decide.at_points.trials import (
    MANY,
    compare_at,
    differs,
    plainest_values,
    shown,
    smallest,
    text,
    try_points,
)
from checker.decide.at_points.values import NotEvaluable, Value
from checker.model import Domain

x, y = symbols("x y", real=True)
m, n = symbols("m n", integer=True, positive=True)
i = Symbol("i", integer=True)
u = IndexedBase("u", real=True)
A = MatrixSymbol("A", m, n)
EVERYWHERE = Domain()


def square(*entries: int) -> Value:
    return ((fmpq(entries[0]), fmpq(entries[1])), (fmpq(entries[2]), fmpq(entries[3])))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (fmpq(1, 3), fmpq(2, 6), False),
        (fmpq(1), fmpq(2), True),
        (arb("1 +/- 0.1"), fmpq(1), False),
        (arb("1 +/- 0.1"), arb("1.05 +/- 0.1"), False),
        (arb("1 +/- 0.1"), fmpq(2), True),
        (square(1, 0, 0, 1), square(1, 0, 0, 1), False),
        (square(1, 0, 0, 1), square(1, 0, 0, 2), True),
        (square(0, 0, 0, 0), fmpq(0), False),  # 0 stands for the zero matrix
        (square(0, 0, 0, 1), fmpq(0), True),
        (((fmpq(5),),), fmpq(5), False),  # a 1×1 matrix for its entry
    ],
)
def test_differs(left: Value, right: Value, expected: bool) -> None:
    assert differs(left, right) is expected


@pytest.mark.parametrize("other", [fmpq(3), ((fmpq(1), fmpq(2)),)])
def test_shapes_that_do_not_fit_are_no_difference(other: Value) -> None:
    with pytest.raises(NotEvaluable):
        differs(square(1, 2, 3, 4), other)


def test_a_difference_that_is_small_takes_more_bits() -> None:
    at = Point({x: fmpq(1)}, {}, {}, {})
    cancelling = sin(x) ** 2 + cos(x) ** 2 - 1
    assert compare_at(cancelling, Integer(2) ** -100, at).differ is True
    assert compare_at(cancelling, Integer(0), at).differ is False
    assert compare_at(exp(x) ** 2, exp(2 * x), at).differ is False


@pytest.mark.parametrize(
    ("left", "right", "refuted", "witnessed", "one_sided"),
    [
        (x + 1, x + 1, False, True, False),
        (x, x + 1, True, False, False),
        (x, Abs(x), True, True, False),
        (log(x), log(x), False, True, False),
        (1 / x, 1 / x, False, True, False),
        (log(x**2), 2 * log(x), False, True, True),
        (sqrt(-1 - x**2), sqrt(-1 - x**2) + 1, False, False, False),
    ],
)
def test_what_trials_show(left: Basic, right: Basic, refuted: bool, witnessed: bool, one_sided: bool) -> None:
    trials = try_points(left, right, EVERYWHERE, MANY)
    assert (trials.refutation is not None) is refuted
    if not refuted:
        assert (trials.witness is not None) is witnessed
        assert (trials.one_sided is not None) is one_sided


def test_what_cannot_be_evaluated_is_named() -> None:
    trials = try_points(Derivative(exp(x), (x, m - 20)), x, EVERYWHERE, MANY)
    assert trials.refutation is None
    assert trials.unknown is not None


@pytest.mark.parametrize(
    ("left", "right", "point", "values"),
    [
        (x, x + 1, (("x", "0"),), ("0", "1")),
        (x**2, x, (("x", "-1"),), ("1", "-1")),  # neither 0 nor 1 tells them apart
        (x * y, x, (("x", "1"), ("y", "0")), ("0", "1")),
        (Sum(u[i], (i, 1, m)), Integer(0) * x, (("m", "1"), ("u", "(1)"), ("x", "0")), ("1", "0")),
        (exp(x), 1 + x, (("x", "1"),), ("2.71828182846", "2")),
    ],
)
def test_counterexamples_are_small(
    left: Basic, right: Basic, point: tuple[tuple[str, str], ...], values: tuple[str, str]
) -> None:
    found = try_points(left, right, EVERYWHERE, MANY).refutation
    assert found is not None
    counterexample = shown(smallest(left, right, EVERYWHERE, found))
    assert set(counterexample.point) <= set(point)
    assert (counterexample.left, counterexample.right) == values


def test_the_smallest_counterexample_stays_in_the_domain() -> None:
    domain = Domain((x > 1,))
    found = try_points(x, x + 1, domain, MANY).refutation
    assert found is not None
    assert dict(shown(smallest(x, x + 1, domain, found)).point)["x"] == "2"


def test_a_smaller_size_cuts_the_matrices_down() -> None:
    found = try_points(A, 2 * A, EVERYWHERE, MANY).refutation
    assert found is not None
    counterexample = shown(smallest(A, 2 * A, EVERYWHERE, found))
    assert dict(counterexample.point) == {"m": "1", "n": "1", "A": counterexample.left}


def test_sizes_that_must_be_the_same_shrink_together() -> None:
    domain = Domain((Eq(A.shape[0], A.shape[1], evaluate=False),))
    found = try_points(A, 2 * A, domain, MANY).refutation
    assert found is not None
    point = dict(shown(smallest(A, 2 * A, domain, found)).point)
    assert (point["m"], point["n"]) == ("1", "1")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (fmpq(-3, 4), "-3/4"),
        (arb(3), "3"),
        (arb(fmpq(1, 2)), "1/2"),
        (arb.pi(), "3.14159265359"),
        (arb(2).sqrt() ** 2 - 2, "0.000000000000"),  # no more is known of it
        (arb(2) ** 10**9, "4.61297601193e+301029995"),  # 2^(10⁹): told by its digits, at once
        (square(1, 2, 3, 4), "[1 2; 3 4]"),
        (((fmpq(5),),), "5"),
    ],
    ids=str,
)
def test_text(value: Value, expected: str) -> None:
    with ctx.workprec(64):
        shown_text = text(value)
    if "e+" in expected:
        assert shown_text.split("e")[1] == expected.split("e")[1]
    else:
        assert shown_text == expected


def test_the_plainest_values() -> None:
    assert plainest_values(x + 1, 2 * x + pi - pi, Domain((x > 0,))) == ("2", "2")
    assert plainest_values(log(-1 - x**2), x, EVERYWHERE) is None
