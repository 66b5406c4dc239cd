"""A vector of any length that is said to be one of numbers: x = (1, 2, 6) of an x ∈ ℝⁿ makes n three from there on.

What is known of all lengths holds of that one: it is put in for n in everything that later lines rest on. Another
vector of numbers of the same name, in another example, begins from what was known of all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import sympy
from sympy import MatrixBase
from sympy.core.basic import Basic

from checker.read.context import Context
from checker.read.ledger import Kind, Ledger
from checker.read.nodes import replaced
from checker.read.progress import Progress

Extents = Mapping[Basic, Basic]
CHOSEN = re.compile(
    r"\b(let|take|taking|for|with|if|consider|suppose|put|say|example|e\.g\.|where|given|now|and)\b[^.]*$",
    re.IGNORECASE,
)


def extents_of(progress: Progress, name: str, value: Basic, context: Context) -> Extents | None:
    """The extents that a matrix of numbers gives those of the name that it is said of; None where it is none.

    They are none where the name is sought, or said to be something else: then the line claims what it is.
    """
    if not isinstance(value, MatrixBase):
        return None
    shape = _declared(progress.general or progress.ledger, name)
    subject = _declared_as(progress.ledger, name)
    if shape is None or subject is None or not _is_free(progress, subject, context):
        return None
    found: dict[Basic, Basic] = {}
    for side, number in zip(shape, map(sympy.Integer, value.shape), strict=True):
        if side != number and (not side.is_Symbol or found.setdefault(side, number) != number):
            return None
    return found or None


def _declared(ledger: Ledger, name: str) -> tuple[Basic, Basic] | None:
    subject = _declared_as(ledger, name)
    return None if subject is None else tuple(subject.shape)


def _declared_as(ledger: Ledger, name: str) -> Basic | None:
    known = ledger.meaning(name)
    return known.object if known is not None and known.kind is Kind.MATRIX and not known.assumed else None


def _is_free(progress: Progress, subject: Basic, context: Context) -> bool:
    """Is nothing said yet of what a matrix is, or only which one of numbers it was in another example?"""
    said = next((body for known, body in progress.ledger.definitions if known == subject), None)
    if said is not None:
        return isinstance(said, MatrixBase) and CHOSEN.search(context.item.lead) is not None
    held = any(subject in premise.names for premise in progress.premises)
    return not held or CHOSEN.search(context.item.lead) is not None


def instantiate(progress: Progress, extents: Extents) -> None:
    """Puts numbers in for the extents of vectors, in all that is known; where these were others, in what was before."""
    progress.facts |= extents
    progress.certain |= extents
    if all(progress.extents.get(side) == number for side, number in extents.items()):
        return
    general = progress.general or progress.ledger
    anew = any(progress.extents.get(side, number) != number for side, number in extents.items())
    ledger = replace(general, meanings={**progress.ledger.meanings, **general.meanings}) if anew else progress.ledger
    premises = [] if anew else progress.premises
    facts, certain = ({}, {}) if anew else (progress.facts, progress.certain)
    progress.close()
    progress.general = general
    progress.extents = dict(extents) if anew else {**progress.extents, **extents}
    progress.ledger = _instantiated(ledger, extents)
    progress.premises = [replace(p, relation=replaced(p.relation, extents), claim="") for p in premises]
    progress.past = {one: tuple(replaced(each, extents) for each in values) for one, values in progress.past.items()}
    progress.facts, progress.certain = _of_numbers(facts, extents), _of_numbers(certain, extents)


def _of_numbers(known: Extents, extents: Extents) -> dict[Basic, Basic]:
    """What is known with numbers for extents, and which numbers they are."""
    return {replaced(one, extents): replaced(value, extents) for one, value in known.items()} | dict(extents)


def _instantiated(ledger: Ledger, extents: Extents) -> Ledger:
    meanings = {
        name: replace(known, object=replaced(known.object, extents)) if known.kind is Kind.MATRIX else known
        for name, known in ledger.meanings.items()
    }
    definitions = tuple((replaced(name, extents), replaced(body, extents)) for name, body in ledger.definitions)
    conditions = tuple(replaced(condition, extents) for condition in ledger.conditions)
    return replace(ledger, meanings=meanings, definitions=definitions, conditions=conditions)
