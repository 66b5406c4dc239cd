"""Equations that may be conditions on what is not known yet, rather than claims: T(10) = 60 fixes the k of a T(t)."""

from __future__ import annotations

import re

from sympy import Indexed, MatrixSymbol, Ne, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Holds
from checker.objects import Statistic
from checker.read.building import is_matrix
from checker.read.definitions import with_instances
from checker.read.doubts import names_in
from checker.read.equations import WORKED
from checker.read.progress import Progress
from checker.read.putting import put
from checker.read.units import names_beside_units

CONDITION = "it is a condition on what is not known yet"

SOUGHT = "it is a condition on the value that is sought"
IS_SOUGHT = re.compile(
    r"\b(requir\w+|demand\w*|(must|has to|have to|needs? to) (satisfy|equal|solve|fulfil\w*|obey)"
    r"|stationary (where|when|if|at))\b[^.]*$",
    re.IGNORECASE,
)
"""In the words before an equation: it holds for what is sought, and not for all."""

CLAIMED = (*WORKED, Statistic)
"""What stands alone on the left of what is claimed: that it is worked out rightly."""


def may_fix_unknown(progress: Progress, left: Basic, right: Basic) -> bool:
    """May an equation be one on what its sides speak of and nobody said yet? Not where nothing can satisfy it.

    A value of a function that a formula with other names gives; or an equation of which each side holds a name of its
    own, in no line before: −ħ²/2m ψ″ + ½mω²x²ψ = Eψ.
    """
    if _has_open_coefficient(progress, left, right):
        return True
    if _is_of_matrices(left, right) or left.is_number or isinstance(left, CLAIMED):
        return False
    if isinstance(left, AppliedUndef) and right.is_number and not left.free_symbols:
        opened = _opened(progress, left)
        return bool(names_beside_units(opened)) and not progress.proved(Holds(Ne(opened, right, evaluate=False)), ())
    names = [{name for name in side.free_symbols if isinstance(name, Symbol)} for side in (left, right)]
    own = (names[0] - names[1], names[1] - names[0])
    return all(any(not _is_known(progress, name) for name in each) for each in own)


def may_tell_value(progress: Progress, before: Basic, value: Basic) -> bool:
    """May a step say what an expression comes to here, of which the names have no value yet?

    C = Q/U = σA/(σd/ε), of other names throughout; H = −Σ pᵢ log pᵢ = 0.4 · 1.32 + …, of numbers that are put in;
    x² + h′(y) = x² + 3y², of a function that is sought.
    """
    if _has_open_coefficient(progress, before, value):
        return True
    if _is_of_matrices(before, value):
        return False
    names = names_beside_units(before)
    sought = {part.func for part in _opaque(progress, before)} - {part.func for part in value.atoms(AppliedUndef)}
    if sought:
        return True
    unknown = {name for name in names if not _has_value(progress, name)}
    others = names_beside_units(value)
    defined = dict(progress.ledger.definitions)
    if before.has(Sum) and any(not progress.mentioned(str(name)) for name in others - names - defined.keys()):
        return True  # Σ n_k = N of an N that is new
    if not unknown or not value.args:
        return False
    if others:
        return unknown == names and not (others | names_beside_units(_opened(progress, value))) & names
    return before.has(Indexed) and not value.is_Number


def _has_open_coefficient(progress: Progress, before: Basic, value: Basic) -> bool:
    """p = x̂ a = (aᵀb/aᵀa) a, of "the multiple p = x̂ a that …": a number by which a vector is taken, of which no line
    says what it is, where the value holds another name, or none?
    """
    if not is_matrix(before) or not is_matrix(value):
        return False
    names = _opened(progress, before).free_symbols
    if value.free_symbols and value.free_symbols <= names:
        return False
    unknown = [name for name in names - value.free_symbols if isinstance(name, Symbol) and not name.is_integer]
    return any(not _has_value(progress, name) and name not in progress.past for name in unknown)


def _is_of_matrices(*sides: Basic) -> bool:
    return any(is_matrix(side) or side.has(MatrixSymbol) for side in sides)


def _opened(progress: Progress, side: Basic) -> Basic:
    """A side with the formulas and values that are known put in."""
    known = {**dict(with_instances(progress.ledger.definitions, [side])), **progress.facts}
    for _ in range(len(known)):
        opened = put(side, known)
        if opened == side:
            break
        side = opened
    return side


def _is_known(progress: Progress, name: Basic) -> bool:
    """Does a line before hold a name, or say what it is?"""
    return progress.mentioned(str(name)) or any(name in premise.names for premise in progress.premises)


def _has_value(progress: Progress, name: Basic) -> bool:
    meanings = dict(progress.ledger.definitions)
    return name in meanings or name in progress.facts


def _opaque(progress: Progress, side: Basic) -> set[AppliedUndef]:
    """The functions in it of which no formula is known, taken at names."""
    defined = {known.func for known, _ in progress.ledger.definitions if isinstance(known, AppliedUndef)}
    held = {part.func for premise in progress.premises for part in premise.relation.atoms(AppliedUndef)}
    return {part for part in side.atoms(AppliedUndef) if part.func not in defined | held and names_in(part)}
