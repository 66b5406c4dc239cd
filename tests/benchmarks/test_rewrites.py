"""The rewrites: each keeps the meaning, by the oracle's word; none is refuted."""

from __future__ import annotations

from collections import Counter

import pytest
import sympy
from sympy import Basic, IndexedBase, Integral, Sum, exp, log

from benchmarks.engines import Answer, Reply
from benchmarks.identities import Identity
from benchmarks.outcomes import Made, Trial
from benchmarks.points import Told
from benchmarks.rewrites import (
    added,
    confirmed,
    moved,
    multiplied,
    renamed,
    report,
    rewrites,
    run,
    sound,
    substituted,
    swapped,
    transformed,
)

x, y = sympy.symbols("x y", real=True)
p = sympy.Symbol("p", positive=True)
k, n = sympy.symbols("k n", integer=True, positive=True)
data = IndexedBase("d", real=True)
square = Identity("square", "here", (x + y) ** 2, x**2 + 2 * x * y + y**2, x**2 + y**2)
fraction = Identity("fraction", "here", (x**2 - 1) / (x - 1), x + 1, x - 1, (sympy.Ne(x, 1),))
logarithm = Identity("logarithm", "here", log(p**2), 2 * log(p), log(p))
mean = Identity("mean", "here", Sum(2 * data[k], (k, 1, n)), 2 * Sum(data[k], (k, 1, n)), Sum(data[k], (k, 1, n)))
area = Identity("area", "here", Integral(x, (x, 0, y)), y**2 / 2, y**2)


def texts(rewriting: object, identity: Identity) -> list[str]:
    assert callable(rewriting)
    return [f"{left} = {right} {list(domain)}" for _, (left, right, domain) in rewriting(identity)]


@pytest.mark.parametrize(
    ("rewriting", "identity", "expected"),
    [
        (swapped, square, "x**2 + 2*x*y + y**2 = (x + y)**2 []"),
        (renamed, square, "(z1 + z2)**2 = z1**2 + 2*z1*z2 + z2**2 []"),
        (renamed, mean, "Sum(2*d[z2], (z2, 1, z1)) = 2*Sum(d[z2], (z2, 1, z1)) []"),
        (substituted, fraction, "(x**6 - 1)/(x**3 - 1) = x**3 + 1 [Ne(x**3, 1)]"),
        (substituted, logarithm, "log(p**(-2)) = 2*log(1/p) []"),
        (multiplied, logarithm, "exp(p)*log(p**2) = exp(p)*(2*log(p)) []"),
        (added, logarithm, "log(p**2) + sin(p) = 2*log(p) + sin(p) []"),
        (moved, logarithm, "-2*log(p) + log(p**2) = 0 []"),
        (transformed, fraction, "x + 1 = x + 1 [Ne(x, 1)]"),
    ],
    ids=lambda value: getattr(value, "name", getattr(value, "__name__", value)),
)
def test_each_rewriting_does_what_it_is_named_for(rewriting: object, identity: Identity, expected: str) -> None:
    assert expected in texts(rewriting, identity)


@pytest.mark.parametrize(("identity", "bound"), [(mean, k), (area, x)])
def test_a_bound_name_is_not_substituted(identity: Identity, bound: Basic) -> None:
    changes = [change for change, _ in substituted(identity)]
    assert changes
    assert not any(change.startswith(f"{bound} →") for change in changes)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (exp(x) ** 2, exp(2 * x), Told.SAME),
        (exp(x) ** 2, exp(x**2), Told.DIFFERENT),
        (log(-1 - x**2), log(-1 - x**2), Told.UNKNOWN),
    ],
)
def test_oracle_confirms_what_keeps_the_meaning_only(left: Basic, right: Basic, expected: Told) -> None:
    assert confirmed(Made("a name", "kind", "change", left, right, ())) is expected


REWRITE = Made("a name", "swapped", "sides", x, x, ())


@pytest.mark.parametrize(
    ("told", "answer", "expected"),
    [
        (Told.SAME, Answer.DIFFERENT, False),
        (Told.SAME, Answer.EQUAL, True),
        (Told.SAME, Answer.UNDECIDED, True),
        (Told.DIFFERENT, Answer.DIFFERENT, True),  # the rewriting was at fault
    ],
)
def test_a_true_rewrite_refuted_is_the_one_unsound_answer(told: Told, answer: Answer, expected: bool) -> None:
    trials = [Trial(REWRITE, told, Reply(answer, "why", 0.0))]
    assert sound(trials) is expected
    assert ("TRUE AND REFUTED: none" in report(trials)) is expected


def test_no_more_of_a_kind_than_its_share() -> None:
    found = Counter(made.kind for made in rewrites(square, 0))
    assert found == {
        "swapped": 1,
        "renamed": 1,
        "substituted": 2,
        "multiplied": 1,
        "added": 1,
        "moved": 1,
        "transformed": found["transformed"],
    }
    assert 1 <= found["transformed"] <= 4


def test_the_same_seed_makes_the_same_rewrites() -> None:
    assert list(rewrites(square, 5)) == list(rewrites(square, 5))
    assert list(rewrites(square, 5)) != list(rewrites(square, 6))


def test_no_rewrite_is_refuted() -> None:
    trials = run([square, fraction, logarithm, mean, area], None, 1, 10.0, lambda _: None)
    assert len(trials) > 35
    assert sound(trials), report(trials)
    assert sum(trial.told is Told.SAME for trial in trials) > 30
