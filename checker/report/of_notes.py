"""Shows what was found in files of notes: each claim with its place, and every place that was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from checker.model import Finding, NotesReport, Role, Slip, Status, Unread
from checker.report import (
    CONDITIONAL,
    WORDS,
    WRONG,
    Page,
    caveat,
    conditions,
    counterexamples,
    formula,
    is_open,
    is_wrong,
    new_remarks,
    once,
    position,
    told,
    verdicts,
    visible,
)
from checker.report.diagnosis import diagnosis

OF_ROOTS = ("D303", "D304")  # which root, and by what step, stands in their reason
SILENT = {Role.DEFINITION: "– defined", Role.ROOT: "– begins", Role.EQUATION: "– given"}
LONGEST_LINE = 100  # characters shown of a line that was not read
BLAMED = (Slip.INHERITED, Slip.HEALED)  # of which it is told what other line they rest on
HOLDS_THERE = " holds and "  # stands in a reason that tells where a line fails to follow
VALUES = "left is "
INDENT = " " * 9
LONGEST_FORMULA = 60  # columns up to which verdicts stand below each other


def notes_text(reports: Sequence[NotesReport], page: Page) -> str:
    """Text of the reports, file after file, ending in what they come to."""
    lines = [line for report in reports for line in _file(report, page)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def findings_of(report: NotesReport) -> list[Finding]:
    """All findings of a file, in the order of its lines."""
    return [finding for checked in report.report.checked for finding in once(checked.findings)]


# --- text --------------------------------------------------------------------------------------


def _file(report: NotesReport, page: Page) -> Iterator[str]:
    yield visible(report.path)
    findings = findings_of(report)
    shown = [formula(finding.claim, page) for finding in findings]
    width = min(max((len(text) for text in shown), default=0), LONGEST_FORMULA)
    for finding, text, remarks in zip(findings, shown, new_remarks(findings), strict=True):
        yield from _line(f"{position(finding.claim):>7}  {text:<{width}}  {_answer(finding)}", finding, page)
        for row in diagnosis(finding, page.width - len(INDENT) - 2):
            yield f"{INDENT}{row.mark:<2}{row.text}"
        for note in (*_below(finding), *(f"· {remark}" for remark in remarks)):
            yield from _wrapped(told(note, page), page)
    for unread in report.unread:
        yield from _unread(unread)
    yield _total(report, findings)
    yield ""


def _line(line: str, finding: Finding, page: Page) -> Iterator[str]:
    """The line with its answer, and why it holds: behind it where that fits the page, else below."""
    reason = told(finding.because, page) if _holds(finding) else ""
    if not reason or len(line) + 2 + len(reason) <= page.width:
        yield f"{line}: {reason}" if reason else line
        return
    yield line
    yield from wrap(reason, max(page.width, 40), initial_indent=f"{INDENT}  by: ", subsequent_indent=f"{INDENT}      ")


def _wrapped(note: str, page: Page) -> list[str]:
    """A remark below a line, going on where the page ends."""
    return wrap(note, max(page.width, 40), initial_indent=f"{INDENT}  ", subsequent_indent=f"{INDENT}    ")


def _holds(finding: Finding) -> bool:
    """Is a line proved, in every way that it was asked, with no slip to tell of?"""
    asked = verdicts(finding)
    return bool(asked) and finding.slip is None and all(verdict.status is Status.PROVED for verdict in asked)


def _answer(finding: Finding) -> str:
    asked = verdicts(finding)
    if not asked:
        return SILENT.get(finding.claim.role, "– not asked")
    wrong = next((verdict for verdict in asked if verdict.status in WRONG), None)
    slip = f", {finding.slip.value}" if finding.slip is not None else ""
    slip += f" [{finding.code}]" if finding.code else ""
    if wrong is not None:
        holds = finding.true is not None and finding.true.status is Status.PROVED
        return f"{WORDS[wrong.status]}{slip}{': does not follow, though true' if holds else ''}"
    weakest = next((verdict for verdict in asked if verdict.status is not Status.PROVED), asked[0])
    if weakest.status is Status.PROVED and conditions(finding):
        return CONDITIONAL + slip
    return WORDS[weakest.status] + slip


def _below(finding: Finding) -> Iterator[str]:
    for condition in conditions(finding):
        yield f"if {condition}{caveat(finding, condition)}"
    points = list(counterexamples(finding))
    if points and HOLDS_THERE in finding.because:
        (_, said), *points = points
        yield f"{finding.because}: {said[said.index(VALUES) :]}"
    elif finding.slip in BLAMED or finding.code in OF_ROOTS:
        yield finding.because
    yield from (f"{label}: {text}" for label, text in points)
    for verdict in (finding.true, finding.follows):
        shows_itself = verdict is not None and verdict.status is Status.REFUTED
        unproved = verdict is not None and verdict.status is not Status.PROVED and not shows_itself
        if verdict is not None and unproved and (verdict.status in WRONG or finding.true is verdict):
            yield f"{verdict.status.value.replace('_', '-')}: {verdict.because}"


def _unread(unread: Unread) -> Iterator[str]:
    place = unread.place
    found, expected = visible(unread.found), visible(unread.expected)
    yield f"{place.line:>4}:{place.column:<2}  ? UNREAD: found {found}, expected {expected}"
    before, text = _cut(unread.text, place.column - 1)
    if text.strip():
        yield f"{INDENT}  {visible(text)}"
        yield f"{INDENT}  {' ' * len(visible(before))}^"
    if unread.hint:
        yield f"{INDENT}  {visible(unread.hint)}"


def _cut(text: str, offset: int) -> tuple[str, str]:
    """What stands before an offset, and the line, both cut to what can be shown around it."""
    start = max(0, min(offset - LONGEST_LINE // 2, len(text) - LONGEST_LINE))
    return text[start:offset], text[start : start + LONGEST_LINE]


def _total(report: NotesReport, findings: Sequence[Finding]) -> str:
    asked = [finding for finding in findings if verdicts(finding)]
    wrong, undecided = sum(map(is_wrong, asked)), sum(map(is_open, asked))
    counts = [
        _counted(len(findings), "line read", "lines read"),
        f"{len(asked) - wrong - undecided} hold",
        f"{wrong} wrong",
        f"{undecided} undecided",
        _counted(len(report.unread), "place not read", "places not read"),
    ]
    return ", ".join(counts) + "."


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
