"""Derivatives by entries x_k of sums over data: what is settled, on which domain, and what is left open."""

import pytest
import sympy
from sympy import Derivative, Ge, IndexedBase, KroneckerDelta, Le, MatrixSymbol, Ne, Product, Sum, exp, log, sqrt
from sympy.core.basic import Basic

from checker import decide
from checker.model import Domain, Equal, Goal, Implies, Status

n = sympy.Symbol("n", integer=True, positive=True)
i, j, k, l = sympy.symbols("i j k l", integer=True)  # noqa: E741  # an index among others
x, y, a = (IndexedBase(name, real=True) for name in "xya")
v = MatrixSymbol("v", n, 1)
IN_RANGE = (Ge(k, 1), Le(k, n), Ge(l, 1), Le(l, n))
EXPS = Sum(exp(x[j]), (j, 1, n))
SQUARES = Sum(x[j] ** 2, (j, 1, n))

# left, right, conditions besides that k and l are in range
HOLD: list[tuple[Basic, Basic, tuple[Basic, ...]]] = [
    (Derivative(EXPS, x[k]), exp(x[k]), ()),
    (Derivative(log(EXPS), x[k]), exp(x[k]) / EXPS, ()),
    (Derivative(sqrt(SQUARES), x[k]), x[k] / sqrt(SQUARES), ()),
    (Derivative(SQUARES, x[k], x[l]), 2 * KroneckerDelta(k, l), ()),
    (Derivative(SQUARES, x[k], x[l]), sympy.Integer(0), (Ne(k, l),)),
    (Derivative(exp(x[i]) / EXPS, x[k]), exp(x[i]) / EXPS * (KroneckerDelta(i, k) - exp(x[k]) / EXPS), ()),
    (Derivative(exp(x[i]) / EXPS, x[k]), -exp(x[i]) * exp(x[k]) / EXPS**2, (Ne(i, k),)),
    (
        Derivative(Sum(a[i, j] * x[i] * x[j], (i, 1, n), (j, 1, n)), x[k]),
        Sum((a[k, j] + a[j, k]) * x[j], (j, 1, n)),
        (),
    ),
    (Derivative(Sum((x[j + 1] - x[j]) * y[j], (j, 0, n)), x[k]), y[k - 1] - y[k], ()),
    (Derivative(Sum(exp(v[j - 1, 0]), (j, 1, n)), v[k - 1, 0]), exp(v[k - 1, 0]), ()),
    (Sum(KroneckerDelta(j, k) * x[j], (j, 1, n)), x[k], ()),
    (KroneckerDelta(i, k) * (x[i] + 1), KroneckerDelta(k, i) + x[i] * KroneckerDelta(i, k), ()),
]
FAIL: list[tuple[Basic, Basic, tuple[Basic, ...]]] = [
    (Derivative(EXPS, x[k]), EXPS, ()),
    (Derivative(SQUARES, x[k]), x[k], ()),
    (Derivative(SQUARES, x[k], x[l]), sympy.Integer(2), ()),
    (Derivative(exp(x[i]) / EXPS, x[k]), -exp(x[i]) * exp(x[k]) / EXPS**2, ()),
    (Sum(KroneckerDelta(j, k) * x[j], (j, 1, n)), 2 * x[k], ()),
]
OPEN: list[tuple[Basic, Basic, tuple[Basic, ...]]] = [
    (Derivative(Sum((x[j + 1] - x[j]) ** 2, (j, 1, n)), x[k]), 2 * (2 * x[k] - x[k - 1] - x[k + 1]), ()),  # k = 1?
    (Derivative(Product(x[j], (j, 1, n)), x[k]), Product(x[j], (j, 1, n)) / x[k], ()),
    (Derivative(sympy.Abs(x[k]), x[k]), sympy.sign(x[k]), ()),
]


def _status(left: Basic, right: Basic, domain: tuple[Basic, ...]) -> Status:
    return decide(Goal(Equal(left, right), (), Domain(domain))).status


@pytest.mark.parametrize(("left", "right", "more"), HOLD)
def test_it_holds(left: Basic, right: Basic, more: tuple[Basic, ...]) -> None:
    assert _status(left, right, (*IN_RANGE, *more)) is Status.PROVED


@pytest.mark.parametrize(("left", "right", "more"), FAIL)
def test_it_fails(left: Basic, right: Basic, more: tuple[Basic, ...]) -> None:
    assert _status(left, right, (*IN_RANGE, *more)) is Status.REFUTED


@pytest.mark.parametrize(("left", "right", "more"), OPEN)
def test_it_is_left_open(left: Basic, right: Basic, more: tuple[Basic, ...]) -> None:
    assert _status(left, right, (*IN_RANGE, *more)) not in {Status.PROVED, Status.REFUTED}


def test_nothing_is_sifted_by_an_index_that_may_be_out_of_range() -> None:
    assert _status(Derivative(EXPS, x[k]), exp(x[k]), ()) is not Status.PROVED


def test_no_inner_index_takes_hold_of_what_is_put_in() -> None:
    inner = Sum(a[i, j] * x[i], (i, 1, n))
    caught = Sum(a[i, i] * x[i], (i, 1, n))
    written = Sum(Sum(KroneckerDelta(i, j) * inner, (j, 1, n)), (i, 1, n))
    assert _status(written, n * caught, ()) is not Status.PROVED


def test_the_need_of_a_logarithm_is_kept() -> None:
    verdict = decide(Goal(Equal(Derivative(log(x[k]), x[k]), 1 / x[k]), (), Domain(IN_RANGE)))
    assert verdict.status is Status.PROVED
    assert verdict.conditions == ("x[k] > 0",)


def test_delta_is_one_where_its_indices_are_the_same() -> None:
    goal = Goal(Implies(sympy.Eq(i, k), sympy.Eq(KroneckerDelta(i, k), 1)), (), Domain(()))
    assert decide(goal).status is Status.PROVED


def test_a_definition_is_put_in_first() -> None:
    s = sympy.Symbol("s", real=True)
    goal = Goal(Equal(Derivative(log(s), x[k]), exp(x[k]) / s), ((s, EXPS),), Domain(IN_RANGE))
    assert decide(goal).status is Status.PROVED
