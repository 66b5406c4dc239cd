"""Which edits may make a line right, as far as is known what its parts should be: one edit alone, or two at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.explain.edits.edit import Candidate, Change, Line, applied
from checker.explain.edits.factors import factor_text, joined
from checker.explain.edits.quantities import (
    Quantity,
    absolute,
    alike,
    minus,
    negated,
    over,
    plus,
    power,
    product,
    rough,
    times,
)
from checker.explain.edits.wanted import Account, Known, Values
from checker.model import Edit
from checker.written import Span

RULES: Mapping[str, Callable[[Quantity, Quantity], Quantity | None]] = {
    "times": times,
    "over": over,
    "plus": plus,
    "minus": minus,
    "power": power,
}
ALONE: Mapping[str, Callable[[Quantity], Quantity | None]] = {"negated": negated, "bars": absolute}
PAIRED = frozenset(  # what happens twice in a line; of other slips too many pairs fit by accident
    [
        "sign changed",
        "exponent changed",
        "exponent lost",
        "number changed",
        "factor lost",
        "factor too many",
        "term lost",
        "term too many",
    ]
)
MOST_PAIRED = 4_000  # candidates of which two at a time are tried
SHORT = 3  # characters of a text that is read in no time


@dataclass(slots=True)
class Search:
    """What is known of a line's parts, and how many texts were read so far to tell what an edit makes of them."""

    line: Line
    account: Account
    values: Values
    read: int = 0

    def is_quick(self, made: Candidate) -> bool:
        """Can it be reckoned what it makes of a part of which it is known what it should be?"""
        if made.change is not None and self._known(made.change) is not None:
            return True
        part = self._holding(made)
        return part is not None and len(self._edited(made, part.span)) <= SHORT

    def may_fit(self, made: Candidate) -> bool:
        """May the line be right once it is edited, as far as a part of it tells?"""
        change = made.change
        exact = self._known(change) if change is not None else None
        if change is not None and exact is not None:
            return _is(self._changed(exact, change), exact.wanted)
        part = self._holding(made)
        if part is None:
            self.read += 1
            return True
        return _is(self._value(made, part.span), part.wanted)

    def _known(self, change: Change) -> Known | None:
        """The very part that a change is of, if it can be reckoned what becomes of it."""
        found = next((part for part in self.account.known if part.span == change.span), None)
        return found if found is not None and (found.value is not None or change.rule in {"product", "is"}) else None

    def _holding(self, made: Candidate) -> Known | None:
        """The smallest part that holds all that is edited, and of which something is left."""
        start, end = made.hull.start, made.hull.end
        holding = (part for part in self.account.known if part.span.start <= start and end <= part.span.end)
        return next((part for part in holding if self._edited(made, part.span).strip()), None)

    def _changed(self, part: Known, change: Change) -> Quantity | None:
        if change.rule in ALONE:
            return ALONE[change.rule](part.value) if part.value is not None else None
        operands = [self.values(text) for text in change.operands]
        known = [operand for operand in operands if operand is not None]
        if len(known) < len(operands):
            return None
        if change.rule in {"product", "is"}:
            return product(known)
        return RULES[change.rule](part.value, known[0]) if part.value is not None else None

    def _value(self, made: Candidate, span: Span) -> Quantity | None:
        """What an edit makes of the part at a span, of which as little as can be is read again."""
        parts = self.account.made.get(span)
        if parts is not None:
            for k, inner in enumerate(parts.parts):
                holds = inner.start <= made.hull.start and made.hull.end <= inner.end
                if holds and made.hull.start < made.hull.end and self._edited(made, inner).strip():
                    value = self._value(made, inner)
                    return parts.with_part(k, value) if value is not None else None
        self.read += 1
        return self.values(self._edited(made, span))

    def effect(self, made: Candidate, root: Known) -> _Effect | None:
        """What a candidate makes of the whole line, where that can be reckoned without reading it."""
        change = made.change
        part = self._known(change) if change is not None else None
        if change is None or part is None:
            return None
        value = self._changed(part, change)
        whole = self._up(root.span, change.span, value) if value is not None else None
        return _Effect(made, whole) if whole is not None else None

    def _up(self, outer: Span, span: Span, value: Quantity) -> Quantity | None:
        """The value of an outer part, with another value for one that is in it."""
        if outer == span:
            return value
        parts = self.account.made.get(outer)
        for k, inner in enumerate(parts.parts if parts is not None else ()):
            if inner.start <= span.start and span.end <= inner.end and parts is not None:
                found = self._up(inner, span, value)
                return parts.with_part(k, found) if found is not None else None
        return None

    def _edited(self, made: Candidate, span: Span) -> str:
        """The text of a part with the edits made in it."""
        whole = applied(self.line.text, made.edits)
        return whole[span.start : len(whole) - (len(self.line.text) - span.end)]


def _is(value: Quantity | None, wanted: Quantity) -> bool:
    return value is not None and alike(value, wanted)


# --- two edits at once -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Effect:
    """What one candidate makes of the whole line."""

    made: Candidate
    whole: Quantity


def two_at_once(search: Search, every: Sequence[Candidate]) -> Iterator[Candidate]:
    """Pairs of candidates with which a line comes to what is wanted, the smallest pairs first.

    In a sum, two terms are changed, and what they come to adds up; in a product, two factors are; or a part is
    changed and the whole is multiplied.
    """
    root = next((known for known in reversed(search.account.known) if known.value is not None), None)
    if root is None or root.value is None or root.span != search.account.known[-1].span:
        return
    paired = [made for made in every if made.edits[0].slip in PAIRED][:MOST_PAIRED]
    effects = [effect for made in paired if (effect := search.effect(made, root)) is not None]
    found = [*_added(effects, root), *_multiplied(effects, root), *_with_factor(search, effects, paired, root)]
    yield from sorted(found, key=lambda made: made.size)


def _added(effects: Sequence[_Effect], root: Known) -> Iterator[Candidate]:
    """V + (a − V) + (b − V) = W."""
    assert root.value is not None
    both = plus(root.wanted, root.value)
    yield from _matched(effects, lambda effect: minus(both, effect.whole) if both is not None else None)


def _multiplied(effects: Sequence[_Effect], root: Known) -> Iterator[Candidate]:
    """V · (a/V) · (b/V) = W."""
    assert root.value is not None
    both = times(root.wanted, root.value)
    yield from _matched(effects, lambda effect: over(both, effect.whole) if both is not None else None)


def _matched(effects: Sequence[_Effect], partner: Callable[[_Effect], Quantity | None]) -> Iterator[Candidate]:
    by_value: dict[float, list[_Effect]] = {}
    for effect in effects:
        key = rough(effect.whole)
        if key is not None:
            by_value.setdefault(key, []).append(effect)
    for effect in effects:
        wanted = partner(effect)
        key = rough(wanted) if wanted is not None else None
        for other in by_value.get(key, ()) if key is not None else ():
            apart = effect.made.hull.end <= other.made.hull.start
            if (
                apart
                and not _is_replacement(effect.made, other.made)
                and wanted is not None
                and alike(other.whole, wanted)
            ):
                yield _both(effect.made, other.made.edits, other.made.size, other.made.source)


def _is_replacement(one: Candidate, other: Candidate) -> bool:
    """Is a term written for another, or are two added? With enough of that a line becomes anything."""
    slips = {one.edits[0].slip, other.edits[0].slip}
    return "term lost" in slips and slips <= {"term lost", "term too many"}


def _with_factor(
    search: Search, effects: Sequence[_Effect], every: Sequence[Candidate], root: Known
) -> Iterator[Candidate]:
    """a · f = W, for each factor f that the lines around suggest of the whole."""
    factors = [made for made in every if made.change is not None and made.change.span == root.span]
    texts = {
        made.change.operands[0]: made for made in factors if made.change is not None and made.change.rule == "times"
    }
    known = [(text, value, made) for text, made in texts.items() if (value := search.values(text)) is not None]
    for effect in effects:
        ratio = over(root.wanted, effect.whole)
        for text, value, made in known:
            if ratio is not None and alike(ratio, value):
                before = joined(factor_text(text), "(")
                around = (
                    Edit("factor lost", Span(root.span.end, root.span.end), "", ")"),
                    Edit("factor lost", Span(root.span.start, root.span.start), "", before),
                )
                yield _both(effect.made, around, made.size, made.source)


def _both(one: Candidate, edits: tuple[Edit, ...], size: float, source: str) -> Candidate:
    return Candidate((*edits, *one.edits), one.size + size, one.source or source)
