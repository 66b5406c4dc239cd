"""The JSON of a report: its keys, its words, its numbers, and that it is always the same UTF-8."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.model import Convergence, Finding, Slip, Status
from checker.report.as_json import as_json
from tests.report.sample_report import CONDITIONAL, EVERY_OUTCOME, PROVED, finding, numeric, refuted, report

GOLDEN = Path(__file__).parent / "golden"
STATUSES = {"proved", "refuted", "supported", "undecided", "ill_formed", "unread", None}
TEXT, OPTIONAL_TEXT, OPTIONAL_WHOLE = (str,), (str, type(None)), (int, type(None))
CLAIM = {
    "name": TEXT,
    "role": TEXT,
    "path": OPTIONAL_TEXT,
    "line": OPTIONAL_WHOLE,
    "column": OPTIONAL_WHOLE,
    "written": TEXT,
    "follows": OPTIONAL_TEXT,
    "true": OPTIONAL_TEXT,
    "conditions": (list,),
    "caveats": (list,),
    "counterexample": (dict, type(None)),
    "slip": OPTIONAL_TEXT,
    "because": TEXT,
    "by": OPTIONAL_TEXT,
    "follows_by": OPTIONAL_TEXT,
    "numeric": (dict, type(None)),
    "expected": (bool,),
    "surprise": OPTIONAL_TEXT,
    "note": OPTIONAL_TEXT,
    "code": OPTIONAL_TEXT,
    "caret": (dict, type(None)),
    "repairs": (list,),
    "hidden": OPTIONAL_TEXT,
}


def claim_of(one: Finding) -> dict[str, object]:
    claim = json.loads(as_json(report(one)))["derivations"][0]["claims"][0]
    assert isinstance(claim, dict)
    return claim


def test_golden() -> None:
    assert as_json(EVERY_OUTCOME) == (GOLDEN / "every_outcome.json").read_text(encoding="utf-8")


def test_shape() -> None:
    tree = json.loads(as_json(EVERY_OUTCOME))
    assert list(tree) == ["derivations", "summary"]
    for derivation in tree["derivations"]:
        assert list(derivation) == ["name", "title", "stands", "claims"]
        for claim in derivation["claims"]:
            assert list(claim) == list(CLAIM)
            assert all(type(claim[key]) in types for key, types in CLAIM.items()), claim
            assert {claim["follows"], claim["true"]} <= STATUSES
            assert claim["slip"] in {None, *(slip.value for slip in Slip)}
            if claim["counterexample"]:
                assert list(claim["counterexample"]) == ["of", "point", "left", "right"]
            if claim["numeric"]:
                assert list(claim["numeric"]) == ["outcome", "order", "error", "tolerance", "points", "sizes", "ladder"]
    assert all(type(count) is int for count in tree["summary"].values())


def test_counterexample_of_true_comes_first() -> None:
    follows, true = refuted("1", "2", ("x", "1/3")), refuted("3", "4")
    both = claim_of(finding("1", "x", follows, true))
    assert both["counterexample"] == {"of": "true", "point": {}, "left": "3", "right": "4"}
    healed = claim_of(finding("1", "x", follows, PROVED))
    assert healed["counterexample"] == {"of": "follows", "point": {"x": "1/3"}, "left": "1", "right": "2"}
    assert claim_of(finding("1", "x", PROVED, PROVED))["counterexample"] is None


def test_conditions_of_true_come_first() -> None:
    assert claim_of(finding("1", "x", PROVED, CONDITIONAL))["conditions"] == ["x ≠ 0", "the x_i are not all equal"]
    assert claim_of(finding("1", "x", CONDITIONAL, None))["conditions"] == ["x ≠ 0", "the x_i are not all equal"]
    assert claim_of(finding("1", "x", PROVED, PROVED))["conditions"] == []


def test_expected_is_the_absence_of_a_surprise() -> None:
    assert claim_of(finding("1", "x", PROVED, PROVED))["expected"] is True
    assert claim_of(finding("1", "x", PROVED, PROVED, surprise="expected refuted"))["expected"] is False


@pytest.mark.parametrize(
    ("error", "shown"),
    [(1.23456e-9, 1.23e-9), (0.0, 0.0), (2.0, 2.0), (float("inf"), None), (float("nan"), None)],
)
def test_measured_numbers(error: float, shown: float | None) -> None:
    measured = claim_of(finding("1", "x", measured=numeric(Convergence.CONVERGES, None, error)))["numeric"]
    assert isinstance(measured, dict)
    assert measured["error"] == shown
    assert measured["order"] is None


@pytest.mark.parametrize("text", ["σ[a,b]", "\x1b[31m", "\x7f", "\u202e", 'quote " \\ ', "line\nbreak", "\udc80"])
def test_any_text_comes_back(text: str) -> None:
    shown = as_json(report(finding("1", text)))
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert json.loads(shown)["derivations"][0]["claims"][0]["written"] == text


def test_letters_stand_as_themselves() -> None:
    assert '"written": "θ₀ = μ"' in as_json(report(finding("1", "θ₀ = μ")))


@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_same_bytes_whatever_the_hash_seed(hash_seed: str) -> None:
    program = (
        "import sys; from tests.report.sample_report import EVERY_OUTCOME; from checker.report.as_json import as_json;"
        "sys.stdout.buffer.write(as_json(EVERY_OUTCOME).encode())"
    )
    here = Path(__file__).parent
    paths = os.pathsep.join((str(here), str(here.parents[1])))
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": paths}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert ran.stdout == (GOLDEN / "every_outcome.json").read_bytes()


def test_statuses_are_those_of_the_model() -> None:
    assert {status.value for status in Status} | {None} == STATUSES
