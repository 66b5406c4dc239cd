"""Shows a report as tables for a terminal; colour only repeats what a word already says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from itertools import zip_longest

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from checker.model import Checked, Finding, Report, Status, Verdict
from checker.report import (
    END_RESULT,
    Note,
    Page,
    answer,
    decided_by,
    finite_differences,
    formula,
    is_remarkable,
    notation,
    notes,
    position,
    told,
    visible,
)
from checker.report.diagnosis import diagnosis
from checker.report.summary import Summary, summarize

REPAIRS_ELSEWHERE = "What would mend a line is shown for a topic by itself, such as: derive-check sigmoid"
NARROWEST = 72  # below this the columns cannot hold their words; the terminal wraps the lines then
GAP = 2
INDENT = 4
HEADINGS = ("line", "as written", "follows", "true", "decided by", "finite diff.")
WIDTHS_NARROW = (6, None, 10, 10, 10, 11)  # None: what the others leave
WIDTHS_ROOMY = (10, None, 12, 12, 14, 16)
ROOMY = 100  # columns from which the roomy widths are used
LABEL_WIDTH = 15
NAME_WIDTH = 3  # of a line's name, where its place stands beside it
STYLES = {
    Status.PROVED: "green",
    Status.REFUTED: "bold red",
    Status.SUPPORTED: "yellow",
    Status.UNDECIDED: "yellow",
    Status.ILL_FORMED: "bold red",
    Status.UNREAD: "yellow",
}
MARK_STYLES = {"-": "red", "+": "green"}
NOTE_STYLES = {"UNEXPECTED": "bold reverse red", "if": "yellow", "file's note": "dim"}
COUNTS = (
    ("lines", "lines"),
    ("proved", "proved"),
    ("if", "conditional"),
    ("refuted", "refuted"),
    ("healed", "healed"),
    ("undecided", "undecided"),
    ("ill-formed", "ill_formed"),
)
FURTHER_COUNTS = (("supported", "supported"), ("unread", "unread"))
LEGEND = "follows: from the line before. true: right in itself."
LEGEND_OF_COUNTS = (
    ("conditional", "if: on the condition given."),
    ("healed", "healed: true again after a slip, though not by the line before; counted among the proved."),
)


def terminal(report: Report, page: Page) -> str:
    """Text of a report, in lines of at most `page.width` columns (72 at least); nothing is cut off.

    Texts are put into `rich.text.Text`, which reads no markup.
    """
    width = max(page.width, NARROWEST)
    console = Console(
        file=StringIO(),
        width=width,
        height=25,  # with a width alone, rich would ask the environment
        force_terminal=page.colour,
        color_system="standard" if page.colour else None,
        no_color=not page.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    page = replace(page, width=width)
    lines = [
        line for checked in report.checked for line in _derivation(checked, page, console, report.settings.repairs)
    ]
    printed = _printed(lines, console) if page.colour else "".join(f"{line.plain}\n" for line in lines)
    signs = notation("\n".join(line.plain for line in lines))
    text = printed + _printed(_summary(report, width, signs), console)
    return "".join(f"{line.rstrip()}\n" for line in text.removesuffix("\n").split("\n"))


def _printed(parts: Iterable[RenderableType], console: Console) -> str:
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return captured.get()


def _derivation(checked: Checked, page: Page, console: Console, repairs: bool) -> Iterator[Text]:
    """The lines about a derivation, none wider than the page."""
    widths = _widths(page.width)
    title = Text.assemble((visible(checked.derivation.name), "bold"), "  ", visible(checked.derivation.title))
    yield from _wrapped(title, page.width, console)
    yield from _row([Text(heading, style="bold") for heading in HEADINGS], widths, console)
    yield Text("─" * page.width, style="dim")
    for finding in checked.findings:
        yield from _row(_cells(finding, page), widths, console)
        if is_remarkable(finding):
            said = [replace(note, text=told(note.text, page)) for note in notes(finding)]
            if said and finding.code:
                said[0] = replace(said[0], text=f"[{finding.code}] {said[0].text}")
            for note in said:
                yield from _note(note, page, console)
            if repairs:
                yield from _diagnosis(finding, page)
    yield _rule(f"The end result {END_RESULT[checked.stands]}.", page.width)
    yield Text()


def _rule(said: str, width: int) -> Text:
    """A line across the page with a sentence at its beginning."""
    return Text.assemble(said, (f" {'─' * (width - len(said) - 1)}", "dim"))


def _widths(page_width: int) -> list[int]:
    wanted = WIDTHS_ROOMY if page_width >= ROOMY else WIDTHS_NARROW
    taken = sum(width for width in wanted if width) + GAP * (len(wanted) - 1)
    return [page_width - taken if width is None else width for width in wanted]


def _row(cells: Sequence[Text], widths: Sequence[int], console: Console) -> Iterator[Text]:
    """Cells side by side, each wrapped in its own column. (A `rich.table.Table` for each takes four times as long.)"""
    columns = [_wrapped(cell, width, console) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=Text()):
        line, start = Text(), 0
        for part, width in zip(parts, widths, strict=True):
            line.pad_right(start - line.cell_len)
            line.append_text(part)
            start += width + GAP
        yield line


def _wrapped(text: Text, width: int, console: Console) -> Sequence[Text]:
    """The lines of a text; words longer than a line are folded."""
    if "\n" not in text.plain and text.cell_len <= width:
        return [text]
    return list(text.wrap(console, width, overflow="fold"))


def _cells(finding: Finding, page: Page) -> list[Text]:
    claim = finding.claim
    where = position(claim)
    name = visible(claim.name)
    between = " " * (NAME_WIDTH - len(name)) if page.width >= ROOMY and len(name) < NAME_WIDTH else "\n"
    return [
        Text.assemble(name, (f"{between}{where}" if where else "", "dim")),
        Text(formula(claim, page)),
        _answer(finding.follows),
        _answer(finding.true),
        Text(decided_by(finding)),
        Text(finite_differences(finding.numeric)),
    ]


def _answer(verdict: Verdict | None) -> Text:
    if verdict is None:
        return Text(answer(verdict), style="dim")
    return Text(answer(verdict), style="yellow" if verdict.conditions else STYLES[verdict.status])


def _note(note: Note, page: Page, console: Console) -> Iterator[Text]:
    label = Text(note.label, style=NOTE_STYLES.get(note.label, "bold"))
    widths = (INDENT - GAP, LABEL_WIDTH, page.width - INDENT - LABEL_WIDTH - GAP)
    yield from _row((Text(), label, Text(note.text)), widths, console)


def _diagnosis(finding: Finding, page: Page) -> Iterator[Text]:
    """The author's line with its caret, and the mended ones."""
    for shown in diagnosis(finding, page.width - INDENT - GAP):
        yield Text(f"{' ' * INDENT}{shown.mark:<{GAP}}{shown.text}", style=MARK_STYLES.get(shown.mark, ""))


def _summary(report: Report, width: int, signs: str) -> Iterator[RenderableType]:
    total = summarize(report)
    counts = COUNTS + tuple(count for count in FURTHER_COUNTS if getattr(total, count[1]))
    table = Table(box=None, padding=(0, 1 if width < ROOMY else GAP, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("summary", overflow="fold")
    for heading, _ in counts:
        table.add_column(heading, justify="right", min_width=3, overflow="fold")
    table.add_column("end result", overflow="fold")
    for checked in report.checked:
        part = summarize(replace(report, checked=(checked,)))
        table.add_row(Text(visible(checked.derivation.name)), *_numbers(part, counts), END_RESULT[checked.stands])
    if len(report.checked) > 1:
        table.add_row("all", *_numbers(total, counts), "", style="bold")
    yield table
    explained = (said for count, said in LEGEND_OF_COUNTS if getattr(total, count))
    yield Text(" ".join((LEGEND, *explained, signs)).rstrip(), style="dim")
    if not report.settings.repairs:
        yield Text(REPAIRS_ELSEWHERE, style="dim")
    yield _expected(total)


def _numbers(summary: Summary, counts: tuple[tuple[str, str], ...]) -> list[str]:
    return [str(getattr(summary, attribute)) for _, attribute in counts]


def _expected(total: Summary) -> Text:
    if total.surprises:
        return Text(f"UNEXPECTED: not as their file expects: {total.surprises} of {total.lines} lines.", "bold red")
    return Text("Every line is as its file expects.", style="green")
