"""Certificates of the notes with one sign, number or name changed: none may pass the independent checker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.recheck_coverage import lines
from checker.decide import decide
from checker.decide.replays import replay_data
from checker.model import Goal, Status, Verdict
from checker.plain_algebra import RecheckFailure
from checker.recheck import recheck
from checker.rechecks import goals


@dataclass(frozen=True, slots=True)
class Tampered:
    """A kind of question with the procedure that proved it, how many changes its certificate has, how many pass."""

    kind: str
    changes: int
    passed: int


def run() -> list[Tampered]:
    """Every change of the certificate of one proof of each kind in the notes."""
    return [_tampered(kind, *proof) for kind, proof in one_of_each_kind(proofs_of_notes()).items()]


def report(found: list[Tampered]) -> str:
    """One line: how many changes there were, and of which kind those are that pass."""
    passed = [f"{one.passed} of {one.kind}" for one in found if one.passed]
    changes = sum(one.changes for one in found)
    return f"of {changes} changes of one sign, number or name of a certificate pass: {', '.join(passed) or 'none'}"


def as_data(found: list[Tampered]) -> list[dict[str, object]]:
    """One flat record a kind, for JSON."""
    return [asdict(one) for one in found]


def _tampered(kind: str, claim: Any, certificate: Any) -> Tampered:
    every = changed(certificate)
    return Tampered(kind, len(every), sum(passes(claim, one) for one in every))


def passes(claim: Any, certificate: Any) -> bool:
    """Does the independent checker accept a certificate of a claim?"""
    try:
        recheck(claim, certificate)
    except RecheckFailure:
        return False
    return True


def proofs_of_notes() -> list[tuple[Goal, Verdict]]:
    """What is proved of the notes."""
    asked = [(goal, decide(goal)) for line in lines() for _, goal in goals(line)]
    return [(goal, verdict) for goal, verdict in asked if verdict.status is Status.PROVED]


def kind_of(goal: Goal, verdict: Verdict) -> str:
    """The kind of a question with the procedure that settled it."""
    return f"{type(goal.question).__name__} by {verdict.by}"


def one_of_each_kind(proofs: Iterable[tuple[Goal, Verdict]]) -> dict[str, tuple[Any, Any]]:
    """Claim and certificate of the first proof of each kind."""
    first: dict[str, tuple[Goal, Verdict]] = {}
    for goal, verdict in proofs:
        first.setdefault(kind_of(goal, verdict), (goal, verdict))
    return {kind: replay_data(*proof) for kind, proof in first.items()}


def changed(certificate: Any) -> list[Any]:
    """Every certificate that differs from one in a single leaf."""
    return [
        _with_leaf(certificate, path, leaf)
        for path, before in _leaves(certificate)
        for leaf in _changes(before)
        if leaf != before
    ]


def _leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict | tuple):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            if data[:2] != ("rational", 0) if isinstance(data, tuple) else True:  # 0/1 and 0/2 are one number
                yield from _leaves(part, (*path, key))
    else:
        yield path, data


def _with_leaf(data: Any, path: tuple[Any, ...], leaf: Any) -> Any:
    if not path:
        return leaf
    if isinstance(data, dict):
        return {key: _with_leaf(part, path[1:], leaf) if key == path[0] else part for key, part in data.items()}
    return tuple(_with_leaf(part, path[1:], leaf) if k == path[0] else part for k, part in enumerate(data))


def _changes(leaf: Any) -> list[Any]:
    return [leaf + 1, -leaf - 1, leaf + 0.5] if isinstance(leaf, int) else [f"{leaf}′", ""]
