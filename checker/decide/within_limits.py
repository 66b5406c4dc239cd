"""Decides a goal within limits of time and memory: in this process where little work is foreseen, else in a worker.

To start one costs some milliseconds, more than most goals take. What looks like little work is
bounded by the sizes that the procedures keep to; where processes cannot be forked, everything is.
"""

from __future__ import annotations

from functools import partial

from checker.decide import worker
from checker.decide.answers import verdict_data, verdict_from
from checker.decide.dispatch import decide_sized, load_for
from checker.decide.glance import glance_at
from checker.decide.sizing import beyond, oversize_of
from checker.decide.well_posed import misposed
from checker.decide.work import is_little_work
from checker.decide.worker import Plain, Spent, Workers
from checker.model import Goal, Limits, Verdict


def decided(goal: Goal, limits: Limits) -> Verdict:
    """The verdict on one goal, the same wherever it is decided; UNDECIDED where it comes to none within the limits.

    Raises DeriveCheckError where the definitions run in a circle, or one name has two, and what `misposed` raises.
    """
    fault = misposed(goal)
    if fault is not None:
        return fault
    seen = glance_at(goal)
    limit = oversize_of(goal) if seen is None else None
    if limit is not None:
        return beyond(limit)
    if not worker.FORKS or is_little_work(goal, seen):
        return decide_sized(goal, seen)
    load_for(goal.question)
    with Workers([[partial(_decided_as_data, goal)]], limits) as workers:
        (answer,) = workers
    if isinstance(answer, Spent):
        return beyond(answer.limit)
    assert isinstance(answer, dict)
    return verdict_from(answer)


def _decided_as_data(goal: Goal) -> Plain:
    return verdict_data(decide_sized(goal))
