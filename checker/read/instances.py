"""Numbers put in for names: F = m a = 2 · 9.8 says m = 2 and a = 9.8, and is no identity."""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy import Symbol
from sympy.core.basic import Basic
from sympy.tensor.indexed import Indexed


def put_in(general: Basic, special: Basic) -> Mapping[Basic, Basic] | None:
    """The numbers that make `special` of `general`, one for each name; None where it is not so."""
    if special.free_symbols or not general.free_symbols:
        return None
    found: dict[Basic, Basic] = {}
    return found if _matches(general, special, found) and found else None


def _matches(general: Basic, special: Basic, found: dict[Basic, Basic]) -> bool:
    if isinstance(general, Symbol | Indexed):
        return found.setdefault(general, special) == special and _is_plain(special)
    if not general.args or general.func is not special.func or len(general.args) != len(special.args):
        return general == special
    return all(_matches(one, other, found) for one, other in zip(general.args, special.args, strict=True))


def _is_plain(value: Basic) -> bool:
    """Is it a number, or a number times π and the like, rather than a calculation?"""
    return bool(value.is_Number or value.is_NumberSymbol or (isinstance(value, sympy.Mul) and value.is_number))
