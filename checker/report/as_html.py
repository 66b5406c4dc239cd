"""Shows a hand-out as HTML: one file that needs no other, without any script, for screens, paper and screen readers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from checker.report import sentence
from checker.report.breaking import broken, width
from checker.report.handout import (
    COLUMNS,
    Answer,
    Count,
    Formula,
    Handout,
    Mended,
    NotRead,
    Part,
    Remark,
    Step,
    Told,
    Tone,
)
from checker.report.html_style import STYLE
from checker.report.mathml import mathml

BREAKS_AT = 35.0  # em; a line of the page has about 38
SCROLLS_FROM = 16.0  # em; what is wider may not fit a telephone, and can then be scrolled, by keys too
SHRINKS_FROM = ((70.0, "tiny"), (52.0, "smaller"), (42.0, "small"))  # em, and the size on paper
COLLECTED = 1  # parts beyond which there is a table of contents


def as_html(handout: Handout) -> str:
    """A whole HTML document, ending in a newline; it can always be encoded as UTF-8.

    A content security policy forbids all but its own style, known by its SHA-256, and pictures that are in it
    (Content Security Policy Level 3, W3C, §2.3.1).
    """
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{_text(handout.title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{_text(handout.title)}</h1></header>",
        *_contents(handout),
        "<main>",
        *(line for number, part in enumerate(handout.parts, 1) for line in _part(handout, part, f"part-{number}")),
        *(_summary(handout) if handout.counts else ()),
        *(_legend(handout) if handout.reading else ()),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _text(text: str) -> str:
    """Text for content and for quoted attributes; a lone surrogate, which UTF-8 lacks, is U+FFFD."""
    return escape("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text))


def _contents(handout: Handout) -> Iterator[str]:
    if len(handout.parts) <= COLLECTED:
        return
    yield '<nav aria-label="Contents"><ol>'
    for number, part in enumerate(handout.parts, 1):
        yield f'<li><a href="#part-{number}">{_text(part.title)}</a></li>'
    if handout.counts:
        yield '<li><a href="#summary">Summary</a></li>'
    yield "</ol></nav>"


def _part(handout: Handout, part: Part, anchor: str) -> Iterator[str]:
    """A part; on paper on a page of its own where nothing sums them up, as they are handed out apart."""
    yield f'<section aria-labelledby="{anchor}" class="{"part" if handout.counts else "part apart"}">'
    yield f'<h2 id="{anchor}">{_text(part.title)}</h2>'
    yield f'<p class="source">{_text(part.source)}</p>'
    if part.meanings:
        yield "<h3>What the names mean</h3>"
        yield '<ul class="meanings">'
        yield from (f"<li>{_formula(meaning)}</li>" for meaning in part.meanings)
        yield "</ul>"
    yield "<h3>Steps</h3>"
    yield '<ol class="steps">'
    for number, item in enumerate(part.items, 1):
        yield from _step(item, f"{anchor}-step-{number}") if isinstance(item, Step) else _not_read(item)
    yield "</ol>"
    if part.outcome:
        yield f'<p class="outcome">{_text(part.outcome)}</p>'
    yield "</section>"


def _step(step: Step, anchor: str) -> Iterator[str]:
    yield f'<li class="step {step.tone.value}" id="{anchor}">'
    yield f'<div class="line"><span class="number"><span class="unseen">Step </span>{_text(step.number)}</span>'
    yield _formula(step.formula)
    if step.row:
        yield f'<span class="row">{_text(step.row)}</span>'
    yield "</div>"
    if step.answers:
        code = f' <span class="code">{_text(step.code)}</span>' if step.code else ""
        yield f'<p class="answers">{" ".join(map(_answer, step.answers))}{code}</p>'
    yield from _remarks(step.remarks)
    if step.blamed is not None:
        yield f'<p class="remark"><b>{_label(step.blamed)}</b> <span class="old">{_told(step.blamed.told)}</span></p>'
    for repair in step.repairs:
        yield from _mended(repair)
    if step.source or step.evidence:
        yield from _folded(step)
    yield "</li>"


def _folded(step: Step) -> Iterator[str]:
    yield f"<details{' open' if step.tone is Tone.WRONG else ''}>"
    yield f'<summary>Evidence<span class="unseen"> for step {_text(step.number)}</span></summary>'
    yield from _remarks(step.evidence)
    for figure in step.figures:
        data = b64encode(figure.svg.encode("utf-8", "replace")).decode()
        yield f'<p class="figure"><img src="data:image/svg+xml;base64,{data}" alt="{_text(figure.words)}"></p>'
    yield f'<p class="remark"><b>As written</b> <code>{_text(step.source)}</code></p>'
    if step.place:
        yield f'<p class="remark"><b>Where</b> {_text(step.place)} of the notes</p>'
    yield "</details>"


def _formula(formula: Formula) -> str:
    """Mathematics that was read; LaTeX that was not, as it stands."""
    if formula.layout is None:
        return f'<div class="formula"><code>{_text(formula.text)}</code></div>'
    layout = broken(formula.layout, BREAKS_AT)
    wide = width(layout)
    size = next((f" {name}" for em, name in SHRINKS_FROM if wide > em), "")
    scrolls = ' tabindex="0"' if wide > SCROLLS_FROM else ""
    return f'<div class="formula{size}"{scrolls}>{mathml(layout, formula.words)}</div>'


def _answer(answer: Answer) -> str:
    mark = f'<span aria-hidden="true">{_text(answer.mark)}</span>' if answer.word else ""
    word = _text(answer.word) or '<span aria-hidden="true">–</span><span class="unseen">not asked</span>'
    shown = f'<span class="verdict {answer.tone.value}">{mark} {word}</span>'
    return f'<span class="answer"><span class="question">{_text(answer.question)}:</span> {shown}</span>'


def _remarks(remarks: tuple[Remark, ...]) -> Iterator[str]:
    for remark in remarks:
        label = f"<b>{_label(remark)}</b> " if remark.label else ""
        yield f'<p class="remark">{label}<bdi>{_told(remark.told)}</bdi></p>'


def _label(remark: Remark) -> str:
    return _text(sentence(remark.label))


def _told(told: Told) -> str:
    return "".join(_text(part) if isinstance(part, str) else _in_sentence(part) for part in told)


def _in_sentence(formula: Formula) -> str:
    """A formula within a sentence; one that a telephone could not show in a line is text, which breaks anywhere."""
    if formula.layout is None or width(formula.layout) > SCROLLS_FROM:
        return _text(formula.text)
    return mathml(formula.layout, formula.words, "inline")


def _mended(repair: Mended) -> Iterator[str]:
    likeness = f" ({_text(repair.likeness)})" if repair.likeness else ""
    yield f'<div class="repair"><p class="remark"><b>Repair</b>{likeness}</p>'
    for change in repair.changes:
        old = f'<del class="old"><span class="unseen">instead of </span><code>{_text(change.old)}</code></del>'
        new = f'<ins class="new"><span class="unseen">write </span><code>{_text(change.new)}</code></ins>'
        yield f'<p class="remark">{_text(change.slip)}: {old} <span aria-hidden="true">→</span> {new}</p>'
    yield _formula(repair.formula)
    yield "</div>"


def _not_read(gap: NotRead) -> Iterator[str]:
    yield '<li class="step open">'
    yield '<p class="answers"><span class="verdict open"><span aria-hidden="true">?</span> unread</span></p>'
    line = f"{_text(gap.before)}<mark>{_text(gap.there)}</mark>{_text(gap.after)}"
    yield f'<p class="written"><code>{line}</code></p>'
    said = f"{gap.place}: found {gap.found}, expected {gap.expected}"
    yield f'<p class="remark"><b>Not read</b> <bdi>{_text(said)}</bdi></p>'
    if gap.hint:
        yield f'<p class="remark"><b>Hint</b> <bdi>{_text(gap.hint)}</bdi></p>'
    yield "</li>"


def _summary(handout: Handout) -> Iterator[str]:
    yield '<section aria-labelledby="summary" class="part">'
    yield '<h2 id="summary">Summary</h2>'
    yield '<div class="wide" tabindex="0"><table><thead><tr>'
    for column in COLUMNS:
        kind = "" if column in {COLUMNS[0], COLUMNS[-1]} else ' class="number"'
        yield f'<th scope="col"{kind}>{column}</th>'
    yield "</tr></thead><tbody>"
    for row in handout.counts:
        numbers = "".join(f'<td class="number">{count}</td>' for count in _numbers(row))
        outcome = _text(row.outcome.removeprefix("The end result ").removesuffix(".")) or "–"
        yield f'<tr><th scope="row">{_text(row.title)}</th>{numbers}<td>{outcome}</td></tr>'
    yield "</tbody></table></div>"
    yield from (f"<p>{_text(sentence)}</p>" for sentence in handout.closing)
    yield "</section>"


def _numbers(row: Count) -> tuple[int, ...]:
    return row.lines, row.hold, row.wrong, row.open, row.silent


def _legend(handout: Handout) -> Iterator[str]:
    yield '<section aria-labelledby="legend" class="legend">'
    yield '<h2 id="legend">How to read this</h2>'
    yield from (f"<p>{_text(sentence)}</p>" for sentence in handout.reading)
    if handout.marks or handout.slips:
        yield "<dl>"
        for word, meaning in (*handout.marks, *handout.slips):
            yield f"<dt>{_text(word)}</dt><dd>{_text(meaning)}</dd>"
        yield "</dl>"
    yield "</section>"
