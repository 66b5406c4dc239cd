"""No procedure contradicts another, or a counterexample, on any case: each is asked alone.

Here of a sample; `python -m tests.decide.test_agreement` asks of all of them, which takes minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from benchmarks.identities import ALL, Identity
from checker.decide.at_points.trials import FEW, try_points
from checker.decide.dispatch import PROCEDURES, asked
from checker.decide.procedure import Case
from checker.decide.unfold import unfold
from checker.model import Domain, Equal, Status, Verdict
from tests.decide.tables import cases_of_tables

EVERY = 7  # of the corpus: the whole takes minutes
SAMPLE = ALL[::EVERY]
EVERY_ROW = 50  # of the tables
CASES = tuple(cases_of_tables(EVERY_ROW))
AGREEING: tuple[set[Status], ...] = ({Status.PROVED}, {Status.REFUTED}, {Status.ILL_FORMED}, set())


def asked_alone(identity: Identity, holds: bool) -> Iterator[Verdict]:
    """The verdict of every procedure that has one."""
    left, right = (unfold(side, {}) for side in (identity.left, identity.right if holds else identity.wrong))
    yield from verdicts_of(Case(Equal(left, right), Domain(identity.domain)))


def verdicts_of(case: Case) -> Iterator[Verdict]:
    """The verdict of every procedure that has one."""
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


def contradiction(case: Case) -> str:
    """How verdicts of procedures, and a counterexample, contradict one another; empty where they do not."""
    try:
        verdicts = list(verdicts_of(case))
    except RecursionError:  # nested too deeply, which the engine says of it
        return ""
    statuses = {verdict.status for verdict in verdicts if not verdict.conditions}
    sides = case.question if isinstance(case.question, Equal) and Status.PROVED in statuses else None
    trials = None if sides is None else try_points(sides.left, sides.right, case.domain, FEW)
    if trials is not None and trials.witness is None:
        statuses.discard(Status.ILL_FORMED)  # the same on both sides, and nowhere defined: not said to be proved
    if len(statuses) > 1:
        return ", ".join(f"{verdict.by} says {verdict.status.value}" for verdict in verdicts)
    seen = None if trials is None else trials.refutation
    return "" if seen is None else f"{verdicts[0].by} says proved, and the sides differ at {seen.point}"


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_procedures_agree_on_what_tables_ask(name: str, case: Case) -> None:
    assert contradiction(case) == "", name


def main() -> int:
    """Every case of the tables and of the corpus; the exit code is 1 where one is contradictory."""
    asked_of = [*cases_of_tables()]
    for identity in ALL:
        for name, right in ((identity.name, identity.right), (f"{identity.name}, near miss", identity.wrong)):
            sides = unfold(identity.left, {}), unfold(right, {})
            asked_of.append((f"corpus, {name}", Case(Equal(*sides), Domain(identity.domain))))
    found = [f"{name}: {told}" for name, case in asked_of if (told := contradiction(case))]
    print(*found, f"{len(asked_of)} cases, {len(found)} contradictions", sep="\n")  # noqa: T201  # this is a command
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
