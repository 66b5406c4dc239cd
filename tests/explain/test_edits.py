"""Every kind of small edit makes what its list says, with braces where TeX needs them."""

import pytest

from checker.explain.edits.anatomy import levels
from checker.explain.edits.edit import Line, applied
from checker.explain.edits.kinds import KINDS, OF_BRACES, Kind
from checker.explain.edits.pool import pool
from checker.model import Edit
from checker.read.statements import statements
from checker.read.syntax import parse
from checker.written import Span

BESIDE = r"= \frac{1}{m} (x + 3) + a x_j y + h^{-2} + y^2 + 1"  # what the lines around suggest


def line(text: str) -> Line:
    part = statements(parse(text))[0].parts[-1]
    return Line(text, part.items, tuple(levels(part.items)))


def made(kind: Kind, text: str) -> set[str]:
    written = line(text)
    around = pool(written, [("line 1", line(BESIDE))], missing=("+2xy", "-3"), inner=("2x",))
    return {applied(text, candidate.edits) for candidate in kind.edits(written, around)}


@pytest.mark.parametrize("kind", KINDS + OF_BRACES, ids=lambda kind: kind.edits.__name__)
def test_a_kind_makes_its_example(kind: Kind) -> None:
    assert kind.mended in made(kind, kind.wrong)


BY_NAME = {kind.edits.__name__: kind for kind in KINDS}


@pytest.mark.parametrize(
    ("kind", "wrong", "mended"),
    [
        ("exponents", r"= x^3 + 1", r"= x^2 + 1"),
        ("signs", r"= \frac{a - b}{c^2}", r"= \frac{b - a}{c^2}"),
        ("factors", r"= \frac{1}{z}", r"= \frac{y}{z}"),
        ("fractions", r"= \sum_i z_i", r"= \frac{1}{m} \sum_i z_i"),
        ("terms", r"= \sum_i a", r"= \sum_i (a + x)"),
        ("terms", r"= n(1)", r"= n(x + 1)"),
        ("operations", r"= x \cdot y", r"= x + y"),
        ("bars", r"= x\sqrt{2}", r"= |x|\sqrt{2}"),
        ("numbers", r"= 9.2", r"= 92"),
        ("exponents", r"= x^{-1}", r"= x"),
        ("exponents", r"= x_i", r"= x_i^2"),
        ("exponents", r"= \frac{1}{1+x}", r"= \frac{1}{(1+x)^2}"),
        ("exponents", r"= e^{-x}", r"= e^x"),
        ("signs", r"= -x", r"= x"),
        ("signs", r"= x - y", r"= y - x"),
        ("signs", r"= e^x", r"= e^{-x}"),
        ("signs", r"= 2 \cdot -h", r"= 2 \cdot h"),
        ("signs", r"= x - y - z", r"= x - y + z"),
        ("numbers", r"= 12", r"= 21"),
        ("numbers", r"= 0.161", r"= 0.611"),
        ("factors", r"= 2 x y", r"= x y"),
        ("factors", r"= x y", r"= 2x y"),
        ("factors", r"= 3 x", r"= 3 x y"),
        ("fractions", r"= \frac{a+b}{c}", r"= (a+b)"),
        ("fractions", r"= z", r"= \frac{z}{m}"),
        ("terms", r"= x + y - z", r"= x + y"),
        ("terms", r"= x - y", r"= - y"),
        ("bounds", r"= \int_1^0 x \, dx", r"= \int_0^1 x \, dx"),
        ("indices", r"= w_1 x", r"= w_2 x"),
        ("orders", r"= A B C", r"= C B A"),
        ("orders", r"= x + A^T \cdot B", r"= x + B \cdot A^T"),
        ("terms", r"= x^2 + y^2", r"= x^2 + 2xy + y^2"),
        ("terms", r"= x^2 + y^2", r"= x^2 + 2xy - 3 + y^2"),
        ("inner_derivatives", r"= 5(1+x^2)^4", r"= 5(1+x^2)^4 \cdot 2x"),
        ("inner_derivatives", r"= \frac{1}{1+x^2}", r"= \frac{2x}{1+x^2}"),
        ("indices", r"= \sum_{j=1}^n y_i", r"= \sum_{j=1}^n y_j"),
        ("functions", r"= \sin x", r"= \cos x"),
    ],
)
def test_a_kind_makes(kind: str, wrong: str, mended: str) -> None:
    assert mended in made(BY_NAME[kind], wrong)


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        (r"\theta x", [(0, 6, r"\eta")], r"\eta x"),
        (r"2x", [(0, 1, r"\pi")], r"\pi x"),  # a command would swallow the letter
        (r"2 x", [(0, 1, r"\pi")], r"\pi x"),
        (r"a+b", [(0, 1, "c"), (2, 3, "d")], "c+d"),
        (r"a+b", [(3, 3, ")"), (0, 0, "("), (3, 3, "+c")], "(a+b+c)"),
    ],
)
def test_edits_are_made_where_they_stand(text: str, edits: list[tuple[int, int, str]], expected: str) -> None:
    assert (
        applied(text, [Edit("slip", Span(start, end), text[start:end], new) for start, end, new in edits]) == expected
    )
