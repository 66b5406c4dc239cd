"""Every line of the handwritten notes has the verdicts that a careful reader gives it."""

import pytest

from checker.check import check
from checker.model import Finding, Settings, Slip, Status, Verdict
from derivations import TOPICS

NAMES = [entry.name for topic in TOPICS for entry in topic.entries]

# As a careful reader marks each line: ✓ holds, ✗ refuted, # ill-formed (shapes), ? holds on a condition,
# – does not apply. First: does it follow from the line before; second: is it true in itself.
READER = {
    "sigmoid": {
        "1": "––", "2": "✓✓", "3": "–✗", "4a": "––", "4b": "✓✓", "5": "–✓", "6a": "–✓", "6b": "–✓", "6c": "–✓",
        "7": "✗✗", "8": "✗✗", "9": "✗✓", "10": "✓✓", "11": "✓✓",
    },
    "theta0": {
        "0": "––", "1": "––", "2a": "–✓", "2b": "–✓", "3": "✓✓", "4": "✓✓", "5": "✓✓", "6": "✗✗", "7": "✗✓",
    },
    "theta1": {"1": "–✓", "2": "✓✓", "3": "✓✓", "4": "✓✓", "5": "✓✓", "6": "??"},
    "matrix-gradient": {
        "1": "–✓", "2": "––", "4a": "––", "3": "–✓", "4b": "✓✓", "5": "✗✗", "6": "✗✗", "7": "–✓", "8": "–#",
        "9": "##", "10": "#✓",
    },
    "normal-equation": {"1": "––", "2": "??"},
    "perceptron": {
        "0": "–✓", "1a": "––", "1b": "✓✓", "1c": "✓✓", "1d": "✓✓", "2a": "✓✓", "2b": "✓✓", "2c": "✓✓", "3a": "✓✓",
        "3b": "✓✓", "3c": "✓✓", "7": "–✓", "4": "✓✓", "5": "✓✓", "6a": "✗✗", "6b": "✗✗",
    },
    "forward-pass": {"1a": "–✓", "1b": "✓✓", "1c": "✓✓", "2a": "✓✓", "2b": "✓✓", "2c": "✓✓"},
}  # fmt: skip  # one derivation's lines side by side read as the reader's table

SLIPS = {
    ("sigmoid", "3"): Slip.FIRST,
    ("sigmoid", "7"): Slip.FIRST,
    ("sigmoid", "8"): Slip.FURTHER,
    ("sigmoid", "9"): Slip.HEALED,
    ("theta0", "6"): Slip.FIRST,
    ("theta0", "7"): Slip.HEALED,
    ("matrix-gradient", "2"): Slip.UNFINISHED,
    ("matrix-gradient", "5"): Slip.FIRST,
    ("matrix-gradient", "6"): Slip.INHERITED,
    ("matrix-gradient", "8"): Slip.FIRST,
    ("matrix-gradient", "9"): Slip.INHERITED,
    ("matrix-gradient", "10"): Slip.HEALED,
    ("perceptron", "1c"): Slip.NOTATION,
    ("perceptron", "2a"): Slip.NOTATION,
    ("perceptron", "3b"): Slip.NOTATION,
    ("perceptron", "6a"): Slip.FIRST,
    ("perceptron", "6b"): Slip.FURTHER,
    ("forward-pass", "1a"): Slip.NOTATION,
}


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], Finding]:
    report = check(NAMES, Settings(), lambda _name: None)
    return {(checked.derivation.name, f.claim.name): f for checked in report.checked for f in checked.findings}


WRONG = {Status.REFUTED: "✗", Status.ILL_FORMED: "#"}


def mark(verdict: Verdict | None) -> str:
    if verdict is None:
        return "–"
    if verdict.status is Status.PROVED:
        return "?" if verdict.conditions else "✓"
    return WRONG.get(verdict.status, str(verdict.status.value))


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in READER.items() for line in lines])
def test_both_verdicts_of_every_line(found: dict[tuple[str, str], Finding], name: str, line: str) -> None:
    finding = found[name, line]
    assert mark(finding.follows) + mark(finding.true) == READER[name][line]


def test_no_line_is_left_out(found: dict[tuple[str, str], Finding]) -> None:
    assert sorted(found) == sorted((name, line) for name, lines in READER.items() for line in lines)


def test_slips_are_told_apart(found: dict[tuple[str, str], Finding]) -> None:
    assert {key: finding.slip for key, finding in found.items() if finding.slip} == SLIPS


def test_every_line_is_as_its_file_expects(found: dict[tuple[str, str], Finding]) -> None:
    assert {key: finding.surprise for key, finding in found.items() if finding.surprise} == {}


def test_every_end_result_stands() -> None:
    report = check(NAMES, Settings(), lambda _name: None)
    assert {checked.derivation.name: checked.stands for checked in report.checked} == dict.fromkeys(NAMES, True)


@pytest.mark.parametrize(
    ("name", "line", "conditions"),
    [
        ("theta1", "6", ("the x_i are not all equal",)),
        ("normal-equation", "2", ("X has full column rank (XᵀX invertible)",)),
    ],
)
def test_conditions_are_found(
    found: dict[tuple[str, str], Finding], name: str, line: str, conditions: tuple[str, ...]
) -> None:
    finding = found[name, line]
    assert finding.true is not None
    assert finding.follows is not None
    assert finding.true.conditions == finding.follows.conditions == conditions


def test_a_refuted_line_names_a_point_and_two_values(found: dict[tuple[str, str], Finding]) -> None:
    verdicts = [v for f in found.values() for v in (f.follows, f.true) if v and v.status is Status.REFUTED]
    assert len(verdicts) == "".join(mark for lines in READER.values() for mark in lines.values()).count("✗")
    for verdict in verdicts:
        assert verdict.counterexample is not None
        assert verdict.counterexample.left != verdict.counterexample.right


def test_the_shape_fault_is_located(found: dict[tuple[str, str], Finding]) -> None:
    true = found["matrix-gradient", "8"].true
    assert true is not None
    assert "2Xᵀθ" in true.because
    assert "Xᵀ is n×m, θ is n×1" in true.because
    assert true.counterexample is not None  # where m = n it has a meaning, and is false


DERIVATIVES = {
    "sigmoid": ("5", "6a", "6b", "6c", "7", "8", "9", "10", "11"),
    "theta0": ("2a", "2b", "3", "4"),
    "theta1": ("1", "2"),
    "matrix-gradient": ("1", "2", "8", "9", "10"),
}


def test_every_derivative_is_met_by_finite_differences(found: dict[tuple[str, str], Finding]) -> None:
    checked = {key for key, finding in found.items() if finding.numeric is not None}
    assert checked == {(name, line) for name, lines in DERIVATIVES.items() for line in lines}


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in DERIVATIVES.items() for line in lines])
def test_finite_differences_converge_to_true_lines_only(
    found: dict[tuple[str, str], Finding], name: str, line: str
) -> None:
    finding = found[name, line]
    assert finding.numeric is not None
    right = finding.true is None or finding.true.status is Status.PROVED
    assert finding.numeric.outcome.value == ("converges" if right else "stays apart")
