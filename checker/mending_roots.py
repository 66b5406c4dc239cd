"""Mends a line that states solutions: roots that are missing are added, one that is none becomes the one not stated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sympy import Eq, Expr
from sympy.core.basic import Basic

from checker.explain.edits.edit import SIZES
from checker.explain.edits.roots import exact_roots, missing_roots
from checker.explain.edits.worked_out import written
from checker.model import Edit, Implies, Question, Repair, SolutionSet
from checker.written import Span

Proves = Callable[[Question], bool]


def of_solution(text: str, right: Span, question: Question, around: Sequence[Basic], proves: Proves) -> Repair | None:
    """The repair of `x = value`, of which `right` is the value's place; None where no exact one is proved.

    `around` is what the other lines state. Nothing is changed where more than one root could stand there.
    """
    found = _of_root(text, right, question, around, proves)
    return found or _of_equation_around(text, right, question, around, proves)


def _of_equation_around(
    text: str, right: Span, question: Question, around: Sequence[Basic], proves: Proves
) -> Repair | None:
    """The root of an equation beside, as x^2 - 2x = 8, that solves the one at hand, of which none can be told."""
    if not isinstance(question, SolutionSet) or len(question.values) != 1:
        return None
    unknown, stated = question.unknown, question.values
    if exact_roots(question.residual, unknown):
        return None
    beside = [each for each in around if isinstance(each, Eq) and each.lhs != unknown]
    roots = dict.fromkeys(root for each in beside for root in exact_roots(each.lhs - each.rhs, unknown))
    for root in missing_roots(tuple(roots), stated):
        if proves(SolutionSet(question.residual, unknown, (root,))):
            return _exchanged(text, right, root)
    return None


def _of_root(text: str, right: Span, question: Question, around: Sequence[Basic], proves: Proves) -> Repair | None:
    match question:
        case SolutionSet(residual, unknown, (value,)):
            every = exact_roots(residual, unknown)
            missing = missing_roots(every, (value,))
            if missing and len(missing) < len(every):
                added = "".join(rf" \text{{ or }} {text[: right.start].strip()} {written(root)}" for root in missing)
                edit = Edit("root lost", Span(right.end, right.end), "", added)
                proved = proves(SolutionSet(residual, unknown, (value, *missing)))
                return _repair(text, edit) if proved else None
            if missing and len(every) == 1 and proves(SolutionSet(residual, unknown, every)):
                return _exchanged(text, right, every[0])
        case Implies(Eq(lhs=unknown, rhs=value), Eq() as equation):
            every = exact_roots(equation.lhs - equation.rhs, unknown)
            others = [each.rhs for each in around if isinstance(each, Eq) and each.lhs == unknown]
            left = missing_roots(every, (*others, value))
            if len(left) == 1 and proves(Implies(Eq(unknown, left[0], evaluate=False), equation)):
                return _exchanged(text, right, left[0])
    return None


def _exchanged(text: str, right: Span, root: Expr) -> Repair:
    return _repair(text, Edit("number changed", right, text[right.start : right.end], written(root)))


def _repair(text: str, edit: Edit) -> Repair:
    mended = text[: edit.span.start] + edit.new + text[edit.span.end :]
    return Repair((edit,), mended, "", SIZES[edit.slip])
