"""What the lines around a line say, part by part: what may have been lost from it, or copied wrongly into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.explain.edits.anatomy import NAMED_FUNCTIONS, OPERATORS, SIGNS, TIMES, base, children, inner_span, nodes_of
from checker.explain.edits.edit import Line
from checker.written import Fence, Node, Row, Scripts, Token

MOST = 24  # parts of one kind; the nearest lines come first
LONGEST = 10  # signs of a part: what is longer is no small slip
SIGN = re.compile(r"\\[A-Za-z]+|[^\s{}]")
NUMBER = re.compile(r"\d+")
PAIR = ("a", "b")
SIZING = re.compile(r"\\[bB]igg?[lrm]?(?![A-Za-z])")  # what it sizes may stand outside of a part
TRANSPOSES = frozenset(("T", "\\top", "\\intercal", "{T}", "{\\top}", "\\mathsf{T}", "{\\mathsf{T}}"))


OF_ROOTS = (r"\sqrt", "^{1/2}", r"\int")
SQUARED = frozenset(("2", "{2}"))


@dataclass(frozen=True, slots=True)
class Heard:
    """A part as it is written, and the line that it is from, "" for the line at hand."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Pool:
    """The parts by kind, those of the nearest lines first, each once."""

    terms: tuple[Heard, ...]
    factors: tuple[Heard, ...]
    exponents: tuple[Heard, ...]
    indices: tuple[Heard, ...]
    numbers: tuple[Heard, ...]
    letters: tuple[Heard, ...]
    bounds: tuple[Heard, ...]
    missing: tuple[Heard, ...] = ()  # terms that the line lacks, each with its sign
    inner: tuple[Heard, ...] = ()  # inner derivatives, where the line differentiates
    whole: tuple[Heard, ...] = ()  # the factor that a side lacks as a whole
    carried: tuple[tuple[str, str, str, str], ...] = ()  # bounds, and what a substitution makes of them
    crossed: tuple[Heard, ...] = ()  # the products 2ab of squares (a + b)^2, each with its sign
    leading: frozenset[str] = frozenset()  # terms with which sums begin
    either: bool = False  # is ± written around?
    roots: bool = False  # is a root around, or an integral, as of 1/x?

    @property
    def transposes(self) -> tuple[Heard, ...]:
        """The ways in which a transpose is written, if any is."""
        return tuple(heard for heard in self.exponents if heard.text in TRANSPOSES)


def pool(
    line: Line,
    around: Sequence[tuple[str, Line]],
    missing: Sequence[str] = (),
    inner: Sequence[str] = (),
    numbers: Sequence[str] = (),
    transpose: str = "",
) -> Pool:
    """The parts of a line and of the lines around it, each of these with the name by which it is called.

    `missing`, `inner` and `numbers` are what was worked out for the line: terms with their signs, inner
    derivatives, and what numbers would be. `transpose` is how one is written where none is, "" where none may be.
    """
    lines = [("", line), *around]
    return Pool(
        terms=_once((name, text) for name, other in lines for text in _terms(other)),
        factors=_once((name, text) for name, other in lines for text in _factors(other)),
        exponents=_once(_exponents(lines, transpose)),
        indices=_once((name, text) for name, other in lines for text in _scripts(other, above=False)),
        numbers=_once(
            [*(("", text) for text in numbers)]
            + [(name, text) for name, other in lines for text in _tokens(other, "number")]
        ),
        bounds=_once((name, text) for name, other in lines for text in _bounds(other)),
        letters=_once((name, text) for name, other in lines for text in _letters(other)),
        missing=tuple(Heard(text, "") for text in missing),
        inner=tuple(Heard(text, "") for text in inner),
        crossed=_once((name, text) for name, other in lines for text in _crossed(other)),
        leading=frozenset(
            other.at(level.terms[0].span) for _, other in lines for level in other.levels if len(level.terms) > 1
        ),
        either=any(r"\pm" in other.text for _, other in lines),
        roots=any(mark in other.text for _, other in lines for mark in OF_ROOTS),
    )


def _exponents(lines: Sequence[tuple[str, Line]], transpose: str) -> Iterator[tuple[str, str]]:
    """What is written above, and how a transpose would be where none is."""
    found = [(name, text) for name, other in lines for text in _scripts(other, above=True)]
    yield from found
    if not any(text in TRANSPOSES for _, text in found):
        yield "", transpose


def _once(found: Iterable[tuple[str, str]]) -> tuple[Heard, ...]:
    first: dict[str, str] = {}
    for source, text in found:
        if text and signs_in(text) <= LONGEST and SIZING.search(text) is None and first.setdefault(text, source) == "":
            first[text] = source  # another line's word for it says more than the line's own
    return tuple(Heard(text, source) for text, source in first.items())[:MOST]


def signs_in(text: str) -> int:
    """How many signs a reader sees in LaTeX, about."""
    return len(SIGN.findall(text))


def _terms(line: Line) -> Iterator[str]:
    """The terms of sums; then, as of e^{-ax}, products that stand alone in a group."""
    for level in line.levels:
        if len(level.terms) > 1:
            for term in level.terms:
                yield line.at(term.span)
    for level in line.levels[1:]:
        if len(level.terms) == 1 and len(level.terms[0].factors) > 1:
            yield line.at(level.terms[0].span)


def _factors(line: Line) -> Iterator[str]:
    for level in line.levels:
        for term in level.terms:
            for factor in term.factors:
                text = line.at(factor.span)
                head = factor.nodes[0]
                if not (isinstance(head, Token) and head.text in SIGNS):
                    yield text
                if len(factor.nodes) == 1 and isinstance(head, Scripts):
                    yield from _transposed(line, head)


def _transposed(line: Line, node: Scripts) -> Iterator[str]:
    """X, where X^T is written."""
    if node.above is not None and node.base is not None and unbraced(line, node.above) in TRANSPOSES:
        yield line.text[node.span.start : node.base.span.end]


def _scripts(line: Line, above: bool) -> Iterator[str]:
    for node in nodes_of(line.items):
        if isinstance(node, Scripts) and not is_operator(base(node)):
            script = node.above if above else node.below
            if script is not None and not is_prime(script):
                yield unbraced(line, script)
        elif not above and isinstance(node, Scripts) and node.below is not None:
            index, equals, _ = unbraced(line, node.below).partition("=")  # of \sum_{j=1}: a j may be meant elsewhere
            if equals and index.strip().isalpha():
                yield index.strip()


def _bounds(line: Line) -> Iterator[str]:
    """What stands below and above Σ and ∫, or behind a bracket in which bounds are put."""
    for node in nodes_of(line.items):
        if isinstance(node, Scripts) and (is_operator(node.base) or (isinstance(node.base, Fence) and node.below)):
            for script in (node.below, node.above):
                if script is not None:
                    yield unbraced(line, script)


def _crossed(line: Line) -> Iterator[str]:
    """+2ab of (a + b)^2, -2ab of (a - b)^2."""
    inside = {level.span: level for level in line.levels if len(level.terms) == len(PAIR)}
    for node in nodes_of(line.items):
        if not isinstance(node, Scripts) or not isinstance(node.base, Fence) or node.above is None:
            continue
        level = inside.get(inner_span(node.base.body)) if line.at(node.above.span) in SQUARED else None
        if level is not None:
            negative = [term.sign is not None and SIGNS[term.sign.text] == "+" for term in level.terms]
            one, other = (line.at(term.span) for term in level.terms)
            yield ("-" if negative[0] != negative[1] else "+") + _doubled(one, other)


def _doubled(one: str, other: str) -> str:
    """2ab of a and b, a number that one of them begins with worked in."""
    numbers = [int(found[0]) if (found := NUMBER.match(text)) else 1 for text in (one, other)]
    letters = [
        text[len(str(number)) :] if text[:1].isdigit() else text
        for number, text in zip(numbers, (one, other), strict=True)
    ]
    return f"{2 * numbers[0] * numbers[1]}{''.join(text.lstrip() for text in letters)}"


def _tokens(line: Line, kind: str) -> Iterator[str]:
    for node in nodes_of(line.items):
        if isinstance(node, Token) and node.kind == kind:
            yield node.text


def _letters(line: Line) -> Iterator[str]:
    for node in nodes_of(line.items):
        if is_name(node):
            assert isinstance(node, Token)
            yield node.text


def is_name(node: Node | None) -> bool:
    """Is it a letter, or a command that stands for one?"""
    if not isinstance(node, Token) or node.kind not in {"letter", "command"}:
        return False
    return not (node.text in TIMES or node.text in SIGNS or is_operator(node) or node.text in NAMED_FUNCTIONS)


def is_operator(node: Node | None) -> bool:
    """Is it Σ, ∫ or the like, whose scripts are bounds?"""
    return isinstance(node, Token) and node.text in OPERATORS


def is_prime(node: Node) -> bool:
    """Is a superscript a prime?"""
    return isinstance(node, Row) and bool(node.items) and all(getattr(item, "text", "") == "'" for item in node.items)


def unbraced(line: Line, node: Node) -> str:
    """The text of a node, without the braces of a group."""
    return line.at(inner_span(node))


def placed(items: Sequence[Node]) -> Iterator[tuple[Node, Node | None]]:
    """Every node that stands for something by itself, with the one behind it; what is in indices and bounds is not."""
    for k, node in enumerate(items):
        yield node, items[k + 1] if k + 1 < len(items) else None
        if isinstance(node, Scripts):
            inner = () if is_operator(node.base) else (node.above,)
            if node.base is not None and not isinstance(node.base, Token):
                yield from placed(children(node.base))
            for script in inner:
                if script is not None and not is_prime(script):
                    yield from placed(script.items if isinstance(script, Row) else (script,))
        elif isinstance(node, Fence):
            yield from placed(node.body.items)
        else:
            yield from placed(children(node))
