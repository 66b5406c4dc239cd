"""A formula's tree falls into statements: chains of expressions with the relations between them.

Rows of `align` and the like, wide spaces, commas, words and arrows part statements; a row that begins with a
relation goes on with the chain before it, one that begins with an operator with the expression before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from checker.read.brackets import paired
from checker.read.names import name_of
from checker.read.spacing import spaceless
from checker.read.syntax import SyntaxFault
from checker.read.units import is_unit
from checker.written import Command, Fence, Grid, Node, Row, Scripts, Span, Token

RELATIONS: dict[str, str] = {
    sign: relation
    for relation, signs in {
        "=": "= \\equiv ≡",
        ":=": "\\coloneqq \\triangleq ≔ \\coloneq",
        "=:": "\\eqqcolon \\eqcolon ≕",
        "!=": "\\neq \\ne ≠",
        "<": "< \\lt \\ll",
        ">": "> \\gt \\gg",
        "<=": "\\le \\leq \\leqslant ≤ \\leqq",
        ">=": "\\ge \\geq \\geqslant ≥ \\geqq",
        "~": "\\approx ≈ \\simeq \\doteq \\cong",
        "prop": "\\propto ∝",
        "in": "\\in ∈",
        "dist": "\\sim ∼",
        "to": "\\to → \\rightarrow \\longrightarrow",
        "maps": "\\mapsto ↦ \\colon",
        "<-": "\\leftarrow ← \\gets \\longleftarrow",
    }.items()
    for sign in signs.split()
}
ARROWS: dict[str, str] = {
    sign: arrow
    for arrow, signs in {
        "=>": "\\Rightarrow \\implies \\Longrightarrow ⇒ ⟹",
        "<=>": "\\Leftrightarrow \\iff \\Longleftrightarrow ⇔ ⟺",
        "<==": "\\Leftarrow \\impliedby ⇐",
        "so": "\\therefore ∴ \\hookrightarrow ↪ \\leadsto ↳",
        "because": "\\because ∵",
    }.items()
    for sign in signs.split()
}
DEFINED_BY = {":=": ":=", "=:": "=:"}
"""What two signs in a row say together; `=:` defines what is on its right."""
LAYOUTS = frozenset(
    [
        "aligned",
        "align",
        "align*",
        "gather",
        "gather*",
        "gathered",
        "split",
        "multline",
        "multline*",
        "eqnarray",
        "eqnarray*",
        "equation",
        "equation*",
        "alignat",
        "alignat*",
        "alignedat",
        "flalign",
        "flalign*",
        "displaymath",
        "math",
    ]
)
SYSTEMS = frozenset(("cases", "dcases", "rcases"))
WIDE = frozenset(("\\quad", "\\qquad"))
END_MARKS = frozenset(
    ("//", "\\checkmark", "✓", "\\square", "\\blacksquare", "\\Box", "\\qed", "\\qedhere", "∎", "■", "□")
)
SEPARATORS = frozenset((",", ";", "."))
OPERATORS = frozenset(("+", "-", "−", "\\cdot", "\\times", "*", "/", "\\pm", "\\mp"))
PLACING = frozenset(("tag", "tag*", "label", "ref", "eqref", "hspace", "vspace"))
STACKED = frozenset(("stackrel", "overset", "underset", "mathrel"))
WORDS = frozenset(("text", "textrm", "textit", "textbf", "textnormal", "mbox", "intertext", "shortintertext"))


@dataclass(frozen=True, slots=True)
class Part:
    """One expression of a chain, as paired nodes; empty where a chain goes on from the line before."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two parts: one of the values of RELATIONS."""

    relation: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A chain part₀ link₁ part₁ link₂ … with what leads to it.

    `arrow` is one of the values of ARROWS, or empty; `words` are those written before it inside the formula;
    `conditions` are statements written behind it, in brackets or after "for" and "if"; `joined` says that a comma
    or "or" parts it from the statement before.
    """

    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    span: Span
    arrow: str = ""
    words: str = ""
    joined: str = ""
    conditions: tuple[Statement, ...] = ()


def statements(tree: Row) -> list[Statement]:
    """The statements of a formula, in order. Raises SyntaxFault where brackets do not pair."""
    return [*_statements(tree)]


def related(tree: Row) -> list[Statement]:
    """The statements of a formula that hold a relation; none where brackets do not pair."""
    try:
        return [statement for statement in statements(tree) if statement.links]
    except SyntaxFault:
        return []


@lru_cache(maxsize=256)  # names, shapes, marks and claims are each read from the statements of one formula
def _statements(tree: Row) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for piece in _pieces(_rows(tree.items)):
        whole = _statement(piece)
        for statement in _turned(whole) if whole is not None else ():
            if found and _is_condition(statement):
                found[-1] = replace(found[-1], conditions=(*found[-1].conditions, *_inside(statement)))
            else:
                found.append(_with_trailing_condition(statement))
    return tuple(found)


def _turned(statement: Statement) -> Iterator[Statement]:
    """a = b =: c as a = b, and then c := b."""
    if not statement.links or statement.links[-1].relation != "=:":
        yield statement
        return
    *_, value, name = statement.parts
    if len(statement.links) > 1:
        before = Span(statement.span.start, value.span.end)
        yield replace(statement, parts=statement.parts[:-1], links=statement.links[:-1], span=before)
    link = Link(":=", statement.links[-1].span)
    whole = Span(value.span.start, name.span.end)
    yield Statement((name, value), (link,), whole, statement.arrow if len(statement.links) == 1 else "")


# --- rows --------------------------------------------------------------------------------------


def _rows(items: Iterable[Node]) -> list[list[Node]]:
    """The nodes line by line: those of a layout's rows, and what `\\\\` parts outside of one."""
    lines: list[list[Node]] = [[]]
    for item in items:
        system = _system(item) if _is_empty(lines[-1]) or _arrow(lines[-1][-1]) else None
        layout = item if isinstance(item, Grid) and item.name in LAYOUTS else system
        if layout is not None:
            inner = [line for row in layout.rows for line in _rows(node for cell in _said(row) for node in cell.items)]
            if _is_empty(lines[-1]):
                lines[-1:] = inner
            else:
                lines[-1] += inner[0]
                lines += inner[1:]
            lines.append([])
        elif isinstance(item, Token) and item.text == "\\\\":
            lines.append([])
        elif (boxed := _boxed(item)) is not None:
            inner = _rows(boxed.items)
            lines[-1] += inner[0] if inner else []
            lines += inner[1:]
        elif isinstance(item, Row) and any(isinstance(n, Grid) and n.name in LAYOUTS for n in item.items):
            lines += _rows(item.items)
        else:
            lines[-1].append(item)
    return _continued([line for line in lines if not _is_empty(line)])


def _said(row: Sequence[Row]) -> list[Row]:
    """The cells of a row but for those that comment on it: words alone behind a whole side, `&& \\text{Joule}`."""
    kept: list[Row] = []
    for k, cell in enumerate(row):
        before = spaceless(node for other in kept for node in other.items)
        behind = spaceless(node for other in row[k + 1 :] for node in other.items)
        goes_on = bool(behind) and (_relation(behind[0]) is not None or _text(behind[0]) in OPERATORS)
        whole = bool(before) and _relation(before[-1]) is None and _text(before[-1]) not in OPERATORS
        if not (whole and not goes_on and _is_comment(cell)):
            kept.append(cell)
    return kept


def _is_comment(cell: Row) -> bool:
    words = spaceless(cell.items)
    return len(words) == 1 and isinstance(words[0], Command) and words[0].name in WORDS and name_text(words[0]) is None


def _system(item: Node) -> Grid | None:
    """Equations below one another behind a brace: every row relates, in its first cell or at the start of the next."""
    if isinstance(item, Fence) and item.opening in {"\\{", "\\lbrace"} and item.closing == ".":
        inner = spaceless(item.body.items)
        grid = inner[0] if len(inner) == 1 else None
    else:
        grid = item if isinstance(item, Grid) and item.name in SYSTEMS else None
    if not isinstance(grid, Grid) or not grid.rows:
        return None
    rows = [row for row in grid.rows if not all(_is_empty(cell.items) for cell in row)]
    return grid if rows and all(_is_equation(row) for row in rows) else None


def _is_equation(row: Sequence[Row]) -> bool:
    """Does a row relate two sides, and no words put a condition on it?"""
    if any(isinstance(node, Command) and node.name in WORDS for cell in row for node in cell.items):
        return False
    if any(_relation(node) for node in row[0].items):
        return True
    following = [
        node for cell in row[1:] for node in cell.items if not (isinstance(node, Token) and node.kind == "space")
    ]
    return bool(following) and bool(_relation(following[0]))


def _boxed(item: Node) -> Row | None:
    """What stands in a box, where it is more than an expression."""
    if not isinstance(item, Command) or item.name not in {"boxed", "fbox"} or not item.arguments:
        return None
    content = item.arguments[-1]
    if not isinstance(content, Row) or not any(_relation(node) or _arrow(node) for node in content.items):
        return None
    return content


def _is_empty(line: Sequence[Node]) -> bool:
    return all(isinstance(node, Token) and node.kind == "space" for node in line)


def _continued(lines: Sequence[list[Node]]) -> list[list[Node]]:
    """Lines that begin with an operator, and say nothing of their own, belong to the line before."""
    joined: list[list[Node]] = []
    for line in lines:
        first = next(node for node in line if not (isinstance(node, Token) and node.kind == "space"))
        begins = isinstance(first, Token) and first.text in OPERATORS
        relates = any(_relation(node) or _arrow(node) for node in line)
        if joined and begins and not relates:
            joined[-1] = [*joined[-1], *line]
        else:
            joined.append(line)
    return joined


# --- pieces ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of nodes that no separator parts, with what stood before it."""

    items: tuple[Node, ...]
    arrow: str
    words: str
    joined: str


def _pieces(lines: Iterable[Sequence[Node]]) -> Iterator[_Piece]:
    for line in lines:
        items: list[Node] = []
        arrow = words = joined = ""
        for node in (*paired(line), _STOP):
            separator = _separator(node)
            if separator is None or _is_product(items, separator):
                items.append(node if separator is None else Token("operator", "\\cdot", node.span))
                continue
            if items:
                yield _Piece(tuple(items), arrow, words, joined)
                items, arrow, words, joined = [], "", "", ""
            kind, text = separator
            if kind == "arrow":
                arrow = text
            elif kind == "words":
                words = f"{words} {text}".strip()
            elif kind == "joined":
                joined = text


SHARES = frozenset(("frac", "tfrac", "dfrac"))


def _is_product(before: Sequence[Node], separator: tuple[str, str]) -> bool:
    """ "20 % of 50", "three quarters of 80": is it the word between a share and what it is taken of?"""
    words = spaceless(before)
    if separator != ("words", "of") or not words:
        return False
    last = words[-1]
    if isinstance(last, Command):
        return last.name in SHARES
    return isinstance(last, Token) and (last.text in {"\\%", "%"} or (last.kind == "number" and "." in last.text))


_STOP = Token("operator", "", Span(0, 0))


def _separator(node: Node) -> tuple[str, str] | None:
    """What parts statements: its kind and its text; None for what belongs to one."""
    if node is _STOP:
        return "end", ""
    if isinstance(node, Command):
        if node.name in PLACING:
            return "end", ""
        words = name_text(node)
        return ("words", words) if words is not None else None
    if isinstance(node, Scripts) and _is_end_mark(node.base):
        return "end", ""
    if not isinstance(node, Token):
        return None
    if node.text in ARROWS:
        return "arrow", ARROWS[node.text]
    if node.text in WIDE or node.text in END_MARKS:
        return "end", ""
    if node.text in SEPARATORS:
        return "joined", node.text
    return ("end", "") if node.text in {"\\nonumber", "\\notag"} else None


def _is_end_mark(node: Node | None) -> bool:
    return isinstance(node, Token) and node.text in END_MARKS


def name_text(node: Command) -> str | None:
    """The words of `\\text{ for all }` that part statements, as any in brackets do; `\\text{MSE}` parts nothing."""
    if node.name not in WORDS:
        return None
    token = node.arguments[0]
    text = token.text if isinstance(token, Token) else ""
    spoken = " ".join(text.split())
    parts = text != text.strip() or spoken.lower() in SPOKEN or " " in spoken or spoken.startswith("(")
    return spoken if parts and not is_unit(spoken) else None


SPOKEN = frozenset(
    [
        "and",
        "or",
        "where",
        "with",
        "if",
        "for",
        "so",
        "since",
        "hence",
        "thus",
        "then",
        "let",
        "when",
        "because",
        "therefore",
        "as",
        "given",
        "that",
        "is",
        "i.e.",
        "but",
        "otherwise",
        "set",
        "also",
        "from",
        "by",
        "using",
        "note",
    ]
)


# --- statements --------------------------------------------------------------------------------


def _statement(piece: _Piece) -> Statement | None:
    items = spaceless(piece.items)
    if not items:
        return None
    parts: list[list[Node]] = [[]]
    links: list[Link] = []
    k = 0
    while k < len(items):
        node = items[k]
        following = items[k + 1] if k + 1 < len(items) else None
        paired_signs = DEFINED_BY.get(_text(node) + _text(following))
        if paired_signs is not None:
            assert following is not None
            links.append(Link(paired_signs, Span(node.span.start, following.span.end)))
            parts.append([])
            k += 1
        elif (relation := _relation(node)) is not None:
            links.append(Link(relation, node.span))
            parts.append([])
        else:
            parts[-1].append(node)
        k += 1
    span = Span(items[0].span.start, items[-1].span.end)
    made = tuple(Part(tuple(part), _span_of(part, span)) for part in parts)
    return Statement(made, tuple(links), span, piece.arrow, piece.words, piece.joined)


def _span_of(items: Sequence[Node], outside: Span) -> Span:
    return Span(items[0].span.start, items[-1].span.end) if items else Span(outside.start, outside.start)


def around(one: Span, two: Span) -> Span:
    """From the first of two spans to the last, in whichever order they stand."""
    return Span(min(one.start, two.start), max(one.end, two.end))


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Token) else ""


def _relation(node: Node) -> str | None:
    if isinstance(node, Token) and node.kind in {"operator", "command"}:
        return RELATIONS.get(node.text)
    if isinstance(node, Command) and node.name == "not":
        (argument,) = node.arguments
        return {"=": "!=", "\\in": "notin"}.get(_text(argument))
    if isinstance(node, Command) and node.name in STACKED:
        return _stacked_relation(node)
    if isinstance(node, Command) and node.name in {"xrightarrow"}:
        return "to"
    return None


def _stacked_relation(node: Command) -> str | None:
    """`\\stackrel{\\text{def}}{=}` is :=; a reference or a mark above leaves the relation what it is."""
    base = node.arguments[-1]
    items = base.items if isinstance(base, Row) else (base,)
    relation = RELATIONS.get(_text(items[0])) if len(items) == 1 else None
    if relation == "=" and len(node.arguments) == 2:
        above = name_of(node.arguments[0])
        if above is not None and above.text in {"def", "Def", "Delta"}:
            return ":="
    return relation


def _arrow(node: Node) -> bool:
    return isinstance(node, Token) and node.text in ARROWS


# --- conditions --------------------------------------------------------------------------------


def _is_condition(statement: Statement) -> bool:
    """`(x > 0)` behind a formula, or what follows "for" or "if"."""
    if statement.words.lower() in {
        "for",
        "if",
        "for all",
        "for every",
        "when",
        "provided",
        "provided that",
        "whenever",
    }:
        return True
    only = statement.parts[0].items
    return not statement.links and len(only) == 1 and isinstance(only[0], Fence) and _relates(only[0])


def _relates(fence: Fence) -> bool:
    return fence.opening == "(" and any(_relation(node) for node in fence.body.items)


def _inside(statement: Statement) -> tuple[Statement, ...]:
    only = statement.parts[0].items
    if not statement.links and len(only) == 1 and isinstance(only[0], Fence):
        return tuple(statements(only[0].body))
    return (replace(statement, words=""),)


def _is_probability(node: Node) -> bool:
    """Is it the P of P(X > t), whose bracket holds an event?"""
    base = node.base if isinstance(node, Scripts) else node
    if isinstance(base, Command) and base.name == "mathbb":
        base = base.arguments[0].items[0] if isinstance(base.arguments[0], Row) else base.arguments[0]
    return isinstance(base, Token) and base.text in {"P", "\\Pr"}


def _with_trailing_condition(statement: Statement) -> Statement:
    """The condition in the last bracket of a line, as in `= a/b (b ≠ 0)`, taken out of the expression."""
    last = statement.parts[-1]
    if len(last.items) < 2 or not statement.links:
        return statement
    fence = last.items[-1]
    if not isinstance(fence, Fence) or not _relates(fence) or _is_probability(last.items[-2]):
        return statement
    kept = Part(last.items[:-1], Span(last.span.start, last.items[-2].span.end))
    conditions = (*statement.conditions, *statements(fence.body))
    return replace(statement, parts=(*statement.parts[:-1], kept), conditions=conditions)
