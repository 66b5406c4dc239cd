"""How a root was lost or gained is said where both sides show it, and nothing where they do not."""

import pytest
from sympy import Add, Eq, Integer, Mul, Symbol, sqrt
from sympy.core.basic import Basic

from checker.explain.root_words import root_words
from checker.model import Counterexample, Implies, Question, SolutionSet, Status, Verdict

X = Symbol("x", real=True)


def _less(left: Basic, right: Basic) -> Basic:
    return Add(left, Mul(Integer(-1), right, evaluate=False), evaluate=False)


def _is(value: int) -> Eq:
    return Eq(X, value, evaluate=False)


@pytest.mark.parametrize(
    ("question", "at", "said"),
    [
        (
            SolutionSet(_less(X**2, 3 * X), X, (Integer(3),)),
            "0",
            "x = 0 is lost, as by dividing by x, which is 0 there",
        ),
        (
            SolutionSet(_less((X - 1) ** 2, 3 * (X - 1)), X, (Integer(4),)),
            "1",
            "x = 1 is lost, as by dividing by x − 1, which is 0 there",
        ),
        (
            SolutionSet(_less(X**2, Integer(4)), X, (Integer(2),)),
            "-2",
            "x = −2 is lost, as by taking one square root of two",
        ),
        (SolutionSet(_less(X**2, 5 * X - 6), X, (Integer(2),)), "3", ""),
        (
            Implies(_is(-1), Eq(sqrt(X + 2), X)),
            "-1",
            "x = −1 is gained, as by squaring: the sides are 1 and −1 there",
        ),
        (SolutionSet(_less(X, Integer(2)), X, (Integer(2), Integer(-2))), "-2", "x = −2 is gained, as by squaring: "),
        (Implies(_is(5), Eq(X**2, Integer(4))), "5", ""),
        (None, "1", ""),
    ],
)
def test_root_words(question: Question | None, at: str, said: str) -> None:
    verdict = Verdict(Status.REFUTED, "test", "not", counterexample=Counterexample((("x", at),), "0", "1"))
    found = root_words(question, verdict)
    assert found.startswith(said)
    assert bool(found) is bool(said)
