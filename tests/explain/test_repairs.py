"""Wrong lines of notes and their repairs: what is offered first, what is never offered, and that it is proved."""

from pathlib import Path

import pytest

from checker.check_notes import check_file
from checker.model import Finding, NotesReport, Settings, Status


def checked(folder: Path, text: str, name: str = "notes.md") -> NotesReport:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return check_file(path, Settings(), lambda _: None)


def wrong_lines(report: NotesReport) -> list[Finding]:
    found = [finding for each in report.report.checked for finding in each.findings]
    return [finding for finding in found if finding.true and finding.true.status in (Status.REFUTED, Status.ILL_FORMED)]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (r"Let $f(x) = x^3$. Then $f'(x) = 3x^3$.", r"f'(x) = 3x^2"),
        (r"Let $f(x) = \cos x$. Then $f'(x) = \sin x$.", r"f'(x) = -\sin x"),
        (r"$(x-2)^2 = x^2 - 4x - 4$", r"(x-2)^2 = x^2 - 4x + 4"),
        (r"$(x+1)(x+3) = x^2 + 5x + 3$", r"(x+1)(x+3) = x^2 + 4x + 3"),
        (r"$\frac{a}{b} \cdot \frac{b}{c} = \frac{c}{a}$", r"\frac{a}{b} \cdot \frac{b}{c} = \frac{a}{c}"),
        (r"Let $h(x) = \sin(3x)$. Then $h'(x) = \cos(3x)$.", r"h'(x) = 3\cos(3x)"),
        (r"$x^2 - (y - z) = x^2 - y - z$", r"x^2 - (y - z) = x^2 - y + z"),
        (r"$\sum_{i=1}^n i = \frac{n(n-1)}{2}$", r"\sum_{i=1}^n i = \frac{n(n+1)}{2}"),
        (r"$12 \cdot 13 = 165$", r"12 \cdot 13 = 156"),
        (r"$e^{2x} \cdot e^{x} = e^{2x}$", r"e^{2x} \cdot e^{x} = e^{3x}"),
        (
            r"Let $A \in \mathbb{R}^{2 \times 3}$ and $B \in \mathbb{R}^{3 \times 4}$. $(AB)^T = A^T B^T$"
            r" and $(AB)^T = B^T A$.",
            r"= B^T A^T",
        ),
        (
            r"$\frac{d}{dx} \frac{x}{1+x^2} = \frac{(1+x^2) - x \cdot 2x}{(1+x^2)^2} = \frac{1 - x^2}{1+x^2}$",
            r"= \frac{1 - x^2}{(1+x^2)^2}",
        ),
    ],
)
def test_the_first_repair(tmp_path: Path, text: str, mended: str) -> None:
    offered = [finding.repairs[0].mended for finding in wrong_lines(checked(tmp_path, text)) if finding.repairs]
    assert offered[-1] == mended


@pytest.mark.parametrize(
    "text",
    [
        r"$\ln(a + b) = \ln a + \ln b$ for $a, b > 0$.",  # no small edit makes it true
        r"$(x+1)^2 = x^2 + 2x + 1 = \sin x$",
    ],
)
def test_nothing_is_offered(tmp_path: Path, text: str) -> None:
    wrong = wrong_lines(checked(tmp_path, text))
    assert wrong
    assert all(not finding.repairs for finding in wrong)


@pytest.mark.parametrize("text", [r"$(x+1)^2 = x^2 + 2x + 1$", r"Let $f(x) = x^2$. Then $f'(x) = 2x$."])
def test_right_lines_have_neither_caret_nor_repair(tmp_path: Path, text: str) -> None:
    report = checked(tmp_path, text)
    assert not wrong_lines(report)
    assert all(f.caret is None and not f.repairs for each in report.report.checked for f in each.findings)


def test_the_caret_stands_under_the_edit_in_the_file(tmp_path: Path) -> None:
    (found,) = wrong_lines(checked(tmp_path, "We expand:\n$$(x-2)^2\n  = x^2 - 4x - 4$$\n"))
    assert found.caret is not None
    assert (found.caret.line, found.caret.column, found.caret.end_column) == (3, 14, 15)


@pytest.mark.parametrize("text", [r"$(x+1)(x+3) = x^2 + 5x + 3$", r"Let $f(x) = x^3$. Then $f'(x) = 3x^3$."])
def test_every_repair_is_proved_when_it_is_read_again(tmp_path: Path, text: str) -> None:
    (found,) = wrong_lines(checked(tmp_path, text))
    assert found.repairs
    for repair in found.repairs:
        assert not wrong_lines(checked(tmp_path, text.replace(found.claim.written, repair.mended)))
