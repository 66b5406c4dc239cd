"""What each part of a wrong line would have to be for the line to be right: its value and the value wanted.

What is wanted of the line is known at a few points; of a sum it is passed on to each term, of a product to each
factor, through brackets, fractions and powers, as one solves an equation for one part of it. Only parts whose own
values give the value of the whole are gone into.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from checker.explain.edits.anatomy import FRACTIONS, SIGNS, Factor, Level, Term, base, cells, inner_span
from checker.explain.edits.edit import Line
from checker.explain.edits.pool import TRANSPOSES, is_operator, is_prime, unbraced
from checker.explain.edits.quantities import (
    Quantity,
    alike,
    exponent_for,
    matrix,
    minus,
    negated,
    over,
    plus,
    power,
    product,
    times,
    total,
)
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

TRANSPARENT = frozenset(("cancel", "bcancel", "xcancel", "boxed", "underbrace", "overbrace", "underline", "mathop"))
Values = Callable[[str], Quantity | None]  # of a part as it is written; None where it has none


@dataclass(frozen=True, slots=True)
class Known:
    """A part with its value, None where it has none, and the one it would have to have."""

    span: Span
    value: Quantity | None
    wanted: Quantity


@dataclass(frozen=True, slots=True)
class Made:
    """How a part is made of others: "sum", each with its sign, "product", in this order, or "matrix", row by row."""

    kind: str
    parts: tuple[Span, ...]
    values: tuple[Quantity, ...]  # of a sum with their signs
    negative: tuple[bool, ...] = ()
    columns: int = 1

    def with_part(self, k: int, value: Quantity) -> Quantity | None:
        """The whole with another value for one part."""
        signed = negated(value) if self.kind == "sum" and self.negative[k] else value
        parts = [*self.values[:k], signed, *self.values[k + 1 :]]
        if self.kind == "product":
            return product(parts)
        return total(parts) if self.kind == "sum" else matrix(parts, self.columns)


@dataclass(frozen=True, slots=True)
class Account:
    """The parts of a line of which it is known what they should be, the smallest first; and how parts are made."""

    known: tuple[Known, ...] = ()
    made: Mapping[Span, Made] = field(default_factory=dict)


def account(line: Line, wanted: Quantity, values: Values) -> Account:
    """What is known of the parts of a line that as a whole should come to what is wanted."""
    walk = _Walk(line, values, {(level.span.start, level.span.end): level for level in line.levels})
    if line.levels:
        walk.level(line.levels[0], wanted)
    ordered = sorted(walk.found, key=lambda known: known.span.end - known.span.start)
    return Account(tuple({known.span: known for known in reversed(ordered)}.values())[::-1], walk.made)


@dataclass(frozen=True, slots=True)
class _Walk:
    """From the whole line into its parts."""

    line: Line
    values: Values
    levels: dict[tuple[int, int], Level]
    found: list[Known] = field(default_factory=list)
    made: dict[Span, Made] = field(default_factory=dict)

    def value(self, span: Span) -> Quantity | None:
        return self.values(self.line.at(span))

    def keep(self, span: Span, value: Quantity | None, wanted: Quantity | None) -> bool:
        """Is it known what a part should be? Then it is kept."""
        if wanted is None:
            return False
        self.found.append(Known(span, value, wanted))
        return True

    def level(self, level: Level, wanted: Quantity) -> None:
        value = self.value(level.span)
        self.found.append(Known(level.span, value, wanted))
        parts = [self.value(term.span) for term in level.terms]
        negative = tuple(map(_is_negative, level.terms))
        if value is None:
            self.lone_term(level, parts, negative, wanted)
            return
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return
        signed = tuple(negated(part) if flip else part for part, flip in zip(known, negative, strict=True))
        made = Made("sum", tuple(term.span for term in level.terms), signed, negative)
        whole, missing = made.with_part(0, known[0]), minus(wanted, value)
        if whole is None or missing is None or not alike(whole, value):
            return
        if len(known) > 1:
            self.made[level.span] = made
        for term, part, flip in zip(level.terms, known, negative, strict=True):
            self.term(term, part, plus(part, negated(missing) if flip else missing))

    def lone_term(
        self, level: Level, parts: Sequence[Quantity | None], negative: Sequence[bool], wanted: Quantity
    ) -> None:
        """What is wanted of the one term that has no value, as where shapes do not fit in it."""
        if sum(part is None for part in parts) != 1:
            return
        rest: Quantity | None = wanted
        for part, flip in zip(parts, negative, strict=True):
            if part is not None and rest is not None:
                rest = plus(rest, part) if flip else minus(rest, part)
        k = parts.index(None)
        if rest is not None:
            self.term(level.terms[k], None, negated(rest) if negative[k] else rest)

    def term(self, term: Term, value: Quantity | None, wanted: Quantity | None) -> None:
        if not self.keep(term.span, value, wanted):
            return
        assert wanted is not None
        if len(term.factors) == 1:
            self.factor(term.factors[0], value, wanted)
            return
        parts = [self.value(factor.span) for factor in term.factors]
        known = [part for part in parts if part is not None]
        if value is None and len(known) == len(parts) - 1:
            k, others = parts.index(None), product(known)
            goal = over(wanted, others) if others is not None else None
            if goal is not None:
                self.factor(term.factors[k], None, goal)
            return
        whole = product(known) if len(known) == len(parts) else None
        if whole is None or value is None or not alike(whole, value):
            return
        spans = tuple(factor.span for factor in term.factors)
        self.made[term.span] = Made("product", spans, tuple(known))
        for k, factor in enumerate(term.factors):
            others = product([part for j, part in enumerate(known) if j != k])
            goal = over(wanted, others) if others is not None else None
            if goal is not None:
                self.factor(factor, known[k], goal)

    def factor(self, factor: Factor, value: Quantity | None, wanted: Quantity) -> None:
        self.keep(factor.span, value, wanted)
        head = factor.nodes[0]
        if isinstance(head, Token) and head.text in SIGNS and len(factor.nodes) > 1:
            rest = Factor(factor.nodes[1:], Span(factor.nodes[1].span.start, factor.span.end))
            flip = SIGNS[head.text] == "+"
            own = negated(value) if flip and value is not None else value
            self.factor(rest, own, negated(wanted) if flip else wanted)
        elif len(factor.nodes) == 1:
            self.node(head, value, wanted)
        elif len(factor.nodes) == 2 and isinstance(factor.nodes[1], Scripts) and not is_operator(base(head)):
            self.applied(factor, factor.nodes[1], wanted)

    def applied(self, factor: Factor, script: Scripts, wanted: Quantity) -> None:
        """h(x)^{-2}: the exponent, of a function that is applied."""
        if script.above is None or is_prime(script.above) or script.base is None:
            return
        self.power(Span(factor.span.start, script.base.span.end), script.above, wanted)

    def node(self, node: Node, value: Quantity | None, wanted: Quantity) -> None:
        match node:
            case Row(items=items) if items:
                self.inside(items, wanted)
            case Fence() if len(row := cells(node)) > 1:
                self.entries(node, (row,), wanted)
            case Fence(opening=opening, body=body) if opening in {"(", "[", "\\{", "\\lbrack"} and body.items:
                self.inside(body.items, wanted)
            case Command(name=name, arguments=arguments) if name in TRANSPARENT and arguments:
                self.keep(arguments[0].span, value, wanted)
                self.node(arguments[0], value, wanted)
            case Command(name="sqrt", options=(), arguments=(inside,)):
                square = times(wanted, wanted)
                if square is not None:
                    self.inside(inside.items if isinstance(inside, Row) else (inside,), square)
            case Grid(name=name, rows=rows) if name.endswith("matrix"):
                self.entries(node, rows, wanted)
            case Command(name=name, arguments=(above, below)) if name in FRACTIONS:
                self.fraction(above, below, wanted)
            case Scripts(base=Fence(), below=below) if below is not None:
                pass  # [F]_a^b, in which bounds are put
            case Scripts(base=bottom, above=above) if above is not None and bottom is not None and not is_prime(above):
                if isinstance(bottom, Command) and bottom.name in TRANSPARENT:
                    self.node(bottom, value, wanted)
                elif not is_operator(bottom):
                    found = self.power(Span(node.span.start, bottom.span.end), above, wanted)
                    if found is not None:
                        self.keep(bottom.span, *found)
                        self.node(bottom, *found)

    def power(self, bottom: Span, above: Node, wanted: Quantity) -> tuple[Quantity, Quantity] | None:
        """The base's value and the one it should have; the exponent's are kept."""
        text = unbraced(self.line, above)
        foot = self.value(bottom)
        exponent = self.values(text) if text not in TRANSPOSES else None
        if foot is None or exponent is None:
            return None
        goal = exponent_for(wanted, foot)
        if goal is not None and self.keep(inner_span(above), exponent, goal):
            self.inside(above.items if isinstance(above, Row) else (above,), goal)
        inverse = over(tuple(1 for _ in exponent), exponent)
        root = power(wanted, inverse) if inverse is not None else None
        return (foot, root) if root is not None else None

    def fraction(self, above: Node, below: Node, wanted: Quantity) -> None:
        top, bottom = self.value(inner_span(above)), self.value(inner_span(below))
        if top is None or bottom is None:
            return
        for node, goal in ((above, product([wanted, bottom])), (below, over(top, wanted))):
            if goal is not None:
                self.inside(node.items if isinstance(node, Row) else (node,), goal)

    def entries(self, grid: Grid | Fence, rows: Sequence[Sequence[Row]], wanted: Quantity) -> None:
        shape = [len(row) for row in rows]
        if any(not isinstance(value, tuple) or [*map(len, value)] != shape for value in wanted):
            return
        spans = tuple(inner_span(cell) for row in rows for cell in row)
        values = [self.value(span) for span in spans]
        known = tuple(value for value in values if value is not None)
        if len(known) == len(spans):
            self.made[grid.span] = Made("matrix", spans, known, columns=shape[0])
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                self.inside(cell.items, tuple(value[r][c] for value in wanted))

    def inside(self, items: Sequence[Node], wanted: Quantity) -> None:
        shown = [item for item in items if not (isinstance(item, Token) and item.kind == "space")]
        level = self.levels.get((shown[0].span.start, shown[-1].span.end)) if shown else None
        if level is not None:
            self.level(level, wanted)


def _is_negative(term: Term) -> bool:
    return term.sign is not None and SIGNS[term.sign.text] == "+"
