"""Numbers put in for names: F = m a = 2 · 9.8 says m = 2 and a = 9.8, and is no identity."""

from __future__ import annotations

from collections.abc import Mapping

import sympy
from sympy import Derivative, Eq, Integer, Integral, Product, Rational, Sum, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.tensor.indexed import Indexed

from checker.model import Equal
from checker.read.building import is_matrix
from checker.read.equations import WORKED
from checker.read.progress import Chain, Progress
from checker.read.putting import put
from checker.read.rounding import MOST_NESTED, numbers_known
from checker.read.units import UNIT_SYMBOLS


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
    if len(unknown) != 1 or not special.is_Rational or not isinstance(general, sympy.Add | sympy.Mul):
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


def numbers_put_in(progress: Progress, chain: Chain, value: Basic) -> Mapping[Basic, Basic] | None:
    """Which numbers are put in for names; None where that is not what a step does.

    T₁ (V₁/(2V₁))^{2/3} = 300 · 2^{−2/3} is one that leaves T₁ alone unknown: it must be one of the numbers written.
    Where a quantity is said by several names of which none has a value, the numbers are theirs, none is told which.
    """
    names = _rates(chain.value)
    known = {
        names.get(name, name): number for name, number in {**_said(progress, names), **numbers_known(progress)}.items()
    }
    general = chain.value.xreplace(names)
    numbers = put_in(general, value, known)
    meanings = {**dict(progress.ledger.definitions), **progress.near, **progress.facts}
    for _ in range(MOST_NESTED if value.is_number and not is_matrix(general) else 0):
        if numbers is None:
            general = put(general, meanings).xreplace(dict.fromkeys(UNIT_SYMBOLS, Integer(1)))
            numbers = put_in(general, value, known)
    if numbers is not None:
        return {name: number for name, number in numbers.items() if general.has(name)}
    if not value.is_number or is_matrix(general) or general.has(*WORKED):
        return None
    left = sorted(general.doit().free_symbols, key=str)
    if len(left) == 1 and left[0].is_Symbol:
        return _of_one(progress, general, left[0], value)
    past = {names.get(name, name): values[-1] for name, values in progress.past.items()}
    before = {name: number for name, number in {**past, **known}.items() if number.is_number}
    there = put(general, before) if left else general
    last = sorted(there.doit().free_symbols, key=str)
    found = _of_one(progress, there, last[0], value) if len(last) == 1 and last[0].is_Symbol else None
    if found is not None:
        return {**{name: number for name, number in before.items() if general.has(name)}, **found}
    first = progress.claim_named(chain.first)
    of_law = first is not None and not any(first.asks or ())
    worked_out = len(value.atoms(Rational)) > 1
    open_names = of_law and worked_out and not {str(name) for name in left} & progress.variables
    return {} if len(left) > 1 and open_names else None


def _rates(general: Basic) -> dict[Basic, Basic]:
    """dx/dt and x of a function x(t) that is sought, each as one more name, which a number may be put in for."""
    rates = [part for part in general.atoms(Derivative) if isinstance(part.expr, AppliedUndef)]
    if len(rates) < len(general.atoms(Derivative)):
        return {}
    parts = {*rates, *(rate.expr for rate in rates)}
    parts |= {part for part in general.atoms(AppliedUndef) if part.args in {rate.expr.args for rate in rates}}
    return {part: Symbol(str(part), real=True) for part in parts}


def _said(progress: Progress, names: Mapping[Basic, Basic]) -> dict[Basic, Basic]:
    """What the functions among the names are said to be at the time that is spoken of."""
    said = (premise.relation for premise in progress.premises if isinstance(premise.relation, Eq))
    return {each.lhs: each.rhs.doit() for each in said if each.lhs in names and each.rhs.is_number}


def _of_one(progress: Progress, general: Basic, name: Symbol, value: Basic) -> Mapping[Basic, Basic] | None:
    """The number, one of those written, that one name is left to be."""
    for number in sorted(value.atoms(Rational), key=str):
        if progress.proved(Equal(general.xreplace({name: number}), value), ()):
            return {name: number}
    return None
