"""The dispatcher: only licensed verdicts pass, and its order settles no verdict."""

import pytest
from sympy import Basic, Symbol, sin

from checker.decide import decide, dispatch
from checker.decide.at_points.trials import Seen
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Counterexample, Domain, Equal, Goal, Status, Verdict

x = Symbol("x", real=True)

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
