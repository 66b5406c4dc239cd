"""Works out the numbers of a picture: a wrong line's graph, the bowl whose bottom it misses, a perceptron's way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from flint import arb, fmpq
from sympy import Derivative, Symbol
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, scalar
from checker.decide.at_points.points import allowed, inside, names_of, points
from checker.decide.at_points.trials import FEW, MANY, name_text, shown, smallest, text, try_points
from checker.decide.at_points.values import NotEvaluable, Scalar, Undefined
from checker.decide.perceptron import DoesNotConverge, moments
from checker.decide.worker import Plain
from checker.drawn import Boundaries, Bowl, Drawn, Graph
from checker.model import Claim, Domain, Equal, Role, Solves
from checker.objects import PerceptronRun
from checker.tasks import Written, explicit, question_of_truth

STEPS = 240  # of a graph
LEAST_HALF_WIDTH = 3
KINDS = {kind.__name__: kind for kind in (Graph, Boundaries, Bowl)}


def pictured(line: Written) -> Plain:
    """The numbers of a refuted line's picture, as data; None where there is nothing to draw."""
    drawn = _drawn(line)
    return None if drawn is None else [type(drawn).__name__, asdict(drawn)]


def way_of_perceptron(claims: tuple[Claim, ...]) -> Boundaries | None:
    """The boundaries of the perceptron that claims speak of, after each update; None where there is none."""
    runs = sorted({run for claim in claims for run in claim.statement.atoms(PerceptronRun)}, key=str)
    if len(runs) != 1 or any(len(sample) != 3 or sample[0] != 1 for sample in runs[0].args[0]):
        return None
    samples, targets, _, start = runs[0].args
    before = tuple(float(weight) for weight in start)
    updates = []
    try:
        seen = moments(runs[0])
    except DoesNotConverge:
        return None
    for count, moment in enumerate(seen, 1):
        bias, one, two = map(float, moment.weights)
        if (bias, one, two) != before:
            updates.append((count, (bias, one, two)))
        before = (bias, one, two)
    return Boundaries(
        tuple((float(sample[1]), float(sample[2])) for sample in samples), tuple(map(int, targets)), tuple(updates)
    )


def drawn_from(data: Any) -> Drawn | None:  # Any: what json.loads gives, written by `pictured`
    """The picture of which `pictured` gave the data."""
    if data is None:
        return None
    kind, fields = data
    drawn: Drawn = KINDS[kind](**{name: _frozen(value) for name, value in fields.items()})
    return drawn


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _drawn(line: Written) -> Drawn | None:
    question = question_of_truth(line)
    try:
        if line.claim.role is Role.SOLUTION:
            return _bowl(line, question) if isinstance(question, Solves) else None
        return _graph(line, question) if isinstance(question, Equal) else None
    except (NotEvaluable, Undefined):
        return None


# --- the graph of a scalar function ------------------------------------------------------------


def _graph(line: Written, question: Equal) -> Graph | None:
    root, claimed = (explicit(line.derivation, side) for side in (question.left, question.right))
    if root.is_Matrix or claimed.is_Matrix:
        return None
    domain = line.domain
    seen = try_points(root, claimed, domain, FEW).refutation or try_points(root, claimed, domain, MANY).refutation
    if seen is None:
        return None
    seen = smallest(root, claimed, domain, seen)
    variable = next(iter(_variables(seen.point)), None)
    if variable is None:
        return None
    centre = _float(seen.point.scalars[variable])
    assert centre is not None
    at = _around(centre)
    spots = [seen.point.binding(variable, fmpq(*value.as_integer_ratio())) for value in at]
    fixed = tuple(pair for pair in shown(seen).point if pair[0] != name_text(variable))
    there = _number(root, seen.point), _number(claimed, seen.point)
    if there[0] is None or there[1] is None:
        return None
    return Graph(
        name_text(variable),
        fixed,
        at,
        tuple(_value(root, variable, spot, domain) for spot in spots),
        tuple(_value(claimed, variable, spot, domain) for spot in spots),
        (centre, there[0], there[1]),
    )


def _variables(point: Point) -> Iterator[Basic]:
    """The names that may move along an axis."""
    return (name for name, value in point.scalars.items() if not name.is_integer and isinstance(value, fmpq))


def _around(centre: float) -> tuple[float, ...]:
    half = max(LEAST_HALF_WIDTH, 2 * abs(centre))
    return tuple(centre + half * (2 * k / STEPS - 1) for k in range(STEPS + 1))


def _value(side: Basic, variable: Basic, point: Point, domain: Domain) -> float | None:
    value = point.scalars[variable]
    return (
        _number(side, point) if isinstance(value, fmpq) and allowed(variable, value) and inside(point, domain) else None
    )


def _number(side: Basic, point: Point) -> float | None:
    """A value as a float; None where there is none, or no certain one."""
    try:
        return _float(scalar(side, point))
    except (Undefined, NotEvaluable, ZeroDivisionError):
        return None


def _float(value: Scalar) -> float | None:
    if isinstance(value, fmpq):
        return int(value.numerator) / int(value.denominator)
    return float(value) if isinstance(value, arb) and value.is_finite() and value.rel_accuracy_bits() > 20 else None


# --- the bowl of a quadratic objective ---------------------------------------------------------

Corner = tuple[int, int]
CORNERS: tuple[Corner, ...] = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (2, 3))


def _bowl(line: Written, question: Solves) -> Bowl | None:
    """The objective that the equation is the derivative of, over the unknown and one more, for some data."""
    residual = question.residual
    if not isinstance(residual, Derivative) or residual.variables != (question.unknown,):
        return None
    objective = explicit(line.derivation, residual.expr)
    claimed = explicit(line.derivation, question.value)
    names = names_of((objective, claimed))
    others = [name for name in names.scalars if name != question.unknown and not name.is_integer]
    if len(others) != 1:
        return None
    for point in points(names, line.domain, MANY):
        made = _bowl_at(objective, claimed, question.unknown, others[0], point)
        if made is not None:
            return made
    return None


def _bowl_at(objective: Basic, claimed: Basic, first: Symbol, second: Symbol, point: Point) -> Bowl | None:
    """The bowl at the data of a point; None where it has no bottom of its own, or the line is right there."""
    put = partial(_put, point=point, first=first, second=second)
    values = [_number(objective, put(a, b)) for a, b in CORNERS]
    if any(value is None for value in values):
        return None
    coefficients = _quadratic([value for value in values if value is not None])
    if coefficients is None:
        return None
    _, c1, c2, c3, c4, c5 = coefficients
    determinant = 4 * c3 * c5 - c4 * c4
    if determinant <= 1e-9 or c3 <= 0:
        return None
    true = (c4 * c2 - 2 * c5 * c1) / determinant, (c4 * c1 - 2 * c3 * c2) / determinant
    there = _number(claimed, put(0, true[1]))
    if there is None or abs(there - true[0]) < 1e-9:
        return None
    data = tuple((name, _listed(values.values, point)) for name, values in point.data.items())
    return Bowl((name_text(first), name_text(second)), coefficients, (there, true[1]), true, data)


def _put(a: float, b: float, point: Point, first: Symbol, second: Symbol) -> Point:
    values = {first: fmpq(*float(a).as_integer_ratio()), second: fmpq(*float(b).as_integer_ratio())}
    return Point({**point.scalars, **values}, point.data, point.matrices, point.functions)


def _quadratic(values: list[float]) -> tuple[float, float, float, float, float, float] | None:
    """The coefficients from the values at the corners; None where the last one shows that it is not quadratic."""
    origin, right, left, up, down, both, beyond = values
    c1, c3 = (right - left) / 2, (right + left) / 2 - origin
    c2, c5 = (up - down) / 2, (up + down) / 2 - origin
    c4 = both - origin - c1 - c2 - c3 - c5
    foreseen = origin + 2 * c1 + 3 * c2 + 4 * c3 + 6 * c4 + 9 * c5
    return (origin, c1, c2, c3, c4, c5) if abs(foreseen - beyond) <= 1e-6 * (1 + abs(beyond)) else None


def _listed(values: tuple[fmpq, ...], point: Point) -> str:
    """The data that a sum from 1 runs over, as text."""
    lengths = [_float(value) for name, value in point.scalars.items() if name.is_integer]
    longest = max((int(length) for length in lengths if length is not None), default=3)
    return ", ".join(text(value) for value in values[1 : 1 + longest])
