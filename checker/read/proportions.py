"""A ∝ B: the quotient of both is the same at every value of what they are functions of.

p(x) ∝ … is said of x; K ∝ v² of the names on the right. Where neither tells, it is asked only if it holds of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Mul, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal, Question, Role
from checker.read.building import is_matrix
from checker.read.context import Context
from checker.read.progress import Progress
from checker.read.relations import compared
from checker.read.statements import Statement
from checker.written import Span

UP_TO_A_FACTOR = "∝: the quotient of both sides is the same everywhere"
GIVEN_UP_TO_A_FACTOR = "∝ says what it is up to a constant factor; it is given"
NOT_TOLD = "in which names it is proportional is not told: it is not asked"


def proportional(
    progress: Progress, left: Basic, right: Basic, subject: Basic, conditions: Sequence[Basic]
) -> tuple[Question | None, tuple[Basic, ...]]:
    """Is left/right the same at any two places? With what holds at the second; None where it is not asked."""
    if is_matrix(left) or is_matrix(right):
        return None, ()
    names, told = _variables(left, right, subject)
    if not names:
        return None, ()
    elsewhere = {name: Symbol(f"{name}'", **name.assumptions0) for name in names}
    asked = Equal(
        Mul(left, right.xreplace(elsewhere), evaluate=False), Mul(left.xreplace(elsewhere), right, evaluate=False)
    )
    more = _there((*progress.ledger.conditions, *conditions), elsewhere)
    return (asked if told or progress.proved(asked, (*conditions, *more)) else None), more


def _variables(left: Basic, right: Basic, subject: Basic) -> tuple[list[Basic], bool]:
    """The names in which it is said to be so, and whether that is told."""
    if isinstance(subject, AppliedUndef) and len(subject.args) == 1 and isinstance(subject.args[0], Symbol):
        return [subject.args[0]], True
    names = [name for name in right.free_symbols & left.free_symbols if isinstance(name, Symbol)]
    return sorted(names, key=str), False


def _there(conditions: Sequence[Basic], elsewhere: Mapping[Basic, Basic]) -> tuple[Basic, ...]:
    """The conditions on the names, of the second place."""
    return tuple(each.xreplace(elsewhere) for each in conditions if each.free_symbols & set(elsewhere))


def claim_proportion(progress: Progress, statement: Statement, context: Context) -> None:
    """`A ∝ B` at the beginning of a chain: of something known it is asked, of a new name it is given."""
    (left, remarks), (right, more) = (progress.value(part) for part in statement.parts[:2])
    span = Span(statement.parts[0].span.start, statement.parts[1].span.end)
    value = progress.chains[left].value if left in progress.chains else left
    new = isinstance(left, AppliedUndef | Symbol) and value == left and not _is_defined(progress, left)
    asked, there = (None, ()) if new else proportional(progress, value, right, left, context.conditions)
    told = GIVEN_UP_TO_A_FACTOR if new else UP_TO_A_FACTOR if asked is not None else NOT_TOLD
    claim = progress.add(
        span,
        compared("prop", left, right),
        Role.DEFINITION if new else Role.FACT,
        asks=(None, asked),
        conditions=(*context.conditions, *there),
        remarks=[*remarks, *more, told],
    )
    progress.open(left, right, claim.name, None if asked is None else "prop")


def _is_defined(progress: Progress, subject: Basic) -> bool:
    return any(known == subject for known, _ in progress.ledger.definitions)
