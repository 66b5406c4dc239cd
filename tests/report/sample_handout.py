"""A hand-out in which every kind of line occurs, and one whose every text is a given one, for the tests of formats."""

from dataclasses import replace

from sympy import Symbol

from checker.model import Edit, NotesReport, Place, Repair, Report, Slip, Unread
from checker.printing import latex_of, tree
from checker.read.syntax import SyntaxFault, parse
from checker.report.handout import Figure, Handout, Makers, of_notes, of_topics
from checker.written import Span
from tests.report.sample_report import CONDITIONAL, EVERY_OUTCOME, PROVED, finding, refuted, report

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20"><path d="M0 0L40 20"/></svg>'
)
MAKERS = Makers(tree, latex_of)


def with_trees(shown: Report) -> Report:
    """The report with the trees of the lines that can be read."""
    checked = []
    for one in shown.checked:
        findings = []
        for found in one.findings:
            try:
                tree = parse(found.claim.written)
            except SyntaxFault:
                tree = None
            findings.append(replace(found, claim=replace(found.claim, tree=tree)))
        checked.append(replace(one, findings=tuple(findings)))
    return replace(shown, checked=tuple(checked))


def blamed_report() -> Report:
    """A report on one wrong line, with its part to blame, its code and a repair."""
    written = r"= -g(x)^{-2} \cdot -h(x) \cdot e^x"
    one = finding("7", written, refuted("1", "2", ("x", "1")), refuted("1", "2", ("x", "1")), slip=Slip.FIRST, line=13)
    start = written.index("h(x)")
    caret = Place("notes.md", 13, 3 + start, 13, 3 + start + 4)
    edit = Edit("exponent lost", Span(start, start + 4), "h(x)", "h(x)^{-2}")
    repair = Repair((edit,), written.replace("h(x)", "h(x)^{-2}"), "as in line 6")
    return with_trees(report(replace(one, code="D101", caret=caret, repairs=(repair,))))


def every_outcome() -> Handout:
    return of_topics(with_trees(EVERY_OUTCOME), MAKERS)


def blamed() -> Handout:
    return of_topics(blamed_report(), replace(MAKERS, figures=lambda _: (Figure(PICTURE, "a falling line"),)))


def of_text(text: str) -> Handout:
    """A hand-out of notes in which the text is everything that a text can be."""
    place = Place(text, 3, 2, 3, 4)
    wrong = finding(
        text, text, refuted(text, text, (text, text)), CONDITIONAL, slip=Slip.FIRST, because=text, known=text
    )
    claim = replace(wrong.claim, given=(text,), remarks=(text,), place=Place(text, 1, 1, 1, 1 + max(1, len(text))))
    repair = Repair((Edit(text, Span(0, 1), text, text),), text, text)
    caret = Place(text, 1, 1, 1, 2)
    wrong = replace(wrong, claim=claim, code=text, caret=caret, repairs=(repair,))
    shown = with_trees(report(wrong, finding("2", "x", PROVED, PROVED), title=text))
    [checked] = shown.checked
    named = replace(checked.derivation, name=text, heading=text, definitions=((Symbol(text or "x"), Symbol("y")),))
    found = NotesReport(
        text, replace(shown, checked=(replace(checked, derivation=named),)), (Unread(place, text, text, text, text),)
    )
    return of_notes([found], replace(MAKERS, figures=lambda _: (Figure(PICTURE, text),)))
