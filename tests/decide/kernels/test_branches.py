"""Branches: roots, arcs, logarithms, floors and Lambert's W on the domains where they take one; and off them."""

import pytest
import sympy as sp
from sympy import (
    Abs,
    LambertW,
    Max,
    Min,
    Ne,
    Rational,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    beta,
    cbrt,
    ceiling,
    cos,
    cosh,
    cot,
    exp,
    floor,
    gamma,
    log,
    pi,
    sec,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip
from sympy.core.basic import Basic

from checker.decide import decide
from checker.model import Domain, Equal, Goal, Status

x, y = sp.symbols("x y", real=True)
s, t = sp.symbols("s t", positive=True)
n = sp.Symbol("n", integer=True)
k, m = sp.symbols("k m", integer=True, positive=True)
data = sp.IndexedBase("d", real=True)
q = Rational

Row = tuple[Basic, Basic, tuple[Basic, ...]]

HOLDS: dict[str, Row] = {
    "half angle, cosine": (sqrt((1 + cos(x)) / 2), cos(x / 2), (x > -pi, x < pi)),
    "half angle, to the ends": (sqrt((1 + cos(x)) / 2), cos(x / 2), (x >= -pi, x <= pi)),
    "half angle, sine": (sqrt((1 - cos(x)) / 2), sin(x / 2), (x > 0, x < pi)),
    "half angle, negative sine": (sqrt((1 - cos(x)) / 2), -sin(x / 2), (x > -pi, x < 0)),
    "half angle, tangent": (sqrt((1 - cos(x)) / (1 + cos(x))), tan(x / 2), (x > 0, x < pi)),
    "cosine by its square": (sqrt(1 - sin(x) ** 2), cos(x), (x > -pi / 2, x < pi / 2)),
    "cosine in the second quadrant": (sqrt(1 - sin(x) ** 2), -cos(x), (x > pi / 2, x < 3 * pi / 2)),
    "secant by its square": (sqrt(1 + tan(x) ** 2), sec(x), (x > -pi / 2, x < pi / 2)),
    "1 − sin 2x": (sqrt(1 - sin(2 * x)), cos(x) - sin(x), (x > 0, x < pi / 4)),
    "1 + sin x": (sqrt(1 + sin(x)), sin(x / 2) + cos(x / 2), (x > 0, x < pi / 2)),
    "1 + sin x, anywhere": (sqrt(1 + sin(x)), Abs(sin(x / 2) + cos(x / 2)), ()),
    "a quotient of sines": (sqrt((1 + sin(x)) / (1 - sin(x))), sec(x) + tan(x), (Abs(x) < pi / 2,)),
    "a quotient of sines beyond": (sqrt((1 + sin(x)) / (1 - sin(x))), -sec(x) - tan(x), (x > pi / 2, x < 3 * pi / 2)),
    "half argument, sinh": (sqrt((cosh(x) - 1) / 2), sinh(x / 2), (x >= 0,)),
    "sinh by its square": (sqrt(cosh(x) ** 2 - 1), sinh(x), (x > 0,)),
    "|sin x| short of π": (Abs(sin(x)), sin(x), (x > 0, x < 3)),
    "log sin²": (log(sin(x) ** 2), 2 * log(sin(x)), (x > 0, x < pi)),
    "a square that z3 orients": (sqrt((1 - x * y) ** 2), 1 - x * y, (Abs(x) < 1, Abs(y) < 1)),
    "x(1 − x) on the unit interval": (sqrt(x**2 * (1 - x) ** 2), x * (1 - x), (x >= 0, x <= 1)),
    "tangent by its square": (sqrt(sec(x) ** 2 - 1), tan(x), (x >= 0, x < pi / 2)),
    "arcs added": (atan(x) + atan(y), atan((x + y) / (1 - x * y)), (x * y < 1,)),
    "arcs added in a square": (atan(x) + atan(y), atan((x + y) / (1 - x * y)), (Abs(x) < 1, Abs(y) < 1)),
    "arcs added past the branch": (atan(s) + atan(t), atan((s + t) / (1 - s * t)) + pi, (s * t > 1,)),
    "arcs subtracted": (atan(x) - atan(y), atan((x - y) / (1 + x * y)), (x * y > -1,)),
    "an arc doubled": (2 * atan(x), atan(2 * x / (1 - x**2)), (Abs(x) < 1,)),
    "an arc doubled past 1": (2 * atan(x) - pi, atan(2 * x / (1 - x**2)), (x > 1,)),
    "an arc halved": (2 * atan((sqrt(1 + x**2) - 1) / x), atan(x), (Ne(x, 0),)),
    "arcs of reciprocals, negative": (atan(x) + atan(1 / x), -pi / 2, (x < 0,)),
    "arcs of reciprocals, by sign": (atan(x) + atan(1 / x), pi / 2 * sign(x), (Ne(x, 0),)),
    "arcsine by arctangent": (asin(x), atan(x / sqrt(1 - x**2)), (Abs(x) < 1,)),
    "arccosine by arctangent": (acos(x), 2 * atan(sqrt((1 - x) / (1 + x))), (x > -1, x <= 1)),
    "arcsine doubled": (asin(2 * x * sqrt(1 - x**2)), 2 * asin(x), (x > 0, x < q(1, 2))),
    "arccosine doubled": (2 * acos(x), acos(2 * x**2 - 1), (x >= 0, x <= 1)),
    "complements": (asin(x) + asin(sqrt(1 - x**2)), pi / 2, (x >= 0, x <= 1)),
    "tangent undone": (atan(tan(x)), x - pi, (x > pi / 2, x < 3 * pi / 2)),
    "sine undone": (asin(sin(x)), pi - x, (x >= pi / 2, x <= 3 * pi / 2)),
    "cosine undone": (acos(cos(x)), 2 * pi - x, (x >= pi, x <= 2 * pi)),
    "cosine undone, negative": (acos(cos(x)), -x, (x >= -pi, x <= 0)),
    "cotangent undone": (atan(cot(x)), pi / 2 - x, (x > 0, x < pi)),
    "half an angle as an arc": (atan((1 - cos(x)) / sin(x)), x / 2, (x > 0, x < pi)),
    "a shifted half angle": (atan(cos(x) / (1 + sin(x))), pi / 4 - x / 2, (x > -pi / 2, x < pi / 2)),
    "Gudermann's arcs": (2 * atan(tanh(x / 2)), atan(sinh(x)), ()),
    "Gudermann's logarithm": (atanh(sin(x)), log(sec(x) + tan(x)), (Abs(x) < pi / 2,)),
    "angle in the right half plane": (atan2(y, s), atan(y / s), ()),
    "angle in the upper half plane": (atan2(s, x), acos(x / sqrt(x**2 + s**2)), ()),
    "half an angle of a point": (atan2(y, x), 2 * atan(y / (sqrt(x**2 + y**2) + x)), (x > 0,)),
    "angle of a point on a ray": (atan2(s * sin(x), s * cos(x)), x, (x > -pi, x < pi)),
    "an arc tripled": (3 * atan(x), atan((3 * x - x**3) / (1 - 3 * x**2)), (Abs(x) < 1 / sqrt(3),)),
    "arcsine tripled": (3 * asin(x), asin(3 * x - 4 * x**3), (Abs(x) <= q(1, 2),)),
    "|arc|": (atan(Abs(x)), Abs(atan(x)), ()),
    "Machin": (4 * atan(q(1, 5)) - atan(q(1, 239)), pi / 4, ()),
    "Størmer": (6 * atan(q(1, 8)) + 2 * atan(q(1, 57)) + atan(q(1, 239)), pi / 4, ()),
    "1, 2, 3": (atan(1) + atan(2) + atan(3), pi, ()),
    "sines of a right triangle": (asin(q(3, 5)) + asin(q(4, 5)), pi / 2, ()),
    "area cosine, large": (log(x + sqrt(x**2 - 1)), -log(x - sqrt(x**2 - 1)), (x > 1,)),
    "area sine doubled": (2 * asinh(x), asinh(2 * x * sqrt(1 + x**2)), ()),
    "area cosine halved": (acosh(x), 2 * asinh(sqrt((x - 1) / 2)), (x > 1,)),
    "a log of surds": (log(7 + 4 * sqrt(3)), 2 * log(2 + sqrt(3)), ()),
    "logs of cube roots": (3 * log(cbrt(2 + sqrt(3))), -log(2 - sqrt(3)), ()),
    "nested root": (sqrt(3 + 2 * sqrt(2)), 1 + sqrt(2), ()),
    "nested root, difference": (sqrt(3 - 2 * sqrt(2)), sqrt(2) - 1, ()),
    "nested root, two surds": (sqrt(4 + sqrt(15)), (sqrt(10) + sqrt(6)) / 2, ()),
    "nested root with a name": (sqrt(x + 2 * sqrt(x - 1)), 1 + sqrt(x - 1), (x >= 1,)),
    "nested root, oriented": (sqrt(x - 2 * sqrt(x - 1)), sqrt(x - 1) - 1, (x > 2,)),
    "nested root of a pair": (sqrt(s + t - 2 * sqrt(s * t)), Abs(sqrt(s) - sqrt(t)), ()),
    "nested root of conjugates": (sqrt((s + sqrt(s**2 - 1)) / 2), (sqrt(s + 1) + sqrt(s - 1)) / 2, (s > 1,)),
    "Cardano": (cbrt(2 + sqrt(5)) - cbrt(sqrt(5) - 2), sp.Integer(1), ()),
    "Ramanujan": (cbrt(cbrt(2) - 1), cbrt(q(1, 9)) - cbrt(q(2, 9)) + cbrt(q(4, 9)), ()),
    "heptagon": (cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7), q(1, 2), ()),
    "hendecagon": (tan(3 * pi / 11) + 4 * sin(2 * pi / 11), sqrt(11), ()),
    "secants of the heptagon": (sec(pi / 7) ** 2 + sec(2 * pi / 7) ** 2 + sec(3 * pi / 7) ** 2, sp.Integer(24), ()),
    "|x + y| of one sign": (Abs(x + y), Abs(x) + Abs(y), (x * y > 0,)),
    "max of |·|": (Max(Abs(x), Abs(y)), (Abs(x + y) + Abs(x - y)) / 2, ()),
    "max through exp": (Max(exp(x), exp(y)), exp(Max(x, y)), ()),
    "max times min": (Max(x, y) * Min(x, y), x * y, ()),
    "|tanh|": (Abs(tanh(x)), tanh(Abs(x)), ()),
    "floor of a double": (floor(2 * x), floor(x) + floor(x + q(1, 2)), ()),
    "floor of a triple": (floor(3 * x), floor(x) + floor(x + q(1, 3)) + floor(x + q(2, 3)), ()),
    "halves": (floor(x / 2) + floor((x + 1) / 2), floor(x), ()),
    "quarters of an integer": (sp.Add(*(floor((n + k) / 4) for k in range(4))), n, ()),
    "parity": ((1 - (-1) ** n) / 2, n - 2 * floor(n / 2), ()),
    "a floor's value": (floor(2 * x), sp.Integer(2), (x >= 1, x < q(3, 2))),
    "a ceiling's value": (ceiling(x), sp.Integer(1), (x > 0, x <= 1)),
    "fractional parts": (sp.frac(x) + sp.frac(-x), ceiling(x) - floor(x), ()),
    "W undone": (LambertW(s) * exp(LambertW(s)), s, ()),
    "log W": (log(LambertW(s)), log(s) - LambertW(s), ()),
    "W of x eˣ": (LambertW(x * exp(x)), x, (x > -1,)),
    "W of x log x": (LambertW(s * log(s)), log(s), (s > 1,)),
    "slope of W": (sp.Derivative(LambertW(s), s), 1 / (s + exp(LambertW(s))), ()),
    "|·| of a product": (Abs(x * y * (x - 1)), Abs(x) * Abs(y) * Abs(x - 1), ()),
    "|·| of a product in a sum": (
        sp.Sum(Abs(x * data[k] / s), (k, 1, m)), Abs(x) / s * sp.Sum(Abs(data[k]), (k, 1, m)), ()
    ),
    "|z| of a number": (Abs(3 + 4 * sp.I, evaluate=False), sp.Integer(5), ()),
    "|z| on the unit circle": (Abs(sp.exp(sp.I * x), evaluate=False), sp.Integer(1), ()),
    "beta, one step": (beta(s + 1, t), beta(s, t) * s / (s + t), ()),
    "beta by Γ": (beta(s, t), gamma(s) * gamma(t) / gamma(s + t), ()),
}  # fmt: skip  # one identity a line

FAILS: dict[str, Row] = {
    "half angle past π": (sqrt((1 + cos(x)) / 2), cos(x / 2), (x > -pi, x < 2 * pi)),
    "half angle anywhere": (sqrt((1 + cos(x)) / 2), cos(x / 2), ()),
    "half angle, sine below 0": (sqrt((1 - cos(x)) / 2), sin(x / 2), (x > -1, x < pi)),
    "cosine a little past π/2": (sqrt(1 - sin(x) ** 2), cos(x), (x > -pi / 2, x < 2)),
    "|sin x| past π": (Abs(sin(x)), sin(x), (x > 0, x < 4)),
    "sinh by its square anywhere": (sqrt(cosh(x) ** 2 - 1), sinh(x), ()),
    "half argument, sinh anywhere": (sqrt((cosh(x) - 1) / 2), sinh(x / 2), ()),
    "1 + sin 2x": (sqrt(2 + 2 * sin(2 * x)), sqrt(2) * (sin(x) + cos(x)), ()),
    "a quotient of sines": (sqrt((1 + sin(x)) / (1 - sin(x))), sec(x) + tan(x), (x > pi / 2, x < 3 * pi / 2)),
    "arcs added past the branch": (atan(x) + atan(y), atan((x + y) / (1 - x * y)), (x * y > 1,)),
    "arcs added anywhere": (atan(x) + atan(y), atan((x + y) / (1 - x * y)), (Ne(x * y, 1),)),
    "an arc doubled past 1": (2 * atan(x), atan(2 * x / (1 - x**2)), (x > 1,)),
    "arcsine doubled on the unit interval": (asin(2 * x * sqrt(1 - x**2)), 2 * asin(x), (x > 0, x < 1)),
    "arccosine doubled below 0": (2 * acos(x), acos(2 * x**2 - 1), (x >= -1, x <= 1)),
    "tangent undone": (atan(tan(x)), x, (x > pi / 2, x < 3 * pi / 2)),
    "cosine undone past π": (acos(cos(x)), x, (x >= 0, x <= 4)),
    "area functions exchanged": (asinh(x), acosh(sqrt(x**2 + 1)), ()),
    "angle in the left half plane": (atan2(y, x), atan(y / x), (x < 0,)),
    "angle of a point past π": (atan2(s * sin(x), s * cos(x)), x, (x > 0, x < 2 * pi)),
    "an arc tripled past the branch": (3 * atan(x), atan((3 * x - x**3) / (1 - 3 * x**2)), (Abs(x) < 1,)),
    "tangent by its square anywhere": (sqrt(sec(x) ** 2 - 1), tan(x), ()),
    "a floor's value past its step": (floor(2 * x), sp.Integer(2), (x >= 1, x <= q(3, 2))),
    "Machin with a turn": (4 * atan(q(1, 5)) - atan(q(1, 239)), pi / 4 + 2 * pi, ()),
    "Machin with a sign": (4 * atan(q(1, 5)) + atan(q(1, 239)), pi / 4, ()),
    "a log with a turn": (log(s) + 2 * pi * sp.I, log(s), ()),
    "nested root, negative": (sqrt(3 - 2 * sqrt(2)), 1 - sqrt(2), ()),
    "nested root, below 2": (sqrt(x - 2 * sqrt(x - 1)), sqrt(x - 1) - 1, (x > 1,)),
    "|·| of a product, without |·|": (
        sp.Sum(Abs(x * data[k]), (k, 1, m)), x * sp.Sum(Abs(data[k]), (k, 1, m)), ()
    ),
    "|z| of a number as a sum": (Abs(3 + 4 * sp.I, evaluate=False), sp.Integer(7), ()),
    "|z|² as z²": (Abs(x + sp.I * y) ** 2, (x + sp.I * y) ** 2, ()),
    "|x + y|": (Abs(x + y), Abs(x) + Abs(y), (x + y > 0,)),
    "floor of a double": (floor(2 * x), 2 * floor(x), ()),
    "floor of a triple": (floor(3 * x), floor(x) + 2 * floor(x + q(1, 3)), ()),
    "ceiling and floor": (ceiling(x), floor(x) + 1, ()),
    "rounding": (floor(x + q(1, 2)), ceiling(x - q(1, 2)), ()),
    "parity": ((1 - (-1) ** n) / 2, n - floor(n / 2), ()),
    "W": (LambertW(s) * exp(LambertW(s)), s + 1, ()),
    "beta, the other step": (beta(s + 1, t), beta(s, t) * t / (s + t), ()),
}  # fmt: skip

LEAVES_ALONE: dict[str, Row] = {  # false, but nowhere that is tried, or beyond what is evaluated
    "W of x eˣ anywhere": (LambertW(x * exp(x)), x, ()),
    "W of x eˣ from −2": (LambertW(x * exp(x)), x, (x > -2,)),
    "a square that is not oriented": (sqrt((1 - x * y) ** 2), 1 - x * y, (Abs(x) < 2, Abs(y) < 1)),
    "24 and a trifle": (
        sec(pi / 7) ** 2 + sec(2 * pi / 7) ** 2 + sec(3 * pi / 7) ** 2, 24 + q(1, 10**20), ()
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOLDS)
def test_holds(name: str) -> None:
    left, right, domain = HOLDS[name]
    verdict = decide(Goal(Equal(left, right), domain=Domain(domain)))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, ())


@pytest.mark.parametrize("name", FAILS)
def test_fails(name: str) -> None:
    left, right, domain = FAILS[name]
    assert decide(Goal(Equal(left, right), domain=Domain(domain))).status is Status.REFUTED


@pytest.mark.parametrize("name", LEAVES_ALONE)
def test_leaves_alone(name: str) -> None:
    left, right, domain = LEAVES_ALONE[name]
    assert decide(Goal(Equal(left, right), domain=Domain(domain))).status not in (Status.PROVED, Status.REFUTED)
