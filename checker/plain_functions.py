"""Determinants and elementary functions for `checker.recheck`: by exponentials and logarithms of a replay `s`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from checker.plain_algebra import Value, num, total, var

IMAGINARY, HALF = var(0), num(Fraction(1, 2))


def by_first_row(rows: Sequence[Sequence[Value]]) -> Value:
    """The determinant of a square of values (Laplace)."""
    if not rows:
        return num(1)
    minors = ([[*row[:j], *row[j + 1 :]] for row in rows[1:]] for j in range(len(rows)))
    return total(num((-1) ** j) * rows[0][j] * by_first_row(minor) for j, minor in enumerate(minors))


def wave(s: Any, u: Value, sign: int) -> Value:
    """2 cosh u, or 2 sinh u."""
    found: Value = s.exponential(u) + num(sign) * s.over(s.exponential(u))
    return found


ELEMENTARY: Mapping[str, Callable[..., Value]] = {
    "sin": lambda s, u: wave(s, IMAGINARY * u, -1) * s.over(num(2) * IMAGINARY),
    "cos": lambda s, u: wave(s, IMAGINARY * u, 1) * HALF,
    "tan": lambda s, u: wave(s, IMAGINARY * u, -1) * s.over(IMAGINARY * wave(s, IMAGINARY * u, 1)),
    "cot": lambda s, u: IMAGINARY * wave(s, IMAGINARY * u, 1) * s.over(wave(s, IMAGINARY * u, -1)),
    "sec": lambda s, u: num(2) * s.over(wave(s, IMAGINARY * u, 1)),
    "csc": lambda s, u: num(2) * IMAGINARY * s.over(wave(s, IMAGINARY * u, -1)),
    "sinh": lambda s, u: wave(s, u, -1) * HALF,
    "cosh": lambda s, u: wave(s, u, 1) * HALF,
    "tanh": lambda s, u: wave(s, u, -1) * s.over(wave(s, u, 1)),
    "coth": lambda s, u: wave(s, u, 1) * s.over(wave(s, u, -1)),
    "sech": lambda s, u: num(2) * s.over(wave(s, u, 1)),
    "csch": lambda s, u: num(2) * s.over(wave(s, u, -1)),
    "asinh": lambda s, u: s.logarithm(u + s.raised(u * u + num(1), HALF)),
    "acosh": lambda s, u: s.logarithm(u + s.raised(u * u - num(1), HALF)),
    "atanh": lambda s, u: HALF * s.logarithm((num(1) + u) * s.over(num(1) - u)),
}
