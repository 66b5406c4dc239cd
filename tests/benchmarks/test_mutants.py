"""The mutants: each rule makes the slip it is named for, the oracle knows what is still true, no other is proved."""

from __future__ import annotations

import pytest
import sympy
from sympy import Basic, Derivative, IndexedBase, Integral, Limit, MatMul, MatrixSymbol, Sum, cos, exp, sin, sqrt

from benchmarks.compare import sampled
from benchmarks.engines import Answer, Reply
from benchmarks.identities import Identity
from benchmarks.matrix_identities import IDENTITIES as MATRICES
from benchmarks.mutants import mutants, report, run, sound
from benchmarks.outcomes import Made, Trial, as_data
from benchmarks.places import places, put
from benchmarks.points import Told, points, told, values

x, y = sympy.symbols("x y", real=True)
whole = sympy.Symbol("whole", real=True)
k, n = sympy.symbols("k n", integer=True, positive=True)
data = IndexedBase("d", real=True)
A, B = MatrixSymbol("A", n, n), MatrixSymbol("B", n, n)


@pytest.mark.parametrize(
    ("rule", "right", "mutant"),
    [
        ("sign", x**2 + y, "x**2 - y"),
        ("sign", sin(x), "sin(-x)"),
        ("factor", x**2 + y, "x**2 + 2*y"),
        ("exponent", x**3, "x**2"),
        ("exponent", sqrt(x), "1/sqrt(x)"),
        ("index", Sum(data[k], (k, 1, n)), "Sum(d[k + 1], (k, 1, n))"),
        ("bound", Sum(data[k], (k, 1, n)), "Sum(d[k], (k, 0, n))"),
        ("bound", Integral(sin(y), (y, 0, x)), "Integral(sin(y), (y, 0, x - 1))"),
        ("dropped", x * y * 3, "3*y"),
        ("doubled", x + y**2, "x + y**2 + y**2"),
        ("function", exp(x) * sin(x), "exp(x)*cos(x)"),
        ("function", exp(x), "x"),
        ("operator", x + y, "x*y"),
        ("order", x**y, "y**x"),
        ("order", MatMul(A, B), "B*A"),
        ("transpose", MatMul(A, B), "A.T*B"),
        ("derivative", Derivative(sin(x), x), "Derivative(sin(x), (x, 2))"),
        ("name", sin(y) + y**2, "whole**2 + sin(y)"),
        ("number", x / 3, "4*x/3"),
        ("off_by_one", sympy.factorial(n), "factorial(n - 1)"),
    ],
    ids=str,
)
def test_each_rule_makes_the_slip_it_is_named_for(rule: str, right: Basic, mutant: str) -> None:
    identity = Identity("", "", A if isinstance(right, MatMul) else whole, right, right)
    assert (rule, mutant) in {(one.kind, str(one.right)) for one in mutants(identity)}


def test_a_mutant_is_neither_side_and_comes_once() -> None:
    identity = Identity("", "", (x + 1) ** 2, x**2 + 2 * x + 1, x**2)
    found = [(one.left, one.right) for one in mutants(identity)]
    assert len(found) > 20
    assert len(set(found)) == len(found)
    assert (identity.left, identity.right) not in found
    assert all((left == identity.left) != (right == identity.right) for left, right in found)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (x + 2 * y, (x + 2 * y, x, 2 * y, sympy.Integer(2), y)),
        (Sum(data[k], (k, 1, n)), (Sum(data[k], (k, 1, n)), data[k], k, sympy.Integer(1), n)),  # not the bound k
        (Derivative(cos(x), x), (Derivative(cos(x), x), cos(x), x)),
        (Limit(y * x, x, 0), (Limit(y * x, x, 0), x * y, x, y, sympy.Integer(0))),  # not the side
        (A, (A,)),
    ],
    ids=str,
)
def test_places_are_the_subexpressions_that_stand_for_a_value(expression: Basic, expected: tuple[Basic, ...]) -> None:
    found = list(places(expression))
    assert {node for _, node in found} == set(expected)
    assert all(put(expression, path, node) == expression for path, node in found)


@pytest.mark.parametrize(
    ("mutant", "expected"),
    [
        (x**2 - 2 * x + 1, Told.DIFFERENT),
        (1 + 2 * x + x**2, Told.SAME),
        (sympy.log(-1 - x**2), Told.UNKNOWN),  # nowhere real
        (sympy.airyai(x), Told.UNKNOWN),  # a head it cannot evaluate
        (Sum(k, (k, 1, x)), Told.UNKNOWN),  # a bound that is no integer
    ],
    ids=str,
)
def test_oracle_tells_mutants_apart(mutant: Basic, expected: Told) -> None:
    identity = Identity("square", "oracle", (x + 1) ** 2, x**2 + 2 * x + 1, x)
    where = tuple(points(identity))
    assert told(values(identity.left, where), mutant, where, complex_allowed=False) is expected


@pytest.mark.parametrize("identity", MATRICES, ids=lambda identity: identity.name)
def test_matrix_identity_holds_and_its_near_miss_does_not(identity: Identity) -> None:
    where = tuple(points(identity))
    known = values(identity.left, where)
    assert told(known, identity.right, where, complex_allowed=False) is Told.SAME
    assert told(known, identity.wrong, where, complex_allowed=False) is Told.DIFFERENT


MUTANT = Made("a name", "sign", "−(x)", x, -x, ())


@pytest.mark.parametrize(
    ("told_", "answer", "expected"),
    [
        (Told.DIFFERENT, Answer.EQUAL, False),
        (Told.DIFFERENT, Answer.DIFFERENT, True),
        (Told.DIFFERENT, Answer.UNDECIDED, True),
        (Told.SAME, Answer.EQUAL, True),
    ],
)
def test_a_false_mutant_proved_is_the_one_unsound_answer(told_: Told, answer: Answer, expected: bool) -> None:
    trials = [Trial(MUTANT, told_, Reply(answer, "why", 0.0))]
    assert sound(trials) is expected
    assert ("FALSE AND PROVED: none" in report(trials)) is expected


def test_no_false_mutant_is_proved_and_most_are_refuted() -> None:
    trials = run((*sampled(40, 1), *MATRICES), 150, 1, 10.0, lambda _: None)
    false = [trial for trial in trials if trial.told is Told.DIFFERENT]
    assert len(false) > 120
    assert sound(trials), report(trials)
    assert sum(trial.reply.answer is Answer.DIFFERENT for trial in false) > len(false) / 2


def told_without_times(seed: int) -> list[dict[str, object]]:
    return [{**record, "seconds": 0} for record in as_data(run(MATRICES, 8, seed, 10.0, lambda _: None))]


def test_the_same_seed_makes_the_same_mutants() -> None:
    assert told_without_times(3) == told_without_times(3)
    assert told_without_times(3) != told_without_times(4)
