"""First, further, inherited and healed slips, from the two verdicts of a line and of those before it."""

import pytest
from sympy import Eq, Symbol
from sympy.core.basic import Basic

from checker.explain.blame import Line, slip_of
from checker.model import Certificate, Claim, Counterexample, Reading, Role, Slip, Status, Verdict

x = Symbol("x", real=True)
YES = Verdict(Status.PROVED, "test", "yes", certificate=Certificate("test", ()))
NO = Verdict(Status.REFUTED, "test", "no", counterexample=Counterexample((), "0", "1"))
ILL = Verdict(Status.ILL_FORMED, "test", "no meaning")
OTHER = Verdict(Status.ILL_FORMED, "test", "no meaning either")
PERHAPS = Verdict(Status.SUPPORTED, "test", "perhaps")


def line(
    follows: Verdict | None,
    true: Verdict | None,
    role: Role = Role.STEP,
    reading: Reading = Reading.EQUALS,
) -> Line:
    return Line(Claim("1", "…", Eq(x, x, evaluate=False), role, reading=reading), follows, true)


RIGHT, WRONG = line(YES, YES), line(NO, NO)

CASES: dict[str, tuple[Line, tuple[Line, ...], bool, Slip | None]] = {
    "right after right": (RIGHT, (RIGHT,), False, None),
    "right with nothing before": (line(None, YES), (), False, None),
    "the first wrong line": (line(NO, NO), (RIGHT,), False, Slip.FIRST),
    "the first line, wrong": (line(None, NO), (), False, Slip.FIRST),
    "a wrong shape": (line(None, ILL), (RIGHT,), False, Slip.FIRST),
    "wrong, and follows from what was wrong": (line(YES, NO), (WRONG,), False, Slip.INHERITED),
    "wrong in the way of the line before": (line(NO, NO), (WRONG,), True, Slip.INHERITED),
    "wrong in a new way": (line(NO, NO), (WRONG,), False, Slip.FURTHER),
    "wrong beside a wrong line, nothing to follow from": (line(None, NO), (WRONG,), False, Slip.FURTHER),
    "the same shapes that do not fit": (line(ILL, ILL), (line(None, ILL),), False, Slip.INHERITED),
    "other shapes that do not fit": (line(ILL, OTHER), (line(None, ILL),), False, Slip.FURTHER),
    "right again": (line(NO, YES), (WRONG,), False, Slip.HEALED),
    "right again after a wrong shape": (line(ILL, YES), (line(ILL, ILL),), False, Slip.HEALED),
    "right, does not follow, and nothing was wrong": (line(NO, YES), (RIGHT,), False, None),
    "right, and follows from what was wrong": (line(YES, YES), (WRONG,), False, None),
    "neither known": (line(PERHAPS, PERHAPS), (WRONG,), False, None),
    "unfinished": (line(None, None, Role.UNFINISHED), (WRONG,), False, Slip.UNFINISHED),
    "notation": (line(YES, YES, reading=Reading.UPDATES), (RIGHT,), False, Slip.NOTATION),
    "wrong counts for more than notation": (line(NO, NO, reading=Reading.UPDATES), (RIGHT,), False, Slip.FIRST),
    "healed counts for more than notation": (line(NO, YES, reading=Reading.APPLIES), (WRONG,), False, Slip.HEALED),
}


@pytest.mark.parametrize("name", CASES)
def test_slip_of(name: str) -> None:
    this, given, shared, expected = CASES[name]

    def shares_error(*_sides: Basic) -> bool:
        return shared

    assert slip_of(this, given, shares_error) is expected


def test_the_errors_of_all_wrong_lines_before_are_compared() -> None:
    asked: list[tuple[Basic, ...]] = []

    def shares_error(*sides: Basic) -> bool:
        asked.append(sides)
        return False

    assert slip_of(WRONG, (RIGHT, WRONG, WRONG), shares_error) is Slip.FURTHER
    assert asked == [(x, x, x, x)] * 2
