"""What a procedure is: a name, the statuses it may give, and a function from a case to a verdict or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

from sympy import MatrixBase, MatrixExpr

from checker.decide.parts import heads_of
from checker.model import Domain, Equal, Question, Status, Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """A question in which every defined name stands for its meaning already.

    `heads` are those that occur in an Equal's two sides: what a procedure looks at before it sets to work.
    """

    question: Question
    domain: Domain
    heads: frozenset[type] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", _heads(self.question))


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


@dataclass(frozen=True, slots=True)
class Later:
    """A procedure that is loaded where it may have something to say: to load them all takes 50 ms.

    `file` and `name` are where it stands; it answers `questions`, and of Equal only those in which one of the
    `heads` occurs, where there are any, none of `not_taken`, and matrices as `matrices` says, where it says anything.
    """

    file: str
    name: str
    questions: tuple[type[Question], ...]
    heads: frozenset[type] = frozenset()
    not_taken: frozenset[type] = frozenset()
    matrices: bool | None = None

    def loaded_for(self, case: Case) -> Procedure | None:
        """The procedure; None where it has nothing to say of the case."""
        if not isinstance(case.question, self.questions) or not self._takes(case.heads):
            return None
        return _loaded(self.file, self.name)

    def load(self, question: Question) -> None:
        """Loads it where it answers nothing but such questions and no equations: workers are forked then."""
        if Equal not in self.questions and isinstance(question, self.questions):
            _loaded(self.file, self.name)

    def _takes(self, heads: frozenset[type]) -> bool:
        if self.heads and heads.isdisjoint(self.heads):
            return False
        if not heads.isdisjoint(self.not_taken):
            return False
        return self.matrices is None or has_matrices(heads) is self.matrices


@lru_cache(maxsize=64)  # most procedures take less to see that they have nothing to say than to be looked up
def _loaded(file: str, name: str) -> Procedure:
    procedure: Procedure = getattr(import_module(f"checker.decide.{file}"), name)
    return procedure
