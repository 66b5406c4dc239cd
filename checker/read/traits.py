"""What describing words say of names: adjectives with the condition they put, nouns with the kind they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy
from sympy import Eq, Ge, Gt, Integer, Le, Lt, MatMul, Ne, Q, Transpose
from sympy.core.basic import Basic

from checker.read.building import is_matrix
from checker.read.ledger import Kind, Ledger
from checker.read.told import Condition


@dataclass(frozen=True, slots=True)
class Trait:
    """What one word says; `together` is put on all names of a list at once, `holds` on each."""

    kind: Kind | None = None
    square: bool = False
    columns: int | None = None
    rows: int | None = None
    holds: Condition | None = None
    together: Condition | None = None
    parity: str = ""
    is_noun: bool = False


def _compared(head: type, of_vector: bool = False) -> Condition:
    """A sign of a number. Of a vector only "nonzero" is a number's: xᵀx ≠ 0; another sign is one of entries."""

    def holds(_: Ledger, objects: tuple[Basic, ...]) -> Basic:
        (subject,) = objects
        if not isinstance(subject, sympy.Expr):
            return _opaque(head.__name__, subject)
        if is_matrix(subject):
            square = MatMul(Transpose(subject), subject)
            return (
                head(square, Integer(0), evaluate=False)
                if of_vector and subject.shape[1] == 1
                else _opaque("sign", subject)
            )
        return head(subject, Integer(0), evaluate=False)

    return holds


def _opaque(name: str, subject: Basic | type) -> Basic:
    """A property that no procedure knows: nothing is refuted by a point that may lack it."""
    return sympy.Predicate(f"is {name}")(subject if isinstance(subject, Basic) else sympy.Symbol(str(subject)))


def of_parity(parity: str) -> Condition:
    """The condition that a case such as "if n is even" puts."""
    return _predicate({"even": Q.even, "odd": Q.odd}[parity])


def opaque(name: str) -> Condition:
    """The condition that a property unknown to every procedure puts on each of the objects."""
    return lambda _, objects: sympy.And(*(_opaque(name, subject) for subject in objects))


def _predicate(predicate: Basic) -> Condition:
    def holds(_: Ledger, objects: tuple[Basic, ...]) -> Basic:
        (subject,) = objects
        return predicate(subject) if isinstance(subject, sympy.Basic) else _opaque(str(predicate.name), subject)

    return holds


def _of_square(relation: object) -> Condition:
    def holds(_: Ledger, objects: tuple[Basic, ...]) -> Basic:
        (subject,) = objects
        if not is_matrix(subject):
            return _opaque("matrix property", subject)
        return relation(subject)  # type: ignore[operator]

    return holds


def _orthogonal(_: Ledger, objects: tuple[Basic, ...]) -> Basic:
    """Of one square matrix AᵀA = I; of vectors that their products are zero."""
    if len(objects) == 1 and is_matrix(objects[0]) and objects[0].shape[1] != 1:
        return Q.orthogonal(objects[0])
    if all(is_matrix(one) and one.shape[1] == 1 for one in objects):
        return _products_vanish(objects)
    if all(is_matrix(one) and one.shape[1] != 1 for one in objects):
        return sympy.And(*(Q.orthogonal(one) for one in objects))
    return sympy.And(*(_opaque("orthogonal", one) for one in objects))


def _products_vanish(objects: tuple[Basic, ...]) -> Basic:
    pairs = [(a, b) for k, a in enumerate(objects) for b in objects[k + 1 :]]
    return sympy.And(*(Eq(MatMul(Transpose(a), b), Integer(0), evaluate=False) for a, b in pairs))


def _unit(_: Ledger, objects: tuple[Basic, ...]) -> Basic:
    (subject,) = objects
    if is_matrix(subject) and subject.shape[1] == 1:
        return Eq(MatMul(Transpose(subject), subject), Integer(1), evaluate=False)
    return _opaque("unit", subject)


def _orthonormal(ledger: Ledger, objects: tuple[Basic, ...]) -> Basic:
    return sympy.And(_products_vanish(objects), *(_unit(ledger, (one,)) for one in objects))


def _matrix(holds: Condition) -> Trait:
    """A property of square matrices: "x ∈ ℝⁿ and A ∈ ℝⁿˣⁿ symmetric" says nothing of x."""

    def of_those_square(ledger: Ledger, objects: tuple[Basic, ...]) -> Basic:
        (subject,) = objects
        other = is_matrix(subject) and subject.shape[0] != subject.shape[1]
        return sympy.true if other else holds(ledger, objects)

    return Trait(Kind.MATRIX, square=True, holds=of_those_square)


_NEUTRAL = Trait()
_SCALAR = Trait(Kind.SCALAR, is_noun=True)
_WHOLE = Trait(Kind.INTEGER, is_noun=True)
_FUNCTION = Trait(Kind.FUNCTION, is_noun=True)

DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "any",
        "all",
        "every",
        "each",
        "some",
        "this",
        "these",
        "two",
        "three",
        "both",
        "given",
        "fixed",
        "arbitrary",
        "its",
        "our",
    ]
)

TRAITS: Mapping[str, Trait] = {
    **dict.fromkeys(
        [
            "known",
            "unknown",
            "free",
            "certain",
            "random",
            "suitable",
            "independent",
            "dependent",
            "generic",
            "general",
            "new",
        ],
        _NEUTRAL,
    ),
    **dict.fromkeys(
        ["continuous", "differentiable", "smooth", "twice", "continuously", "real-valued", "scalar-valued", "dummy"],
        _NEUTRAL,
    ),
    **dict.fromkeys(
        [
            "unknowns",
            "following",
            "i.i.d.",
            "iid",
            "sufficiently",
            "strictly",
            "column-vector",
            "design",
            "model",
            "data-set",
        ],
        _NEUTRAL,
    ),
    "real": Trait(Kind.SCALAR),
    "reals": _SCALAR,
    "scalar": _SCALAR,
    **dict.fromkeys(
        ["scalars", "number", "numbers", "constant", "constants", "parameter", "parameters", "variable", "variables"],
        _SCALAR,
    ),
    **dict.fromkeys(["coefficient", "coefficients", "angle", "angles", "rate", "weight"], _SCALAR),
    **dict.fromkeys(  # by what the words mean
        ["mass", "length", "radius", "diameter", "hypotenuse", "leg", "legs"],
        Trait(Kind.SCALAR, holds=_compared(Gt), is_noun=True),
    ),
    "integer": _WHOLE,
    **dict.fromkeys(["integers", "whole"], _WHOLE),
    "natural": Trait(Kind.INTEGER, holds=_compared(Gt)),
    "positive": Trait(holds=_compared(Gt)),
    "negative": Trait(holds=_compared(Lt)),
    **dict.fromkeys(["nonnegative", "non-negative"], Trait(holds=_compared(Ge))),
    **dict.fromkeys(["nonpositive", "non-positive"], Trait(holds=_compared(Le))),
    **dict.fromkeys(["nonzero", "non-zero", "nonvanishing"], Trait(holds=_compared(Ne, of_vector=True))),
    "complex": Trait(Kind.SCALAR, parity="complex"),
    "odd": Trait(Kind.INTEGER, parity="odd"),
    "even": Trait(Kind.INTEGER, parity="even"),
    "prime": Trait(Kind.INTEGER, holds=_predicate(Q.prime)),
    "rational": Trait(Kind.SCALAR, holds=_predicate(Q.rational)),
    "irrational": Trait(Kind.SCALAR, holds=_predicate(Q.irrational)),
    "distinct": Trait(together=lambda _, objects: sympy.And(*(Ne(a, b, evaluate=False) for a, b in _pairs(objects)))),
    "matrix": Trait(Kind.MATRIX, is_noun=True),
    "matrices": Trait(Kind.MATRIX, is_noun=True),
    "vector": Trait(Kind.MATRIX, columns=1, is_noun=True),
    "vectors": Trait(Kind.MATRIX, columns=1, is_noun=True),
    "column": Trait(Kind.MATRIX, columns=1),
    "row": Trait(Kind.MATRIX, rows=1),
    "square": Trait(Kind.MATRIX, square=True),
    "symmetric": _matrix(_predicate(Q.symmetric)),
    "orthogonal": Trait(Kind.MATRIX, together=_orthogonal),
    "orthonormal": Trait(Kind.MATRIX, columns=1, together=_orthonormal),
    **dict.fromkeys(["invertible", "nonsingular", "non-singular", "regular"], _matrix(_predicate(Q.invertible))),
    "diagonal": _matrix(_predicate(Q.diagonal)),
    "positive-definite": _matrix(_predicate(Q.positive_definite)),
    "positive-semidefinite": _matrix(opaque("positive_semidefinite")),
    "negative-definite": _matrix(opaque("negative_definite")),
    **dict.fromkeys(
        ["skew-symmetric", "antisymmetric", "anti-symmetric"],
        _matrix(_of_square(lambda a: Eq(Transpose(a), MatMul(Integer(-1), a), evaluate=False))),
    ),
    "idempotent": _matrix(_of_square(lambda a: Eq(MatMul(a, a), a, evaluate=False))),
    **dict.fromkeys(
        ["unitary", "hermitian", "normal", "nilpotent", "stochastic", "singular"], _matrix(opaque("special"))
    ),
    **dict.fromkeys(["upper-triangular", "lower-triangular", "triangular"], _matrix(opaque("triangular"))),
    "unit": Trait(Kind.MATRIX, columns=1, holds=_unit),
    "function": _FUNCTION,
    "functions": _FUNCTION,
    "map": _FUNCTION,
    **dict.fromkeys(
        ["data", "observations", "samples", "sample", "measurements", "observation", "points"],
        Trait(Kind.DATA, is_noun=True),
    ),
    "probability": Trait(
        Kind.SCALAR,
        holds=lambda _, objects: sympy.And(Ge(objects[0], 0, evaluate=False), Le(objects[0], 1, evaluate=False)),
        is_noun=True,
    ),
}


def _pairs(objects: tuple[Basic, ...]) -> list[tuple[Basic, Basic]]:
    return [(a, b) for k, a in enumerate(objects) for b in objects[k + 1 :]]
