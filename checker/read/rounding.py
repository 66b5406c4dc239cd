"""≈ before a number with a unit or a factor, as in ≈ 7.99 cm and ≈ 0.568 ħ: the number is held against its digits."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Eq, Integer, Mul
from sympy.core.basic import Basic

from checker.model import Approximates, Equal, Question
from checker.read.building import is_matrix
from checker.read.progress import Progress
from checker.read.putting import put
from checker.read.relations import digits_written
from checker.read.spacing import spaceless
from checker.read.statements import Part
from checker.read.units import UNIT_SYMBOLS
from checker.written import Node, Token

MOST_NESTED = 3  # definitions within definitions, put in
TIMES = frozenset(("\\times", "\\cdot", "×", "·"))
SIGNS = frozenset(("-", "−", "+"))


def to_digits(
    progress: Progress, left: Basic, part: Part, right: Basic, conditions: Sequence[Basic]
) -> Approximates | None:
    """Is the number that the left side comes to near the one written, to the digits written?

    Where values of names are put in, which may have been rounded before, a digit less is asked for. None where the
    left side comes to no number, or to one of another unit or factor.
    """
    if is_matrix(left) or is_matrix(right):
        return None
    written = _number(part.items)
    if written is None:
        return None
    items, digits = written
    number, _ = progress.value(Part(items, part.span))
    factor = (right / number).doit() if right != number else Integer(1)
    near = {name: value for name, value in progress.near.items() if name.is_Symbol and name != left}
    meanings = dict(progress.ledger.definitions)
    defined = {left: meanings[left]} if left in meanings else {}  # what it came to before may be at another place
    values = [number_of(progress, left, known) for known in ({}, near, {**near, **defined})]
    asked = [
        question
        for value in dict.fromkeys(values)
        for question in _held_against(progress, value, number, factor, digits, conditions)
    ]
    found = progress.chosen(asked, conditions)
    if not isinstance(found, Approximates) or not left.free_symbols - UNIT_SYMBOLS:
        return found if isinstance(found, Approximates) else None
    coarser = Approximates(found.left, found.right, found.digits - 1)
    return found if progress.proved(found, conditions) else coarser


def number_of(progress: Progress, value: Basic, first: dict[Basic, Basic]) -> Basic:
    """A value with what its names were said and found to be, and rounded to where `first` says so."""
    said = (p.relation for p in progress.premises if isinstance(p.relation, Eq) and p.relation.lhs.is_Symbol)
    known = dict(progress.ledger.definitions)
    known |= {each.lhs: each.rhs for each in said if not is_matrix(each.rhs) and not each.rhs.has(each.lhs)}
    known |= {**progress.facts, **numbers_known(progress), **first}
    for _ in range(MOST_NESTED):
        value = put(value, known)
    return value


def numbers_known(progress: Progress) -> dict[Basic, Basic]:
    """The names that are said to be a number."""
    given = (p.relation for p in progress.premises if isinstance(p.relation, Eq))
    said = [*progress.ledger.definitions, *((relation.lhs, relation.rhs) for relation in given)]
    said += [(subject, chain.value) for subject, chain in progress.chains.items()]
    return {name: value for name, value in said if name.is_Symbol and _is_value(value)}


def _is_value(value: Basic) -> bool:
    """A number, or one with its unit."""
    if value.is_Number:
        return True
    measured = isinstance(value, Mul) and bool(value.free_symbols) and value.free_symbols <= UNIT_SYMBOLS
    return measured and all(part.is_Number or part.is_Symbol for part in value.doit().atoms())


def _held_against(
    progress: Progress, value: Basic, number: Basic, factor: Basic, digits: int, conditions: Sequence[Basic]
) -> list[Question | None]:
    """The number beside its factor, or beside that in the SI where no unit is on the left."""
    plain = dict.fromkeys(UNIT_SYMBOLS, Integer(1))
    if not value.free_symbols:
        scale = factor.xreplace(plain)
        if scale.free_symbols:
            return []
        return [Approximates(value, number, digits), Approximates(value / scale, number, digits)]
    ones = dict.fromkeys(value.free_symbols | factor.free_symbols, Integer(1))
    if factor == 1 and not value.free_symbols <= UNIT_SYMBOLS:
        return []
    ratio = value.xreplace(ones) / factor.xreplace(ones)
    beside = factor if factor.free_symbols else value / value.xreplace(ones)
    if not progress.proved(Equal(value, sympy.Mul(ratio, beside)), conditions):
        return []
    return [Approximates(ratio, number, digits)]


def _number(items: Sequence[Node]) -> tuple[tuple[Node, ...], int] | None:
    """The number that a product begins with, and the digits behind its point; zeros at its end may be for the size."""
    bare = spaceless(items)
    if any(isinstance(node, Token) and node.text in SIGNS for node in bare[1:]):
        return None
    start = 1 if bare and isinstance(bare[0], Token) and bare[0].text in SIGNS else 0
    lengths = [start + 3, start + 1] if _text(bare, start + 1) in TIMES else [start + 1]
    for length in lengths:
        run = tuple(bare[:length])
        digits = digits_written(run) if len(run) == length else None
        if digits is not None:
            whole = _text(bare, start)
            zeros = len(whole) - len(whole.rstrip("0")) if "." not in whole and whole.strip("0") else 0
            return run, digits - zeros
    return None


def _text(items: Sequence[Node], k: int) -> str:
    node = items[k] if k < len(items) else None
    return node.text if isinstance(node, Token) else ""
