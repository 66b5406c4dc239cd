"""A summary shares out the lines by what came out of them, and counts healed, broken and surprising ones besides."""

from dataclasses import fields

import pytest

from checker.model import Report, Settings, Slip, Verdict
from checker.report.summary import summarize
from tests.report.sample_report import (
    CONDITIONAL,
    EVERY_OUTCOME,
    ILL_FORMED,
    PROVED,
    SUPPORTED,
    UNDECIDED,
    finding,
    refuted,
    report,
)

REFUTED = refuted("0", "1")
SHARES = ("proved", "conditional", "refuted", "supported", "undecided", "ill_formed", "unread", "unasserted")


@pytest.mark.parametrize(
    ("follows", "true", "share", "broken"),
    [
        (None, None, "unasserted", 0),
        (PROVED, PROVED, "proved", 0),
        (PROVED, None, "proved", 0),
        (None, PROVED, "proved", 0),
        (CONDITIONAL, CONDITIONAL, "conditional", 0),
        (CONDITIONAL, PROVED, "proved", 0),
        (PROVED, CONDITIONAL, "conditional", 0),
        (PROVED, REFUTED, "refuted", 0),
        (REFUTED, REFUTED, "refuted", 1),
        (REFUTED, PROVED, "proved", 1),
        (REFUTED, None, "refuted", 1),
        (ILL_FORMED, PROVED, "proved", 1),
        (None, ILL_FORMED, "ill_formed", 0),
        (PROVED, SUPPORTED, "supported", 0),
        (PROVED, UNDECIDED, "undecided", 0),
    ],
)
def test_every_line_has_one_share(follows: Verdict | None, true: Verdict | None, share: str, broken: int) -> None:
    summary = summarize(report(finding("1", "x", follows, true)))
    assert {name: getattr(summary, name) for name in SHARES} == {name: int(name == share) for name in SHARES}
    assert summary.broken == broken


def test_counts_of_every_outcome() -> None:
    summary = summarize(EVERY_OUTCOME)
    counts = {field.name: getattr(summary, field.name) for field in fields(summary)}
    assert counts == {
        "lines": 12,
        "proved": 3,
        "conditional": 1,
        "refuted": 3,
        "supported": 0,
        "undecided": 1,
        "ill_formed": 1,
        "unread": 1,
        "unasserted": 2,
        "healed": 1,
        "broken": 3,
        "surprises": 1,
        "stands": (("sample", False),),
    }


def test_healed_is_what_the_slip_says() -> None:
    assert summarize(report(finding("1", "x", REFUTED, PROVED, slip=Slip.HEALED))).healed == 1
    assert summarize(report(finding("1", "x", REFUTED, PROVED, slip=Slip.NOTATION))).healed == 0


def test_derivations_are_counted_together_and_stand_apart() -> None:
    first = report(finding("1", "x", PROVED, PROVED), name="first", stands=True)
    second = report(finding("1", "x", None, REFUTED), name="second", stands=None)
    summary = summarize(Report(first.checked + second.checked, Settings()))
    assert (summary.lines, summary.proved, summary.refuted) == (2, 1, 1)
    assert summary.stands == (("first", True), ("second", None))


def test_nothing_checked() -> None:
    summary = summarize(Report((), Settings()))
    assert summary.lines == 0
    assert summary.stands == ()
