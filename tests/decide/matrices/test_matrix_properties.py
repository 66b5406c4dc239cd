"""What is declared of matrices: used in proofs, met by every point tried, and no more than that."""

import pytest
from flint import fmpq
from sympy import (
    Basic,
    BlockMatrix,
    Determinant,
    Eq,
    Identity,
    Integer,
    Inverse,
    MatAdd,
    MatMul,
    Trace,
    Transpose,
    ZeroMatrix,
    log,
)
from sympy import Q as Is

from checker.decide import decide
from checker.decide.at_points.points import names_of, points
from checker.decide.matrices.letters import Property
from checker.decide.matrices.properties import declared, has_property, property_of
from checker.model import Domain, Equal, Goal, Minimizes, Status
from checker.objects import Gradient
from tests.decide.matrices.matrix_cases import A, B, D, E, M, Q, S, X, c, lam, n, u, v, x, y

P, R = Status.PROVED, Status.REFUTED
H = MatMul(X, Inverse(X.T * X), X.T)
Row = tuple[Basic, Basic, tuple[Basic, ...], Status]

CASES: dict[str, Row] = {
    "symmetric": (S.T, S, (Is.symmetric(S),), P),
    "not declared symmetric": (S.T, S, (), R),
    "symmetric by positive definite": (S.T, S, (Is.positive_definite(S),), P),
    "symmetric by diagonal": (D.T * A, D * A, (Is.diagonal(D),), P),
    "a symmetric inverse": (Inverse(S).T, Inverse(S), (Is.symmetric(S), Is.invertible(S)), P),
    "written out, symmetric": (Determinant(E), E[0, 0] * E[1, 1] - E[0, 1] ** 2, (Is.symmetric(E),), P),
    "written out, not symmetric": (Determinant(E), E[0, 0] * E[1, 1] - E[0, 1] ** 2, (), R),
    "written out, diagonal": (Determinant(E), E[0, 0] * E[1, 1], (Is.diagonal(E),), P),
    "symmetric products do not commute": (A * B, B * A, (Is.symmetric(A), Is.symmetric(B)), R),
    "diagonal products commute": (A * B, B * A, (Is.diagonal(A), Is.diagonal(B)), P),
    "one diagonal is not enough": (A * B, B * A, (Is.diagonal(A),), R),
    "orthogonal": (MatMul(Q.T, Q), Identity(n), (Is.orthogonal(Q),), P),
    "orthogonal is not symmetric": (Q.T, Q, (Is.orthogonal(Q),), R),
    "orthogonal is not the unit": (Q, Identity(n), (Is.orthogonal(Q),), R),
    "det Q is not 1": (Determinant(Q), Integer(1), (Is.orthogonal(Q),), R),
    "det Q is 1 or −1": (Determinant(Q) ** 2, Integer(1), (Is.orthogonal(Q),), P),
    "two orthogonal matrices": (Determinant(Q), Determinant(M), (Is.orthogonal(Q), Is.orthogonal(M)), R),
    "an orthogonal reflection": (MatMul(Q, Q), Identity(n), (Is.orthogonal(Q), Is.symmetric(Q)), P),
    "inverse": (MatMul(Inverse(A), A), Identity(n), (Is.invertible(A),), P),
    "log det, positive definite": (log(Determinant(Inverse(S))), -log(Determinant(S)), (Is.positive_definite(S),), P),
    "a conjugate of a definite matrix": (
        MatMul(Inverse(S + A.T * A), S + A.T * A), Identity(n), (Is.positive_definite(S),), P
    ),
    "gradient in a symmetric unknown": (Gradient(Trace(S * S), S), 2 * S, (Is.symmetric(S),), P),
    "as it is written": (Gradient(Trace(A * S), S), A.T, (Is.symmetric(S),), P),
    "not symmetrized": (Gradient(Trace(A * S), S), A, (Is.symmetric(S),), R),
    "gradient of log det": (Gradient(log(Determinant(S)), S), Inverse(S), (Is.positive_definite(S),), P),
}  # fmt: skip  # one case an entry


@pytest.mark.parametrize("name", CASES)
def test_decides_with_what_is_declared(name: str) -> None:
    left, right, conditions, status = CASES[name]
    verdict = decide(Goal(Equal(left, right), (), Domain(conditions)))
    assert (verdict.status, verdict.conditions) == (status, ())


NEEDS: dict[str, tuple[Basic, Basic, tuple[Basic, ...], tuple[str, ...]]] = {
    "∇ log det": (Gradient(log(Determinant(A)), A), Transpose(Inverse(A)), (), ("det(A) > 0",)),
    "∇ log det where it is granted": (Gradient(log(Determinant(A)), A), Inverse(A).T, (Determinant(A) > 0,), ()),
    "∇ log det of an invertible matrix": (
        Gradient(log(Determinant(A)), A), Inverse(A).T, (Is.invertible(A),), ("det(A) > 0",)
    ),
    "∇ log |det|": (Gradient(log(abs(Determinant(A))), A), Inverse(A).T, (), ("A is invertible",)),
    "inverse": (MatMul(Inverse(A), A), Identity(n), (), ("A is invertible",)),
    "log det of a product": (
        log(Determinant(A * B)), log(Determinant(A)) + log(Determinant(B)), (), ("det(A) > 0", "det(B) > 0")
    ),
    "a length in a denominator": (Trace(x.T * x) / Trace(x.T * x), Integer(1), (), ()),
    "a unit column": (
        MatMul(1 / Trace(x.T * x), x, x.T, x), x, (), ("x ≠ 0",)
    ),
    "declared of a product": (
        MatMul(H, X), X, (Is.invertible(X.T * X),), ()
    ),
    "not declared of that product": (
        MatMul(H, X), X, (Is.invertible(X * X.T),), ("X has full column rank (XᵀX invertible)",)
    ),
    "a quadratic form that is positive": (
        Gradient(log(Trace(x.T * S * x)), x), MatMul(2 / Trace(x.T * S * x), S, x), (Is.positive_definite(S),), ()
    ),
    "an inverse that both sides hold": (Inverse(Identity(n) + A), Identity(n) - A * Inverse(Identity(n) + A), (), ()),
    "one inverse for the other": (
        MatMul(Inverse(Identity(n) + A * B), A), MatMul(A, Inverse(Identity(n) + B * A)), (), ()
    ),
    "a reciprocal for an inverse": (
        Inverse(A + u * v.T),
        MatAdd(Inverse(A), MatMul(-1 / (1 + Trace(v.T * Inverse(A) * u)), Inverse(A), u, v.T, Inverse(A))),
        (Is.invertible(A), Is.invertible(A + u * v.T)), ()
    ),
    "the inverse of a sum with an inverse": (
        Inverse(Identity(n) + A) + Inverse(Identity(n) + Inverse(A)), Identity(n),
        (Is.invertible(A), Is.invertible(Identity(n) + A)), ()
    ),
    "blocks that are inverted": (
        Inverse(BlockMatrix([[A, B], [ZeroMatrix(n, n), M]])),
        BlockMatrix([[Inverse(A), -Inverse(A) * B * Inverse(M)], [ZeroMatrix(n, n), Inverse(M)]]),
        (Is.invertible(A), Is.invertible(M)), ()
    ),
    "a determinant that is positive up to a factor": (
        Gradient(log(Determinant(A + lam * Identity(n))), A), Inverse(A + lam * Identity(n)).T,
        (Determinant(A + lam * Identity(n)) > 0,), ()
    ),
    "no inverse for the other": (
        MatMul(Inverse(Identity(n) + A * B), Identity(n) + A * B, Inverse(Identity(n) + A)), Inverse(Identity(n) + A),
        (), ("I + AB is invertible",)
    ),
    "a determinant in a denominator": (Determinant(A) * Determinant(Inverse(A)), Integer(1), (), ("A is invertible",)),
}  # fmt: skip  # one case an entry


@pytest.mark.parametrize("name", NEEDS)
def test_says_the_least_that_is_needed(name: str) -> None:
    left, right, conditions, needs = NEEDS[name]
    verdict = decide(Goal(Equal(left, right), (), Domain(conditions)))
    assert (verdict.status, verdict.conditions) == (P, needs)


SETS: tuple[tuple[Basic, ...], ...] = (
    (Is.symmetric,),
    (Is.orthogonal,),
    (Is.invertible,),
    (Is.diagonal,),
    (Is.positive_definite,),
    (Is.symmetric, Is.orthogonal),
    (Is.symmetric, Is.invertible),
    (Is.diagonal, Is.invertible),
    (Is.diagonal, Is.orthogonal),
    (Is.diagonal, Is.positive_definite),
    (Is.orthogonal, Is.positive_definite),
)


@pytest.mark.parametrize("predicates", SETS, ids=str)
def test_points_meet_what_is_declared(predicates: tuple[Basic, ...]) -> None:
    domain = Domain(tuple(predicate(A) for predicate in predicates))
    found = list(points(names_of((A * x,)), domain, 8))
    assert len(found) == 8
    for point in found:
        matrix = point.matrices[A]
        assert all(has_property(matrix, property_of(predicate(A))) for predicate in predicates)


def test_tests_of_properties_are_exact() -> None:
    one, two = fmpq(1), fmpq(2)
    assert not has_property(((one, two), (two, one)), Property.POSITIVE_DEFINITE)
    assert has_property(((two, one), (one, two)), Property.POSITIVE_DEFINITE)
    assert not has_property(((one, two), (two, two * 2)), Property.INVERTIBLE)
    assert not has_property(((one, one), (-one, one)), Property.ORTHOGONAL)
    assert not has_property(((one, two, one),), Property.SYMMETRIC)


def test_what_a_property_implies() -> None:
    assert declared((Is.positive_definite(A),))[A] >= {Property.SYMMETRIC, Property.INVERTIBLE}
    assert declared((Is.orthogonal(A), Is.real(c))) == {A: frozenset({Property.ORTHOGONAL, Property.INVERTIBLE})}


def test_an_unknown_predicate_leaves_no_point() -> None:
    assert decide(Goal(Equal(A, B), (), Domain((Is.singular(A),)))).status is Status.UNDECIDED


def test_a_quadratic_form_has_its_minimum_where_its_matrix_is_definite() -> None:
    objective = MatMul(x.T, S, x) - 2 * MatMul(y.T, x)
    question = Minimizes(objective, (x,), (Inverse(S) * y,))
    proved = decide(Goal(question, (), Domain((Is.positive_definite(S),))))
    assert (proved.status, proved.conditions) == (P, ())
    assert decide(Goal(question, (), Domain((Is.symmetric(S), Is.invertible(S))))).status is not P


EQUATIONS: dict[str, tuple[Basic, Basic, tuple[Basic, ...], Status]] = {
    "a unit column": (x * x.T * x, x, (Eq(Trace(x.T * x), 1),), P),
    "a projection along": (MatMul(x, y.T, x, y.T), x * y.T, (Eq(Trace(x.T * y), 1),), P),
    "another equation": (x.T * x, Identity(1), (Eq(Trace(x.T * y), 1),), R),
    "no equation": (MatMul(x, y.T, x, y.T), x * y.T, (), R),
}


@pytest.mark.parametrize("name", EQUATIONS)
def test_equations_of_the_domain_are_used(name: str) -> None:
    left, right, conditions, status = EQUATIONS[name]
    verdict = decide(Goal(Equal(left, right), (), Domain(conditions)))
    assert (verdict.status, verdict.conditions) == (status, ())


def test_points_are_moved_onto_an_equation() -> None:
    domain = Domain((Eq(Trace(x.T * y), 1),))
    assert len(list(points(names_of((A * x, x.T * y)), domain, 8))) == 8


LOW_RANK: dict[str, tuple[Basic, Basic, Status, tuple[str, ...]]] = {
    "determinant lemma": (
        Determinant(A + u * v.T), Determinant(A) * (1 + Trace(v.T * Inverse(A) * u)), P, ("A is invertible",)
    ),
    "a wrong sign": (Determinant(A + u * v.T), Determinant(A) * (1 - Trace(v.T * Inverse(A) * u)), R, ()),
    "ridge": (
        Determinant(lam * Identity(n) + X.T * X),
        lam ** (n - X.shape[0]) * Determinant(lam * Identity(X.shape[0]) + X * X.T), P, ()
    ),
    "in any order": (Determinant(Identity(n) + A * B), Determinant(Identity(n) + B * A), P, ()),
    "no sum of determinants": (Determinant(A + B), Determinant(A) + Determinant(B), R, ()),
}  # fmt: skip  # one case an entry


@pytest.mark.parametrize("name", LOW_RANK)
def test_determinants_of_low_rank_changes(name: str) -> None:
    left, right, status, needs = LOW_RANK[name]
    verdict = decide(Goal(Equal(left, right)))
    assert (verdict.status, verdict.conditions) == (status, needs)
