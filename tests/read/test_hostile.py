"""Hostile input ends at once, in a located message: never a traceback, a hang or what it says being run."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.decide.dispatch import decide
from checker.model import DeriveCheckError
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import Notes, notes

NOTES = Path(__file__).parents[1] / "notes"
MOST_SECONDS = 6.0  # of the processor, on a machine with other work

HOSTILE = [
    # The name of a file, what it holds, and what is said of it.
    ("unclosed.md", r"\newcommand{\a}{" * 200_000, "definitions"),
    ("unclosed.tex", r"\newcommand{\a}{" * 200_000, "definitions"),
    ("inside.md", "$" + r"\newcommand{\a}{" * 200_000 + "$", "definitions"),
    ("formulas.md", "$$x" * 100_000, "formulas; at most"),
    ("bomb.md", r"$\def\a{\b\b}\def\b{\c\c}\def\c{\a\a}\a = 1$", "calls itself"),
    ("deep.md", "$" + "x^{" * 3000 + "x" + "}" * 3000 + "$", "nesting beyond"),
    ("brackets.md", "$x = " + "(" * 3000 + "1" + ")" * 3000 + "$", "brackets nested beyond"),
    ("bars.md", "$x = " + "|" * 4000 + "1" + "|" * 4000 + "$", "brackets nested beyond"),
    ("sines.md", "$x = " + r"\sin " * 3000 + "2$", "too many levels"),
    ("sums.md", "$" + r"\sum_i " * 2000 + "x_i = 1$", "signs that nest"),
    ("integrals.md", "$" + r"\int " * 3000 + "x" + " dx" * 3000 + " = 1$", "signs that nest"),
    ("slashes.md", "$1" + "/2" * 9000 + " = 1$", "signs that nest"),
    ("input.tex", r"$\input{/etc/passwd} = 1$", r"\input"),
    ("import.md", '$__import__("os").system("true") = 1$', "_"),
    ("nul.md", "$x = \x001$", "U+0000"),
]


def read(name: str, text: str) -> Notes:
    return notes(document(text.encode(), name), Ledger(), decide)


@pytest.mark.parametrize(("name", "text", "said"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_it_is_told(name: str, text: str, said: str) -> None:
    start = process_time()
    try:
        told = [gap.found for gap in read(name, text).unread]
    except DeriveCheckError as fault:
        told = [str(fault)]
        assert name in told[0]
    assert process_time() - start < MOST_SECONDS
    assert any(said in each for each in told)


def test_words_without_a_full_stop_cost_their_length_and_not_its_square() -> None:
    start = process_time()
    found = read("prose.md", "let $x$ be real and " * 1500)
    assert process_time() - start < MOST_SECONDS
    assert not found.derivations


def test_lines_may_end_as_on_other_machines() -> None:
    plain, foreign = "Let $f(x) = x^2$.\n\n$$f'(x)\n= 2x$$\n", "\ufeffLet $f(x) = x^2$.\r\n\r\n$$f'(x)\r\n= 2x$$\r\n"
    lines = [[claim.statement for claim in read("notes.md", text).derivations[0].claims] for text in (plain, foreign)]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 2


# --- fuzz ------------------------------------------------------------------------------------------

TOKENS = st.sampled_from(
    r"""x y f ( ) [ ] { } \{ \} \left( \right) | \| ^ _ ' + - = \pm \propto =: := \cancel{ \cancelto{0}{ \frac{ \sqrt{
    \sum_{i=1}^n \int_0^1 dx \partial_x \nabla \log \sin \text{where} \underbrace{ \begin{cases} \end{cases} & \\ , .
    \quad \implies 1 2 0.5 e i \infty \lim_{x\to0} \ldots \mathbf{x} \hat{y} ^T $ $$ \def\a{ \a # % ~""".split()  # noqa: SIM905  # a table of tokens
)
REAL = sorted(path for path in NOTES.iterdir() if path.suffix in {".md", ".tex"} and path.name != "README.md")
FEW = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(st.lists(TOKENS, max_size=25))
def test_token_soup(tokens: list[str]) -> None:
    found = read("soup.md", f"$$ {' '.join(tokens)} $$")
    for gap in found.unread:
        assert gap.place.line == 1
        assert gap.found


@FEW
@given(st.sampled_from(REAL), st.sampled_from(REAL), st.data())
def test_truncated_and_spliced_notes(one: Path, two: Path, data: st.DataObject) -> None:
    first, second = (path.read_text(encoding="utf-8")[:600] for path in (one, two))
    cut = data.draw(st.integers(0, len(first)))
    again = data.draw(st.integers(0, len(second)))
    read(f"spliced{one.suffix}", first[max(0, cut - 150) : cut] + second[again : again + 150])


@FEW
@given(st.binary(max_size=300), st.sampled_from([".md", ".tex", ".ipynb"]))
def test_any_bytes(content: bytes, ending: str) -> None:
    try:
        document(content, f"bytes{ending}")
    except DeriveCheckError as fault:
        assert f"bytes{ending}" in str(fault)  # noqa: PT017  # either is right


def test_a_notebook_of_hostile_cells_is_read_on() -> None:
    texts = ("$x^{$", "$$x + x = 2x$$")
    cells: list[object] = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in texts]
    whole = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    found = read("notes.ipynb", whole)
    assert len(found.derivations) == 1
    assert found.unread
