"""What is asked of a line: by what it is given, by its root, and by what its "=" stands for."""

import pytest
from sympy import Derivative, Eq, Function, Integer, Ne, Symbol, symbols
from sympy.core.basic import Basic

from checker.model import Claim, Equal, Question, Reading, Role, SameRoots, Solves, Unequal
from checker.objects import step
from checker.read.questions import follows_question, true_question

x, a, b = symbols("x a b", real=True)
f = Function("f")(x)
slope = Derivative(f, x)


def claim(role: Role, statement: Basic, reading: Reading = Reading.EQUALS) -> Claim:
    return Claim("1", "…", statement, role, reading=reading)


def equation(left: Basic, right: Basic) -> Eq:
    return Eq(left, right, evaluate=False)


ROOT = claim(Role.ROOT, slope)
STEP = claim(Role.STEP, equation(slope, a + b))
SAME = claim(Role.STEP, equation(slope, b + a))
OTHER = claim(Role.STEP, equation(slope + 1, a))
FACT = claim(Role.FACT, equation(a, x**2))
ZERO = claim(Role.EQUATION, equation(Integer(0), a * x + b))
TURNED = claim(Role.EQUATION, equation(2 * a * x + 2 * b, Integer(0)))
SOLVED = claim(Role.SOLUTION, equation(x, -b / a))
SOLVED_AGAIN = claim(Role.SOLUTION, equation(x, -(b / a)))
APPLIED = claim(Role.STEP, equation(f, step(Integer(0))), Reading.APPLIES)
NUMBER = claim(Role.STEP, equation(f, Integer(0)))
DIFFERENT = claim(Role.STEP, Ne(slope, a, evaluate=False))
UNFINISHED = claim(Role.UNFINISHED, slope)
DEFINED = claim(Role.DEFINITION, equation(f, x**2))

FOLLOWS: dict[str, tuple[Claim, tuple[Claim, ...], Question | None]] = {
    "a definition": (DEFINED, (ROOT,), None),
    "a root": (ROOT, (STEP,), None),
    "an unfinished line": (UNFINISHED, (ROOT,), None),
    "a lone fact": (FACT, (STEP,), None),
    "no line before": (STEP, (), None),
    "a step from the root": (STEP, (ROOT,), Equal(slope, a + b)),
    "a step from a step": (SAME, (STEP,), Equal(a + b, a + b)),
    "a step of a larger subject": (OTHER, (STEP,), Equal(a + b + 1, a)),
    "a step with a fact put in": (SAME, (STEP, FACT), Equal(x**2 + b, a + b)),
    "an inequation": (DIFFERENT, (STEP,), Unequal(a + b, a)),
    "an equation from an equation": (TURNED, (ZERO,), SameRoots(a * x + b, 2 * a * x + 2 * b)),
    "an equation from a step": (ZERO, (STEP,), SameRoots(a + b, a * x + b)),
    "a solution of an equation": (SOLVED, (TURNED,), Solves(2 * a * x + 2 * b, x, -b / a)),
    "a solution rewritten": (SOLVED_AGAIN, (SOLVED,), Equal(-b / a, -b / a)),
    "a step function applied": (APPLIED, (NUMBER,), Equal(step(Integer(0)), step(Integer(0)))),
}


@pytest.mark.parametrize("name", FOLLOWS)
def test_follows(name: str) -> None:
    line, given, expected = FOLLOWS[name]
    assert follows_question(line, given) == expected


TRUE: dict[str, tuple[Claim, tuple[Claim, ...], Question | None]] = {
    "a definition": (DEFINED, (), None),
    "a root": (ROOT, (), None),
    "an unfinished line": (UNFINISHED, (), None),
    "a step": (STEP, (ROOT,), Equal(slope, a + b)),
    "a fact": (FACT, (), Equal(a, x**2)),
    "an inequation": (DIFFERENT, (), Unequal(slope, a)),
    "an equation with a root": (TURNED, (ZERO,), SameRoots(a * x + b, 2 * a * x + 2 * b)),
    "an equation with a step for its root": (ZERO, (STEP,), SameRoots(slope, a * x + b)),
    "an equation with a fact put in": (TURNED, (ZERO, FACT), SameRoots(x**2 * x + b, 2 * a * x + 2 * b)),
    "an equation without a root": (ZERO, (), None),
    "a solution": (SOLVED, (ZERO,), Solves(a * x + b, x, -b / a)),
}


@pytest.mark.parametrize("name", TRUE)
def test_true(name: str) -> None:
    line, root, expected = TRUE[name]
    assert true_question(line, root, lambda expression: expression) == expected


def test_a_root_is_differentiated_before_facts_are_put_in() -> None:
    squared = claim(Role.EQUATION, equation(Integer(0), Derivative(a * x**2, x)))
    question = true_question(ZERO, (squared, claim(Role.FACT, equation(x, b))), lambda e: e.doit())
    assert question == SameRoots(2 * a * b, a * x + b)


def test_a_symbol_of_another_name_is_left_alone() -> None:
    other = Symbol("x", positive=True)
    line = claim(Role.STEP, equation(slope, other))
    assert follows_question(line, (STEP, claim(Role.FACT, equation(x, b)))) == Equal(a + b, other)
