"""Equal for every order n of a derivative by induction: true of the first, and the derivative of each is the next.

Where dⁿg/dxⁿ = F(n) on an open set for one n, d/dx F(n) is the derivative of order n + 1 there. Where g depends on n
itself, with g′(n + 1) = c(n)·g(n), dⁿ⁺¹g(n + 1)/dxⁿ⁺¹ = c(n)·F(n).
"""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Derivative, Dummy, Integer
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.growing_names import for_all_larger, smallest, takes_every_value
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.tower import build
from checker.decide.kernels.written_back import as_expression
from checker.decide.kernels.zero import zero_difference
from checker.decide.linear_root import linear_root
from checker.decide.procedure import Case, Procedure
from checker.model import Certificate, Domain, Equal, Status, Verdict

MOST_AT_ONCE = 4  # derivatives taken from n to n + 1
OPEN = (sympy.Gt, sympy.Lt, sympy.Ne)
NOT_SMOOTH = (sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Piecewise, sympy.Heaviside, sympy.floor)
NOT_TAKEN = (*NOT_SMOOTH, sympy.ceiling, sympy.frac, sympy.Sum, sympy.Product, sympy.Integral, sympy.Limit, sympy.Subs)


def settle(case: Case) -> Verdict | None:
    """PROVED where the claim, linear in one derivative of symbolic order, gives its value for every order."""
    question = case.question
    if not isinstance(question, Equal) or Derivative not in case.heads or not case.heads.isdisjoint(NOT_TAKEN):
        return None
    for claimed in _claimed(question.left, question.right):
        variable, order = claimed.variable_count[0]
        (name,) = order.free_symbols
        if not takes_every_value(name) or not _is_open(variable, case.domain):
            continue
        value = _solved_for(claimed, question.left - question.right)
        if value is None:
            continue
        domain = for_all_larger(name, case.domain)
        start = smallest(name, domain)
        rule = _by_lowering if name in claimed.expr.free_symbols else _by_induction
        conditions = None if start is None else rule(claimed, value, name, start, domain)
        if conditions is not None:
            return Verdict(
                Status.PROVED,
                "derivatives of any order",
                f"by induction on {name}: true for {name} = {start}, and each derivative is that of the one before",
                conditions=conditions,
                certificate=Certificate("induction on the order", (f"{name} = {start}", f"{name} to {name} + 1")),
            )
    return None


def _claimed(left: Basic, right: Basic) -> list[Basic]:
    """The derivatives of an order such as n or 2n, of what is no mere unknown function of the variable."""
    found = {node for side in (left, right) for node in side.atoms(Derivative) if _growth(node)}
    return sorted((node for node in found if not isinstance(node.expr, AppliedUndef)), key=sympy.default_sort_key)


def _growth(node: Derivative) -> int:
    """By how much the order grows with the one name in it; 0 where it does not grow by a small number."""
    order = node.variable_count[0][1]
    if len(node.variable_count) != 1 or len(order.free_symbols) != 1:
        return 0
    slope = sympy.diff(order, *order.free_symbols)
    return int(slope) if slope.is_Integer and 1 <= slope <= MOST_AT_ONCE else 0


def _is_open(variable: Basic, domain: Domain) -> bool:
    """Is there room on both sides of each value of the variable?"""
    about = (condition for condition in domain.conditions if variable in condition.free_symbols)
    return not variable.is_integer and all(isinstance(condition, OPEN) for condition in about)


def _solved_for(unknown: Basic, difference: Basic) -> Basic | None:
    """What the unknown is, from difference = 0; None where that is not linear in it with a number for its slope."""
    stand_in = Dummy("claimed")
    return linear_root(difference.xreplace({unknown: stand_in}), stand_in)


def _by_induction(claimed: Derivative, value: Basic, name: Basic, start: int, domain: Domain) -> tuple[str, ...] | None:
    """The conditions on which the value is that of every order from the first on; None where that is not shown."""
    variable, order = claimed.variable_count[0]
    unknown = _Unknown(variable, order)
    now = unknown.named(value)
    lowest = order.xreplace({name: Integer(start)})
    if now is None or lowest.is_negative:
        return None
    first = unknown.at(now.xreplace({name: Integer(start)}), int(lowest))
    there = Domain(tuple(c for c in domain.conditions if name not in c.free_symbols))
    base = None if first is None else zero_difference(first, Derivative(claimed.expr, (variable, lowest)), there)
    if base is None:
        return None
    growth = _growth(claimed)
    following = unknown.shifted(now.xreplace({name: name + 1}), growth)
    step = zero_difference(unknown.derived(now, growth), following, domain)
    return base.conditions if step is not None and not step.conditions else None


def _by_lowering(claimed: Derivative, value: Basic, name: Basic, start: int, domain: Domain) -> tuple[str, ...] | None:
    """The same of dⁿg(n)/dxⁿ, where g′(n + 1) = c·g(n) for a c without x: so dⁿ(xⁿ)/dxⁿ = n!."""
    variable, order = claimed.variable_count[0]
    if order != name or value.has(Derivative):
        return None
    now, following = claimed.expr, claimed.expr.xreplace({name: name + 1})
    slope = _ratio(sympy.diff(following, variable), now, domain)
    if slope is None or variable in slope.free_symbols:
        return None
    lowered = zero_difference(Derivative(following, variable), slope * now, domain)
    step = zero_difference(value.xreplace({name: name + 1}), slope * value, domain)
    there = Domain(tuple(c for c in domain.conditions if name not in c.free_symbols))
    at = {name: Integer(start)}
    base = zero_difference(value.xreplace(at), Derivative(now.xreplace(at), (variable, start)), there)
    if base is None or any(found is None or found.conditions for found in (lowered, step)):
        return None
    return base.conditions


def _ratio(one: Basic, other: Basic, domain: Domain) -> Basic | None:
    """one/other in lowest terms, as far as the normal form tells."""
    try:
        tower, (above, below) = build((one, other), domain)
        return as_expression(tower, tower.reduced(tower.field.multiply(above, tower.field.invert(below))))
    except (Declines, TooLarge, DividesByZero):
        return None


class _Unknown:
    """Derivatives f⁽ⁿ⁺ᶜ⁾(x) of unknown functions, as functions of x that are named by f and c."""

    def __init__(self, variable: Basic, order: Basic) -> None:
        self.variable = variable
        self.order = order
        self.met: dict[type, tuple[Basic, int]] = {}
        self._known: dict[tuple[Basic, int], Basic] = {}

    def named(self, value: Basic) -> Basic | None:
        """The value with functions for such derivatives; None where one is of another kind."""
        named = value
        for node in sorted(value.atoms(Derivative), key=sympy.default_sort_key):
            (variable, order), *others = node.variable_count
            if order.is_Integer and all(count.is_Integer for _, count in others):
                continue
            ahead = sympy.expand(order - self.order)
            if others or variable != self.variable or node.expr.args != (variable,) or not ahead.is_Integer:
                return None
            named = named.xreplace({node: self._of(node.expr, int(ahead))})
        return named

    def _of(self, function: Basic, ahead: int) -> Basic:
        known = self._known.get((function, ahead))
        if known is None:
            head = sympy.Function(f"{function.func}^(n{ahead:+d})", real=True)
            known = self._known[function, ahead] = head(self.variable)
            self.met[head] = (function, ahead)
        return known

    def at(self, value: Basic, order: int) -> Basic | None:
        """The value with the derivatives that they are at a number for the order; None where one would be negative."""
        if any(ahead + order < 0 for _, ahead in self.met.values()):
            return None
        return self._put(value, lambda function, ahead: Derivative(function, (self.variable, ahead + order)))

    def shifted(self, value: Basic, by: int) -> Basic:
        """The value with the derivative so many orders on for each."""
        return self._put(value, lambda function, ahead: self._of(function, ahead + by))

    def derived(self, value: Basic, times: int) -> Basic:
        """The derivative of the value, with the next of each for the derivative of each."""
        if not self.met:
            return Derivative(value, (self.variable, times))
        for _ in range(times):
            value = sympy.diff(value, self.variable)
            known = [(head(self.variable), *found) for head, found in self.met.items()]
            value = value.xreplace({Derivative(one, self.variable): self._of(f, ahead + 1) for one, f, ahead in known})
        return value

    def _put(self, value: Basic, meaning: Callable[[Basic, int], Basic]) -> Basic:
        known = [(head(self.variable), *found) for head, found in self.met.items()]
        return value.xreplace({one: meaning(function, ahead) for one, function, ahead in known})


DERIVATIVES_OF_ANY_ORDER = Procedure(
    "derivatives of any order", frozenset({Status.PROVED}), settle, "dⁿ(x·eˣ)/dxⁿ = (x + n)·eˣ"
)
