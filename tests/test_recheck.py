"""The independent checker replays every proof of the notes, and no tampered certificate, claim or forgery passes it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
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

import checker.recheck
from benchmarks.identities import ALL
from benchmarks.recheck_coverage import lines
from checker.decide import decide
from checker.decide.plain_data import claim_data, plain, question_data
from checker.decide.replays import NoReplay, certificate_data, replay_data
from checker.model import Domain, Equal, Goal, Minimizes, SameRoots, Solves, Status, Verdict
from checker.objects import Gradient
from checker.recheck import RecheckFailure, recheck
from checker.rechecks import failure, goals, rechecked

x, y, a, b = sympy.symbols("x y a b", real=True)
p, q = sympy.symbols("p q", positive=True)
m, n = sympy.symbols("m n", integer=True, positive=True)
i, j = sympy.symbols("i j", integer=True)
X_data, Y_data = IndexedBase("x", real=True), IndexedBase("y", real=True)
f = Function("f", real=True)
A, B = MatrixSymbol("A", n, n), MatrixSymbol("B", n, n)
X, theta, target = MatrixSymbol("X", m, n), MatrixSymbol("theta", n, 1), MatrixSymbol("y", m, 1)

ONE: Any = ((1, 1, ()),)
ZERO: Any = ()


def proved(goal: Goal) -> Verdict:
    verdict = decide(goal)
    assert verdict.status is Status.PROVED
    return verdict


def replayed(goal: Goal) -> tuple[Any, Any]:
    return replay_data(goal, proved(goal))


# --- what is replayed ---------------------------------------------------------------------------

LINES = list(lines())


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.derivation.name}.{line.claim.name}")
def test_everything_proved_of_the_notes_is_replayed(line: Any) -> None:
    assert [name for name, why in rechecked(line) if why is not None] == []


def test_the_notes_have_proofs_of_every_kind() -> None:
    kinds = {(type(goal.question).__name__, decide(goal).by) for line in LINES for _, goal in goals(line)}
    assert kinds >= {
        ("Equal", "normal form"), ("Equal", "same tree"), ("Equal", "exact arithmetic"), ("Equal", "replay"),
        ("Equal", "matrix normal form"), ("Unequal", "replay"), ("SameRoots", "equation"), ("Solves", "equation"),
        ("Solves", "matrix equation"), ("Minimizes", "minimum"), ("Minimizes", "matrix equation"),
    }  # fmt: skip  # pairs side by side


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
        (Minimizes((x - a) ** 2 + (x - y) ** 2 + y**2, (x, y), (2 * a / 3, a / 3)), ()),
    ],
)
def test_equations_and_minima(question: Any, conditions: tuple[str, ...]) -> None:
    goal = Goal(question)
    verdict = proved(goal)
    assert verdict.conditions == conditions
    assert failure(goal, verdict) is None


@pytest.mark.parametrize("row", [TRUE[2], TRUE[6], TRUE[14], TRUE[24]], ids=lambda row: row[0])
def test_claim_and_certificate_survive_json(row: tuple[str, Any, Any, tuple[Any, ...]]) -> None:
    claim, certificate = replayed(Goal(Equal(row[1], row[2]), (), Domain(row[3])))
    recheck(json.loads(json.dumps(claim)), json.loads(json.dumps(certificate)))


def test_a_proof_without_a_rule_is_declined_by_name() -> None:
    goal = Goal(Equal(sympy.gamma(p + 1), p * sympy.gamma(p)))
    with pytest.raises(NoReplay, match="gamma"):
        certificate_data(goal, proved(goal))


# --- tampered certificates ----------------------------------------------------------------------


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict | tuple):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            if data[:2] != ("rational", 0) if isinstance(data, tuple) else True:  # 0/1 and 0/2 are one number
                yield from leaves(part, (*path, key))
    else:
        yield path, data


def with_leaf(data: Any, path: tuple[Any, ...], leaf: Any) -> Any:
    if not path:
        return leaf
    if isinstance(data, dict):
        return {key: with_leaf(part, path[1:], leaf) if key == path[0] else part for key, part in data.items()}
    return tuple(with_leaf(part, path[1:], leaf) if k == path[0] else part for k, part in enumerate(data))


def changes(leaf: Any) -> list[Any]:
    return [leaf + 1, -leaf - 1, leaf + 0.5] if isinstance(leaf, int) else [f"{leaf}′", ""]


def one_of_each_kind() -> dict[str, tuple[Any, Any]]:
    """A proof of the notes for each kind of question and procedure, and some of the table above."""
    found: dict[str, tuple[Any, Any]] = {}
    for line in LINES:
        for _, goal in goals(line):
            verdict = decide(goal)
            kind = f"{type(goal.question).__name__} by {verdict.by}"
            if verdict.status is Status.PROVED and kind not in found:
                found[kind] = replay_data(goal, verdict)
    for k in (2, 3, 6, 8, 10, 14, 16):
        found[TRUE[k][0]] = replayed(Goal(Equal(TRUE[k][1], TRUE[k][2]), (), Domain(TRUE[k][3])))
    return found


PROOFS = one_of_each_kind()
NAMES = list(PROOFS)


@pytest.mark.parametrize("name", NAMES)
def test_no_change_of_one_sign_number_or_name_of_a_certificate_passes(name: str) -> None:
    claim, certificate = PROOFS[name]
    recheck(claim, certificate)
    tampered = [
        with_leaf(certificate, path, leaf)
        for path, before in leaves(certificate)
        for leaf in changes(before)
        if leaf != before
    ]
    assert tampered
    for each in tampered:
        with pytest.raises(RecheckFailure):
            recheck(claim, each)


@pytest.mark.parametrize("name", NAMES)
def test_no_value_and_no_generator_can_be_dropped_or_said_twice(name: str) -> None:
    claim, certificate = PROOFS[name]
    for part in ("generators", "values"):
        stated = certificate.get(part, ())
        for k in range(len(stated)):
            with pytest.raises(RecheckFailure):
                recheck(claim, {**certificate, part: (*stated[:k], *stated[k + 1 :])})
            with pytest.raises(RecheckFailure):
                recheck(claim, {**certificate, part: (*stated, stated[k])})
    for part in certificate:
        with pytest.raises(RecheckFailure):
            recheck(claim, {key: value for key, value in certificate.items() if key != part})


@pytest.mark.parametrize(
    ("name", "part", "place"),
    [
        ("exponents share a basis", "exponentials", 1),  # e^{2x} = (e^{x/2})⁴
        ("sine of a sum", "exponentials", 0),  # e^{i(x + y)} = e^{ix}·e^{iy}
        ("log of a power", "factors", 0),  # p³/8 = 2⁻³·p³
        ("root of a product", "factors", 0),  # 12p = 2²·3·p
        ("root of a square", "factors", 1),  # (x − y)² = |x − y|²
    ],
)
def test_a_relation_that_is_needed_cannot_be_dropped(name: str, part: str, place: int) -> None:
    claim, certificate = PROOFS[name]
    recheck(claim, certificate)
    stated = certificate[part]
    with pytest.raises(RecheckFailure):
        recheck(claim, {**certificate, part: (*stated[:place], *stated[place + 1 :])})


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
    goals_of_kind = [
        goal
        for line in LINES
        for _, goal in goals(line)
        if f"{type(goal.question).__name__} by {decide(goal).by}" == name and proved_with_conditions(goal)
    ]
    assert goals_of_kind
    for goal in goals_of_kind:
        claim, certificate = replayed(goal)
        recheck(claim, certificate)
        for conditions in ((), ("the y_i are not all equal",), ("X is invertible",)):
            with pytest.raises(RecheckFailure):
                recheck((*claim[:-1], conditions), certificate)


def proved_with_conditions(goal: Goal) -> bool:
    verdict = decide(goal)
    return verdict.status is Status.PROVED and bool(verdict.conditions)


# --- forgeries ----------------------------------------------------------------------------------


def poly(*terms: tuple[int, tuple[tuple[int, int], ...]]) -> Any:
    return tuple((c, 1, monomial) for c, monomial in terms)


def whole(*terms: tuple[int, tuple[tuple[int, int], ...]]) -> Any:
    return (poly(*terms), ONE)


def forged(question: Any, certificate: dict[str, Any], domain: tuple[Any, ...] = ()) -> tuple[Any, dict[str, Any]]:
    """A claim with a certificate made up for it; what it does not say is empty."""
    verdict = Verdict(Status.UNDECIDED, "nobody", "forged")
    empty = {
        "question": question_data(question)[0],
        "degree": 2,
        "generators": (),
        "factors": (),
        "exponentials": (),
        "values": (),
    }
    return claim_data(Goal(question, (), Domain(domain)), verdict), {**empty, **certificate}


NAME_X, NAME_Y = ("tree", plain(x)), ("tree", plain(y))
G0, G1, G2 = (whole((1, ((k, 1),))) for k in range(3))
FORGERIES: list[tuple[str, Any, dict[str, Any], str]] = [
    (
        "√(x²) = x, for x = (√x)²",
        Equal(sqrt(x**2, evaluate=False), x),
        {
            "generators": (NAME_X, ("root", (), G0)),
            "factors": ((whole((1, ((0, 2),))), 1, ((G1, 4),)),),
            "values": (("fraction", G0), ("fraction", G0)),
        },
        "unknown sign",
    ),
    (
        "√(x²) = x, for x² = x·x",
        Equal(sqrt(x**2, evaluate=False), x),
        {
            "generators": (NAME_X,),
            "factors": ((whole((1, ((0, 2),))), 1, ((G0, 1), (G0, 1))),),
            "values": (("fraction", G0), ("fraction", G0)),
        },
        "unknown sign",
    ),
    (
        "exp y = exp x",
        Equal(exp(y), exp(x)),
        {
            "generators": (NAME_X, NAME_Y, ("exp", (), G0)),
            "exponentials": ((G1, ((2, 1),)),),
            "values": (("fraction", G2), ("fraction", G2)),
        },
        "add up",
    ),
    (
        "exp 2x = exp x, by a half power",
        Equal(exp(2 * x), exp(x)),
        {
            "generators": (NAME_X, ("exp", (), whole((2, ((0, 1),))))),
            "exponentials": ((G0, ((1, 0.5),)),),
            "values": (("fraction", G1), ("fraction", G1)),
        },
        "no claim with its certificate",
    ),
    (
        "a root of −1",
        Equal(x, -x),
        {"generators": (NAME_X, ("root", (), whole((-1, ())))), "values": (("fraction", G0), ("fraction", G0))},
        "negative number",
    ),
    ("nothing is stated", Equal(x, y), {}, "not stated"),
    (
        "what is stated is not so",
        Equal(x, y),
        {"generators": (NAME_X,), "values": (("fraction", G0), ("fraction", G0))},
        "not the one stated",
    ),
    (
        "both are as stated, and differ",
        Equal(x, y),
        {"generators": (NAME_X, NAME_Y), "values": (("fraction", G0), ("fraction", G1))},
        "differ",
    ),
    (
        "a generator of itself",
        Equal(x, y),
        {"generators": (("exp", (), G0),), "values": (("fraction", G0), ("fraction", G0))},
        "no claim with its certificate",
    ),
    (
        "the same roots, by a factor that vanishes",
        SameRoots(x * y, y),
        {
            "generators": (NAME_X, NAME_Y),
            "values": (("fraction", whole((1, ((0, 1), (1, 1))))), ("fraction", G1), ("fraction", G0)),
        },
        "may vanish",
    ),
    (
        "a root that is not the only one",
        Solves(x**2 - y**2, x, y),
        {"generators": (NAME_X, NAME_Y), "values": (("fraction", G1), ("fraction", whole((2, ((0, 1),)))))},
        "not linear",
    ),
    (
        "a slope that may vanish",
        Solves(x * y, x, sympy.Integer(0)),
        {
            "generators": (NAME_Y,),
            "values": (("fraction", (ZERO, ONE)), ("fraction", G0), ("nonzero", (G0, ()))),
        },
        "may vanish",
    ),
    (
        "a maximum",
        Minimizes(-(x**2), (x,), (sympy.Integer(0),)),
        {
            "values": (
                ("fraction", (ZERO, ONE)),
                ("fraction", whole((-2, ()))),
                ("nonzero", (whole((-2, ())), ())),
            ),
        },
        "may not be positive",
    ),
    (
        "a saddle that is stationary",
        Minimizes(x**3, (x,), (sympy.Integer(0),)),
        {
            "generators": (NAME_X,),
            "values": (
                ("fraction", (ZERO, ONE)),
                ("fraction", whole((6, ((0, 1),)))),
                ("nonzero", (whole((6, ((0, 1),))), ())),
            ),
        },
        "may vanish",
    ),
    (
        "the other order",
        Equal(MatMul(A, B), MatMul(B, A)),
        {"values": (("tree", plain(MatMul(A, B))),) * 2},
        "not the one stated",
    ),
    (
        "division by zero",
        Equal(1 / (x - y), 1 / (y - x)),
        {"values": (("fraction", (ZERO, ZERO)),) * 2},
        "divides by zero",
    ),
    ("the same tree, of another claim", Equal(x, y), {"same tree": plain(x)}, "not stated"),
]


@pytest.mark.parametrize(
    ("question", "certificate", "reason"), [row[1:] for row in FORGERIES], ids=[row[0] for row in FORGERIES]
)
def test_no_forgery_passes(question: Any, certificate: dict[str, Any], reason: str) -> None:
    with pytest.raises(RecheckFailure, match=reason):
        recheck(*forged(question, certificate))


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


def test_no_near_miss_of_the_corpus_passes_with_its_own_kernels_and_values() -> None:
    """The certificate is made for the wrong line as if it were proved: all it states is so, but the sides differ."""
    as_if = Verdict(Status.UNDECIDED, "normal form", "as if it were proved")
    asked = 0
    for identity in ALL[::5]:
        goal = Goal(Equal(identity.left, identity.wrong), (), Domain(identity.domain))
        try:
            data = replay_data(goal, as_if)
        except NoReplay:
            continue
        asked += 1
        with pytest.raises(RecheckFailure):
            recheck(*data)
    assert asked > 100


@pytest.mark.parametrize("claim", [None, 7, (), ("claim",), ("claim", ("guess", 1), (), (), ()), [["claim"]]])
def test_what_is_no_claim_fails_without_another_exception(claim: Any) -> None:
    with pytest.raises(RecheckFailure):
        recheck(claim, PROOFS[NAMES[0]][1])


# --- the checker itself -------------------------------------------------------------------------


def test_it_imports_the_standard_library_only() -> None:
    asked = "import sys, checker.recheck; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "checker" in loaded
    assert not loaded & {"sympy", "flint", "numpy", "mpmath", "z3", "rich"}
    own = "import sys, checker.recheck; print(*sorted(n for n in sys.modules if n.startswith('checker')))"
    run = subprocess.run([sys.executable, "-c", own], capture_output=True, text=True, check=True)
    door = ["checker", "checker.decide", "checker.model"]  # of the package: the name of its one function, and the nouns
    modules = ["checker.recheck", *(f"checker.recheck.{name}" for name in ("kernels", "matrices", "trees"))]
    assert run.stdout.split() == door + modules


def test_it_stays_small() -> None:
    files = sorted(Path(checker.recheck.__file__).parent.glob("*.py"))
    sizes = [len(file.read_text(encoding="utf-8").splitlines()) for file in files]
    assert max(sizes) <= 500
    assert sum(sizes) <= 1000
