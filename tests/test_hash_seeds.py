"""What is decided, measured and replayed does not depend on the hash seed: for each seed, one process does it all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = ("0", "1", "2", "271828")

VERDICTS = """
from sympy import *
from checker.decide import decide
from checker.model import Domain, Equal, Goal, Minimizes, SameRoots, Solves

x, y, z, a, b = symbols("x y z a b", real=True)
xp = Symbol("x", positive=True)
m, n = symbols("m n", integer=True, positive=True)
i, j = symbols("i j", integer=True)
u, v = IndexedBase("u", real=True), IndexedBase("v", real=True)
f, g = Function("f"), Function("g")
A, B, X, t = MatrixSymbol("A", n, n), MatrixSymbol("B", n, n), MatrixSymbol("X", m, n), MatrixSymbol("t", n, 1)
total = Sum(u[i] * v[i], (i, 1, m))
for question in (
    Equal(sin(x + y + z), sin(x) * cos(y + z) + cos(x) * sin(y + z)),
    Equal((x + y) ** 2, x**2 + y**2 + z * 0),
    Equal(1 / (x - y) + 1 / (x + y) + 1 / z, 1 / z + 2 * x / ((x - y) * (x + y))),
    Equal(xp * x, x**2),
    Equal(f(x) * g(y), g(x) * f(y)),
    Equal(total**2, Sum(u[i] ** 2, (i, 1, m)) * Sum(v[j] ** 2, (j, 1, m))),
    Equal(Derivative(log(Sum(exp(a + b * u[i]), (i, 1, m))), b), total),
    Equal(sqrt(x**2) * exp(y) * log(z), Abs(x) * exp(y) * log(z) + x - x),
    Equal(Mul(x, y, z, 1 / (x * y * z), evaluate=False), Integer(1)),
    Equal(A * B, B * A),
    Equal(Trace(A * B * A), Trace(A * A * B)),
    Equal(Inverse(X.T * X) * X.T * X * t, t),
    SameRoots(x - y, x * y - y**2),
    Solves(a * x + b * y + z, x, -(b * y + z) / a),
    Minimizes((x - a) ** 2 + (y - b) ** 2, (x, y), (a, b)),
):
    print(decide(Goal(question)))
"""

IMPLICATIONS = """
from sympy import Eq, Or, And, sqrt, symbols, exp, sin
from checker.decide.relations.implication import settle
from checker.decide.procedure import Case
from checker.model import Domain, Equivalent, Implies
x, y, z = symbols("x y z", real=True)
for question in (
    Equivalent(Eq(x**2, 4), Or(Eq(x, 2), Eq(x, -2))),
    Implies(And(Eq(x + y + z, 3), Eq(x - y, 1), Eq(exp(z), 1)), And(Eq(x, 2), Eq(y, 1), Eq(z, 0))),
    Implies(x**3 + y**3 + z**3 > 100, x * y > z),
    Implies(Eq(sin(x) * sin(y), 1), Eq(sin(x) ** 2, 1)),
):
    print(settle(Case(question, Domain())))
"""

FINITE_DIFFERENCES = """
from sympy import *
from checker.decide.finite_differences import compare
t, b, a = symbols("t b a", real=True)
m, n = symbols("m n", integer=True, positive=True)
i = Symbol("i", integer=True)
x, y = IndexedBase("x", real=True), IndexedBase("y", real=True)
X, w = MatrixSymbol("X", m, n), MatrixSymbol("w", n, 1)
s = Sum((a + b * x[i] - y[i]) ** 2 + exp(b), (i, 1, m))
print(compare(s, b, Sum(2 * (a + b * x[i] - y[i]) * x[i] + exp(b), (i, 1, m)), 3))
print(compare(w.T * X.T * X * w, w, 2 * X.T * X * w, 3))
print(compare(Max(a, b, t) ** 3, t, Integer(0), 3))
"""

MATRIX_FORMS = """
from test_matrix_form import EQUAL, PROPERTIES, normal_form
for pair in EQUAL.values():
    for form in (normal_form(side, PROPERTIES) for side in pair):
        print("form", str(form), form.rules, form.conditions, form.key)
"""

REPLAYS = """
from sympy import And, Symbol
from checker.decide.replays import replay_data
from checker.model import Domain, Equal, Goal, Status, Verdict
x = Symbol("x", real=True)
domain = Domain((And(x > -2, x < 2, x >= -1, x <= 1),))
verdict = Verdict(Status.UNDECIDED, "nobody", "")
print(replay_data(Goal(Equal(abs(x - 3) + abs(x + 3), 6 + 0 * x), (), domain), verdict))
"""

# Each with words of what it prints, and how often at least they stand in it.
PROGRAMS: dict[str, tuple[str, tuple[tuple[str, int], ...]]] = {
    "verdicts": (VERDICTS, (("status=", 15), ("PROVED", 1), ("REFUTED", 1))),
    "implications": (IMPLICATIONS, (("Verdict(", 4),)),
    "finite differences": (FINITE_DIFFERENCES, (("Numeric(", 3),)),
    "matrix forms": (MATRIX_FORMS, (("form ", 100),)),
    "replays": (REPLAYS, (("claim", 1),)),
}

RUN_ALL = """
import contextlib, io, json, sys
printed = {}
for name, program in json.load(sys.stdin).items():
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(program, {})
    printed[name] = output.getvalue()
print(json.dumps(printed))
"""


def printed(seed: str) -> dict[str, str]:
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "decide" / "matrices")))
    finished = subprocess.run(
        [sys.executable, "-c", RUN_ALL],
        input=json.dumps({name: program for name, (program, _) in PROGRAMS.items()}),
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(finished.stdout)
    return found


@pytest.fixture(scope="module")
def of_seeds() -> list[dict[str, str]]:
    return [printed(seed) for seed in SEEDS]


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_hash_seed_changes_nothing(name: str, of_seeds: list[dict[str, str]]) -> None:
    first, *others = (printed[name] for printed in of_seeds)
    assert others == [first] * len(others)
    for word, count in PROGRAMS[name][1]:
        assert first.count(word) >= count, word
