"""Integrals, limits and series replaced by their proved values, innermost first, before anything else is asked."""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy import Derivative, Dummy, Integral, Limit, oo
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.basic import Basic
from sympy.polys.polyerrors import BasePolynomialError

from checker.decide.integrals.certain_signs import interval, is_nonzero, sign
from checker.decide.integrals.definite import NAMES, Step, Value, integral
from checker.decide.integrals.limits import limit
from checker.decide.integrals.regularity import continuous_at_end, smooth_on, value_at_end
from checker.decide.kernels.bound_indices import mark_indices
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.partial_parts import BUILT, NONZERO, Part, lost_parts, outside, partial_parts, rebuilt
from checker.decide.parts import heads_of, parts_of
from checker.decide.series.infinite_products import infinite_product, is_infinite_product
from checker.decide.series.limits_of_sums import limit_of_sums
from checker.decide.series.series import series
from checker.model import Domain

STANDING = (Integral, Limit)
REPLACED = frozenset({Integral, Limit, sympy.Sum, sympy.Product})
NO_VALUE = (Declines, TooLarge, DividesByZero, RecursionError, BasePolynomialError)


@dataclass(frozen=True, slots=True)
class Closed:
    """Two sides with all that replaced, the conditions u ≠ 0 and |u| < 1 that this needs, and why it may be done.

    `up_to_a_constant` where the sides were differentiated, as an indefinite integral asks for.
    """

    left: Basic
    right: Basic
    conditions: tuple[Basic, ...] = ()
    steps: tuple[Step | str, ...] = ()
    up_to_a_constant: bool = False

    @property
    def condition_texts(self) -> tuple[str, ...]:
        """The conditions for a reader."""
        return condition_texts(self.conditions)

    def told(self, *further: Step | str) -> tuple[str, ...]:
        """The steps, and further ones, as text."""
        return step_texts((*self.steps, *further))


def step_texts(steps: tuple[Step | str, ...]) -> tuple[str, ...]:
    """Steps as text, each once."""
    return tuple(dict.fromkeys(map(str, steps)))


def condition_texts(conditions: tuple[Basic, ...]) -> tuple[str, ...]:
    """Conditions u ≠ 0 and |u| < v for a reader."""
    return tuple(_text(condition) for condition in conditions)


def _text(condition: Basic) -> str:
    if isinstance(condition, sympy.Ne):
        return f"{condition.lhs} ≠ 0"
    return f"{condition.lhs.replace(sympy.Abs, lambda u: sympy.Symbol(f'|{u}|'))} < {condition.rhs}"


def closed_equation(left: Basic, right: Basic, domain: Domain) -> Closed | None:
    """The equation without those integrals, limits and series whose values are proved; None where none is."""
    indefinite = differentiated(left, right)
    if indefinite is not None:
        return indefinite
    one, two = closed_form(left, domain, right), closed_form(right, domain, left)
    if one is None and two is None:
        return None
    one, two = one or Value(left), two or Value(right)
    conditions = tuple(dict.fromkeys((*one.conditions, *two.conditions)))
    return Closed(one.value, two.value, conditions, tuple(dict.fromkeys((*one.steps, *two.steps))))


def closed_form(expression: Basic, domain: Domain, claimed: Basic | None = None) -> Value | None:
    """The expression with every integral, limit and series replaced whose value is proved; None where none is.

    `claimed` is what the expression is said to equal: a hint at an antiderivative.
    """
    found = _closed(expression, domain, 1, claimed)
    return None if found.value == expression else found


def _closed(expression: Basic, domain: Domain, level: int, claimed: Basic | None = None) -> Value:
    if heads_of(expression).isdisjoint(REPLACED):
        return Value(expression)
    try:
        if loses_inside(expression):
            return Value(expression)
        found = _value(expression, domain, level, claimed)
        if found is not None:
            return needing_as_much(expression, found, domain)
    except NO_VALUE:
        return Value(expression)
    if isinstance(expression, Derivative) and isinstance(expression.expr, Integral):
        moved = by_leibniz(expression, domain, level) or _leibniz_again(expression, domain, level)
        if moved is not None:
            return _gathered_after(_closed(moved.value, domain, level), moved)
    parts = [_closed(argument, domain, level) for argument in expression.args]
    if all(part.value == argument for part, argument in zip(parts, expression.args, strict=True)):
        return Value(expression)
    return _gathered(rebuilt(expression, tuple(part.value for part in parts)), parts)


def _value(expression: Basic, domain: Domain, level: int, claimed: Basic | None) -> Value | None:
    """The value of an integral, limit, series or infinite product; None for any other head. Raises Declines."""
    if isinstance(expression, Integral):
        return _closed_integral(expression, domain, level, claimed)
    if isinstance(expression, Limit):
        return _closed_limit(expression, domain, level)
    if _is_iterated(expression):
        return _closed_series(expression, domain, level)
    if is_infinite_product(expression):
        return infinite_product(expression, domain)
    return None


def loses_inside(expression: Basic) -> bool:
    """Would e^{log t} in an integrand, or in a limit's or series' body, be taken for t, which has a value for all t?

    A divisor that is zero at single points only is lost from an integral or a limit without harm.
    """
    if not isinstance(expression, ExprWithLimits | Limit):
        return False
    bound, body = _variables(expression), expression.args[0]
    nodes = (node for node in parts_of(body) if isinstance(node, BUILT) and any(map(partial_parts, node.args)))
    lost = {part for node in nodes for part in lost_parts(sympy.Tuple(*node.args), node.func(*node.args))}
    return any(
        of.has(*bound) and not (relation == NONZERO and isinstance(expression, STANDING) and _has_few_zeros(of, bound))
        for relation, of in lost
    )


def _has_few_zeros(of: Basic, bound: tuple[Basic, ...]) -> bool:
    """Is it a polynomial in the bound names whose leading coefficient is a number?"""
    return bool(of.is_polynomial(*bound)) and bool(sympy.Poly(of.doit(), *bound).LC().is_Rational)


def needing_as_much(expression: Basic, found: Value, domain: Domain) -> Value:
    """The value, with u ≠ 0 for each divisor that the expression has and its value has no more.

    ∫ y·(1/y + t) dt from 0 to 1 has no value at y = 0, where 1 + y/2 has one; lim sin(xt)/(xt) for t → 0 has
    none at x = 0. Raises Declines where another part was lost that may have no value, such as a logarithm.
    """
    conditions = list(found.conditions)
    for relation, of in _lost(expression, found.value):
        if sign(of, domain) == 1 or (relation == NONZERO and is_nonzero(of, domain)):
            continue
        if relation != NONZERO:
            raise Declines("a part that may have no value, and is lost")
        conditions.append(sympy.Ne(of, 0, evaluate=False))
    return Value(found.value, tuple(dict.fromkeys(conditions)), found.steps)


def _lost(expression: Basic, value: Basic) -> list[Part]:
    """The parts of an integral, limit or series that its value does not have, and that do not hold its variables.

    A divisor that does is taken without those of its factors that do: x of 1/(x·t).
    """
    marked = mark_indices(expression)  # xᵏ for k = 0, 1, 2, … has a value at x = 0
    bound = {part for node in sympy.preorder_traversal(marked) for part in _variables(node)}
    parts = {
        (relation, of.as_independent(*bound, as_Add=False)[0] if relation == NONZERO else of)
        for relation, of in lost_parts(marked, value)
    }
    return outside(((relation, of) for relation, of in parts if not of.is_Rational), bound)


def _variables(node: Basic) -> tuple[Basic, ...]:
    if isinstance(node, ExprWithLimits):
        return tuple(node.bound_symbols)
    return (node.args[1],) if isinstance(node, Limit) else ()


def _gathered(value: Basic, parts: list[Value]) -> Value:
    conditions = tuple(dict.fromkeys(condition for part in parts for condition in part.conditions))
    return Value(value, conditions, tuple(dict.fromkeys(step for part in parts for step in part.steps)))


def by_leibniz(expression: Basic, domain: Domain, level: int = 1) -> Value | None:
    """d/dx ∫ f from a(x) to b(x) = f(b)·b' − f(a)·a' + ∫ ∂f/∂x, for f and ∂f/∂x continuous up to both finite ends."""
    function, limits = expression.expr.function, expression.expr.limits
    if len(limits) != 1 or len(limits[0]) != 3 or len(expression.variables) != 1:
        return None
    (name, low, high), variable = limits[0], expression.variables[0]
    if function.has(*STANDING) or (name == variable):
        return None
    where = interval(low, high, NAMES * level, domain)
    body = function.xreplace({name: where.variable})
    slope = sympy.diff(body, variable) if body.has(variable) else sympy.Integer(0)
    try:
        for part in (body, slope):
            if smooth_on(part, where, None if body.has(variable) else body):
                return None
            for end in (low, high):
                continuous_at_end(part, where, end)
        at_ends = [value_at_end(body, where, end) for end in (high, low)]
    except Declines:
        return None
    slopes = [Derivative(end, variable) if end.has(variable) else sympy.Integer(0) for end in (high, low)]
    moved = at_ends[0] * slopes[0] - at_ends[1] * slopes[1]
    step = Step(
        "d/d{} of the integral of {}: its value at the ends and the integral of its slope (Leibniz)",
        (variable, function),
    )
    inside = Integral(slope.xreplace({where.variable: name}), (name, low, high)) if slope != 0 else 0
    return Value(moved + inside, (), (step,))


def _leibniz_again(expression: Basic, domain: Domain, level: int) -> Value | None:
    """The first of several derivatives taken, on an open domain: on any other it is known at single points only."""
    first, *others = expression.variables
    if not others or any(condition.has(first) and condition.func not in OPEN for condition in domain.conditions):
        return None
    once = by_leibniz(Derivative(expression.expr, first), domain, level)
    if once is None:
        return None
    terms = (Derivative(term, *others) for term in sympy.Add.make_args(once.value))
    return Value(sympy.Add(*terms), once.conditions, once.steps)


OPEN = (sympy.Gt, sympy.Lt, sympy.Ne)


def _closed_integral(expression: Basic, domain: Domain, level: int, claimed: Basic | None = None) -> Value:
    """The outermost limits name the interval; the inner integral is closed on it first."""
    limits = expression.limits
    if len(limits[-1]) != 3:
        raise Declines("an indefinite integral")
    name, low, high = limits[-1]
    if low.has(*STANDING) or high.has(*STANDING) or level > 4:
        raise Declines("an integral within a bound")
    if high == -oo or low == oo or sign(high - low, domain) == -1:
        flipped = Integral(expression.function, *limits[:-1], (name, high, low))
        found = _closed_integral(flipped, domain, level)
        return Value(-found.value, found.conditions, found.steps)
    where = interval(low, high, NAMES * level, domain)
    at = {name: where.variable}
    inner = Integral(expression.function, *limits[:-1]) if len(limits) > 1 else expression.function
    body = _closed(inner.xreplace(at), where.domain, level + 1)
    if body.value.has(*STANDING) or any(condition.has(where.variable) for condition in body.conditions):
        raise Declines("an inner integral without a closed form")
    hint = None
    if claimed is not None and isinstance(high, sympy.Symbol) and not (body.value.has(high) or claimed.has(*STANDING)):
        hint = claimed.xreplace({high: where.variable})
    return _gathered_after(integral(body.value, where, NAMES * level, hint), body)


def _is_iterated(expression: Basic) -> bool:
    """Is it a sum whose outermost bound is ∞?"""
    return isinstance(expression, sympy.Sum) and len(expression.limits[-1]) == 3 and expression.limits[-1][2] == oo


def _closed_series(expression: Basic, domain: Domain, level: int) -> Value:
    """The inner series are closed first: an iterated sum."""
    *within, outermost = expression.limits
    inner = sympy.Sum(expression.function, *within) if within else expression.function
    outside = Domain(tuple(c for c in domain.conditions if not c.has(outermost[0])))
    body = _closed(inner, outside, level + 1)
    if body.value.has(*STANDING, sympy.Sum) or any(condition.has(outermost[0]) for condition in body.conditions):
        raise Declines("an inner sum without a closed form")
    return _gathered_after(series(sympy.Sum(body.value, outermost), domain), body)


def _gathered_after(outer: Value, inner: Value) -> Value:
    return _gathered(outer.value, [inner, outer])


def _closed_limit(expression: Basic, domain: Domain, level: int) -> Value:
    body, variable, target, side = expression.args
    inner = _closed(body, domain, level + 1)
    if any(condition.has(variable) for condition in inner.conditions):
        raise Declines("a limit of what has conditions on its variable")
    outside = Domain(tuple(c for c in domain.conditions if not c.has(variable)))
    if target == oo and inner.value.has(sympy.Sum):
        found_of_sums = limit_of_sums(inner.value, variable, outside)
        step = Step("lim {} for {} → ∞ is {}", (inner.value, variable, found_of_sums.value))
        return _gathered(found_of_sums.value, [inner, found_of_sums, Value(found_of_sums.value, (), (step,))])
    found = limit(inner.value, variable, target, str(side), outside)
    if found.value.has(oo, -oo):
        raise Declines("an infinite limit")
    how = Step("lim {} for {} → {} is {}, by {}", (inner.value, variable, target, found.value, found.how))
    return Value(found.value, inner.conditions, (*inner.steps, how))


# --- indefinite integrals ----------------------------------------------------------------------


def differentiated(left: Basic, right: Basic) -> Closed | None:
    """Both sides differentiated, where indefinite integrals in one variable stand as terms of a sum."""
    standing = sorted(
        (
            node
            for side in (left, right)
            for node in side.atoms(Integral)
            if any(len(each) != 3 for each in node.limits)
        ),
        key=sympy.default_sort_key,
    )
    variables = {node.limits[0][0] for node in standing}
    if len(variables) != 1 or any(len(node.limits) != 1 or len(node.limits[0]) != 1 for node in standing):
        return None
    variable = variables.pop()
    sides = [_slope(side, standing, variable) for side in (left, right)]
    if sides[0] is None or sides[1] is None:
        return None
    if any(outside(lost_parts(side, slope), (variable,)) for side, slope in zip((left, right), sides, strict=True)):
        return None
    step = f"both sides differentiated by {variable}"
    return Closed(sides[0], sides[1], (), (step,), up_to_a_constant=True)


def _slope(side: Basic, standing: list[Basic], variable: Basic) -> Basic | None:
    """The derivative of a sum of indefinite integrals with constant factors and of other terms."""
    names = {node: Dummy() for node in dict.fromkeys(standing)}
    opened = side.xreplace(names)
    slopes = []
    for node, name in names.items():
        factor = sympy.diff(opened, name)
        if factor.has(variable) or factor.has(*names.values()):
            return None
        slopes.append(factor * node.function)
    rest = opened.xreplace(dict.fromkeys(names.values(), sympy.Integer(0)))
    return sympy.Add(*slopes, Derivative(rest, variable) if rest.has(variable) else 0)
