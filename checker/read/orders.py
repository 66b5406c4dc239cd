"""Orders of magnitude: e^x = 1 + x + O(x²) says that what is left out, divided by x, goes to 0 with x.

Of a function that has a Taylor series that is the same as the bound itself (de Bruijn 1958, §1.2). O(n²) of a count,
which grows, is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Integer, Limit, Mul, Pow, Symbol, oo
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.model import Equal
from checker.objects import BigO
from checker.read.cursor import Cursor, base_of, fault
from checker.written import Fence, Span

COUNTS = frozenset("nNmMkKdpTV")
HINT = "an order is read as that of a power, O(x^3), that goes to 0"
MOST_ORDERS = 12


def order_of(reader: Cursor, span: Span) -> Basic:
    """The O(x³) whose bracket comes next. Raises SyntaxFault where it is none of a power that goes to 0."""
    fence = base_of(reader.take())
    assert isinstance(fence, Fence)
    bound = reader.inner(fence.body)
    if _power(bound) is None:
        raise fault(span, "O(…)", "an exact term", HINT)
    return BigO(bound)


def _power(bound: Basic) -> tuple[Basic, Basic, int] | None:
    """x, what it goes to, and n of a bound xⁿ; of 1/xⁿ, which goes to 0 as x grows, n is negative."""
    bound = bound.doit()
    base, exponent = bound.args if isinstance(bound, Pow) else (bound, Integer(1))
    terms = base.args if isinstance(base, Add) else (base,)
    names = [term for term in terms if isinstance(term, Symbol)]
    rest = [term for term in terms if not isinstance(term, Symbol)]
    if len(names) != 1 or not exponent.is_Integer or exponent == 0 or abs(exponent) > MOST_ORDERS:
        return None
    if any(not term.is_number for term in rest) or (exponent > 0 and str(names[0])[0] in COUNTS):
        return None
    if exponent < 0 and rest:
        return None
    return names[0], Add(*(-term for term in rest)), int(exponent)


def up_to_order(left: Basic, right: Basic) -> Iterator[Equal]:
    """What an equation with orders asks, from the lowest power on: each is proved where the last is.

    Nothing where the orders are no terms of a sum, are of different names, or a function in it is not known.
    """
    terms = [*_terms(left), *(Mul(Integer(-1), term) for term in _terms(right))]
    orders = [term for term in terms if term.has(BigO)]
    bounds = {_power(part.args[0]) for term in orders for part in term.atoms(BigO)}
    plain = all(isinstance(Mul(Integer(-1), term) if term.is_Mul else term, BigO) for term in orders)
    places = {bound[:2] for bound in bounds if bound is not None}
    if not plain or None in bounds or len(places) != 1:
        return
    ((name, place),) = places
    powers = [bound[2] for bound in bounds if bound is not None]
    rest = Add(*(term for term in terms if not term.has(BigO)), evaluate=False)
    if rest.has(AppliedUndef) or min(powers) * max(powers) < 0:
        return
    least = min(map(abs, powers))
    for k in range(least):
        scaled = Mul(rest, Pow(name, -k if powers[0] > 0 else k), evaluate=False)
        if place != 0:
            scaled = Mul(rest, Pow(name - place, -k), evaluate=False)
        yield Equal(Limit(scaled, name, place if powers[0] > 0 else oo), Integer(0))


def _terms(side: Basic) -> tuple[Basic, ...]:
    if isinstance(side, Add):
        return tuple(part for term in side.args for part in _terms(term))
    return (side,)
