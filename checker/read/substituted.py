"""∫ f(u) du of a u that is defined by x, as an integral by x: so both sides of a substitution are of one variable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Integral, Mul, Symbol, diff
from sympy.core.basic import Basic

from checker.read.nodes import nodes_of


def substituted(definitions: Sequence[tuple[Basic, Basic]], *sides: Basic | None) -> tuple[Basic | None, ...]:
    """The sides with every indefinite integral by the variable that the defined name it is taken by depends on.

    Where a side is such an integral, or one by x, defined names that depend on that x are written out in all sides.
    By the substitution rule, ∫ f(g(x)) g′(x) dx = ∫ f(u) du (Apostol 1967, Calculus I, §5.7).
    """
    meanings = {name: body for name, body in definitions if isinstance(name, Symbol) and len(body.free_symbols) == 1}
    turned = tuple(None if side is None else _turned(side, meanings) for side in sides)
    variables = {one.variables[0] for side in turned if side is not None for one in _indefinite(side)}
    names = {name: body for name, body in meanings.items() if body.free_symbols <= variables}
    if not names:
        return turned
    return tuple(None if side is None else side.xreplace(names) for side in turned)


def _turned(side: Basic, meanings: Mapping[Basic, Basic]) -> Basic:
    by: dict[Basic, Basic] = {}
    for one in sorted(_indefinite(side), key=str):
        name = one.variables[0]
        if name in meanings:
            (variable,) = meanings[name].free_symbols
            inside = one.function.xreplace({name: meanings[name]})
            by[one] = Integral(Mul(inside, diff(meanings[name], variable), evaluate=False), variable)
    return side.xreplace(by) if by else side


def _indefinite(side: Basic) -> list[Integral]:
    """The indefinite integrals by one name."""
    return [one for one in nodes_of(side, Integral) if len(one.limits) == 1 and len(one.limits[0]) == 1]
