"""On what conditions an identity is proved: none that the domain, or a value of both sides, grants; told plainly."""

import pytest
import sympy as sp
from sympy import (
    Abs,
    Derivative,
    I,
    Integer,
    Mul,
    Ne,
    Pow,
    cbrt,
    cos,
    cosh,
    cot,
    coth,
    csc,
    exp,
    log,
    pi,
    sec,
    sin,
    sinh,
    sqrt,
    tan,
)  # fmt: skip
from sympy.core.basic import Basic

from checker.decide import decide
from checker.model import Domain, Equal, Goal, Status

x, y, a, b = sp.symbols("x y a b", real=True)
s, t, p, r, v, w, u = sp.symbols("s t p r v omega u", positive=True)


def over(above: Basic, below: Basic) -> Basic:
    """A fraction as written, nothing cancelled."""
    return Mul(above, Pow(below, -1, evaluate=False), evaluate=False)


Row = tuple[Basic, Basic, tuple[Basic, ...], tuple[str, ...]]

CONJUGATE = (over(cos(x), 1 - sin(x)), over(1 + sin(x), cos(x)))
RATIONALIZED = (over(Integer(1), sqrt(s) + sqrt(t)), over(sqrt(s) - sqrt(t), s - t))
RECIPROCAL = (over(Integer(1), x + I * y), over(x - I * y, x**2 + y**2))
HELIX = sqrt(Derivative(r * cos(w * x), x) ** 2 + Derivative(r * sin(w * x), x) ** 2 + Derivative(v * x, x) ** 2)

CASES: dict[str, Row] = {
    "a conjugate, granted": (*CONJUGATE, (Ne(cos(x), 0),), ()),
    "a conjugate": (*CONJUGATE, (), ("cos(x) ≠ 0",)),
    "a half angle": (over(sin(x), 1 + cos(x)), over(1 - cos(x), sin(x)), (), ("sin(x) ≠ 0",)),
    "secant and tangent": (over(Integer(1), sec(x) + tan(x)), sec(x) - tan(x), (), ()),
    "cosecant and cotangent": (over(Integer(1), csc(x) - cot(x)), csc(x) + cot(x), (), ()),
    "poles that coincide": (1 / (x**2 - x), 1 / (x - 1) - 1 / x, (), ()),
    "surds, granted": (*RATIONALIZED, (Ne(s, t),), ()),
    "surds": (*RATIONALIZED, (), ("s − t ≠ 0",)),
    "surds never equal": (over(Integer(1), sqrt(s + 1) - sqrt(s)), sqrt(s + 1) + sqrt(s), (), ()),
    "cube roots": (
        over(Integer(1), cbrt(s) - 1), over(cbrt(s) ** 2 + cbrt(s) + 1, s - 1), (Ne(s, 1),), ()
    ),
    "logarithm not 0": (over(log(s**2), log(s)), Integer(2), (Ne(s, 1),), ()),
    "logarithm": (over(log(s**2), log(s)), Integer(2), (), ("log(s) ≠ 0",)),
    "bases exchanged": (over(log(s), log(u)), 1 / over(log(u), log(s)), (Ne(u, 1), Ne(s, 1)), ()),
    "a complex divisor, granted": (*RECIPROCAL, (Ne(x**2 + y**2, 0),), ()),
    "a complex divisor": (*RECIPROCAL, (), ("x^2 + y^2 ≠ 0",)),
    "a mixture": (
        over(a**2 * p, a**2 * p + b**2 * (1 - p)), 1 / (1 + b**2 * (1 - p) / (a**2 * p)), (p < 1, Ne(a, 0)), ()
    ),
    "speed on a helix": (HELIX, sqrt(r**2 * w**2 + v**2), (), ()),
    "exponential not 1": (over(exp(2 * x) - 1, exp(x) - 1), exp(x) + 1, (Ne(x, 0),), ()),
    "sinh not 0": (over(sinh(2 * x), sinh(x)), 2 * cosh(x), (x > 0,), ()),
    "coth": (coth(x), 1 + over(Integer(2), exp(2 * x) - 1), (x > 0,), ()),
    "sine not 0 on an interval": (over(sin(2 * x), sin(x)), 2 * cos(x), (x > 0, x < pi), ()),
    "sine not 0": (over(sin(2 * x), sin(x)), 2 * cos(x), (), ("sin(x) ≠ 0",)),
    "sine not 0 too far": (over(sin(2 * x), sin(x)), 2 * cos(x), (x > 0, x < 4), ("sin(x) ≠ 0",)),
    "a logarithm's slope, granted": (Derivative(log(sec(x) + tan(x)), x), sec(x), (cos(x) > 0,), ()),
    "a logarithm's slope": (Derivative(log(sec(x) + tan(x)), x), sec(x), (), ("tan(x) + sec(x) > 0",)),
    "log sine's slope": (Derivative(log(sin(x)), x), cot(x), (x > 0, x < pi), ()),
    "log|cos|'s slope": (Derivative(-log(Abs(cos(x))), x), tan(x), (), ()),
    "removable": (over(x, x), Integer(1), (), ("x ≠ 0",)),
    "removable with another pole": (over(x, x * (x - 1)), over(Integer(1), x - 1), (), ("x ≠ 0",)),
    "removable, excluded": (over(x**2 - 1, x - 1), x + 1, (x > 1,), ()),
    "a sign without value": (over(x, Abs(x)), sp.sign(x), (), ("x ≠ 0",)),
    "logarithms of factors": (log(Abs(x**2 - 1)), log(Abs(x - 1)) + log(Abs(x + 1)), (), ()),
    "of two names": (over(x**2 - y**2, x - y), x + y, (), ("x − y ≠ 0",)),
}  # fmt: skip  # one identity a line


@pytest.mark.parametrize("name", CASES)
def test_conditions(name: str) -> None:
    left, right, domain, conditions = CASES[name]
    verdict = decide(Goal(Equal(left, right), domain=Domain(domain)))
    assert (verdict.status, verdict.conditions) == (Status.PROVED, conditions)
