"""What notes claim of vectors, matrices and data with free indices, and that no assumed shape refutes a true line."""

from __future__ import annotations

import pytest
from sympy import Indexed
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.model import Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import Notes, notes
from checker.tasks import tolerant as decide

P, R, U, I = Status.PROVED, Status.REFUTED, Status.UNDECIDED, Status.ILL_FORMED  # noqa: E741  # its first letter
S3 = "Let $a, b, c \\in \\mathbb{R}^3$.\n\n"
SQUARE = "Let $A \\in \\mathbb{R}^{n\\times n}$, $B \\in \\mathbb{R}^{n\\times n}$ and $x\\in\\mathbb{R}^n$.\n\n"
SOFTMAX = "$$p_i = \\frac{e^{z_i}}{\\sum_k e^{z_k}}, \\qquad L = -\\sum_i y_i\\ln p_i$$\n\n"

# name, text, (line, does it follow, is it true) of every line of which something is asked
CASES: list[tuple[str, str, list[tuple[int, Status | None, Status | None]]]] = [
    ("trace of a product", SQUARE + "$$\\operatorname{tr}(AB) = \\operatorname{tr}(BA)$$", [(3, None, P)]),
    (
        "trace is not multiplicative",
        SQUARE + "$$\\operatorname{tr}(AB) = \\operatorname{tr}(A)\\operatorname{tr}(B)$$",
        [(3, None, R)],
    ),
    ("a trace that is no definition", SQUARE + "$$\\operatorname{tr}(A + A) = \\operatorname{tr}(A)$$", [(3, None, R)]),
    (
        "tuples are columns",
        "Let $\\mathbf{a} = (1,2,2)^T$ and $\\mathbf{b} = (2,-1,0)$.\n\n"
        "$$\\mathbf a^T\\mathbf b = 0$$\n\n$$\\mathbf a^T\\mathbf a = 8$$",
        [(3, None, P), (5, None, R)],
    ),
    ("a cross product turns its sign", S3 + "$$a\\times b = -b\\times a$$", [(3, None, P)]),
    ("a cross product does not commute", S3 + "$$a\\times b = b\\times a$$", [(3, None, R)]),
    ("three factors", S3 + "$$a\\times(b\\times c) = b(a\\cdot c) - c(a\\cdot b)$$", [(3, None, P)]),
    ("three factors, a sign", S3 + "$$a\\times(b\\times c) = b(a\\cdot c) + c(a\\cdot b)$$", [(3, None, R)]),
    ("zero is a vector", S3 + "$$a\\times a = 0$$\n\n$$a + b - a = 0$$", [(3, None, P), (5, None, R)]),
    ("zero first", SQUARE + "$$0 = Ax - Ax$$", [(3, None, P)]),
    ("shapes declared that do not fit", "Let $x, y\\in\\mathbb{R}^n$.\n\n$$x^T x + 2xy = y^T y$$", [(3, None, I)]),
    (
        "a macro of a script",
        "$\\newcommand{\\T}{^{\\top}}$" + SQUARE + "$$(AB)\\T = B\\T A\\T$$\n\n$$A\\T B = (AB)\\T$$",
        [(3, None, P), (5, None, R)],
    ),
    (
        "a scalar that vectors define",
        "Let $a, b \\in \\mathbb{R}^n$, $a \\neq 0$, and $c = a^T b$.\n\n$$c\\,a = a a^T b$$\n\n$$c\\,a = a b^T b$$",
        [(3, None, P), (5, R, R)],
    ),
    (
        "a system behind a brace",
        "$$\\begin{cases} x + y = 10 \\\\ x - y = 2\\end{cases}$$\n\nso $x = 6$ and $y = 3$.",
        [(3, P, P), (3, R, R)],
    ),
    (
        "a system by another way",
        "$$\\begin{cases} x + y = 10 \\\\ x - y = 2\\end{cases}$$\n\n**Substitution.** $x = 2 + y$, so $2 + 2y = 10$.",
        [(3, P, P), (3, P, P)],
    ),
    (
        "an expectation of vectors",
        "$\\mathbf{X}\\in\\mathbb{R}^{n\\times p}$, $\\mathbf b \\in\\mathbb{R}^p$.\n\n"
        "$$\\mathbb E[\\mathbf y] = \\mathbf X\\mathbf b$$",
        [(3, None, U)],
    ),
    ("nothing says what a name is", "$$J(a, b) = a^2 + b^2$$\n\n$$b = \\frac{a+1}{a-1}$$", []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_lines_have_their_verdicts(text: str, expected: list[tuple[int, Status | None, Status | None]]) -> None:
    assert verdicts(read(text)) == expected


NEVER_REFUTED = [  # true where the author's shapes are other than those that letters suggest, or of sums that are given
    "$$(\\mathbf x \\mathbf W)^T = \\mathbf W^T \\mathbf x^T$$",
    "$$\\mathbf y = \\mathbf x \\mathbf W + \\mathbf b$$\n\n"
    "$$\\mathbf y \\mathbf v = \\mathbf x\\mathbf W\\mathbf v + \\mathbf b\\mathbf v$$",
    SOFTMAX
    + "$$\\frac{\\partial L}{\\partial z_j} = -\\sum_i \\frac{y_i}{p_i}\\,\\frac{\\partial p_i}{\\partial z_j}$$",
    SOFTMAX + "$$\\frac{\\partial p_i}{\\partial z_j} = p_i(\\delta_{ij} - p_j)$$",
    SOFTMAX + "and $\\sum_i y_i = 1$.\n\n$$\\frac{\\partial L}{\\partial z_j} = -y_j + p_j\\sum_i y_i = p_j - y_j$$",
    "Let $A\\in\\mathbb{R}^{m\\times n}$.\n\nWith $B = A^T$ this is\n\n"
    "$$\\operatorname{tr}(AB) = \\sum_{i=1}^m\\sum_{j=1}^n a_{ij}^2$$",
]


@pytest.mark.parametrize("text", NEVER_REFUTED)
def test_true_lines_are_never_refuted(text: str) -> None:
    found = [one for line in verdicts(read(text)) for one in line[1:]]
    assert R not in found
    assert I not in found


NEVER_PROVED = [  # text, and the line that is false
    (SOFTMAX + "$$\\frac{\\partial L}{\\partial z_j} = 0$$", 3),
    (SOFTMAX + "$$\\frac{\\partial p_i}{\\partial z_j} = p_i(1 - p_j)$$", 3),
    (
        SOFTMAX
        + "and $\\sum_i y_i = 1$.\n\n$$\\frac{\\partial L}{\\partial z_j} = -y_j + p_j\\sum_i y_i = y_j - p_j$$",
        5,
    ),
    ("$$\\sum_i p_i = 1$$\n\n" + SOFTMAX + "$$\\sum_i p_i = 2$$", 5),
]


@pytest.mark.parametrize(("text", "line"), NEVER_PROVED)
def test_false_lines_are_never_proved(text: str, line: int) -> None:
    last = [one for one in verdicts(read(text)) if one[0] == line][-1:]
    assert all(P not in one for one in last)


@pytest.mark.parametrize("claimed", ["p_j - y_j", "0"])
def test_what_does_not_speak_of_the_data_is_not_differentiated_by_them(claimed: str) -> None:
    text = (
        f"$L = -\\sum_i y_i \\ln p_i$ and $s = \\sum_i z_i$.\n\n$$\\frac{{\\partial L}}{{\\partial z_j}} = {claimed}$$"
    )
    found = read(text)
    assert not verdicts(found)
    assert [gap.place.line for gap in found.unread] == [3]


def test_entries_and_data_under_one_sum_keep_one_index() -> None:
    found = read("Let $A\\in\\mathbb{R}^{n\\times n}$.\n\n$$z_i = \\sum_{j} a_{ij} y_j$$\n\n$$s = \\sum_i y_i$$")
    total = found.derivations[0].claims[0].statement.rhs
    (index, low, high), *_ = total.limits
    (item,), (entry,) = total.atoms(Indexed), total.atoms(MatrixElement)
    assert (low, str(high)) == (1, "n")
    assert item.indices == (index,)
    assert entry.args[2] == index - 1


def test_cases_with_conditions_are_no_system() -> None:
    found = read("$$\\begin{cases} x = 3 & \\text{if } y > 0 \\\\ x = 4 & \\text{if } y < 0 \\end{cases}$$")
    assert not verdicts(found)
    assert found.unread


def test_shapes_that_were_assumed_are_asked_for() -> None:
    found = read("$$(\\mathbf x + \\mathbf y)^T\\mathbf x = \\mathbf x^T\\mathbf x + \\mathbf x\\mathbf y$$")
    assert [gap.place.line for gap in found.unread] == [1]
    assert "declare" in found.unread[0].hint


def read(text: str) -> Notes:
    return notes(document(text.encode(), "notes.md"), Ledger(), decide)


def verdicts(found: Notes) -> list[tuple[int, Status | None, Status | None]]:
    said = []
    for derivation in found.derivations:
        for claim in derivation.claims:
            if claim.place is None or claim.asks is None or claim.asks == (None, None):
                continue
            domain = Domain((*derivation.domain.conditions, *claim.conditions))
            goals = [None if q is None else Goal(q, derivation.definitions, domain) for q in claim.asks]
            follows, true = (None if goal is None else decide(goal).status for goal in goals)
            said.append((claim.place.line, follows, true))
    return said
