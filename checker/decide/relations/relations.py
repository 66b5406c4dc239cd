"""Relations at one point: does Eq, Ne, Lt, Le, Gt, Ge, or an And or Or of such, certainly hold there, or certainly not?

A place gives names rational values, and constants such as −√2 or log 5 to some, so that roots can be told exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import sympy
from flint import acb, arb, ctx, fmpq
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.at_points.evaluate import SIGN_TESTS, Point, scalar
from checker.decide.at_points.points import allowed
from checker.decide.at_points.trials import PRECISIONS, Seen, shown
from checker.decide.at_points.values import NotEvaluable, Scalar, Undefined, as_ball
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.written_back import as_rational, substituted
from checker.decide.kernels.zero import zero_difference
from checker.model import Counterexample, Domain

CONNECTIVES = (sympy.And, sympy.Or)
CONSTANTS = (sympy.true, sympy.false)
NOWHERE = Point({}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class Place:
    """A point, with constants as the values of further names."""

    point: Point
    exact: tuple[tuple[Basic, Basic], ...] = ()

    def enclosed(self) -> Point:
        """The point with every constant as a ball at the working precision. Raises Undefined, NotEvaluable."""
        together = self._together()
        return self.point._replace(scalars={name: together[name] for name in sorted(together, key=str)})

    def numbers(self) -> Point:
        """The same, the names in no order, which no value depends on. Raises Undefined, NotEvaluable."""
        return self.point._replace(scalars=self._together()) if self.exact else self.point

    def _together(self) -> dict[Basic, Scalar]:
        return {**self.point.scalars, **{name: scalar(value, NOWHERE) for name, value in self.exact}}

    def substitution(self) -> Mapping[Basic, Basic] | None:
        """Each name's value as an expression; None where data, matrices or functions have values too."""
        if self.point.data or self.point.matrices or self.point.functions:
            return None
        values = {name: as_rational(value) for name, value in self.point.scalars.items() if isinstance(value, fmpq)}
        return {**values, **dict(self.exact)} if len(values) == len(self.point.scalars) else None


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a comparison holds at a place (None where that is not certain), and its two sides there."""

    truth: bool | None
    left: Scalar | None = None
    right: Scalar | None = None


def is_relation(statement: Basic) -> bool:
    """Is it built of comparisons by And and Or alone?"""
    if isinstance(statement, CONNECTIVES):
        return all(is_relation(part) for part in statement.args)
    return statement.func in SIGN_TESTS or statement in CONSTANTS


def comparisons(statement: Basic) -> tuple[Relational, ...]:
    """The comparisons that a relation is built of, from left to right."""
    if isinstance(statement, CONNECTIVES):
        return tuple(found for part in statement.args for found in comparisons(part))
    return () if statement in CONSTANTS else (statement,)


def sides(statements: Sequence[Basic]) -> list[Basic]:
    """Both sides of every comparison of some relations."""
    return [side for statement in statements for found in comparisons(statement) for side in found.args]


def put(statement: Basic, values: Mapping[Basic, Basic]) -> Basic:
    """A relation with values put into its sides. Raises Declines where SymPy cannot build one."""
    if isinstance(statement, CONNECTIVES):
        return statement.func(*(put(part, values) for part in statement.args))
    if statement in CONSTANTS:
        return statement
    return statement.func(*(substituted(side, values) for side in statement.args), evaluate=False)


def truth_at(statement: Basic, place: Place) -> bool | None:
    """Whether a relation holds at a place; None where that is not certain, as where a side has no value."""
    if statement.func in SIGN_TESTS:
        return judge(statement, place).truth
    if not is_relation(statement):
        return None
    if isinstance(statement, CONNECTIVES):
        settling, certain = isinstance(statement, sympy.Or), True
        for part in statement.args:
            truth = truth_at(part, place)
            if truth is settling:
                return settling
            certain = certain and truth is not None
        return not settling if certain else None
    return bool(statement)


def judge(comparison: Relational, place: Place) -> Judged:
    """One comparison at a place, by balls, and by the normal form where they cannot tell the sides apart."""
    seen = Judged(None)
    for bits in PRECISIONS:
        with ctx.workprec(bits):
            try:
                point = place.numbers()
                left, right = scalar(comparison.args[0], point), scalar(comparison.args[1], point)
                sign = _sign(left, right)
            except NotEvaluable:
                return seen
            except (Undefined, ZeroDivisionError):
                continue
        seen = Judged(None if sign is None else _holds(comparison, sign), left, right)
        if sign is not None:
            return seen
    if seen.left is not None and _certainly_equal(comparison, place):
        return replace(seen, truth=_holds(comparison, 0))
    return seen


def _holds(comparison: Relational, sign: int) -> bool:
    return SIGN_TESTS[comparison.func](sign)


def _sign(left: Scalar, right: Scalar) -> int | None:
    """The sign of left − right, where it is certain. Raises NotEvaluable for what is not a real number."""
    if isinstance(left, fmpq) and isinstance(right, fmpq):
        return int(left > right) - int(left < right)
    difference = as_ball(left) - as_ball(right)
    if not isinstance(difference, arb) or isinstance(left, acb) or isinstance(right, acb):
        raise NotEvaluable("a comparison of what is not real")
    if difference > 0:
        return 1
    if difference < 0:
        return -1
    return 0 if difference.is_zero() else None


def _certainly_equal(comparison: Relational, place: Place) -> bool:
    values = place.substitution()
    if values is None:
        return False
    try:
        left, right = (substituted(side, values) for side in comparison.args)
    except Declines:
        return False
    zero = zero_difference(left, right, Domain())
    return zero is not None and not zero.conditions


# --- a place and the domain --------------------------------------------------------------------


def in_domain(place: Place, domain: Domain) -> bool:
    """Does a place certainly meet every condition of the domain, and every assumption on its names?"""
    return is_assumed(place) and all(truth_at(each, place) is True for each in domain.conditions)


def is_assumed(place: Place) -> bool:
    """Does a place certainly meet every assumption on its names?"""
    numbers = ((name, value) for name, value in place.point.scalars.items() if isinstance(value, fmpq))
    if not all(allowed(name, value) and _has_sign(name, int(value.p)) for name, value in numbers):
        return False
    return all(
        _fits(name, value) and all(truth_at(demand, place) is True for demand in signs_of(name))
        for name, value in place.exact
    )


def _has_sign(name: Basic, sign: int) -> bool:
    """Is what is assumed of the sign of a name true of a number of this sign?"""
    return all(SIGN_TESTS[kind](sign) for kind in _signs_assumed(name))


@lru_cache(maxsize=1024)  # of every name at every place
def _signs_assumed(name: Basic) -> tuple[type[Relational], ...]:
    return tuple(kind for assumption, kind in SIGNED if getattr(name, assumption))


def broken(place: Place, domain: Domain) -> Relational | None:
    """A comparison that the domain demands and that certainly fails at the place."""
    for demand in _demands(place, domain):
        if is_relation(demand) and truth_at(demand, place) is False:
            return next(found for found in comparisons(demand) if judge(found, place).truth is False)
    return None


def _fits(name: Basic, value: Basic) -> bool:
    """Are the assumptions on a name, other than those on its sign, true of the value?"""
    if value.is_Rational:
        return bool(allowed(name, fmpq(int(value.p), int(value.q))))
    return name.is_rational is not True


def _demands(place: Place, domain: Domain) -> Iterator[Basic]:
    for name, _ in _values(place):
        yield from signs_of(name)
    yield from domain.conditions


def signs_of(name: Basic) -> Iterator[Relational]:
    """What the assumptions on a name say of its sign, the strongest first."""
    return (kind(name, 0, evaluate=False) for kind in _signs_assumed(name))


def _values(place: Place) -> Iterator[tuple[Basic, Basic]]:
    for name, value in place.point.scalars.items():
        if isinstance(value, fmpq):
            yield name, as_rational(value)
    yield from place.exact


SIGNED: tuple[tuple[str, type[Relational]], ...] = (
    ("is_positive", sympy.Gt),
    ("is_negative", sympy.Lt),
    ("is_nonnegative", sympy.Ge),
    ("is_nonpositive", sympy.Le),
    ("is_nonzero", sympy.Ne),
)


# --- how a place is shown ----------------------------------------------------------------------


def failing(statement: Basic, place: Place) -> Relational:
    """The first comparison of a relation, which is not constant, that certainly fails at the place."""
    return next(found for found in comparisons(statement) if judge(found, place).truth is False)


def counterexample_at(place: Place, comparison: Relational) -> Counterexample:
    """The place and the two sides of what fails there, as text."""
    judged = judge(comparison, place)
    left, right = (
        _whole(side, value, place)
        for side, value in zip(comparison.args, (judged.left, judged.right), strict=True)
        if value is not None
    )
    with ctx.workprec(PRECISIONS[1]):
        seen = shown(Seen(place.enclosed(), left, right, True))
    constants = {str(name): str(value) for name, value in place.exact}
    return replace(seen, point=tuple((name, constants.get(name, value)) for name, value in seen.point))


def _whole(side: Basic, value: Scalar, place: Place) -> Scalar:
    """The value as an integer where it certainly is one: sin π as 0, not as a ball about it."""
    nearest = value.unique_fmpz() if isinstance(value, arb) else None
    if nearest is None or not _certainly_equal(sympy.Eq(side, int(nearest), evaluate=False), place):
        return value
    return fmpq(nearest)


def relation_text(statement: Basic) -> str:
    """A relation as text: comparisons joined by "and" and "or"."""
    if isinstance(statement, sympy.And | sympy.Or):
        word = " and " if isinstance(statement, sympy.And) else " or "
        return word.join(relation_text(part) for part in statement.args)
    found = comparisons(statement)
    return f"{found[0].args[0]} {SYMBOLS[found[0].func]} {found[0].args[1]}" if found else str(statement)


SYMBOLS = {sympy.Eq: "=", sympy.Ne: "≠", sympy.Gt: ">", sympy.Ge: "≥", sympy.Lt: "<", sympy.Le: "≤"}


def place_text(place: Place) -> str:
    """The values of a place's names, such as "x = -2, y = 1"."""
    values = sorted(((str(name), str(value)) for name, value in _values(place)))
    return ", ".join(f"{name} = {value}" for name, value in values)
