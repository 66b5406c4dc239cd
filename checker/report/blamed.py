"""The part of a line that is to blame: where in its LaTeX it lies, and the whole nodes of it that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model import Claim, Finding, Place
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

BRACKETS = {")": "(", "]": "[", "\\}": "\\{", "⟩": "⟨"}
TO_BLAME, BEHIND, BEFORE = "to blame", "something is missing behind", "something is missing before"


def blamed_span(claim: Claim, caret: Place | None) -> Span | None:
    """The range of a claim's LaTeX that a place in its document is; None where it is not within the claim.

    Of a blank, before which nothing is wrong, it is that of the sign behind it.
    """
    if caret is None or claim.place is None or caret.path != claim.place.path:
        return None
    ends = (caret.line, caret.column), (caret.end_line, caret.end_column)
    start, end = (_offset(claim, claim.place, line, column) for line, column in ends)
    if start is None or end is None or not 0 <= start < end <= len(claim.written):
        return None
    blanks = len(claim.written[start:]) - len(claim.written[start:].lstrip())
    if start + blanks >= end < len(claim.written.rstrip()):
        return Span(start + blanks, start + blanks + 1)
    return Span(start, end)


def _offset(claim: Claim, place: Place, line: int, column: int) -> int | None:
    lines = claim.written.split("\n")
    row = line - place.line
    if not 0 <= row < len(lines):
        return None
    return sum(len(text) + 1 for text in lines[:row]) + column - (place.column if row == 0 else 1)


def blamed_part(claim: Claim, span: Span) -> Row | None:
    """The whole nodes that a range of the line lies in: of the `)` of h(x), h(x); None where it was not read."""
    run = None if claim.tree is None else _run(claim.tree, span)
    return None if not run else Row(tuple(run), Span(run[0].span.start, run[-1].span.end))


def blame_label(finding: Finding, span: Span) -> str:
    """What is said of the part: is it wrong, or is what is missing due behind or before it?"""
    edits = finding.repairs[0].edits if finding.repairs else ()
    if len(edits) != 1 or edits[0].old:
        return TO_BLAME
    return BEFORE if edits[0].span.start <= span.start else BEHIND


def _run(node: Node, span: Span) -> Sequence[Node]:
    """The fewest neighbours that the range lies in, as deep as they are found."""
    for children in _rows(node):
        touched = [k for k, child in enumerate(children) if _overlap(child.span, span)]
        if not touched or not _lies_in(span, children, touched):
            continue
        first, last = touched[0], touched[-1]
        if first == last and not _is_head(children[first], span):
            inner = _run(children[first], span)
            if inner:
                return inner
        return _whole(children, first, last)
    return ()


def _is_head(node: Node, span: Span) -> bool:
    """Is it what scripts stand at, one sign long, before which something is missing: the e of e^{x}?"""
    if not isinstance(node, Scripts) or node.base is None:
        return False
    return isinstance(node.base, Token) and node.base.span == span


def _rows(node: Node) -> Iterator[Sequence[Node]]:
    """The runs of neighbours that a node holds."""
    match node:
        case Row(items=items):
            yield items
        case Scripts(base=base, below=below, above=above):
            yield from (_alone(part) for part in (base, below, above) if part is not None)
        case Command(options=options, arguments=arguments):
            yield from map(_alone, (*options, *arguments))
        case Fence(body=body):
            yield body.items
        case Grid(rows=rows):
            yield from (cell.items for row in rows for cell in row)


def _alone(node: Node) -> Sequence[Node]:
    return node.items if isinstance(node, Row) else (node,)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _lies_in(span: Span, children: Sequence[Node], touched: Sequence[int]) -> bool:
    return children[touched[0]].span.start <= span.start and span.end <= children[touched[-1]].span.end


def _whole(children: Sequence[Node], first: int, last: int) -> Sequence[Node]:
    """Neighbours with the brackets that they close, and with the function that is applied to those."""
    opened: list[str] = []
    for k in range(last, -1, -1):
        sign = _bracket(children[k])
        if sign in BRACKETS:
            opened.append(BRACKETS[sign])
        elif opened and sign == opened[-1]:
            opened.pop()
        if k <= first and not opened:
            is_applied = sign in BRACKETS.values() and k > 0 and _is_name(children[k - 1])
            return children[k - 1 if is_applied else k : last + 1]
    return children[first : last + 1]


def _bracket(node: Node) -> str:
    """The bracket that a node is, or that its scripts stand at."""
    base = node.base if isinstance(node, Scripts) else node
    return base.text if isinstance(base, Token) else ""


def _is_name(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Token) and (base.kind == "letter" or _is_command(base.text))


def _is_command(text: str) -> bool:
    return text.startswith("\\") and text[1:].isalpha()
