"""|F(x) − F(y)| ≤ L·|x − y| where |F′| ≤ L between them: the mean value theorem (Rudin 1976, Theorem 5.10)."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Abs, Symbol
from sympy.core.basic import Basic
from sympy.core.relational import Relational

from checker.decide.kernels.zero import zero_difference
from checker.decide.relations.entailment import Proof
from checker.decide.relations.intervals import Interval, interval_of, is_smooth, smooth
from checker.model import Certificate, Domain

Prove = Callable[[Relational, Domain], object]


def by_mean_value(part: Relational, domain: Domain, prove: Prove) -> Proof | None:
    """Proved where both names run over one interval, F is smooth on it, and `prove` bounds its derivative there."""
    if not isinstance(part, sympy.Le | sympy.Ge) or not isinstance(part.lts, Abs) or len(part.free_symbols) != 2:
        return None
    one, two = sorted(part.free_symbols, key=str)
    bound = part.gts / Abs(one - two)
    where = _runs(one, domain)
    if bound.free_symbols or where is None or where != _runs(two, domain):
        return None
    t = Symbol("t", real=True)
    terms = sympy.Add.make_args(part.lts.args[0])
    first, second = (
        sympy.Add(*(term for term in terms if term.free_symbols == {name})).xreplace({name: t}) for name in (one, two)
    )
    if any(len(term.free_symbols) > 1 for term in terms) or not is_smooth(first) or not smooth(first, t, where):
        return None
    opposite = zero_difference(first, -second, Domain(where.conditions(t)))
    if opposite is None or opposite.needs:
        return None
    slope = first.diff(t)
    sides = [prove(sympy.Le(side, bound, evaluate=False), Domain(where.conditions(t))) for side in (slope, -slope)]
    if not all(isinstance(found, Proof) and not found.conditions for found in sides):
        return None
    told = f"|d({first})/dt| ≤ {bound}"
    return Proof(f"by the mean value theorem, as {told}", Certificate("mean value theorem", (told,)))


def _runs(name: Basic, domain: Domain) -> Interval | None:
    """The interval that its own conditions leave a name."""
    own = Domain(tuple(condition for condition in domain.conditions if condition.free_symbols == {name}))
    found = interval_of(name, sympy.Ge(name, name, evaluate=False), own)
    return None if found is None or name.is_integer else found[0]
