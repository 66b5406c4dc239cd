"""Equations, implications, inequalities, solution sets and approximations of lectures: what comes of each.

Outcomes were derived by hand. PROVED holds on the whole domain, CONDITIONAL under a printed
condition, REFUTED fails at a point; OPEN is true, or not, and left undecided.
"""

from enum import Enum
from functools import partial

import pytest
from sympy import (
    Abs,
    And,
    Derivative,
    E,
    Function,
    IndexedBase,
    Integer,
    Integral,
    Max,
    Min,
    Or,
    Piecewise,
    Rational,
    Sum,
    atan,
    ceiling,
    cos,
    cosh,
    exp,
    factorial,
    floor,
    gamma,
    log,
    pi,
    sign,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)  # fmt: skip
from sympy.core.basic import Basic
from sympy.core.relational import (
    Equality,
    GreaterThan,
    LessThan,
    StrictGreaterThan,
    StrictLessThan,
    Unequality,
)  # fmt: skip

from checker.decide.dispatch import decide
from checker.model import (
    Approximates,
    Domain,
    Equivalent,
    Goal,
    Holds,
    Implies,
    Question,
    SolutionSet,
    Status,
    Verdict,
)  # fmt: skip

# SymPy is to leave every relation as it is written
Eq, Ge, Gt, Le, Lt, Ne = (
    partial(relation, evaluate=False)
    for relation in (Equality, GreaterThan, StrictGreaterThan, LessThan, StrictLessThan, Unequality)
)
x, y, z, a, b, c, d, t = symbols("x y z a b c d t", real=True)
p, q, r, s = symbols("p q r s", positive=True)
m, n = symbols("m n", integer=True, positive=True)
i, k = symbols("i k", integer=True)
U, V = IndexedBase("u", real=True), IndexedBase("v", real=True)
f = Function("f")
R = Rational


class Outcome(Enum):
    """What comes of a question."""

    PROVED = "proved"
    CONDITIONAL = "proved under a condition"
    REFUTED = "refuted"
    OPEN = "undecided"


PROVED, CONDITIONAL, REFUTED, OPEN = Outcome
Row = tuple[Question, tuple[Basic, ...], Outcome]

IMPLICATIONS: dict[str, Row] = {
    "square both sides =>": (Implies(Eq(sqrt(x), x - 2), Eq(x, (x - 2) ** 2)), (), PROVED),
    "sin both =>": (Implies(Eq(x, y), Eq(sin(x), sin(y))), (), PROVED),
    "apply opaque f": (Implies(Eq(x, y), Eq(f(x), f(y))), (), PROVED),
    "f injective? no": (Implies(Eq(f(x), f(y)), Eq(x, y)), (), REFUTED),
    "cramer cond": (
        Implies(And(Eq(a * x + b * y, p), Eq(c * x + d * y, q)), Eq(x, (p * d - b * q) / (a * d - b * c))),
        (),
        CONDITIONAL,
    ),
    "transitivity": (Implies(And(x < y, y < z), x < z), (), PROVED),
    "add inequalities": (Implies(And(x < y, z <= t), x + z < y + t), (), PROVED),
    "multiply ineqs": (Implies(And(x < y, z < t), x * z < y * t), (), REFUTED),
    "multiply positive ineqs": (Implies(And(x > 0, x < y, z > 0, z < t), x * z < y * t), (), PROVED),
    "eq chain": (Implies(And(Eq(x, y), Eq(y, z)), Eq(x, z)), (), PROVED),
    "Pythagoras": (Implies(Eq(sin(x) ** 2, 1), Eq(cos(x), 0)), (), PROVED),
    "tan": (Implies(Eq(sin(x), cos(x)), Eq(tan(x), 1)), (), PROVED),
}

EQUIVALENCES: dict[str, Row] = {
    "an equation with one root only": (Equivalent(Eq(cosh(x), 1), Eq(x, 0)), (), PROVED),
    "a tangent at the root": (Equivalent(Eq(x - log(x), 1), Eq(x, 1)), (), PROVED),
    "an irrational root lost": (Equivalent(Eq(log(x**2), 4), Eq(x, exp(2))), (), REFUTED),
    "both irrational roots": (Equivalent(Eq(log(x**2), 4), Or(Eq(x, exp(2)), Eq(x, -exp(2)))), (), PROVED),
    "a floor as bounds": (Equivalent(Eq(floor(x), 2), And(Ge(x, 2), Lt(x, 3))), (), PROVED),
    "a floor as one number": (Equivalent(Eq(floor(x), 2), Eq(x, 2)), (), REFUTED),
    "a floor and an end too many": (Equivalent(Eq(floor(x), 2), And(Ge(x, 2), Le(x, 3))), (), REFUTED),
    "a ceiling as bounds": (Equivalent(Eq(ceiling(2 * x), 3), And(Gt(x, 1), Le(x, R(3, 2)))), (), PROVED),
    "a floor above an integer": (Equivalent(Gt(floor(x), 2), Ge(x, 3)), (), PROVED),
    "a sign": (Equivalent(Eq(sign(x), 1), Gt(x, 0)), (), PROVED),
    "a sign and zero": (Equivalent(Eq(sign(x), 1), Ge(x, 0)), (), REFUTED),
    "linear param": (Equivalent(Eq(a * x + b, c), Eq(x, (c - b) / a)), (Ne(a, 0),), PROVED),
    "linear param no cond": (Equivalent(Eq(a * x + b, c), Eq(x, (c - b) / a)), (), CONDITIONAL),
    "linear both sides": (Equivalent(Eq(3 * x - 5, x + 7), Eq(x, 6)), (), PROVED),
    "linear wrong": (Equivalent(Eq(3 * x - 5, x + 7), Eq(x, 3)), (), REFUTED),
    "quadratic pq": (
        Equivalent(Eq(x**2 + 2 * b * x + c, 0), Or(Eq(x, -b + sqrt(b**2 - c)), Eq(x, -b - sqrt(b**2 - c)))),
        (),
        PROVED,
    ),
    "quadratic wrong sign": (
        Equivalent(Eq(x**2 + 2 * b * x + c, 0), Or(Eq(x, b + sqrt(b**2 - c)), Eq(x, b - sqrt(b**2 - c)))),
        (),
        REFUTED,
    ),
    "completing square": (Equivalent(Eq(x**2 + 6 * x + 5, 0), Eq((x + 3) ** 2, 4)), (), PROVED),
    "square both sides": (Equivalent(Eq(sqrt(x), x - 2), Eq(x, (x - 2) ** 2)), (), REFUTED),
    "square both sides with sign": (Equivalent(Eq(sqrt(x), x - 2), Eq(x, (x - 2) ** 2)), (x >= 2,), PROVED),
    "divide by x": (Equivalent(Eq(x**2, 3 * x), Eq(x, 3)), (), REFUTED),
    "divide by x, nonzero": (Equivalent(Eq(x**2, 3 * x), Eq(x, 3)), (Ne(x, 0),), PROVED),
    "divide by a": (Equivalent(Eq(a * x, 0), Eq(x, 0)), (), REFUTED),
    "divide by x^2+1": (Equivalent(Eq((x**2 + 1) * y, (x**2 + 1) * z), Eq(y, z)), (), PROVED),
    "multiply by x": (Equivalent(Eq(1 / x, y), Eq(1, x * y)), (), PROVED),
    "cross multiply": (Equivalent(Eq(x / y, z), Eq(x, y * z)), (), CONDITIONAL),
    "cross multiply nonzero": (Equivalent(Eq(x / y, z), Eq(x, y * z)), (Ne(y, 0),), PROVED),
    "log both": (Equivalent(Eq(p, q), Eq(log(p), log(q))), (), PROVED),
    "exp both": (Equivalent(Eq(x, y), Eq(exp(x), exp(y))), (), PROVED),
    "cube both": (Equivalent(Eq(x, y), Eq(x**3, y**3)), (), PROVED),
    "square both positive": (Equivalent(Eq(p, q), Eq(p**2, q**2)), (), PROVED),
    "square both": (Equivalent(Eq(x, y), Eq(x**2, y**2)), (), REFUTED),
    "sin both": (Equivalent(Eq(x, y), Eq(sin(x), sin(y))), (), REFUTED),
    "system 2x2": (Equivalent(And(Eq(2 * x + 3 * y, 8), Eq(x - y, -1)), And(Eq(x, 1), Eq(y, 2))), (), PROVED),
    "system 2x2 wrong": (Equivalent(And(Eq(2 * x + 3 * y, 8), Eq(x - y, -1)), And(Eq(x, 2), Eq(y, 1))), (), REFUTED),
    "system 3x3": (
        Equivalent(And(Eq(x + y + z, 6), Eq(x - y + z, 2), Eq(2 * x + y - z, 1)), And(Eq(x, 1), Eq(y, 2), Eq(z, 3))),
        (),
        PROVED,
    ),
    "system 3x3 dependent": (
        Equivalent(And(Eq(x + y + z, 6), Eq(x - y + z, 2), Eq(2 * x + 2 * z, 8)), And(Eq(x, 1), Eq(y, 2), Eq(z, 3))),
        (),
        REFUTED,
    ),
    "cramer": (
        Equivalent(
            And(Eq(a * x + b * y, p), Eq(c * x + d * y, q)),
            And(Eq(x, (p * d - b * q) / (a * d - b * c)), Eq(y, (a * q - c * p) / (a * d - b * c))),
        ),
        (Ne(a * d - b * c, 0),),
        PROVED,
    ),
    "nonlinear system": (
        Equivalent(And(Eq(x + y, 3), Eq(x * y, 2)), Or(And(Eq(x, 1), Eq(y, 2)), And(Eq(x, 2), Eq(y, 1)))),
        (),
        PROVED,
    ),
    "nonlinear system one": (Equivalent(And(Eq(x + y, 3), Eq(x * y, 2)), And(Eq(x, 1), Eq(y, 2))), (), REFUTED),
    "abs equation": (Equivalent(Eq(Abs(x), p), Or(Eq(x, p), Eq(x, -p))), (), PROVED),
    "sum squares zero": (Equivalent(Eq(x**2 + y**2, 0), And(Eq(x, 0), Eq(y, 0))), (), PROVED),
    "exp quadratic": (Equivalent(Eq(exp(2 * x) - exp(x) - 2, 0), Eq(x, log(2))), (), PROVED),
    "log equation": (Equivalent(Eq(log(x) + log(x + 3), log(10)), Eq(x, 2)), (), PROVED),
    "log equation gained": (Equivalent(Eq(log(x) + log(x + 3), log(10)), Eq(x**2 + 3 * x, 10)), (), REFUTED),
    "log param": (Equivalent(Eq(log(p), a), Eq(p, exp(a))), (), PROVED),
    "exp param": (Equivalent(Eq(exp(a * x), p), Eq(x, log(p) / a)), (Ne(a, 0),), PROVED),
    "half life": (Equivalent(Eq(exp(-r * t), R(1, 2)), Eq(t, log(2) / r)), (), PROVED),
    "half life wrong": (Equivalent(Eq(exp(-r * t), R(1, 2)), Eq(t, -log(2) / r)), (), REFUTED),
    "logit": (Equivalent(Eq(1 / (1 + exp(-x)), p), Eq(x, log(p / (1 - p)))), (p < 1,), PROVED),
    "sigmoid threshold": (Equivalent(Ge(1 / (1 + exp(-x)), R(1, 2)), Ge(x, 0)), (), PROVED),
    "sigmoid threshold linear": (Equivalent(Ge(1 / (1 + exp(-(a * x + b))), R(1, 2)), Ge(a * x + b, 0)), (), PROVED),
    "sigmoid zero slope": (Equivalent(Eq(2 * p * x - 2 * q, 0), Eq(x, q / p)), (), PROVED),
    "power eq": (Equivalent(Eq(p**3, q), Eq(p, q ** R(1, 3))), (), PROVED),
    "2^x=5": (Equivalent(Eq(2**x, 5), Eq(x, log(5) / log(2))), (), PROVED),
    "fraction eq": (Equivalent(Eq(1 / x + 1 / y, 1 / z), Eq(z, x * y / (x + y))), (), CONDITIONAL),
    "lens": (Equivalent(Eq(1 / p + 1 / q, 1 / r), Eq(r, p * q / (p + q))), (), PROVED),
    "sin=0 iff": (Equivalent(Eq(sin(x), 0), Eq(cos(x) ** 2, 1)), (), PROVED),
    "times -1": (Equivalent(Lt(-x, y), Gt(x, -y)), (), PROVED),
    "times -1 wrong": (Equivalent(Lt(-x, y), Lt(x, -y)), (), REFUTED),
    "reciprocal positive": (Equivalent(Lt(p, q), Gt(1 / p, 1 / q)), (), PROVED),
    "reciprocal any": (Equivalent(Lt(x, y), Gt(1 / x, 1 / y)), (Ne(x, 0), Ne(y, 0)), REFUTED),
    "|x|<a": (Equivalent(Lt(Abs(x), p), And(Lt(-p, x), Lt(x, p))), (), PROVED),
    "|x-a|<eps": (Equivalent(Lt(Abs(x - a), p), And(Lt(a - p, x), Lt(x, a + p))), (), PROVED),
    "x^2<a^2": (Equivalent(Lt(x**2, a**2), Lt(Abs(x), Abs(a))), (), PROVED),
    "x^2<a^2 no abs": (Equivalent(Lt(x**2, a**2), Lt(x, a)), (), REFUTED),
    "x^2<p^2": (Equivalent(Lt(x**2, p**2), And(Lt(-p, x), Lt(x, p))), (), PROVED),
    "rational inequality": (Equivalent(Gt((x - 1) / (x + 2), 0), Or(x > 1, x < -2)), (), PROVED),
    "rational inequality wrong": (Equivalent(Gt((x - 1) / (x + 2), 0), x > 1), (), REFUTED),
    "rational le": (Equivalent(Le((x - 1) / (x + 2), 2), Or(x <= -5, x > -2)), (), PROVED),
    "rational multiplied": (Equivalent(Le((x - 1) / (x + 2), 2), Le(x - 1, 2 * (x + 2))), (), REFUTED),
    "sqrt monotone": (Equivalent(Lt(sqrt(x), sqrt(y)), Lt(x, y)), (x >= 0, y >= 0), PROVED),
    "square monotone": (Equivalent(Lt(x, y), Lt(x**2, y**2)), (x >= 0, y >= 0), PROVED),
    "square not monotone": (Equivalent(Lt(x, y), Lt(x**2, y**2)), (), REFUTED),
    "cube monotone": (Equivalent(Lt(x, y), Lt(x**3, y**3)), (), PROVED),
    "atan monotone": (Equivalent(Lt(x, y), Lt(atan(x), atan(y))), (), PROVED),
    "tanh monotone": (Equivalent(Lt(x, y), Lt(tanh(x), tanh(y))), (), PROVED),
    "sigmoid monotone": (Equivalent(Lt(x, y), Lt(1 / (1 + exp(-x)), 1 / (1 + exp(-y)))), (), PROVED),
    "sinh monotone": (Equivalent(Lt(x, y), Lt(sinh(x), sinh(y))), (), PROVED),
    "max le": (Equivalent(Le(Max(x, y), z), And(Le(x, z), Le(y, z))), (), PROVED),
    "max ge": (Equivalent(Ge(Max(x, y), z), And(Ge(x, z), Ge(y, z))), (), REFUTED),
    "min lt": (Equivalent(Lt(Min(x, y), z), Or(Lt(x, z), Lt(y, z))), (), PROVED),
    "log ineq": (Equivalent(Lt(log(x), 2), And(Gt(x, 0), Lt(x, exp(2)))), (), PROVED),
    "log ineq forgot": (Equivalent(Lt(log(x), 2), Lt(x, exp(2))), (), CONDITIONAL),
    "exp ineq base": (Equivalent(Gt(R(1, 2) ** x, R(1, 8)), Lt(x, 3)), (), PROVED),
    "exp ineq base wrong": (Equivalent(Gt(R(1, 2) ** x, R(1, 8)), Gt(x, 3)), (), REFUTED),
    "abs eq": (Equivalent(Eq(Abs(x), Abs(y)), Eq(x**2, y**2)), (), PROVED),
}

INEQUALITIES: dict[str, Row] = {
    "AMGM 2": (Holds(Ge((p + q) / 2, sqrt(p * q))), (), PROVED),
    "AMGM 3 roots": (Holds(Ge((p + q + r) / 3, (p * q * r) ** R(1, 3))), (), PROVED),
    "AMGM 4": (Holds(Ge((p + q + r + s) / 4, (p * q * r * s) ** R(1, 4))), (), PROVED),
    "HM GM": (Holds(Le(2 / (1 / p + 1 / q), sqrt(p * q))), (), PROVED),
    "QM AM": (Holds(Ge(sqrt((x**2 + y**2) / 2), (x + y) / 2)), (), PROVED),
    "AMGM reversed": (Holds(Le((p + q) / 2, sqrt(p * q))), (), REFUTED),
    "CS data": (
        Holds(Le(Sum(U[i] * V[i], (i, 1, m)) ** 2, Sum(U[i] ** 2, (i, 1, m)) * Sum(V[i] ** 2, (i, 1, m)))),
        (),
        PROVED,
    ),
    "variance nonneg": (Holds(Ge(Sum(U[i] ** 2, (i, 1, m)) / m, (Sum(U[i], (i, 1, m)) / m) ** 2)), (), PROVED),
    "variance pos strict": (Holds(Gt(Sum(U[i] ** 2, (i, 1, m)) / m, (Sum(U[i], (i, 1, m)) / m) ** 2)), (), REFUTED),
    "triangle data": (Holds(Le(Abs(Sum(U[i], (i, 1, m))), Sum(Abs(U[i]), (i, 1, m)))), (), PROVED),
    "triangle": (Holds(Le(Abs(x - z), Abs(x - y) + Abs(y - z))), (), PROVED),
    "reverse triangle": (Holds(Ge(Abs(x - y), Abs(x) - Abs(y))), (), PROVED),
    "reverse triangle abs": (Holds(Ge(Abs(x - y), Abs(Abs(x) - Abs(y)))), (), PROVED),
    "triangle wrong": (Holds(Ge(Abs(x + y), Abs(x) + Abs(y))), (), REFUTED),
    "young": (Holds(Le(x * y, (x**2 + y**2) / 2)), (), PROVED),
    "young eps": (Holds(Le(x * y, p * x**2 / 2 + y**2 / (2 * p))), (), PROVED),
    "nesbitt": (Holds(Ge(p / (q + r) + q / (p + r) + r / (p + q), R(3, 2))), (), PROVED),
    "nesbitt wrong": (Holds(Ge(p / (q + r) + q / (p + r) + r / (p + q), 2)), (), REFUTED),
    "bernoulli n": (Holds(Ge((1 + x) ** n, 1 + n * x)), (x >= -1,), PROVED),
    "bernoulli 5": (Holds(Ge((1 + x) ** 5, 1 + 5 * x)), (x >= -1,), PROVED),
    "1+x<=e^x": (Holds(Le(1 + x, exp(x))), (), PROVED),
    "1-x<=e^-x": (Holds(Le(1 - x, exp(-x))), (), PROVED),
    "log x<=x-1": (Holds(Le(log(x), x - 1)), (x > 0,), PROVED),
    "log ge 1-1/x": (Holds(Ge(log(x), 1 - 1 / x)), (x > 0,), PROVED),
    "log 1+x <= x": (Holds(Le(log(1 + x), x)), (x > -1,), PROVED),
    "log quotient bound": (Holds(Le(log(x) / x, exp(-1))), (x > 0,), PROVED),
    "x e^-x": (Holds(Le(x * exp(-x), exp(-1))), (), PROVED),
    "entropy": (Holds(Le(-p * log(p) - (1 - p) * log(1 - p), log(2))), (p < 1,), PROVED),
    "kl nonneg": (Holds(Ge(p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)), 0)), (p < 1, q < 1), PROVED),
    "log sum": (Holds(Le(log(p) + log(q), p + q)), (), PROVED),
    "log concave jensen": (Holds(Ge(log((p + q) / 2), (log(p) + log(q)) / 2)), (), PROVED),
    "exp convex jensen": (Holds(Le(exp((x + y) / 2), (exp(x) + exp(y)) / 2)), (), PROVED),
    "exp jensen weighted": (
        Holds(Le(exp(t * x + (1 - t) * y), t * exp(x) + (1 - t) * exp(y))),
        (t >= 0, t <= 1),
        PROVED,
    ),
    "square jensen weighted": (
        Holds(Le((t * x + (1 - t) * y) ** 2, t * x**2 + (1 - t) * y**2)),
        (t >= 0, t <= 1),
        PROVED,
    ),
    "jensen wrong": (Holds(Ge(exp((x + y) / 2), (exp(x) + exp(y)) / 2)), (), REFUTED),
    "sqrt concave": (Holds(Ge(sqrt((p + q) / 2), (sqrt(p) + sqrt(q)) / 2)), (), PROVED),
    "sqrt subadditive": (Holds(Le(sqrt(p + q), sqrt(p) + sqrt(q))), (), PROVED),
    "softplus relu": (Holds(Ge(log(1 + exp(x)), Max(x, 0))), (), PROVED),
    "softplus pos": (Holds(Gt(log(1 + exp(x)), 0)), (), PROVED),
    "lse max": (Holds(Ge(log(exp(x) + exp(y)), Max(x, y))), (), PROVED),
    "lse max log2": (Holds(Le(log(exp(x) + exp(y)), Max(x, y) + log(2))), (), PROVED),
    "softmax <1": (Holds(Lt(exp(x) / (exp(x) + exp(y) + exp(z)), 1)), (), PROVED),
    "sin x<=x": (Holds(Le(sin(x), x)), (x >= 0,), PROVED),
    "sin |.|": (Holds(Le(Abs(sin(x)), 1)), (), PROVED),
    "|sin x|<=|x|": (Holds(Le(Abs(sin(x)), Abs(x))), (), PROVED),
    "sin jordan": (Holds(Ge(sin(x), 2 * x / pi)), (x >= 0, x <= pi / 2), PROVED),
    "tan x >= x": (Holds(Ge(tan(x), x)), (x >= 0, x < pi / 2), OPEN),
    "sin cos half": (Holds(Le(sin(x) * cos(x), R(1, 2))), (), PROVED),
    "a sin+b cos": (Holds(Le(a * sin(x) + b * cos(x), sqrt(a**2 + b**2))), (), PROVED),
    "sin+cos wrong": (Holds(Le(sin(x) + cos(x), R(7, 5))), (), REFUTED),
    "cos <= 1-x^2/2+x^4/24": (Holds(Le(cos(x), 1 - x**2 / 2 + x**4 / 24)), (), PROVED),
    "cosh >= 1+x^2/2": (Holds(Ge(cosh(x), 1 + x**2 / 2)), (), PROVED),
    "sinh >= x": (Holds(Ge(sinh(x), x)), (x >= 0,), PROVED),
    "tanh <1": (Holds(Lt(tanh(x), 1)), (), PROVED),
    "|tanh|<1": (Holds(Lt(Abs(tanh(x)), 1)), (), PROVED),
    "tanh' bounded": (Holds(Le(1 - tanh(x) ** 2, 1)), (), PROVED),
    "atan < pi/2": (Holds(Lt(atan(x), pi / 2)), (), PROVED),
    "compact poly": (Holds(Gt(x**4 - x + 1, 0)), (), PROVED),
    "compact exp sin": (Holds(Gt(exp(x) - sin(x), 0)), (x >= 0, x <= 3), PROVED),
    "compact mixed": (Holds(Gt(2 + sin(3 * x) - cos(5 * x) + x**2 / 100, -1)), (), PROVED),
    "compact strict": (Holds(Gt(x * sin(x) + 2, 0)), (x >= -3, x <= 3), PROVED),
    "compact wrong": (Holds(Gt(x * sin(5 * x) + R(21, 10), 0)), (x >= -3, x <= 3), REFUTED),
    "rational bound": (Holds(Le(x / (1 + x**2), R(1, 2))), (), PROVED),
    "floor": (Holds(Le(floor(x), x)), (), PROVED),
    "floor 2": (Holds(Lt(x, floor(x) + 1)), (), PROVED),
    "ceil": (Holds(Ge(ceiling(x), x)), (), PROVED),
    "2^n>=n+1": (Holds(Ge(2**n, n + 1)), (), PROVED),
    "n!>=2^(n-1)": (Holds(Ge(factorial(n), 2 ** (n - 1))), (), PROVED),
    "sign": (Holds(Le(sign(x), 1)), (), PROVED),
    "pi bound": (Holds(Lt(pi, R(22, 7))), (), PROVED),
    "e pi": (Holds(Gt(exp(pi), pi ** exp(1))), (), PROVED),
    "sqrt sum": (Holds(Lt(sqrt(2) + sqrt(3), sqrt(10))), (), PROVED),
    "kinetic": (Holds(Ge(p * x**2 / 2, 0)), (), PROVED),
    "gauss density": (Holds(Le(exp(-(x**2) / 2), 1)), (), PROVED),
    "gauss density strict": (Holds(Lt(exp(-(x**2) / 2), 1)), (), REFUTED),
    "huber": (Holds(Ge(Piecewise((x**2 / 2, Abs(x) <= 1), (Abs(x) - R(1, 2), True)), 0)), (), PROVED),
    "Max convex": (Holds(Le(Max((x + y) / 2, 0), (Max(x, 0) + Max(y, 0)) / 2)), (), PROVED),
}

SOLUTIONS: dict[str, Row] = {
    "cubic": (SolutionSet(x**3 - 6 * x**2 + 11 * x - 6, x, (Integer(1), Integer(2), Integer(3))), (), PROVED),
    "cubic missing": (SolutionSet(x**3 - 6 * x**2 + 11 * x - 6, x, (Integer(1), Integer(2))), (), REFUTED),
    "biquadratic": (SolutionSet(x**4 - 1, x, (Integer(1), Integer(-1))), (), PROVED),
    "quintic one": (SolutionSet(x**5 - 32, x, (Integer(2),)), (), PROVED),
    "parameter linear": (SolutionSet(a * x - b, x, (b / a,)), (Ne(a, 0),), PROVED),
    "sin interval": (SolutionSet(sin(x), x, (Integer(0), pi)), (x >= 0, x < 2 * pi), PROVED),
    "sin interval missing": (SolutionSet(sin(x), x, (Integer(0),)), (x >= 0, x < 2 * pi), REFUTED),
    "cos interval": (SolutionSet(cos(x) - R(1, 2), x, (pi / 3, 5 * pi / 3)), (x >= 0, x < 2 * pi), PROVED),
    "tan interval": (SolutionSet(tan(x) - 1, x, (pi / 4, 5 * pi / 4)), (x >= 0, x < 2 * pi), PROVED),
    "sin2x interval": (SolutionSet(sin(2 * x), x, (Integer(0), pi / 2, pi, 3 * pi / 2)), (x >= 0, x < 2 * pi), PROVED),
    "sin quadratic": (
        SolutionSet(2 * sin(x) ** 2 - sin(x) - 1, x, (pi / 2, 7 * pi / 6, 11 * pi / 6)),
        (x >= 0, x < 2 * pi),
        PROVED,
    ),
    "sin quadratic missing": (
        SolutionSet(2 * sin(x) ** 2 - sin(x) - 1, x, (pi / 2, 7 * pi / 6)),
        (x >= 0, x < 2 * pi),
        REFUTED,
    ),
    "cos x = x none": (SolutionSet(exp(x) + 1, x, ()), (), PROVED),
    "x e^x=0": (SolutionSet(x * exp(x), x, (Integer(0),)), (), PROVED),
    "x e^x = e": (SolutionSet(x * exp(x) - E, x, (Integer(1),)), (x > 0,), PROVED),
    "x + log x = 1": (SolutionSet(x + log(x) - 1, x, (Integer(1),)), (), PROVED),
    "exp(x)=1+x": (SolutionSet(exp(x) - 1 - x, x, (Integer(0),)), (), PROVED),
    "x^x-like": (SolutionSet(log(x) - x + 1, x, (Integer(1),)), (), PROVED),
    "radical": (SolutionSet(sqrt(2 * x + 3) - x, x, (Integer(3),)), (), PROVED),
    "radical gained": (SolutionSet(sqrt(2 * x + 3) - x, x, (Integer(3), Integer(-1))), (), REFUTED),
    "two radicals": (SolutionSet(sqrt(x + 5) - sqrt(x) - 1, x, (Integer(4),)), (), PROVED),
    "abs sum": (SolutionSet(Abs(x - 1) + Abs(x + 1) - 4, x, (Integer(2), Integer(-2))), (), PROVED),
    "max": (SolutionSet(Max(x, 2 * x - 3) - 5, x, (Integer(4),)), (), PROVED),
    "log2": (SolutionSet(log(x) ** 2 - 1, x, (E, exp(-1))), (), PROVED),
    "no real root param": (SolutionSet(x**2 + p, x, ()), (), PROVED),
    "pure atan": (SolutionSet(atan(x) - pi / 4, x, (Integer(1),)), (), PROVED),
    "tanh eq": (SolutionSet(tanh(x), x, (Integer(0),)), (), PROVED),
    "derivative zero gauss": (SolutionSet(Derivative(exp(-(x**2)), x), x, (Integer(0),)), (), PROVED),
    "derivative zero xlogx": (SolutionSet(Derivative(x * log(x), x), x, (exp(-1),)), (), PROVED),
    "derivative cubic": (SolutionSet(Derivative(x**3 - 3 * x, x), x, (Integer(1), Integer(-1))), (), PROVED),
    "likelihood bernoulli": (
        SolutionSet(Derivative(a * log(x) + b * log(1 - x), x), x, (a / (a + b),)),
        (x > 0, x < 1, a > 0, b > 0),
        PROVED,
    ),
    "poisson mle": (SolutionSet(Derivative(a * log(x) - p * x, x), x, (a / p,)), (x > 0, a > 0), PROVED),
    "gauss mle sigma": (SolutionSet(Derivative(-n * log(s) - p / (2 * s**2), s), s, (sqrt(p / n),)), (), PROVED),
}

APPROXIMATIONS: dict[str, Row] = {
    "pi": (Approximates(pi, R("3.14"), 2), (), PROVED),
    "pi trunc": (Approximates(pi, R("3.141"), 3), (), REFUTED),
    "e": (Approximates(E, R("2.718"), 3), (), PROVED),
    "e wrong": (Approximates(E, R("2.72"), 3), (), REFUTED),
    "sqrt2 trunc": (Approximates(sqrt(2), R("1.414"), 3), (), PROVED),
    "sci": (Approximates(R("6.02214076") * 10**23, R("6.022") * 10**23, -20), (), PROVED),
    "sci wrong": (Approximates(R("6.02214076") * 10**23, R("6.023") * 10**23, -20), (), REFUTED),
    "1/3": (Approximates(R(1, 3), R("0.333"), 3), (), PROVED),
    "log2 too": (Approximates(log(2), R("0.693"), 3), (), PROVED),
    "sig": (Approximates(1 / (1 + exp(R(-3, 10))), R("0.574"), 3), (), PROVED),
    "sig wrong": (Approximates(1 / (1 + exp(R(-3, 10))), R("0.575"), 3), (), REFUTED),
    "small": (Approximates(exp(-10), R("0.000045"), 6), (), PROVED),
    "sum": (Approximates(Sum(1 / k**2, (k, 1, 10)), R("1.5498"), 4), (), PROVED),
    "integral": (Approximates(Integral(exp(-(x**2)), (x, 0, 1)), R("0.7468"), 4), (), PROVED),
    "integral wrong": (Approximates(Integral(exp(-(x**2)), (x, 0, 1)), R("0.7469"), 4), (), REFUTED),
    "gamma": (Approximates(gamma(R(1, 3)), R("2.6789"), 4), (), PROVED),
    "floor too": (Approximates(floor(pi * 10) / 10, R("3.1"), 1), (), PROVED),
}

CASES = {
    f"{group}: {name}": row
    for group, table in (
        ("implication", IMPLICATIONS),
        ("equivalence", EQUIVALENCES),
        ("inequality", INEQUALITIES),
        ("solutions", SOLUTIONS),
        ("approximation", APPROXIMATIONS),
    )
    for name, row in table.items()
}


def outcome(verdict: Verdict) -> Outcome:
    if verdict.status is Status.PROVED:
        return CONDITIONAL if verdict.conditions else PROVED
    return REFUTED if verdict.status is Status.REFUTED else OPEN


@pytest.mark.parametrize("name", CASES)
def test_comes_out_as_derived_by_hand(name: str) -> None:
    question, conditions, expected = CASES[name]
    assert outcome(decide(Goal(question, domain=Domain(conditions)))) is expected
