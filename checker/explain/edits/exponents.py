"""Exponents: lost, changed, or one too many; a transpose is written as one."""

from __future__ import annotations

from collections.abc import Iterator

from checker.explain.edits.anatomy import FRACTIONS, FUNCTION_LETTERS, base, is_function
from checker.explain.edits.edit import SPECULATIVE, Candidate, Change, Line, candidate
from checker.explain.edits.factors import in_brackets
from checker.explain.edits.pool import TRANSPOSES, Heard, Pool, is_name, is_operator, is_prime, placed, unbraced
from checker.written import Command, Fence, Node, Scripts, Span, Token

USUAL = tuple(Heard(text, "") for text in ("2", "-1", "-2", "3"))
ACCENTED = frozenset(("vec", "hat", "bar", "tilde", "mathbf", "boldsymbol", "bm", "mathrm", "overline", "dot"))
BARE = 0.35  # added for what a function without brackets is taken of
ROUND = frozenset(("(", "[", "|", "\\|"))


def exponents(line: Line, pool: Pool) -> Iterator[Candidate]:
    """−h(x) → −h(x)^{-2}; x^{3} → x^{2}; x^{-1} → x; X → X^T."""
    bare = _bare_arguments(line)
    known = (*(heard for heard in pool.exponents), *USUAL)
    for node, following in placed(line.items):
        if isinstance(node, Scripts) and node.above is not None and not is_prime(node.above):
            if not is_operator(node.base):
                yield from _changed(line, node.above, known)
                yield from _dropped(line, node, node.above)
        elif takes_exponent(node, following):
            yield from _lost(line, node, known, BARE if node.span in bare else 0.0)
    for level in line.levels:
        if level.bare and len(level.terms) > 1:
            for heard in dict.fromkeys(known):
                if heard.text not in TRANSPOSES:
                    new = f"({line.at(level.span)})^{braced(heard.text)}"
                    extra = 0.25 if heard.source else SPECULATIVE
                    change = Change(level.span, "power", (heard.text,))
                    yield candidate("exponent lost", line, level.span, new, extra, heard.source, change)


def _bare_arguments(line: Line) -> set[Span]:
    """What a function without brackets takes, as the b of \\ln b: 2\\ln b is written, rather than \\ln b^2."""
    factors = (factor for level in line.levels for term in level.terms for factor in term.factors)
    return {node.span for factor in factors if is_function(factor.nodes[0]) for node in factor.nodes[1:]}


def takes_exponent(node: Node, following: Node | None) -> bool:
    """May a power of it be meant? Of a function that is applied, the bracket takes the exponent."""
    head = base(node)
    if isinstance(node, Scripts) and node.above is not None:
        return False
    if isinstance(head, Fence):
        return head.opening in ROUND
    if isinstance(head, Command):
        return head.name in ACCENTED or head.name in FRACTIONS
    if is_function(node):
        return True
    if isinstance(head, Token) and head.text in FUNCTION_LETTERS and following is not None:
        return not isinstance(base(following), Fence)
    return isinstance(head, Token) and (head.kind == "number" or is_name(head))


def _lost(line: Line, node: Node, known: tuple[Heard, ...], more: float) -> Iterator[Candidate]:
    for k, heard in enumerate(dict.fromkeys(known)):
        transpose = heard.text in TRANSPOSES
        if isinstance(node, Token) and node.kind == "number" and transpose:
            continue
        slip = "transpose lost" if transpose else "exponent lost"
        extra = 0.0 if heard.source or transpose else SPECULATIVE / 2 if k < len(known) - len(USUAL) else SPECULATIVE
        if not transpose and not heard.text.lstrip("-").isdigit():
            extra += SPECULATIVE
        elif heard.text.startswith("-") and not heard.source:
            extra += SPECULATIVE  # n^{-1} is rather written as a fraction
        if isinstance(node, Command) and node.name in FRACTIONS:
            new = rf"\left({line.at(node.span)}\right)^{braced(heard.text)}"
        else:
            new = f"{line.at(node.span)}^{braced(heard.text)}"
        change = None if transpose else Change(node.span, "power", (heard.text,))
        yield candidate(slip, line, node.span, new, extra + more, heard.source, change)


def _changed(line: Line, above: Node, known: tuple[Heard, ...]) -> Iterator[Candidate]:
    now = unbraced(line, above)
    sources = {heard.text: heard.source for heard in known}
    options = [*_near(now), *(heard.text for heard in known if (heard.text in TRANSPOSES) == (now in TRANSPOSES))]
    for k, new in enumerate(dict.fromkeys(options)):
        if new == now:
            continue
        extra = 0.0 if k < len(_near(now)) or sources.get(new) else SPECULATIVE
        yield candidate("exponent changed", line, above.span, braced(new), extra, sources.get(new, ""))


def _near(now: str) -> tuple[str, ...]:
    """Exponents that are easily taken for one another."""
    if now.lstrip("-").isdigit():
        number = int(now)
        return tuple(str(other) for other in (number - 1, number + 1, -number, number - 2, 2 * number) if other)
    if now in TRANSPOSES:
        return ()
    if now[-2:] in {"-1", "+1"} and now[:-2].strip():
        return (now[:-2].rstrip(), f"{now[:-2].rstrip()}{'+' if now[-2] == '-' else '-'}1")
    opposite = now[1:].lstrip() if now.startswith("-") else f"-{in_brackets(now)}"
    return (opposite, f"{now}-1", f"{now}+1")


def _dropped(line: Line, node: Scripts, above: Node) -> Iterator[Candidate]:
    start = line.text.rfind("^", node.base.span.end if node.base is not None else node.span.start, above.span.start)
    if start < 0:
        return
    slip = "transpose too many" if unbraced(line, above) in TRANSPOSES else "exponent too many"
    yield candidate(slip, line, Span(start, above.span.end), "")


def braced(text: str) -> str:
    """An exponent as TeX takes it whole."""
    return text if len(text) == 1 or (text.startswith("\\") and text[1:].isalpha()) else f"{{{text}}}"
