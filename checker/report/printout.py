"""Shows a report as plain text to hand out: every step with its reason, its verdicts and what to learn from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.model import Checked, Finding, NotesReport, Report, Settings
from checker.report import (
    END_RESULT,
    NOTATIONS,
    SLIPS,
    Page,
    answer,
    decided_by,
    finite_differences,
    formula,
    meaning,
    notes,
    once,
    sentence,
    told,
    visible,
)
from checker.report.blamed import blame_label, blamed_part, blamed_span
from checker.report.decimals import as_written
from checker.report.plain import plain
from checker.report.summary import Summary, summarize

WIDTH = 80
NUMBER_WIDTH = 6
LONGEST_CLUSTER = 8  # a letter and its marks
READING = (
    "Each step has two verdicts. “Follows”: does it follow from the steps before it? "
    "“True”: is it right in itself, whatever stands before it? “–”: the question does not arise. "
    "What is proved has a proof; what is refuted, a point at which the two sides differ; "
    "in what is ill-formed, shapes or names do not fit together."
)


def printout(report: Report, page: Page) -> str:
    """Plain text of a report in lines of at most 80 columns, whatever the width of the page."""
    parts = [_derivation(checked, page) for checked in report.checked] + [_closing(report)]
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def notes_printout(reports: Sequence[NotesReport], page: Page) -> str:
    """The same of files of notes: part after part, then what was not read."""
    reports = [of_file(report) for report in reports]
    parts = [list(part) for report in reports for part in _file(report, page)]
    checked = tuple(one for report in reports for one in report.report.checked)
    settings = reports[0].report.settings if reports else Settings()
    parts.append(list(_closing(Report(checked, settings), with_results=False)))
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def of_file(report: NotesReport) -> NotesReport:
    """The report without what its lines were expected to be: of a file of notes nothing is; no line twice."""
    checked = tuple(
        replace(one, findings=tuple(replace(finding, surprise=None) for finding in once(one.findings)))
        for one in report.report.checked
    )
    return replace(report, report=replace(report.report, checked=checked))


def _file(report: NotesReport, page: Page) -> Iterator[Iterator[str]]:
    for number, checked in enumerate(report.report.checked, 1):
        yield _part(report.path, number, checked, page)
    if report.unread or not report.report.checked:
        yield _not_read(report)


def _part(path: str, number: int, checked: Checked, page: Page) -> Iterator[str]:
    title = wrapped(visible(checked.derivation.title), WIDTH) or wrapped(visible(f"{path}, part {number}"), WIDTH)
    yield from title
    yield "=" * max(map(_columns, title))
    yield from wrapped(visible(f"From {path}."), WIDTH)
    yield from _body(checked, page)


def _not_read(report: NotesReport) -> Iterator[str]:
    title = wrapped(visible(f"Not read in {report.path}"), WIDTH)
    yield from title
    yield "=" * max(map(_columns, title))
    if not report.report.checked:
        yield from wrapped("No claim was read.", WIDTH)
    for gap in report.unread:
        yield ""
        said = f"Found {gap.found}, expected {gap.expected}."
        yield from _indented(f"{gap.place.line}:{gap.place.column}", visible(said))
        if gap.hint:
            yield from _indented("", visible(f"Hint: {gap.hint}"), hanging=2)


def _derivation(checked: Checked, page: Page) -> Iterator[str]:
    derivation = checked.derivation
    title = wrapped(visible(derivation.title), WIDTH) or [derivation.name]
    yield from title
    yield "=" * max(map(_columns, title))
    paths = dict.fromkeys(finding.claim.place.path for finding in checked.findings if finding.claim.place)
    source = f" ({', '.join(paths)})" if paths else ""
    yield from wrapped(visible(f"From the notes headed “{derivation.heading}”{source}."), WIDTH)
    yield from _body(checked, page)
    yield ""
    yield from wrapped(f"The end result {END_RESULT[checked.stands]}.", WIDTH)


def _body(checked: Checked, page: Page) -> Iterator[str]:
    derivation = checked.derivation
    numbers = as_written(derivation.claims)
    meanings = [numbers(meaning(name, stands_for) or "") for name, stands_for in derivation.definitions]
    if any(meanings):
        yield from ("", "What the names were taken to mean")
        for text in filter(None, meanings):
            yield from _indented("", text, hanging=2)
    yield from ("", "Steps")
    for finding in checked.findings:
        yield from _step(finding, page)


def _step(finding: Finding, page: Page) -> Iterator[str]:
    claim = finding.claim
    given = f" from {', '.join(claim.given)}" if claim.given else ""
    yield ""
    yield from _indented(visible(claim.name), formula(claim, page))
    yield from _indented("", f"Follows{visible(given)}: {answer(finding.follows)} | True: {answer(finding.true)}")
    for note in notes(finding):
        yield from _indented("", f"{sentence(note.label)}: {told(note.text, page)}", hanging=2)
    yield from _mending(finding, page)
    yield from _indented("", f"({'; '.join(_details(finding))})", hanging=1)


def _mending(finding: Finding, page: Page) -> Iterator[str]:
    """The part to blame, the repairs and the code of a wrong line, as far as they are known."""
    claim = finding.claim
    span = blamed_span(claim, finding.caret)
    if span is not None and finding.caret is not None:
        where = f"{finding.caret.line}:{finding.caret.column}"
        part = blamed_part(claim, span) if page.unicode else None
        shown = claim.written[span.start : span.end] if part is None else plain(part)
        label = sentence(blame_label(finding, span))
        yield from _indented("", visible(f"{label}: {shown} ({where})"), hanging=2)
    for repair in finding.repairs:
        changes = "; ".join(f"{edit.slip}: {edit.old} → {edit.new}" for edit in repair.edits)
        likeness = f" ({repair.likeness})" if repair.likeness else ""
        yield from _indented("", visible(f"Repair{likeness}: {changes}; the line is then {repair.mended}"), hanging=2)
    if finding.code:
        yield from _indented("", visible(f"Code: {finding.code}"))


def _details(finding: Finding) -> Iterator[str]:
    yield f"line {finding.claim.place.line} of the notes" if finding.claim.place else "not found in the notes"
    if finding.follows or finding.true:
        yield f"decided by {decided_by(finding)}"
    if finding.numeric:
        yield f"finite differences: {finite_differences(finding.numeric)}"


def _closing(report: Report, with_results: bool = True) -> Iterator[str]:
    total = summarize(report)
    yield from ("Summary", "=======")
    yield from wrapped(counted(total), WIDTH)
    for checked in report.checked if with_results else ():
        yield from wrapped(f"{visible(checked.derivation.title)}: the end result {END_RESULT[checked.stands]}.", WIDTH)
    signs = " ".join(said for _, said in NOTATIONS)
    yield from ("", "How to read this", *wrapped(READING, WIDTH), *wrapped(signs, WIDTH))
    seen = {finding.slip for checked in report.checked for finding in checked.findings}
    for slip, explained in SLIPS.items():
        if slip in seen:
            yield from wrapped(f"{slip.value.capitalize()}: {explained}.", WIDTH)


def counted(total: Summary) -> str:
    """The lines of a summary by what they came to, in a sentence or three."""
    counts = (
        (total.proved, "proved"),
        (total.conditional, "proved on a condition"),
        (total.refuted, "refuted"),
        (total.supported, "supported by numbers only"),
        (total.undecided, "undecided"),
        (total.ill_formed, "ill-formed"),
        (total.unread, "unread"),
        (total.unasserted, "with nothing to decide"),
    )
    shares = ", ".join(f"{count} {word}" for count, word in counts if count)
    healed = f" Right, but not by the line before: {total.healed}." if total.healed else ""
    surprises = f" Not as their file expects: {total.surprises}." if total.surprises else ""
    return f"{total.lines} lines: {shares or 'nothing'}.{healed}{surprises}"


def _indented(number: str, text: str, hanging: int = 0) -> Iterator[str]:
    """Wraps a text to the right of its number; further lines stand under it, `hanging` columns further in."""
    if _columns(number) >= NUMBER_WIDTH:
        yield from wrapped(number, WIDTH)
        number = ""
    first, *rest = wrapped(text, WIDTH - NUMBER_WIDTH - hanging) or [""]
    yield f"{number.ljust(NUMBER_WIDTH)}{first}".rstrip()
    for line in rest:
        yield " " * (NUMBER_WIDTH + hanging) + line


def wrapped(text: str, width: int) -> list[str]:
    """Breaks a text into lines of at most `width` columns and characters, at spaces where there are any.

    Unlike `textwrap`, it counts a wide character as two columns and never parts a letter from
    its combining marks, of which no letter of ours has more than a few.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width):
            if line and _columns(line) + 1 + _columns(piece) <= width:
                line = f"{line} {piece}"
            else:
                lines += [line] if line else []
                line = piece
    return lines + ([line] if line else [])


def _pieces(word: str, width: int) -> Iterator[str]:
    piece = ""
    for cluster in _clusters(word):
        if piece and _columns(piece) + _columns(cluster) > width:
            yield piece
            piece = ""
        piece += cluster
    if piece:
        yield piece


def _clusters(word: str) -> Iterator[str]:
    cluster = ""
    for character in word:
        if cluster and not (unicodedata.combining(character) and len(cluster) < LONGEST_CLUSTER):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _columns(text: str) -> int:
    """Columns a text takes at most: a wide character takes two, a combining mark is counted as one."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
