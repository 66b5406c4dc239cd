"""What people write without saying all of it: sums without an index, x = (x_1, …, x_n), u' in a product rule."""

from __future__ import annotations

import pytest

from checker.model import Status
from tests.read.readings import found_true

P, R, AGREES = Status.PROVED, Status.REFUTED, Status.SUPPORTED
MEAN = "Let $\\bar x = \\frac1n \\sum x_i$. Then "
ENTRIES = "Let $x = (x_1, \\ldots, x_n)$. Then "
COLUMN = "Let $$v = \\begin{pmatrix} v_1 \\\\ v_2 \\\\ \\vdots \\\\ v_n \\end{pmatrix}.$$ Then "
SIGMOID = "$$\\begin{aligned} L &= \\frac{s}{s + r} \\\\ &= \\frac{1}{1 + r/s} \\\\ &= \\frac{1}{1 + "
VARIANCE = "$\\operatorname{Var}(X) = E[(X - \\mu)^2] = E[X^2] - \\mu^2$"
PARTS = "Take $u = x^2$, $v = \\sin x$. Then $u' = 2x$, $v' = \\cos x$, "

# what is written, and what is found of the lines that are asked, in order
CASES: list[tuple[str, list[Status]]] = [
    (MEAN + "$\\sum (x_i - \\bar x) = 0$.", [P]),
    (MEAN + "$\\sum (x_i - \\bar x)^2 = \\sum x_i^2 - \\bar x^2$.", [R]),
    (MEAN + "$\\prod e^{x_i} = e^{\\sum x_i}$.", [P]),
    (ENTRIES + "$\\|x\\|^2 = \\sum_i x_i^2$.", [P]),
    (ENTRIES + "$\\|x\\|^2 = \\sum_i x_i$.", [R]),
    (ENTRIES + "with $\\bar x = \\frac1n \\sum x_i$ we have $\\sum (x_i - \\bar x) = 0$.", [P]),  # a sample
    (COLUMN + "$v^T v = \\sum_{i=1}^n v_i^2$.", [AGREES]),
    (COLUMN + "$\\|v\\|^2 = v_1^2 + v_2^2 + \\cdots + v_n^2$.", [AGREES]),
    (COLUMN + "$\\|v\\|^2 = v_1 + v_2 + \\cdots + v_n$.", [R]),
    (COLUMN + "$v^T v = \\sum_{i=1}^n v_i$.", [R]),
    ("The mean of $x \\in \\mathbb{R}^n$ is $\\bar x$, so $\\sum_{i=1}^n (x_i - \\bar x) = 0$.", [AGREES]),
    ("The mean of $x \\in \\mathbb{R}^n$ is $\\bar x$, so $\\sum_{i=1}^n (x_i - \\bar x) = n$.", [R]),
    (PARTS + "$(uv)' = u'v + uv' = 2x\\sin x + x^2\\cos x$.", [P, P, P, P]),
    (PARTS + "$(uv)' = u'v + uv' = 2x\\sin x - x^2\\cos x$.", [P, P, P, R]),
    ("Let $F(x) = \\sum_{n=0}^\\infty F_n x^n$ with $F_0 = 2$. We have $F_0 + 1 = 3$.", [P]),
    ("Let $f(x, y) = x^2 y$. Then $f(1, 2) = 2$. Let $\\dot x = 1$. Then $f(1, 3) = 2$.", [P, R]),
    (
        "A cone has $r = h/2$, and $\\frac{dV}{dt} = 2$. So $V = \\frac13 \\pi r^2 h$, so $$\\frac{dV}{dt} = "
        "\\frac{\\pi}{4} h^2 \\frac{dh}{dt}.$$",
        [P],
    ),
    (VARIANCE, [P, P]),
    (VARIANCE + ", where $\\mu = E[X]$.", [P, P, P]),
    ("Let $\\mu = E[X]$. Then $\\operatorname{Var}(X) = E[X^2] + \\mu^2$.", [R]),
    ("$$\\begin{aligned} \\operatorname{Var}(X) &= E[(X - \\mu)^2] \\\\ &= E[X^2] + \\mu^2 \\end{aligned}$$", [P, R]),
    (
        "For $t < 2$ let $M(t) = \\int_0^\\infty 2e^{tx - 2x}\\,dx = \\frac{2}{2 - t}$, so $M'(t) = \\frac{2}{2 - t}$.",
        [P, R],
    ),
    (SIGMOID + "e^{-a}}, \\qquad a = \\ln\\frac sr \\end{aligned}$$", [P, P]),
    (SIGMOID + "e^{a}}, \\qquad a = \\ln\\frac sr \\end{aligned}$$", [P, R]),
    ("Let $x \\in \\mathbb{R}^n$. $$P = p(x) + q(x) = q(x) + p(x)$$", [AGREES]),
    ("$20\\% \\text{ of } 50 = 10$ and $\\tfrac34 \\text{ of } 80 = 50$.", [P, R]),
    ("$\\Gamma(n) = (n-1)!$", [P]),
    ("$\\Gamma(n) = n!$", [R]),
    ("Let $\\Gamma(t) = 3t + 1$. Then $\\Gamma(1) = 4$.", [P]),
]


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_what_is_asked_is_found(written: str, expected: list[Status]) -> None:
    assert found_true(written, "a.md") == expected
