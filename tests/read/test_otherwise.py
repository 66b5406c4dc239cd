"""A line that would be wrong for how it is read is read otherwise; what is wrong by every natural reading stays so."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

FALSE = {Status.REFUTED, Status.ILL_FORMED}


def wrong(text: str) -> list[str]:
    """What is written of the claims that are called false."""
    found = notes(document(text.encode(), "notes.md"), Ledger(), decide)
    return [
        claim.written
        for derivation in found.derivations
        for claim in derivation.claims
        for goal in [Goal(q, derivation.definitions, Domain(claim.conditions)) for q in claim.asks or () if q][-1:]
        if decide(goal).status in FALSE
    ]


# What is written, and what of it is wrong by every natural reading.
CASES = {
    "a letter given a value is a name": (r"Public exponent $e = 3$, so $e + 1 = 4$.", []),
    "and later lines are wrong of that value": (r"Public exponent $e = 3$, so $e + 1 = 5$.", ["e + 1 = 5"]),
    "said of the place behind it": (r"Let $B = 3x - 6$. Then $B = 0$ for $x = 2$.", []),
    "said of another place": (r"Let $B = 3x - 6$. Then $B = 0$ for $x = 3$.", ["B = 0"]),
    "a value that another equation took the place of": (
        r"Let $P = 600$, $i = 0.5$. With $P = A/i$ we get $A = Pi = 600 \cdot 0.5 = 300$.",
        [],
    ),
    "a value of what is told in words": (
        "Let $D(n)$ be the number of derangements. Then $$D(4) = 3(D(3) + D(2)) = 3 \\cdot 3 = 9.$$",
        [],
    ),
    "of which other values are given": (
        "Let $D(n)$ be the number of derangements, $D(2) = 1$ and $D(3) = 2$. Then $$D(4) = 3(D(3) + D(2)) = 12.$$",
        ["= 12"],
    ),
    "another problem is begun": (
        "Solve\n$$4 - 3x < 10$$\n$$x > -2$$\n\nSolve\n$$x^2 = 3x$$\n$$x = 0 \\text{ or } x = 3$$\n",
        [],
    ),
    "of any x nothing is told": (
        "Solve\n$$2x + 1 = 5$$\n$$x = 2$$\n\nFor all real $x$,\n$$x^2 = 2x$$\n",
        ["x^2 = 2x"],
    ),
    "an inequality is solved without a word": ("$$-2x + 4 > 0$$\n$$-2x > -4$$\n$$x < 2$$\n", []),
    "and is so wrongly": ("$$-2x + 4 > 0$$\n$$x > 2$$\n", ["x > 2"]),
    "what follows from a false line is false": (
        "Let $f(t) = t^2 + t$.\n$$f'(t) = 3t + 1 = 1 + 3t$$\n",
        ["f'(t) = 3t + 1", "= 1 + 3t"],
    ),
    "what a function's body holds stands on both sides": (
        r"Let $E(v) = \frac12 m v^2$. Then $$E(v + u) - E(v) = \frac12 mu^2.$$",
        [r"E(v + u) - E(v) = \frac12 mu^2"],
    ),
    "z is a complex number": (r"Let $z = 2 - i$. Then $$1/z = (2 - i)/5.$$", ["1/z = (2 - i)/5"]),
    "another exercise with the same name": (
        "1. $y = x^3$: $y' = 3x^2$\n2. $y = \\sin x$: $y' = \\cos x$\n3. $y = x^2$: $y' = 3x$\n",
        ["y' = 3x"],
    ),
    "another volume, worked out anew": (
        "About the axis:\n$$V = \\pi \\int_0^4 x\\,dx = 8\\pi.$$\n\nBy shells about the other axis:\n"
        "$$V = 2\\pi \\int_0^4 x \\cdot x\\,dx = 2\\pi \\cdot \\frac{64}{3} = \\frac{128\\pi}{3}.$$\n",
        [],
    ),
    "the same volume, worked out wrongly": (
        "About the axis:\n$$V = \\pi \\int_0^4 x\\,dx = 8\\pi.$$\n\nSo we get\n$$V = 9\\pi.$$\n",
        ["= 9\\pi"],
    ),
    "a condition that fixes what is not known": (
        r"Let $T(t) = 20 + 70 e^{-kt}$. After ten minutes $T(10) = 60$.",
        [],
    ),
    "a condition that nothing can meet": (
        r"Let $T(t) = 20 + 70 e^{-kt}$. After ten minutes $T(10) = -5$.",
        ["T(10) = -5"],
    ),
    "an integral is worked out, though its constant is new": (
        r"We find $$\int \cos 2x\,dx = \sin 2x + C.$$",
        [r"\int \cos 2x\,dx = \sin 2x + C"],
    ),
    "a derivative is worked out, though a name in it is said later": (
        r"Let $y = \frac{1}{1 + e^{-x}}$. Then $\frac{dy}{dx} = -yz$, where $z = 1 - y$.",
        [r"\frac{dy}{dx} = -yz"],
    ),
    "a solution that misses its initial slope": (
        r"$y'' + 4y = 0$, $y(0) = 1$, $y'(0) = 4$. General solution $y = A\cos 2x + B\sin 2x$. The conditions give "
        r"$A = 1$ and $2B = 4$, i.e. $B = 2$. So $y = \cos 2x + 4\sin 2x$.",
        [r"= \cos 2x + 4\sin 2x"],
    ),
    "of any solution": (
        r"From $m\ddot x + kx = 0$ with $\omega^2 = \frac km$ we have $$x(t) = a\cos\omega t.$$ The energy "
        r"$E = \frac12 m\dot x^2 + \frac12 kx^2$ changes at the rate "
        r"$$\frac{dE}{dt} = m\dot x\ddot x + kx\dot x = \dot x(m\ddot x + kx) = 0.$$",
        [],
    ),
    "other names throughout in another part": (
        "**Wire** $U = \\int_1^b \\frac{k}{r}\\,dr = k\\ln b$.\n\n**Plate** A capacitor has "
        "$$C = \\frac{Q}{U} = \\frac{sA}{sd/c} = \\frac{cA}{d}.$$\n",
        [],
    ),
    "a trace is no condition": (
        r"Let $X \in \mathbb{R}^{n \times p}$. Then "
        r"$\operatorname{tr}((X^T X)^{-1} X^T X) = \operatorname{tr}(I_p) = n$.",
        ["= n"],
    ),
    "a value that is known to be another": (
        r"Let $T(t) = 20 + 70 e^{-t}$. At the start $T(0) = 80$.",
        ["T(0) = 80"],
    ),
    "a number beside the function of the same name": (
        r"Charge $Q$ in a ball of radius $R > 0$: $\rho = \frac{3Q}{4\pi R^3}$. For $0 < r < R$ it is "
        r"$Q(r) = \rho \cdot \frac43 \pi r^3 = Q\frac{r^3}{R^3}$.",
        [],
    ),
    "but not with another power": (
        r"Charge $Q$ in a ball of radius $R > 0$: $\rho = \frac{3Q}{4\pi R^3}$. For $0 < r < R$ it is "
        r"$Q(r) = \rho \cdot \frac43 \pi r^3 = Q\frac{r^2}{R^2}$.",
        [r"= Q\frac{r^2}{R^2}"],
    ),
    "given in a set-up before": (
        "# Sums\n\n## Setup\n\nWe have $a + b = 1$.\n\n## Claim\n\n$$a^2 + b^2 = 1 - 2ab$$\n",
        [],
    ),
    "given where the section begins, and not enough": (
        "# Sums\n\nWe have $a + b = 1$.\n\n## Claim\n\n$$a^2 + b^2 = 1 - ab$$\n",
        ["a^2 + b^2 = 1 - ab"],
    ),
    "given in another example": (
        "# Sums\n\n## Example 1\n\nWe have $a + b = 1$.\n\n## Example 2\n\n$$a^2 + b^2 = 1 - 2ab$$\n",
        ["a^2 + b^2 = 1 - 2ab"],
    ),
    "given, and said to be another since": (
        "# Sums\n\nWe have $a + b = 1$.\n\n## Claim\n\nLet $a = 2c$. Then $$a^2 + b^2 = 1 - 2ab$$\n",
        ["a^2 + b^2 = 1 - 2ab"],
    ),
    "what a maximum requires of a name that is defined": (
        r"Write $R = m/M$. Let $$\eta(R) = \frac{(\ln R)^2}{R - 1}, \quad \eta'(R) = \frac{2\ln R}{R(R-1)} - "
        r"\frac{(\ln R)^2}{(R-1)^2}.$$ A maximum requires $\eta'(R) = 0$, that is $2(R - 1) = R \ln R$.",
        [],
    ),
    "what is required without more": (r"Let $R = a/b$. The best ratio must satisfy $R^2 = R + 1$.", []),
    "what is not what is required": (
        r"Write $R = m/M$ and $g(R) = R^2 - 2R$. A minimum requires $g'(R) = 0$, that is $R = 2$.",
        ["R = 2"],
    ),
    "not required": (r"Let $R = a/b$. Then $R^2 = R + 1$.", ["R^2 = R + 1"]),
    "where the derivative is 0 of a function that an equation says": (
        r"$h(x)$ is given by $h(x) - 8x^2 = -4x$. Then $h'(x) = 0 \Rightarrow 16x = 4 \Rightarrow x = 1/4$.",
        [],
    ),
    "where it is not": (
        r"$h(x)$ is given by $h(x) - 8x^2 = -4x$. Then $h'(x) = 0 \Rightarrow 16x = 8 \Rightarrow x = 1/2$.",
        ["16x = 8", "x = 1/2"],
    ),
    "roots that are numbered": (
        r"This gives $\lambda^2 + 2c\lambda + b = 0$ with the roots $$\lambda_{1,2} = -c \pm \sqrt{c^2 - b}.$$",
        [],
    ),
    "a case ends what it excludes": (
        "Let $k > 0$. For $r > R$: $4r^2E = k$, i.e. $E = \\frac{k}{4r^2}$.\n\nFor $r < R$ we have $E = kr$.\n",
        [],
    ),
    "two names by their signs": (
        r"The energies are $E_\pm = \pm\sqrt{a^2 + b^2}$. For $a = 3$ and $b = 4$ we get $E_\pm = \pm 5$.",
        [],
    ),
    "of both signs wrong": (
        r"The energies are $E_\pm = \pm\sqrt{a^2 + b^2}$. For $a = 3$ and $b = 4$ we get $E_\pm = \pm 6$.",
        [r"E_\pm = \pm 6", r"E_\pm = \pm 6"],
    ),
    "congruent by the modulus before it": (r"$13^2 = 169 \equiv 4 \pmod{55}$, $13^4 \equiv 16$.", []),
    "not congruent by it": (r"$13^2 = 169 \equiv 4 \pmod{55}$, $13^4 \equiv 17$.", [r"13^4 \equiv 17"]),
    "a scale in words": (r"$12 \cdot 7000000 = 84000000 \approx 84$ million.", []),
    "an identity is no condition": (r"We have $(a + b)^2 = a^2 + b^2$.", ["(a + b)^2 = a^2 + b^2"]),
    "nor of a number": (r"We have $\sin^2 x + \cos^2 x = 2$.", [r"\sin^2 x + \cos^2 x = 2"]),
    "a step that loses a term": (r"$$(x + 1)^2 - x^2 = 2x + 1 = 2x$$", ["= 2x"]),
    "a lost root": (r"$$x^2 = 3x \iff x = 3$$", ["x = 3"]),
    "what does not follow": (r"From $2x + 4 = 10$ we get $x = 7$.", ["x = 7"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_only_what_is_wrong_by_all_readings_is(text: str, expected: list[str]) -> None:
    assert wrong(text) == expected
