"""The dispatcher: only licensed verdicts pass, its order settles no verdict, and hashing settles nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sympy import Basic, Symbol, sin

from checker.decide import decide, dispatch
from checker.decide.at_points.trials import Seen
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Counterexample, Domain, Equal, Goal, Status, Verdict

x = Symbol("x", real=True)
ROOT = Path(__file__).parents[2]

PROOF = Verdict(Status.PROVED, "oracle", "it says so", certificate=Certificate("none", ()))
REFUTATION = Verdict(Status.REFUTED, "oracle", "it says so", counterexample=Counterexample((), "0", "1"))


def oracle(verdict: Verdict, *gives: Status) -> Procedure:
    def run(_case: Case) -> Verdict:
        return verdict

    return Procedure("oracle", frozenset(gives), run, "anything")


def test_a_verdict_without_a_licence_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "AT_ONCE", (oracle(REFUTATION, Status.PROVED),))
    with pytest.raises(dispatch.UnlicensedVerdict):
        decide(Goal(Equal(sin(x) ** 2, 1 - sin(x + 1) ** 0 + sin(x) ** 2)))


def test_a_counterexample_overrules_any_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "AT_ONCE", (oracle(PROOF, Status.PROVED),))
    assert decide(Goal(Equal(x, x + 1))).status is Status.REFUTED


def test_a_proof_without_a_witness_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "AT_ONCE", (oracle(PROOF, Status.PROVED),))
    nowhere = (-1 - x**2) ** Symbol("half", positive=True, integer=False)
    assert decide(Goal(Equal(nowhere, nowhere + 0 * x))).status is not Status.PROVED


@pytest.mark.parametrize("status", [Status.PROVED, Status.REFUTED])
def test_a_verdict_keeps_what_its_word_promises(status: Status) -> None:
    with pytest.raises(ValueError, match="without a"):
        Verdict(status, "oracle", "it says so")


def test_the_plainest_point_is_looked_for_once_and_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sought: list[Seen] = []

    def found(_left: Basic, _right: Basic, _domain: Domain, seen: Seen) -> Seen:
        sought.append(seen)
        return seen

    monkeypatch.setattr(dispatch, "smallest", found)
    verdict = decide(Goal(Equal(x**2, 2 * x**2)))
    assert verdict.status is Status.REFUTED
    assert not sought
    assert verdict.counterexample is verdict.counterexample
    assert verdict.because == "the two sides differ: 1 against 2"
    assert len(sought) == 1


PROGRAM = """
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


def test_verdicts_do_not_depend_on_the_hash_seed() -> None:
    def printed(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        finished = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        return finished.stdout

    first, second, third = (printed(seed) for seed in ("0", "1", "271828"))
    assert first == second == third
    assert first.count("status=") == 15
    assert "PROVED" in first
    assert "REFUTED" in first
