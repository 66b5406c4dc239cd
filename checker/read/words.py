"""What the words around formulas declare: "a symmetric matrix A", "for positive x", "let X be an m × n matrix".

A description stands before a list of names or after it, with "is", "are", "be" or alone. The nearest cue before it
says whether it is declared for the section ("let", "where"), a case ("for", "if"), or a conclusion, which declares
nothing. A word that is not known ends a description: what it says is not guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from sympy import Integer
from sympy.core.basic import Basic

from checker.read.cue_words import CASES, CLAUSES, CONCLUDES, DECLARES, LOOKS_BACK, REASONS
from checker.read.declared import DOTS, size, statements_of, told_by_comparison, told_by_formula
from checker.read.definitions import CHANCES
from checker.read.descriptions import Description, after, before, is_cue
from checker.read.entries import told_by_entries
from checker.read.groups import Group, groups, lists, text_of
from checker.read.law_parameters import told_by_laws
from checker.read.ledger import Kind
from checker.read.not_all import not_all
from checker.read.sentences import Item, Mention, Shown, first_formula, sentences
from checker.read.syntax import SyntaxFault
from checker.read.told import Told
from checker.read.traits import of_parity, opaque
from checker.read.word_functions import imaginary, known_functions, log_base
from checker.written import Formula, Prose, Row

DECLARING = (
    *sorted(DOTS),
    *("\\vdots", "⋮", "\\in", "∈", "\\to", "→", "\\rightarrow", "\\mapsto", "\\colon", "\\sim", "∼"),
)
USUAL_FUNCTIONS = frozenset(("f", "g", "h", "F", "G", "H", "phi", "psi"))
CONSTANTS = frozenset(("e", "pi"))


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a section declare: of names, of functions with a known definition, and of `log`."""

    told: tuple[Told, ...] = ()
    functions: tuple[tuple[str, str], ...] = ()
    log_base: Basic | None = None
    data: tuple[tuple[str, Basic], ...] = ()


def told_by_words(pieces: Iterable[Prose | Formula], defined: Collection[str] = ()) -> Words:
    """What the prose of a section says. Of `defined` names, which have a formula, "is" declares no property.

    What is no case holds from the first formula of its sentence; "Here …" speaks of the sentence before too.
    """
    told: list[Told] = []
    functions: list[tuple[str, str]] = []
    data: list[tuple[str, Basic]] = []
    base: Basic | None = None
    here = 0  # where the first formula of the sentence stands, or of the last one that had some
    for sentence in sentences(pieces):
        base = log_base(sentence) or base
        before, here = here, first_formula(sentence) or here
        since = before if text_of(sentence[0]) in LOOKS_BACK else here
        for start, end in groups(sentence):
            group = Group(tuple(sentence), start, end)
            told += (one if one.case else replace(one, start=since) for one in _told(group, defined))
            functions += known_functions(group)
            told += imaginary(group)
            data += _data(group)
    return Words(tuple(told), tuple(functions), base, tuple(data))


def _told(group: Group, defined: Collection[str]) -> Iterator[Told]:
    cue = _cue(group.sentence, group.start)
    yield from _by_formulas(group, cue)
    apart = not_all(group)
    if apart is not None and _cue(group.sentence, min(apart[0], group.start)) not in CONCLUDES:
        yield _placed(apart[1], group, cue)
    for description in (before(group), after(group)):
        if description is None:
            continue
        if description.asserted and cue in CONCLUDES:
            continue
        for one in _described(group, description):
            skipped = description.asserted and (cue in REASONS or not cue) and set(one.names) & set(defined)
            placed = _placed(one, group, cue)
            yield replace(placed, holds=()) if skipped else placed


def _by_formulas(group: Group, cue: str) -> Iterator[Told]:
    """`x, y > 0` inside words. What ∈ says is read where every formula is, and said here for its sign only."""
    for mention in group.mentions():
        if cue not in CONCLUDES:
            of_any = cue in DECLARES or cue in CASES
            for one in told_by_comparison(mention.statements, of_any):
                yield replace(_placed(one, group, cue), at=mention.start)


def _placed(told: Told, group: Group, cue: str) -> Told:
    """A case holds from its place on, or for the formula that it stands behind."""
    before = [item for item in group.sentence[: group.start] if _is_formula(item)]
    is_case = cue in CASES or (cue == "(" and before)
    by_parity = told.parity in {"even", "odd"}
    if not is_case or not (told.holds or by_parity):
        return told
    if by_parity:
        told = replace(told, holds=(*told.holds, of_parity(told.parity)), parity="")
    if before and not _opens_another_case(group):
        return replace(told, case=True, start=before[-1].start, end=before[-1].end)
    return replace(told, case=True, start=group.mentions()[0].start)


def _opens_another_case(group: Group) -> bool:
    """ "We get A, and for i ≠ k: B": does the case open a clause of its own, in which a formula follows?"""
    cue = next(k for k in range(group.start - 1, -1, -1) if is_cue(text_of(group.sentence[k])))
    joined = cue > 0 and text_of(group.sentence[cue - 1]) in CLAUSES
    return joined and any(_is_formula(item) for item in group.sentence[group.end :])


def _is_formula(item: Item) -> TypeGuard[Shown | Mention]:
    """A formula that a condition can stand behind: displayed, or an equation between words."""
    return isinstance(item, Shown) or (isinstance(item, Mention) and item.is_equation())


def _cue(sentence: Sequence[Item], k: int) -> str:
    """The nearest word before k that says what is done with what follows."""
    for item in reversed(sentence[:k]):
        text = text_of(item)
        if is_cue(text):
            return text
        if isinstance(item, Shown):
            return ""
    return ""


def _described(group: Group, description: Description) -> Iterator[Told]:
    kind = _kind(description)
    if kind is Kind.INTEGER and not _has_noun(description) and set(group.names()) <= USUAL_FUNCTIONS:
        kind = Kind.FUNCTION  # "f is even"
    names = tuple(
        name for name in group.names() if name not in CONSTANTS or kind not in {None, Kind.SCALAR, Kind.INTEGER}
    )
    if not names:
        return
    why = " ".join(word for word, _ in description.traits) or "its shape is told"
    if kind is Kind.FUNCTION:
        arguments = _arguments(group)
        unknown = [word for word, trait in description.traits if trait.holds or trait.together or trait.parity]
        yield Told(names, why, kind, arguments=arguments, holds=tuple(opaque(word) for word in unknown))
        return
    if kind in {Kind.SCALAR, Kind.INTEGER} and _arguments(group) and not set(names) & CHANCES:
        yield Told(names, why, Kind.FUNCTION, arguments=_arguments(group))  # "let S(n, k) be the number of"
        return
    if kind is Kind.DATA:
        return  # x_1, …, x_n are told by their run
    rows, columns = description.shape or (None, None)
    square = any(trait.square for _, trait in description.traits)
    for _, trait in description.traits:
        columns = Integer(trait.columns) if trait.columns is not None and columns is None else columns
        rows = Integer(trait.rows) if trait.rows is not None and rows is None else rows
    if rows == 1 and any(trait.rows == 1 for _, trait in description.traits):
        columns = None if description.shape is None else columns
    holds = tuple(trait.holds for _, trait in description.traits if trait.holds is not None) + description.limits
    if kind in {Kind.MATRIX, Kind.INTEGER}:
        holds += tuple(opaque(word) for word in description.unknown)
    parity = next((trait.parity for _, trait in description.traits if trait.parity), "")
    for name in names:
        yield Told((name,), why, kind, rows, columns, square, holds=holds, parity=parity)
    together = tuple(trait.together for _, trait in description.traits if trait.together is not None)
    if together:
        yield Told(names, why, holds=together)


def _has_noun(description: Description) -> bool:
    return any(trait.is_noun for _, trait in description.traits)


def _kind(description: Description) -> Kind | None:
    kinds = [(word, trait) for word, trait in description.traits if trait.kind is not None]
    nouns = [trait.kind for word, trait in kinds if trait.is_noun]
    if description.shape is not None:
        return Kind.MATRIX
    if Kind.FUNCTION in nouns:
        return Kind.FUNCTION
    if "real" in dict(kinds) and nouns:
        return nouns[-1]
    whole = [kind for _, trait in kinds if (kind := trait.kind) is Kind.INTEGER]
    if whole:
        return Kind.INTEGER
    if nouns:
        return nouns[-1]
    return kinds[-1][1].kind if kinds else None


def _arguments(group: Group) -> tuple[str, ...]:
    """x of "f(x) is a function" and of "a function of x"."""
    written = [mention.arguments for mention in group.mentions() if mention.arguments]
    if written:
        return written[0]
    rest = group.sentence[group.end :]
    for k, item in enumerate(rest[:-1]):
        if (
            text_of(item) == "of"
            and k
            and text_of(rest[k - 1]) in {"function", "functions"}
            and isinstance(rest[k + 1], Mention)
        ):
            inner = (
                Group(tuple(rest), k + 1, next(end for start, end in groups(rest) if start == k + 1))
                if lists(rest[k + 1])
                else None
            )
            return inner.names() if inner is not None else ()
        if text_of(item) in {",", ";"}:
            break
    if group.end < len(group.sentence) - 1 and text_of(group.sentence[group.end]) == "of":
        following = group.sentence[group.end + 1]
        return following.names if isinstance(following, Mention) else ()
    return ()


def _data(group: Group) -> Iterator[tuple[str, Basic]]:
    """x_1, …, x_n: x and n."""
    for mention in group.mentions():
        if mention.run is not None and not any(s.links for s in mention.statements):
            name, last = mention.run
            items = last.items if isinstance(last, Row) else (last,)
            try:
                yield name, size(items, last.span)
            except SyntaxFault:
                continue


def told_by_formulas(pieces: Sequence[Prose | Formula]) -> list[Told]:
    """What ∈ and → declare in any formula of a section; one that cannot be read is reported where it stands."""
    told: list[Told] = []
    declaring = [p for p in pieces if isinstance(p, Formula) and any(mark in p.latex for mark in DECLARING)]
    begins = _begins(pieces) if declaring else {}
    for piece in declaring:
        try:
            stated = statements_of(piece.latex, piece.macros)
            found = [*told_by_formula(stated), *told_by_entries(stated), *told_by_laws(stated)]
        except SyntaxFault:
            continue
        told += (replace(one, start=begins.get(piece.start, piece.start)) for one in found)
    return told


def _begins(pieces: Iterable[Prose | Formula]) -> dict[int, int]:
    """Where the first formula of its sentence stands, for each formula."""
    begins: dict[int, int] = {}
    for sentence in sentences(pieces):
        first = first_formula(sentence)
        starts = [item.start for item in sentence if isinstance(item, Mention | Shown)]
        begins |= {start: start if first is None else first for start in starts}
    return begins
