"""Claims found in the notes: verbatim, in order, each with its place; and what is told of one that is not there."""

import pytest
from sympy import Eq, Symbol

from checker.model import Claim, Derivation, DeriveCheckError, Place, Role
from checker.read.transcript import located

x = Symbol("x", real=True)
NOTES = "# First\n$a = 1$ and $$a = 1 \\\\ b = 2$$\n# Second\nIn words: a = 1.\n$a = 1$\n$c = \\frac{1}$\n"


def derivation(heading: str, *written: str) -> Derivation:
    claims = tuple(Claim(str(k), text, Eq(x, x, evaluate=False), Role.FACT) for k, text in enumerate(written, start=1))
    return Derivation("test", "Test", heading, claims)


def places(found: Derivation) -> list[tuple[int, int, int, int]]:
    return [
        (place.line, place.column, place.end_line, place.end_column)
        for place in (claim.place for claim in found.claims)
        if isinstance(place, Place)
    ]


@pytest.mark.parametrize(
    ("heading", "written", "expected"),
    [
        ("# First", ("a = 1",), [(2, 2, 2, 7)]),
        ("# First", ("a = 1", "a = 1"), [(2, 2, 2, 7), (2, 15, 2, 20)]),  # the second is looked for after the first
        ("# First", ("a = 1", "b = 2"), [(2, 2, 2, 7), (2, 24, 2, 29)]),
        ("# First", ("= 1 \\\\ b",), [(2, 17, 2, 25)]),
        ("# Second", ("a = 1", "a = 1"), [(4, 11, 4, 16), (5, 2, 5, 7)]),
    ],
)
def test_places(heading: str, written: tuple[str, ...], expected: list[tuple[int, int, int, int]]) -> None:
    assert places(located(derivation(heading, *written), NOTES, "notes.md")) == expected


def test_only_mathematics_is_read_as_such() -> None:
    in_words, in_dollars = located(derivation("# Second", "a = 1", "a = 1"), NOTES, "notes.md").claims
    assert in_words.tree is None
    assert in_dollars.tree is not None


@pytest.mark.parametrize(
    ("heading", "written", "message"),
    [
        ("# Third", ("a = 1",), r"notes\.md: no heading '# Third', from which test is read"),
        ("# First", ("a = 2",), r"notes\.md: line 1 of test is not in the notes after 1:1: expected 'a = 2'"),
        ("# First", ("b = 2", "a = 1", "b = 2"), r"line 3 of test is not in the notes"),
        ("# Second", ("c = \\frac{1}",), r"notes\.md:6:2: "),  # a fraction without its denominator
    ],
)
def test_faults_are_located(heading: str, written: tuple[str, ...], message: str) -> None:
    with pytest.raises(DeriveCheckError, match=message):
        located(derivation(heading, *written), NOTES, "notes.md")
