"""What became of a batch of made questions: the oracle's word beside the engine's, counted and listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sympy import Basic, sstr

from benchmarks.deadline import TimeLimit, within
from benchmarks.engines import Answer, Engine, Reply, ask, by_decide
from benchmarks.points import Told
from benchmarks.tables import listing, table

OURS = Engine("ours", by_decide, 1)
ORACLE_LIMIT = 5.0  # seconds the oracle is given for one question
TOLD_EVERY = 2000  # questions between two words of progress
SLOW = 0.1  # seconds from which an answer is listed as slow


@dataclass(frozen=True, slots=True)
class Made:
    """A question made from an identity: `kind` names the rule that made it, `change` says what it changed."""

    name: str
    kind: str
    change: str
    left: Basic
    right: Basic
    domain: tuple[Basic, ...]

    def __str__(self) -> str:
        given = f"  where {', '.join(map(str, self.domain))}" if self.domain else ""
        return f"{self.name} | {self.kind}, {self.change} | {self.left} = {self.right}{given}"


@dataclass(frozen=True, slots=True)
class Trial:
    """A made question with what the oracle can tell of its sides, and the engine's reply."""

    made: Made
    told: Told
    reply: Reply


def judged(
    questions: Iterable[Made], oracle: Callable[[Made], Told], limit: float, tell: Callable[[str], None]
) -> list[Trial]:
    """Oracle and engine on every question; the oracle is given up on after `ORACLE_LIMIT`."""
    trials: list[Trial] = []
    for made in questions:
        trials.append(Trial(made, _told(made, oracle), ask(OURS, made.left, made.right, made.domain, limit)))
        if len(trials) % TOLD_EVERY == 0:
            tell(f"{len(trials)} asked")
    return trials


def _told(made: Made, oracle: Callable[[Made], Told]) -> Told:
    try:
        return within(ORACLE_LIMIT, lambda: oracle(made))
    except (TimeLimit, MemoryError, OverflowError):  # mpmath takes what a huge exponent asks for
        return Told.UNKNOWN


def by_kind(trials: Sequence[Trial], kept: Told) -> str:
    """One row a rule: how many the oracle let through as `kept`, and the engine's answers to those."""
    dropped = [told for told in Told if told is not kept]
    header = ("rule", "made", *(f"dropped: {told.value}" for told in dropped), "asked", *(a.value for a in Answer))
    kinds = list(dict.fromkeys(trial.made.kind for trial in trials))
    rows = [_row(kind, [t for t in trials if t.made.kind == kind], kept, dropped) for kind in kinds]
    return table(header, [*rows, _row("all", trials, kept, dropped)])


def _row(kind: str, trials: Sequence[Trial], kept: Told, dropped: Sequence[Told]) -> tuple[str, ...]:
    asked = [trial for trial in trials if trial.told is kept]
    numbers = (
        len(trials),
        *(sum(trial.told is told for trial in trials) for told in dropped),
        len(asked),
        *(sum(trial.reply.answer is answer for trial in asked) for answer in Answer),
    )
    return kind, *(str(number) for number in numbers)


def chosen(trials: Iterable[Trial], told: Told, *answers: Answer) -> list[Trial]:
    """The trials of which the oracle said one thing and the engine one of some."""
    return [trial for trial in trials if trial.told is told and trial.reply.answer in answers]


def listed(title: str, trials: Sequence[Trial]) -> str:
    """Each trial in full: the question, and the engine's reason."""
    return listing(title, [f"{trial.made}\n      {trial.reply.because}" for trial in trials])


def slow_and_broken(trials: Sequence[Trial]) -> str:
    """What crashed, came late or was slow, whatever the oracle said of it; of one cause of crashes, one example."""
    crashed = [trial for trial in trials if trial.reply.answer is Answer.CRASHED]
    causes = Counter(trial.reply.because for trial in crashed)
    example = {trial.reply.because: trial.made for trial in reversed(crashed)}
    slow = sorted((t for t in trials if t.reply.seconds > SLOW), key=lambda t: -t.reply.seconds)
    return "\n".join(
        [
            f"crashed: {len(crashed)}",
            listing("causes", [f"{count}  {cause}\n      {example[cause]}" for cause, count in causes.most_common()]),
            listed("late", [trial for trial in trials if trial.reply.answer is Answer.LATE]),
            listing(f"over {1000 * SLOW:.0f} ms", [f"{1000 * t.reply.seconds:.0f} ms  {t.made}" for t in slow]),
        ]
    )


def as_data(trials: Iterable[Trial]) -> list[dict[str, object]]:
    """One flat record a trial, for JSON."""
    return [
        {
            "name": trial.made.name,
            "kind": trial.made.kind,
            "change": trial.made.change,
            "left": sstr(trial.made.left, order="none"),  # an order asks for values, which SymPy cannot always find
            "right": sstr(trial.made.right, order="none"),
            "oracle": trial.told.value,
            "answer": trial.reply.answer.value,
            "because": trial.reply.because,
            "seconds": trial.reply.seconds,
        }
        for trial in trials
    ]
