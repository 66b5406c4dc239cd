"""Names that a mark only tells from others: q^m and p^m of a monopoly, a′ beside an a that is a number, **r** beside r.

Each is read as the name with that label, by a rewrite of the trees of its section.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checker.read.brackets import OPENING_BARS
from checker.read.cursor import base_of, base_text, items_of
from checker.read.marks import children
from checker.read.names import BOLD, with_label
from checker.read.rewrites import Rewrite, dummy
from checker.read.scripts import primes
from checker.read.spacing import spaceless
from checker.read.statements import Statement, related
from checker.read.syntax import parse
from checker.read.units import UPRIGHT
from checker.written import Command, Fence, Node, Row, Scripts, Token

VARIABLES = frozenset("xzsuy")  # of which a prime may be the derivative; t is what they are differentiated by


@dataclass(slots=True)
class _Seen:
    """What stands in the formulas of a section, by the text of its letters."""

    letters: Counter[str] = field(default_factory=Counter)
    exponents: Counter[str] = field(default_factory=Counter)  # of letters alone, and each the whole superscript
    pairs: set[tuple[str, str]] = field(default_factory=set)
    applied: set[str] = field(default_factory=set)  # with a bracket behind them
    heads: set[tuple[str, str]] = field(default_factory=set)  # base and superscript that are a side alone: q^m = …
    primed: set[str] = field(default_factory=set)  # a′ = …
    said_by: dict[str, set[str]] = field(default_factory=dict)  # the letters on the right of a = …
    sized: set[str] = field(default_factory=set)  # r = |**r**|


def marked(trees: Sequence[Row]) -> tuple[Rewrite, ...]:
    """The rewrites for a section's trees; none where a superscript may be a power, or a prime a derivative."""
    seen = _Seen()
    for tree in trees:
        _walk(tree.items, seen)
        for statement in _equations(tree):
            _note_head(statement, seen)
    return (*_labels(seen), *_primed(seen), *_bold(seen))


def _labels(seen: _Seen) -> Iterator[Rewrite]:
    """q^m: a letter that is nothing but a superscript, of two names at least that something is said to be."""
    for label in sorted({mark for _, mark in seen.heads}):
        heads = {base for base, mark in seen.heads if mark == label}
        if len(heads) > 1 and seen.letters[label] == seen.exponents[label]:
            for base in sorted(base for base, mark in seen.pairs if mark == label):
                yield Rewrite(parse(f"{base} ^{{{label}}}"), parse(f"{base} _{{{label}}}"))


def _primed(seen: _Seen) -> Iterator[Rewrite]:
    """a′ = g(sin α − μ cos α) beside a = g sin α: of that nothing is a variable by which it is differentiated."""
    for base in sorted(seen.primed - seen.applied - {"y"}):
        if base not in seen.said_by or (base in VARIABLES and base not in seen.said_by[base]):
            continue  # u = (u′ + v)/(1 + u′v/c²) alone says that u′ is no derivative
        if not (_reached(base, seen.said_by) - {base}) & (VARIABLES | {"t"}):
            yield dummy(base)


def _bold(seen: _Seen) -> Iterator[Rewrite]:
    """r = |**r**|: a number, and a vector of which it is the length."""
    for letter in sorted(seen.sized):
        for mark in sorted(BOLD):
            yield Rewrite(parse(f"\\{mark}{{{letter}}}"), parse(f"\\{mark}{{{letter}_{{\\text{{vec}}}}}}"))


def _reached(name: str, said_by: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set[str](), [name]
    while waiting:
        for inner in said_by.get(waiting.pop(), set()) - reached:
            reached.add(inner)
            waiting.append(inner)
    return reached


def _walk(items: Sequence[Node], seen: _Seen) -> None:
    row = spaceless(items)
    for k, node in enumerate(row):
        if _is_letter(node):
            seen.letters[base_text(node)] += 1
        if k + 1 < len(row) and isinstance(base_of(row[k + 1]), Fence):
            seen.applied.add(base_text(node))
        if isinstance(node, Scripts) and node.below is None and _is_letter(node.base):
            mark = _only_letter(node.above)
            if mark is not None and base_text(node) != "e":
                seen.exponents[mark] += 1
                seen.pairs.add((base_text(node), mark))
        base = base_of(node)
        if isinstance(base, Command) and base.name in UPRIGHT:
            continue  # units and words
        for child in node.items if isinstance(node, Row) else children(node):
            _walk(child.items if isinstance(child, Row) else (child,), seen)


def _is_letter(node: Node | None) -> bool:
    return isinstance(node, Token) and with_label(node) is not None


def _only_letter(above: Node | None) -> str | None:
    items = items_of(above)
    return items[0].text if len(items) == 1 and isinstance(items[0], Token) and items[0].kind == "letter" else None


def _of_length(node: Node) -> str:
    """r of |**r**|; nothing of anything else."""
    inside = spaceless(node.body.items) if isinstance(node, Fence) and node.opening in OPENING_BARS else []
    only = inside[0] if len(inside) == 1 else None
    if not isinstance(only, Command) or only.name not in BOLD or len(only.arguments) != 1:
        return ""
    return base_text(items_of(only.arguments[0])[0]) if len(items_of(only.arguments[0])) == 1 else ""


def _equations(tree: Row) -> Iterator[Statement]:
    return (each for each in related(tree) if each.links[0].relation in {"=", ":="})


def _note_head(statement: Statement, seen: _Seen) -> None:
    sides = [part for part in statement.parts if len(part.items) == 1]
    for part in sides:
        (only,) = part.items
        if isinstance(only, Scripts) and only.below is None and (mark := _only_letter(only.above)) is not None:
            seen.heads.add((base_text(only), mark))
    letters = {base_text(part.items[0]) for part in sides if isinstance(part.items[0], Token)}
    seen.sized |= letters & {_of_length(part.items[0]) for part in sides}
    first = statement.parts[0].items
    if len(first) != 1 or not _is_letter(base_of(first[0])):
        return
    count, rest = primes(first[0].above) if isinstance(first[0], Scripts) else (0, ())
    if count == 1 and not rest:
        seen.primed.add(base_text(first[0]))
    elif not isinstance(first[0], Scripts):
        inside = _Seen()
        for part in statement.parts[1:]:
            _walk(part.items, inside)
        seen.said_by.setdefault(base_text(first[0]), set()).update(inside.letters)
