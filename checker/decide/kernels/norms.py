"""Whether a polynomial over the generators vanishes nowhere, by its norm: the product of its conjugates.

Where p is zero, so is the resultant of p with the relation of each root and absolute value in it (Cox, Little and
O'Shea 2015, "Ideals, Varieties, and Algorithms", §3.6). The norm is free of algebraic generators; if none of its
factors can be zero, neither can p: 1 − sin x vanishes only where (1 − sin x)(1 + sin x) = cos² x does.
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq_mpoly

from checker.decide.kernels.generators import Generator, Kind, Sign
from checker.decide.kernels.signs import weakened
from checker.decide.kernels.tower import Tower

MOST_TERMS = 30
HIGHEST_DEGREE = 12  # of the polynomial in one generator, or of the generator's relation


def vanishes_nowhere(tower: Tower, factor: fmpq_mpoly, granted: Sequence[fmpq_mpoly] = ()) -> bool:
    """Does the domain, an irreducible factor's own form, or what is granted to be nonzero rule out that it vanishes?

    `granted` are irreducible polynomials that vanish nowhere on the points in question.
    """
    if never_zero(tower, factor, granted):
        return True
    norm = _norm(tower, factor)
    return norm is not None and all(never_zero(tower, part, granted) for part, _ in norm.factor()[1])


def never_zero(tower: Tower, factor: fmpq_mpoly, granted: Sequence[fmpq_mpoly] = ()) -> bool:
    """As `vanishes_nowhere`, of an irreducible factor, without its norm."""
    if factor.is_constant():
        return not factor.is_zero()
    known_nonzero = (*granted, *tower.declared_nonzero())
    monic = factor / factor.leading_coefficient() if known_nonzero else factor
    if any(known / known.leading_coefficient() == monic for known in known_nonzero):
        return True
    return any(weakened(tower.sign(part, irreducible=True)) is Sign.NONZERO for part in (factor, -factor))


def _norm(tower: Tower, polynomial: fmpq_mpoly) -> fmpq_mpoly | None:
    """The norm, not the zero polynomial; None where it would be large, or nothing in the polynomial is algebraic."""
    current, eliminated = polynomial, False
    for index in range(len(tower.generators) - 1, -1, -1):
        degree = int(current.degrees()[index])
        if degree <= 0:
            continue
        relation = _relation(tower, index)
        if relation is None:
            continue
        if max(degree, int(relation.degrees()[index])) > HIGHEST_DEGREE or len(current) > MOST_TERMS:
            return None
        current, eliminated = current.resultant(relation, index), True
        if current.is_zero():
            return None
    return current if eliminated else None


def _relation(tower: Tower, index: int) -> fmpq_mpoly | None:
    """What vanishes at the generator and is a polynomial in it and earlier ones; None for one that is not algebraic."""
    generator, itself = tower.generators[index], tower.field.generators[index]
    if not _is_algebraic(generator) or generator.argument is None:
        return None
    top, bottom = tower.field.lowest_terms(generator.argument)
    if len(top) > MOST_TERMS or len(bottom) > MOST_TERMS or generator.degree > HIGHEST_DEGREE:
        return None
    if generator.kind is Kind.ABSOLUTE:
        return (bottom * itself) ** 2 - top**2
    return bottom * itself**generator.degree - top


def _is_algebraic(generator: Generator) -> bool:
    return generator.kind in (Kind.ROOT, Kind.ABSOLUTE)
