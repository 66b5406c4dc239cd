"""The conditions of a matrix identity: what one side needs and the other does not, less what is granted or implied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import sympy
from sympy import Determinant, Inverse
from sympy.core.basic import Basic

from checker.decide.matrices.letters import Property, Unsupported
from checker.decide.matrices.matrix_form import IllShaped, TooLarge, Undefined, determinant, inverted, normal_form
from checker.decide.matrices.properties import IMPLIED, is_declaration, property_of
from checker.decide.matrices.scalar_form import Scalar, constant, variable
from checker.decide.matrices.shapes import named
from checker.decide.matrices.words import MatrixSum, Properties, nonzero_condition

NEEDS = {sympy.StrictGreaterThan: ">", sympy.StrictLessThan: ">", sympy.GreaterThan: "≥", sympy.LessThan: "≥"}
NONE_ALIKE: Mapping[str, str] = MappingProxyType({})


def unmet(
    always: Iterable[str],
    left: Iterable[str],
    right: Iterable[str],
    domain: tuple[Basic, ...],
    known: Properties,
    alike: Mapping[str, str] = NONE_ALIKE,
) -> tuple[str, ...]:
    """`always` needed, or presupposed by one side only; without what the domain grants or other needs imply.

    u > 0 is the needs u ≥ 0 and u ≠ 0, of which each side may have one; where u ≥ 0 is left over of a u > 0, it is
    said as u > 0. `alike` gives what stands for a need that others are equivalent to.
    """
    always, left, right, said = (
        [alike.get(need, need) for need in needs] for needs in (always, left, right, sorted(_granted(domain, known)))
    )
    one, two = _parts(left), _parts(right)
    granted = _parts(said)
    needs: dict[str, None] = {}
    for need in (*always, *left, *right):
        left_over = _parts([need]) - granted
        if need not in always:
            left_over -= one & two
        if f"{need.removesuffix(' > 0')} ≥ 0" in left_over:
            needs[need] = None
        else:
            needs.update(dict.fromkeys(sorted(left_over)))
    return tuple(need for need in needs if not any(need in _parts([other]) for other in needs if other != need))


def written_in_both(left: Basic, right: Basic, known: Properties, alike: Mapping[str, str]) -> set[str]:
    """What both sides need as they are written, since both hold the inverse of one matrix, or of one like it."""
    one, two = (_inverted(side, known) for side in (left, right))
    return {alike.get(need, need) for need in one} & {alike.get(need, need) for need in two}


def _inverted(side: Basic, known: Properties) -> set[str]:
    """What the inverses that are written need."""
    return {need for node in side.atoms(Inverse) for need in _regular(node.args[0], known)}


def surely_inverted(sides: Iterable[Basic], known: Properties) -> set[str]:
    """What the inverses need of which the determinant surely is not 0: a triangle of blocks, with those inverted."""
    matrices = dict.fromkeys(node.args[0] for side in sides for node in side.atoms(Inverse))
    return {need for matrix in matrices for need in _met_by_determinant(matrix, known)}


def _met_by_determinant(matrix: Basic, known: Properties) -> set[str]:
    """What the inverse needs besides the matrix, where the determinant, by its normal form, surely is not 0."""
    try:
        content = normal_form(matrix, known)
        terms = determinant(content).scalar().terms
    except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
        return set()
    if len(terms) != 1 or any(nonzero_condition(variable(part)) is not None for part, _ in terms[0][0]):
        return set()
    return set(_regular(matrix, known)) - set(content.presupposes)


def declared_inverses(domain: tuple[Basic, ...], known: Properties) -> list[MatrixSum]:
    """The inverses, as they have a normal form, of what the domain says is invertible and is no matrix symbol."""
    found = (_inverse(matrix, known) for matrix in _said_to_be_regular(domain) if matrix not in known)
    return [inverse for inverse in found if inverse is not None]


def _said_to_be_regular(domain: tuple[Basic, ...]) -> Iterator[Basic]:
    for condition in domain:
        if is_declaration(condition):
            stated = property_of(condition)
            if Property.INVERTIBLE in frozenset({stated}) | IMPLIED.get(stated, frozenset()):
                yield condition.arguments[0]
        elif isinstance(condition, sympy.Ne | sympy.StrictGreaterThan | sympy.StrictLessThan):
            one, other = condition.args
            yield from (side.args[0] for side in (one, other) if isinstance(side, Determinant) and 0 in (one, other))


def _regular(matrix: Basic, known: Properties) -> tuple[str, ...]:
    """What makes the matrix invertible, in the words that needs are told in."""
    inverse = _inverse(matrix, known)
    return () if inverse is None else inverse.presupposes


def _inverse(matrix: Basic, known: Properties) -> MatrixSum | None:
    try:
        return inverted(normal_form(matrix, known))
    except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
        return None


def _parts(needs: Iterable[str]) -> set[str]:
    """Each need as the weaker ones that it is made of."""
    found: set[str] = set()
    for need in needs:
        value = need.removesuffix(" > 0")
        found |= {need} if value == need else {f"{value} ≥ 0", _nonzero(value)}
    return found


def _nonzero(value: str) -> str:
    """u ≠ 0; of a determinant, that the matrix is invertible."""
    if value.startswith("det(") and value.endswith(")"):
        return f"{value.removeprefix('det(').removesuffix(')')} is invertible"
    return f"{value} ≠ 0"


def _granted(domain: tuple[Basic, ...], known: Properties) -> set[str]:
    """What the relations of the domain say, in the words that needs are told in."""
    granted = {need for matrix, traits in known.items() for need in _declared(named(matrix.name), traits)}
    granted |= {need for inverse in declared_inverses(domain, known) for need in inverse.presupposes}
    for relation in domain:
        sign = NEEDS.get(relation.func)
        if sign is None and not isinstance(relation, sympy.Ne):
            continue
        try:
            one, two = (normal_form(side, known).scalar() for side in relation.args)
        except (IllShaped, TooLarge, Undefined, Unsupported, ValueError):
            continue
        difference = two - one if isinstance(relation, sympy.StrictLessThan | sympy.LessThan) else one - two
        if sign is not None:
            granted |= {f"{value} {sign} 0" for value in (difference, _unsure(difference))}
        if sign != "≥":
            granted |= {f"{difference} ≠ 0", f"{difference * constant(-1)} ≠ 0"}
            nonzero = nonzero_condition(difference)
            granted |= {nonzero} if nonzero is not None else set()
    return granted


def _unsure(value: Scalar) -> str:
    """The part of a product on which its sign depends, where the rest is positive."""
    if len(value.terms) != 1 or value.terms[0][1] < 0:
        return str(value)
    unsure = [(part, degree) for part, degree in value.terms[0][0] if not part.positive]
    return unsure[0][0].text if len(unsure) == 1 and unsure[0][1] == 1 else str(value)


def _declared(name: str, traits: frozenset[Property]) -> Iterator[str]:
    if Property.POSITIVE_DEFINITE in traits:
        yield f"det({name}) > 0"
    if Property.INVERTIBLE in traits:
        yield f"{name} is invertible"
