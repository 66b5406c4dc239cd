"""What the lines of a section that were not read may say something of: the names that stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.read.definitions import names_of
from checker.written import Row


@dataclass(frozen=True, slots=True)
class Gap:
    """The names in what was not read; None where these cannot be told, as it may speak of any."""

    names: frozenset[str] | None = frozenset()

    def __bool__(self) -> bool:
        return self.names is None or bool(self.names)

    def widened(self, tree: Row | None) -> Gap:
        """The gap with one more formula that was not read."""
        if self.names is None or tree is None:
            return Gap(None)
        return Gap(self.names | names_of(tree.items))

    def may_tell_of(self, parts: Sequence[Basic], meanings: Mapping[Basic, Basic], relations: Sequence[Basic]) -> bool:
        """May a line that was not read say something of what is asked, or of what is known of its names?"""
        if self.names is None:
            return True
        sharing = [_names((relation,)) for relation in relations]
        sharing += [_names(meaning) for meaning in meanings.items()]
        reached, before = _names(parts), -1
        while len(reached) != before:
            before = len(reached)
            for names in sharing:
                if names & reached:
                    reached |= names
        return bool(reached & self.names)


def _names(parts: Sequence[Basic]) -> set[str]:
    """The names and functions that stand anywhere in parts; those of data without their index."""
    free = {str(name).partition("[")[0] for part in parts for name in part.free_symbols}
    return free | {str(applied.func) for part in parts for applied in part.atoms(AppliedUndef)}
