"""Written formulas as MathML, typst code and words: every node and command of our syntax, and nothing lost."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from importlib.resources import files

import pytest
import typst

from checker.read.syntax import ARGUMENTS, COLUMN_SPECIFICATIONS, parse
from checker.report.as_typst import TEMPLATE
from checker.report.breaking import broken, width
from checker.report.mathml import mathml
from checker.report.signs import FUNCTIONS, SIGNS
from checker.report.spoken import spoken
from checker.report.typeset import typeset
from checker.report.typst_code import quoted
from checker.report.typst_math import typst_math
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

NOWHERE = Span(0, 0)


def math_of(latex: str) -> ET.Element:
    """The MathML of a formula, parsed as XML."""
    return ET.fromstring(mathml(typeset(parse(latex)), "words"))


def compiled(elements: Iterable[str]) -> bytes:
    """A PDF of typst expressions, by the strictest standard."""
    template = files("checker.report").joinpath(TEMPLATE).read_text(encoding="utf-8")
    source = f'{template}#show: handout.with("t")\n' + "".join(f"#block(fitted({one}))\n" for one in elements)
    made = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


WORDS = [
    (r"\frac{1}{1+e^{-x}}", "fraction 1 over 1 plus e to the minus x end fraction"),
    (r"\frac{a}{b}", "a over b"),
    (r"x^2 + y^3", "x squared plus y cubed"),
    (r"X^T\theta", "capital X transpose theta"),
    (r"X^\top y", "capital X transpose y"),
    (r"f'(x)", "f prime open parenthesis x close parenthesis"),
    (r"f''", "f prime prime"),
    (r"x_i", "x sub i"),
    (r"x_{i+1}", "x sub i plus 1 end sub"),
    (r"e^{x+1}y", "e to the x plus 1 end exponent y"),
    (r"\sum_{i=1}^n x_i", "sum from i equals 1 to n of x sub i"),
    (r"\sum_i x_i", "sum over i of x sub i"),
    (r"\int_0^1 x", "integral from 0 to 1 of x"),
    (r"\sqrt{x}", "square root of x end root"),
    (r"\sqrt[3]{x}", "cube root of x end root"),
    (r"\cancel{x+1}", "crossed out x plus 1 end crossed out"),
    (r"\underbrace{x}_{g}", "under brace x named g end brace"),
    (r"\left|x\right|", "absolute value of x end absolute value"),
    (r"\binom{n}{k}", "open parenthesis n choose k close parenthesis"),
    (r"\mathbf{w}", "bold w"),
    (r"\vec{v}", "v vector"),
    (r"\sin x", "sine x"),
    (r"\nabla\text{ of }f", "nabla of f"),
    (
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        "table of 2 rows and 2 columns: row 1: 1 , 2 ; row 2: 3 , 4 ; end table",
    ),
    (r"a \over b", "a over b"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "words"), WORDS, ids=[latex for latex, _ in WORDS])
def test_words(latex: str, words: str) -> None:
    assert spoken(typeset(parse(latex))) == words


STRUCTURES = [
    (r"\frac{1}{2}", "mfrac", 2),
    (r"x^2", "msup", 2),
    (r"x_i", "msub", 2),
    (r"x_i^2", "msubsup", 3),
    (r"\sum_{i}^n", "munderover", 3),
    (r"\int_0^1", "msubsup", 3),
    (r"\lim_{x}", "munder", 2),
    (r"\sqrt{x}", "msqrt", 1),
    (r"\sqrt[3]{x}", "mroot", 2),
    (r"\vec{x}", "mover", 2),
    (r"\overset{!}{=}", "mover", 2),
    (r"\xrightarrow{a}", "mover", 2),
    (r"\begin{matrix}a&b\end{matrix}", "mtable", 1),
    (r"\phantom{x}", "mphantom", 1),
]


@pytest.mark.parametrize(("latex", "tag", "children"), STRUCTURES, ids=[latex for latex, _, _ in STRUCTURES])
def test_mathml_structure(latex: str, tag: str, children: int) -> None:
    found = list(math_of(latex).iter(tag))
    assert len(found) == 1
    assert len(found[0]) == children


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        (r"\cancel{x}", "struck rising"),
        (r"\bcancel{x}", "struck falling"),
        (r"\boxed{x}", "boxed"),
        (r"\underbrace{x}", "underbrace"),
        (r"\overline{xy}", "overline"),
        (r"\foo", "unknown"),
    ],
)
def test_what_mathml_has_no_element_for_is_a_class(latex: str, name: str) -> None:
    assert [one.get("class") for one in math_of(latex).iter() if one.get("class")] == [name]


@pytest.mark.parametrize(
    ("latex", "forms"),
    [
        ("a-b", [None]),
        ("-b", ["prefix"]),
        ("a=-b", [None, "prefix"]),
        (r"a\cdot-b", [None, "prefix"]),
        ("(-b)", [None, "prefix", None]),
        ("n!-b", [None, None]),
    ],
)
def test_signs_stand_close_to_their_only_operand(latex: str, forms: list[str | None]) -> None:
    assert [one.get("form") for one in math_of(latex).iter("mo")] == forms


def every_command() -> list[str]:
    """A formula for each command and environment that is read."""
    samples = {"m": "{x+1}", "w": "{word}", "o": ""}
    commands = [f"a\\{name}{''.join(samples[kind] for kind in kinds)}b" for name, kinds in ARGUMENTS.items()]
    specified = {0: "", 1: "{2}"}
    grids = [
        f"\\begin{{{name}}}{specified[count]}a & b\\\\ c+1 & d\\end{{{name}}}"
        for name, count in COLUMN_SPECIFICATIONS.items()
    ]
    signs = [f"a\\{name} b" for name in (*SIGNS, *FUNCTIONS)]
    spaces = [r"a\,b\;c\:d\!e\quad f\qquad g~h\ i", r"\bigl( x \bigr)", r"\left\{ x \right.", r"\text{a \% b}\%"]
    return commands + grids + signs + spaces


def test_every_command_becomes_mathml_words_and_typst() -> None:
    equations = []
    for latex in every_command():
        layout = typeset(parse(latex))
        words = spoken(layout)
        math = math_of(latex)
        assert "unknown" not in {one.get("class") for one in math.iter()}, latex
        equations.append(typst_math(layout, words))
    assert compiled(equations).startswith(b"%PDF-")


def deep(levels: int) -> Node:
    """A tree deeper than any that is read."""
    node: Node = Token("letter", "x", NOWHERE)
    for _ in range(levels):
        node = Command("frac", (), (Token("number", "1", NOWHERE), node), NOWHERE)
    return node


ODD_TREES: list[tuple[str, Node]] = [
    ("no base", Scripts(None, None, Token("number", "2", NOWHERE), NOWHERE)),
    ("empty row", Row((), NOWHERE)),
    ("empty grid", Grid("matrix", (), NOWHERE)),
    ("ragged grid", Grid("aligned", ((Row((), NOWHERE),), (Row((), NOWHERE),) * 3), NOWHERE)),
    ("no delimiters", Fence(".", ".", Row((), NOWHERE), NOWHERE)),
    ("unknown command", Command("foo", (), (), NOWHERE)),
    ("unknown command with an argument", Command("foo", (), (Token("letter", "x", NOWHERE),), NOWHERE)),
    ("unknown kind", Token("mystery", "abc", NOWHERE)),
    ("empty token", Token("letter", "", NOWHERE)),
    ("combining mark alone", Token("letter", "\u0301", NOWHERE)),
    ("wide letter", Token("letter", "\U0001d400", NOWHERE)),
    ("deep", deep(60)),
]


@pytest.mark.parametrize(("name", "node"), ODD_TREES, ids=[name for name, _ in ODD_TREES])
def test_every_tree_becomes_something(name: str, node: Node) -> None:
    layout = typeset(Row((node,), NOWHERE))
    words = spoken(layout)
    ET.fromstring(mathml(layout, words))
    if name != "combining mark alone":  # no font has it, and PDF/UA-1 forbids a box in its place
        assert compiled([typst_math(layout, words)])
    assert width(broken(layout, 30)) >= 0


def blamed_texts(latex: str, start: int, end: int) -> list[str]:
    """The texts of the parts that are marked in MathML."""
    math = ET.fromstring(mathml(typeset(parse(latex), Span(start, end)), ""))
    return ["".join(one.itertext()) for one in math.iter() if one.get("class") == "blamed"]


@pytest.mark.parametrize(
    ("latex", "part", "marked"),
    [
        ("a + b - c", "b", ["b"]),
        ("a + b - c", "+ b", ["+b"]),
        (r"\frac{x}{y+1}", "y+1", ["y+1"]),
        (r"\frac{x}{y+1}", "x", ["x"]),
        ("h(x)^{-1}", "{-1}", ["−1"]),
        ("h(x)^{-1}", "-1", ["−1"]),
        ("a + 123", "2", ["123"]),
        (r"\left(a+b\right)c", "a", ["a"]),
        (r"\sqrt{x y}", "y", ["y"]),
    ],
)
def test_the_part_to_blame_is_marked(latex: str, part: str, marked: list[str]) -> None:
    start = latex.index(part)
    assert blamed_texts(latex, start, start + len(part)) == marked


def test_nothing_is_marked_where_nothing_is_to_blame() -> None:
    assert "blamed" not in mathml(typeset(parse("a+b")), "")


def test_long_formulas_are_broken_before_relations_and_signs() -> None:
    latex = "+".join(f"x_{{{k}}}" for k in range(40)) + "=y"
    whole = typeset(parse(latex))
    lines = broken(whole, 20)
    assert width(whole) > 20
    assert width(lines) < 24
    shown = "".join(ET.fromstring(mathml(lines, "")).itertext())
    assert shown == "".join(ET.fromstring(mathml(whole, "")).itertext())


def test_brackets_are_not_broken() -> None:
    latex = "(" + "+".join("abcdefghijklmnopqrstuvwxyz" * 2) + ")"
    assert broken(typeset(parse(latex)), 20) == typeset(parse(latex))


@pytest.mark.parametrize(
    ("text", "literal"),
    [("a", '"a"'), ('"', '"\\""'), ("\\", '"\\\\"'), ('\\"', '"\\\\\\""'), ("#x $y$", '"#x $y$"'), ("\n", '"\\n"')],
)
def test_typst_literals(text: str, literal: str) -> None:
    assert quoted(text) == literal
