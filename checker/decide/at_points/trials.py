"""Tries two expressions at small rational points: a counterexample where they surely differ, or a witness.

A refutation needs no more than this: a point inside the domain and two disjoint enclosures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from typing import NamedTuple

from flint import acb, acb_series, arb, arb_series, ctx, fmpq
from sympy import Integral, Limit, Symbol
from sympy.core.basic import Basic

from checker.decide.at_points import opaque_functions
from checker.decide.at_points.evaluate import Point, Watched, evaluate
from checker.decide.at_points.points import allowed, inside, names_of, points, size_at
from checker.decide.at_points.values import Matrix, NotEvaluable, Scalar, Undefined, Value
from checker.decide.parts import heads_of, parts_of
from checker.model import Counterexample, Domain

INTEGRALS = frozenset({Integral, Limit})
PRECISIONS = (64, 192, 640)  # bits; a nan or a wide ball at one is tried at the next
FEW, MANY = 3, 14
DIGITS_SHOWN = 12
LARGEST_DENOMINATOR = 1000  # of what an enclosed value may be
LARGEST_SHOWN = 10**6  # exact balls with a larger value or denominator are shown by their digits
SMALL = tuple(fmpq(p, q) for p, q in ((0, 1), (1, 1), (-1, 1), (2, 1), (1, 2)))


class Seen(NamedTuple):  # made at every point: a frozen dataclass takes three times as long
    """Both sides' values at a point; `differ` is True, False (enclosures overlap) or None (undefined on some side)."""

    point: Point
    left: Value | None
    right: Value | None
    differ: bool | None


class Trials(NamedTuple):
    """What some points showed: the first difference, the first common value, and how many agreed."""

    refutation: Seen | None
    witness: Point | None
    agreed: int
    one_sided: Point | None  # one side has a value there, the other has none
    unknown: str | None  # what could not be evaluated at all


def compare_at(left: Basic, right: Basic, point: Point) -> Seen:
    """Both sides at one point, at rising precision until they differ or surely cannot be told apart here.

    Raises NotEvaluable where a side holds what has no rule.
    """
    for bits in PRECISIONS:
        seen = _compare(left, right, point, bits)
        if seen.differ is not None and (seen.differ or _sharp(seen)):
            break
    return seen


def _compare(left: Basic, right: Basic, point: Point, bits: int) -> Seen:
    before = ctx.prec
    ctx.prec = bits  # as ctx.workprec does, which takes longer than most evaluations of a node
    try:
        one, two = _value(left, point), _value(right, point)
        differ = None if one is None or two is None else differs(one, two)
    finally:
        ctx.prec = before
    return Seen(point, one, two, differ)


def _value(expression: Basic, point: Point) -> Value | None:
    try:
        return evaluate(expression, point)
    except (Undefined, ZeroDivisionError):
        return None


def _sharp(seen: Seen) -> bool:
    """Are both enclosures so narrow that more bits would hardly tell them apart?"""
    return _is_sharp(seen.left) and _is_sharp(seen.right)


def _is_sharp(value: Value | None) -> bool:
    if value is None or isinstance(value, fmpq):
        return True
    if isinstance(value, tuple):
        return all(map(_is_sharp, _entries(value)))
    return isinstance(value, arb | acb) and bool(value.rel_accuracy_bits() > 20)


def _entries(value: Value) -> Iterator[Scalar]:
    if isinstance(value, tuple):
        for row in value:
            yield from row
    else:
        yield value


def differs(left: Value, right: Value) -> bool:
    """Do two values surely differ? Shapes other than scalar against 1×1 must agree.

    Raises NotEvaluable where they do not.
    """
    if type(left) is fmpq and type(right) is fmpq:
        return bool(left != right)
    if isinstance(left, tuple) and left == right:  # exactly, entry by entry
        return False
    left, right = _scalar_if_single(left), _scalar_if_single(right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        if [*map(len, left)] != [*map(len, right)]:
            raise NotEvaluable("shapes that do not fit")
        return any(differs(a, b) for a, b in zip(_entries(left), _entries(right), strict=True))
    if isinstance(left, tuple) or isinstance(right, tuple):
        return _differs_from_zero(left, right)
    if isinstance(left, fmpq) and isinstance(right, fmpq):  # entries that were single
        return bool(left != right)
    if isinstance(left, arb_series | acb_series) or isinstance(right, arb_series | acb_series):
        raise NotEvaluable("a derivative inside a derivative")
    if isinstance(left, acb) or isinstance(right, acb):
        return not acb(left).overlaps(acb(right))
    return not arb(left).overlaps(arb(right))


def _differs_from_zero(left: Value, right: Value) -> bool:
    """A matrix against a bare 0, which stands for the zero matrix of its shape."""
    matrix, number = (left, right) if isinstance(left, tuple) else (right, left)
    if number != fmpq(0):
        raise NotEvaluable("a matrix against a number")
    return any(differs(entry, fmpq(0)) for entry in _entries(matrix))


def _scalar_if_single(value: Value) -> Value:
    if isinstance(value, tuple) and [*map(len, value)] == [1]:
        return value[0][0]
    return value


def try_points(left: Basic, right: Basic, domain: Domain, trials: int) -> Trials:
    """Both sides at up to `trials` points of the domain, until one tells them apart, as `Trying` has them."""
    return Trying(left, right, domain).up_to(trials)


class Trying:
    """Both sides at one point of the domain after the other, as many as are asked for, none of them twice.

    Where no point gives both a value, matrices with positive entries are tried: there may be logarithms of entries.
    """

    def __init__(self, left: Basic, right: Basic, domain: Domain) -> None:
        self._names = names_of((left, right, *domain.conditions))
        self._domain = domain
        at = points(self._names, domain, MANY)
        if domain.conditions and not INTEGRALS.isdisjoint(heads_of(left) | heads_of(right)):
            at = (point._replace(domain=domain) for point in at)
        self._plain = _Row(left, right, at)
        self._positive: _Row | None = None

    def up_to(self, trials: int) -> Trials:
        """What the first points show, up to `trials` of them, or to the first that tells the sides apart."""
        found = self._plain.up_to(trials)
        if found.refutation is not None or found.witness is not None or not self._names.matrices:
            return found
        if self._positive is None:
            at = points(self._names, self._domain, MANY, positive_entries=True)
            self._positive = _Row(self._plain.left, self._plain.right, at)
        return self._positive.up_to(trials)


class _Row:
    """Points in a row, and what those that were tried have shown."""

    def __init__(self, left: Basic, right: Basic, at: Iterator[Point]) -> None:
        self.left = left
        self.right = right
        self._at = at
        self._tried = 0
        self._found = Trials(None, None, 0, None, None)

    def up_to(self, trials: int) -> Trials:
        while self._tried < trials and self._found.refutation is None:
            point = next(self._at, None)
            if point is None:
                break
            self._tried += 1
            self._found = self._after(point)
        return self._found

    def _after(self, point: Point) -> Trials:
        found = self._found
        try:
            seen = compare_at(self.left, self.right, point)
        except NotEvaluable as reason:
            return Trials(None, found.witness, found.agreed, found.one_sided, str(reason))
        if seen.differ:
            return Trials(seen, found.witness, found.agreed, found.one_sided, None)
        if seen.differ is False:
            return Trials(None, found.witness or point, found.agreed + 1, found.one_sided, found.unknown)
        if (seen.left is None) != (seen.right is None):
            return Trials(None, found.witness, found.agreed, found.one_sided or point, found.unknown)
        return found


def plainest_values(left: Basic, right: Basic, domain: Domain) -> tuple[str, str] | None:
    """Both sides as text at the first point tried where both have values, of one shape."""
    for point in points(names_of((left, right, *domain.conditions)), domain, MANY):
        try:
            one, two = _value(left, point), _value(right, point)
        except NotEvaluable:
            continue
        if one is not None and two is not None and _shape(one) == _shape(two):
            return text(one), text(two)
    return None


def agreement(left: Basic, right: Basic, domain: Domain) -> tuple[str, str, str] | None:
    """A plain value of one name at which two sides that differ elsewhere agree, whatever else: name, value, both sides.

    The text of the sides is empty where they are not the same at all points tried. Sizes are left alone.
    """
    tried = list(points(names_of((left, right, *domain.conditions)), domain, FEW))
    sizes = {s for point in tried for matrix in point.matrices for extent in matrix.shape for s in extent.free_symbols}
    scalars = [name for name in tried[0].scalars if name not in sizes] if tried else []
    for name in scalars:
        for value in PLAINEST:
            found = [point.binding(name, value) for point in tried] if allowed(name, value) else []
            texts = _common_values(left, right, [point for point in found if inside(point, domain)])
            if texts:
                return name_text(name), str(value), texts[0] if len(set(texts)) == 1 else ""
    return None


PLAINEST = tuple(fmpq(value) for value in (0, 1, -1))


def _common_values(left: Basic, right: Basic, at: Sequence[Point]) -> list[str]:
    """What both sides are at each point; empty where they differ, or have no value, at one."""
    texts: list[str] = []
    for point in at:
        try:
            seen = compare_at(left, right, point)
        except NotEvaluable:
            return []
        if seen.differ is not False or seen.left is None:
            return []
        texts.append(text(seen.left))
    return texts


def _shape(value: Value) -> tuple[int, int]:
    return (len(value), len(value[0])) if isinstance(value, tuple) else (1, 1)


# --- the smallest counterexample, and how it is shown ------------------------------------------


def smallest(left: Basic, right: Basic, domain: Domain, seen: Seen) -> Seen:
    """A plainer point at which the sides differ still: each coordinate in turn made as small as can be."""
    best = seen
    for coordinates in (_scalar_coordinates, _data_coordinates, _matrix_coordinates):
        for coordinate in coordinates(best.point):
            best = next(_still_different(left, right, domain, coordinate(best.point)), best)
    return _in_closed_form(left, right, best)


def _in_closed_form(left: Basic, right: Basic, seen: Seen) -> Seen:
    """The same difference, with 1/2 for 0.500000000000 where an integral was enclosed only."""
    sides = ((left, seen.left), (right, seen.right))
    if not any(Integral in heads_of(side) and _may_be_rational(value) for side, value in sides):
        return seen
    from checker.decide.at_points.integral_values import in_closed_form  # noqa: PLC0415  # only integrals need it

    exact = compare_at(in_closed_form(left, seen.point), in_closed_form(right, seen.point), seen.point)
    return exact if exact.differ else seen


def _may_be_rational(value: Value | None) -> bool:
    """Does a ball that holds more than one number hold one with a small denominator?"""
    if not isinstance(value, arb) or value.is_exact():
        return False
    middle = value.mid().fmpq()
    plain = Fraction(int(middle.p), int(middle.q)).limit_denominator(LARGEST_DENOMINATOR)
    return bool(value.contains(fmpq(plain.numerator, plain.denominator)))


def _still_different(left: Basic, right: Basic, domain: Domain, candidates: Iterator[Point]) -> Iterator[Seen]:
    for point in candidates:
        if not inside(point, domain):
            continue
        try:
            seen = compare_at(left, right, point)
        except NotEvaluable:
            continue
        if seen.differ:
            yield seen


Coordinate = Callable[[Point], Iterator[Point]]


def _scalar_coordinates(point: Point) -> Iterator[Coordinate]:
    sizes = {part for matrix in point.matrices for extent in matrix.shape for part in parts_of(extent)}
    for name in point.scalars:
        yield partial(_smaller_size, (name,)) if name in sizes else partial(_smaller_scalar, name)
    alike: dict[Scalar, list[Basic]] = {}
    for name in sizes & point.scalars.keys():
        alike.setdefault(point.scalars[name], []).append(name)
    for names in alike.values():
        if len(names) > 1:  # that have to be the same, it may be
            yield partial(_smaller_size, tuple(sorted(names, key=str)))


def _smaller_scalar(name: Basic, point: Point) -> Iterator[Point]:
    current = point.scalars[name]
    for value in _small_values(name):
        if value == current:
            return
        yield point.binding(name, value)


@lru_cache(maxsize=1024)
def _small_values(name: Basic) -> tuple[fmpq, ...]:
    """The values of SMALL that a name may have, the plainest first."""
    return tuple(value for value in SMALL if allowed(name, value))


def _smaller_size(names: tuple[Basic, ...], point: Point) -> Iterator[Point]:
    """Smaller sizes, all the same, with the matrices cut down to them."""
    for value in _small_values(names[0]):
        if value == point.scalars[names[0]]:
            return
        smaller = point
        for name in names:
            smaller = smaller.binding(name, value)
        try:
            matrices = {
                matrix: tuple(
                    row[: size_at(matrix.shape[1], smaller)] for row in rows[: size_at(matrix.shape[0], smaller)]
                )
                for matrix, rows in point.matrices.items()
            }
        except NotEvaluable:
            continue
        yield smaller._replace(matrices=matrices)


def _below(value: Scalar) -> Iterator[fmpq]:
    for candidate in SMALL:
        if candidate == value:
            return
        yield candidate


def _data_coordinates(point: Point) -> Iterator[Coordinate]:
    for name, data in point.data.items():
        for position in range(data.furthest + 1):
            yield partial(_smaller_datum, name, position)


def _smaller_datum(name: str, position: int, point: Point) -> Iterator[Point]:
    values = point.data[name].values
    for value in _below(values[position]):
        if min(values) > 0 and value <= 0:
            continue  # the data are positive
        changed = Watched((*values[:position], value, *values[position + 1 :]))
        yield point._replace(data={**point.data, name: changed})


def _matrix_coordinates(point: Point) -> Iterator[Coordinate]:
    for matrix, rows in point.matrices.items():
        for row, entries in enumerate(rows):
            for column in range(len(entries)):
                yield partial(_smaller_entry, matrix, row, column)


def _smaller_entry(matrix: Basic, row: int, column: int, point: Point) -> Iterator[Point]:
    rows = point.matrices[matrix]
    for value in _below(rows[row][column]):
        yield point._replace(matrices={**point.matrices, matrix: _with_entry(rows, row, column, value)})


def _with_entry(rows: Matrix, row: int, column: int, value: fmpq) -> Matrix:
    return tuple(
        tuple(value if (r, c) == (row, column) else entry for c, entry in enumerate(entries))
        for r, entries in enumerate(rows)
    )


def shown(seen: Seen) -> Counterexample:
    """A difference as text: each name's value, and the two values with certain digits only."""
    assert seen.left is not None
    assert seen.right is not None
    point = seen.point
    entries = [(name_text(name), text(value)) for name, value in point.scalars.items()]
    for name, data in point.data.items():
        entries.append((name, "(" + ", ".join(text(value) for value in data.shown()) + ")"))
    entries += [(str(matrix), text(rows)) for matrix, rows in point.matrices.items()]
    entries += [(name, opaque_functions.text(coefficients)) for name, coefficients in point.functions.items()]
    return Counterexample(tuple(entries), text(seen.left), text(seen.right))


def name_text(name: Basic) -> str:
    """str(name), without SymPy's printer where that would give the name as it is."""
    return str(name.name) if type(name) is Symbol else str(name)


def text(value: Value) -> str:
    """A value as text: a rational exactly, a ball by its certain digits, a matrix row by row."""
    if isinstance(value, tuple):
        if [*map(len, value)] == [1]:
            return text(value[0][0])
        return "[" + "; ".join(" ".join(text(entry) for entry in row) for row in value) + "]"
    if isinstance(value, fmpq):
        return str(value)
    if isinstance(value, acb):
        return _complex_text(text(value.real), text(value.imag))
    assert isinstance(value, arb)
    if value.is_exact() and abs(value) < LARGEST_SHOWN and value.mid().fmpq().denominator < LARGEST_SHOWN:
        return str(value.mid().fmpq())
    if value.contains(0) and abs(value) < fmpq(1, 10**DIGITS_SHOWN):
        return f"{0:.{DIGITS_SHOWN}f}"  # not told from 0, and nearer to it than these places
    return str(value.str(DIGITS_SHOWN, radius=False))


def _complex_text(real: str, imaginary: str) -> str:
    """Real and imaginary part as a reader writes them: 1/2 − 2i."""
    size = imaginary.removeprefix("-")
    unit = "i" if size == "1" else f"({size})i" if "/" in size else f"{size}i"
    sign = "-" if imaginary.startswith("-") else "+"
    if real == "0":
        return unit if sign == "+" else f"-{unit}"
    return f"{real} {sign} {unit}"
