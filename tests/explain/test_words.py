"""What is said of a line, and every way in which it can be other than its file expects."""

import pytest
from sympy import Eq, Integer, Symbol

from checker.explain.words import asserts_nothing, because, disagreement, surprise
from checker.model import (
    Certificate,
    Claim,
    Convergence,
    Counterexample,
    Expectation,
    Numeric,
    Role,
    Slip,
    Status,
    Verdict,
)

X = Symbol("x", real=True)
YES = Verdict(Status.PROVED, "test", "it holds", certificate=Certificate("test", ()))
IF = YES.with_conditions(("x ≠ 0",))
NO = Verdict(Status.REFUTED, "test", "it does not", counterexample=Counterexample((), "1", "2"))
PERHAPS = Verdict(Status.SUPPORTED, "test", "it seems to")
VALUES = ("1", "2")
SLIP = Expectation("1", "a slip", true=Status.REFUTED, follows=Status.REFUTED, slip=Slip.FIRST, values=VALUES)
ON_CONDITION = Expectation("1", "needs a divisor", conditions=("x ≠ 0",))


@pytest.mark.parametrize(
    ("role", "follows", "true", "slip", "expected"),
    [
        (Role.STEP, YES, NO, None, "it does not"),  # what is true in itself comes first
        (Role.STEP, YES, None, None, "it holds"),
        (Role.STEP, NO, NO, Slip.FIRST, "first slip: it does not"),
        (Role.DEFINITION, None, None, None, "fixes what a name means"),
        (Role.UNFINISHED, None, None, Slip.UNFINISHED, "nothing is asserted: it has no right side"),
    ],
)
def test_because(role: Role, follows: Verdict | None, true: Verdict | None, slip: Slip | None, expected: str) -> None:
    assert because(Claim("1", "", X, role), follows, true, slip) == expected


@pytest.mark.parametrize(
    ("blamed", "mended", "expected"),
    [
        (["7", "8"], True, "the slips of lines 7 and 8 cancel"),
        (["7", "8"], False, "the slips of lines 7 and 8 are gone"),  # nothing shows that they undo each other
        (["7"], True, "the slip of line 7 is gone"),
    ],
)
def test_slips_cancel_where_each_line_holds_without_its_own(blamed: list[str], mended: bool, expected: str) -> None:
    said = because(Claim("9", "", X, Role.STEP), NO, YES, Slip.HEALED, (), blamed, mended)
    assert said == f"right again, though not by the line before; {expected}: it holds"


@pytest.mark.parametrize(
    ("role", "statement", "remarks", "expected"),
    [
        (Role.EQUATION, Eq(X, 2, evaluate=False), (), "a value that is given"),
        (Role.EQUATION, Eq(X**2, 4, evaluate=False), (), "the equation to solve"),
        (Role.EQUATION, Eq(X, X**2, evaluate=False), (), "the equation to solve"),
        (Role.EQUATION, Eq(Integer(0), X - 1, evaluate=False), (), "the equation to solve"),
        (Role.DEFINITION, Eq(X, 2, evaluate=False), (), "fixes what a name means"),
        (
            Role.DEFINITION,
            Eq(X, 2, evaluate=False),
            ("a rounded value, taken as given",),
            "a rounded value, taken as given",
        ),
    ],
)
def test_why_nothing_is_asked(role: Role, statement: Eq, remarks: tuple[str, ...], expected: str) -> None:
    assert asserts_nothing(Claim("1", "", statement, role, remarks=remarks)) == expected


def numeric(outcome: Convergence) -> Numeric:
    return Numeric(outcome, 2.0, 1e-9, 1e-8, 3, ((1, 1),), ())


@pytest.mark.parametrize(
    ("true", "outcome", "clash"),
    [
        (YES, Convergence.CONVERGES, False),
        (YES, Convergence.STAYS_APART, True),
        (YES, Convergence.VACUOUS, False),
        (NO, Convergence.CONVERGES, True),
        (NO, Convergence.STAYS_APART, False),
        (PERHAPS, Convergence.STAYS_APART, False),
        (None, Convergence.STAYS_APART, False),
        (YES, None, False),
    ],
)
def test_disagreement(true: Verdict | None, outcome: Convergence | None, clash: bool) -> None:
    said = disagreement(true, numeric(outcome) if outcome else None)
    assert (said is not None) is clash
    assert said is None or said.startswith("INTERNAL ERROR: ")


AS_EXPECTED = [
    (None, YES, YES, None, None),
    (None, None, YES, None, None),
    (None, None, None, None, None),
    (SLIP, NO, NO, Slip.FIRST, VALUES),
    (ON_CONDITION, IF, IF, None, None),
]


@pytest.mark.parametrize(("expectation", "follows", "true", "slip", "values"), AS_EXPECTED)
def test_no_surprise(
    expectation: Expectation | None,
    follows: Verdict | None,
    true: Verdict | None,
    slip: Slip | None,
    values: tuple[str, str] | None,
) -> None:
    assert surprise(expectation, follows, true, slip, values) is None


SURPRISES = {
    "a line that is wrong": ((None, YES, NO, Slip.FIRST, VALUES), "true: refuted, the file expects proved"),
    "a line that only seems right": ((None, YES, PERHAPS, None, None), "true: supported, the file expects proved"),
    "a slip that is gone": ((SLIP, YES, YES, None, None), "the file expects refuted"),
    "nothing is asked": (
        (SLIP, None, NO, Slip.FIRST, VALUES),
        "follows: the file expects refuted, but nothing is asked",
    ),
    "another slip": ((SLIP, NO, NO, Slip.FURTHER, VALUES), "found further slip, the file expects first slip"),
    "an unexpected slip": ((None, YES, YES, Slip.NOTATION, None), "found notation, the file expects none"),
    "a condition too many": ((None, YES, IF, None, None), "holds if x ≠ 0; the file expects no condition"),
    "a condition too few": ((ON_CONDITION, IF, YES, None, None), "holds if no condition; the file expects x ≠ 0"),
    "another wrong line": ((SLIP, NO, NO, Slip.FIRST, ("1", "3")), "the two sides are 1 and 3"),
}


@pytest.mark.parametrize("name", SURPRISES)
def test_surprise(name: str) -> None:
    (expectation, follows, true, slip, values), told = SURPRISES[name]
    said = surprise(expectation, follows, true, slip, values)
    assert said is not None
    assert told in said
