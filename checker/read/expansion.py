"""The tree of a macro's body with the trees of its arguments put in, as TeX would typeset it.

Every node of an expansion has the span of the call. An argument of several signs takes the place of its parameter
without becoming a group: of `#1^2` with `ab` for `#1` only the b is squared, as it is in print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

PARAMETER = "parameter"  # the kind of the token #1 in a body
_MARK = re.compile(r"#([1-9])")


class NotExpanded(Exception):  # named for what happened
    """An expansion that has no reading, or exceeds a budget: what was found, what is expected, a hint."""

    def __init__(self, found: str, expected: str, hint: str) -> None:
        super().__init__(found, expected, hint)
        self.found = found
        self.expected = expected
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands for a parameter: its nodes, and its source for where it is words."""

    items: tuple[Node, ...]
    source: str


@dataclass(slots=True)
class Expander:
    """One call: what is put in, the span every node gets, and what is left of the budgets."""

    arguments: Sequence[Argument]
    span: Span
    nodes_left: int
    levels: int

    def expanded(self, body: Sequence[Node]) -> tuple[Node, ...]:
        """The nodes that a call stands for. Raises NotExpanded."""
        return self.row(body, self.levels, put_in=True)

    def spend(self, level: int) -> None:
        self.nodes_left -= 1
        if self.nodes_left < 0:
            raise NotExpanded("macros that expand beyond all bounds", "a formula of common size", "write it out")
        if level <= 0:
            raise NotExpanded("macros nested too deeply", "a shallower formula", "name its inner parts")

    def row(self, items: Sequence[Node], level: int, put_in: bool) -> tuple[Node, ...]:
        made: list[Node] = []
        for item in items:
            self.spend(level)
            if put_in and isinstance(item, Token) and item.kind == PARAMETER:
                made += self.argument(item, level)
            elif put_in and isinstance(item, Scripts) and _is_parameter(item.base):
                assert isinstance(item.base, Token)
                below, above = self.slot(item.below, level, put_in), self.slot(item.above, level, put_in)
                made += scripted(self.argument(item.base, level), below, above, self.span)
            else:
                made.append(self.node(item, level, put_in))
        return tuple(made)

    def argument(self, parameter: Token, level: int) -> tuple[Node, ...]:
        return self.row(self.of(parameter).items, level, put_in=False)

    def of(self, parameter: Token) -> Argument:
        k = int(parameter.text[1:])
        if k > len(self.arguments):
            raise NotExpanded(f"`#{k}` in its definition", f"`#1` to `#{len(self.arguments)}`", "as many as it takes")
        return self.arguments[k - 1]

    def slot(self, node: Node | None, level: int, put_in: bool) -> Node | None:
        return None if node is None else self.single(node, level, put_in)

    def single(self, node: Node, level: int, put_in: bool) -> Node:
        """A node where one has to stand: a script, or an argument without braces."""
        if not (put_in and _is_parameter(node)):
            self.spend(level)
            return self.node(node, level, put_in)
        assert isinstance(node, Token)
        items = self.argument(node, level)
        if len(items) != 1:
            hint = f"write `{{{node.text}}}` in the definition"
            raise NotExpanded(f"an argument of {len(items)} signs without braces", "one sign", hint)
        return items[0]

    def node(self, node: Node, level: int, put_in: bool) -> Node:
        inner = level - 1
        match node:
            case Token():
                text = self.words(node.text) if put_in and node.kind == "words" else node.text
                return Token(node.kind, text, self.span)
            case Row():
                return self.group(node, inner, put_in)
            case Scripts():
                base = self.slot(node.base, inner, put_in)
                below, above = self.slot(node.below, inner, put_in), self.slot(node.above, inner, put_in)
                return Scripts(base, below, above, self.span)
            case Command():
                options = tuple(self.single(part, inner, put_in) for part in node.options)
                arguments = tuple(self.single(part, inner, put_in) for part in node.arguments)
                return Command(node.name, options, arguments, self.span)
            case Fence():
                return Fence(node.opening, node.closing, self.group(node.body, inner, put_in), self.span)
            case Grid():
                rows = tuple(tuple(self.group(cell, inner, put_in) for cell in row) for row in node.rows)
                return Grid(node.name, rows, self.span)

    def group(self, row: Row, level: int, put_in: bool) -> Row:
        return Row(self.row(row.items, level, put_in), self.span)

    def words(self, text: str) -> str:
        """Words with the sources of arguments put in."""
        known = self.arguments
        return _MARK.sub(lambda mark: known[int(mark[1]) - 1].source if int(mark[1]) <= len(known) else mark[0], text)


def scripted(items: Sequence[Node], below: Node | None, above: Node | None, span: Span) -> tuple[Node, ...]:
    """Nodes with scripts on the last of them. Raises NotExpanded where it has such a one already."""
    if below is None and above is None:
        return tuple(items)
    if not items:
        return (Scripts(None, below, above, span),)
    last = items[-1]
    if not isinstance(last, Scripts):
        return (*items[:-1], Scripts(last, below, above, span))
    if (last.below is not None and below is not None) or (last.above is not None and above is not None):
        raise NotExpanded("a script on what has one already", "one script", "group with braces what belongs together")
    merged = Scripts(
        last.base, below if last.below is None else last.below, above if last.above is None else last.above, span
    )
    return (*items[:-1], merged)


def _is_parameter(node: Node | None) -> bool:
    return isinstance(node, Token) and node.kind == PARAMETER
