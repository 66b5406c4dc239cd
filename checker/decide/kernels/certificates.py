"""What a proof in the normal form rests on, as plain text: the generators, their relations, and what vanished.

Polynomials are written in the generators g0, g1, …, as FLINT writes them; one that is long is told by its length.
"""

from __future__ import annotations

from flint import fmpq_mpoly

from checker.decide.kernels.field import Fraction
from checker.decide.kernels.generators import Kind
from checker.decide.kernels.tower import Tower

MOST_TERMS = 60  # of a polynomial that is written out


def generator_steps(tower: Tower) -> tuple[str, ...]:
    """The generators with what each stands for, and the relations that were used."""
    lines = []
    for index, generator in enumerate(tower.generators):
        lines.append(f"g{index} := {generator.name}")
        relation = _relation(tower, index)
        lines += [relation] if relation else []
    return tuple(lines)


def certificate_steps(tower: Tower, left: Fraction, right: Fraction) -> tuple[str, ...]:
    """The generators, both sides over them, and the numerator of their difference."""
    return (
        *generator_steps(tower),
        f"left = {written(tower, left)}",
        f"right = {written(tower, right)}",
        vanished(tower, "left − right", tower.field.subtract(left, right)),
    )


def written(tower: Tower, value: Fraction) -> str:
    """A fraction over the generators, its denominator in factors."""
    above = _polynomial(value.numerator)
    below = [(_polynomial(tower.field.factors[k]), exponent) for k, exponent in value.denominator]
    factors = [f"({text})" if exponent == 1 else f"({text})^{exponent}" for text, exponent in below]
    return "/".join([f"({above})" if factors else above, *factors])


def vanished(tower: Tower, name: str, value: Fraction) -> str:
    """How the numerator of a value is zero: as it is, or by the relations of its generators."""
    if value.numerator.is_zero():
        return f"numerator({name}) = 0"
    degrees = enumerate(value.numerator.degrees())
    relations = [relation for k, degree in degrees if degree > 0 for relation in [_relation(tower, k)] if relation]
    return f"numerator({name}) = {_polynomial(value.numerator)} = 0 by {', '.join(relations)}"


def _relation(tower: Tower, index: int) -> str:
    """gⁿ = u for a root, g² = u² for an absolute value; "" for others."""
    generator = tower.generators[index]
    if generator.argument is None or generator.kind not in (Kind.ROOT, Kind.ABSOLUTE):
        return ""
    if generator.kind is Kind.ROOT:
        return f"g{index}^{generator.degree} = {tower.text(generator.argument)}"
    return f"g{index}^2 = ({tower.text(generator.argument)})^2"


def _polynomial(polynomial: fmpq_mpoly) -> str:
    return str(polynomial) if len(polynomial) <= MOST_TERMS else f"a polynomial of {len(polynomial)} terms"
