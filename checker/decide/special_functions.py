"""Values of special functions: exact where the value is rational, Undefined outside the domain."""

from __future__ import annotations

from flint import acb, arb, arb_series, fmpq, fmpz

from checker.decide.values import NotEvaluable, Scalar, Undefined, as_ball, certainly_positive, finite, is_zero

LARGEST_FACTORIAL = 2_000  # above this, factorials and binomials go on as balls


def factorial(value: Scalar) -> Scalar:
    """Γ(value + 1); for an integer n ≥ 0 the exact n!."""
    if _is_integer(value):
        n = int(value.numerator)
        if n < 0:
            raise Undefined("the factorial of a negative integer")
        return fmpq(fmpz.fac_ui(n)) if n <= LARGEST_FACTORIAL else arb.fac_ui(n)
    return gamma(value + 1)


def gamma(value: Scalar) -> Scalar:
    """Γ; exact at positive integers, Undefined at the other integers."""
    if _is_integer(value):
        n = int(value.numerator)
        if n <= 0:
            raise Undefined("Γ at a pole")
        return factorial(fmpq(n - 1))
    return finite(as_ball(value).gamma())


def binomial(above: Scalar, below: Scalar) -> Scalar:
    """C(n, k); 0 for integers k < 0 or k > n ≥ 0, and the falling product over k! for any n and an integer k ≥ 0."""
    if _is_integer(below):
        k = int(below.numerator)
        if k < 0:
            return fmpq(0)
        if k <= LARGEST_FACTORIAL:
            product: Scalar = fmpq(1)
            for j in range(k):
                product = product * (above - j) / (j + 1)
            return product
    return gamma(above + 1) / (gamma(below + 1) * gamma(above - below + 1))


def harmonic(value: Scalar) -> Scalar:
    """1 + 1/2 + … + 1/n for an integer n ≥ 0."""
    if not _is_integer(value) or not 0 <= value <= LARGEST_FACTORIAL:
        raise NotEvaluable("a harmonic number of what is no small integer")
    return sum((fmpq(1, k) for k in range(1, int(value.numerator) + 1)), fmpq(0))


def fibonacci(value: Scalar) -> Scalar:
    """The Fibonacci number of an integer n ≥ 0."""
    if not _is_integer(value) or not 0 <= value <= LARGEST_FACTORIAL:
        raise NotEvaluable("a Fibonacci number of what is no small integer")
    return fmpq(fmpz.fib_ui(int(value.numerator)))


def floor(value: Scalar) -> Scalar:
    """The largest integer ≤ value; Undefined where a ball straddles an integer."""
    if isinstance(value, fmpq):
        return fmpq(value.floor())
    if isinstance(value, arb_series | acb):
        raise NotEvaluable("the floor of what is no real number")
    unique = value.floor().unique_fmpz()
    if unique is None:
        raise Undefined("a floor that is not settled at this precision")
    return fmpq(unique)


def ceiling(value: Scalar) -> Scalar:
    """The smallest integer ≥ value."""
    return -floor(-value)


def arcsine(value: Scalar) -> Scalar:
    """asin on [−1, 1]."""
    return _inside_unit(value) if _is_zero_exactly(value) else finite(as_ball(_inside_unit(value)).asin())


def arccosine(value: Scalar) -> Scalar:
    """acos on [−1, 1]."""
    return finite(as_ball(_inside_unit(value)).acos())


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
    return fmpq(0) if _is_zero_exactly(value) else finite(as_ball(value).erf())


def polygamma(order: Scalar, value: Scalar) -> Scalar:
    """ψ⁽ᵒʳᵈᵉʳ⁾ for the digamma function (order 0) only."""
    if order != fmpq(0):
        raise NotEvaluable("polygamma of higher order")
    return finite(as_ball(value).digamma())


def arctangent_of_point(y: Scalar, x: Scalar) -> Scalar:
    """atan2."""
    one, two = as_ball(y), as_ball(x)
    if not (isinstance(one, arb) and isinstance(two, arb)):
        raise NotEvaluable("atan2 in a series")
    return finite(arb.atan2(one, two))


def lambert_w(value: Scalar) -> Scalar:
    """The principal branch of W, for values ≥ 0."""
    if certainly_positive(value) is False and is_zero(value) is not True:
        raise NotEvaluable("W below 0")
    return finite(as_ball(value).lambertw())


def _inside_unit(value: Scalar) -> Scalar:
    if certainly_positive(value - 1) is True or certainly_positive(-1 - value) is True:
        raise Undefined("an inverse sine or cosine outside [−1, 1]")
    return value


def _is_integer(value: Scalar) -> bool:
    return isinstance(value, fmpq) and value.denominator == 1


def _is_zero_exactly(value: Scalar) -> bool:
    return isinstance(value, fmpq) and bool(value == 0)
