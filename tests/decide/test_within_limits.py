"""What would take long or much ends within its limits, and a verdict does not depend on where it was found."""

import subprocess
import sys
from functools import reduce
from itertools import pairwise
from pathlib import Path

import pytest
import sympy
from sympy import Add, Derivative, Integer, Integral, Limit, MatPow, Mul, Pow, Product, Rational, Sum, cos, exp, sin
from sympy.core.basic import Basic

from checker import decide
from checker.decide import within_limits, worker
from checker.decide.work import is_little_work
from checker.model import Approximates, Domain, Equal, Goal, Holds, Implies, Limits, Minimizes, Question, Status

ROOT = Path(__file__).parents[2]
BRIEF = Limits(seconds=0.4, mebibytes=256)
x, y, z, a, b, c, d = sympy.symbols("x y z a b c d", real=True)
k, n, i, j = sympy.symbols("k n i j", integer=True, positive=True)
xs = sympy.symbols("x0:12", real=True)
A = sympy.MatrixSymbol("A", n, n)
needs_fork = pytest.mark.skipif(not worker.FORKS, reason="limits are kept where processes can be forked")


def raw(head: type[Basic], *parts: object) -> Basic:
    """As written, nothing worked out."""
    return head(*parts, evaluate=False)


def entries(rows: int) -> Basic:
    return sympy.Matrix(rows, rows, lambda r, s: sympy.Symbol(f"a{r}_{s}", real=True))


def nested(levels: int) -> Basic:
    return reduce(lambda inner, _: raw(Add, raw(Mul, inner, 1), 1), range(levels), x)


def tower(levels: int) -> Basic:
    return reduce(lambda inner, _: exp(inner), range(levels), x)


TRUE: dict[str, Question] = {
    "9^(9^9)": Equal(raw(Pow, 9, raw(Pow, 9, 9)), raw(Pow, 9, raw(Pow, 9, 9)) + 0 * x),
    "(10^7)!": Equal(raw(sympy.factorial, 10**7), raw(Mul, 10**7, raw(sympy.factorial, 10**7 - 1))),
    "(a+b+c+d)^200": Equal((a + b + c + d) ** 200, raw(Mul, (a + b + c + d) ** 199, a + b + c + d)),
    "Σ to 10⁹": Equal(Sum(k, (k, 1, 10**9)), Integer(10**9 * (10**9 + 1) // 2)),
    "Σ within Σ": Equal(Sum(i * j, (i, 1, 900), (j, 1, 900)), Integer((900 * 901 // 2) ** 2)),
    "Π of many": Equal(Product((k + 1) / k, (k, 1, 10**5)), Integer(10**5 + 1)),
    "a 12×12 determinant": Equal(sympy.Determinant(entries(12)), sympy.Determinant(entries(12).T)),
    "a tower of exp": Equal(tower(14), raw(Mul, tower(14), 1)),
    "x^(10⁹)": Equal(x ** (10**9), raw(Mul, x ** (10**9 - 1), x)),
    "C(10⁹, k)": Equal(sympy.binomial(10**9, k), raw(sympy.binomial, 10**9, 10**9 - k)),
    "derivatives by three names": Equal(
        Derivative(exp(x * y * z) * sin(x + y), (x, 5), (y, 5), (z, 5)),
        Derivative(exp(x * y * z) * sin(x + y), (z, 5), (y, 5), (x, 5)),
    ),
    "∫ of high powers": Equal(
        Integral(sin(x) ** 20 * cos(x) ** 20, (x, 0, sympy.pi)),
        2 * Integral(sin(x) ** 20 * cos(x) ** 20, (x, 0, sympy.pi / 2)),
    ),
    "A^(10⁶)": Equal(MatPow(A, 10**6), raw(sympy.MatMul, MatPow(A, 10**6 - 1), A)),
    "a polynomial inequality of 12 names": Holds(12 * Add(*[v**2 for v in xs]) >= Add(*xs) ** 2),
    "Motzkin's polynomial, often": Holds(
        Add(*[s**4 * t**2 + t**4 * s**2 - 3 * s**2 * t**2 + 1 for s, t in pairwise(xs)]) >= 0
    ),
    "sixteen maxima": Equal(
        sympy.Max(*xs[:4]) + sympy.Max(*xs[4:8]), sympy.Max(*[s + t for s in xs[:4] for t in xs[4:8]])
    ),
    "2⁶ cases": Equal(
        Add(*[sympy.Piecewise((s**2, s > 0), (-(s**2), True)) for s in xs[:6]]), Add(*[s * abs(s) for s in xs[:6]])
    ),
    "Fermat's equation": Implies(sympy.And(sympy.Eq(x**7 + y**7, z**7), x > 1, y > 1), z > 1),
    "a minimum of eight unknowns": Minimizes(Add(*[(v - 1) ** 2 for v in xs[:8]]), xs[:8], (Integer(1),) * 8),
}
FALSE: dict[str, Question] = {
    "3,000 nested parentheses": Equal(nested(3_000), x),
    "Γ(10⁸ + 1/2)": Equal(raw(sympy.gamma, 10**8 + Rational(1, 2)), Integer(1)),
    "cos 10^(10⁶)": Equal(raw(cos, raw(Pow, 10, 10**6)), Integer(2)),
    "a derivative of order 10⁴": Equal(Derivative(exp(x**2), (x, 10**4)), Integer(0)),
    "a derivative of order 10⁴⁰⁰": Equal(Derivative(exp(2 * x), (x, 10**400)), exp(2 * x)),
    "∫ that oscillates": Equal(Integral(cos(10**6 * x) * exp(sin(x)), (x, 0, 1)), Integer(1)),
    "∫ of what has no antiderivative": Equal(
        Integral(sin(exp(x**2)) / (1 + x**8 + cos(x) ** 2), (x, 0, 1)), Integer(1)
    ),
    "∫ with a large denominator": Equal(Integral(1 / (x**40 + x + 1), (x, 0, 1)), Integer(1)),
    "lim of a small difference": Equal(
        Limit((sin(sympy.tan(x)) - sympy.tan(sin(x))) / x**7, x, 0), Rational(1, 30)
    ),  # it is −1/30
    "Σ of many fractions, by factors": Equal(
        Mul(*[Sum(1 / (k + x**2 + p), (k, 1, 50)) for p in range(12)]), Integer(1)
    ),
    "a sum of 800 terms": Equal(Add(*[p * x**p for p in range(800)]), Add(*[p * x**p for p in range(799)])),
    "log and exp, nested": Holds(sympy.log(x) + exp(x) * sin(x) + x**x <= x - 1 - exp(exp(x))),
    "π^(10⁴) by its digits": Approximates(Integer(3), raw(Pow, sympy.pi, 10**4), 2),
}


@needs_fork
@pytest.mark.parametrize("question", TRUE.values(), ids=TRUE)
def test_what_is_true_ends_and_is_not_refuted(question: Question) -> None:
    verdict = decide(Goal(question), BRIEF)
    assert verdict.status is not Status.REFUTED
    assert verdict.by != "limits" or "limit of" in verdict.because


@needs_fork
@pytest.mark.parametrize("question", FALSE.values(), ids=FALSE)
def test_what_is_false_ends_and_is_not_proved(question: Question) -> None:
    verdict = decide(Goal(question, domain=Domain((x > 0,))), BRIEF)
    assert verdict.status not in (Status.PROVED, Status.SUPPORTED)
    assert verdict.by != "limits" or "limit of" in verdict.because


LONG = Goal(TRUE["Σ within Σ"])


@needs_fork
def test_the_limit_of_time_is_named() -> None:
    assert decide(LONG, Limits(seconds=0.1)).because == "it exceeds the time limit of 0.1 s"


@needs_fork
def test_the_limit_of_memory_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(within_limits, "decide_sized", lambda *_: bytearray(1 << 30))
    assert decide(LONG, Limits(mebibytes=64)).because == "it exceeds the memory limit of 64 MiB"


LITTLE: dict[str, Question] = {
    "the same tree": Equal(x + y, y + x),
    "exponentials": Equal(exp(-x) / (1 + exp(-x)) ** 2, exp(x) / (1 + exp(x)) ** 2),
    "an integral": Equal(Integral(x**2, (x, 0, 1)), Rational(1, 3)),
    "a limit": Equal(Limit(sin(x) / x, x, 0), Integer(1)),
    "a sum to n": Equal(Sum(k, (k, 1, n)), n * (n + 1) / 2),
    "a few terms": Equal(Sum(k**2, (k, 1, 20)), Integer(2870)),
    "a condition": Equal(x / x, Integer(1)),
    "refuted": Equal(sympy.sqrt(x**2), x),
    "a relation": Implies(sympy.Eq(x, 2), sympy.Eq(x**2, 4)),
    "a matrix": Equal(sympy.Trace(A * A.T), sympy.Trace(A.T * A)),
}


@pytest.mark.parametrize("question", LITTLE.values(), ids=LITTLE)
def test_a_verdict_is_the_same_wherever_it_is_found(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_little_work(Goal(question))
    here = decide(Goal(question))
    monkeypatch.setattr(within_limits, "is_little_work", lambda *_: False)
    elsewhere = decide(Goal(question), Limits(60, 1024))
    monkeypatch.setattr(worker, "FORKS", False)
    assert here == elsewhere == decide(Goal(question))


MUCH = (
    TRUE["Σ within Σ"],
    FALSE["∫ that oscillates"],
    TRUE["Motzkin's polynomial, often"],
    Equal((1 + x) ** (10**400), y),
    Equal(Derivative(exp(x), (x, 10**400)), exp(x)),
)


@pytest.mark.parametrize("question", MUCH)
def test_much_work_is_foreseen(question: Question) -> None:
    assert not is_little_work(Goal(question))


IMPORTS = (
    "from checker import decide",
    "import checker.decide.dispatch",
    "from checker.decide import dispatch",
    "from checker.decide import decide as same",
    "import checker.check",
)


IMPORT_EACH_PAIR = """
import sys
from itertools import product
for pair in product(sys.argv[1:], repeat=2):
    for module in [name for name in sys.modules if name.partition(".")[0] == "checker"]:
        del sys.modules[module]
    exec("\\n".join(pair))
    from checker import decide
    from checker.decide.dispatch import PROCEDURES
    decide.__call__
    print(*pair, sep="; ")
"""


def test_the_function_and_the_package_of_one_name_are_both_found() -> None:
    command = [sys.executable, "-c", IMPORT_EACH_PAIR, *IMPORTS]
    finished = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    assert finished.stdout.splitlines() == [f"{first}; {second}" for first in IMPORTS for second in IMPORTS]


def test_the_function_alone_imports_nothing_heavy() -> None:
    program = "import sys; from checker import decide; print({'sympy', 'flint'} & {*sys.modules})"
    finished = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert finished.stdout == "set()\n"
