"""The question of a line with another value for its right side, as the reader has put it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from sympy import Derivative, Eq, Or
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from checker.model import Equal, Implies, Question
from checker.read.relations import integrated_by, up_to_a_constant


def with_value(question: Question, left: Basic, old: Basic, new: Basic) -> Question:
    """The question with another value for one side of `left = old`. Raises ValueError where that is not in it."""
    parts = {each.name: getattr(question, each.name) for each in fields(question)}
    for form in FORMS:
        made_of = form(question, Eq(left, old, evaluate=False))
        if made_of is None:
            continue
        was, becomes = made_of(old), made_of(new)
        changed = {name: made for name, part in parts.items() if (made := _exchanged(part, was, becomes)) is not None}
        if changed:
            return replace(question, **changed)  # type: ignore[arg-type]  # the fields of each question
    raise ValueError("what is asked does not hold the line's right side")


def _itself(question: Question, stated: Eq) -> Callable[[Basic], Basic]:
    """The side is asked of as it is written."""
    del question, stated
    return lambda value: value


def _derived(question: Question, stated: Eq) -> Callable[[Basic], Basic] | None:
    """Of an antiderivative its derivative is asked for."""
    del stated
    sides: tuple[Basic, ...] = (question.left, question.right) if isinstance(question, Equal) else ()
    by = next((side.variables for side in sides if isinstance(side, Derivative)), None)
    return (lambda value: Derivative(value, *by)) if by is not None else None


def _up_to_a_constant(question: Question, stated: Eq) -> Callable[[Basic], Basic] | None:
    """Beside an indefinite integral, whose sides are differentiated term by term."""
    del question
    variable = integrated_by(*stated.args)
    return (lambda value: _slope(value, variable)) if variable is not None else None


def _slope(value: Basic, variable: Basic) -> Basic:
    asked = up_to_a_constant(value, value, variable)
    return asked.left if isinstance(asked, Equal) else value


def _by_names(question: Question, stated: Eq) -> Callable[[Basic], Basic] | None:
    """y(x) and y'(x) as the names y and y', of which an equation says what they are."""
    if not isinstance(question, Implies):
        return None
    named = {str(name): name for name in question.premise.free_symbols | question.conclusion.free_symbols}
    names: dict[Basic, Basic] = {}
    for applied in sorted(stated.rhs.atoms(AppliedUndef, Derivative), key=str):
        function, primes = (applied.expr, len(applied.variables)) if isinstance(applied, Derivative) else (applied, 0)
        name = named.get(f"{getattr(function, 'name', '')}" + "'" * primes)
        if name is not None:
            names[applied] = name
    return (lambda value: value.xreplace(names)) if names else None


FORMS: tuple[Callable[[Question, Eq], Callable[[Basic], Basic] | None], ...] = (
    _itself,
    _derived,
    _up_to_a_constant,
    _by_names,
)
"""What may be asked of a side that is written: of it itself, or of what is made of it."""


def _exchanged(part: object, old: Basic, new: Basic) -> Basic | tuple[Basic, ...] | None:
    """A part of a question with the new value on its right, or None where the old one does not stand there."""
    if part == old:
        return new
    if isinstance(part, tuple):
        made: tuple[Basic, ...] = tuple(new if each == old else each for each in part)
        return made if old in part else None
    if isinstance(part, Or):  # x = 2 ± 3, of which the other reading is asked apart
        either = [_exchanged(each, old, new) for each in part.args]
        changed = [each if made is None else made for each, made in zip(part.args, either, strict=True)]
        return Or(*changed) if any(made is not None for made in either) else None
    if isinstance(part, Relational) and part.rhs == old:
        made_of: Basic = part.func(part.lhs, new, evaluate=False)
        return made_of
    return None
