"""The nouns of pictures: the numbers of which a graph, a decision boundary or a bowl is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Graph:
    """A wrong line and what it should equal, as functions of one variable.

    `fixed` gives the other names their values, as text. `root` and `line` are the values at `at`, None where there is
    none or where the domain ends. `point` is the counterexample.
    """

    variable: str
    fixed: tuple[tuple[str, str], ...]
    at: tuple[float, ...]
    root: tuple[float | None, ...]
    line: tuple[float | None, ...]
    point: tuple[float, float, float]  # where, the root's value there, the line's


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Samples in the plane with their targets, and the weights (bias, w₁, w₂) after every update, by samples seen."""

    samples: tuple[tuple[float, float], ...]
    targets: tuple[int, ...]
    updates: tuple[tuple[int, tuple[float, float, float]], ...]


@dataclass(frozen=True, slots=True)
class Bowl:
    """A quadratic objective c₀ + c₁a + c₂b + c₃a² + c₄ab + c₅b² of two unknowns, with the minimum that a line claims.

    `data` says of which data it is the objective.
    """

    names: tuple[str, str]
    coefficients: tuple[float, float, float, float, float, float]
    claimed: tuple[float, float]
    true: tuple[float, float]
    data: tuple[tuple[str, str], ...]


Drawn = Graph | Boundaries | Bowl
