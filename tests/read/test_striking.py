"""What is struck out, what is proportional, what is said behind "where": what each claims, and what it must not."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

P, R = Status.PROVED, Status.REFUTED

# What is written, and whether what is asked is true, question by question in the order of the lines.
STRIKES = [
    (r"$$\frac{\cancel{x}(x+1)}{\cancel{x}} = x + 1$$", [P, P]),
    (r"$$\frac{\cancel{x} + 3}{\cancel{x}}$$", [R]),
    (r"$$\frac{\sin x + 3}{\sin x} = \frac{\cancel{\sin x} + 3}{\cancel{\sin x}} = 3$$", [P, R, R]),
    (r"$$x + \cancel{y} - \cancel{y} = x$$", [P, P]),
    (r"$$x \cancel{+ y} \cancel{- y} = x$$", [P, P]),
    (r"$$(a + \bcancel{b}) - (\bcancel{b} - c) = a + c$$", [P, P]),
    (r"$$\cancel{2} x = \cancel{2} y$$", [P]),
    (r"$$x + \cancel{y} = z + \cancel{y}$$", [P]),
    (r"$$0 = \cancel{2} (x - 1)$$", [P]),
    (r"$$\cancelto{1}{\frac{2}{2}} x = x$$", [P, P]),
    (r"$$\cancelto{1}{2} x = x$$", [P, R]),
    # --- what the strike means is not told: the line stays what it is without ---
    (r"$$\frac{\cancel{6} x}{\cancel{3}} = 2x$$", [P]),
    (r"$$x + \cancel{y} + \cancel{y} = x + 2y$$", [P]),
    (r"$$x^2 + \cancelto{0}{h} x = x^2$$", [P]),
    (r"$$(x+1)^2 = \cancel{x^2 + 1} + 2x$$", [P]),
]
PROPORTIONS = [
    (r"$$p(x) = \frac{1}{\sqrt{2\pi}} e^{-x^2/2} \propto e^{-x^2/2}$$", [P]),
    (r"$$p(x) = \frac{1}{\sqrt{2\pi}} e^{-x^2/2} \propto e^{-x^2}$$", [R]),
    (r"$$\frac12 m v^2 \propto v^2$$", [P]),
    (r"$$a x^2 \propto a^2 x^2$$", []),  # in x, but not in a
    (r"$$p(\theta) \propto \theta^2 (1 - \theta) = \theta^2 - \theta^3$$", [P]),
    (r"$$p(\theta) \propto \theta^2 (1 - \theta) = \theta^2 - \theta$$", [R]),
]
BEHIND = [
    (r"$$a^2 - b^2 = a - b \quad \text{where } a + b = 1$$", [P]),
    (r"$$a^2 - b^2 = a + b \quad \text{where } a + b = 1$$", [R]),
    ("$$a^2 - b^2 = a - b,$$\nwhere $a + b = 1$.", [P]),
    (r"Let $x \in \mathbb{R}^n$ with $\|x\| = 1$. Then $$x^T x = 1$$", [P]),
    (r"Let $u \in \mathbb{R}^n$, $u^T u = 1$ and $P = u u^T$. Then $$P^2 = u u^T u u^T = u u^T$$", [P, P]),
    (r"$$x^2 + 2x + 1 =: p(x), \qquad p(1) = 4, \qquad p(2) = 8$$", [P, R]),
    (
        r"Let $f(x,y) = x^2 y$. $$\partial_x f = 2xy, \quad \partial_{xx} f = 2y, \quad \partial_{xy} f = 2y$$",
        [P, P, R],
    ),
]


def answers(text: str) -> list[Status]:
    found = notes(document(text.encode(), "notes.md"), Ledger(), decide)
    assert not found.unread
    said = []
    for derivation in found.derivations:
        for claim in derivation.claims:
            follows, true = claim.asks or (None, None)
            question = true if true is not None else follows
            if question is not None:
                said.append(decide(Goal(question, derivation.definitions, Domain(claim.conditions))).status)
    return said


@pytest.mark.parametrize(("text", "expected"), [*STRIKES, *PROPORTIONS, *BEHIND])
def test_what_is_asked(text: str, expected: list[Status]) -> None:
    assert answers(text) == expected
