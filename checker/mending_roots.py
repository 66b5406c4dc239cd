"""Mends a line that states solutions: roots that are missing are added, one that is none becomes the one not stated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sympy import Eq, Expr, Or, expand
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
    return (
        found or _of_equation_around(text, right, question, around, proves) or _of_sign(text, right, question, proves)
    )


def _of_sign(text: str, right: Span, question: Question, proves: Proves) -> Repair | None:
    """±, where one sign of two was taken, as of (x - 3)^2 = 4."""
    match question:
        case Implies(premise, Eq(lhs=left, rhs=value)) if not left.is_Matrix and not text[right.start :].startswith(
            "-"
        ):
            both = Or(*(Eq(left, one, evaluate=False) for one in (value, -value)))
            if proves(Implies(premise, both)):
                return _repair(text, Edit("root lost", Span(right.start, right.start), "", r"\pm "))
    return None


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
                added = _alternatives(text, right, missing)
                edit = Edit("root lost", Span(right.end, right.end), "", added)
                proved = proves(SolutionSet(residual, unknown, (value, *missing)))
                return _repair(text, edit) if proved else None
            if missing and len(every) <= 2 and proves(SolutionSet(residual, unknown, every)):
                return _all_of(text, right, every, value)
        case Implies(Eq(lhs=unknown, rhs=value), Eq() as equation):
            every = exact_roots(equation.lhs - equation.rhs, unknown)
            others = [each.rhs for each in around if isinstance(each, Eq) and each.lhs == unknown]
            left = missing_roots(every, (*others, value))
            if len(left) == 1 and proves(Implies(Eq(unknown, left[0], evaluate=False), equation)):
                return _exchanged(text, right, left[0])
    return None


def _all_of(text: str, right: Span, every: Sequence[Expr], value: Basic) -> Repair:
    """The one root or both in the place of a value that is none; m ± d where m is stated."""
    if len(every) == 1:
        return _exchanged(text, right, every[0])
    middle, half = expand((every[0] + every[1]) / 2), abs(expand(every[1] - every[0])) / 2
    if expand(middle - value) == 0:
        return _repair(text, Edit("root lost", Span(right.end, right.end), "", rf" \pm {written(half)}"))
    old, new = text[right.start : right.end], written(every[0]) + _alternatives(text, right, every[1:])
    return _repair(text, Edit("number changed", right, old, new))


def _alternatives(text: str, right: Span, roots: Sequence[Expr]) -> str:
    """ "or x = 3" of each root, as the line says it, without the marks of its cells."""
    head = text[: right.start].replace("&", "").strip()
    return "".join(rf" \text{{ or }} {head} {written(root)}" for root in roots)


def _exchanged(text: str, right: Span, root: Expr) -> Repair:
    return _repair(text, Edit("number changed", right, text[right.start : right.end], written(root)))


def _repair(text: str, edit: Edit) -> Repair:
    mended = text[: edit.span.start] + edit.new + text[edit.span.end :]
    return Repair((edit,), mended, "", SIZES[edit.slip])
