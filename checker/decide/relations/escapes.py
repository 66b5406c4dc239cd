"""Looks for a place of the domain at which a premise certainly holds and a conclusion certainly does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import sympy
from flint import fmpq
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from checker.decide.at_points.evaluate import Point
from checker.decide.at_points.points import Names, names_of, points
from checker.decide.at_points.solved_points import solved
from checker.decide.at_points.trials import MANY, SMALL
from checker.decide.at_points.values import Scalar
from checker.decide.parts import conjuncts
from checker.decide.relations.exact_roots import root_candidates
from checker.decide.relations.propagated import places as propagated_places
from checker.decide.relations.relations import Place, comparisons, in_domain, is_assumed, sides, truth_at
from checker.decide.relations.solved_systems import choices, solutions
from checker.model import Domain
from checker.objects import Statistic

ASSIGNMENTS = 6  # of the other names, when an equation is solved for one


@dataclass(frozen=True, slots=True)
class Explored:
    """The first escape found, or a witness: a place at which premise and conclusion hold."""

    escape: Place | None
    witness: Place | None


def explore(premise: Basic, conclusion: Basic, domain: Domain, to_the_end: bool = True) -> Explored:
    """Tries what solves an equation of either, and small rational points; to the end, or to the first witness.

    A conclusion about an expectation has no value at any point, so that none is tried.
    """
    if conclusion.has(Statistic):
        return Explored(None, None)
    names = names_of([*sides((premise, conclusion)), *domain.conditions])
    witness = None
    for place in _met(premise, conclusion, domain, names):
        holds = truth_at(conclusion, place)
        if holds is False:
            return Explored(_smaller(premise, conclusion, domain, place), witness)
        if holds:
            witness = witness or place
            if not to_the_end:
                break
    return Explored(None, witness)


def escape_at(premise: Basic, conclusion: Basic, domain: Domain, values: Mapping[Basic, fmpq]) -> Place | None:
    """The place of some suggested values, if it is one: names without a value are 1."""
    names = names_of([*sides((premise, conclusion)), *domain.conditions])
    if names.data or names.matrices or names.functions:
        return None
    scalars: dict[Basic, Scalar] = {name: values.get(name, fmpq(1)) for name in names.scalars}
    place = Place(Point(scalars, {}, {}, {}))
    if not _escapes(premise, conclusion, domain, place):
        return None
    return _smaller(premise, conclusion, domain, place)


def has_a_point(statements: Sequence[Basic], domain: Domain) -> bool:
    """Is some point of the domain found? Of a domain without one, nothing is to be proved."""
    names = names_of([*sides(statements), *domain.conditions])
    return next(points(names, domain, MANY), None) is not None


def without_value(premise: Basic, needs: Sequence[Relational], domain: Domain) -> tuple[Place, Relational] | None:
    """A place at which the premise holds and something that the conclusion needs certainly fails."""
    names = names_of([*sides((premise, *needs)), *domain.conditions])
    for place in _met(premise, sympy.true, domain, names):
        for need in needs:
            if truth_at(need, place) is False:
                return place, need
    return None


def _escapes(premise: Basic, conclusion: Basic, domain: Domain, place: Place) -> bool:
    """Does the premise certainly hold at a place of the domain, and the conclusion certainly not?"""
    return _meets(premise, domain, place) and truth_at(conclusion, place) is False


def _meets(premise: Basic, domain: Domain, place: Place) -> bool:
    return in_domain(place, domain) and truth_at(premise, place) is True


def _met(premise: Basic, conclusion: Basic, domain: Domain, names: Names) -> Iterator[Place]:
    """Places of the domain at which a premise certainly holds: those from the conclusion are its own."""
    if names.data or names.matrices or names.functions:
        if not _may_be_meant_everywhere(premise, conclusion):
            places = (Place(point) for point in _onto(premise, points(names, domain, MANY)))
            yield from (place for place in places if _meets(premise, domain, place))
        return
    yield from _met_by_solving(premise, names.scalars, domain)
    demands = (*sympy.And.make_args(premise), *domain.conditions)
    yield from (place for place in _solving(conclusion, names, demands) if _meets(premise, domain, place))
    if _may_be_meant_everywhere(premise, conclusion):
        return
    yield from _met_by_trying(premise, names.scalars, domain)
    decisive = frozenset(names.scalars) & conclusion.free_symbols
    yield from _met_by_propagating(premise, decisive, names.scalars, domain)


def _onto(premise: Basic, found: Iterator[Point]) -> Iterator[Point]:
    """The points, and each moved onto the equations of a premise by a number in which they are linear."""
    equations = [part for part in conjuncts(premise) if isinstance(part, sympy.Eq)]
    for turn, point in enumerate(found):
        yield point
        if equations:
            yield solved(point, equations, turn)


class Remembered:
    """Places that are looked for only as far as they are asked for, and each once."""

    __slots__ = ("_found", "_look", "_rest")

    def __init__(self, look: Callable[[], Iterator[Place]]) -> None:
        self._look, self._rest = look, look()
        self._found: list[Place] = []

    def __iter__(self) -> Iterator[Place]:
        k = 0
        while k < len(self._found) or self._finds_another():
            yield self._found[k]
            k += 1

    def _finds_another(self) -> bool:
        try:
            place = next(self._rest, None)
            if place is not None:
                self._found.append(place)
        except BaseException:  # a search that was broken off is not at its end: the next one begins anew
            self._rest, self._found = self._look(), []
            raise
        return place is not None


@lru_cache(maxsize=16)  # one premise is asked of with several conclusions
def _met_by_solving(premise: Basic, scalars: tuple[Basic, ...], domain: Domain) -> Remembered:
    names = _of_numbers(scalars)
    demands = (*sympy.And.make_args(premise), *domain.conditions)
    return _met_among(
        lambda: chain(_solving_together(premise, names), _solving(premise, names, demands)), premise, domain
    )


@lru_cache(maxsize=16)  # the same
def _met_by_trying(premise: Basic, scalars: tuple[Basic, ...], domain: Domain) -> Remembered:
    return _met_among(lambda: map(Place, points(_of_numbers(scalars), domain, MANY)), premise, domain)


@lru_cache(maxsize=16)  # the same
def _met_by_propagating(
    premise: Basic, decisive: frozenset[Basic], scalars: tuple[Basic, ...], domain: Domain
) -> Remembered:
    return _met_among(
        lambda: chain(propagated_places(premise, decisive, scalars, domain), _of_equal_names(_of_numbers(scalars))),
        premise,
        domain,
    )


def _met_among(places: Callable[[], Iterator[Place]], premise: Basic, domain: Domain) -> Remembered:
    """Those of the places at which a premise certainly holds, each looked for once."""
    return Remembered(lambda: (place for place in places() if _meets(premise, domain, place)))


def _of_numbers(scalars: tuple[Basic, ...]) -> Names:
    return Names(scalars, (), {}, (), (), {})


def _of_equal_names(names: Names) -> Iterator[Place]:
    """Every name has one value: where many an inequality is an equality."""
    for value in EQUAL if len(names.scalars) > 1 else ():
        yield Place(Point(dict.fromkeys(names.scalars, value), {}, {}, {}))


EQUAL = (fmpq(1), fmpq(1, 2), fmpq(2), fmpq(-1))


def _may_be_meant_everywhere(premise: Basic, conclusion: Basic) -> bool:
    """Does a premise speak of a function whose derivative, or whose value elsewhere, is spoken of too?

    Then f′(x) = 2x may be meant for every x, so that f″(x) = 2 follows: no single point at which it holds is an escape.
    """
    functions = {one.func for one in premise.atoms(AppliedUndef)}
    applied = {one for part in (premise, conclusion) for one in part.atoms(AppliedUndef) if one.func in functions}
    derived = {one.expr.func for part in (premise, conclusion) for one in part.atoms(sympy.Derivative)}
    return len(applied) > len(functions) or not functions.isdisjoint(derived)


def _solving(statement: Basic, names: Names, demands: Sequence[Basic]) -> Iterator[Place]:
    """Places at which the sides of some comparison are equal: what solves it for one name, the others small.

    None where the others by themselves break what is demanded.
    """
    for comparison in comparisons(statement):
        residual = comparison.args[0] - comparison.args[1]
        for unknown in sorted(residual.free_symbols, key=str):
            free_of_it = [demand for demand in demands if unknown not in demand.free_symbols]
            for others in _others(unknown, names):
                if not _may_hold(others, free_of_it):
                    continue
                for root in root_candidates(residual, unknown, others):
                    yield _place(others, unknown, root)


def _may_hold(values: Mapping[Basic, fmpq], demands: Sequence[Basic]) -> bool:
    """Are the names of some values allowed them, and is no demand certainly broken that speaks of no other name?"""
    place = Place(Point(dict(values), {}, {}, {}))
    return is_assumed(place) and all(truth_at(demand, place) is not False for demand in demands)


def _solving_together(statement: Basic, names: Names) -> Iterator[Place]:
    """Places at which all equations of a conjunction hold."""
    residuals = [part.args[0] - part.args[1] for part in conjuncts(statement) if isinstance(part, sympy.Eq)]
    wanted = choices(residuals)
    for point in points(names, Domain(), ASSIGNMENTS) if wanted else ():
        values = {name: value for name, value in point.scalars.items() if isinstance(value, fmpq)}
        for together in solutions(residuals, values, wanted):
            yield Place(Point(dict(together), {}, {}, {}))


def _others(unknown: Basic, names: Names) -> Iterator[Mapping[Basic, fmpq]]:
    rest = names._replace(scalars=tuple(name for name in names.scalars if name != unknown))
    tried: list[Mapping[Basic, fmpq]] = []
    for point in points(rest, Domain(), ASSIGNMENTS):
        values = {name: value for name, value in point.scalars.items() if isinstance(value, fmpq)}
        if values not in tried:
            tried.append(values)
            yield values


def _place(others: Mapping[Basic, fmpq], unknown: Basic, value: Basic) -> Place:
    scalars: dict[Basic, Scalar] = dict(others)
    if isinstance(value, sympy.Rational):
        scalars[unknown] = fmpq(int(value.p), int(value.q))
        return Place(Point(scalars, {}, {}, {}))
    return Place(Point(scalars, {}, {}, {}), ((unknown, value),))


def _smaller(premise: Basic, conclusion: Basic, domain: Domain, place: Place) -> Place:
    """A plainer escape: each rational value in turn made as small as can be."""
    best = place
    for name, value in place.point.scalars.items():
        for candidate in SMALL:
            if candidate == value:
                break
            other = replace(best, point=best.point.binding(name, candidate))
            if _escapes(premise, conclusion, domain, other):
                best = other
                break
    return best
