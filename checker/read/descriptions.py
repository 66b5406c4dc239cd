"""Descriptions of names in a sentence: "a symmetric matrix" before them, "is an integer greater than 1" after them.

A word that is not known ends a description, or is kept as an adjective of which nothing is known: never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sympy import Ge, Gt, Integer, Le, Lt, Ne
from sympy.core.basic import Basic

from checker.read.cue_words import CASES, CONCLUDES, COPULAS, DECLARES, INDEFINITE, JOINS, REASONS, RESTRICTS
from checker.read.expression import read_as
from checker.read.groups import Group, text_of
from checker.read.sentences import Item, Mention, Shown, Word
from checker.read.told import Condition
from checker.read.traits import DETERMINERS, TRAITS, Trait, opaque

BREAKS = frozenset((",", ";", ":", ")", "and", "where", "with"))
LIMITS = {"greater": Gt, "larger": Gt, "bigger": Gt, "more": Gt, "less": Lt, "smaller": Lt, "least": Ge, "most": Le}
WHOLE = frozenset(("all", "both", "each"))
MATRICES = frozenset(("matrix", "matrices"))
APART = frozenset(("different", "other", "distinct", "unequal"))


@dataclass(frozen=True, slots=True)
class Description:
    """The traits that stand at a list of names, the shape among them, and where they were told."""

    traits: tuple[tuple[str, Trait], ...] = ()
    shape: tuple[Basic, Basic] | None = None
    asserted: bool = False  # after "is": of a defined name it is a claim
    unknown: tuple[str, ...] = ()  # adjectives that may say more than is known here
    limits: tuple[Condition, ...] = ()


def before(group: Group) -> Description | None:
    """The description that ends where the list begins: "a symmetric positive definite matrix" A."""
    sentence, k = group.sentence, group.start
    while k > 0 and _describes(sentence, k - 1):
        k -= 1
    if k > 0 and text_of(sentence[k - 1]) in {"not", "no", "non"}:
        return None
    unknown = _unknown_before(sentence, k) if k < group.start else ()
    return _description(sentence[k : group.start], asserted=False, unknown=unknown)


def _unknown_before(sentence: Sequence[Item], k: int) -> tuple[str, ...]:
    """The adjectives between "a" and a description that begins at k, three at most."""
    words: list[str] = []
    while k > 0 and _is_unknown(sentence[k - 1]) and len(words) < 3:
        k -= 1
        words.insert(0, text_of(sentence[k]))
    if words and k > 0 and text_of(sentence[k - 1]) in INDEFINITE:
        return tuple(words)
    return tuple(word for word in words[-1:] if word in RESTRICTS)


def _is_unknown(item: Item) -> bool:
    text = text_of(item)
    return text.replace("-", "").isalpha() and text not in COPULAS and not is_cue(text) and text != "of"


def is_cue(text: str) -> bool:
    return text in DECLARES or text in CASES or text in CONCLUDES or text in REASONS


def after(group: Group) -> Description | None:
    """The description after the list, behind "is" and the like or alone."""
    sentence, k = group.sentence, group.end
    if k + 1 < len(sentence) and text_of(sentence[k]) == "(":
        k += 1
    k += text_of(sentence[k]) in WHOLE if k < len(sentence) else 0  # "L, R, C (all positive)"
    copula = text_of(sentence[k]) if k < len(sentence) else ""
    k += copula in COPULAS
    start, unknown = k, list[str]()
    while k < len(sentence):
        if _describes(sentence, k):
            k += 1
        elif k > start and _noun_follows(sentence, k):
            unknown.append(text_of(sentence[k]))
            k += 1
        else:
            break
    while k > start and text_of(sentence[k - 1]) in JOINS:
        k -= 1
    if k == start:
        return None
    following = text_of(sentence[k]) if k < len(sentence) else ""
    alone = copula not in COPULAS
    counts = text_of(sentence[k - 1]) == "number" and following == "of"
    if alone and not counts and not (k == len(sentence) or following in BREAKS or _shows(sentence, k)):
        return None
    if following in {"if", "iff"} or (text_of(sentence[k - 1]) in DETERMINERS and following):
        return None  # "is a projection", "is invertible if": more is said than is known here
    if _is_open(sentence[start:k], following):
        return None
    found = _description(sentence[start:k], copula in {"is", "are"}, tuple(unknown))
    if found is None:
        return None
    if counts:
        return replace(found, traits=(("whole", TRAITS["natural"]),))
    return replace(found, limits=_limits(sentence[k:]))


def _noun_follows(sentence: Sequence[Item], k: int) -> bool:
    """Do at most two more words stand before a noun that is known: "a rotation matrix"?"""
    for j in range(k, min(k + 3, len(sentence))):
        if TRAITS.get(text_of(sentence[j]), Trait()).is_noun and j > k:
            return True
        if not _is_unknown(sentence[j]):
            return False
    return False


def _limits(rest: Sequence[Item]) -> tuple[Condition, ...]:
    """The bounds "greater than 1", "different from 0"; one that is not read is a condition that nobody knows."""
    words = [text_of(item) for item in rest[:4]]
    words = words[1:] if words[:1] in (["at"], ["strictly"], ["not"]) else words
    if not words or (words[0] not in LIMITS and words[0] not in APART and words[0] != "between"):
        return ()
    skipped = len(rest[:4]) - len(words)
    k = skipped + (2 if words[1:2] in (["than"], ["from"]) else 1)
    value = rest[k] if k < len(rest) else None
    if words[0] == "between" or value is None:
        return (opaque("limited"),)
    head = LIMITS.get(words[0], Ne)
    if isinstance(value, Word) and value.text.isdigit():
        number = Integer(int(value.text))
        return (lambda _, objects: head(objects[0], number, evaluate=False),)
    if isinstance(value, Mention) and len(value.statements) == 1 and not value.statements[0].links:
        (part,) = value.statements[0].parts
        return (lambda ledger, objects: head(objects[0], read_as(part.items, ledger, part.span).value, evaluate=False),)
    return (opaque("limited"),)


def _shows(sentence: Sequence[Item], k: int) -> bool:
    return k < len(sentence) and isinstance(sentence[k], Shown)


def _is_open(described: Sequence[Item], following: str) -> bool:
    """Does a noun that is not known follow the adjectives, as in "is a real root"?"""
    nouns = any(isinstance(item, Word) and TRAITS.get(item.text, Trait()).is_noun for item in described)
    begins = text_of(described[0]) in {"a", "an"}
    return (
        begins and not nouns and bool(following) and following not in {",", ";", ":", ")", "and", "with", "where", "of"}
    )


def _describes(sentence: Sequence[Item], k: int) -> bool:
    item = sentence[k]
    if isinstance(item, Mention):
        return item.shape is not None or (k + 1 < len(sentence) and text_of(sentence[k + 1]).startswith("-dim"))
    text = text_of(item)
    if text in {"and", ","}:
        return 0 < k < len(sentence) - 1 and _is_trait(sentence[k - 1]) and _is_trait(sentence[k + 1])
    return (
        text in DETERMINERS or text in TRAITS or text in {"definite", "semidefinite", "semi-definite", "upper", "lower"}
    )


def _is_trait(item: Item) -> bool:
    return text_of(item) in TRAITS or text_of(item) in {"definite", "semidefinite"}


def _description(items: Sequence[Item], asserted: bool, unknown: tuple[str, ...] = ()) -> Description | None:
    words = _compounds([text_of(item) for item in items if isinstance(item, Word)])
    words = words if MATRICES & set(words) else [word for word in words if word != "normal"]  # "a standard normal q"
    traits = tuple((word, TRAITS[word]) for word in words if word in TRAITS)
    shapes = [item.shape for item in items if isinstance(item, Mention) and item.shape is not None]
    return Description(traits, shapes[0] if shapes else None, asserted, unknown) if traits or shapes else None


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
