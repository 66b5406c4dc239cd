"""`derivations/handwritten-notes.md`, read with one small side file, has the verdicts of the findings, line by line.

The table is that of the careful reader (`findings.md`): ✓ holds, ✗ does not, "if" on a condition, – is not asked.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from checker.check_notes import check_file
from checker.decide.dispatch import decide
from checker.model import Claim, Derivation, Domain, Goal, Question, Settings, Slip, Status
from checker.read.document import read_document
from checker.read.ledger import Ledger
from checker.read.side_file import side_of
from checker.read.steps import Notes, notes

NOTES = Path(__file__).parents[2] / "derivations" / "handwritten-notes.md"

FINDINGS = [  # name, line of the file, how the claim begins, follows, true
    ("sigmoid 1", 5, r"\sigma(x) = \frac{1}{1+e^{-x}}", "–", "–"),
    ("sigmoid 2", 5, r"= \underbrace", "✓", "✓"),
    ("sigmoid 3", 5, r"\underbrace", "–", "✗"),
    ("sigmoid 4a", 5, r"g(x) = 1 + (e^x)^{-1}", "–", "–"),
    ("sigmoid 4b", 5, r"= 1 + h(x)^{-1}", "✓", "✓"),
    ("sigmoid 5", 7, r"\frac{d\sigma}{dx} = \frac{d\sigma}{dg}", "–", "✓"),
    ("sigmoid 6a", 9, r"\frac{dh}{dx} = e^x", "–", "✓"),
    ("sigmoid 6b", 9, r"\frac{dg}{dh} = 0 + (-h(x)^{-2})", "–", "✓"),
    ("sigmoid 6c", 9, r"\frac{d\sigma}{dg} = -g(x)^{-2}", "–", "✓"),
    ("sigmoid 7", 13, r"= -g(x)^{-2} \cdot -h(x) \cdot e^x", "✗", "✗"),
    ("sigmoid 8", 13, r"= \cancel{(1+e^{-x})^{-2}}", "✗", "✗"),
    ("sigmoid 9", 13, r"= (1+e^{-x})^{-2} \cdot e^{-x}", "✗", "✓"),
    ("sigmoid 10", 13, r"= \frac{e^{-x}}{(1+e^{-x})^2}", "✓", "✓"),
    ("sigmoid 11", 15, r"\sigma(x)(1-\sigma(x))", "✓", "✓"),
    ("theta0 0", 19, r"\frac{\partial \text{MSE}}{\partial \theta_0} = 0", "–", "–"),
    ("theta0 1", 21, r"\frac{\partial}{\partial \theta_0}", "–", "–"),
    ("theta0 2a", 21, r"\frac{\partial g}{\partial \theta_0} = 1", "–", "✓"),
    ("theta0 2b", 21, r"\frac{\partial g}{\partial \theta_1} = x_i", "–", "✓"),
    ("theta0 3", 23, r"= \frac{1}{m} \sum_i 2g", "✓", "✓"),
    ("theta0 4", 23, r"= \frac{2}{m} \sum_i", "✓", "✓"),
    ("theta0 5", 25, r"0 = \cancel", "✓", "✓"),
    ("theta0 6", 27, r"\theta_0 = \sum_i y_i", "✗", "✗"),
    ("theta0 7", 27, r"= \mu_y - \theta_1 \mu_x", "✗", "✓"),
    ("theta1 1", 29, r"\frac{\partial}{\partial \theta_1} = \frac{1}{m}", "–", "✓"),
    ("theta1 2", 29, r"= \cancel", "✓", "✓"),
    ("theta1 3", 31, "", "✓", "✓"),
    ("theta1 4", 33, r"= (\mu_y - \theta_1 \mu_x)", "✓", "✓"),
    ("theta1 5", 35, r"= \mu_y \sum_i x_i", "✓", "✓"),
    ("theta1 6", 37, r"\theta_1 = ", "if", "if"),
    ("matrix 1", 41, r"\frac{d}{dx} (\vec{a} \vec{x}) = \vec{a}", "–", "✓"),
    ("matrix 4a", 45, r"\frac{1}{m} (\vec{x}_{\theta}", "–", "–"),
    ("matrix 3", 47, r"(\vec{x}_{\theta})^T", "–", "✓"),
    ("matrix 4b", 49, r"\frac{1}{m} (\vec{\theta}^T \vec{x}^T - \vec{y}^T) (\vec{x}_{\theta} - \vec{y})", "✓", "✓"),
    ("matrix 5", 49, r"= \vec{\theta}^T", "✗", "✗"),
    ("matrix 6", 51, r"= \vec{\theta}^T", "✗", "✗"),
    ("matrix 7", 53, r"\vec{\theta}^T \vec{\theta} = ", "–", "✓"),
    ("matrix 8", 55, r"\frac{\partial}{\partial \theta} = ", "–", "✗"),
    ("matrix 9", 61, r"= \frac{1}{m} (2", "✗", "✗"),
    ("matrix 10", 61, r"= \frac{2 \vec{x}^T}{m}", "✗", "✓"),
    ("normal 1", 59, "", "–", "–"),
    ("normal 2", 68, r"\vec{\theta} = ", "if", "if"),
    ("perceptron 1b", 78, r"= [0 \ 0 \ 0]", "✓", "✓"),
    ("perceptron 1c", 78, r"= \text{step}(0)", "✓", "✓"),
    ("perceptron 1d", 78, "= 1", "✓", "✓"),
    ("perceptron 2a", 82, r"\vec{w} = \vec{w}", "✓", "✓"),
    ("perceptron 2b", 82, r"= \begin{bmatrix} 0", "✓", "✓"),
    ("perceptron 2c", 82, r"= \begin{bmatrix} -1", "✓", "✓"),
    ("perceptron 3a", 86, r"\hat{y}_2 = ", "✓", "✓"),
    ("perceptron 3b", 86, r"= \text{step}(-1)", "✓", "✓"),
    ("perceptron 3c", 86, "= 0", "✓", "✓"),
    ("perceptron 5", 93, r"0 \neq 1", "✓", "✓"),
    ("perceptron 6a", 95, r"\vec{w} = ", "✗", "✗"),
    ("perceptron 6b", 95, r"= \begin{bmatrix} 0", "✗", "✗"),
    ("forward 1b", 101, r"= [2 \times", "✓", "✓"),
    ("forward 1c", 101, r"= [0.99", "✓", "✓"),
    ("forward 2b", 103, r"[0.99", "✓", "✓"),
    ("forward 2c", 103, "= 2.162", "✓", "✓"),
]


OPEN = (Status.UNDECIDED, Status.SUPPORTED)
SLIPS = {  # by line of the file, with how many, as `derive-check all` tells them of the transcribed lines
    (5, Slip.FIRST): 1,
    (13, Slip.FIRST): 1,
    (13, Slip.FURTHER): 1,
    (13, Slip.HEALED): 1,
    (27, Slip.FIRST): 1,
    (27, Slip.HEALED): 1,
    (49, Slip.FIRST): 1,
    (51, Slip.INHERITED): 1,
    (55, Slip.FIRST): 1,
    (61, Slip.INHERITED): 1,
    (61, Slip.HEALED): 1,
    (78, Slip.NOTATION): 1,
    (82, Slip.NOTATION): 1,
    (86, Slip.NOTATION): 1,
    (95, Slip.FIRST): 1,
    (95, Slip.FURTHER): 1,
    (101, Slip.NOTATION): 1,
}


@cache
def _notes() -> Notes:
    document = read_document(NOTES)
    return notes(document, Ledger(), decide, side_of(document, NOTES))


def _answer(question: Question | None, derivation: Derivation, claim: Claim) -> str:
    if question is None:
        return "–"
    domain = Domain((*derivation.domain.conditions, *claim.conditions))
    verdict = decide(Goal(question, derivation.definitions, domain))
    if verdict.status is Status.PROVED:
        return "if" if verdict.conditions else "✓"
    return "✗" if verdict.status in {Status.REFUTED, Status.ILL_FORMED} else verdict.status.value


@pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")
@pytest.mark.parametrize(
    ("line", "begins", "follows", "true"),
    [pytest.param(*finding[1:], id=finding[0]) for finding in FINDINGS],
)
def test_the_notes_have_the_verdicts_of_the_findings(line: int, begins: str, follows: str, true: str) -> None:
    found = [
        (derivation, claim)
        for derivation in _notes().derivations
        for claim in derivation.claims
        if claim.place is not None and claim.place.line == line and claim.written.startswith(begins)
    ]
    derivation, claim = found[0]
    asked = claim.asks or (None, None)
    assert tuple(_answer(question, derivation, claim) for question in asked) == (follows, true)


@pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")
def test_every_slip_of_the_file_is_told_as_what_it_is() -> None:
    report = check_file(NOTES, Settings(), lambda _name: None)
    findings = [finding for checked in report.report.checked for finding in checked.findings]
    told = Counter((f.claim.place.line, f.slip) for f in findings if f.slip is not None and f.claim.place is not None)
    assert dict(told) == SLIPS
    assert report.unread == ()
    assert not [finding for finding in findings if finding.true is not None and finding.true.status in OPEN]
