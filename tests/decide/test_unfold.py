"""Definitions put in: names, applications, derivatives taken before meanings, and definitions that mean nothing."""

import pytest
from sympy import Derivative, Eq, Function, IndexedBase, Integer, MatrixSymbol, Sum, Symbol, Trace, exp, symbols
from sympy.core.basic import Basic

from checker.decide.unfold import differentiated, takes_a_value, unfold
from checker.model import DeriveCheckError

x, a, b = symbols("x a b", real=True)
m = Symbol("m", integer=True, positive=True)
i = Symbol("i", integer=True)
g, h, s = (Function(name)(x) for name in "ghs")
F = Function("F")
data = IndexedBase("u", real=True)
A = MatrixSymbol("A", m, m)
ROW = MatrixSymbol("v", 1, m)

SIGMOID = {s: 1 / g, g: 1 + 1 / h, h: exp(x)}


@pytest.mark.parametrize(
    ("expression", "definitions", "expected"),
    [
        (a + b, {a: x**2}, x**2 + b),
        (a, {a: b + 1, b: x}, x + 1),
        (s, SIGMOID, 1 / (1 + exp(-x))),
        (Derivative(s, x), SIGMOID, Derivative(1 / (1 + exp(-x)), x)),
        (Derivative(1 / g, g), SIGMOID, -1 / (1 + exp(-x)) ** 2),  # before g has its meaning
        (Derivative(a**2, a), {a: x + 1}, 2 * (x + 1)),
        (F(3), {F(x): x**2}, F(3)),  # a definition is of the application as written
        (Sum(a * data[i], (i, 1, m)), {a: b}, Sum(b * data[i], (i, 1, m))),
        (Sum(i, (i, 1, m)), {i: Integer(3)}, Sum(i, (i, 1, m))),  # an index is its sum's own name
        (A, {m: Integer(2)}, A),  # shapes are no part of what is said
        (Derivative(a, data[i]), {a: data[i] ** 2}, Derivative(data[i] ** 2, data[i])),  # data vary, as names do
        (Derivative(b, a), {b: a**2, a: x + 1}, 2 * (x + 1)),  # what b is goes in first: it speaks of a
        (a * b, {a: ROW * ROW.T}, Trace(ROW * ROW.T) * b),  # a number that vectors make
        (a, {}, a),
    ],
)
def test_unfolds(expression: Basic, definitions: dict[Basic, Basic], expected: Basic) -> None:
    assert unfold(expression, definitions) == expected


@pytest.mark.parametrize(
    ("expression", "definitions"),
    [
        (a, {a: a + 1}),
        (a, {a: b, b: a}),
        (Derivative(F(a), a), {a: x + 1}),
    ],
)
def test_refuses(expression: Basic, definitions: dict[Basic, Basic]) -> None:
    with pytest.raises(DeriveCheckError):
        unfold(expression, definitions)


def test_derivatives_are_carried_out_within_sums() -> None:
    summed = Sum(Derivative((a - data[i]) ** 2, a), (i, 1, m))
    assert not differentiated(summed).has(Derivative)
    assert differentiated(Eq(Derivative(x**2, x), b)) == Eq(2 * x, b)


@pytest.mark.parametrize(
    ("name", "expression", "expected"),
    [
        (x, x**2 + a, True),
        (F(x), F(x) - 1, True),
        (data[1], data[1] + data[2], False),
        (i, Sum(data[i], (i, 1, m)), False),
        (m, Sum(data[i], (i, 1, m)), True),
        (x, Derivative(F(x), x), False),
    ],
)
def test_takes_a_value(name: Basic, expression: Basic, expected: bool) -> None:
    assert takes_a_value(name, expression) is expected
