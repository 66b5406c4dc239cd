"""Equal because the real and the imaginary parts are: z = a + bi for each complex name, with a and b real."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import sympy
from sympy import Add, Integer, Mul, Pow, Symbol
from sympy.core.basic import Basic

from checker.decide.at_points.points import is_complex
from checker.decide.kernels.conditions import unlike_zero
from checker.decide.kernels.generators import Declines
from checker.decide.kernels.settled import settled_difference
from checker.decide.parts import free_names
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Domain, Equal, Status, Verdict

PARTED = frozenset({sympy.Abs, sympy.conjugate, sympy.re, sympy.im})  # of a + bi with real names, too
MOST_POWER = 12  # a power is multiplied out

Parts = tuple[Basic, Basic]


def settle(case: Case) -> Verdict | None:
    """PROVED where both parts of left − right vanish; a divisor of one side alone is a condition."""
    question = case.question
    if not isinstance(question, Equal) or has_matrices(case.heads):
        return None
    names = free_names(question.left) | free_names(question.right)
    of_parts = not case.heads.isdisjoint(PARTED) and (question.left.has(sympy.I) or question.right.has(sympy.I))
    if not of_parts and not any(is_complex(name) for name in names):
        return None
    if any(is_complex(name) for condition in case.domain.conditions for name in condition.free_symbols):
        return None
    try:
        left, right = Side(), Side()
        pairs = list(zip(left.parts(question.left), right.parts(question.right), strict=True))
    except Declines:
        return None
    for one, two in pairs:
        settled = settled_difference(one, two, case.domain)
        if settled is None or settled.conditions:
            return None
    conditions = tuple(dict.fromkeys([*_beyond(left, right, case.domain), *_beyond(right, left, case.domain)]))
    because = "compare real and imaginary parts"
    steps = tuple(f"{one} = {two}" for one, two in pairs)
    return Verdict(
        Status.PROVED, "complex parts", because, conditions=conditions, certificate=Certificate(because, steps)
    )


def _beyond(side: Side, other: Side, domain: Domain) -> list[str]:
    """The divisors of one side that the other does not divide by, as conditions."""

    def granted(norm: Basic) -> bool:
        return any(settled_difference(norm, known, domain) is not None for known in other.divisors)

    divisors = ((norm, divisor) for norm, divisor in side.divisors.items() if norm.is_positive is not True)
    return [unlike_zero(divisor) for norm, divisor in divisors if not granted(norm)]


@dataclass(slots=True)
class Side:
    """Reads a side by its parts, and notes what it divides by: each divisor by the square of its absolute value."""

    divisors: dict[Basic, Basic] = field(default_factory=dict)

    def parts(self, node: Basic) -> Parts:
        """The real and the imaginary part. Raises Declines where there is no rule."""
        if isinstance(node, Symbol):
            return _named(node)
        if isinstance(node, sympy.Rational) or node in CONSTANTS:
            return node, Integer(0)
        if node is sympy.I:
            return Integer(0), Integer(1)
        if isinstance(node, Add):
            reals, imaginaries = zip(*(self.parts(term) for term in node.args), strict=True)
            return Add(*reals), Add(*imaginaries)
        if isinstance(node, Mul):
            return self._product([self.parts(factor) for factor in node.args])
        if isinstance(node, Pow):
            return self._power(*node.args)
        rule = RULES.get(type(node))
        if rule is None:
            raise Declines(f"no parts for {type(node).__name__}")
        return rule(*self.parts(node.args[0]))

    def _power(self, base: Basic, exponent: Basic) -> Parts:
        inside = self.parts(base)
        if inside[1] == 0 and inside[0].is_nonnegative and exponent.is_Rational and exponent > 0:
            return Pow(inside[0], exponent, evaluate=False), Integer(0)
        if not exponent.is_Integer or abs(exponent.p) > MOST_POWER:
            raise Declines("a power that is not multiplied out")
        if exponent.p >= 0:
            return self._product([inside] * int(exponent.p))
        real, imaginary = self._product([inside] * int(-exponent.p))
        self.divisors[_norm(inside)] = base
        inverse = Pow(_norm((real, imaginary)), -1)
        return real * inverse, -imaginary * inverse

    @staticmethod
    def _product(factors: list[Parts]) -> Parts:
        real, imaginary = Integer(1), Integer(0)
        for a, b in factors:
            real, imaginary = real * a - imaginary * b, real * b + imaginary * a
        return real, imaginary


def _named(name: Basic) -> Parts:
    if not is_complex(name):
        if name.is_real is False:
            raise Declines("a name that is not real")
        return name, Integer(0)
    return Symbol(f"re({name.name})", real=True), Symbol(f"im({name.name})", real=True)


def _norm(parts: Parts) -> Basic:
    return parts[0] ** 2 + parts[1] ** 2


CONSTANTS = (sympy.pi, sympy.E)

# of a + bi; each has a value for every complex number (Ahlfors 1979, "Complex Analysis", ch. 2, §3)
RULES: Mapping[type, Callable[[Basic, Basic], Parts]] = {
    sympy.conjugate: lambda a, b: (a, -b),
    sympy.re: lambda a, _b: (a, Integer(0)),
    sympy.im: lambda _a, b: (b, Integer(0)),
    sympy.Abs: lambda a, b: (Pow(_norm((a, b)), sympy.Rational(1, 2)), Integer(0)),
    sympy.exp: lambda a, b: (sympy.exp(a) * sympy.cos(b), sympy.exp(a) * sympy.sin(b)),
    sympy.sin: lambda a, b: (sympy.sin(a) * sympy.cosh(b), sympy.cos(a) * sympy.sinh(b)),
    sympy.cos: lambda a, b: (sympy.cos(a) * sympy.cosh(b), -sympy.sin(a) * sympy.sinh(b)),
    sympy.sinh: lambda a, b: (sympy.sinh(a) * sympy.cos(b), sympy.cosh(a) * sympy.sin(b)),
    sympy.cosh: lambda a, b: (sympy.cosh(a) * sympy.cos(b), sympy.sinh(a) * sympy.sin(b)),
}

COMPLEX_PARTS = Procedure("complex parts", frozenset({Status.PROVED}), settle, "|z|² = z·z̄ for complex z")
