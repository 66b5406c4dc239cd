"""Wrong lines of notes and their repairs: what is offered first, what is never offered, and that it is proved."""

from pathlib import Path

import pytest
from sympy import Integer, Symbol

from checker.check_notes import check_file
from checker.mending import changes
from checker.mending_roots import of_solution
from checker.model import Finding, NotesReport, Repair, Settings, SolutionSet, Status
from checker.written import Span


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
        (
            r"$$\int_0^1 (u^2 - u^4)\,du = [\frac{u^3}{2} - \frac{u^5}{5}]_0^1$$",
            r"\int_0^1 (u^2 - u^4)\,du = [\frac{u^3}{3} - \frac{u^5}{5}]_0^1",
        ),
        (  # of which name the bounds are is told by the integral
            r"With $a, c > 0$: $$s = \int_0^c \frac{v\,dv}{a + v^2} = [\ln(a + v^2)]_0^c$$",
            r"= \frac{[\ln(a + v^2)]_0^c}{2}",
        ),
        (
            r"$$\lim_{n\to\infty}\left(1 - \frac1n\right)^n = e$$",
            r"\lim_{n\to\infty}\left(1 - \frac1n\right)^n = \frac{1}{e}",
        ),
        (r"$$(x - b)^2 - c = (-b)(x - b) - c$$", r"(x - b)^2 - c = (x -b)(x - b) - c"),
        (r"Let $f(x) = \cos x$. Then $f'(x) = \sin x$.", r"f'(x) = -\sin x"),
        (r"$(x-2)^2 = x^2 - 4x - 4$", r"(x-2)^2 = x^2 - 4x + 4"),
        (r"$(x+1)(x+3) = x^2 + 5x + 3$", r"(x+1)(x+3) = x^2 + 4x + 3"),
        (r"$\frac{a}{b} \cdot \frac{b}{c} = \frac{c}{a}$", r"\frac{a}{b} \cdot \frac{b}{c} = \frac{a}{c}"),
        (r"Let $h(x) = \sin(3x)$. Then $h'(x) = \cos(3x)$.", r"h'(x) = 3\cos(3x)"),
        (r"$x^2 - (y - z) = x^2 - y - z$", r"x^2 - (y - z) = x^2 - y + z"),
        (r"$\sum_{i=1}^n i = \frac{n(n-1)}{2}$", r"\sum_{i=1}^n i = \frac{n(n+1)}{2}"),
        (r"$12 \cdot 13 = 165$", r"12 \cdot 13 = 156"),
        (r"$e^{2x} \cdot e^{x} = e^{2x}$", r"e^{2x} \cdot e^{x} = e^{3x}"),
        (r"$(x + y)^2 = x^2 + y^2$", r"(x + y)^2 = x^2 + 2xy + y^2"),
        (r"$(a + b)^2 - 4ab = a^2 + b^2 - 4ab$", r"(a + b)^2 - 4ab = a^2 + 2ab + b^2 - 4ab"),
        (r"$\sqrt{(x-3)^2} = x-3$", r"\sqrt{(x-3)^2} = |x-3|"),
        ("$(x-3)^2 = 4$\n\n$x - 3 = 2$", r"x - 3 = \pm 2"),
        (r"For $x > 0$: $\ln\frac{x}{y^2+1} = \frac{\ln x}{\ln(y^2+1)}$", r"\ln\frac{x}{y^2+1} = \ln x - \ln(y^2+1)"),
        (r"$\int_1^2 x^{-3}\,dx = [-\frac{1}{4}x^{-4}]_1^2$", r"\int_1^2 x^{-3}\,dx = [-\frac{1}{2}x^{-2}]_1^2"),
        (r"$\frac{d}{dx} (x^2 e^x) = 2x e^x$", r"\frac{d}{dx} (x^2 e^x) = 2x e^x + x^2e^x"),
        # nothing small mends it: worked out anew
        (r"$3x - (x^2 - 2x + 1) = -x^2 + x + 1$", r"3x - (x^2 - 2x + 1) = -x^2 + 5x - 1"),
        (r"$\frac{1}{x} + \frac{1}{y} = \frac{1}{x+y}$", r"\frac{1}{x} + \frac{1}{y} = \frac{x + y}{xy}"),
        (r"For $a > 0$: $\frac{d}{dx} a^x = x a^{x-1}$", r"\frac{d}{dx} a^x = a^x\ln a"),
        (
            "Let $A, B \\in \\mathbb{R}^{n\\times n}$.\n\n$(A + B)^2 = A^2 + 2AB + B^2$",
            r"(A + B)^2 = A^2 + AB + BA + B^2",
        ),
        (r"$(x + y)(x + z) = x^2 + xz + xy$", r"(x + y)(x + z) = x^2 + xz + xy + yz"),
        (r"$(1+x)^3 = 1 + 3x + x^3$", r"(1+x)^3 = 1 + 3x + x^3 + 3x^2"),
        (
            r"$\left(\sum_{i=1}^n x_i\right)\left(\sum_{j=1}^n y_j\right) = \sum_{i=1}^n \sum_{j=1}^n x_i y_i$",
            r"\left(\sum_{i=1}^n x_i\right)\left(\sum_{j=1}^n y_j\right) = \sum_{i=1}^n \sum_{j=1}^n x_i y_j",
        ),
        (
            r"$\sum_{i=1}^n\sum_{j=1}^n (x_i + y_j) = n \sum_{i=1}^n x_i + n \sum_{j=1}^n y_i$",
            r"\sum_{i=1}^n\sum_{j=1}^n (x_i + y_j) = n \sum_{i=1}^n x_i + n \sum_{j=1}^n y_j",
        ),
        (
            r"Let $A, B \in \mathbb{R}^{n \times n}$ be invertible. $(AB)^{-1} = A^{-1} B^{-1}$",
            r"(AB)^{-1} = B^{-1} A^{-1}",
        ),
        (r"$(x - 2)(x + 3) + y = (x - 2)(x + 5) + y$", r"(x - 2)(x + 3) + y = (x - 2)(x + 3) + y"),
        (
            r"Let $g(x) = 1 + x^2$. $$\frac{1}{1 + x^2} = \underbrace{(1 + x^2)^{-1}}_{g(x)}$$",
            r"\underbrace{(1 + x^2)}_{g(x)}^{-1}",
        ),
        (r"Let $f(x) = \sin(x^2)$. Then $f'(x) = \cos(x^2)$.", r"f'(x) = 2x \cos(x^2)"),
        (r"$\frac{d}{dx} e^{x^2+x} = e^{x^2+x}$", r"\frac{d}{dx} e^{x^2+x} = (2x + 1) e^{x^2+x}"),
        (r"$\frac{d}{dx} (1+3x^2)^5 = 5(1+3x^2)^4$", r"\frac{d}{dx} (1+3x^2)^5 = 5(1+3x^2)^4 \cdot 6x"),
        (r"$\frac{d}{dx}(x \sin x) = x\cos x$", r"\frac{d}{dx}(x \sin x) = x\cos x + \sin x"),
        # brackets in a fraction, and in an exponent
        (
            r"$\frac{d}{dx} \frac{x^2-1}{x^2+1} = \frac{4x}{(x^2+2)^2}$",
            r"\frac{d}{dx} \frac{x^2-1}{x^2+1} = \frac{4x}{(x^2+1)^2}",
        ),
        (r"$e^{x} e^{x^2 + x} = e^{x(x+3)}$", r"e^{x} e^{x^2 + x} = e^{x(x+2)}"),
        # what is taken out is the whole of a part; exponents with one too few; numbers with a point
        (r"$\frac{d}{dx}\sqrt{1+x^2} = \frac{2x}{\sqrt{1+x^2}}$", r"\frac{d}{dx}\sqrt{1+x^2} = \frac{x}{\sqrt{1+x^2}}"),
        (r"$\sum_{k=0}^{n-1} 2^k = 2^{n-1} - 1$", r"\sum_{k=0}^{n-1} 2^k = 2^n - 1"),
        (r"$7 e^{0.03 \cdot 5} = 7 e$", r"7 e^{0.03 \cdot 5} = 7 e^{0.15}"),
        (r"$\frac34 + \frac56 = \frac{8}{10}$", r"\frac34 + \frac56 = \frac{19}{12}"),
        # whole terms, and exponents, of the names around
        (r"$e^x e^{2x} = e^{2x^2}$", r"e^x e^{2x} = e^{3x}"),
        (r"$\sum_{i=1}^n (a x_i + b) = a\sum_{i=1}^n x_i + b$", r"\sum_{i=1}^n (a x_i + b) = a\sum_{i=1}^n x_i + b n"),
        # a transpose that is written nowhere; a function at an argument that stands nowhere; a differential
        (
            r"Let $X$ be an $m \times n$ matrix, $y \in \mathbb{R}^m$, $w \in \mathbb{R}^n$, $J(w) = \|Xw - y\|^2$."
            "\n\n$$\\nabla J(w) = 2X(Xw - y)$$",
            r"\nabla J(w) = 2X^T(Xw - y)",
        ),
        (r"Let $s(t) = \frac{1}{1+e^{-t}}$. Then $1 - s(t) = s(t)$.", r"1 - s(t) = s(-t)"),
        (r"Substitute $x = \sin t$, $dx = 2 \cos t\,dt$.", r"dx = \cos t\,dt"),
        # products that stand nowhere around
        (r"Let $a, b > 0$. $\ln(ab) = \ln a$", r"\ln(ab) = \ln a + \ln b"),
        (r"$\sin(x+y) = \sin x \cos y$", r"\sin(x+y) = \sin x \cos y + \cos x \sin y"),
        (r"$(x + TM)(x - Mz) = x^2 - Mxz + MTx$", r"(x + TM)(x - Mz) = x^2 - Mxz + MTx - M^2Tz"),
        # a derivative beside a premise that would be solved for its variable
        (
            r"Let $pV = nRT$ and $U = \frac32 nRT$. Then $\frac{\partial U}{\partial T} = 2 \frac32 nR$.",
            r"\frac{\partial U}{\partial T} = \frac32 nR",
        ),
        (r"$\pi \approx 3.15$", r"\pi \approx 3.14"),
        (r"$\sqrt{2} \approx 1.424$", r"\sqrt{2} \approx 1.414"),
        ("Solve $x^2 = 1$.\n\n$$x = 1$$", r"x = 1 \text{ or } x = -1"),
        ("Solve $x^2 = 5x - 6$.\n\n$$x = 2 \\text{ or } x = 4$$", r"x = 3"),
        ("Solve $(x - 2)^2 = 5$.\n\n$$x = 2$$", r"x = 2 \pm \sqrt{5}"),
        ("\\begin{align*}\nx(x - 3) &= 0 \\\\\nx &= 3\n\\end{align*}", r"x &= 3 \text{ or } x = 0"),
        ("$$y' = 2y, \\quad y(0) = 3$$\n\nThe solution is $y(t) = 2e^{2t}$.", r"y(t) = 3e^{2t}"),
        ("Solve $3x = 7$.\n\n$$x = 3$$", r"x = \frac{7}{3}"),
        # ± is mended for both signs
        ("Solve $2x^2 - 3x - 5 = 0$.\n\n$$x = \\frac{3 \\pm \\sqrt{31}}{4}$$", r"x = \frac{3 \pm \sqrt{49}}{4}"),
        ("$$x^2 - 4x - 5 = 0$$\n\n$$(x - 2)^2 = 1$$", "(x - 2)^2 = 9"),
        # a side that is kept is right; an inequality is turned; bounds go with what is put in
        ("$$3(x - 1) = 2x + 5$$\n\n$$3x - 1 = 2x + 5$$\n\n$$x = 8$$", "3x - 3 = 2x + 5"),
        ("$$-2x + 4 > 0$$\n\n$$x > 2$$", "x < 2"),
        (
            r"With $u = x + 2$, $\int_0^1 (x + 2)^3\,dx = \int_0^1 u^3\,du$.",
            r"\int_0^1 (x + 2)^3\,dx = \int_2^3 u^3\,du",
        ),
        # where it goes, and what is rather meant
        (r"$(a+b)^2 = a^2 + 2a + b^2$", r"(a+b)^2 = a^2 + 2a b + b^2"),
        (r"$5 - 2(x - 3) = -1 - 2x$", r"5 - 2(x - 3) = 11 - 2x"),
        (
            r"$\sum_{k=1}^n (2k - 1) = 2 \cdot \frac{n(n+1)}{2} - 1$",
            r"\sum_{k=1}^n (2k - 1) = 2 \cdot \frac{n(n+1)}{2} - n",
        ),
        (r"$\frac{(n+2)!}{n!} = n+2$", r"\frac{(n+2)!}{n!} = (n+2)(n + 1)"),
        (
            r"$\operatorname{Cov}(2X, 3Y) = 5 \operatorname{Cov}(X, Y)$",
            r"\operatorname{Cov}(2X, 3Y) = 6 \operatorname{Cov}(X, Y)",
        ),
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
        r"$\cosh x = 1 + x^2$",
        "Solve $x^5 - x = 1$.\n\n$$x = 1$$",  # the roots are not known exactly
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


@pytest.mark.parametrize(
    ("stated", "mended"),
    [("3", None), ("4", "z = 3"), (" 3", None)],
)
def test_a_solution_is_never_mended_into_itself(stated: str, mended: str | None) -> None:
    z = Symbol("z", real=True)
    text = f"z = {stated}"
    right = Span(text.index(stated.strip()), len(text))
    question = SolutionSet(z - 3, z, (Integer(int(stated)),))
    found = of_solution(text, right, question, (), lambda _: True)
    assert (found.mended if found else None) == mended


@pytest.mark.parametrize(("mended", "another"), [("z = 3", False), ("z=3", False), ("z = 4", True)])
def test_a_repair_changes_its_line(mended: str, another: bool) -> None:
    assert changes(Repair((), mended), "z = 3") is another
