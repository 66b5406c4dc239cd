"""Every code has a page whose wrong example is of its kind, whose mended one is right, and which the docs show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.check_notes import check_text
from checker.explain.catalogue import CATALOGUE, Kind
from checker.explain.codes import OF_EDIT, OF_SLIP, OPEN
from checker.model import NotesReport, Settings, Status

DOCS = Path(__file__).parents[2] / "docs" / "diagnostics.md"
UNREAD = "D701"
UNFINISHED = "D502"  # an expression alone claims nothing in notes; in derivations it is told


def found(text: str) -> NotesReport:
    return check_text(text, Settings())


def codes(report: NotesReport) -> set[str]:
    return {finding.code for checked in report.report.checked for finding in checked.findings if finding.code}


@pytest.mark.parametrize("kind", [kind for kind in CATALOGUE if kind.code != UNFINISHED], ids=lambda kind: kind.code)
def test_the_wrong_example_is_of_its_kind(kind: Kind) -> None:
    report = found(kind.wrong)
    assert kind.code in codes(report) | ({UNREAD} if report.unread else set())


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.code)
def test_the_mended_example_holds(kind: Kind) -> None:
    report = found(kind.mended)
    verdicts = [v for c in report.report.checked for f in c.findings for v in (f.follows, f.true) if v is not None]
    assert verdicts
    assert all(verdict.status is Status.PROVED and not verdict.conditions for verdict in verdicts)
    assert not report.unread
    assert not codes(report)


def test_codes_are_distinct_and_every_one_given_is_in_the_catalogue() -> None:
    listed = [kind.code for kind in CATALOGUE]
    assert len(set(listed)) == len(listed)
    assert {*OF_EDIT.values(), *OF_SLIP.values(), *OPEN.values()} <= set(listed)


def test_the_docs_show_the_catalogue() -> None:
    pages = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    shown = []
    for page in pages:
        wrong, mended = re.findall(r"^```\n(.*?)```\n", page, flags=re.MULTILINE | re.DOTALL)
        code, told = page.split("\n\n")[:2]
        shown.append((code, told, wrong, mended))
    assert shown == [
        (kind.code, f"**{kind.title[0].upper()}{kind.title[1:]}.** {kind.meaning}", kind.wrong, kind.mended)
        for kind in CATALOGUE
    ]
