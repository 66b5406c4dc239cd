"""What the engine is asked for a question: with the definitions and ranges of what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from sympy import Derivative, ZeroMatrix
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Domain, Equal, Goal, Question, Unequal
from checker.read.building import is_matrix
from checker.read.definitions import asked, with_instances
from checker.read.index_ranges import within_range
from checker.read.nodes import free_in

MOST_LEVELS = 8  # of definitions by others

Asked = TypeVar("Asked", bound=Question | None)


def goal_of(question: Question, definitions: Sequence[tuple[Basic, Basic]], conditions: Sequence[Basic]) -> Goal:
    """What is asked where names are defined, and conditions hold."""
    return _goal_of(question, tuple(definitions), tuple(conditions))


@lru_cache(maxsize=1024)  # of one question it is asked whether it is proved, refuted, vacuous
def _goal_of(question: Question, definitions: tuple[tuple[Basic, Basic], ...], conditions: tuple[Basic, ...]) -> Goal:
    question = with_zero_vectors(question)
    used = with_instances(definitions, asked(question))
    return Goal(question, used, Domain(tuple(dict.fromkeys((*conditions, *_of_indices(question, used))))))


def with_zero_vectors(question: Asked) -> Asked:
    """The question with a lone 0 that is said to equal a vector or matrix as that of its shape."""
    if not isinstance(question, Equal | Unequal):
        return question
    left, right = question.left, question.right
    for side, other in ((left, right), (right, left)):
        if is_matrix(other) and side == 0 and tuple(other.shape) != (1, 1):
            zero = ZeroMatrix(*other.shape)
            return replace(question, left=zero if side is left else left, right=zero if side is right else right)
    return question


def _of_indices(question: Question, definitions: Sequence[tuple[Basic, Basic]]) -> tuple[Basic, ...]:
    """What entries in a question, and in what its names are defined as, tell of their indices."""
    parts = asked(question)
    names = frozenset().union(*map(free_in, parts), *(part.atoms(AppliedUndef) for part in parts))
    bodies = [body for name, body in definitions if name in names]
    if any(part.has(Derivative) for part in parts):
        bodies = [_written_out(body, dict(definitions)) for body in bodies]
    return within_range([*parts, *bodies])


def _written_out(body: Basic, meanings: Mapping[Basic, Basic]) -> Basic:
    """A meaning in which no defined name is left: w_ji in Σ_j (z_j − t_j)² tells that k of ∂/∂w_kl is one of the j."""
    for _ in range(MOST_LEVELS):
        try:
            further = body.xreplace(dict(meanings))
        except (TypeError, ValueError):  # SymPy's, of a derivative by what is a name no longer
            return body
        if further == body:
            return body
        body = further
    return body
