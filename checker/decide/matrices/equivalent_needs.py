"""Needs that are one: I + AB is invertible exactly where I + BA is; and A + uvᵀ, for A invertible where 1 + vᵀA⁻¹u ≠ 0.

det(B + W) = det(B)·det(I + B⁻¹W), and det(I + UV) = det(I + VU) for oblong U and V too (Horn and Johnson 2013, "Matrix
Analysis", §1.3.22).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.decide.matrices.letters import Unsupported
from checker.decide.matrices.matrix_form import IllShaped, TooLarge, Undefined, inverted, multiply, trace
from checker.decide.matrices.scalar_form import Reciprocal, Scalar, inverse
from checker.decide.matrices.words import (
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
            if need is None or not turned:
                continue
            same = next((first[key] for key in turned if key in first), need)
            found[need] = same
            first.update({key: same for key in turned if key not in first})
    return found


def _needs(form: MatrixSum) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Each need with the W, up to rotation, of every I + W that must be invertible for it."""
    for atom in atoms_of(form):
        if isinstance(atom, InverseOf):
            yield invertibility(atom.content), tuple(_turned(atom.content))
    for scalar, _ in form.terms:
        for part in scalar.generators():
            if isinstance(part, Reciprocal):
                yield nonzero_condition(part.body), tuple(_of_number(part.body))


def _turned(content: MatrixSum) -> Iterator[str]:
    """The trace of B⁻¹W, which stands for all rotations of it, for a content B + W with an invertible B."""
    if len(content.terms) != 2:
        return
    for base, rest in (content.terms, content.terms[::-1]):
        if not _is_regular(*base):
            continue
        kept = MatrixSum(content.rows, content.columns, (base,)), MatrixSum(content.rows, content.columns, (rest,))
        try:
            word = trace(multiply(inverted(kept[0]), kept[1])).scalar()
        except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
            continue
        if _cycle(word) is not None:
            yield word.key


def _is_regular(scalar: Scalar, word: Word) -> bool:
    """Is a term the unit matrix or a letter known to be invertible, times what is surely not 0?"""
    if nonzero_condition(scalar) is not None:
        return False
    return not word or (len(word) == 1 and not isinstance(word[0], InverseOf) and atom_invertibility(word[0]) is None)


def _cycle(scalar: Scalar) -> Cycle | None:
    """The trace in a scalar that is one trace times other scalars."""
    if len(scalar.terms) != 1:
        return None
    cycles = [(part, degree) for part, degree in scalar.terms[0][0] if isinstance(part, Cycle)]
    return cycles[0][0] if len(cycles) == 1 and cycles[0][1] == 1 else None


def _of_number(body: Scalar) -> Iterator[str]:
    """t of a c·(1 + t) that is c·det(I + uvᵀ): t a 1×1 word, up to scalars."""
    if len(body.terms) != 2:
        return
    for base, rest in (body.terms, body.terms[::-1]):
        known, turned = Scalar((base,)), Scalar((rest,))
        cycle = _cycle(turned)
        if cycle is None or _cycle(known) is not None or nonzero_condition(known) is not None:
            continue
        if any(atom.rows == 1 for atom in cycle.word):
            yield (turned * inverse(known)).key
