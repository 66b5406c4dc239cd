"""What a document tells of its names, and how it enters the ledger: kinds first, conditions when all are known.

Kinds and shapes hold in the whole section, since "where A is symmetric" comes after its formula as often as before.
A case ("for x > 0", "if n is even") holds from where it stands, or for the formula that it stands behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import sympy
from sympy import MatrixSymbol
from sympy.assumptions import AppliedPredicate
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.read.ledger import Kind, Ledger, Meaning, function, real
from checker.read.syntax import SyntaxFault

Condition = Callable[[Ledger, tuple[Basic, ...]], Basic]
"""A condition on the objects that names stand for; the ledger reads what else it mentions."""

Excludes = Callable[[Basic, Basic], bool]
"""Can a condition that is known not hold together with a new one?"""

EXTENT = {"integer": True, "positive": True}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of names.

    `rows` and `columns` are extents that are known, `square` says that they agree; `parity` is "even", "odd"
    or "complex". `at` is where a comparison that is told stands: it is no claim.
    It holds from offset `start` of the document to `end` (None: to the end of the section); `case` says that the next
    case may end it.
    """

    names: tuple[str, ...]
    why: str
    kind: Kind | None = None
    rows: Basic | None = None
    columns: Basic | None = None
    square: bool = False
    object: Basic | None = None
    arguments: tuple[str, ...] = ()
    holds: tuple[Condition, ...] = ()
    parity: str = ""
    at: int | None = None
    case: bool = False
    start: int = 0
    end: int | None = None


def extent(name: str) -> sympy.Symbol:
    """A number of rows or columns."""
    return sympy.Symbol(name, **EXTENT)


def with_kinds(ledger: Ledger, told: Iterable[Told]) -> Ledger:
    """The ledger with what is told of kinds; a matrix of which an extent is not told waits for its use to show it."""
    for one in told:
        for name in one.names:
            meaning = _meaning(one, name)
            if meaning is not None:
                ledger = ledger.with_meaning(name, meaning)
    return ledger


def _meaning(told: Told, name: str) -> Meaning | None:
    if told.kind is None:
        return None
    if told.object is not None:
        return Meaning(told.kind, told.object, told.why)
    if told.kind is Kind.MATRIX:
        if told.rows is None or told.columns is None:
            return None
        return Meaning(Kind.MATRIX, MatrixSymbol(name, told.rows, told.columns), told.why)
    if told.kind is Kind.INTEGER:
        parity = {told.parity: True} if told.parity else {}
        return Meaning(Kind.INTEGER, sympy.Symbol(name, integer=True, **parity), told.why)
    if told.kind is Kind.FUNCTION:
        return Meaning(Kind.FUNCTION, function(name), told.why, tuple(real(other) for other in told.arguments))
    if told.kind is Kind.DATA:
        return Meaning(Kind.DATA, sympy.IndexedBase(name, real=True), told.why)
    if told.parity == "complex":
        return Meaning(told.kind, sympy.Symbol(name, complex=True), told.why)
    return Meaning(told.kind, real(name), told.why)


def with_conditions(ledger: Ledger, told: Iterable[Told]) -> Ledger:
    """The ledger with the conditions that hold in the whole section."""
    found = [condition for one in told if not one.case for condition in conditions(ledger, one)]
    return replace(ledger, conditions=_without_implied(tuple(dict.fromkeys((*ledger.conditions, *found)))))


OF_ANY_DEFINITE = frozenset(("is covariance", "is gram", "is kernel"))


def _without_implied(conditions: tuple[Basic, ...]) -> tuple[Basic, ...]:
    """Without that Σ is a covariance matrix where it is symmetric and positive definite: each such matrix is one."""

    def is_implied(condition: Basic) -> bool:
        named = isinstance(condition, AppliedPredicate) and str(condition.function.name) in OF_ANY_DEFINITE
        of = condition.arguments[0] if named else None
        return named and {sympy.Q.symmetric(of), sympy.Q.positive_definite(of)} <= set(conditions)

    return tuple(condition for condition in conditions if not is_implied(condition))


def conditions(ledger: Ledger, told: Told) -> tuple[Basic, ...]:
    """The conditions told, of the objects the names stand for; those that cannot be read are none here."""
    objects = tuple(_object(ledger, name) for name in told.names)
    found: list[Basic] = []
    for condition in told.holds:
        try:
            made = condition(ledger, objects)
            found += made.args if isinstance(made, sympy.And) else (made,)  # And.make_args keeps no order
        except (SyntaxFault, TypeError, ValueError):  # SyntaxFault is raised again where the formula itself is read
            continue
    return tuple(one for one in found if one != sympy.true)


def _object(ledger: Ledger, name: str) -> Basic:
    meaning = ledger.meaning(name)
    return real(name) if meaning is None else meaning.object


@dataclass(frozen=True, slots=True)
class Case:
    """Conditions that hold from an offset of the document to another, or to the end of the section."""

    start: int
    end: int | None
    conditions: tuple[Basic, ...]


def cases_of(ledger: Ledger, told: Iterable[Told]) -> tuple[Case, ...]:
    """The cases told in a section, in reading order."""
    return tuple(Case(one.start, one.end, conditions(ledger, one)) for one in told if one.case)


def in_force(cases: Iterable[Case], place: int, excludes: Excludes) -> tuple[Basic, ...]:
    """The conditions of the cases at an offset; a later case ends those that it cannot hold together with."""
    held: list[Basic] = []
    for case in cases:
        if case.start <= place and (case.end is None or place < case.end):
            for new in case.conditions:
                held = [*(old for old in held if not excludes(old, new)), new]
    return tuple(dict.fromkeys(held))


def with_signs(ledger: Ledger, told: Iterable[Told]) -> Ledger:
    """The ledger with whole numbers that every bound told makes positive, or not negative, as symbols that are.

    Induction and sums go by what a symbol is, before they go by conditions.
    """
    known = list(told)
    for name in dict.fromkeys(name for one in known if one.kind is Kind.INTEGER for name in one.names):
        meaning = ledger.meanings[name]
        bounds = [_lowest(conditions(ledger, one), meaning.object) for one in known if name in one.names and one.holds]
        if not bounds or None in bounds or not isinstance(meaning.object, sympy.Symbol):
            continue
        lowest = min(bound for bound in bounds if bound is not None)
        sign = {"positive": True} if lowest >= 1 else {"nonnegative": True} if lowest >= 0 else {}
        symbol = sympy.Symbol(name, **{**_said(meaning.object), **sign})
        ledger = ledger.with_meaning(name, replace(meaning, object=symbol))
    return ledger


def _said(symbol: sympy.Symbol) -> dict[str, bool]:
    return {key: True for key in ("integer", "even", "odd") if getattr(symbol, f"is_{key}")}


def _lowest(found: Iterable[Basic], symbol: Basic) -> Basic | None:
    """The lowest whole number that conditions leave a symbol; None where they set no bound below."""
    bounds: list[Basic] = []
    for condition in (part for one in found for part in sympy.And.make_args(one)):
        if isinstance(condition, sympy.Or):
            inner = [_lowest((part,), symbol) for part in condition.args]
            bounds += [] if None in inner else [min(bound for bound in inner if bound is not None)]
        if not isinstance(condition, Relational) or symbol not in condition.args:
            continue
        relation = condition if condition.lhs == symbol else condition.reversed
        if not relation.rhs.is_Rational:
            continue
        if isinstance(relation, sympy.Ge | sympy.Eq):
            bounds.append(sympy.ceiling(relation.rhs))
        elif isinstance(relation, sympy.Gt):
            bounds.append(sympy.floor(relation.rhs) + 1)
    return max(bounds, default=None)
