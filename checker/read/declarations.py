"""The ledger with which a section opens: what its words and formulas declare, then what its names are used as."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import sympy
from sympy.core.basic import Basic

from checker.read.conventions import by_use
from checker.read.ledger import Kind, Ledger, Meaning, function, real
from checker.read.shapes_of_names import with_shapes
from checker.read.told import Told, cases_at, with_conditions, with_kinds, with_signs
from checker.read.usage import usage
from checker.read.words import FUNCTIONS_NAMED, Words, told_by_formulas, told_by_words
from checker.written import Formula, Prose, Row


@dataclass(frozen=True, slots=True)
class Opened:
    """A section's ledger, the cases that hold in parts of it, and what was assumed of shapes."""

    ledger: Ledger
    told: tuple[Told, ...] = ()
    remarks: tuple[str, ...] = ()

    def cases(self, place: int) -> tuple[Basic, ...]:
        """The conditions of the cases in force at an offset of the document."""
        return cases_at(self.ledger, self.told, place)


def opened(
    ledger: Ledger, section: Sequence[Prose | Formula], trees: Sequence[Row], defined: Collection[str]
) -> Opened:
    """What is known of the names of a section before its lines are read. What `ledger` holds already stays."""
    words = told_by_words(section, defined)
    told = (*told_by_formulas(section), *words.told)
    use = usage(trees)
    before = ledger
    ledger = with_signs(_with_data(with_kinds(ledger, told), words), told)
    ledger = replace(ledger, meanings={**ledger.meanings, **before.meanings}, log_base=words.log_base or ledger.log_base)
    ledger, remarks = with_shapes(ledger, trees, told, frozenset(use.indices))
    ledger = _with_functions(by_use(ledger, use, defined), words, defined)
    if words.data:
        ledger = replace(ledger, range_of_data=(sympy.Integer(1), words.data[-1][1]))
    elif before.range_of_data != Ledger().range_of_data:
        ledger = replace(ledger, range_of_data=before.range_of_data)
    return Opened(with_conditions(ledger, told), told, remarks)


def _with_data(ledger: Ledger, words: Words) -> Ledger:
    for name, _ in words.data:
        ledger = ledger.with_meaning(name, Meaning(Kind.DATA, sympy.IndexedBase(name, real=True), "it is told to be data"))
    return ledger


def _with_functions(ledger: Ledger, words: Words, defined: Collection[str]) -> Ledger:
    """The functions that words name, defined as the custom is, where the section does not define them itself."""
    for name, called in words.functions:
        known = ledger.meaning(name)
        if name in defined or (known is not None and known.kind is not Kind.FUNCTION):
            continue
        argument = real("x")
        subject = function(name)
        ledger = ledger.with_meaning(name, Meaning(Kind.FUNCTION, subject, f"the {called} function", (argument,)))
        with sympy.evaluate(False):
            body = FUNCTIONS_NAMED[called](argument)  # type: ignore[operator]
        ledger = ledger.with_definition(subject(argument), body)
    return ledger
