"""Why items of the corpus stay unsettled: the heads they hold, and what the engine said, most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sympy import preorder_traversal
from sympy.core.function import AppliedUndef

from benchmarks.compare import Item, Measured
from benchmarks.engines import Answer
from benchmarks.tables import listing, table

PLAIN = frozenset(
    {
        *("Symbol", "Add", "Mul", "Pow", "Tuple", "IndexedBase", "Str", "ImaginaryUnit"),
        *("Integer", "Rational", "Half", "One", "NegativeOne", "Zero"),
    }
)
SETTLED = (Answer.EQUAL, Answer.DIFFERENT)
EVERYTHING = 10**6  # longest list: nothing is left off


def heads(item: Item) -> tuple[str, ...]:
    """The heads in the two sides that are more than field arithmetic, by name, sorted."""
    found = {
        "f(x)" if isinstance(node, AppliedUndef) else type(node).__name__
        for side in (item.identity.left, item.other)
        for node in preorder_traversal(side)
    }
    return tuple(sorted(found - PLAIN))


def causes(measured: Sequence[Measured]) -> str:
    """For one engine: unsettled items counted by head, by set of heads and by reason, and each by name."""
    true = [m for m in measured if m.item.holds]
    false = [m for m in measured if not m.item.holds]
    return "\n\n".join([*_ranked("not proved", true), *_ranked("not refuted", false)])


def _ranked(title: str, measured: Sequence[Measured]) -> list[str]:
    unsettled = [m for m in measured if m.answer not in SETTLED]
    alike = Counter(", ".join(heads(m.item)) or "field arithmetic" for m in unsettled)
    reasons = Counter(_reason(m) for m in unsettled)
    return [
        f"{title}: {len(unsettled)} of {len(measured)}",
        _by_head(title, measured, unsettled),
        table(("items of these heads exactly", title), _most(alike)),
        table(("what the engine said", title), _most(reasons)),
        listing(title, [_told(m) for m in unsettled], EVERYTHING),
    ]


def _by_head(title: str, measured: Iterable[Measured], unsettled: Iterable[Measured]) -> str:
    total = Counter(head for m in measured for head in heads(m.item))
    stuck = Counter(head for m in unsettled for head in heads(m.item))
    rows = [(head, str(count), str(total[head]), f"{count / total[head]:.0%}") for head, count in _order(stuck)]
    return table(("head", title, "of items with it", "share"), rows)


def _most(counter: Counter[str]) -> list[tuple[str, str]]:
    return [(name, str(count)) for name, count in _order(counter)]


def _order(counter: Counter[str]) -> list[tuple[str, int]]:
    """Most frequent first, then by name."""
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


def _reason(m: Measured) -> str:
    return f"{m.answer.value}: {m.because}"


def _told(m: Measured) -> str:
    return f"{m.item.label}  [{', '.join(heads(m.item))}]  {_reason(m)}"
