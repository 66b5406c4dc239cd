"""What a procedure is: a name, the statuses it may give, and a function from a case to a verdict or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sympy import MatrixBase, MatrixExpr

from checker.decide.parts import heads_of
from checker.model import Domain, Equal, Question, Status, Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """A question in which every defined name stands for its meaning already."""

    question: Question
    domain: Domain

    @property
    def heads(self) -> frozenset[type]:
        """The heads that occur in an Equal's two sides: what a procedure looks at before it sets to work."""
        return _heads(self.question)


@lru_cache(maxsize=64)
def _heads(question: Question) -> frozenset[type]:
    if not isinstance(question, Equal):
        return frozenset()
    return heads_of(question.left) | heads_of(question.right)


@lru_cache(maxsize=256)
def has_matrices(heads: frozenset[type]) -> bool:
    """Does any head stand for a matrix?"""
    return any(issubclass(head, MatrixExpr | MatrixBase) for head in heads)


@dataclass(frozen=True, slots=True)
class Procedure:
    """One way to settle a question; `run` returns None where it has nothing to say.

    `example` is a question that it settles. The dispatcher rejects any status not in `gives`.
    """

    name: str
    gives: frozenset[Status]
    run: Callable[[Case], Verdict | None]
    example: str
