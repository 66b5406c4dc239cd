"""Expectations and variances by the laws of probability: what is true of every distribution, and of the one told."""

from __future__ import annotations

import pytest

from checker.decide.dispatch import decide
from checker.model import Domain, Goal, Status
from checker.read.document import document
from checker.read.ledger import Ledger
from checker.read.steps import notes

P, R, U = Status.PROVED, Status.REFUTED, Status.UNDECIDED
BINOMIAL = r"Let $X \sim \mathrm{Bin}(n, p)$."
POISSON = r"Let $N$ be a Poisson random variable with mean $\lambda$."
MOMENTS = r"Let $Y$ have mean $\mu$ and variance $\sigma^2$."

# What is told, the equation that is claimed of it, and its verdict.
CASES: list[tuple[str, str, Status]] = [
    # --- of every distribution ---
    ("", r"\operatorname{Var}(aX + b) = a^2\operatorname{Var}(X)", P),
    ("", r"\operatorname{Var}(aX + b) = a\operatorname{Var}(X)", R),
    ("", r"\operatorname{Var}(aX + b) = a^2\operatorname{Var}(X) + b", R),
    ("", r"\operatorname{Var}(X - Y) = \operatorname{Var}(X) + \operatorname{Var}(Y) - 2\operatorname{Cov}(X, Y)", P),
    ("", r"\operatorname{Var}(X - Y) = \operatorname{Var}(X) - \operatorname{Var}(Y) - 2\operatorname{Cov}(X, Y)", R),
    ("", r"\operatorname{Cov}(X, Y) = E[XY] + E[X] E[Y]", R),
    (r"Let $\mu = E[X]$.", r"E[(X - \mu)^2] = E[X^2] - \mu^2", P),
    (r"Let $\mu = E[X]$.", r"E[(X - \mu)^2] = E[X^2] + \mu^2", R),
    ("", r"\operatorname{Var}(X + Y) = \operatorname{Var}(X) + \operatorname{Var}(Y) + \operatorname{Cov}(X, Y)", R),
    ("", r"\operatorname{Cov}(X + Y, X - Y) = \operatorname{Var}(X) - \operatorname{Var}(Y)", P),
    # --- of those that may have something more to them nothing is said ---
    ("", r"\operatorname{Var}(X + Y) = \operatorname{Var}(X) + \operatorname{Var}(Y)", U),
    ("", r"E[XY] = E[X] E[Y]", U),
    ("Let $X$ and $Y$ be i.i.d.", r"\operatorname{Var}(X + Y) = 2\operatorname{Var}(X)", U),
    ("Let $X$ have zero mean.", r"\operatorname{Var}(X) = E[X^2]", U),
    ("Let $X$ be an indicator.", r"E[X^2] = E[X]", U),
    ("", r"E[\theta X] = \theta E[X]", P),
    # --- of the one that is told ---
    (BINOMIAL, r"\operatorname{Var}(X) = np(1 - p)", P),
    (BINOMIAL, r"\operatorname{Var}(X) = np(1 + p)", R),
    (BINOMIAL, r"E[X^2] = np(1 - p) + n^2p^2", P),
    (BINOMIAL, r"E[X^2] = np(1 - p) + np^2", R),
    (POISSON, r"E[N(N - 1)] = \lambda^2", P),
    (POISSON, r"\operatorname{Var}(N) = \lambda^2", R),
    (MOMENTS, r"E[(Y - \mu)^2] = \sigma^2", P),
    (MOMENTS, r"E[Y^2] = \sigma^2 - \mu^2", R),
    (MOMENTS, r"\operatorname{Var}(3Y + 1) = 9\sigma^2 + 1", R),
    (r"Let $X_1, \dots, X_n \sim \mathcal{N}(\mu, \sigma^2)$.", r"E[X_1^2] = \mu^2 + \sigma^2", P),
    (r"Let $X_1, \dots, X_n \sim \mathcal{N}(\mu, \sigma^2)$.", r"E[X_1^2] = \mu + \sigma^2", R),
    (r"Let $U \sim \mathcal{U}(0, 1)$.", r"\operatorname{Var}(U) = \frac{1}{12}", P),
    (r"Let $U \sim \mathcal{U}(0, 1)$.", r"\operatorname{Var}(U) = \frac{1}{2}", R),
]
UNKNOWN = [
    (r"Let $X \sim \mathcal{N}(0, 4)$.", r"\operatorname{Var}(X) = 16"),  # its second number may be the deviation
    (r"Let $X \sim \mathrm{Exp}(\theta)$.", r"E[X] = \theta"),
    (r"Let $X \sim \mathrm{Geom}(p)$.", r"E[X] = \frac{1}{p}"),
    (BINOMIAL + " Now let $X$ be geometric.", r"E[X] = \frac{1}{p}"),
    (BINOMIAL, r"E[X \mid N] = N p"),
    ("$E[X] = 2$ and $E[X^2] = 5$.", r"V = E[X^2] - E[X]^2"),  # it says what V is
    ("", r"E[X] = \frac{7}{2}"),
]


def statuses(told: str, claimed: str) -> set[Status]:
    """What is found of the questions of the last claim; none are asked of what is taken as given."""
    found = notes(document(f"{told}\n\n$${claimed}$$\n".encode(), "notes.md"), Ledger(), decide)
    derivation = found.derivations[-1]
    claim = derivation.claims[-1]
    questions = [question for question in claim.asks or () if question is not None]
    return {decide(Goal(each, derivation.definitions, Domain(claim.conditions))).status for each in questions}


@pytest.mark.parametrize(("told", "claimed", "status"), CASES, ids=[f"{case[0]} {case[1]}" for case in CASES])
def test_what_holds_of_the_names_told(told: str, claimed: str, status: Status) -> None:
    assert statuses(told, claimed) == {status}


@pytest.mark.parametrize(("told", "claimed"), UNKNOWN, ids=[f"{case[0]} {case[1]}" for case in UNKNOWN])
def test_of_two_parametrisations_nothing_is_said(told: str, claimed: str) -> None:
    assert Status.REFUTED not in statuses(told, claimed)
