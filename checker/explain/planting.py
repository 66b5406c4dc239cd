"""Slips as people make them, for a true line: each a change of the author's LaTeX, made on the written tree.

Nothing here knows how repairs are searched; only the names of parts (sums, terms, factors) are shared. Whether a line
with a slip is really wrong is not told here: a caller reads it again and has it decided. Kinds after Movshovitz-Hadar,
Zaslavsky and Inbar (An empirical classification model for errors in high school mathematics, 1987, pp. 3-14: misused
data, distorted theorem, technical error) and Matz (Towards a process model for high school algebra errors, 1982).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from checker.explain.edits.anatomy import (
    FRACTIONS,
    NAMED_FUNCTIONS,
    OPERATORS,
    Factor,
    Level,
    Term,
    children,
    levels,
    nodes_of,
)
from checker.explain.edits.edit import applied
from checker.model import Edit
from checker.written import Command, Fence, Node, Row, Scripts, Span, Token


class Kind(Enum):
    """What a person did wrongly."""

    EXPONENT_LOST = "exponent lost"
    EXPONENT_CHANGED = "exponent changed"
    EXPONENT_SIGN = "sign of an exponent lost"
    SIGN = "sign changed"
    SIGN_LOST = "sign lost"
    BRACKET = "bracket opened with the wrong sign"
    FACTOR_LOST = "number or fraction before a term lost"
    FACTOR_ADDED = "factor 2 or a half added"
    INNER = "inner derivative, or a factor, forgotten"
    TERM_LOST = "term lost"
    TERM_TWICE = "term written twice"
    TRANSPOSE_LOST = "transpose lost"
    TRANSPOSE_ADDED = "transpose added"
    INDEX = "index changed"
    ORDER = "difference turned round"
    UPSIDE_DOWN = "fraction upside down"
    BOUND = "bound changed"
    FUNCTION = "function exchanged"
    NUMBER = "number changed"
    DIGITS = "digits transposed"
    LETTER = "letter copied wrongly"


@dataclass(frozen=True, slots=True)
class Planted:
    """A slip in a line: its kind, the change, and the line with it."""

    kind: Kind
    edit: Edit
    text: str


@dataclass(frozen=True, slots=True)
class _Side:
    """The part of a line in which slips are planted."""

    text: str
    items: tuple[Node, ...]
    sums: tuple[Level, ...]

    def at(self, start: int, end: int) -> str:
        return self.text[start:end]


Change = tuple[int, int, str]  # from, to, and what stands there instead
Maker = Callable[[_Side], Iterator[Change]]

TRANSPOSES = frozenset(("T", "\\top", "\\intercal", "\\mathsf{T}", "\\mathrm{T}"))
EXCHANGED: Mapping[str, str] = {
    "\\sin": "\\cos",
    "\\cos": "\\sin",
    "\\tan": "\\cot",
    "\\sinh": "\\cosh",
    "\\cosh": "\\sinh",
    "\\ln": "\\exp",
    "\\max": "\\min",
    "\\min": "\\max",
}
NEXT_INDEX: Mapping[str, str] = {"i": "j", "j": "i", "k": "i", "l": "k", "m": "n"}
MISREAD: Mapping[str, str] = {"1": "7", "2": "3", "3": "2", "4": "9", "5": "6", "6": "5", "7": "1", "8": "3", "9": "4"}


def slips(text: str, items: Sequence[Node]) -> tuple[Planted, ...]:
    """Every slip for a part of a line, its right side say, whose nodes are `items` with brackets paired.

    They stand in the order of the kinds, then in reading order; no two give the same text.
    """
    side = _Side(text, tuple(items), tuple(levels(items)))
    found: dict[str, Planted] = {}
    for kind, maker in MAKERS.items():
        for start, end, new in maker(side):
            edit = Edit(kind.value, Span(start, end), text[start:end], new)
            wrong = applied(text, (edit,))
            if "".join(wrong.split()) != "".join(text.split()):
                found.setdefault(wrong, Planted(kind, edit, wrong))
    return tuple(found.values())


# --- exponents ---------------------------------------------------------------------------------


def _powers(side: _Side) -> Iterator[tuple[Scripts, Node]]:
    """What has an exponent that is no transpose and no prime."""
    for node in nodes_of(side.items):
        if not isinstance(node, Scripts) or node.above is None or node.base is None or _is_operator(node.base):
            continue
        exponent = side.at(node.above.span.start, node.above.span.end).strip("{} ")
        if exponent not in TRANSPOSES and not exponent.startswith(("'", "*", "(", "\\prime", "\\dagger", "\\circ")):
            yield node, node.above


def _exponent_lost(side: _Side) -> Iterator[Change]:
    for node, above in _powers(side):
        start = side.text.rfind("^", 0, above.span.start + 1)
        if start >= node.span.start:
            yield start, above.span.end, ""


def _exponent_changed(side: _Side) -> Iterator[Change]:
    for _, above in _powers(side):
        number = _number_in(above)
        if number is not None:
            value = int(number.text)
            yield number.span.start, number.span.end, str(value + 1)
            if value > 2:  # x^1 and x^0 are written by nobody
                yield number.span.start, number.span.end, str(value - 1)


def _exponent_sign(side: _Side) -> Iterator[Change]:
    for _, above in _powers(side):
        first = above.items[0] if isinstance(above, Row) and above.items else None
        if isinstance(first, Token) and first.text in {"-", "−"}:
            yield first.span.start, first.span.end, ""


def _number_in(above: Node) -> Token | None:
    """The one number an exponent consists of, maybe behind a sign."""
    items = [node for node in (above.items if isinstance(above, Row) else (above,)) if not _is_blank(node)]
    last = items[-1] if items else None
    signs = [node for node in items[:-1] if isinstance(node, Token) and node.text in {"-", "−"}]
    is_whole = isinstance(last, Token) and last.text.isdecimal() and len(signs) == len(items) - 1
    return last if is_whole and isinstance(last, Token) else None


# --- signs and terms ---------------------------------------------------------------------------


def _sign(side: _Side) -> Iterator[Change]:
    for term in (term for level in _longer(side) for term in level.terms[1:]):
        if term.sign is not None and term.sign.text in "+-−":
            yield term.sign.span.start, term.sign.span.end, "-" if term.sign.text == "+" else "+"


def _sign_lost(side: _Side) -> Iterator[Change]:
    for level in side.sums:
        first = level.terms[0]
        if first.sign is not None and first.sign.text in {"-", "−"}:
            yield first.sign.span.start, first.factors[0].span.start, ""
    for node, following in _pairs(side.items):
        # a minus behind a sign of multiplication
        if isinstance(node, Token) and node.text in {"\\cdot", "\\times"} and _is_minus(following):
            yield following.span.start, following.span.end, ""


def _bracket(side: _Side) -> Iterator[Change]:
    """-(a - b) becomes -a - b."""
    for term in _terms(side):
        only = term.factors[0].nodes[0]
        is_alone = len(term.factors) == 1 and len(term.factors[0].nodes) == 1
        if term.sign is not None and term.sign.text in {"-", "−"} and is_alone and isinstance(only, Fence):
            inner = next(levels(only.body.items), None)
            if inner is not None and len(inner.terms) > 1 and inner.terms[0].sign is None:
                yield only.span.start, only.span.end, side.at(inner.span.start, inner.span.end)


def _term_lost(side: _Side) -> Iterator[Change]:
    for level in _longer(side):
        for k, term in enumerate(level.terms):
            if k:
                yield _start(term), term.span.end, ""
            else:
                second = level.terms[1]
                is_plus = second.sign is not None and second.sign.text == "+"
                yield _start(term), second.factors[0].span.start if is_plus else _start(second), ""


def _term_twice(side: _Side) -> Iterator[Change]:
    for level in _longer(side):
        for term in level.terms:
            sign = term.sign.text if term.sign is not None else "+"
            body = side.at(term.factors[0].span.start, term.span.end)
            yield term.span.end, term.span.end, f" {sign} {body}"


def _order(side: _Side) -> Iterator[Change]:
    """a - b becomes b - a."""
    for level in _longer(side):
        first, second = level.terms[:2]
        is_difference = second.sign is not None and second.sign.text in {"-", "−"}
        if len(level.terms) == 2 and first.sign is None and is_difference:  # a pair
            former = side.at(first.span.start, first.span.end)
            latter = side.at(second.factors[0].span.start, second.span.end)
            yield first.span.start, second.span.end, f"{latter} - {former}"


def _longer(side: _Side) -> Iterator[Level]:
    return (level for level in side.sums if len(level.terms) > 1)


def _terms(side: _Side) -> Iterator[Term]:
    return (term for level in side.sums for term in level.terms)


def _start(term: Term) -> int:
    return term.sign.span.start if term.sign is not None else term.span.start


# --- factors -----------------------------------------------------------------------------------


def _factor_lost(side: _Side) -> Iterator[Change]:
    for term in _products(side):
        for k, factor in enumerate(term.factors):
            if _is_numeric(side, factor):
                yield _without(term, k)


def _inner(side: _Side) -> Iterator[Change]:
    """A factor beside a power or a function is lost, as the chain rule's is; whole fractions count as one."""
    for term in _products(side):
        for k, factor in enumerate(term.factors):
            others = [other for at, other in enumerate(term.factors) if at != k]
            leaves_two_signs = k == 0 and term.sign is not None and _is_minus(term.factors[1].nodes[0])
            if not _is_numeric(side, factor) and any(map(_is_composed, others)) and not leaves_two_signs:
                yield _without(term, k)


def _factor_added(side: _Side) -> Iterator[Change]:
    for level in side.sums:
        if not level.braced:
            continue
        for term in level.terms:
            start = term.factors[0].span.start
            if _starts_with_number(term.factors[0]):
                continue
            yield start, start, "2 "
            yield start, start, "\\frac{1}{2} "


def _products(side: _Side) -> Iterator[Term]:
    return (term for term in _terms(side) if len(term.factors) > 1)


def _without(term: Term, k: int) -> Change:
    """The change that takes out a factor together with the sign of multiplication beside it."""
    if k + 1 < len(term.factors):
        return term.factors[k].span.start, term.factors[k + 1].span.start, ""
    return term.factors[k - 1].span.end, term.factors[k].span.end, ""


def _is_numeric(side: _Side, factor: Factor) -> bool:
    """A number, or a fraction with a number or a single letter above and below, as 1/m."""
    node = factor.nodes[0]
    if len(factor.nodes) > 1:
        return False
    if isinstance(node, Command) and node.name in FRACTIONS:
        return all(len(side.at(part.span.start, part.span.end).strip("{} ")) == 1 for part in node.arguments)
    return isinstance(node, Token) and node.kind == "number"


def _is_composed(factor: Factor) -> bool:
    node = factor.nodes[0]
    return len(factor.nodes) > 1 or (isinstance(node, Scripts) and node.above is not None)


def _starts_with_number(factor: Factor) -> bool:
    node = factor.nodes[0]
    head = node.base if isinstance(node, Scripts) else node
    return isinstance(head, Token) and head.kind == "number"


def _upside_down(side: _Side) -> Iterator[Change]:
    for node in nodes_of(side.items):
        if isinstance(node, Command) and node.name in FRACTIONS and len(node.arguments) == 2:
            above, below = (side.at(part.span.start, part.span.end) for part in node.arguments)
            yield node.span.start, node.span.end, f"\\{node.name}{_braced(below)}{_braced(above)}"


def _braced(text: str) -> str:
    return text if text.startswith("{") else f"{{{text}}}"


# --- matrices, indices, bounds -----------------------------------------------------------------


def _transpose_lost(side: _Side) -> Iterator[Change]:
    for node in nodes_of(side.items):
        if isinstance(node, Scripts) and node.above is not None and _is_transpose(side, node.above):
            start = side.text.rfind("^", 0, node.above.span.start + 1)
            yield start, node.above.span.end, ""


def _transpose_added(side: _Side) -> Iterator[Change]:
    """A letter that stands with a transpose elsewhere in the line gets one where it has none."""
    turned = {
        node.base.text: side.at(side.text.rfind("^", 0, node.above.span.start + 1), node.above.span.end)
        for node in nodes_of(side.items)
        if isinstance(node, Scripts)
        and isinstance(node.base, Token)
        and node.above is not None
        and _is_transpose(side, node.above)
    }
    scripted = {id(node.base) for node in nodes_of(side.items) if isinstance(node, Scripts)}
    for node in nodes_of(side.items):
        if isinstance(node, Token) and node.text in turned and id(node) not in scripted:
            yield node.span.end, node.span.end, turned[node.text]


def _is_transpose(side: _Side, above: Node) -> bool:
    return side.at(above.span.start, above.span.end).strip("{} ") in TRANSPOSES


def _index(side: _Side) -> Iterator[Change]:
    """An index becomes another: one that stands elsewhere in the line, or the next letter."""
    used = [token for token in _indices(side) if token.kind == "letter"]
    names = list(dict.fromkeys(token.text for token in used))
    for token in used:
        others = [name for name in names if name != token.text] or [NEXT_INDEX.get(token.text, "")]
        for other in filter(None, others):
            yield token.span.start, token.span.end, other


def _indices(side: _Side) -> Iterator[Token]:
    for node in nodes_of(side.items):
        if isinstance(node, Scripts) and node.below is not None and not _is_operator(node.base):
            yield from (token for token in nodes_of((node.below,)) if isinstance(token, Token))


def _bound(side: _Side) -> Iterator[Change]:
    """One more or less at an end of a sum, a product or an integral."""
    for node in nodes_of(side.items):
        if not isinstance(node, Scripts) or not _is_operator(node.base):
            continue
        for end in (node.below, node.above):
            last = _last_token(end)
            if last is None:
                continue
            if last.text in {"0", "1"}:
                yield last.span.start, last.span.end, "1" if last.text == "0" else "0"
            elif last.kind == "letter" and end is node.above and not _is_integral(node.base):
                grown = f"{last.text}-1"
                yield last.span.start, last.span.end, grown if isinstance(end, Row) else f"{{{grown}}}"


def _last_token(node: Node | None) -> Token | None:
    items = (node.items if isinstance(node, Row) else (node,)) if node is not None else ()
    last = items[-1] if items else None
    return last if isinstance(last, Token) else None


def _is_operator(node: Node | None) -> bool:
    return isinstance(node, Token) and node.text in OPERATORS


def _is_integral(node: Node | None) -> bool:
    return isinstance(node, Token) and "int" in node.text


# --- copying -----------------------------------------------------------------------------------


def _function(side: _Side) -> Iterator[Change]:
    for node in nodes_of(side.items):
        if isinstance(node, Token) and node.text in EXCHANGED and node.text in NAMED_FUNCTIONS:
            yield node.span.start, node.span.end, EXCHANGED[node.text]


def _number(side: _Side) -> Iterator[Change]:
    for token in _numbers(side):
        yield token.span.start, token.span.end, _raised(token.text)
        if token.text[-1] in MISREAD:
            yield token.span.start, token.span.end, token.text[:-1] + MISREAD[token.text[-1]]


def _digits(side: _Side) -> Iterator[Change]:
    for token in _numbers(side):
        text = token.text
        for k in range(len(text) - 1):
            if text[k : k + 2].isdecimal() and text[k] != text[k + 1] and (k or text[k + 1] != "0"):
                yield token.span.start, token.span.end, text[:k] + text[k + 1] + text[k] + text[k + 2 :]


def _raised(text: str) -> str:
    """A number with one more in its last place."""
    return text[:-1] + str(int(text[-1]) + 1) if text[-1] not in ".9" else text[:-1] + "8"


def _numbers(side: _Side) -> Iterator[Token]:
    """Numbers that are neither exponents nor indices nor bounds."""
    yield from _numbers_in(side.items)


def _numbers_in(items: Sequence[Node]) -> Iterator[Token]:
    for node in items:
        if isinstance(node, Token):
            if node.kind == "number":
                yield node
        elif isinstance(node, Scripts):
            if node.base is not None:
                yield from _numbers_in((node.base,))
        else:
            yield from _numbers_in(children(node))


def _letter(side: _Side) -> Iterator[Change]:
    """A name becomes another name of the same line."""
    letters = [node for node in _names_in(side.items) if node.text not in {"e", "d", "i", "\\pi"}]
    names = list(dict.fromkeys(node.text for node in letters))
    for node in letters:
        for other in names:
            if other != node.text and _alike(other) == _alike(node.text):
                yield node.span.start, node.span.end, other


def _names_in(items: Sequence[Node]) -> Iterator[Token]:
    for node in items:
        if isinstance(node, Token):
            if node.kind == "letter" or node.text in GREEK:
                yield node
        elif isinstance(node, Scripts):
            yield from _names_in(tuple(part for part in (node.base, node.above) if part is not None))
        else:
            yield from _names_in(children(node))


def _alike(name: str) -> bool:
    """Only small letters are taken for small ones, great ones for great ones."""
    return name.lstrip("\\")[:1].isupper()


GREEK = frozenset(
    f"\\{name}"
    for name in "alpha beta gamma delta theta lambda mu sigma tau omega phi eta rho kappa".split()  # noqa: SIM905
)


def _is_blank(node: Node) -> bool:
    return isinstance(node, Token) and node.kind == "space"


def _is_minus(node: Node) -> bool:
    return isinstance(node, Token) and node.text in {"-", "−"}


def _pairs(items: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    own = [node for node in items if not _is_blank(node)]
    return pairwise(own)


MAKERS: Mapping[Kind, Maker] = {
    Kind.EXPONENT_LOST: _exponent_lost,
    Kind.EXPONENT_CHANGED: _exponent_changed,
    Kind.EXPONENT_SIGN: _exponent_sign,
    Kind.SIGN: _sign,
    Kind.SIGN_LOST: _sign_lost,
    Kind.BRACKET: _bracket,
    Kind.FACTOR_LOST: _factor_lost,
    Kind.FACTOR_ADDED: _factor_added,
    Kind.INNER: _inner,
    Kind.TERM_LOST: _term_lost,
    Kind.TERM_TWICE: _term_twice,
    Kind.TRANSPOSE_LOST: _transpose_lost,
    Kind.TRANSPOSE_ADDED: _transpose_added,
    Kind.INDEX: _index,
    Kind.ORDER: _order,
    Kind.UPSIDE_DOWN: _upside_down,
    Kind.BOUND: _bound,
    Kind.FUNCTION: _function,
    Kind.NUMBER: _number,
    Kind.DIGITS: _digits,
    Kind.LETTER: _letter,
}
