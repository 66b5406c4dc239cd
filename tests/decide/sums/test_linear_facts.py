"""Linear inequalities that follow from others, and that do not."""

import pytest
from flint import fmpq

from checker.decide.sums.linear_facts import Fact, Form, follows, form

X, Y, Z = 0, 1, 2


def line(constant: int, **coefficients: int) -> Form:
    names = {"x": X, "y": Y, "z": Z}
    return form({names[name]: fmpq(value) for name, value in coefficients.items()}, constant)


AT_LEAST_ONE = Fact(line(-1, x=1))  # x ≥ 1
BELOW = Fact(line(0, y=1, x=-1))  # y ≥ x
POSITIVE = Fact(line(0, z=1), strict=True)  # z > 0

CASES: dict[str, tuple[list[Fact], Form, bool, bool, bool]] = {
    "itself": ([AT_LEAST_ONE], line(-1, x=1), False, False, True),
    "a chain": ([AT_LEAST_ONE, BELOW], line(-1, y=1), False, False, True),
    "more than the chain": ([AT_LEAST_ONE, BELOW], line(-2, y=1), False, False, False),
    "a combination": ([AT_LEAST_ONE, BELOW], line(-3, y=2, x=1), False, False, True),
    "strict": ([POSITIVE], line(0, z=2), False, True, True),
    "not strict": ([Fact(line(0, z=1))], line(0, z=1), False, True, False),
    "an integer above −1": ([Fact(line(1, x=1), strict=True)], line(0, x=1), True, False, True),
    "a real above −1": ([Fact(line(1, x=1), strict=True)], line(0, x=1), False, False, False),
    "a constant": ([], line(0), False, False, True),
    "a negative constant": ([AT_LEAST_ONE], line(-1), False, False, False),
    "another name": ([AT_LEAST_ONE], line(0, y=1), False, False, False),
}


@pytest.mark.parametrize("name", CASES)
def test_follows(name: str) -> None:
    facts, claim, whole, strict, expected = CASES[name]
    assert follows(facts, claim, whole, strict) is expected
