"""What a line goes on from: what was left open, a brace's part, an update; with what must be left alone."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Reading, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.side_file import Side, side_file
from checker.read.steps import Notes, notes

P, R = Status.PROVED, Status.REFUTED
Verdicts = list[tuple[int, Status | None, Status | None]]
RULE = r"""
    [updates]
    w = 'w + (t_k - 2 w)'
    [definitions]
    t_1 = '3'
    t_2 = '5'
"""
MATRICES = r"""
    [definitions]
    x = '\begin{bmatrix} 1 & 2 \end{bmatrix}'
    A = '\begin{bmatrix} 1 & 0 \\ 1 & 1 \end{bmatrix}'
    v = '\begin{bmatrix} 1 \\ 1 \end{bmatrix}'
"""

# name, text, side file, (line, does it follow, is it true) of every line of which something is asked
CASES: list[tuple[str, str, str, Verdicts]] = [
    (
        "from what the line before left open, not from what stands beside it",
        "$$\\frac{d}{dx} x^3 \\quad \\frac{d}{dx} x^2 = 2x$$\n\n$$= 3x^2$$",
        "",
        [(1, None, P), (3, P, P)],
    ),
    (
        "a slip goes on from there too",
        "$$\\frac{d}{dx} x^3 \\quad \\frac{d}{dx} x^2 = 2x$$\n\n$$= 3x$$",
        "",
        [(1, None, P), (3, R, R)],
    ),
    (
        "from the first of two chains, as it holds from there only",
        "$$(x+1)^2 = x^2 + 2x + 1, \\quad (x-1)^2 = x^2 - 2x + 1$$\n\n$$= x(x+2) + 1$$",
        "",
        [(1, None, P), (1, None, P), (3, P, P)],
    ),
    (
        "from the last of two chains, where it holds from none",
        "$$(x+1)^2 = x^2 + 2x + 1, \\quad (x-1)^2 = x^2 - 2x + 1$$\n\n$$= x^2$$",
        "",
        [(1, None, P), (1, None, P), (3, R, R)],
    ),
    (
        "another form of what was left open goes on from it",
        "$$(x+1)(x-1)$$\n\n$$2 \\cdot 3 = 6$$\n\n$$x(x-1) + (x-1) = x^2 - 2$$\n\n$$= x^2 - 1$$",
        "",
        [(3, None, P), (5, P, P), (5, R, R), (7, R, P)],
    ),
    (
        "what is no form of it stands alone",
        "$$(x+1)(x-1)$$\n\n$$x(x-1) + x = x^2$$",
        "",
        [(3, None, P)],
    ),
    (
        "a derivative of one function by another, both of one variable",
        "Let $\\sigma(x) = \\frac{1}{1+e^{-x}}$ and $g(x) = 1 + e^{-x}$. Then\n\n"
        "$$\\frac{d\\sigma}{dg} = -g(x)^{-2}$$\n\n$$\\frac{dg}{d\\sigma} = -g(x)$$",
        "",
        [(3, None, P), (5, None, R)],
    ),
    (
        "an equation of data, with what was found put into it",
        "Solve\n\n$$0 = \\sum_i (a + b x_i - y_i)$$\n\nso\n\n"
        "$$a = \\frac{1}{m} \\sum_i y_i - \\frac{b}{m} \\sum_i x_i$$",
        "data = 'm'",
        [(7, P, P)],
    ),
    (
        "a slip in it, and healed",
        "Solve\n\n$$0 = \\sum_i (a + b x_i - y_i)$$\n\nso\n\n$$a = \\sum_i y_i - \\frac{b}{m} \\sum_i x_i"
        " = \\frac{1}{m} \\sum_i y_i - \\frac{b}{m} \\sum_i x_i$$",
        "data = 'm'",
        [(7, R, R), (7, R, P)],
    ),
    (
        "no step of a derivative rests on its being set to zero",
        "Let $J(t) = (t - 3)^2$. Find $t$ with $\\frac{dJ}{dt} = 0$.\n\n$$\\frac{d}{dt} (t-3)^2 = 2(t-3)$$\n\n"
        "$$= 3t - 9$$",
        "",
        [(3, None, P), (5, R, R)],
    ),
    (
        "a wrong solution of an equation of vectors",
        "Let $A \\in \\mathbb{R}^{m \\times n}$ and $w \\in \\mathbb{R}^n$, $y \\in \\mathbb{R}^m$. "
        "Setting the gradient to zero,\n\n"
        "$$\\nabla_w \\|Aw - y\\|^2 = 0$$\n\n$$w = (A^T A)^{-1} (2 A^T y)$$",
        "",
        [(5, R, R)],
    ),
    (
        "0 has the shape of the other side",
        "Let $\\vec{w} \\in \\mathbb{R}^3$. Start with $\\vec{w} = \\vec{0}$. Then\n\n$$\\vec{w}^T \\vec{w} = 0$$",
        "",
        [(3, None, P)],
    ),
    (
        "a brace over more than its label says",
        "$$y = \\underbrace{x A v}_{[3 \\ 2]} = [3 \\quad 2]$$\n\n$$[3 \\quad 2] v = [3 + 2] = 5$$",
        MATRICES,
        [(1, None, P), (1, P, P), (3, P, P), (3, P, P), (3, P, P)],
    ),
    (
        "a brace whose label is wrong",
        "$$y = \\underbrace{2 + 3}_{3}$$",
        "",
        [(1, None, R)],
    ),
    (
        "an update is claimed where its rule is told, by the number that words say",
        "Start with $w = 1$.\n\n$$w = w + (3 - 2) = 2$$\n\nsample 2:\n\n$$w = 2 + (5 - 4) = 4$$",
        RULE,
        [(3, P, P), (3, P, P), (7, P, P), (7, R, R)],
    ),
    (
        "an update by the wrong sample",
        "Start with $w = 1$.\n\n$$w = w + (5 - 2)$$",
        RULE,
        [(3, R, R)],
    ),
    (
        "an update of which the rule is not known whole",
        "Start with $w = 1$.\n\nsample 7:\n\n$$w = w + (3 - 2) = 2$$",
        RULE,
        [(5, P, P)],
    ),
    (
        "a fact of what was updated follows from the update",
        "Start with $w = 1$.\n\n$$w = w + 1 = 2$$\n\n$$w^2 - 1 = 3$$",
        "",
        [(3, P, P), (5, P, P)],
    ),
]


def read(text: str, side: str) -> Notes:
    settled = side_file(side, "notes.derive.toml") if side else Side()
    return notes(document(text.encode(), "notes.md"), Ledger(), decide, settled)


def verdicts(found: Notes) -> Verdicts:
    said: Verdicts = []
    for derivation in found.derivations:
        for claim in derivation.claims:
            assert claim.place is not None
            domain = Domain((*derivation.domain.conditions, *claim.conditions))
            follows, true = (
                None if question is None else decide(Goal(question, derivation.definitions, domain)).status
                for question in claim.asks or (None, None)
            )
            if follows is not None or true is not None:
                said.append((claim.place.line, follows, true))
    return said


@pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")
@pytest.mark.parametrize(("name", "text", "side", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_a_line_goes_on_from(name: str, text: str, side: str, expected: Verdicts) -> None:
    assert verdicts(read(text, side)) == expected, name


@pytest.mark.parametrize(
    ("text", "side", "readings"),
    [
        ("$$y = \\underbrace{x A v}_{[3 \\ 2]}$$", MATRICES, [Reading.NAMES_A_PART]),
        ("Start with $w = 1$.\n\n$$w = w + (3 - 2)$$", RULE, [Reading.UPDATES]),
        ("$$(x+1)(x-1) = x^2 - 1$$", "", []),
    ],
)
def test_what_the_equals_sign_stands_for(text: str, side: str, readings: list[Reading]) -> None:
    claims = [claim for derivation in read(text, side).derivations for claim in derivation.claims]
    assert [claim.reading for claim in claims if claim.reading is not Reading.EQUALS] == readings
