"""The perceptron's learning rule: AND by hand, and data that no line separates."""

from fractions import Fraction

import pytest
from sympy import Integer, Tuple

from checker.decide.perceptron import DoesNotConverge, moments, weights_after
from checker.objects import PerceptronRun

SAMPLES = Tuple(Tuple(1, 0, 0), Tuple(1, 0, 1), Tuple(1, 1, 0), Tuple(1, 1, 1))
AND = PerceptronRun(SAMPLES, Tuple(0, 0, 0, 1), Integer(1), Tuple(0, 0, 0))
XOR = PerceptronRun(SAMPLES, Tuple(0, 1, 1, 0), Integer(1), Tuple(0, 0, 0))
BOTH = PerceptronRun(Tuple(Tuple(1), Tuple(1)), Tuple(0, 1), Integer(1), Tuple(0))


def test_the_first_round_by_hand() -> None:
    # step(0) = 1 ≠ 0: w = (−1, 0, 0); then step(−1) = 0 twice; then step(−1) = 0 ≠ 1: w = (0, 1, 1)
    seen = moments(AND)[:4]
    assert [moment.prediction for moment in seen] == [1, 0, 0, 0]
    assert [tuple(map(int, moment.weights)) for moment in seen] == [(-1, 0, 0), (-1, 0, 0), (-1, 0, 0), (0, 1, 1)]


def test_it_ends_when_every_sample_in_a_row_was_right() -> None:
    seen = moments(AND)
    weights = seen[-1].weights
    assert len({moment.weights for moment in seen[-5:]}) == 1
    for sample, target in zip(SAMPLES, (0, 0, 0, 1), strict=True):
        assert (sum(w * int(x) for w, x in zip(weights, sample, strict=True)) >= 0) == bool(target)


@pytest.mark.parametrize(("count", "expected"), [(0, (0, 0, 0)), (1, (-1, 0, 0)), (4, (0, 1, 1))])
def test_weights_after_some_samples(count: int, expected: tuple[int, ...]) -> None:
    assert weights_after(AND, count) == tuple(map(Fraction, expected))


def test_weights_stay_after_convergence() -> None:
    assert weights_after(AND, 10_000) == moments(AND)[-1].weights


def test_the_rate_scales_weights_that_start_at_zero() -> None:
    halved = PerceptronRun(SAMPLES, Tuple(0, 0, 0, 1), Integer(1) / 2, Tuple(0, 0, 0))
    assert len(moments(halved)) == len(moments(AND))
    assert tuple(2 * w for w in moments(halved)[-1].weights) == moments(AND)[-1].weights


@pytest.mark.parametrize("run", [XOR, BOTH], ids=["exclusive or", "one sample, two targets"])
def test_what_no_line_separates_does_not_converge(run: PerceptronRun) -> None:
    for _ in range(3):  # and is not followed anew each time it is asked
        with pytest.raises(DoesNotConverge):
            moments(run)
