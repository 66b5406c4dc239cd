"""The nouns of the index form: entries of words and functions of entries, multiplied at shared indices and summed.

(A∘B)_ij = A_ij·B_ij, diag(v)_ij = δ_ij·v_i and f.(v)_i = f(v_i) have no place among words, but in index notation they
are products like any other, and so are derivatives (Laue, Mitterreiter and Giesen 2018, "Computing Higher Order
Derivatives of Matrix and Tensor Expressions", §3). What is left standing where an index is shared by two entries only
is a word again: so the rules for words are used here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import permutations, product

from sympy import Basic, Expr, Symbol

from checker.decide.matrices.letters import structure
from checker.decide.matrices.scalar_form import Scalar, TooLarge
from checker.decide.matrices.words import Word, transposed_word, word_key, word_text

MOST_LABELLINGS = 800  # of the bound indices of one term, when the least is looked for


@dataclass(frozen=True, slots=True)
class Index:
    """A row or column; two are one exactly when their numbers are. Sizes of 1 have no index (None)."""

    number: int
    size: Expr = field(compare=False)


End = Index | None


@dataclass(frozen=True, slots=True)
class Edge:
    """The entry of a word at a row and a column; of the empty word it is δ."""

    word: Word
    row: End
    column: End

    @property
    def ends(self) -> tuple[End, End]:
        return (self.row, self.column)

    def moved(self, places: Mapping[End, End]) -> Edge:
        return Edge(self.word, places.get(self.row, self.row), places.get(self.column, self.column))

    def turned(self) -> Edge:
        return Edge(transposed_word(self.word), self.column, self.row)

    def shown(self, places: Mapping[End, str]) -> str:
        """A text that is the same for the entry read off the transpose."""
        return min(
            f"{word_key(edge.word)}[{places.get(edge.row, '')},{places.get(edge.column, '')}]"
            for edge in (self, self.turned())
        )

    @property
    def text(self) -> str:
        return word_text(self.word)


@dataclass(frozen=True, slots=True)
class Slot:
    """A function of the entries that stand at a row and a column; each symbol in it stands for one of them."""

    function: Basic
    row: End
    column: End

    @property
    def ends(self) -> tuple[End, End]:
        return (self.row, self.column)

    def moved(self, places: Mapping[End, End]) -> Slot:
        return Slot(self.function, places.get(self.row, self.row), places.get(self.column, self.column))

    def shown(self, places: Mapping[End, str]) -> str:
        return f"slot {structure(self.function)}[{places.get(self.row, '')},{places.get(self.column, '')}]"

    @property
    def text(self) -> str:
        return str(self.function)


Factor = Edge | Slot
Factors = tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A scalar times factors, summed over every index that is not held free."""

    scalar: Scalar
    factors: Factors

    def times(self, other: Term) -> Term:
        return Term(self.scalar * other.scalar, self.factors + other.factors)

    def scaled(self, scalar: Scalar) -> Term:
        return replace(self, scalar=self.scalar * scalar)


Terms = list[Term]


@dataclass(frozen=True, slots=True)
class Network:
    """Factors in canonical order and labelling; `key` is equal for equal ones up to the names of bound indices."""

    key: str
    factors: Factors = field(compare=False)

    @property
    def text(self) -> str:
        return "·".join(factor.text for factor in self.factors)


@dataclass(frozen=True, slots=True)
class Closed:
    """A scalar: a network without free indices, such as Σ exp(z_i)."""

    network: Network
    positive: bool = field(compare=False)

    @property
    def key(self) -> str:
        return f"closed({self.network.key})"

    @property
    def text(self) -> str:
        return f"Σ {self.network.text}"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a symbol in a slot stands for: an entry at the slot's row and column, or a scalar."""

    symbol: Symbol
    terms: tuple[Term, ...] = ()  # with ROW and COLUMN free
    scalar: Scalar | None = None


def indices(factors: Iterable[Factor]) -> Iterator[Index]:
    """Every end that has an index, once for each factor that has it."""
    for factor in factors:
        for end in factor.ends:
            if end is not None:
                yield end


def bound_in(factors: Factors, free: frozenset[Index]) -> list[Index]:
    return [index for index in dict.fromkeys(indices(factors)) if index not in free]


def components(factors: Factors, free: frozenset[Index]) -> list[Factors]:
    """The parts that share no bound index."""
    parts: list[tuple[set[Index], list[Factor]]] = []
    for factor in factors:
        ends = {end for end in factor.ends if end is not None and end not in free}
        joined: tuple[set[Index], list[Factor]] = (set(ends), [])
        apart = []
        for part in parts:
            if part[0] & ends:
                joined[0].update(part[0])
                joined[1].extend(part[1])
            else:
                apart.append(part)
        joined[1].append(factor)
        parts = [*apart, joined]
    return [tuple(part[1]) for part in parts]


def network(factors: Factors, names: Mapping[End, str]) -> Network:
    """The canonical form: of all ways to number the bound indices the one with the least text. Raises TooLarge."""
    bound = bound_in(factors, frozenset(index for index in names if index is not None))
    groups: dict[str, list[Index]] = {}
    colours = _colours(bound, factors, names)
    for index in bound:
        groups.setdefault(colours[index], []).append(index)
    classes = [groups[signature] for signature in sorted(groups)]
    count = 1
    for group in classes:
        for size in range(2, len(group) + 1):
            count *= size
    if count > MOST_LABELLINGS:
        raise TooLarge(f"more than {MOST_LABELLINGS} ways to number the indices of a term")
    best: tuple[list[str], dict[End, str]] | None = None
    for orders in product(*(permutations(group) for group in classes)):
        places: dict[End, str] = dict(names)
        places.update((index, str(k)) for k, index in enumerate(each for order in orders for each in order))
        shown = sorted(factor.shown(places) for factor in factors)
        if best is None or shown < best[0]:
            best = (shown, places)
    assert best is not None
    ordered = tuple(sorted(factors, key=lambda factor: factor.shown(best[1])))
    sizes = sorted(f"{best[1][index]}:{structure(index.size)}" for index in bound)
    return Network("·".join(best[0]) + "|" + ",".join(sizes), ordered)


def _colours(bound: list[Index], factors: Factors, names: Mapping[End, str]) -> dict[Index, str]:
    """Texts that do not depend on how indices are numbered, refined until they tell no more of them apart.

    (Weisfeiler and Leman 1968.)
    """
    colours = dict.fromkeys(bound, "")
    for _ in bound:
        places: dict[End, str] = dict(names)
        places.update((index, colour) for index, colour in colours.items())
        told = {index: _signature(index, factors, places) for index in bound}
        ranks = {text: f"colour {place}" for place, text in enumerate(sorted(set(told.values())))}
        refined = {index: ranks[told[index]] for index in bound}
        if len(ranks) == len(set(colours.values())):
            return refined
        colours = refined
    return colours


def _signature(index: Index, factors: Factors, names: Mapping[End, str]) -> str:
    places: dict[End, str] = {**names, index: f"{names[index]}*"}
    return structure(index.size) + "&".join(sorted(factor.shown(places) for factor in factors if index in factor.ends))
