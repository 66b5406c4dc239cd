"""Functions and constants that words name: the sigmoid, the base of log, the imaginary unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy
from sympy import Integer
from sympy.core.basic import Basic

from checker.read.cue_words import COPULAS
from checker.read.groups import Group, text_of
from checker.read.ledger import Kind
from checker.read.sentences import Item, Mention, Word
from checker.read.told import Told

FUNCTIONS_NAMED: dict[str, object] = {
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "logistic": lambda x: 1 / (1 + sympy.exp(-x)),
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
}
BASES = {"10": Integer(10), "2": Integer(2), "e": sympy.E, "ten": Integer(10), "two": Integer(2)}


def imaginary(group: Group) -> Iterator[Told]:
    """ "i is the imaginary unit", "the imaginary unit i"."""
    before = [text_of(item) for item in group.sentence[max(0, group.start - 2) : group.start]]
    after = [text_of(item) for item in group.sentence[group.end : group.end + 4]]
    names = group.names()
    if len(names) == 1 and (
        before == ["imaginary", "unit"] or (after[-2:] == ["imaginary", "unit"] and after[0] in COPULAS)
    ):
        yield Told(names, "the imaginary unit", Kind.CONSTANT, object=sympy.I)


def known_functions(group: Group) -> Iterator[tuple[str, str]]:
    """ "σ is the sigmoid", "the logistic function σ"."""
    names = group.names()
    around = [text_of(item) for item in (*group.sentence[max(0, group.start - 2) : group.start],)]
    after = [text_of(item) for item in group.sentence[group.end : group.end + 4]]
    if len(names) != 1:
        return
    for word in FUNCTIONS_NAMED:
        behind = after[:1] and after[0] in COPULAS and word in after[1:3]
        if behind or word in around[-1:] or (around[-1:] == ["function"] and word in around):
            yield names[0], word


def log_base(sentence: Sequence[Item]) -> Basic | None:
    """ "log denotes base 10", "log is the natural logarithm", "logarithms are to base 2"."""
    words = [text_of(item) if isinstance(item, Word) else _shown_text(item) for item in sentence]
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
