"""What lines of other parts and sections say of a name: what is wrong with it, and what is no more than not known."""

from __future__ import annotations

import pytest
import sympy
from sympy import Eq, Function, Sum, Symbol
from sympy.core.basic import Basic

from checker.decide.dispatch import decide
from checker.model import Goal, Status, Verdict
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.restricting import tell_of_others
from checker.read.steps import notes

pytestmark = pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")
SIGMOID = r"$\sigma(z) = \frac{1}{1+e^{-z}}$"


def answered(goal: Goal) -> Verdict:
    try:
        return decide(goal)
    except (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError) as fault:
        return Verdict(Status.UNDECIDED, "no procedure", str(fault))


def wrong_lines(text: str) -> set[int]:
    """The lines of which something asked is refuted, or has no meaning."""
    read = notes(document((text + "\n").encode(), "notes.md"), Ledger(), answered)
    found = set()
    for part in read.derivations:
        for claim in part.claims:
            for question in claim.asks or ():
                verdicts = [v for goal, v in read.answers.items() if question is not None and goal.question == question]
                if any(verdict.status in {Status.REFUTED, Status.ILL_FORMED} for verdict in verdicts):
                    assert claim.place is not None
                    found.add(claim.place.line)
    return found


CASES: list[tuple[str, set[int]]] = [
    # a step of a derivation knows the functions of the steps before it, and no other section does
    (f"## Setup\n\n{SIGMOID}\n\n## Step 1\n\n$$\\sigma'(z) = \\sigma(z)(1 - \\sigma(z)) = \\sigma(z)$$", {7}),
    (f"## Step 1\n\n{SIGMOID}\n\n## Step 2\n\n$$\\sigma'(z) = \\sigma(z)(1 - \\sigma(z))$$", set()),
    ("## Example 1\n\n$f(x) = x^2$\n\n## Example 2\n\n$$f(x+h) - f(x) = h f'(x)$$", set()),
    # a word above a name makes another name, and is no power
    (r"$\theta_A = 0.6$. Then $\theta_A^{\text{new}} = \frac{3}{4} = 0.75$ and $\theta_B^{\text{new}} = 0.5$.", set()),
    (r"We have $2^{\text{new}} = 4$ and $\theta^{\text{new}} = \frac{3}{4} = 0.6$.", {1}),
    # what stands right behind a definition says what a name of it is
    (r"Let $L = u^2$, $u = 3(r - s)$. Then $$\frac{\partial L}{\partial r} = 6u$$", set()),
    (r"Let $L = u^2$, $u = 3(r - s)$. Then $$\frac{\partial L}{\partial r} = 2u$$", {1}),
    # an expression in which the meaning of a name stands is differentiated by that name
    (r"$z = w x$ and $h = \tanh(w x)$. Then $$\frac{\partial h}{\partial z} = 1 - h^2$$", set()),
    (r"$z = w x$ and $h = \tanh(w x)$. Then $$\frac{\partial h}{\partial z} = 1 - h$$", {1}),
    # a pair behind ± is an interval
    (r"The interval is $4 \pm 4.65 = 4 \pm 4.65$, i.e. $(-0.65, 8.65)$.", set()),
    # densities and divergences are read, and nothing is known of them but what is written
    (r"$$D_{KL}(p\,\|\,q) = 2 - 1 = 3$$", {1}),
    (r"$$H(Y \mid X) = \frac12 + \frac14 = \frac34$$", set()),
    (r"$$\sum_{i=1}^n \log p(x_i \mid \theta) = \log p(x_1 \mid \theta)$$", set()),
    # values of another part: with them it holds
    ("Start at $w_0 = 1$.\n\n**Iteration 1**\n\n$$g_1 = 2w_0 = 2$$\n\n$$v_1 = 0.5 \\cdot 4 = 3$$", {7}),
    # orders of magnitude are not read, and no product of a name O
    (r"$$f(x+h) = f(x) + h f'(x) + O(h^2)$$", set()),
]


@pytest.mark.parametrize(("text", "wrong"), CASES)
def test_what_is_wrong_with_what_other_lines_say(text: str, wrong: set[int]) -> None:
    assert wrong_lines(text) == wrong


a, b, s = (Symbol(name, real=True) for name in "abs")
d = Symbol("d", integer=True, positive=True)
f = Function("f", real=True)
squares = Sum((a - Symbol("i", integer=True)) ** 2, (Symbol("i", integer=True), 1, d)) / d

TELLING: list[tuple[list[Basic], Basic, bool]] = [
    ([Eq(s, a + b)], Eq(a, b), True),
    ([Eq(s, a + b)], Eq(s, b), False),
    ([Eq(a + b, 1)], Eq(a, b), False),
    ([Eq(s, a), Eq(s, b)], Eq(a, b), False),
    ([Eq(s**2, squares)], Eq(a, b), True),
    ([Eq(s**2, a - b)], Eq(a, b), False),
    ([Eq(f(a), a**3)], Eq(a, b), True),
    ([Eq(f(a), a**3)], Eq(f(b), b), False),
    ([Eq(Symbol("p", positive=True), a - b)], Eq(a, b), False),
]


@pytest.mark.parametrize(("relations", "made", "telling"), TELLING)
def test_premises_that_restrict_nothing(relations: list[Basic], made: Basic, telling: bool) -> None:
    assert tell_of_others(relations, made, Ledger()) is telling
    bounded = Ledger(conditions=(sympy.Gt(s, 0),))
    assert tell_of_others([Eq(s, a - b)], Eq(a, b), bounded) is False
