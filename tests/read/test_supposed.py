"""What words set, add or suppose is given and not claimed; what they conclude is claimed, and wrong where it is."""

from __future__ import annotations

import pytest

from checker.decide.answers import verdict_from
from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.plain import plain
from checker.read.steps import notes
from checker.tasks import Written, true

RATE = (
    "A foot moves at $\\frac{dx}{dt} = 0.6$.\n\n$x^2 + y^2 = 25$. So\n\n"
    "$$\\frac{dy}{dt} = -\\frac xy\\frac{dx}{dt}$$\n\nWhen $x = 3$ we have $y = 4$, so\n$$\\frac{dy}{dt} = "
)
EXAMPLES = (
    "Let $M = \\frac{{a + \\sqrt{{a^2 + 4ab}}}}{{2}}$.\n\n"
    "Example: $a = 1$, $b = 2$: $M = \\frac{{1 + \\sqrt 9}}{{2}} = 2$."
    "\n\nAnother: $a = 2$, $b = 12$ gives $M = {}$."
)
# name, text, the lines of which something is refuted
CASES: list[tuple[str, str, set[int]]] = [
    ("another example", EXAMPLES.format("\\frac{2 + \\sqrt{100}}{2} = 6"), set()),
    ("that is worked out wrongly", EXAMPLES.format("\\frac{2 + \\sqrt{100}}{2} = 5"), {5}),
    ("another number with the same ones", "With $a = 1$ let $M = 2$.\n\nHence\n$M = 3$.", {4}),
    ("set to a number", "Let $B = 3x - 6$.\n\nSet $B = 0$, so $x = 2$.", set()),
    ("an equation more", "$$m a = F - T$$\n\nNo slip: $a = r \\alpha$.", set()),
    ("that contradicts what is given is claimed", "$$2x + 1 = 7$$\n\nand so $x = 4$.", {3}),
    ("a partial derivative by subscript", "Let $f(x,y) = x^2 y$. Then\n\n$$f_x = 2xy, \\quad f_y = x^2$$", set()),
    ("and a wrong one", "Let $f(x,y) = x^2 y$. Then\n\n$$f_x = 2xy, \\quad f_y = x$$", {3}),
    ("an item of a sequence", "Let $k_n = n\\pi/L$.\n\n$$k_3 = \\frac{3\\pi}{L}$$", set()),
    ("and a wrong one of it", "Let $k_n = n\\pi/L$.\n\n$$k_3 = \\frac{2\\pi}{L}$$", {3}),
    ("a differential", "Let $u = x^2 + 1$, so $du = 2x\\,dx$.", set()),
    ("a wrong differential", "Let $u = x^2 + 1$, so\n$du = x\\,dx$.", {2}),
    ("a substitution", "Let $u = x^2$. Then\n\n$$\\int 2x e^{x^2}\\,dx = \\int e^u\\,du = e^u + C$$", set()),
    ("a wrong substitution", "Let $u = x^2$. Then\n\n$$\\int x e^{x^2}\\,dx = \\int e^u\\,du$$", {3}),
    ("P is a function by its formula", "Let $P(R) = 3R + 1$. Then\n\n$$P'(R) = 3$$", set()),
    ("whose derivative is wrong", "Let $P(R) = 3R + 1$. Then\n\n$$P'(R) = 4$$", {3}),
    ("an approximation", "For small angles $\\sin x \\approx x$, so $y = \\sin x = x$.", set()),
    ("bounds of an integral", "$$\\int_0^1 x a\\,dx = \\left[\\frac{a x^2}{2}\\right]_0^1 = \\frac a2$$", set()),
    ("and wrong at them", "$$\\int_0^1 x a\\,dx = \\left[\\frac{a x^2}{2}\\right]_0^1 = a$$", {1}),
    ("a lost root is no convention of x", "$$x^2 = 4a^2$$\n\nso $x = 2a$.", {3}),
    ("an equation and its solution, without a word", "$$x^2 = 4x - 4$$\n\n$$x = 2$$", set()),
    ("with a step between", "$$x^2 = 4x - 4$$\n\n$$(x-2)^2 = 0$$\n\n$$x = 2$$", set()),
    ("a root of it is lost", "$$x^2 = 3x$$\n\n$$x = 3$$", {3}),
    ("no identity, and no value of it", "$$(x+1)^2 = x^2 + 1$$\n\n$$x = 2$$", {1}),
    ("what is cancelled", "$$m g h = \\frac12 m v^2$$\n\nso $v = \\sqrt{2gh}$.", set()),
    ("and what is wrong whatever is cancelled", "$$m g h = \\frac12 m v^2$$\n\nso $v = \\sqrt{gh}$.", {3}),
    ("a wrong root of what is set to zero", "Let $B = 3x - 6$. Set $B = 0$,\nso $x = 3$.", {2}),
    (
        "a value at a place",
        "$x^2 + y^2 = 25$. So $$2x\\dot x + 2y\\dot y = 0$$\n\nWhen $x = 3$ we have $y = 4$.",
        set(),
    ),
    (
        "positive quantities",
        "$$T_1V_1^{k} = T_2V_2^{k}, \\quad T_4V_1^{k} = T_3V_2^{k}$$\n\n"
        "$$\\eta = 1 - \\frac{T_4 - T_1}{T_3 - T_2} = 1 - \\frac{T_1}{T_2}$$",
        set(),
    ),
    ("a rate at the start", RATE + "-\\frac34\\cdot 0.6 = -0.45$$", set()),
    ("and what does not come of it", RATE + "-\\frac34\\cdot 0.6 = -0.6$$", {8}),
    ("put names a function", "Put $h(x) = x^2 - x$. Then\n\n$$h'(x) = 2x - 1 = 0 \\implies x = \\frac12$$", set()),
    ("and its root is wrong", "Put $h(x) = x^2 - x$. Then\n\n$$h'(x) = 2x - 1 = 0 \\implies x = 1$$", {3}),
    ("said behind a chain", "$$a = \\frac{T}{S+b} = \\frac{S}{S+b} r, \\quad r = \\frac TS$$", set()),
    ("and of a name with a label", "$$w_a = \\frac{T}{S+b} = \\frac{S}{S+b} w_0, \\quad w_0 = \\frac TS$$", set()),
    ("said wrongly behind a chain", "$$a = \\frac{T}{S+b} = \\frac{S}{S+b} r, \\quad r = \\frac ST$$", {1}),
    (
        "eigenvalues",
        "Let $M = \\begin{pmatrix} 1 & 1 \\\\ 1 & 0 \\end{pmatrix}$. The eigenvalues come from\n\n"
        "$$\\det(M - \\lambda I) = \\lambda^2 - \\lambda - 1 = 0$$",
        set(),
    ),
    (
        "and a wrong polynomial of them",
        "Let $M = \\begin{pmatrix} 1 & 1 \\\\ 1 & 0 \\end{pmatrix}$. The eigenvalues\n\n"
        "$$\\det(M - \\lambda I) = \\lambda^2 - \\lambda + 1 = 0$$",
        {3},
    ),
    ("a number has no entries", "Let $q, k \\in \\mathbb{R}^d$ and $s = q^\\top k$.\n\n$d = s_1 - s_2$", set()),
    ("a function said by others", "$\\frac{dV}{dt} = 2$ and $\\frac{dh}{dt} = 1$.\n\nSo $V = h^3$.", set()),
    ("law and number of one name", "$w = \\frac{1}{\\sqrt{LC}}$, $w = 10$. $$w^2LC = 1$$", set()),
    (
        "units left out on one side",
        "Let $m = 3\\,\\mathrm{kg}$.\n\n$$p = m\\cdot 2 = 3\\cdot 2 = 6\\,\\mathrm{kg}$$",
        set(),
    ),
    (
        "and wrong by their numbers",
        "Let $m = 3\\,\\mathrm{kg}$.\n\n$$p = m\\cdot 2 = 3\\cdot 2 = 7\\,\\mathrm{kg}$$",
        {3},
    ),
    ("so, behind what it solves", "$$r^2 = 5r - 6$$\n\nso $r = 2$ or $r = 3$.", set()),
    ("and a lost root behind it", "$$r^2 = 5r - 6$$\n\nso $r = 2$.", {3}),
    ("a value its sentence settles", "Let $V = 100 \\cdot 2^n$. After $n = 3$ years, $V = 800$.", set()),
    ("and a wrong one", "Let $V = 100 \\cdot 2^n$. After $n = 3$ years, $V = 900$.", {1}),
    ("supposed of what it is computed from", "Let $U = R I$. For $U = 12$ and $R = 4$ we have $I = 3$.", set()),
    ("and wrongly computed", "Let $U = R I$. For $U = 12$ and $R = 4$ we have\n$I = 4$.", {2}),
    ("measured beside it", "Let $y = 2x$. At $x = 3$ we compute $y = 6$, but we observe $y = 7$.", set()),
    ("denied", "The line is $y = 2x + 1$. The point $x = 1$, $y = 4$ does not lie on it.", set()),
    ("asked", "Let $h = 20t - 5t^2$. When is $h = 15$? Then $5t^2 - 20t + 15 = 0$, so $t = 1$ or $t = 3$.", set()),
    ("at one place, then another", "Let $P = 10q - q^2$. At $q = 5$ it is $P = 25$; at $q = 4$\nit is $P = 25$.", {2}),
    ("a slope there", "Let $g(x) = x^2 + x$. At $x = 2$ we have $g'(x) = 5$.", set()),
    ("and a wrong one there", "Let $g(x) = x^2 + x$. At $x = 2$ we have $g'(x) = 4$.", {1}),
    ("the value at the maximum", "Let $f(x) = 6x - x^2$. $f'(x) = 6 - 2x$ is zero at $x = 3$.\nSo $f = 9$.", set()),
    ("and a wrong one at it", "Let $f(x) = 6x - x^2$. $f'(x) = 6 - 2x$ is zero at $x = 3$.\nSo $f = 8$.", {2}),
    ("a definition in another form", "Let $E = \\frac12 m v^2$. Solving for $v$, $v = \\sqrt{\\frac{2E}{m}}$.", set()),
    ("and wrongly", "Let $E = \\frac12 m v^2$. So\n$v = \\sqrt{\\frac{E}{2m}}$.", {2}),
    ("an unknown has every root", "Let $y = x^2$. Then $x = \\pm\\sqrt{y}$.", set()),
    ("a law integrated", "$$y' = x y, \\quad y(0) = 2$$\n\n$$\\ln y = \\frac{x^2}{2} + \\ln 2$$", set()),
    ("and wrongly integrated", "$$y' = x y, \\quad y(0) = 2$$\n\n$$\\ln y = x^2 + \\ln 2$$", {3}),
    ("a law and a curve", "A ladder slides with $\\frac{dx}{dt} = 2$ and\n\n$$x^2 + y^2 = 25$$", set()),
    ("a magnitude by the words", "$$\\pi r^2 = 9\\pi$$\n\nso the radius is $r = 3$.", set()),
    ("or by others beside it", "Here $a^2 + b^2 = c^2$ with $a = 3$ and $b = 4$, so $c = 5$.", set()),
    ("no magnitude, so a root is lost", "$$k^2 = 16$$\n\nso $k = 4$.", {3}),
    ("a case", "Let $p(q) = a - bq$. Under perfect competition $p = c$ and $q = \\frac{a-c}{b}$.", set()),
    ("what a known vector comes to", "Let $u = (R\\cos t, R\\sin t)$ with $R > 0$. So\n$|u| = R^2$.", {2}),
    ("a vector and its length", "Let $\\vec r = (x, y)$ and $r = |\\vec r|$. Then\n$r^2 = x^2 - y^2$.", {2}),
    ("what is tried", "$$y'' + y = 2e^x$$\n\nTry $p = Ae^x$. Then $p'' + p = 2Ae^x$.", set()),
]

# text, the conditions nobody wrote that its last line needs
SUPPOSED: list[tuple[str, set[str]]] = [
    ("$$m g h = \\frac12 m v^2$$\n\nso $v = \\sqrt{2gh}$.", {"m ≠ 0", "v ≥ 0"}),
    ("For $v \\ge 0$:\n\n$$v^2 = 4$$\n\nso $v = 2$.", set()),
]


@pytest.mark.parametrize(("text", "wrong"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_lines_refuted(text: str, wrong: set[int]) -> None:
    found: set[int] = set()
    for derivation in notes(document(text.encode(), "notes.md"), Ledger(), decide).derivations:
        for claim in derivation.claims:
            domain = Domain((*derivation.domain.conditions, *claim.conditions))
            for question in (each for each in claim.asks or () if each is not None):
                if decide(Goal(question, derivation.definitions, domain)).status is Status.REFUTED:
                    assert claim.place is not None
                    found.add(claim.place.line)
    assert found == wrong


@pytest.mark.parametrize(("text", "needed"), SUPPOSED)
def test_what_nobody_wrote_is_said_and_a_condition(text: str, needed: set[str]) -> None:
    (derivation,) = notes(document(text.encode(), "notes.md"), Ledger(), decide).derivations
    claim = derivation.claims[-1]
    assert {plain(condition) for condition in claim.supposed} == needed
    assert all(any(condition in remark for remark in claim.remarks) for condition in needed)
    data = true(Written(derivation, claim, (), ()))
    assert isinstance(data, dict)
    verdict = verdict_from(data)
    assert verdict is not None
    assert verdict.status is Status.PROVED
    assert needed <= set(verdict.conditions)
