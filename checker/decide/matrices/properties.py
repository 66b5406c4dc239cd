"""What a domain declares of matrices: read from SymPy's Q, met by small exact matrices, and tested exactly.

`Q.symmetric(A)`, `Q.orthogonal(A)`, `Q.invertible(A)`, `Q.diagonal(A)` and `Q.positive_definite(A)` in
`Domain.conditions`, for matrix symbols A and for what is built of them, such as XᵀX. Positive definite means symmetric
besides, as in Boyd and Vandenberghe 2004, §A.1.4. (SymPy's own predicate leaves that open.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flint import fmpq
from sympy import MatrixExpr, MatrixSymbol
from sympy.assumptions.assume import AppliedPredicate
from sympy.core.basic import Basic

from checker.decide.at_points.matrix_values import determinant, diagonal, identity, inverse, with_diagonal
from checker.decide.at_points.values import Matrix, Scalar, plus, times
from checker.decide.matrices.letters import Property

PREDICATES: Mapping[str, Property] = {  # by name: for the predicates themselves SymPy imports all it infers from them
    "symmetric": Property.SYMMETRIC,
    "orthogonal": Property.ORTHOGONAL,
    "invertible": Property.INVERTIBLE,
    "diagonal": Property.DIAGONAL,
    "positive_definite": Property.POSITIVE_DEFINITE,
}
IMPLIED: Mapping[Property, frozenset[Property]] = {
    Property.DIAGONAL: frozenset({Property.SYMMETRIC}),
    Property.ORTHOGONAL: frozenset({Property.INVERTIBLE}),
    Property.POSITIVE_DEFINITE: frozenset({Property.SYMMETRIC, Property.INVERTIBLE}),
}

Declared = dict[MatrixSymbol, frozenset[Property]]


def declared(conditions: Iterable[Basic]) -> Declared:
    """The properties declared of each matrix symbol, with those they imply."""
    found: Declared = {}
    for condition in conditions:
        if is_declaration(condition) and isinstance(condition.arguments[0], MatrixSymbol):
            stated = property_of(condition)
            (matrix,) = condition.arguments
            found[matrix] = found.get(matrix, frozenset()) | {stated} | IMPLIED.get(stated, frozenset())
    return found


def property_of(declaration: Basic) -> Property:
    """What a declaration, as above, declares of its matrix."""
    return PREDICATES[declaration.function.name]


def is_declaration(condition: Basic) -> bool:
    """Is the condition one of the predicates above, of a matrix?"""
    return (
        isinstance(condition, AppliedPredicate)
        and condition.function.name in PREDICATES
        and len(condition.arguments) == 1
        and isinstance(condition.arguments[0], MatrixExpr)
    )


def meeting(properties: frozenset[Property], drawn: Matrix, trial: int = 0) -> Matrix:
    """A matrix near the one drawn that has the properties, or the one drawn where no way is known to make one.

    Of the orthogonal ones every second has the determinant −1.
    """
    if len(drawn) != len(drawn[0]):
        return drawn
    if Property.DIAGONAL in properties:
        return with_diagonal([_eigenvalue(properties, rational(value)) for value in diagonal(drawn)])
    if Property.ORTHOGONAL in properties:
        if Property.POSITIVE_DEFINITE in properties:
            return identity(len(drawn))
        return _reflection(drawn) if Property.SYMMETRIC in properties else _cayley(drawn, trial % 2)
    if Property.POSITIVE_DEFINITE in properties:
        return _plus(_times(drawn, _transposed(drawn)), identity(len(drawn)))
    made = _plus(drawn, _transposed(drawn)) if Property.SYMMETRIC in properties else drawn
    while Property.INVERTIBLE in properties and determinant(made) == 0:
        made = _plus(made, identity(len(made)))  # det(M + kI) is 0 for at most n values of k
    return made


def _eigenvalue(properties: frozenset[Property], value: fmpq) -> fmpq:
    if Property.ORTHOGONAL in properties:
        value = fmpq(1 if value >= 0 else -1)
    if Property.INVERTIBLE in properties and value == 0:
        value = fmpq(3)
    return abs(value) if Property.POSITIVE_DEFINITE in properties else value


def _cayley(drawn: Matrix, turned: int) -> Matrix:
    """(I − K)(I + K)⁻¹ for the skew K = D − Dᵀ: orthogonal, rational (Cayley 1846); turned, the first row negated."""
    unit = identity(len(drawn))
    skew = _plus(drawn, _scaled(_transposed(drawn), -1))
    first, *others = _times(_plus(unit, _scaled(skew, -1)), inverse(_plus(unit, skew)))
    return (tuple(-entry for entry in first) if turned else first, *others)


def _reflection(drawn: Matrix) -> Matrix:
    """I − 2vvᵀ/vᵀv for the first column v (Householder 1958)."""
    column = tuple((row[0],) for row in drawn)
    square = rational(_times(_transposed(column), column)[0][0])
    if square == 0:
        return identity(len(drawn))
    return _plus(identity(len(drawn)), _scaled(_times(column, _transposed(column)), fmpq(-2) / square))


def has_property(matrix: Matrix, wanted: Property) -> bool:
    """Does an exact rational matrix have a property? Never for a matrix that is not square."""
    return len(matrix) == len(matrix[0]) and TESTS[wanted](matrix)


def _positive_definite(matrix: Matrix) -> bool:
    """Symmetric, and its leading principal minors positive (Horn and Johnson 2013, §7.2)."""
    sizes = range(1, len(matrix) + 1)
    minors = (rational(determinant(tuple(row[:size] for row in matrix[:size]))) for size in sizes)
    return matrix == _transposed(matrix) and all(minor > 0 for minor in minors)


TESTS: Mapping[Property, Callable[[Matrix], bool]] = {
    Property.SYMMETRIC: lambda matrix: matrix == _transposed(matrix),
    Property.ORTHOGONAL: lambda matrix: _times(_transposed(matrix), matrix) == identity(len(matrix)),
    Property.INVERTIBLE: lambda matrix: determinant(matrix) != 0,
    Property.DIAGONAL: lambda matrix: matrix == with_diagonal(diagonal(matrix)),
    Property.POSITIVE_DEFINITE: _positive_definite,
}


def rational(value: Scalar) -> fmpq:
    """The value, which is one where matrices are drawn."""
    assert isinstance(value, fmpq)
    return value


def _transposed(matrix: Matrix) -> Matrix:
    return tuple(zip(*matrix, strict=True))


def _plus(left: Matrix, right: Matrix) -> Matrix:
    total = plus(left, right)
    assert isinstance(total, tuple)
    return total


def _times(left: Matrix, right: Matrix) -> Matrix:
    product = times(left, right)
    assert isinstance(product, tuple)
    return product


def _scaled(matrix: Matrix, factor: int | fmpq) -> Matrix:
    return tuple(tuple(entry * factor for entry in row) for row in matrix)
