"""The comparison: what counts as proved, refuted and wrong; how times are taken; that a late engine is stopped."""

from __future__ import annotations

import random
import signal
import time
from contextlib import suppress

import pytest
import sympy
from sympy import Basic

from benchmarks.causes import causes, heads
from benchmarks.compare import COLUMNS, Item, Measured, as_data, compare, counts, is_asked, quantile, report, sampled
from benchmarks.deadline import TimeLimit, within
from benchmarks.engines import ENGINES, Answer, Engine, Judgement, ask, by_equals, by_simplify
from benchmarks.growth import FAMILIES, Family, exponent
from benchmarks.identities import ALL, Identity
from benchmarks.points import Told, points, told, values
from benchmarks.tables import listing, table

x = sympy.Symbol("x", real=True)
square = Identity("square", "algebra", (x + 1) ** 2, x**2 + 2 * x + 1, x**2 + 1)
OURS = ENGINES[0]


def always(answer: Answer) -> Engine:
    return Engine(f"always {answer.value}", lambda *_: (answer, "so it says"), 2)


def column(measured: list[Measured], name: str) -> int:
    return dict(zip([title for title, _ in COLUMNS], counts(measured), strict=True))[name]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer.EQUAL, {"proved": 1, "wrong": 1}),
        (Answer.DIFFERENT, {"refuted": 1, "wrong": 1}),
        (Answer.CONDITIONAL, {"conditional": 1, "cond. false": 1}),
        (Answer.SUPPORTED, {"undecided": 2}),
        (Answer.UNDECIDED, {"undecided": 2}),
        (Answer.ILL_FORMED, {"undecided": 2}),
        (Answer.CRASHED, {"crashed": 2}),
        (Answer.LATE, {"late": 2}),
    ],
)
def test_every_answer_falls_in_one_column(answer: Answer, expected: dict[str, int]) -> None:
    measured = compare([square], [always(answer)], 1.0, lambda _: None)
    assert {name: column(measured, name) for name, _ in COLUMNS if column(measured, name)} == expected


@pytest.mark.parametrize(("repetitions", "rounds"), [(1, 1), (1, 5), (5, 5), (2, 5), (2, 4), (3, 4)])
def test_every_item_is_asked_as_often_as_an_engine_is_repeated(repetitions: int, rounds: int) -> None:
    asked = [[is_asked(number, now, repetitions, rounds) for now in range(rounds)] for number in range(12)]
    assert all(sum(of_item) == repetitions for of_item in asked)
    shares = [sum(of_round) for of_round in zip(*asked, strict=True)]
    assert max(shares) - min(shares) <= 2


def test_wrong_items_are_named() -> None:
    text = report(compare([square], [always(Answer.DIFFERENT)], 1.0, lambda _: None))
    assert "always different, WRONG: 1\n  algebra: square (true)" in text


def test_ours_and_sympy_settle_a_square() -> None:
    measured = compare([square], [engine for engine in ENGINES if engine.name != "math-verify"], 10.0, lambda _: None)
    answers = {(m.engine, m.item.holds): m.answer for m in measured}
    assert answers["ours", True] is answers["simplify", True] is answers["equals", True] is Answer.EQUAL
    assert answers["ours", False] is answers["equals", False] is Answer.DIFFERENT
    assert answers["simplify", False] is Answer.UNDECIDED  # −2x is zero at x = 0
    assert [len(m.seconds) for m in measured] == [5, 5, 1, 1, 1, 1]
    assert "ours / simplify" in report(measured)
    assert len(as_data(measured)) == 6


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (sympy.Integer(1) + x, x + 1, Answer.EQUAL),
        (x + 1, x + 2, Answer.DIFFERENT),  # the difference is −1
        (x + 1, 2 * x, Answer.UNDECIDED),  # the difference is zero somewhere
    ],
)
def test_simplify_is_taken_at_its_word(left: Basic, right: Basic, expected: Answer) -> None:
    assert by_simplify(left, right, ())[0] is expected


def test_equals_is_taken_at_its_word() -> None:
    assert by_equals(x + 1, 2 * x, ())[0] is Answer.DIFFERENT
    assert by_equals((x + 1) ** 2, x**2 + 2 * x + 1, ())[0] is Answer.EQUAL


@pytest.mark.parametrize(("right", "expected"), [(square.right, Answer.EQUAL), (square.wrong, Answer.DIFFERENT)])
def test_math_verify_is_taken_at_its_word(right: Basic, expected: Answer) -> None:
    pytest.importorskip("math_verify")
    assert ask(ENGINES[3], square.left, right, (), 10.0).answer is expected


def test_domain_reaches_the_engine_under_test() -> None:
    y = sympy.Symbol("y", real=True)
    fraction = (y**2 - 1) / (y - 1)
    assert ask(OURS, fraction, y + 1, (sympy.Ne(y, 1),), 10.0).answer is Answer.EQUAL


# --- limits ------------------------------------------------------------------------------------


def swallowing(_left: Basic, _right: Basic, _domain: tuple[Basic, ...]) -> Judgement:
    """An engine that goes on after the first thing raised in it, whatever it is."""
    with suppress(BaseException):
        time.sleep(60)
    time.sleep(60)
    return Answer.EQUAL, ""


def broken(_left: Basic, _right: Basic, _domain: tuple[Basic, ...]) -> Judgement:
    raise RecursionError("too deep")


def test_late_engine_is_stopped_though_it_swallows_exceptions() -> None:
    assert ask(Engine("late", swallowing, 1), x, x, (), 0.05).answer is Answer.LATE


def test_broken_engine_is_an_answer_with_its_place() -> None:
    reply = ask(Engine("broken", broken, 1), x, x, (), 1.0)
    assert reply.answer is Answer.CRASHED
    assert reply.because.startswith("RecursionError: too deep (benchmarks/test_compare.py:")


def test_deadline_leaves_no_alarm_behind() -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert within(60.0, lambda: 7) == 7
    with pytest.raises(TimeLimit):
        within(0.02, lambda: time.sleep(60))
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


# --- figures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3.0], 0.95, 3.0), ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0), ([float(k) for k in range(1, 101)], 0.95, 95.0)],
)
def test_quantile_is_the_nearest_rank(values: list[float], share: float, expected: float) -> None:
    assert quantile(values, share) == expected


@pytest.mark.parametrize("power", [0.0, 1.0, 2.5])
def test_exponent_of_a_pure_power_is_found(power: float) -> None:
    assert exponent([(size, 3.0 * size**power) for size in (10, 100, 1000)]) == pytest.approx(power)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_growing_questions_are_true_and_asked_alike(family: Family) -> None:
    size = family.sizes[0]
    questions = list(family.questions(size, random.Random(1)))
    assert questions == list(family.questions(size, random.Random(1)))
    for left, right in questions:
        assert left != right
        identity = Identity(family.name, "growth", left, right, right)
        where = tuple(points(identity))
        assert told(values(left, where), right, where, complex_allowed=False) is Told.SAME


def test_sample_is_seeded_and_keeps_the_order() -> None:
    some = sampled(20, 1)
    assert some == sampled(20, 1) != sampled(20, 2)
    assert [ALL.index(identity) for identity in some] == sorted(ALL.index(identity) for identity in some)
    assert sampled(None, 0) == sampled(10**6, 0) == ALL


def test_heads_are_those_beyond_field_arithmetic() -> None:
    assert heads(Item(square, holds=True)) == ()
    assert heads(Item(Identity("", "", sympy.sin(x), sympy.exp(x), x), holds=True)) == ("exp", "sin")


def test_causes_name_what_is_unsettled() -> None:
    text = causes(compare([square], [always(Answer.UNDECIDED)], 1.0, lambda _: None))
    assert "not proved: 1 of 1" in text
    assert "algebra: square (true)  []  undecided: so it says" in text


def test_table_and_listing() -> None:
    assert table(("a", "bb"), [("xyz", "1")]) == "a    bb\n---  --\nxyz   1"
    assert listing("t", []) == "t: none"
    assert listing("t", ["a", "b", "c"], longest=2) == "t: 3\n  a\n  b\n  … and 1 more"
