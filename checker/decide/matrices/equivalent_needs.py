"""Needs that are one: I + AB is invertible exactly where I + BA is; and A + uvᵀ, for A invertible where 1 + vᵀA⁻¹u ≠ 0.

det(B + W) = det(B)·det(I + B⁻¹W), and det(I + UV) = det(I + VU) for oblong U and V too (Horn and Johnson 2013, "Matrix
Analysis", §1.3.22).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.decide.matrices.letters import Unsupported
from checker.decide.matrices.matrix_form import IllShaped, TooLarge, Undefined, inverted, multiply, trace
from checker.decide.matrices.scalar_form import Reciprocal, Scalar
from checker.decide.matrices.words import (
    ONE,
    Cycle,
    InverseOf,
    MatrixSum,
    Word,
    atom_invertibility,
    atoms_of,
    invertibility,
    nonzero_condition,
)


def standing_for(*forms: MatrixSum) -> Mapping[str, str]:
    """For each need of an inverse or a reciprocal in the forms, as text, the first that says the same."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for form in forms:
        for need, turned in _needs(form):
            if need is not None and turned is not None:
                found[need] = first.setdefault(turned, need)
    return found


def _needs(form: MatrixSum) -> Iterator[tuple[str | None, str | None]]:
    """Each need with the W, up to rotation, of the I + W that must be invertible."""
    for atom in atoms_of(form):
        if isinstance(atom, InverseOf):
            yield invertibility(atom.content), _turned(atom.content)
    for scalar, _ in form.terms:
        for part in scalar.generators():
            if isinstance(part, Reciprocal):
                yield nonzero_condition(part.body), _of_number(part.body)


def _turned(content: MatrixSum) -> str | None:
    """The trace of B⁻¹W, which stands for all rotations of it, for a content B + W with an invertible B."""
    if len(content.terms) != 2:
        return None
    for base, rest in (content.terms, content.terms[::-1]):
        if not _is_regular(*base):
            continue
        kept = MatrixSum(content.rows, content.columns, (base,)), MatrixSum(content.rows, content.columns, (rest,))
        try:
            word = trace(multiply(inverted(kept[0]), kept[1])).scalar()
        except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
            continue
        return word.key if _cycle(word) is not None else None
    return None


def _is_regular(scalar: Scalar, word: Word) -> bool:
    """Is a term the unit matrix or a letter known to be invertible, times a number that is not 0?"""
    if not scalar.number():
        return False
    return not word or (len(word) == 1 and not isinstance(word[0], InverseOf) and atom_invertibility(word[0]) is None)


def _cycle(scalar: Scalar) -> Cycle | None:
    """The trace in a scalar that is one trace times other scalars."""
    if len(scalar.terms) != 1:
        return None
    cycles = [(part, degree) for part, degree in scalar.terms[0][0] if isinstance(part, Cycle)]
    return cycles[0][0] if len(cycles) == 1 and cycles[0][1] == 1 else None


def _of_number(body: Scalar) -> str | None:
    """t of a 1 + t that is det(I + uvᵀ): a 1×1 word, up to scalars."""
    rest = body - ONE
    cycle = _cycle(rest)
    return rest.key if cycle is not None and any(atom.rows == 1 for atom in cycle.word) else None
