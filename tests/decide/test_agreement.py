"""No procedure contradicts another, or a counterexample, on any case: each is asked alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.identities import ALL, Identity
from checker.decide.at_points.trials import FEW, try_points
from checker.decide.dispatch import PROCEDURES, asked
from checker.decide.procedure import Case
from checker.decide.unfold import unfold
from checker.model import Domain, Equal, Status, Verdict

EVERY = 7  # of the corpus: the whole takes minutes
SAMPLE = ALL[::EVERY]
AGREEING: tuple[set[Status], ...] = ({Status.PROVED}, {Status.REFUTED}, {Status.ILL_FORMED}, set())


def asked_alone(identity: Identity, holds: bool) -> Iterator[Verdict]:
    """The verdict of every procedure that has one."""
    left, right = (unfold(side, {}) for side in (identity.left, identity.right if holds else identity.wrong))
    case = Case(Equal(left, right), Domain(identity.domain))
    for procedure in PROCEDURES:
        verdict = asked(procedure, case)
        if verdict is not None:
            yield verdict


@pytest.mark.parametrize("identity", SAMPLE, ids=lambda identity: identity.name)
def test_procedures_agree_on_a_true_identity(identity: Identity) -> None:
    verdicts = list(asked_alone(identity, holds=True))
    assert {verdict.status for verdict in verdicts} in ({Status.PROVED}, set())
    assert try_points(identity.left, identity.right, Domain(identity.domain), FEW).refutation is None


@pytest.mark.parametrize("identity", SAMPLE, ids=lambda identity: identity.name)
def test_none_proves_its_near_miss(identity: Identity) -> None:
    verdicts = list(asked_alone(identity, holds=False))
    assert {verdict.status for verdict in verdicts} in AGREEING
    assert not any(verdict.status is Status.PROVED and not verdict.conditions for verdict in verdicts)
