"""Squares over the Gaussian numbers: 1 + sin 2x = (cos x + sin x)², written in exponentials of i·x.

Factoring over the rationals does not see them, as √i is among their coefficients. The root of a monic polynomial
follows coefficient by coefficient from the highest (Knuth 1997, "The Art of Computer Programming" 2, §4.7).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly

from checker.decide.kernels.field import Fraction, common_monomial, terms_of
from checker.decide.kernels.generators import Kind, Sign

if TYPE_CHECKING:
    from checker.decide.kernels.radicals import Radicals

HIGHEST_DEGREE = 16
MOST_TERMS = 40


def real_root(tower: Radicals, value: Fraction) -> Fraction | None:
    """A real h with h² = value, for a value in one exponential of an imaginary exponent; None where none is found."""
    field = tower.field
    top, bottom = field.lowest_terms(tower.reduced(value))
    below = Fraction(bottom, ())
    whole = field.multiply(Fraction(top, ()), below)  # a square where top/bottom is one
    found = _root(tower, tower.reduced(whole).numerator)
    if found is None:
        return None
    found = tower.reduced(field.multiply(found, field.invert(below)))
    return found if tower.is_real(found) else None


def _root(tower: Radicals, polynomial: fmpq_mpoly) -> Fraction | None:
    index = _turning(tower, polynomial)
    root = None if index is None or len(polynomial) > MOST_TERMS else _monic_root(tower, polynomial, index)
    if root is None or index is None:
        return None
    lead = tower.coefficient(polynomial, index, int(polynomial.degrees()[index]))
    unit = _root_of_unit(tower, Fraction(lead, ()))
    return None if unit is None else tower.field.multiply(unit, root)


def _turning(tower: Radicals, top: fmpq_mpoly) -> int | None:
    """The one exponential of an imaginary exponent, in an even power no higher than the budget."""
    found = [
        k
        for k, degree in enumerate(top.degrees())
        if degree > 0 and tower.generators[k].kind is Kind.EXPONENTIAL and tower.generators[k].sign is not Sign.POSITIVE
    ]
    if len(found) != 1 or top.degrees()[found[0]] % 2 or top.degrees()[found[0]] > HIGHEST_DEGREE:
        return None
    return found[0]


def _monic_root(tower: Radicals, top: fmpq_mpoly, index: int) -> Fraction | None:
    """Q with lead·Q² = top, monic in one generator."""
    field, degree = tower.field, int(top.degrees()[index])
    over = field.invert(Fraction(tower.coefficient(top, index, degree), ()))
    monic = [
        tower.reduced(field.multiply(Fraction(tower.coefficient(top, index, power), ()), over))
        for power in range(degree, -1, -1)
    ]
    half = degree // 2
    root = [field.one]
    for j in range(1, half + 1):
        rest = monic[j]
        for i in range(1, j):
            rest = field.subtract(rest, field.multiply(root[i], root[j - i]))
        root.append(tower.reduced(field.multiply(rest, field.constant(fmpq(1, 2)))))
    total, scale, square = field.zero, field.generator(index), field.zero
    for place, part in enumerate(root):
        total = field.add(total, field.multiply(part, field.power(scale, half - place)))
    for place, part in enumerate(monic):
        square = field.add(square, field.multiply(part, field.power(scale, degree - place)))
    return total if tower.vanishes(field.subtract(field.multiply(total, total), square)) else None


def _root_of_unit(tower: Radicals, value: Fraction) -> Fraction | None:
    """A root of (a + bi)·∏ g^2k with rational a and b."""
    field, unit = tower.field, min(tower.mentioned(tower.imaginary_unit()))
    shared = [0 if k == unit else e for k, e in enumerate(common_monomial(value.numerator))]
    numbers = [fmpq(0), fmpq(0)]
    for monomial, coefficient in terms_of(value.numerator):
        rest = [int(e) - shared[k] for k, e in enumerate(monomial)]
        if any(e for k, e in enumerate(rest) if k != unit) or rest[unit] > 1:
            return None
        numbers[rest[unit]] += coefficient
    number = None if any(e % 2 for e in shared) else _root_of_number(tower, *numbers)
    if number is None:
        return None
    for k, exponent in enumerate(shared):
        number = field.multiply(number, field.power(field.generator(k), exponent // 2)) if exponent else number
    return number


def _root_of_number(tower: Radicals, a: fmpq, b: fmpq) -> Fraction | None:
    """√(a + bi) = √((r + a)/2) ± i·√((r − a)/2) with r = √(a² + b²), where that is rational."""
    field = tower.field
    square = a * a + b * b
    r = fmpq(square.numerator.isqrt(), square.denominator.isqrt())
    if r * r != square or r == 0:
        return None
    real, imaginary = (tower.root(field.constant(part / 2), 1, 2) for part in (r + a, r - a))
    if b < 0:
        imaginary = field.negate(imaginary)
    return field.add(real, field.multiply(tower.imaginary_unit(), imaginary))
