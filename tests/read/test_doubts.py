"""What is told, picked, rounded or left to a recurrence is not called wrong; what is false beside it still is."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

# name, text, the lines that are called wrong
CASES: list[tuple[str, str, set[int]]] = [
    ("a value of a recurrence", "$$T(n) = 2T(n/2) + n$$\n\nSo $T(8) = 32$.", set()),
    ("a form of a sequence", "Let $F_n = F_{n-1} + F_{n-2}$.\n\nThe solution is $F_n = A a^n$.", set()),
    ("one number of many", "$$2n \\ge 7 \\iff n \\ge \\frac72$$\n\nso $n = 4$.", set()),
    ("one that is none of them", "$$2n \\ge 7 \\iff n \\ge \\frac72$$\n\nso $n = 3$.", {3}),
    ("rounded behind =", "$$\\frac23 = 0.667$$", set()),
    ("rounded wrongly behind =", "$$\\frac23 = 0.677$$", {1}),
    ("a sum of rounded numbers", "$$0.58 + 1.96 \\cdot 0.0247 = 0.58 + 0.0484$$", set()),
    ("a range behind a display", "$$\\binom nk = \\frac nk \\binom{n-1}{k-1}, \\qquad 1 \\le k \\le n - 1.$$", set()),
    (
        "a vector put anew",
        "Let $R(x) = x^T x$.\n\nWith $x = (1, 0)^T$ we get $R(x) = 1$.\n\nWith $x = (1, 1)^T$ we get $R(x) = 2$.",
        set(),
    ),
    ("what ≈ stands before goes on", "$$P \\approx \\prod_{j=1}^{3} e^{-j} = e^{-7}$$", {1}),
    ("a derivative is what is set to zero",
     "$$M(c) = c^2 + (c-1)^2$$\n\nDifferentiating and setting the result to zero,\n\n"
     "$$4c - 2 = 0 \\implies c = \\frac12.$$", set()),
    ("a matrix of numbers", "Let $A = \\begin{pmatrix}2&0\\\\0&1\\end{pmatrix}$.\n\n"
     "$$A^2 = \\begin{pmatrix}4&0\\\\0&2\\end{pmatrix}$$", {3}),
    ("a family under a sum", "Let $p_i = 2 z_i$.\n\n$$\\sum_{j=1}^n p_j = 2 \\sum_{j=1}^n z_j$$", set()),
    ("its index bound", "Let $p_i = 2 z_i$.\n\n$$\\sum_{i=1}^n p_i = 2 \\sum_{i=1}^n z_i$$", set()),
    ("a slip in its sum", "Let $p_i = 2 z_i$.\n\n$$\\sum_{i=1}^n p_i = 3 \\sum_{i=1}^n z_i$$", {3}),
    ("other items of a family of which one is told",
     "Let $a_t = 1 - b_t$ and $c_t = \\prod_{s=1}^t a_s$, so $c_t = a_t c_{t-1}$.", set()),
    ("functions by an index", "Let $f_m(s) = s^m$.\n\n$$\\sum_{m=0}^3 f_m(s) = 1 + s + s^2 + s^3$$", set()),
    ("an interval behind ±", "An interval is $10 \\pm 2 \\cdot 3 = 10 \\pm 6$, i.e. $[4, 16]$.", set()),
    ("two values of a place",
     "$$\\int_0^1 x^k dx = \\frac{1}{k+1}$$\n\nFor $n = 3$ and $k = 2$ this is $\\frac13$.", set()),
    ("a wrong value there",
     "$$\\int_0^1 x^k dx = \\frac{1}{k+1}$$\n\nFor $n = 3$ and $k = 2$ this is $\\frac12$.", {3}),
    ("a step is no new part", "Put $a_n = A 2^n$ with $A = 3$.\n\n**Step 2.** Check: $a_2 = 12$.", set()),
    ("a shape by a macro", "$\\newcommand{\\R}{\\mathbb{R}}$Let $X \\in \\R^{n \\times p}$, with full column rank.\n\n"
     "So $\\operatorname{tr}((X^T X)^{-1} X^T X) = p$.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_called_wrong(text: str, wrong: set[int]) -> None:
    found: set[int] = set()
    for derivation in notes(document(text.encode(), "notes.md"), Ledger(), decide).derivations:
        for claim in derivation.claims:
            domain = Domain((*derivation.domain.conditions, *claim.conditions))
            asked = [question for question in claim.asks or () if question is not None]
            goals = [Goal(question, derivation.definitions, domain) for question in asked]
            if any(decide(goal).status in {Status.REFUTED, Status.ILL_FORMED} for goal in goals):
                assert claim.place is not None
                found.add(claim.place.line)
    assert found == wrong
