"""What short notes claim, line by line: what follows, what is true, what is only given, what is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Reading, Role, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import Notes, notes

P, R, U = Status.PROVED, Status.REFUTED, Status.UNDECIDED
Verdicts = list[tuple[int, Status | None, Status | None]]

# name, text, (line, does it follow, is it true) of every line of which something is asked
CASES: list[tuple[str, str, Verdicts]] = [
    (
        "definition, derivative, repeated subject",
        "Let $f(x) = x^2 e^{3x}$. Then\n\n$$f'(x) = 2x e^{3x} + 3x^2 e^{3x}$$\n\n$$f'(x) = x(2+3x)e^{3x}$$",
        [(3, None, P), (5, P, P)],
    ),
    (
        "a slip in a chain is inherited, and healed",
        "$$(a+b)^2 = a^2 + ab + b^2$$\n$$= a(a+b) + b^2$$\n$$= a^2 + 2ab + b^2$$",
        [(1, None, R), (2, P, R), (3, R, P)],
    ),
    (
        "rows of align, with a block that begins with =",
        "\\begin{align}\nx^2-1 &= (x-1)(x+1)\\\\\n&= (x+1)(x-1)\n\\end{align}\n\n$$= x^2 - 2x + 1$$",
        [(2, None, P), (3, P, P), (6, R, R)],
    ),
    ("a claim, not an equation", "$$(a+b)^2 = a^2 + b^2$$", [(1, None, R)]),
    ("the same number everywhere is claimed", "$$\\sin^2 x + \\cos^2 x = 2$$", [(1, None, R)]),
    ("an equation is given", "Solve $x^2 - 5x + 6 = 0$: $x = 2$ or $x = 3$.", [(1, P, P), (1, P, P)]),
    ("of two roots one is none", "Solve $x^2 - 5x + 6 = 0$. So $x = 2$ or $x = 4$.", [(1, P, P), (1, R, R)]),
    (
        "a root gained by squaring",
        "Solve $\\sqrt{x} = x - 2$. Squaring,\n$$x = (x-2)^2$$\nso $x = 1$ or $x = 4$.",
        [(2, None, P), (3, P, R), (3, P, P)],
    ),
    (
        "nothing is true by a line that is false",
        "The equation has a solution:\n$$x^2 = 2x \\implies x = 2.$$\n\nNote that\n$$x^2 + 1 = 5.$$",
        [(2, R, R), (5, P, R)],
    ),
    (
        "what an equation says of x holds no longer for any x",
        "Solve $x = 3$.\n\nFor real $x$,\n$$\\sqrt{x^2} = x.$$",
        [(4, None, R)],
    ),
    (
        "for all, behind what a function is, takes nothing back",
        "Suppose $f(x) = x^2$ for all real $x$. Then $f(x) + 1 = x^2 + 1$.",
        [(1, None, P)],
    ),
    ("a lost root", "$$x^2 = 4$$\n\nso $x = 2$.", [(3, R, R)]),
    (
        "P(1 − P/K) is a product where P is a function, and its greatest growth no solution of the equation",
        "We solve $$\\frac{dP}{dt} = r P \\left(1 - \\frac{P}{K}\\right), \\qquad P(0) = P_0,$$ with $r, K > 0$.\n\n"
        "It is fastest when $$\\frac{d}{dP}\\left[ r P \\left(1 - \\frac{P}{K}\\right)\\right]"
        " = r - \\frac{2 r P}{K} = 0 \\implies P = \\frac{K}{2}.$$",
        [(3, None, P), (3, P, P)],
    ),
    (
        "one of two signs, of an expression",
        "We solve $(x + b)^2 = c^2$. Taking roots,\n$$x + b = \\pm c.$$",
        [(2, P, P), (2, P, P)],
    ),
    (
        "the energy's derivative by the equation of motion",
        "$$m\\ddot x + b\\dot x + kx = 0$$\n\nThe energy $E = \\frac12 m\\dot x^2 + \\frac12 k x^2$ decays:\n"
        "$$\\frac{dE}{dt} = \\dot x(m\\ddot x + kx) = -b\\dot x^2$$",
        [(4, None, P), (4, P, P)],
    ),
    (
        "what is put for a value that was found is no claim of it",
        "Solve $2p = 1$: $p = \\frac12$. Near it, with $p = \\frac12 + \\epsilon$, we look closer.",
        [(1, P, P)],
    ),
    (
        "a = b = c in apposition is put in",
        "Let $s = \\frac{a+b+c}{2}$ and $\\cos C = \\frac{a^2+b^2-c^2}{2ab}$. For an equilateral one, $a = b = c$.",
        [],
    ),
    ("both roots by a sign", "$$x^2 = 4 \\implies x = \\pm 2$$", [(1, P, P), (1, P, P)]),
    ("a root that the domain excludes", "Let $x > 0$.\n\n$$x^2 = 4 \\implies x = 2$$", [(3, P, P)]),
    ("a list of roots", "$$x^2 - 5x + 6 = 0 \\Rightarrow x = 2, 3$$", [(1, P, P), (1, P, P)]),
    ("numbered roots, one wrong", "$$x^2 - 5x + 6 = 0$$\n\n$$x_1 = 2, \\quad x_2 = 4$$", [(3, P, P), (3, R, R)]),
    ("division by the unknown", "$$x^2 = 2x \\Rightarrow x = 2$$", [(1, R, R)]),
    (
        "a system",
        "$$x + y = 10, \\quad x - y = 2$$\n\nAdding, $2x = 12$, so $x = 6$ and $y = 4$.",
        [(3, P, P), (3, P, P), (3, P, P)],
    ),
    (
        "a system with a slip",
        "$$x + y = 10, \\quad x - y = 2$$\n\nAdding, $2x = 11$.",
        [(3, R, R)],
    ),
    (
        "implicit differentiation",
        "Consider the curve $x^2 + y^2 = 25$. Differentiating,\n\n$$2x + 2y\\frac{dy}{dx} = 0$$\n\n"
        "so, as long as $y \\neq 0$,\n\n$$\\frac{dy}{dx} = -\\frac{x}{y}$$",
        [(3, P, P), (7, P, P)],
    ),
    (
        "implicit differentiation with a slip",
        "Consider the curve $x^2 + y^2 = 25$. Differentiating,\n\n$$2x + y\\frac{dy}{dx} = 0$$",
        [(3, R, R)],  # at (4, 3), where the slope is −4/3
    ),
    ("told apart: both ways", "$$x = 2 \\iff x^2 = 4$$", [(1, R, P)]),
    ("told apart: one way", "$$x = 2 \\implies x^2 = 4$$", [(1, P, P)]),
    (
        "set to zero, and a lost root",
        "$f(x) = x^3 - 3x$\n\n$$f'(x) = 3x^2 - 3 = 0 \\implies x = 1$$",
        [(3, None, P), (3, R, R)],
    ),
    (
        "maximum likelihood",
        "Let $0 < p < 1$.\n\n$$\\frac{d\\ell}{dp} = \\frac{k}{p} - \\frac{m-k}{1-p}$$\n\n"
        "Setting this to zero, $k(1-p) = (m-k)p$.",
        [(5, P, P)],
    ),
    (
        "where defines what stands before it",
        "$$E = \\frac12 k A^2 = \\frac12 m \\omega^2 A^2$$\n\nwhere $k = m\\omega^2$.",
        [(1, P, P)],
    ),
    (
        "a brace names a part, and is held to its name",
        "$$y = (\\underbrace{x^2+1}_{u})^3$$\n\n$$\\frac{dy}{du} = 3u^2$$\n\n$$\\frac{dy}{dx} = 6x(x^2+1)^2$$",
        [(3, None, P), (5, None, P)],
    ),
    (
        "a brace whose content is not what it names",
        "Let $u = x^2$. Then\n\n$$y = (\\underbrace{x^2+1}_{u})^3$$",
        [(3, None, R)],
    ),
    ("rounded", "$$\\sqrt{2} \\approx 1.414$$\n\n$$\\sqrt{3} \\approx 1.723$$", [(1, None, P), (3, None, R)]),
    ("rounded, with a power of ten", "$$\\frac{1}{800} \\approx 1.3 \\times 10^{-3}$$", [(1, None, P)]),
    ("a chain of bounds", "$$0 \\le x^2 < x^2 + 1$$", [(1, None, P), (1, P, P)]),
    ("not equal", "$$0 \\neq 1$$", [(1, None, P)]),
    ("a law with given numbers", "$PV = nRT$ with $n = 2$ and $T = 300$.", []),
    ("a law solved for a name", "$$PV = nRT$$\n\nHence $P = nRTV$.", [(3, R, R)]),
    ("numbers put in", "$$F = ma = 2 \\cdot 9.8 = 19.6$$", [(1, P, P)]),
    (
        "a differential equation and its solution",
        "$$y' = ky$$\n\nis solved by $y = Ae^{kx}$.",
        [(3, P, P)],
    ),
    ("a false solution of a differential equation", "$$y' = ky$$\n\nis solved by $y = Ae^{x}$.", [(3, R, R)]),
    (
        "a redefinition begins a part",
        "**1.** Let $f(x) = x^2$. $f'(x) = 2x$.\n\n**2.** Let $f(x) = x^3$. $f'(x) = 3x^2$.",
        [(1, None, P), (3, None, P)],
    ),
    ("at other arguments", "$f(x) = x^2 + 1$, so $f(3) = 10$ and $f(x+h) = x^2 + 2xh + h^2 + 1$.", [(1, None, P)] * 2),
    ("what is supposed is not claimed", "$x = 2$ would give $3 = -3$.", []),
    ("a condition behind its formula", "$$\\sqrt{x^2} = x$$\n\nwhere $x > 0$.", [(1, None, P)]),
    ("Here … tells of the formula before", "$$\\sqrt{x^2} = x$$\n\nHere $x > 0$.", [(1, None, P)]),
    ("a condition holds from its place on", "Let $x > 0$.\n\n$$\\sqrt{x^2} = x$$", [(3, None, P)]),
    ("a function in a heading", "# On $f(x) = x^2$\n\n$$f'(x) = 2x$$", [(3, None, P)]),
    ("a heading claims nothing", "# Is $(a+b)^2 = a^2 + b^2$?\n\n$$1 + 1 = 2$$", [(3, None, P)]),
    (
        "a derivative at a place",
        "$f(w) = w^2$. Start at $w_0 = 3$.\n\n$$w_1 = w_0 - f'(w_0) = 3 - 6 = -3$$",
        [(3, P, P)] * 2,
    ),
    (
        "a false expectation",
        "$E[X] = 2$ and $E[X^2] = 5$.\n\n$$V = E[X^2] - E[X]^2 = 5 - 2$$",
        [(1, None, U)] * 2 + [(3, R, R)],
    ),
    (
        "linearity, and what is told of two expectations",
        "$E[X] = 2$ and $E[Y] = -1$.\n\n$$E[3X-2Y+4] = 3E[X] - 2E[Y] + 4 = 12$$",
        [(1, None, U)] * 2 + [(3, None, P), (3, P, P)],
    ),
    (
        "a factor leaves a variance squared",
        "$\\operatorname{Var}(X) = 3$.\n\n$$\\operatorname{Var}(2X+1) = 2\\operatorname{Var}(X) = 6$$",
        [(1, None, U), (3, None, R), (3, P, R)],
    ),
    (
        "expectations of products are not products, unless they are independent",
        "$$E[XY] = E[X]E[Y]$$",
        [(1, None, U)],
    ),
    (
        "of independent ones they are",
        "Let $X$ and $Y$ be independent. Then\n\n$$E[XY] = E[X]E[Y]$$",
        [(3, None, P)],
    ),
    (
        "Bayes",
        "$P(D) = 0.1$, $P(T\\mid D) = 0.5$ and $P(T\\mid\\bar D) = 0.1$.\n\n"
        "$$P(T) = P(T\\mid D)P(D) + P(T\\mid\\bar D)P(\\bar D) = 0.14$$",
        [(1, None, U)] * 3 + [(3, None, U), (3, P, U)],
    ),
    (
        "another X of the same name",
        "For a die $E[X] = 3.5$ and $E[X^2] = 91/6$.\n\nFor a coin $E[X] = 0.5$ and $E[X^2] = 0.5$, so\n\n"
        "$$\\operatorname{Var}(X) = 0.25$$",
        [(1, None, U), (1, None, U), (3, None, U), (3, None, U), (5, None, P)],
    ),
    (
        "a run of numbers is no value",
        "For $n = 1, 2, 3, \\ldots$\n\n$$\\int_0^\\pi\\sin^2(nx)\\,dx = \\frac{\\pi}{2}$$",
        [(3, None, P)],
    ),
    (
        "a sequence that is given by the one before",
        "$$m_t = b m_{t-1} + g$$\n\nand so\n\n$$m_t = g\\frac{1-b^t}{1-b}$$",
        [],
    ),
    (
        "a power of a dot before a bracket",
        "Let $\\theta = \\theta(t)$.\n\n$$\\dot\\theta^2(1 + 2) = 3\\dot\\theta^2$$",
        [(3, None, P)],
    ),
    (
        "both derivatives are set to zero",
        "$$f(x, y) = x^2 - 2xy + 2y^2 - 2y$$\n\n$$\\frac{\\partial f}{\\partial x} = 2x - 2y, \\qquad "
        "\\frac{\\partial f}{\\partial y} = 4y - 2x - 2$$\n\nSetting both to zero gives\n\n$$x = y$$\n\nand $y = 1$.",
        [(3, None, P)] * 2 + [(7, P, P), (9, P, P)],
    ),
    (
        "a wrong derivative does not give the right place",
        "$$f(x) = x^2 - 4x$$\n\n$$f'(x) = 2x - 2$$\n\nSetting this to zero, we find\n\n$$x = 2$$",
        [(3, None, R), (7, R, P)],
    ),
    (
        "a value for another case",
        "For $b = 0.9$ this is $\\frac{0.9}{0.1} = 9$; for $b = 0.99$ it is $\\frac{0.99}{0.01} = 99$.",
        [(1, None, P)] * 2,
    ),
    (
        "it holds if",
        "Let $x(t) = \\cos(\\omega t)$. Then $m\\ddot x + kx = 0$ holds if $k = m\\omega^2$.",
        [(1, None, P)],
    ),
    (
        "± goes on to both values",
        "Solve $x^2-5x+6=0$:\n$$x = \\frac{5 \\pm \\sqrt{25-24}}{2} = \\frac{5\\pm 1}{2} = 3 \\text{ or } 2.$$",
        [(2, P, P)] * 6,
    ),
    (
        "of the two values that ± comes to one is wrong, in either order",
        "Solve $z^2+2z-3=0$:\n$$z = -1 \\pm 2 = -3 \\text{ and } 2.$$",
        [(2, P, P), (2, P, P), (2, R, R), (2, P, P)],
    ),
    (
        "± of a name that nothing is said of",
        "$$x = \\frac{5 \\pm \\sqrt{1}}{2} = \\frac{5 \\pm 2}{2}$$",
        [(1, R, R)] * 2,
    ),
    (
        "what is told at a place is used in the next sentence",
        "A car moves at $a = 2$. After $t = 5$, $v = at = 10$.",
        [(1, P, None)],
    ),
    ("and a wrong value is not", "A car moves at $a = 2$. After $t = 5$, $v = at = 12$.", [(1, R, R)]),
    (
        "numbers are put in, also for a part worked out",
        "$A = P(1+r)^n = 1000(1.05)^2 = 1102.5$, and $B = Pr = 50$.",
        [(1, P, P), (1, P, None)],
    ),
    (
        "the power behind an upright quotient is of its last unit",
        "Let $a = 2\\,\\text{m/s}^2$ and $t = 3\\,\\text{s}$. Then $v = at = 6\\,\\text{m/s}$.",
        [(1, P, P)],
    ),
    (
        "a prime on a named function, at its argument",
        "$$\\cos'(2t) = -\\sin(2t), \\quad \\tanh'(t) = 1 - \\tanh(t), \\quad \\sin''(t) = -\\sin t$$",
        [(1, None, P), (1, None, R), (1, None, P)],
    ),
    (
        "∇ by the one vector; only a square matrix is symmetric",
        "Let $x \\in \\mathbb{R}^n$ and $A \\in \\mathbb{R}^{n\\times n}$ symmetric.\n"
        "$$\\nabla (x^T A x) = 2Ax, \\quad \\nabla \\|x\\|^2 = x$$",
        [(2, None, P), (2, None, R)],
    ),
    ("a law that is not written", "$E = hf = \\frac{hc}{\\lambda}$.", []),
    ("one name for another", "$y = ax = az$.", [(1, R, R)]),
    (
        "a length is positive by what the word means",
        "A right triangle has the hypotenuse $c$. Then $c^2 = 9 + 16 = 25$, so $c = 5$.",
        [(1, P, P)] * 2,
    ),
    (
        "rules of differentiation for functions that nothing is known of are claims",
        "$$\\frac{d}{dx}(uv) = u'v - uv'$$\n\n$$\\frac{d}{dx}(uv) = u'v + uv'$$",
        [(1, None, R), (3, P, P)],
    ),
    ("the inner derivative of a function of a function", "$$\\frac{d}{dx} f(g(x)) = f'(g(x))$$", [(1, None, R)]),
    ("an equation for two functions is none", "$$\\frac{dx}{dt} + \\frac{dy}{dt} = x - y$$", []),
    ("continued in words", "$$s = (1-x)(1+x)$$\n\nwhich simplifies to $1 - x^2$.", [(3, P, P)]),
    (
        "an equation integrated between bounds is asked by its derivative and its start",
        "Let $L\\frac{di}{dt} + Ri = V$ and $i(0) = 0$, so\n"
        "$$\\int_0^i\\frac{di'}{V-Ri'} = \\int_0^t\\frac{dt'}{L} "
        "\\implies -\\frac1R\\ln\\left(\\frac{V-Ri}{V}\\right) = \\frac tL$$",
        [(2, P, P), (2, P, P)],
    ),
]

# What is said of a place, or later, must not make a line before it hold.
UNSOUND: list[tuple[str, str, int]] = [
    ("a number for a name comes too late", "$$x^2 = 2x + 1 - 1 + x^3$$\n\nFor $x = 0$ this is $0 = 0$.", 1),
    ("a number at a place is forgotten", "At $x = 2$ we are done. Now\n\n$$x^2 + x = 3x$$", 3),
    ("premises that clash prove nothing", "$t = 0$ and $t = 1$.\n\n$$a^2 + t = a + t$$", 3),
    ("a condition in words after a full stop", "$$\\sqrt{x^2} = x$$\n\nLet $x$ be positive from now on.", 1),
    ("a set after a full stop", "$$\\sqrt{x^2} = x$$\n\nNow take $x \\in (0, \\infty)$.", 1),
    ("an expectation at two arguments", "Let $M(t) = E[e^{tX}]$. Then $M'(0) = 0$.", 1),
    ("a condition after a full stop", "$$\\sqrt{x^2} = x$$\n\nThat was wrong. Now let $x > 0$.", 1),
]


def read(text: str) -> Notes:
    return notes(document(text.encode(), "notes.md"), Ledger(), decide)


def verdicts(found: Notes) -> Verdicts:
    said: Verdicts = []
    for derivation in found.derivations:
        for claim in derivation.claims:
            assert claim.place is not None
            assert claim.asks is not None
            domain = Domain((*derivation.domain.conditions, *claim.conditions))
            follows, true = (
                None if question is None else decide(Goal(question, derivation.definitions, domain)).status
                for question in claim.asks
            )
            if follows is not None or true is not None:
                said.append((claim.place.line, follows, true))
    return said


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_verdicts(text: str, expected: Verdicts) -> None:
    found = read(text)
    assert not found.unread
    assert verdicts(found) == expected


@pytest.mark.parametrize(("text", "line"), [case[1:] for case in UNSOUND], ids=[case[0] for case in UNSOUND])
def test_nothing_false_is_proved(text: str, line: int) -> None:
    assert all(true is not P for at, _, true in verdicts(read(text)) if at == line)


def test_an_update_is_told_from_an_equation() -> None:
    found = read("Start with $w = 1$. Update:\n\n$$w = w + 2 = 1 + 2 = 3$$")
    update = found.derivations[0].claims[1]
    assert update.reading is Reading.UPDATES
    assert update.role is Role.DEFINITION


def test_apply_is_told_from_equality() -> None:
    found = read("$$s = 1 - 1 = \\text{step}(0) = 1$$")
    (claim,) = (claim for claim in found.derivations[0].claims if claim.reading is Reading.APPLIES)
    assert claim.written == "= \\text{step}(0)"
    assert [true for *_, true in verdicts(found)] == [P, P]


def test_what_is_given_is_not_asked() -> None:
    (claim,) = read("$$PV = nRT$$").derivations[0].claims
    assert claim.role is Role.EQUATION
    assert claim.asks == (None, None)
    assert "given, not claimed" in claim.remarks


def test_what_is_not_read_keeps_its_place_and_the_next_line_goes_on() -> None:
    found = read("$$a = \\Xi^{\\Xi} \\wr b$$\n\n$$x + x = 2x$$")
    (unread,) = found.unread
    assert (unread.place.line, unread.text) == (1, "$$a = \\Xi^{\\Xi} \\wr b$$")
    assert verdicts(found) == [(3, None, P)]


def test_places_are_those_of_the_file() -> None:
    (claim,) = read("words $x + x = 2x$").derivations[0].claims
    assert claim.place is not None
    assert (claim.place.path, claim.place.line, claim.place.column) == (str(Path("notes.md")), 1, 8)
