"""Which numbers the separation bound shows to be 0, and which it must not."""

import pytest
from sympy import Integer, Pow, Rational, Symbol, cbrt, cos, cot, csc, exp, log, pi, sin, sqrt, tan
from sympy.core.basic import Basic

from checker.decide.kernels.algebraic_constants import is_certainly_zero

ZERO: dict[str, Basic] = {
    "surds": sqrt(2) * sqrt(3) - sqrt(6),
    "nested": sqrt(5 + 2 * sqrt(6)) - sqrt(2) - sqrt(3),
    "cube roots": cbrt(2 + sqrt(5)) - cbrt(sqrt(5) - 2) - 1,
    "a reciprocal": 1 / (sqrt(2) - 1) - sqrt(2) - 1,
    "heptagon": cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7) - Rational(1, 2),
    "nonagon": cos(pi / 9) * cos(2 * pi / 9) * cos(4 * pi / 9) - Rational(1, 8),
    "tangents": tan(pi / 7) * tan(2 * pi / 7) * tan(3 * pi / 7) - sqrt(7),
    "cotangents": cot(pi / 7) ** 2 + cot(2 * pi / 7) ** 2 + cot(3 * pi / 7) ** 2 - 5,
    "cosecants": 1 / sin(pi / 7) - 1 / sin(2 * pi / 7) - 1 / sin(3 * pi / 7),
}  # fmt: skip

NOT_ZERO: dict[str, Basic] = {
    "a trifle": sqrt(2) * sqrt(3) - sqrt(6) + Rational(1, 10**25),
    "nearly an integer": sqrt(2) + sqrt(3) - Rational("3.14626436994197234232913506571557044551247712918732"),
    "a conjugate": sqrt(3 - 2 * sqrt(2)) - 1 + sqrt(2),
    "another sign": cos(pi / 7) + cos(2 * pi / 7) + cos(3 * pi / 7) - Rational(1, 2),
    "near misses of roots": sqrt(10**10 + 1) - 10**5 - Rational(1, 2 * 10**5),
    "one": Integer(1),
    "no algebraic number": exp(1) - Rational(2718281828459045, 10**15),
    "a logarithm": log(1 + sqrt(2)) + log(sqrt(2) - 1),
    "a name": Symbol("x"),
    "π": pi - Rational(355, 113),
    "a large degree": sum(sqrt(k) for k in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31)) - Rational(40),
    "a large number": Pow(10, 100) - Pow(10, 100) + sqrt(2),
    "a cosecant": csc(pi / 7) - 2,
}  # fmt: skip


@pytest.mark.parametrize("name", ZERO)
def test_zero(name: str) -> None:
    assert is_certainly_zero(ZERO[name])


@pytest.mark.parametrize("name", NOT_ZERO)
def test_not_zero(name: str) -> None:
    assert not is_certainly_zero(NOT_ZERO[name])
