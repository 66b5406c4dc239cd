"""Lines of calculus and physics as people write them: what holds is left alone, and the slip beside it is found."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status, Verdict
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

TABLE = (  # the text, with two endings: one that holds, and one that does not
    # the same letter for another substitution
    ("(a) Let $u = -x^2$. Then $\\frac{{du}}{{dx}} = -2x$.\n\n(b) Put $u = 3x$, so that $\\frac{{du}}{{dx}} = {}$.",
     "3", "2"),
    # an equation that opens with a name which is told right behind it
    ("Transform: $s^2Y - 2 + 4Y = \\frac8s$\n\n$$Y = \\frac{{2}}{{s^2+4}} {} \\frac{{8}}{{s(s^2+4)}}$$", "+", "-"),
    # two cases in one sentence
    ("When $x > 0$ we have $|x|/x = 1$, and when $x < 0$: $|x|/x = {}1$.", "-", ""),
    ("For $i = k$ we get $\\delta_{{ik}} = 1$, and for $i \\ne k$: $\\delta_{{ik}} = {}$.", "0", "1"),
    # the imaginary unit of engineers
    ("$Z = R + j\\omega L$ with real $R$, $L$, $\\omega$. Then $|Z|^2 = R^2 {} \\omega^2L^2$.", "+", "-"),
    # a comma inside brackets that \\left and \\right make
    ("Let $g(a, b) = a - b$. Then $\\left(\\frac{{1}}{{g(3, 1)}}\\right)^2 = \\frac14$ and "
     "$\\left(2/g(2, {})\\right) = 2$.", "1", "0"),
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
    ("$$F(t) = \\int_0^t e^{{t'}}\\,dt' = {}$$", "e^t - 1", "e^t + 1"),
    ("$$W = \\int_0^\\infty e^{{-2x}}\\,dx = {} \\quad\\text{{(Joule)}}$$", "\\frac12", "\\frac13"),
    ("$$x_{{\\max}} = \\frac{{(2v_{{\\max}})^2}}{{2g}} = \\frac{{{}v_{{\\max}}^2}}{{g}}$$", "2", "4"),
    ("$$\\mathcal{{L}}\\{{\\sin 2t\\}} = \\frac{{{}}}{{s^2+4}}$$", "2", "1"),
    ("Trying $y = x^m$ we get $y' = mx^{{m-1}}$. The general solution is $$y(x) = (a + b\\ln x)\\,x^2.$$\n"
     "Its derivative is $y'(x) = {}$.", "bx + 2x(a + b\\ln x)", "2x(a + b\\ln x)"),
    ("Let $x(0) = y(0) = 1$, $\\dot x = -x$ and $\\dot y = x - y$. The first has the solution $x(t) = {}$.",
     "e^{-t}", "e^{t}"),
    ("Suppose $V(n) = 1000 \\cdot 1.05^n$. After $n = 1$ year $V = 1050$, and $V(2) = {}$.", "1102.5", "1100"),
    ("If $f(x) = x^2 + 1$, then $f(1) = {}$.", "2", "3"),
    ("Let $h(t) = t^2$. Here $t = \\frac12$ gives $h = \\frac14$, while $t = 3$ gives $h = {}$.", "9", "8"),
    ("$$v = 3\\sqrt2 = {}$$", "3\\cdot 1.414", "3\\cdot 1.416"),
    ("We need $\\kappa > 0$ with $\\kappa^2 = \\frac{{4m^2}}{{\\hbar^2}}$, so $\\kappa = {}$.",
     "\\frac{2m}{\\hbar}", "\\frac{m}{\\hbar}"),
    ("$$\\tfrac12(m+M)V^2 = (m+M)gh \\quad\\Rightarrow\\quad h = \\frac{{V^2}}{{{}}}$$", "2g", "g"),
    ("With $x = \\frac{{u+v}}{{2}}$ and $y = \\frac{{u-v}}{{2}}$, let $D$ be bounded by $x+y=1$, $x+y=2$, $x-y=0$. "
     "\n\n$$xy = \\frac{{(u+v)(u-v)}}{{4}} = \\frac{{{}}}{{4}}$$", "u^2-v^2", "u^2+v^2"),
    ("$$\\frac{{1}}{{\\sqrt{{1+x}}}} = 1 - \\frac x2 + {}x^2 + \\mathcal{{O}}(x^3)$$", "\\frac38", "\\frac34"),
    ("Let $f(x) = \\sin x$. Then $\\frac{{f(x+h)-f(x)}}{{h}} = \\cos x - \\frac{{h}}{{2}}{} + O(h^2)$.",
     "\\sin x", "\\cos x"),
    ("$$\\int\\frac{{e^x}}{{1+e^{{2x}}}}\\,dx = \\int\\frac{{du}}{{{}}}$$ with $u = e^x$.", "1+u^2", "1+u"),
    ("We have $P = 20$ and $Q = 40$. Consumer surplus $= \\frac12\\cdot 10\\cdot 40 = {}$.", "200", "400"),
    ("We need $120 - 4P = 2P$, so $P = 20$.\n\nWith a tax: $120 - 4P = 2(P - 6)$, so $6P = {}$.", "132", "126"),
    ("If $x^2 + y^2 = 169$, $\\frac{{dy}}{{dt}} = -\\frac xy\\frac{{dx}}{{dt}}$.\n\nWhen $x = 5$ we have $y = 12$. "
     "Therefore $\\frac{{dy}}{{dt}} = -\\frac{{5}}{{12}}\\cdot 2 = {}$.", "-\\frac56", "-\\frac53"),
    ("$$F = \\frac{{Gm_1m_2}}{{r^2}} = \\frac{{6.67\\times10^{{-11}}\\cdot 15}}{{4}} = {}\\times10^{{-10}}$$",
     "2.5", "2.6"),
    ("$$Z = \\sqrt{{40^2 + 32.3^2}} = \\sqrt{{1600 + {}}}$$", "1043", "1034"),
    ("$5x - 1 = A(x+1) + B(x-1)$. Coefficient of $x$: $5 = A + B$; constant term: $-1 = A - B$. So $2A = {}$.",
     "4", "6"),
    ("$7x - 3 = 18$, i.e. $x = {}$.", "3", "2"),
    ("$$E_n = \\frac{{n^2\\pi^2\\hbar^2}}{{2mL^2}} = \\frac{{n^2h^2}}{{{}mL^2}}$$", "8", "2"),
    ("$$\\frac2L\\int_0^L\\sin^2\\frac{{n\\pi x}}{{L}}\\dd{{x}} = {}$$", "1", "2"),
    ("Let $f(x) = \\ln x$. Then $$\\dv[2]{{f}}{{x}} = {}\\frac{{1}}{{x^2}}$$", "-", "+"),
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
