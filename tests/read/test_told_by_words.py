"""What the words of notes declare of names, and what they must leave alone."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Symbol

from checker.decide.dispatch import decide
from checker.read.declarations import Opened, opened
from checker.read.declared import told_by_formula
from checker.read.document import document
from checker.read.holding import excludes
from checker.read.ledger import Kind, Ledger
from checker.read.progress import Progress
from checker.read.statements import statements
from checker.read.syntax import SyntaxFault, parse
from checker.written import Formula

pytestmark = pytest.mark.filterwarnings("ignore::sympy.utilities.exceptions.SymPyDeprecationWarning")


def section(text: str) -> Opened:
    """A section of notes, opened as the reader opens it."""
    pieces = document((text + "\n").encode(), "notes.md").pieces
    trees = [parse(piece.latex) for piece in pieces if isinstance(piece, Formula)]
    return opened(Ledger(), pieces, trees, ())


CONDITIONS = [  # what is written, and the conditions that hold in the whole section
    (r"Let $\sigma > 0$.", {"sigma > 0"}),
    (r"Let $x, y > 0$.", {"x > 0", "y > 0"}),
    (r"where $0<p<1$", {"0 < p", "p < 1"}),
    (r"where $a \neq 0$", {"Ne(a, 0)"}),
    (r"($a>0$, $b>0$)", {"a > 0", "b > 0"}),
    (r"Let $a$ and $b$ be positive constants.", {"a > 0", "b > 0"}),
    (r"with positive $a$ and non-negative $b$", {"a > 0", "b >= 0"}),
    (r"Let $c$ be a nonzero constant.", {"Ne(c, 0)"}),
    (r"$x \in [0, 1)$", {"x >= 0", "x < 1"}),
    (r"$x \in (0, \infty)$", {"x > 0"}),
    (r"$x \in (-\infty, 3]$", {"x <= 3"}),
    (r"$x \in \{1, 2\}$", {"Eq(x, 1) | Eq(x, 2)"}),
    (r"$x, y \in \mathbb{R}_{>0}$", {"x > 0", "y > 0"}),
    (r"$x \in \mathbb{R}^+$", {"x > 0"}),
    (r"$x \in \mathbb{R} \setminus \{0\}$", {"Ne(x, 0)"}),
    (r"$k \in \{0, 1, \dots, n\}$", {"k >= 0", "k <= n"}),
    (r"Let $p$ be a probability.", {"p >= 0", "p <= 1"}),
    (r"Let $a$ and $b$ be distinct real numbers.", {"Ne(a, b)"}),
    (r"a symmetric positive definite matrix $A$", {"Q.symmetric(A)", "Q.positive_definite(A)"}),
    (r"$A \in \mathbb{R}^{n\times n}$ symmetric", {"Q.symmetric(A)"}),
    (r"The matrix $A$ is symmetric and invertible.", {"Q.symmetric(A)", "Q.invertible(A)"}),
    (r"Let $Q$ be orthogonal.", {"Q.orthogonal(Q)"}),
    (r"Let $A$ and $B$ be invertible $n \times n$ matrices.", {"Q.invertible(A)", "Q.invertible(B)"}),
    (r"Let $D$ be a diagonal matrix.", {"Q.diagonal(D)"}),
    (r"Let $u, v \in \mathbb{R}^n$ be orthogonal vectors.", {"Eq(u.T*v, 0)"}),
    (r"Let $u$ be a unit vector.", {"Eq(u.T*u, 1)"}),
    (r"Let $S$ be a skew-symmetric matrix.", {"Eq(S.T, -S)"}),
    (r"Let $P$ be an idempotent matrix.", {"Eq(P*P, P)"}),
    (r"for all real x, where a > 0 and b ≥ 2", {"a > 0", "b >= 2"}),
    (r"with $|r| < 1$", {"Abs(r) < 1"}),
    (r"where $b^2 - 4ac \ge 0$", {"-4*a*c + b**2 >= 0"}),
    (r"Let $N$ be an integer greater than 1.", {"N > 1"}),
    (r"Let $N$ be an integer, at least in spirit.", set()),
    (r"Let $a$ be a real number different from $b$.", {"Ne(a, b)"}),
    (r"where $n$ is the number of samples", {"n > 0"}),
    (r"Let $v \neq 0$ be a vector.", {"Ne(v.T*v, 0)"}),
    (r"Let $R$ be a rotation matrix.", {"Q.is rotation(R)"}),
    (r"the covariance matrix $S$", {"Q.is covariance(S)"}),
    (r"the weight matrix $W$", set()),
    (r"a weight matrix $W$", set()),
    (r"It is not true that $x > 0$.", set()),
    (r"We have $x^2 + 1 > 0$.", set()),
    (r"the number $e$ is irrational", set()),
    (r"Let $a$, $b$ be real, not both zero.", {"Ne(a, 0) | Ne(b, 0)"}),
    (r"the numbers $a$, $b$ are not all equal", {"Ne(a, b)"}),
    (r"data $x_1, \dots, x_n$, not all $x_i$ zero", {"Ne(Sum(x[i]**2, (i, 1, n)), 0)"}),
    (r"data $x_1, \dots, x_n$, not all $x_i$ equal", {"Ne(n*Sum(x[i]**2, (i, 1, n)), Sum(x[i], (i, 1, n))**2)"}),
    (r"the data $x_1, \dots, x_n$ are not all zero", {"Ne(Sum(x[i]**2, (i, 1, n)), 0)"}),
    # --- what must be left alone ---
    (r"Hence $a$ and $b$ are not both zero.", set()),
    (r"$a$ and $b$ are not both positive", set()),
    (r"Thus $A$ is symmetric.", set()),
    (r"so $x > 3$", set()),
    (r"Hence we get $x > 3$.", set()),
    (r"Show that $x > 0$.", set()),
    (r"If $x>0$, then $y > 0$.", set()),
    (r"The matrix $A$ is not symmetric.", set()),
    (r"$A$ is invertible if and only if $d \ne 0$.", set()),
    (r"This has a positive root $r$.", set()),
    (r"$x$ is a positive root of the equation.", set()),
    (r"Let $f$ be a positive function.", {"Q.is positive(f)"}),  # kept as what no procedure knows
    (r"Let $x$ be real.", set()),
    (r"the symmetric part $S$", set()),
]


@pytest.mark.parametrize(("written", "expected"), CONDITIONS, ids=[written for written, _ in CONDITIONS])
def test_conditions_of_the_section(written: str, expected: set[str]) -> None:
    assert {str(condition) for condition in section(written).ledger.conditions} == expected


KINDS = [
    (r"constants $a$ and $b$", "a", Kind.SCALAR),
    (r"for real $x$", "x", Kind.SCALAR),
    (r"Let $n$ be an integer.", "n", Kind.INTEGER),
    (r"$n \in \mathbb{N}$", "n", Kind.INTEGER),
    (r"$k \in \mathbb{Z}$", "k", Kind.INTEGER),
    (r"vectors $u, v$", "v", Kind.MATRIX),
    (r"f is a differentiable function of x", "f", Kind.FUNCTION),
    (r"where $y$ is a function of $x$", "y", Kind.FUNCTION),
    (r"a smooth function $f$", "f", Kind.FUNCTION),
    (r"$f: \mathbb{R} \to \mathbb{R}$", "f", Kind.FUNCTION),
    (r"$\sigma$ is the sigmoid function", "sigma", Kind.FUNCTION),
    (r"i.i.d. data $x_1, \dots, x_n$", "x", Kind.DATA),
    (r"$i$ is the imaginary unit", "i", Kind.CONSTANT),
    (r"$f$ is even", "f", Kind.FUNCTION),
    (r"Let $f$ be an odd function.", "f", Kind.FUNCTION),
    (r"The set of positive integers is denoted by $N$.", "N", None),
    (r"as $n \to \infty$", "n", None),
    (r"We use the method of $k$.", "k", None),
    (r"The function is $f$ times two.", "f", None),
]


@pytest.mark.parametrize(("written", "name", "kind"), KINDS, ids=[written for written, _, _ in KINDS])
def test_kinds(written: str, name: str, kind: Kind | None) -> None:
    meaning = section(written).ledger.meaning(name)
    assert (meaning.kind if meaning is not None else None) == kind


SHAPES = [
    (r"Let $X$ be an $m \times n$ matrix and $y \in \mathbb{R}^m$.", {"X": "(m, n)", "y": "(m, 1)"}),
    (r"$A \in \mathbb{R}^{3 \times 2}$", {"A": "(3, 2)"}),
    (r"a 3 × 3 matrix $A$", {"A": "(3, 3)"}),
    (r"$x, y \in \mathbb{R}^{n+1}$", {"x": "(n + 1, 1)", "y": "(n + 1, 1)"}),
    (r"Let $r$ be a row vector.", {"r": "(1, n)"}),
    (r"$A$ is a square matrix", {"A": "(n, n)"}),
]


@pytest.mark.parametrize(("written", "shapes"), SHAPES, ids=[written for written, _ in SHAPES])
def test_shapes_told(written: str, shapes: dict[str, str]) -> None:
    ledger = section(written).ledger
    found = {name: meaning for name in shapes if (meaning := ledger.meaning(name)) is not None}
    assert {name: str(meaning.object.shape) for name, meaning in found.items()} == shapes


WHOLE = [  # what the symbol of a whole number is, besides whole
    (r"Let $n$ be a positive integer.", {"positive": True}),
    (r"For every integer $n \ge 1$", {"positive": True}),
    (r"For all integers $n \ge 2$", {"positive": True}),
    (r"$n \in \mathbb{N}_0$", {"nonnegative": True, "positive": None}),
    (r"Let $n$ be an even integer.", {"even": True, "positive": None}),
    (r"Let $n$ be odd.", {"odd": True}),
    (r"Let $n$ be an integer.", {"positive": None, "even": None}),
    (r"If $n$ is even, we stop.", {"even": None}),
]


@pytest.mark.parametrize(("written", "expected"), WHOLE, ids=[written for written, _ in WHOLE])
def test_whole_numbers(written: str, expected: dict[str, bool | None]) -> None:
    meaning = section(written).ledger.meaning("n")
    assert meaning is not None
    symbol = meaning.object
    assert isinstance(symbol, Symbol)
    assert symbol.is_integer
    assert {key: getattr(symbol, f"is_{key}") for key in expected} == expected


EXCLUDES = partial(excludes, Progress(document(b"", "notes.md"), decide, Ledger()))
CASES = [  # notes with displayed formulas, and the conditions at each of those
    ("For $x > 0$,\n\n$$a$$\n\nFor $x < 0$,\n\n$$b$$", [{"x > 0"}, {"x < 0"}]),
    ("For $x > 0$,\n\n$$a$$\n\n$$b$$", [{"x > 0"}, {"x > 0"}]),
    ("$$a$$ for $x > 0$.\n\n$$b$$", [{"x > 0"}, set()]),
    ("$$a$$ ($x > 0$)\n\n$$b$$", [{"x > 0"}, set()]),
    ("We have $c = 1$ for $x > 0$.\n\n$$b$$", [set()]),
    ("for x > 0:\n\n$$b$$", [{"x > 0"}]),
    ("For all positive $x$ we have\n\n$$a$$", [{"x > 0"}]),
    ("If $n$ is even,\n\n$$a$$\n\nIf $n$ is odd,\n\n$$b$$", [{"Q.even(n)"}, {"Q.odd(n)"}]),
    ("For $r > R$,\n\n$$a$$\n\nFor $r < R$,\n\n$$b$$", [{"r > R"}, {"r < R"}]),
    ("For $|x| < a$,\n\n$$b$$\n\nFor $x > a$,\n\n$$c$$", [{"Abs(x) < a"}, {"x > a"}]),
    ("For $x > 0$ and $y > 0$:\n\n$$a$$", [{"x > 0", "y > 0"}]),
    ("For $x > 0$,\n\n$$a$$\n\nFor $y > 1$,\n\n$$b$$", [{"x > 0"}, {"x > 0", "y > 1"}]),
    ("$$a$$\n\nNow we go on.\n\n$$b$$", [set(), set()]),
]


@pytest.mark.parametrize(("written", "expected"), CASES, ids=[written.replace("\n", " ") for written, _ in CASES])
def test_cases_hold_where_they_stand(written: str, expected: list[set[str]]) -> None:
    pieces = document((written + "\n").encode(), "notes.md").pieces
    found = section(written)
    displayed = [piece for piece in pieces if isinstance(piece, Formula) and piece.display]
    told = [found.cases(piece.start, EXCLUDES) for piece in displayed]
    assert [set(map(str, conditions)) for conditions in told] == expected
    assert not found.ledger.conditions


LOGARITHMS = [
    (r"Here log denotes base 10.", "10"),
    (r"Here $\log$ denotes the base 10 logarithm.", "10"),
    (r"All logarithms are to base $2$.", "2"),
    (r"$\log$ is the natural logarithm", "E"),
    (r"We take the log of both sides.", "None"),
    (r"The base of the triangle is 10.", "None"),
]


@pytest.mark.parametrize(("written", "base"), LOGARITHMS, ids=[written for written, _ in LOGARITHMS])
def test_the_base_of_log(written: str, base: str) -> None:
    assert str(section(written).ledger.log_base) == base


def test_the_sigmoid_has_its_definition() -> None:
    definitions = section(r"Here $\sigma$ is the logistic function.").ledger.definitions
    assert [(str(name), str(body)) for name, body in definitions] == [("sigma(x)", "1/(1 + exp(-x))")]


def test_data_are_counted_as_told() -> None:
    assert str(section(r"Let $x_1, \dots, x_N$ be i.i.d. observations.").ledger.range_of_data) == "(1, N)"


UNREAD = [r"x \in \mathbb{H}", r"x \in S", r"A \in \mathbb{R}^{a \times b \times c}", r"z \in \mathbb{C}^n"]


@pytest.mark.parametrize("latex", UNREAD)
def test_a_set_that_is_not_read_is_said(latex: str) -> None:
    with pytest.raises(SyntaxFault):
        told_by_formula(statements(parse(latex)))


def test_complex_names_are_not_real() -> None:
    meaning = section(r"Let $z \in \mathbb{C}$.").ledger.meaning("z")
    assert meaning is not None
    assert meaning.object.is_real is None


def test_what_is_told_of_matrices_and_whole_numbers_holds_in_the_whole_section() -> None:
    pieces = document(b"Let $n \\ge 2$ be an integer and $A$ a symmetric matrix.\n", "notes.md").pieces
    trees = [parse(piece.latex) for piece in pieces if isinstance(piece, Formula)]
    found = opened(Ledger(), pieces, trees, (), in_order=True).ledger
    assert {str(condition) for condition in found.conditions} == {"n >= 2", "Q.symmetric(A)"}
    meaning = found.meaning("n")
    assert meaning is not None
    assert meaning.object.is_positive


SOUP = [
    r"let",
    r"be",
    r"a",
    r"an",
    r"the",
    r"is",
    r"are",
    r"for",
    r"all",
    r"if",
    r"where",
    r"and",
    r"or",
    r",",
    r".",
    r";",
    r"(",
    r")",
    r"symmetric",
    r"matrix",
    r"vector",
    r"real",
    r"positive",
    r"integer",
    r"$x$",
    r"$A$",
    r"$n$",
    r"$x>0$",
    r"$A\in\mathbb{R}^{n\times",
    r"n}$",
    r"$m\times",
    r"n$",
    r"$0<p<1$",
    r"$f(x)$",
    r"$|r|<1$",
    r"$x_1,\dots,x_n$",
    r"$x\in(0,1)$",
    r"f",
    r"x",
    r"of",
    r"function",
    r"unit",
    r"even",
    r"odd",
    r"orthogonal",
    r"greater",
    r"than",
    r"1",
    r"at",
    r"least",
    r"between",
    r"different",
    r"from",
    r"data",
    r"number",
    r"$A^T$",
    r"$x^TAx$",
    r"$w=A^{-1}b$",
    r"$\det(A)$",
    r"$v\ne0$",
    r"$\nabla_wJ$",
    r"log",
    r"base",
    r"10",
    r"sigmoid",
    r"imaginary",
    r"$i$",
    r"complex",
    r"$X_1^T$",
    r"$I$",
    r"$A\in\mathbb{S}$",
    r"$$x^TAx$$",
    r"not",
    r"thus",
    r"3",
    r"×",
    r">",
]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SOUP), max_size=20))
def test_any_words_are_read_or_left(words: list[str]) -> None:
    pieces = document((" ".join(words) + "\n").encode(), "notes.md").pieces
    trees = []
    for piece in pieces:
        if isinstance(piece, Formula):
            try:
                trees.append(parse(piece.latex))
            except SyntaxFault:
                continue
    found = opened(Ledger(), pieces, trees, ())
    for piece in pieces:
        found.cases(piece.start, EXCLUDES)
