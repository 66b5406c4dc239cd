"""A question beyond the limits is undecided with the limit named; a file that cannot be run is told in one line."""

import ctypes
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sympy import Add, Eq, Integer, Pow, Symbol, binomial, factorial
from sympy.core.basic import Basic

import derivations
from checker.check import check_derivations, load
from checker.decide import decide
from checker.model import (
    Claim,
    Derivation,
    DeriveCheckError,
    Finding,
    Goal,
    Limits,
    Report,
    Role,
    Settings,
    Status,
    Verdict,
)
from derivations import Entry, Topic

x = Symbol("x", real=True)
PLAIN = Eq(x + x, 2 * x, evaluate=False)
BRIEF = Settings(limits=Limits(0.5, 128))


def line(name: str, statement: Basic) -> Claim:
    return Claim(name, name, statement, Role.FACT)


def report_on(*statements: Basic, settings: Settings = BRIEF) -> Report:
    claims = tuple(line(str(number), statement) for number, statement in enumerate(statements))
    return check_derivations([Derivation("d", "", "", claims)], settings, lambda _: None)


def verdicts(report: Report) -> list[Verdict | None]:
    return [finding.true for finding in report.checked[0].findings]


def power(base: Basic | int, exponent: Basic | int) -> Basic:
    return Pow(base, exponent, evaluate=False)


def parentheses(levels: int) -> Basic:
    nested: Basic = x
    for _ in range(levels):
        nested = Add(nested, Integer(1), evaluate=False)
    return nested


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (power(9, power(9, 9)), Integer(1)),
        (factorial(10**7, evaluate=False), Integer(1)),
        (binomial(10**9, 10**8, evaluate=False), Integer(1)),
        (parentheses(3000), x),
    ],
    ids=["tower", "factorial", "binomial", "parentheses"],
)
def test_a_blow_up_is_undecided_and_the_next_line_goes_on(left: Basic, right: Basic) -> None:
    report = report_on(PLAIN, Eq(left, right, evaluate=False), PLAIN)
    before, beyond, after = verdicts(report)
    assert before is not None
    assert beyond is not None
    assert before == after
    assert before.status is Status.PROVED
    assert (beyond.status, beyond.by) == (Status.UNDECIDED, "limits")
    assert beyond.because.startswith("it exceeds the limit of ")
    assert not report.cut_short  # another run can do no better


def sleeps() -> None:
    time.sleep(60)


def hangs_in_c() -> None:
    ctypes.PyDLL(None).pause()


def takes_memory() -> None:
    bytearray(1 << 30)


@pytest.mark.parametrize(
    ("stuck", "limit"),
    [
        (sleeps, "it exceeds the time limit of 0.5 s"),
        (hangs_in_c, "it exceeds the time limit of 0.5 s"),
        (takes_memory, "it exceeds the memory limit of 128 MiB"),
    ],
)
def test_a_stuck_procedure_is_ended_and_the_next_line_goes_on(
    stuck: Callable[[], None], limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sticks_at_three(goal: Goal) -> Verdict:
        if goal.question.right == 3:  # type: ignore[union-attr]  # every question here is an Equal
            stuck()
        return decide(goal)

    monkeypatch.setattr("checker.tasks.decide", sticks_at_three)
    report = report_on(PLAIN, Eq(x, 3, evaluate=False), Eq(x, 4, evaluate=False))
    before, beyond, after = verdicts(report)
    assert before is not None
    assert beyond is not None
    assert after is not None
    assert (before.status, after.status) == (Status.PROVED, Status.REFUTED)
    assert (beyond.status, beyond.by, beyond.because) == (Status.UNDECIDED, "limits", limit)
    assert report.cut_short


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_findings_do_not_depend_on_the_number_of_processes(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    statements = [Eq(x * k, x + k, evaluate=False) for k in range(6)]
    expected = report_on(*statements)
    monkeypatch.setattr("checker.check.processes", lambda: processes)
    assert report_on(*statements) == expected
    assert [verdict and verdict.status for verdict in verdicts(expected)] == [Status.REFUTED] * 6


def test_a_line_beyond_the_limits_surprises() -> None:
    (finding,) = report_on(Eq(power(9, power(9, 9)), 1, evaluate=False)).checked[0].findings
    assert isinstance(finding, Finding)
    assert finding.surprise == "true: undecided, the file expects proved"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x = 1\ny = (", "derivations/broken.py:2: SyntaxError: '(' was never closed"),
        ("x = 1\n\nz = Functio('f')", "derivations/broken.py:3: NameError: name 'Functio' is not defined"),
        ("x = 1", "derivations/broken.py: AttributeError: module 'derivations.broken' has no attribute 'DERIVATIONS'"),
    ],
)
def test_a_derivation_file_that_cannot_be_run_is_told_in_one_line(
    source: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(derivations, "__path__", [str(tmp_path)])
    monkeypatch.setattr(derivations, "TOPICS", (Topic("broken", (Entry("broken", "Broken"),)),))
    monkeypatch.delitem(sys.modules, "derivations.broken", raising=False)
    with pytest.raises(DeriveCheckError) as told:
        load("broken")
    assert str(told.value) == message
