"""Finite differences by convergence: evidence for or against a claimed derivative, beside the exact verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from math import log2
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sympy import Indexed, Integer, MatrixSymbol, Product, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.decide.numeric import Array, Batch, NotNumeric, matrices_at, scalars_at
from checker.model import Convergence, Numeric, Rung

STEPS: Final = tuple(2.0**-k for k in range(3, 15))
"""The ladder. Powers of two: on points that are multiples of GRID, x ± h is exact. From half of the
distance that drawn points keep from 0, to where rounding still leaves a smooth function's
truncation error, of the order h², in sight."""

GRID: Final = 2.0**-16
"""Points are multiples of it."""

COLUMNS: Final = 6
"""How far Richardson's tableau is carried: its last column is exact up to h¹², below rounding on this ladder."""

SAFETY: Final = 30.0
"""Tolerance over Ridders' error estimate, which is a difference of neighbours in the tableau, not a bound:
it falls short of the true error at times, by less than this in the functions of the tests."""

PLANTED: Final = 1e-6
"""The relative error every check has to see, and so the smallest slip that CONVERGES excludes."""

ORDER_BAND: Final = (1.8, 2.2)
"""Central differences are of order 2; next orders are 1 (a kink) and 4 (a vanishing third derivative)."""

ABOVE_FLOOR: Final = 10.0
"""A rung counts towards the order where its error is this many times the rounding floor: the floor then
moves an observed order by less than log2(1.1) = 0.14."""

ORDER_RUNGS: Final = 4
"""The order is measured on the finest rungs above the floor, where the leading error term rules."""

NOISE_STEP: Final = 2.0**-12
"""Spacing of the values from which the rounding is measured: wide enough that they differ, close enough that a
smooth function's sixth difference, about 2e-22 of it, is all rounding."""

NOISE_SAMPLES: Final = 10
"""Equally spaced values: four sixth differences, enough for the noise to a factor of about two (Moré and Wild 2011)."""

NOISE_MARGIN: Final = 8.0
"""Rounding floor over the measured noise: the factor two of its measurement, twice over for two differenced values
and for what extrapolation adds (the product of 4ʲ/(4ʲ − 1) is 1.45)."""

POINTS: Final = 5
"""Fewest points at each size."""

ROUNDS: Final = ((8, 1.0), (8, 1.0), (32, 1.0), (64, 4.0), (64, 16.0))
"""Points to draw, and how wide, until POINTS of them lie where everything is real and finite."""

NEAREST: Final = 0.25
"""Drawn values of one sign keep this distance from 0: twice the widest step."""

WIDTH: Final = 2.0
"""Length of the range, on each side of 0, from which values are drawn: of order one, far from overflow."""

DATA_LENGTH: Final = 16
"""Data are drawn this long: beyond every size, so that x[i+1] and x[2i] exist."""

SIZES: Final = (
    (1, 1, 1, 1, 1, 1),
    (2, 1, 3, 2, 1, 3),
    (3, 2, 4, 1, 5, 2),
    (5, 3, 2, 4, 6, 1),
    (7, 4, 6, 3, 2, 5),
)
"""Sizes for up to six of them, in the order of their names; m ≥ n, so that XᵀX has an inverse.
A slip in m or n hides at 1, so others follow."""

EQUAL_SIZES: Final = (2, 3, 4)
"""For what fits only if all sizes agree."""


def compare(function: Basic, variable: Basic, claimed: Basic, seed: int) -> Numeric | None:
    """Hold central differences of `function` against its `claimed` derivative at seeded random points.

    `function`: a scalar, or a 1×1 matrix expression, with all definitions put in. `variable`:
    a Symbol, an AppliedUndef such as g(x), taken as a variable of its own, or a MatrixSymbol;
    `claimed` is then a scalar, or the gradient, of the variable's shape (Petersen and Pedersen
    2012, §2.4). Points respect the SymPy assumptions of each name and are real otherwise;
    positive integers take several sizes.

    Central differences on the ladder STEPS are extrapolated (Ridders 1982; Press et al. 2007,
    "Numerical Recipes", §5.7), the entry of the tableau with the smallest error estimate being
    kept. An estimate is never below the rounding error, which is measured by sixth differences
    (Moré and Wild 2011, "Estimating Computational Noise"). Errors are relative to the norm of the
    derivative, or to the function where the derivative vanishes.

    CONVERGES: at each point the extrapolated value agrees within SAFETY estimates, and at each
    size the errors fall, at the median of the points that could see PLANTED, with an order within
    ORDER_BAND, or are too near the rounding floor on every rung to show one. STAYS_APART
    otherwise. VACUOUS: it agrees, but at some size would also agree with PLANTED added.

    Returns None where nothing can be said: a head without a numeric rule, a name that means two
    things, shapes that fit at no size (1 everywhere does not count), or too few points in the domain.
    """
    try:
        names = _names(function, variable, claimed)
    except NotNumeric:
        return None
    question = _Question(function, variable, claimed, names)
    sights = _sights(question, _generator(seed, names))
    return _judgement(sights) if sights else None


def observed_order(errors: Array, floors: Array) -> float | None:
    """The order with which `errors`, one for each rung from coarse to fine with h halved, fall before the floor.

    None where fewer than three rungs stand above it.
    """
    above = errors > ABOVE_FLOOR * floors
    standing = errors[: len(errors) if above.all() else int(np.argmin(above))][-ORDER_RUNGS:]
    if len(standing) < 3:
        return None
    return log2(float(standing[0]) / float(standing[-1])) / (len(standing) - 1)


def agrees(order: float | None, errors: Array, tolerances: Array) -> bool:
    """Whether no point's error is beyond its tolerance, and the order, if one is seen, is within ORDER_BAND."""
    in_band = order is None or ORDER_BAND[0] <= order <= ORDER_BAND[1]
    return in_band and not bool(np.any(errors > tolerances))


# --- the names, and what may be drawn for them -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    """The free atoms of a question, by what is drawn for them; each tuple in the order of its names."""

    scalars: tuple[Basic, ...]
    sizes: tuple[Basic, ...]
    counts: tuple[Basic, ...]  # free indices and integers that are not sizes
    indices: frozenset[Basic]  # those of `counts` that index data or a matrix
    data: tuple[Indexed, ...]  # one entry for each IndexedBase
    matrices: tuple[MatrixSymbol, ...]


@dataclass(slots=True)
class _Found:
    """What a walk over the tree has met; dicts, for their order."""

    atoms: dict[Basic, None] = field(default_factory=dict)
    indices: dict[Basic, None] = field(default_factory=dict)
    data: dict[Basic, Indexed] = field(default_factory=dict)
    matrices: dict[Basic, None] = field(default_factory=dict)

    def visit(self, expression: Basic, bound: frozenset[Basic]) -> None:
        """Meet the free atoms; g(x) is one atom, whatever stands in it."""
        match expression:
            case AppliedUndef():
                self.atoms[expression] = None
            case Symbol():
                if expression not in bound:
                    self.atoms[expression] = None
            case Sum() | Product():
                inner = bound.union(expression.variables)
                self.visit_all((expression.function, *(end for limit in expression.limits for end in limit[1:])), inner)
            case Indexed():
                if self.data.setdefault(expression.base, expression).rank != expression.rank:
                    raise NotNumeric(f"{expression.base} has now {expression.rank} indices, now another number")
                self.visit_indices(expression.indices, bound)
            case MatrixElement():
                self.visit(expression.parent, bound)
                self.visit_indices(expression.indices, bound)
            case MatrixSymbol():
                self.matrices[expression] = None
                self.visit_all(expression.shape, bound)
            case _:
                self.visit_all(expression.args, bound)

    def visit_all(self, expressions: Iterable[Basic], bound: frozenset[Basic]) -> None:
        for expression in expressions:
            self.visit(expression, bound)

    def visit_indices(self, indices: Iterable[Basic], bound: frozenset[Basic]) -> None:
        for index in indices:
            self.indices.update(dict.fromkeys(sorted(index.free_symbols - bound, key=str)))
            self.visit(index, bound)


def _names(function: Basic, variable: Basic, claimed: Basic) -> _Names:
    """The names of a question. Raises NotNumeric where a name, or the variable, cannot be drawn."""
    found = _Found()
    found.visit_all((variable, function, claimed), frozenset())
    atoms = sorted(found.atoms, key=str)
    integers = [atom for atom in atoms if atom.is_integer]
    sizes = tuple(atom for atom in integers if atom.is_positive and atom not in found.indices)
    names = _Names(
        scalars=tuple(atom for atom in atoms if not atom.is_integer),
        sizes=sizes,
        counts=tuple(atom for atom in integers if atom not in sizes),
        indices=frozenset(found.indices),
        data=tuple(sorted(found.data.values(), key=lambda entry: str(entry.base))),
        matrices=tuple(sorted(found.matrices, key=str)),
    )
    _refuse_what_cannot_be_drawn(names, variable)
    return names


def _refuse_what_cannot_be_drawn(names: _Names, variable: Basic) -> None:
    if variable not in (*names.scalars, *names.matrices):
        raise NotNumeric(f"{variable} is not a variable to differentiate by")
    for function in names.scalars:
        if isinstance(function, AppliedUndef) and function != variable and function.has(variable):
            raise NotNumeric(f"{function} depends on {variable} in a way not given")
    drawn = (*names.scalars, *names.sizes, *names.counts)
    if any(atom.is_real is False or atom.is_even is not None for atom in drawn):
        raise NotNumeric("a name that is not real, or is an even or odd number")
    texts = [str(atom) for atom in (*drawn, *(entry.base for entry in names.data), *names.matrices)]
    if len(set(texts)) < len(texts):
        raise NotNumeric("a name that means two things")
    if len(names.sizes) > len(SIZES[0]):
        raise NotNumeric("more sizes than are foreseen")


def _generator(seed: int, names: _Names) -> np.random.Generator:
    """The same numbers for the same seed and the same names, whatever is claimed of them."""
    drawn = (names.scalars, names.sizes, names.counts, tuple(entry.base for entry in names.data), names.matrices)
    text = "\n".join([str(seed), *(" ".join(map(str, kind)) for kind in drawn)])
    return np.random.default_rng(int.from_bytes(blake2b(text.encode(), digest_size=16).digest()))


def _reals(atom: Basic, rng: np.random.Generator, shape: tuple[int, ...], wide: float) -> Array:
    """Multiples of GRID that meet the atom's assumptions."""
    away = rng.uniform(NEAREST, NEAREST + WIDTH * wide, shape)
    if atom.is_nonnegative:
        values = away
    elif atom.is_nonpositive:
        values = -away
    elif atom.is_nonzero:
        values = away * rng.choice((-1.0, 1.0), shape)
    else:
        values = rng.uniform(-WIDTH * wide, WIDTH * wide, shape)
    return np.asarray(np.rint(values / GRID) * GRID)


def _count(atom: Basic, names: _Names, smallest: int, rng: np.random.Generator) -> int:
    """An integer that is not a size: an index that exists, or a small number that meets its assumptions."""
    if atom in names.indices:
        from_one = any(atom in entry.free_symbols for entry in names.data)
        return int(rng.integers(smallest)) + (1 if from_one else 0)
    away = int(rng.integers(1, 6))
    if atom.is_nonpositive:
        return -away
    if atom.is_nonnegative or rng.integers(2):
        return away
    return -away


# --- what is seen at one choice of sizes -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Question:
    function: Basic
    variable: Basic
    claimed: Basic
    names: _Names


@dataclass(frozen=True, slots=True, eq=False)
class _Values:
    """What is evaluated: `differences` (points, rungs, entries), `claimed` (points, entries), and per point the
    measured rounding `noise` of the function and its `magnitude`."""

    differences: Array
    claimed: Array
    noise: Array
    magnitude: Array

    def at(self, points: NDArray[np.bool_]) -> _Values:
        return _Values(self.differences[points], self.claimed[points], self.noise[points], self.magnitude[points])

    @property
    def floors(self) -> Array:
        """Rounding error of the differences, (points, rungs)."""
        entries = self.claimed.shape[1]
        return np.asarray(NOISE_MARGIN * np.sqrt(entries) * self.noise[:, None] / np.array(STEPS))


@dataclass(frozen=True, slots=True, eq=False)
class _Sight:
    """What is seen at one choice of sizes, relative errors all: `ladder` (points, rungs); the rest per point."""

    sizes: tuple[int, ...]
    ladder: Array
    error: Array
    tolerance: Array
    planted_error: Array
    order: float | None

    @property
    def apart(self) -> bool:
        return not agrees(self.order, self.error, self.tolerance)

    @property
    def blind(self) -> bool:
        return agrees(None, self.planted_error, self.tolerance)


def _sights(question: _Question, rng: np.random.Generator) -> list[_Sight]:
    """What is seen at the first family of sizes that has one at which everything fits and not all are 1."""
    count = len(question.names.sizes)
    families: tuple[list[tuple[int, ...]], ...] = (
        [row[:count] for row in SIZES] if count else [()],
        [(size,) * count for size in EQUAL_SIZES] if count else [],
        [row[:count][::-1] for row in SIZES[1:]] if count else [],
    )
    sights: list[_Sight] = []
    for family in families:
        for sizes in family:
            try:
                values = _evaluated(question, sizes, rng)
            except NotNumeric:
                continue
            sights.append(_seen(sizes, values))
        if any(max(sight.sizes, default=2) > 1 for sight in sights):
            return sights
    return []


def _evaluated(question: _Question, sizes: tuple[int, ...], rng: np.random.Generator) -> _Values:
    """Differences and claimed values at POINTS or more points. Raises NotNumeric where there are too few."""
    names = question.names
    counts = tuple(_count(atom, names, min(sizes, default=4), rng) for atom in names.counts)
    whole = dict(zip((*names.sizes, *names.counts), (*sizes, *counts), strict=True))
    rounds: list[_Values] = []
    for points, wide in ROUNDS:
        rounds.append(_usable(_values(question, _drawn(names, whole, points, wide, rng))))
        if sum(len(values.noise) for values in rounds) >= POINTS:
            return _joined(rounds)
    raise NotNumeric("too few points at which everything is real and finite")


def _drawn(names: _Names, whole: dict[Basic, int], points: int, wide: float, rng: np.random.Generator) -> Batch:
    integers = {name: Integer(value) for name, value in whole.items()}

    def length(expression: Basic) -> int:
        value = expression.xreplace(integers)
        if not value.is_Integer or value < 1:
            raise NotNumeric(f"{expression} is not a length")
        return int(value)

    return Batch(
        shape=(points, 1),
        scalars={atom: _reals(atom, rng, (points, 1), wide) for atom in names.scalars},
        sizes=whole,
        data={entry.base: _reals(entry, rng, (*[DATA_LENGTH] * entry.rank, points, 1), wide) for entry in names.data},
        matrices={
            atom: _reals(atom, rng, (points, 1, length(atom.rows), length(atom.cols)), wide) for atom in names.matrices
        },
    )


def _values(question: _Question, batch: Batch) -> _Values:
    points = batch.shape[0]
    matrix = isinstance(question.variable, MatrixSymbol)
    shape = batch.matrices[question.variable].shape[-2:] if matrix else (1, 1)
    claimed = (matrices_at if matrix else scalars_at)(question.claimed, batch)
    if matrix and claimed.shape[-2:] != shape:
        raise NotNumeric("the claimed gradient has not the shape of the variable")
    entries = shape[0] * shape[1]
    stencil = _stencil(entries)
    moved = scalars_at(question.function, _moved(batch, question.variable, stencil))
    noisy, sides = moved[:, :NOISE_SAMPLES], moved[:, NOISE_SAMPLES:].reshape(points, 2, len(STEPS), entries)
    magnitude = np.abs(moved).max(axis=1)
    return _Values(
        differences=(sides[:, 0] - sides[:, 1]) / (2 * np.array(STEPS)[:, None]),
        claimed=claimed.reshape(points, entries),
        noise=_noise(noisy, magnitude),
        magnitude=magnitude,
    )


def _stencil(entries: int) -> Array:
    """Displacements of the variable, (steps, entries): a diagonal line for the noise, then ±h along each entry."""
    line = np.arange(NOISE_SAMPLES)[:, None] * np.full(entries, NOISE_STEP)
    cross = np.array(STEPS)[:, None, None] * np.eye(entries)
    return np.concatenate([line, cross.reshape(-1, entries), -cross.reshape(-1, entries)])


def _moved(batch: Batch, variable: Basic, stencil: Array) -> Batch:
    """The batch with each point's variable displaced along the axis of steps."""
    scalars, matrices = dict(batch.scalars), dict(batch.matrices)
    if variable in matrices:
        base = matrices[variable]
        matrices[variable] = base + stencil.reshape(1, -1, *base.shape[-2:])
    else:
        scalars[variable] = scalars[variable] + stencil.T
    return Batch((batch.shape[0], len(stencil)), scalars, batch.sizes, batch.data, matrices)


def _noise(values: Array, magnitude: Array) -> Array:
    """Standard deviation of the rounding, per point: by sixth differences of the equally spaced `values`.

    `values`: (points, samples). The sixth difference of independent errors has 924 = C(12, 6)
    times their variance (Moré and Wild 2011). Relative to the function, the median over points
    holds for all: a pole or a kink within one point's samples is no noise, and samples that fall
    on one multiple of the rounding unit show none.
    """
    measured = np.sqrt((np.diff(values, n=6, axis=1) ** 2).mean(axis=1) / 924)
    shown = np.isfinite(measured) & (magnitude > 0)
    relative = np.sort(measured[shown] / magnitude[shown])
    middle = float(relative[len(relative) // 2]) if len(relative) else 0.0
    return max(middle, float(np.finfo(np.float64).eps)) * magnitude


def _usable(values: _Values) -> _Values:
    """The points at which all is finite and the ladder resolves the function, whatever is claimed of it."""
    inside = np.isfinite(values.differences).all(axis=(1, 2)) & np.isfinite(values.claimed).all(axis=1)
    finite = values.at(inside & np.isfinite(values.magnitude))
    return finite.at(_resolved(finite))


def _joined(rounds: list[_Values]) -> _Values:
    return _Values(
        np.concatenate([values.differences for values in rounds]),
        np.concatenate([values.claimed for values in rounds]),
        np.concatenate([values.noise for values in rounds]),
        np.concatenate([values.magnitude for values in rounds]),
    )


# --- extrapolation, and what it says ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Limit:
    """Per point: the extrapolated `value` (points, entries), its error `estimate`, the coarsest rung it rests on."""

    value: Array
    estimate: Array
    coarsest: NDArray[np.intp]


def _extrapolated(values: _Values) -> _Limit:
    """Richardson's tableau; of its entries the one whose neighbours agree best (Ridders 1982).

    No entry is trusted beyond the rounding error of its finest rung.
    """
    floors, column = values.floors, values.differences
    entries, estimates, coarsest = [], [], []
    for level in range(1, COLUMNS + 1):
        finer, coarser = column[:, 1:], column[:, :-1]
        column = finer + (finer - coarser) / (4.0**level - 1)
        gap = np.maximum(_norm(column - finer), _norm(column - coarser))
        entries.append(column)
        estimates.append(np.maximum(gap, floors[:, level:]))
        coarsest.append(np.arange(column.shape[1]))
    estimate = np.concatenate(estimates, axis=1)
    best = estimate.argmin(axis=1)
    points = np.arange(len(best))
    return _Limit(np.concatenate(entries, axis=1)[points, best], estimate[points, best], np.concatenate(coarsest)[best])


def _resolved(values: _Values) -> NDArray[np.bool_]:
    """Per point, whether the finest rung bears the extrapolated value out: it is no further from it than from the
    rung before, where a third as far is what order 2 gives. A pole or a kink within the stencil is thus seen.
    """
    finest, before = values.differences[:, -1], values.differences[:, -2]
    distance = _norm(finest - _extrapolated(values).value)
    return np.asarray(distance <= _norm(finest - before) + SAFETY * values.floors[:, -1])


def _norm(values: Array) -> Array:
    return np.asarray(np.sqrt((values**2).sum(axis=-1)))


def _seen(sizes: tuple[int, ...], values: _Values) -> _Sight:
    claimed, limit = values.claimed, _extrapolated(values)
    unit = _yardstick(limit, values)
    ladder = _norm(values.differences - claimed[:, None]) / unit[:, None]
    tolerance = SAFETY * limit.estimate / unit
    planted = claimed + PLANTED * unit[:, None] * _direction(claimed)
    seeing = np.flatnonzero(tolerance < PLANTED)
    return _Sight(
        sizes=sizes,
        ladder=ladder,
        error=_norm(limit.value - claimed) / unit,
        tolerance=tolerance,
        planted_error=_norm(limit.value - planted) / unit,
        order=_median_order(ladder[seeing], (values.floors / unit[:, None])[seeing], limit.coarsest[seeing]),
    )


def _yardstick(limit: _Limit, values: _Values) -> Array:
    """What errors are relative to: the derivative; where it is 0 to rounding, the function; where that is 0, one."""
    derivative = np.maximum(_norm(values.claimed), _norm(limit.value))
    function = np.where(values.magnitude > 0, values.magnitude, 1.0)
    return np.where(derivative > SAFETY * limit.estimate, derivative, function)


def _direction(claimed: Array) -> Array:
    """Unit vectors along the claimed derivative, or along the diagonal where it is 0."""
    along = np.where(_norm(claimed)[:, None] > 0, claimed, 1.0)
    return along / _norm(along)[:, None]


def _median_order(ladder: Array, floors: Array, coarsest: NDArray[np.intp]) -> float | None:
    """The order seen at the middle one of the points that show one.

    At a single point the leading error term may happen to vanish, and what is seen there is another order.
    """
    seen = [observed_order(ladder[point, start:], floors[point, start:]) for point, start in enumerate(coarsest)]
    orders = sorted(order for order in seen if order is not None)
    return (orders[len(orders) // 2] + orders[(len(orders) - 1) // 2]) / 2 if orders else None


def _judgement(sights: list[_Sight]) -> Numeric:
    """The outcome over all sizes; error, order and ladder are those of the point that is worst for its tolerance."""
    worst = max(sights, key=_strain)
    point = _worst_point(worst)
    if any(sight.apart for sight in sights):
        outcome = Convergence.STAYS_APART
    elif any(sight.blind for sight in sights):
        outcome = Convergence.VACUOUS
    else:
        outcome = Convergence.CONVERGES
    return Numeric(
        outcome=outcome,
        order=worst.order,
        error=float(worst.error[point]),
        tolerance=float(worst.tolerance[point]),
        points=sum(len(sight.error) for sight in sights),
        sizes=tuple(sight.sizes for sight in sights if sight.sizes),
        ladder=tuple(Rung(h, float(error)) for h, error in zip(STEPS, worst.ladder[point], strict=True)),
    )


def _strain(sight: _Sight) -> float:
    return float(_strains(sight).max())


def _worst_point(sight: _Sight) -> int:
    return int(_strains(sight).argmax())


def _strains(sight: _Sight) -> Array:
    """Error over tolerance, per point; 0 over 0 is no strain."""
    return sight.error / np.maximum(sight.tolerance, np.finfo(np.float64).tiny)
