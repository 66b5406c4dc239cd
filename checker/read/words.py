"""What the words around formulas declare: "a symmetric matrix A", "for positive x", "let X be an m × n matrix".

A description stands before a list of names or after it, with "is", "are", "be" or alone. The nearest cue before it
says whether it is declared for the section ("let", "where"), a case ("for", "if"), or a conclusion, which declares
nothing. A word that is not known ends a description: what it says is not guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy
from sympy import Integer
from sympy.core.basic import Basic

from checker.read.declared import size, statements_of, told_by_comparison, told_by_formula
from checker.read.ledger import Kind
from checker.read.sentences import Item, Mention, Shown, Word, sentences
from checker.read.syntax import SyntaxFault
from checker.read.told import Told
from checker.read.traits import DETERMINERS, TRAITS, Trait, of_parity, opaque
from checker.written import Formula, Prose, Row

JOINS = frozenset((",", "and", "or", "&"))
COPULAS = frozenset(["is", "are", "be", "being", "denotes", "denote", "denoting", "as"])
DECLARES = frozenset(
    [
        "let",
        "where",
        "with",
        "given",
        "consider",
        "define",
        "assume",
        "assuming",
        "here",
        "write",
        "set",
        "denote",
        "take",
        "fix",
        "(",
    ]
)
CASES = frozenset(["for", "if", "when", "whenever", "case", "suppose", "provided"])
CONCLUDES = frozenset(
    [
        "thus",
        "hence",
        "so",
        "therefore",
        "then",
        "show",
        "prove",
        "conclude",
        "follows",
        "implies",
        "imply",
        "see",
        "verify",
        "check",
        "get",
        "obtain",
        "gives",
        "yields",
        "find",
        "shows",
        "means",
        "consequently",
        "have",
        "has",
        "which",
        "unless",
    ]
)
REASONS = frozenset(["since", "because", "note", "observe", "recall", "as"])
FUNCTIONS_NAMED: dict[str, object] = {
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "logistic": lambda x: 1 / (1 + sympy.exp(-x)),
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
}
BASES = {"10": Integer(10), "2": Integer(2), "e": sympy.E, "ten": Integer(10), "two": Integer(2)}


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a section declare: of names, of functions with a known definition, and of `log`."""

    told: tuple[Told, ...] = ()
    functions: tuple[tuple[str, str], ...] = ()
    log_base: Basic | None = None
    data: tuple[tuple[str, Basic], ...] = ()


def told_by_words(pieces: Iterable[Prose | Formula], defined: Collection[str] = ()) -> Words:
    """What the prose of a section says. Of `defined` names, which have a formula, "is" declares no property."""
    told: list[Told] = []
    functions: list[tuple[str, str]] = []
    data: list[tuple[str, Basic]] = []
    base: Basic | None = None
    for sentence in sentences(pieces):
        base = _log_base(sentence) or base
        for start, end in _groups(sentence):
            group = _Group(tuple(sentence), start, end)
            told += _told(group, defined)
            functions += _known_functions(group)
            told += _imaginary(group)
            data += _data(group)
    return Words(tuple(told), tuple(functions), base, tuple(data))


@dataclass(frozen=True, slots=True)
class _Group:
    """A list of names in a sentence: mentions joined by commas and "and"."""

    sentence: tuple[Item, ...]
    start: int
    end: int

    def mentions(self) -> tuple[Mention, ...]:
        return tuple(item for item in self.sentence[self.start : self.end] if isinstance(item, Mention))

    def names(self) -> tuple[str, ...]:
        return tuple(name for mention in self.mentions() for name in mention.names)


def _groups(sentence: Sequence[Item]) -> Iterator[tuple[int, int]]:
    k = 0
    while k < len(sentence):
        if not _lists(sentence[k]):
            k += 1
            continue
        end = k + 1
        while (after := _next_listed(sentence, end)) is not None:
            end = after
        yield k, end
        k = end


def _lists(item: Item) -> bool:
    return isinstance(item, Mention) and bool(item.names or item.run)


def _next_listed(sentence: Sequence[Item], k: int) -> int | None:
    """The place after the next name of a list that goes on at k."""
    joined = k
    while joined < len(sentence) and _text(sentence[joined]) in JOINS:
        joined += 1
    if joined == k or joined == len(sentence) or not _lists(sentence[joined]):
        return None
    if _text(sentence[joined + 1] if joined + 1 < len(sentence) else None) in COPULAS and _text(sentence[k]) == ",":
        # "where a is positive, b is negative": each has words of its own, unless the list began before
        return joined + 1 if joined + 1 < len(sentence) and _text(sentence[joined + 1]) in {"are", "be"} else None
    return joined + 1


def _text(item: Item | None) -> str:
    return item.text if isinstance(item, Word) else ""


# --- descriptions ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Description:
    """The traits that stand at a list of names, the shape among them, and where they were told."""

    traits: tuple[tuple[str, Trait], ...] = ()
    shape: tuple[Basic, Basic] | None = None
    asserted: bool = False  # after "is": of a defined name it is a claim


def _told(group: _Group, defined: Collection[str]) -> Iterator[Told]:
    cue = _cue(group.sentence, group.start)
    yield from _by_formulas(group, cue)
    for description in (_before(group), _after(group)):
        if description is None:
            continue
        if description.asserted and cue in CONCLUDES:
            continue
        for one in _described(group, description):
            skipped = description.asserted and (cue in REASONS or not cue) and set(one.names) & set(defined)
            placed = _placed(one, group, cue)
            yield replace(placed, holds=()) if skipped else placed


def _by_formulas(group: _Group, cue: str) -> Iterator[Told]:
    """`x, y > 0` inside words. What ∈ says is read where every formula is, and said here for its sign only."""
    for mention in group.mentions():
        if cue not in CONCLUDES:
            for one in told_by_comparison(mention.statements):
                yield _placed(one, group, cue)


def _placed(told: Told, group: _Group, cue: str) -> Told:
    """A case holds from its place on, or for the displayed formula that it stands behind."""
    if cue not in CASES or not (told.holds or told.parity):
        return told
    if told.parity:
        told = replace(told, holds=(*told.holds, of_parity(told.parity)), parity="")
    before = [item for item in group.sentence[: group.start] if isinstance(item, Shown)]
    if before:
        return replace(told, case=True, start=before[-1].start, end=before[-1].end)
    return replace(told, case=True, start=group.mentions()[0].start)


def _cue(sentence: Sequence[Item], k: int) -> str:
    """The nearest word before k that says what is done with what follows."""
    for item in reversed(sentence[:k]):
        text = _text(item)
        if text in DECLARES or text in CASES or text in CONCLUDES or text in REASONS:
            return text
        if isinstance(item, Shown):
            return ""
    return ""


def _before(group: _Group) -> _Description | None:
    """The description that ends where the list begins: "a symmetric positive definite matrix" A."""
    k = group.start
    while k > 0 and _describes(group.sentence, k - 1):
        k -= 1
    if k > 0 and _text(group.sentence[k - 1]) in {"not", "no", "non"}:
        return None
    return _description(group.sentence[k : group.start], asserted=False)


def _after(group: _Group) -> _Description | None:
    """The description after the list, behind "is" and the like or alone."""
    sentence, k = group.sentence, group.end
    copula = _text(sentence[k]) if k < len(sentence) else ""
    k += copula in COPULAS
    start = k
    while k < len(sentence) and _describes(sentence, k):
        k += 1
    while k > start and _text(sentence[k - 1]) in JOINS:
        k -= 1
    if k == start:
        return None
    following = _text(sentence[k]) if k < len(sentence) else ""
    alone = copula not in COPULAS
    if alone and not (
        k == len(sentence) or following in {",", ";", ":", ")", "and", "where", "with"} or _shows(sentence, k)
    ):
        return None
    if following in {"if", "iff"} or (_text(sentence[k - 1]) in DETERMINERS and following):
        return None  # "is a projection", "is invertible if": more is said than is known here
    if _is_open(sentence[start:k], following):
        return None
    return _description(sentence[start:k], asserted=copula in {"is", "are"})


def _shows(sentence: Sequence[Item], k: int) -> bool:
    return k < len(sentence) and isinstance(sentence[k], Shown)


def _is_open(described: Sequence[Item], following: str) -> bool:
    """Does a noun that is not known follow the adjectives, as in "is a real root"?"""
    nouns = any(isinstance(item, Word) and TRAITS.get(item.text, Trait()).is_noun for item in described)
    begins = _text(described[0]) in {"a", "an"}
    return (
        begins and not nouns and bool(following) and following not in {",", ";", ":", ")", "and", "with", "where", "of"}
    )


def _describes(sentence: Sequence[Item], k: int) -> bool:
    item = sentence[k]
    if isinstance(item, Mention):
        return item.shape is not None or (k + 1 < len(sentence) and _text(sentence[k + 1]).startswith("-dim"))
    text = _text(item)
    if text in {"and", ","}:
        return 0 < k < len(sentence) - 1 and _is_trait(sentence[k - 1]) and _is_trait(sentence[k + 1])
    return (
        text in DETERMINERS or text in TRAITS or text in {"definite", "semidefinite", "semi-definite", "upper", "lower"}
    )


def _is_trait(item: Item) -> bool:
    return _text(item) in TRAITS or _text(item) in {"definite", "semidefinite"}


def _description(items: Sequence[Item], asserted: bool) -> _Description | None:
    words = _compounds([_text(item) for item in items if isinstance(item, Word)])
    traits = tuple((word, TRAITS[word]) for word in words if word in TRAITS)
    shapes = [item.shape for item in items if isinstance(item, Mention) and item.shape is not None]
    return _Description(traits, shapes[0] if shapes else None, asserted) if traits or shapes else None


def _compounds(words: Sequence[str]) -> list[str]:
    """ "positive definite" as one word, and the like."""
    joined: list[str] = []
    for word in words:
        if word in {"definite", "semidefinite", "semi-definite"} and joined and joined[-1] in {"positive", "negative"}:
            joined[-1] = f"{joined[-1]}-{word.replace('-', '')}"
        elif word == "triangular" and joined and joined[-1] in {"upper", "lower"}:
            joined[-1] = f"{joined[-1]}-triangular"
        else:
            joined.append(word)
    return joined


# --- what a description says of names ----------------------------------------------------------


def _described(group: _Group, description: _Description) -> Iterator[Told]:
    names = group.names()
    if not names:
        return
    why = " ".join(word for word, _ in description.traits) or "its shape is told"
    kind = _kind(description)
    if kind is Kind.FUNCTION:
        arguments = _arguments(group)
        unknown = [word for word, trait in description.traits if trait.holds or trait.together or trait.parity]
        yield Told(names, why, kind, arguments=arguments, holds=tuple(opaque(word) for word in unknown))
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
    holds = tuple(trait.holds for _, trait in description.traits if trait.holds is not None)
    parity = next((trait.parity for _, trait in description.traits if trait.parity), "")
    for name in names:
        yield Told((name,), why, kind, rows, columns, square, holds=holds, parity=parity)
    together = tuple(trait.together for _, trait in description.traits if trait.together is not None)
    if together:
        yield Told(names, why, holds=together)


def _kind(description: _Description) -> Kind | None:
    kinds = [(word, trait) for word, trait in description.traits if trait.kind is not None]
    nouns = [trait.kind for word, trait in kinds if trait.is_noun]
    if description.shape is not None:
        return Kind.MATRIX
    if "real" in dict(kinds) and nouns:
        return nouns[-1]
    whole = [kind for _, trait in kinds if (kind := trait.kind) is Kind.INTEGER]
    if whole:
        return Kind.INTEGER
    if nouns:
        return nouns[-1]
    return kinds[-1][1].kind if kinds else None


def _arguments(group: _Group) -> tuple[str, ...]:
    """x of "f(x) is a function" and of "a function of x"."""
    written = [mention.arguments for mention in group.mentions() if mention.arguments]
    if written:
        return written[0]
    rest = group.sentence[group.end :]
    for k, item in enumerate(rest[:-1]):
        if (
            _text(item) == "of"
            and k
            and _text(rest[k - 1]) in {"function", "functions"}
            and isinstance(rest[k + 1], Mention)
        ):
            inner = (
                _Group(tuple(rest), k + 1, next(end for start, end in _groups(rest) if start == k + 1))
                if _lists(rest[k + 1])
                else None
            )
            return inner.names() if inner is not None else ()
        if _text(item) in {",", ";"}:
            break
    if group.end < len(group.sentence) - 1 and _text(group.sentence[group.end]) == "of":
        following = group.sentence[group.end + 1]
        return following.names if isinstance(following, Mention) else ()
    return ()


def _data(group: _Group) -> Iterator[tuple[str, Basic]]:
    """x_1, …, x_n: x and n."""
    for mention in group.mentions():
        if mention.run is not None and not any(s.links for s in mention.statements):
            name, last = mention.run
            items = last.items if isinstance(last, Row) else (last,)
            try:
                yield name, size(items, last.span)
            except SyntaxFault:
                continue


def _imaginary(group: _Group) -> Iterator[Told]:
    """ "i is the imaginary unit", "the imaginary unit i"."""
    before = [_text(item) for item in group.sentence[max(0, group.start - 2) : group.start]]
    after = [_text(item) for item in group.sentence[group.end : group.end + 4]]
    names = group.names()
    if len(names) == 1 and (
        before == ["imaginary", "unit"] or (after[-2:] == ["imaginary", "unit"] and after[0] in COPULAS)
    ):
        yield Told(names, "the imaginary unit", Kind.CONSTANT, object=sympy.I)


# --- functions and logarithms ------------------------------------------------------------------


def _known_functions(group: _Group) -> Iterator[tuple[str, str]]:
    """ "σ is the sigmoid", "the logistic function σ"."""
    names = group.names()
    around = [_text(item) for item in (*group.sentence[max(0, group.start - 2) : group.start],)]
    after = [_text(item) for item in group.sentence[group.end : group.end + 4]]
    if len(names) != 1:
        return
    for word in FUNCTIONS_NAMED:
        behind = after[:1] and after[0] in COPULAS and word in after[1:3]
        if behind or word in around[-1:] or (around[-1:] == ["function"] and word in around):
            yield names[0], word


def _log_base(sentence: Sequence[Item]) -> Basic | None:
    """ "log denotes base 10", "log is the natural logarithm", "logarithms are to base 2"."""
    words = [_text(item) if isinstance(item, Word) else _shown_text(item) for item in sentence]
    if not any(word in {"log", "logs", "logarithm", "logarithms"} for word in words):
        return None
    for k, word in enumerate(words):
        if word == "base" and k + 1 < len(words) and words[k + 1] in BASES:
            return BASES[words[k + 1]]
        if word in {"base-10", "base-2"}:
            return BASES[word.removeprefix("base-")]
        if word == "natural" and k + 1 < len(words) and words[k + 1] in {"log", "logarithm", "logarithms"}:
            return sympy.E
    return None


def _shown_text(item: Item) -> str:
    return (
        item.latex.strip().removeprefix("\\")
        if isinstance(item, Mention) and item.latex
        else (item.names[0] if isinstance(item, Mention) and item.names else "")
    )


def told_by_formulas(pieces: Iterable[Prose | Formula]) -> list[Told]:
    """What ∈ and → declare in any formula of a section; one that cannot be read is reported where it stands."""
    told: list[Told] = []
    for piece in pieces:
        if isinstance(piece, Formula):
            try:
                told += told_by_formula(statements_of(piece.latex))
            except SyntaxFault:
                continue
    return told
