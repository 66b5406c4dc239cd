"""Macros: their calls read as what they stand for, with the span of the call; bombs end in one located message."""

import pytest

from checker.read.document import document
from checker.read.syntax import SyntaxFault, parse
from checker.report.plain import plain
from checker.written import Formula, Macro, Macros, Node, Row, Span, Token


def last(text: str, path: str = "a.md") -> Row:
    formulas = [piece for piece in document(text.encode(), path).pieces if isinstance(piece, Formula)]
    return parse(formulas[-1].latex, formulas[-1].macros)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (r"$\newcommand{\R}{\mathbb{R}}$ $\R^n$", r"\mathbb{R}^n"),
        (r"$\def\pd#1#2{\frac{\partial #1}{\partial #2}} \pd{f}x$", r"\frac{\partial f}{\partial x}"),
        (r"\newcommand{\p}[2][x]{#1^2+#2} $\p{b} \p[c]{d}$", r"x^2+b c^2+d"),
        (r"$\newcommand{\sq}[1]{#1^2} \sq{ab}$", r"ab^2"),  # as TeX sets it, not (ab)²
        (r"$\newcommand\bs{\boldsymbol} \bs x$", r"\boldsymbol x"),
        (r"$\let\v\vec \renewcommand{\vec}[1]{\v{\mathbf{#1}}} \vec x$", r"\vec{\mathbf{x}}"),
        (r"$\DeclareMathOperator{\tr}{tr} \tr A$", r"\operatorname{tr} A"),
        (
            r"$\DeclarePairedDelimiter{\abs}{\lvert}{\rvert} \abs{x}+\abs*{y}$",
            r"\left\lvert x\right\rvert+\left\lvert y\right\rvert",
        ),
        (r"$\newcommand{\h}{\frac12} \frac\h\h$", r"\frac{\frac12}{\frac12}"),
        (r"$\newcommand{\a}{x}\providecommand{\a}{y} \a$", "x"),
        (r"$\newcommand{\w}[1]{\text{if #1}} \w{so}$", r"\text{if so}"),
    ],
)
def test_a_call_is_what_it_stands_for(text: str, same: str) -> None:
    assert plain(last(text)) == plain(parse(same))


def test_the_preamble_of_latex_counts() -> None:
    assert plain(last("\\newcommand{\\R}{\\mathbb R}\n\\begin{document}$\\R$\\end{document}", "a.tex")) == "ℝ"


def test_every_node_of_an_expansion_has_the_span_of_the_call() -> None:
    known: Macros = {"p": Macro("p", 1, "a+#1")}
    items: tuple[Node, ...] = parse(r"x\p{b}y", known).items
    assert [node.span for node in items] == [Span(0, 1), *[Span(1, 6)] * 3, Span(6, 7)]


def test_a_definition_alone_leaves_nothing_but_blanks() -> None:
    assert all(isinstance(node, Token) and node.kind == "space" for node in last(r"$\newcommand{\R}{x}$").items)


DOUBLING = "".join(rf"\def\{chr(97 + k)}{{{(chr(92) + chr(98 + k)) * 8}}}" for k in range(12))


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        (r"$\def\a{\a}\a$", 10),
        (r"$\def\a{\b}\def\b{x\a}\a$", 21),
        (r"$\def\a#1{\a{#1#1}}\a x$", 18),
        (rf"${DOUBLING} \a$", len(DOUBLING) + 1),
        (r"$\newcommand{\a}{\begin{equation}}\a$", 33),
        (r"$\newcommand{\a}[1]{#2}\a x$", 22),
        (r"$\def\a(#1){x}$", 6),
        (r"$x #1$", 2),
        (r"$\newcommand{\v}{x^2}\v^3$", 20),
    ],
)
def test_what_does_not_end_or_is_no_formula_is_told_at_the_call(text: str, offset: int) -> None:
    with pytest.raises(SyntaxFault) as caught:
        last(text)
    assert caught.value.offset == offset
