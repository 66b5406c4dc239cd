"""A verdict or a measurement is the same after its way through plain data."""

import json
from math import inf

import pytest

from checker.decide.answers import numeric_data, numeric_from, verdict_data, verdict_from
from checker.model import Certificate, Convergence, Counterexample, Numeric, Rung, Status, Verdict

PROOF = Certificate("normal form", ("g0 := exp(x)", "numerator(left − right) = 0"))
POINT = Counterexample((("x", "1/2"), ("y", "(1, 2)")), "0.5", "2")


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Status.PROVED, "normal form", "both sides agree", ("x ≠ 0", "y > 0"), certificate=PROOF),
        Verdict(Status.PROVED, "same tree", "", certificate=Certificate("same tree", ())),
        Verdict(Status.REFUTED, "counterexample", "0.5 against 2", counterexample=POINT),
        Verdict(Status.REFUTED, "counterexample", "no names", counterexample=Counterexample((), "1", "2")),
        Verdict(Status.ILL_FORMED, "shapes", "2Xᵀθ", counterexample=POINT),
        Verdict(Status.SUPPORTED, "trial points", "14 points"),
        Verdict(Status.UNDECIDED, "limits", "it exceeds the time limit of 2 s"),
    ],
)
def test_verdicts(verdict: Verdict) -> None:
    assert verdict_from(json.loads(json.dumps(verdict_data(verdict)))) == verdict


@pytest.mark.parametrize(
    "numeric",
    [
        Numeric(Convergence.CONVERGES, 2.0000000000000004, 6e-14, 1e-12, 25, ((1, 2), (3, 1)), (Rung(0.125, 1e-3),)),
        Numeric(Convergence.STAYS_APART, None, inf, 0.0, 5, (), ()),
    ],
)
def test_measurements(numeric: Numeric) -> None:
    assert numeric_from(json.loads(json.dumps(numeric_data(numeric)))) == numeric
