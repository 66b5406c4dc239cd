"""What is handed out, whatever the format: parts, steps, verdicts, what is said of them, and the whole in numbers.

All text in it is escaped against control characters and turned lines, and not yet for any format's own marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import starmap
from pathlib import PurePath

from sympy.core.basic import Basic

from checker.model import Checked, Claim, Finding, NotesReport, Place, Repair, Report, Slip, Status, Unread, Verdict
from checker.report import (
    END_RESULT,
    SLIPS,
    answer,
    decided_by,
    finite_differences,
    is_open,
    is_wrong,
    meaning,
    new_remarks,
    notes,
    sentence,
    verdicts,
    visible,
)
from checker.report.blamed import blame_label, blamed_part, blamed_span
from checker.report.decimals import as_written
from checker.report.layout import Element
from checker.report.plain import plain
from checker.report.printout import READING, counted, of_file
from checker.report.proofs import as_read
from checker.report.said import said
from checker.report.spoken import spoken
from checker.report.summary import summarize
from checker.report.typeset import typeset
from checker.written import Row, Span

FOLDED = frozenset(("not true", "does not follow"))  # the labels of what is evidence
COLUMNS = ("Derivation", "Lines", "Hold", "Wrong", "Open", "Not asked", "End result")
ONE_TITLE = "A derivation, checked line by line"
WHOLE = "The derivation"
TITLE = "Derivations, checked line by line"
LONGEST_LINE = 160  # characters shown around a place that was not read
MARKS = (
    ("✓ proved", "an exact argument shows it"),
    ("✓ if …", "it holds on the conditions that stand below it"),
    ("✗ refuted", "there is a point at which the two sides differ"),
    ("✗ ill-formed", "shapes or names do not fit together"),
    ("≈ supported", "both sides agree wherever they were tried, which is no proof"),
    ("? undecided", "nothing settles it"),
    ("? unread", "it could not be read"),
    ("–", "the question does not arise"),
)
MARKED = "The part that is to blame is underlined and coloured. What is struck out was struck out by the author."


class Tone(Enum):
    """What a line's verdicts come to, at a glance."""

    RIGHT = "right"
    CONDITIONAL = "conditional"
    WRONG = "wrong"
    OPEN = "open"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its layout (None where it was not read), in words, and on one line of text."""

    layout: Element | None
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question asked of a line, such as "follows from 1", with its mark, its word and their tone."""

    question: str
    mark: str
    word: str
    tone: Tone


Told = tuple[str | Formula, ...]
"""A sentence: words, and mathematics between them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of a line, with a label of a word or three."""

    label: str
    told: Told

    @property
    def text(self) -> str:
        """The remark on one line of text."""
        return "".join(part if isinstance(part, str) else part.text for part in self.told)


@dataclass(frozen=True, slots=True)
class Change:
    """An edit of a repair: what the slip is called, and what stood and should stand in the author's LaTeX."""

    slip: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A repair: its changes, the line as it should stand, and what speaks for it."""

    changes: tuple[Change, ...]
    formula: Formula
    likeness: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of a line: a whole SVG document, and what is seen in it, in words.

    `wide` says that it needs the whole width; `folded` that it is left out where nothing can be folded.
    """

    svg: str
    words: str
    wide: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A line with all there is to say of it: `remarks` are shown at once, `evidence` is folded where it can be.

    `row` is by what other lines call it, where that is not its number.
    """

    number: str
    row: str
    place: str
    formula: Formula
    source: str
    tone: Tone
    answers: tuple[Answer, ...]
    remarks: tuple[Remark, ...]
    evidence: tuple[Remark, ...]
    code: str
    blamed: Remark | None
    repairs: tuple[Mended, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class NotRead:
    """A place that was not read: `before`, `there` and `after` are its line, parted at the place."""

    place: str
    found: str
    expected: str
    hint: str
    before: str
    there: str
    after: str


@dataclass(frozen=True, slots=True)
class Count:
    """A part in numbers, which share out its lines; and whether its end result stands."""

    title: str
    lines: int
    hold: int
    wrong: int
    open: int
    silent: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Part:
    """A derivation: where it is from, the meaning of its names, its steps and the places not read among them."""

    title: str
    source: str
    meanings: tuple[Formula, ...]
    items: tuple[Step | NotRead, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Handout:
    """All of it. `counts` has a row for each part; `closing` tells the whole in sentences; `slips` explains words."""

    title: str
    parts: tuple[Part, ...]
    counts: tuple[Count, ...]
    closing: tuple[str, ...]
    reading: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]
    slips: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Makers:
    """What is made elsewhere: trees of LaTeX, LaTeX of definitions (None where there is none), pictures."""

    tree: Callable[[str], Row | None]
    latex: Callable[[Basic, Basic], str | None]
    figures: Callable[[Finding], tuple[Figure, ...]] = lambda _: ()


def of_topics(report: Report, makers: Makers) -> Handout:
    """The hand-out of derivations that come with the program."""
    parts = tuple(_topic(checked, makers) for checked in report.checked)
    return _handout(ONE_TITLE if len(parts) == 1 else TITLE, parts, report.checked, (counted(summarize(report)),))


def of_notes(reports: Sequence[NotesReport], makers: Makers) -> Handout:
    """The hand-out of files of notes."""
    reports = [of_file(report) for report in reports]
    parts = tuple(part for report in reports for part in _parts_of_notes(report, makers, alone=len(reports) == 1))
    checked = [one for report in reports for one in report.report.checked]
    files = ", ".join(visible(PurePath(report.path).name) for report in reports)
    unread = sum(len(report.unread) for report in reports)
    total = summarize(Report(tuple(checked), reports[0].report.settings)) if reports else None
    closing = (counted(replace(total, lines=total.lines + unread, unread=total.unread + unread)),) if total else ()
    return _handout(f"{files}, checked line by line", parts, checked, closing)


def _handout(title: str, parts: tuple[Part, ...], checked: Sequence[Checked], closing: tuple[str, ...]) -> Handout:
    seen = {finding.slip for one in checked for finding in one.findings}
    steps = [item for part in parts for item in part.items if isinstance(item, Step)]
    said = {f"{one.mark} {one.word}".strip() for step in steps for one in step.answers}
    return Handout(
        title,
        parts,
        tuple(map(_count, parts)),
        closing,
        (READING, MARKED),
        tuple((mark, meaning) for mark, meaning in MARKS if mark in said),
        tuple((slip.value, SLIPS[slip]) for slip in Slip if slip in seen),
    )


def _count(part: Part) -> Count:
    tones = [item.tone for item in part.items if isinstance(item, Step)]
    hold = sum(tone in {Tone.RIGHT, Tone.CONDITIONAL} for tone in tones)
    unread = sum(isinstance(item, NotRead) for item in part.items)
    open_ = tones.count(Tone.OPEN) + unread
    return Count(
        part.title, len(tones) + unread, hold, tones.count(Tone.WRONG), open_, tones.count(Tone.SILENT), part.outcome
    )


# --- parts -------------------------------------------------------------------------------------


def _topic(checked: Checked, makers: Makers) -> Part:
    derivation = checked.derivation
    paths = dict.fromkeys(finding.claim.place.path for finding in checked.findings if finding.claim.place)
    source = f" ({', '.join(paths)})" if paths else ""
    return Part(
        visible(derivation.title) or visible(derivation.name),
        visible(f"From the notes headed “{derivation.heading}”{source}."),
        _meanings(checked, makers),
        tuple(starmap(partial(_step, makers), zip(checked.findings, new_remarks(checked.findings), strict=True))),
        f"The end result {END_RESULT[checked.stands]}.",
    )


def _parts_of_notes(report: NotesReport, makers: Makers, alone: bool) -> Iterator[Part]:
    """The parts of a file; a place that was not read stands before the first line after it.

    A file that is `alone` is named over all of it, so that a part without a heading need not be called by it.
    """
    waiting = list(report.unread)
    path = visible(report.path)
    checked = report.report.checked
    assumed = iter(new_remarks([finding for one in checked for finding in one.findings]))
    for index, one in enumerate(checked):
        items: list[Step | NotRead] = []
        for finding in one.findings:
            while waiting and finding.claim.place is not None and _before(waiting[0].place, finding.claim.place):
                items.append(_not_read(waiting.pop(0)))
            items.append(_step(makers, finding, next(assumed)))
        if index == len(checked) - 1:
            items += map(_not_read, waiting)
        number = f"part {index + 1}" if len(checked) > 1 else ""
        called = sentence(number) or WHOLE if alone else ", ".join(filter(None, (path, number)))
        title = visible(one.derivation.title).strip() or called
        yield Part(title, f"From {path}.", _meanings(one, makers), tuple(items), "")
    if not checked:
        yield Part(path, "No claim was read in this file.", (), tuple(map(_not_read, waiting)), "")


def _before(one: Place, other: Place) -> bool:
    return one.path == other.path and (one.line, one.column) < (other.line, other.column)


def _meanings(checked: Checked, makers: Makers) -> tuple[Formula, ...]:
    named = [pair for pair in checked.derivation.definitions if _is_named(pair[0])]
    found = ((meaning(*pair), makers.latex(*pair)) for pair in named)
    numbers = as_written(checked.derivation.claims)
    return tuple(formula_of(latex and numbers(latex), numbers(text), makers) for text, latex in found if text)


def _is_named(name: Basic) -> bool:
    """Is it a name or a function of names? What f(x) is at x = v/g was found, and is no meaning of a name."""
    return not name.args or not name.is_Function or all(part.is_Symbol for part in name.args)


def formula_of(latex: str | None, text: str, makers: Makers) -> Formula:
    """LaTeX as a formula; where it is None or cannot be read, the text as it stands."""
    tree = None if latex is None else makers.tree(latex)
    if tree is None:
        return Formula(None, visible(text), visible(text))
    layout = typeset(tree)
    return Formula(layout, visible(spoken(layout)), visible(text))


# --- steps -------------------------------------------------------------------------------------


def _step(makers: Makers, finding: Finding, assumed: Sequence[str]) -> Step:
    claim = finding.claim
    span = blamed_span(claim, finding.caret)
    said = notes(finding)
    told = [one for k, one in enumerate(said) if not any(before.text.endswith(one.text) for before in said[:k])]
    remarks = [(note.label, remark(note.label, note.text)) for note in told]
    return Step(
        visible(claim.name),
        f"line {claim.place.line}" if claim.place and claim.asks is not None else "",
        f"line {claim.place.line}" if claim.place else "",
        _formula(claim, _shown_span(claim, span)),
        visible(claim.written.strip()),
        _tone(finding),
        _answers(finding),
        (*(one for label, one in remarks if label not in FOLDED), *(remark("assumed", one) for one in assumed)),
        (*(one for label, one in remarks if label in FOLDED), *_details(finding)),
        visible(finding.code),
        None if span is None else _blame(finding, span),
        tuple(mended(repair, makers) for repair in finding.repairs if repair.size <= finding.repairs[0].size),
        tuple(replace(figure, words=visible(figure.words)) for figure in makers.figures(finding)),
    )


def remark(label: str, message: str) -> Remark:
    """A message of the rooms before, its mathematics set."""
    return Remark(label, tuple(part if isinstance(part, str) else _set(part) for part in said(visible(message))))


def _set(tree: Row) -> Formula:
    layout = typeset(tree)
    return Formula(layout, visible(spoken(layout)), visible(plain(tree)))


def _shown_span(claim: Claim, span: Span | None) -> Span | None:
    """The range of what is marked in a line: that of whole nodes."""
    part = None if span is None else blamed_part(claim, span)
    return span if part is None else part.span


def _blame(finding: Finding, span: Span) -> Remark:
    part = blamed_part(finding.claim, span)
    label = blame_label(finding, span)
    return Remark(label, (visible(finding.claim.written[span.start : span.end]) if part is None else _set(part),))


def _formula(claim: Claim, blamed: Span | None) -> Formula:
    tree = claim.tree
    if tree is None:
        written = visible(claim.written.strip())
        return Formula(None, written, written)
    layout = typeset(tree, blamed)
    return Formula(layout, visible(spoken(layout)), visible(plain(tree)))


def _answers(finding: Finding) -> tuple[Answer, ...]:
    given = f" from {', '.join(finding.claim.given)}" if finding.claim.given else ""
    if not verdicts(finding):
        return ()
    asked = ((f"Follows{given}", finding.follows), ("True", finding.true))
    return tuple(_answer(visible(question), verdict) for question, verdict in asked)


def _answer(question: str, verdict: Verdict | None) -> Answer:
    mark, _, word = answer(verdict).partition(" ")
    return Answer(question, mark, word, _tone_of(verdict))


def _tone_of(verdict: Verdict | None) -> Tone:
    if verdict is None:
        return Tone.SILENT
    if verdict.status is Status.PROVED:
        return Tone.CONDITIONAL if verdict.conditions else Tone.RIGHT
    return Tone.WRONG if verdict.status in (Status.REFUTED, Status.ILL_FORMED) else Tone.OPEN


def _tone(finding: Finding) -> Tone:
    if is_wrong(finding):
        return Tone.WRONG
    if is_open(finding):
        return Tone.OPEN
    tones = {_tone_of(finding.follows), _tone_of(finding.true)}
    return next((tone for tone in (Tone.CONDITIONAL, Tone.RIGHT) if tone in tones), Tone.SILENT)


def _details(finding: Finding) -> Iterator[Remark]:
    """How the verdicts were come by."""
    if finding.follows or finding.true:
        yield Remark("decided by", (decided_by(finding),))
    for label, verdict in (("why true", finding.true), ("why it follows", finding.follows)):
        if verdict is not None and verdict.certificate is not None:
            steps = as_read("; ".join(verdict.certificate.steps))
            argument = visible(f"{verdict.certificate.argument}{': ' if steps else ''}")
            yield Remark(label, (argument, *remark(label, steps).told))
    if finding.numeric:
        yield Remark("finite differences", (finite_differences(finding.numeric),))


def mended(repair: Repair, makers: Makers) -> Mended:
    """A repair as it is shown."""
    return Mended(
        tuple(Change(visible(edit.slip), visible(edit.old), visible(edit.new)) for edit in repair.edits),
        formula_of(repair.mended, repair.mended, makers),
        visible(repair.likeness),
    )


def _not_read(unread: Unread) -> NotRead:
    place = unread.place
    offset = max(0, place.column - 1)
    start = max(0, offset - LONGEST_LINE // 2)
    end = min(len(unread.text), offset + LONGEST_LINE // 2)
    to = place.end_column - 1 if place.end_line == place.line and place.end_column > place.column else offset + 1
    to = min(to, end)
    return NotRead(
        f"line {place.line}, column {place.column}",
        visible(unread.found),
        visible(unread.expected),
        visible(unread.hint),
        f"{'…' if start else ''}{visible(unread.text[start:offset])}",
        visible(unread.text[offset:to]),
        f"{visible(unread.text[to:end])}{'…' if end < len(unread.text) else ''}",
    )
