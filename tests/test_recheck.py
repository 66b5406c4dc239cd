"""The independent checker replays every proof of the notes, and no tampered certificate, claim or forgery passes it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sympy
from sympy import (
    Abs,
    Derivative,
    Function,
    IndexedBase,
    Inverse,
    MatAdd,
    MatMul,
    MatrixSymbol,
    Max,
    Sum,
    Symbol,
    Trace,
    Transpose,
    cos,
    exp,
    log,
    sin,
    sqrt,
    tan,
)

import checker.plain_algebra
import checker.plain_functions
import checker.plain_implications
import checker.recheck
from benchmarks.identities import ALL
from benchmarks.recheck_coverage import lines
from benchmarks.tampering import changed, kind_of, one_of_each_kind, passes, proofs_of_notes
from checker.decide import decide
from checker.decide.plain_data import claim_data
from checker.decide.replays import NoReplay, certificate_data, replay_data
from checker.model import Domain, Equal, Goal, Implies, Minimizes, SameRoots, Solves, Status, Verdict
from checker.objects import Gradient
from checker.plain_algebra import RecheckFailure
from checker.recheck import recheck
from checker.rechecks import failure, rechecked

x, y, a, b = sympy.symbols("x y a b", real=True)
p, q = sympy.symbols("p q", positive=True)
m, n = sympy.symbols("m n", integer=True, positive=True)
i, j = sympy.symbols("i j", integer=True)
X_data, Y_data = IndexedBase("x", real=True), IndexedBase("y", real=True)
f = Function("f", real=True)
A, B = MatrixSymbol("A", n, n), MatrixSymbol("B", n, n)
X, theta, target = MatrixSymbol("X", m, n), MatrixSymbol("theta", n, 1), MatrixSymbol("y", m, 1)


def proved(goal: Goal) -> Verdict:
    verdict = decide(goal)
    assert verdict.status is Status.PROVED
    return verdict


def replayed(goal: Goal) -> tuple[Any, Any]:
    return replay_data(goal, proved(goal))


# --- what is replayed ---------------------------------------------------------------------------

LINES = list(lines())
OF_NOTES = proofs_of_notes()


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.derivation.name}.{line.claim.name}")
def test_everything_proved_of_the_notes_is_replayed(line: Any) -> None:
    assert [name for name, why in rechecked(line) if why is not None] == []


def test_the_notes_have_proofs_of_every_kind() -> None:
    assert {kind_of(goal, verdict) for goal, verdict in OF_NOTES} >= {
        "Equal by normal form", "Equal by same tree", "Equal by exact arithmetic", "Equal by replay",
        "Equal by matrix normal form", "Unequal by replay", "SameRoots by equation", "Solves by equation",
        "Solves by matrix equation", "Minimizes by minimum", "Minimizes by matrix equation",
    }  # fmt: skip  # several a line


TRUE: list[tuple[str, Any, Any, tuple[Any, ...]]] = [
    ("expand", (x + y) ** 3, x**3 + 3 * x**2 * y + 3 * x * y**2 + y**3, ()),
    ("cancel", (x**2 - y**2) / (x - y), x + y, ()),
    ("exponents share a basis", sympy.Pow(exp(x / 2), 4, evaluate=False), exp(3 * x) / exp(x), ()),
    ("sine of a sum", sin(x + y), sin(x) * cos(y) + cos(x) * sin(y), ()),
    ("tangent", tan(x), sin(x) / cos(x), ()),
    ("log of a product", log(p * q), log(p) + log(q), ()),
    ("log of a power", log(p**3 / 8), 3 * log(p) - 3 * log(2), ()),
    ("log under a condition", log(x * p), log(x) + log(p), (x > 0,)),
    ("root of a product", sqrt(12 * p, evaluate=False), 2 * sqrt(3) * sqrt(p), ()),
    ("absolute value squared", Abs(x - y) ** 2, (x - y) ** 2, ()),
    ("root of a square", sqrt((x - y) ** 2, evaluate=False), Abs(x - y), ()),
    ("maximum", Max(x, y) + sympy.Min(x, y), x + y, ()),
    ("integer power of any sign", x**n * x, x ** (n + 1), ()),
    ("real power", p**x * p**y, p ** (x + y), ()),
    ("sum is linear", Sum(a * X_data[i] + b, (i, 1, m)), a * Sum(X_data[j], (j, 1, m)) + b * m, ()),
    ("sum of powers", Sum(i**2, (i, 1, n)), n * (n + 1) * (2 * n + 1) / 6, ()),
    (
        "nested sums",
        Sum(X_data[i] * Y_data[j], (i, 1, m), (j, 1, m)),
        Sum(X_data[i], (i, 1, m)) * Sum(Y_data[i], (i, 1, m)),
        (),
    ),
    ("chain rule", Derivative(f(x**2), x).doit(), Derivative(f(x**2), x), ()),
    ("derivative of a log", Derivative(log(1 + exp(x)), x), 1 / (1 + exp(-x)), ()),
    ("derivative of a root", Derivative(sqrt(1 + x**2), x), x / sqrt(1 + x**2), ()),
    ("derivative of a sum", Derivative(Sum((a - X_data[i]) ** 2, (i, 1, m)), a), 2 * Sum(a - X_data[i], (i, 1, m)), ()),
    ("transpose of a product", Transpose(MatMul(A, B)), MatMul(Transpose(B), Transpose(A)), ()),
    ("inverse of a product", Inverse(MatMul(A, B)), MatMul(Inverse(B), Inverse(A)), ()),
    ("trace is cyclic", Trace(MatMul(A, B)), Trace(MatMul(B, A)), ()),
    ("gradient of a quadratic form", Gradient(MatMul(Transpose(theta), A, theta), theta),
     MatMul(MatAdd(A, Transpose(A)), theta), ()),
]  # fmt: skip  # one identity a line


@pytest.mark.parametrize(("left", "right", "domain"), [row[1:] for row in TRUE], ids=[row[0] for row in TRUE])
def test_each_rule(left: Any, right: Any, domain: tuple[Any, ...]) -> None:
    goal = Goal(Equal(left, right), (), Domain(domain))
    assert failure(goal, proved(goal)) is None


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        (Solves(a * x + b, x, -b / a), ("a ≠ 0",)),
        (Solves(p * x - b, x, b / p), ()),
        (SameRoots(p * (x - a), 2 * (x - a)), ()),
        (Minimizes((x - a) ** 2 + 3, (x,), (a,)), ()),
        (Implies(sympy.Eq(x, 2), sympy.Eq(x**2, 4)), ()),
        (Implies(sympy.And(sympy.Eq(x, a), sympy.Eq(y, 3)), sympy.Eq(x + y, a + 3)), ()),
        (Implies(sympy.Eq(1 / x, a), sympy.Eq(2 / x + 1, 2 * a + 1)), ()),
        (Minimizes((x - a) ** 2 + (x - y) ** 2 + y**2, (x, y), (2 * a / 3, a / 3)), ()),
    ],
)
def test_equations_and_minima(question: Any, conditions: tuple[str, ...]) -> None:
    goal = Goal(question)
    verdict = proved(goal)
    assert verdict.conditions == conditions
    assert failure(goal, verdict) is None


def test_a_proof_without_a_rule_is_declined_by_name() -> None:
    goal = Goal(Equal(sympy.gamma(p + 1), p * sympy.gamma(p)))
    with pytest.raises(NoReplay, match="gamma"):
        certificate_data(goal, proved(goal))


# --- tampered certificates ----------------------------------------------------------------------


def proofs() -> dict[str, tuple[Any, Any]]:
    """A proof of the notes for each kind of question and procedure, and some of the table above."""
    found = one_of_each_kind(OF_NOTES)
    for k in (2, 3, 6, 8, 10, 12, 14, 16):
        found[TRUE[k][0]] = replayed(Goal(Equal(TRUE[k][1], TRUE[k][2]), (), Domain(TRUE[k][3])))
    return found


PROOFS = proofs()
NAMES = list(PROOFS)
MOST_CHANGES = 400  # that are tried of one certificate; `python -m benchmarks recheck` tries all
MODULES = (checker.recheck, checker.plain_algebra, checker.plain_functions, checker.plain_implications)


@pytest.mark.parametrize("name", NAMES)
def test_no_change_of_one_sign_number_or_name_of_a_certificate_passes(name: str) -> None:
    claim, certificate = PROOFS[name]
    recheck(claim, certificate)
    every = changed(certificate)
    tampered = every if len(every) <= MOST_CHANGES else random.Random(1).sample(every, MOST_CHANGES)
    assert tampered
    assert [each for each in tampered if passes(claim, each)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_step_and_no_generator_can_be_dropped_or_said_twice(name: str) -> None:
    claim, certificate = PROOFS[name]
    for part, stated in certificate.items():
        for k in range(len(stated)):
            with pytest.raises(RecheckFailure):
                recheck(claim, {**certificate, part: (*stated[:k], *stated[k + 1 :])})
            with pytest.raises(RecheckFailure):
                recheck(claim, {**certificate, part: (*stated[: k + 1], *stated[k:])})
        with pytest.raises(RecheckFailure):
            recheck(claim, {key: value for key, value in certificate.items() if key != part})


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("exponents share a basis", "exponent"),  # e^{2x} = (e^{x/2})⁴
        ("sine of a sum", "exponent"),  # e^{i(x + y)} = e^{ix}·e^{iy}
        ("log of a power", "factors"),  # p³/8 = 2⁻³·p³
        ("root of a product", "factors"),  # 12p = 2²·3·p
        ("integer power of any sign", "exponent"),  # e^{(n + 1)·log x} = e^{n·log x}·x
        ("SameRoots by equation", "multiple"),  # left = 2/m·right
        ("Solves by equation", "multiple"),  # left = 2·(θ − v)
        ("Minimizes by minimum", "curvature"),  # f = K + (θ − v)²
        ("Minimizes by matrix equation", "curvature"),  # f = K + (θ − v)ᵀ(XᵀX/m)(θ − v)
    ],
)
def test_a_step_that_is_needed_cannot_be_dropped(name: str, label: str) -> None:
    claim, certificate = PROOFS[name]
    assert label in [step[0] for step in certificate["steps"]]
    kept = tuple(step for step in certificate["steps"] if step[0] != label)
    with pytest.raises(RecheckFailure):
        recheck(claim, {**certificate, "steps": kept})


@pytest.mark.parametrize("name", NAMES)
def test_a_certificate_serves_its_own_claim_only(name: str) -> None:
    for other, (claim, _) in PROOFS.items():
        if other != name:
            with pytest.raises(RecheckFailure):
                recheck(claim, PROOFS[name][1])


# --- tampered claims ----------------------------------------------------------------------------

WRONG: list[tuple[str, Any, Any, Any, tuple[Any, ...]]] = [
    ("sign", (x + y) ** 2, x**2 + 2 * x * y + y**2, x**2 - 2 * x * y + y**2, ()),
    ("exponent", (x + y) * (x - y), x**2 - y**2, x**2 - y**3, ()),
    ("factor", 2 * sin(x) * cos(x), sin(2 * x), 2 * sin(2 * x), ()),
    ("argument", exp(x) * exp(y), exp(x + y), exp(x + 2 * y), ()),
    ("name", log(p * q), log(p) + log(q), log(p) + log(p), ()),
    ("missing term", (p + 1) ** 2, p**2 + 2 * p + 1, p**2 + 1, ()),
    ("root", sqrt(4 * p, evaluate=False), 2 * sqrt(p), 4 * sqrt(p), ()),
    ("absolute value", sqrt(x**2, evaluate=False), Abs(x), x, ()),
    ("length of a sum", Sum(a, (i, 1, m)), a * m, a * (m - 1), ()),
    ("range of a sum", Sum(2 * X_data[i], (i, 1, m)), 2 * Sum(X_data[i], (i, 1, m)), 2 * Sum(X_data[i], (i, 0, m)), ()),
    ("index", Sum(X_data[i] * Y_data[i], (i, 1, m)) * 2, Sum(2 * X_data[i] * Y_data[i], (i, 1, m)),
     Sum(2 * X_data[i] * X_data[i], (i, 1, m)), ()),
    ("derivative", Derivative(x**3, x), 3 * x**2, 3 * x**3, ()),
    ("order of a product", MatMul(A, B), MatMul(A, B), MatMul(B, A), ()),
    ("transpose", Transpose(MatMul(A, B)), MatMul(Transpose(B), Transpose(A)), MatMul(B, Transpose(A)), ()),
    ("decimal", sympy.Rational("0.3") + sympy.Rational("0.6"), sympy.Rational("0.9"), sympy.Rational("0.91"), ()),
]  # fmt: skip  # one slip a line


@pytest.mark.parametrize(
    ("left", "right", "wrong", "domain"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_the_certificate_of_a_true_line_does_not_serve_a_wrong_one(
    left: Any, right: Any, wrong: Any, domain: tuple[Any, ...]
) -> None:
    goal = Goal(Equal(left, right), (), Domain(domain))
    slipped = Goal(Equal(left, wrong), (), Domain(domain))
    verdict = proved(goal)
    certificate = certificate_data(goal, verdict)
    recheck(replay_data(goal, verdict)[0], certificate)
    with pytest.raises(RecheckFailure):
        recheck(claim_data(slipped, verdict), certificate)


@pytest.mark.parametrize("name", ["Solves by equation", "Solves by matrix equation", "Minimizes by matrix equation"])
def test_a_condition_that_is_needed_and_not_printed_fails(name: str) -> None:
    conditional = [proof for proof in OF_NOTES if kind_of(*proof) == name and proof[1].conditions]
    assert conditional
    for goal, verdict in conditional:
        claim, certificate = claim_data(goal, verdict), certificate_data(goal, verdict)
        recheck(claim, certificate)
        for conditions in ((), ("the y_i are not all equal",), ("X is invertible",)):
            with pytest.raises(RecheckFailure):
                recheck((*claim[:-1], conditions), certificate)


# --- forgeries ----------------------------------------------------------------------------------


def poly(*terms: tuple[int, tuple[tuple[int, int], ...]]) -> Any:
    return tuple(sorted((c, 1, monomial) for c, monomial in terms))


def part(data: Any, count: Any = 1) -> Any:
    return ((data, poly((1, ()))), count)


def value(data: Any) -> Any:
    return ("value", data)


def forged(question: Any, steps: tuple[Any, ...], domain: tuple[Any, ...] = ()) -> tuple[Any, dict[str, Any]]:
    """A claim with a certificate made up for it."""
    verdict = Verdict(Status.UNDECIDED, "nobody", "forged")
    return claim_data(Goal(question, (), Domain(domain)), verdict), {"steps": steps, "generators": ()}


ZERO: Any = ()
G1, G2, G3 = (poly((1, ((k, 1),))) for k in (1, 2, 3))  # generator 0 is i
SQUARE, MINUS_SQUARE, CUBE = poly((1, ((1, 2),))), poly((-1, ((1, 2),))), poly((1, ((1, 3),)))
DIFFERENCE, SUM = poly((1, ((1, 1),)), (-1, ((2, 1),))), poly((1, ((1, 1),)), (1, ((2, 1),)))
ROOT_OF_SQUARE = sqrt(x**2, evaluate=False)
g = Function("g", real=True)
FORGERIES: list[tuple[str, Any, tuple[Any, ...], str]] = [
    ("√(x²) = x, for x² = x·x", Equal(ROOT_OF_SQUARE, x), (("factors", SQUARE, (part(G1), part(G1))), value(G1)),
     "unknown sign"),
    ("√(x²) = x, for x² is a square", Equal(ROOT_OF_SQUARE, x), (("factors", SQUARE, (part(G1, 2),)), value(G1)),
     "not the one stated"),
    ("√(x²) = x, for nothing stated", Equal(ROOT_OF_SQUARE, x), (value(G1), value(G1)), "not the one stated"),
    ("√x = 1, for x = 1", Equal(sqrt(x), sympy.Integer(1)), (("factors", G1, (part(poly((1, ()))),)),),
     "do not multiply up"),
    ("√(−x²) by −1", Equal(sqrt(-(x**2), evaluate=False), x),
     (("factors", MINUS_SQUARE, (part(poly((-1, ()))), part(SQUARE))),), "negative number"),
    ("exp x = exp y", Equal(exp(x), exp(y)), (value(G2), ("exponent", G3, (part(G1),)), value(G2)), "add up"),
    ("exp x = exp 2x, by half a power", Equal(exp(x), exp(2 * x)),
     (value(G2), ("exponent", poly((2, ((1, 1),))), (part(G1, 0.5),)), value(G2)), "no claim with its certificate"),
    ("a generator that is not there", Equal(exp(x), exp(y)), (("exponent", G1, (part(poly((1, ((9, 1),)))),)),),
     "no such generator"),
    ("a part over zero", Equal(exp(x), exp(y)), (("exponent", G1, (((G1, ZERO), 1),)),), "divides by zero"),
    ("nothing is stated", Equal(x, y), (), "not the one stated"),
    ("what is stated is not so", Equal(x, y), (value(G1), value(G1)), "not the one stated"),
    ("both are as stated, and differ", Equal(x, y), (value(G1), value(G2)), "differ"),
    ("more is stated", Equal(x, x + 0 * y), (value(G1), value(G1), value(G1)), "more is stated"),
    ("functions of one and of two names", Equal(g(x), g(x, y)), (value(G2), value(G2)), "not the one stated"),
    ("the same roots, by a factor that vanishes", SameRoots(x * y, y),
     (value(poly((1, ((1, 1), (2, 1))))), value(G2), ("multiple", poly((1, ((1, 1), (2, 1)))), (part(G1),))),
     "may vanish"),
    ("the same roots, by no factor", SameRoots(x, y), (value(G1), value(G2), ("multiple", G1, (part(poly((2, ()))),))),
     "differ"),
    ("a root that is not the only one", Solves(x**2 - y**2, x, y),
     (value(poly((1, ((1, 2),)), (-1, ((2, 2),)))), value(DIFFERENCE),
      ("multiple", poly((1, ((1, 2),)), (-1, ((2, 2),))), (part(SUM),))), "may vanish"),
    ("a slope that may vanish", Solves(x * y, x, sympy.Integer(0)),
     (value(poly((1, ((1, 1), (2, 1))))), value(G1), ("multiple", poly((1, ((1, 1), (2, 1)))), (part(G2),))),
     "may vanish"),
    ("a value that holds the unknown", Solves(x - y, x, x), (value(DIFFERENCE), value(ZERO)), "unknown is in"),
    ("a maximum", Minimizes(-(x**2), (x,), (sympy.Integer(0),)),
     (value(MINUS_SQUARE), value(G1), ("curvature", G1, (part(poly((-1, ()))),))), "no minimum"),
    ("a saddle that is stationary", Minimizes(x**3, (x,), (sympy.Integer(0),)),
     (value(CUBE), value(G1), ("curvature", G1, (part(G1),))), "no minimum"),
    ("a line, with the rest of a square", Minimizes(x, (x,), (sympy.Integer(0),)),
     (value(G1), value(G1), ("curvature", G1, (part(poly((1, ()))),))), "unknown is in"),
    ("the other order", Equal(MatMul(A, B), MatMul(B, A)), (value(G2), value(G2)), "not the one stated"),
    ("a root at a jump", Solves(x - Abs(x) / x, x, sympy.Integer(1)), (), "not the one stated"),
]  # fmt: skip  # one forgery an entry


@pytest.mark.parametrize(
    ("question", "steps", "reason"), [row[1:] for row in FORGERIES], ids=[row[0] for row in FORGERIES]
)
def test_no_forgery_passes(question: Any, steps: tuple[Any, ...], reason: str) -> None:
    with pytest.raises(RecheckFailure, match=reason):
        recheck(*forged(question, steps))


# Claims that are wrong somewhere: none has a certificate, whatever the witness finds.
FALSE: list[tuple[str, Any, tuple[Any, ...]]] = [
    ("a root outside the domain", Solves(x - 1, x, x**0), (x > 3,)),
    ("a negative root of a positive name", Solves(p + 1, p, -(x**0)), ()),
    ("a root of a whole number that is none", Solves(2 * n - 1, n, x**0 / 2), ()),
    ("root of a square", Equal(ROOT_OF_SQUARE, x), ()),
    ("absolute value", Equal(Abs(x), x), ()),
    ("absolute value on the wrong side", Equal(Abs(x), x), (x < 1,)),
    ("root of a product of negatives", Equal(sqrt(x * y), sqrt(p) * sqrt(q)), ()),
    ("log of a sum", Equal(log(p + q), log(p) + log(q)), ()),
    ("maximum", Equal(Max(x, y), x), ()),
    ("maximum on the wrong side", Equal(Max(x, y), x), (y > x,)),
    ("power of a product", Equal((x * y) ** n, x**n * y), ()),
    ("half an integer power", Equal(sqrt(x ** (2 * n)), x**n), ()),
    ("length of a range that may be empty", Equal(Sum(a, (i, m, n)), a * (m - n)), ()),
    ("sum of a product", Equal(Sum(X_data[i] * Y_data[i], (i, 1, m)),
     Sum(X_data[i], (i, 1, m)) * Sum(Y_data[i], (i, 1, m))), ()),
    ("order of a product", Equal(MatMul(A, B), MatMul(B, A)), ()),
    ("order in a trace", Equal(Trace(MatMul(A, B, A, B)), Trace(MatMul(A, A, B, B))), ()),
    ("inverse of a product", Equal(Inverse(MatMul(A, B)), MatMul(Inverse(A), Inverse(B))), ()),
    ("gradient without symmetry", Equal(Gradient(MatMul(Transpose(theta), A, theta), theta), 2 * MatMul(A, theta)), ()),
    ("one of two roots", Solves(x - Abs(x) / x, x, sympy.Integer(1)), ()),
    ("one of two roots of a square", Solves(x**2 - 1, x, sympy.Integer(1)), ()),
    ("a factor that may vanish", SameRoots(x * (x - a), x - a), ()),
    ("a factor that may vanish, squared", SameRoots(a**2 * (x - a), x - a), ()),
    ("a minimum that is none", Minimizes(x**2 - y**2, (x, y), (sympy.Integer(0), sympy.Integer(0))), ()),
    ("one of many minima", Minimizes((x - y) ** 2, (x, y), (sympy.Integer(0), sympy.Integer(0))), ()),
    ("a stationary point of a cubic", Minimizes(x**3 - 3 * x, (x,), (sympy.Integer(1),)), ()),
    ("a minimum without a condition", Minimizes(a * x**2, (x,), (sympy.Integer(0),)), ()),
    ("log of a negative number", Equal(log(x, evaluate=False), log(x, evaluate=False) + 0), (x < 0,)),
    ("log of what is negative", Equal(log(x**4), 4 * log(x)), (x < 0,)),
    ("root of what is negative", Equal(sqrt(x) * (x + y), sqrt(x) * x + sqrt(x) * y), (x < -1,)),
    ("a root lost", Implies(sympy.Eq(x**2, 4), sympy.Eq(x, 2)), ()),
    ("a factor that may be zero", Implies(sympy.Eq(x * y, x * a), sympy.Eq(y, a)), ()),
    ("a conclusion without a value", Implies(sympy.Eq(x, y), sympy.Eq(sympy.Mul(x**2, 1 / x, evaluate=False), y)), ()),
    ("a logarithm without a value", Implies(sympy.Eq(x, y), sympy.Eq(log(x), log(y))), ()),
    ("one of two", Implies(sympy.Or(sympy.Eq(x, 1), sympy.Eq(y, 1)), sympy.Eq(x, 1)), ()),
    ("a sign that only one branch has", Implies(sympy.And(sympy.Eq(y, 1), sympy.Or(x > 0, y > 2)),
     sympy.Eq(Abs(x) + y, x + 1)), ()),
    ("a determinant", Equal(sympy.Determinant(sympy.Matrix([[x, y], [a, b]])), x * b + y * a), ()),
    ("a place where a sign is not so", Equal(sympy.Subs(Abs(x), x, -(p**1)), -p), (x > 0,)),
    ("a jump", Minimizes(x**2 + Abs(x) / x, (x,), (sympy.Integer(0),)), ()),
]  # fmt: skip  # one claim an entry


@pytest.mark.parametrize(("question", "domain"), [row[1:] for row in FALSE], ids=[row[0] for row in FALSE])
def test_a_false_claim_has_no_certificate(question: Any, domain: tuple[Any, ...]) -> None:
    as_if = Verdict(Status.UNDECIDED, "nobody", "as if it were proved")
    with pytest.raises((NoReplay, RecheckFailure)):
        recheck(*replay_data(Goal(question, (), Domain(domain)), as_if))


def test_a_meaning_is_not_caught_by_an_index() -> None:
    """With x := i, Σᵢ x is m·i, not m(m + 1)/2."""
    goal = Goal(Equal(Sum(x, (i, 1, m)), m * (m + 1) / 2), ((x, i),))
    with pytest.raises((NoReplay, RecheckFailure)):
        recheck(*replay_data(goal, Verdict(Status.UNDECIDED, "nobody", "as if it were proved")))


def test_a_sum_keeps_its_own_index_when_a_name_inside_has_its_meaning() -> None:
    """In Σᵢ exp(xᵢ·S), with S = Σᵢ xᵢ behind a name, the index of S is not that of the sum around it."""
    mean = Symbol("mu", real=True)
    meanings = ((mean, Sum(X_data[i], (i, 1, m))),)
    left = Sum(exp(mean * X_data[i]), (i, 1, m))
    goal = Goal(Equal(left, Sum(exp(mean * X_data[j]), (j, 1, m))), meanings)
    claim, certificate = replayed(goal)
    recheck(claim, certificate)
    wrong = Goal(Equal(left, Sum(exp(m * X_data[i] ** 2), (i, 1, m))), meanings)
    with pytest.raises(RecheckFailure):
        recheck(claim_data(wrong, proved(goal)), certificate)


def test_no_near_miss_of_the_corpus_passes() -> None:
    """Neither with the certificate of the true line, nor with one made for it as if it were proved."""
    as_if = Verdict(Status.UNDECIDED, "normal form", "as if it were proved")
    asked = 0
    for identity in ALL[::5]:
        domain = Domain(identity.domain)
        wrong = Goal(Equal(identity.left, identity.wrong), (), domain)
        with pytest.raises((NoReplay, RecheckFailure)):
            recheck(*replay_data(wrong, as_if))
        try:
            certificate = certificate_data(Goal(Equal(identity.left, identity.right), (), domain), as_if)
        except NoReplay:
            continue
        asked += 1
        with pytest.raises(RecheckFailure):
            recheck(claim_data(wrong, as_if), certificate)
    assert asked > 100


@pytest.mark.parametrize("claim", [None, 7, (), ("claim",), ("claim", ("guess", 1), (), (), ()), [["claim"]]])
def test_what_is_no_claim_fails_without_another_exception(claim: Any) -> None:
    with pytest.raises(RecheckFailure):
        recheck(claim, PROOFS[NAMES[0]][1])


# --- the checker itself -------------------------------------------------------------------------


def test_it_imports_the_standard_library_only() -> None:
    """It replays every kind of proof from JSON where SymPy, FLINT, NumPy and Z3 cannot be imported."""
    blocked = ("sympy", "flint", "numpy", "mpmath", "z3", "rich")
    script = (
        f"import json, sys; sys.modules.update(dict.fromkeys({blocked!r})); from checker.recheck import recheck\n"
        "for claim, certificate in json.load(sys.stdin): recheck(claim, certificate)\n"
        "print(*sorted(name for name in sys.modules if name.startswith('checker')))"
    )
    proofs = json.dumps(list(PROOFS.values()))
    run = subprocess.run([sys.executable, "-c", script], input=proofs, capture_output=True, text=True, check=True)
    assert run.stdout.split() == [
        "checker",
        "checker.decide",
        "checker.model",
        "checker.plain_algebra",
        "checker.plain_functions",
        "checker.plain_implications",
        "checker.recheck",
    ]


def test_it_stays_small() -> None:
    sizes = [len(Path(module.__file__ or "").read_text(encoding="utf-8").splitlines()) for module in MODULES]
    assert sizes[0] <= 500
    assert sum(sizes[1:]) <= 300
