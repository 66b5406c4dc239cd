"""Numbers: changed by one, doubled, halved, with digits transposed, or another's of the lines around."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import nodes_of
from checker.explain.edits.edit import SIZES, SPECULATIVE, Candidate, Line, candidate
from checker.explain.edits.factors import before_others
from checker.explain.edits.pool import Pool
from checker.model import Edit
from checker.written import Token

DOUBLED = 0.1  # added for the double or the half: next to it, or misread, is likelier
TWICE = 2
MISREAD = frozenset(map(frozenset, ("17", "23", "49", "56", "38", "69", "08")))  # digits written much alike


def numbers(line: Line, pool: Pool) -> Iterator[Candidate]:
    """3x → 2x; 0.161 → 0.116; 12 → 21."""
    multiplied = {span for level in line.levels for term in level.terms for span in before_others(line, term)}
    for node in nodes_of(line.items):
        if not isinstance(node, Token) or node.kind != "number":
            continue
        left_out = {"1"} if node.span in multiplied else set()  # a factor 1 is written by nobody
        near = {text: "" for text in _near(node.text) if text not in left_out}
        heard = {other.text: other.source for other in pool.numbers if other.text not in {*near, *left_out}}
        for new, source in (near | heard).items():
            if new != node.text and not (new == "0" and line.text[: node.span.start].rstrip().endswith(("+", "-"))):
                extra = DOUBLED * is_doubled(new, node.text) if new in near else SPECULATIVE
                yield candidate("number changed", line, node.span, new, extra, source)


def repeated_numbers(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\frac{1}{4} x^{-4} → \\frac{1}{2} x^{-2}: one number that stands twice, wrong at both places."""
    places: dict[str, list[Token]] = {}
    for node in nodes_of(line.items):
        if isinstance(node, Token) and node.kind == "number":
            places.setdefault(node.text, []).append(node)
    heard = [other.text for other in pool.numbers]
    for now, nodes in places.items():
        if len(nodes) == TWICE:
            for new in dict.fromkeys([*_near(now), *heard]):
                edits = tuple(Edit("number changed", node.span, now, new) for node in nodes)
                if new != now:
                    yield Candidate(edits, SIZES["number changed"] + SPECULATIVE)


def _near(now: str) -> list[str]:
    swapped = [now[:k] + now[k + 1] + now[k] + now[k + 2 :] for k in range(len(now) - 1) if "." not in now[k : k + 2]]
    if not now.isdigit():
        return [*swapped, *_last_digit(now), *_point_moved(now)]
    number = int(now)
    found = [str(number + 1), str(2 * number)] + ([str(number - 1)] if number else [])
    found += [str(number // 2)] if number and number % 2 == 0 else []
    return [*found, *(other for other in swapped if other[0] != "0")]


def _last_digit(now: str) -> list[str]:
    """A decimal with one more or less in its last place."""
    last = int(now[-1]) if now[-1:].isdigit() else 0
    return [now[:-1] + str(digit) for digit in (last - 1, last + 1) if now[-1:].isdigit() and 0 <= digit <= 9]


def _point_moved(now: str) -> list[str]:
    """A decimal with its point one place to the right, or to the left."""
    whole, _, places = now.partition(".")
    right = f"{whole}{places[:1]}.{places[1:]}".rstrip(".").lstrip("0")
    left = f"{whole[:-1] or '0'}.{whole[-1:]}{places}"
    return [f"0{right}" if right.startswith(".") else right, left] if whole and places else []


def is_doubled(one: str, other: str) -> bool:
    """Is one the double of the other, and not next to it?"""
    if not (one.isdigit() and other.isdigit()):
        return False
    low, high = sorted((int(one), int(other)))
    return high == 2 * low and high - low > 1


def is_near(one: str, other: str) -> bool:
    """Is one number easily taken for the other: next to it, its double or half, misread or with digits exchanged?"""
    if one in _near(other) or other in _near(one):
        return True
    pairs = [frozenset(pair) for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(pairs) == 1 and pairs[0] in MISREAD
