"""What names mean by how a section uses them, where nothing is declared: the customs of written mathematics."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

import sympy
from sympy.core.basic import Basic

from checker.read.imaginary_unit import meaning_of
from checker.read.ledger import INDEX_BY_USE, Kind, Ledger, Meaning, function, real, whole
from checker.read.usage import INDEX_LETTERS, Usage

COUNTS_OF_DATA = ("m", "N", "n")  # what Σᵢ without bounds runs to, the first that the section names
FUNCTION_LETTERS = frozenset(
    ("f", "g", "h", "F", "G", "H", "phi", "psi", "sigma", "Phi", "Psi", "varphi", "u", "v", "p", "q")
)
DENSITIES = frozenset("pPqQ")  # p_x beside p(x, y) is a marginal
VARIABLES = ("x", "t", "z", "s", "u")  # of a function with primes and no argument


Said = Collection[tuple[str, str]]
"""u and x of u = x²: what is said to be something, and each name in that."""


def by_use(ledger: Ledger, use: Usage, defined: Collection[str], said: Said = ()) -> Ledger:
    """The ledger with a meaning for every name that its section's use gives one; what is declared stays."""
    for name, meaning in _meanings(use, defined, said):
        if ledger.meaning(name) is None:
            ledger = ledger.with_meaning(name, meaning)
    low, high = ledger.range_of_data
    named = use.plain | use.counts
    count = next((name for name in COUNTS_OF_DATA if name in named), str(high))
    ledger = replace(ledger, range_of_data=(low, sympy.Symbol(count, integer=True, positive=True)))
    return with_means(ledger, use, defined)


def with_means(ledger: Ledger, use: Usage, defined: Collection[str]) -> Ledger:
    """The ledger with x̄ and μ_x as means of data x, where the section uses them and does not say what they are."""
    for name, mean in _means(ledger, use, defined):
        ledger = ledger.with_definition(name, mean)
    return ledger


def _means(ledger: Ledger, use: Usage, defined: Collection[str]) -> Iterator[tuple[sympy.Symbol, sympy.Basic]]:
    """x̄ and μ_x of data x, or of the entries x_i of a vector, where the section does not say what they are."""
    low, high = ledger.range_of_data
    index = sympy.Symbol("i", integer=True)
    for name, meaning in sorted(ledger.meanings.items()):
        for mean in (f"{name}_bar", f"mu_{name}"):
            if mean in defined or mean not in use.plain | use.labelled:
                continue
            if meaning.kind is Kind.DATA:
                yield real(mean), _mean(meaning.object[index], index, low, high)
            elif meaning.kind is Kind.MATRIX and meaning.object.shape[1] == 1 and name in use.indexed:
                entries = meaning.object.shape[0]
                yield real(mean), _mean(meaning.object[index - 1, 0], index, sympy.Integer(1), entries)


def _mean(item: Basic, index: Basic, low: Basic, high: Basic) -> Basic:
    return sympy.Mul(sympy.Pow(high, -1), sympy.Sum(item, (index, low, high)))


def _meanings(use: Usage, defined: Collection[str], said: Said) -> Iterator[tuple[str, Meaning]]:
    for name in sorted(use.counts - use.indices):
        base, _, index = name.partition("_")
        if base in use.indexed and index in use.indices:
            continue  # x_i! speaks of each of the data x
        yield name, Meaning(Kind.INTEGER, sympy.Symbol(name, integer=True, positive=True), "it counts")
    for name in sorted(use.numbering):
        yield name, Meaning(Kind.INTEGER, whole(name), INDEX_BY_USE)
    for name in sorted(use.indexed):
        yield name, Meaning(Kind.DATA, sympy.IndexedBase(name, real=True), "its index is that of a sum")
    for name in sorted(use.primed):
        arguments = _argument(use, name, said)
        if arguments:
            yield name, Meaning(Kind.FUNCTION, function(name), "it has a prime", arguments)
    for name, arguments in sorted(use.of_several):
        if name not in DENSITIES and any(f"{name}_{argument}" in use.labelled for argument in arguments):
            taken = tuple(map(real, arguments))
            yield name, Meaning(Kind.FUNCTION, function(name), "its partial derivatives are written", taken)
    for name in sorted(use.applied - use.unapplied - use.primed - set(defined)):
        if name in FUNCTION_LETTERS:
            yield name, Meaning(Kind.FUNCTION, function(name), "a bracket follows it every time")
    depends = _dependencies(use, defined)
    for name in sorted(depends):
        arguments = tuple(_depending(variable, depends, ()) for variable in depends[name])
        by = " and ".join(depends[name])
        yield name, Meaning(Kind.FUNCTION, function(name), f"it is differentiated by {by}", arguments)
    if use.imaginary:
        yield use.imaginary, meaning_of(use.imaginary)


def _argument(use: Usage, name: str, said: Said) -> tuple[Basic, ...]:
    """What f′ is a derivative by where no argument is written: the one name that f is taken at, or that
    something is differentiated or integrated by, or by custom.

    Nothing tells it of u′, but where the section says what u is by that name: u = x².
    """
    taken_at = {argument for function, argument in use.applied_to if function == name}
    if len(taken_at) == 1:
        return (real(taken_at.pop()),)
    by = use.variables - use.primed
    if len(by) == 1:
        return (real(*by),)
    found = next((variable for variable in VARIABLES if variable in use.plain and variable not in use.primed), "x")
    return (real(found),) if name not in VARIABLES or found == "t" or (name, found) in said else ()


def _dependencies(use: Usage, defined: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Each name that is differentiated, with what it depends on itself: z on x, where x depends on t."""
    pairs = {(name, by) for name, by in use.differentiated if (by, name) not in use.applied_to}  # dq/dp beside p(q)
    direct = {name: {by for other, by in pairs if other == name} for name, _ in pairs}
    direct = {name: by for name, by in direct.items() if name not in defined and not by & use.indices}
    direct = {name: by for name, by in direct.items() if not _is_datum(name, use)}
    acyclic = {name: by for name, by in direct.items() if name not in _reached(by, direct)}
    found = {}
    for name, by in acyclic.items():
        beyond = {far for near in by for far in _reached(acyclic.get(near, set()), acyclic)}
        found[name] = tuple(sorted(by - beyond))
    return {name: by for name, by in found.items() if by}


def _is_datum(name: str, use: Usage) -> bool:
    """Is it a_k of data a?"""
    base, _, label = name.partition("_")
    return base in use.indexed and bool(label) and (use.indices | INDEX_LETTERS).issuperset(label)


def _reached(start: Collection[str], direct: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += direct.get(name, ())
    return reached


def _depending(name: str, depends: Mapping[str, tuple[str, ...]], around: tuple[str, ...]) -> Basic:
    if name in around or name not in depends:
        return real(name)
    return function(name)(*(_depending(by, depends, (*around, name)) for by in depends[name]))
