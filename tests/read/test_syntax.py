"""LaTeX to written trees: shapes, spans, located faults, and that nothing of the source is lost."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import DeriveCheckError
from checker.read.syntax import ARGUMENTS, COLUMN_SPECIFICATIONS, MOST_CHARACTERS, MOST_LEVELS, SyntaxFault, parse
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Token

NOTES = Path(__file__).parents[2] / "derivations" / "handwritten-notes.md"


def shape(node: Node | None) -> str:  # one return for each kind of node
    """A tree as a short text: `{…}` a row, `b_s^s` scripts, `name[…](…)` a command, `<( … )>` a fence."""
    match node:
        case None:
            return "None"
        case Token():
            return node.text
        case Row():
            return "{" + " ".join(map(shape, node.items)) + "}"
        case Scripts():
            below = "" if node.below is None else f"_{shape(node.below)}"
            above = "" if node.above is None else f"^{shape(node.above)}"
            return f"{shape(node.base)}{below}{above}"
        case Command():
            options = "".join(f"[{shape(option)}]" for option in node.options)
            return f"{node.name}{options}({', '.join(map(shape, node.arguments))})"
        case Fence():
            return f"<{node.opening} {shape(node.body)} {node.closing}>"
        case Grid():
            return f"{node.name}:" + " // ".join(" & ".join(map(shape, row)) for row in node.rows)


SHAPES = [
    ("", "{}"),
    ("  a \n b ", "{a b}"),
    ("12.5x + .5", "{12.5 x + .5}"),
    ("1.x", "{1 . x}"),
    ("x_12", "{x_1 2}"),
    ("x^-1", "{x^- 1}"),
    ("x_{12}", "{x_{12}}"),
    ("x^a_b", "{x_b^a}"),
    ("x_b^a", "{x_b^a}"),
    ("x _ b ^ a", "{x_b^a}"),
    ("f'", "{f^{'}}"),
    ("f''_1(x)", "{f_1^{' '} ( x )}"),
    ("f'^2", "{f^{' 2}}"),
    ("^T", "{None^T}"),
    ("{}^T A", "{{}^T A}"),
    ("(a)^2", "{( a )^2}"),
    (r"\quad^2", r"{\quad None^2}"),
    (r"\frac12", "{frac(1, 2)}"),
    (r"\frac 1 {2x}", "{frac(1, {2 x})}"),
    (r"\frac\alpha\beta", r"{frac(\alpha, \beta)}"),
    (r"x^\frac{1}{2}", "{x^frac({1}, {2})}"),
    (r"x_\text{max}", "{x_text(max)}"),
    (r"\sqrt[3]{x}", "{sqrt[{3}]({x})}"),
    (r"\sqrt x[1]", "{sqrt(x) [ 1 ]}"),
    (r"\sum\limits_{i=1}^n i", r"{\sum_{i = 1}^n i}"),
    (r"\underbrace{x}_g", "{underbrace({x})_g}"),
    (r"\cancelto{0}{x}", "{cancelto({0}, {x})}"),
    (r"\text{if $x>0$ {or} \} so}", r"{text(if $x>0$ {or} \} so)}"),
    (r"\operatorname*{argmin}_x", "{operatorname*({a r g m i n})_x}"),
    (r"\tag*{1}\label{eq_1}", "{tag*(1) label(eq_1)}"),
    (r"\left( a \right]^2", "{<( {a} ]>^2}"),
    (r"\left\{ x \right.", r"{<\{ {x} .>}"),
    (r"\left\langle x \middle| y \right\rangle", r"{<\langle {x \middle | y} \rangle>}"),
    (r"\big( x \bigr)^2", r"{\big ( x \bigr )^2}"),
    (r"a // b", "{a // b}"),
    (r"a \\ b", r"{a \\ b}"),
    (r"a \\[4pt] b", r"{a \\ [4pt] b}"),
    (r"a \\ [0 \ 1]", "{a \\\\ [ 0 \\  1 ]}"),
    (r"a \, b~c \! d", r"{a \, b ~ c \! d}"),
    (r"\therefore \unknown{x}", r"{\therefore \unknown {x}}"),
    (r"5\% \& \{x\}", r"{5 \% \& \{ x \}}"),
    ("a % b\nc", "{a % b c}"),
    ("θ ≤ ∞", "{θ ≤ ∞}"),
    (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", "{bmatrix:{1} & {2} // {3} & {4}}"),
    (r"\begin{bmatrix}1\\2\\\end{bmatrix}^T", "{bmatrix:{1} // {2}^T}"),
    (r"\begin{matrix} & \\ 1 & \end{matrix}", "{matrix:{} & {} // {1} & {}}"),
    (r"\begin{matrix}\end{matrix}", "{matrix:}"),
    (r"\begin{array}{c|c} a & b \\[2pt] c & d \end{array}", "{array:{a} & {b} // {c} & {d}}"),
    (r"\begin{aligned}[t] x &= \frac{a}{b} \\ &= 2 \end{aligned}", "{aligned:{x} & {= frac({a}, {b})} // {} & {= 2}}"),
    (r"\begin{aligned}[0 \ 1] \end{aligned}", "{aligned:{[ 0 \\  1 ]}}"),
    (r"\begin{align*} a \\ b \end{align*}", "{align*:{a} // {b}}"),
    (r"\begin{cases} \begin{matrix} 1 & 2 \end{matrix} & x \end{cases}", "{cases:{matrix:{1} & {2}} & {x}}"),
]


@pytest.mark.parametrize(("latex", "expected"), SHAPES)
def test_shapes(latex: str, expected: str) -> None:
    assert shape(parse(latex)) == expected


KINDS = [
    ("x", "letter"),
    ("θ", "letter"),
    ("3.14", "number"),
    ("+", "operator"),
    ("//", "operator"),
    (r"\{", "operator"),
    (r"\|", "operator"),
    (r"\theta", "command"),
    (r"\checkmark", "command"),
    (r"\quad", "space"),
    (r"\,", "space"),
    (r"\displaystyle", "space"),
    ("~", "space"),
    ("% remark", "space"),
    (r"\%", "escape"),
]


@pytest.mark.parametrize(("latex", "kind"), KINDS)
def test_kinds_of_tokens(latex: str, kind: str) -> None:
    (token,) = parse(latex).items
    assert isinstance(token, Token)
    assert (token.kind, token.text) == (kind, latex)


SPANS = [
    # The formula, the way to a node (by children), and the text of that node.
    (r"a + \frac{x}{y z}^2", (2,), r"\frac{x}{y z}^2"),
    (r"a + \frac{x}{y z}^2", (2, 0), r"\frac{x}{y z}"),
    (r"a + \frac{x}{y z}^2", (2, 0, 1), "{y z}"),
    (r"a + \frac{x}{y z}^2", (2, 0, 1, 1), "z"),
    (r"a + \frac{x}{y z}^2", (2, 1), "2"),
    (r"2\text{ so }x", (1,), r"\text{ so }"),
    (r"2\text{ so }x", (1, 0), " so "),
    (r"\left( a + b \right)", (0,), r"\left( a + b \right)"),
    (r"\left( a + b \right)", (0, 0), "a + b"),
    (r"\begin{matrix} 1 & 2 x \end{matrix}y", (0,), r"\begin{matrix} 1 & 2 x \end{matrix}"),
    (r"\begin{matrix} 1 & 2 x \end{matrix}y", (0, 1), "2 x"),
    ("f''^2 + 1", (0, 1), "''^2"),
    (r"\sqrt[n]{x}", (0, 0), "[n]"),
    (" x ", (), " x "),
]


@pytest.mark.parametrize(("latex", "way", "text"), SPANS)
def test_spans(latex: str, way: tuple[int, ...], text: str) -> None:
    node: Node = parse(latex)
    for index in way:
        node = children(node)[index]
    assert latex[node.span.start : node.span.end] == text


FAULTS = [
    # The formula, the offset of its fault, and words of what was found, what was expected, and the hint.
    ("{a", 2, "the end of the formula", "`}`", "`{` at offset 0"),
    ("a + {b}}", 7, "`}`", "end of formula", "opening"),
    (r"\frac{a}", 8, "the end of the formula", "an argument", r"`\frac` at offset 0"),
    (r"\frac{a}+ \vec", 14, "the end of the formula", "an argument", r"`\vec` at offset 10"),
    ("x^", 2, "the end of the formula", "an argument", "`^` at offset 1"),
    ("{x_}", 3, "`}`", "an argument", "`_` at offset 2"),
    (r"x^\left( a \right)", 2, r"`\left`", "an argument", "`^` at offset 1"),
    (r"x_\, y", 2, r"`\,`", "an argument", "`_` at offset 1"),
    ("x^a^b", 3, "a second superscript", "one superscript", "braces"),
    ("x^a'", 3, "a second superscript", "one superscript", "braces"),
    ("x_a_b", 3, "a second subscript", "one subscript", "braces"),
    (r"\left( a", 8, "the end of the formula", r"`\right`", r"`\left` at offset 0"),
    (r"\left( {a \right)}", 10, r"`\right`", "`}`", "`{` at offset 7"),
    (r"\left x \right)", 6, "`x`", "a delimiter", r"`\left`"),
    (r"\big x", 5, "`x`", "a delimiter", r"`\big`"),
    (r"a \right)", 2, r"`\right`", "end of formula", "opening"),
    ("a & b", 2, "`&`", "end of formula", "environment"),
    (r"\begin{matrix} {a & b} \end{matrix}", 18, "`&`", "`}`", "environment"),
    (r"\begin{theorem} x \end{theorem}", 7, "`theorem`", "known", "bmatrix"),
    (r"\begin{matrix} 1 \end{pmatrix}", 17, r"`\end{pmatrix}`", r"`\end{matrix}`", r"`\begin{matrix}` at offset 0"),
    (r"\begin{matrix} 1", 16, "the end of the formula", r"`\end{matrix}`", r"`\begin{matrix}` at offset 0"),
    (r"1 \end{matrix}", 2, r"`\end`", "end of formula", "opening"),
    (r"\begin{array} 1 \end{array}", 14, "`1`", "`{`", "braces"),
    (r"\text x", 6, "`x`", "`{`", r"`\text` at offset 0"),
    (r"\text{ab", 8, "the end of the formula", "`}`", "`{` at offset 5"),
    ("\\text{ab\\", 9, "the end of the formula", "`}`", "`{` at offset 5"),
    (r"\sqrt[3{x}", 10, "the end of the formula", "`]`", "`[` at offset 5"),
    ("a\\", 1, "at the end", "a command", "name"),
    (r"a \3", 2, "before `3`", "a command", "name"),
    ("$x$", 0, "`$`", "mathematics", "without its `$`"),
    ("a#1", 1, "`#`", "mathematics", r"\#"),
    ("a\x1bb", 1, "U+001B", "mathematics", "LaTeX"),
    ("a\u202eb", 1, "U+202E", "mathematics", "LaTeX"),
    ("x²", 1, "`²`", "mathematics", "^"),
]


@pytest.mark.parametrize(("latex", "offset", "found", "expected", "hint"), FAULTS)
def test_faults_are_located(latex: str, offset: int, found: str, expected: str, hint: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        parse(latex)
    fault = caught.value
    assert fault.offset == offset
    assert found in fault.found
    assert expected in fault.expected
    assert hint in fault.hint
    assert "\n" not in str(fault)
    assert str(fault).isprintable()


def test_a_fault_is_of_the_input_and_can_be_sent_between_processes() -> None:
    fault = SyntaxFault(3, "this", "that", "so")
    assert isinstance(fault, DeriveCheckError)
    assert str(fault) == "at offset 3: found this, expected that; so"
    assert str(pickle.loads(pickle.dumps(fault))) == str(fault)


NESTINGS = [
    # Opening, closing, and the levels each pair takes.
    ("{", "}", 1),
    ("x^{", "}", 1),
    ("x'^{", "}", 1),
    (r"\left(", r"\right)", 1),
    (r"\begin{pmatrix}", r"\end{pmatrix}", 1),
    (r"\sqrt{", "}", 2),
    (r"\sqrt ", "", 1),
    (r"\sqrt[", "]{x}", 2),
]


@pytest.mark.parametrize(("opening", "closing", "levels"), NESTINGS)
def test_depth_is_budgeted(opening: str, closing: str, levels: int) -> None:
    most = MOST_LEVELS // levels
    assert isinstance(parse(opening * most + "x" + closing * most), Row)
    for count in (most + 1, 1500):
        with pytest.raises(SyntaxFault, match="nesting beyond") as caught:
            parse(opening * count + "x" + closing * count)
        assert caught.value.offset < len(opening) * (most + 1)


def test_size_is_budgeted() -> None:
    assert len(parse("x" * MOST_CHARACTERS).items) == MOST_CHARACTERS
    with pytest.raises(SyntaxFault, match="characters"):
        parse("x" * (MOST_CHARACTERS + 1))


# --- nothing is lost ---------------------------------------------------------------------------


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below a node, in the order of its fields."""
    match node:
        case Token():
            return ()
        case Row():
            return node.items
        case Scripts():
            return tuple(part for part in (node.base, node.below, node.above) if part is not None)
        case Command():
            return node.options + node.arguments
        case Fence():
            return (node.body,)
        case Grid():
            return tuple(cell for row in node.rows for cell in row)


def notation(node: Node) -> str:
    """A pattern of what a node may own itself, outside of its children and blanks."""
    match node:
        case Token():
            return re.escape(node.text)
        case Row():
            return r"(\{\}|\[\]|\^)?"
        case Scripts():
            return r"(\\(no|display)?limits)?[_^]{0,2}"
        case Command():
            return rf"\\{re.escape(node.name)}(\{{\}})*"
        case Fence():
            return rf"\\left{re.escape(node.opening)}\\right{re.escape(node.closing)}"
        case Grid():
            name = re.escape(node.name)
            parting = r"(&|\\\\(\[[^\]]*\])?)*"
            return rf"\\begin\{{{name}\}}(\[[tcb]\])?(\{{[^}}]*\}})?{parting}\\end\{{{name}\}}"


def assert_accounts_for_everything(latex: str, node: Node) -> None:
    """Children lie in order inside their node; with its own notation they are all of its text."""
    own, at = "", node.span.start
    for child in sorted(children(node), key=lambda child: (child.span.start, child.span.end)):
        assert at <= child.span.start <= child.span.end <= node.span.end
        own += latex[at : child.span.start]
        at = child.span.end
        assert_accounts_for_everything(latex, child)
    own += latex[at : node.span.end]
    if isinstance(node, Token):
        assert own == node.text
    else:
        assert re.fullmatch(notation(node), "".join(own.split())), (node, own)


def formulas_of_the_notes() -> list[str]:
    text = NOTES.read_text(encoding="utf-8")
    return [display or inline for display, inline in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", text, re.DOTALL)]


@pytest.mark.parametrize("latex", [*formulas_of_the_notes(), *(latex for latex, _ in SHAPES)])
def test_every_character_is_accounted_for(latex: str) -> None:
    assert_accounts_for_everything(latex, parse(latex))


def test_the_notes_are_all_there() -> None:
    text = NOTES.read_text(encoding="utf-8")
    displays = text.count("$$") // 2
    inlines = (text.count("$") - 4 * displays) // 2
    assert len(formulas_of_the_notes()) == displays + inlines > 30


PIECES = [
    *("{", "}", "^", "_", "'", "&", "\\\\", "[", "]", "(", ")", "|", "//", " ", "~", "%", "\n", "\x1b", "é", "²"),
    *("x", "12", ".5", "+", "-", "=", ",", "$", "\\", "\\\\[4pt]", r"\left(", r"\right)", r"\left", r"\right."),
    *(r"\quad ", r"\, ", r"\big", r"\limits", r"\alpha ", r"\sum ", r"\unknown ", r"\{", r"\}", r"\%", r"\sqrt["),
    *(f"\\{name} " for name in ("frac", "vec", "text", "tag", "operatorname*", "xrightarrow", "textcolor", "cancel")),
    *(f"\\{side}{{{name}}}" for name in ("matrix", "align*", "array", "odd") for side in ("begin", "end")),
]


def read_or_fault(latex: str) -> Row | SyntaxFault:
    try:
        return parse(latex)
    except SyntaxFault as fault:
        return fault


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_soup_is_read_whole_or_faulted(latex: str) -> None:
    read = read_or_fault(latex)
    if isinstance(read, SyntaxFault):
        assert 0 <= read.offset <= len(latex)
    else:
        assert_accounts_for_everything(latex, read)


def composed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Well-formed LaTeX around well-formed LaTeX, one way for each notation of the grammar."""
    group = inner.map("{{{}}}".format)
    calls = [
        st.tuples(*(st.just("{w}") if kind == "w" else group for kind in kinds if kind != "o")).map(
            lambda arguments, name=name: f"\\{name}" + "".join(arguments)  # type: ignore[misc]  # a default argument
        )
        for name, kinds in ARGUMENTS.items()
    ]
    grids = [
        st.tuples(inner, inner, inner).map(
            lambda cells, name=name, many=many: (  # type: ignore[misc]  # a default argument
                f"\\begin{{{name}}}{'{cc}' * many}{cells[0]} & {cells[1]} \\\\ {cells[2]}\\end{{{name}}}"
            )
        )
        for name, many in COLUMN_SPECIFICATIONS.items()
    ]
    scripts = st.tuples(group, group, group).map(lambda parts: f"{parts[0]}_{parts[1]}^{parts[2]}")
    fences = inner.map(r"\left( {} \right.".format)
    return st.one_of(st.one_of(calls), st.one_of(grids), scripts, fences, st.lists(inner, max_size=3).map(" ".join))


WELL_FORMED = st.recursive(st.sampled_from(["x", "12", "+", "a'", r"\alpha", r"\,", "//", ""]), composed, max_leaves=8)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(WELL_FORMED)
def test_well_formed_latex_is_read(latex: str) -> None:
    assert_accounts_for_everything(latex, parse(latex))
