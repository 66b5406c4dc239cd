"""`1 + 2 + … + n` and `x_1 x_2 ⋯ x_n`: the general term found in the written ones, and held against each of them.

Two ways are tried: the last term says how each depends on its number (n in its place); or the written terms agree
but for numbers that run in equal steps (anti-unification: Plotkin 1970, "A note on inductive generalization"), or
stand in one ratio. What fits in two different ways, or in none, is left unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import sympy
from sympy import Integer
from sympy.core.basic import Basic
from sympy.matrices.expressions.matexpr import MatrixElement

from checker.read.building import is_matrix
from checker.read.cursor import Cursor, fault
from checker.written import Span

ELLIPSES = frozenset(("\\cdots", "\\ldots", "\\dots", "\\dotsb", "\\dotsc", "\\dotsm", "…", "⋯"))
STARTS = (1, 0, 2, 3, -1)
INDICES = ("k", "j", "i", "l", "r", "s")
MOST_WRITTEN = 12


@dataclass(frozen=True, slots=True)
class General:
    """A general term in its index, which runs from `low` to `high`."""

    term: Basic
    index: Basic
    low: Basic
    high: Basic

    def at(self, k: Basic) -> Basic:
        return self.term.subs(self.index, k)


def continued(reader: Cursor, before: Sequence[Basic], after: Sequence[Basic], product: bool, span: Span) -> Basic:
    """The sum or product of which these terms are written, before the dots and after them."""
    hint = "write it as Σ_{k=1}^n" if not product else "write it as Π_{k=1}^n"
    if not before or len(before) + len(after) > MOST_WRITTEN:
        raise fault(span, "dots", "written terms before them", hint)
    if any(map(is_matrix, (*before, *after))):
        raise fault(span, "dots between vectors or matrices", "numbers", hint)
    head = sympy.Product if product else sympy.Sum
    data = _as_data((*before, *after))
    before, after = ([value.xreplace(data) for value in values] for values in (before, after))
    index = _index(before, after)
    found = _distinct(_candidates(tuple(before), tuple(after), index, product))
    if len(found) != 1:
        what = "dots between terms with no general term that is found" if not found else "dots that go on in two ways"
        raise fault(span, what, "a sum whose terms show their rule", hint)
    (general,) = found
    term = _as_entries(general.term, data)
    reader.remark(span, f"the dots stand for {term}, {general.index} from {general.low} to {general.high}")
    return head(term, (general.index, general.low, general.high))


def _as_data(values: Sequence[Basic]) -> dict[Basic, Basic]:
    """The entries of vectors as data: an index that is put in for n is none for the n of ℝⁿ."""
    entries = sorted({entry for value in values for entry in value.atoms(MatrixElement)}, key=str)
    return {
        entry: sympy.IndexedBase(f"⟨{entry.parent}⟩", real=True)[tuple(place + 1 for place in entry.args[1:])]
        for entry in entries
    }


def _as_entries(term: Basic, data: Mapping[Basic, Basic]) -> Basic:
    vectors = {item.base: entry.parent for entry, item in data.items()}
    items = {item for item in term.atoms(sympy.Indexed) if item.base in vectors}
    return term.xreplace({item: vectors[item.base][tuple(place - 1 for place in item.indices)] for item in items})


def _index(before: Sequence[Basic], after: Sequence[Basic]) -> sympy.Symbol:
    used = {str(symbol) for value in (*before, *after) for symbol in value.free_symbols}
    return sympy.Symbol(next(name for name in (*INDICES, "index") if name not in used), integer=True)


def _distinct(candidates: Iterator[General]) -> list[General]:
    """One of each that says something of its own."""
    found: list[General] = []
    for candidate in candidates:
        if not any(_agree(candidate, other) for other in found):
            found.append(candidate)
    return found


def _agree(one: General, two: General) -> bool:
    endless = [general.high == sympy.oo for general in (one, two)]
    if endless[0] != endless[1] or (not endless[0] and not _same(one.high - one.low, two.high - two.low)):
        return False
    return all(_same(one.at(one.low + k), two.at(two.low + k)) for k in range(6))


def _candidates(
    before: tuple[Basic, ...], after: tuple[Basic, ...], index: sympy.Symbol, product: bool
) -> Iterator[General]:
    if after:
        by_last = [*_by_last(before, after, index), *_by_last(after[::-1], before[::-1], index)]
        yield from by_last
        if by_last:
            return
    if len(before) < 2 or (not after and (len(before) < 3 or product)):
        return
    yield from _by_steps(before, after, index)
    yield from _by_ratio(before, after, index)
    if not product and _alternates(before):
        sizes = tuple(_unsigned(value) for value in before)
        lasts = tuple(_unsigned(value) for value in after)
        sign = -1 if before[0] != sizes[0] else 1
        for general in _by_steps(sizes, lasts, index):
            signed = sympy.Pow(-1, index - 1 if sign > 0 else index)
            candidate = General(signed * general.term, index, general.low, general.high)
            if all(_same(candidate.at(k + 1), value) for k, value in enumerate(before)):
                yield candidate


# --- by the last term ------------------------------------------------------------------------------


def _by_last(before: tuple[Basic, ...], after: tuple[Basic, ...], index: sympy.Symbol) -> Iterator[General]:
    """The last term with its n replaced by an index; every other written term must be one of its values."""
    last = after[-1]
    written = len(before) + len(after) - 1
    for name in sorted((s for s in last.free_symbols if isinstance(s, sympy.Symbol) and s.is_integer), key=str):
        if not _says_enough(last, name, written):
            continue
        term = last.subs(name, index)
        for start in STARTS:
            firsts = all(_same(last.subs(name, start + k), value) for k, value in enumerate(before))
            lasts = all(_same(last.subs(name, name - k), value) for k, value in enumerate(after[::-1]))
            if firsts and lasts:
                yield General(term, index, Integer(start), name)


def _says_enough(last: Basic, name: Basic, written: int) -> bool:
    """One term beside the last tells the rule only where that is n itself or x_n."""
    return written > 1 or last == name or isinstance(last, sympy.Indexed)


# --- by steps ------------------------------------------------------------------------------------


def _by_steps(before: tuple[Basic, ...], after: tuple[Basic, ...], index: sympy.Symbol) -> Iterator[General]:
    """The last two written terms agree but for whole numbers, each of which goes on in equal steps."""
    one, two = before[-2:]
    r = len(before)
    holes: list[tuple[Basic, Basic, Basic | None]] = []
    template = _template(one, two, after[-1] if after else None, index, r, holes)
    if template is None or not holes:
        return
    counts = [r + (last - high) / (high - low) for low, high, last in holes if last is not None]
    if any(not _same(count, counts[0]) for count in counts[1:]):
        return
    number = sympy.expand(counts[0]) if counts else sympy.oo
    if after and (not _counts(number) or (number.is_number and number < r + len(after))):
        return
    general = General(template, index, Integer(1), number)
    if all(_same(general.at(k + 1), value) for k, value in enumerate(before)) and all(
        _same(general.at(number - k), value) for k, value in enumerate(after[::-1])
    ):
        yield general


def _counts(number: Basic) -> bool:
    """Is it a whole number, or n + 1 and the like?"""
    names = number.free_symbols
    return bool(number.is_integer) and all(number.diff(name).is_number for name in names)


def _template(
    one: Basic,
    two: Basic,
    last: Basic | None,
    index: sympy.Symbol,
    r: int,
    holes: list[tuple[Basic, Basic, Basic | None]],
) -> Basic | None:
    if one == two and last in (None, one):
        return one
    if isinstance(one, sympy.Integer) and isinstance(two, sympy.Integer):
        step = two - one
        if step == 0 or (last is not None and not isinstance(last, sympy.Expr)):
            return None
        holes.append((one, two, last))
        return two + step * (index - r)
    alike = one.func == two.func and len(one.args) == len(two.args)
    if not alike or not one.args or (last is not None and (last.func != one.func or len(last.args) != len(one.args))):
        return None
    lasts = last.args if last is not None else (None,) * len(one.args)
    parts = [_template(a, b, c, index, r, holes) for a, b, c in zip(one.args, two.args, lasts, strict=True)]
    return None if any(part is None for part in parts) else one.func(*parts)


# --- by one ratio ----------------------------------------------------------------------------------


def _by_ratio(before: tuple[Basic, ...], after: tuple[Basic, ...], index: sympy.Symbol) -> Iterator[General]:
    """Each written term is the one before it times the same."""
    first = before[0].doit()
    if first.is_zero is not False and not first.free_symbols:
        return
    ratio = sympy.cancel(before[1].doit() / first)
    if any(not _same(a * ratio, b) for a, b in pairwise(before)) or any(
        not _same(a * ratio, b) for a, b in pairwise(after)
    ):
        return
    if ratio == 1:
        return
    term = first * ratio ** (index - 1)
    if not after:
        yield General(term, index, Integer(1), sympy.oo)
        return
    quotient = sympy.cancel(after[-1].doit() / first)
    number = _exponent(quotient, ratio)
    if number is not None and not (number.is_number and number + 1 < len(before) + len(after)):
        yield General(term, index, Integer(1), number + 1)


def _exponent(value: Basic, ratio: Basic) -> Basic | None:
    """The whole number e with ratio^e = value."""
    if isinstance(ratio, sympy.Rational) and isinstance(value, sympy.Rational):
        power, count = ratio, 1
        while count < 1000 and power != value and abs(power.p) <= abs(value.p) * 4 + 4 and power.q <= value.q * 4 + 4:
            power, count = power * ratio, count + 1
        return Integer(count) if power == value else None
    base, exponent = value.as_base_exp()
    if base == ratio and exponent.is_integer:
        return exponent
    return None


# --- terms ---------------------------------------------------------------------------------------


def _same(one: Basic, two: Basic) -> bool:
    """Are two terms equal, as expanding both shows?"""
    difference = sympy.expand(sympy.powsimp(sympy.expand(one.doit() - two.doit())))
    return bool(difference == 0)


def _alternates(values: Sequence[Basic]) -> bool:
    signs = [_unsigned(value) != value for value in values]
    return all(a != b for a, b in pairwise(signs))


def _unsigned(value: Basic) -> Basic:
    """The value without the minus that is written before it."""
    if isinstance(value, sympy.Number):
        return abs(value)
    if isinstance(value, sympy.Mul) and value.args[0] == Integer(-1):
        rest = value.args[1:]
        return rest[0] if len(rest) == 1 else sympy.Mul(*rest, evaluate=False)
    return value
