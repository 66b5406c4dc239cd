"""Values of the counting functions: double, rising and falling factorials, Catalan and Lucas numbers, beta.

Conventions are those of SymPy, whose objects these are.
"""

from __future__ import annotations

from flint import fmpq, fmpz

from checker.decide.at_points import special_functions as special
from checker.decide.at_points.values import NotEvaluable, Scalar, Undefined

LARGEST = 2_000  # of an argument that is worked out exactly


def _whole(value: Scalar) -> int | None:
    return int(value.numerator) if isinstance(value, fmpq) and value.denominator == 1 else None


def _natural(value: Scalar, what: str) -> int:
    """An integer from 0 to LARGEST. Raises NotEvaluable for any other value."""
    number = _whole(value)
    if number is None or not 0 <= number <= LARGEST:
        raise NotEvaluable(f"{what} of what is no small integer")
    return number


def double_factorial(value: Scalar) -> Scalar:
    """n!! = n(n − 2)(n − 4)… for an integer n ≥ −1; (−1)!! = 0!! = 1."""
    number = _whole(value)
    if number == -1:
        return fmpq(1)
    product = fmpq(1)
    for factor in range(_natural(value, "the double factorial"), 1, -2):
        product *= factor
    return product


def rising_factorial(base: Scalar, count: Scalar) -> Scalar:
    """x(x + 1)…(x + k − 1) for an integer k ≥ 0, and Γ(x + k)/Γ(x) otherwise."""
    number = _whole(count)
    if number is None or not 0 <= number <= LARGEST:
        return special.gamma(base + count) / special.gamma(base)
    product: Scalar = fmpq(1)
    for j in range(number):
        product = product * (base + j)
    return product


def falling_factorial(base: Scalar, count: Scalar) -> Scalar:
    """x(x − 1)…(x − k + 1) for an integer k ≥ 0, and Γ(x + 1)/Γ(x − k + 1) otherwise."""
    number = _whole(count)
    if number is None or not 0 <= number <= LARGEST:
        return special.gamma(base + 1) / special.gamma(base - count + 1)
    product: Scalar = fmpq(1)
    for j in range(number):
        product = product * (base - j)
    return product


def catalan(value: Scalar) -> Scalar:
    """C(2n, n)/(n + 1) for an integer n ≥ 0."""
    number = _natural(value, "the Catalan number")
    return special.binomial(fmpq(2 * number), fmpq(number)) / (number + 1)


def lucas(value: Scalar) -> Scalar:
    """The Lucas number L(n) = F(n − 1) + F(n + 1) of an integer n ≥ 0; L(0) = 2."""
    number = _natural(value, "the Lucas number")
    return fmpq(2 * fmpz.fib_ui(fmpz(number + 1)) - fmpz.fib_ui(fmpz(number)))


def beta(one: Scalar, two: Scalar) -> Scalar:
    """B(a, b) = Γ(a)Γ(b)/Γ(a + b); Undefined at a pole of what is above."""
    return special.gamma(one) * special.gamma(two) / special.gamma(one + two)


def subfactorial(value: Scalar) -> Scalar:
    """The number of permutations of n things that leave none in place, for an integer n ≥ 0."""
    count, sign = fmpq(1), 1
    for j in range(1, _natural(value, "the subfactorial") + 1):
        sign = -sign
        count = count * j + sign
    return count


def harmonic_of_order(value: Scalar, order: Scalar) -> Scalar:
    """1 + 1/2ʳ + … + 1/nʳ for integers n ≥ 0 and r."""
    power = _whole(order)
    if power is None or abs(power) > LARGEST:
        raise NotEvaluable("a harmonic number of an order that is no small integer")
    number = _natural(value, "the harmonic number")
    if number * abs(power) > LARGEST * 10:
        raise Undefined("a harmonic number that is too large")
    return sum((fmpq(1, k) ** power for k in range(1, number + 1)), fmpq(0))


def kronecker_delta(one: Scalar, other: Scalar) -> Scalar:
    """1 where both are the same, 0 elsewhere. Raises NotEvaluable where that is not known exactly."""
    if not (isinstance(one, fmpq) and isinstance(other, fmpq)):
        raise NotEvaluable("whether two numbers are the same")
    return fmpq(int(one == other))
