"""Small rational points of a domain: where a claim is tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import sympy
from flint import acb, arb, fmpq
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.at_points import opaque_functions
from checker.decide.at_points.evaluate import Point, Watched, evaluate, scalar, truth
from checker.decide.at_points.name_bounds import bounds_of
from checker.decide.at_points.solved_points import meets, solved
from checker.decide.at_points.values import Matrix, NotEvaluable, Scalar, Undefined
from checker.decide.matrices.properties import Declared, declared, has_property, is_declaration, meeting, property_of
from checker.decide.parts import free_names, heads_of, parts_of, symbols_in
from checker.model import Domain

DATA_KEPT = 16  # values drawn for each index of a data base
SIZE_LADDER = (2, 3, 1, 4, 5)
REAL_LADDER = tuple(
    fmpq(p, q)
    for p, q in (
        (1, 1),
        (2, 1),
        (-1, 1),
        (1, 2),
        (3, 1),
        (-2, 1),
        (1, 3),
        (-1, 2),
        (5, 2),
        (4, 1),
        (-3, 1),
        (2, 3),
        (7, 3),
        (1, 4),
        (-1, 3),
        (3, 4),
        (-1, 4),
        (1, 5),
        (4, 5),
        (-3, 4),
        (3, 2),
        (-3, 2),
    )
)
# two of them real: at fewer points than count as evidence
COMPLEX_LADDER: tuple[Scalar, ...] = (
    fmpq(1),
    acb(0, 1),
    fmpq(-1),
    *(acb(a, b) for a, b in ((1, 1), (2, -1), (-1, 0.5), (-1, -1), (0.5, 2), (0, -2), (3, 1), (-0.5, 0.25), (1, 4))),
    *(acb(a, b) for a, b in ((-2, -3), (0.25, -0.5), (-4, 1))),
)
ATTEMPTS = 6  # for each point wanted: a narrow domain leaves most candidates outside


class Names(NamedTuple):
    """What a point must give a value: sorted by name, so that points never depend on hashing."""

    scalars: tuple[Basic, ...]
    data: tuple[tuple[str, bool], ...]  # the base's name, and whether its entries are positive
    arities: Mapping[str, int]
    matrices: tuple[Basic, ...]
    functions: tuple[str, ...]
    function_arities: Mapping[str, int]


def names_of(expressions: Sequence[Basic]) -> Names:
    """The free names of some expressions."""
    return _names_of(tuple(expressions))


@lru_cache(maxsize=32)  # several procedures ask of one goal
def _names_of(expressions: tuple[Basic, ...]) -> Names:
    heads = frozenset().union(*map(heads_of, expressions))
    if not _any_is((*BINDERS, *ARRAYS), heads):  # names stand for numbers only, as most often
        plain = frozenset().union(*map(symbols_in, expressions))
        return Names(tuple(_by_name(list(plain))), (), {}, (), (), {})
    bases: dict[str, tuple[int, bool]] = {}  # how many indices, and whether entries are positive
    matrices: dict[str, Basic] = {}
    functions: dict[str, int] = {}
    symbols: set[Basic] = set()
    for expression in expressions:
        nodes, heads = parts_of(expression), heads_of(expression)
        bind = _any_is(BINDERS, heads)
        symbols |= free_names(expression) if bind else symbols_in(expression)
        kinds = _those_that_are(ARRAYS, heads)
        arrays = {node for node in nodes if type(node) in kinds} if kinds else ()
        for node in arrays:  # in no order: where a name means two things, the greater is kept
            if isinstance(node, sympy.Indexed):
                name, found = str(node.base.name), (len(node.indices), bool(node.is_positive))
                bases[name] = max(found, bases.get(name, found))
            elif isinstance(node, AppliedUndef):
                name = str(node.func.__name__)
                functions[name] = max(len(node.args), functions.get(name, 0))
            else:
                known = matrices.setdefault(str(node.name), node)
                if known != node:
                    matrices[str(node.name)] = max(known, node, key=sympy.srepr)
                if bind:
                    symbols |= node.shape[0].free_symbols | node.shape[1].free_symbols
    return Names(
        scalars=tuple(_by_name([s for s in symbols if isinstance(s, sympy.Symbol) and s.name not in bases])),
        data=tuple((name, bases[name][1]) for name in sorted(bases)),
        arities={name: bases[name][0] for name in sorted(bases)},
        matrices=tuple(matrices[name] for name in sorted(matrices)),
        functions=tuple(sorted(functions)),
        function_arities=functions,
    )


BINDERS = (ExprWithLimits, sympy.Limit, sympy.Subs, sympy.Lambda, sympy.Indexed)  # Indexed: the shape of its base
ARRAYS = (sympy.Indexed, sympy.MatrixSymbol, AppliedUndef)


def _any_is(kinds: tuple[type, ...], heads: frozenset[type]) -> bool:
    return bool(_those_that_are(kinds, heads))


@lru_cache(maxsize=512)
def _those_that_are(kinds: tuple[type, ...], heads: frozenset[type]) -> frozenset[type]:
    return frozenset(head for head in heads if issubclass(head, kinds))


def _by_name(symbols: list[Basic]) -> list[Basic]:
    """Sorted by name; two of one name by their assumptions, so that no order depends on hashing."""
    if len(symbols) < 2:
        return symbols
    if len({symbol.name for symbol in symbols}) == len(symbols):
        return sorted(symbols, key=lambda symbol: str(symbol.name))
    return sorted(symbols, key=lambda symbol: (str(symbol.name), str(sympy.srepr(symbol))))


def allowed(symbol: Basic, value: fmpq) -> bool:
    """Does a rational value meet every assumption of a symbol: its sign, its parity, that it is real?"""
    return _allowed(symbol, int(value.p), int(value.q))


@lru_cache(maxsize=4096)  # by integers, as FLINT makes a Python fraction to hash its own
def _allowed(symbol: Basic, numerator: int, denominator: int) -> bool:
    number = sympy.Rational(numerator, denominator)
    return all(getattr(number, f"is_{fact}") is holds for fact, holds in symbol.assumptions0.items())


def is_complex(symbol: Basic) -> bool:
    """Is a name said to be complex, and not to be real? What nothing is said of is real."""
    return bool(symbol.is_complex) and symbol.is_real is None


@lru_cache(maxsize=4096)
def _ladder(symbol: Basic) -> tuple[Scalar, ...]:
    return _ladder_where(frozenset(symbol.assumptions0.items()))


@lru_cache(maxsize=256)  # thousands of names are told apart by their names alone
def _ladder_where(facts: frozenset[tuple[str, bool]]) -> tuple[Scalar, ...]:
    symbol = sympy.Symbol("x", **dict(facts))
    if is_complex(symbol):
        return COMPLEX_LADDER
    return tuple(value for value in _plain_ladder(symbol) if allowed(symbol, value))


@lru_cache(maxsize=32)  # points are asked for several times in one decision
def _ladder_within(symbol: Basic, domain: Domain) -> tuple[Scalar, ...]:
    """The ladder, with values near both ends of what the domain leaves a real name: there branches go wrong."""
    ladder = _ladder(symbol)
    if symbol.is_integer or is_complex(symbol):
        return ladder
    about = [c for c in domain.conditions if c.is_Relational and type(c) is not sympy.Ne and symbol in symbols_in(c)]
    if not about or (len(about) == 1 and not _may_bound_both_ways(symbol, about[0])):
        return ladder
    low, high = bounds_of(symbol, domain)
    if low is None or high is None:
        return ladder
    ends = [_rounded(bound.value) for bound in (low, high)]
    if ends[0] is None or ends[1] is None:
        return ladder
    near = [_plainer(ends[0] + (ends[1] - ends[0]) * part, ends[1] - ends[0]) for part in NEAR_ENDS]
    return (*ladder[:3], *(value for value in near if allowed(symbol, value)), *ladder[3:])


def _may_bound_both_ways(symbol: Basic, condition: Basic) -> bool:
    """May one condition, with what the name is declared to be, leave it an interval, as |x| < 1 does?"""
    return sympy.Abs in heads_of(condition) or bool(symbol.is_nonnegative or symbol.is_nonpositive)


NEAR_ENDS = (fmpq(15, 16), fmpq(1, 16))


def _plainer(value: fmpq, room: fmpq) -> fmpq:
    """The value in eighths, where the interval has room for that."""
    return fmpq((value * 8).floor(), 8) if room >= 2 else value


def _rounded(value: Basic) -> fmpq | None:
    try:
        found = scalar(value, Point({}, {}, {}, {}))
    except (Undefined, NotEvaluable):
        return None
    if isinstance(found, arb) and found.is_finite():
        whole = (found * 16).mid().floor().unique_fmpz()
        return None if whole is None else fmpq(int(whole), 16)
    return found if isinstance(found, fmpq) else None


def _plain_ladder(symbol: Basic) -> tuple[fmpq, ...]:
    if symbol.is_integer:
        if symbol.is_positive:
            return tuple(fmpq(k) for k in SIZE_LADDER)
        if symbol.is_nonnegative:
            return tuple(fmpq(k) for k in (2, 1, 3, 0, 4))
        return tuple(fmpq(k) for k in (2, 1, 3, -1, 0, -2))
    if symbol.is_positive:
        return tuple(value for value in REAL_LADDER if value > 0)
    if symbol.is_nonnegative:
        positive = [value for value in REAL_LADDER if value > 0]
        return (*positive[:3], fmpq(0), *positive[3:])
    if symbol.is_negative:
        return tuple(-value for value in REAL_LADDER if value > 0)
    if symbol.is_nonzero:
        return REAL_LADDER
    return (*REAL_LADDER[:3], fmpq(0), *REAL_LADDER[3:])  # early: 0 is where most exceptions lie


@lru_cache(maxsize=256)  # what is drawn is the same at every call
def _data(order: int, trial: int, positive: bool, arity: int) -> tuple[fmpq, ...]:
    """Small integers without an evident pattern."""
    size = DATA_KEPT**arity
    drawn = (((k * k + (order + 2) * k + 3 * order + 2 * trial) * 5 + k // 3) % 7 - 2 for k in range(size))
    return tuple(fmpq(abs(value) + 1 if positive else value) for value in drawn)


@lru_cache(maxsize=1024)
def _matrix(order: int, trial: int, rows: int, columns: int, positive: bool) -> Matrix:
    """Small integers without an evident pattern."""

    def entry(r: int, c: int) -> fmpq:
        drawn = (3 * r * r + 5 * c + (order + 1) * (2 * r + c + 1) + trial * (r + 2 * c)) % 7 - 2
        return fmpq(abs(drawn) + 1 if positive else drawn)

    return tuple(tuple(entry(r, c) for c in range(columns)) for r in range(rows))


def points(names: Names, domain: Domain, trials: int, positive_entries: bool = False) -> Iterator[Point]:
    """At most `trials` points of the domain, the plainest first; with matrices of positive entries if so asked."""
    found = 0
    conditions = domain.conditions
    ladders = [_ladder_within(symbol, domain) if conditions else _ladder(symbol) for symbol in names.scalars]
    if not all(ladders):
        return
    only_numbers = not (names.matrices or names.data or names.functions)
    known = {} if only_numbers else declared(conditions)
    for trial, scalars in enumerate(_scalars(names, ladders, domain, ATTEMPTS * trials)):
        point: Point | None = Point(scalars, {}, {}, {})
        if not only_numbers:
            point = _with_arrays(names, scalars, trial, known, positive_entries)
        if point is not None and names.matrices:
            point = solved(point, conditions, trial)
        if point is not None and (not conditions or inside(point, domain)):
            yield point
            found += 1
            if found == trials:
                return


def _scalars(
    names: Names, ladders: Sequence[Sequence[Scalar]], domain: Domain, attempts: int
) -> Iterator[Mapping[Basic, Scalar]]:
    """Values of the scalars: from the ladders first, then where the conditions leave room."""
    for trial in range(attempts):
        scalars: dict[Basic, Scalar] = {}
        for order, symbol in enumerate(names.scalars):
            ladder = ladders[order]
            turn = trial // len(ladder)  # once through a ladder, names of one kind meet in other pairs
            scalars[symbol] = ladder[(order + trial * (order + 1) + turn * order) % len(ladder)]
        yield scalars
    if domain.conditions and names.scalars and not any(map(is_complex, names.scalars)):
        from checker.decide.at_points.placed_points import placed  # noqa: PLC0415  # most domains hold plain values

        for found in placed(names.scalars, domain, attempts):
            if all(allowed(symbol, value) for symbol, value in found.items()):
                yield found


def _with_arrays(
    names: Names, scalars: Mapping[Basic, Scalar], trial: int, known: Declared, positive_entries: bool
) -> Point | None:
    bare = Point(scalars, {}, {}, {})
    try:
        matrices = {
            matrix: _matrix(
                order, trial, size_at(matrix.shape[0], bare), size_at(matrix.shape[1], bare), positive_entries
            )
            for order, matrix in enumerate(names.matrices)
        }
        matrices |= {
            matrix: meeting(known[matrix], matrices[matrix], trial >> order % 2)
            for order, matrix in enumerate(names.matrices)
            if matrix in known
        }
    except NotEvaluable:
        return None
    data = {
        name: Watched(_data(order, trial, positive, names.arities[name]))
        for order, (name, positive) in enumerate(names.data)
    }
    functions = {
        name: opaque_functions.drawn(order, trial, names.function_arities[name])
        for order, name in enumerate(names.functions)
    }
    return Point(scalars, data, matrices, functions)


def size_at(extent: Basic, point: Point) -> int:
    """A shape's extent at a point. Raises NotEvaluable where it is no small integer."""
    value = scalar(extent, point)
    if not isinstance(value, fmpq) or value.denominator != 1 or not 0 < value <= DATA_KEPT:
        raise NotEvaluable("a shape that is not a small integer")
    return int(value.numerator)


def inside(point: Point, domain: Domain) -> bool:
    """Does the point certainly meet every condition of the domain?"""
    return all(_meets(condition, point) for condition in domain.conditions)


def _has_declared(declaration: Basic, point: Point) -> bool:
    """Has the matrix at the point what is declared of it? Not where its entries are not known exactly."""
    try:
        matrix = evaluate(declaration.arguments[0], point)
    except (Undefined, NotEvaluable, ZeroDivisionError):
        return False
    if not isinstance(matrix, tuple) or not all(isinstance(entry, fmpq) for row in matrix for entry in row):
        return False
    return has_property(matrix, property_of(declaration))


def _meets(condition: Basic, point: Point) -> bool:
    if not condition.is_Relational:
        return is_declaration(condition) and _has_declared(condition, point)
    if isinstance(condition, sympy.Eq) and condition.lhs.is_Matrix:
        return meets(condition, point)
    try:
        return truth(condition, point)
    except (Undefined, NotEvaluable):
        return False
