"""What would outgrow every budget is told by its size, and nothing of it is built."""

import pytest
from sympy import (
    Add,
    Determinant,
    Eq,
    Function,
    Integer,
    Matrix,
    Mul,
    Pow,
    Product,
    Rational,
    Sum,
    Symbol,
    binomial,
    factorial,
    ff,
    pi,
    sin,
)
from sympy.core.basic import Basic

from checker.decide import decide
from checker.decide.sizing import (
    DEEPEST,
    LIMITS,
    MOST_DIGITS,
    MOST_NODES,
    MOST_ROWS,
    MOST_TERMS,
    oversize,
)
from checker.model import Domain, Equal, Goal, Minimizes, Status

a, b, c, d, x = (Symbol(name, real=True) for name in "abcdx")
k = Symbol("k", integer=True)
n, N = Symbol("n", integer=True, positive=True), Symbol("N")
f = Function("f")
DIGITS, NODES = (
    f"the limit of {MOST_DIGITS:,} digits of a number",
    f"the limit of {MOST_NODES:,} parts of an expression",
)
LEVELS, TERMS = (
    f"the limit of {DEEPEST} levels of an expression",
    f"the limit of {MOST_TERMS:,} terms of a sum or product",
)
ROWS = f"the limit of {MOST_ROWS} rows of a determinant"


def power(base: Basic | int, exponent: Basic | int) -> Basic:
    return Pow(base, exponent, evaluate=False)


def matrix(rows: int) -> Basic:
    return Matrix(rows, rows, lambda row, column: Symbol(f"m{row}_{column}")).as_immutable()


def parentheses(levels: int) -> Basic:
    """(((x + 1) + 1) + … )"""
    nested: Basic = x
    for _ in range(levels):
        nested = Add(nested, Integer(1), evaluate=False)
    return nested


DOUBLING = {Symbol(f"s{j}"): Mul(Symbol(f"s{j + 1}"), Symbol(f"s{j + 1}") + 1) for j in range(30)}
CIRCLE = {Symbol("p"): Symbol("q") + 1, Symbol("q"): Symbol("p") + 1}


@pytest.mark.parametrize(
    ("expression", "limit"),
    [
        (power(9, power(9, 9)), DIGITS),
        (power(Rational(1, 9), power(9, 9)), DIGITS),
        (power(9, power(-9, 9)), DIGITS),
        (power(10, MOST_DIGITS + 1), DIGITS),
        (x + power(9, power(9, 9)), DIGITS),
        (power(2 * x, 10**9), DIGITS),  # SymPy would take 2^(10^9) out
        (factorial(10**7, evaluate=False), DIGITS),
        (binomial(10**7, 5 * 10**6, evaluate=False), DIGITS),
        (ff(Integer(10) ** 9, 10**7, evaluate=False), DIGITS),
        (factorial(factorial(20, evaluate=False), evaluate=False), DIGITS),
        (Sum(k, (k, 1, 10**9)), TERMS),
        (Product(k, (k, -(10**9), 0)), TERMS),
        (Sum(k, (k, 1, power(10, 9))), TERMS),
        (Sum(Sum(k, (x, 1, 10**4)), (k, 1, 10**4)), TERMS),
        (Sum(k * x, (x, 1, 10**4), (k, 1, 10**4)), TERMS),
        (Determinant(matrix(12)), ROWS),
        (parentheses(3000), LEVELS),
        (Add(*[x] * MOST_NODES, evaluate=False), NODES),
    ],
)
def test_what_is_too_large(expression: Basic, limit: str) -> None:
    assert oversize([expression]) == limit
    assert oversize([x, expression]) == limit


@pytest.mark.parametrize(
    "expression",
    [
        x,
        Integer(0),
        power(0, power(9, 9)),
        power(1, 10**9),
        power(-1, power(9, 9)),
        x ** (10**9),
        power(pi, 10**9),
        power(9, x),
        power(10, MOST_DIGITS - 2),
        (a + b + c + d) ** 200,
        factorial(1000, evaluate=False),
        factorial(n),
        Sum(k, (k, 1, n)),
        Sum(k, (k, 1, MOST_TERMS)),
        Sum(k, (k, 10**9, 10**9 + 3)),
        Sum(k, (k, 1, -(10**9))),
        Determinant(matrix(MOST_ROWS)),
        matrix(12),
        parentheses(DEEPEST - 1),
        Add(*[x] * 1000, evaluate=False),
    ],
)
def test_what_is_not(expression: Basic) -> None:
    assert oversize([expression]) is None


@pytest.mark.parametrize(
    ("expression", "definitions", "limit"),
    [
        (factorial(N), {N: Integer(10**7)}, DIGITS),
        (factorial(N), {N: Integer(10)}, None),
        (factorial(f(x)), {f(x): Integer(10**7)}, DIGITS),
        (power(N, N), {N: Integer(10**7)}, DIGITS),
        (Sum(k, (k, 1, N)), {N: Integer(10**9)}, TERMS),
        (Symbol("s0"), DOUBLING, NODES),
        (Symbol("p"), CIRCLE, None),
        (Symbol("p"), {Symbol("p"): parentheses(3000)}, LEVELS),
    ],
)
def test_names_have_the_size_of_their_meaning(
    expression: Basic, definitions: dict[Basic, Basic], limit: str | None
) -> None:
    assert oversize([expression], definitions) == limit


@pytest.mark.parametrize(
    "goal",
    [
        Goal(Equal(power(9, power(9, 9)), Integer(1))),
        Goal(Equal(Integer(1), factorial(10**7, evaluate=False))),
        Goal(Equal(Sum(k, (k, 1, 10**9)), Integer(1))),
        Goal(Equal(Determinant(matrix(12)), Integer(1))),
        Goal(Equal(parentheses(3000), x + 3000)),
        Goal(Equal(factorial(N), Integer(1)), ((N, Integer(10**7)),)),
        Goal(Equal(x, x), domain=Domain((Eq(x, power(9, power(9, 9)), evaluate=False),))),
        Goal(Minimizes(x**2, (x,), (power(9, power(9, 9)),))),
    ],
    ids=["tower", "factorial", "sum", "determinant", "parentheses", "defined", "domain", "minimum"],
)
def test_such_a_goal_is_undecided_and_its_limit_named(goal: Goal) -> None:
    verdict = decide(goal)
    assert (verdict.status, verdict.by) == (Status.UNDECIDED, LIMITS)
    assert verdict.because.startswith("it exceeds the limit of ")


def test_a_large_power_that_need_not_be_expanded_is_decided() -> None:
    large = (a + b + c + d) ** 200
    assert decide(Goal(Equal(large, large + 1))).status is Status.REFUTED
    assert decide(Goal(Equal(large * sin(x), sin(x) * large))).status is Status.PROVED
