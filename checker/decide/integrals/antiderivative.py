"""Antiderivatives: candidates from an ansatz and substitutions, each believed only once it has been differentiated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import gcd, lcm

import sympy
from sympy import Dummy, Rational
from sympy.core.basic import Basic

from checker.decide.integrals.certain_signs import Interval, sign_on
from checker.decide.integrals.parallel_risch import SignOf, candidate
from checker.decide.kernels.zero import zero_difference
from checker.decide.parts import heads_of

DEEPEST = 2  # substitutions within substitutions


def antiderivatives(function: Basic, where: Interval, hint: Basic | None = None) -> Iterator[Basic]:
    """F with F' = f as expressions, each verified: d/dx F − f has the normal form zero on the interval's domain.

    Where F and f have values is for the caller to see to. `hint` is tried first.
    """
    for found in chain(() if hint is None else (hint,), _candidates(function, where)):
        if zero_difference(sympy.Derivative(found, where.variable), function, where.domain) is not None:
            yield found


def _candidates(function: Basic, where: Interval) -> Iterator[Basic]:
    def sign(value: Basic) -> int | None:
        return sign_on(value, where)

    yield from _of(in_plain_kernels(function), where.variable, sign, DEEPEST)


def _of(function: Basic, variable: Basic, sign: SignOf, depth: int) -> Iterator[Basic]:
    """What the ansatz gives for the function as it is, multiplied out, and after substitutions."""
    for shape in _shapes(function):
        found = candidate(shape, variable, sign)
        if found is not None:
            yield found
    if depth:
        for rule in SUBSTITUTIONS:
            new = rule(function, variable, sign)
            if new is not None:
                for found in _of(new.integrand, new.variable, _beside(sign, new), depth - 1):
                    yield found.xreplace({new.variable: new.meaning})


def _shapes(function: Basic) -> Iterator[Basic]:
    yield function
    expanded = sympy.expand(function, power_base=False, power_exp=False)
    if expanded != function:
        yield expanded


# --- kernels the method knows ------------------------------------------------------------------


def in_plain_kernels(function: Basic) -> Basic:
    """The function in exponentials, sines, cosines, logarithms, roots and inverse functions only."""
    for head, shape in PLAIN.items():
        if head in heads_of(function):
            function = function.replace(head, shape)
    return function


PLAIN: dict[type, Callable[..., Basic]] = {
    sympy.tan: lambda u: sympy.sin(u) / sympy.cos(u),
    sympy.cot: lambda u: sympy.cos(u) / sympy.sin(u),
    sympy.sec: lambda u: 1 / sympy.cos(u),
    sympy.csc: lambda u: 1 / sympy.sin(u),
    sympy.sinh: lambda u: (sympy.exp(u) - sympy.exp(-u)) / 2,
    sympy.cosh: lambda u: (sympy.exp(u) + sympy.exp(-u)) / 2,
    sympy.tanh: lambda u: 1 - 2 / (sympy.exp(2 * u) + 1),
    sympy.coth: lambda u: 1 + 2 / (sympy.exp(2 * u) - 1),
    sympy.sech: lambda u: 2 * sympy.exp(u) / (sympy.exp(2 * u) + 1),
    sympy.csch: lambda u: 2 * sympy.exp(u) / (sympy.exp(2 * u) - 1),
    sympy.asinh: lambda u: sympy.log(u + sympy.sqrt(u**2 + 1)),
    sympy.acosh: lambda u: sympy.log(u + sympy.sqrt(u**2 - 1)),
    sympy.atanh: lambda u: sympy.log((1 + u) / (1 - u)) / 2,
    sympy.acos: lambda u: sympy.pi / 2 - sympy.asin(u),
    sympy.erfc: lambda u: 1 - sympy.erf(u),
}


# --- substitutions -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Substitution:
    """A new variable, what it stands for, and the integrand over it."""

    integrand: Basic
    variable: Basic
    meaning: Basic


def _beside(sign: SignOf, new: Substitution) -> SignOf:
    """Signs of what holds the new variable."""
    return lambda value: sign(value.xreplace({new.variable: new.meaning}))


def _root_of_line(function: Basic, variable: Basic, _sign: SignOf) -> Substitution | None:
    """r = (at + b)^(1/q), where it is the only root."""
    roots = [
        p for p in function.atoms(sympy.Pow) if p.exp.is_Rational and not p.exp.is_Integer and p.base.has(variable)
    ]
    bases = sorted({p.base for p in roots}, key=str)
    if len(bases) != 1 or not bases[0].is_polynomial(variable) or sympy.degree(bases[0], variable) != 1:
        return None
    degree = lcm(*(int(p.exp.q) for p in roots))
    a, b = sympy.Poly(bases[0], variable).all_coeffs()
    r = Dummy("r", positive=True)
    inside = function.xreplace({p: r ** (p.exp * degree) for p in roots}).xreplace({variable: (r**degree - b) / a})
    return Substitution(inside * degree * r ** (degree - 1) / a, r, bases[0] ** Rational(1, degree))


def _angle(function: Basic, variable: Basic) -> Basic | None:
    """The one angle, linear in the variable, of which sines and cosines are taken."""
    found = sorted({node.args[0] for node in function.atoms(sympy.sin, sympy.cos) if node.has(variable)}, key=str)
    return found[0] if len(found) == 1 and not sympy.diff(found[0], variable).has(variable) else None


def _sine(function: Basic, variable: Basic, _sign: SignOf) -> Substitution | None:
    """s = sin u, where f/cos u is a function of sin u alone."""
    return _wave(function, variable, sympy.sin, sympy.cos)


def _cosine(function: Basic, variable: Basic, _sign: SignOf) -> Substitution | None:
    """c = cos u, where f/sin u is a function of cos u alone."""
    return _wave(function, variable, sympy.cos, sympy.sin)


def _wave(function: Basic, variable: Basic, kept: type, other: type) -> Substitution | None:
    u = _angle(function, variable)
    if u is None:
        return None
    k, rest = Dummy("k", real=True), Dummy("rest", real=True)
    inside = sympy.cancel(function.xreplace({kept(u): k, other(u): rest}) / rest)
    even = inside.replace(
        lambda node: isinstance(node, sympy.Pow) and node.base == rest and node.exp.is_Integer and node.exp % 2 == 0,
        lambda node: (1 - k**2) ** (node.exp / 2),
    )
    if even.has(rest) or even.has(variable):
        return None
    slope = sympy.diff(u, variable) * (1 if kept is sympy.sin else -1)
    return Substitution(sympy.cancel(even / slope), k, kept(u))


def _half_angle(function: Basic, variable: Basic, _sign: SignOf) -> Substitution | None:
    """k = tan(u/2), for a rational function of sin u and cos u."""
    u = _angle(function, variable)
    if u is None:
        return None
    k = Dummy("k", real=True)
    inside = function.xreplace({sympy.sin(u): 2 * k / (1 + k**2), sympy.cos(u): (1 - k**2) / (1 + k**2)})
    if inside.has(variable):
        return None
    integrand = sympy.cancel(inside * 2 / (1 + k**2) / sympy.diff(u, variable))
    return Substitution(integrand, k, sympy.sin(u / 2) / sympy.cos(u / 2))


def _square(function: Basic, variable: Basic, sign: SignOf) -> Substitution | None:
    """k = t², for a t > 0 whose odd powers cancel against dt."""
    if sign(variable) != 1 or not function.has(variable**2, variable**4, variable**6):
        return None
    k = Dummy("k", positive=True)
    inside = function.xreplace({variable: sympy.sqrt(k)}) / (2 * sympy.sqrt(k))
    return None if inside.has(sympy.sqrt(k)) or inside.has(1 / sympy.sqrt(k)) else Substitution(inside, k, variable**2)


def _exponential(function: Basic, variable: Basic, _sign: SignOf) -> Substitution | None:
    """k = e^(ct), for a function of it alone."""
    exponents = sorted({node.args[0] for node in function.atoms(sympy.exp) if node.has(variable)}, key=str)
    rates = [sympy.diff(exponent, variable) for exponent in exponents]
    if not rates or any(rate.has(variable) or not (rate / rates[0]).is_Rational for rate in rates):
        return None
    ratios = [rate / rates[0] for rate in rates]
    rate = rates[0] * Rational(gcd(*(int(q.p) for q in ratios)), lcm(*(int(q.q) for q in ratios)))
    k = Dummy("k", positive=True)
    inside = function.xreplace({variable: sympy.log(k) / rate}) / (rate * k)
    return None if inside.has(sympy.log(k)) else Substitution(inside, k, sympy.exp(rate * variable))


SUBSTITUTIONS: tuple[Callable[[Basic, Basic, SignOf], Substitution | None], ...] = (
    _root_of_line,
    _square,
    _exponential,
    _sine,
    _cosine,
    _half_angle,
)
