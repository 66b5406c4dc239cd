"""Rules of exponentials, logarithms, roots and trigonometric functions."""

from __future__ import annotations

from sympy import (
    Add,
    I,
    Mul,
    Pow,
    Sum,
    acos,
    asin,
    atan,
    binomial,
    cancel,
    cos,
    cosh,
    exp,
    expand,
    expand_func,
    expand_log,
    expand_power_exp,
    expand_trig,
    factorial,
    gamma,
    gammasimp,
    log,
    powsimp,
    sin,
    sinh,
    tan,
    tanh,
)
from sympy.core.basic import Basic
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from checker.explain.rules.algebra import evaluated, is_same_fraction, is_small

COUNTING = (gamma, factorial, binomial)
INVERSE = (acos, asin, atan)
CIRCULAR = (TrigonometricFunction, HyperbolicFunction)


def is_logarithm(left: Basic, right: Basic) -> bool:
    """log(ab) and log a + log b, log aⁿ and n log a, log eˣ and x."""
    if not (left.has(log) or right.has(log)):
        return False
    return bool(_logs(left) == _logs(right))


def _logs(expression: Basic) -> Basic:
    return evaluated(expand(expand_log(evaluated(expression), force=True)))


def is_under_a_root(left: Basic, right: Basic) -> bool:
    """√(4x)/2 and √x, beside the same other terms: a factor goes under the root, or comes out."""
    if not (left.has(Pow) and is_small(left) and is_small(right)):
        return False
    one, two = _rest_and_square(left), _rest_and_square(right)
    if one is None or two is None:
        return False
    return all(cancel(expand(a - b)) == 0 for a, b in zip(one, two, strict=True))


def _rest_and_square(side: Basic) -> tuple[Basic, Basic] | None:
    """The terms without a root, and the square of the one that is a multiple of one; None where there is none such."""
    terms = Add.make_args(expand(evaluated(side)))
    rooted = [term for term in terms if any(_is_root(part) for part in Mul.make_args(term))]
    rest = Add(*(term for term in terms if term not in rooted))
    if not rooted or any(_is_root(part) for part in rest.atoms(Pow)):
        return None
    square = cancel(expand(Add(*rooted) ** 2))
    return None if any(_is_root(part) for part in square.atoms(Pow)) else (rest, square)


def _is_root(part: Basic) -> bool:
    return isinstance(part, Pow) and part.exp.is_Rational and part.exp.q == 2


def is_exponential(left: Basic, right: Basic) -> bool:
    """e^{a+b} and eᵃ eᵇ, (eˣ)² and e²ˣ."""
    if left.atoms(exp) == right.atoms(exp) or not (is_small(left) and is_small(right)):
        return False
    one, two = (evaluated(powsimp(evaluated(side).doit())) for side in (left, right))
    return bool(one == two)


def is_exponential_and_expanding(left: Basic, right: Basic) -> bool:
    """eᵃ⁺ᵇ(c + d) and c eᵃ eᵇ + d eᵃ eᵇ."""
    if left.atoms(exp) == right.atoms(exp) or not (is_small(left) and is_small(right)):
        return False
    one, two = (expand(expand_power_exp(evaluated(side)), log=False) for side in (left, right))
    return bool(one == two)


def is_written_by_exponentials(left: Basic, right: Basic) -> bool:
    """tanh x and (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)."""
    if left.has(HyperbolicFunction) == right.has(HyperbolicFunction):
        return False
    one, two = (evaluated(side.rewrite(exp)) for side in (left, right))
    return bool(one == two or is_same_fraction(one, two))


def is_pythagoras(left: Basic, right: Basic) -> bool:
    """sin² x + cos² x and 1."""
    return left.has(sin, cos) and _is_by_squares(left, right)


def is_hyperbolic_pythagoras(left: Basic, right: Basic) -> bool:
    """cosh² x − sinh² x and 1."""
    return left.has(sinh, cosh) and _is_by_squares(left, right)


def _is_by_squares(left: Basic, right: Basic) -> bool:
    if not (is_small(left) and is_small(right)):
        return False
    return bool(expand(_without_cosines(evaluated(left)) - _without_cosines(evaluated(right))) == 0)


def _without_cosines(expression: Basic) -> Basic:
    """Even powers of cos and cosh by those of sin and sinh."""
    even = {
        part: (1 + s * f(part.base.args[0]) ** 2) ** (part.exp / 2)
        for head, s, f in ((cos, -1, sin), (cosh, 1, sinh))
        for part in expression.atoms(Pow)
        if isinstance(part.base, head) and part.exp.is_Integer and part.exp % 2 == 0
    }
    return expression.xreplace(even)


def is_tangent(left: Basic, right: Basic) -> bool:
    """tan x and sin x/cos x."""
    return _has_quotient(left, right, tan) and _is_by_quotient(left, right)


def is_hyperbolic_tangent(left: Basic, right: Basic) -> bool:
    """tanh x and sinh x/cosh x."""
    return _has_quotient(left, right, tanh) and _is_by_quotient(left, right)


def _has_quotient(left: Basic, right: Basic, head: type[Basic]) -> bool:
    return any(side.has(head) and side.free_symbols for side in (left, right))


def _is_by_quotient(left: Basic, right: Basic) -> bool:
    ratio = {tan: lambda u: sin(u) / cos(u), tanh: lambda u: sinh(u) / cosh(u)}
    one, two = (evaluated(side.replace(tan, ratio[tan]).replace(tanh, ratio[tanh])) for side in (left, right))
    return bool(one == two)


def is_addition_theorem(left: Basic, right: Basic) -> bool:
    """sin(a + b), sin 2x, and what they are of sines and cosines."""
    if not (left.has(*CIRCULAR) and is_small(left) and is_small(right)):
        return False
    angles = [part.args[0] for side in (left, right) for part in side.atoms(*CIRCULAR)]
    if not any(isinstance(angle, Add) or angle.as_coeff_Mul()[0] != 1 for angle in angles):
        return False
    one, two = (_without_cosines(expand(expand_trig(evaluated(side)))) for side in (left, right))
    return bool(expand(one - two) == 0)


def is_euler(left: Basic, right: Basic) -> bool:
    """e^{ix} and cos x + i sin x."""
    turning = [part for side in (left, right) for part in side.atoms(exp) if part.has(I)]
    if not turning or not (is_small(left) and is_small(right)):
        return False
    one, two = (evaluated(side).replace(exp, _turned) for side in (left, right))
    return bool(expand(expand(one - two).expand(trig=False)) == 0)


def _turned(argument: Basic) -> Basic:
    angle = (argument / I).expand()
    return exp(argument) if angle.has(I) else cos(angle) + I * sin(angle)


def is_value_of_function(left: Basic, right: Basic) -> bool:
    """sin(π/6) and ½, arctan 1 and π/4: a function at a number, as it is in the tables."""
    if left.free_symbols or right.free_symbols or not left.has(*CIRCULAR, *INVERSE):
        return False
    return bool(evaluated(left) == evaluated(right) or expand(evaluated(left) - evaluated(right)) == 0)


def is_written_by_factorials(left: Basic, right: Basic) -> bool:
    """C(n, k) and n!/(k! (n − k)!)."""
    if left.has(binomial) == right.has(binomial):
        return False
    return bool(evaluated(left.rewrite(factorial)) == evaluated(right.rewrite(factorial)))


def is_special_function(left: Basic, right: Basic) -> bool:
    """Γ(n + 1) and nΓ(n), (n + 1)! and (n + 1)n!, C(n, k − 1) + C(n, k) and C(n + 1, k)."""
    if not left.has(*COUNTING) or left.has(Sum):
        return False
    return bool(is_same_fraction(expand_func(left), expand_func(right)) or gammasimp(left - right) == 0)
