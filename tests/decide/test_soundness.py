"""Claims that once got a wrong verdict, or look as if they could: nothing false is proved, nothing true refuted."""

import pytest
from sympy import (
    Abs,
    Add,
    Derivative,
    Determinant,
    Dummy,
    Eq,
    Float,
    Function,
    I,
    IndexedBase,
    Integer,
    Integral,
    Limit,
    MatrixSymbol,
    Max,
    Mul,
    Ne,
    Piecewise,
    Pow,
    Product,
    Rational,
    S,
    Sum,
    Symbol,
    ZeroMatrix,
    acos,
    asin,
    atan,
    atanh,
    binomial,
    conjugate,
    cos,
    exp,
    factorial,
    floor,
    im,
    log,
    nan,
    oo,
    pi,
    re,
    sign,
    sin,
    sqrt,
    summation,
    tan,
    zoo,
)
from sympy.core.basic import Basic
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.decide import decide
from checker.model import (
    DeriveCheckError,
    Domain,
    Equal,
    Goal,
    Holds,
    Implies,
    Minimizes,
    Question,
    SameRoots,
    SolutionSet,
    Solves,
    Status,
    Unequal,
)

x, y, z, a = (Symbol(name, real=True) for name in "xyza")
p = Symbol("p", positive=True)
m = Symbol("m", integer=True, positive=True)
n = Symbol("n", integer=True)
gap = Symbol("t", real=True, nonzero=True)
below = Symbol("n", integer=True, negative=True)
even = Symbol("n", even=True, positive=True)
i, j, k = (Symbol(name, integer=True) for name in "ijk")
u, v = IndexedBase("u", real=True), IndexedBase("v", real=True)
f, g = Function("f"), Function("g")
total = Sum(u[i], (i, 1, m))
count, other = (Symbol(name, integer=True, nonnegative=True) for name in ("N", "M"))  # of terms, perhaps none
c, d = (Symbol(name, complex=True) for name in "cd")


def unevaluated(head: type[Basic], *arguments: Basic) -> Basic:
    return head(*arguments, evaluate=False)


def status(question: Question, *conditions: Basic) -> Status:
    return decide(Goal(question, (), Domain(conditions))).status


# false at points that no ladder of small rationals reaches: only an unsound argument could prove them
vanishing_below_8 = (i - 2) * (i - 3) * (i - 4) * (i - 5) * (i - 6)
NOT_PROVED: dict[str, Equal] = {
    "|x + 100| = x + 100": Equal(Abs(x + 100), x + 100),
    "√((x + 100)²) = x + 100": Equal(unevaluated(Pow, (x + 100) ** 2, Rational(1, 2)), x + 100),
    "|(x + 100)ⁿ| = (x + 100)ⁿ": Equal(Abs((x + 100) ** n), (x + 100) ** n),
    "√((x + 100)²ⁿ) = (x + 100)ⁿ": Equal(sqrt((x + 100) ** (2 * n)), (x + 100) ** n),
    "cos of a real is not positive": Equal(Abs(cos(x * sin(y) / 100)), cos(x * sin(y) / 100)),
    "real part of a complex square": Equal(
        Abs(Sum(cos(u[i] / 100), (i, 1, m)) ** 2 - Sum(sin(u[i] / 100), (i, 1, m)) ** 2),
        Sum(cos(u[i] / 100), (i, 1, m)) ** 2 - Sum(sin(u[i] / 100), (i, 1, m)) ** 2,
    ),
    "arcs turn over": Equal(atan(tan(x / 1000)), x / 1000),
    "asin turns over": Equal(asin(sin(x / 1000)), x / 1000),
    "acos turns over": Equal(acos(cos(p / 1000)), p / 1000),
    "sum of arcs": Equal(atan(x / 1000) + atan(y / 1000), atan((x + y) / 1000 / (1 - x * y / 10**6))),
    "sign beyond the ladder": Equal(sign(x - 1000), Integer(-1)),
    "cases beyond the ladder": Equal(Piecewise((1, x > 1000), (0, True)), Integer(0)),
    "cases that leave values out": Equal(Piecewise((x, x > -1000)), x),
    "a sum of |·|": Equal(Sum(Abs(1000 - u[i]), (i, 1, m)), Abs(Sum(1000 - u[i], (i, 1, m)))),
    "induction below the range": Equal(
        Sum(vanishing_below_8, (i, 8, m)), summation(vanishing_below_8, (i, 2, m)).expand()
    ),
    "a function positive here, real there": Equal(
        Abs(Function("f", positive=True)(x)), Function("f", real=True)(x)
    ),
    "data positive here, real there": Equal(Abs(IndexedBase("u", positive=True)[1]), u[1]),
    "∂Σu/∂uₖ = 0": Equal(Derivative(total, u[k]), Integer(0)),
    "∂uᵢ/∂uₖ = 0": Equal(Derivative(u[i], u[k]), Integer(0)),
    "∂Σ/∂m = 0": Equal(Derivative(total, m), Integer(0)),
    "∂uₙ/∂n = 0": Equal(Derivative(u[n], n), Integer(0)),
    "√(z⁴) = z² for complex z": Equal(sqrt(c**4), c**2),
    "log e^z = z for complex z": Equal(log(exp(c), evaluate=False), c),
    "log zw = log z + log w": Equal(log(c * d), log(c) + log(d)),
    "log of a negative number": Equal(log(-1, evaluate=False), log(-1, evaluate=False)),
    "nan": Equal(nan, nan),
    "∞": Equal(oo, oo),
    "∞ − ∞": Equal(unevaluated(Add, oo, -oo), Integer(0)),
    "complex ∞": Equal(zoo, zoo),
    "truth": Equal(S.true, S.true),
    "1/0": Equal(unevaluated(Pow, Integer(0), Integer(-1)), unevaluated(Pow, Integer(0), Integer(-1))),
    "a decimal that is a binary fraction": Equal(unevaluated(Add, Float(0.1), Float(0.2)), Float(0.3)),
    "Σ i to half an integer": Equal(Sum(i, (i, 0, m / 2)), m * (m + 2) / 8),
    "Σ a to a real number": Equal(Sum(a, (i, 1, p)), a * p),
    "Σ from a real number": Equal(Sum(i, (i, x, x + 2)), 3 * x + 3),
    "|Σ| to a real number": Equal(Abs(Sum(i**-2, (i, 1, p))), Sum(i**-2, (i, 1, p))),
    "Σ e^{log x}·C(m, i)": Equal(
        Sum(unevaluated(Mul, exp(log(x), evaluate=False), binomial(m, i)), (i, 0, m)), x * 2**m
    ),
    "a floor times y/y": Equal(unevaluated(Mul, floor(2 * x), y, 1 / y), floor(x) + floor(x + Rational(1, 2))),
    "Σ e^{k log x}/k!": Equal(Sum(exp(k * log(x)) / factorial(k), (k, 0, oo)), exp(x)),
    "Σ (k/k)/2ᵏ from 0": Equal(Sum(unevaluated(Mul, k, 1 / k, 2**-k), (k, 0, oo)), Integer(2)),
    "∫ e^{log t} below 0": Equal(Integral(unevaluated(exp, log(x)), (x, -1, 1)), Integer(0)),
    "∫ √t² below 0": Equal(Integral(unevaluated(Pow, sqrt(x), Integer(2)), (x, y, 1)), (1 - y**2) / 2),
    "∫ 0·log t": Equal(Integral(unevaluated(Mul, Integer(0), log(x)), (x, -1, 1)), Integer(0)),
    "∫ ⌊t⌋/⌊t⌋": Equal(Integral(unevaluated(Mul, floor(x), 1 / floor(x)), (x, 0, 2)), Integer(2)),
    "∫ f/f": Equal(Integral(unevaluated(Mul, f(x), 1 / f(x)), (x, 0, 1)), Integer(1)),
    "∫ e^{log f}": Equal(Integral(unevaluated(exp, log(f(x))), (x, 0, 1)), Integral(f(x), (x, 0, 1))),
    "∫ f times y/y": Equal(
        unevaluated(Mul, Integral(f(x), (x, 0, 1)), y, 1 / y), Integral(f(x), (x, 0, 1))
    ),
    "∫ y(1/y + f)": Equal(Integral(y * (1 / y + f(x)), (x, 0, 1)), 1 + y * Integral(f(x), (x, 0, 1))),
    "y·∫ 1/y dx": Equal(y * Integral(1 / y, x), x),
    "(−8)^⅓ = −2": Equal(unevaluated(Pow, Integer(-8), Rational(1, 3)), Integer(-2)),
}  # fmt: skip  # one claim an entry


@pytest.mark.parametrize("name", NOT_PROVED)
def test_is_not_proved(name: str) -> None:
    verdict = decide(Goal(NOT_PROVED[name]))
    assert verdict.status in (Status.REFUTED, Status.SUPPORTED, Status.UNDECIDED, Status.ILL_FORMED)


REFUTED: dict[str, tuple[Equal, tuple[Basic, ...]]] = {
    "√x² = x": (Equal(unevaluated(Pow, x**2, Rational(1, 2)), x), ()),
    "√x⁶ = x³": (Equal(unevaluated(Pow, x**6, Rational(1, 2)), x**3), ()),
    "e^{½ log x²} = x": (Equal(exp(log(x**2) / 2, evaluate=False), x), ()),
    "√(1 − sin²) = cos": (Equal(sqrt(1 - sin(x) ** 2), cos(x)), ()),
    "|x|/x = 1": (Equal(Abs(x) / x, Integer(1)), ()),
    "sign² = 1, but at 0": (Equal(sign(x) ** 2, Integer(1)), ()),
    "cases that differ at 0": (Equal(Piecewise((x, x > 0), (1, Eq(x, 0)), (-x, True)), Abs(x)), ()),
    "|(−1)ⁿ| = (−1)ⁿ": (Equal(Abs((-1) ** n, evaluate=False), (-1) ** n), ()),
    "Σ 1 = n, but empty for n < 0": (Equal(Sum(1, (i, 1, n)), n), ()),
    "Σ c from 1 to m − 2": (Equal(Sum(a, (i, 1, m - 2)), a * (m - 2)), ()),
    "Σ from 3 to 1 is empty": (Equal(Sum(a, (i, 3, 1)), -a), ()),
    "an index free and bound": (Equal(i * total, Sum(i * u[i], (i, 1, m))), ()),
    "an index bound twice": (Equal(Sum(u[i] * total, (i, 1, m)), Sum(u[i] ** 2, (i, 1, m))), ()),
    "a triangle is no square": (
        Equal(Sum(Sum(u[i] * u[j], (j, 1, i)), (i, 1, m)), Sum(Sum(u[i] * u[j], (j, 1, m)), (i, 1, m))), (),
    ),
    "inner and outer index": (
        Equal(Sum(Sum(u[i], (j, 1, i)), (i, 1, m)), Sum(Sum(u[j], (j, 1, i)), (i, 1, m))), (),
    ),
    "f at two arguments": (Equal(f(x), f(y)), ()),
    "sin up to π·π": (Equal(Integral(sin(x), (x, 0, unevaluated(Mul, pi, pi, Rational(1, 2)))), Integer(1)), ()),
    "cos of i·i·π": (Equal(unevaluated(cos, unevaluated(Mul, I, I, pi)), Integer(1)), ()),
    "an integrand in brackets": (
        Equal(Integral(unevaluated(Add, unevaluated(Add, x**2, 3), -4 * x), (x, 0, y)), y**3 - 2 * y**2), ()
    ),
    "the inner derivative": (Equal(Derivative(f(2 * x), x), Derivative(f(x), x)), ()),
    "f(x, x) moves twice": (Equal(Derivative(f(x, x), x), Derivative(f(x, y), y)), ()),
    "a name like a constant": (Equal(Symbol("pi", real=True), pi), ()),
    "a name like ours": (Equal(Symbol("constant pi", real=True), pi), ()),
    "two names spelt alike": (Equal(Symbol("x", positive=True), x), ()),
    "two dummies spelt alike": (Equal(Dummy("x", real=True), Dummy("x", real=True)), ()),
    "names like bound indices": (
        Equal(
            Sum(Sum(u[i + j + Symbol("#1", integer=True)], (i, 1, m)), (j, 1, m)),
            Sum(Sum(u[i + j + Symbol("#2", integer=True)], (i, 1, m)), (j, 1, m)),
        ), (),
    ),
    "sign² = 1, from 0 to 3": (Equal(unevaluated(Mul, sign(x), sign(x)), Integer(1)), (x >= 0, x <= 3)),
    "sign(x − y) = 1, but where x = y": (Equal(sign(x - y), Integer(1)), (x >= y,)),
    "sign of what may be 0": (Equal(sign(Symbol("N", integer=True, nonnegative=True)), Integer(1)), ()),
    "sign of sin from 0 to π": (Equal(sign(sin(x)), Integer(1)), (x >= 0, x <= pi)),
    "sign(xz), z from 0": (Equal(sign(x * z) * x, x), (x > 0, z >= 0)),
    "cases on what is 0": (Equal(Piecewise((1, sin(x) ** 2 + cos(x) ** 2 > 1), (0, True)), Integer(1)), ()),
    "half a range": (Equal(Abs(x), -x), (x > -3,)),
    "|z|² = z² for complex z": (Equal(Abs(c) ** 2, c**2), ()),
    "z̄ = z": (Equal(conjugate(c), c), ()),
    "z·z̄ = z²": (Equal(c * conjugate(c), c**2), ()),
    "Re z = z": (Equal(re(c), c), ()),
    "z − z̄ = 2 Im z": (Equal(c - conjugate(c), 2 * im(c)), ()),
    "√z² = z for complex z": (Equal(sqrt(c**2), c), ()),
    "Re zw = Re z·Re w": (Equal(re(c * d), re(c) * re(d)), ()),
    "Σ 1 to N − 1 is empty for N = 0": (Equal(Sum(1, (k, 1, count - 1)), count - 1), ()),
    "Σ 1/y from 3, short of empty": (Equal(Sum(1 / y, (k, 3, m)), (m - 2) / y), ()),
    "Σ split where a range is negative": (
        Equal(Sum(1, (k, 1, count - other)), Sum(1, (k, 1, count)) - Sum(1, (k, 1, other))), (),
    ),
    "a product one factor short": (Equal(Product(x, (k, 1, count - 1)) * x, x**count), ()),
    "Σ (−1)ᵏC(N, k) is 1 for N = 0": (Equal(Sum((-1) ** k * binomial(count, k), (k, 0, count)), Integer(0)), ()),
}  # fmt: skip  # one claim an entry


@pytest.mark.parametrize("name", REFUTED)
def test_is_refuted(name: str) -> None:
    question, conditions = REFUTED[name]
    assert status(question, *conditions) is Status.REFUTED


# what one side needs to have a value, or the argument needs of the names, is said with the proof
HOLDS_IF: dict[str, tuple[Equal, tuple[str, ...]]] = {
    "x/x = 1": (Equal(unevaluated(Mul, x, 1 / x), Integer(1)), ("x ≠ 0",)),
    "(√x)² = x": (Equal(unevaluated(Pow, sqrt(x), Integer(2)), x), ("x ≥ 0",)),
    "e^{log x} = x": (Equal(exp(log(x), evaluate=False), x), ("x > 0",)),
    "xʸxᶻ = x^{y+z}": (Equal(unevaluated(Mul, x**y, x**z), x ** (y + z)), ("x > 0",)),
    "xⁿx = x^{n+1}": (Equal(unevaluated(Mul, x**n, x), x ** (n + 1)), ("x ≠ 0",)),
    "xᵐx = x^{m+1}": (Equal(unevaluated(Mul, x**m, x), x ** (m + 1)), ()),
    "(x²)ʸ = |x|²ʸ": (Equal(unevaluated(Pow, x**2, y), Abs(x) ** (2 * y)), ("x ≠ 0",)),
    "tan·cos = sin": (Equal(tan(x) * cos(x), sin(x)), ("cos(x) ≠ 0",)),
    "tan = sin/cos": (Equal(tan(x), sin(x) / cos(x)), ()),
    "|x|·d|x| = x": (Equal(unevaluated(Mul, Derivative(Abs(x), x), Abs(x)), x), ("x ≠ 0",)),
    "d√x": (Equal(Derivative(sqrt(x), x), 1 / (2 * sqrt(x))), ("x > 0",)),
    "√x·d√x = ½": (Equal(unevaluated(Mul, Derivative(sqrt(x), x), sqrt(x)), Rational(1, 2)), ("x > 0",)),
    "d√p": (Equal(Derivative(sqrt(p), p), 1 / (2 * sqrt(p))), ()),
    "d log x": (Equal(Derivative(log(x), x), 1 / x), ("x > 0",)),
    "log x² of x ≠ 0": (Equal(exp(log(x**2), evaluate=False), x**2), ("x ≠ 0",)),
    "Σ u/u": (Equal(Sum(unevaluated(Mul, u[i], 1 / u[i]), (i, 1, m)), m), ("u_i ≠ 0",)),
    "Σ e^{log u}": (Equal(Sum(unevaluated(exp, log(u[i])), (i, 1, m)), total), ("u_i > 0",)),
    "Σ k/N², which is 0 for N = 0": (Equal(Sum(k / count**2, (k, 1, count)), (count + 1) / (2 * count)), ("N ≠ 0",)),
    "(Σ k)/N²": (Equal(Sum(k, (k, 1, count)) / count**2, (count + 1) / (2 * count)), ()),
    "Σ 1/y, perhaps empty": (Equal(Sum(1 / y, (k, 1, count)), count / y), ("y ≠ 0",)),
    "Σ 1/y, never empty": (Equal(Sum(1 / y, (k, 0, count)), (count + 1) / y), ()),
    "Σ 1/y on both sides": (
        Equal(Sum((k + x) / y, (k, 1, count)), Sum(k / y, (k, 1, count)) + Sum(x / y, (k, 1, count))), ()
    ),
    "Σ 1/y, taken out": (Equal(Sum(u[k] / y, (k, 1, count)), Sum(u[k], (k, 1, count)) / y), ("y ≠ 0",)),
    "Σ Σ 1/y": (Equal(Sum(Sum(1 / y, (j, 1, k)), (k, 1, m)), m * (m + 1) / (2 * y)), ()),
    "Σ xᵏ/y": (
        Equal(Sum(x**k / y, (k, 0, count - 1)), (x**count - 1) / ((x - 1) * y)), ("y ≠ 0", "−1 + x ≠ 0")
    ),
    "Σ k·k!/y": (Equal(Sum(k * factorial(k) / y, (k, 1, count)), (factorial(count + 1) - 1) / y), ("y ≠ 0",)),
    "(Σ k·k!)/y": (Equal(Sum(k * factorial(k), (k, 1, count)) / y, (factorial(count + 1) - 1) / y), ()),
    "Σ k·k!/y, never empty": (Equal(Sum(k * factorial(k) / y, (k, 1, m)), (factorial(m + 1) - 1) / y), ()),
    "Π 1/y": (Equal(Product(x / y, (k, 1, count)), x**count / y**count), ("y ≠ 0",)),
    "Π telescoped": (
        Equal(Product((k + x) / (k + x + 1), (k, 0, count - 1)), x / (x + count)), ("1 + i + x ≠ 0", "N + x ≠ 0")
    ),
    "∫ y(1/y + t)": (Equal(Integral(y * (1 / y + x), (x, 0, 1)), 1 + y / 2), ("y ≠ 0",)),
    "∫ of no length": (Equal(Integral(1 / y, (x, 0, 0)), Integer(0)), ("y ≠ 0",)),
    "lim sin(xy)/(xy)": (Equal(Limit(sin(x * y) / (x * y), x, 0), Integer(1)), ("y ≠ 0",)),
    "Σ (y/y)/k²": (
        Equal(Sum(unevaluated(Mul, y, 1 / y, k**-2), (k, 1, oo)), pi**2 / 6), ("y ≠ 0",)
    ),
}  # fmt: skip  # one claim an entry


@pytest.mark.parametrize("name", HOLDS_IF)
def test_holds_if(name: str) -> None:
    question, conditions = HOLDS_IF[name]
    verdict = decide(Goal(question))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)


HOLDS_WITHIN: dict[str, tuple[Equal, tuple[Basic, ...], tuple[str, ...]]] = {
    "x/|x| = sign x": (Equal(x / Abs(x), sign(x)), (x >= 0,), ("x ≠ 0",)),
    "sign(1/x)² = 1": (Equal(unevaluated(Mul, sign(1 / x), sign(1 / x)), Integer(1)), (), ("x ≠ 0",)),
    "1/|x|, or 0": (Equal(Piecewise((1 / Abs(x), Abs(x) > 0), (0, True)), Max(0, 1 / Abs(x))), (), ("x ≠ 0",)),
    "x·sign x = |x|": (Equal(x * sign(x), Abs(x)), (x >= 0,), ()),
    "d max(x, 0), at its kink": (Equal(Derivative(Max(x, 0), x), Integer(1)), (x >= 0,), ("x ≠ 0",)),
    "d max(x, 0), above it": (Equal(Derivative(Max(x, 0), x), Integer(1)), (x > 0,), ()),
}


@pytest.mark.parametrize("name", HOLDS_WITHIN)
def test_holds_within_a_domain_if(name: str) -> None:
    question, domain, conditions = HOLDS_WITHIN[name]
    verdict = decide(Goal(question, (), Domain(domain)))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)


# a definition put in is no simplification: x/x is 1 where x is not 0
DEFINED: dict[str, tuple[Equal, tuple[tuple[Basic, Basic], ...], tuple[str, ...]]] = {
    "a/x = 1, a = x": (Equal(unevaluated(Mul, a, 1 / x), Integer(1)), ((a, x),), ("x ≠ 0",)),
    "a/b = 1, both x": (Equal(unevaluated(Mul, a, 1 / y), Integer(1)), ((a, x), (y, x)), ("x ≠ 0",)),
    "a·x = 1, a = 1/x": (Equal(unevaluated(Mul, a, x), Integer(1)), ((a, 1 / x),), ("x ≠ 0",)),
    "eᵃ = x, a = log x": (Equal(exp(a), x), ((a, log(x)),), ("x > 0",)),
    "a² = x, a = √x": (Equal(a**2, x), ((a, sqrt(x)),), ("x ≥ 0",)),
    "a − y = 0, both log x": (Equal(a - y, Integer(0)), ((a, log(x)), (y, log(x))), ("x > 0",)),
    "0·a = 0, a = log x": (Equal(unevaluated(Mul, y, a), Integer(0)), ((y, Integer(0)), (a, log(x))), ("x > 0",)),
    "a/x = 1/x², a = 1/x": (Equal(a / x, 1 / x**2), ((a, 1 / x),), ()),
}


@pytest.mark.parametrize("name", DEFINED)
def test_a_definition_put_in_loses_no_condition(name: str) -> None:
    question, definitions, conditions = DEFINED[name]
    verdict = decide(Goal(question, definitions))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)


@pytest.mark.parametrize("function", [asin, acos])
def test_an_arc_needs_an_argument_between_minus_one_and_one(function: type[Basic]) -> None:
    straight = sin if function is asin else cos
    claim = Equal(straight(function(x, evaluate=False), evaluate=False), x)
    everywhere = decide(Goal(claim))
    assert everywhere.status is not Status.PROVED or everywhere.conditions
    inside = decide(Goal(claim, (), Domain((x >= -1, x <= 1))))
    assert (inside.status, inside.conditions) == (Status.PROVED, ())


def test_a_power_and_its_exponential_share_a_domain_of_positive_bases_only() -> None:
    verdict = decide(Goal(Equal(exp(n * log(x), evaluate=False), x**n)))
    assert verdict.status is not Status.PROVED or "x > 0" in verdict.conditions  # (−1)ⁿ has a value, log(−1) has none


def test_powers_of_one_base_are_multiplied_for_negative_bases_only_with_integer_exponents() -> None:
    assert status(Equal(unevaluated(Mul, (-1) ** n, Integer(-1)), (-1) ** (n + 1))) is Status.PROVED
    real_exponents = Equal(unevaluated(Mul, Pow(-1, y), Pow(-1, z)), Pow(-1, y + z))
    assert status(real_exponents) is not Status.PROVED  # for y = z = ½ the left has no value, the right is −1


TRUE: dict[str, tuple[Equal, tuple[Basic, ...]]] = {
    "√x² = |x|": (Equal(unevaluated(Pow, x**2, Rational(1, 2)), Abs(x)), ()),
    "log p² = 2 log p": (Equal(log(p**2), 2 * log(p)), ()),
    "sums are named by nothing": (Equal(total + i, Sum(u[j], (j, 1, m)) + i), ()),
    "a free index leaves a sum": (Equal(Sum(u[i] * j, (i, 1, m)), j * total), ()),
    "an index bound twice": (Equal(Sum(u[i] * total, (i, 1, m)), total**2), ()),
    "a sum within a sum": (Equal(Sum(Sum(1, (j, 1, i)), (i, 1, m)), m * (m + 1) / 2), ()),
    "two limits": (Equal(Sum(u[i] * v[j], (i, 1, m), (j, 1, m)), total * Sum(v[j], (j, 1, m))), ()),
    "a condition on a sum": (Equal(unevaluated(Pow, total**2, Rational(1, 2)), total), (total > 0,)),
    "a divisor granted": (Equal(tan(x) * cos(x), sin(x)), (Ne(cos(x), 0),)),
    "chain rule": (Equal(Derivative(f(g(x)), x), Derivative(f(g(x)), g(x)) * Derivative(g(x), x)), ()),
    "names like bound indices": (
        Equal(Sum(u[i] * Symbol("#1", real=True), (i, 1, m)), Symbol("#1", real=True) * total), (),
    ),
    "|z|² = z·z̄": (Equal(Abs(c) ** 2, c * conjugate(c)), ()),
    "|zw| = |z||w|": (Equal(Abs(c * d, evaluate=False), Abs(c) * Abs(d)), ()),
    "1/z = z̄/|z|²": (Equal(1 / c, conjugate(c) / Abs(c) ** 2), ()),
    "(z − z̄)/2i = Im z": (Equal((c - conjugate(c)) / (2 * I), im(c)), ()),
    "e^{z + w}": (Equal(exp(c + d), exp(c) * exp(d)), ()),
    "sin² + cos² of complex z": (Equal(sin(c) ** 2 + cos(c) ** 2, Integer(1)), ()),
    "z³ + 1": (Equal(c**3 + 1, (c + 1) * (c**2 - c + 1)), ()),
}  # fmt: skip  # one claim an entry


@pytest.mark.parametrize("name", TRUE)
def test_is_proved(name: str) -> None:
    question, conditions = TRUE[name]
    verdict = decide(Goal(question, (), Domain(conditions)))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, ())


# a domain in which a ladder of plain numbers has no point, or the wrong ones
NOT_REFUTED: dict[str, tuple[Equal, tuple[Basic, ...]]] = {
    "an even number": (Equal(cos(pi * even / 2) ** 2 + sin(pi * even / 2) ** 2, Integer(1)), ()),
    "an odd number": (Equal(sin(pi * Symbol("n", odd=True) / 2) ** 2, Integer(1)), ()),
    "a negative integer": (Equal(Abs(below), -below), ()),
    "an imaginary number": (Equal(Abs(Symbol("z", imaginary=True)) ** 2, -(Symbol("z", imaginary=True) ** 2)), ()),
    "mixed derivatives": (Equal(Derivative(f(x, y), x, y), Derivative(f(x, y), y, x)), ()),
    "a corner, where there is no derivative": (Equal(Derivative(Abs(x), x), Piecewise((1, x > 0), (-1, True))), ()),
    "the edge of a root": (Equal(Derivative(sqrt(x), x), Piecewise((1 / (2 * sqrt(x)), x > 0), (7, True))), ()),
    "far out": (Equal(Abs(x), -x), (x < -1000,)),
    "nowhere": (Equal(x, x + 1), (x > 1, x < 0)),
}  # fmt: skip  # one claim an entry


@pytest.mark.parametrize("name", NOT_REFUTED)
def test_is_not_refuted(name: str) -> None:
    question, conditions = NOT_REFUTED[name]
    assert status(question, *conditions) is not Status.REFUTED


def test_nothing_is_proved_where_nothing_has_a_value() -> None:
    assert status(Equal(log(-1 - x**2), log(-1 - x**2))) is Status.ILL_FORMED
    assert status(Equal(x + 1, unevaluated(Add, x, 1)), x > 1, x < 0) is not Status.PROVED


ASKED_OTHERWISE: dict[str, tuple[Question, tuple[Basic, ...], tuple[Status, ...]]] = {
    "same roots, but for a divisor": (SameRoots(x, x * y), (Ne(y, 0),), (Status.PROVED,)),
    "a root of one only": (SameRoots(x, x * y), (), (Status.REFUTED,)),
    "a factor never zero": (SameRoots(x, x * (y**2 + 1)), (), (Status.PROVED,)),
    "a solution that holds the unknown": (Solves(x - y, x, 2 * y - x), (), (Status.UNDECIDED,)),
    "a datum among data": (Solves(Sum(u[i] - a, (i, 1, m)), u[k], a), (), (Status.UNDECIDED,)),
    "a datum on both sides": (Solves(total + u[1], u[1], -total), (), (Status.UNDECIDED,)),
    "an unknown that is an index": (
        Solves(Sum(u[i] * i, (i, 1, m)) + i, i, -total), (), (Status.REFUTED, Status.UNDECIDED)
    ),  # the i of the sum is its own: at u = (1, −2, −1, 2) the value 0 leaves 2
    "an unknown that is varied": (
        Solves(x * Derivative(f(x), x) - 1, x, 1 / Derivative(f(x), x)), (), (Status.UNDECIDED,)
    ),
    "a solution outside its domain": (Solves(p + 1, p, Integer(-1)), (), (Status.REFUTED, Status.UNDECIDED)),
    "one of two solutions": (Solves(x**2 - 1, x, Integer(1)), (), (Status.REFUTED,)),
    "a maximum at a corner": (Minimizes(x**2 - Abs(x), (x,), (Integer(0),)), (), (Status.UNDECIDED,)),
    "a minimum outside its domain": (Minimizes((p + 1) ** 2, (p,), (Integer(-1),)), (), (Status.UNDECIDED,)),
    "a minimum outside the conditions": (
        Minimizes((x + 1) ** 2, (x,), (Integer(-1),)), (x > 0,), (Status.UNDECIDED,)
    ),
    "half an integer": (Minimizes((m - Rational(1, 2)) ** 2, (m,), (Rational(1, 2),)), (), (Status.UNDECIDED,)),
    "convex on each side of a gap": (
        Minimizes(1 / gap**2 + 2 * gap, (gap,), (Integer(1),)), (), (Status.UNDECIDED,)
    ),
    "a minimum at itself": (Minimizes((x - a) ** 2, (x,), (2 * a - x,)), (), (Status.UNDECIDED,)),
    "a bound that is varied": (Minimizes(Sum(u[i], (i, 1, n)) + n**2, (n,), (Integer(0),)), (), (Status.UNDECIDED,)),
    "a power whose base is somewhere 0": (Holds(Ne((x**5 - x - 1) ** m, 0)), (), (Status.UNDECIDED,)),
    "a square of such a power": (Holds((x**5 - x - 1) ** (2 * m) > 0), (), (Status.UNDECIDED,)),
    "a product with such a power": (
        Implies(Eq((x**5 - x - 1) ** m * y, 0), Eq(y, 0)), (), (Status.UNDECIDED, Status.REFUTED)
    ),
    "all integers, counted from 1": (
        SolutionSet(sin(x), x, (m * pi,)), (), (Status.UNDECIDED, Status.REFUTED)
    ),
    "a derivative's value where it has none": (
        Implies(Eq(x, -2), Eq(Derivative(log(x), x), Rational(-1, 2))), (), (Status.UNDECIDED, Status.REFUTED)
    ),
    "no root of a slope that is nowhere 0": (SolutionSet(Derivative(Abs(x), x), x, ()), (), (Status.UNDECIDED,)),
    "an implication on no point": (Implies(Eq(x, 1), Eq(x, 2)), (x > 1, x < 0), (Status.UNDECIDED,)),
    "unequal numbers": (Unequal(Integer(0), Integer(1)), (), (Status.PROVED,)),
    "equal numbers": (Unequal(Integer(1), Integer(1)), (), (Status.REFUTED,)),
}  # fmt: skip  # one question an entry


@pytest.mark.parametrize("name", ASKED_OTHERWISE)
def test_other_questions(name: str) -> None:
    question, conditions, allowed = ASKED_OTHERWISE[name]
    assert status(question, *conditions) in allowed


NOT_CRASHING: dict[str, Equal] = {
    "a substitution": Equal(Derivative(f(2 * x), x), f(x)),
    "imaginary unit": Equal(unevaluated(Mul, I, I), Integer(-1)),
    "cases on what has no value at the edge": Equal(
        Piecewise((sqrt(1 / p), 1 / p > 0), (x, 1 / x > 0), (sqrt(-1 / x), True)), 1 / sqrt(Abs(x))
    ),
    "an integrand without a value at a trial point": Equal(
        Integral(y * (1 / y + f(x)), (x, 0, 1)), 1 + y * Integral(f(x), (x, 0, 1))
    ),
    "an order that is a name": Equal(Derivative(exp(x), (x, m)), exp(x)),
    "an empty product": Equal(Product(u[i], (i, 1, 0)), Integer(1)),
    "a factorial of a fraction": Equal(factorial(x), factorial(x)),
}


@pytest.mark.parametrize("name", NOT_CRASHING)
def test_ends_with_some_verdict(name: str) -> None:
    assert decide(Goal(NOT_CRASHING[name])).because


def test_an_expression_that_is_nested_too_deeply_is_undecided() -> None:
    deep: Basic = x
    for _ in range(400):
        deep = exp(-deep, evaluate=False)
    assert status(Equal(deep, deep + 1)) is Status.UNDECIDED


@pytest.mark.parametrize(
    ("question", "definitions"),
    [
        (Equal(x, y), ((x, y), (y, x))),
        (Equal(x, y), ((x, x + 1),)),
        (Equal(x, Integer(2)), ((x, Integer(1)), (x, Integer(2)))),
        (Equal(Derivative(f(a), a), x), ((a, x + 1),)),
    ],
    ids=["a circle", "itself", "twice", "a derivative by what is defined"],
)
def test_definitions_that_mean_nothing_are_told(question: Equal, definitions: tuple[tuple[Basic, Basic], ...]) -> None:
    with pytest.raises(DeriveCheckError):
        decide(Goal(question, definitions))


index = Symbol("i", integer=True, positive=True)
nonnegative = Symbol("s", nonnegative=True)
CAUGHT: dict[str, tuple[Question, tuple[tuple[Basic, Basic], ...]]] = {
    "a datum put into a sum over its index": (
        Minimizes(Sum((x - u[i]) ** 2, (i, 1, m)), (x,), (u[i],)), (),
    ),
    "an index put into its sum": (Minimizes(Sum((x - index) ** 2, (index, 1, m)), (x,), (index,)), ()),
    "a meaning that names the index": (Equal(Sum(x, (i, 1, m)), m * (m + 1) / 2), ((x, i),)),
    "a meaning that names what is integrated over": (
        Equal(Integral(x, (y, 0, 1)), Rational(1, 2)), ((x, y),),
    ),
    "a meaning that names what goes to a limit": (Equal(Limit(x + y, y, 0), Integer(0)), ((x, y),)),
    "an index in the range of a range": (
        Equal(Sum(i * x, (i, 1, j), (j, 1, 2)), Integer(7)), ((x, j),),
    ),
}  # fmt: skip  # one claim an entry


@pytest.mark.parametrize("name", CAUGHT)
def test_what_is_put_in_is_not_caught_by_a_bound_name(name: str) -> None:
    question, definitions = CAUGHT[name]
    assert decide(Goal(question, definitions)).status is Status.REFUTED


# SymPy evaluates 0ᵏ for k > 0, and √(t²) for t > 0, once it is put in: a bound name is what its range makes it
above = Symbol("t", positive=True)
OF_THEIR_RANGE: dict[str, tuple[Equal, Status, tuple[str, ...]]] = {
    "a series from 0 over an index above it": (
        Equal(Sum(x**index, (index, 0, oo)), 1 / (1 - x)), Status.PROVED, ("|x| < 1",),
    ),
    "a sum from −1 over an index above it": (
        Equal(Sum(x * sqrt((index + y) ** 2), (index, -1, 1)).xreplace({y: Integer(0)}), 3 * x), Status.REFUTED, (),
    ),
    "a product from 0": (Equal(Product(1 + x**index, (index, 0, 1)), 2 * (1 + x)), Status.PROVED, ()),
    "a name of the same text beside it": (
        Equal(Sum(x**index * i, (index, 0, 1)), i * (1 + x)), Status.PROVED, (),
    ),
    "an integral over both signs": (
        Equal(Integral(x * Max(above, x), (above, -1, 1)), Integral(x * Max(z, x), (z, -1, 1))), Status.PROVED, (),
    ),
    "a limit from below": (Equal(Limit(x + Max(0, above), above, 0, "-"), x), Status.PROVED, ()),
}  # fmt: skip  # one claim an entry


@pytest.mark.parametrize("name", OF_THEIR_RANGE)
def test_a_bound_name_is_what_its_range_makes_it(name: str) -> None:
    question, status, conditions = OF_THEIR_RANGE[name]
    verdict = decide(Goal(question))
    assert (verdict.status, verdict.conditions) == (status, conditions)


UNFOLDED: dict[str, tuple[Equal, tuple[str, ...]]] = {
    "x/x": (Equal(unevaluated(Mul, x, Pow(x, -1)), Integer(1)), ("y ≠ 0",)),
    "log x − log x": (Equal(unevaluated(Add, log(x), -log(x)), Integer(0)), ("y > 0",)),
    "(√x)²": (Equal(unevaluated(Pow, sqrt(x), Integer(2)), x), ("y ≥ 0",)),
    "e^{log x}": (Equal(exp(log(x), evaluate=False), x), ("y > 0",)),
    "x/z, where z is x": (Equal(x / z, Integer(1)), ("y ≠ 0",)),
}


@pytest.mark.parametrize("name", UNFOLDED)
def test_what_a_side_needs_is_needed_where_its_names_are_defined(name: str) -> None:
    question, conditions = UNFOLDED[name]
    verdict = decide(Goal(question, ((x, y), (z, y))))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)


def test_an_implication_of_defined_names_keeps_what_has_no_value() -> None:
    conclusion = Eq(unevaluated(Mul, x, Pow(x, -1)), 1, evaluate=False)
    assert decide(Goal(Implies(Eq(x, 0), conclusion), ((x, y),))).status is Status.REFUTED


LEAST_AT_AN_END: dict[str, tuple[Minimizes, tuple[Basic, ...]]] = {
    "at an end": (Minimizes(x**2, (x,), (Integer(1),)), (x >= 1,)),
    "at an end that is assumed": (Minimizes(nonnegative + 1, (nonnegative,), (Integer(0),)), ()),
    "among integers": (Minimizes((n - Rational(5, 4)) ** 2, (n,), (Integer(1),)), ()),
    "on a line": (Minimizes(x**2 + y**2, (x, y), (Rational(1, 2), Rational(1, 2))), (Eq(x + y, 1),)),
}


@pytest.mark.parametrize("name", LEAST_AT_AN_END)
def test_what_is_least_though_not_stationary_is_not_refuted(name: str) -> None:
    question, conditions = LEAST_AT_AN_END[name]
    assert status(question, *conditions) is not Status.REFUTED


def test_outside_an_open_domain_nothing_is_least() -> None:
    assert status(Minimizes(x**2, (x,), (Integer(1),)), x > Rational(1, 2)) is Status.REFUTED


SIZE = Symbol("n", integer=True, nonnegative=True)
ROW = MatrixSymbol("u", 1, m)
COLUMN = MatrixSymbol("x", m, 1)
ON_A_PLANE = Eq(MatrixElement(ROW * COLUMN, 0, 0), 1, evaluate=False)
MATRICES: dict[str, tuple[Question, tuple[Basic, ...]]] = {
    "the determinant of nothing is 1": (Equal(Determinant(ZeroMatrix(SIZE, SIZE)), Integer(0)), ()),
    "least of all is not on the plane": (
        Minimizes(COLUMN.T * COLUMN, (COLUMN,), (ZeroMatrix(m, 1),)), (ON_A_PLANE,),
    ),
    "0 solves, but is not on the plane": (Solves(2 * COLUMN, COLUMN, ZeroMatrix(m, 1)), (ON_A_PLANE,)),
}  # fmt: skip  # one claim an entry


@pytest.mark.parametrize("name", MATRICES)
def test_of_matrices_nothing_false_is_proved(name: str) -> None:
    question, conditions = MATRICES[name]
    assert status(question, *conditions) is not Status.PROVED


@pytest.mark.parametrize(
    ("left", "right", "domain"),
    [
        (Integral((-1) ** (cos(y) + 1), (y, 0, x)), tan(x / 2), (x > 0, x < 1)),
        (Sum(1 / (2 * k + 1), (k, 0, oo)), atanh(x), (x > 0, x < 1)),
    ],
    ids=["the slope of a power of −1", "SymPy told of a divergent series"],
)
def test_what_once_raised_is_left_alone(left: Basic, right: Basic, domain: tuple[Basic, ...]) -> None:
    assert decide(Goal(Equal(left, right), (), Domain(domain))).status in (Status.UNDECIDED, Status.ILL_FORMED)
