"""What each prover settles and what it leaves alone: induction, sign cells, constant differences, special kernels."""

import pytest
import sympy as sp
from sympy.core.basic import Basic

from checker.decide import decide
from checker.decide.constant_difference import CONSTANT_DIFFERENCE
from checker.decide.derivatives_of_any_order import DERIVATIVES_OF_ANY_ORDER as ANY_ORDER
from checker.decide.normal_form import NORMAL_FORM
from checker.decide.procedure import Case, Procedure
from checker.decide.sign_cells import SIGN_CELLS
from checker.decide.sums.induction import INDUCTION
from checker.decide.sums.wave_sums import WAVE_SUMS
from checker.model import Domain, Equal, Goal, Status
from checker.objects import step

x, y, z = sp.symbols("x y z", real=True)
s, t = sp.symbols("s t", positive=True)
n = sp.Symbol("n", integer=True, positive=True)
m = sp.Symbol("m", integer=True, positive=True)
k = sp.Symbol("k", integer=True)
odd = sp.Symbol("o", odd=True, positive=True)
f, g = sp.Function("f"), sp.Function("g")
w = sp.IndexedBase("w", positive=True)
v = sp.IndexedBase("v", real=True)
NO_DOMAIN: tuple[Basic, ...] = ()

Row = tuple[Procedure, Basic, Basic, tuple[Basic, ...]]

SETTLES: dict[str, Row] = {
    "geometric sum": (INDUCTION, sp.Sum(2**k, (k, 0, n)), 2 ** (n + 1) - 1, NO_DOMAIN),
    "geometric sum of any ratio": (
        INDUCTION, sp.Sum(x**k, (k, 0, n)), (1 - x ** (n + 1)) / (1 - x), (sp.Ne(x, 1), sp.Ne(x, 0))
    ),
    "telescoping": (INDUCTION, sp.Sum(1 / (k * (k + 1)), (k, 1, n)), n / (n + 1), NO_DOMAIN),
    "telescoping of an opaque f": (INDUCTION, sp.Sum(f(k + 1) - f(k), (k, 1, n)), f(n + 1) - f(1), NO_DOMAIN),
    "two terms a step": (INDUCTION, sp.Sum((-1) ** (k + 1) * k, (k, 1, 2 * n)), -n, NO_DOMAIN),
    "product": (INDUCTION, sp.Product(k, (k, 1, n)), sp.factorial(n), NO_DOMAIN),
    "log of a product": (INDUCTION, sp.log(sp.Product(w[k], (k, 1, m))), sp.Sum(sp.log(w[k]), (k, 1, m)), NO_DOMAIN),
    "run backwards": (INDUCTION, sp.Sum(f(n - k), (k, 0, n)), sp.Sum(f(k), (k, 0, n)), NO_DOMAIN),
    "max": (SIGN_CELLS, sp.Max(x, y), (x + y + sp.Abs(x - y)) / 2, NO_DOMAIN),
    "sum of |·| between": (SIGN_CELLS, sp.Abs(x - 1) + sp.Abs(x - 4), sp.Integer(3), (x >= 1, x <= 4)),
    "sign times |·|": (SIGN_CELLS, sp.sign(x) * sp.Abs(x), x, NO_DOMAIN),
    "two steps off their edge": (SIGN_CELLS, step(x) + step(-x), sp.Integer(1), (sp.Ne(x, 0),)),
    "a step by a sign": (SIGN_CELLS, step(x), (1 + sp.sign(x)) / 2, (sp.Ne(x, 0),)),
    "cases": (SIGN_CELLS, sp.Piecewise((x, x >= 0), (-x, True)), sp.Abs(x), NO_DOMAIN),
    "arcs of reciprocals": (CONSTANT_DIFFERENCE, sp.atan(s) + sp.atan(1 / s), sp.pi / 2, NO_DOMAIN),
    "area sine": (CONSTANT_DIFFERENCE, sp.log(x + sp.sqrt(x**2 + 1)), -sp.log(-x + sp.sqrt(x**2 + 1)), NO_DOMAIN),
    "Γ one step": (NORMAL_FORM, sp.gamma(s + 2), s * (s + 1) * sp.gamma(s), NO_DOMAIN),
    "factorials": (NORMAL_FORM, sp.factorial(n + 1) - sp.factorial(n), n * sp.factorial(n), NO_DOMAIN),
    "Euler": (NORMAL_FORM, sp.exp(sp.I * x), sp.cos(x) + sp.I * sp.sin(x), NO_DOMAIN),
    "parity": (NORMAL_FORM, sp.cos(sp.pi * n), (-1) ** n, NO_DOMAIN),
    "sine of an arc": (NORMAL_FORM, sp.cos(2 * sp.atan(x)), (1 - x**2) / (1 + x**2), NO_DOMAIN),
    "chain rule of opaque functions": (
        NORMAL_FORM,
        sp.Derivative(f(g(x)), x),
        sp.Subs(sp.Derivative(f(y), y), y, g(x)) * sp.Derivative(g(x), x),
        NO_DOMAIN,
    ),
    "|sin| as a root": (NORMAL_FORM, sp.sqrt(1 - sp.cos(x) ** 2), sp.Abs(sp.sin(x)), NO_DOMAIN),
    "floor and an integer": (NORMAL_FORM, sp.floor(x + n), n + sp.floor(x), NO_DOMAIN),
    "a derivative of any order": (ANY_ORDER, sp.Derivative(x * sp.exp(x), (x, n)), (x + n) * sp.exp(x), NO_DOMAIN),
    "a sum differentiated": (
        INDUCTION, sp.Derivative(sp.Sum(z**k / sp.factorial(k), (k, 0, n)), z),
        sp.Sum(z**k / sp.factorial(k), (k, 0, n - 1)), (z > 0,),
    ),
    "a sum of sines differentiated": (
        INDUCTION, sp.Derivative(sp.Sum(sp.sin(k * x), (k, 1, n)), x), sp.Sum(k * sp.cos(k * x), (k, 1, n)), NO_DOMAIN
    ),
    "cases i < j": (
        NORMAL_FORM, sp.Sum(sp.Piecewise((w[m] * w[k], m < k), (0, True)), (k, 1, n), (m, 1, n)),
        (sp.Sum(w[k], (k, 1, n)) ** 2 - sp.Sum(w[k] ** 2, (k, 1, n))) / 2, NO_DOMAIN,
    ),
    "the larger of two indices": (
        NORMAL_FORM, sp.Sum(sp.Max(m, k), (k, 1, n), (m, 1, n)), n * (n + 1) * (4 * n - 1) / 6, NO_DOMAIN
    ),
    "how far apart two indices are": (
        NORMAL_FORM, sp.Sum(sp.Abs(m - k), (k, 1, n), (m, 1, n)), n * (n**2 - 1) / 3, NO_DOMAIN
    ),
    "powers of a name above 1": (
        NORMAL_FORM, sp.Product(z ** v[k] * sp.exp(-z), (k, 1, n)), z ** sp.Sum(v[k], (k, 1, n)) * sp.exp(-n * z),
        (z > 1,),
    ),
    "a likelihood of coins": (
        NORMAL_FORM, sp.log(sp.Product(x ** v[k] * (1 - x) ** (1 - v[k]), (k, 1, n))),
        sp.log(x) * sp.Sum(v[k], (k, 1, n)) + sp.log(1 - x) * (n - sp.Sum(v[k], (k, 1, n))), (x > 0, x < 1),
    ),
    "Γ reflected": (NORMAL_FORM, sp.gamma(x) * sp.gamma(1 - x), sp.pi / sp.sin(sp.pi * x), (x > 0, x < 1)),
    "Γ reflected, a step on": (
        NORMAL_FORM, sp.gamma(1 + x) * sp.gamma(1 - x), sp.pi * x / sp.sin(sp.pi * x), (x > 0, x < 1)
    ),
    "roots of unity": (WAVE_SUMS, sp.Sum(sp.cos(2 * sp.pi * k / n), (k, 0, n - 1)), sp.Integer(0), (n > 1,)),
    "roots of unity, turned": (
        WAVE_SUMS, sp.Sum(sp.sin(2 * sp.pi * k / n + x), (k, 0, n - 1)), sp.Integer(0), (n > 1,)
    ),
    "a power of the order": (ANY_ORDER, sp.Derivative(x**n, (x, n)), sp.factorial(n), NO_DOMAIN),
    "a linear power of the order": (
        ANY_ORDER, sp.Derivative((y * x + z) ** n, (x, n)), y**n * sp.factorial(n), (sp.Ne(y, 0),)
    ),
    "quarter turns": (ANY_ORDER, sp.Derivative(sp.sin(x), (x, n)), sp.sin(x + n * sp.pi / 2), NO_DOMAIN),
    "an even order": (
        ANY_ORDER, sp.Derivative(sp.cos(y * x), (x, 2 * n)), (-1) ** n * y ** (2 * n) * sp.cos(y * x), NO_DOMAIN
    ),
    "an order of an opaque f": (
        ANY_ORDER,
        sp.Derivative(x * f(x), (x, n)),
        x * sp.Derivative(f(x), (x, n)) + n * sp.Derivative(f(x), (x, n - 1)),
        NO_DOMAIN,
    ),
    "a derivative of an arc": (NORMAL_FORM, sp.Derivative(sp.atan(x), x), 1 / (1 + x**2), NO_DOMAIN),
    "derivative of erf": (NORMAL_FORM, sp.Derivative(sp.erf(x), x), 2 * sp.exp(-(x**2)) / sp.sqrt(sp.pi), NO_DOMAIN),
}  # fmt: skip  # one identity a line

LEAVES_ALONE: dict[str, Row] = {
    "right of the first order only": (
        ANY_ORDER, sp.Derivative(x * sp.exp(x), (x, n)), (x + n**2) * sp.exp(x), NO_DOMAIN
    ),
    "right from one order to the next only": (
        ANY_ORDER, sp.Derivative(x * sp.exp(x), (x, n)), (x + n + 1) * sp.exp(x), NO_DOMAIN
    ),
    "no room beside the edge": (
        ANY_ORDER, sp.Derivative(sp.log(x), (x, n)), (-1) ** (n - 1) * sp.factorial(n - 1) / x**n, (x >= 1,)
    ),
    "a body that changes with the order": (ANY_ORDER, sp.Derivative(x**n, (x, n)), sp.factorial(n + 1), NO_DOMAIN),
    "a sum differentiated, with its last term": (
        INDUCTION, sp.Derivative(sp.Sum(z**k / sp.factorial(k), (k, 0, n)), z),
        sp.Sum(z**k / sp.factorial(k), (k, 0, n)), (z > 0,),
    ),
    "a derivative by the name that grows": (
        INDUCTION, sp.Derivative(sp.Sum(x**k, (k, 0, n)), (x, n)), sp.factorial(n), NO_DOMAIN
    ),
    "cases i ≤ j": (
        NORMAL_FORM, sp.Sum(sp.Piecewise((w[m] * w[k], m <= k), (0, True)), (k, 1, n), (m, 1, n)),
        (sp.Sum(w[k], (k, 1, n)) ** 2 - sp.Sum(w[k] ** 2, (k, 1, n))) / 2, NO_DOMAIN,
    ),
    "the smaller of two indices": (
        NORMAL_FORM, sp.Sum(sp.Min(m, k), (k, 1, n), (m, 1, n)), n * (n + 1) * (4 * n - 1) / 6, NO_DOMAIN
    ),
    "Γ reflected, of any sign": (
        NORMAL_FORM, sp.gamma(x) * sp.gamma(1 - x), sp.pi / sp.sin(sp.pi * x), NO_DOMAIN
    ),
    "Γ reflected, without sine": (NORMAL_FORM, sp.gamma(x) * sp.gamma(1 - x), sp.pi + 0 * x, (x > 0, x < 1)),
    "roots of unity without the first": (
        WAVE_SUMS, sp.Sum(sp.cos(2 * sp.pi * k / n), (k, 1, n - 1)), sp.Integer(0), (n > 1,)
    ),
    "a body that its derivative does not lower": (
        ANY_ORDER, sp.Derivative(sp.exp(n * x), (x, n)), n**n * sp.exp(n * x), NO_DOMAIN
    ),
    "a body that changes, on no open set": (ANY_ORDER, sp.Derivative(x**n, (x, n)), sp.factorial(n), (x >= 0,)),
    "an order that may be odd only": (
        ANY_ORDER, sp.Derivative(sp.cos(x), (x, odd)), sp.cos(x + odd * sp.pi / 2), NO_DOMAIN
    ),
    "true from the second on": (INDUCTION, sp.Sum(k, (k, 1, n)), n**2 - n + 1, NO_DOMAIN),
    "right step, wrong start": (INDUCTION, sp.Sum(2**k, (k, 0, n)), 2 ** (n + 1), NO_DOMAIN),
    "one index bound twice": (
        INDUCTION,
        sp.Sum((w[k] - sp.Sum(w[k], (k, 1, m)) / m) ** 2, (k, 1, m)),
        sp.Sum(w[k] ** 2, (k, 1, m)) - sp.Sum(w[k], (k, -1, m)) ** 2 / m,
        NO_DOMAIN,
    ),
    "right start, wrong step": (INDUCTION, sp.Sum(k**2, (k, 1, n)), n**3, NO_DOMAIN),
    "a bound that shrinks": (INDUCTION, sp.Sum(f(k), (k, 1, 10 - n)), sp.Sum(f(k), (k, 1, 9 - n)), NO_DOMAIN),
    "no sum": (INDUCTION, x + y, y + x + 0 * z, NO_DOMAIN),
    "right on one side only": (SIGN_CELLS, sp.Abs(x), x, NO_DOMAIN),
    "two steps, wrong at the boundary only": (SIGN_CELLS, step(x) + step(-x), sp.Integer(1), NO_DOMAIN),
    "wrong at the boundary only": (SIGN_CELLS, sp.sign(x) ** 2, sp.Integer(1), NO_DOMAIN),
    "no branch": (SIGN_CELLS, x**2, x * x + y - y, NO_DOMAIN),
    "two constants on two half-lines": (CONSTANT_DIFFERENCE, sp.atan(x) + sp.atan(1 / x), sp.pi / 2, (sp.Ne(x, 0),)),
    "another constant": (CONSTANT_DIFFERENCE, sp.atan(s) + sp.atan(1 / s), sp.pi, NO_DOMAIN),
    "poles between": (CONSTANT_DIFFERENCE, sp.atan(sp.tan(x)), x, NO_DOMAIN),
    "Γ off by a factor": (NORMAL_FORM, sp.gamma(s + 1), (s + 1) * sp.gamma(s), NO_DOMAIN),
    "parity the other way": (NORMAL_FORM, sp.cos(sp.pi * n), (-1) ** (n + 1), NO_DOMAIN),
    "a half power of −1": (NORMAL_FORM, sp.cos(sp.pi * n / 2), (-1) ** n, NO_DOMAIN),
    "the outer derivative at the wrong place": (
        NORMAL_FORM,
        sp.Derivative(f(g(x)), x),
        sp.Subs(sp.Derivative(f(y), y), y, x) * sp.Derivative(g(x), x),
        NO_DOMAIN,
    ),
    "sin as a root": (NORMAL_FORM, sp.sqrt(1 - sp.cos(x) ** 2), sp.sin(x), NO_DOMAIN),
    "floor and a half": (NORMAL_FORM, sp.floor(x + sp.Rational(1, 2)), sp.floor(x) + sp.Rational(1, 2), NO_DOMAIN),
}  # fmt: skip  # one non-identity a line


@pytest.mark.parametrize("name", SETTLES)
def test_settles(name: str) -> None:
    procedure, left, right, conditions = SETTLES[name]
    verdict = procedure.run(Case(Equal(left, right), Domain(conditions)))
    assert verdict is not None
    assert verdict.status is Status.PROVED
    assert verdict.conditions == ()


@pytest.mark.parametrize("name", LEAVES_ALONE)
def test_leaves_alone(name: str) -> None:
    procedure, left, right, conditions = LEAVES_ALONE[name]
    assert procedure.run(Case(Equal(left, right), Domain(conditions))) is None


def decided(left: Basic, right: Basic, conditions: tuple[Basic, ...]) -> Status:
    return decide(Goal(Equal(left, right), (), Domain(conditions))).status


@pytest.mark.parametrize("name", [name for name, row in LEAVES_ALONE.items() if row[0] is not CONSTANT_DIFFERENCE])
def test_nothing_else_proves_it_either(name: str) -> None:
    _, left, right, conditions = LEAVES_ALONE[name]
    same_meaning = name in ("no sum", "no branch")
    assert (decided(left, right, conditions) is Status.PROVED) is same_meaning


CONDITIONAL: dict[str, tuple[Basic, Basic, tuple[str, ...]]] = {
    "powers of a name of any sign": (sp.Product(z ** v[k], (k, 1, n)), z ** sp.Sum(v[k], (k, 1, n)), ("z > 0",)),
    "roots of unity in another's steps": (
        sp.Sum(sp.cos(2 * sp.pi * k * m / n), (k, 0, n - 1)),
        sp.Integer(0),
        ("sin(pi·m/n) ≠ 0",),
    ),
    "a root squared": (sp.Pow(sp.sqrt(x), 2, evaluate=False) + y, x + y, ("x ≥ 0",)),
    "a corner's slope": (sp.Derivative(sp.Abs(x), x), sp.sign(x), ("x ≠ 0",)),
    "a ramp's slope": (sp.Derivative(sp.Max(x, 0), x), sp.Piecewise((1, x > 0), (0, True)), ("x ≠ 0",)),
    "a quotient": (sp.Mul(x**2, sp.Pow(x, -1, evaluate=False), evaluate=False), x, ("x ≠ 0",)),
}


@pytest.mark.parametrize("name", CONDITIONAL)
def test_what_one_side_needs_is_a_condition(name: str) -> None:
    left, right, conditions = CONDITIONAL[name]
    verdict = decide(Goal(Equal(left, right), (), Domain()))
    assert verdict.status is Status.PROVED
    assert verdict.conditions == conditions
