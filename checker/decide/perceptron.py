"""Runs Rosenblatt's learning rule, exactly, for as long as it takes to converge.

ŷ = step(wᵀx); w becomes w + rate·(target − ŷ)·x after each sample (Rosenblatt 1958; Bishop
2006, §4.1.7). On separable data it converges (Novikoff 1962).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from checker.objects import PerceptronRun

MOST_SAMPLES = 100_000  # a run that has not converged by then is not followed further


class DoesNotConverge(Exception):
    """The run has not converged within MOST_SAMPLES samples."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One sample seen: the prediction made, and the weights after it."""

    prediction: int
    weights: tuple[Fraction, ...]


def moments(run: PerceptronRun) -> tuple[Moment, ...]:
    """Every sample seen until each of the samples has been right once in a row.

    Raises DoesNotConverge.
    """
    seen = _replay(run)
    if seen is None:
        raise DoesNotConverge(f"no convergence within {MOST_SAMPLES} samples")
    return seen


@cache
def _replay(run: PerceptronRun) -> tuple[Moment, ...] | None:
    """The moments of a run; None where it comes back to weights it began a round with, or takes too long."""
    samples, targets, rate, start = run.args
    points = [tuple(Fraction(int(entry.p), int(entry.q)) for entry in sample) for sample in samples]
    weights = tuple(Fraction(int(entry.p), int(entry.q)) for entry in start)
    step_size = Fraction(int(rate.p), int(rate.q))
    seen: list[Moment] = []
    right_in_a_row = 0
    begun_with: set[tuple[Fraction, ...]] = set()
    while right_in_a_row < len(points):
        if len(seen) >= MOST_SAMPLES:
            return None
        place = len(seen) % len(points)
        if place == 0 and weights in begun_with:
            return None
        if place == 0:
            begun_with.add(weights)
        prediction = 1 if sum(w * x for w, x in zip(weights, points[place], strict=True)) >= 0 else 0
        error = int(targets[place]) - prediction
        right_in_a_row = 0 if error else right_in_a_row + 1
        weights = tuple(w + step_size * error * x for w, x in zip(weights, points[place], strict=True))
        seen.append(Moment(prediction, weights))
    return tuple(seen)


def weights_after(run: PerceptronRun, count: int) -> tuple[Fraction, ...]:
    """The weights after `count` samples; after convergence they stay as they are."""
    if count == 0:
        return tuple(Fraction(int(entry.p), int(entry.q)) for entry in run.args[3])
    history = moments(run)
    return history[min(count, len(history)) - 1].weights
