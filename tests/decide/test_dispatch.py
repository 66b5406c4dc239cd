"""The dispatcher: only licensed verdicts pass, and its order settles no verdict."""

from dataclasses import replace

import pytest
from sympy import Symbol, sin

from checker.decide import decide, dispatch
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Counterexample, Equal, Goal, Status, Verdict

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


@pytest.mark.parametrize("field", ["certificate", "counterexample"])
def test_a_verdict_keeps_what_its_word_promises(field: str) -> None:
    verdict = PROOF if field == "certificate" else REFUTATION
    with pytest.raises(ValueError, match="without a"):
        replace(verdict, **{field: None})  # type: ignore[arg-type]  # a field by its name
