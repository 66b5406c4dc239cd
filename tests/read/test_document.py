"""Documents: every formula verbatim at its offset, code and money none, and hostile input told with its place."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import DeriveCheckError, Goal, Status, Verdict
from checker.read.document import LARGEST_FILE, document, place_of, read_document
from checker.read.ledger import Ledger
from checker.read.steps import notes
from checker.written import Document, Formula

MARKDOWN = [
    ("a $x = 1$ b", ["x = 1"]),
    ("a $$x$$ b $$ y $$ {#eq-y}", ["x", "y"]),
    ("$$\na\n- b\n+ c\n$$", ["a\n- b\n+ c"]),
    ("$$\na\n\n= b\n$$", ["a\n\n= b"]),
    ("words $$\na\n- b\n$$ more $c$", ["a\n- b", "c"]),
    ("> $$\n> a\n> = b\n> $$", ["a\n  = b"]),
    ("- item\n  $$\n  a\n  = b\n  $$\n- $c$", ["a\n  = b", "c"]),
    ("1. item\n\n   \\[ a \\]\n", ["a"]),
    (r"\(a\) and \[b\]", ["a", "b"]),
    ("\\begin{align}\na &= b \\\\\n&= c\n\\end{align}", ["\\begin{align}\na &= b \\\\\n&= c\n\\end{align}"]),
    ("| $a$ | $|b|$ |\n|---|---|\n| $c$ | d |", ["a", "|b|", "c"]),
    ("```math\na\n```\n```{math}\n:label: l\nb\n```\n:::{math}\nc\n:::", ["a", "b", "c"]),
    ("```{note}\nhere $a$\n```", ["a"]),
    ("$`a`$", ["a"]),
    ("$ a = b $", ["a = b"]),
    (r"$a\text{ if $b$}$", [r"a\text{ if $b$}"]),
    ("---\ntitle: $x$\n---\n$y$", ["y"]),
    # no formulas
    ("it costs $5 and $10, or US$7.", []),
    (r"\$x\$ and `$x$` and ``$`x$``", []),
    ("```python\n$x$\n```\n\n    $y$\n\n<!-- $z$ -->", []),
    ("# A heading with $x$", ["x"]),
]
LATEX = [
    ("\\documentclass{a}$p$\\begin{document}$x$\\end{document}$q$", ["x"]),
    ("% $c$\n\\verb|$v$| \\begin{verbatim}$w$\\end{verbatim} \\$5 $x$", ["x"]),
    ("\\begin{equation*} a \\end{equation*} \\[ b \\] $$c$$", ["\\begin{equation*} a \\end{equation*}", "b", "c"]),
    ("\\section{On $s$} $x$", ["x"]),
]


def formulas(doc: Document) -> list[str]:
    found = [piece for piece in doc.pieces if isinstance(piece, Formula)]
    assert all(doc.text[f.start : f.start + len(f.latex)] == f.latex for f in found)
    return [f.latex for f in found]


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_formulas_of_markdown(text: str, expected: list[str]) -> None:
    assert formulas(document(text.encode(), "a.md")) == expected
    assert formulas(document(text.replace("\n", "\r\n").encode("utf-8-sig"), "a.md")) == expected


@pytest.mark.parametrize(("text", "expected"), LATEX)
def test_formulas_of_latex(text: str, expected: list[str]) -> None:
    assert formulas(document(text.encode(), "a.tex")) == expected


def test_a_cell_of_a_notebook_has_places_of_its_own() -> None:
    code: dict[str, object] = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": "$x$",
    }
    words = {"cell_type": "markdown", "metadata": {}, "source": ["a\n", "b $x$"]}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [code, words]}
    doc = document(json.dumps(notebook).encode(), "n.ipynb")
    (formula,) = (piece for piece in doc.pieces if isinstance(piece, Formula))
    place = place_of(doc, formula.start, formula.start + 1)
    assert (place.path, place.line, place.column) == ("n.ipynb[cell 2]", 2, 4)


@pytest.mark.parametrize(
    ("text", "path", "kept"),
    [
        ("$$ a\n\ntext of this and that $x$\n\n$$ b $$", "a.md", ["x", "b"]),
        ("\\begin{equation} a\n\n$x$", "a.md", ["x"]),
        ("$a = b and more\n\n$x$", "a.md", ["x"]),
        ("$a\n\n$x$", "a.tex", ["x"]),
        ("\\[ a\n\n$x$", "a.tex", ["x"]),
        ("\\input{other} $x$", "a.tex", ["x"]),
    ],
)
def test_what_is_not_closed_or_not_followed_is_told_and_the_rest_is_read(text: str, path: str, kept: list[str]) -> None:
    doc = document(text.encode(), path)
    assert len(doc.gaps) == 1
    assert formulas(doc) == kept


@pytest.mark.parametrize(
    ("content", "path", "told"),
    [
        (b"ab\nc \xff", "a.md", "a.md:2:3: 0xff"),
        ("$x$".encode("utf-16"), "a.md", "a.md:1:1"),
        (b"[]", "a.ipynb", "no Jupyter notebook"),
        (b"[" * 100_000, "a.ipynb", "no Jupyter notebook"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "markdown"}]}', "a.ipynb", "no Jupyter notebook"),
    ],
)
def test_what_is_no_text_or_notebook(content: bytes, path: str, told: str) -> None:
    with pytest.raises(DeriveCheckError, match=told):
        document(content, path)


def test_only_files_of_common_size_are_opened(tmp_path: Path) -> None:
    pipe, large = tmp_path / "pipe.md", tmp_path / "large.md"
    os.mkfifo(pipe)
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    for path, told in [(tmp_path, "directory"), (pipe, "pipe"), (Path("/dev/zero"), "device"), (large, "at most")]:
        with pytest.raises(DeriveCheckError, match=told):
            read_document(path)
    with pytest.raises(DeriveCheckError):
        read_document(Path("a\0.md"))


# --- anything at all ---------------------------------------------------------------------------

TOKENS = [
    *("$", "$$", "\\[", "\\]", "\\(", "\\)", "\\begin{align}", "\\end{align}", "\\begin{equation}", "&", "\\\\"),
    *("{", "}", "^", "_", "=", "<", "\\frac", "\\sum", "\\int", "\\left(", "\\right)", "x", "y", "f(x)", "2", "+", "-"),
    *("\\newcommand{\\a}[1]{#1}", "\\a", "\\def\\b{\\b\\b}", "\\b", "#1", "%", "`", "```", ">", "#", "|", "'", "("),
    *(")", "[", "]", "\\text{if $x$}", "\\input{x}", "\\verb|$|", "__import__", "\u202e", "\x00", "\x1b[31m", "é"),
    *("\\mathbb{R}", "\\in", ":::", "---", "\\,", "\\partial", "\\frac{d}{dx}"),
]
SOUP = st.lists(st.sampled_from([*TOKENS, "\n", "\n\n", " "]), max_size=40).map(" ".join)
NOTES = (Path(__file__).parents[2] / "derivations" / "handwritten-notes.md").read_text(encoding="utf-8")


@st.composite
def spliced(draw: st.DrawFn) -> str:
    places = st.integers(0, len(NOTES))
    pieces = [NOTES[a : a + draw(st.integers(0, 300))] for a in draw(st.lists(places, max_size=4))]
    return draw(SOUP).join(pieces)


def undecided(_: Goal) -> Verdict:
    return Verdict(Status.UNDECIDED, "a test", "nothing is decided here")


@settings(max_examples=150, deadline=None)
@given(text=SOUP | spliced(), path=st.sampled_from(["a.md", "a.tex"]))
@pytest.mark.filterwarnings("ignore")
def test_whatever_is_written_is_read_or_told_with_a_place_in_the_text(text: str, path: str) -> None:
    try:
        doc = document(text.encode(), path)
        found = notes(doc, Ledger(), undecided)
    except DeriveCheckError:
        return
    formulas(doc)
    lines = doc.text.split("\n")
    places = [gap.place for gap in found.unread] + [line.claim.place for line in found.lines if line.claim.place]
    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
