"""Numbers put in for names: F = m a = 2 · 9.8 says m = 2 and a = 9.8, and is no identity."""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy import Derivative, Integral, Product, Sum, Symbol
from sympy.core.basic import Basic
from sympy.tensor.indexed import Indexed


def put_in(general: Basic, special: Basic, known: Mapping[Basic, Basic] | None = None) -> Mapping[Basic, Basic] | None:
    """The numbers that make `special` of `general`, one for each name; None where it is not so.

    `known` are numbers that names have already.
    """
    if special.free_symbols or not general.free_symbols:
        return None
    found = dict(known or {})
    return found if _matches(general, special, found) and found else None


def _matches(general: Basic, special: Basic, found: dict[Basic, Basic]) -> bool:
    if isinstance(general, Symbol | Indexed):
        return found.setdefault(general, special) == special and _is_plain(special)
    if general == special:
        return True
    if _alike(general, special):
        before = dict(found)
        pairs = list(zip(general.args, special.args, strict=True))
        if all(_matches(one, other, found) or _solves(one, other, found) for one, other in pairs):
            return True
        found.clear()
        found.update(before)
    return _comes_to(general, special, found)


def _alike(general: Basic, special: Basic) -> bool:
    return bool(general.args) and general.func is special.func and len(general.args) == len(special.args)


def _comes_to(general: Basic, special: Basic, found: Mapping[Basic, Basic]) -> bool:
    """Is a part, such as 1 − p, worked out at once?"""
    if not general.free_symbols or not general.free_symbols <= found.keys() or not _is_plain(special):
        return False
    if general.has(Derivative, Integral, Sum, Product):
        return False
    value = general.xreplace(dict(found)).doit()
    return bool(value.is_Rational and value == special)


def _solves(general: Basic, special: Basic, found: dict[Basic, Basic]) -> bool:
    """Is a part, such as 1 + r, worked out at once, so that 1.05 in its place says r = 0.05?"""
    unknown = general.free_symbols - found.keys()
    if len(unknown) != 1 or not special.is_Rational or not isinstance(general, sympy.Add):
        return False
    (name,) = unknown
    rest = sympy.expand(general.xreplace(found) - special)
    factor = rest.coeff(name, 1)
    if not factor.is_Rational or factor == 0 or not (rest - factor * name).is_Rational:
        return False
    found[name] = (factor * name - rest) / factor
    return True


def _is_plain(value: Basic) -> bool:
    """Is it a number, or a number times π and the like, rather than a calculation?"""
    return bool(value.is_Number or value.is_NumberSymbol or (isinstance(value, sympy.Mul) and value.is_number))
