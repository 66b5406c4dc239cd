"""Members and closed forms of sequences: what recurrences and first values settle, and what they leave alone."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

P, R = Status.PROVED, Status.REFUTED
FIBONACCI = "Let $F_{n+2} = F_{n+1} + F_n$ with $F_0 = 0$ and $F_1 = 1$.\n\n"
SECOND = "The recurrence is $a_n = 5a_{n-1} - 6a_{n-2}$ with $a_0 = 0$, $a_1 = 1$.\n\n"
HALVES = "Solve $T(n) = 2T(n/2) + n$ with $T(1) = 0$.\n\n"
ANSATZ = (
    "Let $a_n = A \\cdot 2^n + B \\cdot 3^n$. With $a_0 = 0$ we get $A + B = 0$. From $a_1 = 1$ we get $2A + 3B = 1$."
)
CASES_OF_ONE = "Let $c_{n+1} = c_n / 2$ when it is even and $c_{n+1} = 3 c_n + 1$ when odd, with $c_0 = 3$.\n\n"
LOGISTIC = "The map is $x_{n+1} = 3.9 x_n (1 - x_n)$ with $x_0 = 0.5$.\n\n"
OTHERS = "The update is $m_t = 2 m_{t-1} + g_t$ with $m_0 = 0$.\n\n"

# what is told, the line after it, is it true
CASES: list[tuple[str, str, Status | None]] = [
    (FIBONACCI, "$$F_4 = 3$$", P),
    (FIBONACCI, "$$F_5 = 6$$", R),
    (FIBONACCI, "$$F_3 = 2F_1 + F_0$$", P),  # a first value that is 0 is a value
    (FIBONACCI, "$$F_3 = 3F_1 + F_0$$", R),
    (SECOND, "$$a_2 = 9 - 4$$", P),
    (SECOND, "$$a_4 = 66$$", R),
    (SECOND, "Therefore $a_n = 3^n - 2^n$.", P),
    (SECOND, "Therefore $a_n = 3^n - 2^n + 1$.", R),
    (SECOND, "Try $a_n = 2^n$.", None),
    (SECOND, "Suppose $a_2 = 6$.", None),
    (HALVES, "$$T(4) = 8$$", P),
    (HALVES, "$$T(8) = 25$$", R),
    (HALVES, "$$T(3) = 7$$", None),
    (ANSATZ, "", P),
    (CASES_OF_ONE, "$$c_1 = 10$$", None),
    (CASES_OF_ONE, "$$c_2 = 31$$", None),
    (LOGISTIC, "$$x_3 = 0.335$$", None),
    (OTHERS, "$$m_1 = 2$$", None),
]


@pytest.mark.parametrize(("told", "line", "true"), CASES)
def test_the_last_line_is_decided(told: str, line: str, true: Status | None) -> None:
    read = notes(document((told + line).encode(), "a.md"), Ledger(), decide)
    derivation = read.derivations[-1]
    claim = derivation.claims[-1]
    question = claim.asks[1] if claim.asks else None
    goal = None if question is None else Goal(question, derivation.definitions, Domain(claim.conditions))
    assert (None if goal is None else decide(goal).status) is true
