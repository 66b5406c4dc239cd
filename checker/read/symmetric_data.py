"""w_ij = w_ji, or −w_ji, of data w: such data are what any data v make as (v_ij ± v_ji)/2, and nothing else."""

from __future__ import annotations

from sympy import Indexed, IndexedBase, Mul, Rational
from sympy.core.basic import Basic

from checker.model import Role
from checker.read.context import GIVEN, Context
from checker.read.names import with_label
from checker.read.progress import Progress
from checker.read.relations import compared
from checker.read.statements import Statement
from checker.written import Scripts


def is_mirror(statement: Statement) -> bool:
    """Are its sides one name with two indices, which change places?"""
    if len(statement.links) != 1 or statement.links[0].relation != "=":
        return False
    left, right = (part.items[-1:] for part in statement.parts)
    names = [with_label(side[0]) for side in (left, right) if side and isinstance(side[0], Scripts)]
    if len(names) != 2 or len(statement.parts[0].items) != 1:
        return False
    (base, _, one), (other, _, two) = (("" if name is None else name.text).rpartition("_") for name in names)
    return base == other and len(one) == 2 and one[0] != one[1] and two == one[::-1]


def suppose_mirrored(progress: Progress, statement: Statement, context: Context) -> bool:
    """Takes it as given of data of which nothing is known; False where it is something else."""
    if not is_mirror(statement):
        return False
    left, right = (progress.value(part)[0] for part in statement.parts)
    made = _made_of_any(left, right)
    if made is None or any(left.base in name.free_symbols for name, _ in progress.ledger.definitions):
        return False
    progress.add(
        statement.span, compared("=", left, right), Role.EQUATION, conditions=context.conditions, remarks=[GIVEN]
    )
    progress.ledger = progress.ledger.with_definition(left, made)
    progress.chain = None
    return True


def _made_of_any(entry: Basic, other: Basic) -> Basic | None:
    sign, mirrored = other.as_coeff_Mul()
    if not isinstance(entry, Indexed) or not isinstance(mirrored, Indexed) or sign not in (1, -1):
        return None
    if entry.base != mirrored.base or entry.indices != mirrored.indices[::-1]:
        return None
    one, two = entry.indices
    free = IndexedBase(f"{entry.base.name}′", real=True)
    return Mul(Rational(1, 2), free[one, two] + sign * free[two, one])
