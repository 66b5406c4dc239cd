"""The spine of `print --to`: what was found becomes a hand-out in the format that the ending of a file names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import sympy
from sympy.core.basic import Basic

from checker.model import NotesReport, Report
from checker.read.syntax import SyntaxFault, parse
from checker.report import Page
from checker.report.handout import Handout, Makers, of_notes, of_topics
from checker.report.plain import plain
from checker.report.printout import notes_printout, printout
from checker.report.sheet import Sheet, of_sheets, sheets_text
from checker.written import Row

Found = Report | Sequence[NotesReport]
"""Of derivations that come with the program, or of files of notes."""

ACCENT = re.compile(r"_(bar|hat|tilde|dot|vec)\b")
FORMULA = re.compile(r"\$([^$]+)\$")
PAGE = Page(width=80, colour=False, unicode=True)


def pages(found: Found, ending: str) -> list[bytes]:
    """What was found as the files of a format, told by the ending: one, but of `.png` a picture of each page."""
    shown = found if isinstance(found, Report) else [_titled(notes) for notes in found]
    return [as_text(shown).encode("utf-8", "replace")] if ending == ".txt" else SHOWN[ending](_handout(shown))


def as_text(found: Found) -> str:
    """The printout in plain text, of 80 columns."""
    return printout(found, PAGE) if isinstance(found, Report) else notes_printout(found, PAGE)


def sheet_pages(sheets: tuple[Sheet, ...], key: bool, ending: str) -> list[bytes]:
    """Student sheets, or their keys, as the files of a format."""
    makers = Makers(tree, latex_of)
    sheets = tuple(replace(sheet, title=heading(sheet.title)) for sheet in sheets)
    if ending == ".txt":
        return [sheets_text(sheets, key, makers).encode("utf-8", "replace")]
    return SHOWN[ending](of_sheets(sheets, key, makers))


def heading(title: str) -> str:
    """A heading of notes on one line of text, its formulas as plain mathematics."""
    return FORMULA.sub(lambda found: found[0] if (read := tree(found[1])) is None else plain(read), title)


def _titled(notes: NotesReport) -> NotesReport:
    """The report with its headings so."""
    checked = tuple(
        replace(one, derivation=replace(one.derivation, title=heading(one.derivation.title)))
        for one in notes.report.checked
    )
    return replace(notes, report=replace(notes.report, checked=checked))


# --- formats -----------------------------------------------------------------------------------


def _handout(found: Found) -> Handout:
    from checker.check import pictures  # noqa: PLC0415  # plain text has none
    from checker.report.figures import Pictures  # noqa: PLC0415  # it loads matplotlib, 300 ms

    reports = [found] if isinstance(found, Report) else [notes.report for notes in found]
    drawn = {claim: one for report in reports for claim, one in pictures(report).items()}
    measured = [[one.claim for one in part.findings if one.numeric] for report in reports for part in report.checked]
    makers = Makers(tree, latex_of, Pictures(drawn, {claims[-1] for claims in measured if claims}).of)
    return of_topics(found, makers) if isinstance(found, Report) else of_notes(found, makers)


def tree(latex: str) -> Row | None:
    try:
        return parse(latex)
    except SyntaxFault:
        return None


def latex_of(name: Basic, stands_for: Basic) -> str | None:
    """A definition in SymPy's LaTeX, without factors 1 that keep what was written from being evaluated."""
    try:
        accented = [part.xreplace(_accented(part)) for part in (name, stands_for)]
        shown = [sympy.latex(part.replace(_begins_with_one, _without_one), order="none") for part in accented]
    except Exception:  # objects are built anew, which may raise whatever those raise, as where shapes do not fit
        return None
    return " = ".join(shown)


def _accented(part: Basic) -> dict[Basic, Basic]:
    """x_bar as SymPy's printer knows it, that it becomes \bar{x}."""
    names = {name for name in part.free_symbols if isinstance(name, sympy.Symbol) and ACCENT.search(name.name)}
    return {name: sympy.Symbol(ACCENT.sub(r"\1", name.name), real=True) for name in names}


def _begins_with_one(obj: Basic) -> bool:
    return isinstance(obj, sympy.Mul) and len(obj.args) > 1 and obj.args[0] == 1


def _without_one(obj: Basic) -> Basic:
    rest = obj.args[1:]
    return rest[0] if len(rest) == 1 else sympy.Mul(*rest, evaluate=False)


def _html(handout: Handout) -> list[bytes]:
    from checker.report.as_html import as_html  # noqa: PLC0415  # only HTML needs it

    return [as_html(handout).encode("utf-8")]


def _pdf(handout: Handout) -> list[bytes]:
    from checker.report.as_pages import as_pdf  # noqa: PLC0415  # it loads typst, 80 MB

    return [as_pdf(handout)]


def _png(handout: Handout) -> list[bytes]:
    from checker.report.as_pages import as_pngs  # noqa: PLC0415  # it loads typst, 80 MB

    return as_pngs(handout)


SHOWN: dict[str, Callable[[Handout], list[bytes]]] = {".pdf": _pdf, ".html": _html, ".png": _png}
