"""Whether a goal asks something: SymPy objects throughout, expressions as sides, as many values as unknowns."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import sympy
from sympy import Expr, Indexed, MatrixBase, MatrixSymbol, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from checker.model import (
    Approximates,
    DeriveCheckError,
    Equal,
    Equivalent,
    Goal,
    Holds,
    Implies,
    Minimizes,
    Question,
    SameRoots,
    SolutionSet,
    Solves,
    Status,
    Unequal,
    Verdict,
)

NAME = "kinds"
EQUATIONS = (sympy.Eq, sympy.Ne)
CONNECTIVES = (sympy.And, sympy.Or, sympy.Not)
EXPRESSION = (Expr, MatrixBase)
UNKNOWN = (Symbol, MatrixSymbol, AppliedUndef, Indexed)


def misposed(goal: Goal) -> Verdict | None:
    """ILL_FORMED where something of the wrong kind is asked of, such as a truth value as a side; None elsewhere.

    Raises DeriveCheckError for what is no SymPy object, a matrix that may change, and unknowns that repeat or that
    are not as many as their values.
    """
    if _asks_plainly(goal):
        return None
    expressions, statements, unknowns = _parts(goal.question)
    meanings = [meaning for name, meaning in goal.definitions if isinstance(name, Symbol)]
    defined = [part for definition in goal.definitions for part in definition]
    for part in (*expressions, *statements, *unknowns, *defined, *goal.domain.conditions):
        _need_sympy(part)
    if isinstance(goal.question, Minimizes):
        _need_values(goal.question)
    fault = (
        _first((*expressions, *meanings), _fault_of_expression)
        or _first((*statements, *goal.domain.conditions), _fault_of_statement)
        or _first(unknowns, _fault_of_unknown)
        or _first(_told(goal.question), _mixed)
    )
    return None if fault is None else Verdict(Status.ILL_FORMED, NAME, fault)


def _asks_plainly(goal: Goal) -> bool:
    """Is it whether two expressions are equal, where numbers compare? As most often; nothing else is seen."""
    question = goal.question
    if not isinstance(question, Equal) or goal.definitions:
        return False
    if not (isinstance(question.left, Expr) and isinstance(question.right, Expr)):
        return False
    return not goal.domain.conditions or all(map(_compares_numbers, goal.domain.conditions))


def _compares_numbers(condition: Basic) -> bool:
    if not isinstance(condition, Relational):
        return False
    return all(isinstance(side, Expr) and not side.is_Matrix for side in condition.args)


def _parts(question: Question) -> tuple[tuple[Basic, ...], tuple[Basic, ...], tuple[Basic, ...]]:
    """What has to be an expression, what a statement, and what an unknown."""
    match question:
        case Equal(left, right) | Unequal(left, right) | SameRoots(left, right) | Approximates(left, right):
            return (left, right), (), ()
        case Solves(residual, unknown, value):
            return (residual, value), (), (unknown,)
        case SolutionSet(residual, unknown, values):
            return (residual, *values), (), (unknown,)
        case Minimizes(objective, unknowns, values):
            return (objective, *values), (), unknowns
        case Implies(premise, conclusion) | Equivalent(premise, conclusion):
            return (), (premise, conclusion), ()
        case Holds(relation):
            return (), (relation,), ()


def _told(question: Question) -> Iterable[Relational]:
    """That each unknown is its value, as equations."""
    match question:
        case Solves(_, unknown, value):
            yield sympy.Eq(unknown, value, evaluate=False)
        case SolutionSet(_, unknown, values):
            yield from (sympy.Eq(unknown, value, evaluate=False) for value in values)
        case Minimizes(objective, unknowns, values):
            yield sympy.Eq(objective, 0, evaluate=False)
            yield from (sympy.Eq(one, value, evaluate=False) for one, value in zip(unknowns, values, strict=True))


def _need_sympy(part: object) -> None:
    if isinstance(part, MatrixBase) and not isinstance(part, Basic):
        raise DeriveCheckError("a matrix that may change: give an ImmutableMatrix")
    if not isinstance(part, Basic):
        raise DeriveCheckError(f"{_kind(part)} is no SymPy object")


def _need_values(question: Minimizes) -> None:
    names, values = question.unknowns, question.values
    if not names or len(names) != len(values) or len(set(names)) != len(names):
        raise DeriveCheckError(f"{len(set(names))} unknowns, {len(values)} values: each unknown needs one")


def _first(parts: Iterable[Basic], fault: Callable[[Basic], str | None]) -> str | None:
    return next((found for part in parts if (found := fault(part)) is not None), None)


def _fault_of_expression(part: Basic) -> str | None:
    return None if isinstance(part, EXPRESSION) else f"{_kind(part)} stands where an expression is needed"


def _fault_of_statement(part: Basic) -> str | None:
    if not isinstance(part, Boolean) or isinstance(part, Symbol):  # SymPy lets a symbol stand for a truth value
        return f"{_kind(part)} says nothing that could hold"
    if isinstance(part, Relational):
        return _first(part.args, _fault_of_expression) or _mixed(part)
    return _first(part.args, _fault_of_statement) if isinstance(part, CONNECTIVES) else None


def _mixed(relation: Relational) -> str | None:
    """A matrix is not larger than another, and equals no number."""
    one, other = relation.args
    if not (one.is_Matrix or other.is_Matrix):
        return None
    if not isinstance(relation, EQUATIONS):
        return "an inequality between matrices"
    if one.is_Matrix and other.is_Matrix:
        return None
    matrix = one if one.is_Matrix else other
    return None if tuple(matrix.shape) == (1, 1) else "a matrix meets a number"


def _fault_of_unknown(part: Basic) -> str | None:
    return None if isinstance(part, UNKNOWN) else f"{_kind(part)} is no unknown"


def _kind(part: object) -> str:
    """What it is, and not its text: that of a number may be longer than Python writes."""
    return f"a {type(part).__name__}"
