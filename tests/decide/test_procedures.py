"""The plain procedures: what each settles, with which status, and what it leaves to others."""

import pytest
from sympy import (
    Abs,
    Add,
    Derivative,
    Eq,
    ImmutableMatrix,
    IndexedBase,
    Inverse,
    MatMul,
    MatrixSymbol,
    Mul,
    Ne,
    Rational,
    Sum,
    Symbol,
    Trace,
    conjugate,
    cos,
    exp,
    log,
    sin,
    sqrt,
    symbols,
)
from sympy.core.basic import Basic

from checker.decide.complex_parts import COMPLEX_PARTS
from checker.decide.exact_arithmetic import EXACT_ARITHMETIC
from checker.decide.long_sums import LONG, LONG_SUMS
from checker.decide.matrices.matrix_equation import MATRIX_EQUATION
from checker.decide.matrices.matrix_identity import MATRIX_IDENTITY
from checker.decide.matrices.shapes_fit import SHAPES
from checker.decide.normal_form import NORMAL_FORM
from checker.decide.procedure import Case, Procedure
from checker.decide.relations.minimum import MINIMUM
from checker.decide.relations.roots import EQUATION
from checker.decide.same_tree import SAME_TREE
from checker.model import Domain, Equal, Minimizes, Question, SameRoots, Solves, Status, Unequal

x, y, a, b, c = symbols("x y a b c", real=True)
p = Symbol("p", positive=True)
m, n = symbols("m n", integer=True, positive=True)
i = Symbol("i", integer=True)
u, v = IndexedBase("u", real=True), IndexedBase("v", real=True)
A, B = MatrixSymbol("A", n, n), MatrixSymbol("B", n, n)
X, theta, t = MatrixSymbol("X", m, n), MatrixSymbol("theta", n, 1), MatrixSymbol("t", m, 1)
q = MatrixSymbol("q", n, 1)
REGULAR = ImmutableMatrix([[1, 2], [3, 4]])
SINGULAR = ImmutableMatrix([[1, 2], [2, 4]])
MSE = Sum((a + b * u[i] - v[i]) ** 2, (i, 1, m)) / m
SQUARES = (X * theta - t).T * (X * theta - t)
NORMAL = Inverse(X.T * X) * X.T * t
MEAN = Sum(v[i], (i, 1, m)) / m
z = Symbol("z", complex=True)
LONG_SIDE = symbols(f"x1:{LONG + 1}", real=True)

Row = tuple[Procedure, Question, tuple[Basic, ...], Status, tuple[str, ...]]
P, R, ILL = Status.PROVED, Status.REFUTED, Status.ILL_FORMED

SETTLES: dict[str, Row] = {
    "decimals": (EXACT_ARITHMETIC, Equal(Rational("0.1") + Rational("0.2"), Rational("0.3")), (), P, ()),
    "a product": (
        EXACT_ARITHMETIC, Equal(MatMul(REGULAR, REGULAR, evaluate=False), REGULAR * REGULAR), (), P, ()
    ),
    "an inverse": (EXACT_ARITHMETIC, Equal(Inverse(REGULAR), REGULAR.inv()), (), P, ()),
    "a wrong entry": (EXACT_ARITHMETIC, Equal(Inverse(REGULAR), REGULAR), (), R, ()),
    "two numbers": (EXACT_ARITHMETIC, Unequal(Rational(1, 3), Rational("0.33")), (), P, ()),
    "one number": (EXACT_ARITHMETIC, Unequal(Rational(1, 2), Rational("0.5")), (), R, ()),
    "an order of terms": (SAME_TREE, Equal(x + y, y + x), (), P, ()),
    "a product over a sum": (NORMAL_FORM, Equal(x * (x + y), x**2 + x * y), (), P, ()),
    "a common denominator": (NORMAL_FORM, Equal(1 / x - 1 / (x + 1), 1 / (x * (x + 1))), (), P, ()),
    "dependent exponents": (NORMAL_FORM, Equal(exp(x / 2) ** 3, exp(x) * exp(x / 2)), (), P, ()),
    "a double angle": (NORMAL_FORM, Equal(sin(2 * x), 2 * sin(x) * cos(x)), (), P, ()),
    "roots of what is positive": (NORMAL_FORM, Equal(sqrt(4 * p), 2 * sqrt(p)), (), P, ()),
    "logs of what is positive": (NORMAL_FORM, Equal(log(8 * p), 3 * log(2) + log(p)), (), P, ()),
    "a divisor on one side": (
        NORMAL_FORM, Equal(Mul(x - y, 1 / (x - y), evaluate=False), x**0), (), P, ("x − y ≠ 0",)
    ),
    "a divisor granted": (NORMAL_FORM, Equal(Mul(x, 1 / x, evaluate=False), x**0), (Ne(x, 0),), P, ()),
    "deviations cancel": (NORMAL_FORM, Equal(Sum(v[i] - MEAN, (i, 1, m)), x * 0), (), P, ()),
    "a derivative of a sum": (
        NORMAL_FORM, Equal(Derivative(MSE, a), 2 * Sum(a + b * u[i] - v[i], (i, 1, m)) / m), (), P, ()
    ),
    "like terms": (
        LONG_SUMS, Equal(Add(*((c + k) ** 2 for k in LONG_SIDE)), Add(*(c**2 + 2 * c * k + k**2 for k in LONG_SIDE))),
        (), P, (),
    ),
    "like terms of functions": (
        LONG_SUMS, Equal(Add(*(k * sin(k) for k in LONG_SIDE), 1 / x), Add(*(k * sin(k) for k in LONG_SIDE), 1 / x)),
        (), P, (),
    ),
    "real and imaginary parts": (COMPLEX_PARTS, Equal(Abs(z) ** 2, z * conjugate(z)), (), P, ()),
    "a complex divisor on one side": (
        COMPLEX_PARTS, Equal(Mul(0, 1 / z, evaluate=False), x * 0), (), P, ("z ≠ 0",)
    ),
    "a trace turned": (MATRIX_IDENTITY, Equal(Trace(A * B), Trace(B * A)), (), P, ()),
    "an inverse that must be": (
        MATRIX_IDENTITY, Equal(MatMul(Inverse(A), A, theta, evaluate=False), theta), (), P, ("A is invertible",)
    ),
    "shapes": (SHAPES, Equal(MatMul(X.T, theta), theta), (), ILL, ()),
    "a factor": (EQUATION, SameRoots(x - 1, 2 * x - 2), (), P, ()),
    "a factor granted": (EQUATION, SameRoots(x, x * y), (Ne(y, 0),), P, ()),
    "a root of one": (EQUATION, SameRoots(x - 1, x - 2), (), R, ()),
    "a root of the other": (EQUATION, SameRoots(x, x * y), (), R, ()),
    "a divisor at the root": (EQUATION, SameRoots(Mul(x**2, 1 / x, evaluate=False), x), (), P, ("x ≠ 0",)),
    "a linear solution": (EQUATION, Solves(a * x + b, x, -b / a), (), P, ("a ≠ 0",)),
    "a wrong solution": (EQUATION, Solves(a * x + b, x, b / a), (), R, ()),
    "a root that needs a sign": (
        EQUATION, Solves(x - y, x, Mul(sqrt(y), sqrt(y), evaluate=False)), (), P, ("y ≥ 0",)
    ),
    "a column": (MATRIX_EQUATION, Solves(A * theta - q, theta, Inverse(A) * q), (), P, ("A is invertible",)),
    "a wrong column": (MATRIX_EQUATION, Solves(A * theta - q, theta, A * q), (), R, ()),
    "least squares": (
        MATRIX_EQUATION, Minimizes(SQUARES, (theta,), (NORMAL,)), (), P, ("X has full column rank (XᵀX invertible)",)
    ),
    "a square": (MINIMUM, Minimizes((x - a) ** 2, (x,), (a,)), (), P, ()),
    "beside a square": (MINIMUM, Minimizes((x - a) ** 2, (x,), (a + 1,)), (), R, ()),
    "a convex function": (MINIMUM, Minimizes(exp(x) - x, (x,), (x * 0,)), (), P, ()),
    "a convex function on a half line": (MINIMUM, Minimizes(p**2 / x + x, (x,), (p,)), (x > 0,), P, ()),
    "on an interval": (MINIMUM, Minimizes((x - y) ** 2, (x,), (y,)), (x >= 0, x <= 1, y > 0, y < 1), P, ()),
    "two unknowns": (MINIMUM, Minimizes((x - a) ** 2 + (y - x) ** 2, (x, y), (a, a)), (), P, ()),
    "a mean": (MINIMUM, Minimizes(Sum((v[i] - a) ** 2, (i, 1, m)), (a,), (MEAN,)), (), P, ()),
}  # fmt: skip  # one question an entry


@pytest.mark.parametrize("name", SETTLES)
def test_settles(name: str) -> None:
    procedure, question, conditions, status, needs = SETTLES[name]
    verdict = procedure.run(Case(question, Domain(conditions)))
    assert verdict is not None
    assert (verdict.status, verdict.conditions) == (status, needs)
    assert status in procedure.gives


LEAVES_ALONE: dict[str, tuple[Procedure, Question, tuple[Basic, ...]]] = {
    "a name": (EXACT_ARITHMETIC, Equal(x, x), ()),
    "an irrational number": (EXACT_ARITHMETIC, Equal(sqrt(2), sqrt(2)), ()),
    "a singular matrix": (EXACT_ARITHMETIC, Equal(Inverse(SINGULAR), REGULAR), ()),
    "no number": (EXACT_ARITHMETIC, Equal(1 / (x - x + Add(1, -1, evaluate=False)), x**0), ()),
    "another tree": (SAME_TREE, Equal(x * (x + y), x**2 + x * y), ()),
    "a short sum": (LONG_SUMS, Equal(x + y + 1, y + x + 1), ()),
    "a long sum that is off by one": (LONG_SUMS, Equal(Add(*LONG_SIDE), Add(*LONG_SIDE, 1)), ()),
    "a long sum, one side not everywhere": (
        LONG_SUMS,
        Equal(Add(*LONG_SIDE), Add(*LONG_SIDE, Mul(0, 1 / x, evaluate=False), evaluate=False)),
        (),
    ),
    "a name that is real": (COMPLEX_PARTS, Equal((x + 1) ** 2, x**2 + 2 * x + 1), ()),
    "a logarithm of a complex name": (COMPLEX_PARTS, Equal(log(exp(z), evaluate=False), z), ()),
    "a false equation of complex names": (COMPLEX_PARTS, Equal(Abs(z) ** 2, z**2), ()),
    "another question": (SAME_TREE, Unequal(x, x), ()),
    "what is false": (NORMAL_FORM, Equal(x + y, x - y), ()),
    "roots of any sign": (NORMAL_FORM, Equal(sqrt(x * y), Mul(sqrt(x), sqrt(y), evaluate=False)), ()),
    "logs of any sign": (NORMAL_FORM, Equal(log(x**2), 2 * log(x)), ()),
    "matrices in the scalar form": (NORMAL_FORM, Equal(A, A.T), ()),
    "what does not commute": (MATRIX_IDENTITY, Equal(A * B, B * A), ()),
    "scalars in the matrix form": (MATRIX_IDENTITY, Equal(x, y), ()),
    "shapes that fit": (SHAPES, Equal(MatMul(X, theta), t), ()),
    "a square": (EQUATION, Solves(x**2 - 1, x, x**0), ()),
    "a value of the unknown": (EQUATION, Solves(x - y, x, 2 * y - x), ()),
    "equal questions": (EQUATION, Equal(x, x), ()),
    "an inverse of what is not square": (MATRIX_EQUATION, Solves(X * theta - t, t, X * theta + t), ()),
    "no point in the domain": (MATRIX_EQUATION, Solves(X.T * X * theta - X.T * t, theta, NORMAL), (Eq(n, 2 * m),)),
    "a saddle": (MINIMUM, Minimizes(x**2 - y**2, (x, y), (x * 0, y * 0)), ()),
    "a quartic": (MINIMUM, Minimizes((x - a) ** 4, (x,), (a,)), ()),
    "a value that may be outside": (MINIMUM, Minimizes(a**2 / x + x, (x,), (a,)), (x > 0,)),
    "a domain in two parts": (MINIMUM, Minimizes(p**2 / x + x, (x,), (p,)), (Ne(x, 0),)),
    "a domain that is not convex": (MINIMUM, Minimizes((x - 2) ** 2, (x,), (2 * x**0,)), (x**2 > 1,)),
    "a wave": (MINIMUM, Minimizes(-cos(x), (x,), (x * 0,)), ()),
}


@pytest.mark.parametrize("name", LEAVES_ALONE)
def test_leaves_alone(name: str) -> None:
    procedure, question, conditions = LEAVES_ALONE[name]
    assert procedure.run(Case(question, Domain(conditions))) is None


def test_a_line_through_points_is_least_if_they_are_not_above_one_another() -> None:
    slope = (MEAN * Sum(u[i], (i, 1, m)) - Sum(u[i] * v[i], (i, 1, m))) / (
        Sum(u[i], (i, 1, m)) ** 2 / m - Sum(u[i] ** 2, (i, 1, m))
    )
    offset = MEAN - slope * Sum(u[i], (i, 1, m)) / m
    verdict = MINIMUM.run(Case(Minimizes(MSE, (a, b), (offset, slope)), Domain()))
    assert verdict is not None
    assert (verdict.status, verdict.conditions) == (Status.PROVED, ("the u_i are not all equal",))
