"""What each written name means here: a number, an integer, a vector, a function, data; and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

import sympy
from sympy.core.basic import Basic


class Kind(Enum):
    """What sort of thing a name stands for."""

    SCALAR = "a real number"
    INTEGER = "a whole number"
    MATRIX = "a matrix"  # a column vector has one column
    FUNCTION = "a function"
    DATA = "data with an index"
    CONSTANT = "a constant"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for.

    `object` is the SymPy object: a Symbol, MatrixSymbol, IndexedBase, a constant; of a function, the undefined
    function or a SymPy head. `arguments` are those a function is always taken at, such as g for g(x). `why` says
    where the meaning comes from, in words; `assumed` that nobody said so, and that a line which uses it says it.
    """

    kind: Kind
    object: Basic
    why: str
    arguments: tuple[Basic, ...] = ()
    assumed: bool = False


INDEX_BY_USE = "it is an index of data"


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Everything that is known where a formula stands; a new one is made for whatever is learnt.

    Two are the same only where they are one object, so that what was read by one is found again by it.

    `definitions` are names with what they are defined as, the latest first; `conditions` hold wherever a claim is
    made; `operand` is what an operator such as ∂/∂θ acts on where nothing is written after it; `range_of_data`
    is what Σᵢ without bounds runs over; `bound` are the indices of the sums around; `variable` is what the integral
    before was taken by, to which bounds such as those of [F]_a^b belong. `log_base` is what the words around say
    of `log`; `lengths` are names that are numbers where they are plain, and vectors where they are bold; `found` are
    names that equations were solved for, each with what it was found to be.
    """

    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    definitions: tuple[tuple[Basic, Basic], ...] = ()
    conditions: tuple[Basic, ...] = ()
    operand: Basic | None = None
    range_of_data: tuple[Basic, Basic] = (sympy.Integer(1), sympy.Symbol("m", integer=True, positive=True))
    bound: Mapping[str, Basic] = field(default_factory=dict)
    variable: Basic | None = None
    log_base: Basic | None = None
    lengths: frozenset[str] = frozenset()
    found: tuple[tuple[Basic, Basic], ...] = ()

    def meaning(self, name: str) -> Meaning | None:
        """What is known of a name; an index of a sum around goes before all."""
        if name in self.bound:
            return Meaning(Kind.INTEGER, self.bound[name], "index of a sum or product")
        return self.meanings.get(name)

    def with_meaning(self, name: str, meaning: Meaning) -> Ledger:
        """The ledger with a name given a meaning."""
        return replace(self, meanings={**self.meanings, name: meaning})

    def with_definition(self, name: Basic, meaning: Basic) -> Ledger:
        """The ledger with a name defined; a definition before is superseded."""
        return replace(self, definitions=((name, meaning), *(known for known in self.definitions if known[0] != name)))

    def with_bound(self, name: str, index: Basic) -> Ledger:
        """The ledger inside a sum over an index."""
        return replace(self, bound={**self.bound, name: index})


def real(name: str) -> sympy.Symbol:
    """A name of which nothing is known but that it is a real number."""
    return sympy.Symbol(name, real=True)


def whole(name: str) -> sympy.Symbol:
    """A name for a whole number."""
    return sympy.Symbol(name, integer=True)


@lru_cache(maxsize=256)  # SymPy makes a class of each
def function(name: str) -> type:
    """A real function of which nothing is known."""
    made: type = sympy.Function(name, real=True)
    return made
