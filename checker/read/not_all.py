"""What "not all xᵢ zero", "a and b not both zero" and "the xᵢ are not all equal" say of names, and of data together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations

from sympy import Expr, IndexedBase, Integer, Mul, Ne, Or, Pow, Sum, Symbol
from sympy.core.basic import Basic

from checker.read.building import is_matrix
from checker.read.cue_words import COPULAS
from checker.read.groups import Group, text_of
from checker.read.ledger import Kind, Ledger
from checker.read.told import Told
from checker.read.traits import TRAITS, opaque

TOGETHER = frozenset(("all", "both"))
SAYS = {"zero": "zero", "0": "zero", "vanish": "zero", "equal": "equal", "identical": "equal"}
SKIPPED = COPULAS | TRAITS.keys() | {"of", "the", ","}
MOST_WORDS = 8


def not_all(group: Group) -> tuple[int, Told] | None:
    """What is told of a list that stands amid such words, and where these begin; None where it does not."""
    before, after = [*_words(group, -1)], [*_words(group, 1)]
    around = len(before) > 1 and before[0][1] in TOGETHER
    said = [before[1], before[0], *after[:1]] if around else after[:3]
    words = [text for _, text in said]
    if len(words) != 3 or words[0] != "not" or words[1] not in TOGETHER or words[2] not in SAYS:
        return None
    names = tuple(name for mention in group.mentions() for name in mention.names or (mention.run or ("",))[:1])
    holds = partial(_apart, said=SAYS[words[2]], names=names)
    return said[0][0], Told(names, f"not all are {words[2]}", holds=(holds,))


def _words(group: Group, step: int) -> Iterator[tuple[int, str]]:
    """The next words before a list or behind it, with their places, but for those that say nothing here."""
    nearest = group.start - 1 if step < 0 else group.end
    for k in range(nearest, nearest + step * MOST_WORDS, step):
        text = text_of(group.sentence[k]) if 0 <= k < len(group.sentence) else ""
        if not text:
            return
        if text not in SKIPPED:
            yield k, text


def _apart(ledger: Ledger, objects: tuple[Basic, ...], said: str, names: Sequence[str]) -> Basic:
    """One is not zero, or two differ: of data x₁, …, xₘ Σxᵢ² ≠ 0, and m·Σxᵢ² ≠ (Σxᵢ)² (Lagrange's identity)."""
    found = [_data(ledger, name) or each for name, each in zip(names, objects, strict=True)]
    if not all(isinstance(each, IndexedBase | Expr) and not is_matrix(each) for each in found):
        return opaque(said)(ledger, objects)
    if said == "zero":
        return Or(*(Ne(_squares(ledger, each), 0, evaluate=False) for each in found))
    if len(found) == 1 and isinstance(found[0], IndexedBase):
        first, last = ledger.range_of_data
        spread = Mul(last - first + 1, _squares(ledger, found[0]))
        return Ne(spread, Pow(_total(ledger, found[0], 1), 2), evaluate=False)
    if any(isinstance(each, IndexedBase) for each in found):
        return opaque(said)(ledger, objects)
    return Or(*(Ne(one, other, evaluate=False) for one, other in combinations(found, 2)))


def _data(ledger: Ledger, name: str) -> Basic | None:
    """x of xᵢ, where x is data."""
    meaning = ledger.meaning(name.partition("_")[0])
    return meaning.object if meaning is not None and meaning.kind is Kind.DATA else None


def _squares(ledger: Ledger, each: Basic) -> Basic:
    """What is zero where each of the data is, or the one name."""
    return _total(ledger, each, 2) if isinstance(each, IndexedBase) else each


def _total(ledger: Ledger, data: IndexedBase, power: int) -> Basic:
    index = Symbol("i", integer=True)
    return Sum(Pow(data[index], Integer(power)), (index, *ledger.range_of_data))
