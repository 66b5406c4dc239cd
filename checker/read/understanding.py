"""What was read from a document, told line by line: what each line says, and what its names were taken to mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sympy import Indexed, IndexedBase, MatrixSymbol, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import (
    Approximates,
    Claim,
    Derivation,
    Equal,
    Equivalent,
    Holds,
    Implies,
    Known,
    Minimizes,
    NotesRead,
    Place,
    Question,
    Role,
    SameRoots,
    SolutionSet,
    Solves,
    Understood,
    Unequal,
    Unread,
)
from checker.read.ledger import Ledger
from checker.read.plain import plain
from checker.read.progress import Line
from checker.read.steps import Notes
from checker.written import Document, Formula

NOTHING_SAID = "nothing is said of it"


def as_read(document: Document, notes: Notes, path: str) -> NotesRead:
    """How the notes were understood."""
    parts = {derivation.name: derivation for derivation in notes.derivations}
    order = {source.path: k for k, source in enumerate(document.sources)}
    texts = dict(_texts(document))
    lines = [_understood(line, parts.get(line.derivation)) for line in notes.lines]
    unread = [replace(place, text=_line(texts, place.place)) for place in notes.unread]

    def position(place: Place | None) -> tuple[int, int, int]:
        return (order.get(place.path, 0), place.line, place.column) if place else (0, 0, 0)

    lines.sort(key=lambda line: position(line.claim.place))
    unread.sort(key=lambda gap: position(gap.place))
    formulas = sum(isinstance(piece, Formula) for piece in document.pieces)
    return NotesRead(path, tuple(lines), tuple(_once(unread)), formulas)


def _once(unread: Sequence[Unread]) -> Iterator[Unread]:
    """One of those that say the same of the same place."""
    yield from dict.fromkeys(unread)


def _texts(document: Document) -> Iterator[tuple[str, list[str]]]:
    """The lines of every source."""
    ends = [source.start for source in document.sources[1:]] + [len(document.text)]
    for source, end in zip(document.sources, ends, strict=True):
        yield source.path, document.text[source.start : end].split("\n")


def _line(texts: dict[str, list[str]], place: Place) -> str:
    lines = texts.get(place.path, [])
    return lines[place.line - 1] if place.line <= len(lines) else ""


# --- lines -------------------------------------------------------------------------------------


def _understood(line: Line, derivation: Derivation | None) -> Understood:
    claim = line.claim
    domain = derivation.domain.conditions if derivation is not None else ()
    definitions = derivation.definitions if derivation is not None else ()
    said = _said(claim)
    mentioned = _mentioned(claim)
    uses = (
        f"{plain(subject)} = {plain(body)}"
        for subject, body in definitions
        if subject in mentioned and not (claim.role is Role.DEFINITION and subject == claim.statement.args[0])
    )
    return Understood(
        claim,
        derivation.title if derivation is not None else "",
        said,
        tuple(_names(mentioned, line.ledger)),
        tuple(dict.fromkeys(uses)),
        tuple(dict.fromkeys(plain(condition) for condition in (*domain, *claim.conditions))),
        line.remarks,
    )


def _said(claim: Claim) -> str:
    """What a claim asserts: that by which it is decided, as far as it says more than the statement."""
    asked = [question for question in claim.asks or () if question is not None]
    question = asked[0] if asked else None
    return _of_question(question) if question is not None else plain(claim.statement)


def _of_question(question: Question) -> str:
    match question:
        case Equal(left, right):
            return f"{plain(left)} = {plain(right)}"
        case Unequal(left, right):
            return f"{plain(left)} ≠ {plain(right)}"
        case Approximates(left, right, digits):
            return f"{plain(left)} ≈ {plain(right)}, to {digits} digits after the point"
        case Holds(relation):
            return plain(relation)
        case Implies(premise, conclusion):
            return f"{plain(premise)} ⇒ {plain(conclusion)}"
        case Equivalent(premise, conclusion):
            return f"{plain(premise)} ⇔ {plain(conclusion)}"
        case SolutionSet(residual, unknown, values):
            return f"{plain(residual)} = 0 only for {plain(unknown)} = {' or '.join(map(plain, values))}"
        case Solves(residual, unknown, value):
            return f"{plain(residual)} = 0 only for {plain(unknown)} = {plain(value)}"
        case SameRoots(left, right):
            return f"{plain(left)} = 0 ⇔ {plain(right)} = 0"
        case Minimizes(objective, unknowns, values):
            places = ", ".join(f"{plain(name)} = {plain(value)}" for name, value in zip(unknowns, values, strict=True))
            return f"{plain(objective)} is least at {places}"


# --- names -------------------------------------------------------------------------------------


def _mentioned(claim: Claim) -> set[Basic]:
    """The names in a claim, and the functions with what they are taken at."""
    asked = [getattr(q, name) for q in claim.asks or () if q is not None for name in type(q).__slots__]
    parts = [claim.statement, *(part for part in asked if isinstance(part, Basic))]
    found: set[Basic] = set()
    for part in parts:
        found |= {symbol for symbol in part.free_symbols if not isinstance(symbol, Indexed)}
        found |= part.atoms(AppliedUndef)
    return found - {base.label for base in found if isinstance(base, IndexedBase)}


def _names(mentioned: set[Basic], ledger: Ledger) -> Iterator[Known]:
    """What the names were taken to mean, in alphabetical order, each once."""
    known: dict[str, Known] = {}
    for symbol in mentioned:
        name = symbol.func.__name__ if isinstance(symbol, AppliedUndef) else str(symbol)
        meaning = ledger.meaning(name)
        fits = meaning is not None and (meaning.object in {symbol, symbol.func} or str(meaning.object) == name)
        why = meaning.why if meaning is not None and fits else NOTHING_SAID
        known[name] = Known(name, _what(symbol), why)
    yield from (known[name] for name in sorted(known))


def _what(symbol: Basic) -> str:
    """What sort of thing an object is, in words."""
    if isinstance(symbol, AppliedUndef):
        count = len(symbol.args)
        return "a function" if count == 1 else f"a function of {count} values"
    if isinstance(symbol, MatrixSymbol):
        rows, columns = symbol.shape
        return f"a matrix, {rows}×{columns}"
    if isinstance(symbol, IndexedBase):
        return "data with an index"
    if not isinstance(symbol, Symbol):
        return "an object"
    sign = next((word for word in ("positive", "nonnegative", "negative") if symbol.assumptions0.get(word)), "")
    kind = "whole number" if symbol.is_integer else "real number" if symbol.is_real else "number"
    return f"a {sign} {kind}" if sign else f"a {kind}"
