"""Which rule makes one expression of another: its name, and nothing where no rule does."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    Derivative,
    Function,
    Integer,
    Integral,
    Limit,
    MatrixSymbol,
    Sum,
    Symbol,
    binomial,
    cos,
    cosh,
    evaluate,
    exp,
    factorial,
    log,
    oo,
    sin,
    sqrt,
    symbols,
    tan,
)
from sympy.core.basic import Basic

from checker.explain.rules.rules import RULES, rules_between

x, y, a, b, c = symbols("x y a b c", real=True)
n, k, j = symbols("n k j", integer=True, positive=True)
p, q = symbols("p q", positive=True)
f = Function("f", real=True)
X = MatrixSymbol("X", 2, 2)
xs, ys = Function("x", real=True), Function("y", real=True)

with evaluate(False):
    CASES: list[tuple[str, Basic, Basic, tuple[str, ...]]] = [
        ("numbers", Integer(2) * 3 + 1, Integer(7), ("work out the numbers",)),
        ("order", x + y * a, a * y + x, ("the same, in another order",)),
        ("nothing", x + y, x + y, ("the same expression",)),
        ("expand", a * (b + c), a * b + a * c, ("expand",)),
        ("a minus before brackets", x - (y - a), x - y + a, ("expand",)),
        ("factor", a * b + a * c, a * (b + c), ("factor",)),
        ("factor in a part", sin(a * b + a * c) + y, sin(a * (b + c)) + y, ("factor",)),
        ("like terms", 2 * x + 3 * x, 5 * x, ("collect like terms",)),
        ("powers", x**2 * x**3, x**5, ("laws of powers",)),
        ("exponents", exp(a + b), exp(a) * exp(b), ("laws of exponents",)),
        ("logarithms", log(p * q), log(p) + log(q), ("laws of logarithms",)),
        ("logarithm of a power", log(p**n), n * log(p), ("laws of logarithms",)),
        ("a root of a square", sqrt((x - 1) ** 2), Abs(x - 1), ("√(u²) = |u|",)),
        ("Pythagoras", 1 - sin(x) ** 2, cos(x) ** 2, ("sin² + cos² = 1, or cosh² − sinh² = 1",)),
        ("tangent", tan(x), sin(x) / cos(x), ("tan = sin/cos",)),
        ("double angle", sin(2 * x), 2 * sin(x) * cos(x), ("addition theorems",)),
        ("exponentials", cosh(x), (exp(x) + exp(-x)) / 2, ("write by exponentials",)),
        ("index", Sum(xs(k), (k, 1, n)), Sum(xs(j), (j, 1, n)), ("the index is renamed",)),
        (
            "linearity",
            Sum(xs(k) + 2 * ys(k), (k, 1, n)),
            Sum(xs(k), (k, 1, n)) + 2 * Sum(ys(k), (k, 1, n)),
            ("linearity of Σ",),
        ),
        ("closed form", Sum(k, (k, 1, n)), n * (n + 1) / 2, ("sum of powers in closed form",)),
        ("binomial theorem", Sum(binomial(n, k) * p**k * q ** (n - k), (k, 0, n)), (p + q) ** n, ("binomial theorem",)),
        ("split", (a + b) / c, a / c + b / c, ("split the fraction",)),
        ("cancel", (x**2 - 1) / (x - 1), x + 1, ("cancel a common factor",)),
        ("common denominator", 1 / a + 1 / b, (a + b) / (a * b), ("bring over a common denominator",)),
        ("factorials", binomial(n, k), factorial(n) / (factorial(k) * factorial(n - k)), ("write by factorials",)),
        ("factorial", factorial(n + 1), (n + 1) * factorial(n), ("laws of Γ, factorials and binomials",)),
        ("two at once", log(p * q) + a * (b + c), log(p) + log(q) + a * b + a * c, ("laws of logarithms", "expand")),
        ("power rule", Derivative(x**3, x), 3 * x**2, ("power rule",)),
        (
            "product rule",
            Derivative(x**2 * sin(x), x),
            2 * x * sin(x) + x**2 * cos(x),
            ("product rule", "power rule", "the derivatives of sin and cos"),
        ),
        (
            "chain rule",
            Derivative(exp(3 * x), x),
            3 * exp(3 * x),
            ("chain rule", "the derivative of exp is exp"),
        ),
        (
            "quotient rule",
            Derivative(sin(x) * x**-1, x),
            (x * cos(x) - sin(x)) / x**2,
            ("quotient rule", "the derivatives of sin and cos", "bring over a common denominator"),
        ),
        ("limit", Limit((2 * n + 1) / n, n, oo), Integer(2), ("divide above and below by the highest power",)),
        ("limit of a product", Limit(x * exp(-x), x, oo), Integer(0), ("evaluate the limit",)),
        ("de l’Hospital", Limit(sin(x) / x, x, 0), Limit(cos(x) / 1, x, 0), ("de l’Hospital’s rule",)),
        ("antiderivative", Integral(2 * x, x), x**2, ("find an antiderivative",)),
        ("fundamental theorem", Integral(2 * x, (x, 0, 1)), Integer(1), ("fundamental theorem of calculus",)),
        (
            "linearity of the integral",
            Integral(sin(x) + 2 * exp(x), x),
            Integral(sin(x), x) + 2 * Integral(exp(x), x),
            ("linearity of ∫",),
        ),
    ]
    UNKNOWN: list[tuple[str, Basic, Basic]] = [
        ("false", (a + b) ** 2, a**2 + b**2),
        ("false in one part of two", 2 * x + 3 * x + sin(y), 5 * x + cos(y)),
        ("false after a derivative is none of its rules", log(a + b), log(a) + log(b)),
        ("matrices are told by their own proofs", X * X, X**2),
        ("opaque", f(x), f(y)),
        ("a deep identity", Sum(binomial(n, k) ** 2, (k, 0, n)), binomial(2 * n, n)),
    ]


@pytest.mark.parametrize(("left", "right", "names"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_rule_is_named(left: Basic, right: Basic, names: tuple[str, ...]) -> None:
    assert rules_between(left, right, {}) == names


@pytest.mark.parametrize(("left", "right"), [case[1:] for case in UNKNOWN], ids=[case[0] for case in UNKNOWN])
def test_no_rule_is_named_where_none_is_known(left: Basic, right: Basic) -> None:
    assert rules_between(left, right, {}) == ()


def test_a_definition_is_named() -> None:
    g = Function("g", real=True)
    assert rules_between(g(x) + 1, x**2 + 1, {g(x): x**2}) == ("definition of g",)


def test_rules_have_distinct_names_and_examples() -> None:
    assert len({rule.name for rule in RULES}) == len({rule.example for rule in RULES}) == len(RULES)


def test_a_symbol_is_not_taken_for_another() -> None:
    assert rules_between(Symbol("x", real=True), Symbol("x", positive=True), {}) == ()
