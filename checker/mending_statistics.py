"""Whether a side of a line about expectations may be right: by what both sides are for names on a few outcomes."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Rational, Symbol, prime
from sympy.core.basic import Basic

from checker.read.outcomes import by_outcomes


def may_agree(left: Basic, old: Basic, definitions: tuple[tuple[Basic, Basic], ...]) -> Callable[[Basic], bool] | None:
    """What tells whether a value may be equal to the left side, as far as that is asked of the `old` one; else None.

    Where it is told not to be, they differ of some distribution.
    """
    if by_outcomes((left, old), {}, dict(definitions), alike=False) is None:
        return None

    def may(value: Basic) -> bool:
        sides = by_outcomes((left, value), {}, dict(definitions), alike=False)
        if sides is None:
            return False
        names = sorted((name for side in sides for name in side.free_symbols if isinstance(name, Symbol)), key=str)
        point = {name: Rational(prime(k + 2), k + 2) for k, name in enumerate(dict.fromkeys(names))}
        one, other = (side.xreplace(point) for side in sides)
        return bool(one == other)

    return may
