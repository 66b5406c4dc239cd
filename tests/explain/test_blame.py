"""First, further, inherited and healed slips, from the two verdicts of a line and of those before it."""

from pathlib import Path

import pytest
from sympy import Eq, Integral, Symbol, sin
from sympy.core.basic import Basic

from checker import tasks
from checker.check_notes import check_file
from checker.explain.blame import Line, slip_of
from checker.model import Certificate, Claim, Counterexample, Derivation, Reading, Role, Settings, Slip, Status, Verdict

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


def no_value_is_the_same(*_sides: Basic) -> bool:
    return False


@pytest.mark.parametrize("name", CASES)
def test_slip_of(name: str) -> None:
    this, given, shared, expected = CASES[name]

    def shares_error(*_sides: Basic) -> bool:
        return shared

    assert slip_of(this, given, shares_error, no_value_is_the_same) is expected


def test_the_errors_of_all_wrong_lines_before_are_compared() -> None:
    asked: list[tuple[Basic, ...]] = []

    def shares_error(*sides: Basic) -> bool:
        asked.append(sides)
        return False

    assert slip_of(WRONG, (RIGHT, WRONG, WRONG), shares_error, no_value_is_the_same) is Slip.FURTHER
    assert asked == [(x, x, x, x)] * 2


@pytest.mark.parametrize(
    ("lines", "slips"),
    [
        # of (x+1)^2: the number is the coefficient of x that a line states
        ((2, 2, 2), (None, None, None)),
        ((3, 3, 3, 3), (Slip.FIRST, Slip.INHERITED, Slip.INHERITED, Slip.INHERITED)),
        ((2, 3, 3, 2), (None, Slip.FIRST, Slip.INHERITED, Slip.HEALED)),
        ((3, 4, 4, 2), (Slip.FIRST, Slip.FURTHER, Slip.INHERITED, Slip.HEALED)),
        ((3, 4, 3, 2), (Slip.FIRST, Slip.FURTHER, Slip.INHERITED, Slip.HEALED)),  # back to the first wrong value
        ((3, 4, 5), (Slip.FIRST, Slip.FURTHER, Slip.FURTHER)),
        ((3, 2, 5, 2), (Slip.FIRST, Slip.HEALED, Slip.FIRST, Slip.HEALED)),
    ],
)
def test_the_fewest_lines_of_a_chain_are_blamed(
    tmp_path: Path, lines: tuple[int, ...], slips: tuple[Slip | None, ...]
) -> None:
    path = tmp_path / "notes.md"
    rows = [rf"&= {k} x + x^2 + 1" if n % 2 else rf"&= x^2 + {k} x + 1" for n, k in enumerate(lines)]
    path.write_text("$$\\begin{aligned}(x+1)^2 " + " \\\\ ".join(rows) + "\\end{aligned}$$\n", encoding="utf-8")
    report = check_file(path, Settings(), lambda _: None).report
    assert tuple(finding.slip for each in report.checked for finding in each.findings) == slips


def test_a_line_into_which_definitions_cannot_be_put_shares_no_error() -> None:
    t = Symbol("t", real=True)
    one, other = (
        Line(Claim("1", "…", Eq(Integral(x, x), right, evaluate=False), Role.STEP), NO, NO) for right in (x, x + 1)
    )
    derivation = Derivation("d", "", "", (), definitions=((x, sin(t)),))  # SymPy refuses ∫ sin t d(sin t)
    assert tasks.slip(derivation, one, [other]) == Slip.FURTHER.value
