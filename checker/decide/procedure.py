"""What a procedure is: a name, the statuses it may give, and a function from a case to a verdict or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checker.model import Domain, Question, Status, Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """A question in which every defined name stands for its meaning already."""

    question: Question
    domain: Domain


@dataclass(frozen=True, slots=True)
class Procedure:
    """One way to settle a question; `run` returns None where it has nothing to say.

    `example` is a question that it settles. The dispatcher rejects any status not in `gives`.
    """

    name: str
    gives: frozenset[Status]
    run: Callable[[Case], Verdict | None]
    example: str
