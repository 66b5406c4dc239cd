"""The cases of the search for repairs: a wrong line with what is asked of it for another value of a side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from sympy import Eq
from sympy.core.basic import Basic

from checker.mending_lines import NO_READING, Reader, is_brace_command
from checker.mending_questions import with_value
from checker.model import (
    Claim,
    Derivation,
    Domain,
    Equal,
    Equivalent,
    Implies,
    Question,
)
from checker.read.questions import follows_question, true_question
from checker.written import Node, Scripts

LEFT, RIGHT = 0, -1  # sides of a line


@dataclass(frozen=True, slots=True)
class Beside:
    """A line around a wrong one: what it is called, and its text."""

    name: str
    text: str


Asks = Callable[[Basic], tuple[Question, ...]]  # the questions of the line, with another value for its right side


@dataclass(frozen=True, slots=True)
class Case:
    """A wrong line with all that its repair rests on.

    `value` is what the part that is edited says: the right side of a line, or, where it is a brace with the name of
    its content, the content; `side` is which side is edited. `asks` gives the questions that a mended line must be
    PROVED in, that of the root first, for another value; `wanted` is what the value should be equal to, None where the
    question is another, and `against` the left side of an equation. `around` is what the lines beside say: objects with
    the names that may be written.
    """

    reader: Reader
    text: str
    value: Basic
    asks: Asks
    definitions: tuple[tuple[Basic, Basic], ...]
    domain: Domain
    beside: tuple[Beside, ...]
    around: tuple[Basic, ...]
    is_brace: bool = False
    side: int = RIGHT
    against: Basic | None = None

    @property
    def is_left(self) -> bool:
        """Does the value stand on the left of what is asked?"""
        question = self.asks(self.value)[0]
        return isinstance(question, Equal) and question.left == self.value and question.right != self.value

    def read(self, text: str) -> Basic | None:
        """What the part that is edited says in a text. Raises SyntaxFault, and what SymPy raises."""
        return self.reader.braced(text) if self.is_brace else self.reader.values(text)[self.side]


def of_derivation(
    reader: Reader,
    derivation: Derivation,
    claim: Claim,
    given: tuple[Claim, ...],
    root: tuple[Claim, ...],
    explicit: Callable[[Basic], Basic],
    sound: bool,
    beside: tuple[Beside, ...],
    around: tuple[Basic, ...],
) -> Case | None:
    """A line of a derivation transcribed by hand. `sound` says that what it is given is not wrong itself."""
    statement = claim.statement
    if not isinstance(statement, Eq):
        return None
    is_brace = claim.tree is not None and len(claim.tree.items) == 1 and _holds_brace(claim.tree.items[0])

    def asks(value: Basic) -> tuple[Question, ...]:
        sides = (value, statement.rhs) if is_brace else (statement.lhs, value)
        other = replace(claim, statement=Eq(*sides, evaluate=False))
        found = [true_question(other, root, explicit), follows_question(other, given) if sound else None]
        return tuple(question for question in found if question is not None)

    domain = Domain((*derivation.domain.conditions, *claim.conditions))
    value = statement.lhs if is_brace else statement.rhs
    return Case(reader, claim.written, value, asks, derivation.definitions, domain, beside, around, is_brace)


def _holds_brace(node: Node) -> bool:
    return isinstance(node, Scripts) and node.base is not None and is_brace_command(node.base)


def of_notes(
    reader: Reader,
    derivation: Derivation,
    claim: Claim,
    sound: bool,
    beside: tuple[Beside, ...],
    around: tuple[Basic, ...],
    side: int = RIGHT,
) -> Case | None:
    """A line of notes, of which the reader has told what is asked; that is asked of another value of one side.

    Of an equation that follows from another the left side may be the wrong one: then it is asked with its sides
    exchanged. None where nothing can be asked so.
    """
    statement = claim.statement
    if claim.asks is None or not hasattr(statement, "rhs"):
        return None
    if side == LEFT:
        turned = _turned(claim)
        case = None if turned is None else of_notes(reader, derivation, turned, sound, beside, around)
        return None if case is None else replace(case, side=LEFT)
    is_brace = claim.tree is not None and len(claim.tree.items) == 1 and _holds_brace(claim.tree.items[0])
    old = statement.lhs if is_brace else statement.rhs
    follows, true = claim.asks
    questions = [question for question in (true, follows if sound or true is None else None) if question is not None]

    def asks(value: Basic) -> tuple[Question, ...]:
        return tuple(with_value(question, statement.lhs, old, value) for question in questions)

    domain = Domain((*derivation.domain.conditions, *claim.conditions))
    reader = _of_variant(reader, claim.written, old) if not is_brace else reader
    return Case(
        reader,
        claim.written,
        old,
        asks,
        derivation.definitions,
        domain,
        beside,
        around,
        is_brace,
        against=statement.lhs,
    )


def of_other_side(
    reader: Reader,
    derivation: Derivation,
    claim: Claim,
    beside: tuple[Beside, ...],
    around: tuple[Basic, ...],
) -> Case | None:
    """An equation of which one side stands in one around: the other one should be what it was there, worked on."""
    own = claim.statement
    if not isinstance(own, Eq) or not any(isinstance(asked, Implies | Equivalent) for asked in claim.asks or ()):
        return None
    for other in (each for each in around if isinstance(each, Eq)):
        for side, kept in ((LEFT, 1), (RIGHT, 0)):
            value, was = own.args[side], other.args[side]
            if own.args[kept] == other.args[kept] and value != was:
                domain = Domain((*derivation.domain.conditions, *claim.conditions))
                asks = partial(_equal_to, was)
                return Case(
                    reader, claim.written, value, asks, derivation.definitions, domain, beside, around, side=side
                )
    return None


def _equal_to(was: Basic, value: Basic) -> tuple[Question, ...]:
    return (Equal(was, value),)


def _of_variant(reader: Reader, text: str, value: Basic) -> Reader:
    """The reader of the one of two readings of ± by which the right side says a value."""
    lower = replace(reader, variant=1, kept={})
    try:
        return lower if reader.values(text)[RIGHT] != value == lower.values(text)[RIGHT] else reader
    except NO_READING:
        return reader


def _turned(claim: Claim) -> Claim | None:
    """An equation that follows from another, with its sides exchanged in all that is asked of it."""
    statement, asks = claim.statement, claim.asks
    if asks is None or not isinstance(statement, Eq):
        return None
    exchanged = Eq(statement.rhs, statement.lhs, evaluate=False)
    if not isinstance(exchanged, Eq):
        return None
    questions = [_with_conclusion(question, statement, exchanged) for question in asks]
    if not any(questions) or any(
        made is None and question is not None for made, question in zip(questions, asks, strict=True)
    ):
        return None
    return replace(claim, statement=exchanged, asks=(questions[0], questions[1]))


def _with_conclusion(question: Question | None, old: Eq, new: Eq) -> Question | None:
    if not isinstance(question, Implies | Equivalent) or getattr(question.conclusion, "args", None) != old.args:
        return None
    return replace(question, conclusion=new)
