"""Implications between equations of matrices: what follows when a premise is put in, and what a point refutes."""

import pytest
from sympy import (
    And,
    Determinant,
    Eq,
    Identity,
    Inverse,
    MatMul,
    MatrixSymbol,
    Ne,
    Q,
    Trace,
    Transpose,
    ZeroMatrix,
    symbols,
)
from sympy.core.basic import Basic

from checker.decide import decide
from checker.decide.matrices.matrix_implication import settle
from checker.decide.procedure import Case
from checker.model import Domain, Equal, Equivalent, Goal, Implies, Question, SameRoots, Status

n, m = symbols("n m", integer=True, positive=True)
t = symbols("t", real=True)
A, B, C, P = (MatrixSymbol(name, n, n) for name in "ABCP")
X = MatrixSymbol("X", m, n)
x, w, a = (MatrixSymbol(name, n, 1) for name in "xwa")
y = MatrixSymbol("y", m, 1)
T, eye, nothing = Transpose, Identity(n), ZeroMatrix(n, 1)


def eq(left: Basic, right: Basic) -> Basic:
    return Eq(left, right, evaluate=False)


def dot(one: Basic, other: Basic) -> Basic:
    return Trace(T(one) * other)


EIGEN = eq(A * x, t * x)
NORMAL = eq(T(X) * X * w, T(X) * y)
IDEMPOTENT = eq(P * P, P)

PROVED: dict[str, tuple[Question, tuple[Basic, ...], tuple[str, ...]]] = {
    "an eigenvector of the square": (Implies(EIGEN, eq(A * A * x, t**2 * x)), (), ()),
    "of a shift": (Implies(EIGEN, eq((A + 2 * eye) * x, (t + 2) * x)), (), ()),
    "of two": (Implies(And(EIGEN, eq(B * x, 2 * x)), eq(A * B * x, 2 * t * x)), (), ()),
    "a factor 2": (Equivalent(eq(2 * T(X) * X * w - 2 * T(X) * y, nothing), NORMAL), (), ()),
    "as lines of a solution": (SameRoots(2 * A * x - 2 * a, A * x - a), (), ()),
    "solved": (Equivalent(eq(A * x, a), eq(x, Inverse(A) * a)), (Q.invertible(A),), ()),
    "solved, if": (Equivalent(eq(A * x, a), eq(x, Inverse(A) * a)), (), ("A is invertible",)),
    "cancelled": (Implies(eq(A * B, A * C), eq(B, C)), (Q.invertible(A),), ()),
    "a projection's complement": (Implies(IDEMPOTENT, eq((eye - P) * (eye - P), eye - P)), (), ()),
    "in a trace": (Implies(IDEMPOTENT, eq(Trace(P * P * P), Trace(P))), (), ()),
    "commuting": (Implies(eq(A * B, B * A), eq((A + B) * (A - B), A * A - B * B)), (), ()),
    "orthogonal vectors": (Implies(eq(dot(x, w), t - t), eq(dot(x + w, x + w), dot(x, x) + dot(w, w))), (), ()),
    "a skew form": (Implies(eq(T(A), -A), eq(Trace(T(x) * A * x), t - t)), (), ()),
    "from the other side": (Implies(eq(A * B, eye), eq(B * A, eye)), (), ()),
}

REFUTED: dict[str, tuple[Question, tuple[Basic, ...]]] = {
    "an eigenvalue doubled": (Implies(EIGEN, eq(A * A * x, 2 * t * x)), ()),
    "the factor 2 lost": (Equivalent(eq(2 * T(X) * X * w - T(X) * y, nothing), NORMAL), ()),
    "multiplied, not divided": (Implies(eq(A * x, a), eq(x, A * a)), (Q.invertible(A),)),
    "cancelled, without an inverse": (Implies(eq(A * B, A * C), eq(B, C)), ()),
    "two matrices that agree on a vector": (Implies(eq(A * x, B * x), eq(A, B)), ()),
    "a projection is not the identity": (Implies(IDEMPOTENT, eq(P, eye)), ()),
    "divisors of zero": (Implies(eq(A * x, nothing), eq(x, nothing)), ()),
    "not back": (Equivalent(eq(A, B), eq(A * x, B * x)), ()),
}

LEFT_ALONE: dict[str, Question] = {
    "no equation": Implies(Ne(dot(x, x), t), eq(A * x, a)),
    "nothing of matrices": Implies(eq(t, 2 * t), eq(t, t - t)),
    "what holds nowhere": Implies(And(eq(A, eye), eq(A, 2 * eye)), eq(B, C)),
    "what words do not tell": Implies(eq(A * A, eye), eq(Determinant(A) ** 2, t / t)),
}


@pytest.mark.parametrize("name", PROVED)
def test_follows(name: str) -> None:
    question, domain, conditions = PROVED[name]
    found = settle(Case(question, Domain(domain)))
    assert found is not None
    assert (found.status, found.conditions) == (Status.PROVED, conditions)


@pytest.mark.parametrize("name", REFUTED)
def test_fails_at_a_point(name: str) -> None:
    question, domain = REFUTED[name]
    found = settle(Case(question, Domain(domain)))
    assert found is not None
    assert found.status is Status.REFUTED


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_says_nothing(name: str) -> None:
    assert settle(Case(LEFT_ALONE[name], Domain())) is None


@pytest.mark.parametrize(
    ("right", "status"), [(eye - P, Status.PROVED), (eye + P, Status.REFUTED), (eye, Status.REFUTED)]
)
def test_an_equation_of_matrices_that_the_domain_states(right: Basic, status: Status) -> None:
    asked = Equal(MatMul(eye - P, eye - P), right)
    assert decide(Goal(asked, (), Domain((IDEMPOTENT,)))).status is status
