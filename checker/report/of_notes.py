"""Shows what was found in files of notes: each claim with its place, and every place that was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from checker.model import Finding, NotesReport, Role, Status, Unread, Verdict
from checker.report import CONDITIONAL, WORDS, Page, caveat, conditions, counterexample, formula, position, visible

SILENT = {Role.DEFINITION: "– defined", Role.ROOT: "– begins", Role.EQUATION: "– given"}
LONGEST_LINE = 100  # characters shown of a line that was not read
WRONG = (Status.REFUTED, Status.ILL_FORMED)
INDENT = " " * 9
LONGEST_FORMULA = 60  # columns up to which verdicts stand below each other


def notes_text(reports: Sequence[NotesReport], page: Page) -> str:
    """Text of the reports, file after file, ending in what they come to."""
    lines = [line for report in reports for line in _file(report, page)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def is_wrong(finding: Finding) -> bool:
    """Is a line refuted or ill formed, in itself or as following from the line before?"""
    return any(verdict.status in WRONG for verdict in _verdicts(finding))


def is_open(finding: Finding) -> bool:
    """Is a line neither proved nor wrong, though something is asked of it?"""
    return not is_wrong(finding) and any(verdict.status is not Status.PROVED for verdict in _verdicts(finding))


def _verdicts(finding: Finding) -> list[Verdict]:
    return [verdict for verdict in (finding.true, finding.follows) if verdict is not None]


def findings_of(report: NotesReport) -> list[Finding]:
    """All findings of a file, in the order of its lines."""
    return [finding for checked in report.report.checked for finding in checked.findings]


# --- text --------------------------------------------------------------------------------------


def _file(report: NotesReport, page: Page) -> Iterator[str]:
    yield visible(report.path)
    findings = findings_of(report)
    shown = [formula(finding.claim, page) for finding in findings]
    width = min(max((len(text) for text in shown), default=0), LONGEST_FORMULA)
    for finding, text in zip(findings, shown, strict=True):
        yield from _line(f"{position(finding.claim):>7}  {text:<{width}}  {_answer(finding)}", finding, page)
        for note in _below(finding):
            yield f"{INDENT}  {visible(note)}"
    for unread in report.unread:
        yield from _unread(unread)
    yield _total(report, findings)
    yield ""


def _line(line: str, finding: Finding, page: Page) -> Iterator[str]:
    """The line with its answer, and why it holds: behind it where that fits the page, else below."""
    reason = visible(finding.because) if _holds(finding) else ""
    if not reason or len(line) + 2 + len(reason) <= page.width:
        yield f"{line}: {reason}" if reason else line
        return
    yield line
    yield from wrap(reason, max(page.width, 40), initial_indent=f"{INDENT}  by: ", subsequent_indent=f"{INDENT}      ")


def _holds(finding: Finding) -> bool:
    """Is a line proved, in every way that it was asked, with no slip to tell of?"""
    verdicts = _verdicts(finding)
    return bool(verdicts) and finding.slip is None and all(verdict.status is Status.PROVED for verdict in verdicts)


def _answer(finding: Finding) -> str:
    verdicts = _verdicts(finding)
    if not verdicts:
        return SILENT.get(finding.claim.role, "– not asked")
    wrong = next((verdict for verdict in verdicts if verdict.status in WRONG), None)
    if wrong is not None:
        healed = finding.true is not None and finding.true.status is Status.PROVED
        return f"{WORDS[wrong.status]}: does not follow, though true" if healed else WORDS[wrong.status]
    weakest = next((verdict for verdict in verdicts if verdict.status is not Status.PROVED), verdicts[0])
    if weakest.status is Status.PROVED and conditions(finding):
        return CONDITIONAL
    return WORDS[weakest.status]


def _below(finding: Finding) -> Iterator[str]:
    for condition in conditions(finding):
        yield f"if {condition}{caveat(finding, condition)}"
    for label, verdict in (("not true", finding.true), ("does not follow", finding.follows)):
        if verdict is None or verdict.status is Status.PROVED:
            continue
        if verdict.counterexample is not None:
            yield f"{label}: {counterexample(verdict.counterexample)}"
        elif verdict.status in WRONG or finding.true is verdict:
            yield f"{verdict.status.value.replace('_', '-')}: {verdict.because}"
    for remark in finding.claim.remarks:
        yield f"· {remark}"


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
    asked = [finding for finding in findings if _verdicts(finding)]
    wrong, undecided = sum(map(is_wrong, asked)), sum(map(is_open, asked))
    counts = [
        f"{len(findings)} lines read",
        f"{len(asked) - wrong - undecided} hold",
        f"{wrong} wrong",
        f"{undecided} undecided",
        f"{len(report.unread)} places not read",
    ]
    return ", ".join(counts) + "."
