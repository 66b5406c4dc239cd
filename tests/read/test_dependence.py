"""What the formulas of a section show of their names: what depends on what, what counts, what is data, what is i."""

from __future__ import annotations

import pytest
import sympy

from checker.read.conventions import by_use
from checker.read.ledger import Kind, Ledger
from checker.read.syntax import parse
from checker.read.usage import usage

SECTIONS = [
    # The formulas of a section, a name, and what it is: its kind, and at what it is taken where nothing is written.
    ([r"\frac{dy}{dx}"], "y", Kind.FUNCTION, "(x,)"),
    ([r"\frac{d^2y}{dx^2}"], "y", Kind.FUNCTION, "(x,)"),
    (["dy/dx = 2x"], "y", Kind.FUNCTION, "(x,)"),
    ([r"\frac{\partial^2 L}{\partial a \partial b}"], "L", Kind.FUNCTION, "(a, b)"),
    ([r"\frac{dz}{dt} = \frac{dz}{dx}\frac{dx}{dt}"], "z", Kind.FUNCTION, "(x(t),)"),
    ([r"\frac{dz}{dt} = \frac{dz}{dx}\frac{dx}{dt}"], "x", Kind.FUNCTION, "(t,)"),
    ([r"\ddot x + x = 0"], "x", Kind.FUNCTION, "(t,)"),
    ([r"f' + x"], "f", Kind.FUNCTION, "(x,)"),
    ([r"\sum_{i=1}^n x_i"], "x", Kind.DATA, "()"),
    ([r"\sum_{i=1}^n x_i"], "n", Kind.INTEGER, "()"),
    ([r"\sum_{1 \le i < j \le N} x_i"], "N", Kind.INTEGER, "()"),
    ([r"x_1 + x_2 + \cdots + x_n"], "x", Kind.DATA, "()"),
    ([r"1 + r + \cdots + r^n"], "n", Kind.INTEGER, "()"),
    ([r"{n \choose k}"], "k", Kind.INTEGER, "()"),
    (["e^{ix}", "i + 1"], "i", Kind.CONSTANT, "()"),
    ([r"\sum_{i<j} x_i x_j"], "j", Kind.INTEGER, "()"),
    ([r"\delta_{ij}"], "j", Kind.INTEGER, "()"),
    ([r"p_i = z_i / \sum_j z_j", r"p_k", "z_k"], "k", Kind.INTEGER, "()"),
    ([r"p_i = z_i / \sum_j z_j", r"p_k", "z_k"], "p", Kind.DATA, "()"),
]
NOTHING = [
    # What must be left to be a real number.
    ([r"1 + r + \cdots + r^n"], "r"),
    ([r"\sum_i x_i + k x_k"], "k"),
    ([r"\sum_i e^{i x}"], "i"),
    (["e^{x_i}"], "i"),
    (["x'"], "x"),
    ([r"\frac{dx}{dy} + \frac{dy}{dx}"], "y"),
]


@pytest.mark.parametrize(("formulas", "name", "kind", "arguments"), SECTIONS)
def test_use_tells(formulas: list[str], name: str, kind: Kind, arguments: str) -> None:
    meaning = by_use(Ledger(), usage([parse(latex) for latex in formulas]), ()).meaning(name)
    assert meaning is not None
    assert (meaning.kind, str(meaning.arguments)) == (kind, arguments)


@pytest.mark.parametrize(("formulas", "name"), NOTHING)
def test_use_tells_nothing(formulas: list[str], name: str) -> None:
    assert by_use(Ledger(), usage([parse(latex) for latex in formulas]), ()).meaning(name) is None


def test_the_imaginary_unit_is_the_one_of_sympy() -> None:
    meaning = by_use(Ledger(), usage([parse("e^{i t}")]), ()).meaning("i")
    assert meaning is not None
    assert meaning.object == sympy.I
