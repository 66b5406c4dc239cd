"""Shows a hand-out as a typst document: calls of the functions of one template, with all text as string literals."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from checker.report import sentence, visible
from checker.report.breaking import broken, depth, is_tall, width
from checker.report.handout import (
    COLUMNS,
    FOLDED,
    Answer,
    Change,
    Figure,
    Formula,
    Handout,
    Mended,
    NotRead,
    Part,
    Remark,
    Step,
    Told,
)
from checker.report.layout import Element, Line, Sign
from checker.report.spoken import spoken
from checker.report.typst_code import quoted
from checker.report.typst_math import typst_math

BREAKS_AT = 33.0  # em; a line of the page has about 36
DEEPEST = 80  # elements within one another; typst reads code of 256 levels, and an element takes two or three
UNBROKEN_TO = 24.0  # em; up to which a formula in a sentence need not be broken
UNREADABLE_FROM = 110.0  # em; beyond, a formula is shown as text, which can be broken anywhere
LONGEST_WORD = 24  # characters; longer ones may be broken after so many
COLLECTED = 1  # parts beyond which there is a table of contents
TEMPLATE = "template.typ"


def as_typst(handout: Handout) -> str:
    """Source of a typst document: the template, and calls of its functions."""
    template = files("checker.report").joinpath(TEMPLATE).read_text(encoding="utf-8")
    contents = _truth(bool(handout.counts) and len(handout.parts) > COLLECTED)
    calls = (
        f"#show: handout.with({quoted(handout.title)}, shown: {_prose(handout.title)}, contents: {contents})",
        *(call for part in handout.parts for call in (*_opening(handout, part), *_part(part))),
        *(_summary(handout) if handout.counts else ()),
    )
    return template + "".join(f"{call}\n" for call in calls)


def _opening(handout: Handout, part: Part) -> Iterator[str]:
    """A page of its own for each part but the first, where nothing sums them up: they are handed out apart."""
    if not handout.counts and part is not handout.parts[0]:
        yield "#pagebreak(weak: true)"


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _prose(text: str) -> str:
    """Text whose long words may be broken: at invisible places, as typst breaks no word by itself."""
    return quoted(" ".join(map(_breakable, text.split(" "))))


def _breakable(word: str) -> str:
    """A word with a place to break at after every so many letters; between ideographs typst breaks by itself."""
    runs = ["".join(run) for _, run in groupby(word, _is_wide)]
    pieces = [[run[start : start + LONGEST_WORD] for start in range(0, len(run), LONGEST_WORD)] for run in runs]
    return "".join(run if _is_wide(run[0]) else "\u200b".join(parts) for run, parts in zip(runs, pieces, strict=True))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _array(values: Iterator[str]) -> str:
    """An array, of one value too."""
    return f"({''.join(f'{value}, ' for value in values)})"


def _part(part: Part) -> Iterator[str]:
    yield f"#part({_prose(part.title)}, {_prose(part.source)})"
    if part.meanings:
        yield f"#meanings({_array(map(_formula, part.meanings))})"
    yield '#subheading("Steps")'
    for item in part.items:
        yield _step(item) if isinstance(item, Step) else _not_read(item)
    if part.outcome:
        yield f"#outcome({_prose(part.outcome)})"


def _formula(formula: Formula) -> str:
    if formula.layout is None:
        return f"unset({_prose(formula.text)})"
    layout = broken(formula.layout, BREAKS_AT)
    if width(layout) > UNREADABLE_FROM or depth(layout) > DEEPEST:
        return f"unset({_prose(formula.text)})"
    return f"fitted({typst_math(layout, formula.words)})"


def _figure(figure: Figure) -> str:
    return f"({quoted(figure.svg)}, {quoted(figure.words)}, {str(figure.wide).lower()})"


def _step(step: Step) -> str:
    details = (step.place, *(f"{remark.label} {remark.text}" for remark in step.evidence if remark.label in BRIEF))
    evidence = (remark for remark in step.evidence if remark.label in FOLDED)
    arguments = (
        f"tone: {quoted(step.tone.value)}",
        f"number: {_prose(step.number)}",
        f"formula: {_formula(step.formula)}",
        f"answers: {_array(map(_answer, step.answers))}",
        f"code: {_prose(step.code)}",
        f"remarks: {_array(map(_remark, (*step.remarks, *evidence)))}",
        f"blamed: {_array(map(_remark, [step.blamed] if step.blamed else []))}",
        f"repairs: {_array(map(_mended, step.repairs))}",
        f"figures: {_array(_figure(one) for one in step.figures if not one.folded)}",
        f"details: {_prose('; '.join(filter(None, details)))}",
    )
    return f"#step({', '.join(arguments)})"


BRIEF = frozenset(("decided by", "finite differences"))  # told in the last line of a step; arguments are not told


def _answer(answer: Answer) -> str:
    shown = f"{answer.mark} {answer.word}".strip()
    return f"({_prose(answer.question)}, {quoted(shown)}, {quoted(answer.tone.value)})"


def _remark(remark: Remark) -> str:
    return f"({_prose(sentence(remark.label))}, {_told(remark.told)})"


def _told(told: Told) -> str:
    """Content of a sentence: what is set of it breaks at relations and signs, as typst does in a line."""
    return f"[{''.join(f'#{_in_sentence(part)}' for part in told)}]"


def _in_sentence(part: str | Formula) -> str:
    if isinstance(part, str):
        return _words_of_sentence(part)
    if part.layout is None or width(part.layout) > UNREADABLE_FROM or depth(part.layout) > DEEPEST:
        return _words_of_sentence(part.text)
    if not is_tall(part.layout):
        return typst_math(part.layout, part.words, displayed=False)
    # In boxes typst gives them all their height, and does not break them: a list of them breaks at its commas.
    boxes = [f"tall({typst_math(one, words, displayed=False)})" for one, words in _at_commas(part)]
    return boxes[0] if len(boxes) == 1 else f"[{' '.join(f'#{box}' for box in boxes)}]"


def _at_commas(formula: Formula) -> Iterator[tuple[Element, str]]:
    """A formula that is too wide as the parts of its list, each with its comma; any other whole."""
    layout = formula.layout
    if not isinstance(layout, Line) or width(layout) < UNBROKEN_TO:
        assert layout is not None
        yield layout, formula.words
        return
    parts: list[list[Element]] = [[]]
    for item in layout.items:
        parts[-1].append(item)
        if isinstance(item, Sign) and item.text == ",":
            parts.append([])
    yield from ((Line(tuple(part)), visible(spoken(Line(tuple(part))))) for part in parts if part)


def _words_of_sentence(text: str) -> str:
    return f"text({_prose(text)})"


def _mended(repair: Mended) -> str:
    changes = _array(map(_change, repair.changes))
    return f"(changes: {changes}, formula: {_formula(repair.formula)}, likeness: {_prose(repair.likeness)})"


def _change(change: Change) -> str:
    return f"({_prose(change.slip)}, {_prose(change.old)}, {_prose(change.new)})"


def _not_read(gap: NotRead) -> str:
    said = f"{gap.place}: found {gap.found}, expected {gap.expected}"
    hint = f"hint: {_prose(gap.hint)}"
    return f"#not-read({_prose(gap.before)}, {_prose(gap.there)}, {_prose(gap.after)}, {_prose(said)}, {hint})"


def _summary(handout: Handout) -> Iterator[str]:
    rows = (
        f"({_prose(row.title)}, {row.lines}, {row.hold}, {row.wrong}, {row.open}, {row.silent}, "
        f"{_prose(row.outcome.removeprefix('The end result ').removesuffix('.') or '–')})"
        for row in handout.counts
    )
    yield f"#summary({_array(map(quoted, COLUMNS))}, {_array(rows)}, {_array(map(_prose, handout.closing))})"
    words = (f"({_prose(word)}, {_prose(meaning)})" for word, meaning in (*handout.marks, *handout.slips))
    yield f"#legend({_array(map(_prose, handout.reading))}, {_array(words)})"
