"""What a document tells of its names, and how that enters the ledger: kinds first, conditions when all names are known.

Kinds and shapes hold in the whole section, since "where A is symmetric" comes after its formula as often as before.
A case ("for x > 0", "if n is even") holds from where it stands, or for the formula that it stands behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import sympy
from sympy import MatrixSymbol
from sympy.core.basic import Basic

from checker.read.ledger import Kind, Ledger, Meaning, function, real
from checker.read.syntax import SyntaxFault

Condition = Callable[[Ledger, tuple[Basic, ...]], Basic]
"""A condition on the objects that names stand for; the ledger reads what else it mentions."""

EXTENT = {"integer": True, "positive": True}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of names.

    `rows` and `columns` are extents that are known, `square` says that they agree. `case` says that it holds from
    offset `start` of the document to `end` (None: to the end of the section) and not in the whole section.
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
        return Meaning(Kind.INTEGER, sympy.Symbol(name, integer=True), told.why)
    if told.kind is Kind.FUNCTION:
        return Meaning(Kind.FUNCTION, function(name), told.why, tuple(real(other) for other in told.arguments))
    if told.kind is Kind.DATA:
        return Meaning(Kind.DATA, sympy.IndexedBase(name, real=True), told.why)
    return Meaning(told.kind, real(name), told.why)


def with_conditions(ledger: Ledger, told: Iterable[Told]) -> Ledger:
    """The ledger with the conditions that hold in the whole section."""
    found = [condition for one in told if not one.case for condition in conditions(ledger, one)]
    return replace(ledger, conditions=tuple(dict.fromkeys((*ledger.conditions, *found))))


def conditions(ledger: Ledger, told: Told) -> tuple[Basic, ...]:
    """The conditions told, of the objects the names stand for; those that cannot be read are none here."""
    objects = tuple(_object(ledger, name) for name in told.names)
    found: list[Basic] = []
    for condition in told.holds:
        try:
            found.append(condition(ledger, objects))
        except (SyntaxFault, TypeError, ValueError):  # SyntaxFault is raised again where the formula itself is read
            continue
    return tuple(one for one in found if one != sympy.true)


def _object(ledger: Ledger, name: str) -> Basic:
    meaning = ledger.meaning(name)
    return real(name) if meaning is None else meaning.object


def cases_at(ledger: Ledger, told: Iterable[Told], place: int) -> tuple[Basic, ...]:
    """The conditions of the cases in force at an offset; a later case ends those that it cannot hold together with."""
    held: list[Basic] = []
    for one in told:
        if one.case and one.start <= place and (one.end is None or place < one.end):
            for new in conditions(ledger, one):
                held = [*(old for old in held if not excludes(old, new)), new]
    return tuple(dict.fromkeys(held))


def excludes(one: Basic, other: Basic) -> bool:
    """Can two conditions not hold together, as far as their form shows?"""
    if one == other or not one.free_symbols & other.free_symbols:
        return False
    if len(one.free_symbols | other.free_symbols) != 1 or not _is_plain(one) or not _is_plain(other):
        return isinstance(one, sympy.Q.even(0).__class__) or isinstance(other, sympy.Q.even(0).__class__)
    try:
        return bool(sympy.Intersection(one.as_set(), other.as_set()) is sympy.S.EmptySet)
    except (NotImplementedError, TypeError):
        return False


def _is_plain(condition: Basic) -> bool:
    """A comparison of a name with numbers, or several such."""
    if isinstance(condition, sympy.And | sympy.Or):
        return all(map(_is_plain, condition.args))
    sides = getattr(condition, "args", ())
    return isinstance(condition, sympy.core.relational.Relational) and all(side.is_Symbol or side.is_number for side in sides)
