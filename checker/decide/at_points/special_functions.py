"""Values of special functions: exact where the value is rational, Undefined outside the domain."""

from __future__ import annotations

from flint import arb, arb_series, fmpq, fmpz

from checker.decide.at_points.values import (
    NotEvaluable,
    Scalar,
    Undefined,
    as_ball,
    certainly_positive,
    finite,
    is_zero,
)

LARGEST_FACTORIAL = 2_000  # above this, factorials and binomials go on as balls


def factorial(value: Scalar) -> Scalar:
    """Γ(value + 1); for an integer n ≥ 0 the exact n!."""
    n = _as_integer(value)
    if n is None:
        return gamma(value + 1)
    if n < 0:
        raise Undefined("the factorial of a negative integer")
    return fmpq(fmpz.fac_ui(fmpz(n))) if n <= LARGEST_FACTORIAL else arb.fac_ui(n)


def gamma(value: Scalar) -> Scalar:
    """Γ; exact at positive integers, Undefined at the other integers."""
    n = _as_integer(value)
    if n is None:
        return _method(value, "gamma")
    if n <= 0:
        raise Undefined("Γ at a pole")
    return factorial(fmpq(n - 1))


def beta(one: Scalar, other: Scalar) -> Scalar:
    """Γ(a)Γ(b)/Γ(a + b)."""
    return gamma(one) * gamma(other) / gamma(one + other)


def binomial(above: Scalar, below: Scalar) -> Scalar:
    """C(n, k); 0 for integers k < 0 or k > n ≥ 0, and the falling product over k! for any n and an integer k ≥ 0."""
    k = _as_integer(below)
    if k is not None and k < 0:
        return fmpq(0)
    if k is not None and k <= LARGEST_FACTORIAL:
        product: Scalar = fmpq(1)
        for j in range(k):
            product = product * (above - j) / (j + 1)
        return product
    return gamma(above + 1) / (gamma(below + 1) * gamma(above - below + 1))


def harmonic(value: Scalar) -> Scalar:
    """1 + 1/2 + … + 1/n for an integer n ≥ 0."""
    n = _as_integer(value)
    if n is None or not 0 <= n <= LARGEST_FACTORIAL:
        raise NotEvaluable("a harmonic number of what is no small integer")
    return sum((fmpq(1, k) for k in range(1, n + 1)), fmpq(0))


def fibonacci(value: Scalar) -> Scalar:
    """The Fibonacci number of an integer n ≥ 0."""
    n = _as_integer(value)
    if n is None or not 0 <= n <= LARGEST_FACTORIAL:
        raise NotEvaluable("a Fibonacci number of what is no small integer")
    return fmpq(fmpz.fib_ui(fmpz(n)))


def floor(value: Scalar) -> Scalar:
    """The largest integer ≤ value; Undefined where a ball straddles an integer."""
    if isinstance(value, fmpq):
        return fmpq(value.floor())
    if not isinstance(value, arb):
        raise NotEvaluable("the floor of what is no real number")
    unique = value.floor().unique_fmpz()
    if unique is None:
        raise Undefined("a floor that is not settled at this precision")
    return fmpq(unique)


def ceiling(value: Scalar) -> Scalar:
    """The smallest integer ≥ value."""
    return -floor(-value)


def sine(value: Scalar) -> Scalar:
    """sin."""
    return fmpq(0) if _is_zero_exactly(value) else _method(value, "sin")


def cosine(value: Scalar) -> Scalar:
    """cos."""
    return fmpq(1) if _is_zero_exactly(value) else _method(value, "cos")


def tangent(value: Scalar) -> Scalar:
    """tan."""
    return fmpq(0) if _is_zero_exactly(value) else _method(value, "tan")


def arctangent(value: Scalar) -> Scalar:
    """atan."""
    return fmpq(0) if _is_zero_exactly(value) else _method(value, "atan")


def arcsine(value: Scalar) -> Scalar:
    """asin on [−1, 1]."""
    return fmpq(0) if _is_zero_exactly(value) else _method(_inside_unit(value), "asin")


def arccosine(value: Scalar) -> Scalar:
    """acos on [−1, 1]."""
    return _method(_inside_unit(value), "acos")


def area_cosine(value: Scalar) -> Scalar:
    """acosh on [1, ∞)."""
    if certainly_positive(1 - value) is True:
        raise Undefined("acosh below 1")
    ball = as_ball(value)
    return finite((ball + (ball * ball - 1).sqrt()).log())


def area_sine(value: Scalar) -> Scalar:
    """asinh."""
    ball = as_ball(value)
    return finite((ball + (ball * ball + 1).sqrt()).log())


def area_tangent(value: Scalar) -> Scalar:
    """atanh on (−1, 1)."""
    if certainly_positive(1 - value) is False or certainly_positive(1 + value) is False:
        raise Undefined("atanh outside (−1, 1)")
    ball = as_ball(value)
    return finite(((1 + ball) / (1 - ball)).log() / 2)


def hyperbolic_sine(value: Scalar) -> Scalar:
    """sinh."""
    e = as_ball(value).exp()
    return fmpq(0) if _is_zero_exactly(value) else finite((e - 1 / e) / 2)


def hyperbolic_cosine(value: Scalar) -> Scalar:
    """cosh."""
    e = as_ball(value).exp()
    return fmpq(1) if _is_zero_exactly(value) else finite((e + 1 / e) / 2)


def hyperbolic_tangent(value: Scalar) -> Scalar:
    """tanh."""
    return hyperbolic_sine(value) / hyperbolic_cosine(value)


def error_function(value: Scalar) -> Scalar:
    """erf."""
    return fmpq(0) if _is_zero_exactly(value) else _method(value, "erf")


def polygamma(order: Scalar, value: Scalar) -> Scalar:
    """ψ⁽ᵒʳᵈᵉʳ⁾ for the digamma function (order 0) only."""
    if order != fmpq(0):
        raise NotEvaluable("polygamma of higher order")
    return _method(value, "digamma")


def zeta(value: Scalar) -> Scalar:
    """Riemann's ζ, for values > 1: the sum of its series."""
    if certainly_positive(value - 1) is not True:
        raise NotEvaluable("ζ where its series does not converge")
    return _method(value, "zeta")


def arctangent_of_point(y: Scalar, x: Scalar) -> Scalar:
    """atan2; of series that of their constants, beside the rest of atan(y/x) or of −atan(x/y)."""
    one, two = as_ball(y), as_ball(x)
    if isinstance(one, arb) and isinstance(two, arb):
        return finite(arb.atan2(one, two))
    first, second = _start(one), _start(two)
    turned = (one / two).atan() if abs(second) > abs(first) else -(two / one).atan()
    return finite(turned - _start(turned) + arb.atan2(first, second))


def _start(value: Scalar) -> arb:
    """A real number itself, or the constant of a series."""
    if isinstance(value, arb):
        return value
    if not isinstance(value, arb_series):
        raise NotEvaluable("atan2 of what is complex")
    return value[0]


def lambert_w(value: Scalar) -> Scalar:
    """The principal branch of W, for values ≥ 0."""
    if certainly_positive(value) is False and is_zero(value) is not True:
        raise NotEvaluable("W below 0")
    return _method(value, "lambertw")


def _inside_unit(value: Scalar) -> Scalar:
    if certainly_positive(value - 1) is True or certainly_positive(-1 - value) is True:
        raise Undefined("an inverse sine or cosine outside [−1, 1]")
    return value


def _as_integer(value: Scalar) -> int | None:
    return int(value.numerator) if isinstance(value, fmpq) and value.denominator == 1 else None


def _method(value: Scalar, name: str) -> Scalar:
    """A function of Arb's by its name. Raises NotEvaluable where there is none for this kind of value."""
    function = getattr(as_ball(value), name, None)
    if function is None:
        raise NotEvaluable(f"{name} of a series")
    result: Scalar = function()
    return finite(result)


def _is_zero_exactly(value: Scalar) -> bool:
    return isinstance(value, fmpq) and bool(value == 0)
