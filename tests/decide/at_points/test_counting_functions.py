"""Values of counting functions at points, against their definitions."""

from math import comb, factorial, prod

import pytest
from flint import fmpq

from checker.decide.at_points import counting_functions as counting
from checker.decide.at_points.values import NotEvaluable, Scalar, Undefined


@pytest.mark.parametrize("n", range(9))
def test_of_naturals(n: int) -> None:
    at = fmpq(n)
    assert counting.double_factorial(at) == prod(range(n, 0, -2))
    assert counting.catalan(at) == comb(2 * n, n) // (n + 1)
    assert counting.lucas(at) == (2, 1, 3, 4, 7, 11, 18, 29, 47)[n]
    assert counting.subfactorial(at) == sum((-1) ** j * factorial(n) // factorial(j) for j in range(n + 1))
    assert counting.rising_factorial(fmpq(1, 2), at) == prod((fmpq(1, 2) + j for j in range(n)), start=fmpq(1))
    assert counting.falling_factorial(fmpq(-3), at) == prod((fmpq(-3) - j for j in range(n)), start=fmpq(1))
    assert counting.harmonic_of_order(at, fmpq(2)) == sum((fmpq(1, j * j) for j in range(1, n + 1)), fmpq(0))


def test_at_the_edge() -> None:
    assert counting.double_factorial(fmpq(-1)) == 1
    assert counting.rising_factorial(fmpq(3), fmpq(-2)) == fmpq(1, 2)  # Γ(1)/Γ(3)
    assert counting.beta(fmpq(2), fmpq(3)) == fmpq(1, 12)


WITHOUT: dict[str, tuple[Scalar, type[Exception]]] = {
    "below −1": (fmpq(-3), NotEvaluable),
    "a half": (fmpq(1, 2), NotEvaluable),
    "too large": (fmpq(10**9), NotEvaluable),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_without_a_value(name: str) -> None:
    value, reason = WITHOUT[name]
    for function in (counting.double_factorial, counting.catalan, counting.lucas, counting.subfactorial):
        with pytest.raises(reason):
            function(value)


def test_beta_at_a_pole() -> None:
    with pytest.raises(Undefined):
        counting.beta(fmpq(0), fmpq(1))
