"""How much of what is proved the independent checker replays: the notes, which must be all of it, and the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.identities import ALL
from benchmarks.tables import table
from checker.check import load
from checker.decide import decide
from checker.model import Claim, Derivation, Domain, Equal, Goal, Status
from checker.rechecks import failure, goals
from checker.tasks import Written
from derivations import TOPICS

CAUSE_LENGTH = 60  # of a reason, from which on it names the one case only


@dataclass(frozen=True, slots=True)
class Replayed:
    """A proof by name, the procedure that gave it, and why it was not replayed; None where it was."""

    name: str
    by: str
    failure: str | None


def report(notes: Sequence[Replayed], corpus: Sequence[Replayed]) -> str:
    """The two shares, and the causes of failure by how often they are met."""
    shares = [
        (title, str(len(proofs)), str(sum(proof.failure is None for proof in proofs)))
        for title, proofs in (("notes", notes), ("corpus", corpus))
    ]
    causes = Counter((proof.failure[:CAUSE_LENGTH], proof.by) for proof in (*notes, *corpus) if proof.failure)
    first = {(p.failure[:CAUSE_LENGTH], p.by): p.name for p in reversed((*notes, *corpus)) if p.failure}
    rows = [(str(count), cause, by, first[cause, by]) for (cause, by), count in causes.most_common()]
    return f"{table(('of', 'proved', 'replayed'), shares)}\n\n{table(('', 'cause', 'proved by', 'first'), rows)}"


def as_data(proofs: Sequence[Replayed]) -> list[dict[str, object]]:
    """One flat record a proof, for JSON."""
    return [asdict(proof) for proof in proofs]


def of_notes() -> list[Replayed]:
    """Every proof of `derive-check all`."""
    return [
        Replayed(f"{line.derivation.name}.{line.claim.name} {name}", by, why)
        for line in lines()
        for name, goal in goals(line)
        for by, why in _replayed(goal)
    ]


def of_corpus(count: int | None = None) -> list[Replayed]:
    """Every proof of a true identity of the corpus."""
    return [
        Replayed(identity.name, by, why)
        for identity in ALL[:count]
        for by, why in _replayed(Goal(Equal(identity.left, identity.right), (), Domain(identity.domain)))
    ]


def _replayed(goal: Goal) -> list[tuple[str, str | None]]:
    verdict = decide(goal)
    return [(verdict.by, failure(goal, verdict))] if verdict.status is Status.PROVED else []


def lines() -> Iterator[Written]:
    """Every line of the notes, with the claims that it is given and those its chain started from."""
    known = {entry.name: load(entry.name) for topic in TOPICS for entry in topic.entries}
    for derivation in known.values():
        for claim in derivation.claims:
            given, root = (tuple(_claim(name, derivation, known) for name in ns) for ns in (claim.given, claim.root))
            yield Written(derivation, claim, given, root)


def _claim(name: str, derivation: Derivation, known: dict[str, Derivation]) -> Claim:
    before, dot, after = name.partition(".")
    claims = known[before].claims if dot else derivation.claims
    return next(claim for claim in claims if claim.name == (after if dot else name))
