"""The numbers of pictures are those of the mathematics, and the drawings show them, the same bytes every time."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from checker.check import check, pictures
from checker.check_notes import check_text
from checker.drawn import Boundaries, Bowl, Drawn, Graph
from checker.model import Convergence, Numeric, Report, Rung, Settings
from checker.report.figures import errors, picture


def drawn(report: Report) -> list[Drawn]:
    return list(pictures(report).values())


def of_notes(text: str) -> list[Drawn]:
    return drawn(check_text(text, Settings()).report)


def of_topic(name: str) -> list[Drawn]:
    return drawn(check([name], Settings(), lambda _: None))


def test_a_graph_has_the_values_of_both_sides() -> None:
    (graph,) = of_notes("$$\\sin 2x = 2 \\sin x$$\n")
    assert isinstance(graph, Graph)
    assert graph.variable == "x"
    for at, root, line in zip(graph.at, graph.root, graph.line, strict=True):
        assert root == pytest.approx(math.sin(2 * at), abs=1e-9)
        assert line == pytest.approx(2 * math.sin(at), abs=1e-9)
    at, root, line = graph.point
    assert root == pytest.approx(math.sin(2 * at))
    assert line == pytest.approx(2 * math.sin(at))
    assert root != pytest.approx(line)


def test_a_graph_ends_where_the_domain_does() -> None:
    (graph,) = of_notes("Let $x > 0$.\n\n$$\\ln(x^2) = \\ln x + 1$$\n")
    assert isinstance(graph, Graph)
    assert all((root is None) == (at <= 0) for at, root in zip(graph.at, graph.root, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "$$(a + b)^2 = a^2 + 2ab + b^2$$\n",  # nothing is wrong
        "Let $n$ be an integer.\n\n$$n + 1 = n$$\n",  # nothing moves along an axis
        "Let $A, B \\in \\mathbb{R}^{2 \\times 2}$.\n\n$$AB = BA$$\n",  # matrices
    ],
)
def test_there_is_no_graph(text: str) -> None:
    assert of_notes(text) == []


def test_the_bowl_has_its_bottom_where_the_gradient_vanishes() -> None:
    (bowl,) = (one for one in of_topic("theta0") if isinstance(one, Bowl))
    _, c1, c2, c3, c4, c5 = bowl.coefficients
    a, b = bowl.true
    assert c1 + 2 * c3 * a + c4 * b == pytest.approx(0)
    assert c2 + c4 * a + 2 * c5 * b == pytest.approx(0)
    assert bowl.claimed[0] != pytest.approx(a)
    assert bowl.claimed[1] == pytest.approx(b)


def test_the_perceptron_ends_with_weights_that_part_the_samples() -> None:
    (way,) = (one for one in of_topic("perceptron") if isinstance(one, Boundaries))
    bias, one, two = way.updates[-1][1]
    for (x, y), target in zip(way.samples, way.targets, strict=True):
        assert (bias + one * x + two * y >= 0) == (target == 1)
    assert way.updates[-1][0] == 18  # as the findings of the notes say


def ladder(order: int | None, outcome: Convergence) -> Numeric:
    rungs = tuple(Rung(2.0**-k, 4.0**-k if order else 1.0) for k in range(3, 9))
    return Numeric(outcome, order, 1e-9, 1e-6, 3, ((1,),), rungs)


@pytest.mark.parametrize(
    ("numeric", "words"),
    [
        (ladder(2, Convergence.CONVERGES), "slope 2.0"),
        (ladder(None, Convergence.STAYS_APART), "does not fall"),
        (ladder(None, Convergence.CONVERGES), None),  # there is only rounding to see
    ],
)
def test_errors_are_drawn_where_there_are_any(numeric: Numeric, words: str | None) -> None:
    figure = errors(numeric)
    assert (figure is None) == (words is None)
    if figure is not None and words is not None:
        assert words in figure.words
        ET.fromstring(figure.svg)


def test_names_are_shown_and_not_obeyed() -> None:
    graph = Graph("$x<\u202e", (("<script>", "1"),), (0.0, 1.0), (0.0, 1.0), (1.0, None), (0.0, 0.0, 1.0))
    figure = picture(graph)
    tree = ET.fromstring(figure.svg)
    assert not list(tree.iter("{http://www.w3.org/2000/svg}script"))
    assert "\u202e" not in figure.svg + figure.words


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "from checker.drawn import Boundaries, Bowl; from checker.report.figures import picture;"
        "print(picture(Bowl(('a','b'),(1.,0.,0.,1.,0.,1.),(1.,0.),(0.,0.),(('x','1, 2'),))).svg);"
        "print(picture(Boundaries(((0.,0.),(1.,1.)),(0,1),((1,(-1.,1.,1.)),))).svg)"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(runs) == 1
    assert runs.pop().count(b"</svg>") == 2
