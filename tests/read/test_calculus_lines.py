"""Lines of calculus and physics as people write them: what holds is left alone, and the slip beside it is found."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status, Verdict
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

TABLE = (  # the text, with two endings: one that holds, and one that does not
    ("$$\\oint_C F\\cdot dr = \\int_0^1 t^4\\,dt = {}.$$", "\\frac15", "\\frac14"),
    ("Let $A = 2\\pi r^2 + 2\\pi r h$ with $\\pi r^2 h = V$, that is $h = \\frac{{V}}{{\\pi r^2}}$. Then\n"
     "$$A(r) = 2\\pi r^2 + \\frac{{{}}}{{r}}.$$", "2V", "3V"),
    ("A rod has length $\\ell = \\sqrt{{2}}\\,\\text{{m}}$, so $\\ell \\approx {}\\,\\text{{m}}$.", "1.41", "1.73"),
    ("$$E = \\hbar\\sqrt{{2}} \\approx {}\\,\\hbar$$", "1.414", "1.732"),
    ("Solve $y' + 2y = 4x$, $y(0) = 1$. We find $y = 2x - 1 + Ce^{{-2x}}$ and the initial condition yields $C = {}$.",
     "2", "1"),
    ("Solve $\\lambda^2 - 4\\lambda + 13 = 0$:\n$$\\lambda = \\frac{{4\\pm\\sqrt{{16-52}}}}{{2}} = {}.$$",
     "2\\pm3i", "2\\pm6i"),
    ("Let $z = \\frac{{3+4i}}{{1-2i}}$. Then $|z| = {}$.", "\\sqrt5", "\\sqrt3"),
    ("Let $y = (1+2x)^{{3/x}}$ for small $x > 0$. Then $\\lim_{{x\\to0^+}} y = {}$.", "e^6", "e^3"),
    ("$$\\sqrt{{x^2+ax}} - x = \\frac{{ax}}{{\\sqrt{{x^2+ax}}+x}} = \\frac{{{}}}{{\\sqrt{{1+a/x}}+1}}"
     "\\to \\frac a2 \\quad (x\\to\\infty)$$", "a", "2a"),
    ("A block of mass $m = \\SI{{2.0}}{{kg}}$ weighs $W = mg$ with $g = \\SI{{9.8}}{{m/s^2}}$, so "
     "$W \\approx \\SI{{{}}}{{\\newton}}$.", "19.6", "17.6"),
)  # fmt: skip


def tolerant(goal: Goal) -> Verdict:
    """Undecided, where a question makes no sense."""
    try:
        return decide(goal)
    except (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError) as fault:
        return Verdict(Status.UNDECIDED, "no procedure", str(fault))


def is_refuted(text: str) -> bool:
    read = notes(document(text.encode(), "notes.md"), Ledger(), tolerant)
    return any(
        tolerant(Goal(question, part.definitions, Domain(claim.conditions))).status is Status.REFUTED
        for part in read.derivations
        for claim in part.claims
        for question in claim.asks or ()
        if question is not None
    )


@pytest.mark.parametrize(("text", "right", "wrong"), TABLE, ids=range(len(TABLE)))
def test_what_holds_is_left_alone_and_the_slip_is_found(text: str, right: str, wrong: str) -> None:
    assert not is_refuted(text.format(right))
    assert is_refuted(text.format(wrong))
