"""Points of a domain: inside it, true to every assumption, and the same whatever the hash seed."""

import pytest
from flint import fmpq
from sympy import Eq, Function, Gt, IndexedBase, Integer, MatrixSymbol, Ne, Rational, Symbol, pi, symbols
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point
from checker.decide.at_points.points import allowed, inside, names_of, points
from checker.model import Domain

x, y = symbols("x y", real=True)
m, n = symbols("m n", integer=True, positive=True)


def drawn(symbol: Basic, *conditions: Basic) -> list[fmpq]:
    return [point.scalars[symbol] for point in points(names_of((symbol,)), Domain(conditions), 14)]  # type: ignore[misc]  # plain points hold rationals only


ASSUMED: dict[str, tuple[Symbol, tuple[int | fmpq, ...], tuple[int | fmpq, ...]]] = {
    "real": (x, (0, 1, -1, fmpq(1, 2)), ()),
    "positive": (Symbol("p", positive=True), (1, fmpq(1, 2)), (0, -1)),
    "not negative": (Symbol("p", nonnegative=True), (0, 1), (-1,)),
    "negative": (Symbol("p", negative=True), (-1,), (0, 1)),
    "not zero": (Symbol("p", nonzero=True, real=True), (1, -1), (0,)),
    "an integer": (Symbol("k", integer=True), (0, 1, -1), (fmpq(1, 2),)),
    "a negative integer": (Symbol("k", integer=True, negative=True), (-1,), (0, 1, fmpq(-1, 2))),
    "even": (Symbol("k", even=True), (0, 2), (1, -1, 3)),
    "odd": (Symbol("k", odd=True), (1, 3), (0, 2)),
    "prime": (Symbol("k", prime=True), (2, 3), (0, 1, 4)),
    "no number": (Symbol("k", imaginary=True), (), (0, 1, -1)),
    "irrational": (Symbol("k", irrational=True), (), (1, fmpq(1, 2))),
}


@pytest.mark.parametrize("name", ASSUMED)
def test_values_meet_the_assumptions(name: str) -> None:
    symbol, may, must_not = ASSUMED[name]
    assert all(allowed(symbol, fmpq(value)) for value in may)
    assert not any(allowed(symbol, fmpq(value)) for value in must_not)
    assert all(allowed(symbol, value) for value in drawn(symbol))
    assert bool(drawn(symbol)) == bool(may)


def test_zero_is_among_the_first_values_of_a_real_name() -> None:
    assert fmpq(0) in drawn(x)[:6]


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        (x > 1, 2, True),
        (x > 1, 1, False),
        (x >= 1, 1, True),
        (x < 1, 0, True),
        (x <= 1, 2, False),
        (Ne(x, 1), 1, False),
        (Ne(x, 1), 2, True),
        (Eq(x**2, 4), -2, True),
        (Eq(x**2, 4), 3, False),
        (1 / x > 0, 0, False),  # no value there: not surely inside
        (Function("g")(x) > 0, 1, False),
    ],
)
def test_inside(condition: Basic, value: int, expected: bool) -> None:
    assert inside(Point({x: fmpq(value)}, {}, {}, {}), Domain((condition,))) is expected


def test_points_lie_in_the_domain() -> None:
    found = drawn(x, x > 0, x < 1)
    assert found
    assert all(0 < value < 1 for value in found)
    assert drawn(x, x > 1, x < 0) == []


@pytest.mark.parametrize(
    "conditions",
    [
        (x > 10,),
        (x < -10,),
        (x > 5, x < Rational(51, 10)),
        (x > y, y > 5),
        (x > y + 10,),
        (x * y > 100, y > 0),
        (Eq(x + y, 1), x > 7),
        (m > 20, n > m),
        (Eq(x, 3 * y), Gt(y, pi * 10)),
    ],
    ids=str,
)
def test_a_domain_apart_from_the_plain_values_has_points(conditions: tuple[Basic, ...]) -> None:
    names = names_of(conditions)
    found = list(points(names, Domain(conditions), 14))
    assert len(found) > 3
    for point in found:
        assert inside(point, Domain(conditions))
        values = [(name, point.scalars[name]) for name in names.scalars]
        assert all(isinstance(value, fmpq) and allowed(name, value) for name, value in values)


def test_an_even_number_beyond_the_plain_ones_is_even() -> None:
    even = Symbol("k", even=True)
    assert drawn(even, even > 9)
    assert all(value > 9 and value.numerator % 2 == 0 for value in drawn(even, even > 9))


def test_names_are_found_and_sorted() -> None:
    data, h = IndexedBase("u", real=True), Function("h")
    i = Symbol("i", integer=True)
    names = names_of((y + x + data[i] + h(x), MatrixSymbol("B", m, n) * MatrixSymbol("A", n, 1)))
    assert [str(name) for name in names.scalars] == ["i", "m", "n", "x", "y"]
    assert names.data == (("u", False),)
    assert [str(matrix) for matrix in names.matrices] == ["A", "B"]
    assert names.functions == ("h",)


def test_matrices_have_the_sizes_of_their_point() -> None:
    X, A = MatrixSymbol("X", m, n), MatrixSymbol("A", n, n)  # noqa: N806  # a matrix is upper case
    seen = list(points(names_of((X * A,)), Domain(), 14))
    sizes = {(len(point.matrices[X]), len(point.matrices[X][0])) for point in seen}
    assert len(sizes) > 1
    for point in seen:
        assert fmpq(len(point.matrices[X])) == point.scalars[m]
        assert len(point.matrices[A]) == len(point.matrices[A][0]) == len(point.matrices[X][0])


def test_two_names_spelt_alike_have_an_order() -> None:
    positive, real = Symbol("x", positive=True), Symbol("x", real=True)
    assert names_of((positive + real,)).scalars == names_of((real * positive,)).scalars
    assert len(names_of((positive + real, Integer(1))).scalars) == 2
