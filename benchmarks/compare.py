"""The corpus put to each engine in one process: what each proves and refutes, where it is wrong, what it costs."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sympy import Basic

from benchmarks.engines import Answer, Engine, ask
from benchmarks.identities import ALL, Identity
from benchmarks.tables import listing, table

WARM_UP = 5  # items that every engine sees once, unmeasured
SLOW = 0.1  # seconds from which an item is listed as slow


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the comparison: an identity, or its near miss."""

    identity: Identity
    holds: bool

    @property
    def other(self) -> Basic:
        return self.identity.right if self.holds else self.identity.wrong

    @property
    def label(self) -> str:
        return f"{self.identity.field}: {self.identity.name} ({'true' if self.holds else 'near miss'})"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine made of one item; `seconds` one a repetition, `steady` if it said the same each time."""

    item: Item
    engine: str
    answer: Answer
    because: str
    seconds: tuple[float, ...]
    steady: bool

    @property
    def milliseconds(self) -> float:
        """The median over the repetitions."""
        return 1000 * statistics.median(self.seconds)

    @property
    def wrong(self) -> bool:
        return self.answer is (Answer.DIFFERENT if self.item.holds else Answer.EQUAL)


def sampled(count: int | None, seed: int) -> tuple[Identity, ...]:
    """A seeded sample of the corpus in the corpus's order, or all of it."""
    if count is None or count >= len(ALL):
        return ALL
    return tuple(ALL[k] for k in sorted(random.Random(seed).sample(range(len(ALL)), count)))


def compare(
    identities: Sequence[Identity], engines: Sequence[Engine], limit: float, tell: Callable[[str], None]
) -> list[Measured]:
    """Every engine on every item. A round is a pass over the items, so that no engine meets an item while its own
    answer is still in a cache. There are as many as the most repetitions of an engine; who has fewer is asked of a
    share of the items in each, so that all are measured over the same time, in which a machine may change its speed.
    """
    items = [Item(identity, holds) for identity in identities for holds in (True, False)]
    for engine in engines:
        for item in items[:WARM_UP]:
            ask(engine, item.identity.left, item.other, item.identity.domain, limit)
    measured: dict[tuple[str, int], Measured] = {}
    rounds = max(engine.repetitions for engine in engines)
    for current in range(rounds):
        for engine in engines:
            tell(f"{engine.name}, round {current + 1} of {rounds}")
            for number, item in enumerate(items):
                if is_asked(number, current, engine.repetitions, rounds):
                    key = engine.name, number
                    measured[key] = _joined(measured.get(key), _measure(engine, item, limit))
    return [measured[engine.name, number] for engine in engines for number in range(len(items))]


def is_asked(number: int, current: int, repetitions: int, rounds: int) -> bool:
    """Is an item asked in this round, if every item is in as many rounds as there are repetitions?"""
    return (number + current) * repetitions % rounds < repetitions


def _measure(engine: Engine, item: Item, limit: float) -> Measured:
    reply = ask(engine, item.identity.left, item.other, item.identity.domain, limit)
    return Measured(item, engine.name, reply.answer, reply.because, (reply.seconds,), steady=True)


def _joined(earlier: Measured | None, later: Measured) -> Measured:
    if earlier is None:
        return later
    steady = earlier.steady and earlier.answer is later.answer
    return replace(earlier, seconds=(*earlier.seconds, *later.seconds), steady=steady)


# --- what is said of it ------------------------------------------------------------------------

COLUMNS: tuple[tuple[str, Callable[[Measured], bool]], ...] = (
    ("proved", lambda m: m.item.holds and m.answer is Answer.EQUAL),
    ("conditional", lambda m: m.item.holds and m.answer is Answer.CONDITIONAL),
    ("refuted", lambda m: not m.item.holds and m.answer is Answer.DIFFERENT),
    ("wrong", lambda m: m.wrong),
    ("cond. false", lambda m: not m.item.holds and m.answer is Answer.CONDITIONAL),
    ("undecided", lambda m: m.answer in (Answer.SUPPORTED, Answer.UNDECIDED, Answer.ILL_FORMED)),
    ("crashed", lambda m: m.answer is Answer.CRASHED),
    ("late", lambda m: m.answer is Answer.LATE),
)
TIMES = ("median ms", "p95 ms", "max ms", "first ms")


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def times(measured: Sequence[Measured]) -> tuple[float, float, float, float]:
    """Median, 95th percentile and maximum over the items, in ms, and the median of the first repetition."""
    each = [m.milliseconds for m in measured]
    return quantile(each, 0.5), quantile(each, 0.95), max(each), quantile([1000 * m.seconds[0] for m in measured], 0.5)


def counts(measured: Iterable[Measured]) -> tuple[int, ...]:
    """How many items fall in each of `COLUMNS`; every item falls in exactly one."""
    kept = list(measured)
    return tuple(sum(test(m) for m in kept) for _, test in COLUMNS)


def report(measured: Sequence[Measured]) -> str:
    """The tables and lists of one comparison, as plain text."""
    engines = list(dict.fromkeys(m.engine for m in measured))
    by_engine = {engine: [m for m in measured if m.engine == engine] for engine in engines}
    parts = [_overall(by_engine), _ratios(by_engine), _by_field(by_engine)]
    parts += [_faults(engine, of_engine) for engine, of_engine in by_engine.items()]
    return "\n\n".join(part for part in parts if part)


def _overall(by_engine: dict[str, list[Measured]]) -> str:
    header = ("engine", "true", "false", *(name for name, _ in COLUMNS), *TIMES)
    return table(header, [(engine, *_sizes(of), *_cells(of)) for engine, of in by_engine.items()])


def _sizes(measured: Sequence[Measured]) -> tuple[str, str]:
    holding = sum(m.item.holds for m in measured)
    return str(holding), str(len(measured) - holding)


def _cells(measured: Sequence[Measured]) -> tuple[str, ...]:
    return (*(str(count) for count in counts(measured)), *(f"{time:.3f}" for time in times(measured)))


def _ratios(by_engine: dict[str, list[Measured]]) -> str:
    if "ours" not in by_engine:
        return ""
    median, tail, *_ = times(by_engine["ours"])
    rows = []
    for engine, measured in by_engine.items():
        if engine != "ours":
            other_median, other_tail, *_ = times(measured)
            rows.append((f"ours / {engine}", f"1/{other_median / median:.1f}", f"1/{other_tail / tail:.1f}"))
    return table(("ratio", "of medians", "of p95s"), rows) if rows else ""


def _by_field(by_engine: dict[str, list[Measured]]) -> str:
    header = ("field", "engine", "true", "false", *(name for name, _ in COLUMNS), *TIMES)
    fields = list(dict.fromkeys(m.item.identity.field for of in by_engine.values() for m in of))
    rows = []
    for field in fields:
        for engine, measured in by_engine.items():
            mine = [m for m in measured if m.item.identity.field == field]
            rows.append((field, engine, *_sizes(mine), *_cells(mine)))
    return table(header, rows)


FAULTS: tuple[tuple[str, Callable[[Measured], bool]], ...] = (
    ("WRONG", lambda m: m.wrong),
    ("near misses proved on a condition", lambda m: not m.item.holds and m.answer is Answer.CONDITIONAL),
    ("crashed", lambda m: m.answer is Answer.CRASHED),
    ("late", lambda m: m.answer is Answer.LATE),
    ("answered differently between repetitions", lambda m: not m.steady),
    (f"over {1000 * SLOW:.0f} ms", lambda m: m.milliseconds > 1000 * SLOW),
)


def _faults(engine: str, measured: Sequence[Measured]) -> str:
    return "\n".join(listing(f"{engine}, {title}", [_told(m) for m in measured if test(m)]) for title, test in FAULTS)


def _told(m: Measured) -> str:
    domain = f"  where {', '.join(map(str, m.item.identity.domain))}" if m.item.identity.domain else ""
    return f"{m.item.label}{domain}  {m.milliseconds:.1f} ms  {m.answer.value}: {m.because}".rstrip(": ")


def as_data(measured: Iterable[Measured]) -> list[dict[str, object]]:
    """One flat record an item and engine, for JSON; seconds as measured."""
    return [
        {
            "field": m.item.identity.field,
            "name": m.item.identity.name,
            "holds": m.item.holds,
            "engine": m.engine,
            "answer": m.answer.value,
            "because": m.because,
            "seconds": list(m.seconds),
        }
        for m in measured
    ]
