"""An index without a sum around it is one of those that are counted: what that settles, and what it leaves alone."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

REFUTED, PROVED = Status.REFUTED, Status.PROVED
MEAN = "For $x \\in \\mathbb{R}^n$ let $\\mu = \\frac1n \\sum_{i=1}^n x_i$. Then "
OF_DELTA = "$\\sum_{i=1}^3 \\delta_{ij} = "

# what is written, the conditions on the last line, is it true
CASES: list[tuple[str, set[str], Status]] = [
    (MEAN + "$\\frac{\\partial \\mu}{\\partial x_j} = \\frac1n$.", {"j >= 1", "j <= n"}, PROVED),
    (MEAN + "$\\frac{\\partial \\mu}{\\partial x_j} = 1$.", {"j >= 1", "j <= n"}, REFUTED),
    (MEAN + "$n \\mu - x_n = \\sum_{i=1}^{n-1} x_i + x_n$.", set(), REFUTED),
    (OF_DELTA + "1$", {"j >= 1", "j <= 3"}, PROVED),
    (OF_DELTA + "3$", {"j >= 1", "j <= 3"}, REFUTED),
    ("$\\sum_{i=1}^{n} x_i - x_j = \\sum_{i=1}^{n} x_i + x_j$", {"j >= 1", "j <= n"}, REFUTED),
    ("$\\sum_{i=1}^{n} x_i = \\sum_{i=1}^{n-1} x_i - x_n$", set(), REFUTED),
]


@pytest.mark.parametrize(("written", "conditions", "true"), CASES)
def test_the_last_line_is_of_indices_in_range(written: str, conditions: set[str], true: Status) -> None:
    read = notes(document(written.encode(), "a.md"), Ledger(), decide)
    derivation = read.derivations[-1]
    claim = derivation.claims[-1]
    assert {str(each) for each in claim.conditions} == conditions
    assert claim.asks is not None
    assert claim.asks[1] is not None
    assert decide(Goal(claim.asks[1], derivation.definitions, Domain(claim.conditions))).status is true
