"""Which rule makes one expression of another: its name, and nothing where no rule does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sympy import (
    Abs,
    Derivative,
    Eq,
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
    sinh,
    sqrt,
    symbols,
    tan,
)
from sympy.core.basic import Basic
from sympy.core.symbol import Str

from checker.explain.rules.moves import moves_of
from checker.explain.rules.readings import rules_of_reading
from checker.explain.rules.rules import RULES, rules_between
from checker.objects import Statistic


def of_kind(kind: str) -> Callable[[str], Statistic]:
    return lambda text: Statistic(Str(kind), Str(text))


E, Var, Cov = map(of_kind, ("E", "Var", "Cov"))
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
        ("Pythagoras", 1 - sin(x) ** 2, cos(x) ** 2, ("sin² + cos² = 1",)),
        ("hyperbolic", cosh(x) ** 2 - sinh(x) ** 2, Integer(1), ("cosh² − sinh² = 1",)),
        (
            "under the root",
            -b / 2 + sqrt(b**2 - 4 * a) / 2,
            -b / 2 - -1 * sqrt(b**2 / 4 - a),
            ("take a factor under the root, or out of it",),
        ),
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


@pytest.mark.parametrize(
    ("left", "right", "named"),
    [
        (E("XY"), E("X") * E("Y"), "independence: E[XY] = E[X] E[Y]"),
        (E("X^2 Y"), E("X^2") * E("Y"), "independence: E[XY] = E[X] E[Y]"),
        (Var("X + Y"), Var("X") + Var("Y"), "independence: Var(X + Y) = Var(X) + Var(Y)"),
        (Var("2X - 3Y"), 4 * Var("X") + 9 * Var("Y"), "independence: Var(X + Y) = Var(X) + Var(Y)"),
        (E("X + Y"), E("X") + E("Y"), "laws of the expectation"),
        (E("aX"), a * E("X"), "laws of the expectation"),
        (Var("X"), E("X^2") - E("X") ** 2, "laws of the variance"),
        (Var("X + Y"), Var("X") + Var("Y") + 2 * Cov("X, Y"), "laws of the variance"),
        (Cov("X, Y"), E("XY") - E("X") * E("Y"), "laws of the covariance"),
    ],
)
def test_independence_is_named_where_it_is_needed(left: Basic, right: Basic, named: str) -> None:
    head = str(left.args[0])
    assert rules_of_reading(f"\\operatorname{{{head}}}[X]", Eq(left, right, evaluate=False), left) == (named,)


@pytest.mark.parametrize(
    ("because", "moves"),
    [
        (
            "both sides multiplied by 2*x; no point was found at which the premise holds",
            ("multiply both sides by 2*x",),
        ),
        ("both sides multiplied by −2·exp(i·x)/3", ("multiply both sides by −2·exp(i·x)/3",)),
        (
            "⇒: the same equation, rearranged; ⇐: the same equation, rearranged",
            ("the same equation, rearranged, in both directions",),
        ),
        (
            "no real numbers meet the premise and not the conclusion",
            ("follows from what is given, by real arithmetic",),
        ),
        ("use the laws of exponents, products expanded", ("laws of exponents", "expand the products")),
    ],
)
def test_what_a_proof_needed_in_a_teachers_words(because: str, moves: tuple[str, ...]) -> None:
    assert moves_of(because) == moves
