"""Lines of statistics and machine learning as people write them: what holds is left alone, the slip is found."""

from __future__ import annotations

import pytest

from benchmarks.answered import answers
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import Notes, notes
from checker.tasks import tolerant

TABLE = (  # the text, with two endings: one that holds, and one that does not
    # a labelled name before a bracket that it stands in itself
    ("Let $q_1 = \\frac{{1}}{{1 + e^{{-a/T}}}}$ with $T > 0$. Then $\\frac{{dq_1}}{{da}} = \\frac1T q_1 (1 {} q_1)$.",
     "-", "+"),
    # a bound above a product is no transpose
    ("Let $s > 0$. $$\\prod_{{t=1}}^{{T}} w (1 + s) = w^{{{}}} (1 + s)^T$$", "T", "2T"),
    # both ways, beside what is given
    ("Let $u_k = p q^k$ where $0 < p < 1$ and $q = 1 - p$. Then:\n"
     "$$q s^2 - s + p = 0 \\iff (s - 1)(q s {} p) = 0$$", "-", "+"),
    # an equation of which the roots are meant
    ("Let $f(x) = x^2 - 2$. We look for the roots of $f(x) = x$, i.e. $x = 2$ or $x = -1$. Also $f(3) = {}$.",
     "7", "3"),
    ("Let $g(t) = 2t(1-t)$. The fixed points satisfy $g(t) = t$, so $t = 0$ or $t = {}$.", "\\frac12", "1"),
    # numbers given for items, in a function of a function
    ("Let $G(s) = p_0 + p_1 s$ with $\\sum_{{k=0}}^1 p_k = 1$. Take $p_0 = 0.2$ and $p_1 = 0.8$. "
     "Then $G(G(0)) = G(0.2) = {}$.", "0.36", "0.46"),
    # the signs of parameters
    ("Let $z \\sim \\mathcal{{N}}(0, s^2)$. Then "
     "$\\int_0^\\infty z\\, \\frac{{1}}{{\\sqrt{{2\\pi}} s}} e^{{-z^2/(2s^2)}}\\,dz = {}$.",
     "\\frac{s}{\\sqrt{2\\pi}}", "\\frac{s}{2\\pi}"),
    ("$W \\sim \\mathrm{{Exp}}(\\theta)$: $\\int_0^\\infty \\theta e^{{-\\theta x}}\\,dx = {}$", "1", "\\theta"),
    # of another thing than the line before
    ("With $f(t) = t^2$ the first is $f(1.1) = {}$, the second is $\\approx 1.331$.", "1.21", "1.31"),
    # what is told of a name that is defined
    ("For fixed $x$ write $a = p(x) > 0$ and $f(y) = ay - y^2$. Then $f'(y) = a - 2y$.\n"
     "$$f'(y) = 0 \\implies \\frac{{a}}{{y}} = {}$$", "2", "3"),
    # functions that words call numbers
    ("Let $D(n)$ be the number of derangements. Then $D(n) = (n-1)(D(n-1) + D(n-2))$ and $D(4) = 3(2+1) = {}$.",
     "9", "12"),
    # names that a field gives one meaning
    ("If $X$ is normal, $\\Phi(1.96) \\approx {}$.", "0.975", "0.957"),
    ("$1 - \\Phi(-0.355) = \\Phi({})$", "0.355", "0.645"),
    ("$$\\sum_{{i=0}}^{{n-1}} \\frac{{n}}{{n-i}} = n \\sum_{{k=1}}^n \\frac{{1}}{{k}} = {} H_n$$", "n", "2n"),
    # the equation of a model
    ("Model: $y = X\\beta + \\varepsilon$ with $X \\in \\mathbb{{R}}^{{n\\times p}}$, $y \\in \\mathbb{{R}}^n$. "
     "Let $J(\\beta) = \\|y - X\\beta\\|^2$. Then $\\nabla_\\beta J = {}2X^T(y - X\\beta)$.", "-", ""),
    ("Suppose $y = w x + \\epsilon$ and $L = (y - wx)^2$. Then $\\frac{{dL}}{{dw}} = -2{}(y - wx)$.", "x", ""),
    # names of several capitals
    ("Let $SS_W = 18$, $SS_B = 32$, $k = 3$ and $n = 4$. Then "
     "$MS_W = \\frac{{SS_W}}{{k(n-1)}} = {} = 2$ and $MS_B = \\frac{{SS_B}}{{k-1}} = 16$.",
     "\\frac{18}{9}", "\\frac{18}{8}"),
    ("$RSS = 12$ and $TSS = 48$, so $R^2 = 1 - \\frac{{RSS}}{{TSS}} = 1 - \\frac{{12}}{{48}} = {}$.", "0.75", "0.25"),
    # derivatives by the items of data, whole layers of them
    ("Let $p_i = \\frac{{e^{{z_i}}}}{{\\sum_j e^{{z_j}}}}$. For $i = k$ we get "
     "$\\frac{{\\partial p_i}}{{\\partial z_i}} = p_i(1-p_i)$, and for $i \\ne k$: "
     "$\\frac{{\\partial p_i}}{{\\partial z_k}} = {}p_i p_k$.", "-", ""),
    ("$p_i = \\frac{{e^{{z_i}}}}{{\\sum_k e^{{z_k}}}}$ and $L = -\\sum_i y_i \\log p_i$, where $\\sum_i y_i = 1$. Then "
     "$\\frac{{\\partial L}}{{\\partial z_j}} = {}$.", "p_j - y_j", "y_j - p_j"),
    ("$a_j = \\sum_i w_{{ji}} x_i$, $z_j = \\tanh a_j$, $E = \\frac12\\sum_j (z_j - t_j)^2$. "
     "$$\\frac{{\\partial E}}{{\\partial w_{{kl}}}} = (z_k - t_k)(1-z_k^2) {}$$", "x_l", "x_k"),
    ("$E = -\\frac12\\sum_i\\sum_j w_{{ij}} s_i s_j$ with $w_{{ij}} = w_{{ji}}$. "
     "Then $\\frac{{\\partial E}}{{\\partial s_k}} = -{}\\sum_j w_{{kj}} s_j$.", "", "2"),
    ("Let $q = \\sum_i\\sum_j c_{{ij}} w_i w_j$ where $c_{{ij}} = c_{{ji}}$. "
     "Then $\\frac{{\\partial q}}{{\\partial w_i}} = {}\\sum_j c_{{ij}} w_j$.", "2", ""),
    ("$R^2 = 1 - \\frac{{SSE}}{{SST}} = 1 - \\frac{{12}}{{60}} = {}$.", "0.8", "0.2"),
    # an equation to be solved for a name that stands alone on one side
    ("$V = 1 + 0.5 V$ gives $V = {}$.", "2", "3"),
    # units in words, with a space before them, and on one side only
    ("The mean is $\\int_0^\\infty 3te^{{-3t}}\\,dt = \\frac13 \\text{{ hours}} = {} \\text{{ minutes}}$.", "20", "30"),
    ("We get $60 \\cdot \\frac12 = {} \\text{{ minutes}}$.", "30", "31"),
    # rows that stand before a matrix
    ("Let $P = \\begin{{pmatrix}} 0.5 & 0.5 \\\\ 0.25 & 0.75 \\end{{pmatrix}}$ and $\\pi = (\\frac13, \\frac23)$. "
     "Then $\\pi P = \\pi$ and $P^2 = \\begin{{pmatrix}} {} & 0.625 \\\\ 0.3125 & 0.6875 \\end{{pmatrix}}$.",
     "0.375", "0.625"),
    # what the factors of a matrix are, told behind it
    ("Let $A = \\begin{{pmatrix}} 4 & 1 \\\\ 2 & 3 \\end{{pmatrix}}$. Then $A = PDP^{{-1}}$ with $$P = "
     "\\begin{{pmatrix}} 1 & 1 \\\\ 1 & -2 \\end{{pmatrix}}, \\quad D = \\begin{{pmatrix}} {} \\end{{pmatrix}}.$$",
     "5 & 0 \\\\ 0 & 2", "2 & 0 \\\\ 0 & 5"),
    # a sum of vectors that are new
    ("The gradient is $p - y = (0.7 - 1, 0.2, 0.1) = ({}, 0.2, 0.1)$.", "-0.3", "0.3"),
    # other numbers for the same names
    ("Momentum: $x_1 = 3 - 0.1 \\cdot 6 = 2.4$.\n\nAdam: the step is normalised, "
     "so $x_1 = 3 - 0.1 \\cdot \\frac{{6}}{{6}} = {}$.", "2.9", "2.4"),
    ("Let $\\hat y = w h$ with $h = \\tanh(v)$, and $y = 0$.\n\nNow a variant with $w = -1$:\n"
     "$$\\max(0, 1) = 1, \\qquad \\hat y = -1 \\cdot 1 = {}$$", "-1", "1"),
    # what this is, where numbers are given
    ("$$k = \\log\\frac{{s}}{{r}} + \\frac{{r^2 + m^2}}{{2s^2}} - \\frac12$$ "
     "For a standard normal $q$, that is $m = 0$, $s = 1$, this is\n$$\\frac12(r^2 {} 1) - \\log r.$$", "-", "+"),
    # a value outside of the case that was said
    ("Huber: $h(r) = \\frac12 r^2$ if $|r| \\le 1$, and $|r| - \\frac12$ otherwise. $h(3) = 2.5$, $h(0.5) = {}$.",
     "0.125", "0.25"),
    # means of items of two indices
    ("$$\\bar y_i = \\frac1n\\sum_{{j=1}}^n y_{{ij}}, \\qquad "
     "\\bar y = \\frac{{1}}{{kn}}\\sum_{{i=1}}^k\\sum_{{j=1}}^n y_{{ij}} = {}\\sum_{{i=1}}^k\\bar y_i$$",
     "\\frac1k", "\\frac1n"),
    # a chain that is taken up holds where it did
    ("The tail is $\\bar F(t) = \\int_t^\\infty 2y^{{-3}}\\,dy = t^{{-2}}$ for $t \\ge 1$. "
     "It is small: $\\bar F(t) \\le \\frac{{1}}{{{}t}}$.", "", "2"),
)  # fmt: skip

KEPT_APART = (  # products that look like names of several capitals
    "$A = \\begin{pmatrix}1&2\\\\0&1\\end{pmatrix}$, $B = \\begin{pmatrix}1&0\\\\1&1\\end{pmatrix}$, "
    "$AB = \\begin{pmatrix}3&2\\\\1&2\\end{pmatrix}$.",
    "Let $V = 6$ and $I = 2$. $P = VI = 13$.",
)


def read(text: str) -> Notes:
    return notes(document(text.encode(), "notes.md"), Ledger(), tolerant)


def is_refuted(text: str) -> bool:
    return any(one.wrong for one in answers(read(text)))


@pytest.mark.parametrize(("text", "right", "wrong"), TABLE, ids=range(len(TABLE)))
def test_what_holds_is_left_alone_and_the_slip_is_found(text: str, right: str, wrong: str) -> None:
    assert not is_refuted(text.format(right))
    assert is_refuted(text.format(wrong))


@pytest.mark.parametrize("text", KEPT_APART)
def test_products_of_capitals_stay_products(text: str) -> None:
    assert is_refuted(text)


def test_a_family_that_does_not_fit_at_one_argument_is_no_crash() -> None:
    text = (
        "$a_t = w h_{t-1} + u x_t + \\mathbf{b}$ with $\\mathbf{b} \\in \\mathbb{R}^n$, $h_t = \\tanh(a_t)$, $h_{t-1}$."
    )
    assert read(text).lines is not None
