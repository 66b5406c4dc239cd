"""Where an expression is certainly smooth: on an open interval, and continuous up to one of its ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import sympy
from sympy import nan, oo, zoo
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.integrals.certain_signs import Interval, is_nonnegative, is_nonzero, nonzero_on, sign, sign_on
from checker.decide.kernels.generators import Declines
from checker.model import Domain

Obligation = tuple[str, Basic]  # what must hold of a part: "nonzero", "positive" or, at an end, "nonnegative"

ENTIRE = frozenset(
    {
        sympy.Add,
        sympy.Mul,
        sympy.exp,
        sympy.sin,
        sympy.cos,
        sympy.sinh,
        sympy.cosh,
        sympy.tanh,
        sympy.sech,
        sympy.atan,
        sympy.asinh,
        sympy.erf,
        sympy.erfc,
        sympy.Derivative,
        sympy.Subs,
        sympy.Tuple,
    }
)

OBLIGATIONS: Mapping[type, Callable[[Basic], Obligation]] = {
    sympy.log: lambda u: ("positive", u),
    sympy.tan: lambda u: ("nonzero", sympy.cos(u)),
    sympy.sec: lambda u: ("nonzero", sympy.cos(u)),
    sympy.cot: lambda u: ("nonzero", sympy.sin(u)),
    sympy.csc: lambda u: ("nonzero", sympy.sin(u)),
    sympy.coth: lambda u: ("nonzero", u),
    sympy.csch: lambda u: ("nonzero", u),
    sympy.Abs: lambda u: ("nonzero", u),
    sympy.sign: lambda u: ("nonzero", u),
    sympy.asin: lambda u: ("positive", 1 - u**2),
    sympy.acos: lambda u: ("positive", 1 - u**2),
    sympy.atanh: lambda u: ("positive", 1 - u**2),
    sympy.acosh: lambda u: ("positive", u - 1),
    sympy.gamma: lambda u: ("positive", u),
    sympy.factorial: lambda u: ("positive", u + 1),
}

CONTINUOUS_UP_TO_IT = (sympy.asin, sympy.acos, sympy.acosh, sympy.Abs)  # at the end of what they need


def smooth_on(expression: Basic, where: Interval, granted: Basic | None = None) -> tuple[Basic, ...]:
    """Conditions u ≠ 0 on the parameters under which an expression is smooth on the open interval.

    What `granted` needs as well is not asked of the parameters. Raises Declines where it is not
    shown to be smooth.
    """
    known = set(_obligations(granted)) if granted is not None else set()
    conditions: list[Basic] = []
    for obligation in _obligations(expression):
        kind, part = obligation
        if _holds_on(kind, part, where) or (not part.has(where.variable) and obligation in known):
            continue
        if part.has(where.variable) or kind != "nonzero":
            raise Declines(f"{part} may not be {kind} on the interval")
        conditions.append(sympy.Ne(part, 0))
    return tuple(dict.fromkeys(conditions))


def _holds_on(kind: str, part: Basic, where: Interval) -> bool:
    if kind == "nonzero":
        return nonzero_on(part, where)
    if not part.has(where.variable):
        return _holds(kind, part, where.domain)
    return sign_on(part, where) == 1


def _holds(kind: str, part: Basic, domain: Domain) -> bool:
    if kind == "nonzero":
        return is_nonzero(part, domain)
    return is_nonnegative(part, domain) if kind == "nonnegative" else sign(part, domain) == 1


def _obligations(expression: Basic) -> Iterator[Obligation]:
    """What must hold for every part to be smooth. Raises Declines for a head that is not known."""
    seen: set[Basic] = set()
    for node in sympy.preorder_traversal(expression):
        if node in seen:
            continue
        seen.add(node)
        if isinstance(node, sympy.Pow):
            yield from _of_power(node)
        elif node.func in OBLIGATIONS:
            yield OBLIGATIONS[node.func](node.args[0])
        elif node.args and node.func not in ENTIRE and not isinstance(node, AppliedUndef):
            raise Declines(f"where {node.func.__name__} is smooth")


def _of_power(power: Basic) -> Iterator[Obligation]:
    base, exponent = power.args
    if not exponent.is_integer:
        yield ("positive", base)
    elif not exponent.is_nonnegative:
        yield ("nonzero", base)


def value_at_end(expression: Basic, where: Interval, end: Basic) -> Basic:
    """The value at a finite end up to which the expression is continuous. Raises Declines where that is not shown."""
    continuous_at_end(expression, where, end)
    at = {where.variable: end}
    value = expression.subs(at) if expression.has(sympy.Derivative) else expression.xreplace(at)
    if value.has(nan, zoo, oo, -oo):
        raise Declines("no finite value at an end")
    return value


def continuous_at_end(expression: Basic, where: Interval, end: Basic) -> None:
    """Raises Declines where an expression is not shown to be continuous up to a finite end of the interval."""
    if end in (oo, -oo):
        raise Declines("no value at infinity")
    at = {where.variable: end}
    outside = Domain(tuple(c for c in where.domain.conditions if not c.has(where.variable)))
    for node in dict.fromkeys(sympy.preorder_traversal(expression)):
        if not node.has(where.variable):
            continue
        for kind, part in _at_end(node):
            if not _holds(kind, part.xreplace(at), outside):
                raise Declines(f"{part} may not be {kind} at {end}")


def _at_end(node: Basic) -> Iterator[Obligation]:
    if isinstance(node, sympy.Pow):
        weak = node.exp.is_positive and not node.exp.has(*node.base.free_symbols)
        for kind, part in _of_power(node):
            yield ("nonnegative", part) if weak and kind == "positive" else (kind, part)
    elif isinstance(node, sympy.Abs):
        return
    elif node.func in OBLIGATIONS:
        kind, part = OBLIGATIONS[node.func](node.args[0])
        yield ("nonnegative", part) if isinstance(node, CONTINUOUS_UP_TO_IT) else (kind, part)
