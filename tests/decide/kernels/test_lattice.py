"""The integer basis of exponents: every vector is an integer combination of it, and it is no larger than it must be."""

import pytest
from flint import fmpq

from checker.decide.kernels.lattice import integer_basis

Vector = dict[tuple[int, ...], fmpq]
X, Y = (1, 0), (0, 1)


def vector(x: fmpq | int = 0, y: fmpq | int = 0) -> Vector:
    return {monomial: fmpq(c) for monomial, c in ((X, x), (Y, y)) if c}


@pytest.mark.parametrize(
    ("vectors", "rank"),
    [
        ([vector(1)], 1),
        ([vector(1), vector(fmpq(1, 2))], 1),  # eˣ is the square of e^{x/2}
        ([vector(fmpq(1, 2)), vector(fmpq(1, 3))], 1),  # both are powers of e^{x/6}
        ([vector(1), vector(-1)], 1),
        ([vector(1), vector(0, 1)], 2),
        ([vector(1, 1), vector(1, -1), vector(2)], 2),
        ([vector(fmpq(2, 3), 1), vector(fmpq(4, 3), 2), vector(0, fmpq(5, 7))], 2),
    ],
)
def test_every_vector_is_an_integer_combination_of_the_basis(vectors: list[Vector], rank: int) -> None:
    basis, coordinates = integer_basis(vectors)
    assert len(basis) == rank
    for wanted, counts in zip(vectors, coordinates, strict=True):
        total: Vector = {}
        for count, part in zip(counts, basis, strict=True):
            assert isinstance(count, int)
            for monomial, coefficient in part.items():
                total[monomial] = total.get(monomial, fmpq(0)) + coefficient * count
        assert {monomial: c for monomial, c in total.items() if c} == wanted


def test_halves_and_thirds_meet_in_sixths() -> None:
    basis, coordinates = integer_basis([vector(fmpq(1, 2)), vector(fmpq(1, 3))])
    assert basis == [vector(fmpq(1, 6))]
    assert coordinates == [[3], [2]]
