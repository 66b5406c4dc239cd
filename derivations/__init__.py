"""What can be checked: every topic file with its derivations, in the order of the notes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One derivation of a topic file: the name it is called by, and its title."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A module of this package, by name; its `DERIVATIONS` are those listed, in this order."""

    name: str
    entries: tuple[Entry, ...]


TOPICS = (
    Topic("sigmoid", (Entry("sigmoid", "Chain rule: the derivative of the sigmoid"),)),
    Topic(
        "linear_regression",
        (
            Entry("theta0", "Linear regression: ∂MSE/∂θ₀, and θ₀"),
            Entry("theta1", "Linear regression: ∂MSE/∂θ₁, and θ₁"),
        ),
    ),
    Topic(
        "matrix_form",
        (
            Entry("matrix-gradient", "Matrix form: the gradient of the MSE"),
            Entry("normal-equation", "Matrix form: the normal equation"),
        ),
    ),
    Topic("perceptron", (Entry("perceptron", "Perceptron: the AND gate"),)),
    Topic("forward_pass", (Entry("forward-pass", "Forward pass"),)),
)
