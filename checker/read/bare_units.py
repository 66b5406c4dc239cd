"""Numbers with units on one side only: T = m₁a = 3 · 4 = 12 N is held by its numbers, and so is 1/2 = 0.5 hours."""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Add, Integer, Mul
from sympy.core.basic import Basic

from checker.model import Equal, Question
from checker.read.building import is_matrix
from checker.read.progress import Progress
from checker.read.putting import put
from checker.read.rounding import MOST_NESTED, numbers_known
from checker.read.units import UNIT_SYMBOLS, names_beside_units

UNITS_LEFT_OUT = "units of the SI are left out on one side"


def without_units(progress: Progress, before: Basic, value: Basic) -> Question | None:
    """Both sides by their numbers, where units stand on one of them only: in the SI, or else as they are written.

    A number that was rounded before, ω ≈ 314.2, may be put in as it was written.
    """
    if is_matrix(before) or is_matrix(value):
        return None
    known = {**dict(progress.ledger.definitions), **progress.facts, **numbers_known(progress)}
    near = {name: number for name, number in progress.near.items() if name.is_Symbol}
    asked = [_by_numbers(progress, before, value, facts) for facts in (known, {**known, **near})[: 2 if near else 1]]
    return progress.chosen(asked, ())


def _by_numbers(progress: Progress, before: Basic, value: Basic, known: Mapping[Basic, Basic]) -> Equal | None:
    sides = [before, value]
    for _ in range(MOST_NESTED):
        sides = [put(side, known) for side in sides]
    measured = [bool(side.free_symbols & UNIT_SYMBOLS) for side in sides]
    if measured[0] == measured[1] or any(names_beside_units(side) for side in sides):
        return None
    ones = dict.fromkeys(UNIT_SYMBOLS, Integer(1))
    coherent = Equal(*(side.xreplace(ones) for side in sides))
    written = Equal(*map(_written, sides))
    return coherent if written == coherent or progress.proved(coherent, ()) else written


def _written(side: Basic) -> Basic:
    """30 of 30 · (60 s): what stands before units, each of which is a factor by itself."""
    if isinstance(side, Add):
        return Add(*map(_written, side.args), evaluate=False)
    if not isinstance(side, Mul):
        return Integer(1) if side.free_symbols & UNIT_SYMBOLS else side
    return Mul(*(Integer(1) if part.free_symbols & UNIT_SYMBOLS else part for part in side.args), evaluate=False)
