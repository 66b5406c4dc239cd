"""Names: an index, a letter or a function taken for another; bounds that are off by one or exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import nodes_of
from checker.explain.edits.edit import SPECULATIVE, Candidate, Line, candidate
from checker.explain.edits.exponents import braced
from checker.explain.edits.pool import Pool, is_name, is_operator, placed, unbraced
from checker.written import Fence, Scripts, Span, Token

EXCHANGED = {  # functions that are taken for one another, the likeliest first
    "\\sin": ("\\cos", "\\sinh", "-\\cos"),
    "\\cos": ("\\sin", "\\cosh", "-\\sin"),
    "\\sinh": ("\\cosh", "\\sin"),
    "\\cosh": ("\\sinh", "\\cos"),
    "\\tan": ("\\cot", "\\tanh", "\\sec"),
    "\\tanh": ("\\tan", "\\coth"),
    "\\cot": ("\\tan",),
    "\\sec": ("\\csc", "\\cos", "\\tan"),
    "\\csc": ("\\sec", "\\sin"),
    "\\ln": ("\\exp", "\\log"),
    "\\log": ("\\exp", "\\ln"),
    "\\exp": ("\\ln", "\\log"),
    "\\arcsin": ("\\arccos", "\\arctan"),
    "\\arccos": ("\\arcsin",),
    "\\arctan": ("\\arcsin", "\\tan"),
    "\\max": ("\\min",),
    "\\min": ("\\max",),
    "\\sum": ("\\prod",),
    "\\prod": ("\\sum",),
}


def functions(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\cos x → \\sin x."""
    del pool  # which functions are exchanged is told by the table
    for node in nodes_of(line.items):
        if isinstance(node, Token):
            for k, other in enumerate(EXCHANGED.get(node.text, ())):
                yield candidate("function exchanged", line, node.span, other, 0.0 if k == 0 else SPECULATIVE)


def indices(line: Line, pool: Pool) -> Iterator[Candidate]:
    """x_i → x_j; w_1 → w_2; x_{n} → x_{n-1}."""
    for node in nodes_of(line.items):
        if not isinstance(node, Scripts) or node.below is None or is_operator(node.base):
            continue
        now = unbraced(line, node.below)
        near = [str(int(now) + 1), str(int(now) - 1)] if now.isdigit() else [f"{now}-1", f"{now}+1"]
        for heard in pool.indices:
            if heard.text != now:
                yield candidate("index changed", line, node.below.span, braced(heard.text), 0.0, heard.source)
        for new in near:
            if all(heard.text != new for heard in pool.indices):
                yield candidate("index changed", line, node.below.span, braced(new), SPECULATIVE)


def letters(line: Line, pool: Pool) -> Iterator[Candidate]:
    """a y - b y → a x - b y, with x in a line beside."""
    for node, _ in placed(line.items):
        token = node.base if isinstance(node, Scripts) else node
        if is_name(token):
            assert isinstance(token, Token)
            for heard in pool.letters:
                if heard.text != token.text:
                    yield candidate("letter exchanged", line, token.span, heard.text, 0.0, heard.source)


def bounds(line: Line, pool: Pool) -> Iterator[Candidate]:
    """\\sum_{i=1}^{n} → \\sum_{i=1}^{n-1}; \\int_1^0 → \\int_0^1; \\int_0^1 → \\int_0^{\\pi}."""
    for node in nodes_of(line.items):
        if not isinstance(node, Scripts) or not (is_operator(node.base) or isinstance(node.base, Fence)):
            continue
        if node.below is not None and node.above is None:
            yield from _lost(line, node, pool)
        for script in () if isinstance(node.base, Fence) else (node.below, node.above):
            if script is None or "=" in line.at(script.span):
                continue
            now = unbraced(line, script)
            heard = {other.text: other.source for other in pool.bounds if "=" not in other.text}
            for new, source in (dict.fromkeys(_near(now), "") | heard).items():
                if new != now:
                    yield candidate("bound changed", line, script.span, braced(new), 0.25 * (new in heard), source)
        if node.above is not None and node.below is not None and "=" not in line.at(node.below.span):
            low, high = unbraced(line, node.below), unbraced(line, node.above)
            first, last = sorted((node.below.span, node.above.span), key=lambda span: span.start)
            between = line.text[first.end : last.start]
            one, other = (high, low) if first == node.below.span else (low, high)
            span = Span(first.start, last.end)
            yield candidate("bound changed", line, span, f"{braced(one)}{between}{braced(other)}")
            for was_low, was_high, new_low, new_high in pool.carried:
                if (was_low, was_high) == (low, high):
                    one, other = (new_low, new_high) if first == node.below.span else (new_high, new_low)
                    yield candidate("bound changed", line, span, f"{braced(one)}{between}{braced(other)}")


def _lost(line: Line, node: Scripts, pool: Pool) -> Iterator[Candidate]:
    """An upper bound of an integral, or of a bracket that is taken at two."""
    end = Span(node.span.end, node.span.end)
    for heard in pool.bounds:
        if "=" not in heard.text and "=" not in line.at(node.span):
            yield candidate("bound changed", line, end, f"^{braced(heard.text)}", 0.25, heard.source)


def _near(now: str) -> tuple[str, ...]:
    if now.isdigit():
        return (str(int(now) + 1), *([str(int(now) - 1)] if int(now) else []))
    if now.endswith("-1"):
        return (now[:-2].rstrip(), f"{now[:-2].rstrip()}+1")
    if now.endswith("+1"):
        return (now[:-2].rstrip(), f"{now[:-2].rstrip()}-1")
    return (f"{now}-1", f"{now}+1")
