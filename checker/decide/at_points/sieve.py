"""A cheap sieve for many candidates of one value: what differs from it at a point surely is not it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flint import ctx, fmpq
from sympy import Eq, Integer, Or, Rational, Symbol
from sympy.core.basic import Basic

from checker.decide.at_points.evaluate import Point, evaluate, scalar
from checker.decide.at_points.points import names_of, points
from checker.decide.at_points.trials import differs
from checker.decide.at_points.values import NotEvaluable, Undefined, Value, is_zero
from checker.decide.evaluated_at import evaluated_at
from checker.decide.unfold import differentiated, unfold
from checker.model import DeriveCheckError, Domain

BITS = 96
ENOUGH = 2  # points; what passes is asked of a proof
TRIED = 6
NO_VALUE = (
    ArithmeticError,
    AttributeError,
    DeriveCheckError,
    NotEvaluable,
    NotImplementedError,
    TypeError,
    Undefined,
    ValueError,
)
"""What evaluation raises of objects without a value; those made of notes may be no objects at all to SymPy."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """The value wanted at a few points; empty where it has none at any."""

    wanted: tuple[tuple[Point, Value], ...]
    meanings: Mapping[Basic, Basic]

    def passes(self, value: Basic) -> bool:
        """Is it, as far as the points show, the value wanted? One without a value where the wanted has one is not."""
        try:
            explicit = evaluated_at(unfold(value, self.meanings))
            with ctx.workprec(BITS):
                return not any(differs(evaluate(explicit, point), known) for point, known in self.wanted)
        except NO_VALUE:
            return False

    def values(self, part: Basic) -> tuple[Value, ...] | None:
        """What a part comes to at the points; None where it has no value at one."""
        try:
            explicit = evaluated_at(unfold(part, self.meanings))
            with ctx.workprec(BITS):
                return tuple(evaluate(explicit, point) for point, _ in self.wanted)
        except NO_VALUE:
            return None


def sieve(
    wanted: Basic,
    meanings: Mapping[Basic, Basic],
    domain: Domain,
    others: Sequence[Basic] = (),
    having: Sequence[Basic] = (),
) -> Sieve:
    """A sieve for what equals `wanted` on the domain; `others` hold further names that candidates may hold.

    What is `having` a value has one at every point of it.
    """
    try:
        explicit = evaluated_at(unfold(wanted, meanings))
        needed = [evaluated_at(unfold(each, meanings)) for each in having]
    except NO_VALUE:
        return Sieve((), meanings)

    def value(point: Point) -> Value:
        for each in needed:
            evaluate(each, point)
        return evaluate(explicit, point)

    return _found(value, meanings, domain, (explicit, *others))


def solving_sieve(
    residual: Basic, unknown: Basic, meanings: Mapping[Basic, Basic], domain: Domain, others: Sequence[Basic]
) -> Sieve:
    """A sieve for the unknown's value where a residual is zero, if that is linear in it: at 0, 1 and 2 it tells."""
    meanings = {name: meaning for name, meaning in meanings.items() if name != unknown}
    try:
        explicit = differentiated(unfold(residual, meanings))
        residuals = [explicit.xreplace({unknown: Integer(k)}) for k in range(3)]
    except NO_VALUE:
        return Sieve((), meanings)

    def solution(point: Point) -> Value:
        at_0, at_1, at_2 = (scalar(residual, point) for residual in residuals)
        slope = at_1 - at_0
        if is_zero(slope) is not False or is_zero(at_2 - at_1 - slope) is False:
            raise NotEvaluable("a residual that is not linear")
        return -at_0 / slope

    return _found(solution, meanings, domain, (*residuals, *others))


def root_sieve(
    residual: Basic, unknown: Basic, meanings: Mapping[Basic, Basic], domain: Domain, others: Sequence[Basic]
) -> Sieve:
    """A sieve for what is zero where a residual is, that is linear in a name, which takes the value of the root."""
    solved = solving_sieve(residual, unknown, meanings, domain, others)
    roots = ((point, value) for point, value in solved.wanted if not isinstance(value, tuple))
    return Sieve(tuple((point.binding(unknown, value), fmpq(0)) for point, value in roots), solved.meanings)


def _found(
    value: Callable[[Point], Value], meanings: Mapping[Basic, Basic], domain: Domain, others: Sequence[Basic]
) -> Sieve:
    either = dict(pair for condition in domain.conditions if (pair := _numbers_of(condition)) is not None)
    free = Domain(tuple(each for each in domain.conditions if _numbers_of(each) is None))
    try:
        names = names_of((*(unfold(other, meanings) for other in others), *free.conditions))
    except NO_VALUE:
        return Sieve((), meanings)
    found: list[tuple[Point, Value]] = []
    waiting = [*points(names, free, TRIED)][::-1]  # the less plain ones: at 0, 1, 2 much agrees by accident
    while waiting:
        point = min(waiting, key=lambda each: _shared(each, [one for one, _ in found]))
        waiting.remove(point)
        for name, numbers in either.items():
            point = point.binding(name, numbers[len(found) % len(numbers)])
        try:
            with ctx.workprec(BITS):
                found.append((point, value(point)))
        except NO_VALUE:
            continue
        if len(found) == ENOUGH:
            break
    return Sieve(tuple(found), meanings)


def _shared(point: Point, others: Sequence[Point]) -> int:
    """How many names have the same value at a point as at others: there 5b and nb are not told apart."""
    return sum(other.scalars.get(name) == value for other in others for name, value in point.scalars.items())


def _numbers_of(condition: Basic) -> tuple[Symbol, tuple[fmpq, ...]] | None:
    """The name and the numbers of a condition that says which they are: y = 0 or y = 1."""
    parts = condition.args if isinstance(condition, Or) else (condition,)
    equal = [part for part in parts if isinstance(part, Eq) and isinstance(part.rhs, Rational)]
    names = {part.lhs for part in equal}
    name = next(iter(names), None)
    if len(equal) < len(parts) or len(names) != 1 or not isinstance(name, Symbol):
        return None
    return name, tuple(fmpq(int(part.rhs.p), int(part.rhs.q)) for part in equal)
