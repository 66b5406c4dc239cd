"""What holds between sums over the same data: Cauchy and Schwarz's inequality, and the triangle's.

(Σab)² ≤ Σa²·Σb² and |Σa| ≤ Σ|a| over one range (Steele 2004, "The Cauchy–Schwarz Master Class", ch. 1);
with b = 1, (Σa)² ≤ m·Σa², which is that a variance is not negative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from flint import fmpq_mpoly

from checker.decide.kernels.generators import Generator, Kind, Sign
from checker.decide.kernels.tower import Tower
from checker.decide.relations.real_arithmetic import Compared, variables

NEVER_NEGATIVE = (Sign.POSITIVE, Sign.NONNEGATIVE)


def known_of_sums(tower: Tower, indices: Sequence[int]) -> Iterator[Compared]:
    """The inequalities between those of the generators that are sums over one range of real terms."""
    sums = [k for k in indices if _summand(tower.generators[k]) is not None]
    for k in sums:
        for other in sums:
            yield from _pair(tower, k, other)
    for one, two in combinations(sums, 2):
        for product in sums:
            yield from _product(tower, one, two, product)


def _summand(generator: Generator) -> fmpq_mpoly | None:
    if generator.kind is not Kind.SUM or generator.argument is None or generator.argument.denominator:
        return None
    return generator.argument.numerator


def _alike(tower: Tower, *indices: int) -> bool:
    """Do the sums run over one range, by one bound index, and are they real?"""
    found = [tower.generators[k] for k in indices]
    return all(
        each.bounds == found[0].bounds
        and each.degree == found[0].degree
        and each.argument is not None
        and tower.is_real(each.argument)
        for each in found
    )


def _pair(tower: Tower, larger: int, smaller: int) -> Iterator[Compared]:
    """(Σa)² ≤ m·Σa², and −Σ|a| ≤ Σa ≤ Σ|a|."""
    whole, part = (_summand(tower.generators[k]) for k in (larger, smaller))
    bounds = tower.generators[larger].bounds
    if larger == smaller or whole is None or part is None or bounds is None or not _alike(tower, larger, smaller):
        return
    total, itself = tower.field.generators[larger], tower.field.generators[smaller]
    length = tower.field.add(tower.field.subtract(bounds[1], bounds[0]), tower.field.one)
    if whole == part * part and not length.denominator and tower.sign_of(length) in NEVER_NEGATIVE:
        yield Compared(length.numerator * total - itself * itself, "≥")
    if _is_absolute(tower, whole, part) and tower.sign_of(length) in NEVER_NEGATIVE:
        yield Compared(total - itself, "≥")
        yield Compared(total + itself, "≥")


def _is_absolute(tower: Tower, whole: fmpq_mpoly, part: fmpq_mpoly) -> bool:
    """Is the one polynomial the absolute value of the other?"""
    present = variables(whole)
    if len(present) != 1 or whole != tower.field.generators[present[0]]:
        return False
    generator = tower.generators[present[0]]
    argument = generator.argument
    if generator.kind is not Kind.ABSOLUTE or argument is None or argument.denominator:
        return False
    return bool(argument.numerator in (part, -part))


def _product(tower: Tower, one: int, two: int, product: int) -> Iterator[Compared]:
    """(Σab)² ≤ Σa²·Σb², where a² and b² are never negative."""
    first, second, both = (_summand(tower.generators[k]) for k in (one, two, product))
    if product in (one, two) or first is None or second is None or both is None or not _alike(tower, one, two, product):
        return
    if not all(tower.generators[k].sign in NEVER_NEGATIVE for k in (one, two)):
        return
    if first * second == both * both:
        squares = tower.field.generators[one] * tower.field.generators[two]
        yield Compared(squares - tower.field.generators[product] ** 2, "≥")
