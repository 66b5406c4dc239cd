"""Equal because every entry is, for matrices written out: each difference of entries has the normal form zero."""

from __future__ import annotations

from sympy import Add, Expr, Integer, MatrixSymbol, Mul, Pow
from sympy.core.basic import Basic

from checker.decide.kernels.certificates import certificate_steps
from checker.decide.kernels.zero import zero_difference
from checker.decide.matrices.explicit_entries import Explicit, NotExplicit
from checker.decide.matrices.letters import Property
from checker.decide.matrices.properties import declared, is_declaration
from checker.decide.matrices.shapes import shape_fault
from checker.decide.matrices.words import Properties
from checker.decide.procedure import Case, Procedure, has_matrices
from checker.model import Certificate, Domain, Equal, Status, Verdict


def settle(case: Case) -> Verdict | None:
    """PROVED where all sizes are numbers, and left − right vanishes in every entry."""
    question = case.question
    if not isinstance(question, Equal) or not has_matrices(case.heads):
        return None
    if MatrixSymbol in case.heads and _has_symbolic_sizes(question):
        return None
    if any(shape_fault(side) is not None for side in (question.left, question.right)):
        return None
    known = declared(case.domain.conditions)
    if any(traits - {Property.SYMMETRIC, Property.DIAGONAL} for traits in known.values()):
        return None
    domain = Domain(tuple(condition for condition in case.domain.conditions if not is_declaration(condition)))
    try:
        left, right = _written(question.left, known), _written(question.right, known)
    except NotExplicit:
        return None
    if [len(row) for row in left] != [len(row) for row in right]:
        return None
    return _compared(left, right, domain)


def _has_symbolic_sizes(question: Equal) -> bool:
    symbols = question.left.atoms(MatrixSymbol) | question.right.atoms(MatrixSymbol)
    return any(not isinstance(size, Integer) for symbol in symbols for size in symbol.shape)


def _written(side: Basic, known: Properties) -> list[list[Expr]]:
    """The entries, the first of them with 0/det for every inverse, so that what it needs is not lost in a 0."""
    explicit = Explicit(known)
    rows = [list(row) for row in explicit.matrix(side).rows]
    if explicit.divisors:
        needs = (Mul(0, Pow(divisor, -1), evaluate=False) for divisor in explicit.divisors)
        rows[0][0] = Add(rows[0][0], *needs, evaluate=False)
    return rows


def _compared(left: list[list[Expr]], right: list[list[Expr]], domain: Domain) -> Verdict | None:
    conditions: dict[str, None] = {}
    steps: dict[str, None] = {}
    for one_row, other_row in zip(left, right, strict=True):
        for one, other in zip(one_row, other_row, strict=True):
            zero = zero_difference(one, other, domain)
            if zero is None:
                return None
            conditions.update(dict.fromkeys(zero.conditions))
            steps.update(dict.fromkeys(certificate_steps(zero.tower, zero.left, zero.right)))
    return Verdict(
        Status.PROVED,
        "written out",
        "each entry is the same, written out",
        conditions=tuple(conditions),
        certificate=Certificate("the numerator of each entry of left − right vanishes", tuple(steps)),
    )


EXPLICIT_IDENTITY = Procedure(
    "written out",
    frozenset({Status.PROVED}),
    settle,
    "R(s)R(t) = R(s + t), for turns R of the plane",
)
