"""Summands as sums of c·zʲ·R(j)·∏ (u)_{mj}^e for j = 0, 1, 2, …: what summation in closed form starts from.

(u)_n = u(u + 1)…(u + n − 1) is the rising factorial. Such terms are hypergeometric: f(j + 1)/f(j) is
a rational function of j (Graham, Knuth and Patashnik 1994, §5.5; Petkovšek, Wilf and Zeilberger
1996, ch. 3). cos and sin of what is linear in j become exponentials, so that z may be complex.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import sympy
from sympy import I, Integer, Rational, S, Symbol
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import sign
from checker.decide.kernels.generators import Declines
from checker.decide.partial_parts import lost_parts
from checker.model import Domain

J = Symbol("index of a series", integer=True, nonnegative=True)
MOST_SUMMANDS = 32
MOST_STEPS = 40  # of a rising factorial, or of a power, that is written out


@dataclass(frozen=True, slots=True)
class Summand:
    """coefficient · (base·e^{i·turn})ʲ · weight(j) · ∏ (u)_{mj}^e, over the pairs ((u, m), e) of `risings`.

    The weight is a rational function of J; nothing else holds J. Starts u differ by no integer from
    one another where slopes m agree and exponents e differ in sign.
    """

    coefficient: Basic = S.One
    base: Basic = S.One
    turn: Basic = S.Zero
    weight: Basic = S.One
    risings: tuple[tuple[tuple[Basic, int], int], ...] = ()


def summands(body: Basic, index: Basic, start: Basic, domain: Domain) -> list[Summand]:
    """The terms whose sum the body is, with index = start + J. Raises Declines where it is of another kind."""
    terms = _Reader(domain).read(body.xreplace({index: start + J}))
    return [_cancelled(term, domain) for term in terms]


def at_unit_slope(term: Summand, domain: Domain) -> Summand:
    """The term with every slope 1, by (u)_{mj} = m^{mj} ∏ ((u + r)/m)_j over r < m."""
    base, risings = term.base, list[tuple[tuple[Basic, int], int]]()
    for (u, m), e in term.risings:
        base *= Integer(m) ** (m * e)
        risings += [(((u + r) / m, 1), e) for r in range(m)]
    return _cancelled(replace(term, base=base, risings=tuple(risings)), domain)


def ratio(term: Summand) -> Basic:
    """f(j + 1)/f(j), as a rational function of J and of what stands for e^{i·turn}."""
    found = term.base * sympy.exp(I * term.turn) * term.weight.xreplace({J: J + 1}) / term.weight
    for (u, m), e in term.risings:
        found *= sympy.Mul(*((u + m * J + r) ** e for r in range(m)))
    return found


def divisors(product: Basic) -> list[Basic]:
    """What stands in a product with an exponent that may be negative, and may therefore not be zero."""
    powers = (factor for factor in sympy.Mul.make_args(product) if factor.is_Pow and not factor.base.is_number)
    return [power.base for power in powers if not power.exp.is_nonnegative]


class _Reader:
    """Reads products and sums; every rule holds for all j ≥ 0."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain

    def read(self, expression: Basic) -> list[Summand]:
        if not expression.has(J):
            return [Summand(coefficient=expression)]
        if expression.is_rational_function(J):
            free, bound = expression.as_independent(J, as_Add=False)
            return [Summand(coefficient=free, weight=bound)]
        if isinstance(expression, sympy.Add):
            return _few([term for argument in expression.args for term in self.read(argument)])
        if isinstance(expression, sympy.Mul):
            return self._product(expression.args)
        if isinstance(expression, sympy.Pow):
            return self._power(*expression.args)
        rule = RULES.get(expression.func)
        if rule is None:
            raise Declines(f"a summand with {expression.func.__name__}")
        return rule(self, *expression.args)

    def _product(self, factors: Iterable[Basic]) -> list[Summand]:
        products = [Summand()]
        for factor in factors:
            products = _few([_times(one, two) for one in products for two in self.read(factor)])
        return products

    def _power(self, base: Basic, exponent: Basic) -> list[Summand]:
        if not base.has(J):
            return [self._geometric(base, exponent)]
        if not exponent.is_Integer or abs(exponent) > MOST_STEPS:
            raise Declines("a power of the index that is not an integer")
        inside = self.read(base)
        if len(inside) == 1:
            return [_raised(inside[0], int(exponent))]
        if exponent < 0:
            raise Declines("a sum in a denominator")
        return self._product([base] * int(exponent))

    def _geometric(self, base: Basic, exponent: Basic) -> Summand:
        slope, constant = linear(exponent)
        if base.has(I) or base.is_extended_real is False:
            raise Declines("a power of what is not real")
        if slope.is_Integer:
            return Summand(coefficient=base**constant, base=base**slope)
        if sign(base, self.domain) != 1:
            raise Declines("a power of what may not be positive")
        return Summand(coefficient=base**constant, base=base**slope)

    def exponential(self, exponent: Basic) -> list[Summand]:
        slope, constant = linear(exponent)
        turn = sympy.im(slope) if slope.has(I) else Integer(0)
        if turn.has(sympy.im, sympy.re):
            raise Declines("an exponent whose imaginary part is not seen")
        coefficient, base = sympy.exp(constant), sympy.exp(sympy.expand(slope - I * turn))
        if lost_parts(sympy.Tuple(constant, slope), sympy.Tuple(coefficient, base)):
            raise Declines("an exponent with a logarithm, which e^ would lose")
        return [Summand(coefficient=coefficient, base=base, turn=turn)]

    def cosine(self, angle: Basic) -> list[Summand]:
        return self._waves(angle, Rational(1, 2), Rational(1, 2))

    def sine(self, angle: Basic) -> list[Summand]:
        return self._waves(angle, -I / 2, I / 2)

    def _waves(self, angle: Basic, forward: Basic, backward: Basic) -> list[Summand]:
        slope, constant = linear(angle)
        if slope.is_real is False or slope.has(I) or constant.has(I):
            raise Declines("a complex angle")
        return [
            Summand(coefficient=factor * sympy.exp(s * I * constant), turn=s * slope)
            for factor, s in ((forward, 1), (backward, -1))
        ]

    def factorial(self, argument: Basic) -> list[Summand]:
        return self.gamma(argument + 1)

    def gamma(self, argument: Basic) -> list[Summand]:
        """Γ(mj + b) = Γ(b)·(b)_{mj}, for b > 0."""
        slope, constant = whole_slope(argument)
        if sign(constant, self.domain) != 1:
            raise Declines("a factorial of what may be negative")
        return [Summand(coefficient=sympy.gamma(constant), risings=(((constant, slope), 1),))]

    def rising(self, start: Basic, length: Basic) -> list[Summand]:
        """(u)_{mj + c} = (u)_c·(u + c)_{mj}, for an integer c ≥ 0."""
        if start.has(J):
            raise Declines("a rising factorial from the index on")
        slope, steps = whole_slope(length)
        if not steps.is_Integer or not 0 <= steps <= MOST_STEPS:
            raise Declines("a rising factorial whose length is not seen")
        return [
            Summand(
                coefficient=sympy.Mul(*(start + r for r in range(int(steps)))),
                risings=(((start + steps, slope), 1),),
            )
        ]

    def falling(self, start: Basic, length: Basic) -> list[Summand]:
        """u(u − 1)…(u − n + 1) = (−1)ⁿ(−u)_n."""
        return self._product_of(self._geometric(Integer(-1), length), *self.rising(-start, length))

    def binomial(self, above: Basic, below: Basic) -> list[Summand]:
        """C(u, n) with an integer n ≥ 0 is u(u − 1)…/n!; where u is one too, C(u, n) = C(u, u − n)."""
        if not below.has(J):
            if below.is_Integer and 0 <= below <= MOST_STEPS:
                return self.read(sympy.Mul(*(above - r for r in range(int(below)))) / sympy.factorial(below))
            if not (above.is_integer and sign(above + 1, self.domain) == 1):
                raise Declines("a binomial whose lower index may be no integer")
            below = sympy.expand(above - below)
        m, constant = linear(above)
        n, least = whole_slope(below)
        if not least.is_Integer or least < 0:
            raise Declines("a binomial whose lower index may be negative")
        inverse = [_raised(term, -1) for term in self.rising(Integer(1), below)]
        if m == 0:
            return self._product_of(*self.falling(above, below), *inverse)
        if m == n:
            return self._product_of(*self.rising(sympy.expand(above - below) + 1, below), *inverse)
        if not (m.is_Integer and m > n and constant.is_Integer and constant >= least):
            raise Declines("a binomial of another kind")
        others = [_raised(term, -1) for term in self.rising(Integer(1), sympy.expand(above - below))]
        return self._product_of(*self.rising(Integer(1), above), *inverse, *others)

    def _product_of(self, *terms: Summand) -> list[Summand]:
        product = Summand()
        for term in terms:
            product = _times(product, term)
        return [product]


def linear(expression: Basic) -> tuple[Basic, Basic]:
    """(a, b) with the expression a·J + b. Raises Declines where it is not linear."""
    expanded = sympy.expand(expression)
    if not expanded.is_polynomial(J) or sympy.degree(expanded, J) > 1:
        raise Declines("not linear in the index")
    return expanded.coeff(J, 1), expanded.coeff(J, 0)


def whole_slope(expression: Basic) -> tuple[int, Basic]:
    """(a, b) with the expression a·J + b and an integer a > 0. Raises Declines for another."""
    slope, constant = linear(expression)
    if not slope.is_Integer or not 0 < slope <= MOST_STEPS:
        raise Declines("a slope that is no small positive integer")
    return int(slope), constant


def _few(terms: list[Summand]) -> list[Summand]:
    if len(terms) > MOST_SUMMANDS:
        raise Declines("too many terms")
    return terms


def _times(one: Summand, two: Summand) -> Summand:
    return Summand(
        one.coefficient * two.coefficient,
        one.base * two.base,
        one.turn + two.turn,
        one.weight * two.weight,
        one.risings + two.risings,
    )


def _raised(term: Summand, exponent: int) -> Summand:
    return Summand(
        term.coefficient**exponent,
        term.base**exponent,
        term.turn * exponent,
        term.weight**exponent,
        tuple((rising, e * exponent) for rising, e in term.risings),
    )


def _cancelled(term: Summand, domain: Domain) -> Summand:
    """Rising factorials of one kind cancelled into the weight: (u + d)_{mj}/(u)_{mj} = (u + mj)_d/(u)_d.

    Raises Declines where one in a denominator may be zero.
    """
    if any(e < 0 and sign(u, domain) != 1 for (u, _), e in term.risings):
        raise Declines("a rising factorial that may be zero in a denominator")
    left: list[tuple[tuple[Basic, int], int]] = []
    weight, coefficient = term.weight, term.coefficient
    units = [(rising, 1 if e > 0 else -1) for rising, e in term.risings for _ in range(abs(e))]
    if len(units) > MOST_STEPS:
        raise Declines("too many factorials")
    for (u, m), e in units:
        partner = next((known for known in left if known[1] == -e and _cancels(known[0], (u, m), domain)), None)
        if partner is None:
            left.append(((u, m), e))
            continue
        left.remove(partner)
        start, gap = (u, sympy.expand(partner[0][0] - u)) if e < 0 else (partner[0][0], sympy.expand(u - partner[0][0]))
        # (start + gap)_{mj}/(start)_{mj}
        factors, values = _steps(start, m, int(gap))
        weight *= factors
        coefficient /= values
    return replace(term, weight=weight, coefficient=coefficient, risings=tuple(left))


def _cancels(one: tuple[Basic, int], two: tuple[Basic, int], domain: Domain) -> bool:
    """Do two starts differ by an integer, with no zero from the lesser one on?"""
    gap = sympy.expand(one[0] - two[0])
    if one[1] != two[1] or not gap.is_Integer or abs(gap) > MOST_STEPS:
        return False
    least = one[0] if gap <= 0 else two[0]
    return gap == 0 or sign(least, domain) == 1 or bool(least.is_Rational and not least.is_Integer)


def _steps(start: Basic, slope: int, gap: int) -> tuple[Basic, Basic]:
    """(u + mj)_d and (u)_d; for d < 0 their meaning by Γ."""
    if gap < 0:
        above, below = _steps(start + gap, slope, -gap)
        return 1 / above, 1 / below
    values = [start + r for r in range(gap)]
    return sympy.Mul(*(value + slope * J for value in values)), sympy.Mul(*values)


RULES: Mapping[type, Callable[..., list[Summand]]] = {
    sympy.exp: _Reader.exponential,
    sympy.cos: _Reader.cosine,
    sympy.sin: _Reader.sine,
    sympy.cosh: lambda reader, u: reader.read((sympy.exp(u) + sympy.exp(-u)) / 2),
    sympy.sinh: lambda reader, u: reader.read((sympy.exp(u) - sympy.exp(-u)) / 2),
    sympy.factorial: _Reader.factorial,
    sympy.gamma: _Reader.gamma,
    sympy.binomial: _Reader.binomial,
    sympy.RisingFactorial: _Reader.rising,
    sympy.FallingFactorial: _Reader.falling,
}
