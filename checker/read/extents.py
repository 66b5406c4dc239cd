"""Numbers of rows and columns that are found by unification: union–find with constants (Robinson 1965, for atoms)."""

from __future__ import annotations

from dataclasses import dataclass, field

from sympy import Integer
from sympy.core.basic import Basic


class Clash(Exception):
    """Two extents that are known to differ would have to agree."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows and columns, as numbers of extents."""

    rows: int
    columns: int


@dataclass(slots=True)
class Extents:
    """Extents by number: which of them agree, and what is known of them. The extent 0 is 1."""

    parents: list[int] = field(default_factory=lambda: [0])
    values: dict[int, Basic] = field(default_factory=lambda: {0: Integer(1)})
    several: set[int] = field(default_factory=set)

    def fresh(self, value: Basic | None = None, several: bool = False) -> int:
        """A new extent; of a value the one extent that has it. `several` says that no formula makes it 1."""
        if value is not None:
            known = [root for root, other in self.values.items() if other == value]
            if known:
                return known[0]
        self.parents.append(len(self.parents))
        if value is not None:
            self.values[len(self.parents) - 1] = value
        elif several:
            self.several.add(len(self.parents) - 1)
        return len(self.parents) - 1

    def root(self, extent: int) -> int:
        while self.parents[extent] != extent:
            extent = self.parents[extent]
        return extent

    def agree(self, one: int, other: int) -> None:
        """Makes two extents one. Raises Clash where both are known and differ, or 1 would be one of several."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return
        if first in self.values and second in self.values:
            raise Clash
        if first == 0 and any(self.root(one) == second for one in self.several):
            raise Clash
        self.parents[second] = first
        if second in self.values:
            self.values[first] = self.values.pop(second)

    def alike(self, one: Shape, other: Shape) -> None:
        """Makes two shapes one. Raises Clash."""
        self.agree(one.rows, other.rows)
        self.agree(one.columns, other.columns)

    def value(self, extent: int) -> Basic | None:
        return self.values.get(self.root(extent))

    def is_one(self, extent: int) -> bool:
        return bool(self.value(extent) == Integer(1))

    def is_scalar(self, shape: Shape) -> bool:
        """Is a shape known to be 1×1?"""
        return self.is_one(shape.rows) and self.is_one(shape.columns)

    def saved(self) -> tuple[list[int], dict[int, Basic]]:
        return list(self.parents), dict(self.values)

    def restore(self, saved: tuple[list[int], dict[int, Basic]]) -> None:
        """Undoes all since `saved`; extents made since then stay, each by itself."""
        parents, values = saved
        self.parents = [*parents, *range(len(parents), len(self.parents))]
        self.values = dict(values)
