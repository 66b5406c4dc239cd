"""Equal because it is equal for every antiderivative: identities between integrals of functions that are only named.

Each definite integral of a function g becomes A(b) − A(a), where A is an unknown function with
A' = g, the same for equal g: the fundamental theorem of calculus. Sums, constant factors, linear
substitutions and integration by parts bring the integrands to a common shape first.
"""

from __future__ import annotations

from functools import partial

import sympy
from sympy import Derivative, Dummy, Function, Integer, Integral, Symbol
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.integrals.certain_signs import Interval, interval, is_nonzero
from checker.decide.integrals.closed_forms import Closed, closed_equation, condition_texts, loses_inside
from checker.decide.integrals.definite import Step, integral
from checker.decide.integrals.regularity import continuous_at_end, smooth_on
from checker.decide.kernels.field import DividesByZero, TooLarge
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.settled import Settled, settled_difference
from checker.decide.partial_parts import keeps_its_parts, lost_parts, outside
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Domain, Equal, Status, Verdict

MOST_PARTS = 6  # integrations by parts of one term
LEVEL = 100  # of nesting, for names of variables that no closed form uses


def settle(case: Case) -> Verdict | None:
    """PROVED where both sides agree once their integrals have closed forms or are written over antiderivatives."""
    question = case.question
    if not isinstance(question, Equal) or not case.heads & {Integral, sympy.Limit} or has_matrices(case.heads):
        return None
    closed = closed_equation(question.left, question.right, case.domain) or Closed(question.left, question.right)
    domain = Domain((*case.domain.conditions, *closed.conditions))
    primitives = Primitives(domain)
    try:
        zero = _over_primitives(closed, primitives) or _over_names(closed, domain)
    except (TooLarge, DividesByZero, RecursionError):
        return None
    if zero is None:
        return None
    return Verdict(
        Status.PROVED,
        "integrals and limits",
        because(closed, primitives),
        conditions=tuple(dict.fromkeys((*condition_texts(_left_open(closed, case.domain)), *zero.conditions))),
        certificate=Certificate("integrals and limits", partial(closed.told, *primitives.steps, "left − right = 0")),
    )


def _left_open(closed: Closed, domain: Domain) -> tuple[Basic, ...]:
    """The conditions that the domain does not grant: m² ≠ n² is, where m ≠ n are positive."""
    if not closed.conditions or not domain.conditions:
        return closed.conditions
    from checker.decide.kernels.discharge import follows  # noqa: PLC0415  # it loads real arithmetic, seldom needed

    return tuple(each for each in closed.conditions if not follows(sympy.true, each, domain))


def _over_primitives(closed: Closed, primitives: Primitives) -> Settled | None:
    try:
        left, right = (primitives.without_integrals(side) for side in (closed.left, closed.right))
    except Declines:
        return None
    return settled_difference(left, right, primitives.domain)


def _over_names(closed: Closed, domain: Domain) -> Settled | None:
    """Both sides with a name for each integral that is left: equal integrals are equal, whatever their value."""
    names: dict[Basic, Basic] = {}
    return settled_difference(_named(closed.left, names), _named(closed.right, names), domain)


def _named(side: Basic, names: dict[Basic, Basic]) -> Basic:
    if isinstance(side, Integral):
        if len(side.limits) != 1 or len(side.limits[0]) != 3:
            return side
        variable, low, high = side.limits[0]
        factor, rest = sympy.expand(side.function).as_independent(variable, as_Add=False)
        if loses_inside(side) or outside(lost_parts(side, sympy.Tuple(factor, rest)), (variable,)):
            return side
        plain = Integral(rest.xreplace({variable: PLAIN}), (PLAIN, low, high))
        return factor * names.setdefault(plain, Dummy("integral", real=True))
    if not side.has(Integral) or isinstance(side, Derivative):
        return side
    return side.func(*(_named(argument, names) for argument in side.args)) if keeps_its_parts(side) else side


PLAIN = Symbol("variable of a named integral", real=True)


def because(closed: Closed, primitives: Primitives) -> str:
    """What the proof had to do, in words."""
    if closed.up_to_a_constant:
        return "differentiate both sides: equal up to a constant"
    if primitives.names:
        return "use the linearity of ∫, substitution, parts, and the fundamental theorem"
    return "put the values of the integrals and limits in"


class Primitives:
    """An unknown antiderivative for each integrand, on one domain."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.names: dict[Basic, type] = {}
        self.steps: list[Step] = []

    def without_integrals(self, expression: Basic) -> Basic:
        """The expression with A(b) − A(a) for each definite integral. Raises Declines where that is not allowed."""
        if isinstance(expression, Integral):
            found = self._of_integral(expression)
            if loses_inside(expression) or outside(lost_parts(expression, found), expression.bound_symbols):
                raise Declines("a part that may have no value, and is lost")
            return found
        if not expression.has(Integral):
            return expression
        if isinstance(expression, Derivative):
            raise Declines("the derivative of an integral")
        if not keeps_its_parts(expression):
            raise Declines("an integral that is divided by")
        return expression.func(*(self.without_integrals(argument) for argument in expression.args))

    def _of_integral(self, expression: Basic) -> Basic:
        if len(expression.limits) != 1 or len(expression.limits[0]) != 3:
            raise Declines("several integrals at once")
        name, low, high = expression.limits[0]
        where = interval(low, high, LEVEL, self.domain)
        body = expression.function.xreplace({name: where.variable})
        if body.has(Integral):
            raise Declines("an integral within an integral")
        smooth_on(body, where, body)
        for end in (low, high):
            continuous_at_end(body, where, end)
        terms = sympy.Add.make_args(sympy.expand(body))
        return sympy.Add(*(self._of_term(term, where) for term in terms))

    def _of_term(self, term: Basic, where: Interval, depth: int = 0) -> Basic:
        """One term's integral: constants out, arguments made plain, derivatives of opaque functions by parts."""
        factor, rest = term.as_independent(where.variable, as_Add=False)
        if not rest.atoms(AppliedUndef):
            return factor * integral(rest, where, LEVEL).value
        arguments = {node.args for node in rest.atoms(AppliedUndef) if node.has(where.variable)}
        if len(arguments) != 1 or len(next(iter(arguments))) != 1:
            raise Declines("opaque functions of several arguments")
        inside = next(iter(arguments))[0]
        if inside != where.variable:
            return factor * self._substituted(rest, inside, where, depth)
        return factor * self._of_plain(rest, where, depth)

    def _substituted(self, body: Basic, inside: Basic, where: Interval, depth: int) -> Basic:
        """u = αt + β with a constant α ≠ 0, or any u beside a constant times u′."""
        slope = sympy.diff(inside, where.variable)
        if slope.has(where.variable) and not body.has(Derivative, sympy.Subs):
            return self._along(body, inside, slope, where, depth)
        if slope.has(where.variable) or not is_nonzero(slope, self.domain) or body.has(Derivative, sympy.Subs):
            raise Declines("a substitution that is not linear")
        start = inside.xreplace({where.variable: Integer(0)})
        low, high = (inside.xreplace({where.variable: end}) for end in (where.low, where.high))
        there = interval(low, high, LEVEL, self.domain)
        # one name for both variables would hide the substitution: go by way of another
        new = sympy.Dummy()
        moved = body.xreplace({where.variable: (new - start) / slope})
        plain = moved.replace(
            lambda node: isinstance(node, AppliedUndef), lambda node: node.func(sympy.expand(node.args[0]))
        )
        return self._of_term(plain.xreplace({new: there.variable}), there, depth) / slope

    def _along(self, body: Basic, inside: Basic, slope: Basic, where: Interval, depth: int) -> Basic:
        """∫ c·h(u)·u′ dt from a to b is c·∫ h from u(a) to u(b), whether u rises or not."""
        new = sympy.Dummy()
        opaque, plain = body.as_independent(AppliedUndef, as_Add=False)[::-1]
        factor = sympy.cancel(plain / slope)
        moved = opaque.replace(lambda node: isinstance(node, AppliedUndef), lambda node: node.func(new))
        low, high = (inside.xreplace({where.variable: end}) for end in (where.low, where.high))
        if factor.has(where.variable) or moved.has(where.variable) or not (low.is_finite and high.is_finite):
            raise Declines("a substitution that is neither linear nor beside its derivative")
        there = interval(low, high, LEVEL, self.domain)
        self.steps.append(Step("u = {}", (inside,)))
        return factor * self._of_term(moved.xreplace({new: there.variable}), there, depth)

    def _of_plain(self, body: Basic, where: Interval, depth: int) -> Basic:
        derivatives = [factor for factor in sympy.Mul.make_args(body) if isinstance(factor, Derivative)]
        others = sympy.Mul(*(factor for factor in sympy.Mul.make_args(body) if factor not in derivatives))
        if len(derivatives) == 1 and not others.atoms(AppliedUndef) and depth < MOST_PARTS:
            return self._by_parts(derivatives[0], others, where, depth)
        if body.has(Derivative):
            raise Declines("a product of derivatives")
        primitive = self._primitive(body, where.variable)
        return primitive(where.high) - primitive(where.low)

    def _by_parts(self, derivative: Basic, factor: Basic, where: Interval, depth: int) -> Basic:
        """∫ h f⁽ᵏ⁾ = [h f⁽ᵏ⁻¹⁾] − ∫ h' f⁽ᵏ⁻¹⁾."""
        t, order = where.variable, len(derivative.variables) - 1
        if set(derivative.variables) != {t} or not isinstance(derivative.expr, AppliedUndef):
            raise Declines("a derivative with respect to another name")
        lower = Derivative(derivative.expr, (t, order)) if order else derivative.expr
        boundary = [self._at(lower, t, end) * factor.xreplace({t: end}) for end in (where.high, where.low)]
        remaining = sympy.expand(sympy.diff(factor, t) * lower)
        terms = [] if remaining == 0 else sympy.Add.make_args(remaining)
        self.steps.append(Step("by parts: {} against {}", (derivative, factor)))
        return boundary[0] - boundary[1] - sympy.Add(*(self._of_term(term, where, depth + 1) for term in terms))

    def _at(self, lower: Basic, variable: Basic, end: Basic) -> Basic:
        if isinstance(lower, AppliedUndef):
            return lower.xreplace({variable: end})
        if isinstance(end, Symbol):
            return lower.xreplace({variable: end})
        return sympy.Subs(lower, variable, end)

    def _primitive(self, body: Basic, variable: Basic) -> type:
        plain = body.xreplace({variable: Symbol("argument of an integrand", real=True)})
        known = self.names.get(plain)
        if known is None:
            known = Function(f"antiderivative {len(self.names) + 1}", real=True)
            self.names[plain] = known
            self.steps.append(Step("antiderivative {} of {}", (len(self.names), body)))
        return known


INTEGRAL_IDENTITY = Procedure(
    "integrals and limits", frozenset({Status.PROVED}), settle, "∫ f(3t) dt from 0 to 1 = ⅓ ∫ f(t) dt from 0 to 3"
)
