"""Student sheets and their keys: what is asked of each line and what is right, as a hand-out or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from checker.model import Counterexample, Edit, Repair
from checker.report import cut_short, visible
from checker.report.decimals import WRITTEN as DECIMAL_WRITTEN
from checker.report.decimals import value_in_decimals
from checker.report.handout import (
    Answer,
    Figure,
    Formula,
    Handout,
    Makers,
    Part,
    Step,
    Tone,
    formula_of,
    mended,
    remark,
)
from checker.report.plain import plain
from checker.report.printout import WIDTH, wrapped
from checker.written import unaligned

RULES = {"fill in": 2, "tick": 1}  # ruled lines to write on
RULE_WIDTH, RULE_STEP = 440, 26  # of a ruled line, points
DOTS = "." * 48
ROOM = "_" * 24  # for a name
SUM_OF_POINTS = "Points: {points}"


class Asked(Enum):
    """What a student does with a line."""

    FILL_IN = "fill in"
    TICK = "tick"  # right or wrong, and where wrong: what is wrong, and how it should stand
    NOTHING = "as it stands"
    LEFT_OUT = "left out"  # of the sheet: only the key has it, for the teacher


OPEN_POINTS = {Asked.FILL_IN: 2, Asked.TICK: 1}  # told on the sheet, alike for right lines and wrong ones


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a sheet: as it is shown, as it should stand, and what it is worth.

    `kind` is what the slip in it is called, empty where there is none; `counterexample` shows that it is one;
    `repairs` mend it.
    """

    shown: str
    right: str
    asked: Asked
    points: int
    kind: str = ""
    counterexample: Counterexample | None = None
    because: str = ""
    repairs: tuple[Repair, ...] = ()
    number: str = "–"

    @property
    def rules(self) -> int:
        """The ruled lines to write on."""
        return RULES.get(self.asked.value, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One variant of one derivation, for students."""

    title: str
    variant: str
    task: str
    lines: tuple[SheetLine, ...]

    def seen(self, key: bool) -> tuple[SheetLine, ...]:
        """The lines of the sheet, or of its key."""
        return tuple(line for line in self.lines if key or line.asked is not Asked.LEFT_OUT)

    @property
    def points(self) -> int:
        """What the whole sheet is worth."""
        return sum(line.points for line in self.lines)


def title_of(sheet: Sheet, key: bool) -> str:
    """The heading of a sheet or of its key."""
    return visible(f"{sheet.title}, sheet {sheet.variant}{', key' if key else ''}")


def mending_of(edit: Edit, right: str) -> Repair:
    """The repair that takes a planted slip back."""
    return Repair((Edit(edit.slip, edit.span, edit.new, edit.old),), right)


# --- as a hand-out -----------------------------------------------------------------------------


def of_sheets(sheets: tuple[Sheet, ...], key: bool, makers: Makers) -> Handout:
    """The sheets, or their keys, as a hand-out without verdicts, summary or legend."""
    parts = tuple(Part(title_of(sheet, key), _task(sheet, key), (), _steps(sheet, key, makers), "") for sheet in sheets)
    return Handout("Answer key" if key else "Exercise sheet", parts, (), (), (), (), ())


def _steps(sheet: Sheet, key: bool, makers: Makers) -> tuple[Step, ...]:
    return tuple(_step(line, key, makers) for line in sheet.seen(key))


def _task(sheet: Sheet, key: bool) -> str:
    points = SUM_OF_POINTS.format(points=sheet.points)
    return visible(points if key else f"Name: {ROOM} {sheet.task} {points}")


def _step(line: SheetLine, key: bool, makers: Makers) -> Step:
    latex = line.right if key and line.asked is Asked.FILL_IN else line.shown
    rules = 0 if key else line.rules
    return Step(
        visible(line.number),
        "",
        "",
        _formula(latex, makers),
        "",
        _tone(line) if key else Tone.SILENT,
        _verdict(line) if key else (),
        tuple(remark(label, text) for label, text in (_answers(line) if key else _asks(line))),
        (),
        "",
        None,
        tuple(mended(repair, makers) for repair in line.repairs) if key else (),
        (Figure(_ruled(rules), "space to answer", wide=True),) if rules else (),
    )


def _tone(line: SheetLine) -> Tone:
    if line.asked is Asked.NOTHING or (line.asked is Asked.LEFT_OUT and not line.kind):
        return Tone.SILENT
    return Tone.WRONG if line.kind else Tone.RIGHT


def _formula(written: str, makers: Makers) -> Formula:
    latex = unaligned(written)
    tree = makers.tree(latex)
    return formula_of(latex, latex if tree is None else plain(tree), makers)


def _verdict(line: SheetLine) -> tuple[Answer, ...]:
    if line.asked in {Asked.NOTHING, Asked.LEFT_OUT}:
        return ()
    if line.asked is Asked.FILL_IN:
        return (Answer("To fill in", "✓", "the right side", Tone.RIGHT),)
    return (
        Answer("This line", "✗", "wrong", Tone.WRONG) if line.kind else Answer("This line", "✓", "right", Tone.RIGHT),
    )


def _asks(line: SheetLine) -> Iterator[tuple[str, str]]:
    if line.asked is Asked.TICK:
        yield "", "☐ right   ☐ wrong, because"
    if line.points:
        yield "points", f"___ of {OPEN_POINTS[line.asked]}"


def _answers(line: SheetLine) -> Iterator[tuple[str, str]]:
    if line.kind and line.asked is not Asked.LEFT_OUT:
        yield "slip", line.kind
    if line.counterexample is not None:
        point = ", ".join(f"{name} = {value}" for name, value in line.counterexample.point)
        value_of = value_in_decimals if DECIMAL_WRITTEN.search(line.shown) else str
        left, right = cut_short(value_of(line.counterexample.left), value_of(line.counterexample.right))
        yield (
            ("for example" if point else "values"),
            f"{f'at {point} ' if point else ''}the sides are {left} and {right}",
        )
    if line.because and line.asked is not Asked.NOTHING:
        yield "left out of the sheet" if line.asked is Asked.LEFT_OUT else "why", line.because
    if line.points:
        yield "points", str(line.points)


def _ruled(rules: int) -> str:
    """Ruled lines to write on, as a picture."""
    height = RULE_STEP * rules + 4
    lines = "".join(
        f'<path d="M0 {RULE_STEP * (k + 1)}H{RULE_WIDTH}" stroke="#888" stroke-width="0.8"/>' for k in range(rules)
    )
    size = f'viewBox="0 0 {RULE_WIDTH} {height}" width="{RULE_WIDTH}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{lines}</svg>'


# --- as plain text -----------------------------------------------------------------------------


def sheets_text(sheets: tuple[Sheet, ...], key: bool, makers: Makers) -> str:
    """The sheets, or their keys, in plain text of at most 80 columns."""
    return "\n".join("".join(f"{line}\n" for line in _text(sheet, key, makers)) for sheet in sheets)


def _text(sheet: Sheet, key: bool, makers: Makers) -> Iterator[str]:
    title = title_of(sheet, key)
    yield from wrapped(title, WIDTH)
    yield "=" * min(len(title), WIDTH)
    yield from wrapped(_task(sheet, key), WIDTH)
    for line in sheet.seen(key):
        step = _step(line, key, makers)
        yield ""
        yield from wrapped(f"({step.number})  {step.formula.text}", WIDTH)
        said = [*(f"{answer.mark} {answer.word}" for answer in step.answers)]
        said += [f"{one.label}: {one.text}" if one.label else one.text for one in step.remarks]
        said += [f"should be: {_formula(repair.mended, makers).text}" for repair in line.repairs if key]
        for text in said:
            yield from (f"     {row}" for row in wrapped(text, WIDTH - 5))
        if step.figures:
            yield from (f"     {DOTS}" for _ in range(line.rules))
