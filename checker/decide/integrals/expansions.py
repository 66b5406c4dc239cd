"""Asymptotic expansions for ε → 0+: finitely many exact terms of the scale of growth, and a bound for the rest.

The rest is O(a monomial) by Taylor's theorem with remainder, term by term (de Bruijn 1958,
"Asymptotic Methods in Analysis", ch. 1). Coefficients are exact; what must not vanish, or must have
a sign, is shown to, or the expansion declines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import sympy
from sympy import Dummy, Integer, Rational, pi
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef

from checker.decide.integrals.certain_signs import is_nonzero
from checker.decide.integrals.growth_scale import (
    EPSILON,
    LOG,
    LOG_LOG,
    NOUGHT,
    ONE,
    Monomial,
    Scale,
    divided,
    raised,
    times,
)
from checker.decide.kernels.generators import Declines
from checker.model import Domain

MOST_TERMS = 24
LONGEST = 40  # terms of a coefficient
ONE_HALF = Rational(1, 2)


class BeyondHelp(Declines):
    """No longer expansion would mend it: a logarithm of what is negative, an exponential beyond the scale."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """Σ coefficient · monomial, the largest first, plus O(rest); `rest` None where there is none."""

    terms: tuple[tuple[Monomial, Basic], ...]
    rest: Monomial | None = None


def constant(value: Basic) -> Expansion:
    """What does not depend on ε."""
    return Expansion(() if value == 0 else ((ONE, value),))


class Expander:
    """Expands expressions in one variable, to which `at` gives its expansion; `length` bounds Taylor series."""

    def __init__(self, variable: Basic, at: Expansion, domain: Domain, length: int) -> None:
        self.variable = variable
        self.at = at
        self.scale = Scale(domain)
        self.length = length
        self.known: dict[Basic, Expansion] = {}

    def expand(self, expression: Basic) -> Expansion:
        """The expansion of an expression. Raises Declines where it has none that is certain."""
        if expression == self.variable:
            return self.at
        if not expression.has(self.variable):
            return constant(expression)
        known = self.known.get(expression)
        if known is None:
            known = self._compute(expression)
            self.known[expression] = known
        return known

    def _compute(self, expression: Basic) -> Expansion:
        if isinstance(expression, sympy.Add):
            return self.sum([self.expand(term) for term in expression.args])
        if isinstance(expression, sympy.Mul):
            product = self.expand(expression.args[0])
            for factor in expression.args[1:]:
                product = self.product(product, self.expand(factor))
            return product
        if isinstance(expression, sympy.Pow):
            return self._power(expression.base, expression.exp)
        if isinstance(expression, AppliedUndef):
            return self._opaque(expression)
        rule = RULES.get(expression.func)
        if rule is not None:
            return rule(self, self.expand(expression.args[0]))
        rewritten = REWRITTEN.get(expression.func)
        if rewritten is not None:
            return self.expand(rewritten(*expression.args))
        if expression.func in ANALYTIC:
            return self._analytic(expression.func, self.expand(expression.args[0]))
        raise Declines(f"no expansion of {expression.func.__name__}")

    # --- arithmetic ----------------------------------------------------------------------------

    def sum(self, parts: Iterable[Expansion]) -> Expansion:
        """The sum of some expansions."""
        gathered: list[tuple[Monomial, Basic]] = []
        rest: Monomial | None = None
        for part in parts:
            gathered += part.terms
            rest = self._larger(rest, part.rest)
        return self._tidy(gathered, rest)

    def product(self, left: Expansion, right: Expansion) -> Expansion:
        """The product of two expansions."""
        gathered = [(times(m, n), c * d) for m, c in left.terms for n, d in right.terms]
        rest: Monomial | None = None
        for one, two in ((left, right), (right, left)):
            if one.rest is not None:
                rest = self._larger(rest, self._times_size(one.rest, two))
        return self._tidy(gathered, rest)

    def _times_size(self, rest: Monomial, other: Expansion) -> Monomial | None:
        """rest · O(other)."""
        if other.terms:
            return times(rest, other.terms[0][0])
        return times(rest, other.rest) if other.rest is not None else None

    def _larger(self, one: Monomial | None, two: Monomial | None) -> Monomial | None:
        if one is None or two is None:
            return two if one is None else one
        return one if self.scale.compare(one, two) >= 0 else two

    def _tidy(self, terms: Iterable[tuple[Monomial, Basic]], rest: Monomial | None) -> Expansion:
        """Terms of one monomial gathered, in order, without those that the rest swallows."""
        totals: dict[Monomial, Basic] = {}
        for monomial, coefficient in terms:
            totals[monomial] = totals.get(monomial, NOUGHT) + coefficient
        kept: list[tuple[Monomial, Basic]] = []
        for monomial, total in totals.items():
            coefficient = total
            if not total.is_Atom:
                coefficient = sympy.expand(total, power_base=False, power_exp=False, log=False)
            if coefficient.is_Add and len(coefficient.args) > LONGEST:
                raise Declines("coefficients that grow too long")
            if coefficient == 0 or (rest is not None and self.scale.compare(monomial, rest) <= 0):
                continue
            place = 0
            while place < len(kept) and (order := self.scale.compare(kept[place][0], monomial)) >= 0:
                if order == 0:
                    break
                place += 1
            if place < len(kept) and order == 0:
                kept[place] = (kept[place][0], kept[place][1] + coefficient)
            else:
                kept.insert(place, (monomial, coefficient))
        if len(kept) > MOST_TERMS:
            rest, kept = kept[MOST_TERMS][0], kept[:MOST_TERMS]
        return Expansion(tuple(kept), rest)

    def leading(self, expansion: Expansion) -> tuple[Monomial, Basic, Expansion]:
        """The first term, whose coefficient surely never vanishes, and δ with expansion = term · (1 + δ).

        Raises Declines where there is none.
        """
        terms = list(expansion.terms)
        while terms and self.scale.vanishes(terms[0][1]):
            del terms[0]
        if not terms or not is_nonzero(terms[0][1], self.scale.domain):
            raise Declines("a leading coefficient that may vanish")
        monomial, lead = terms[0]
        rest = None if expansion.rest is None else divided(expansion.rest, monomial)
        return monomial, lead, self._tidy([(divided(m, monomial), c / lead) for m, c in terms[1:]], rest)

    def _series(self, coefficients: Iterable[Basic], small: Expansion) -> Expansion:
        """c₀ + c₁δ + … + O(δ^length), for a δ that tends to 0."""
        given = list(coefficients)
        total, power = constant(given[0]), constant(Integer(1))
        parts = [total]
        for coefficient in given[1:]:
            power = self.product(power, small)
            parts.append(self.product(constant(coefficient), power))
        size = small.terms[0][0] if small.terms else small.rest
        if size is None:
            return total
        parts.append(Expansion((), raised(size, Integer(len(given)))))
        return self.sum(parts)

    def parts(self, expansion: Expansion) -> tuple[list[tuple[Monomial, Basic]], Basic, Expansion]:
        """The terms that tend to ∞, the constant one, and the expansion of what tends to 0.

        Raises Declines where the rest may not tend to 0.
        """
        if expansion.rest is not None and self.scale.growth(expansion.rest) >= 0:
            raise Declines("a rest that does not tend to 0")
        large: list[tuple[Monomial, Basic]] = []
        level, small = NOUGHT, []
        for monomial, coefficient in expansion.terms:
            growth = self.scale.growth(monomial)
            if growth > 0:
                if not self.scale.vanishes(coefficient):
                    large.append((monomial, coefficient))
            elif growth == 0:
                level += coefficient
            else:
                small.append((monomial, coefficient))
        return large, level, Expansion(tuple(small), expansion.rest)

    # --- powers, exponentials, logarithms ------------------------------------------------------

    def _power(self, base: Basic, exponent: Basic) -> Expansion:
        if exponent.has(self.variable):
            if base == -1:
                return Expansion((), ONE)  # (−1)ⁿ is bounded
            return self.exponential(self.product(self.expand(exponent), self.logarithm(self.expand(base))))
        inside = self.expand(base)
        if exponent.is_Integer and 0 < exponent <= 12:
            result = inside
            for _ in range(int(exponent) - 1):
                result = self.product(result, inside)
            return result
        monomial, lead, small = self.leading(inside)
        if not exponent.is_integer and self.scale.sign(lead) != 1:
            raise BeyondHelp("a root of what is not positive")
        head = Expansion(((raised(monomial, exponent), lead**exponent),))
        coefficients = [sympy.ff(exponent, k) / sympy.factorial(k) for k in range(self.length)]
        return self.product(head, self._series(coefficients, small))

    def exponential(self, inside: Expansion) -> Expansion:
        """e^u: the part of u that tends to ∞ moves into the scale, the rest is a series."""
        large, level, small = self.parts(inside)
        head = Monomial()
        for monomial, coefficient in large:
            head = times(head, self._exponential_of(monomial, coefficient))
        coefficients = [1 / sympy.factorial(k) for k in range(self.length)]
        front = Expansion(((head, sympy.exp(level)),))
        return self.product(front, self._series(coefficients, small))

    def _exponential_of(self, monomial: Monomial, coefficient: Basic) -> Monomial:
        if monomial == LOG:
            return raised(EPSILON, -coefficient)
        if monomial == LOG_LOG:
            return raised(LOG, coefficient)
        if monomial.exponent or self.scale.growth(divided(monomial, LOG)) <= 0:
            raise BeyondHelp("an exponential beyond the scale")
        return Monomial(((monomial.powers, coefficient),))

    def logarithm(self, inside: Expansion) -> Expansion:
        """log u for u > 0: the logarithm of the leading monomial leaves the scale's exponent."""
        monomial, lead, small = self.leading(inside)
        if self.scale.sign(lead) != 1:
            raise BeyondHelp("a logarithm of what is not positive")
        a, b, c = monomial.powers
        if c != 0:
            raise BeyondHelp("a logarithm beyond the scale")
        head = [(Monomial(powers=powers), coefficient) for powers, coefficient in monomial.exponent]
        head += [(LOG, -a), (LOG_LOG, b), (ONE, sympy.log(lead))]
        coefficients = [NOUGHT, *(Rational((-1) ** (k + 1), k) for k in range(1, self.length))]
        return self.sum([self._tidy(head, None), self._series(coefficients, small)])

    # --- functions -----------------------------------------------------------------------------

    def _analytic(self, function: type, inside: Expansion) -> Expansion:
        large, centre, small = self.parts(inside)
        if large:
            raise Declines(f"{function.__name__} at infinity")
        needed = ANALYTIC[function](centre)
        if needed is not None and self.scale.sign(needed) != 1:
            raise Declines(f"{function.__name__} where it may not be analytic")
        return self._series(_taylor(function, centre, self.length), small)

    def circular(self, function: type, inside: Expansion) -> Expansion:
        """sin or cos: a Taylor series at a finite argument, bounded at an infinite one."""
        try:
            large, centre, small = self.parts(inside)
        except Declines:
            return Expansion((), ONE)
        if large:
            return Expansion((), ONE)
        return self._series(_taylor(function, centre, self.length), small)

    def arctangent(self, inside: Expansion) -> Expansion:
        """atan, by atan u = ±π/2 − atan 1/u at infinity."""
        large, _, _ = self.parts(inside)
        if not large:
            return self._analytic(sympy.atan, inside)
        side = self.scale.sign(self.leading(inside)[1])
        inverted = self._analytic(sympy.atan, self.inverse(inside))
        return self.sum([constant(side * pi / 2), self.product(constant(Integer(-1)), inverted)])

    def inverse(self, inside: Expansion) -> Expansion:
        """1/u."""
        monomial, lead, small = self.leading(inside)
        head = Expansion(((raised(monomial, Integer(-1)), 1 / lead),))
        return self.product(head, self._series([Integer((-1) ** k) for k in range(self.length)], small))

    def error_function(self, inside: Expansion) -> Expansion:
        """erf, by |±1 − erf u| ≤ e^{−u²} at infinity (Abramowitz and Stegun 1964, §7.1.13)."""
        large, _, _ = self.parts(inside)
        if not large:
            return self._analytic(sympy.erf, inside)
        side = self.scale.sign(self.leading(inside)[1])
        bell = self.exponential(self.product(constant(Integer(-1)), self.product(inside, inside)))
        return Expansion(((ONE, Integer(side)),), bell.terms[0][0])

    def absolute(self, inside: Expansion) -> Expansion:
        """|u|, by the sign of its leading coefficient."""
        side = self.scale.sign(self.leading(inside)[1])
        return inside if side == 1 else self.product(constant(Integer(-1)), inside)

    def signum(self, inside: Expansion) -> Expansion:
        """sign u, by the sign of its leading coefficient."""
        return constant(Integer(self.scale.sign(self.leading(inside)[1])))

    def log_gamma(self, inside: Expansion) -> Expansion:
        """log Γ(u) for u → ∞, by Stirling's series (Abramowitz and Stegun 1964, §6.1.40–42)."""
        monomial, lead, _ = self.leading(inside)
        if self.scale.growth(monomial) <= 0 or self.scale.sign(lead) != 1:
            raise Declines("Γ where its argument does not tend to ∞")
        inverse = self.inverse(inside)
        parts = [
            self.product(self.sum([inside, constant(-ONE_HALF)]), self.logarithm(inside)),
            self.product(constant(Integer(-1)), inside),
            constant(sympy.log(2 * pi) / 2),
        ]
        power = inverse
        for k in range(1, self.length):
            coefficient = sympy.bernoulli(2 * k) / (2 * k * (2 * k - 1))
            parts.append(self.product(constant(coefficient), power))
            power = self.product(power, self.product(inverse, inverse))
        parts.append(Expansion((), raised(monomial, Integer(1 - 2 * self.length))))
        return self.sum(parts)

    def gamma(self, inside: Expansion) -> Expansion:
        """Γ(u): Stirling's series at infinity, Taylor's at a finite u > 0."""
        large, _, _ = self.parts(inside)
        return self.exponential(self.log_gamma(inside)) if large else self._analytic(sympy.gamma, inside)

    def whole_part(self, inside: Expansion) -> Expansion:
        """⌊u⌋ or ⌈u⌉ = u + O(1)."""
        return self.sum([inside, Expansion((), ONE)])

    def _opaque(self, expression: Basic) -> Expansion:
        """f(u) for an opaque f, taken to have as many continuous derivatives as its Taylor series needs."""
        if len(expression.args) != 1:
            raise Declines("an opaque function of several arguments")
        large, centre, small = self.parts(self.expand(expression.args[0]))
        if large:
            raise Declines("an opaque function at infinity")
        coefficients = [_opaque_slope(expression.func, centre, k) / sympy.factorial(k) for k in range(self.length)]
        return self._series(coefficients, small)


def _opaque_slope(function: type, centre: Basic, order: int) -> Basic:
    if order == 0:
        return function(centre)
    if isinstance(centre, sympy.Symbol):
        return sympy.Derivative(function(centre), (centre, order))
    name = sympy.Symbol("argument of an opaque function", real=True)
    return sympy.Subs(sympy.Derivative(function(name), (name, order)), name, centre)


@lru_cache(maxsize=512)
def _taylor(function: type, centre: Basic, length: int) -> tuple[Basic, ...]:
    """The first Taylor coefficients of a function of one variable."""
    name = Dummy()
    slope = function(name)
    found = []
    for k in range(length):
        found.append(slope.xreplace({name: centre}).doit(deep=False) / sympy.factorial(k))
        slope = sympy.diff(slope, name)
    return tuple(found)


def _nothing(_centre: Basic) -> Basic | None:
    return None


# what must be positive at the centre of a Taylor series
ANALYTIC: Mapping[type, Callable[[Basic], Basic | None]] = {
    sympy.sinh: _nothing,
    sympy.cosh: _nothing,
    sympy.atan: _nothing,
    sympy.erf: _nothing,
    sympy.asin: lambda centre: 1 - centre**2,
    sympy.acos: lambda centre: 1 - centre**2,
    sympy.gamma: lambda centre: centre,
}

RULES: Mapping[type, Callable[[Expander, Expansion], Expansion]] = {
    sympy.exp: Expander.exponential,
    sympy.log: Expander.logarithm,
    sympy.sin: lambda expander, inside: expander.circular(sympy.sin, inside),
    sympy.cos: lambda expander, inside: expander.circular(sympy.cos, inside),
    sympy.atan: Expander.arctangent,
    sympy.erf: Expander.error_function,
    sympy.Abs: Expander.absolute,
    sympy.sign: Expander.signum,
    sympy.gamma: Expander.gamma,
    sympy.floor: Expander.whole_part,
    sympy.ceiling: Expander.whole_part,
}

REWRITTEN: Mapping[type, Callable[..., Basic]] = {
    sympy.tan: lambda u: sympy.sin(u) / sympy.cos(u),
    sympy.cot: lambda u: sympy.cos(u) / sympy.sin(u),
    sympy.sec: lambda u: 1 / sympy.cos(u),
    sympy.csc: lambda u: 1 / sympy.sin(u),
    sympy.sinh: lambda u: (sympy.exp(u) - sympy.exp(-u)) / 2,
    sympy.cosh: lambda u: (sympy.exp(u) + sympy.exp(-u)) / 2,
    sympy.tanh: lambda u: (sympy.exp(u) - sympy.exp(-u)) / (sympy.exp(u) + sympy.exp(-u)),
    sympy.coth: lambda u: (sympy.exp(u) + sympy.exp(-u)) / (sympy.exp(u) - sympy.exp(-u)),
    sympy.sech: lambda u: 2 / (sympy.exp(u) + sympy.exp(-u)),
    sympy.csch: lambda u: 2 / (sympy.exp(u) - sympy.exp(-u)),
    sympy.asinh: lambda u: sympy.log(u + sympy.sqrt(u**2 + 1)),
    sympy.acosh: lambda u: sympy.log(u + sympy.sqrt(u**2 - 1)),
    sympy.atanh: lambda u: sympy.log((1 + u) / (1 - u)) / 2,
    sympy.erfc: lambda u: 1 - sympy.erf(u),
    sympy.factorial: lambda u: sympy.gamma(u + 1),
    sympy.binomial: lambda n, k: sympy.gamma(n + 1) / (sympy.gamma(k + 1) * sympy.gamma(n - k + 1)),
}
