"""Two natural readings: both are tried, and where they differ in verdict the line says which one would hold."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Claim, Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

P, R = Status.PROVED, Status.REFUTED
OTHERWISE = "otherwise it would not hold"
NOT_IF = "it would not hold if"

# What is written, the verdict on its last line, and what is said of it besides.
CASES = [
    (r"$$\log 100 = 2$$", P, OTHERWISE),
    (r"$$\log 100 = 3$$", R, ""),
    (r"For $x > 0$: $$\frac{d}{dx} \log x = \frac{1}{x}$$", P, NOT_IF),
    (r"For $x > 0$, $y > 0$: $$\log(xy) = \log x + \log y$$", P, ""),
    (r"$$\log(x + y) = \log x + \log y$$", R, ""),
    (r"$$\frac{1}{2x} + \frac{1}{2x} = 2/2x$$", P, OTHERWISE),
    (r"$$1/2x = \frac{x}{2}$$", P, NOT_IF),
    (r"$$\frac{d}{dx} x^2 + 3x = 2x + 3$$", P, OTHERWISE),
    (r"$$\sum_{k=1}^n 2k - 1 = n^2$$", P, OTHERWISE),
    (r"$$\sum_{k=1}^n 2k - 1 = n^2 + n - 1$$", P, NOT_IF),
    (r"$$(1+i)^2 = 2i$$", P, OTHERWISE),
    (r"$$\sin x/2 = \sin\frac{x}{2}$$", P, OTHERWISE),
    (r"$$3\frac12 = \frac72$$", P, OTHERWISE),
    (r"$$-x^2 = -(x^2)$$", P, ""),
    (r"$$-x^2 = (-x)^2$$", R, ""),
    # --- how a definition is read is told by the lines that rest on it ---
    (r"Let $y(x) = \log x$, $x > 0$. Then $$\frac{dy}{dx} = \frac{1}{x \ln 10}$$", P, f"in this section; {OTHERWISE}"),
    (r"Let $y(x) = \log x$, $x > 0$. Then $$\frac{dy}{dx} = \frac{2}{x}$$", R, ""),
]


def last_line(text: str) -> tuple[Claim, Status]:
    """The last claim of which something is asked, and whether it is true."""
    found = notes(document(text.encode(), "notes.md"), Ledger(), decide)
    derivation = found.derivations[-1]
    claim = [claim for claim in derivation.claims if claim.asks not in (None, (None, None))][-1]
    assert claim.asks is not None
    assert claim.asks[1] is not None
    return claim, decide(Goal(claim.asks[1], derivation.definitions, Domain(claim.conditions))).status


@pytest.mark.parametrize(("text", "status", "said"), CASES, ids=[case[0] for case in CASES])
def test_both_are_tried(text: str, status: Status, said: str) -> None:
    claim, found = last_line(text)
    assert found is status
    told = [remark for remark in claim.remarks if OTHERWISE in remark or NOT_IF in remark]
    assert len(told) == (1 if said else 0)
    assert all(said in remark for remark in told)
