"""Pairs the bare brackets and bars of a written row, so that what stands inside them is one node.

LaTeX lets `(a)^2` stand as tokens with the script on `)`. Here such a run becomes a `Fence` with the script on
it; intervals such as `[0, 1)` become a `Fence` whose ends differ. Bars open and close by what stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.read.spacing import dots_joined, numbers_joined, spaceless
from checker.read.syntax import MOST_LEVELS, SyntaxFault
from checker.written import Fence, Node, Row, Scripts, Span, Token

CLOSERS = {"(": ")]", "[": "])", "\\{": ("\\}",), "\\lbrace": ("\\rbrace",), "\\langle": ("\\rangle",)} | {
    "\\lfloor": ("\\rfloor",),
    "\\lceil": ("\\rceil",),
    "\\lvert": ("\\rvert",),
    "\\lVert": ("\\rVert",),
    "\\lbrack": ("\\rbrack",),
    "⟨": ("⟩",),
    "⌊": ("⌋",),
    "⌈": ("⌉",),
}
BARS = frozenset(("|", "\\vert", "\\|", "\\Vert", "‖"))
OPENING_BARS = BARS | {"\\lvert", "\\lVert"}
ENDS = frozenset(closer for closers in CLOSERS.values() for closer in closers)
OPERANDLESS = frozenset(  # after one of these nothing has been said that a bar could close
    r"""+ - − = < > / , ; · × * : \cdot \times \le \leq \ge \geq \ne \neq \approx \equiv \pm \mp \in \to \Rightarrow
    \implies \iff \sin \cos \tan \sinh \cosh \tanh \arctan \max \min \lim \det \odot \oplus \otimes \quad \sum
    \prod \int \ln \log \exp \lt \gt \therefore \div""".split()  # noqa: SIM905  # a table of words
)


def paired(items: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes with every bare bracket paired, and the digits of a number joined. Raises SyntaxFault as `fenced`."""
    return tuple(numbers_joined(fenced(dots_joined(items)), commas=True))


def fenced(items: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes with every bare bracket paired. Raises SyntaxFault where one has no partner."""
    nodes, rest = _until(items, 0, (), MOST_LEVELS)
    if rest < len(items):
        token = _bare(items[rest])
        assert token is not None
        raise SyntaxFault(token.span.start, f"`{token.text}`", "its opening before it", "brackets come in pairs")
    return nodes


def _until(items: Sequence[Node], start: int, closers: Sequence[str], levels: int) -> tuple[tuple[Node, ...], int]:
    """The paired nodes from `start` up to a closer, and the closer's place; brackets may nest `levels` deep."""
    read: list[Node] = []
    k = start
    while k < len(items):
        token = _bare(items[k])
        if token is None:
            read.append(items[k])
            k += 1
        elif token.text in closers and not (token.text in BARS and _opens(read)):
            return tuple(read), k
        elif token.text in CLOSERS or (token.text in BARS and _has_closer(items, k)):
            node, k = _fence(items, k, token, levels)
            read.append(node)
        elif token.text in BARS or (token.text in {"\\rvert", "\\rVert"} and isinstance(items[k], Scripts)):
            read.append(items[k])  # an evaluation bar such as F|_0^1, or "given"
            k += 1
        else:
            return tuple(read), k
    return tuple(read), k


def _fence(items: Sequence[Node], k: int, opener: Token, levels: int) -> tuple[Node, int]:
    if levels == 0:
        found = f"brackets nested beyond {MOST_LEVELS} levels"
        raise SyntaxFault(opener.span.start, found, "a shallower formula", "name its inner parts")
    closers = (opener.text,) if opener.text in BARS else CLOSERS[opener.text]
    body, end = _until(items, k + 1, closers, levels - 1)
    closer = _bare(items[end]) if end < len(items) else None
    if closer is None or closer.text not in closers:
        hint = "brackets come in pairs; `\\left` and `\\right` pair others"
        raise SyntaxFault(opener.span.start, f"`{opener.text}` that nothing closes", f"`{closers[0]}` after it", hint)
    span = Span(opener.span.start, closer.span.end)
    row = Row(body, Span(opener.span.end, closer.span.start))
    fence = Fence(opener.text, closer.text, row, span)
    last = items[end]
    if isinstance(last, Scripts):
        return Scripts(fence, last.below, last.above, Span(span.start, last.span.end)), end + 1
    return fence, end + 1


def _bare(node: Node) -> Token | None:
    """The bracket or bar that a node is, be it with a script on it."""
    token = node.base if isinstance(node, Scripts) else node
    if not isinstance(token, Token) or token.kind not in {"operator", "command"}:
        return None
    return token if token.text in CLOSERS or token.text in ENDS or token.text in BARS else None


def _opens(read: Sequence[Node]) -> bool:
    """Can a bar after these nodes only open?"""
    said = spaceless(read)
    if not said:
        return True
    last = said[-1].base if isinstance(said[-1], Scripts) else said[-1]
    return isinstance(last, Token) and last.text in OPERANDLESS


def _has_closer(items: Sequence[Node], k: int) -> bool:
    """Does another bar of its kind stand behind a bar, in the same bracket?"""
    opener = _bare(items[k])
    assert opener is not None
    if isinstance(items[k], Scripts):
        return False
    depth = 0
    for other in items[k + 1 :]:
        token = _bare(other)
        if token is None:
            continue
        if token.text == opener.text and depth == 0:
            return True
        depth += 1 if token.text in CLOSERS else -1 if token.text in ENDS else 0
        if depth < 0:
            return False
    return False
