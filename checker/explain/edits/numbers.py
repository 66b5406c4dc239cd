"""Numbers: changed by one, doubled, halved, with digits transposed, or another's of the lines around."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import nodes_of
from checker.explain.edits.edit import SPECULATIVE, Candidate, Line, candidate
from checker.explain.edits.pool import Pool
from checker.written import Token


def numbers(line: Line, pool: Pool) -> Iterator[Candidate]:
    """3x → 2x; 0.161 → 0.116; 12 → 21."""
    products = (term for level in line.levels for term in level.terms if len(term.factors) > 1)
    multiplied = {factor.span for term in products for factor in term.factors}  # a factor 1 is written by nobody
    for node in nodes_of(line.items):
        if not isinstance(node, Token) or node.kind != "number":
            continue
        left_out = {"1"} if node.span in multiplied else set()
        near = {text: "" for text in _near(node.text) if text not in left_out}
        heard = {other.text: other.source for other in pool.numbers if other.text not in {*near, *left_out}}
        for new, source in (near | heard).items():
            if new != node.text:
                yield candidate("number changed", line, node.span, new, 0.0 if new in near else SPECULATIVE, source)


def _near(now: str) -> list[str]:
    swapped = [now[:k] + now[k + 1] + now[k] + now[k + 2 :] for k in range(len(now) - 1) if "." not in now[k : k + 2]]
    if not now.isdigit():
        return swapped
    number = int(now)
    found = [str(number + 1), str(2 * number)] + ([str(number - 1)] if number else [])
    found += [str(number // 2)] if number and number % 2 == 0 else []
    return [*found, *(other for other in swapped if other[0] != "0")]
