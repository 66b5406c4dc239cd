"""Small rational points of a domain: where a claim is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sympy
from flint import fmpq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.evaluate import Point, Watched, scalar
from checker.decide.values import Matrix, NotEvaluable, Scalar, Undefined, certainly_positive, is_zero
from checker.model import Domain

DATA_KEPT = 16  # values drawn for each index of a data base
SIZE_LADDER = (2, 3, 1, 4, 5)
REAL_LADDER = tuple(
    fmpq(p, q)
    for p, q in ((1, 1), (2, 1), (-1, 1), (1, 2), (3, 1), (-2, 1), (1, 3), (-1, 2), (5, 2), (-3, 1), (2, 3), (7, 3))
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a point must give a value: sorted by name, so that points never depend on hashing."""

    scalars: tuple[Basic, ...]
    data: tuple[tuple[str, bool], ...]  # the base's name, and whether its entries are positive
    arities: Mapping[str, int]
    matrices: tuple[Basic, ...]
    functions: tuple[str, ...]


def names_of(expressions: Sequence[Basic]) -> Names:
    """The free names of some expressions."""
    bases: dict[str, sympy.Indexed] = {}
    matrices: dict[str, Basic] = {}
    functions: set[str] = set()
    symbols: set[Basic] = set()
    for expression in expressions:
        symbols |= expression.free_symbols
        for node in expression.atoms(sympy.Indexed, sympy.MatrixSymbol, AppliedUndef):
            if isinstance(node, sympy.Indexed):
                bases[str(node.base)] = node
            elif isinstance(node, AppliedUndef):
                functions.add(str(node.func))
            else:
                matrices[str(node)] = node
                symbols |= node.shape[0].free_symbols | node.shape[1].free_symbols
    plain = (s for s in symbols if isinstance(s, sympy.Symbol) and str(s) not in bases)
    return Names(
        scalars=tuple(sorted(plain, key=str)),
        data=tuple((name, bool(bases[name].is_positive)) for name in sorted(bases)),
        arities={name: len(bases[name].indices) for name in sorted(bases)},
        matrices=tuple(matrices[name] for name in sorted(matrices)),
        functions=tuple(sorted(functions)),
    )


def _ladder(symbol: Basic) -> tuple[fmpq, ...]:
    if symbol.is_integer:
        if symbol.is_positive:
            return tuple(fmpq(k) for k in SIZE_LADDER)
        if symbol.is_nonnegative:
            return tuple(fmpq(k) for k in (2, 1, 3, 0, 4))
        return tuple(fmpq(k) for k in (2, 1, 3, -1, 0, -2))
    if symbol.is_positive:
        return tuple(value for value in REAL_LADDER if value > 0)
    if symbol.is_nonnegative:
        return (*(value for value in REAL_LADDER if value > 0), fmpq(0))
    if symbol.is_negative:
        return tuple(-value for value in REAL_LADDER if value > 0)
    if symbol.is_nonzero:
        return REAL_LADDER
    return (*REAL_LADDER, fmpq(0))


def _data(order: int, trial: int, positive: bool, arity: int) -> tuple[fmpq, ...]:
    """Small integers without an evident pattern, the same at every call."""
    size = DATA_KEPT**arity
    drawn = (((k * k + (order + 2) * k + 3 * order + 2 * trial) * 5 + k // 3) % 7 - 2 for k in range(size))
    return tuple(fmpq(abs(value) + 1 if positive else value) for value in drawn)


def _matrix(order: int, trial: int, rows: int, columns: int) -> Matrix:
    return tuple(
        tuple(
            fmpq((3 * r * r + 5 * c + (order + 1) * (2 * r + c + 1) + trial * (r + 2 * c)) % 7 - 2)
            for c in range(columns)
        )
        for r in range(rows)
    )


def points(names: Names, domain: Domain, trials: int) -> Iterator[Point]:
    """At most `trials` points of the domain, the plainest first."""
    for trial in range(trials):
        scalars: dict[Basic, Scalar] = {}
        for order, symbol in enumerate(names.scalars):
            ladder = _ladder(symbol)
            scalars[symbol] = ladder[(order + trial * (order + 1)) % len(ladder)]
        point = _with_arrays(names, scalars, trial)
        if point is not None and inside(point, domain):
            yield point


def _with_arrays(names: Names, scalars: Mapping[Basic, Scalar], trial: int) -> Point | None:
    bare = Point(scalars, {}, {}, {})
    try:
        matrices = {
            matrix: _matrix(order, trial, *(size_at(extent, bare) for extent in matrix.shape))
            for order, matrix in enumerate(names.matrices)
        }
    except NotEvaluable:
        return None
    data = {
        name: Watched(_data(order, trial, positive, names.arities[name]))
        for order, (name, positive) in enumerate(names.data)
    }
    functions = {
        name: tuple(fmpq(c + order + trial) for c in (1, 2, -1, 1, 1)) for order, name in enumerate(names.functions)
    }
    return Point(scalars, data, matrices, functions)


def size_at(extent: Basic, point: Point) -> int:
    """A shape's extent at a point. Raises NotEvaluable where it is no small integer."""
    value = scalar(extent, point)
    if not isinstance(value, fmpq) or value.denominator != 1 or not 0 < value <= DATA_KEPT:
        raise NotEvaluable("a shape that is not a small integer")
    return int(value.numerator)


RELATIONS: Mapping[type, Callable[[Scalar], bool]] = {
    sympy.StrictGreaterThan: lambda difference: certainly_positive(difference) is True,
    sympy.GreaterThan: lambda difference: certainly_positive(difference) is True or is_zero(difference) is True,
    sympy.StrictLessThan: lambda difference: certainly_positive(-difference) is True,
    sympy.LessThan: lambda difference: certainly_positive(-difference) is True or is_zero(difference) is True,
    sympy.Unequality: lambda difference: is_zero(difference) is False,
    sympy.Equality: lambda difference: is_zero(difference) is True,
}


def inside(point: Point, domain: Domain) -> bool:
    """Does the point certainly meet every condition of the domain?"""
    return all(_meets(condition, point) for condition in domain.conditions)


def _meets(condition: Basic, point: Point) -> bool:
    test = RELATIONS.get(condition.func)
    if test is None:
        return False
    try:
        return bool(test(scalar(condition.lhs, point) - scalar(condition.rhs, point)))
    except (Undefined, NotEvaluable):
        return False
