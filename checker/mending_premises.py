"""What premises make of names, so that what follows from them may be tried at points: each solved for one name.

A help for the search alone: what is found with it is asked of a proof. Premises that no name can be had from are
left out, which may hide a repair and never makes one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sympy import And, Eq, Expr, Integral, Poly, Product, Sum, Symbol, expand, fraction, sqrt, together
from sympy.core.basic import Basic
from sympy.polys.polyerrors import PolynomialError

MOST_NODES = 120  # of a premise that is solved
QUADRATIC = 2
BINDING = (Sum, Product, Integral)


def solved_premises(premise: Basic, defined: Mapping[Basic, Basic]) -> dict[Basic, Basic]:
    """The meaning of a name for each equation of a premise in which one stands to the first power only."""
    found: dict[Basic, Basic] = {}
    for part in premise.args if isinstance(premise, And) else (premise,):
        if not isinstance(part, Eq) or not all(isinstance(side, Expr) for side in part.args):
            continue
        residual = (part.lhs - part.rhs).xreplace(found)
        one = _solved(part, residual, defined) if _nodes(residual) <= MOST_NODES else None
        if one is not None:
            name, meaning = one
            found = {other: each.xreplace({name: meaning}) for other, each in found.items()} | {name: meaning}
    return found


def _solved(part: Eq, residual: Expr, defined: Mapping[Basic, Basic]) -> tuple[Basic, Basic] | None:
    above = _numerator(residual)
    for name in _names(part, above, defined):
        try:
            whole = Poly(above, name)
        except PolynomialError:
            continue
        if whole.degree() == 1 and not whole.nth(1).has(name) and not whole.nth(0).has(name):
            return name, -whole.nth(0) / whole.nth(1)
    return None


def _names(part: Eq, above: Expr, defined: Mapping[Basic, Basic]) -> Iterator[Symbol]:
    """The names that may be solved for: one that is a side by itself first, then by their spelling."""
    bounds = {name for bound in above.atoms(*BINDING) for limit in bound.limits for name in limit.free_symbols}
    alone = [side for side in part.args if isinstance(side, Symbol)]
    every = (*alone, *sorted(above.free_symbols, key=str))
    yield from (name for name in every if isinstance(name, Symbol) and name not in bounds and name not in defined)


def root_of(residual: Basic, unknown: Basic, variant: int) -> Expr | None:
    """The root of a quadratic equation with +√ in the usual formula, or, as variant 1, with −√; else None."""
    above = _numerator(residual)
    try:
        whole = Poly(above, unknown)
    except PolynomialError:
        return None
    if whole.degree() != QUADRATIC:
        return None
    a, b, c = whole.all_coeffs()
    if a.is_negative:
        a, b, c = -a, -b, -c
    root = sqrt(b**2 - 4 * a * c)
    return (-b - root if variant else -b + root) / (2 * a)


def reduced(value: Basic, premise: Basic) -> Basic:
    """A polynomial in one name without the powers that an equation of the name alone tells: x² − 4x + 4 as 9."""
    names = premise.free_symbols if isinstance(premise, Eq) else set()
    if len(names) != 1 or not isinstance(value, Expr):
        return value
    (name,) = names
    try:
        rest = Poly(value, name, field=True).rem(Poly(_numerator(premise.lhs - premise.rhs), name, field=True))
    except (PolynomialError, ZeroDivisionError):
        return value
    return rest.as_expr()


def _numerator(residual: Basic) -> Expr:
    return expand(fraction(together(residual))[0])


def _nodes(value: Basic) -> int:
    return 1 + sum(map(_nodes, value.args))
