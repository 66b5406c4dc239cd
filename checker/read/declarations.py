"""The ledger with which a section opens: what its words and formulas declare, then what its names are used as."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import sympy
from sympy.core.basic import Basic

from checker.read.conventions import Said, by_use, with_means
from checker.read.customary import with_customary_names
from checker.read.entries import of_vectors
from checker.read.expression import read_as
from checker.read.ledger import Kind, Ledger, Meaning, function, real
from checker.read.matrix_names import children
from checker.read.names import with_label
from checker.read.shapes_of_names import with_shapes
from checker.read.side_file import Settings, Settled
from checker.read.side_source import located
from checker.read.statements import statements
from checker.read.syntax import SyntaxFault
from checker.read.told import (
    Case,
    Excludes,
    Told,
    cases_of,
    conditions,
    in_force,
    with_conditions,
    with_kinds,
    with_signs,
)
from checker.read.usage import SUMS, usage
from checker.read.word_functions import FUNCTIONS_NAMED
from checker.read.words import Words, told_by_formulas, told_by_words
from checker.written import Fence, Formula, Node, Prose, Row, Scripts, Span, Token


@dataclass(frozen=True, slots=True)
class Opened:
    """A section's ledger, the cases that hold in parts of it, and what was assumed of shapes."""

    ledger: Ledger
    every_case: tuple[Case, ...] = ()
    conditions_at: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    standing: tuple[Case, ...] = ()  # what holds from a place on

    def is_told(self, place: int) -> bool:
        """Is the formula at an offset a condition that the words around it tell, and no claim?"""
        return place in self.conditions_at

    def cases(self, place: int, excludes: Excludes) -> tuple[Basic, ...]:
        """The conditions of the cases in force at an offset of the document, of which a later one excludes others."""
        return in_force(self.every_case, place, excludes)


def opened(
    ledger: Ledger,
    section: Sequence[Prose | Formula],
    trees: Sequence[Row],
    defined: Collection[str],
    settings: Settings = Settings(),  # noqa: B008  # it is frozen
    in_order: bool = False,
    said: Said = (),
) -> Opened:
    """What is known of the names of a section before its lines are read.

    What is settled beside the notes goes before their words, and these before use. Raises SideFault where a
    definition or objective that is settled cannot be read. What is told of
    numbers that are not whole is left to who reads `in_order`: it holds from its place on, and not in the lines before.
    """
    defined = {*defined, *_defined(settings)}
    words = told_by_words(section, defined)
    every_told = (*settings.told, *told_by_formulas(section), *words.told)
    settled = [*settings.definitions, *([settings.objective] if settings.objective is not None else [])]
    every = (*(one.tree for one in settled), *trees)
    use = usage(every)
    told = of_vectors(every_told, use, every)
    ledger = _with_data(with_kinds(ledger, (*told, *settings.told)), words)
    ledger = replace(with_signs(ledger, told), log_base=words.log_base or ledger.log_base)
    ledger = _with_heads(ledger, settings)
    ledger, remarks = with_shapes(ledger, every, told, frozenset(use.indices), frozenset(use.variables))
    ledger = _with_extents(ledger)
    given = ledger.range_of_data
    ledger = _with_functions(by_use(ledger, use, defined, said), words, defined)
    if settings.data is not None:
        ledger = replace(ledger, range_of_data=settings.data)
    elif words.data:
        ledger = replace(ledger, range_of_data=(sympy.Integer(1), words.data[-1][1]))
    elif given != Ledger().range_of_data:
        ledger = replace(ledger, range_of_data=given)
    told_range = settings.data is not None or bool(words.data) or given != Ledger().range_of_data
    if told_range or any(map(sums_over_data, every)):
        ledger = _with_count(ledger)
    ledger = with_customary_names(with_means(ledger, use, defined), section, use, defined)
    places = frozenset(one.at for one in told if one.at is not None)
    later = tuple(one for one in told if in_order and one.start and not one.case and _is_of_numbers(ledger, one))
    settled_ledger = _with_settled(with_conditions(ledger, (one for one in told if one not in later)), settings)
    standing = tuple(Case(one.start, None, conditions(ledger, one)) for one in later)
    return Opened(settled_ledger, cases_of(ledger, told), places, remarks, standing)


def _is_of_numbers(ledger: Ledger, told: Told) -> bool:
    """Are the conditions told on numbers that need not be whole?"""
    names = {name for condition in conditions(ledger, told) for name in condition.free_symbols}
    return bool(names) and all(isinstance(name, sympy.Symbol) and not name.is_integer for name in names)


def _with_heads(ledger: Ledger, settings: Settings) -> Ledger:
    """The functions that are defined beside the notes, with the names they are defined at."""
    for one in settings.definitions:
        left = statements(one.tree)[0].parts[0].items
        name = with_label(left[0])
        if len(left) == 2 and name is not None and ledger.meaning(name.text) is None:
            arguments = _parameters(left[1])
            made = Meaning(Kind.FUNCTION, function(name.text), "it is defined beside the notes", arguments)
            ledger = ledger.with_meaning(name.text, made)
    return ledger


def _with_extents(ledger: Ledger) -> Ledger:
    """A number of rows or columns is that number wherever its name stands, as in (1/m) ‖Xw − y‖²."""
    shapes = [meaning.object.shape for meaning in ledger.meanings.values() if meaning.kind is Kind.MATRIX]
    extents = {symbol for shape in shapes for side in shape for symbol in side.free_symbols}
    for symbol in sorted(extents, key=str):
        known = ledger.meaning(str(symbol))
        if known is None or known.kind is Kind.INTEGER:
            ledger = ledger.with_meaning(
                str(symbol), Meaning(Kind.INTEGER, symbol, "it is a number of rows or columns")
            )
    return ledger


def _defined(settings: Settings) -> Iterator[str]:
    """The names alone on the left of what is defined beside the notes."""
    for one in settings.definitions:
        left = statements(one.tree)[0].parts[0].items
        name = with_label(left[0]) if len(left) == 1 else None
        if name is not None:
            yield name.text


def _with_count(ledger: Ledger) -> Ledger:
    """The number of data is a whole number wherever its name stands, as in (1/m) Σᵢ xᵢ."""
    for symbol in sorted(ledger.range_of_data[1].free_symbols, key=str):
        if ledger.meaning(str(symbol)) is None:
            ledger = ledger.with_meaning(str(symbol), Meaning(Kind.INTEGER, symbol, "it counts the data"))
    return ledger


def sums_over_data(node: Node) -> bool:
    """Is there a sum with an index and no bounds?"""
    if isinstance(node, Scripts) and isinstance(node.base, Token) and node.base.text in SUMS and node.above is None:
        return node.below is not None and with_label(node.below) is not None
    return any(map(sums_over_data, children(node)))


def _with_settled(ledger: Ledger, settings: Settings) -> Ledger:
    """The ledger with the definitions and the objective that are settled beside the notes."""
    for one in settings.definitions:
        ledger = _with_definition(ledger, one)
    if settings.objective is not None:
        tree = settings.objective.tree
        ledger = replace(ledger, operand=_read(tree.items, ledger, tree.span, settings.objective.where))
    return ledger


def _with_definition(ledger: Ledger, settled: Settled) -> Ledger:
    """f(x) = … or a = …, where the name on the left is what the section uses it as."""
    (statement, *_) = statements(settled.tree)
    left, right = statement.parts[0].items, statement.parts[1].items
    name = with_label(left[0])
    assert name is not None  # side_file.py reads no other
    known = ledger.meaning(name.text)
    if len(left) == 2:
        arguments = _parameters(left[1])
        subject: Basic = function(name.text)(*arguments)
    elif known is None:
        subject = real(name.text)
        ledger = ledger.with_meaning(name.text, Meaning(Kind.SCALAR, subject, "it is defined beside the notes"))
    else:
        subject = known.object(*known.arguments) if known.kind is Kind.FUNCTION else known.object
    return ledger.with_definition(subject, _read(right, ledger, statement.parts[1].span, settled.where))


def _parameters(node: Node) -> tuple[Basic, ...]:
    """x and y of f(x, y)."""
    items = node.body.items if isinstance(node, Fence) else ()
    return tuple(real(name.text) for item in items if (name := with_label(item)) is not None)


def _read(items: Sequence[Node], ledger: Ledger, span: Span, where: str) -> Basic:
    try:
        return read_as(items, ledger, span).value
    except SyntaxFault as fault:
        raise located(where, fault.found, fault.expected, fault.hint) from fault


def _with_data(ledger: Ledger, words: Words) -> Ledger:
    for name, _ in words.data:
        ledger = ledger.with_meaning(
            name, Meaning(Kind.DATA, sympy.IndexedBase(name, real=True), "it is told to be data")
        )
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
