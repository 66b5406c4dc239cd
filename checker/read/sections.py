"""Where a document falls into sections, at its headings and lines that a side file names; what the next keeps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy
from sympy import Indexed, IndexedBase
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from checker.read.declarations import Opened
from checker.read.declared import is_comparison
from checker.read.definitions import Head, depends, head_of
from checker.read.items import items
from checker.read.ledger import Kind, Ledger, Meaning, real
from checker.read.progress import Premise
from checker.written import Formula, Prose, Token

STEP = re.compile(r"(step|stage)\b", re.IGNORECASE)
SETUP = re.compile(
    r"(problem )?(set-?up|notation|definitions?|preliminaries|assumptions?|given|the model|model|problem statement"
    r"|problem formulation)\b",
    re.IGNORECASE,
)
APART = re.compile(r"(problem|exercise|example|question|task|appendix)\b", re.IGNORECASE)
"""What a title begins with that is a step of what sections before began, that begins one, or that stands apart."""
MARKS = " #*_=-\n\t:.)([]0123456789"


@dataclass(frozen=True, slots=True)
class Above:
    """A section around: the level of its heading, what was known at its end, and what was given in it."""

    level: int
    ledger: Ledger
    given: tuple[Premise, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """A derivation that sections part: the title of its first one, the functions that they define, what is given."""

    title: str
    functions: tuple[tuple[AppliedUndef | Indexed, Basic], ...] = ()
    given: tuple[Premise, ...] = ()


def is_step_of(begun: Begun, title: str) -> bool:
    """Does a heading only part a derivation: "Step 2", or any beside one that is titled "Setup"?"""
    here, first = title.strip(MARKS), begun.title.strip(MARKS)
    if not here or APART.match(first) or APART.match(here):
        return False
    return SETUP.match(first) is not None or (STEP.match(here) is not None and STEP.match(first) is not None)


def gone_on(begun: Begun, known: Ledger, given: Sequence[Premise]) -> Begun:
    """The derivation with what a section of it was given, and what it defined: data, and functions of their arguments.

    What else is defined may rest on what the section was given, which no other knows.
    """
    found = (
        (name, body)
        for name, body in known.definitions
        if _is_function(name, body) or (isinstance(name, Indexed) and not body.atoms(AppliedUndef))
    )
    return replace(begun, functions=tuple(found), given=(*begun.given, *given))


def _is_function(name: Basic, body: Basic) -> bool:
    return isinstance(name, AppliedUndef) and body.free_symbols <= name.free_symbols and not body.atoms(AppliedUndef)


def with_functions_of(begun: Begun, ledger: Ledger) -> Ledger:
    """What is known around a section, with the functions that the derivation defined before it."""
    for name, body in begun.functions:
        if isinstance(name, Indexed):
            ledger = _with_data(ledger, name, body)
            continue
        called = str(name.func)
        if ledger.meaning(called) is None:
            why = "it is defined in a section before"
            ledger = ledger.with_meaning(called, Meaning(Kind.FUNCTION, name.func, why, name.args))
            ledger = ledger.with_definition(name, body)
    return ledger


def _with_data(ledger: Ledger, name: Indexed, body: Basic) -> Ledger:
    """q_i of a section before, with the data that it is made of."""
    if ledger.meaning(str(name.base)) is not None:
        return ledger
    for base in sorted({name.base, *body.atoms(IndexedBase)}, key=str):
        if ledger.meaning(str(base)) is None:
            ledger = ledger.with_meaning(str(base), Meaning(Kind.DATA, base, "it is said in a section before"))
    return ledger.with_definition(name, body)


def headed(pieces: Iterable[Prose | Formula], titles: Sequence[str]) -> Iterator[Prose | Formula]:
    """The pieces with every line of prose that begins with one of the titles as a heading of its own."""
    for piece in pieces:
        if isinstance(piece, Prose) and not piece.heading and titles:
            yield from _split(piece, titles)
        else:
            yield piece


def _split(piece: Prose, titles: Sequence[str]) -> Iterator[Prose]:
    start = at = 0
    for line in piece.text.splitlines(keepends=True):
        if any(line.strip(" *_#").startswith(title) for title in titles):
            if piece.text[start:at].strip():
                yield Prose(piece.text[start:at], piece.start + start)
            yield Prose(line, piece.start + at, heading=1)
            start = at + len(line)
        at += len(line)
    if piece.text[start:].strip() or start == 0:
        yield Prose(piece.text[start:], piece.start + start)


SIGNS = (sympy.Gt, sympy.Ge, sympy.Lt, sympy.Le, sympy.Ne)


def is_sign(condition: Basic) -> bool:
    """m > 0, k ≠ 0: the sign of a name alone."""
    return isinstance(condition, SIGNS) and condition.args[0].is_Symbol and condition.args[1] == 0


def carried(signs: Sequence[Basic], known: Opened, varying: Collection[str]) -> tuple[Basic, ...]:
    """The signs that sections before told of constants of which a section says nothing itself.

    What is varied in the section, defined in it, or of another kind there may have another sign.
    """
    told = [c for c in known.ledger.conditions if isinstance(c, Relational)]
    told += [c for case in known.standing for c in case.conditions]
    spoken_of = {str(name) for condition in told for name in condition.free_symbols}
    return tuple(
        sign
        for sign in signs
        for name in [str(sign.args[0])]
        if name not in varying
        and name not in spoken_of
        and sign.args[0] == real(name)
        and known.ledger.meaning(name) is None
    )


def in_sections(pieces: Iterable[Prose | Formula]) -> list[list[Prose | Formula]]:
    """The pieces from heading to heading."""
    sections: list[list[Prose | Formula]] = []
    for piece in pieces:
        if not sections or (isinstance(piece, Prose) and piece.heading and not _goes_on_with(sections[-1])):
            sections.append([])
        if isinstance(piece, Prose) or not _titles(sections[-1], piece) or _introduces(piece):
            sections[-1].append(piece)
    return sections


def _titles(section: Sequence[Prose | Formula], piece: Formula) -> bool:
    """Does a formula stand in the words of a heading?"""
    words = [other for other in section if isinstance(other, Prose)]
    return bool(words) and words[-1].heading > 0 and piece.start < words[-1].start + len(words[-1].text)


def _introduces(piece: Formula) -> bool:
    """Does a formula say what a function is, or a number? Of what a heading shows nothing else is claimed."""
    if any(found.parameters or _is_number(found, piece) for found in heads_of(piece)):
        return True
    stated = [item.statement for item in items([piece], 0) if item.statement is not None and item.statement.links]
    return bool(stated) and is_comparison(stated[0])


def _is_number(name: Head, piece: Formula) -> bool:
    """n = 10."""
    parts = [p for item in items([piece], 0) if item.statement is not None for p in item.statement.parts]
    held = [node for node in parts[1].items if not isinstance(node, Token) or node.kind != "number"]
    return len(parts) == 2 and not held and name.name not in {"pi", "e", "i"}


def _goes_on_with(section: Sequence[Prose | Formula]) -> bool:
    """Is a section so far the beginning of its heading, which formulas part?"""
    words = [piece for piece in section if isinstance(piece, Prose)]
    return bool(words) and all(piece.heading for piece in words) and isinstance(section[-1], Formula)


def heads_of(piece: Formula) -> Iterator[Head]:
    """What the statements of a formula define."""
    for item in items([piece], 0):
        statement = item.statement
        if statement is not None and statement.links and statement.links[0].relation in {"=", ":="}:
            found = head_of(statement)
            if found is not None and not depends(statement):
                yield found
